//! The language by whose rules an article is read, and what is to be said of that choice.

use crate::article::{Article, GivenLanguage};
use crate::text::detection::{Detection, detect};
use crate::text::language::Language;
use crate::text::supported::is_supported;
use crate::warning::{Warning, WarningCode};

/// Below this confidence a detected language is nearly as likely wrong as right.
const UNSURE: f32 = 0.6;
/// Above this confidence a detected language speaks against the one that was named.
const SURE: f32 = 0.9;

/// The language that an article's rules are taken from, and what is to be said of it.
pub struct TextLanguage {
    /// The language, and how sure that is.
    pub detection: Detection,
    /// The language that the text surely reads like, where the caller named another one.
    pub semblance: Option<Language>,
    /// What the caller should know of the choice.
    pub warnings: Vec<Warning>,
}

impl TextLanguage {
    /// The language that the caller named, or else the detected one.
    pub fn of(article: &Article) -> TextLanguage {
        let detected = detect(article.text());
        let Some(given) = article.language() else {
            return TextLanguage {
                detection: detected,
                semblance: None,
                warnings: doubts(detected),
            };
        };
        TextLanguage::named(given, detected)
    }

    /// The language that the caller named for a text that reads like the detected one.
    fn named(given: GivenLanguage, detected: Detection) -> TextLanguage {
        let language = given.known.unwrap_or_else(Language::undetermined);
        let named = Detection {
            language,
            confidence: 1.0,
        };
        let other = detected.language;
        let semblance = (detected.confidence > SURE && other != language).then_some(other);
        let unsupported = (!is_supported(language)).then(|| no_rules(given.tag));
        let clash = semblance.filter(|_| given.known.is_some());
        let mismatch = clash.map(|other| {
            let message = format!(
                "The text was treated as {} as asked, but reads like {}.",
                language.name(),
                other.name()
            );
            Warning::new(WarningCode::LanguageMismatch, message)
        });
        TextLanguage {
            detection: named,
            semblance,
            warnings: unsupported.into_iter().chain(mismatch).collect(),
        }
    }
}

/// What is to be said of a language that nobody named.
fn doubts(detected: Detection) -> Vec<Warning> {
    let language = detected.language;
    let guess = || match language == Language::undetermined() {
        true => "The text tells too little of its language; neutral rules were used.".to_owned(),
        false => format!(
            "The text may be {}, but that is no more than a guess.",
            language.name()
        ),
    };
    if detected.confidence < UNSURE {
        return vec![Warning::new(WarningCode::LanguageUncertain, guess())];
    }
    let unsupported = (!is_supported(language)).then(|| no_rules(language.code()));
    unsupported.into_iter().collect()
}

fn no_rules(tag: &str) -> Warning {
    let named = Language::all().find(|language| language.name().eq_ignore_ascii_case(tag));
    let hint = match named {
        Some(language) => format!(" A code is wanted: {:?}.", language.code()),
        None => String::new(),
    };
    let message = format!("No rules for language {tag:?}; neutral ones were used.{hint}");
    Warning::new(WarningCode::LanguageUnsupported, message)
}
