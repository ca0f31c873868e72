//! Texts in two languages: rules of one are wrong for what is in the other.
//!
//! Detection reads the beginning alone. Sentences in another language have few stop words of the one that was found;
//! where they are a good part of the text, they are judged by themselves, and what is found has to have its own
//! stop words there. So most texts cost no second detection, and names and tables are no language.

use super::{Document, Sentence};
use crate::text::detection::detect;
use crate::text::fold::Folding;
use crate::text::hashed::Hashed;
use crate::text::language::Language;
use crate::text::span::Span;
use crate::text::stopwords::StopWords;
use crate::text::words::words;
use crate::warning::{Warning, WarningCode};

/// Words of the shortest sentence that is judged.
const SHORTEST: usize = 6;

/// A stop word in so many words, or more, has a sentence in the language of its article, in most languages that have
/// a list of them.
const ONE_IN: usize = 4;

/// The part of the words that another language has to have, as one in so many.
const PART: usize = 5;

/// Bytes of such sentences that are read.
const SAMPLE: usize = 1000;

/// The least confidence that they are in another language.
const SURE: f32 = 0.9;

impl Document<'_> {
    /// Tells if a good part of the text is in another language, unless its language is told to be doubtful already.
    pub(super) fn warn_if_mixed(&mut self) {
        if !self.warnings.is_empty() {
            return;
        }
        let own = self.language();
        let Some(other) = self.other_language().filter(|&other| other != own) else {
            return;
        };
        let message = format!(
            "Part of the text reads like {}; it was treated as {} throughout.",
            other.name(),
            own.name()
        );
        let warning = Warning::new(WarningCode::LanguageUncertain, message);
        self.warnings.push(warning);
    }

    /// The language of the sentences that do not seem to be in the article's, if they are a good part.
    fn other_language(&self) -> Option<Language> {
        let foreign = self
            .sentences
            .iter()
            .filter(|sentence| self.is_foreign(sentence));
        let mut foreign: Vec<&Sentence> = foreign.collect();
        let words = foreign.iter().map(|sentence| self.words_of(sentence).len());
        if foreign.is_empty() || words.sum::<usize>() * PART < self.words.len() {
            return None;
        }
        // The bits of numbers that are not negative are in the order of the numbers.
        foreign.sort_by_cached_key(|sentence| self.share_of_stop_words(sentence).to_bits());
        let mut sample = String::with_capacity(2 * SAMPLE);
        for text in foreign.iter().map(|sentence| self.sentence_text(sentence)) {
            sample.push_str(text.get(..text.floor_char_boundary(SAMPLE)).unwrap_or(text));
            sample.push(' ');
            if sample.len() >= SAMPLE {
                break;
            }
        }
        let found = detect(&sample);
        let is_sure = found.confidence >= SURE && has_stop_words(&sample, found.language);
        is_sure.then_some(found.language)
    }

    /// Whether a sentence is long enough to be judged, and has few stop words.
    fn is_foreign(&self, sentence: &Sentence) -> bool {
        self.words_of(sentence).len() >= SHORTEST
            && self.share_of_stop_words(sentence) * (ONE_IN as f32) < 1.0
    }

    fn share_of_stop_words(&self, sentence: &Sentence) -> f32 {
        let words = self.words_of(sentence).len();
        let stop = words - self.content_of(sentence).len();
        stop as f32 / words.max(1) as f32
    }
}

/// Whether `text` has as many stop words of `language` as texts in it have.
fn has_stop_words(text: &str, language: Language) -> bool {
    let (stop_words, folding) = (StopWords::of(language), Folding::of(language));
    let (mut count, mut stop) = (0, 0);
    let mut folded = String::new();
    words(text, Span::new(0, text.len()), language, |word| {
        folded.clear();
        folding.fold(word.span.of(text), &mut folded);
        count += 1;
        stop += usize::from(stop_words.contains(Hashed::of(&folded)));
    });
    count > 0 && stop * ONE_IN >= count
}
