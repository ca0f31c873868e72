//! Articles as they stand in files.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::article::{Article, ArticleError, Limits, RawArticle};

/// Bytes of an article in a file at most: the longest text with every character escaped, and room for the rest.
pub const MOST_BYTES: usize = 8 << 20;

/// An article as JSON. Fields that are not named here are ignored.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(remote = "Self")]
pub struct ArticleInput {
    /// The caller's own name for it: a string, a number or nothing.
    #[serde(default)]
    pub id: Value,
    /// Its headline.
    #[serde(default)]
    pub title: Option<String>,
    /// Its text.
    pub text: String,
    /// Its language as a BCP-47 tag.
    #[serde(default, alias = "language_code", alias = "languageCode")]
    pub lang: Option<String>,
}

/// A request of the API; `analyze` takes the article out of it, and has options of its own.
#[derive(Deserialize)]
struct Request<A> {
    article: A,
    #[serde(flatten)]
    others: BTreeMap<String, IgnoredAny>,
}

/// A list is no article: what is derived would take its elements for the fields in their order.
impl<'de> Deserialize<'de> for ArticleInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ArticleInput, D::Error> {
        deserializer.deserialize_map(Object)
    }
}

/// Reads an article from an object, and from nothing else.
struct Object;

impl<'de> Visitor<'de> for Object {
    type Value = ArticleInput;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object with a `text`")
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<ArticleInput, A::Error> {
        ArticleInput::deserialize(MapAccessDeserializer::new(fields))
    }
}

/// Why a file is no article.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// The bytes are no text.
    #[error("not UTF-8: {0}")]
    NotUtf8(#[from] std::str::Utf8Error),
    /// The JSON is broken, or no article.
    #[error("not an article in JSON: {0}")]
    NotJson(#[from] serde_json::Error),
    /// The same for a line of a file.
    #[error("not an article in JSON: {0}")]
    NotJsonLine(String),
    /// The request has options, which would be ignored.
    #[error("a request with {}: options are flags here, see --help", .0.join(" and "))]
    Options(Vec<String>),
    /// The article is one that the engine does not take.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    NotAnArticle(Vec<ArticleError>),
}

/// What is wrong with a line of JSON, and in which column: its only line says nothing.
pub fn in_line(error: &serde_json::Error) -> String {
    error
        .to_string()
        .replace(" at line 1 column ", " at column ")
}

impl ArticleInput {
    /// Reads a line of a JSONL file.
    pub fn from_line(bytes: &[u8]) -> Result<ArticleInput, InputError> {
        serde_json::from_slice(bytes).map_err(|error| InputError::NotJsonLine(in_line(&error)))
    }

    /// Reads a whole file: JSON if it begins with a brace, else the text of an article. A number as its id
    /// is written out.
    pub fn from_file(bytes: &[u8]) -> Result<ArticleInput, InputError> {
        let mut input = ArticleInput::read(bytes)?;
        if input.id.is_number() {
            input.id = Value::String(input.id.to_string());
        }
        Ok(input)
    }

    fn read(bytes: &[u8]) -> Result<ArticleInput, InputError> {
        let text = std::str::from_utf8(bytes)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if !text.trim_start().starts_with('{') {
            return Ok(ArticleInput {
                text: text.to_owned(),
                ..ArticleInput::default()
            });
        }
        let Ok(request) = serde_json::from_str::<Request<IgnoredAny>>(text) else {
            return Ok(serde_json::from_str(text)?);
        };
        if !request.others.is_empty() {
            let names = request.others.into_keys().collect();
            return Err(InputError::Options(names));
        }
        Ok(serde_json::from_str::<Request<ArticleInput>>(text)?.article)
    }

    /// The article as the engine wants it.
    pub fn parse<'a>(&'a self, limits: &Limits) -> Result<Article<'a>, InputError> {
        let raw = RawArticle {
            id: self.id.as_str().unwrap_or_default(),
            title: self.title.as_deref().unwrap_or_default(),
            text: &self.text,
            language_code: self.lang.as_deref().unwrap_or_default(),
        };
        Article::parse(raw, limits).map_err(InputError::NotAnArticle)
    }
}
