//! Responses as JSON, by the same mapping that grpcurl uses.
//!
//! The mapping is that of the protocol buffers documentation (ProtoJSON): names in lower camel case,
//! enum values by name, fields without a value left out.

use prost::Message;
use prost_reflect::{DescriptorPool, DynamicMessage, SerializeOptions};

use super::pb;

/// An analysis as indented JSON, without a line break at its end.
pub fn analysis(response: &pb::AnalyzeArticleResponse) -> String {
    let pool = DescriptorPool::decode(pb::DESCRIPTORS).expect("build.rs wrote the descriptors");
    let kind = pool
        .get_message_by_name("nutgraf.v1.AnalyzeArticleResponse")
        .expect("the descriptors have every message of the API");
    let message = DynamicMessage::decode(kind, response.encode_to_vec().as_slice())
        .expect("the message was made by the same descriptors");
    let mut json = serde_json::Serializer::pretty(Vec::new());
    message
        .serialize_with_options(&mut json, &SerializeOptions::new())
        .expect("memory can be written, and no Any or Timestamp is in there to be refused");
    String::from_utf8(json.into_inner()).expect("serde_json writes UTF-8")
}

#[cfg(test)]
mod tests {
    use super::{analysis, pb};

    #[test]
    fn names_and_zeros_come_as_grpcurl_prints_them() {
        let response = pb::AnalyzeArticleResponse {
            summary_text: "A \"first\" sentence.".to_owned(),
            sentences: vec![pb::Sentence {
                begin: Some(0),
                end: 19,
                score: Some(0.1),
                ..pb::Sentence::default()
            }],
            tags: vec![pb::Tag {
                text: "sentence".to_owned(),
                kind: pb::TagKind::Keyphrase.into(),
                sentence_indices: vec![0],
                ..pb::Tag::default()
            }],
            ..pb::AnalyzeArticleResponse::default()
        };
        let expected = r#"{
  "summaryText": "A \"first\" sentence.",
  "sentences": [
    {
      "begin": 0,
      "end": 19,
      "score": 0.1
    }
  ],
  "tags": [
    {
      "text": "sentence",
      "kind": "TAG_KIND_KEYPHRASE",
      "sentenceIndices": [
        0
      ]
    }
  ]
}"#;
        assert_eq!(analysis(&response), expected);
    }
}
