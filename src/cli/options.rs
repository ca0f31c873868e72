//! The flags that say what summary and which tags are wanted.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ValueEnum, value_parser};

use crate::fraction::Fraction;
use crate::grpc::limits::Limits;
use crate::scoring::Method;
use crate::selection::budget::Budget;
use crate::selection::options::{Order, SummaryOptions};
use crate::tagging::tags::{TagKind, TagOptions};
use crate::tagging::vocabulary::Vocabulary;

/// Which summary is wanted. Bounds that are set hold all at once; sentences are never cut.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Summary")]
pub struct SummaryFlags {
    /// The most sentences [default: 3 if no other bound is set]
    #[arg(long, value_name = "COUNT", value_parser = value_parser!(u32).range(1..))]
    max_sentences: Option<u32>,

    /// The most characters of the summary (Unicode code points)
    #[arg(long, value_name = "COUNT", value_parser = value_parser!(u32).range(1..))]
    max_characters: Option<u32>,

    /// The most words of the summary
    #[arg(long, value_name = "COUNT", value_parser = value_parser!(u32).range(1..))]
    max_words: Option<u32>,

    /// The most sentences as a share of the article's, rounded up: over 0, at most 1
    #[arg(long, value_name = "SHARE", value_parser = ratio)]
    ratio: Option<Fraction>,

    /// The order of the chosen sentences: as in the article, or the best first
    #[arg(long, value_name = "ORDER", default_value = "document")]
    order: OrderFlag,

    /// How sentences are scored
    #[arg(long, value_name = "METHOD", default_value = Method::default().name(), value_parser = method())]
    method: Method,

    /// What the summary should be about, in words of the article
    #[arg(
        long,
        value_name = "WORDS",
        default_value = "",
        hide_default_value = true,
        value_parser = query
    )]
    query: String,

    /// How much a likeness to a sentence already chosen counts against one, from 0 to 1 [default:
    /// what suits the method]
    #[arg(long, value_name = "SHARE", value_parser = fraction)]
    diversity: Option<Fraction>,

    /// Whose taste counts, from 0 (a journalist's highlights) to 1 (what readers preferred: sentences
    /// that tell more) [default: 0.5 if words or characters are bounded, 0 otherwise]
    #[arg(long, value_name = "SHARE", value_parser = fraction)]
    reader_preference: Option<Fraction>,
}

/// Which tags are wanted.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Tags")]
pub struct TagFlags {
    /// The most tags
    #[arg(long, value_name = "COUNT", default_value_t = 10, value_parser = value_parser!(u32).range(1..=1000))]
    max_tags: u32,

    /// The most words of a tag; longer names are left out, not cut
    #[arg(long, value_name = "COUNT", default_value_t = 6, value_parser = value_parser!(u32).range(1..=10))]
    max_tag_words: u32,

    /// Leave out tags that score less, from 0 to 1
    #[arg(long, value_name = "SCORE", default_value = "0", value_parser = fraction)]
    min_score: Fraction,

    /// Only tags of this kind; may be given several times [default: every kind]
    #[arg(long, value_name = "KIND")]
    kind: Vec<KindFlag>,

    /// From 0 (single words) to 1 (phrases) [default: what suits news]
    #[arg(long, value_name = "SHARE", value_parser = fraction)]
    style: Option<Fraction>,

    /// How much a likeness to a better tag counts against one, from 0 to 1 [default: what suits
    /// news]
    #[arg(long, value_name = "SHARE", value_parser = fraction)]
    tag_diversity: Option<Fraction>,

    /// A word that no tag may begin or end with; may be given several times
    #[arg(long, value_name = "WORD", value_parser = stop_word)]
    stop_word: Vec<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum OrderFlag {
    Document,
    Score,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum KindFlag {
    Keyphrase,
    Entity,
}

impl SummaryFlags {
    /// What the engine is asked for. The evidence and the sentences that were not chosen cost time
    /// and are wanted rarely.
    pub fn options(&self, explain: bool, all_sentences: bool) -> SummaryOptions {
        SummaryOptions {
            method: self.method,
            budget: Budget {
                max_sentences: self.max_sentences,
                max_characters: self.max_characters,
                max_words: self.max_words,
                ratio: self.ratio,
            },
            order: match self.order {
                OrderFlag::Document => Order::Document,
                OrderFlag::Score => Order::Score,
            },
            query: self.query.clone(),
            diversity: self.diversity,
            reader_preference: self.reader_preference,
            explain,
            all_sentences,
        }
    }
}

impl TagFlags {
    /// What the engine is asked for.
    pub fn options(&self, explain: bool) -> TagOptions {
        let kind = |kind: &KindFlag| match kind {
            KindFlag::Keyphrase => TagKind::Keyphrase,
            KindFlag::Entity => TagKind::Entity,
        };
        TagOptions {
            max_tags: self.max_tags,
            kinds: self.kind.iter().map(kind).collect(),
            min_score: self.min_score,
            max_words: self.max_tag_words,
            style: self.style,
            diversity: self.tag_diversity,
            stop_words: self.stop_word.clone(),
            vocabulary: Vocabulary::default(),
            shared_vocabulary: Vocabulary::default(),
            explain,
        }
    }
}

/// A query that a request may have; an empty one is none.
fn query(text: &str) -> Result<String, String> {
    match text.is_empty() {
        true => Ok(String::new()),
        false => said(text, Limits::QUERY_BYTES),
    }
}

/// A stop word that a request may have.
fn stop_word(text: &str) -> Result<String, String> {
    said(text, Limits::STOP_WORD_BYTES)
}

/// `text`, which must not be blank nor have more than `limit` bytes.
fn said(text: &str, limit: usize) -> Result<String, String> {
    match text.len() {
        _ if text.trim().is_empty() => Err("it is blank".to_owned()),
        bytes if bytes > limit => Err(format!("{bytes} bytes is over the limit of {limit} bytes")),
        _ => Ok(text.to_owned()),
    }
}

/// One of the names of [`Method::all`].
pub(super) fn method() -> impl TypedValueParser<Value = Method> {
    PossibleValuesParser::new(Method::all().map(Method::name))
        .map(|name| Method::named(&name).unwrap_or_default())
}

/// A number from 0 to 1.
pub(super) fn fraction(text: &str) -> Result<Fraction, String> {
    let number = text.parse().map_err(|_| "not a number".to_owned())?;
    Fraction::parse(number).ok_or_else(|| "not between 0 and 1".to_owned())
}

fn ratio(text: &str) -> Result<Fraction, String> {
    let share = fraction(text)?;
    let useful = share > Fraction::ZERO;
    useful
        .then_some(share)
        .ok_or_else(|| "must be over 0".to_owned())
}
