//! Names: short forms are mentions of the full name.

use std::iter;

use super::candidates::{Candidate, Candidates};
use super::cues::Cue;
use super::entity::{EntityType, entity_type};
use super::evidence::Evidence;
use super::lexicon::Lexicon;
use super::short_forms::{self, Kept};
use super::tokens::{Role, Token};
use crate::text::terms::TermId;

/// Short forms in a usual article.
const USUAL: usize = 128;

/// What pooling looks at.
pub struct Pool<'d> {
    /// The words.
    pub tokens: &'d [Token],
    /// Every candidate.
    pub candidates: &'d Candidates,
    /// The terms.
    pub lexicon: &'d Lexicon,
    /// Whether the parts of speech are known: in English, where no person's name has "of" in it.
    pub tagged: bool,
}

impl Pool<'_> {
    /// For each candidate, the full name that it is a short form of.
    ///
    /// A full name is a run of two or more capitalised words. It is taken up without "Jr" or an initial, by
    /// its last name ("Lee Jae Myung" as "Myung", "Ida Bergstrom" as "Bergstrom"), if it is a person's by its
    /// first one ("President Lee", "Ida"), and by what stands before "of" or "and" in it. A short form
    /// of two names belongs to the one that does not begin with a common word ("Draft Bergstrom"), or to the
    /// one that is mentioned more often, or to the first one. The last word after "of" or "and" belongs to neither
    /// of two names ("England" beside "Bank of England" and "Church of England"), and
    /// in English not to one that it stands without more often than in it. The full name comes first in the text or
    /// stands there twice, unless a title tells that the short form is a person's name.
    pub fn of(&self, evidence: &mut [Evidence]) -> Vec<Option<u32>> {
        let mut pooled = vec![None; self.candidates.len()];
        let mut owners = self.owners(evidence);
        owners.sort_unstable_by_key(|owner| (owner.kept, owner.short, owner.full));
        for of_one in owners.chunk_by(|a, b| (a.kept, a.short) == (b.kept, b.short)) {
            let free = |number: u32| pooled.get(number as usize) == Some(&None);
            let names = of_one.iter().copied().filter(|owner| free(owner.full));
            let owner = names.clone().reduce(the_likelier);
            let owner = owner.filter(|owner| free(owner.short));
            let owner = owner.filter(|&owner| !self.is_disputed(owner, names));
            if let Some(owner) = owner.filter(|&owner| self.is_taken_up(owner, &pooled, evidence)) {
                take_up(owner, &mut pooled, evidence);
            }
        }
        let shorts = owners.iter().map(|owner| owner.short);
        to_the_whole(shorts, &mut pooled);
        pooled
    }

    /// Short forms of all full names, each with the name that it may stand for.
    fn owners(&self, evidence: &[Evidence]) -> Vec<Owner> {
        let mut owners = Vec::with_capacity(USUAL);
        for (full, (candidate, evidence)) in (0..).zip(self.candidates.iter().zip(evidence)) {
            // In small letters nowhere, it is a name also where capitals don't tell.
            let name = evidence.whole_name > 0 && (evidence.is_name() || evidence.as_words == 0);
            if candidate.content < 2 || !name || evidence.in_text == 0 {
                continue;
            }
            let words = candidate.words();
            let written = self.candidates.first_written(candidate, self.tokens);
            let first = words.first().map(|&word| self.lexicon.of_term(word));
            let link = written.iter().find(|token| short_forms::is_link(token));
            short_forms::each(words, written, |kept, short| {
                let short = self.candidates.find(short).filter(|&short| short != full);
                owners.extend(short.map(|short| Owner {
                    kept,
                    short,
                    full,
                    mentions: evidence.whole_name,
                    common: first.is_some_and(|first| first.common),
                    link: link.map(|link| link.cue),
                    after_of: matches!(written, [.., of, _] if of.role == Role::Link),
                }));
            });
        }
        owners
    }

    /// Whether what `owner` has after "of" or "and" is the last word of another one of `names` too.
    fn is_disputed(&self, owner: Owner, mut names: impl Iterator<Item = Owner>) -> bool {
        let words = |owner: Owner| match self.candidates.get(owner.full) {
            Some(name) => name.words(),
            None => &[],
        };
        let (own, linked) = (words(owner), owner.link.is_some());
        let is_other = |other| !own.ends_with(other) && !other.ends_with(own);
        owner.kept == Kept::Surname && linked && names.any(|other| is_other(words(other)))
    }

    /// Whether the short form stands for the full name.
    fn is_taken_up(&self, owner: Owner, pooled: &[Option<u32>], evidence: &[Evidence]) -> bool {
        let (Some(short), Some(full)) = (
            evidence.get(owner.short as usize),
            evidence.get(owner.full as usize),
        ) else {
            return false;
        };
        let begins_sentences = owner.kept == Kept::Surname && short.as_words == 0;
        if !short.is_name() && !begins_sentences {
            return false;
        }
        let honored = short.honored + full.honored > 0;
        let known = full.whole_name > 1 && !owner.common;
        let introduced = full.in_title > 0 || full.first <= short.first || known;
        // It stands in the full name as well.
        let alone = short.whole_name.saturating_sub(full.whole_name);
        let of_own = self.tagged && owner.after_of && alone > full.whole_name;
        match owner.kept {
            Kept::Name => !owner.common,
            Kept::Surname if of_own => false,
            Kept::Surname => introduced || honored && owner.link.is_none(),
            Kept::FirstName => {
                introduced
                    && match owner.link {
                        Some(Cue::And) => true,
                        Some(_) => self.begins_name(owner.short),
                        None => honored || self.is_person(owner.full, pooled),
                    }
            }
        }
    }

    /// Whether what stands before "of" begins a name rather than being one: "Duchess", "Norwegian Institute", and
    /// not "Ida Bergstrom".
    fn begins_name(&self, head: u32) -> bool {
        let words = self.candidates.get(head).map_or(&[][..], Candidate::words);
        let common = |&word: &TermId| self.lexicon.of_term(word).common;
        words.len() == 1 || words.last().is_some_and(common)
    }

    /// Whether the mentions of a full name, and those by the last name alone, tell that a person bears it.
    fn is_person(&self, full: u32, pooled: &[Option<u32>]) -> bool {
        let Some(name) = self.candidates.get(full) else {
            return false;
        };
        let written = self.candidates.first_written(name, self.tokens);
        let mut surname = None;
        short_forms::each(name.words(), written, |kept, short| {
            let own = |&short: &u32| pooled.get(short as usize) == Some(&Some(full));
            if kept == Kept::Surname && surname.is_none() {
                surname = self.candidates.find(short).filter(own);
            }
        });
        let surname = surname.and_then(|short| self.candidates.get(short));
        let mentions = [Some(name), surname].into_iter().flatten();
        let mentions = mentions.flat_map(|one| self.candidates.occurrences(one));
        entity_type(self.tokens, mentions.copied()) == Some(EntityType::Person)
    }
}

/// Makes short forms of short forms those of the whole name: "Administration" beside "Drug Administration".
fn to_the_whole(shorts: impl Iterator<Item = u32>, pooled: &mut [Option<u32>]) {
    for short in shorts {
        let full_of = |number: u32| pooled.get(number as usize).copied().flatten();
        let whole = iter::successors(full_of(short), |&number| full_of(number)).last();
        if let Some(full) = pooled.get_mut(short as usize) {
            *full = whole;
        }
    }
}

/// Counts the mentions of a short form for the full name.
fn take_up(owner: Owner, pooled: &mut [Option<u32>], evidence: &mut [Evidence]) {
    if let Some(slot) = pooled.get_mut(owner.short as usize) {
        *slot = Some(owner.full);
    }
    let short = evidence.get(owner.short as usize).copied();
    if let (Some(short), Some(full)) = (short, evidence.get_mut(owner.full as usize)) {
        full.pooled += short.whole_name + short.pooled;
        full.honored += short.honored;
        full.best_sentence = full.best_sentence.max(short.best_sentence);
    }
}

/// A short form and the full name that it could stand for.
#[derive(Clone, Copy)]
struct Owner {
    kept: Kept,
    short: u32,
    full: u32,
    /// Of the full name.
    mentions: u32,
    /// Its first word is one that is written in small letters elsewhere: "Draft Bergstrom".
    common: bool,
    /// What its first linking word does: "of" or "and".
    link: Option<Cue>,
    /// Its last word stands right after "of".
    after_of: bool,
}

/// That which does not begin with a common word, or is mentioned more often, or comes first.
fn the_likelier(a: Owner, b: Owner) -> Owner {
    let better = (!b.common, b.mentions) > (!a.common, a.mentions);
    if better { b } else { a }
}
