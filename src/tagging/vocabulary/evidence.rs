//! The caller's tags that an article mentions, scored by the evidence that counts for others too.

use std::collections::{BTreeMap, HashSet};

use crate::document::Document;
use crate::scoring::scores::Scores;
use crate::tagging::evidence::Evidence;
use crate::tagging::phrases::in_order;
use crate::tagging::ranking::{log_odds, probability, signals_of};
use crate::tagging::slug::slug;
use crate::tagging::tags::{Tag, TagKind, TagOptions};
use crate::tagging::vocabulary::Vocabulary;
use crate::text::span::Span;

/// The tags of both vocabularies that the text mentions; the title counts as evidence.
pub fn vocabulary_tags(document: &Document, scores: &Scores, options: &TagOptions) -> Vec<Tag> {
    let own = &options.vocabulary;
    let mut tags = tags_of(own, document, scores, options.explain);
    let mut shared = tags_of(
        &options.shared_vocabulary,
        document,
        scores,
        options.explain,
    );
    if !shared.is_empty() {
        let ids: HashSet<&str> = own.entries().iter().map(|entry| &*entry.id).collect();
        shared.retain(|tag| {
            !tag.vocabulary_id
                .as_deref()
                .is_some_and(|id| ids.contains(id))
        });
    }
    tags.append(&mut shared);
    tags
}

fn tags_of(
    vocabulary: &Vocabulary,
    document: &Document,
    scores: &Scores,
    explain: bool,
) -> Vec<Tag> {
    let mut mentions: BTreeMap<usize, Vec<(Span, u32)>> = BTreeMap::new();
    for (entry, span) in vocabulary.find(document.text()) {
        let sentence = document
            .sentences()
            .partition_point(|sentence| sentence.span.end() <= span.begin());
        mentions
            .entry(entry)
            .or_default()
            .push((span, sentence as u32));
    }
    let in_title: Vec<usize> = vocabulary
        .find(document.title())
        .into_iter()
        .map(|(entry, _)| entry)
        .collect();
    let tags = mentions.into_iter().filter_map(|(number, mentions)| {
        let entry = vocabulary.entries().get(number)?;
        let in_title = in_title.iter().filter(|&&entry| entry == number).count();
        let evidence = evidence(document, scores, &mentions, in_title);
        let several = entry.label.split_whitespace().nth(1).is_some();
        let signals = match explain {
            true => signals_of(several, &evidence),
            false => Vec::new(),
        };
        let (mentions, sentences) = in_order(mentions);
        Some(Tag {
            text: entry.label.clone(),
            slug: slug(&entry.label),
            kind: TagKind::Vocabulary,
            entity_type: None,
            vocabulary_id: Some(entry.id.clone()),
            score: probability(log_odds(several, &evidence)),
            mentions,
            sentences,
            signals,
        })
    });
    tags.collect()
}

fn evidence(
    document: &Document,
    scores: &Scores,
    mentions: &[(Span, u32)],
    in_title: usize,
) -> Evidence {
    let first = mentions.first().map_or(0, |(span, _)| span.begin());
    let words_before = document
        .words()
        .partition_point(|word| word.span().begin() < first);
    let best = mentions
        .iter()
        .map(|(_, sentence)| scores.of(*sentence as usize));
    Evidence {
        in_title: in_title as u32,
        in_text: mentions.len() as u32,
        as_name: 1,
        whole_name: 1,
        first: words_before as u32,
        first_sentence: mentions.first().map_or(0, |(_, sentence)| *sentence),
        best_sentence: best.fold(0.0, f32::max),
        ..Evidence::default()
    }
}
