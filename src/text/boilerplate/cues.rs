//! Cues: words that give away lines which belong to a page and not to its story.
//!
//! Hardly any sentence has one, and an automaton takes its time for every byte. So cues that count
//! at the start are sought there alone; and for those that count anywhere, every fourth byte is asked
//! whether four bytes from there may be of a cue, as in a Bloom filter ("Space/time trade-offs in hash
//! coding with allowable errors", CACM 1970). Where they may, the cues that have them are compared. The few
//! that are too short for that begin with a sign, and the sign is sought.

use std::collections::HashMap;
use std::sync::LazyLock;

static CUES: LazyLock<Cues> = LazyLock::new(|| Cues::parse(include_str!("cues.txt")));

/// Whether a cue stands in `sentence`, where it counts.
pub(super) fn found_in(sentence: &str) -> bool {
    CUES.open(sentence) || CUES.anywhere.are_in(sentence)
}

struct Cues {
    /// Those that count at the start of a sentence, by their first byte, in small letters.
    at_start: Vec<Vec<&'static str>>,
    /// Those that count anywhere.
    anywhere: Grams,
}

impl Cues {
    fn parse(file: &'static str) -> Cues {
        let mut at_start = vec![Vec::new(); 256];
        let mut anywhere = Vec::new();
        let lines = file
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        for (place, cue) in lines.filter_map(|line| line.split_once(' ')) {
            match at_start.get_mut(first(cue)) {
                Some(cues) if place == "start" => cues.push(cue),
                _ => anywhere.push(cue),
            }
        }
        Cues {
            at_start,
            anywhere: Grams::of(&anywhere),
        }
    }

    /// Whether `sentence` begins with a cue.
    fn open(&self, sentence: &str) -> bool {
        let second = |text: &str| text.as_bytes().get(1).map(u8::to_ascii_lowercase);
        let cues = self.at_start.get(first(sentence)).into_iter().flatten();
        let mut cues = cues.filter(|cue| second(cue) == second(sentence));
        cues.any(|cue| stands_at(cue, sentence, 0))
    }
}

/// The first byte of `text`, in small letters; 0 where there is none.
fn first(text: &str) -> usize {
    let first = text.bytes().next().unwrap_or_default();
    usize::from(first.to_ascii_lowercase())
}

/// Whether a word runs across byte `at` of `sentence`: "subscribe" is not found in "subscribers".
fn continues(sentence: &str, at: usize) -> bool {
    let before = sentence.get(..at).and_then(|head| head.chars().next_back());
    let after = sentence.get(at..).and_then(|rest| rest.chars().next());
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

/// Bytes of a gram.
const GRAM: usize = 4;

/// Bits of the hash of a gram: few enough for the table to stay in the cache.
const HASH_BITS: u32 = 16;

/// Different hashes.
const HASHES: usize = 1 << HASH_BITS;

/// Cues by the grams of each at so many places in a row: one of them stands at a place of the text that is a
/// multiple of that.
struct Grams {
    /// A bit for each hash of a gram.
    hashes: Box<[u64; HASHES / 64]>,
    /// The cues that have a gram, in small letters, with its place in them.
    cues: HashMap<u32, Vec<(usize, &'static str)>>,
    /// Cues that are too short, by their first byte.
    short: Vec<(u8, &'static str)>,
}

impl Grams {
    fn of(cues: &[&'static str]) -> Grams {
        let mut grams = Grams {
            hashes: Box::new([0; HASHES / 64]),
            cues: HashMap::new(),
            short: Vec::new(),
        };
        for &cue in cues {
            let windows = cue.as_bytes().windows(2 * GRAM - 1).enumerate();
            let frequent = |window: &[u8]| window.iter().filter(|b| is_frequent(**b)).count();
            match windows.min_by_key(|(_, window)| frequent(window)) {
                Some((at, rarest)) => {
                    let all = (at..).zip(rarest.windows(GRAM));
                    all.for_each(|(at, gram)| grams.add(gram, at, cue));
                }
                None => grams
                    .short
                    .extend(cue.bytes().next().map(|sign| (sign, cue))),
            }
        }
        grams
    }

    fn add(&mut self, gram: &[u8], at: usize, cue: &'static str) {
        if let Some(gram) = gram.first_chunk().map(small) {
            let (word, bit) = place(gram);
            self.hashes[word] |= bit;
            self.cues.entry(gram).or_default().push((at, cue));
        }
    }

    /// Whether a cue is in `sentence`.
    fn are_in(&self, sentence: &str) -> bool {
        let grams = sentence.as_bytes().as_chunks().0;
        let mut grams = grams.iter().enumerate();
        grams.any(|(number, gram)| self.is_at(sentence, number * GRAM, small(gram)))
            || self.short.iter().any(|&cue| is_in(cue, sentence))
    }

    /// Whether `gram`, which stands at byte `at` of `sentence`, is of a cue that stands there.
    #[inline]
    fn is_at(&self, sentence: &str, at: usize, gram: u32) -> bool {
        let (word, bit) = place(gram);
        self.hashes[word] & bit != 0 && {
            let stands = |&(of_gram, cue): &(usize, &str)| {
                let begin = at.checked_sub(of_gram);
                begin.is_some_and(|begin| stands_at(cue, sentence, begin))
            };
            let mut cues = self.cues.get(&gram).into_iter().flatten();
            cues.any(stands)
        }
    }
}

/// Whether a cue, which begins with the sign beside it, is in `sentence`.
fn is_in((sign, cue): (u8, &str), sentence: &str) -> bool {
    let mut places = memchr::memchr_iter(sign, sentence.as_bytes());
    places.any(|at| stands_at(cue, sentence, at))
}

/// Whether `cue` stands at byte `begin` of `sentence`, and no word goes on behind it.
fn stands_at(cue: &str, sentence: &str, begin: usize) -> bool {
    let end = begin + cue.len();
    let there = sentence.as_bytes().get(begin..end);
    there.is_some_and(|there| there.eq_ignore_ascii_case(cue.as_bytes()))
        && !continues(sentence, end)
}

/// A gram whatever the case of its letters.
fn small(gram: &[u8; GRAM]) -> u32 {
    u32::from_le_bytes(*gram) | 0x2020_2020
}

/// Where the bit of a gram is.
fn place(gram: u32) -> (usize, u64) {
    let hash = gram.wrapping_mul(0x9E37_79B1) >> (32 - HASH_BITS);
    ((hash >> 6) as usize % (HASHES / 64), 1 << (hash % 64))
}

/// The letters that English texts have most of, and the blank.
fn is_frequent(byte: u8) -> bool {
    b" etaoinshr".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::{CUES, GRAM, found_in};

    fn cues(place: &'static str) -> impl Iterator<Item = &'static str> {
        let lines = include_str!("cues.txt").lines();
        lines.filter_map(move |line| line.strip_prefix(place)?.strip_prefix(' '))
    }

    #[test]
    fn cues_are_found_at_every_place_in_any_case() {
        for before in ["", "x ", "xy ", "The paper says: ", "“"] {
            for cue in cues("anywhere") {
                for cue in [cue.to_owned(), cue.to_ascii_uppercase()] {
                    let sentence = format!("{before}{cue} and more of it");
                    assert!(found_in(&sentence), "{sentence}");
                }
            }
        }
        for cue in cues("start") {
            assert!(found_in(cue), "{cue}");
            assert!(found_in(&cue.to_ascii_uppercase()), "{cue} in capitals");
        }
    }

    #[test]
    fn cues_count_where_they_should() {
        assert!(found_in("Photo: archive"));
        assert!(!found_in("It was a photo: archives are full of them."));
        assert!(found_in("Please subscribe to our newsletter"));
        assert!(!found_in("They subscribe to ourselves"));
    }

    #[test]
    fn short_cues_begin_with_a_sign() {
        let short: Vec<&str> = cues("anywhere")
            .filter(|cue| cue.len() < 2 * GRAM - 1)
            .collect();
        assert_eq!(CUES.anywhere.short.len(), short.len());
        assert!(
            short
                .iter()
                .all(|cue| !cue.starts_with(char::is_alphanumeric))
        );
    }
}
