//! What may be wrong with an article, and with how offsets are asked for.

use nutgraf::grpc::pb;

use super::Case;
use crate::harness::{STORY, analyze, article};

/// A request for each mistake.
pub fn of_articles() -> Vec<Case> {
    let over = "x".repeat((1 << 20) + 1);
    vec![
        (
            "no article",
            Default::default(),
            "article",
            "REQUIRED",
            "missing",
        ),
        (
            "empty text",
            analyze(""),
            "article.text",
            "TEXT_BLANK",
            "blank",
        ),
        (
            "blank text",
            analyze(" \r\n\t\u{a0}\u{200b}"),
            "article.text",
            "TEXT_BLANK",
            "blank",
        ),
        (
            "text that shows as nothing",
            analyze("\u{ad}\u{202a}\u{2063}\u{2066}\u{fe0f}\u{180e}\u{3164}\u{e0020}"),
            "article.text",
            "TEXT_BLANK",
            "blank",
        ),
        (
            "text over the limit",
            analyze(&over),
            "article.text",
            "TEXT_TOO_LONG",
            "1048577 bytes, over the limit of 1048576",
        ),
        (
            "title over the limit",
            with_article(|a| a.title = "t".repeat(4097)),
            "article.title",
            "TITLE_TOO_LONG",
            "4097 bytes, over the limit of 4096",
        ),
        (
            "id over the limit",
            with_article(|a| a.id = "i".repeat(1025)),
            "article.id",
            "ID_TOO_LONG",
            "1025 bytes, over the limit of 1024",
        ),
        (
            "malformed language",
            with_article(|a| a.language_code = "e_!".to_owned()),
            "article.language_code",
            "LANGUAGE_MALFORMED",
            "BCP-47",
        ),
        (
            "unknown offset encoding",
            pb::AnalyzeArticleRequest {
                offset_encoding: 9,
                ..analyze(STORY)
            },
            "offset_encoding",
            "ENUM_UNKNOWN",
            "9 is none of OFFSET_ENCODING_UNICODE_CODE_POINT (1), OFFSET_ENCODING_UTF8_BYTE (2)",
        ),
    ]
}

fn with_article(change: impl FnOnce(&mut pb::Article)) -> pb::AnalyzeArticleRequest {
    let mut changed = article(STORY).unwrap();
    change(&mut changed);
    pb::AnalyzeArticleRequest {
        article: Some(changed),
        ..Default::default()
    }
}
