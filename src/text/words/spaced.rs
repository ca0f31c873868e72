//! Words of scripts that set blanks between them.

mod signs;

use self::signs::Link;
use super::addresses;
use super::apostrophes::Apostrophe;
use super::letters::{Kind, kind, leans};
use super::sites::{Site, site};
use super::{LONGEST, Shape, WordSpan, particles, plain};
use crate::text::invisible::is_droppable;
use crate::text::language::Language;
use crate::text::span::Span;

/// Where something begins that holds words.
pub enum Start {
    /// A word.
    Word(usize),
    /// A run of letters of a script without blanks.
    Run(usize),
}

/// Reads the words of a stretch of text one after the other.
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    apostrophe: Apostrophe,
    /// Particles are written onto nouns.
    particles: bool,
    /// An at sign stands in the stretch.
    mail: bool,
    /// Where a word goes on that was too long.
    cut: usize,
}

/// What has been read of a word.
#[derive(Default)]
struct Letters {
    capitals: u32,
    others: u32,
    /// Letters since the last full stop.
    part: u32,
    /// Full stops between single letters.
    stops: u32,
}

impl<'a> Reader<'a> {
    /// Prepares to read `text[within]`.
    pub fn new(text: &'a str, within: Span, language: Language) -> Reader<'a> {
        Reader {
            text,
            at: within.begin(),
            end: within.end().min(text.len()),
            apostrophe: Apostrophe::of(language),
            particles: language.code() == "ko",
            mail: memchr::memchr(b'@', within.of(text).as_bytes()).is_some(),
            cut: usize::MAX,
        }
    }

    /// Goes on at byte `at`.
    pub fn skip_to(&mut self, at: usize) {
        self.at = at;
    }

    /// The next place where a word or a run begins.
    pub fn next_start(&mut self) -> Option<Start> {
        loop {
            self.skip_signs();
            let (c, next) = self.char_at(self.at)?;
            match kind(c) {
                Kind::Other => self.at = next,
                Kind::Letter if leans(c) => self.at = next,
                Kind::Unspaced => return Some(Start::Run(self.at)),
                _ => return Some(Start::Word(self.at)),
            }
        }
    }

    /// Passes over ASCII signs.
    fn skip_signs(&mut self) {
        let rest = self
            .text
            .as_bytes()
            .get(self.at..self.end)
            .unwrap_or_default();
        self.at += rest
            .iter()
            .take_while(|&&byte| SIGNS[usize::from(byte)])
            .count();
    }

    /// Reads the word that begins at `begin`.
    pub fn read(&mut self, begin: usize, each: &mut impl FnMut(WordSpan)) {
        let piece = begin == self.cut;
        let plain = match self.particles || piece {
            true => None,
            false => plain::word(self.text, begin, self.end),
        };
        if let Some(word) = plain
            && !self.is_signed(word.span.end())
        {
            self.at = word.span.end();
            return each(word);
        }
        let (mut word, resume) = match (self.address(begin), plain) {
            (Some(word), _) => (word, word.span.end()),
            (None, Some(word)) => self.with_site(word),
            (None, None) => self.composed(begin),
        };
        if self.is_cut(begin, resume) {
            self.cut = resume;
        }
        word.shape = word.shape.and(Shape::ADDRESS, piece || self.cut == resume);
        self.at = resume;
        each(word);
    }

    /// Whether the word from byte `begin` to `end` was too long and goes on.
    fn is_cut(&self, begin: usize, end: usize) -> bool {
        let goes_on = |(c, _)| !matches!(kind(c), Kind::Other | Kind::Unspaced);
        end - begin >= LONGEST && self.char_at(end).is_some_and(goes_on)
    }

    /// The word that begins at `begin`, looked at letter by letter, and where reading goes on after it.
    fn composed(&self, begin: usize) -> (WordSpan, usize) {
        let mut letters = Letters::default();
        let mut possessive = false;
        let mut end = begin;
        let mut resume = begin;
        while let Some((c, next)) = self.char_at(end).filter(|_| end - begin < LONGEST) {
            if is_droppable(c) || letters.take(kind(c)) {
                end = next;
                resume = next;
                continue;
            }
            match self.link(begin, end, c, next, &mut letters) {
                Link::Joins(after) => end = after,
                Link::Inflected(after) => {
                    possessive = true;
                    resume = after;
                    break;
                }
                Link::Ends => break,
            }
            resume = end;
        }
        let word = self.text.get(begin..end).unwrap_or_default();
        end -= word.len() - word.trim_end_matches(is_droppable).len();
        if self.particles {
            let particle = self.text.get(begin..end).map_or(0, particles::length);
            possessive |= particle > 0;
            end -= particle;
        }
        let first = self.char_at(begin).map_or(Kind::Other, |(c, _)| kind(c));
        let handle = self
            .text
            .get(..begin)
            .is_some_and(|before| before.ends_with('@'));
        let word = WordSpan {
            span: Span::new(begin, end),
            shape: Shape::empty()
                .and(Shape::CAPITALISED, first == Kind::Upper)
                .and(
                    Shape::ALL_CAPITALS,
                    letters.capitals > 1 && letters.others == 0,
                )
                .and(Shape::NUMBER, first == Kind::Digit)
                .and(Shape::POSSESSIVE, possessive)
                .and(Shape::ADDRESS, handle),
            folded: false,
        };
        (word, resume.max(begin + 1))
    }

    /// Whether a sign stands at `at` that addresses have after their first word.
    fn is_signed(&self, at: usize) -> bool {
        let sign = self.text.as_bytes().get(at).filter(|_| at < self.end);
        matches!(sign, Some(b':' | b'.' | b'@' | b'-' | b'+' | b'_'))
    }

    /// The address that begins at `begin`, if one does.
    fn address(&self, begin: usize) -> Option<WordSpan> {
        let first = self.text.as_bytes().get(begin)?;
        if !self.mail && !matches!(first, b'h' | b'w' | b'f' | b'H' | b'W' | b'F') {
            return None;
        }
        let rest = self.text.get(begin..self.end)?;
        let end = begin + addresses::length(rest, self.mail)?;
        Some(address_of(begin, end))
    }

    /// A word of letters, with the rest of the site that it begins if it does, and where reading goes on.
    fn with_site(&self, word: WordSpan) -> (WordSpan, usize) {
        let begin = word.span.begin();
        let reach = self.text.floor_char_boundary(self.end.min(begin + LONGEST));
        let rest = self.text.get(begin..reach).unwrap_or_default();
        let Some(Site { length, address }) = site(rest, word.span.len()) else {
            return (word, word.span.end());
        };
        let end = begin + length;
        let after = match self.char_at(end) {
            Some(('\'' | '’', next)) if !address => self.apostrophe(begin, end, next),
            _ => Link::Ends,
        };
        let resume = match after {
            Link::Inflected(resume) => resume,
            _ => end,
        };
        let mut shape = word.shape - Shape::ALL_CAPITALS;
        shape.set(Shape::POSSESSIVE, resume > end);
        let word = match address {
            true => address_of(begin, end),
            false => WordSpan {
                span: Span::new(begin, end),
                shape,
                folded: false,
            },
        };
        (word, resume)
    }

    fn char_at(&self, at: usize) -> Option<(char, usize)> {
        let c = match self.text.as_bytes().get(at..self.end)?.first()? {
            byte if byte.is_ascii() => char::from(*byte),
            _ => self.text.get(at..self.end)?.chars().next()?,
        };
        Some((c, at + c.len_utf8()))
    }
}

/// The word that is an address, from byte `begin` to `end`.
fn address_of(begin: usize, end: usize) -> WordSpan {
    WordSpan {
        span: Span::new(begin, end),
        shape: Shape::ADDRESS,
        folded: false,
    }
}

/// The ASCII signs: neither letters nor digits.
static SIGNS: [bool; 256] = {
    let mut signs = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        signs[byte] = !(byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    signs
};

impl Letters {
    /// Counts a character of `kind`; false if it belongs to no word.
    fn take(&mut self, kind: Kind) -> bool {
        match kind {
            Kind::Upper => self.capitals += 1,
            Kind::Letter => self.others += 1,
            Kind::Digit => {}
            Kind::Other | Kind::Unspaced => return false,
        }
        self.part += 1;
        true
    }
}
