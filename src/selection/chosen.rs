//! The sentences chosen so far, and how like them another one is.

use std::hash::{BuildHasher, Hash, Hasher};

use ahash::RandomState;
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
    /// For each term, the last of its holdings, and how many there are.
    holders: HashMap<TermId, (u32, usize), RandomState>,
    /// What the chosen sentences hold, one after the other.
    holdings: Vec<Holding>,
    /// Chosen sentences by their content words.
    by_content: HashTable<usize>,
    /// Of each chosen sentence, while one is compared with them; 0 otherwise.
    cosines: Vec<f32>,
    /// Places of those whose cosine is not 0: few, where `cosines` is as long as the summary.
    met: Vec<u32>,
}

/// A chosen sentence that holds a term.
#[derive(Clone, Copy)]
struct Holding {
    /// Its place among those chosen.
    place: u32,
    /// What the term weighs there.
    weight: f32,
    /// The number of the holding before this one of the same term.
    before: Option<u32>,
}

impl<'v> Chosen<'v> {
    /// Nothing chosen yet of the sentences behind `vectors`.
    pub(super) fn new(vectors: &'v SentenceVectors) -> Chosen<'v> {
        Chosen {
            vectors,
            indices: Vec::new(),
            members: vec![false; vectors.count()],
            holders: HashMap::with_capacity_and_hasher(USUAL, RandomState::new()),
            holdings: Vec::with_capacity(USUAL),
            by_content: HashTable::new(),
            cosines: Vec::new(),
            met: Vec::new(),
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
        for (term, weight) in self.vectors.vector(sentence) {
            let mut next = self.holders.get(term).map(|&(last, _)| last);
            while let Some(&holding) = next.and_then(|at| self.holdings.get(at as usize)) {
                if let Some(cosine) = self.cosines.get_mut(holding.place as usize) {
                    if *cosine == 0.0 {
                        self.met.push(holding.place);
                    }
                    *cosine += weight * holding.weight;
                }
                next = holding.before;
            }
        }
        let cosines = &mut self.cosines;
        let met = self.met.drain(..);
        met.filter_map(|place| cosines.get_mut(place as usize).map(std::mem::take))
            .fold(0.0, f32::max)
            .min(1.0)
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
            let known = self.holders.get(&term).copied();
            let count = known.map_or(0, |(_, count)| count);
            if count < REMEMBERED {
                let number = self.holdings.len() as u32;
                self.holders.insert(term, (number, count + 1));
                self.holdings.push(Holding {
                    place,
                    weight,
                    before: known.map(|(last, _)| last),
                });
            }
        }
        let mut by_content = std::mem::take(&mut self.by_content);
        by_content.insert_unique(self.hash(sentence), sentence, |&other| self.hash(other));
        self.by_content = by_content;
        self.indices.push(sentence);
        self.cosines.push(0.0);
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
