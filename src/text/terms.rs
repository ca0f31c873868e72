//! Terms: words counted as one when they differ only by case or inflection.

use super::fold::Folding;
use super::hashed::{Hashed, Key, Sought};
use super::language::Language;
use super::numbers::Numbers;
use super::stems::Stems;
use super::stopwords::StopWords;

/// A word in lower case, as a number: forms are numbered from 0 by first appearance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormId(pub u32);

/// A stem, as a number: terms are numbered from 0 by first appearance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TermId(pub u32);

#[derive(Clone, Copy, Debug)]
struct Form {
    text: Stretch,
    key: Key,
    term: TermId,
    stop: bool,
}

#[derive(Clone, Copy, Debug)]
struct Stem {
    text: Stretch,
    key: Key,
}

/// Where a form or a stem is in the arena.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    begin: u32,
    end: u32,
}

/// Distinct words of an article of the usual length.
const USUAL: usize = 400;

/// Bytes of a text for each of its distinct words, usually more: tables of long texts are made large enough at once,
/// so that they seldom have to grow.
const A_WORD: usize = 32;

/// Bytes of a long word.
const LONG: usize = 32;

/// The distinct words of a text: each is folded, stemmed and looked up in the stop list once.
///
/// Forms and stems stand one after the other in one string; a stem that begins its form, as most
/// do, takes no place of its own.
pub struct Terms {
    folding: Folding,
    stems: Stems,
    stop_words: &'static StopWords,
    arena: String,
    forms: Vec<Form>,
    by_text: Numbers,
    terms: Vec<Stem>,
    by_stem: Numbers,
    /// Room for a word in lower case, and for its stem.
    folded: String,
    stemmed: String,
}

impl Terms {
    /// An empty table for words of `language`.
    pub fn new(language: Language) -> Terms {
        Terms::of_bytes(language, 0)
    }

    /// The same for a text of so many bytes.
    pub fn of_bytes(language: Language, bytes: usize) -> Terms {
        let words = USUAL.max(bytes / A_WORD);
        Terms {
            folding: Folding::of(language),
            stems: Stems::of(language),
            stop_words: StopWords::of(language),
            arena: String::with_capacity(8 * words),
            forms: Vec::with_capacity(words),
            by_text: Numbers::with_capacity(words),
            terms: Vec::with_capacity(words),
            by_stem: Numbers::with_capacity(words),
            folded: String::with_capacity(LONG),
            stemmed: String::with_capacity(LONG),
        }
    }

    /// The number of `word`, which gets a new one when its folded form was not seen before.
    pub fn intern(&mut self, word: &str) -> FormId {
        if is_folded(word) {
            return self.intern_folded(word);
        }
        let mut folded = std::mem::take(&mut self.folded);
        folded.clear();
        self.folding.fold(word, &mut folded);
        let form = self.intern_folded(&folded);
        self.folded = folded;
        form
    }

    /// The same of a word that is its own folded form.
    pub fn intern_folded(&mut self, folded: &str) -> FormId {
        let folded = Hashed::of(folded);
        match self.form_of(folded) {
            Some(form) => form,
            None => self.add_form(folded),
        }
    }

    /// The number of `word` if the table has its folded form.
    pub fn find(&self, word: &str) -> Option<FormId> {
        let mut folded = String::new();
        self.folding.fold(word, &mut folded);
        self.form_of(Hashed::of(&folded))
    }

    /// The number of the stem of `word` if the table has it, whatever the form.
    pub fn find_term(&self, word: &str) -> Option<TermId> {
        let (mut folded, mut room) = (String::new(), String::new());
        self.folding.fold(word, &mut folded);
        self.term_of(self.stems.stem(Hashed::of(&folded), &mut room))
    }

    /// A form, to ask a table of words for.
    #[inline]
    pub fn sought(&self, form: FormId) -> Sought<'_> {
        match self.forms.get(form.0 as usize) {
            Some(form) => Sought::known(form.key, || self.text(form.text)),
            None => Hashed::of("").into(),
        }
    }

    /// A form's text, folded.
    pub fn form(&self, form: FormId) -> &str {
        self.forms
            .get(form.0 as usize)
            .map_or("", |form| self.text(form.text))
    }

    /// Whether a form is a stop word.
    pub fn is_stop(&self, form: FormId) -> bool {
        self.forms.get(form.0 as usize).is_none_or(|form| form.stop)
    }

    /// The term that a form belongs to.
    pub fn term(&self, form: FormId) -> TermId {
        self.forms
            .get(form.0 as usize)
            .map_or(TermId(0), |form| form.term)
    }

    /// A term's stem.
    pub fn stem(&self, term: TermId) -> &str {
        self.terms
            .get(term.0 as usize)
            .map_or("", |stem| self.text(stem.text))
    }

    /// All forms, by first appearance.
    pub fn forms(&self) -> impl ExactSizeIterator<Item = FormId> + use<> {
        (0..self.forms.len() as u32).map(FormId)
    }

    /// How many distinct forms there are.
    pub fn form_count(&self) -> usize {
        self.forms.len()
    }

    /// How many distinct terms there are.
    pub fn term_count(&self) -> usize {
        self.terms.len()
    }

    fn text(&self, stretch: Stretch) -> &str {
        self.arena
            .get(stretch.begin as usize..stretch.end as usize)
            .unwrap_or("")
    }

    fn form_of(&self, folded: Hashed) -> Option<FormId> {
        let is_it = |form: u32| {
            let known = self.forms.get(form as usize);
            known.is_some_and(|known| self.is_word(known.text, known.key, folded))
        };
        self.by_text.find(folded.key(), is_it).map(FormId)
    }

    /// Whether what stands there and has that key is `word`.
    fn is_word(&self, text: Stretch, key: Key, word: Hashed) -> bool {
        key == word.key() && (key.is_whole() || self.bytes(text) == word.text().as_bytes())
    }

    fn bytes(&self, stretch: Stretch) -> &[u8] {
        let range = stretch.begin as usize..stretch.end as usize;
        self.arena.as_bytes().get(range).unwrap_or_default()
    }

    fn term_of(&self, stem: Hashed) -> Option<TermId> {
        let is_it = |term: u32| {
            let known = self.terms.get(term as usize);
            known.is_some_and(|known| self.is_word(known.text, known.key, stem))
        };
        self.by_stem.find(stem.key(), is_it).map(TermId)
    }

    /// Adds a word that the table does not have.
    fn add_form(&mut self, folded: Hashed) -> FormId {
        let text = append(&mut self.arena, folded.text());
        let mut room = std::mem::take(&mut self.stemmed);
        let stem = self.stems.stem(folded, &mut room);
        let term = match self.term_of(stem) {
            Some(term) => term,
            None => {
                let stretch = match folded.text().starts_with(stem.text()) {
                    true => Stretch {
                        end: text.begin + stem.text().len() as u32,
                        ..text
                    },
                    false => append(&mut self.arena, stem.text()),
                };
                self.add_term(stretch, stem.key())
            }
        };
        self.stemmed = room;
        let id = FormId(self.forms.len() as u32);
        self.forms.push(Form {
            text,
            key: folded.key(),
            term,
            stop: self.stop_words.contains(folded),
        });
        let key_of = key_among(&self.forms, |form| form.key);
        self.by_text.insert(folded.key(), id.0, key_of);
        id
    }

    fn add_term(&mut self, text: Stretch, key: Key) -> TermId {
        let id = TermId(self.terms.len() as u32);
        self.terms.push(Stem { text, key });
        let key_of = key_among(&self.terms, |stem| stem.key);
        self.by_stem.insert(key, id.0, key_of);
        id
    }
}

/// Tells the key of the word of a number among `words`.
fn key_among<T>(words: &[T], key: impl Fn(&T) -> Key) -> impl Fn(u32) -> Key {
    move |number| words.get(number as usize).map(&key).unwrap_or_default()
}

/// Whether folding would leave `word` as it is, as far as can be seen at once.
fn is_folded(word: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    word.bytes().all(plain)
}

/// Appends `text` and says where it is. Texts are limited to far less than 4 GiB before they get here.
fn append(arena: &mut String, text: &str) -> Stretch {
    let begin = arena.len() as u32;
    arena.push_str(text);
    Stretch {
        begin,
        end: arena.len() as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::Terms;
    use crate::text::language::Language;

    #[test]
    fn words_share_forms_by_case_and_terms_by_stem() {
        let mut terms = Terms::new(Language::english());
        let forms = ["Elections", "elections", "election", "The"].map(|word| terms.intern(word));
        assert_eq!(forms[0], forms[1]);
        assert_ne!(forms[1], forms[2]);
        assert_eq!(terms.term(forms[0]), terms.term(forms[2]));
        assert_eq!(terms.form(forms[0]), "elections");
        assert_eq!(terms.stem(terms.term(forms[0])), "elect");
        assert!(terms.is_stop(forms[3]) && !terms.is_stop(forms[0]));
        assert_eq!((terms.form_count(), terms.term_count()), (3, 2));
        assert_eq!(terms.find("ELECTIONS"), Some(forms[0]));
        assert_eq!(terms.find("elected"), None);
        assert_eq!(terms.find_term("elected"), Some(terms.term(forms[0])));
    }

    #[test]
    fn a_stem_that_does_not_begin_its_form_is_kept_apart() {
        let mut terms = Terms::new(Language::english());
        let form = terms.intern("happily");
        assert_eq!(terms.stem(terms.term(form)), "happili");
        assert_eq!(terms.form(form), "happily");
    }

    #[test]
    fn many_words_keep_their_numbers_while_the_tables_grow() {
        let mut terms = Terms::new(Language::undetermined());
        let words: Vec<String> = (0..5000).map(|number| format!("w{number}")).collect();
        let first: Vec<_> = words.iter().map(|word| terms.intern(word)).collect();
        let again: Vec<_> = words.iter().map(|word| terms.intern(word)).collect();
        assert_eq!(first, again);
        for (word, form) in words.iter().zip(first) {
            assert_eq!(terms.form(form), word);
        }
    }
}
