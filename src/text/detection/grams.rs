//! Character n-grams of words: the features by which languages of one script are told apart.

use crate::text::language::Script;

/// Letters of the longest n-gram.
const LONGEST: usize = 4;
/// Letters of a word that are read; the rest of a longer one is left out.
const WORD: usize = 24;

/// Calls `enough` with the words of `text` that begin in `script`: their letters in lower case, between
/// two blanks. Numbers, addresses and combining accents are left out. Stops where it says that these were enough.
pub(super) fn words(text: &str, script: Script, mut enough: impl FnMut(&[char]) -> bool) {
    let mut word = Word::default();
    for token in text.split_ascii_whitespace().filter(|t| !is_address(t)) {
        for c in token.chars().chain([' ']) {
            match Script::of(c) {
                Script::Common if ('\u{300}'..='\u{36F}').contains(&c) => {}
                Script::Common if word.end(&mut enough) => return,
                Script::Common => {}
                found if word.is_empty() && found != script => {}
                _ => word.push(c),
            }
        }
    }
}

/// Whether `token` is of the Internet and no word.
pub(super) fn is_address(token: &str) -> bool {
    let sign = token.bytes().any(|byte| matches!(byte, b':' | b'@'));
    sign && (token.contains("://") || token.contains('@')) || token.starts_with("www.")
}

/// Calls `each` with the hashes of a word's n-grams of one to four letters, the blanks at its ends
/// among them, and of the whole word.
pub(super) fn grams(word: &[char], mut each: impl FnMut(u32)) {
    for begin in 0..word.len() {
        let mut hash = FNV_OFFSET;
        for (length, &c) in (1..=LONGEST).zip(word.iter().skip(begin)) {
            hash = fnv(hash, c);
            if length > 1 || c != ' ' {
                each(mix(hash));
            }
        }
    }
    if word.len() > LONGEST {
        each(mix(word.iter().fold(!FNV_OFFSET, |hash, &c| fnv(hash, c))));
    }
}

const FNV_OFFSET: u32 = 0x811C_9DC5;

/// FNV-1a, over characters instead of bytes.
fn fnv(hash: u32, c: char) -> u32 {
    (hash ^ u32::from(c)).wrapping_mul(0x0100_0193)
}

/// The finishing step of MurmurHash3: every bit of the input reaches every bit of the output.
fn mix(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 16)).wrapping_mul(0x85EB_CA6B);
    let hash = (hash ^ (hash >> 13)).wrapping_mul(0xC2B2_AE35);
    hash ^ (hash >> 16)
}

/// The letters of a word so far, after a blank.
struct Word {
    letters: [char; WORD + 2],
    length: usize,
}

impl Default for Word {
    fn default() -> Word {
        Word {
            letters: [' '; WORD + 2],
            length: 1,
        }
    }
}

impl Word {
    fn is_empty(&self) -> bool {
        self.length == 1
    }

    fn push(&mut self, letter: char) {
        if self.length <= WORD {
            let lower = letter.to_lowercase().next().unwrap_or(letter);
            if let Some(place) = self.letters.get_mut(self.length) {
                *place = lower;
                self.length += 1;
            }
        }
    }

    /// Hands the word over, if there is one, and whether it was the last that is wanted.
    fn end(&mut self, enough: &mut impl FnMut(&[char]) -> bool) -> bool {
        if self.is_empty() {
            return false;
        }
        if let Some(place) = self.letters.get_mut(self.length) {
            *place = ' ';
        }
        let length = std::mem::replace(&mut self.length, 1);
        enough(self.letters.get(..=length).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::{grams, words};
    use crate::text::language::Script;

    fn words_of(text: &str, script: Script) -> Vec<String> {
        let mut found = Vec::new();
        words(text, script, |word| {
            found.push(word.iter().collect());
            false
        });
        found
    }

    #[test]
    fn words_are_the_letters_of_one_script_in_lower_case() {
        for (text, script, expected) in [
            (
                "The U.S., 2024",
                Script::Latin,
                &[" the ", " u ", " s "][..],
            ),
            ("see https://x.org/a b@c.de", Script::Latin, &[" see "]),
            ("Правда и Truth", Script::Cyrillic, &[" правда ", " и "]),
            ("cafe\u{301} İzmir", Script::Latin, &[" cafe ", " izmir "]),
            ("चुनाव में", Script::Devanagari, &[" चुनाव ", " में "]),
            ("", Script::Latin, &[]),
        ] {
            assert_eq!(words_of(text, script), expected, "{text}");
        }
        let long = words_of(&"ab".repeat(1000), Script::Latin);
        assert_eq!(long, [format!(" {} ", "ab".repeat(12))]);
    }

    #[test]
    fn a_word_has_its_n_grams_and_itself() {
        let mut hashes = Vec::new();
        grams(&[' ', 't', 'h', 'e', ' '], |hash| hashes.push(hash));
        // t h e, _t th he e_, _th the he_, _the the_, and the whole word.
        assert_eq!(hashes.len(), 3 + 4 + 3 + 2 + 1);
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), 13);
    }
}
