//! Names that are written like stop words: "US", "Theresa *May*", "*Don* Bergstrom", "*al* Qaeda".
//!
//! Capitals tell them, in a sentence that is not written in capitals throughout. They concern English alone.

use super::cues::Cue;
use super::tokens::{Joint, Role, Token};
use crate::document::Document;
use crate::text::part_of_speech::{PartOfSpeech, Tagger};
use crate::text::words::Shape;

/// How a stop word is part of a name.
#[derive(Clone, Copy, Debug)]
enum Part {
    /// In capitals.
    Acronym,
    /// After a first name or a title.
    Surname,
    /// Before a surname.
    FirstName,
    /// In small letters, before a name that no other goes before.
    Article,
}

impl Part {
    /// What the word of that form, in small letters, may be.
    fn of(form: &str) -> Option<Part> {
        match form {
            "us" | "it" | "who" => Some(Part::Acronym),
            "may" => Some(Part::Surname),
            "will" | "don" => Some(Part::FirstName),
            "al" => Some(Part::Article),
            _ => None,
        }
    }
}

/// Lets such words stand in tags where they are names.
pub fn amend(document: &Document, tagger: &Tagger, tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        // A link by the cues of the language is none of these words, so that it is one by the caller's wish.
        let may_be = |token: &&Token| {
            token.cue == Cue::NameLink || token.shape.is_capitalised() && token.cue != Cue::Link
        };
        let Some(&token) = tokens.get(at).filter(may_be) else {
            continue;
        };
        let Some(part) = Part::of(document.terms().form(token.form)) else {
            continue;
        };
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        let before = before.filter(|before| before.sentence == token.sentence);
        let after = tokens.get(at + 1).filter(|after| after.is_joined());
        if is_name(part, before, token, after, tagger)
            && let Some(token) = tokens.get_mut(at)
        {
            token.role = Role::Topic;
            token.part = Some(PartOfSpeech::Name);
            token.shape |= Shape::CAPITALISED;
            token.telling = true;
        }
    }
}

/// Whether `token`, between those words of its sentence, is such a part of a name.
fn is_name(
    part: Part,
    before: Option<&Token>,
    token: Token,
    after: Option<&Token>,
    tagger: &Tagger,
) -> bool {
    let capital = token.shape.is_capitalised() && token.telling;
    let named = |token: &&Token| is_proper(token, tagger);
    match part {
        Part::Acronym => capital && token.shape.is_all_capitals(),
        Part::Surname => {
            let titled = |before: &Token| before.cue == Cue::Title && before.shape.is_capitalised();
            let owned = before.is_some_and(|before| named(&before) || titled(before));
            capital && token.joint == Joint::Blank && owned
        }
        Part::FirstName => capital && after.is_some_and(|b| b.telling && named(&b)),
        Part::Article => {
            let first = before.is_none_or(|before| !before.shape.is_capitalised());
            !token.shape.is_capitalised() && first && after.is_some_and(|b| b.telling && named(&b))
        }
    }
}

/// Whether a word with a capital is nothing but a name.
fn is_proper(token: &Token, tagger: &Tagger) -> bool {
    token.shape.is_capitalised()
        && token.role == Role::Topic
        && token.cue == Cue::None
        && token.part == Some(PartOfSpeech::Name)
        && !tagger.is_common(token.form)
}
