//! Floor 4: an article whose fields were checked once, so that nothing below can meet a bad one.

use crate::text::invisible::is_invisible;
use crate::text::language::Language;

/// What an article may be at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of text. Default 1 MiB.
    pub text_bytes: usize,
    /// Bytes of title. Default 4 KiB.
    pub title_bytes: usize,
    /// Bytes of id. Default 1 KiB.
    pub id_bytes: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            text_bytes: 1 << 20,
            title_bytes: 4 << 10,
            id_bytes: 1 << 10,
        }
    }
}

/// The BCP-47 tag for "undetermined".
const UNDETERMINED: &str = "und";

/// An article as it arrives, unchecked.
#[derive(Clone, Copy, Debug, Default)]
pub struct RawArticle<'a> {
    /// The caller's own name for it; may be empty.
    pub id: &'a str,
    /// Its headline; may be empty.
    pub title: &'a str,
    /// Its text.
    pub text: &'a str,
    /// A BCP-47 language tag, or empty or `und` to have the language detected.
    pub language_code: &'a str,
}

/// A checked article: its text is not blank and nothing is over its limit.
#[derive(Clone, Copy, Debug)]
pub struct Article<'a> {
    id: &'a str,
    title: &'a str,
    text: &'a str,
    language: Option<GivenLanguage<'a>>,
}

/// The language that the caller named.
#[derive(Clone, Copy, Debug)]
pub struct GivenLanguage<'a> {
    /// The tag as it was given.
    pub tag: &'a str,
    /// What the engine knows of it; `None` for a well-formed tag of a language that it doesn't know.
    pub known: Option<Language>,
}

/// What can be wrong with an article. Each has the field it is about.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArticleError {
    /// The text is empty or has nothing but white space.
    #[error("the text is blank; an article needs at least one visible character")]
    BlankText,
    /// The text is over the limit.
    #[error("the text has {bytes} bytes, over the limit of {limit} bytes")]
    TextTooLong {
        /// Its size.
        bytes: usize,
        /// The limit in force.
        limit: usize,
    },
    /// The title is over the limit.
    #[error("the title has {bytes} bytes, over the limit of {limit} bytes")]
    TitleTooLong {
        /// Its size.
        bytes: usize,
        /// The limit in force.
        limit: usize,
    },
    /// The id is over the limit.
    #[error("the id has {bytes} bytes, over the limit of {limit} bytes")]
    IdTooLong {
        /// Its size.
        bytes: usize,
        /// The limit in force.
        limit: usize,
    },
    /// The language code is no BCP-47 tag.
    #[error("{code:?} is not a BCP-47 language tag such as \"en\", \"pt-BR\" or \"zh-Hant\"")]
    MalformedLanguage {
        /// What was given.
        code: String,
    },
}

impl ArticleError {
    /// The field that the error is about, by its name in the API.
    pub fn field(&self) -> &'static str {
        match self {
            ArticleError::BlankText | ArticleError::TextTooLong { .. } => "text",
            ArticleError::TitleTooLong { .. } => "title",
            ArticleError::IdTooLong { .. } => "id",
            ArticleError::MalformedLanguage { .. } => "language_code",
        }
    }
}

impl<'a> Article<'a> {
    /// Checks `raw`; the error lists everything that is wrong with it.
    pub fn parse(raw: RawArticle<'a>, limits: &Limits) -> Result<Article<'a>, Vec<ArticleError>> {
        let mut errors = Vec::new();
        let over = |text: &str, limit: usize| (text.len() > limit).then_some(text.len());
        if let Some(bytes) = over(raw.id, limits.id_bytes) {
            errors.push(ArticleError::IdTooLong {
                bytes,
                limit: limits.id_bytes,
            });
        }
        if let Some(bytes) = over(raw.title, limits.title_bytes) {
            errors.push(ArticleError::TitleTooLong {
                bytes,
                limit: limits.title_bytes,
            });
        }
        if let Some(bytes) = over(raw.text, limits.text_bytes) {
            errors.push(ArticleError::TextTooLong {
                bytes,
                limit: limits.text_bytes,
            });
        } else if raw.text.chars().all(is_invisible) {
            errors.push(ArticleError::BlankText);
        }
        let tag = raw.language_code;
        if !tag.is_empty() && !is_well_formed(tag) {
            let code = tag.chars().take(64).collect();
            errors.push(ArticleError::MalformedLanguage { code });
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let named = !tag.is_empty() && !tag.eq_ignore_ascii_case(UNDETERMINED);
        let language = named.then(|| GivenLanguage {
            tag,
            known: Language::of_code(tag),
        });
        Ok(Article {
            id: raw.id,
            title: raw.title,
            text: raw.text,
            language,
        })
    }

    /// The caller's own name for it.
    pub fn id(&self) -> &'a str {
        self.id
    }

    /// Its headline, or nothing.
    pub fn title(&self) -> &'a str {
        self.title
    }

    /// Its text; never blank.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The language that the caller named, if any.
    pub fn language(&self) -> Option<GivenLanguage<'a>> {
        self.language
    }
}

/// BCP-47 (RFC 5646 §2.1) as far as a summarizer needs it: a language subtag of two to eight
/// letters, then subtags of one to eight letters or digits; at most 35 characters (§4.4.1).
fn is_well_formed(tag: &str) -> bool {
    let mut subtags = tag.split(['-', '_']);
    let primary = subtags.next().unwrap_or("");
    tag.len() <= 35
        && (2..=8).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && subtags.all(|s| {
            (1..=8).contains(&s.len()) && s.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}
