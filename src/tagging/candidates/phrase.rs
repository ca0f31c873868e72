//! Which runs of words are phrases that could be tags.
//!
//! A phrase is a run of words between marks, with at most one linking word inside and a topic word at
//! either end; capitalised words make longer runs.

use super::LONGEST;
use crate::tagging::cues::Cue;
use crate::tagging::tokens::{Joint, Perhaps, Role, Token};
use crate::text::part_of_speech::PartOfSpeech;
use crate::text::terms::TermId;

/// Words of the longest phrase that is no name, without linking words.
const LONGEST_PHRASE: usize = 4;

/// A phrase while it is read, word by word.
pub(super) struct Phrase {
    /// The stems of its words; those behind the last one are of no meaning.
    pub words: [TermId; LONGEST],
    /// Words that it has where it ended last.
    pub length: u8,
    /// Words without linking words.
    pub content: u8,
    links: u8,
    capitalised: bool,
    after_link: bool,
}

impl Phrase {
    /// Before its first word.
    pub fn new() -> Phrase {
        Phrase {
            words: [TermId(0); LONGEST],
            length: 0,
            content: 0,
            links: 0,
            capitalised: false,
            after_link: false,
        }
    }

    /// Takes `token`, the phrase's word of that `number`; `false` if no phrase holds it.
    pub fn goes_on(&mut self, number: usize, token: &Token, rest: &[Token]) -> bool {
        if number == 0 {
            self.capitalised = token.shape.is_capitalised();
            self.content = 1;
            return matches!(token.role, Role::Topic | Role::Number) && begins(token, rest.get(1));
        }
        if !joins(token, rest.get(number - 1)) {
            return false;
        }
        match token.role {
            Role::Barrier => false,
            Role::Link | Role::NameLink => {
                let allowed = token.role == Role::Link || self.capitalised;
                self.links += 1;
                let and = token.cue == Cue::And;
                let second = self.capitalised && self.links == 2;
                let first = self.links == 1 || second && (self.after_link || and);
                self.after_link = true;
                allowed && first
            }
            Role::Topic | Role::Number => {
                let of_name = self.capitalised && token.shape.is_capitalised();
                self.capitalised &= token.shape.is_capitalised() || token.role == Role::Number;
                self.content += u8::from(token.joint != Joint::Hyphen);
                let after_name_link = self.after_link
                    && rest
                        .get(number - 1)
                        .is_some_and(|link| link.role == Role::NameLink);
                self.after_link = false;
                of_name || usize::from(self.content) <= LONGEST_PHRASE && !after_name_link
            }
        }
    }

    /// Whether the phrase may end with its word of that `number`.
    pub fn ends_at(&self, number: usize, rest: &[Token]) -> bool {
        let Some(token) = rest.get(number) else {
            return false;
        };
        match token.role {
            Role::Topic if number == 0 && token.span.len() == 1 => false,
            Role::Topic => !hyphen_follows(rest.get(number + 1)),
            Role::Number => {
                let before = number.checked_sub(1).and_then(|before| rest.get(before));
                before.is_some_and(|before| {
                    before.shape.is_capitalised() && before.role == Role::Topic
                }) && !is_score(token, rest.get(number + 1))
            }
            _ => false,
        }
    }
}

/// Whether a phrase may begin with `token`: topic words may unless they are the second half of a
/// word with a hyphen, count what follows ("thousand homes") or tell more of the noun before ("emplois
/// *menacés*"), and before a topic word years and numbers with a hyphen.
fn begins(token: &Token, next: Option<&Token>) -> bool {
    let whole = token.joint != Joint::Hyphen;
    let halved = hyphen_follows(next);
    let before_topic = next.is_some_and(|next| {
        next.role == Role::Topic && (token.span.len() == 4 || next.joint == Joint::Hyphen)
    });
    let trails = token.perhaps == Perhaps::Trailing;
    let counts =
        token.part == Some(PartOfSpeech::Number) && !token.shape.is_capitalised() && !halved;
    whole
        && !trails
        && (token.role == Role::Topic && !counts || before_topic && token.role == Role::Number)
}

/// Whether `token` can be in one phrase with the word before it.
fn joins(token: &Token, before: Option<&Token>) -> bool {
    match token.joint {
        Joint::Apart => false,
        Joint::Blank | Joint::Hyphen => true,
        Joint::Possessive => before.is_some_and(|before| !before.shape.is_capitalised()),
    }
}

/// Whether a number and what follows are a score or the like, "3-1", rather than a model's number, "737-400".
fn is_score(token: &Token, next: Option<&Token>) -> bool {
    token.span.len() <= 2 && hyphen_follows(next)
}

/// Whether what follows belongs to the same word, so that a phrase cannot end before it.
fn hyphen_follows(next: Option<&Token>) -> bool {
    next.is_some_and(|next| next.joint == Joint::Hyphen)
}
