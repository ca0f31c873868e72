//! What follows a mark: the next word, and what stands before it.

use super::items::Item;
use super::marks::{Initial, dashes, initial, is_gap, opens};
use super::rules::Rules;

/// Bytes of the longest word that is read.
const WORD: usize = 40;

/// Words that are read after a quotation for a verb of speech.
const SPEAKER: usize = 5;

/// Words in lower case among them that may be that verb: "he cried".
const SUBJECT: usize = 2;

/// What follows a mark.
pub struct Following<'a> {
    /// Blanks stand between.
    pub gap: bool,
    /// An opening quotation mark or bracket stands before its first word.
    pub opened: bool,
    /// A dash stands before it.
    pub dash: bool,
    /// Its first character that opens nothing.
    pub first: char,
    /// Its first word, and all after it.
    pub rest: &'a str,
}

impl<'a> Following<'a> {
    /// What follows in `text[..end]` from `next`, where the gap ends that begins at `after`.
    pub fn at(text: &'a str, after: usize, next: usize, end: usize) -> Following<'a> {
        let rest = text.get(next..end).unwrap_or("");
        let bare = rest.trim_start_matches(|c| opens(c) || dashes(c) || is_gap(c));
        let skipped = rest.get(..rest.len() - bare.len()).unwrap_or("");
        Following {
            gap: next > after,
            opened: skipped.contains(opens),
            dash: skipped.contains(dashes),
            first: bare.chars().next().unwrap_or(' '),
            rest: bare,
        }
    }

    /// How its first word begins.
    pub fn initial(&self) -> Initial {
        initial(self.first)
    }

    /// Its first word, up to an apostrophe.
    pub fn word(&self) -> &'a str {
        let reach = self.rest.floor_char_boundary(WORD);
        let head = self.rest.get(..reach).unwrap_or("");
        let end = head.find(|c: char| !c.is_alphanumeric());
        head.get(..end.unwrap_or(head.len())).unwrap_or("")
    }

    /// Whether a sentence is likely to open with it.
    pub fn is_starter(&self, rules: &Rules) -> bool {
        match self.initial() {
            Initial::Upper => self.opened || !self.is_initial() && rules.is_starter(self.word()),
            Initial::Caseless => true,
            _ => false,
        }
    }

    /// Whether it begins with a letter and a full stop.
    pub fn is_initial(&self) -> bool {
        let mut chars = self.rest.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next() == Some('.')
    }

    /// Whether it is the label of a list's first item: "a.", "a)".
    pub fn opens_list(&self) -> bool {
        Item::at(self.rest).is_some_and(|item| item.ordinal == u32::from('a'))
    }

    /// Whether it is a Roman number.
    pub fn is_roman(&self) -> bool {
        let word = self.word();
        word.len() > 1 && word.bytes().all(|byte| b"IVXLC".contains(&byte))
    }

    /// Whether a full stop and more follow its first word at once, as in an address.
    pub fn word_is_dotted(&self) -> bool {
        let rest = self.rest.get(self.word().len()..).unwrap_or("");
        let mut chars = rest.chars();
        matches!(chars.next(), Some('.' | '@' | '/'))
            && chars.next().is_some_and(char::is_alphanumeric)
    }

    /// Whether it begins with an ellipsis that opens a sentence: "...and then".
    pub fn is_dotted_opening(&self) -> bool {
        let bare = self.rest.trim_start_matches("...").trim_start_matches('…');
        let skipped = self.rest.len() - bare.len();
        skipped == 3 && bare.starts_with(char::is_alphanumeric)
    }

    /// Whether it begins with a sign that stands inside sentences.
    pub fn goes_on(&self) -> bool {
        matches!(self.first, ',' | ';' | ':' | ')' | ']' | '،' | '，' | '、')
    }

    /// Whether it tells who spoke: "Obama asked", "Mr. Smith says".
    pub fn is_speaker(&self, rules: &Rules) -> bool {
        let reach = self.rest.floor_char_boundary(SPEAKER * 16);
        let head = self.rest.get(..reach).unwrap_or("");
        head.split_whitespace()
            .take(SPEAKER)
            .filter(|word| word.chars().next().map(initial) == Some(Initial::Lower))
            .take(SUBJECT)
            .any(|word| rules.is_speech(word.trim_end_matches([',', '.'])))
    }
}
