//! The words of title and text, with what the search for candidates needs to know of each.

pub mod reader;

mod capitals;

use super::cues::Cue;
use crate::document::Document;
use crate::text::part_of_speech::PartOfSpeech;
use crate::text::span::Span;
use crate::text::terms::{FormId, TermId};
use crate::text::words::Shape;

/// A word of the title or of the text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it is, in the title or in the text.
    pub span: Span,
    /// Its lower-case form.
    pub form: FormId,
    /// Its stem.
    pub term: TermId,
    /// The number of its sentence in the text; [`TITLE`] in the title.
    pub sentence: u32,
    /// How it is written; "iPhone" counts as capitalised.
    pub shape: Shape,
    /// What it does to the words beside it.
    pub cue: Cue,
    /// What it may do in a tag.
    pub role: Role,
    /// Whether it is in one phrase with the word before it.
    pub joint: Joint,
    /// Whether its capital, if it has one, says that it is a name: it doesn't begin its sentence or is not its
    /// first letter, and the sentence is not written in capitals throughout.
    pub telling: bool,
    /// Whether a person's title goes before it.
    pub honored: bool,
    /// Whether it ends a name behind which stands what the person is: "Mina *Park*, a city clerk".
    pub described: bool,
    /// What it is in its sentence, where there is a tagger for the language.
    pub part: Option<PartOfSpeech>,
    /// What it may be in a noun phrase though the tagger, or how it is written, says that it is no noun.
    pub perhaps: Perhaps,
}

/// What a word that was taken for a verb may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Perhaps {
    /// Nothing else.
    No,
    /// What tells more of the noun after it: "*developing* countries"; in German a word in small letters.
    Modifier,
    /// A noun: "price *increase*".
    Noun,
    /// What tells more of the noun before it, where there is no tagger: "emplois *menacés*".
    Trailing,
}

/// Stands for the sentence of a word in the title.
pub const TITLE: u32 = u32::MAX;

/// What a word may do in a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Stand anywhere.
    Topic,
    /// Stand inside.
    Link,
    /// Stand inside, between capitalised words.
    NameLink,
    /// End one after a capitalised word ("Boeing 737"); begin one if it is a year ("1990 census").
    Number,
    /// Nothing.
    Barrier,
}

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// The start of a sentence, or a mark that ends a phrase.
    Apart,
    /// A blank.
    Blank,
    /// A hyphen or something else that makes one word of two: "COVID-19", "AT&T".
    Hyphen,
    /// A possessive ending: "China's invitation".
    Possessive,
}

impl Token {
    /// Whether it is in the title.
    pub fn in_title(&self) -> bool {
        self.sentence == TITLE
    }

    /// What its span is of: the title or the text.
    pub fn source<'a>(&self, document: &Document<'a>) -> &'a str {
        match self.in_title() {
            true => document.title(),
            false => document.text(),
        }
    }

    /// Whether nothing but a blank or a hyphen stands between it and the word before it.
    pub fn is_joined(&self) -> bool {
        matches!(self.joint, Joint::Blank | Joint::Hyphen)
    }

    /// Whether it can stand in a noun phrase; any topic word can where there is no tagger.
    pub fn is_nominal(&self) -> bool {
        use PartOfSpeech::{Adjective, Name, Noun, Number};
        self.part
            .is_none_or(|part| matches!(part, Noun | Name | Adjective | Number))
    }

    /// Whether it may stand in a noun phrase, before its last word.
    pub fn may_modify(&self) -> bool {
        self.is_nominal() || self.perhaps != Perhaps::No
    }

    /// Whether it may be the main word of a noun phrase.
    pub fn may_be_noun(&self) -> bool {
        self.is_noun() || self.perhaps == Perhaps::Noun
    }

    /// Whether it can be the main word of a noun phrase.
    pub fn is_noun(&self) -> bool {
        let noun = |part| matches!(part, PartOfSpeech::Noun | PartOfSpeech::Name);
        self.part.is_none_or(noun) && self.perhaps != Perhaps::Modifier
    }
}
