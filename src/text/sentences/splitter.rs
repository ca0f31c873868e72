//! The walk over a paragraph: from sign to sign that matters, giving each sentence as it ends.

use std::ops::Range;

use super::boundary::{Candidate, Run};
use super::enclosures;
use super::items::Item;
use super::marks::{
    Initial, Mark, char_at, char_before, closes, initial, is_gap, mark, opens, skip_gap,
};
use super::rules::Rules;
use crate::interrupt::Pulse;
use crate::text::span::Span;

/// Calls `each` with the sentences of `text[block]`, in order; `casual` says whether they may begin
/// with small letters. Ends early with `pulse`.
pub fn split(
    text: &str,
    block: Range<usize>,
    rules: &Rules,
    casual: bool,
    pulse: &mut Pulse<'_>,
    mut each: impl FnMut(Span),
) {
    let mut walk = Walk {
        text,
        rules,
        casual,
        start: block.start,
        sentence: block.start,
        small: begins_small(text.get(block.clone())),
        end: block.end,
        item: item(text, block.start),
        close: 0,
        searched: 0,
        quote_open: false,
    };
    let mut at = block.start;
    while let Some(sign) = walk.next_sign(at) {
        if !pulse.beats() {
            return;
        }
        let (end, resume) = walk.step(sign);
        at = resume;
        if let Some(end) = end {
            each(Span::new(walk.sentence, walk.trim(end)));
            walk.begin(end);
            at = at.max(walk.sentence);
        }
    }
    if walk.sentence < walk.end {
        each(Span::new(walk.sentence, walk.trim(walk.end)));
    }
}

/// The state of a walk over a paragraph.
pub(super) struct Walk<'a> {
    pub(super) text: &'a str,
    pub(super) rules: &'a Rules,
    /// Whether sentences of the text may begin with small letters.
    pub(super) casual: bool,
    /// Where the paragraph begins.
    pub(super) start: usize,
    /// Where the sentence begins that is being read.
    pub(super) sentence: usize,
    /// Whether it begins with a small letter, so that the next one may, too.
    small: bool,
    pub(super) end: usize,
    /// The label of the list item that is being read.
    pub(super) item: Option<Item>,
    /// Where the enclosure closes that was entered last.
    pub(super) close: usize,
    /// Bytes that searches for closing signs have read.
    pub(super) searched: usize,
    /// An odd number of straight quotation marks has been read outside enclosures.
    pub(super) quote_open: bool,
}

/// How often each byte may be read in searches for closing signs, on average; keeps a text of
/// opening brackets as cheap as prose.
const SEARCHES: usize = 16;

impl Walk<'_> {
    /// The next byte from `at` that may begin a sign.
    fn next_sign(&self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes().get(at..self.end)?;
        let blanks = self.rules.blanks;
        let offset = bytes.iter().position(|&byte| {
            SIGNS.get(byte as usize).copied().unwrap_or(false) || blanks && byte == b' '
        })?;
        Some(at + offset)
    }

    /// Reads the sign at `at`. Gives the end of the sentence, if it ends there or before, and where to
    /// read on.
    fn step(&mut self, at: usize) -> (Option<usize>, usize) {
        let Some(c) = char_at(self.text, at) else {
            return (None, at + 1);
        };
        let next = at + c.len_utf8();
        if c == ' ' {
            return (self.blank(at), next);
        }
        if self.ends(c).is_some() {
            return self.candidate(at);
        }
        if enclosures::may_open(c)
            && let Some(close) = self.enclosure(at)
        {
            self.close = close;
            if let Some(end) = self.broken_off(next, close) {
                return (Some(end), end);
            }
            return (None, self.marks_before(close, next));
        }
        if matches!(c, ')' | '•' | '⁃' | '‣' | '◦' | '▪' | '●' | '■' | '►' | '※')
        {
            return (self.next_item(at), next);
        }
        if c == '"' {
            self.quote_open = !self.quote_open;
        }
        self.ornament(c, at)
    }

    /// Whether no word touches `at` from before.
    pub(super) fn free(&self, at: usize) -> bool {
        at == self.sentence || char_before(self.text, at).is_some_and(is_gap)
    }

    /// Where the enclosure closes that opens at `at`, if one does.
    fn enclosure(&mut self, at: usize) -> Option<usize> {
        let affordable = self.searched <= SEARCHES * (at - self.start + enclosures::LONGEST);
        if at < self.close || !affordable {
            return None;
        }
        let close = enclosures::closing(self.text, at, self.end);
        self.searched += close.map_or(enclosures::LONGEST, |close| close - at);
        close
    }

    /// Decides at the run of marks that begins at `at`.
    fn candidate(&mut self, at: usize) -> (Option<usize>, usize) {
        let (run, kind) = self.run(at);
        let label = self.item.map_or(0, |item| item.length);
        if run.start < self.sentence + label {
            return (None, run.end);
        }
        if kind == Run::Stop
            && let Some(end) = self.next_item(at)
        {
            return (Some(end), run.end);
        }
        let after = self.skip_closers(run.end);
        if self.close < after
            && self
                .text
                .get(run.end..after)
                .is_some_and(|signs| signs.contains('"'))
        {
            self.quote_open = false;
        }
        let quoted = self
            .text
            .get(run.end..after)
            .is_some_and(|closers| closers.contains(|c| closes(c) && !matches!(c, ')' | ']')));
        let resume = after;
        let spaced = self.text.get(run.clone()).unwrap_or("");
        if spaced == ". . . ." && after < self.end && !self.free(at) {
            return (Some(at + 1), run.end);
        }
        let apart = spaced == ". . ." && self.free(at);
        let candidate = Candidate {
            text: self.text,
            sentence: self.sentence,
            end: self.end,
            run,
            kind,
            after,
            casual: self.casual || self.small,
            quoted,
            apart,
        };
        (candidate.sentence_end(self.rules), resume)
    }

    /// The run of marks that begins at `at`, with an ellipsis whose dots stand apart.
    fn run(&self, at: usize) -> (Range<usize>, Run) {
        let mut end = at;
        let mut kind = Run::Stop;
        let mut dots = 0;
        while let Some(c) = char_at(self.text, end).filter(|_| end < self.end) {
            match self.ends(c) {
                Some(Mark::Stop) => dots += 1,
                Some(Mark::Ellipsis) => dots += 3,
                Some(Mark::Loud) if kind != Run::Final => kind = Run::Loud,
                Some(_) => kind = Run::Final,
                None if c == ' ' && dots > 0 && self.dot_apart(end + 1) => {}
                None => break,
            }
            end += c.len_utf8();
        }
        if kind == Run::Stop && dots > 1 {
            kind = Run::Dots;
        }
        (at..end, kind)
    }

    /// Whether a full stop at `at` belongs to an ellipsis.
    fn dot_apart(&self, at: usize) -> bool {
        let mut chars = self.text.get(at..self.end).unwrap_or("").chars();
        chars.next() == Some('.') && !chars.next().is_some_and(char::is_alphanumeric)
    }

    fn ends(&self, c: char) -> Option<Mark> {
        if self.rules.also_ends(c) {
            return Some(Mark::Loud);
        }
        mark(c).filter(|_| !self.rules.never_ends(c))
    }

    /// Where the marks begin that stand right before `close`; at `close` if there are none, or if
    /// nothing stands before them from `inside`.
    fn marks_before(&self, close: usize, inside: usize) -> usize {
        let body = self.text.get(inside..close).unwrap_or("");
        let bare =
            body.trim_end_matches(|c| self.ends(c).is_some() || c == '\'' || c == '’' || c == ' ');
        if bare.is_empty() {
            return close + char_at(self.text, close).map_or(1, char::len_utf8);
        }
        let tail = body.get(bare.len()..).unwrap_or("");
        match tail.find(|c| self.ends(c).is_some()) {
            Some(offset) => inside + bare.len() + offset,
            None => close + char_at(self.text, close).map_or(1, char::len_utf8),
        }
    }

    fn begin(&mut self, at: usize) {
        self.sentence = skip_gap(self.text, at, self.end);
        self.small = begins_small(self.text.get(self.sentence..self.end));
        self.item = item(self.text.get(..self.end).unwrap_or(""), self.sentence);
    }

    fn trim(&self, end: usize) -> usize {
        let body = self.text.get(self.sentence..end).unwrap_or("");
        self.sentence + body.trim_end_matches(is_gap).len()
    }
}

/// Whether a small letter comes first after what opens the sentence that `text` begins with.
fn begins_small(text: Option<&str>) -> bool {
    let first = text.and_then(|text| text.trim_start_matches(opens).chars().next());
    first.map(initial) == Some(Initial::Lower)
}

fn item(text: &str, at: usize) -> Option<Item> {
    Item::at(text.get(at..)?)
}

/// The bytes that may begin a sign: ASCII ones, and the first bytes of those of other scripts.
static SIGNS: [bool; 256] = {
    let mut signs = [false; 256];
    let bytes = b".!?\"'([):;*-_=\xC2\xCD\xD6\xD8\xDB\xDC\xE0\xE1\xE2\xE3\xEA\xEF";
    let mut at = 0;
    while at < bytes.len() {
        signs[bytes[at] as usize] = true;
        at += 1;
    }
    signs
};
