//! Requests as the engine wants them.

use super::article::{article, offset_encoding};
use super::summary::summary_options;
use super::tags::tag_options;
use crate::article::Article;
use crate::engine::Options;
use crate::grpc::limits::Limits;
use crate::grpc::pb;
use crate::grpc::violations::Violations;
use crate::text::offsets::OffsetEncoding;

/// A checked request.
#[derive(Debug)]
pub struct Job<'a> {
    /// The article.
    pub article: Article<'a>,
    /// What is wanted of it.
    pub options: Options,
    /// What the offsets of the response are to count.
    pub encoding: OffsetEncoding,
}

/// Checks a request for a summary; the error lists everything that is wrong with it.
pub fn summarize<'a>(
    message: &'a pb::SummarizeArticleRequest,
    limits: &Limits,
) -> Result<Job<'a>, Violations> {
    let mut violations = Violations::under("");
    let article = article(message.article.as_ref(), &limits.article, &mut violations);
    let options = Options {
        summary: Some(summary_options(message.summary.as_ref(), &mut violations)),
        tags: None,
    };
    finish(article, options, message.offset_encoding, violations)
}

/// Checks a request for tags; the error lists everything that is wrong with it.
pub fn tag<'a>(message: &'a pb::TagArticleRequest, limits: &Limits) -> Result<Job<'a>, Violations> {
    let mut violations = Violations::under("");
    let article = article(message.article.as_ref(), &limits.article, &mut violations);
    let options = Options {
        summary: None,
        tags: Some(tag_options(
            message.tags.as_ref(),
            &limits.vocabulary,
            &mut violations,
        )),
    };
    finish(article, options, message.offset_encoding, violations)
}

/// Checks a request for summary and tags; the error lists everything that is wrong with it, each
/// field's path beginning with `prefix`, for example `requests[2].` in a batch.
pub fn analyze<'a>(
    message: &'a pb::AnalyzeArticleRequest,
    limits: &Limits,
    prefix: &str,
) -> Result<Job<'a>, Violations> {
    let mut violations = Violations::under(prefix);
    let article = article(message.article.as_ref(), &limits.article, &mut violations);
    let options = Options {
        summary: Some(summary_options(message.summary.as_ref(), &mut violations)),
        tags: Some(tag_options(
            message.tags.as_ref(),
            &limits.vocabulary,
            &mut violations,
        )),
    };
    finish(article, options, message.offset_encoding, violations)
}

fn finish<'a>(
    article: Option<Article<'a>>,
    options: Options,
    encoding: i32,
    mut violations: Violations,
) -> Result<Job<'a>, Violations> {
    let encoding = offset_encoding(encoding, &mut violations);
    match article {
        Some(article) if violations.total() == 0 => Ok(Job {
            article,
            options,
            encoding,
        }),
        _ => Err(violations),
    }
}

impl From<pb::StreamAnalyzeArticlesRequest> for pb::AnalyzeArticleRequest {
    fn from(message: pb::StreamAnalyzeArticlesRequest) -> pb::AnalyzeArticleRequest {
        pb::AnalyzeArticleRequest {
            article: message.article,
            summary: message.summary,
            tags: message.tags,
            offset_encoding: message.offset_encoding,
        }
    }
}
