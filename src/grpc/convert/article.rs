//! Articles and offset encodings as they come over the wire.

use crate::article::{Article, ArticleError, Limits, RawArticle};
use crate::grpc::pb;
use crate::grpc::violations::Violations;
use crate::text::offsets::OffsetEncoding;

/// The article of a request, if nothing is wrong with it.
pub fn article<'a>(
    message: Option<&'a pb::Article>,
    limits: &Limits,
    violations: &mut Violations,
) -> Option<Article<'a>> {
    let Some(message) = message else {
        violations.add(
            "article",
            "REQUIRED",
            "the article is missing; it needs at least a `text`",
        );
        return None;
    };
    let raw = RawArticle {
        id: &message.id,
        title: &message.title,
        text: &message.text,
        language_code: &message.language_code,
    };
    match Article::parse(raw, limits) {
        Ok(article) => Some(article),
        Err(errors) => {
            for error in errors {
                let field = format!("article.{}", error.field());
                violations.add(field, reason(&error), error.to_string());
            }
            None
        }
    }
}

fn reason(error: &ArticleError) -> &'static str {
    match error {
        ArticleError::BlankText => "TEXT_BLANK",
        ArticleError::TextTooLong { .. } => "TEXT_TOO_LONG",
        ArticleError::TitleTooLong { .. } => "TITLE_TOO_LONG",
        ArticleError::IdTooLong { .. } => "ID_TOO_LONG",
        ArticleError::MalformedLanguage { .. } => "LANGUAGE_MALFORMED",
    }
}

/// What the offsets of the response are to count.
pub fn offset_encoding(number: i32, violations: &mut Violations) -> OffsetEncoding {
    match pb::OffsetEncoding::try_from(number) {
        Ok(pb::OffsetEncoding::Unspecified) => OffsetEncoding::default(),
        Ok(pb::OffsetEncoding::UnicodeCodePoint) => OffsetEncoding::CodePoints,
        Ok(pb::OffsetEncoding::Utf8Byte) => OffsetEncoding::Utf8,
        Ok(pb::OffsetEncoding::Utf16CodeUnit) => OffsetEncoding::Utf16,
        Err(_) => {
            let name = pb::OffsetEncoding::as_str_name;
            violations.add_unknown("offset_encoding", number, name);
            OffsetEncoding::default()
        }
    }
}
