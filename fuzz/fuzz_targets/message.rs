//! Any bytes as a request: decoded, checked, answered and encoded without a panic; and what is answered is
//! verbatim.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf::engine::Engine;
use nutgraf::grpc::convert::{request, response};
use nutgraf::grpc::json;
use nutgraf::grpc::limits::Limits;
use nutgraf::grpc::pb::AnalyzeArticleRequest;
use nutgraf::grpc::status::Failure;
use prost::Message;
use tonic::Status;

fuzz_target!(|data: &[u8]| {
    let Ok(message) = AnalyzeArticleRequest::decode(data) else {
        return;
    };
    let job = match request::analyze(&message, &Limits::default(), "") {
        Ok(job) => job,
        Err(violations) => {
            let status = Status::from(Failure::Invalid(violations));
            assert!(!status.message().is_empty() && !status.details().is_empty());
            return;
        }
    };
    let digest = Engine::new().digest(&job.article, &job.options);
    let answer = response::analysis(&job.article, digest, job.encoding);
    let text = message.article.as_ref().map_or("", |article| &article.text);
    for sentence in &answer.sentences {
        assert!(text.contains(&sentence.text));
        assert!(sentence.begin() < sentence.end);
    }
    assert!(!json::analysis(&answer).is_empty());
    assert!(!answer.encode_to_vec().is_empty());
});
