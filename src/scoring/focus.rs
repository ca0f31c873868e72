//! Query focus: scores drawn towards the sentences that a query is about.
//!
//! Following the query-biased summaries of Tombros & Sanderson, "Advantages of Query Biased
//! Summaries in Information Retrieval", SIGIR 1998: a sentence's own score plus the share of the
//! query that it answers. Rare terms count for more than common ones.

use super::scores::Scores;
use crate::document::Document;
use crate::text::terms::TermId;
use crate::warning::{Warning, WarningCode};

/// How much of a focused score is owed to the query.
const QUERY_WEIGHT: f32 = 0.6;

/// `scores` drawn towards `query`; unchanged, with a warning, if the article has none of its words.
pub(super) fn focused(mut scores: Scores, document: &Document, query: &str) -> Scores {
    let terms = document.known_terms(query);
    if terms.is_empty() {
        let message = "No word of the query is in the article; the summary is not focused on it.";
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
