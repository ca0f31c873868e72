//! The lexical prior: what the words of a phrase tell of whether readers choose it, whatever the article.
//!
//! Readers hardly ever choose "officials", "recent visit" or "biggest club", and a "ban" or a "crash" more often
//! than where and how often it stands would tell. So each word has a weight, in log-odds: that of a logistic
//! regression of whether readers chose a candidate, beside what the trees say of it
//! (`training/lexical_prior.py`). The heads for phrases of news and of science have a prior each, and were trained to
//! tell what it leaves untold. Names have none: those in the news change.

use super::reading::Reading;
use crate::document::Document;
use crate::text::word_levels::WordLevels;

/// The weights of words.
pub struct LexicalPrior(WordLevels);

impl LexicalPrior {
    /// Reads a file of `training/lexical_prior.py`; `None` if it is damaged or something else.
    pub fn read(file: &[u8]) -> Option<LexicalPrior> {
        WordLevels::read(file, b"NGPRIORS").map(LexicalPrior)
    }

    /// What words tell together, in log-odds.
    pub fn of<'w>(&self, words: impl Iterator<Item = &'w str>) -> f32 {
        let LexicalPrior(weights) = self;
        words.filter_map(|word| weights.get(word)).sum()
    }
}

/// The stems that tell of the candidate of that number: none of names, and none without parts of speech.
pub fn telling<'d>(
    document: &'d Document,
    reading: &'d Reading,
    number: u32,
) -> impl Iterator<Item = &'d str> {
    let evidence = reading.evidence.get(number as usize);
    let is_name = evidence.is_none_or(|evidence| evidence.is_whole_name());
    let candidate = reading.candidates.get(number);
    let candidate = candidate.filter(|_| reading.is_tagged() && !is_name);
    let words = candidate.map_or(&[][..], |candidate| candidate.words());
    words.iter().map(|&word| document.terms().stem(word))
}

#[cfg(test)]
mod tests {
    use super::LexicalPrior;

    #[test]
    fn generic_words_cost_and_subjects_gain() {
        let file = include_bytes!("model/phrases.prior");
        let prior = LexicalPrior::read(file).expect("it is built in");
        let of = |words: &[&str]| prior.of(words.iter().copied());
        assert!(of(&["spokesman"]) < -0.5 && of(&["recent", "year"]) < of(&["year"]));
        assert!(of(&["crash"]) > 0.0);
        assert_eq!(of(&["qwrtzp"]), 0.0);
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let file = include_bytes!("model/phrases.prior");
        assert!(LexicalPrior::read(file.get(1..).unwrap_or(&[])).is_none());
    }
}
