//! Merging: one tag of each family of candidates.
//!
//! Candidates that differ by case, inflection, possessive or hyphen are one already. Here those
//! that differ by word order, an acronym and what it stands for, and a name and its short form
//! become one; a part is dropped when its whole explains it.

use std::collections::BTreeMap;
use std::ops::Range;

use smallvec::SmallVec;

use super::candidates::{Candidate, Candidates, LONGEST};
use super::cues::Cue;
use super::evidence::{Evidence, parts};
use super::ranking::Ranked;
use super::tokens::{Role, Token};
use crate::document::Document;
use crate::text::terms::TermId;

/// A tag before it is written: the candidate that stands for it and those that are merged into it.
#[derive(Clone, Debug)]
pub struct Family {
    /// The candidate that stands for it, and its score.
    pub head: Ranked,
    /// The candidate that it is written as: of an acronym and its name, the name.
    pub written: u32,
    /// Its main word.
    pub main: TermId,
    /// Candidates whose occurrences are mentions of it as well: seldom many, so that most need no memory of their own.
    pub variants: SmallVec<[u32; 4]>,
}

/// What merging looks at.
pub struct Merger<'d> {
    /// The document.
    pub document: &'d Document<'d>,
    /// The words.
    pub tokens: &'d [Token],
    /// Every candidate.
    pub candidates: &'d Candidates,
    /// The evidence for each.
    pub evidence: &'d [Evidence],
    /// The full name of each short form.
    pub pooled: &'d [Option<u32>],
    /// Whether a part stays beside the whole that explains it, and what somebody is beside the name: where
    /// single words are wanted, these are no reason to do without its words.
    pub keeps_parts: bool,
    /// Tags that share their main word, at most.
    pub same_head: usize,
}

/// Families while they are found.
#[derive(Default)]
struct Found {
    families: Vec<Family>,
    /// Full names, each with one of its short forms; sorted.
    short_forms: Vec<(u32, u32)>,
    by_words: BTreeMap<[TermId; LONGEST], usize>,
    /// Families that are names: the length of `letters` before and after its own, whether they are all
    /// that is written of it, and its number.
    acronyms: Vec<(Range<usize>, bool, usize)>,
    /// The letters of these families, and behind `kept` those of the candidate that is looked at.
    letters: String,
    kept: usize,
    /// For each candidate the first family that holds it as its part, if there is one.
    by_part: Vec<Option<u32>>,
}

impl Found {
    fn add_variant(&mut self, family: usize, variant: u32) {
        if let Some(family) = self.families.get_mut(family) {
            family.variants.push(variant);
        }
    }
}

/// Letters of a word in capitals that stand in an acronym, at most: "UKIF" for "UK Internet Forum".
const CAPITALS: usize = 4;

/// Letters that there is room for at first, for each family.
const LETTERS: usize = 4;

impl Merger<'_> {
    /// The first `most` families of `ranked`, whose order decides who comes first.
    pub fn families(&self, ranked: &[Ranked], most: usize) -> Vec<Family> {
        let most_found = most.min(ranked.len());
        let mut found = Found {
            families: Vec::with_capacity(most_found),
            acronyms: Vec::with_capacity(most_found),
            letters: String::with_capacity(most_found.saturating_mul(LETTERS)),
            short_forms: self.short_forms(),
            by_part: vec![None; self.candidates.len()],
            ..Found::default()
        };
        for &one in ranked {
            if found.families.len() >= most {
                self.add_late_variant(one, &mut found);
            } else {
                self.place(one, &mut found);
            }
        }
        found.families
    }

    fn short_forms(&self) -> Vec<(u32, u32)> {
        let mut pairs = Vec::with_capacity(self.pooled.iter().flatten().count());
        let all = (0..).zip(self.pooled);
        pairs.extend(all.filter_map(|(short, full)| Some(((*full)?, short))));
        pairs.sort_unstable();
        pairs
    }

    fn place(&self, one: Ranked, found: &mut Found) {
        let Some(candidate) = self.candidates.get(one.candidate) else {
            return;
        };
        if self.add_variant(one, candidate, found)
            || !self.keeps_parts && self.is_explained(one, candidate, found)
            || self.dresses_name(one, candidate, &found.families)
            || !self.keeps_parts && self.describes_name(one, candidate, &found.families)
        {
            return;
        }
        let head = self.head_of(candidate);
        let same = found.families.iter().filter(|family| family.main == head);
        if same.count() >= self.same_head {
            return;
        }
        self.add_family(one, head, candidate, found);
    }

    fn add_late_variant(&self, one: Ranked, found: &mut Found) {
        if let Some(candidate) = self.candidates.get(one.candidate) {
            self.add_variant(one, candidate, found);
        }
    }

    /// Adds `one` to the family that it is a variant of, if there is one.
    fn add_variant(&self, one: Ranked, candidate: &Candidate, found: &mut Found) -> bool {
        if let Some(&family) = found.by_words.get(&in_any_order(candidate)) {
            found.add_variant(family, one.candidate);
            return true;
        }
        let Some((family, spelled_out)) = self.same_acronym(one, candidate, found) else {
            return false;
        };
        found.add_variant(family, one.candidate);
        if spelled_out {
            self.spell_out(family, one.candidate, candidate, found);
        }
        true
    }

    /// Writes a family that an acronym stands for as the name that it is short for, unless it is already.
    fn spell_out(&self, family: usize, name: u32, candidate: &Candidate, found: &mut Found) {
        let Some(of) = found.families.get_mut(family) else {
            return;
        };
        if of.written == of.head.candidate {
            of.written = name;
            self.add_parts(family, candidate, found);
        }
    }

    /// Notes that the family of that number holds the parts of `candidate`.
    fn add_parts(&self, family: usize, candidate: &Candidate, found: &mut Found) {
        for part in parts(candidate, self.candidates) {
            if let Some(holder) = found.by_part.get_mut(part as usize) {
                holder.get_or_insert(family as u32);
            }
        }
    }

    /// The first family that is the acronym of `one`, or that `one` is the acronym of, and whether `one` is what
    /// it is short for.
    fn same_acronym(
        &self,
        one: Ranked,
        candidate: &Candidate,
        found: &mut Found,
    ) -> Option<(usize, bool)> {
        if found.acronyms.is_empty() {
            return None;
        }
        let is_acronym = self.letters(one.candidate, candidate, found)?;
        let own = found.letters.get(found.kept..);
        let mut families = found.acronyms.iter();
        families
            .find(|(at, other, _)| *other != is_acronym && found.letters.get(at.clone()) == own)
            .map(|&(_, other, family)| (family, other))
    }

    /// Whether a family that was found earlier holds `candidate` and leaves it little of its own. A name in
    /// a phrase that is none stays: "Six Nations" beside "Six Nations rugby title".
    fn is_explained(&self, one: Ranked, candidate: &Candidate, found: &Found) -> bool {
        let family = found.by_part.get(one.candidate as usize).copied().flatten();
        let Some(family) = family.and_then(|family| found.families.get(family as usize)) else {
            return false;
        };
        let whole = family.written;
        if self.is(one.candidate, Evidence::is_whole_name) && !self.is(whole, Evidence::is_name) {
            return false;
        }
        let count = self.candidates.get(whole).map_or(0, Candidate::count);
        let own = candidate.count().saturating_sub(count);
        own <= 1 || own * 3 <= candidate.count()
    }

    /// Whether what is known of the candidate of that number says so.
    pub fn is(&self, number: u32, test: fn(&Evidence) -> bool) -> bool {
        self.evidence.get(number as usize).is_some_and(test)
    }

    fn add_family(&self, one: Ranked, main: TermId, candidate: &Candidate, found: &mut Found) {
        let number = found.families.len();
        self.add_parts(number, candidate, found);
        found.by_words.insert(in_any_order(candidate), number);
        if let Some(is_acronym) = self.letters(one.candidate, candidate, found) {
            let letters = found.kept..found.letters.len();
            found.kept = letters.end;
            found.acronyms.push((letters, is_acronym, number));
        }
        let begin = (found.short_forms).partition_point(|&(full, _)| full < one.candidate);
        let short_forms = found.short_forms.get(begin..).unwrap_or_default().iter();
        let own = short_forms.take_while(|&&(full, _)| full == one.candidate);
        found.families.push(Family {
            head: one,
            written: self.without_company(one.candidate, candidate),
            main,
            variants: own.map(|&(_, short)| short).collect(),
        });
    }

    /// The number of the name without what ends that of a company, if it stands alone as well: "Kestrel" for
    /// "Kestrel Inc".
    fn without_company(&self, full: u32, candidate: &Candidate) -> u32 {
        let ending = self.words(candidate).last().map(|word| word.cue);
        let short = candidate.words().split_last();
        let short = short.filter(|_| ending == Some(Cue::Company));
        let short = short.and_then(|(_, name)| self.candidates.find(name));
        let own = |&short: &u32| self.pooled.get(short as usize) == Some(&Some(full));
        let alone = |&short: &u32| {
            let count = self.candidates.get(short).map_or(0, Candidate::count);
            count > candidate.count()
        };
        short.filter(own).filter(alone).unwrap_or(full)
    }

    /// The main word: the last one, or the last one before a linking word.
    fn head_of(&self, candidate: &Candidate) -> TermId {
        let words = self.words(candidate);
        let topics = words
            .iter()
            .take_while(|word| matches!(word.role, Role::Topic | Role::Number));
        topics.last().map_or(TermId(u32::MAX), |word| word.term)
    }

    /// Writes the letters of an acronym behind those of families, and gives `true`; or the first letters
    /// of a name of several words, and gives `false`.
    fn letters(&self, number: u32, candidate: &Candidate, found: &mut Found) -> Option<bool> {
        let is_name = self.is(number, Evidence::is_name);
        let words = self.words(candidate);
        let source = words.first()?.source(self.document);
        let room = &mut found.letters;
        room.truncate(found.kept);
        match words {
            _ if !is_name => None,
            [word] => {
                let letters = word.span.of(source).chars().filter(|c| c.is_alphabetic());
                word.shape.is_all_capitals().then(|| room.extend(letters))?;
                Some(true)
            }
            _ => {
                let topics = words.iter().filter(|word| word.role == Role::Topic);
                for word in topics {
                    let written = word.span.of(source).chars();
                    let most = if word.shape.is_all_capitals() {
                        CAPITALS
                    } else {
                        1
                    };
                    room.extend(written.take(most).flat_map(char::to_uppercase));
                }
                Some(false)
            }
        }
    }

    /// The words of its first occurrence.
    fn words(&self, candidate: &Candidate) -> &[Token] {
        self.candidates.first_written(candidate, self.tokens)
    }
}

fn in_any_order(candidate: &Candidate) -> [TermId; LONGEST] {
    let mut words = [TermId(u32::MAX); LONGEST];
    for (slot, &word) in words.iter_mut().zip(candidate.words()) {
        *slot = word;
    }
    words.sort_unstable();
    words
}
