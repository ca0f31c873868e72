//! Boundaries: whether a mark ends the sentence that it stands in.

use std::ops::Range;

use super::following::Following;
use super::marks::{Initial, char_at, char_before, closes, initial, is_gap, mark, opens, skip_gap};
use super::rules::{Class, Rules};
use super::tokens::{class, is_number, is_word};

/// What a run of marks amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// A single full stop.
    Stop,
    /// An ellipsis, in one character or several.
    Dots,
    /// Question or exclamation marks.
    Loud,
    /// A sign that ends sentences whatever follows.
    Final,
}

/// A run of marks that may end a sentence.
#[derive(Clone, Debug)]
pub struct Candidate<'a> {
    /// The text that it stands in.
    pub text: &'a str,
    /// The sentence up to it begins here.
    pub sentence: usize,
    /// Where its paragraph ends.
    pub end: usize,
    /// Its marks.
    pub run: Range<usize>,
    /// What they amount to.
    pub kind: Run,
    /// The first byte after them and the quotation marks and brackets that close with them.
    pub after: usize,
    /// Whether the next sentence may begin with a small letter: sentences of the text may, or this one does.
    pub casual: bool,
    /// Whether a quotation closes with it.
    pub quoted: bool,
    /// Whether a blank stands before its marks and between them: an omission, not an end.
    pub apart: bool,
}

/// Bytes that are read backwards for the word before a mark.
const WORD: usize = 40;

/// Bytes of the longest string of signs that may end a paragraph after its last full stop.
const TAIL: usize = 8;

/// Units of one letter that a sentence may end with: gram, hour, litre, metre, ton. Others are more often short for
/// something else ("44 v. Chr.", "500 f. Kr.", "art. 4 c. Martin").
const UNITS: [char; 5] = ['g', 'h', 'l', 'm', 't'];

/// Words that a sentence has at least if it ends with "p.m." or the like.
const SHORT: usize = 4;

impl Candidate<'_> {
    /// Where the sentence ends, if it does; at `after` or behind the note numbers that follow it.
    pub fn sentence_end(&self, rules: &Rules) -> Option<usize> {
        let next = skip_gap(self.text, self.after, self.end);
        if next >= self.end {
            return Some(self.after);
        }
        if self.only_signs(next) {
            return None;
        }
        let following = Following::at(self.text, self.after, next, self.end);
        let token = self.token();
        if self.kind == Run::Final {
            let decimal = char_before(self.text, self.run.start).is_some_and(char::is_numeric)
                && !following.gap
                && following.first.is_numeric();
            return (!decimal && !self.encloses_on(&following)).then_some(self.after);
        }
        if self.run.start == self.sentence || mark(following.first).is_some() {
            return (following.gap && following.is_dotted_opening()).then_some(self.after);
        }
        if !following.gap {
            return self.end_without_blank(token, &following, rules);
        }
        let ends = match self.kind {
            Run::Stop => !self.goes_on(&following) && self.stop_ends(token, &following, rules),
            Run::Dots => {
                !self.apart && matches!(following.initial(), Initial::Upper | Initial::Caseless)
            }
            Run::Loud => !self.goes_on(&following) && self.loud_ends(token, &following, rules),
            Run::Final => true,
        };
        let attributed = ends && self.quoted && self.kind != Run::Stop;
        (ends && !(attributed && following.is_speaker(rules))).then_some(self.after)
    }

    /// Whether nothing but a few signs is left of the paragraph: they belong to its last sentence.
    fn only_signs(&self, next: usize) -> bool {
        let rest = self.text.get(next..self.end).unwrap_or("");
        let sign = |c: char| closes(c) || opens(c) || is_gap(c) || mark(c).is_some();
        rest.len() <= TAIL && rest.chars().all(sign)
    }

    /// Whether the sentence goes on without a blank after what closes with its mark: after a bracket
    /// inside it, after a quotation that opened it (who spoke follows), before Japanese "と".
    fn encloses_on(&self, following: &Following) -> bool {
        if self.after == self.run.end || following.gap || following.initial() != Initial::Caseless {
            return false;
        }
        let led = char_at(self.text, self.sentence).is_some_and(opens);
        let bracket = char_before(self.text, self.after).is_some_and(|c| matches!(c, ')' | '）'));
        let quoting = matches!(following.first, 'と' | 'っ');
        if bracket { !led } else { led || quoting }
    }

    /// Whether the sentence goes on after a quotation or a bracket: `"No!" he cried`.
    fn goes_on(&self, following: &Following) -> bool {
        self.after > self.run.end
            && !following.opened
            && matches!(following.initial(), Initial::Lower)
    }

    fn loud_ends(&self, token: &str, following: &Following, rules: &Rules) -> bool {
        let name = token.chars().next().map(initial) == Some(Initial::Upper);
        match following.initial() {
            Initial::Lower if following.dash => false,
            Initial::Lower => self.asks() || self.casual && !name && !following.is_speaker(rules),
            Initial::Other => !following.goes_on() && !following.dash,
            _ => true,
        }
    }

    /// Whether a question mark is among its marks.
    fn asks(&self) -> bool {
        let marks = self.text.get(self.run.clone()).unwrap_or("");
        marks.contains('?')
    }

    fn stop_ends(&self, token: &str, following: &Following, rules: &Rules) -> bool {
        let initial = following.initial();
        if following.goes_on() {
            return false;
        }
        if initial == Initial::Upper && self.is_unit(token) {
            return true;
        }
        let starter = || following.is_starter(rules);
        match class(token, rules) {
            Some(Class::Never) => false,
            Some(Class::Number) => {
                !matches!(initial, Initial::Digit | Initial::Lower) && !following.is_roman()
            }
            Some(Class::Seldom) => starter(),
            Some(Class::Ending) => match initial {
                Initial::Upper => {
                    !following.dash && !rules.is_follower(following.word()) && !self.is_short()
                }
                Initial::Lower | Initial::Digit => false,
                _ => !following.dash,
            },
            None if is_number(token) => match initial {
                Initial::Lower => false,
                Initial::Digit if following.dash => false,
                Initial::Upper if rules.ordinals && token.len() <= 2 => starter(),
                _ => true,
            },
            None if initial == Initial::Lower && !following.dash => {
                (self.casual || following.opens_list()) && is_word(token)
            }
            None => true,
        }
    }

    /// Whether the word before the mark, `token`, is a unit of one letter after a number: "12 m", not "44 v. Chr.".
    fn is_unit(&self, token: &str) -> bool {
        let before = || {
            let letter = self.run.start.checked_sub(1)?;
            let blank = char_before(self.text, letter).filter(|&c| is_gap(c))?;
            char_before(self.text, letter - blank.len_utf8())
        };
        token.len() == 1 && token.starts_with(UNITS) && before().is_some_and(|c| c.is_ascii_digit())
    }

    /// Whether the sentence so far says too little to be one: "At 5 p.m."
    fn is_short(&self) -> bool {
        let reach = self.sentence..self.run.start.min(self.sentence + WORD);
        let head = self.text.get(reach).unwrap_or("");
        head.split_whitespace().take(SHORT).count() < SHORT
    }

    /// Where the sentence ends although no blank follows: "was over.Then", "was over.12 Then".
    fn end_without_blank(
        &self,
        token: &str,
        following: &Following,
        rules: &Rules,
    ) -> Option<usize> {
        let before = char_before(self.text, self.run.start)?;
        if following.opened || following.dash {
            return None;
        }
        let plain = !token.contains(['@', '/', ':', '.', '_']) && !token.starts_with("www");
        let known = self.kind == Run::Stop && class(token, rules).is_some();
        if !plain || known {
            return None;
        }
        let tail = following.rest.chars().nth(1).map(initial);
        let length = token.chars().take(3).count();
        match following.initial() {
            Initial::Upper => {
                let ended = length >= 2 && !before.is_uppercase() || self.after > self.run.end;
                let opened = tail == Some(Initial::Lower) || following.is_starter(rules);
                (ended && opened && !following.word_is_dotted()).then_some(self.after)
            }
            Initial::Caseless if self.kind != Run::Dots => {
                (length >= 2 && initial(before) == Initial::Caseless).then_some(self.after)
            }
            Initial::Lower => {
                let asked = self.kind == Run::Loud && self.asks();
                (asked && length >= 3 && is_word(token)).then_some(self.after)
            }
            Initial::Digit if self.kind == Run::Stop => self.end_of_notes(before, length),
            _ => None,
        }
    }

    /// Where the numbers of notes end that follow a full stop: "was over.11 12 Then".
    fn end_of_notes(&self, before: char, length: usize) -> Option<usize> {
        let word = before.is_alphabetic() && length >= 3 || matches!(before, ')' | ']' | '"' | '”');
        let mut at = self.after;
        let mut end = at;
        for _ in 0..4 {
            let rest = self.text.get(at..self.end)?;
            let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
            if !(1..=3).contains(&digits) {
                break;
            }
            end = at + digits;
            at = skip_gap(self.text, end, self.end);
            if at == end {
                return None;
            }
        }
        let opened = char_at(self.text, at).map(initial) == Some(Initial::Upper);
        (word && opened).then_some(end)
    }

    /// The word before the marks, without what opens before it; empty after a blank.
    fn token(&self) -> &str {
        let from = self.sentence.max(self.run.start.saturating_sub(WORD));
        let from = self.text.ceil_char_boundary(from);
        let before = self.text.get(from..self.run.start).unwrap_or("");
        let before = before.trim_end_matches(|c: char| is_gap(c) && !c.is_whitespace());
        let begin = before
            .char_indices()
            .rev()
            .find(|&(_, c)| is_gap(c))
            .map_or(0, |(at, c)| at + c.len_utf8());
        before.get(begin..).unwrap_or("").trim_start_matches(opens)
    }
}
