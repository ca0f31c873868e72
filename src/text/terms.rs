//! Terms: words counted as one when they differ only by case or inflection.

use ahash::RandomState;
use hashbrown::HashTable;

use super::language::Language;
use super::stems::Stems;
use super::stopwords::is_stop_word;

/// A word in lower case, as a number: forms are numbered from 0 by first appearance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormId(pub u32);

/// A stem, as a number: terms are numbered from 0 by first appearance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TermId(pub u32);

#[derive(Debug)]
struct Form {
    text: Box<str>,
    term: TermId,
    stop: bool,
}

/// The distinct words of a text: each is folded, stemmed and looked up in the stop list once.
pub struct Terms {
    language: Language,
    stems: Stems,
    hasher: RandomState,
    forms: Vec<Form>,
    by_text: HashTable<FormId>,
    terms: Vec<Box<str>>,
    by_stem: HashTable<TermId>,
    folded: String,
}

impl Terms {
    /// An empty table for words of `language`.
    pub fn new(language: Language) -> Terms {
        Terms {
            language,
            stems: Stems::of(language),
            hasher: RandomState::new(),
            forms: Vec::new(),
            by_text: HashTable::new(),
            terms: Vec::new(),
            by_stem: HashTable::new(),
            folded: String::new(),
        }
    }

    /// The number of `word`, which gets a new one when its lower-case form was not seen before.
    pub fn intern(&mut self, word: &str) -> FormId {
        self.folded.clear();
        fold(word, &mut self.folded);
        let hash = self.hasher.hash_one(self.folded.as_str());
        match self
            .by_text
            .find(hash, |form| self.form(*form) == self.folded)
        {
            Some(&form) => form,
            None => self.add_form(hash),
        }
    }

    /// The number of `word` if the table has its lower-case form.
    pub fn find(&self, word: &str) -> Option<FormId> {
        let mut folded = String::new();
        fold(word, &mut folded);
        let hash = self.hasher.hash_one(folded.as_str());
        self.by_text
            .find(hash, |form| self.form(*form) == folded)
            .copied()
    }

    /// The number of the stem of `word` if the table has it, whatever the form.
    pub fn find_term(&self, word: &str) -> Option<TermId> {
        let mut folded = String::new();
        fold(word, &mut folded);
        let stem = self.stems.stem(&folded);
        let hash = self.hasher.hash_one(&*stem);
        self.by_stem
            .find(hash, |term| self.stem(*term) == stem)
            .copied()
    }

    /// A form's text, in lower case.
    pub fn form(&self, form: FormId) -> &str {
        self.forms
            .get(form.0 as usize)
            .map_or("", |form| &form.text)
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
        self.terms.get(term.0 as usize).map_or("", |stem| stem)
    }

    /// How many distinct forms there are.
    pub fn form_count(&self) -> usize {
        self.forms.len()
    }

    /// How many distinct terms there are.
    pub fn term_count(&self) -> usize {
        self.terms.len()
    }

    fn add_form(&mut self, hash: u64) -> FormId {
        let id = FormId(self.forms.len() as u32);
        let stem = self.stems.stem(&self.folded);
        let stem_hash = self.hasher.hash_one(&*stem);
        let known = self
            .by_stem
            .find(stem_hash, |term| self.stem(*term) == stem)
            .copied();
        let term = known.unwrap_or_else(|| {
            let term = TermId(self.terms.len() as u32);
            self.terms.push(stem.as_ref().into());
            let (terms, hasher) = (&self.terms, &self.hasher);
            self.by_stem.insert_unique(stem_hash, term, |term| {
                hasher.hash_one(&*terms[term.0 as usize])
            });
            term
        });
        let stop = is_stop_word(&self.folded, self.language);
        self.forms.push(Form {
            text: self.folded.as_str().into(),
            term,
            stop,
        });
        let (forms, hasher) = (&self.forms, &self.hasher);
        self.by_text.insert_unique(hash, id, |form| {
            hasher.hash_one(&*forms[form.0 as usize].text)
        });
        id
    }
}

/// Appends `word` in lower case, with typographic apostrophes made plain.
fn fold(word: &str, folded: &mut String) {
    if word.is_ascii() {
        folded.push_str(word);
        folded.make_ascii_lowercase();
        return;
    }
    folded.extend(
        word.chars()
            .flat_map(char::to_lowercase)
            .map(|c| if c == '’' { '\'' } else { c }),
    );
}

/// A value for each term of one [`Terms`].
#[derive(Clone, Debug)]
pub struct PerTerm<T>(Vec<T>);

impl<T: Clone + Copy + Default> PerTerm<T> {
    /// The default value for every term of `terms`.
    pub fn new(terms: &Terms) -> PerTerm<T> {
        PerTerm(vec![T::default(); terms.term_count()])
    }

    /// The value of `term`; the default for a term of another table.
    pub fn of(&self, term: TermId) -> T {
        self.0.get(term.0 as usize).copied().unwrap_or_default()
    }

    /// Changes the value of `term`; nothing for a term of another table.
    pub fn update(&mut self, term: TermId, change: impl FnOnce(&mut T)) {
        if let Some(value) = self.0.get_mut(term.0 as usize) {
            change(value);
        }
    }

    /// Every term with its value, in the order of first appearance.
    pub fn iter(&self) -> impl Iterator<Item = (TermId, T)> + '_ {
        self.0
            .iter()
            .enumerate()
            .map(|(at, value)| (TermId(at as u32), *value))
    }
}
