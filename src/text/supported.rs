//! Whether there is anything for a language but the rules that hold for all.

use super::language::Language;
use super::sentences::has_rules;
use super::stopwords::StopWords;
use super::words::is_cut_by_dictionary;

/// Whether the engine has sentence rules, stop words, a stemmer or a dictionary for `language`.
pub fn is_supported(language: Language) -> bool {
    has_rules(language)
        || language.stemmer().is_some()
        || is_cut_by_dictionary(language)
        || !StopWords::of(language).is_empty()
}

#[cfg(test)]
mod tests {
    use super::is_supported;
    use crate::text::language::Language;

    #[test]
    fn a_language_that_is_only_recognised_is_not_supported() {
        for (code, supported) in [
            ("en", true),
            ("km", true),
            ("yi", true),
            ("zu", true),
            ("dv", false),
            ("ml", false),
        ] {
            let language = Language::of_code(code).unwrap();
            assert_eq!(is_supported(language), supported, "{code}");
        }
        assert!(!is_supported(Language::undetermined()));
    }
}
