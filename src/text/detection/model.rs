//! A naive Bayes model of the languages of each script, in a file whose rows are used as they are.
//!
//! The file, all numbers little-endian:
//!
//! | bytes | what |
//! | --- | --- |
//! | 4 | `NGL2` |
//! | 4 | languages *L* (u16), features *F* (u16) |
//! | 4 | the weights that an entry's two low bits stand for, from the lightest (u8 each) |
//! | 20 | the coefficients of `Calibration` (f32 each) |
//! | 4 *L* | the languages, sorted by script: code (3, padded with blanks), number of the script |
//! | 6 · 4097 | for the hashes whose upper 12 bits are 0, 1, …: first feature (u16), its row (u32) |
//! | 3 *F* | the features, sorted by hash: bits 4–19 of the hash (u16), length of its row (u8) |
//! | rest | the rows |
//!
//! A row has what its n-gram says for the languages of its script, in 1/16 of the natural logarithm
//! of how much likelier the n-gram is than if the language had never been seen with it: either
//! a weight a language, which [`DENSE`] in its length says, or a byte an entry, `language << 2 | level`,
//! where languages are counted from the first of the script.

use crate::text::language::{Language, Script};

use super::confidence::{Calibration, Evidence};
use super::prior;

/// The bit of a row's length that marks one with a weight for every language of the script.
pub const DENSE: u8 = 0x80;
/// Weights are in this fraction of a natural logarithm.
pub const UNIT: f32 = 16.0;
/// Upper bits of a hash that choose a bucket of features.
pub const BUCKET_BITS: u32 = 12;
const BUCKETS: usize = 1 << BUCKET_BITS;
const HEADER: usize = 32;
/// As many languages of one script as the six bits of an entry can number.
pub(super) const MOST_LANGUAGES: usize = 64;
/// How a model begins.
pub const MAGIC: &[u8; 4] = b"NGL2";

/// The scripts that several languages share, in the order of their numbers in the file.
pub const SHARED: [Script; 6] = [
    Script::Latin,
    Script::Cyrillic,
    Script::Arabic,
    Script::Devanagari,
    Script::Hebrew,
    Script::Ethiopic,
];

/// Tells languages of one script apart.
pub struct Model<'a> {
    /// The languages, those of a script beside each other.
    pub(super) languages: Vec<(Language, Script)>,
    /// Their leads before anything is read.
    pub(super) leads: Vec<u32>,
    /// The weights of the entries of sparse rows.
    pub(super) levels: [u16; 4],
    calibration: Calibration,
    /// The first feature of each bucket.
    buckets: Vec<u16>,
    features: Vec<Feature>,
    /// The dense rows.
    pub(super) dense: Vec<DenseRow>,
    /// The bytes of all rows.
    pub(super) rows: &'a [u8],
}

/// A weight for every language of the script, and nothing for those that it has not: a row of one
/// length is summed in a few vector instructions.
pub(super) type DenseRow = [u8; MOST_LANGUAGES];

/// Where the features whose hashes share their upper bits begin, and their rows.
#[derive(Clone, Copy)]
struct Bucket {
    feature: u16,
    row: u32,
}

#[derive(Clone, Copy)]
struct Feature {
    tag: u16,
    row: Row,
}

/// What an n-gram says for the languages.
#[derive(Clone, Copy)]
pub(super) enum Row {
    /// The number of its dense row.
    Dense(u16),
    /// Where its entries begin, and how many there are.
    Sparse { begin: u32, length: u8 },
}

impl<'a> Model<'a> {
    /// The model in `file`; nothing if the file is of another format or cut.
    pub fn parse(file: &'a [u8]) -> Option<Model<'a>> {
        let (header, rest) = file.split_at_checked(HEADER)?;
        let header = header.strip_prefix(MAGIC)?;
        let coefficient = |at: usize| f32_at(header, 8 + 4 * at);
        let (languages, rest) = rest.split_at_checked(4 * usize::from(u16_at(header, 0)?))?;
        let (buckets, rest) = rest.split_at_checked(6 * (BUCKETS + 1))?;
        let (features, rows) = rest.split_at_checked(3 * usize::from(u16_at(header, 2)?))?;
        let buckets = buckets
            .chunks_exact(6)
            .map(bucket)
            .collect::<Option<Vec<_>>>()?;
        let (features, dense) = read_features(&buckets, features, rows)?;
        let languages = languages.chunks_exact(4).map(language);
        let languages = languages.collect::<Option<Vec<_>>>()?;
        Some(Model {
            leads: languages.iter().map(|(of, _)| prior::lead(*of)).collect(),
            languages,
            levels: header.get(4..8)?.first_chunk::<4>()?.map(u16::from),
            calibration: Calibration([
                coefficient(0)?,
                coefficient(1)?,
                coefficient(2)?,
                coefficient(3)?,
                coefficient(4)?,
            ]),
            buckets: buckets.iter().map(|bucket| bucket.feature).collect(),
            features,
            dense,
            rows,
        })
    }

    /// The languages that it tells apart, with the script by which it knows them.
    pub fn languages(&self) -> &[(Language, Script)] {
        &self.languages
    }

    pub(super) fn confidence(&self, evidence: Evidence) -> f32 {
        self.calibration.confidence(evidence)
    }

    /// The row of the n-gram with `hash`.
    pub(super) fn row(&self, hash: u32) -> Option<Row> {
        let bucket = (hash >> (32 - BUCKET_BITS)) as usize;
        let &[this, next] = self.buckets.get(bucket..)?.first_chunk()?;
        let features = self.features.get(usize::from(this)..usize::from(next))?;
        let found = features
            .iter()
            .find(|feature| feature.tag == (hash >> 4) as u16);
        found.map(|feature| feature.row)
    }
}

fn language(entry: &[u8]) -> Option<(Language, Script)> {
    let (&script, code) = entry.split_last()?;
    let code = std::str::from_utf8(code).ok()?.trim_end();
    Some((Language::of_code(code)?, *SHARED.get(usize::from(script))?))
}

fn bucket(bytes: &[u8]) -> Option<Bucket> {
    Some(Bucket {
        feature: u16_at(bytes, 0)?,
        row: u32_at(bytes, 2)?,
    })
}

/// The features of all buckets, with their rows: dense ones apart, which are filled up. A row that
/// the file lacks says nothing.
fn read_features(
    buckets: &[Bucket],
    bytes: &[u8],
    rows: &[u8],
) -> Option<(Vec<Feature>, Vec<DenseRow>)> {
    let (mut features, mut dense) = (Vec::with_capacity(bytes.len() / 3), Vec::new());
    for bounds in buckets.windows(2) {
        let &[
            Bucket {
                feature: first,
                row,
            },
            Bucket { feature: end, .. },
        ] = bounds
        else {
            return None;
        };
        let mut begin = row;
        for bytes in bytes
            .get(3 * usize::from(first)..3 * usize::from(end))?
            .chunks_exact(3)
        {
            let (tag, length) = (u16_at(bytes, 0)?, *bytes.get(2)?);
            let is_dense = length & DENSE != 0;
            let length = length & !DENSE;
            let row = if is_dense {
                dense.push(dense_row(rows, begin as usize, usize::from(length)));
                Row::Dense(dense.len() as u16 - 1)
            } else {
                Row::Sparse { begin, length }
            };
            features.push(Feature { tag, row });
            begin += u32::from(length);
        }
    }
    Some((features, dense))
}

fn dense_row(rows: &[u8], begin: usize, length: usize) -> DenseRow {
    let mut row = [0; MOST_LANGUAGES];
    let weights = rows.get(begin..begin + length).unwrap_or_default();
    row.iter_mut()
        .zip(weights)
        .for_each(|(to, weight)| *to = *weight);
    row
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn f32_at(bytes: &[u8], at: usize) -> Option<f32> {
    Some(f32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use super::Model;

    #[test]
    fn a_file_that_is_cut_or_of_another_format_is_refused() {
        let file = include_bytes!("model.bin");
        assert!(Model::parse(file).is_some());
        for length in [0, 3, 27, 28, 200, 24_000] {
            assert!(Model::parse(&file[..length]).is_none(), "{length} bytes");
        }
        let mut other = file.to_vec();
        other[3] = b'9';
        assert!(Model::parse(&other).is_none());
    }

    #[test]
    fn a_file_without_its_rows_judges_nothing_and_does_not_panic() {
        let file = include_bytes!("model.bin");
        let cut = Model::parse(&file[..100_000]).expect("header and features are there");
        let found = cut.detect("The government said the bridge would open again.");
        assert!((0.0..=1.0).contains(&found.confidence));
    }
}
