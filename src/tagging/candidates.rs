//! Candidates: the phrases of an article that could be tags, and where they stand.
//!
//! `phrase` says which runs of words are one. Occurrences that differ by case or inflection only belong to
//! one candidate.

mod phrase;

use ahash::RandomState;
use hashbrown::HashTable;

use self::phrase::Phrase;
use super::tokens::Token;
use crate::interrupt::Pulse;
use crate::text::terms::TermId;
use crate::warning::{Warning, WarningCode};

/// Words of the longest candidate, linking words included.
pub const LONGEST: usize = 6;

/// Distinct candidates of one article. Further ones are not taken up, so that memory is bounded;
/// an article of 10,000 words has about 8,000.
const MOST: usize = 1 << 15;

/// Words from the text's start within which a candidate has to appear first.
const REACH: usize = 12_000;

/// A phrase that could be a tag.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    words: [TermId; LONGEST],
    length: u8,
    /// Words without linking words.
    pub content: u8,
    /// Where its occurrences are in the list of all.
    begin: u32,
    count: u32,
}

/// A place where a candidate stands: numbers of its first and its last token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The number of its first token.
    pub first: u32,
    /// The number of its last token.
    pub last: u32,
}

/// All candidates of an article, in the order of their first occurrence.
pub struct Candidates {
    all: Vec<Candidate>,
    occurrences: Vec<Occurrence>,
    /// Hashes of several words, and the numbers of the candidates that have them.
    by_words: HashTable<(u64, u32)>,
    /// For each term the candidate that is that word alone, or [`NONE`]: half of all searches.
    by_word: Vec<u32>,
    /// Chosen at random, so that nobody can choose words that collide.
    seed: u64,
    /// Whether a phrase was not taken up because it stands too late, or after too many others.
    bounded: bool,
}

/// Stands for no candidate.
const NONE: u32 = u32::MAX;

impl Default for Candidate {
    /// No words, no occurrences.
    fn default() -> Candidate {
        Candidate {
            words: [TermId(0); LONGEST],
            length: 0,
            content: 0,
            begin: 0,
            count: 0,
        }
    }
}

impl Candidate {
    /// The stems of its words.
    pub fn words(&self) -> &[TermId] {
        self.words
            .get(..usize::from(self.length))
            .unwrap_or(&self.words)
    }

    /// How often it stands in title and text.
    pub fn count(&self) -> usize {
        self.count as usize
    }
}

impl Candidates {
    /// The candidates of `tokens`, as far as `pulse` lets it read. Linear: at most [`LONGEST`] phrases
    /// begin at each token.
    pub fn of(tokens: &[Token], mut pulse: Pulse<'_>) -> Candidates {
        let terms = tokens.iter().map(|token| token.term.0 as usize + 1).max();
        let early = tokens.len().min(REACH);
        let mut found = Candidates {
            by_word: vec![NONE; terms.unwrap_or(0)],
            all: Vec::with_capacity(early),
            occurrences: Vec::new(),
            by_words: HashTable::with_capacity(early),
            seed: RandomState::new().hash_one(0),
            bounded: false,
        };
        let mut owners = Vec::with_capacity(early * 2);
        for first in (0..tokens.len()).take_while(|_| pulse.beats()) {
            found.read_from(tokens, first, &mut owners);
        }
        found.sort(&owners);
        found
    }

    /// Every candidate.
    pub fn iter(&self) -> impl Iterator<Item = &Candidate> {
        self.all.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The candidate of that number.
    pub fn get(&self, number: u32) -> Option<&Candidate> {
        self.all.get(number as usize)
    }

    /// Where a candidate stands, in order; the title comes first.
    pub fn occurrences(&self, candidate: &Candidate) -> &[Occurrence] {
        let begin = candidate.begin as usize;
        let range = begin..begin + candidate.count as usize;
        self.occurrences.get(range).unwrap_or_default()
    }

    /// The words of a candidate's first occurrence in `tokens`.
    pub fn first_written<'t>(&self, candidate: &Candidate, tokens: &'t [Token]) -> &'t [Token] {
        let first = self.occurrences(candidate).first();
        first
            .and_then(|at| tokens.get(at.first as usize..=at.last as usize))
            .unwrap_or_default()
    }

    /// What was given up, if anything.
    pub fn warning(&self) -> Option<Warning> {
        self.bounded.then(|| {
            let message = format!(
                "Tags were sought among phrases of the first {REACH} words, at most {MOST} different ones."
            );
            Warning::new(WarningCode::Truncated, message)
        })
    }

    /// The number of the candidate with those words.
    pub fn find(&self, words: &[TermId]) -> Option<u32> {
        let hash = words.iter().copied().fold(self.seed, hash_on);
        self.find_hashed(words, hash)
    }

    fn find_hashed(&self, words: &[TermId], hash: u64) -> Option<u32> {
        if let &[word] = words {
            let number = self.by_word.get(word.0 as usize).copied();
            return number.filter(|&number| number != NONE);
        }
        let hash = folded(hash);
        let same = |&(known, number): &(u64, u32)| {
            known == hash && self.get(number).is_some_and(|one| one.words() == words)
        };
        self.by_words.find(hash, same).map(|&(_, number)| number)
    }

    /// Takes up the phrases that begin with token `first`.
    fn read_from(&mut self, tokens: &[Token], first: usize, owners: &mut Vec<(u32, Occurrence)>) {
        let rest = tokens.get(first..).unwrap_or_default();
        let mut phrase = Phrase::new();
        let mut hash = self.seed;
        for (number, token) in rest.iter().take(LONGEST).enumerate() {
            if !phrase.goes_on(number, token, rest) {
                return;
            }
            hash = hash_on(hash, token.term);
            if let Some(slot) = phrase.words.get_mut(number) {
                *slot = token.term;
            }
            if phrase.ends_at(number, rest) {
                phrase.length = number as u8 + 1;
                let occurrence = Occurrence {
                    first: first as u32,
                    last: (first + number) as u32,
                };
                if let Some(owner) = self.number_of(&phrase, hash, first) {
                    owners.push((owner, occurrence));
                }
            }
        }
    }

    fn number_of(&mut self, phrase: &Phrase, hash: u64, first: usize) -> Option<u32> {
        let words = phrase.words.get(..usize::from(phrase.length))?;
        let known = self.find_hashed(words, hash);
        if known.is_none() && (self.all.len() >= MOST || first >= REACH) {
            self.bounded = true;
            return None;
        }
        let number = known.unwrap_or_else(|| self.add(phrase, hash));
        self.all.get_mut(number as usize)?.count += 1;
        Some(number)
    }

    fn add(&mut self, phrase: &Phrase, hash: u64) -> u32 {
        let number = self.all.len() as u32;
        self.all.push(Candidate {
            words: phrase.words,
            length: phrase.length,
            content: phrase.content,
            ..Candidate::default()
        });
        if phrase.length == 1 {
            let [word, ..] = phrase.words;
            if let Some(place) = self.by_word.get_mut(word.0 as usize) {
                *place = number;
            }
        } else {
            let hash = folded(hash);
            self.by_words
                .insert_unique(hash, (hash, number), |&(hash, _)| hash);
        }
        number
    }

    /// Puts the occurrences of each candidate beside each other.
    fn sort(&mut self, owners: &[(u32, Occurrence)]) {
        let mut next = 0;
        for candidate in &mut self.all {
            candidate.begin = next;
            next += candidate.count;
            candidate.count = 0;
        }
        let none = Occurrence { first: 0, last: 0 };
        self.occurrences = vec![none; owners.len()];
        for &(owner, occurrence) in owners {
            if let Some(candidate) = self.all.get_mut(owner as usize)
                && let Some(slot) = self
                    .occurrences
                    .get_mut((candidate.begin + candidate.count) as usize)
            {
                *slot = occurrence;
                candidate.count += 1;
            }
        }
    }
}

/// The hash of words and one more word, quick to take.
fn hash_on(hash: u64, word: TermId) -> u64 {
    (hash.rotate_left(5) ^ u64::from(word.0)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// A hash whose lower half, by which it is placed, tells of the upper one too.
fn folded(hash: u64) -> u64 {
    hash ^ (hash >> 32)
}
