//! How long a summary may be: independent upper bounds that combine.

use crate::fraction::Fraction;

/// The order of a summary's sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As they stand in the article.
    #[default]
    Document,
    /// The best first.
    Score,
}

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
        let by_ratio = self.ratio.map_or(available, |ratio| {
            (ratio.get() * available as f32).ceil() as usize
        });
        by_count.min(by_ratio).min(available)
    }

    /// The number of sentences asked for, where the request names one or no bound at all.
    pub fn sentences_asked(&self) -> Option<u32> {
        let unbounded =
            self.max_characters.is_none() && self.max_words.is_none() && self.ratio.is_none();
        self.max_sentences
            .or(unbounded.then_some(Budget::DEFAULT_SENTENCES))
    }
}
