//! The tags of a document.

use std::cmp::Ordering;

use super::entity::EntityType;
use super::model::{MODEL, Model};
use super::phrases::phrase_tags;
use super::vocabulary::Vocabulary;
use super::vocabulary::evidence::vocabulary_tags;
use crate::document::Document;
use crate::fraction::Fraction;
use crate::scoring::scores::{Scores, Signal};
use crate::text::part_of_speech::has_tagger;
use crate::text::span::Span;
use crate::warning::{Warning, WarningCode};

/// What a tag is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagKind {
    /// A phrase that the article is about.
    Keyphrase,
    /// The name of a person, an organization, a place or a product.
    Entity,
    /// A tag of the caller's own vocabulary.
    Vocabulary,
}

/// Which tags are wanted.
#[derive(Clone, Debug)]
pub struct TagOptions {
    /// The most tags. Default 10.
    pub max_tags: u32,
    /// The kinds that are wanted; empty for all.
    pub kinds: Vec<TagKind>,
    /// Tags that score less are left out. Default 0.
    pub min_score: Fraction,
    /// The most words of a tag; vocabulary tags are exempt. Default 6; no tag has more.
    pub max_words: u32,
    /// From 0 (single words) to 1 (phrases). Default: what suits news, 0.95 where there is a tagger of parts of
    /// speech and 0.8 in other languages; 1 in scientific text.
    pub style: Option<Fraction>,
    /// How much a likeness to a better tag counts against one. Default 0.
    pub diversity: Option<Fraction>,
    /// Words that no tag may begin or end with, in any case; vocabulary tags are exempt. Default: none but the
    /// language's own.
    pub stop_words: Vec<String>,
    /// The caller's own tags.
    pub vocabulary: Vocabulary,
    /// Tags that every article is looked through for; where an id is in `vocabulary` as well, that
    /// entry counts alone.
    pub shared_vocabulary: Vocabulary,
    /// Whether each score comes with the evidence behind it.
    pub explain: bool,
}

impl Default for TagOptions {
    fn default() -> TagOptions {
        TagOptions {
            max_tags: 10,
            kinds: Vec::new(),
            min_score: Fraction::ZERO,
            max_words: 6,
            style: None,
            diversity: None,
            stop_words: Vec::new(),
            vocabulary: Vocabulary::default(),
            shared_vocabulary: Vocabulary::default(),
            explain: false,
        }
    }
}

/// The tags found, the best first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tags {
    /// The best first; ties by first mention.
    pub tags: Vec<Tag>,
    /// What could not be done as asked.
    pub warnings: Vec<Warning>,
}

/// A phrase that the article can be filed under.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// The form that a person would write.
    pub text: String,
    /// The form for a URL: `south-korea`.
    pub slug: String,
    /// What it is.
    pub kind: TagKind,
    /// The type of the entity, where the article tells.
    pub entity_type: Option<EntityType>,
    /// The id of the caller's entry, for a vocabulary tag.
    pub vocabulary_id: Option<String>,
    /// How surely the article is about it, in [0, 1].
    pub score: f32,
    /// Where the text mentions it, in order.
    pub mentions: Vec<Span>,
    /// The numbers of the sentences that mention it, in order, each once.
    pub sentences: Vec<u32>,
    /// The evidence behind the score, if that was asked for.
    pub signals: Vec<Signal>,
}

/// The tags of `document`; `scores` tell which of its sentences carry the story.
///
/// Linear in the text: the candidates are counted in one pass, and what comes after looks at a
/// bounded number of them.
pub fn tag(document: &Document, scores: &Scores, options: &TagOptions) -> Tags {
    let calibrated = options.style.is_none_or(|style| style >= PHRASES);
    let calibrated = calibrated && has_tagger(document.language());
    let least = if calibrated { NOISE } else { 0.0 };
    find(&MODEL, document, scores, options, least)
}

/// The tags of `document` by another `model` than the built-in one, noise included: to measure it.
pub fn tag_by(model: &Model, document: &Document, scores: &Scores, options: &TagOptions) -> Tags {
    find(model, document, scores, options, 0.0)
}

/// Phrases of a lower score are no tags, however many are asked for: of their like, readers chose fewer
/// than one in ten. Where single words are preferred, and in languages without a tagger of parts of
/// speech, scores do not say that.
const NOISE: f32 = 0.1;

/// The least style whose scores say how many readers chose such tags.
const PHRASES: Fraction = Fraction::clamped(0.5);

fn find(
    model: &Model,
    document: &Document,
    scores: &Scores,
    options: &TagOptions,
    least: f32,
) -> Tags {
    let wanted = |kind| options.kinds.is_empty() || options.kinds.contains(&kind);
    let (mut tags, mut warnings) = (Vec::new(), Vec::new());
    if wanted(TagKind::Vocabulary) {
        tags = vocabulary_tags(document, scores, options);
    }
    // Also where no phrases are wanted: what a vocabulary names scores as the phrase would.
    let phrases = wanted(TagKind::Keyphrase) || wanted(TagKind::Entity);
    if phrases || !tags.is_empty() {
        let mut found = phrase_tags(model, document, scores, options, &mut tags, least);
        // A tag may be written as another candidate than the one that was judged.
        found.tags.retain(|tag| wanted(tag.kind));
        match tags.is_empty() {
            true => tags = found.tags,
            false => tags.append(&mut found.tags),
        }
        if phrases {
            warnings = found.warnings;
        }
    }
    tags.retain(|tag| tag.score >= options.min_score.get());
    tags.sort_by(best_first);
    let left_out = tags.split_off(tags.len().min(options.max_tags as usize));
    warnings.extend(fewer_tags(tags.len(), options.max_tags));
    warnings.extend(vocabulary_left_out(&left_out, options.max_tags));
    Tags { tags, warnings }
}

/// By score; of equals those of a vocabulary come first, then what is mentioned first.
fn best_first(a: &Tag, b: &Tag) -> Ordering {
    let free = |tag: &Tag| tag.kind != TagKind::Vocabulary;
    let first = |tag: &Tag| tag.mentions.first().map_or(usize::MAX, |span| span.begin());
    let score = b.score.total_cmp(&a.score);
    score
        .then(free(a).cmp(&free(b)))
        .then(first(a).cmp(&first(b)))
}

fn vocabulary_left_out(left_out: &[Tag], asked: u32) -> Option<Warning> {
    let of_vocabulary = |tag: &&Tag| tag.kind == TagKind::Vocabulary;
    let count = left_out.iter().filter(of_vocabulary).count();
    (count > 0).then(|| {
        let are = match count {
            1 => "1 tag of the vocabulary is in the text and was".to_owned(),
            _ => format!("{count} tags of the vocabulary are in the text and were"),
        };
        let was = if asked == 1 { "was" } else { "were" };
        let message =
            format!("{are} left out, since other tags score higher and {asked} {was} asked for.");
        Warning::new(WarningCode::VocabularyLeftOut, message)
    })
}

fn fewer_tags(found: usize, asked: u32) -> Option<Warning> {
    (found < asked as usize).then(|| {
        let were = if asked == 1 { "tag was" } else { "tags were" };
        let message = match found {
            0 => {
                format!("{asked} {were} asked for; no phrase is good enough and fits the options.")
            }
            1 => format!("{asked} {were} asked for; 1 phrase is good enough and fits the options."),
            _ => {
                format!(
                    "{asked} {were} asked for; {found} phrases are good enough and fit the options."
                )
            }
        };
        Warning::new(WarningCode::FewerTags, message)
    })
}
