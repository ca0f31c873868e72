//! The tagger's model: a lexicon, word endings, and how tags follow each other.
//!
//! `training/part_of_speech/train.py` writes it; all numbers are little-endian:
//!
//! | bytes | meaning |
//! | --- | --- |
//! | 8 | `NGWORDS1` |
//! | 4 × 12 | the logarithm of each tag's share |
//! | 4 × 144 | the logarithm of P(tag \| tag before), one row a tag before |
//! | 4, then the entries | the number of words, and the words in order |
//! | 4, then the entries | the number of endings, and the endings |
//! | 8 | FNV-1a of all bytes before |
//!
//! A word is `shared: u8, length: u8, bytes, info: u8, profiles`: it begins with `shared` bytes of
//! the word before it; the lower three bits of `info` tell for which of [`Case`] profiles follow,
//! the upper four how rare it is. An ending is `length: u8, bytes, shape: u8, profile`. A profile is
//! `count: u8`, then for each tag a byte: the tag, plus 16 times the steps that the logarithm of its
//! probability is below 0. Other tags have [`FLOOR`].

use std::collections::HashMap;

use super::{Case, TAGS};
use crate::text::hashed::{Hashed, WordMap};

/// A number for each tag, and then places that no tag has, which make it fill vectors.
pub type Row = [f32; LANES];

/// The number of an [`Emission`]: many words could be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmissionId(u16);

/// What a word could be.
#[derive(Clone, Debug)]
pub struct Emission {
    /// ln(P(tag | word) / P(tag)) for each tag.
    pub weights: Row,
    /// P(tag | word) for each tag, worked out once for all articles.
    chances: [f32; TAGS],
}

/// Numbers in a vector.
const LANES: usize = 16;

const MAGIC: &[u8; 8] = b"NGWORDS1";

/// A step of a profile's logarithms.
const STEP: f32 = -0.45;

/// The logarithm of the probability of a tag that a profile doesn't have.
const FLOOR: f32 = -8.0;

/// The rarity of a word that the lexicon does not have.
const RAREST: u8 = 15;

/// Bytes of the longest ending.
const LONGEST_ENDING: usize = 4;

/// A model that was read and found sound.
pub struct Model {
    /// What a word could be of which nothing is known.
    unknown: Emission,
    /// What the others could be, each different one once.
    emissions: Vec<Emission>,
    /// Places that no tag has are never gone to.
    transitions: [Row; TAGS],
    /// The same the other way round: one row a tag after.
    transitions_to: [Row; TAGS],
    words: WordMap<Entry>,
    /// By the shapes of words.
    endings: [WordMap<EmissionId>; SHAPES],
}

/// What a word could be of which nothing is known.
const UNKNOWN: EmissionId = EmissionId(u16::MAX);

/// What the lexicon knows of a word.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    rarity: u8,
    by_case: [Option<EmissionId>; 3],
}

impl Entry {
    /// Whether it is of a word that is written in lower case.
    pub fn is_common(self) -> bool {
        self.by_case[Case::Small as usize].is_some()
    }
}

impl Emission {
    fn of(weights: Row, log_prior: &Row) -> Emission {
        let chance = |tag: usize| (weights[tag] + log_prior[tag]).exp();
        Emission {
            weights,
            chances: std::array::from_fn(chance),
        }
    }

    /// P(`tag` | word), in [0, 1].
    pub fn chance(&self, tag: usize) -> f32 {
        self.chances[tag % TAGS]
    }
}

impl Model {
    /// Reads a model; `None` if it is damaged.
    pub fn parse(bytes: &[u8]) -> Option<Model> {
        let (content, sum) = bytes.split_last_chunk()?;
        if fnv1a(content) != u64::from_le_bytes(*sum) {
            return None;
        }
        let mut reader = Reader(content.strip_prefix(MAGIC)?);
        let mut log_prior = [0.0; LANES];
        reader.read_row(&mut log_prior)?;
        let mut transitions = [[f32::NEG_INFINITY; LANES]; TAGS];
        for row in &mut transitions {
            reader.read_row(row)?;
        }
        let mut emissions = Emissions::new(log_prior);
        let words = read_words(&mut reader, &mut emissions)?;
        let endings = read_endings(&mut reader, &mut emissions)?;
        let model = Model {
            unknown: Emission::of([0.0; LANES], &log_prior),
            emissions: emissions.all,
            transitions_to: transposed(&transitions),
            transitions,
            words,
            endings,
        };
        reader.0.is_empty().then_some(model)
    }

    /// ln P(tag | `tag`) for each tag that may follow.
    pub fn transitions(&self, tag: usize) -> &Row {
        &self.transitions[tag % TAGS]
    }

    /// ln P(`tag` | tag before) for each tag that may come before.
    pub fn transitions_to(&self, tag: usize) -> &Row {
        &self.transitions_to[tag % TAGS]
    }

    /// What the lexicon knows of a word in lower case.
    pub fn entry(&self, folded: Hashed) -> Option<Entry> {
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

fn read_words<'a>(
    reader: &mut Reader<'a>,
    emissions: &mut Emissions<'a>,
) -> Option<WordMap<Entry>> {
    let mut words = WordMap::default();
    let mut word = Vec::new();
    for _ in 0..reader.u32()? {
        word.truncate(usize::from(reader.byte()?));
        let length = reader.byte()?;
        word.extend_from_slice(reader.bytes(length)?);
        let info = reader.byte()?;
        let mut by_case = [None; 3];
        for (bit, slot) in by_case.iter_mut().enumerate() {
            if info >> bit & 1 == 1 {
                *slot = Some(emissions.read(reader)?);
            }
        }
        let rarity = info >> 4;
        words.or_insert(std::str::from_utf8(&word).ok()?, Entry { rarity, by_case });
    }
    Some(words)
}

fn read_endings<'a>(
    reader: &mut Reader<'a>,
    emissions: &mut Emissions<'a>,
) -> Option<[WordMap<EmissionId>; SHAPES]> {
    let mut endings: [WordMap<EmissionId>; SHAPES] = Default::default();
    for _ in 0..reader.u32()? {
        let length = reader.byte()?;
        let ending = std::str::from_utf8(reader.bytes(length)?).ok()?;
        let of_shape = endings.get_mut(usize::from(reader.byte()?))?;
        of_shape.or_insert(ending, emissions.read(reader)?);
    }
    Some(endings)
}

/// The emissions of a model while it is read.
struct Emissions<'a> {
    log_prior: Row,
    all: Vec<Emission>,
    /// The profiles that were read, and what was made of them.
    known: HashMap<&'a [u8], EmissionId>,
}

impl<'a> Emissions<'a> {
    fn new(log_prior: Row) -> Emissions<'a> {
        Emissions {
            all: Vec::new(),
            log_prior,
            known: HashMap::new(),
        }
    }

    /// Reads a profile.
    fn read(&mut self, reader: &mut Reader<'a>) -> Option<EmissionId> {
        let count = reader.byte()?;
        let bytes = reader.bytes(count)?;
        if let Some(&known) = self.known.get(bytes) {
            return Some(known);
        }
        let mut profile = [FLOOR; LANES];
        for &byte in bytes {
            *profile.get_mut(usize::from(byte & 15))? = f32::from(byte >> 4) * STEP;
        }
        for (value, prior) in profile.iter_mut().zip(&self.log_prior) {
            *value -= prior;
        }
        let id = EmissionId(u16::try_from(self.all.len()).ok()?);
        (id != UNKNOWN).then_some(())?;
        self.all.push(Emission::of(profile, &self.log_prior));
        self.known.insert(bytes, id);
        Some(id)
    }
}

/// How rare a word with that entry is: minus the logarithm of its share of all words.
pub fn rarity(entry: Option<Entry>) -> f32 {
    f32::from(entry.map_or(RAREST, |entry| entry.rarity))
}

fn transposed(rows: &[Row; TAGS]) -> [Row; TAGS] {
    let cell =
        |column: usize, row: usize| rows.get(row).map_or(f32::NEG_INFINITY, |row| row[column]);
    std::array::from_fn(|column| std::array::from_fn(|row| cell(column, row)))
}

/// How many shapes there are.
const SHAPES: usize = 4;

/// The shape of an unknown word, as a number: a small letter, a capital, a capital that says
/// nothing, a digit.
fn shape(folded: &str, case: Case) -> u8 {
    match folded.as_bytes().first() {
        Some(byte) if byte.is_ascii_digit() => 3,
        _ => case as u8,
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take().map(|[byte]| byte)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn bytes(&mut self, length: u8) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(usize::from(length))?;
        self.0 = rest;
        Some(taken)
    }

    fn read_row(&mut self, row: &mut Row) -> Option<()> {
        for value in row.iter_mut().take(TAGS) {
            *value = self.take().map(f32::from_le_bytes)?;
        }
        let mut values = row.iter().take(TAGS);
        values.all(|value| value.is_finite()).then_some(())
    }
}

fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::{Model, rarity};
    use crate::text::hashed::Hashed;

    static ENGLISH: &[u8] = include_bytes!("en.bin");

    #[test]
    fn the_model_is_sound_and_damaged_ones_are_refused() {
        assert!(Model::parse(ENGLISH).is_some());
        for at in [0, 9, 700, ENGLISH.len() / 2, ENGLISH.len() - 1] {
            let mut damaged = ENGLISH.to_vec();
            damaged[at] ^= 1;
            assert!(Model::parse(&damaged).is_none(), "byte {at} changed");
            assert!(Model::parse(&ENGLISH[..at]).is_none(), "cut at {at}");
        }
    }

    #[test]
    fn rare_words_are_rarer() {
        let model = Model::parse(ENGLISH).expect("a sound model");
        let rarity =
            ["the", "president", "zyzzyva"].map(|word| rarity(model.entry(Hashed::of(word))));
        assert!(rarity.is_sorted_by(|a, b| a < b), "{rarity:?}");
    }
}
