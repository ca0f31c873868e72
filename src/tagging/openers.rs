//! Openers: nouns in the plural that begin a sentence before a name, and are no part of it: "*Rivals* Nvidia and",
//! "*Shares* of Lilly". English alone.
//!
//! Their capital says nothing there, unless they have it inside of a sentence as well. Nouns in the singular are left
//! alone but before a full name ([`super::name_parts`]): "Bank of England" begins many a sentence.

use std::collections::HashSet;

use super::cues::Cue;
use super::name_parts::is_noun;
use super::tokens::{Joint, Role, Token};
use crate::document::Document;
use crate::text::part_of_speech::{PartOfSpeech, Tagger};

/// Sets such nouns apart from the names after them.
pub fn set_apart(document: &Document, tagger: &mut Tagger, tokens: &mut [Token]) {
    let mut openers = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let rest = tokens.get(at + 1..).unwrap_or_default();
        let opens = token.joint == Joint::Apart && token.shape.capitalised && !token.telling;
        if opens
            && is_plural(document.terms().form(token.form))
            && stands_before_name(rest, tagger)
            && token.cue == Cue::None
            && is_noun(*token, tagger)
        {
            openers.push(at);
        }
    }
    if openers.is_empty() {
        return;
    }
    let names = tokens.iter();
    let names = names.filter(|token| token.telling && token.shape.capitalised);
    let names: HashSet<u32> = names.map(|token| token.form.0).collect();
    for at in openers {
        if let Some([opener, next]) = tokens.get_mut(at..at + 2)
            && !names.contains(&opener.form.0)
        {
            next.joint = Joint::Apart;
        }
    }
}

fn is_plural(form: &str) -> bool {
    form.ends_with('s') && !form.ends_with("ss")
}

/// Whether a name that is nothing else follows at once, or behind "of".
fn stands_before_name(rest: &[Token], tagger: &Tagger) -> bool {
    let name = match rest {
        [of, name, ..] if of.role == Role::Link && of.joint == Joint::Blank => name,
        [name, ..] => name,
        [] => return false,
    };
    name.joint == Joint::Blank
        && name.telling
        && name.shape.capitalised
        && name.role == Role::Topic
        && name.part == Some(PartOfSpeech::Name)
        && !tagger.is_common(name.form)
}
