//! What the engine has for each language, gathered from the parts that have it.

use std::fmt::Write;

use super::detection::detected_languages;
use super::language::Language;
use super::sentences::has_rules;
use super::stopwords::StopWords;

/// What the engine has for one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Support {
    /// The language.
    pub language: Language,
    /// Whether its texts are recognised; if not, the caller must name it.
    pub detected: bool,
    /// Whether its abbreviations and the like are known; if not, sentences end by neutral rules.
    pub sentence_rules: bool,
    /// Whether words that differ by inflection only are counted as one.
    pub stemmer: bool,
    /// How many words are known to carry no topic; 0 where there is no list.
    pub stop_words: usize,
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
                stemmer: language.stemmer().is_some(),
                stop_words: StopWords::of(language).len(),
            })
            .collect()
    }
}

/// [`Support::of_all`] as a table in Markdown.
pub fn markdown() -> String {
    let mut table = String::from(
        "| code | language | script | detected | sentence rules | stemmer | stop words |\n\
         | --- | --- | --- | --- | --- | --- | ---: |\n",
    );
    let tick = |has: bool| if has { "✓" } else { "" };
    for support in Support::of_all() {
        let language = support.language;
        // Writing to a string cannot fail.
        let _ = writeln!(
            table,
            "| {} | {} | {} | {} | {} | {} | {} |",
            language.code(),
            language.name(),
            language.script().name(),
            tick(support.detected),
            tick(support.sentence_rules),
            tick(support.stemmer),
            support.stop_words,
        );
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{Support, markdown};
    use crate::text::language::Language;

    #[test]
    fn english_has_everything_and_dhivehi_is_only_recognised() {
        let all = Support::of_all();
        let of = |code| {
            let language = Language::of_code(code).unwrap();
            *all.iter()
                .find(|support| support.language == language)
                .unwrap()
        };
        let english = of("en");
        assert!(english.detected && english.sentence_rules && english.stemmer);
        assert!(english.stop_words > 300, "{english:?}");
        let dhivehi = of("dv");
        assert!(dhivehi.detected && !dhivehi.sentence_rules && !dhivehi.stemmer);
        assert_eq!(dhivehi.stop_words, 0);
    }

    #[test]
    fn the_table_has_a_line_for_each_language() {
        let table = markdown();
        assert_eq!(table.lines().count(), 2 + Language::all().count());
        assert!(table.contains("| de | German | Latin | ✓ |"), "{table}");
    }
}
