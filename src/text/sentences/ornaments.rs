//! Ends of sentences that no mark shows: rules, smileys, list items, speech broken off, blanks.

use std::ops::Range;

use super::items::Item;
use super::marks::{Initial, char_at, char_before, initial, is_gap, skip_gap};
use super::splitter::Walk;

/// Bytes of a list label that are read backwards from its full stop or bracket.
const LABEL: usize = 8;

/// Bytes after which a blank ends a sentence of a language that ends them by blanks.
const BLANKS: usize = 180;

/// How many of a sign in a row make a rule. Underscores also stand for a word left out.
fn rule_length(c: char) -> usize {
    if c == '_' { 10 } else { 3 }
}

/// Bytes of a time stamp on either side of its first colon.
const STAMP: usize = 16;

static SMILEYS: [&str; 8] = [":)", ":-)", ";)", ";-)", ":(", ":-(", ":D", ":-D"];

impl Walk<'_> {
    /// Where the sentence ends with a quotation that breaks off with a dash: `"We should--" Then`.
    pub(super) fn broken_off(&self, inside: usize, close: usize) -> Option<usize> {
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

    /// Where a time stamp ends whose colon stands at `at`: "02/13/2029 08:02 PM".
    fn stamp_end(&self, at: usize) -> Option<usize> {
        let from = self
            .sentence
            .max(self.text.floor_char_boundary(at.saturating_sub(STAMP)));
        let mut before = self.text.get(from..at)?.rsplit(' ');
        let hour = before.next()?;
        let mut date = before.next()?.split('/').filter(|part| is_digits(part));
        let dated = is_digits(hour) && date.by_ref().take(3).count() == 3;
        let reach = self.text.floor_char_boundary(self.end.min(at + STAMP));
        let mut after = self.text.get(at + 1..reach)?.split(' ');
        let minutes = after.next()?;
        let half = after.next()?;
        let timed = minutes.split(':').all(is_digits) && matches!(half, "AM" | "PM");
        (dated && timed).then_some(at + 1 + minutes.len() + 1 + half.len())
    }

    /// Ends the sentence at a blank where the language has no mark and it is long enough.
    pub(super) fn blank(&self, at: usize) -> Option<usize> {
        let caseless = |c: Option<char>| c.map(initial) == Some(Initial::Caseless);
        let around = caseless(char_before(self.text, at)) && caseless(char_at(self.text, at + 1));
        (around && at - self.sentence >= BLANKS).then_some(at)
    }

    /// Ends the sentence before a rule ("***") and after a rule or a smiley.
    pub(super) fn ornament(&mut self, c: char, at: usize) -> (Option<usize>, usize) {
        let rest = self.text.get(at..self.end).unwrap_or("");
        let free = |at| self.free(at);
        match c {
            '*' | '-' | '=' | '_' => {
                let end = at + rest.len() - rest.trim_start_matches(c).len();
                let long = end - at >= rule_length(c) || self.is_signature_mark(at..end);
                let rule = long && free(at) && char_at(self.text, end).is_none_or(is_gap);
                let before = rule && at > self.sentence;
                let after = if before { at } else { end };
                (rule.then_some(after), after)
            }
            ':' if self.stamp_end(at).is_some() => (self.stamp_end(at), at + 1),
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

    /// Whether two dashes have a line for themselves: the signature of an e-mail follows.
    fn is_signature_mark(&self, dashes: Range<usize>) -> bool {
        let before = char_before(self.text, dashes.start);
        let mut after = self.text.get(dashes.end..).unwrap_or("").chars();
        self.text.get(dashes) == Some("--")
            && before.is_none_or(|c| c == '\n')
            && after.find(|c| *c != ' ').is_none_or(is_line_end)
    }

    /// Where this list item ends, if the sign at `at` belongs to the label of the next one.
    pub(super) fn next_item(&self, at: usize) -> Option<usize> {
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
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

fn is_digits(part: &str) -> bool {
    (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
}
