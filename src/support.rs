//! Floor 8: what the engine has for each language, gathered from the parts that have it.
//!
//! `GetEngineInfo`, `nutgraf languages` and the tables of the docs are made from this.

use std::fmt::Write;

use crate::scoring::ranker::is_trained;
use crate::text::detection::detected_languages;
use crate::text::language::Language;
use crate::text::part_of_speech::has_tagger;
use crate::text::sentences::has_rules;
use crate::text::stopwords::StopWords;
use crate::text::words::is_cut_by_dictionary;

/// What the engine has for one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Support {
    /// The language.
    pub language: Language,
    /// Whether its texts are recognised; if not, the caller must name it.
    pub detected: bool,
    /// Whether its abbreviations and the like are known; if not, sentences end by neutral rules.
    pub sentence_rules: bool,
    /// Whether its words, written without blanks, are cut by a dictionary.
    pub word_dictionary: bool,
    /// Whether words that differ by inflection only are counted as one.
    pub stemmer: bool,
    /// How many words are known to carry no topic; 0 where there is no list.
    pub stop_words: usize,
    /// Whether parts of speech tell which phrases may be tags.
    pub part_of_speech: bool,
    /// Whether the default method was trained on articles in it; if not, it leans on position.
    pub trained_ranker: bool,
}

impl Support {
    /// What there is for every language, sorted by code.
    pub fn of_all() -> Vec<Support> {
        let detected: Vec<Language> = detected_languages().collect();
        Language::all()
            .map(|language| Support {
                language,
                detected: detected.contains(&language),
                sentence_rules: has_rules(language),
                word_dictionary: is_cut_by_dictionary(language),
                stemmer: language.stemmer().is_some(),
                stop_words: StopWords::of(language).len(),
                part_of_speech: has_tagger(language),
                trained_ranker: is_trained(language),
            })
            .collect()
    }
}

/// A column of the tables: what there may be for a language, and whether it is there.
struct Feature {
    name: &'static str,
    given: fn(&Support) -> bool,
}

const FEATURES: [Feature; 7] = [
    Feature {
        name: "recognised",
        given: |support| support.detected,
    },
    Feature {
        name: "sentence rules of its own",
        given: |support| support.sentence_rules,
    },
    Feature {
        name: "words by dictionary",
        given: |support| support.word_dictionary,
    },
    Feature {
        name: "stemmer",
        given: |support| support.stemmer,
    },
    Feature {
        name: "stop words",
        given: |support| support.stop_words > 0,
    },
    Feature {
        name: "parts of speech",
        given: |support| support.part_of_speech,
    },
    Feature {
        name: "trained ranker",
        given: |support| support.trained_ranker,
    },
];

/// A table in Markdown with a line for each language.
pub fn by_language() -> String {
    let mut table = String::from("| code | language | script |");
    for feature in &FEATURES {
        // Writing to a string cannot fail.
        let _ = write!(table, " {} |", feature.name);
    }
    table.push_str("\n|");
    table.push_str(&" --- |".repeat(3 + FEATURES.len()));
    for support in Support::of_all() {
        let language = support.language;
        let _ = write!(
            table,
            "\n| {} | {} | {} |",
            language.code(),
            language.name(),
            language.script().name(),
        );
        for feature in &FEATURES {
            let tick = if (feature.given)(&support) { "✓" } else { "" };
            let _ = write!(table, " {tick} |");
        }
    }
    table.push('\n');
    table
}

/// A table in Markdown with a line for each thing that there may be for a language: how many
/// languages have it, and which.
pub fn by_feature() -> String {
    let all = Support::of_all();
    let mut table = String::from("| what | languages | |\n| --- | ---: | --- |\n");
    for feature in &FEATURES {
        let codes: Vec<&str> = all
            .iter()
            .filter(|support| (feature.given)(support))
            .map(|support| support.language.code())
            .collect();
        let _ = writeln!(
            table,
            "| {} | {} | {} |",
            feature.name,
            codes.len(),
            codes.join(" ")
        );
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{FEATURES, Support, by_feature, by_language};
    use crate::text::language::Language;

    fn of(code: &str) -> Support {
        let language = Language::of_code(code).unwrap();
        let all = Support::of_all();
        *all.iter()
            .find(|support| support.language == language)
            .unwrap()
    }

    #[test]
    fn each_language_has_what_its_parts_have() {
        let english = of("en");
        assert!(english.detected && english.sentence_rules && english.stemmer);
        assert!(english.part_of_speech && english.trained_ranker && !english.word_dictionary);
        assert!(english.stop_words > 300, "{english:?}");
        let thai = of("th");
        assert!(thai.word_dictionary && thai.sentence_rules && !thai.stemmer);
        assert!(!thai.part_of_speech && !thai.trained_ranker);
        let dhivehi = of("dv");
        assert!(dhivehi.detected && !dhivehi.sentence_rules && !dhivehi.stemmer);
        assert_eq!(dhivehi.stop_words, 0);
    }

    #[test]
    fn the_tables_agree_with_each_other() {
        let (languages, features) = (by_language(), by_feature());
        assert_eq!(languages.lines().count(), 2 + Language::all().count());
        assert_eq!(features.lines().count(), 2 + FEATURES.len());
        let ticks = languages.matches('✓').count();
        let counts = features.lines().skip(2).map(|line| {
            let count = line.split('|').nth(2).unwrap();
            count.trim().parse::<usize>().unwrap()
        });
        assert_eq!(counts.sum::<usize>(), ticks);
        assert!(languages.contains("| de | German | Latin | ✓ | ✓ |  | ✓ | ✓ |  |  |"));
        assert!(features.contains("| trained ranker | 3 | en fr vi |"));
    }
}
