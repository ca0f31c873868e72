//! How long a summary may be: independent upper bounds that combine.

use super::summary::characters;
use crate::document::{Document, Sentence};
use crate::fraction::Fraction;

/// Upper bounds on a summary; those that are set hold all at once.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Budget {
    /// Sentences; where no bound at all is set, [`Budget::DEFAULT_SENTENCES`].
    pub max_sentences: Option<u32>,
    /// Code points of the summary's text.
    pub max_characters: Option<u32>,
    /// Words of the summary's text.
    pub max_words: Option<u32>,
    /// Sentences as a share of the article's, rounded up.
    pub ratio: Option<Fraction>,
}

impl Budget {
    /// Sentences of a summary whose size nobody bounded.
    pub const DEFAULT_SENTENCES: u32 = 3;

    /// The most sentences that the summary of an article of `available` sentences may have.
    pub fn sentences(&self, available: usize) -> usize {
        let by_count = self
            .sentences_asked()
            .map_or(available, |most| most as usize);
        let by_ratio = self
            .ratio
            .map_or(available, |ratio| share(ratio, available));
        by_count.min(by_ratio).min(available)
    }

    /// How many sentences of `document` fit if they are about as long as its story's are: what a
    /// method should aim at. At least 1, at most [`Budget::sentences`].
    pub fn expected_sentences(&self, document: &Document) -> usize {
        let fitting = |most: Option<u32>, size: &dyn Fn(&Sentence) -> usize| {
            let most = f64::from(most?);
            let sizes = document.story().map(|(_, sentence)| size(sentence) as f64);
            let mean = sizes.sum::<f64>() / document.story().count() as f64;
            Some((most / mean.max(1.0)).round() as usize)
        };
        let words = |sentence: &Sentence| document.words_of(sentence).len();
        let blank_and_characters =
            |sentence: &Sentence| 1 + characters(document.sentence_text(sentence));
        self.sentences(document.sentences().len())
            .min(fitting(self.max_words, &words).unwrap_or(usize::MAX))
            .min(fitting(self.max_characters, &blank_and_characters).unwrap_or(usize::MAX))
            .max(1)
    }

    /// The number of sentences asked for, where the request names one or no bound at all.
    pub fn sentences_asked(&self) -> Option<u32> {
        let unbounded =
            self.max_characters.is_none() && self.max_words.is_none() && self.ratio.is_none();
        self.max_sentences
            .or(unbounded.then_some(Budget::DEFAULT_SENTENCES))
    }
}

/// A share of `count`, rounded up. Shares are known as well as 32-bit numbers are: 0.6 is a little more
/// than that, and still 15 of 25.
fn share(ratio: Fraction, count: usize) -> usize {
    let exact = f64::from(ratio.get()) * count as f64;
    (exact * (1.0 - f64::from(f32::EPSILON))).ceil() as usize
}

#[cfg(test)]
mod tests {
    use super::Budget;
    use crate::document::testing::document;
    use crate::fraction::Fraction;

    /// Eight sentences of five words and 30 code points on average.
    const TEXT: &str = "The mill stopped at midnight. Nobody had seen the flood. \
        Water stood in the yard. Men carried sacks of flour upstairs. \
        The miller's daughter rang the bell. Neighbours came with their boats. \
        By dawn the rain was over. Bread was dear that winter.";

    #[test]
    fn a_share_is_rounded_up_and_no_further() {
        let cases = [
            (0.6, 25, 15),
            (0.3, 50, 15),
            (0.15, 100, 15),
            (0.5, 3, 2),
            (0.31, 100, 31),
            (0.311, 100, 32),
            (0.01, 7, 1),
            (1.0, 200, 200),
        ];
        for (ratio, available, expected) in cases {
            let ratio = Fraction::clamped(ratio);
            let budget = Budget {
                ratio: Some(ratio),
                ..Budget::default()
            };
            let most = budget.sentences(available);
            assert_eq!(most, expected, "{ratio:?} of {available}");
        }
    }

    #[test]
    fn bounds_of_any_kind_are_so_many_sentences() {
        let document = document("en", TEXT);
        assert_eq!(document.sentences().len(), 8);
        assert_eq!(document.words().len(), 43);
        let words = |most| Budget {
            max_words: Some(most),
            ..Budget::default()
        };
        let cases = [
            ("default", Budget::default(), 3),
            ("16 words, three sentences of five", words(16), 3),
            ("less than a sentence", words(2), 1),
            ("none at all", words(0), 1),
            ("more than there is", words(900), 8),
            (
                "characters",
                Budget {
                    max_characters: Some(62),
                    ..Budget::default()
                },
                2,
            ),
            (
                "the tightest counts",
                Budget {
                    max_sentences: Some(2),
                    ratio: Some(Fraction::clamped(0.5)),
                    ..words(20)
                },
                2,
            ),
        ];
        for (name, budget, expected) in cases {
            assert_eq!(budget.expected_sentences(&document), expected, "{name}");
        }
    }
}
