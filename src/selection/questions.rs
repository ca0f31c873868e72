//! Questions, which lean on their answers.

use crate::document::{Document, Sentence};

/// Calls `link` with the number of each question of `document`'s story, and with that of the sentence
/// after it, its answer; none where it ends the story and is left to the reader.
pub(super) fn links(document: &Document, mut link: impl FnMut(usize, Option<u32>)) {
    let mut asked = None;
    let story = (0..).zip(document.sentences());
    for (at, sentence) in story.filter(|(_, sentence)| !sentence.boilerplate) {
        if let Some(question) = asked.take() {
            link(question, Some(at));
        }
        asked = asks(document, sentence).then_some(at as usize);
    }
    if let Some(question) = asked {
        link(question, None);
    }
}

fn asks(document: &Document, sentence: &Sentence) -> bool {
    let text = document.sentence_text(sentence);
    text.trim_end_matches(['"', '”', '»', '\'', '’', ')'])
        .ends_with(['?', '？', '؟'])
}
