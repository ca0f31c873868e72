//! Stems: the part of a word that its inflected forms share.

use rust_stemmers::Stemmer;

use super::language::Language;

/// Stems words of one language by its Snowball algorithm, or leaves them as they are.
pub struct Stems(Option<Stemmer>);

impl Stems {
    /// The stemmer of `language`.
    pub fn of(language: Language) -> Stems {
        Stems(language.stemmer().map(Stemmer::create))
    }

    /// The stem of a word in lower case.
    pub fn stem<'a>(&self, folded: &'a str) -> std::borrow::Cow<'a, str> {
        match &self.0 {
            Some(stemmer) => stemmer.stem(folded),
            None => folded.into(),
        }
    }
}
