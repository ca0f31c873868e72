//! Stems: the part of a word that its inflected forms share.

mod memory;

use snowball_stemmers_rs::Stemmer;

use super::hashed::Hashed;
use super::language::Language;

/// Bytes of the longest word that is stemmed. Longer ones are no words of a language, and some of
/// the algorithms take time that grows with the square of the length.
const LONGEST: usize = 128;

/// Stems words of one language by its Snowball algorithm, or leaves them as they are.
pub struct Stems {
    language: Language,
    stemmer: Option<Stemmer>,
}

impl Stems {
    /// The stemmer of `language`.
    pub fn of(language: Language) -> Stems {
        Stems {
            language,
            stemmer: language.stemmer().map(Stemmer::create),
        }
    }

    /// The stem of a word in lower case; never empty unless the word is. Stems that do not begin
    /// their word are written to `room`.
    pub fn stem<'a>(&self, folded: Hashed<'a>, room: &'a mut String) -> Hashed<'a> {
        let text = folded.text();
        let Some(stemmer) = self.stemmer.as_ref().filter(|_| text.len() <= LONGEST) else {
            return folded;
        };
        if let Some(stem) = memory::recall(self.language, folded) {
            return stem.write(folded, room);
        }
        let found = stemmer.stem(text);
        let stem = if found.is_empty() { text } else { &found };
        let stem = match text.get(..stem.len()) {
            Some(beginning) if beginning == stem => Hashed::of(beginning),
            _ => {
                room.clear();
                room.push_str(stem);
                Hashed::of(room)
            }
        };
        memory::remember(self.language, folded, stem);
        stem
    }
}

#[cfg(test)]
mod tests {
    use super::Stems;
    use crate::text::hashed::Hashed;
    use crate::text::language::Language;

    fn stem(stems: &Stems, word: &str) -> String {
        let mut room = String::new();
        let first = stems.stem(Hashed::of(word), &mut room).text().to_owned();
        let again = stems.stem(Hashed::of(word), &mut room).text().to_owned();
        assert_eq!(first, again, "{word} is remembered otherwise");
        first
    }

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
            let mut found: Vec<_> = forms.split(' ').map(|form| stem(&stems, form)).collect();
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
                assert!(
                    !stem(&stems, word).is_empty(),
                    "{}: {word}",
                    language.code()
                );
            }
            assert_eq!(stem(&stems, &long), long, "{}", language.code());
        }
    }
}
