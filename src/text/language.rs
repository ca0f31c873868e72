//! Which language a text is written in, and what this engine has for it.

use rust_stemmers::Algorithm;

/// What is known of one language; one row of [`ALL`].
#[derive(Debug)]
struct Facts {
    code: &'static str,
    name: &'static str,
    stemmer: Option<Algorithm>,
}

/// A language that this engine knows by name.
#[derive(Clone, Copy, Debug)]
pub struct Language(&'static Facts);

impl PartialEq for Language {
    fn eq(&self, other: &Language) -> bool {
        self.0.code == other.0.code
    }
}

impl Eq for Language {}

static UNDETERMINED: Facts = Facts {
    code: "und",
    name: "Undetermined",
    stemmer: None,
};

static ALL: &[Facts] = &[
    Facts {
        code: "ar",
        name: "Arabic",
        stemmer: Some(Algorithm::Arabic),
    },
    Facts {
        code: "da",
        name: "Danish",
        stemmer: Some(Algorithm::Danish),
    },
    Facts {
        code: "de",
        name: "German",
        stemmer: Some(Algorithm::German),
    },
    Facts {
        code: "en",
        name: "English",
        stemmer: Some(Algorithm::English),
    },
    Facts {
        code: "es",
        name: "Spanish",
        stemmer: Some(Algorithm::Spanish),
    },
    Facts {
        code: "fr",
        name: "French",
        stemmer: Some(Algorithm::French),
    },
    Facts {
        code: "nb",
        name: "Norwegian",
        stemmer: Some(Algorithm::Norwegian),
    },
    Facts {
        code: "pt",
        name: "Portuguese",
        stemmer: Some(Algorithm::Portuguese),
    },
    Facts {
        code: "tr",
        name: "Turkish",
        stemmer: Some(Algorithm::Turkish),
    },
    Facts {
        code: "vi",
        name: "Vietnamese",
        stemmer: None,
    },
];

impl Language {
    /// The language of a text whose language nobody knows (`und` in BCP-47).
    pub fn undetermined() -> Language {
        Language(&UNDETERMINED)
    }

    /// English.
    pub fn english() -> Language {
        Language::of_code("en").unwrap_or(Language(&UNDETERMINED))
    }

    /// Every language known by name, sorted by code.
    pub fn all() -> impl Iterator<Item = Language> {
        ALL.iter().map(Language)
    }

    /// The language that a BCP-47 tag names by its first subtag, in any case: `pt-BR` is Portuguese.
    pub fn of_code(tag: &str) -> Option<Language> {
        let primary = tag
            .split(['-', '_'])
            .next()
            .unwrap_or(tag)
            .to_ascii_lowercase();
        ALL.iter().find(|facts| facts.code == primary).map(Language)
    }

    /// Its BCP-47 code: two letters where ISO 639-1 has them, three otherwise.
    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// Its name in English.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// Its Snowball stemmer, where there is one.
    pub fn stemmer(self) -> Option<Algorithm> {
        self.0.stemmer
    }
}

/// A language and how sure its detection is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detection {
    /// The likeliest language; undetermined where the text gives no hint.
    pub language: Language,
    /// From 0 (a guess) to 1 (sure).
    pub confidence: f32,
}

/// Bytes of a text that detection reads.
const PREFIX: usize = 500;

/// The language of `text`, judged by its beginning.
pub fn detect(text: &str) -> Detection {
    let prefix = text.get(..text.floor_char_boundary(PREFIX)).unwrap_or(text);
    match whatlang::detect(prefix) {
        Some(info) => Detection {
            language: Language::of_code(info.lang().code().get(..2).unwrap_or(""))
                .unwrap_or_else(Language::undetermined),
            confidence: info.confidence() as f32,
        },
        None => Detection {
            language: Language::undetermined(),
            confidence: 0.0,
        },
    }
}
