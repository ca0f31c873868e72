//! What may belong to the page rather than to the story, although it was not told apart from it, and
//! what was torn by a wrong split.

use super::facts::{Facts, Place};

pub(super) const NAMES: [&str; 4] = [
    // 1 if it ends with a mark that ends sentences.
    "terminated",
    // 1 if it begins with a small letter: the second half of a sentence.
    "opens-small",
    // Words in capitals throughout, at most 20: headings, labels, acronyms.
    "capitals",
    // Words of picture captions ("pictured", "left"), at most 20.
    "caption-words",
];

/// Measures sentences one after the other, in order.
pub(super) fn signals<'a>(facts: &'a Facts<'a>) -> impl FnMut(Place<'a>) -> [f32; 4] + use<'a> {
    move |Place {
              at,
              sentence,
              words,
              ..
          }: Place| {
        let text = facts.document.sentence_text(sentence);
        let last = text.trim_end_matches(is_closing).chars().next_back();
        let capitals = words.iter().filter(|word| word.shape.is_all_capitals());
        [
            f32::from(
                last.is_some_and(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')),
            ),
            f32::from(text.starts_with(char::is_lowercase)),
            (capitals.count() as f32).min(20.0),
            (facts.tally(at).captions as f32).min(20.0),
        ]
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | '»' | ')' | ']')
}
