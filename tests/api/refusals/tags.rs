//! What may be wrong with the options of tags, and with a vocabulary.

use nutgraf::grpc::pb;

use super::Case;
use crate::harness::{STORY, analyze};

/// A request for each mistake.
pub fn of_tags() -> Vec<Case> {
    let options = pb::TagOptions::default;
    let only = |kind: pb::TagKind| vec![kind.into()];
    vec![
        (
            "no tags",
            tags(pb::TagOptions {
                max_tags: Some(0),
                ..options()
            }),
            "tags.max_tags",
            "OUT_OF_RANGE",
            "between 1 and 1000",
        ),
        (
            "too many tags",
            tags(pb::TagOptions {
                max_tags: Some(1001),
                ..options()
            }),
            "tags.max_tags",
            "OUT_OF_RANGE",
            "1001",
        ),
        (
            "negative words",
            tags(pb::TagOptions {
                max_words: Some(-2),
                ..options()
            }),
            "tags.max_words",
            "OUT_OF_RANGE",
            "between 1 and 10",
        ),
        (
            "minimal score over 1",
            tags(pb::TagOptions {
                min_score: 1.5,
                ..options()
            }),
            "tags.min_score",
            "OUT_OF_RANGE",
            "1.5",
        ),
        (
            "style over 1",
            tags(pb::TagOptions {
                style: Some(2.0),
                ..options()
            }),
            "tags.style",
            "OUT_OF_RANGE",
            "2",
        ),
        (
            "diversity over 1",
            tags(pb::TagOptions {
                diversity: Some(7.0),
                ..options()
            }),
            "tags.diversity",
            "OUT_OF_RANGE",
            "7",
        ),
        (
            "unknown kind",
            tags(pb::TagOptions {
                kinds: vec![1, 12],
                ..options()
            }),
            "tags.kinds[1]",
            "ENUM_UNKNOWN",
            "12 is none of TAG_KIND_KEYPHRASE (1), TAG_KIND_ENTITY (2), TAG_KIND_VOCABULARY (3)",
        ),
        (
            "unspecified kind",
            tags(pb::TagOptions {
                kinds: vec![0],
                ..options()
            }),
            "tags.kinds[0]",
            "ENUM_UNKNOWN",
            "0",
        ),
        (
            "vocabulary tags without a vocabulary",
            tags(pb::TagOptions {
                kinds: only(pb::TagKind::Vocabulary),
                ..options()
            }),
            "tags.kinds",
            "CONTRADICTION",
            "there is no vocabulary",
        ),
        (
            "a vocabulary that no tag may come from",
            tags(pb::TagOptions {
                kinds: only(pb::TagKind::Entity),
                vocabulary: vec![entry("1", "Tarrow", &[])],
                ..options()
            }),
            "tags.vocabulary",
            "CONTRADICTION",
            "TAG_KIND_VOCABULARY",
        ),
        (
            "blank stop word",
            tags(pb::TagOptions {
                stop_words: vec!["the".into(), " ".into()],
                ..options()
            }),
            "tags.stop_words[1]",
            "BLANK",
            "blank",
        ),
        (
            "too many stop words",
            tags(pb::TagOptions {
                stop_words: vec!["x".into(); 1001],
                ..options()
            }),
            "tags.stop_words",
            "TOO_MANY",
            "1001 items is over the limit of 1000",
        ),
        (
            "duplicate id",
            vocabulary(vec![
                entry("a", "A", &[]),
                entry("b", "B", &[]),
                entry("a", "C", &[]),
            ]),
            "tags.vocabulary[2].id",
            "DUPLICATE",
            "\"a\"",
        ),
        (
            "blank id",
            vocabulary(vec![entry(" ", "A", &[])]),
            "tags.vocabulary[0].id",
            "BLANK",
            "blank",
        ),
        (
            "blank label",
            vocabulary(vec![entry("a", " ", &[])]),
            "tags.vocabulary[0].label",
            "BLANK",
            "blank",
        ),
        (
            "blank alias",
            vocabulary(vec![entry("a", "A", &["aa", ""])]),
            "tags.vocabulary[0].aliases[1]",
            "BLANK",
            "blank",
        ),
        (
            "alias over the limit",
            vocabulary(vec![entry("a", "A", &[&"y".repeat(257)])]),
            "tags.vocabulary[0].aliases[0]",
            "TOO_LONG",
            "257 bytes is over the limit of 256",
        ),
        (
            "too many aliases",
            vocabulary(vec![entry("a", "A", &["b"; 101])]),
            "tags.vocabulary[0].aliases",
            "TOO_MANY",
            "101 items is over the limit of 100",
        ),
        (
            "too many kinds",
            tags(pb::TagOptions {
                kinds: vec![pb::TagKind::Entity.into(); 17],
                ..options()
            }),
            "tags.kinds",
            "TOO_MANY",
            "17 items is over the limit of 16",
        ),
        (
            "too many bytes of aliases",
            vocabulary(
                (0..2050)
                    .map(|id| entry(&id.to_string(), "A", &[&"y".repeat(256)]))
                    .collect(),
            ),
            "tags.vocabulary",
            "TOO_LONG",
            "526850 bytes of labels and aliases together is over the limit of 524288 bytes",
        ),
        (
            "too many entries",
            vocabulary(
                (0..10_001)
                    .map(|id| entry(&id.to_string(), "A", &[]))
                    .collect(),
            ),
            "tags.vocabulary",
            "TOO_MANY",
            "10001 items is over the limit of 10000",
        ),
    ]
}

fn tags(options: pb::TagOptions) -> pb::AnalyzeArticleRequest {
    pb::AnalyzeArticleRequest {
        tags: Some(options),
        ..analyze(STORY)
    }
}

/// An entry of a vocabulary.
pub fn entry(id: &str, label: &str, aliases: &[&str]) -> pb::VocabularyEntry {
    pb::VocabularyEntry {
        id: id.to_owned(),
        label: label.to_owned(),
        aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
    }
}

/// A request with a vocabulary.
pub fn vocabulary(entries: Vec<pb::VocabularyEntry>) -> pb::AnalyzeArticleRequest {
    tags(pb::TagOptions {
        vocabulary: entries,
        ..Default::default()
    })
}
