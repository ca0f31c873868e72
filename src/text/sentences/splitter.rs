//! The walk over a paragraph: from sign to sign that matters, giving each sentence as it ends.

use std::ops::Range;

use super::boundary::{Candidate, Run};
use super::enclosures;
use super::items::Item;
use super::marks::{Initial, Mark, char_at, char_before, closes, initial, is_gap, mark, skip_gap};
use super::rules::Rules;
use crate::text::span::Span;

/// Calls `each` with the sentences of `text[block]`, in order.
pub fn split(text: &str, block: Range<usize>, rules: &Rules, mut each: impl FnMut(Span)) {
    let mut walk = Walk {
        text,
        rules,
        start: block.start,
        sentence: block.start,
        end: block.end,
        item: item(text, block.start),
        close: 0,
        searched: 0,
        quote_open: false,
    };
    let mut at = block.start;
    while let Some(sign) = walk.next_sign(at) {
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

struct Walk<'a> {
    text: &'a str,
    rules: &'a Rules,
    start: usize,
    /// Where the sentence begins that is being read.
    sentence: usize,
    end: usize,
    /// The label of the list item that is being read.
    item: Option<Item>,
    /// Where the enclosure closes that was entered last.
    close: usize,
    /// Bytes that searches for closing signs have read.
    searched: usize,
    /// An odd number of straight quotation marks has been read outside enclosures.
    quote_open: bool,
}

/// Bytes of a list label that are read backwards from its full stop or bracket.
const LABEL: usize = 8;

/// Bytes after which a blank ends a sentence of a language that ends them by blanks.
const BLANKS: usize = 180;

/// Signs in a row that make a rule.
const RULE: usize = 3;

static SMILEYS: [&str; 8] = [":)", ":-)", ";)", ";-)", ":(", ":-(", ":D", ":-D"];

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

    /// Where the sentence ends with a quotation that breaks off with a dash: `"We should--" Then`.
    fn broken_off(&self, inside: usize, close: usize) -> Option<usize> {
        let end = close + char_at(self.text, close)?.len_utf8();
        let next = skip_gap(self.text, end, self.end);
        let dashed = self.text.get(inside..close)?.ends_with(['—', '–', '-']);
        let rest = self
            .text
            .get(next..self.text.floor_char_boundary(self.end.min(next + 32)))?;
        let word = rest.split(|c: char| !c.is_alphanumeric()).next()?;
        let starts = word.starts_with(char::is_uppercase) && self.rules.is_starter(word);
        (dashed && next > end && starts).then_some(end)
    }

    /// Ends the sentence at a blank where the language has no mark and it is long enough.
    fn blank(&self, at: usize) -> Option<usize> {
        let caseless = |c: Option<char>| c.map(initial) == Some(Initial::Caseless);
        let around = caseless(char_before(self.text, at)) && caseless(char_at(self.text, at + 1));
        (around && at - self.sentence >= BLANKS).then_some(at)
    }

    /// Ends the sentence before a rule ("***") and after a rule or a smiley.
    fn ornament(&mut self, c: char, at: usize) -> (Option<usize>, usize) {
        let rest = self.text.get(at..self.end).unwrap_or("");
        let free = |at| self.free(at);
        match c {
            '*' | '-' | '_' | '=' => {
                let end = at + rest.len() - rest.trim_start_matches(c).len();
                let rule =
                    end - at >= RULE && free(at) && char_at(self.text, end).is_none_or(is_gap);
                let before = rule && at > self.sentence;
                let after = if before { at } else { end };
                (rule.then_some(after), after)
            }
            ':' | ';' => {
                let length = SMILEYS
                    .iter()
                    .find(|smiley| rest.starts_with(**smiley))
                    .map_or(0, |s| s.len());
                let end = at + length;
                let next = skip_gap(self.text, end, self.end);
                let capital = char_at(self.text, next).map(initial) == Some(Initial::Upper);
                let ends = length > 0 && free(at) && next > end && capital;
                (ends.then_some(end), end.max(at + 1))
            }
            _ => (None, at + c.len_utf8()),
        }
    }

    /// Whether no word touches `at` from before.
    fn free(&self, at: usize) -> bool {
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

    /// The first byte from `at` that belongs to no closing sign.
    fn skip_closers(&self, mut at: usize) -> usize {
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
    fn is_lone_quote(&self, at: usize) -> bool {
        let mut chars = self.text.get(at..self.end).unwrap_or("").chars();
        chars.next() == Some('"') && chars.next().is_none_or(|c| !c.is_alphanumeric())
    }

    /// Where the reference to a note ends whose number begins at `at`: "[12]".
    fn note(&self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..self.end)?;
        let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
        let closed = rest.as_bytes().get(digits) == Some(&b']');
        ((1..=3).contains(&digits) && closed).then_some(at + digits + 1)
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

    /// Where this list item ends, if the sign at `at` belongs to the label of the next one.
    fn next_item(&self, at: usize) -> Option<usize> {
        let item = self.item?;
        let from = self.text.floor_char_boundary(at.saturating_sub(LABEL));
        let head = self.text.get(from.max(self.sentence)..at)?;
        let label = at
            - head
                .chars()
                .rev()
                .take_while(|&c| !is_gap(c))
                .map(char::len_utf8)
                .sum::<usize>();
        if label <= self.sentence + item.length {
            return None;
        }
        let next = Item::at(self.text.get(label..self.end)?)?;
        item.precedes(&next).then_some(label)
    }

    fn begin(&mut self, at: usize) {
        self.sentence = skip_gap(self.text, at, self.end);
        self.item = item(self.text.get(..self.end).unwrap_or(""), self.sentence);
    }

    fn trim(&self, end: usize) -> usize {
        let body = self.text.get(self.sentence..end).unwrap_or("");
        self.sentence + body.trim_end_matches(is_gap).len()
    }
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
