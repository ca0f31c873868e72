//! The tagger's model: a lexicon, word endings, and how tags follow each other.

use super::live::{Gains, Live};
use super::{Case, TAGS};
use crate::text::hashed::{Hashed, Sought, WordMap};

/// A number for each tag, and then places that no tag has, which make it fill vectors.
pub type Row = [f32; LANES];

/// The number of an [`Emission`]: many words could be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmissionId(pub(super) u16);

/// What a word could be.
#[derive(Clone, Debug)]
pub struct Emission {
    /// ln(P(tag | word) / P(tag)) for each tag.
    pub weights: Row,
    /// P(tag | word) for each tag, worked out once for all articles.
    chances: [f32; TAGS],
    /// The tags that can be on the best way.
    pub(super) live: Live,
}

/// Numbers in a vector.
pub(super) const LANES: usize = 16;

/// The rarity of a word that the lexicon does not have.
const RAREST: u8 = 15;

/// Bytes of the longest ending.
const LONGEST_ENDING: usize = 4;

/// A model that was read and found sound.
pub struct Model {
    /// What a word could be of which nothing is known.
    pub(super) unknown: Emission,
    /// What the others could be, each different one once.
    pub(super) emissions: Vec<Emission>,
    /// One row a tag before, and rows that no tag has. Places that no tag has are never gone to.
    pub(super) transitions: [Row; LANES],
    /// The same the other way round: one row a tag after.
    pub(super) transitions_to: [Row; LANES],
    pub(super) words: WordMap<Entry>,
    /// By the shapes of words.
    pub(super) endings: [WordMap<EmissionId>; SHAPES],
}

/// What a word could be of which nothing is known.
pub(super) const UNKNOWN: EmissionId = EmissionId(u16::MAX);

/// What the lexicon knows of a word.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub(super) rarity: u8,
    pub(super) by_case: [Option<EmissionId>; 3],
}

impl Entry {
    /// Whether it is of a word that is written in lower case.
    pub fn is_common(self) -> bool {
        self.by_case[Case::Small as usize].is_some()
    }
}

impl Emission {
    pub(super) fn of(weights: Row, log_prior: &Row, gains: &Gains) -> Emission {
        let chance = |tag: usize| (weights[tag] + log_prior[tag]).exp();
        Emission {
            weights,
            chances: std::array::from_fn(chance),
            live: Live::of(&weights, gains),
        }
    }

    /// P(`tag` | word), in [0, 1].
    pub fn chance(&self, tag: usize) -> f32 {
        self.chances[tag % TAGS]
    }
}

impl Model {
    /// ln P(tag | `tag`) for each tag that may follow.
    pub fn transitions(&self, tag: usize) -> &Row {
        &self.transitions[tag % LANES]
    }

    /// ln P(`tag` | tag before) for each tag that may come before.
    pub fn transitions_to(&self, tag: usize) -> &Row {
        &self.transitions_to[tag % LANES]
    }

    /// What the lexicon knows of a word in lower case.
    pub fn entry<'a>(&self, folded: impl Into<Sought<'a>>) -> Option<Entry> {
        self.words.get(folded).copied()
    }

    /// The emission of that number.
    pub fn emission(&self, id: EmissionId) -> &Emission {
        self.emissions
            .get(usize::from(id.0))
            .unwrap_or(&self.unknown)
    }

    /// What a word with that entry could be, written in that case; `folded` gives it in lower case.
    pub fn emission_of<'t>(
        &self,
        entry: Option<Entry>,
        folded: impl FnOnce() -> &'t str,
        case: Case,
    ) -> EmissionId {
        let written = entry.and_then(|entry| {
            let [small, capital, initial] = entry.by_case;
            match case {
                Case::Small => small,
                Case::Capital => capital,
                Case::Initial => initial.or(small).or(capital),
            }
        });
        written.unwrap_or_else(|| self.by_ending(folded(), case))
    }

    /// What an unknown word could be, by the longest of its endings that the model knows.
    fn by_ending(&self, folded: &str, case: Case) -> EmissionId {
        let Some(endings) = self.endings.get(usize::from(shape(folded, case))) else {
            return UNKNOWN;
        };
        let mut lengths = (0..=LONGEST_ENDING).rev();
        let found = lengths.find_map(|length| {
            let at = match length {
                0 => folded.len(),
                _ => folded.char_indices().nth_back(length - 1)?.0,
            };
            endings.get(Hashed::of(folded.get(at..)?))
        });
        found.copied().unwrap_or(UNKNOWN)
    }
}

/// How rare a word with that entry is: minus the logarithm of its share of all words.
pub fn rarity(entry: Option<Entry>) -> f32 {
    f32::from(entry.map_or(RAREST, |entry| entry.rarity))
}

/// How many shapes there are.
pub(super) const SHAPES: usize = 4;

/// The shape of an unknown word, as a number: a small letter, a capital, a capital that says
/// nothing, a digit.
fn shape(folded: &str, case: Case) -> u8 {
    match folded.as_bytes().first() {
        Some(byte) if byte.is_ascii_digit() => 3,
        _ => case as u8,
    }
}

#[cfg(test)]
mod tests {
    use super::super::format::read;
    use super::rarity;
    use crate::text::hashed::Hashed;

    static ENGLISH: &[u8] = include_bytes!("en.bin");

    #[test]
    fn rare_words_are_rarer() {
        let model = read(ENGLISH).expect("a sound model");
        let rarity =
            ["the", "president", "zyzzyva"].map(|word| rarity(model.entry(Hashed::of(word))));
        assert!(rarity.is_sorted_by(|a, b| a < b), "{rarity:?}");
    }
}
