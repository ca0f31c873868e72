//! What the place of a sentence counts for in a summary of a few sentences, beside what its score
//! already knows of it.
//!
//! Whoever reads a short summary wants to be told what happened, and a report tells that in its first
//! sentence. A column or a feature may open with anything; there the first sentence is not preferred.

use crate::document::{Document, Sentence};

/// What the first sentence of a report gains, in units of the score.
const EVENT: f32 = 0.2;

/// The same in a story of a few sentences, a brief: more than all else that counts there, since its first
/// sentence tells what happened.
const BRIEF_EVENT: f32 = 2.0;

/// Sentences of the longest brief.
const BRIEF: usize = 5;

/// Sentences of the longest brief whose first sentence may be as short as any.
const SHORTEST_BRIEF: usize = 3;

/// What a sentence loses for each unit of the logarithm of its place in the story, in units of the
/// score: what stands far down mostly needs what stands before it.
const DEPTH: f32 = 0.05;

/// What a sentence loses besides for each story's length that it stands below the middle of the story, in
/// units of the score: of 200 summaries read beside the first sentences, those that took one from there
/// lost two times of three.
const FAR: f32 = 0.6;

/// Places that are near the beginning however short the story.
const NEAR: usize = 3;

/// Words of the shortest first sentence that can tell what happened.
const TELLING: usize = 12;

/// Words with which columns and features speak to their readers, in lower case.
const ADDRESSING: [&str; 14] = [
    "i", "i'm", "i've", "it's", "me", "my", "our", "there's", "us", "we", "you", "you're",
    "you've", "your",
];

/// How much a summary of about `wanted` sentences tells the news and how little it covers the article:
/// 1 up to three sentences, 0 from six on.
pub(super) fn brevity(wanted: usize) -> f32 {
    (2.0 - wanted as f32 / 3.0).clamp(0.0, 1.0)
}

/// Calls `gain` with the number of each sentence of the story of `document`, which is in English, and
/// with what it gains or loses by its place in a summary of about `wanted` sentences: in full up to
/// three, nothing from six on.
pub(super) fn gains(document: &Document, wanted: usize, mut gain: impl FnMut(usize, f32)) {
    let share = brevity(wanted);
    let sentences = document.sound_story().count();
    let (count, brief) = (sentences as f32, sentences <= BRIEF);
    let telling = if sentences <= SHORTEST_BRIEF {
        0
    } else {
        TELLING
    };
    for (place, (at, sentence)) in (1_usize..).zip(document.sound_story()) {
        let event = match place == 1 && tells_what_happened(document, sentence, telling) {
            true if brief => BRIEF_EVENT,
            true => EVENT,
            false => 0.0,
        };
        let below = place.saturating_sub(NEAR) as f32 / count - 0.5;
        gain(
            at,
            share * (event - DEPTH * (place as f32).ln() - FAR * below.max(0.0)),
        );
    }
}

/// Whether a first sentence reads like that of a report: of as many words as it takes to be `telling`, no
/// question, no quotation, and not addressed to the reader.
fn tells_what_happened(document: &Document, sentence: &Sentence, telling: usize) -> bool {
    let words = document.words_of(sentence);
    let text = document.sentence_text(sentence);
    let addressed = |form: &str| ADDRESSING.contains(&form);
    words.len() >= telling
        && !text.contains('?')
        && !text.starts_with(['"', '“', '\''])
        && !words
            .iter()
            .any(|word| addressed(document.terms().form(word.form)))
}

#[cfg(test)]
mod tests {
    use super::{DEPTH, EVENT, gains};
    use crate::document::testing::document;

    const REST: &str = "The ferry was late. The harbour master had closed the harbour. He said nothing of \
        the reason. The owners asked for an inquiry. Two tugs came from Norrland at noon. The passengers \
        were brought ashore by boat.";

    fn places(first: &str, wanted: usize) -> Vec<f32> {
        let text = format!("{first} {REST}");
        let document = document("en", &text);
        let mut places = vec![0.0; document.sentences().len()];
        gains(&document, wanted, |at, gain| places[at] = gain);
        places
    }

    #[test]
    fn the_first_sentence_of_a_report_gains_and_what_follows_loses() {
        let report =
            "A ferry with forty people on board ran aground off Sandvik on Monday, police said.";
        let depth = -DEPTH * 2.0_f32.ln();
        assert_eq!(
            places(report, 3)[..3],
            [EVENT, 0.0, depth],
            "the second is debris"
        );
        assert_eq!(
            places(report, 6)[..3],
            [0.0, 0.0, 0.0],
            "of a summary that covers the article"
        );
    }

    #[test]
    fn what_stands_far_down_loses_more() {
        let tail = "The captain spoke to the owners. ".repeat(19);
        let places = places(&tail, 3);
        let loses = |at: usize| -DEPTH * (at as f32 + 1.0).ln();
        assert!((places[12] - loses(12)).abs() < 1e-6, "near the middle");
        assert!(
            places[18] < loses(18) - 0.05,
            "near the end: {}",
            places[18]
        );
    }

    #[test]
    fn what_opens_a_column_gains_nothing() {
        for first in [
            "It was late.",
            "If you have ever waited for the ferry to Sandvik, you know what patience is worth.",
            "Why is the ferry with the forty people on board so late on this fine Monday?",
            "\"The ferry with the forty people on board ran aground off Sandvik,\" police said.",
        ] {
            assert!(places(first, 3)[0] <= 0.0, "{first}");
        }
    }
}
