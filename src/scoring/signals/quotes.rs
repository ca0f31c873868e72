//! Quotations and speech. Quotations colour a story and seldom tell it; half of one reads badly.

use super::cues::Cue;
use super::facts::{Facts, Place};

pub(super) const NAMES: [&str; 6] = [
    // Quotation marks, at most 20.
    "quote-marks",
    // 1 if it opens with one.
    "opens-quote",
    // 1 if a quotation that an earlier sentence of its paragraph opened is still open.
    "inside-quote",
    // 1 if it opens or closes a quotation and not both.
    "half-quote",
    // 1 if a word reports speech.
    "speech",
    // Words that name the speaker or the listener ("I", "you"), at most 20.
    "persons",
];

/// Measures sentences one after the other, in order.
pub(super) fn signals<'a>(facts: &'a Facts<'a>) -> impl FnMut(Place<'a>) -> [f32; 6] + use<'a> {
    let (mut inside, mut paragraph) = (false, 0);
    move |Place { at, sentence, .. }| {
        inside &= sentence.paragraph == paragraph;
        paragraph = sentence.paragraph;
        let text = facts.document.sentence_text(sentence);
        let marks = quote_marks(text);
        let half = marks % 2 == 1;
        let cues = facts.tally(at);
        let row = [
            (marks as f32).min(20.0),
            f32::from(text.starts_with(is_quote)),
            f32::from(inside),
            f32::from(half),
            f32::from(cues.any.has(Cue::Speech)),
            (cues.persons as f32).min(20.0),
        ];
        inside ^= half;
        row
    }
}

/// Quotation marks in `text`. Typographic ones begin with one of two bytes.
fn quote_marks(text: &str) -> usize {
    let candidates = memchr::memchr3_iter(b'"', 0xE2, 0xC2, text.as_bytes());
    candidates
        .filter(|&at| {
            text.get(at..)
                .is_some_and(|rest| rest.starts_with(is_quote))
        })
        .count()
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

#[cfg(test)]
mod tests {
    use super::quote_marks;

    #[test]
    fn quotation_marks_are_counted() {
        for (text, marks) in [
            ("No marks — none…", 0),
            ("\"Yes,\" she said.", 2),
            ("“Half of one", 1),
            ("« Oui », dit-elle, „ja“.", 4),
            ("", 0),
        ] {
            assert_eq!(quote_marks(text), marks, "{text}");
        }
    }
}
