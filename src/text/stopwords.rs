//! Words that carry no topic of their own, by language.

use super::language::Language;

/// Whether `folded` (a word in lower case) is a stop word of `language`.
pub fn is_stop_word(folded: &str, language: Language) -> bool {
    language == Language::english() && ENGLISH.split_ascii_whitespace().any(|stop| stop == folded)
}

static ENGLISH: &str = "a an the and or but if then else of to in on at by for with from as is are was were be \
been being it its this that these those he she they him his her them their we you i my our your me us not no so \
do does did have has had will would can could should may might must about into over after before than out up down \
off also just more most other some such only own same too very there here when where which who whom what how all \
any both each few s t said says say mr mrs ms";
