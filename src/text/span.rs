//! A stretch of a text.

/// Byte offsets `[begin, end)` into a text, both on character boundaries of that text.
///
/// Offsets are 32-bit: texts are limited to far less than 4 GiB before they get here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    begin: u32,
    end: u32,
}

impl Span {
    /// The span from `begin` to `end`; an `end` before `begin` gives an empty span at `begin`.
    pub fn new(begin: usize, end: usize) -> Span {
        let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span {
            begin: at(begin),
            end: at(end.max(begin)),
        }
    }

    /// The span of so many bytes from `begin`.
    #[inline]
    pub fn sized(begin: u32, length: u16) -> Span {
        let end = begin.saturating_add(length.into());
        Span { begin, end }
    }

    /// Where it begins, in bytes.
    pub fn begin(self) -> usize {
        self.begin as usize
    }

    /// Where it ends, in bytes; the first byte that is not in it.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Its length in bytes.
    pub fn len(self) -> usize {
        self.end() - self.begin()
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.begin == self.end
    }

    /// The text that it covers; empty if `text` is not the text that it was made for.
    pub fn of(self, text: &str) -> &str {
        text.get(self.begin()..self.end()).unwrap_or("")
    }

    /// From the first byte of either to the last byte of either.
    pub fn to(self, other: Span) -> Span {
        Span {
            begin: self.begin.min(other.begin),
            end: self.end.max(other.end),
        }
    }
}
