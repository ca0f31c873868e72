//! What stands beside a report rather than in it, and what such a sentence pays in a short summary:
//! captions without a label, and quotations.
//!
//! A page that was made one text keeps the caption of its first picture right after the first sentence,
//! where it looks like any other. But it tells what is seen, in one clause in the present tense ("Two
//! women wait in the harbour of Sandvik."), and the report what was done and said; others point into
//! their picture. That is not sure enough to leave a sentence out, so it pays; in English alone. What each
//! pays was chosen on articles whose summaries had been judged by reading
//! (`docs/model-card-ranker.md`).

use std::sync::LazyLock;

use super::place::brevity;
use crate::document::{Document, Sentence, Word};
use crate::text::hashed::WordSet;

/// What a caption pays, in units of the score.
const CAPTION: f32 = 0.4;

/// What a sentence pays that opens with a quotation, in units of the score: it needs its occasion.
const QUOTATION: f32 = 0.1;

/// Words of the longest caption.
const LONGEST: usize = 28;

/// Words after the first one among which a caption has its verb.
const SOON: usize = 8;

/// What points into a picture wherever it stands; what points to one of several things in it is told from
/// the story before (`src/text/boilerplate/cues.txt`).
const POINTER: &str = "(pictured";

/// What is seen in pictures, in the present tense, in lower case.
static SEEN: LazyLock<WordSet> = LazyLock::new(|| {
    "\
    address addresses appear appears arrive arrives attend attends await awaits battle battles \
    burn burns carries carry celebrate celebrates cheer cheers clash climb climbs comfort \
    comforts deliver delivers demonstrate display displays drops embrace embraces enjoy enjoys \
    enter enters examine examines explain explains fight fights flee flees flies fly gather \
    gathers gesture gestures get gets greet greets here hold holds hug hugs inspect inspects \
    kiss kisses lead leads leave leaves lie lies lines listen listens look looks lunge lunges \
    make makes meet meets mourn mourns move moves patrol patrols perform performs photograph \
    pictured play plays pose poses pray prays prepare prepares protest protests raise raises \
    react reacts rest rests returns ride rides run runs sail sails salute salutes search \
    searches seen sets shake shakes shout shouts show shown shows sit sits sitting smile smiles \
    sort sorts speak speaks stand standing stands survey surveys talk talks throw throws tour \
    tours train trains visit visits wait waits walk walks watch watches wave waves wear wears \
    works"
        .split_ascii_whitespace()
        .collect()
});

/// Words of clauses that no caption has, in lower case.
static TOLD: LazyLock<WordSet> = LazyLock::new(|| {
    "\
    because been but can could did had has have he i if must not said says she should that told \
    was we were what which will would you"
        .split_ascii_whitespace()
        .collect()
});

/// Calls `price` with the number of each sentence of the story of `document`, which is in English, that
/// pays, and with what it pays in a summary of about `wanted` sentences, by [`brevity`].
pub(super) fn prices(document: &Document, wanted: usize, mut price: impl FnMut(usize, f32)) {
    let share = brevity(wanted);
    if share <= 0.0 {
        return;
    }
    for (place, (at, sentence)) in (1..).zip(document.sound_story()) {
        let pays = paid(document, sentence, place);
        if pays > 0.0 {
            price(at, share * pays);
        }
    }
}

/// What a sentence pays that is at `place` in the story, from 1.
fn paid(document: &Document, sentence: &Sentence, place: usize) -> f32 {
    let text = document.sentence_text(sentence);
    if text.contains(POINTER) || place == 2 && tells_of_a_picture(document, sentence) {
        CAPTION
    } else if text.starts_with(['"', '“']) {
        QUOTATION
    } else {
        0.0
    }
}

/// Whether a sentence tells in one clause what is seen.
fn tells_of_a_picture(document: &Document, sentence: &Sentence) -> bool {
    let words = document.words_of(sentence);
    let text = document.sentence_text(sentence);
    let form = |word: &Word| document.terms().form(word.form);
    let among = |word: &Word, list: &WordSet| list.contains(document.terms().sought(word.form));
    let seen = |pair: &[Word]| match pair {
        [before, verb] => form(before) != "to" && among(verb, &SEEN),
        _ => false,
    };
    let points = || text.contains(", left,") || text.contains(", right,");
    words.len() <= LONGEST
        && !text.contains(['"', '“', '?'])
        && (points() || words.windows(2).take(SOON).any(seen))
        && !words.iter().any(|word| among(word, &TOLD))
}

#[cfg(test)]
mod tests {
    use super::{CAPTION, QUOTATION, prices};
    use crate::document::testing::document;

    const FIRST: &str = "A ferry with forty people on board ran aground off Sandvik on Monday.";

    fn pays(second: &str, third: &str, wanted: usize) -> [f32; 2] {
        let text =
            format!("{FIRST} {second} {third} Nobody was hurt when the ferry struck the rocks.");
        let document = document("en", &text);
        let mut paid = vec![0.0; document.sentences().len()];
        prices(&document, wanted, |at, price| paid[at] = price);
        assert_eq!(paid.len(), 4, "{second} {third}");
        [paid[1], paid[2]]
    }

    const STORY: &str = "The harbour master closed the sound to all ships until noon.";

    #[test]
    fn a_caption_after_the_first_sentence_pays() {
        for caption in [
            "Two women wait in the harbour of Sandvik for news of the ferry.",
            "Captain Ada Brink, left, with the harbour master before the storm.",
            "Rescuers carry children from the ferry in Sandvik on Monday.",
        ] {
            assert_eq!(pays(caption, STORY, 3), [CAPTION, 0.0], "{caption}");
            assert_eq!(
                pays(STORY, caption, 3),
                [0.0, 0.0],
                "not further down: {caption}"
            );
            assert_eq!(
                pays(caption, STORY, 6),
                [0.0, 0.0],
                "of an article covered: {caption}"
            );
        }
    }

    #[test]
    fn what_the_report_tells_pays_nothing() {
        for sentence in [
            "The harbour master is to meet the owners of the ferry on Tuesday.",
            "Two women who wait in the harbour said they had seen the lights.",
            "Rescuers carried children from the ferry in Sandvik on Monday.",
        ] {
            assert_eq!(pays(sentence, STORY, 3), [0.0, 0.0], "{sentence}");
        }
    }

    #[test]
    fn pointers_and_quotations_pay_wherever_they_stand() {
        let pointer = "The captain (pictured) was taken ashore with the others on Monday.";
        let quote = "\"We saw the rocks too late,\" the captain of the ferry said.";
        assert_eq!(pays(STORY, pointer, 3), [0.0, CAPTION]);
        assert_eq!(pays(quote, pointer, 3), [QUOTATION, CAPTION]);
    }
}
