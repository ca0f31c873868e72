//! Case folding: the form under which a word is counted, however it is written.

use unicode_normalization::char::compose;

use super::invisible::is_droppable;
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

    /// Appends `word` in lower case, with typographic apostrophes made plain and accents that stand by themselves
    /// joined to their letters, and without soft hyphens, Arabic vowel marks and lengthenings, and Hebrew points.
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
                _ if is_accent(c) => {
                    push_accent(folded, c);
                }
                _ => folded.extend(c.to_lowercase()),
            }
            inside = true;
        }
    }
}

/// Whether `c` is an accent that stands by itself, as in Unicode's decomposed form.
pub fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// Joins an accent to the letter that `text` ends with, as in Unicode's composed form, or appends it where
/// no letter has it; tells whether it was joined.
pub fn push_accent(text: &mut String, accent: char) -> bool {
    let letter = text.chars().next_back();
    let joined = letter.and_then(|letter| compose(letter, accent));
    if joined.is_some() {
        text.pop();
    }
    text.push(joined.unwrap_or(accent));
    joined.is_some()
}

/// Whether a mark may be left out without making another word.
fn is_ornament(c: char) -> bool {
    matches!(
        c,
        '\u{640}' | '\u{64B}'..='\u{652}' | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}'
    ) || is_droppable(c)
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
            ("de", "Ver\u{200B}trag", "vertrag"),
            ("fr", "Cafe\u{301}", "café"),
            ("vi", "Vie\u{323}\u{302}t", "việt"),
            ("en", "q\u{301}", "q\u{301}"),
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
