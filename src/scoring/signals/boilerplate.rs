//! What belongs to the page rather than to the story, and what was torn by a wrong split.

use super::cues::Cue;
use super::facts::Facts;
use crate::document::{Sentence, Word};

pub(super) const NAMES: [&str; 5] = [
    // 1 if it is boilerplate or has fewer than five words.
    "outside-story",
    // 1 if it ends with a mark that ends sentences.
    "terminated",
    // 1 if it begins with a small letter: the second half of a sentence.
    "opens-small",
    // Words in capitals throughout, at most 20: headings, labels, acronyms.
    "capitals",
    // Words of picture captions ("pictured", "left"), at most 20.
    "caption-words",
];

pub(super) fn signals(facts: &Facts) -> Vec<[f32; 5]> {
    let row = |(at, sentence): (usize, &Sentence)| {
        let text = facts.document.sentence_text(sentence);
        let words = facts.words(sentence);
        let last = text.trim_end_matches(is_closing).chars().next_back();
        let capitals = words.iter().filter(|word| word.shape.all_capitals);
        let caption = |word: &&Word| facts.is(word, Cue::Caption);
        let of_story = facts.story.get(at).copied().unwrap_or_default();
        [
            f32::from(!of_story),
            f32::from(
                last.is_some_and(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')),
            ),
            f32::from(text.starts_with(char::is_lowercase)),
            (capitals.count() as f32).min(20.0),
            (words.iter().filter(caption).count() as f32).min(20.0),
        ]
    };
    facts.sentences().map(row).collect()
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | '»' | ')' | ']')
}
