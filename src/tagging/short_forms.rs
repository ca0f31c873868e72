//! Short forms: the words of a full name that stand for it.

use super::cues::Cue;
use super::tokens::{Joint, Role, Token};
use crate::text::terms::TermId;

/// What a short form keeps of a full name, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kept {
    /// All but what tells a son from his father, what ends the name of a company, or a middle initial: "Cal
    /// Bergstrom" of "Cal Bergstrom Jr", "Kestrel" of "Kestrel Inc".
    Name,
    /// The last name, with a particle or without: "Bergstrom", "Quist-Haldane", "Van Dale"; of a name with
    /// "and" in it, what stands after that too.
    Surname,
    /// The first name; of a name with "of" or "and" in it, what stands before that: "Duchess".
    FirstName,
}

/// Bytes of an initial, at most.
const INITIAL: usize = 2;

/// Gives each short form of a full name to `put`, with what it keeps. `words` are the name's stems, `written` is
/// how it stands first.
pub fn each(words: &[TermId], written: &[Token], mut put: impl FnMut(Kept, &[TermId])) {
    let end = end_of_surname(written);
    let begin = begin_of_word(written, end);
    let particles = begin_of_particles(written, begin);
    let link = written.iter().position(is_link);
    let and = written.iter().rposition(|token| token.cue == Cue::And);
    let and = and.unwrap_or(0);
    let first = link.unwrap_or_else(|| end_of_word(written));
    let runs = [
        (begin > 0 && end < written.len(), Kept::Name, 0..end),
        (true, Kept::Surname, begin..end),
        (
            0 < particles && particles < begin,
            Kept::Surname,
            particles..end,
        ),
        (and > 0, Kept::Surname, and + 1..end),
        (and > 0, Kept::FirstName, 0..and),
        (true, Kept::FirstName, 0..first),
    ];
    let company = written.last().is_some_and(|last| last.cue == Cue::Company);
    if let (true, Some((_, name))) = (company, words.split_last()) {
        put(Kept::Name, name);
    }
    for (stands, kept, run) in runs {
        if let Some(run) = words.get(run).filter(|_| stands) {
            put(kept, run);
        }
    }
    if let ([first, _, last], [_, middle, _]) = (words, written)
        && middle.span.len() <= INITIAL
        && middle.role == Role::Topic
    {
        put(Kept::Name, &[*first, *last]);
    }
}

/// Whether a word inside a name is "of", or "and" and the like.
pub fn is_link(token: &Token) -> bool {
    token.role == Role::Link || token.cue == Cue::And
}

/// Behind the last word that is no "Jr".
fn end_of_surname(written: &[Token]) -> usize {
    let name = |token: &Token| token.cue != Cue::Generation;
    let last = written.iter().rposition(name);
    last.map_or(written.len(), |last| last + 1)
}

/// Where the word before `end` begins, parts before hyphens included.
fn begin_of_word(written: &[Token], end: usize) -> usize {
    let word = written.get(..end).unwrap_or_default();
    let begin = word.iter().rposition(|token| token.joint != Joint::Hyphen);
    begin.unwrap_or(0)
}

/// Behind the first word, parts after hyphens included.
fn end_of_word(written: &[Token]) -> usize {
    let after = written.iter().skip(1);
    let hyphens = after.take_while(|token| token.joint == Joint::Hyphen);
    1 + hyphens.count()
}

/// Where the particles before the word at `end` begin.
fn begin_of_particles(written: &[Token], end: usize) -> usize {
    let before = written.get(..end).unwrap_or_default();
    let particle = |token: &&Token| token.cue == Cue::NameLink;
    end - before.iter().rev().take_while(particle).count()
}
