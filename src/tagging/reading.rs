//! Reading: an article's candidates and all that is known of them.

use super::candidates::{Candidate, Candidates};
use super::display;
use super::evidence::{Evidence, gather};
use super::features::{ArticleFacts, COUNT, Features};
use super::lexicon::Lexicon;
use super::names::Pool;
use super::shadows::Names;
use super::tokens::Token;
use super::tokens::reader::tokens;
use crate::document::Document;
use crate::fraction::Fraction;
use crate::scoring::scores::Scores;
use crate::text::part_of_speech::Tagger;
use crate::text::terms::TermId;

/// An article's candidates and what is known of them.
pub struct Reading {
    /// The words of title and text.
    pub tokens: Vec<Token>,
    /// The candidates.
    pub candidates: Candidates,
    /// The evidence for each candidate.
    pub evidence: Vec<Evidence>,
    /// The full name that each candidate is a short form of.
    pub pooled: Vec<Option<u32>>,
    /// Whether each candidate is another writing of a name that an editor would file under:
    /// "South Korean" beside "South Korea", "TARROW HARBOUR" beside "Tarrow".
    pub shadows: Vec<bool>,
    lexicon: Lexicon,
    article: ArticleFacts,
}

/// Under this style, words that are no nouns may be tags.
const ANY_WORD_BELOW: Fraction = Fraction::clamped(0.5);

impl Reading {
    /// Reads `document`. Without `tagged`, as if there were no tagger for its language.
    pub fn of(
        document: &Document,
        scores: &Scores,
        stop_words: &[String],
        tagged: bool,
    ) -> Reading {
        let mut tagger = match tagged {
            true => Tagger::new(document.language(), document.terms()),
            false => None,
        };
        let tokens = tokens(document, stop_words, tagger.as_mut());
        let candidates = Candidates::of(&tokens, document.pulse());
        let mut evidence = gather(&tokens, &candidates, scores, document.pulse());
        let lexicon = Lexicon::of(document, &tokens, tagger.as_mut());
        let pool = Pool {
            tokens: &tokens,
            candidates: &candidates,
            lexicon: &lexicon,
            tagged: tagger.is_some(),
        };
        let pooled = pool.of(&mut evidence);
        let names = Names {
            document,
            tokens: &tokens,
            candidates: &candidates,
            evidence: &evidence,
            lexicon: &lexicon,
        };
        let (shadows, adjectives) = names.shadows();
        count_adjectives(&adjectives, &mut evidence);
        Reading {
            shadows,
            lexicon,
            article: ArticleFacts::of(&tokens, document.sentences().len()),
            tokens,
            candidates,
            evidence,
            pooled,
        }
    }

    /// Whether the language has a tagger, and its words were tagged.
    pub fn is_tagged(&self) -> bool {
        self.article.tagged > 0.0
    }

    /// The numbers of the candidates in the text that a style admits: noun phrases, single words
    /// that are nouns more often than not, and single words of any kind where words are preferred.
    pub fn usable(&self, style: Fraction) -> impl Iterator<Item = u32> {
        let of_style = move |(_, (candidate, evidence)): &(u32, (&Candidate, &Evidence))| {
            let noun = match candidate.content {
                1 => style < ANY_WORD_BELOW || 2 * evidence.as_noun >= evidence.count(),
                _ => evidence.may_be_phrase(),
            };
            evidence.in_text > 0 && noun
        };
        let all = (0..).zip(self.candidates.iter().zip(&self.evidence));
        all.filter(of_style).map(|(number, _)| number)
    }

    /// The features of a candidate.
    pub fn features(&self, number: u32) -> Option<[f32; COUNT]> {
        let mut row = [0.0; COUNT];
        self.write_features(number, &mut row).then_some(row)
    }

    /// Writes the features of a candidate to `row`; `false` if there is no candidate of that number.
    pub fn write_features(&self, number: u32, row: &mut [f32; COUNT]) -> bool {
        let features = Features {
            tokens: &self.tokens,
            candidates: &self.candidates,
            lexicon: &self.lexicon,
            article: self.article,
        };
        let candidate = self.candidates.get(number);
        let evidence = self.evidence.get(number as usize);
        let (Some(candidate), Some(evidence)) = (candidate, evidence) else {
            return false;
        };
        features.write(candidate, evidence, row);
        true
    }

    /// The mean weight of a candidate's words; linking words don't count.
    pub fn weight(&self, candidate: &Candidate) -> f32 {
        let (mut sum, mut words) = (0.0, 0.0);
        for &term in candidate.words() {
            let weight = self.lexicon.of_term(term).weight();
            sum += weight;
            words += f32::from(weight > 0.0);
        }
        sum / f32::max(words, 1.0)
    }

    /// Whether a term is a word that is known in small letters; `false` where there is no tagger.
    pub fn is_common(&self, term: TermId) -> bool {
        self.lexicon.of_term(term).common
    }

    /// The characters of a candidate's words where it stands first.
    pub fn characters(&self, candidate: &Candidate) -> f32 {
        let words = self.candidates.first_written(candidate, &self.tokens);
        words.iter().map(|word| word.span.len()).sum::<usize>() as f32
    }

    /// How a candidate is written, each of its words as it stands first.
    pub fn written(&self, document: &Document, number: u32) -> String {
        let Some(candidate) = self.candidates.get(number) else {
            return String::new();
        };
        let name = self
            .evidence
            .get(number as usize)
            .is_some_and(Evidence::is_name);
        display::form(
            document,
            &self.tokens,
            self.candidates.occurrences(candidate),
            name,
            &mut Vec::new(),
        )
    }
}

/// Counts adjectives of places as mentions of the places: "Korean" of "Korea".
fn count_adjectives(adjectives: &[(u32, u32)], evidence: &mut [Evidence]) {
    for &(adjective, place) in adjectives {
        let Some(&of_adjective) = evidence.get(adjective as usize) else {
            continue;
        };
        if let Some(place) = evidence.get_mut(place as usize) {
            place.pooled += of_adjective.count();
            place.best_sentence = place.best_sentence.max(of_adjective.best_sentence);
        }
    }
}
