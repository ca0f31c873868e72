//! Looks for many names at once (Aho & Corasick, "Efficient string matching", CACM 1975).
//!
//! Names and text are brought into one form first: lower case, accents on their letters, one kind of blank,
//! apostrophe and hyphen, nothing that shows nothing, and a mark wherever a word begins or ends. The marks make
//! every match begin and end at a word boundary, so that the automaton's own rule, leftmost and longest, is the
//! rule wanted.

use aho_corasick::{AhoCorasick, MatchKind};

use super::VocabularyEntry;
use crate::text::fold::{self, is_accent};
use crate::text::invisible::is_droppable;
use crate::text::span::Span;

/// Stands where a word begins or ends.
const BOUNDARY: char = '\u{1}';

/// An automaton for the names of a vocabulary.
#[derive(Debug)]
pub struct Matcher {
    automaton: AhoCorasick,
    /// The entry of each pattern.
    entries: Vec<u32>,
}

impl Matcher {
    /// An automaton for labels and aliases; `None` if there are too many for one.
    pub fn of(entries: &[VocabularyEntry]) -> Option<Matcher> {
        let mut patterns = Vec::new();
        let mut owners = Vec::new();
        for (number, entry) in (0..).zip(entries) {
            for name in entry.aliases.iter().chain([&entry.label]) {
                let name = Folded::of(name.trim()).text;
                if !name.trim().is_empty() {
                    patterns.push(name);
                    owners.push(number);
                }
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(patterns)
            .ok()?;
        Some(Matcher {
            automaton,
            entries: owners,
        })
    }

    /// The places of names in `text` with the numbers of their entries, in order.
    pub fn find(&self, text: &str) -> Vec<(usize, Span)> {
        let folded = Folded::of(text);
        let found = self.automaton.find_iter(&folded.text).filter_map(|found| {
            let entry = *self.entries.get(found.pattern().as_usize())?;
            Some((entry as usize, folded.span(found.start(), found.end())))
        });
        found.collect()
    }
}

/// A text in the form that is searched, and where its parts come from.
struct Folded {
    text: String,
    /// One a character of `text`.
    pieces: Vec<Piece>,
    /// Bytes of the source.
    source: usize,
}

/// Where a character begins in the folded text and where its source begins.
#[derive(Clone, Copy)]
struct Piece {
    at: u32,
    source: u32,
}

impl Folded {
    fn of(source: &str) -> Folded {
        let mut folded = Folded {
            text: String::with_capacity(source.len() * 5 / 4),
            pieces: Vec::new(),
            source: source.len(),
        };
        let mut before = Kind::Blank;
        for (at, c) in source.char_indices() {
            if is_droppable(c) {
                continue;
            }
            if is_accent(c) && before.is_word() {
                folded.push_accent(at, c);
                continue;
            }
            let kind = Kind::of(c);
            if kind == Kind::Blank && before == Kind::Blank {
                continue;
            }
            if kind.parts_from(before) {
                folded.push(at, BOUNDARY);
            }
            folded.push_lower(at, c, kind);
            before = kind;
        }
        if before.is_word() {
            folded.push(source.len(), BOUNDARY);
        }
        folded
    }

    fn push_lower(&mut self, at: usize, c: char, kind: Kind) {
        match c {
            _ if kind == Kind::Blank => self.push(at, ' '),
            '’' | '‘' | 'ʼ' => self.push(at, '\''),
            '\u{2010}' | '\u{2011}' => self.push(at, '-'),
            _ if c.is_ascii() => self.push(at, c.to_ascii_lowercase()),
            _ => c.to_lowercase().for_each(|lower| self.push(at, lower)),
        }
    }

    /// Joins an accent to the letter before it, if there is such a letter.
    fn push_accent(&mut self, source: usize, accent: char) {
        let at = self.text.len() as u32;
        if !fold::push_accent(&mut self.text, accent) {
            let source = source as u32;
            self.pieces.push(Piece { at, source });
        }
    }

    fn push(&mut self, source: usize, c: char) {
        self.pieces.push(Piece {
            at: self.text.len() as u32,
            source: source as u32,
        });
        self.text.push(c);
    }

    /// Where the characters from byte `begin` to byte `end` of the folded text come from.
    fn span(&self, begin: usize, end: usize) -> Span {
        let index = |at: usize| {
            self.pieces
                .partition_point(|piece| (piece.at as usize) < at)
        };
        let source = |index: usize| {
            let piece = self.pieces.get(index);
            piece.map_or(self.source, |piece| piece.source as usize)
        };
        // A final boundary mark has the source of what follows the name.
        let is_mark = self
            .text
            .get(..end)
            .is_some_and(|text| text.ends_with(BOUNDARY));
        let last = index(end) - usize::from(is_mark);
        Span::new(source(index(begin)), source(last))
    }
}

/// What a character is to word boundaries.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Symbol,
    Letter,
    /// A letter of a script without blanks: a boundary on both sides of each.
    Unspaced,
}

impl Kind {
    fn of(c: char) -> Kind {
        if c.is_whitespace() {
            Kind::Blank
        } else if !c.is_alphanumeric() {
            Kind::Symbol
        } else if matches!(c as u32, 0x0E00..0x0F00 | 0x1000..0x10A0 | 0x1780..0x1800 | 0x3040..0xA000 | 0xF900..0xFB00 | 0x20000..0x40000)
        {
            Kind::Unspaced
        } else {
            Kind::Letter
        }
    }

    fn is_word(self) -> bool {
        matches!(self, Kind::Letter | Kind::Unspaced)
    }

    /// Whether a boundary lies between a character of kind `before` and one of this kind.
    fn parts_from(self, before: Kind) -> bool {
        self.is_word() != before.is_word()
            || self == Kind::Unspaced
            || before == Kind::Unspaced && self.is_word()
    }
}
