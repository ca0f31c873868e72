//! Keyphrases and entities: from tokens to written tags.

use std::collections::BTreeSet;

use super::candidates::{Candidate, Candidates, Occurrence};
use super::diversity::diverse;
use super::evidence::{Evidence, gather};
use super::merging::{Family, Merger};
use super::names::pool;
use super::ranking::{Ranked, ranked};
use super::slug::slug;
use super::tags::{Tag, TagKind, TagOptions};
use super::tokens::{Token, tokens};
use super::{display, ranking};
use crate::document::Document;
use crate::fraction::Fraction;
use crate::scoring::scores::Scores;
use crate::text::span::Span;

/// The keyphrases and entities of `document`, the best first, but those that a tag of `taken`
/// stands for.
pub fn phrase_tags(
    document: &Document,
    scores: &Scores,
    options: &TagOptions,
    taken: &[Tag],
) -> Vec<Tag> {
    let tokens = tokens(document, &options.stop_words);
    let candidates = Candidates::of(&tokens);
    let mut evidence = gather(&tokens, &candidates, scores);
    let pooled = pool(&candidates, &mut evidence);
    let phrases = Phrases {
        document,
        tokens: &tokens,
        candidates: &candidates,
        evidence: &evidence,
    };
    let eligible = phrases.eligible(options, taken, &pooled);
    let mut ranked = ranked(&candidates, &evidence, &eligible);
    diverse(
        &mut ranked,
        &candidates,
        options.diversity.unwrap_or(Fraction::ZERO),
    );
    let merger = Merger {
        document,
        tokens: &tokens,
        candidates: &candidates,
        evidence: &evidence,
        pooled: &pooled,
    };
    let families = merger.families(&ranked, options.max_tags as usize);
    families
        .iter()
        .filter_map(|family| phrases.write(family, options.explain))
        .collect()
}

/// The candidates of a document.
struct Phrases<'d> {
    document: &'d Document<'d>,
    tokens: &'d [Token],
    candidates: &'d Candidates,
    evidence: &'d [Evidence],
}

impl Phrases<'_> {
    /// The numbers of the candidates that may become tags: those in the text that the options
    /// allow, and of a full name and its short forms the full name.
    fn eligible(&self, options: &TagOptions, taken: &[Tag], pooled: &[Option<u32>]) -> Vec<u32> {
        let taken: BTreeSet<Span> = taken
            .iter()
            .flat_map(|tag| tag.mentions.iter().copied())
            .collect();
        let fits = |candidate: &Candidate| candidate.words().len() <= options.max_words as usize;
        let allowed = |(number, candidate): &(u32, &Candidate)| {
            let full = pooled.get(*number as usize).copied().flatten();
            let shadowed = full
                .and_then(|full| self.candidates.get(full))
                .is_some_and(fits);
            let first = self.mentions(candidate).next();
            let kind = self.kind(*number);
            fits(candidate)
                && !shadowed
                && (options.kinds.is_empty() || options.kinds.contains(&kind))
                && first.is_some_and(|(span, _)| !taken.contains(&span))
        };
        let all = (0..).zip(self.candidates.iter());
        all.filter(allowed).map(|(number, _)| number).collect()
    }

    fn kind(&self, candidate: u32) -> TagKind {
        match self.evidence.get(candidate as usize) {
            Some(evidence) if evidence.is_name() && evidence.whole_name > 0 => TagKind::Entity,
            _ => TagKind::Keyphrase,
        }
    }

    fn mentions(&self, candidate: &Candidate) -> impl Iterator<Item = (Span, u32)> {
        let occurrences = self.candidates.occurrences(candidate).iter();
        occurrences.filter_map(|&occurrence| display::mention(self.tokens, occurrence))
    }

    fn write(&self, family: &Family, explain: bool) -> Option<Tag> {
        let Ranked {
            candidate: number,
            score,
        } = family.head;
        let candidate = self.candidates.get(number)?;
        let occurrences: &[Occurrence] = self.candidates.occurrences(candidate);
        let kind = self.kind(number);
        let text = display::form(
            self.document,
            self.tokens,
            occurrences,
            kind == TagKind::Entity,
        );
        let variants = family
            .variants
            .iter()
            .filter_map(|&variant| self.candidates.get(variant));
        let all = std::iter::once(candidate).chain(variants);
        let (mentions, sentences) = in_order(all.flat_map(|one| self.mentions(one)).collect());
        let signals = match self.evidence.get(number as usize) {
            Some(evidence) if explain => ranking::signals(candidate, evidence),
            _ => Vec::new(),
        };
        Some(Tag {
            slug: slug(&text),
            text,
            kind,
            vocabulary_id: None,
            score,
            mentions,
            sentences,
            signals,
        })
    }
}

/// Mentions in the order of the text without those that lie inside an earlier one, and the numbers
/// of their sentences, each once.
pub fn in_order(mut mentions: Vec<(Span, u32)>) -> (Vec<Span>, Vec<u32>) {
    mentions.sort_by_key(|(span, _)| (span.begin(), std::cmp::Reverse(span.end())));
    let mut end = 0;
    mentions.retain(|(span, _)| {
        let apart = span.begin() >= end;
        end = end.max(span.end());
        apart
    });
    let spans = mentions.iter().map(|(span, _)| *span).collect();
    let mut sentences: Vec<u32> = mentions.into_iter().map(|(_, sentence)| sentence).collect();
    sentences.dedup();
    (spans, sentences)
}
