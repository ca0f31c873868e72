//! Verbs and adverbs, told by how they end and by the words before them, in languages that have no tagger of parts
//! of speech.
//!
//! One plain file a language in `src/tagging/verbs/`, UTF-8. `#` begins a comment, `[name]` begins a section,
//! everything else is words or endings in lower case separated by blanks; what the sections hold is told of the
//! fields of [`Verbs`], which have their names. Words with a capital are left alone: they may be names.

use std::sync::LazyLock;

use super::tokens::{Joint, Perhaps, Role, Token};
use crate::document::Document;
use crate::text::hashed::{Hashed, WordSet};
use crate::text::language::Language;

static FRENCH: LazyLock<Verbs> = LazyLock::new(|| Verbs::read(include_str!("verbs/fr.txt")));
static PORTUGUESE: LazyLock<Verbs> = LazyLock::new(|| Verbs::read(include_str!("verbs/pt.txt")));
static SPANISH: LazyLock<Verbs> = LazyLock::new(|| Verbs::read(include_str!("verbs/es.txt")));

/// What tells the verbs of a language.
#[derive(Default)]
struct Verbs {
    /// Words that are verbs.
    verb: WordSet,
    /// Endings of verbs.
    verb_ending: Vec<&'static str>,
    /// Endings of infinitives, which may be nouns after a determiner.
    infinitive_ending: Vec<&'static str>,
    /// Endings of participles, which are verbs after an auxiliary and tell more of a noun after that.
    participle_ending: Vec<&'static str>,
    /// Endings of other participles, which many a noun has too: verbs after an auxiliary.
    past_ending: Vec<&'static str>,
    /// Endings of adverbs.
    adverb_ending: Vec<&'static str>,
    /// Words that end so and are neither verbs nor adverbs.
    noun: WordSet,
    /// Longer endings of such words.
    noun_ending: Vec<&'static str>,
    /// Words that stand before nouns. Some of them are pronouns as well.
    determiner: WordSet,
    /// Words before a pronoun and a verb: "*pour* les libérer".
    before_verb: WordSet,
    /// Words before participles.
    auxiliary: WordSet,
    /// Words that may stand between the two.
    between: WordSet,
}

/// Bars verbs from tags, and participles from their beginnings.
pub fn bar(document: &Document, tokens: &mut [Token]) {
    let Some(verbs) = Verbs::of(document.language()) else {
        return;
    };
    for at in 0..tokens.len() {
        let (before, rest) = tokens.split_at_mut(at);
        let Some(token) = rest.first_mut() else {
            return;
        };
        if token.role != Role::Topic || token.shape.capitalised {
            continue;
        }
        let in_sentence = |before: &&Token| before.sentence == token.sentence;
        let before = before.iter().rev().take_while(in_sentence);
        let form = |token: &Token| document.terms().form(token.form);
        let noun_before = token.joint == Joint::Blank
            && before
                .clone()
                .next()
                .is_some_and(|before| before.role == Role::Topic);
        if verbs.is_verb(form(token), before.map(form)) {
            token.role = Role::Barrier;
        } else if noun_before && verbs.is_participle(form(token)) {
            token.perhaps = Perhaps::Trailing;
        }
    }
}

impl Verbs {
    fn of(language: Language) -> Option<&'static Verbs> {
        match language.code() {
            "es" => Some(&SPANISH),
            "fr" => Some(&FRENCH),
            "pt" => Some(&PORTUGUESE),
            _ => None,
        }
    }

    /// Whether `word` is a verb or an adverb; `before` has the words of its sentence before it, the nearest first.
    fn is_verb<'w>(&self, word: &str, before: impl Iterator<Item = &'w str> + Clone) -> bool {
        if has(&self.verb, word) {
            return true;
        }
        if has(&self.noun, word) || ends(word, &self.noun_ending) {
            return false;
        }
        let participle = ends(word, &self.participle_ending) || ends(word, &self.past_ending);
        if participle && self.is_auxiliary_near(before.clone()) {
            return true;
        }
        let infinitive = ends(word, &self.infinitive_ending);
        infinitive && !self.is_determined(before)
            || ends(word, &self.verb_ending)
            || self.is_adverb(word)
    }

    fn is_adverb(&self, word: &str) -> bool {
        !has(&self.noun, word) && ends(word, &self.adverb_ending)
    }

    /// Whether an auxiliary stands before a word, with nothing or adverbs between.
    fn is_auxiliary_near<'w>(&self, mut before: impl Iterator<Item = &'w str>) -> bool {
        let nearest = before.find(|word| !has(&self.between, word) && !self.is_adverb(word));
        nearest.is_some_and(|word| has(&self.auxiliary, word))
    }

    /// Whether a determiner stands before a word, which makes a noun of it, and no pronoun: "pour *les* libérer".
    fn is_determined<'w>(&self, mut before: impl Iterator<Item = &'w str>) -> bool {
        let determined = before
            .next()
            .is_some_and(|word| has(&self.determiner, word));
        determined
            && !before
                .next()
                .is_some_and(|word| has(&self.before_verb, word))
    }

    /// Whether `word` may be a participle: after a noun it tells more of that.
    fn is_participle(&self, word: &str) -> bool {
        ends(word, &self.participle_ending) && !has(&self.noun, word)
    }

    fn read(file: &'static str) -> Verbs {
        let mut verbs = Verbs::default();
        let mut section = "";
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        for word in lines.flat_map(str::split_whitespace) {
            match word
                .strip_prefix('[')
                .and_then(|word| word.strip_suffix(']'))
            {
                Some(name) => section = name,
                None => {
                    verbs.add(section, word);
                }
            }
        }
        verbs
    }

    /// Adds what is in `section`; false if there is no such section.
    fn add(&mut self, section: &str, word: &'static str) -> bool {
        let words = match section {
            "verb" => &mut self.verb,
            "noun" => &mut self.noun,
            "determiner" => &mut self.determiner,
            "before-verb" => &mut self.before_verb,
            "auxiliary" => &mut self.auxiliary,
            "between" => &mut self.between,
            _ => return self.add_ending(section, word),
        };
        words.or_insert(word, ());
        true
    }

    fn add_ending(&mut self, section: &str, ending: &'static str) -> bool {
        let endings = match section {
            "verb-ending" => &mut self.verb_ending,
            "adverb-ending" => &mut self.adverb_ending,
            "infinitive-ending" => &mut self.infinitive_ending,
            "participle-ending" => &mut self.participle_ending,
            "past-ending" => &mut self.past_ending,
            "noun-ending" => &mut self.noun_ending,
            _ => return false,
        };
        endings.push(ending);
        true
    }
}

fn has(words: &WordSet, word: &str) -> bool {
    words.contains(Hashed::of(word))
}

fn ends(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| word.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::{FRENCH, PORTUGUESE, SPANISH, Verbs};

    #[test]
    fn files_hold_known_sections_in_lower_case() {
        for file in [
            include_str!("verbs/es.txt"),
            include_str!("verbs/fr.txt"),
            include_str!("verbs/pt.txt"),
        ] {
            let lines = file.lines().filter(|line| !line.starts_with('#'));
            let mut section = "";
            for word in lines.flat_map(str::split_whitespace) {
                match word
                    .strip_prefix('[')
                    .and_then(|word| word.strip_suffix(']'))
                {
                    Some(name) => section = name,
                    None => {
                        assert!(Verbs::default().add(section, word), "[{section}] {word}");
                        assert_eq!(word, word.to_lowercase());
                    }
                }
            }
        }
    }

    #[test]
    fn endings_and_the_words_before_tell_verbs_from_nouns() {
        for (verbs, words, expected) in [
            (&FRENCH, "le député", false),
            (&FRENCH, "a été appelé", true),
            (&FRENCH, "a également appelé", true),
            (&FRENCH, "les banques dégradées", false),
            (&FRENCH, "pour libérer", true),
            (&FRENCH, "pour les libérer", true),
            (&FRENCH, "le policier", false),
            (&FRENCH, "de fer", false),
            (&FRENCH, "un étranger", false),
            (&FRENCH, "ils travaillaient", true),
            (&FRENCH, "le retrait", false),
            (&FRENCH, "très probablement", true),
            (&FRENCH, "un rassemblement", false),
            (&PORTUGUESE, "começou", true),
            (&PORTUGUESE, "o mercado", false),
            (&PORTUGUESE, "foi atingido", true),
            (&PORTUGUESE, "o mar", false),
            (&PORTUGUESE, "de impedir", true),
            (&SPANISH, "el lugar", false),
            (&SPANISH, "han llegado", true),
            (&SPANISH, "trabajando", true),
            (&SPANISH, "el comando", false),
        ] {
            let mut words = words.rsplit(' ');
            let word = words.next().expect("a word");
            assert_eq!(verbs.is_verb(word, words), expected, "{word}");
        }
    }
}
