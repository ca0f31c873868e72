//! The file of the tagger's model.
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
//! the word before it; the lower three bits of `info` tell for which of [`Case`](super::Case) profiles follow,
//! the upper four how rare it is. An ending is `length: u8, bytes, shape: u8, profile`. A profile is
//! `count: u8`, then for each tag a byte: the tag, plus 16 times the steps that the logarithm of its
//! probability is below 0. Other tags have [`FLOOR`].

use std::collections::HashMap;

use super::TAGS;
use super::live::Gains;
use super::model::{Emission, EmissionId, Entry, LANES, Model, Row, SHAPES, UNKNOWN};
use crate::model_file::Reader;
use crate::text::hashed::WordMap;

const MAGIC: &[u8; 8] = b"NGWORDS1";

/// A step of a profile's logarithms.
const STEP: f32 = -0.45;

/// The logarithm of the probability of a tag that a profile doesn't have.
const FLOOR: f32 = -8.0;

/// Reads a model; `None` if it is damaged.
pub(super) fn read(file: &[u8]) -> Option<Model> {
    let mut reader = Reader::new(file, MAGIC)?;
    let log_prior = read_row(&mut reader, 0.0)?;
    let mut transitions = [[f32::NEG_INFINITY; LANES]; LANES];
    for row in transitions.iter_mut().take(TAGS) {
        *row = read_row(&mut reader, f32::NEG_INFINITY)?;
    }
    let transitions_to = transposed(&transitions);
    let mut emissions = Emissions::new(log_prior, Gains::of(&transitions, &transitions_to));
    let words = read_words(&mut reader, &mut emissions)?;
    let endings = read_endings(&mut reader, &mut emissions)?;
    let model = Model {
        unknown: Emission::of([0.0; LANES], &log_prior, &emissions.gains),
        emissions: emissions.all,
        transitions,
        transitions_to,
        words,
        endings,
    };
    reader.is_at_end().then_some(model)
}

/// A number for each tag, and `none` for the places that no tag has.
fn read_row(reader: &mut Reader, none: f32) -> Option<Row> {
    let mut row = [none; LANES];
    for value in row.iter_mut().take(TAGS) {
        *value = reader.f32().filter(|value| value.is_finite())?;
    }
    Some(row)
}

fn transposed(rows: &[Row; LANES]) -> [Row; LANES] {
    std::array::from_fn(|column| std::array::from_fn(|row| rows[row][column]))
}

fn read_words<'a>(
    reader: &mut Reader<'a>,
    emissions: &mut Emissions<'a>,
) -> Option<WordMap<Entry>> {
    let mut words = WordMap::default();
    let mut word = Vec::new();
    for _ in 0..reader.u32()? {
        word.truncate(usize::from(reader.byte()?));
        word.extend_from_slice(reader.counted()?);
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
        let ending = std::str::from_utf8(reader.counted()?).ok()?;
        let of_shape = endings.get_mut(usize::from(reader.byte()?))?;
        of_shape.or_insert(ending, emissions.read(reader)?);
    }
    Some(endings)
}

/// The emissions of a model while it is read.
struct Emissions<'a> {
    log_prior: Row,
    gains: Gains,
    all: Vec<Emission>,
    /// The profiles that were read, and what was made of them.
    known: HashMap<&'a [u8], EmissionId>,
}

impl<'a> Emissions<'a> {
    fn new(log_prior: Row, gains: Gains) -> Emissions<'a> {
        Emissions {
            all: Vec::new(),
            log_prior,
            gains,
            known: HashMap::new(),
        }
    }

    /// Reads a profile.
    fn read(&mut self, reader: &mut Reader<'a>) -> Option<EmissionId> {
        let bytes = reader.counted()?;
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
        let emission = Emission::of(profile, &self.log_prior, &self.gains);
        self.all.push(emission);
        self.known.insert(bytes, id);
        Some(id)
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    static ENGLISH: &[u8] = include_bytes!("en.bin");

    #[test]
    fn the_model_is_sound_and_damaged_ones_are_refused() {
        assert!(read(ENGLISH).is_some());
        for at in [0, 9, 700, ENGLISH.len() / 2, ENGLISH.len() - 1] {
            let mut damaged = ENGLISH.to_vec();
            damaged[at] ^= 1;
            assert!(read(&damaged).is_none(), "byte {at} changed");
            assert!(read(&ENGLISH[..at]).is_none(), "cut at {at}");
        }
    }
}
