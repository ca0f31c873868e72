//! How often a sentence's terms stand in the article: what is written of much is what it is about.
//!
//! Luhn, "The Automatic Creation of Literature Abstracts", IBM Journal 1958; Nenkova &
//! Vanderwende, "The Impact of Frequency on Summarization", MSR-TR-2005-101.

use super::facts::{Facts, Place};
use crate::text::per_term::PerTerm;
use crate::text::terms::TermId;

pub(super) const NAMES: [&str; 6] = [
    // The share of the article's content words that are one of the sentence's terms, in [0, 1].
    "frequency-sum",
    // The same, a distinct term, in percent.
    "frequency-mean",
    // How many of the article's ten most frequent terms the sentence has, 0 to 10.
    "top-terms",
    // The share of its terms that no other sentence has, in [0, 1].
    "rare-share",
    // Sentences that share a term with this one, summed over its terms, a sentence of the story; at most 50.
    "shared-sum",
    // The same, a distinct term.
    "shared-mean",
];

const TOP: usize = 10;

pub(super) fn signals(facts: &Facts) -> Vec<[f32; 6]> {
    let counts = facts.document.counts();
    let all: u32 = counts.iter().map(|(_, count)| count.occurrences).sum();
    let all = all.max(1) as f32;
    let top = top_terms(facts);
    let row = |Place { terms, .. }: Place| {
        let distinct = terms.len().max(1) as f32;
        let (mut occurrences, mut best, mut rare, mut shared) = (0.0, 0.0, 0.0, 0.0);
        for &(term, _) in terms {
            occurrences += counts.of(term).occurrences as f32;
            best += f32::from(top.of(term));
            let others = facts.others(term);
            rare += f32::from(others == 0.0);
            shared += others;
        }
        let (sum, shared) = (occurrences / all, shared / facts.story_count);
        [
            sum,
            100.0 * sum / distinct,
            best,
            rare / distinct,
            shared.min(50.0),
            shared.min(50.0) / distinct,
        ]
    };
    facts.rows(row)
}

/// Which terms are the most frequent; among equals, those that come first.
fn top_terms(facts: &Facts) -> PerTerm<bool> {
    let counts = facts.document.counts().iter();
    let often = counts
        .map(|(term, count)| (term, count.occurrences))
        .filter(|&(_, occurrences)| occurrences > 1);
    let mut terms = Vec::with_capacity(facts.document.terms().term_count());
    terms.extend(often);
    let order = |a: &(TermId, u32), b: &(TermId, u32)| b.1.cmp(&a.1).then(a.0.cmp(&b.0));
    if terms.len() > TOP {
        terms.select_nth_unstable_by(TOP - 1, order);
        terms.truncate(TOP);
    }
    let mut top = PerTerm::new(facts.document.terms());
    for (term, _) in terms {
        top.update(term, |is| *is = true);
    }
    top
}
