//! Casing: whether a text opens its sentences with small letters, as posts and mails do.

use super::marks::{Initial, char_at, initial};

/// Full stops before a capital that make a text one of ordinary casing.
const FORMAL: u32 = 5;

/// How many full stops before small letters outweigh one before a capital. High, because pages exist
/// that have lost their line breaks to full stops, up to as many as they have sentences.
const RATIO: u32 = 2;

/// Whether a full stop before a small letter may end a sentence in `text`: not where most full
/// stops stand before capitals, so that the others abbreviate or were misplaced.
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
    upper < FORMAL || lower > RATIO * upper
}
