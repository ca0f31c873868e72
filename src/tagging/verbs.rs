//! Verbs and adverbs, told by how they end and by the words before them, in languages that have no tagger of parts
//! of speech.
//!
//! One plain file a language in `src/tagging/verbs/`, UTF-8. `#` begins a comment, `[name]` begins a section,
//! everything else is words or endings in lower case separated by blanks. Words with a capital are left alone: they
//! may be names.
//!
//! | section | words or endings |
//! | --- | --- |
//! | `verb` | words that are verbs |
//! | `verb-ending` | endings of verbs |
//! | `adverb-ending` | endings of adverbs |
//! | `infinitive-ending` | of infinitives, which may be nouns after a determiner |
//! | `participle-ending` | of participles: verbs after an auxiliary, after a noun they tell more of it |
//! | `past-ending` | of other participles, which many a noun has too: verbs after an auxiliary |
//! | `noun`, `noun-ending` | words with such an ending that are neither verbs nor adverbs, and longer endings of such |
//! | `determiner` | stand before nouns; some are pronouns as well |
//! | `before-verb` | stand before a pronoun and a verb: "*pour* les libérer" |
//! | `auxiliary` | stand before participles |
//! | `between` | may stand between the two |

use std::sync::LazyLock;

use bitflags::bitflags;

use super::tokens::{Joint, Perhaps, Role, Token};
use crate::document::Document;
use crate::text::hashed::{Sought, WordMap};
use crate::text::language::Language;
use crate::text::sections;

static FRENCH: LazyLock<Verbs> = LazyLock::new(|| Verbs::read(include_str!("verbs/fr.txt")));
static PORTUGUESE: LazyLock<Verbs> = LazyLock::new(|| Verbs::read(include_str!("verbs/pt.txt")));
static SPANISH: LazyLock<Verbs> = LazyLock::new(|| Verbs::read(include_str!("verbs/es.txt")));

/// What tells the verbs of a language.
struct Verbs {
    words: WordMap<Traits>,
    /// Endings, by their last byte.
    endings: Vec<Vec<(&'static str, Traits)>>,
}

bitflags! {
    /// The sections that a word is of.
    #[derive(Clone, Copy, Default)]
    struct Traits: u16 {
        const VERB = 1;
        const VERB_ENDING = 1 << 1;
        const ADVERB_ENDING = 1 << 2;
        const INFINITIVE = 1 << 3;
        const PARTICIPLE = 1 << 4;
        const PAST = 1 << 5;
        const NOUN = 1 << 6;
        const DETERMINER = 1 << 7;
        const BEFORE_VERB = 1 << 8;
        const AUXILIARY = 1 << 9;
        const BETWEEN = 1 << 10;
    }
}

impl Traits {
    /// Those of a section.
    fn of_section(name: &str) -> Option<Traits> {
        Some(match name {
            "verb" => Traits::VERB,
            "verb-ending" => Traits::VERB_ENDING,
            "adverb-ending" => Traits::ADVERB_ENDING,
            "infinitive-ending" => Traits::INFINITIVE,
            "participle-ending" => Traits::PARTICIPLE,
            "past-ending" => Traits::PAST,
            "noun" | "noun-ending" => Traits::NOUN,
            "determiner" => Traits::DETERMINER,
            "before-verb" => Traits::BEFORE_VERB,
            "auxiliary" => Traits::AUXILIARY,
            "between" => Traits::BETWEEN,
            _ => return None,
        })
    }

    fn is_adverb(self) -> bool {
        self.contains(Traits::ADVERB_ENDING) && !self.contains(Traits::NOUN)
    }

    /// After a noun a participle tells more of that.
    fn is_participle(self) -> bool {
        self.contains(Traits::PARTICIPLE) && !self.contains(Traits::NOUN)
    }

    /// Whether it is a verb or an adverb; `before` has the words of its sentence before it, the nearest first.
    fn is_verb(self, before: impl Iterator<Item = Traits> + Clone) -> bool {
        if self.intersects(Traits::VERB | Traits::NOUN) {
            return self.contains(Traits::VERB);
        }
        let participle = self.intersects(Traits::PARTICIPLE | Traits::PAST);
        let infinitive = self.contains(Traits::INFINITIVE);
        self.intersects(Traits::VERB_ENDING | Traits::ADVERB_ENDING)
            || participle && is_auxiliary_near(before.clone())
            || infinitive && !is_determined(before)
    }
}

/// Whether an auxiliary stands before a word, with nothing or adverbs between.
fn is_auxiliary_near(mut before: impl Iterator<Item = Traits>) -> bool {
    let nearest = before.find(|word| !word.contains(Traits::BETWEEN) && !word.is_adverb());
    nearest.is_some_and(|word| word.contains(Traits::AUXILIARY))
}

/// Whether a determiner stands before a word, which makes a noun of it, and no pronoun: "pour *les* libérer".
fn is_determined(mut before: impl Iterator<Item = Traits>) -> bool {
    let determined = before
        .next()
        .is_some_and(|word| word.contains(Traits::DETERMINER));
    determined
        && !before
            .next()
            .is_some_and(|word| word.contains(Traits::BEFORE_VERB))
}

/// Bars verbs from tags, and participles from their beginnings.
pub fn bar(document: &Document, tokens: &mut [Token]) {
    let Some(verbs) = Verbs::of(document.language()) else {
        return;
    };
    let terms = document.terms();
    let traits = |form| verbs.traits(terms.sought(form), terms.form(form));
    let traits: Vec<Traits> = terms.forms().map(traits).collect();
    let of = |token: &Token| {
        traits
            .get(token.form.0 as usize)
            .copied()
            .unwrap_or_default()
    };
    for at in 0..tokens.len() {
        let (before, rest) = tokens.split_at_mut(at);
        let Some(token) = rest.first_mut() else {
            return;
        };
        if token.role != Role::Topic || token.shape.is_capitalised() {
            continue;
        }
        let after_noun = before.last().is_some_and(|word| word.role == Role::Topic);
        let sentence = token.sentence;
        let before = before
            .iter()
            .rev()
            .take_while(|word| word.sentence == sentence);
        if of(token).is_verb(before.map(of)) {
            token.role = Role::Barrier;
        } else if after_noun && token.joint == Joint::Blank && of(token).is_participle() {
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

    /// The traits of `text`, a word in lower case.
    fn traits<'a>(&self, word: impl Into<Sought<'a>>, text: &str) -> Traits {
        let listed = self.words.get(word).copied().unwrap_or_default();
        let endings = text
            .bytes()
            .last()
            .and_then(|last| self.endings.get(usize::from(last)));
        let ends = |(ending, _): &&(&str, Traits)| text.ends_with(ending);
        let endings = endings.into_iter().flatten().filter(ends);
        endings.fold(listed, |all, &(_, traits)| all | traits)
    }

    fn read(file: &'static str) -> Verbs {
        let mut verbs = Verbs {
            words: WordMap::default(),
            endings: vec![Vec::new(); 256],
        };
        for (section, word) in sections::words_of(file) {
            verbs.add(section, word);
        }
        verbs
    }

    /// Adds a word or an ending of `section`.
    fn add(&mut self, section: &str, word: &'static str) {
        let traits = Traits::of_section(section).unwrap_or_default();
        if !section.ends_with("-ending") {
            let known = self.words.or_insert(word, traits);
            *known |= traits;
        } else if let Some(last) = word.bytes().last()
            && let Some(endings) = self.endings.get_mut(usize::from(last))
        {
            endings.push((word, traits));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FRENCH, PORTUGUESE, SPANISH, Traits, sections};
    use crate::text::hashed::Hashed;

    #[test]
    fn files_hold_known_sections_in_lower_case() {
        for file in [
            include_str!("verbs/es.txt"),
            include_str!("verbs/fr.txt"),
            include_str!("verbs/pt.txt"),
        ] {
            for (section, word) in sections::words_of(file) {
                assert!(Traits::of_section(section).is_some(), "[{section}] {word}");
                assert_eq!(word, word.to_lowercase());
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
            let traits = |word| verbs.traits(Hashed::of(word), word);
            let mut nearest_first = words.rsplit(' ').map(traits);
            let word = nearest_first.next().expect("a word");
            assert_eq!(word.is_verb(nearest_first), expected, "{words}");
        }
    }
}
