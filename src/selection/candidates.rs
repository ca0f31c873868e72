//! Which sentences of an article a summary is chosen from.
//!
//! A word or two ("By.", "Yes.") and names alone ("Ruiz 51.", "J Osei (Tarrow).") are what a split or a page left
//! behind. They score low, and would still fill up the summary of a short article.

use crate::document::{Document, Sentence, Word};

/// Sentences of the smallest article that can do without fragments: as many as a usual summary has.
const ENOUGH: usize = 3;

/// Words of the longest fragment that need not be names.
const SHORT: usize = 2;

/// The sentences of an article's story, by number.
pub(super) struct Candidates {
    /// Those to choose from: all, where they are few.
    pub(super) whole: Vec<usize>,
    /// The others, for where none of those fits.
    pub(super) fragments: Vec<usize>,
}

impl Candidates {
    /// Those of `document`.
    pub(super) fn of(document: &Document) -> Candidates {
        let mut whole = Vec::with_capacity(document.sentences().len());
        let mut fragments = Vec::new();
        for (at, sentence) in document.story() {
            match is_fragment(document, sentence) {
                true => fragments.push(at),
                false => whole.push(at),
            }
        }
        if whole.len() < ENOUGH {
            whole.append(&mut fragments);
            whole.sort_unstable();
        }
        Candidates { whole, fragments }
    }
}

/// Whether a sentence is a word or two, or a few names and figures.
fn is_fragment(document: &Document, sentence: &Sentence) -> bool {
    let words = document.words_of(sentence);
    let name = |word: &Word| {
        let shape = word.shape;
        shape.is_number() || shape.is_capitalised() && !shape.is_all_capitals()
    };
    document.is_debris(sentence) && (words.len() <= SHORT || words.iter().all(name))
}

#[cfg(test)]
mod tests {
    use super::Candidates;
    use crate::document::testing::document;

    #[test]
    fn fragments_are_left_out_where_there_are_sentences_enough() {
        const STORY: &str =
            "Tarrow beat Sandvik in the last minute. The winner was sent off at once. Amen.";
        let of = |text: &str| {
            let Candidates { whole, fragments } = Candidates::of(&document("en", text));
            (whole, fragments)
        };
        assert_eq!(of(STORY), (vec![0, 1, 2], vec![]), "too few to choose from");
        let longer = format!("{STORY} The coach was pleased.\n\nRuiz 51.\n\nJ Osei (Tarrow).");
        assert_eq!(of(&longer), (vec![0, 1, 3], vec![2, 4, 5]));
        let capitals = format!("{STORY} HE DID NOT SAY.");
        assert_eq!(of(&capitals).0, [0, 1, 3], "it need not be a name");
    }
}
