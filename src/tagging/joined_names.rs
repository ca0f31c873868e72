//! Names with "and" in them: "Food and Drug Administration" is one name, "Bergstrom and Quist" are two.
//!
//! It is one where common words have capitals around the "and" and at the end of a longer name, and where the
//! initials of the whole are an acronym of the article. It is one too if it stands twice, and neither side of
//! it without the other, where it is of common words or ends as the names of organizations do.

use super::cues::Cue;
use super::name_parts::is_common_in_name;
use super::tokens::{Joint, Role, Token};
use crate::document::Document;
use crate::text::part_of_speech::Tagger;
use crate::text::terms::TermId;

/// Letters of the shortest acronym that tells.
const ACRONYM: usize = 3;

/// Words without "and" of the longest name that common words make one: "Harbour Lock and Lower Tarrow Lock" are two.
const LONGEST: usize = 4;

/// Words on either side of "and" that are looked at.
const SIDE: usize = 4;

/// Places that are looked at, the first ones: each may ask about all words of the article.
const MOST: usize = 32;

/// Makes "and" a part of the names that it stands in.
pub fn join(document: &Document, tagger: &mut Tagger, tokens: &mut [Token]) {
    let ands = tokens.iter().enumerate();
    let ands = ands
        .filter(|(_, token)| token.cue == Cue::And)
        .map(|(at, _)| at);
    let ands = ands.filter(|&at| Sides::of(tokens, at).is_some());
    let mut places = [0; MOST];
    let found = places.iter_mut().zip(ands).map(|(place, at)| *place = at);
    let found = found.count();
    let ands = places.get(..found).unwrap_or_default();
    let mut joined: Vec<(TermId, TermId)> = Vec::new();
    for sides in ands.iter().filter_map(|&at| Sides::of(tokens, at)) {
        if sides.are_of_common_words(tagger)
            || sides.are_spelled_out(document, tokens)
            || sides.are_repeated(tagger, tokens, ands)
        {
            joined.push(sides.inner);
        }
    }
    for &at in ands {
        let one = Sides::of(tokens, at).is_some_and(|sides| joined.contains(&sides.inner));
        if let Some(and) = tokens.get_mut(at).filter(|_| one) {
            and.role = Role::NameLink;
        }
    }
}

/// Capitalised words on both sides of "and".
struct Sides<'t> {
    /// The words beside it.
    inner: (TermId, TermId),
    /// Whether a linking word stands before all of them: "Ministry *of* Trade and Industry".
    linked: bool,
    before: &'t [Token],
    after: &'t [Token],
}

impl<'t> Sides<'t> {
    /// The sides of the token at `at`, if it is "and" in one sentence with names.
    fn of(tokens: &'t [Token], at: usize) -> Option<Sides<'t>> {
        let and = tokens.get(at).filter(|and| and.cue == Cue::And)?;
        let (all_before, all_after) = (tokens.get(..at)?, tokens.get(at + 1..)?);
        let last = all_before.last().filter(|last| is_name(last))?;
        let first = all_after.first().filter(|first| is_name(first))?;
        if and.joint != Joint::Blank || first.joint != Joint::Blank || !first.telling {
            return None;
        }
        let runs_on = |token: &&Token| is_name(token) && token.is_joined();
        let length = all_after.iter().take(SIDE).take_while(runs_on).count();
        let pairs = all_before.windows(2).rev().take(SIDE - 1);
        let more = pairs
            .take_while(|pair| matches!(pair, [word, next] if is_name(word) && next.is_joined()));
        let begin = at - 1 - more.count();
        let linked = is_linked(tokens.get(..begin)?);
        Some(Sides {
            inner: (last.term, first.term),
            linked,
            before: tokens.get(begin..at)?,
            after: all_after.get(..length)?,
        })
    }

    /// "Food *and* Drug Administration", "Ministry of Trade *and* Industry".
    fn are_of_common_words(&self, tagger: &mut Tagger) -> bool {
        let long = self.before.len() + self.after.len() > LONGEST;
        (self.linked || self.after.len() > 1 && !long) && self.are_common(tagger)
    }

    /// Whether the words beside "and" and the last one are common words with capitals.
    fn are_common(&self, tagger: &mut Tagger) -> bool {
        let words = [self.before.last(), self.after.first(), self.after.last()];
        words
            .into_iter()
            .all(|word| word.is_some_and(|&word| is_common_in_name(word, tagger)))
    }

    /// "Aldmouth Oceanic *and* Tidal Survey" where there is "AOTS".
    fn are_spelled_out(&self, document: &Document, tokens: &[Token]) -> bool {
        let written = |token: &Token| token.span.of(token.source(document));
        let words = || self.before.iter().chain(self.after);
        let initials = || words().filter_map(|token| written(token).chars().next());
        words().count() >= ACRONYM
            && tokens.iter().any(|token| {
                token.shape.is_all_capitals()
                    && token.span.len() >= ACRONYM
                    && written(token).chars().eq(initials())
            })
    }

    /// "Aldmouth *and* Tarrow Council", "Tides *and* Storms", which stand twice, and neither side without the
    /// other.
    fn are_repeated(&self, tagger: &mut Tagger, tokens: &[Token], ands: &[usize]) -> bool {
        let sides = ands.iter().filter_map(|&at| Sides::of(tokens, at));
        let whole = sides.filter(|sides| sides.inner == self.inner).count();
        let organization =
            |last: &Token| matches!(last.cue, Cue::Organization | Cue::Company | Cue::Business);
        let ends_so = self.after.len() > 1 && self.after.last().is_some_and(organization);
        let (one, other) = self.inner;
        let apart = || {
            tokens
                .iter()
                .filter(|token| token.term == one || token.term == other)
        };
        whole > 1 && (ends_so || self.are_common(tagger)) && apart().count() == 2 * whole
    }
}

/// Whether words end with a linking one that stands in a name: "Ministry of", and not "in the".
fn is_linked(words: &[Token]) -> bool {
    let link = |token: &Token| matches!(token.role, Role::Link | Role::NameLink);
    match words {
        [.., head, last] => link(last) && (is_name(head) || link(head)),
        _ => false,
    }
}

fn is_name(token: &Token) -> bool {
    token.shape.is_capitalised() && token.role == Role::Topic && token.cue != Cue::Title
}
