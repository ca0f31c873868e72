//! How likely a language is before its text is read.
//!
//! A text of a few words often suits a language of few writers a little better than the one it is
//! written in: "A dog barks." could be Malay by its letters. So languages that much is written in have a
//! lead, which fades as the letters say more. The leads follow the order of how much of the web is
//! written in each language. Larger ones find more English in texts of one or two words, and lose more of
//! all others; `examples/train_language` prints both.

use crate::text::language::Language;

use super::model::UNIT;

/// Leads in natural logarithms, and the languages that have them. All others have none.
const LEADS: [(u32, &str); 4] = [
    (11, "en"),
    (7, "de es fr it pt ru"),
    (5, "ar cs fa hi hu id nl pl ro sv tr uk vi"),
    (
        3,
        "am bg ca da et fi he hr lt lv mr nb ne sk sl sr sw tl ur",
    ),
];

/// N-grams below which only a language with a lead is found: those of a word of five letters.
const WORD: f32 = 24.0;
/// N-grams up to which a lead counts in full: two words of middling length.
const FULL: u32 = 48;
/// N-grams from which it no longer counts.
const OVER: u32 = 96;

/// The lead of `language`, in the unit of the model's weights.
pub(super) fn lead(language: Language) -> u32 {
    let has = |codes: &str| codes.split(' ').any(|code| code == language.code());
    let found = LEADS.iter().find(|(_, codes)| has(codes));
    found.map_or(0, |(nats, _)| nats * UNIT as u32)
}

/// Whether a text of that many n-grams may be in `language`. A single short word suits most languages: "Hello"
/// could be Sotho by its letters, "Obama" Ganda.
pub(super) fn may_be(language: Language, grams: f32) -> bool {
    grams >= WORD || lead(language) > 0
}

/// Whether nothing is left of any lead after that many n-grams.
pub(super) fn is_over(grams: u32) -> bool {
    grams >= OVER
}

/// What is left of `lead` after that many n-grams.
pub(super) fn after(grams: u32, lead: u32) -> u32 {
    lead * OVER.saturating_sub(grams.max(FULL)) / (OVER - FULL)
}

#[cfg(test)]
mod tests {
    use super::{LEADS, after, is_over, lead};
    use crate::text::language::Language;

    #[test]
    fn every_code_is_a_language_that_stands_once() {
        let mut codes: Vec<&str> = LEADS
            .iter()
            .flat_map(|(_, codes)| codes.split(' '))
            .collect();
        let count = codes.len();
        for code in &codes {
            let language = Language::of_code(code);
            assert_eq!(language.map(Language::code), Some(*code));
        }
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }

    #[test]
    fn a_lead_fades() {
        let english = lead(Language::of_code("en").expect("English is known"));
        assert_eq!(english, 11 * 16);
        assert_eq!(after(0, english), english);
        assert_eq!(after(48, english), english);
        assert_eq!(after(72, english), english / 2);
        assert_eq!(after(96, english), 0);
        assert_eq!(after(u32::MAX, english), 0);
        assert!(is_over(96) && !is_over(95));
        assert_eq!(lead(Language::undetermined()), 0);
    }
}
