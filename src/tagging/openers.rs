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
use crate::text::terms::FormId;

/// Sets such nouns apart from the names after them.
pub fn set_apart(document: &Document, tagger: &mut Tagger, tokens: &mut [Token]) {
    let mut names = None;
    for at in 0..tokens.len() {
        if !is_opener(document, tagger, tokens.get(at..).unwrap_or_default()) {
            continue;
        }
        let names = names.get_or_insert_with(|| in_names(tokens));
        if let Some([opener, next]) = tokens.get_mut(at..at + 2)
            && !names.contains(&opener.form)
        {
            next.joint = Joint::Apart;
        }
    }
}

/// Whether `tokens` begin with a plural that a sentence begins with, and a name.
fn is_opener(document: &Document, tagger: &mut Tagger, tokens: &[Token]) -> bool {
    let Some((opener, rest)) = tokens.split_first() else {
        return false;
    };
    let opens = opener.joint == Joint::Apart && opener.shape.is_capitalised() && !opener.telling;
    opens
        && is_plural(document.terms().form(opener.form))
        && stands_before_name(rest, tagger)
        && opener.cue == Cue::None
        && is_noun(*opener, tagger)
}

/// The forms that have a capital where it tells of a name.
fn in_names(tokens: &[Token]) -> HashSet<FormId> {
    let names = tokens.iter();
    let names = names.filter(|token| token.telling && token.shape.is_capitalised());
    names.map(|token| token.form).collect()
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
        && name.shape.is_capitalised()
        && name.role == Role::Topic
        && name.part == Some(PartOfSpeech::Name)
        && !tagger.is_common(name.form)
}
