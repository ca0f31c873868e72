//! How many of the key phrases that readers named are among the tags.
//!
//! A phrase is found if the stems of its words are those of a tag, letter by letter; a key may have
//! several wordings, of which one is enough. So measured in the literature on key phrases since
//! Hulth, "Improved Automatic Keyword Extraction Given More Linguistic Knowledge", EMNLP 2003.

use super::tokens::Tokens;

/// The wordings of each key, stemmed; a key that shares a wording with an earlier one is dropped.
pub struct Keys(Vec<Vec<String>>);

/// Measures of the first so many tags, each in [0, 1].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Hits {
    /// Keys found, of the tags that might have been given.
    pub precision: f64,
    /// Keys found, of all keys.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
}

impl Keys {
    /// Keys as they stand in a file, each with its wordings.
    pub fn of(keys: &[Vec<String>], tokens: &Tokens) -> Keys {
        let mut kept: Vec<Vec<String>> = Vec::new();
        for key in keys {
            let wordings = key.iter().map(|wording| stems(wording, tokens));
            let wordings: Vec<String> = wordings.filter(|wording| !wording.is_empty()).collect();
            let known = |wording| kept.iter().any(|key| key.contains(wording));
            if !wordings.is_empty() && !wordings.iter().any(known) {
                kept.push(wordings);
            }
        }
        Keys(kept)
    }

    /// Whether there is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the first `count` of `tags` find; tags with the same stems count once.
    pub fn hits<'a>(
        &self,
        tags: impl IntoIterator<Item = &'a str>,
        count: usize,
        tokens: &Tokens,
    ) -> Hits {
        let mut top: Vec<String> = Vec::new();
        for tag in tags.into_iter().map(|tag| stems(tag, tokens)) {
            if top.len() < count && !tag.is_empty() && !top.contains(&tag) {
                top.push(tag);
            }
        }
        let found = |key: &&Vec<String>| key.iter().any(|wording| top.contains(wording));
        let found = self.0.iter().filter(found).count() as f64;
        if found == 0.0 {
            return Hits::default();
        }
        let (precision, recall) = (found / count as f64, found / self.0.len() as f64);
        let f1 = 2.0 * precision * recall / (precision + recall);
        Hits {
            precision,
            recall,
            f1,
        }
    }
}

/// The stems of a phrase without its possessive endings.
fn stems(phrase: &str, tokens: &Tokens) -> String {
    let mut bare = String::with_capacity(phrase.len());
    let mut rest = phrase;
    while let Some(at) = rest.find(['\'', '’']) {
        let (before, from) = rest.split_at(at);
        bare.push_str(before);
        let mark = from.chars().next().map_or(0, char::len_utf8);
        let (mark, after) = from.split_at(mark);
        rest = match after.strip_prefix(['s', 'S']) {
            Some(next) if !next.starts_with(|c: char| c.is_alphanumeric() || c == '_') => next,
            _ => {
                bare.push_str(mark);
                after
            }
        };
    }
    bare.push_str(rest);
    tokens.of(&bare).join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Hits, Keys};
    use crate::evaluation::tokens::Tokens;
    use crate::text::language::Language;

    fn english() -> Language {
        Language::of_code("en").expect("it is known")
    }

    #[test]
    fn keys_are_found_by_stem_once_and_in_any_wording() {
        let tokens = Tokens::of_phrases(english());
        let keys = [
            vec!["Tarrow's ferries".to_owned()],
            vec!["Tarrow ferry".to_owned()],
            vec!["harbour master".to_owned(), "Odile Brandt".to_owned()],
            vec!["charging stations".to_owned()],
        ];
        let keys = Keys::of(&keys, &tokens);
        // Three keys are left, for the second says the same as the first.
        let tags = ["Tarrow ferry", "tarrow ferries", "Odile Brandt", "barges"];
        let expected = Hits {
            precision: 0.4,
            recall: 2.0 / 3.0,
            f1: 0.5,
        };
        let hits = keys.hits(tags, 5, &tokens);
        assert!((hits.f1 - expected.f1).abs() < 1e-9, "{hits:?}");
        assert_eq!(
            (hits.precision, hits.recall),
            (expected.precision, expected.recall)
        );
        assert_eq!(keys.hits(["barges"], 5, &tokens), Hits::default());
    }
}
