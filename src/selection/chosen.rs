//! The sentences chosen so far, and how like them another one is.

use std::hash::{BuildHasher, Hash, Hasher};
use std::iter;

use ahash::RandomState;
use hashbrown::hash_map::Entry;
use hashbrown::{HashMap, HashTable};

use crate::scoring::vectors::SentenceVectors;
use crate::text::terms::TermId;

/// Sentences at least this alike say the same; no two of them are chosen.
const SAME: f32 = 0.85;

/// Chosen sentences that each term remembers: the first ones, which are the best. Bounds the cost of
/// a comparison to so many steps a term.
const REMEMBERED: usize = 64;

/// Terms of a usual summary.
const USUAL: usize = 100;

/// What has been chosen, by term.
pub(super) struct Chosen<'v> {
    vectors: &'v SentenceVectors,
    indices: Vec<usize>,
    members: Vec<bool>,
    holders: HashMap<TermId, Holders, RandomState>,
    /// Chosen sentences by their content words.
    by_content: HashTable<usize>,
    cosines: Vec<f32>,
}

/// The places of the chosen sentences that hold a term, each with what the term weighs there. Most
/// terms have one.
struct Holders {
    first: (u32, f32),
    others: Vec<(u32, f32)>,
}

impl<'v> Chosen<'v> {
    /// Nothing chosen yet of the sentences behind `vectors`.
    pub(super) fn new(vectors: &'v SentenceVectors) -> Chosen<'v> {
        Chosen {
            vectors,
            indices: Vec::new(),
            members: vec![false; vectors.count()],
            holders: HashMap::with_capacity_and_hasher(USUAL, RandomState::new()),
            by_content: HashTable::new(),
            cosines: Vec::new(),
        }
    }

    /// Whether `sentence` is chosen.
    pub(super) fn has(&self, sentence: usize) -> bool {
        self.members.get(sentence) == Some(&true)
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.indices.len()
    }

    /// The chosen sentences, the first choice first.
    pub(super) fn into_indices(self) -> Vec<usize> {
        self.indices
    }

    /// Whether a chosen sentence has `term`.
    pub(super) fn covers(&self, term: TermId) -> bool {
        self.holders.contains_key(&term)
    }

    /// The cosine to the chosen sentence most like `sentence`; 0 where there is none.
    pub(super) fn likeness(&mut self, sentence: usize) -> f32 {
        self.cosines.clear();
        self.cosines.resize(self.indices.len(), 0.0);
        for (term, weight) in self.vectors.vector(sentence) {
            let Some(holders) = self.holders.get(term) else {
                continue;
            };
            for &(place, other) in iter::once(&holders.first).chain(&holders.others) {
                if let Some(cosine) = self.cosines.get_mut(place as usize) {
                    *cosine += weight * other;
                }
            }
        }
        self.cosines.iter().copied().fold(0.0, f32::max).min(1.0)
    }

    /// Whether a chosen sentence says the same as `sentence`: has the same content words, or nearly.
    pub(super) fn repeats(&mut self, sentence: usize) -> bool {
        let same = |&other: &usize| self.content(other).eq(self.content(sentence));
        let known = self.by_content.find(self.hash(sentence), same).is_some();
        let empty = self.vectors.vector(sentence).is_empty();
        !empty && (known || self.likeness(sentence) >= SAME)
    }

    /// Chooses `sentence`.
    pub(super) fn add(&mut self, sentence: usize) {
        let place = self.indices.len() as u32;
        for &(term, weight) in self.vectors.vector(sentence) {
            match self.holders.entry(term) {
                Entry::Vacant(slot) => {
                    slot.insert(Holders {
                        first: (place, weight),
                        others: Vec::new(),
                    });
                }
                Entry::Occupied(mut slot) if slot.get().others.len() < REMEMBERED - 1 => {
                    slot.get_mut().others.push((place, weight));
                }
                Entry::Occupied(_) => {}
            }
        }
        let mut by_content = std::mem::take(&mut self.by_content);
        by_content.insert_unique(self.hash(sentence), sentence, |&other| self.hash(other));
        self.by_content = by_content;
        self.indices.push(sentence);
        if let Some(member) = self.members.get_mut(sentence) {
            *member = true;
        }
    }

    fn content(&self, sentence: usize) -> impl Iterator<Item = TermId> {
        let terms = self.vectors.vector(sentence).iter();
        terms.map(|&(term, _)| term)
    }

    fn hash(&self, sentence: usize) -> u64 {
        let mut hasher = self.holders.hasher().build_hasher();
        self.content(sentence)
            .for_each(|term| term.hash(&mut hasher));
        hasher.finish()
    }
}
