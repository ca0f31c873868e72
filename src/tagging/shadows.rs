//! Shadows: other writings of a name, which are no tags beside it.
//!
//! An adjective of a nation or a town stands for the place ("South Korean" for "South Korea"), and
//! a name in capitals throughout, as in a dateline, for the same name in small letters
//! ("TARROW HARBOUR" for "Tarrow").

use super::candidates::{Candidate, Candidates};
use super::evidence::Evidence;
use super::lexicon::Lexicon;
use super::tokens::{Role, Token};
use crate::document::Document;
use crate::text::terms::TermId;

/// Endings of English adjectives of places, in place of an ending of the place's own: "Chin*ese*".
const ADJECTIVES: [&str; 9] = ["n", "an", "ian", "ean", "ese", "ish", "i", "ic", ""];

/// Endings of places that their adjectives do without: "Chin*a*", "German*y*".
const PLACES: [&str; 9] = ["", "a", "e", "o", "y", "ey", "ia", "ea", "os"];

/// A place that looks like the adjective of another, and that other.
const NO_ADJECTIVE: (&str, &str) = ("niger", "nigeria");

/// The least that a place and its adjective have in common, in letters.
const COMMON: usize = 4;

/// Members of a family that each is compared with: more names that begin alike are no story's names.
const MOST_KIN: usize = 16;

/// A name, by what it shares with its adjective: the words before the last one, and how that one begins.
struct Kin<'d> {
    /// The first bytes of how that one begins: names are sorted by these, and read where they are the same.
    letters: u64,
    family: (&'d [TermId], &'d str),
    last: &'d str,
    candidate: u32,
}

impl<'d> Kin<'d> {
    fn of(start: &'d [TermId], last: &'d str, candidate: u32) -> Kin<'d> {
        let initial = last.char_indices().nth(COMMON);
        let length = initial.map_or(last.len(), |(at, _)| at);
        let family = (start, last.get(..length).unwrap_or(last));
        let mut letters = [0; 8];
        let first = letters.iter_mut().zip(family.1.bytes());
        first.for_each(|(place, byte)| *place = byte);
        Kin {
            letters: u64::from_be_bytes(letters),
            family,
            last,
            candidate,
        }
    }
}

/// What the search for shadows looks at.
pub struct Names<'d> {
    /// The document.
    pub document: &'d Document<'d>,
    /// The words.
    pub tokens: &'d [Token],
    /// Every candidate.
    pub candidates: &'d Candidates,
    /// The evidence for each.
    pub evidence: &'d [Evidence],
    /// The terms.
    pub lexicon: &'d Lexicon,
}

impl Names<'_> {
    /// Whether each candidate is the shadow of another; and adjectives of places, each with its
    /// place.
    pub fn shadows(&self) -> (Vec<bool>, Vec<(u32, u32)>) {
        let mut shadows = vec![false; self.candidates.len()];
        let mut adjectives = Vec::new();
        let mut kin = Vec::with_capacity(self.candidates.len() / 4);
        for (number, (candidate, evidence)) in (0..).zip(self.candidates.iter().zip(self.evidence))
        {
            if !evidence.is_name() || evidence.in_text == 0 {
                continue;
            }
            if let Some(shadow) = shadows.get_mut(number as usize) {
                *shadow = self.is_shouted(candidate);
            }
            kin.extend(self.kin(candidate, number));
        }
        kin.sort_unstable_by_key(|name| (name.letters, name.family, name.candidate));
        for family in kin.chunk_by(|a, b| a.family == b.family) {
            for name in family {
                let is_of = |place: &&Kin| is_adjective_of(name.last, place.last);
                let place = family.iter().take(MOST_KIN).find(is_of);
                if let Some(shadow) = shadows.get_mut(name.candidate as usize) {
                    *shadow |= place.is_some();
                }
                adjectives.extend(place.map(|place| (name.candidate, place.candidate)));
            }
        }
        (shadows, adjectives)
    }

    /// Whether a name of several words is in capitals wherever it stands, though one of its words
    /// is written in small letters elsewhere.
    fn is_shouted(&self, candidate: &Candidate) -> bool {
        let capitals = |word: &Token| word.shape.is_all_capitals() || word.role != Role::Topic;
        let small = |&term: &TermId| self.lexicon.of_term(term).in_small_letters;
        let occurrences = self.candidates.occurrences(candidate);
        let mut written = occurrences
            .iter()
            .filter_map(|at| self.tokens.get(at.first as usize..=at.last as usize));
        candidate.content > 1
            && written.all(|words| words.iter().all(capitals))
            && candidate.words().iter().any(small)
    }

    fn kin<'c>(&'c self, candidate: &'c Candidate, number: u32) -> Option<Kin<'c>> {
        let (_, start) = candidate.words().split_last()?;
        let written = self.candidates.first_written(candidate, self.tokens);
        let last = self.document.terms().form(written.last()?.form);
        Some(Kin::of(start, last, number))
    }
}

fn is_adjective_of(adjective: &str, place: &str) -> bool {
    let alike = adjective
        .chars()
        .zip(place.chars())
        .take_while(|(a, b)| a == b);
    let common: usize = alike.map(|(a, _)| a.len_utf8()).sum();
    let mut lengths = (COMMON..=common).rev();
    adjective != place
        && (adjective, place) != NO_ADJECTIVE
        && lengths.any(|length| {
            let of = |word: &str, endings: &[&str]| {
                word.get(length..)
                    .is_some_and(|rest| endings.contains(&rest))
            };
            let germany = adjective.len() == length;
            of(adjective, &ADJECTIVES) && of(place, &PLACES) && (!germany || place.len() > length)
        })
}

#[cfg(test)]
mod tests {
    use super::is_adjective_of;

    #[test]
    fn adjectives_of_places_are_told_from_other_words() {
        for (adjective, place) in [
            ("korean", "korea"),
            ("chinese", "china"),
            ("german", "germany"),
            ("russian", "russia"),
            ("israeli", "israel"),
            ("mexican", "mexico"),
            ("turkish", "turkey"),
            ("ukrainian", "ukraine"),
            ("parisian", "paris"),
            ("nigerian", "nigeria"),
        ] {
            assert!(is_adjective_of(adjective, place), "{adjective}, {place}");
            assert!(!is_adjective_of(place, adjective), "{place}, {adjective}");
        }
        for (one, other) in [
            ("korea", "korea"),
            ("martin", "martha"),
            ("strand", "strange"),
            ("lee", "leeds"),
            ("niger", "nigeria"),
        ] {
            assert!(!is_adjective_of(one, other), "{one}, {other}");
        }
    }
}
