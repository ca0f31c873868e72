//! Casing: whether a text opens its sentences with small letters, as posts and mails do.

use super::marks::{Initial, char_at, initial};

/// Full stops before a capital that make a text one of ordinary casing.
const FORMAL: u32 = 3;

/// How many of them it takes for each full stop before a small letter.
const RATIO: u32 = 4;

/// Whether a full stop before a small letter may end a sentence in `text`: not where nearly all of
/// its full stops stand before capitals, so that the others abbreviate or were misplaced.
pub fn is_casual(text: &str) -> bool {
    let (mut upper, mut lower) = (0, 0);
    for stop in memchr::memchr2_iter(b'.', b'!', text.as_bytes()) {
        if text.as_bytes().get(stop + 1) != Some(&b' ') {
            continue;
        }
        match char_at(text, stop + 2).map(initial) {
            Some(Initial::Upper) => upper += 1,
            Some(Initial::Lower) => lower += 1,
            _ => {}
        }
    }
    upper < FORMAL || upper < RATIO * lower
}
