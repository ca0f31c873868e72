//! Case folding: the form under which a word is counted, however it is written.

use super::language::Language;

/// How words of a language are put in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folding {
    /// Capital I belongs to dotless ı, and İ to i.
    dotless_i: bool,
    /// Newspapers print е for ё.
    yo_is_ye: bool,
    /// Arabic letters stand for the Persian ones where keyboards lack these.
    persian_letters: bool,
}

impl Folding {
    /// The rules of `language`.
    pub fn of(language: Language) -> Folding {
        let code = language.code();
        Folding {
            dotless_i: matches!(code, "tr" | "az"),
            yo_is_ye: code == "ru",
            persian_letters: matches!(code, "fa" | "ur"),
        }
    }

    /// Appends `word` in lower case, with typographic apostrophes made plain, and without soft
    /// hyphens, Arabic vowel marks and lengthenings, and Hebrew points.
    pub fn fold(self, word: &str, folded: &mut String) {
        if word.is_ascii() && !self.dotless_i {
            let begin = folded.len();
            folded.push_str(word);
            if let Some(added) = folded.get_mut(begin..) {
                added.make_ascii_lowercase();
            }
            return;
        }
        let mut letters = word.chars().peekable();
        let mut inside = false;
        while let Some(c) = letters.next() {
            match c {
                'I' if self.dotless_i => folded.push('ı'),
                'İ' => folded.push('i'),
                'Σ' if inside && letters.peek().is_none() => folded.push('ς'),
                'ё' | 'Ё' if self.yo_is_ye => folded.push('е'),
                'ي' if self.persian_letters => folded.push('ی'),
                'ك' if self.persian_letters => folded.push('ک'),
                '’' | 'ʼ' => folded.push('\''),
                _ if is_ornament(c) => {}
                _ => folded.extend(c.to_lowercase()),
            }
            inside = true;
        }
    }
}

/// Whether a mark may be left out without making another word.
fn is_ornament(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}' | '\u{640}' | '\u{64B}'..='\u{652}' | '\u{591}'..='\u{5BD}'
            | '\u{5BF}' | '\u{5C1}' | '\u{5C2}'
    )
}

#[cfg(test)]
mod tests {
    use super::Folding;
    use crate::text::language::Language;

    #[test]
    fn words_fold_by_the_rules_of_their_language() {
        for (code, word, expected) in [
            ("en", "PARIS", "paris"),
            ("en", "Don’t", "don't"),
            ("en", "İstanbul", "istanbul"),
            ("tr", "IŞIK", "ışık"),
            ("tr", "İstanbul", "istanbul"),
            ("az", "Bakı", "bakı"),
            ("de", "Straße", "straße"),
            ("de", "GROẞ", "groß"),
            ("de", "Ver\u{AD}trag", "vertrag"),
            ("el", "ΟΔΟΣ", "οδος"),
            ("el", "Σ", "σ"),
            ("ru", "Ещё", "еще"),
            ("uk", "Ёлка", "ёлка"),
            ("ar", "مُحَمَّد", "محمد"),
            ("fa", "كتابي", "کتابی"),
            ("he", "שָׁלוֹם", "שלום"),
            ("zh", "数字", "数字"),
        ] {
            let language = Language::of_code(code).unwrap();
            let mut folded = String::new();
            Folding::of(language).fold(word, &mut folded);
            assert_eq!(folded, expected, "{code} {word}");
        }
    }
}
