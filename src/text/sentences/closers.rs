//! What closes with a mark: quotation marks, brackets, references to notes.

use super::marks::{char_at, closes, is_gap};
use super::splitter::Walk;

impl Walk<'_> {
    /// The first byte from `at` that belongs to no closing sign.
    pub(super) fn skip_closers(&self, mut at: usize) -> usize {
        loop {
            let gap = at;
            let Some(c) = char_at(self.text, at).filter(|_| at < self.end) else {
                return at;
            };
            let next = at + c.len_utf8();
            let follows = char_at(self.text, next).filter(|_| next < self.end);
            let free = follows.is_none_or(|c| !c.is_alphanumeric()) || at == self.close;
            if closes(c) && free {
                at = next;
            } else if c == '[' {
                match self.note(next) {
                    Some(end) => at = end,
                    None => return at,
                }
            } else if is_gap(c) && next == self.close {
                at = next + follows.map_or(0, char::len_utf8);
            } else if is_gap(c) && self.quote_open && self.is_lone_quote(next) {
                at = next + 1;
            } else if is_gap(c) && follows == Some('»') {
                let end = next + '»'.len_utf8();
                match char_at(self.text, end) {
                    Some(c) if c.is_alphanumeric() => return gap,
                    _ => at = end,
                }
            } else {
                return at;
            }
        }
    }

    /// Whether a straight quotation mark at `at` stands between blanks.
    pub(super) fn is_lone_quote(&self, at: usize) -> bool {
        let mut chars = self.text.get(at..self.end).unwrap_or("").chars();
        chars.next() == Some('"') && chars.next().is_none_or(|c| !c.is_alphanumeric())
    }

    /// Where the reference to a note ends whose number begins at `at`: "[12]".
    pub(super) fn note(&self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..self.end)?;
        let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
        let closed = rest.as_bytes().get(digits) == Some(&b']');
        ((1..=3).contains(&digits) && closed).then_some(at + digits + 1)
    }
}
