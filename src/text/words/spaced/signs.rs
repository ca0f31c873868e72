//! What signs inside words do: hold acronyms, numbers and contractions together, or end the word.

use super::{Letters, Reader};
use crate::text::words::LONGEST;
use crate::text::words::apostrophes::Verdict;
use crate::text::words::letters::{Kind, kind};

/// What a sign does to the word that it follows.
pub(super) enum Link {
    /// The word goes on at this byte.
    Joins(usize),
    /// The word ends before it; the ending after it ends at this byte.
    Inflected(usize),
    /// The word ends.
    Ends,
}

impl Reader<'_> {
    /// What a sign inside a word does, which stands at `at` and is followed by `next`.
    pub(super) fn link(
        &self,
        begin: usize,
        at: usize,
        c: char,
        next: usize,
        letters: &mut Letters,
    ) -> Link {
        let after = self.char_at(next).map_or(Kind::Other, |(c, _)| kind(c));
        let word = matches!(after, Kind::Upper | Kind::Letter);
        let before = self
            .text
            .as_bytes()
            .get(at.wrapping_sub(1))
            .copied()
            .unwrap_or(0);
        let joins = match c {
            '\'' | '’' if word => return self.apostrophe(begin, at, next),
            '.' | ',' | ':' | '٫' | '٬' => {
                before.is_ascii_digit() && after == Kind::Digit
                    || c == '.' && self.stops(next, word, letters)
            }
            '&' => before.is_ascii_uppercase() && after == Kind::Upper,
            '"' => word && before >= 0x80 && is_hebrew(self.char_at(next)),
            '·' => word,
            '_' => after != Kind::Other,
            _ => false,
        };
        if joins { Link::Joins(next) } else { Link::Ends }
    }

    /// Whether the full stop before `next` belongs to an acronym: between single letters, or after the
    /// last of several.
    fn stops(&self, next: usize, word: bool, letters: &mut Letters) -> bool {
        if letters.part != 1 {
            return false;
        }
        let single = self
            .char_at(next)
            .and_then(|(_, after)| self.char_at(after))
            .is_none_or(|(c, _)| matches!(kind(c), Kind::Other));
        let inner = word && single;
        let last = !word && letters.stops > 0;
        letters.part = 0;
        letters.stops += 1;
        inner || last
    }

    /// What the apostrophe at `at` does to the word that begins at `begin`; `next` is the byte after it.
    pub(super) fn apostrophe(&self, begin: usize, at: usize, next: usize) -> Link {
        let head = self.text.get(begin..at).unwrap_or("");
        let reach = self.text.floor_char_boundary(self.end.min(next + LONGEST));
        let tail = self.text.get(next..reach).unwrap_or("");
        match self.apostrophe.verdict(head, tail) {
            Verdict::GoesOn => Link::Joins(next),
            Verdict::Ends => Link::Ends,
            Verdict::Inflected => {
                let length = tail.find(|c| kind(c) == Kind::Other).unwrap_or(tail.len());
                Link::Inflected(next + length)
            }
        }
    }
}

/// Whether a character is a Hebrew letter: between two of them a quotation mark abbreviates.
fn is_hebrew(found: Option<(char, usize)>) -> bool {
    found.is_some_and(|(c, _)| matches!(c, 'א'..='ת'))
}
