//! Query focus: scores drawn towards the sentences that a query is about.
//!
//! Following the query-biased summaries of Tombros & Sanderson, "Advantages of Query Biased
//! Summaries in Information Retrieval", SIGIR 1998: a sentence's own score plus the share of the
//! query that it answers. Rare terms count for more than common ones.

use super::scores::Scores;
use crate::document::Document;
use crate::text::span::Span;
use crate::text::terms::{TermId, Terms};
use crate::text::words::words;
use crate::warning::{Warning, WarningCode};

/// How much of a focused score is owed to the query.
const QUERY_WEIGHT: f32 = 0.6;

/// `scores` drawn towards `query`; unchanged, with a warning, if the article has none of its words.
pub(super) fn focused(mut scores: Scores, document: &Document, query: &str) -> Scores {
    let terms = document.known_terms(query);
    if terms.is_empty() {
        let message = format!(
            "{}; the summary is not focused on it.",
            shortfall(document, query)
        );
        return scores.with_warning(Warning::new(WarningCode::QueryUnmatched, message));
    }
    let count = document.sentences().len() as f32;
    let rarity =
        |term: TermId| (1.0 + count / document.counts().of(term).sentences.max(1) as f32).ln();
    let whole = terms.iter().map(|&term| rarity(term)).sum::<f32>();
    let answers: Vec<f32> = document
        .sentences()
        .iter()
        .map(|sentence| {
            let content = document.content_of(sentence);
            let answered = terms.iter().filter(|term| content.contains(term));
            answered.map(|&term| rarity(term)).sum::<f32>() / whole
        })
        .collect();
    scores.adjust(|sentence, score| {
        let answer = answers.get(sentence).copied().unwrap_or_default();
        (1.0 - QUERY_WEIGHT) * score + QUERY_WEIGHT * answer
    });
    scores
}

/// Why `query` finds nothing in `document`.
fn shortfall(document: &Document, query: &str) -> &'static str {
    let language = document.language();
    let (mut terms, mut stop_words) = (Terms::new(language), Vec::new());
    words(query, Span::new(0, query.len()), language, |word| {
        let form = terms.intern(word.span.of(query));
        stop_words.push(terms.is_stop(form));
    });
    match stop_words.contains(&false) {
        true => "No word of the query is in the article",
        false if stop_words.is_empty() => "The query has no word in it",
        false => "The query has nothing but stop words, which tell no topic",
    }
}

#[cfg(test)]
mod tests {
    use super::shortfall;
    use crate::document::testing::document;

    #[test]
    fn a_query_that_finds_nothing_is_told_why() {
        let document = document("en", "The ferry leaves at noon. It is late today.");
        for (query, told) in [
            ("bridges", "No word of the query is in the article"),
            ("the bridges", "No word of the query is in the article"),
            (
                "what is the",
                "The query has nothing but stop words, which tell no topic",
            ),
            ("?!", "The query has no word in it"),
        ] {
            assert_eq!(shortfall(&document, query), told, "{query}");
        }
    }
}
