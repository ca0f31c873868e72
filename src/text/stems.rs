//! Stems: the part of a word that its inflected forms share.

use std::borrow::Cow;

use snowball_stemmers_rs::Stemmer;

use super::language::Language;

/// Bytes of the longest word that is stemmed. Longer ones are no words of a language, and some of
/// the algorithms take time that grows with the square of the length.
const LONGEST: usize = 128;

/// Stems words of one language by its Snowball algorithm, or leaves them as they are.
pub struct Stems(Option<Stemmer>);

impl Stems {
    /// The stemmer of `language`.
    pub fn of(language: Language) -> Stems {
        Stems(language.stemmer().map(Stemmer::create))
    }

    /// The stem of a word in lower case; never empty unless the word is.
    pub fn stem<'a>(&self, folded: &'a str) -> Cow<'a, str> {
        match &self.0 {
            Some(stemmer) if folded.len() <= LONGEST => match stemmer.stem(folded) {
                stem if stem.is_empty() => folded.into(),
                stem => stem,
            },
            _ => folded.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Stems;
    use crate::text::language::Language;

    #[test]
    fn inflected_forms_share_a_stem() {
        for (code, forms) in [
            ("en", "elect elected electing elects"),
            ("de", "wahl wahlen"),
            ("fr", "gouvernement gouvernements"),
            ("cs", "vláda vlády vládě"),
            ("pl", "wyboru wybory"),
            ("hu", "kormány kormánynak kormányt"),
            ("fi", "talo talon talot"),
            ("tr", "hükümet hükümetin hükümeti"),
            ("ru", "выборы выборов выборам"),
            ("uk", "вибори виборів"),
            ("el", "κυβέρνηση κυβερνησης"),
            ("ar", "الحكومة حكومة"),
            ("hi", "चुनाव चुनावों"),
            ("vi", "bầu"),
        ] {
            let stems = Stems::of(Language::of_code(code).unwrap());
            let mut found: Vec<_> = forms.split(' ').map(|form| stems.stem(form)).collect();
            found.dedup();
            assert_eq!(found.len(), 1, "{code}: {forms} become {found:?}");
        }
    }

    #[test]
    fn no_algorithm_loses_a_word_or_chokes_on_a_long_one() {
        let strange = ["ing", "ال", "я", "𝒳𝒴", "'", "ا", "e\u{301}", "ের", "में", "ा"];
        let long = "ingly".repeat(200_000);
        for language in Language::all() {
            let stems = Stems::of(language);
            for word in strange {
                assert!(!stems.stem(word).is_empty(), "{}: {word}", language.code());
            }
            assert_eq!(stems.stem(&long), long, "{}", language.code());
        }
    }
}
