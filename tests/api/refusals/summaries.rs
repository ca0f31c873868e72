//! What may be wrong with the options of a summary.

use nutgraf::grpc::pb;

use super::Case;
use crate::harness::{STORY, analyze};

/// A request for each mistake.
pub fn of_summaries() -> Vec<Case> {
    let options = pb::SummaryOptions::default;
    vec![
        (
            "unknown method",
            summary(pb::SummaryOptions {
                method: "gpt".to_owned(),
                ..options()
            }),
            "summary.method",
            "METHOD_UNKNOWN",
            "lead",
        ),
        (
            "unknown order",
            summary(pb::SummaryOptions {
                order: -4,
                ..options()
            }),
            "summary.order",
            "ENUM_UNKNOWN",
            "-4 is none of SUMMARY_ORDER_DOCUMENT (1), SUMMARY_ORDER_SCORE (2)",
        ),
        (
            "no sentences",
            summary(pb::SummaryOptions {
                max_sentences: Some(0),
                ..options()
            }),
            "summary.max_sentences",
            "OUT_OF_RANGE",
            "0 is not a positive number; leave it out for the default",
        ),
        (
            "negative sentences",
            summary(pb::SummaryOptions {
                max_sentences: Some(-3),
                ..options()
            }),
            "summary.max_sentences",
            "OUT_OF_RANGE",
            "-3",
        ),
        (
            "no words",
            summary(pb::SummaryOptions {
                max_words: Some(0),
                ..options()
            }),
            "summary.max_words",
            "OUT_OF_RANGE",
            "0",
        ),
        (
            "negative characters",
            summary(pb::SummaryOptions {
                max_characters: Some(-1),
                ..options()
            }),
            "summary.max_characters",
            "OUT_OF_RANGE",
            "-1",
        ),
        (
            "ratio 0",
            summary(pb::SummaryOptions {
                ratio: Some(0.0),
                ..options()
            }),
            "summary.ratio",
            "OUT_OF_RANGE",
            "greater than 0 and at most 1",
        ),
        (
            "ratio over 1",
            summary(pb::SummaryOptions {
                ratio: Some(1.01),
                ..options()
            }),
            "summary.ratio",
            "OUT_OF_RANGE",
            "1.01",
        ),
        (
            "ratio not a number",
            summary(pb::SummaryOptions {
                ratio: Some(f32::NAN),
                ..options()
            }),
            "summary.ratio",
            "OUT_OF_RANGE",
            "NaN",
        ),
        (
            "diversity below 0",
            summary(pb::SummaryOptions {
                diversity: Some(-0.1),
                ..options()
            }),
            "summary.diversity",
            "OUT_OF_RANGE",
            "between 0 and 1",
        ),
        (
            "infinite diversity",
            summary(pb::SummaryOptions {
                diversity: Some(f32::INFINITY),
                ..options()
            }),
            "summary.diversity",
            "OUT_OF_RANGE",
            "inf",
        ),
        (
            "reader preference above 1",
            summary(pb::SummaryOptions {
                reader_preference: Some(1.5),
                ..options()
            }),
            "summary.reader_preference",
            "OUT_OF_RANGE",
            "between 0 and 1",
        ),
        (
            "blank query",
            summary(pb::SummaryOptions {
                query: "  ".to_owned(),
                ..options()
            }),
            "summary.query",
            "BLANK",
            "blank",
        ),
        (
            "query over the limit",
            summary(pb::SummaryOptions {
                query: "q".repeat(4097),
                ..options()
            }),
            "summary.query",
            "TOO_LONG",
            "4097 bytes is over the limit of 4096",
        ),
    ]
}

fn summary(options: pb::SummaryOptions) -> pb::AnalyzeArticleRequest {
    pb::AnalyzeArticleRequest {
        summary: Some(options),
        ..analyze(STORY)
    }
}
