//! What a caller may ask of a summary.

use super::budget::Budget;
use crate::document::Document;
use crate::fraction::Fraction;
use crate::scoring::Method;
use crate::text::language::Language;

/// The order of a summary's sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As they stand in the article.
    #[default]
    Document,
    /// The best first.
    Score,
}

/// What kind of summary is wanted.
#[derive(Clone, Debug, Default)]
pub struct SummaryOptions {
    /// How sentences are scored. Default: the ranker.
    pub method: Method,
    /// The bounds on the summary's size. Default: three sentences.
    pub budget: Budget,
    /// The order of the chosen sentences. Default: as they stand in the article.
    pub order: Order,
    /// What the summary should be about; empty for the article's own topic.
    pub query: String,
    /// How much a likeness to a sentence already chosen counts against one. Default: the method's own.
    pub diversity: Option<Fraction>,
    /// How much counts, in the default method's summaries in English of a few sentences, what readers
    /// preferred to the first sentences, beside what journalists' summaries hold. Default:
    /// [`SummaryOptions::reader_preference`].
    pub reader_preference: Option<Fraction>,
    /// Whether each score comes with the evidence behind it, and each choice with its reasons.
    pub explain: bool,
    /// Whether every sentence is returned with its score, chosen or not.
    pub all_sentences: bool,
}

/// What readers preferred counts for where nobody asked for anything and words are counted.
const HALF_PREFERRED: Fraction = Fraction::clamped(0.5);

impl SummaryOptions {
    /// What readers preferred is longer, and by overlap with a journalist's summary that is dear where
    /// sentences are counted. In a given number of words it costs nothing, and counts for half. Nobody
    /// has been asked in languages other than English: there it counts for nothing.
    pub fn reader_preference(&self, document: &Document) -> Fraction {
        if document.language() != Language::english() {
            return Fraction::ZERO;
        }
        let Budget {
            max_words,
            max_characters,
            ..
        } = self.budget;
        let by_size = max_words.is_some() || max_characters.is_some();
        let usual = if by_size {
            HALF_PREFERRED
        } else {
            Fraction::ZERO
        };
        self.reader_preference.unwrap_or(usual)
    }
}
