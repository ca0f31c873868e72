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

/// What a caption pays that tells its day or which side of the picture it means, as most do and few sentences of a
/// report in the present tense.
const SURE_CAPTION: f32 = 0.8;

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
    address addresses appear appears arrive arrives attend attends await awaits battle \
    battles bless blesses burn burns carries carry celebrate celebrates cheer cheers clash \
    climb climbs clutch clutches comfort comforts cries crouch crouches deliver delivers \
    demonstrate dig digs display displays distribute distributes drops embrace embraces \
    enjoy enjoys enter enters examine examines exit exits explain explains fight fights flee \
    flees flies fly gather gathers gesture gestures get gets grab grabs greet greets grieve \
    grieves here hold holds hug hugs inspect inspects kiss kisses kneel kneels lands lead leads \
    leave leaves lie lies line lines listen listens look looks lunge lunges make makes meet \
    meets mourn mourns move moves patrol patrols perform performs photograph pictured play \
    plays pose poses pray prays prepare prepares protest protests pull pulls pushes raise \
    raises react reacts receives remove removes rescues rest rests returns ride rides run \
    runs sail sails salute salutes search searches seen sets shake shakes shout shouts \
    shovel show shown shows sing sings sit sits sitting sleep sleeps smile smiles sort sorts \
    speak speaks stand standing stands survey surveys swim swims talk talks tend tends throw \
    throws touches tour tours train trains unload unloads visit visits wait waits walk walks \
    warm warms watch watches wave waves wear wears weep weeps welcome welcomes works"
        .split_ascii_whitespace()
        .collect()
});

/// Days and months, in lower case, but for those that are words besides.
static DAYS: LazyLock<WordSet> = LazyLock::new(|| {
    "\
    monday tuesday wednesday thursday friday saturday sunday january february april june july august september \
    october november december"
        .split_ascii_whitespace()
        .collect()
});

/// Words that a noun follows and no verb, in lower case.
static BEFORE_NOUNS: LazyLock<WordSet> = LazyLock::new(|| {
    "a an at for from her his in its my no of on our that the their this to with"
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
    if place == 2 && tells_of_a_picture(document, sentence) {
        match points(text) || tells_its_day(document, sentence) {
            true => SURE_CAPTION,
            false => CAPTION,
        }
    } else if text.contains(POINTER) {
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
    let seen = |pair: &[Word]| match pair {
        [before, verb] => !among(document, before, &BEFORE_NOUNS) && among(document, verb, &SEEN),
        _ => false,
    };
    words.len() <= LONGEST
        && !text.contains(['"', '“', '?'])
        && (points(text) || words.windows(2).take(SOON).any(seen))
        && !words.iter().any(|word| among(document, word, &TOLD))
}

/// Whether a sentence tells which side of a picture it means.
fn points(text: &str) -> bool {
    text.contains(", left,") || text.contains(", right,")
}

/// Whether a sentence names a day or a month.
fn tells_its_day(document: &Document, sentence: &Sentence) -> bool {
    let mut words = document.words_of(sentence).iter();
    words.any(|word| among(document, word, &DAYS))
}

/// Whether a word is in `list`.
fn among(document: &Document, word: &Word, list: &WordSet) -> bool {
    list.contains(document.terms().sought(word.form))
}

#[cfg(test)]
mod tests {
    use super::{CAPTION, QUOTATION, SURE_CAPTION, prices};
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
        for (caption, price) in [
            (
                "Two women wait in the harbour of Sandvik for news of the ferry.",
                CAPTION,
            ),
            (
                "Captain Ada Brink, left, with the harbour master before the storm.",
                SURE_CAPTION,
            ),
            (
                "Rescuers carry children from the ferry in Sandvik on Monday.",
                SURE_CAPTION,
            ),
            ("A priest blesses the ferry in May.", CAPTION),
        ] {
            assert_eq!(pays(caption, STORY, 3), [price, 0.0], "{caption}");
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
            "The talks on the ferry go on in Sandvik on Monday.",
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
