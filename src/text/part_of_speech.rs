//! Parts of speech: a small tagger for the languages that it was trained for.
//!
//! A hidden Markov model over pairs of tags (Church, "A stochastic parts program and noun phrase
//! parser for unrestricted text", ANLP 1988): the words of a sentence get the tags that make the
//! product of P(tag | word) / P(tag) and P(tag | tag before) highest. Unknown words are judged by
//! their last letters and their shape (Brants, "TnT", ANLP 2000). Marks, whose tag is plain, cut a
//! sentence into stretches that are tagged one by one.
//!
//! `training/part_of_speech` makes the models.

mod format;
mod live;
mod model;
mod observed;
mod stretch;

use std::sync::LazyLock;

use self::model::{EmissionId, Entry, Model};
pub use self::observed::{Case, Gap, Observed, observed};
use super::language::Language;
use super::terms::{FormId, Terms};

/// What a word is in its sentence. Numbered as in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum PartOfSpeech {
    /// "dialogue"
    Noun,
    /// "China"
    Name,
    /// "economic"
    Adjective,
    /// "reaffirm"
    Verb,
    /// "is", "will"
    Auxiliary,
    /// "the", "their"; a possessive ending counts as one as well.
    Determiner,
    /// "of"
    Preposition,
    /// "openly"
    Adverb,
    /// "ten", "1990"
    Number,
    /// "and", "that", "to", "not"
    Conjunction,
    /// "they"
    Pronoun,
    /// Punctuation; no word has it.
    Mark,
}

/// How many tags there are.
const TAGS: usize = 12;

static ALL: [PartOfSpeech; TAGS] = [
    PartOfSpeech::Noun,
    PartOfSpeech::Name,
    PartOfSpeech::Adjective,
    PartOfSpeech::Verb,
    PartOfSpeech::Auxiliary,
    PartOfSpeech::Determiner,
    PartOfSpeech::Preposition,
    PartOfSpeech::Adverb,
    PartOfSpeech::Number,
    PartOfSpeech::Conjunction,
    PartOfSpeech::Pronoun,
    PartOfSpeech::Mark,
];

static ENGLISH: LazyLock<Option<Model>> =
    LazyLock::new(|| format::read(include_bytes!("part_of_speech/en.bin")));

fn model(language: Language) -> Option<&'static Model> {
    match language.code() {
        "en" => ENGLISH.as_ref(),
        _ => None,
    }
}

/// Whether there is a tagger for `language`.
pub fn has_tagger(language: Language) -> bool {
    model(language).is_some()
}

/// Tags the words of one article, and remembers what it has found out of their forms.
pub struct Tagger<'t> {
    model: &'static Model,
    terms: &'t Terms,
    /// What is known of each form.
    known: Vec<Known>,
    stretch: stretch::Stretch,
}

/// What was found out of a form.
#[derive(Clone, Copy)]
struct Known {
    /// The lexicon's entry, if there is one.
    entry: Option<Entry>,
    /// What it could be, by its case.
    emissions: [Option<EmissionId>; 3],
}

impl<'t> Tagger<'t> {
    /// A tagger for words of `terms`; `None` if there is no model for `language`.
    ///
    /// All forms are looked up at once: most of the lexicon is in no cache, and the processor fetches what
    /// is asked for one after the other side by side.
    pub fn new(language: Language, terms: &'t Terms) -> Option<Tagger<'t>> {
        let model = model(language)?;
        let known = |form| Known {
            entry: model.entry(terms.sought(form)),
            emissions: [None; 3],
        };
        Some(Tagger {
            model,
            terms,
            known: terms.forms().map(known).collect(),
            stretch: stretch::Stretch::default(),
        })
    }

    /// Gives the tags of a sentence's words to `each`, in order. Linear.
    pub fn tag(
        &mut self,
        sentence: impl Iterator<Item = Observed>,
        mut each: impl FnMut(PartOfSpeech),
    ) {
        self.stretch.begin(Gap::Mark);
        for word in sentence {
            if word.gap != Gap::Plain {
                self.end_stretch(word.gap, &mut each);
                self.stretch.begin(word.gap);
            }
            let emission = self.emission(&word);
            self.stretch.observe(self.model.emission(emission));
        }
        self.end_stretch(Gap::Mark, &mut each);
    }

    /// Gives the tags of the stretch that ends before `gap` to `each`.
    fn end_stretch(&mut self, gap: Gap, each: &mut impl FnMut(PartOfSpeech)) {
        let found = self.stretch.end(self.model, gap);
        let tags = found.iter().map(|&tag| ALL[usize::from(tag) % TAGS]);
        tags.for_each(each);
    }

    /// How likely `form`, in small letters, is to be each of those parts of speech, in [0, 1].
    pub fn likelihoods<const N: usize>(
        &mut self,
        form: FormId,
        parts: [PartOfSpeech; N],
    ) -> [f32; N] {
        let word = Observed {
            form,
            case: Case::Small,
            gap: Gap::Plain,
        };
        let emission = self.model.emission(self.emission(&word));
        parts.map(|part| emission.chance(part as usize))
    }

    /// Whether `form` is a word that is known to be written in small letters.
    pub fn is_common(&self, form: FormId) -> bool {
        self.entry(form).is_some_and(Entry::is_common)
    }

    /// How rare a form is: minus the logarithm of its share of all words, at most 15.
    pub fn rarity(&self, form: FormId) -> f32 {
        model::rarity(self.entry(form))
    }

    fn entry(&self, form: FormId) -> Option<Entry> {
        self.known.get(form.0 as usize)?.entry
    }

    #[inline]
    fn emission(&mut self, word: &Observed) -> EmissionId {
        let place = word.form.0 as usize;
        let Some(known) = self.known.get_mut(place) else {
            return self.model.emission_of(None, || "", word.case);
        };
        let emission = &mut known.emissions[word.case as usize];
        *emission.get_or_insert_with(|| {
            let folded = || self.terms.form(word.form);
            self.model.emission_of(known.entry, folded, word.case)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{PartOfSpeech, Tagger, observed};
    use crate::text::language::Language;
    use crate::text::span::Span;
    use crate::text::terms::Terms;
    use crate::text::words::words;

    fn tags(text: &str) -> String {
        let language = Language::english();
        let mut terms = Terms::new(language);
        let mut found = Vec::new();
        words(text, Span::new(0, text.len()), language, |word| {
            found.push((terms.intern(word.span.of(text)), word.span, word.shape));
        });
        let mut tags = Vec::new();
        let mut tagger = Tagger::new(language, &terms).expect("English has a model");
        tagger.tag(observed(text, found.into_iter(), false), |tag| {
            tags.push(tag);
        });
        let letter = |tag: &PartOfSpeech| match tag {
            PartOfSpeech::Noun => 'n',
            PartOfSpeech::Name => 'N',
            PartOfSpeech::Adjective => 'j',
            PartOfSpeech::Verb => 'v',
            PartOfSpeech::Auxiliary => 'a',
            PartOfSpeech::Determiner => 'd',
            PartOfSpeech::Preposition => 'p',
            PartOfSpeech::Adverb => 'r',
            PartOfSpeech::Number => '#',
            PartOfSpeech::Conjunction => 'c',
            PartOfSpeech::Pronoun => 'o',
            PartOfSpeech::Mark => '.',
        };
        tags.iter().map(letter).collect()
    }

    #[test]
    fn plain_sentences_are_tagged_by_what_their_words_do() {
        for (text, expected) in [
            ("The old bridge will close for two weeks.", "djnavp#n"),
            ("She will close the road, and they close it.", "oavdncovo"),
            ("Maria Lopez walked near the river.", "NNvpdn"),
            ("the minister's plan", "dnn"),
            ("Engineers frobnicated the new valves.", "nvdjn"),
            ("1. Close the road.", "#vdn"),
            ("2) Open the gates.", "#vdn"),
            ("3. Maria Lopez walked.", "#NNv"),
            ("", ""),
        ] {
            assert_eq!(tags(text), expected, "{text:?}");
        }
    }
}
