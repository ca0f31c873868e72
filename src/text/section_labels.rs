//! What the sections of a structured abstract begin with: "Background: ", "METHODS: ", "Main outcome measures: ".
//!
//! English, the headings that medical journals ask for and those of an article in four parts (introduction, methods,
//! results, discussion).

use std::sync::LazyLock;

use super::hashed::{Hashed, WordSet};

static WORDS: LazyLock<WordSet> = LazyLock::new(|| {
    "\
    aim aims background conclusion conclusions context design discussion finding findings \
    importance interpretation intervention interventions introduction limitations materials \
    measurements measures method methodology methods objective objectives originality outcome outcomes \
    participants patients purpose relevance result results setting settings significance subjects"
        .split_ascii_whitespace()
        .collect()
});

/// Whether `label`, what stands before a colon at the start of a sentence, names a section: it begins or ends with a
/// word that such names have.
pub fn is_section_label(label: &str) -> bool {
    let known = |word: &str| WORDS.contains(Hashed::of(&word.to_ascii_lowercase()));
    let mut words = label.split_whitespace();
    words.next().is_some_and(known) || words.next_back().is_some_and(known)
}

#[cfg(test)]
mod tests {
    use super::is_section_label;

    #[test]
    fn names_of_sections_begin_or_end_with_words_of_theirs() {
        for label in [
            "METHODS",
            "Results",
            "Main outcome measures",
            "Setting and participants",
            "Conclusions and Relevance",
        ] {
            assert!(is_section_label(label), "{label}");
        }
        for label in ["Relief", "Ida Bergstrom", "Under fire", ""] {
            assert!(!is_section_label(label), "{label}");
        }
    }
}
