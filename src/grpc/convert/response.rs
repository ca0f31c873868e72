//! Digests as they go over the wire.

use crate::article::Article;
use crate::engine::{Digest, Stats};
use crate::grpc::pb;
use crate::scoring::scores::Signal;
use crate::selection::summary::Choice;
use crate::tagging::entity::EntityType;
use crate::tagging::tags::{Tag, TagKind};
use crate::text::detection::Detection;
use crate::text::offsets::{OffsetEncoding, Offsets};
use crate::text::span::Span;
use crate::text::supported::is_supported;
use crate::warning::{Warning, WarningCode};

/// The version that every response names.
pub const ENGINE_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What is said of an article; its offsets count in `encoding`.
pub fn analysis(
    article: &Article,
    digest: Digest,
    encoding: OffsetEncoding,
) -> pb::AnalyzeArticleResponse {
    let offsets = Offsets::new(article.text(), encoding);
    let summary = digest.summary.unwrap_or_default();
    let mut chosen: Vec<u32> = summary.chosen.iter().map(|choice| choice.index).collect();
    chosen.sort_unstable();
    let sentence = |choice| sentence(choice, &chosen, &offsets);
    pb::AnalyzeArticleResponse {
        article_id: article.id().to_owned(),
        sentences: summary.chosen.into_iter().map(sentence).collect(),
        all_sentences: summary.all.into_iter().map(sentence).collect(),
        summary_text: summary.text,
        tags: digest
            .tags
            .unwrap_or_default()
            .tags
            .into_iter()
            .map(|one| tag(one, &offsets))
            .collect(),
        language: Some(language(digest.language)),
        warnings: digest.warnings.into_iter().map(warning).collect(),
        stats: Some(stats(digest.stats)),
        engine_version: ENGINE_VERSION.to_owned(),
    }
}

impl From<pb::AnalyzeArticleResponse> for pb::SummarizeArticleResponse {
    fn from(analysis: pb::AnalyzeArticleResponse) -> pb::SummarizeArticleResponse {
        pb::SummarizeArticleResponse {
            article_id: analysis.article_id,
            summary_text: analysis.summary_text,
            sentences: analysis.sentences,
            all_sentences: analysis.all_sentences,
            language: analysis.language,
            warnings: analysis.warnings,
            stats: analysis.stats,
            engine_version: analysis.engine_version,
        }
    }
}

impl From<pb::AnalyzeArticleResponse> for pb::TagArticleResponse {
    fn from(analysis: pb::AnalyzeArticleResponse) -> pb::TagArticleResponse {
        pb::TagArticleResponse {
            article_id: analysis.article_id,
            tags: analysis.tags,
            language: analysis.language,
            warnings: analysis.warnings,
            stats: analysis.stats,
            engine_version: analysis.engine_version,
        }
    }
}

/// Counts and offsets go as signed 32-bit numbers; texts are limited to far less than 2 GiB.
fn int(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn sentence(choice: Choice, chosen: &[u32], offsets: &Offsets) -> pb::Sentence {
    pb::Sentence {
        text: choice.text.to_owned(),
        begin: Some(int(offsets.at(choice.span.begin()))),
        end: int(offsets.at(choice.span.end())),
        index: Some(int(choice.index)),
        paragraph: Some(int(choice.paragraph)),
        rank: int(choice.rank),
        score: Some(choice.score),
        signals: choice.signals.into_iter().map(signal).collect(),
        selection: choice.selection.into_iter().map(signal).collect(),
        chosen: chosen.binary_search(&choice.index).is_ok(),
    }
}

fn tag(tag: Tag, offsets: &Offsets) -> pb::Tag {
    let mention = |span: Span| pb::Mention {
        begin: Some(int(offsets.at(span.begin()))),
        end: int(offsets.at(span.end())),
    };
    pb::Tag {
        text: tag.text,
        slug: tag.slug,
        kind: kind(tag.kind).into(),
        entity_type: entity_type(tag.entity_type).into(),
        vocabulary_id: tag.vocabulary_id.unwrap_or_default(),
        score: Some(tag.score),
        mentions: tag.mentions.into_iter().map(mention).collect(),
        sentence_indices: tag.sentences.into_iter().map(int).collect(),
        signals: tag.signals.into_iter().map(signal).collect(),
    }
}

fn kind(kind: TagKind) -> pb::TagKind {
    match kind {
        TagKind::Keyphrase => pb::TagKind::Keyphrase,
        TagKind::Entity => pb::TagKind::Entity,
        TagKind::Vocabulary => pb::TagKind::Vocabulary,
    }
}

fn entity_type(entity_type: Option<EntityType>) -> pb::EntityType {
    match entity_type {
        None => pb::EntityType::Unspecified,
        Some(EntityType::Person) => pb::EntityType::Person,
        Some(EntityType::Organization) => pb::EntityType::Organization,
        Some(EntityType::Place) => pb::EntityType::Place,
        Some(EntityType::Product) => pb::EntityType::Product,
    }
}

fn signal(signal: Signal) -> pb::Signal {
    pb::Signal {
        name: signal.name.to_owned(),
        value: Some(signal.value),
        contribution: Some(signal.contribution),
    }
}

fn language(detection: Detection) -> pb::Language {
    pb::Language {
        code: detection.language.code().to_owned(),
        confidence: Some(detection.confidence),
        supported: Some(is_supported(detection.language)),
    }
}

fn stats(stats: Stats) -> pb::Stats {
    pb::Stats {
        sentences: int(stats.sentences),
        words: Some(int(stats.words)),
        paragraphs: int(stats.paragraphs),
        characters: int(stats.characters),
    }
}

fn warning(warning: Warning) -> pb::Warning {
    let code = match warning.code {
        WarningCode::FewerSentences => pb::WarningCode::FewerSentences,
        WarningCode::BudgetTooSmall => pb::WarningCode::BudgetTooSmall,
        WarningCode::FewerTags => pb::WarningCode::FewerTags,
        WarningCode::VocabularyLeftOut => pb::WarningCode::VocabularyLeftOut,
        WarningCode::TextTooShort => pb::WarningCode::TextTooShort,
        WarningCode::LanguageUnsupported => pb::WarningCode::LanguageUnsupported,
        WarningCode::LanguageMismatch => pb::WarningCode::LanguageMismatch,
        WarningCode::LanguageUncertain => pb::WarningCode::LanguageUncertain,
        WarningCode::QueryUnmatched => pb::WarningCode::QueryUnmatched,
        WarningCode::Truncated => pb::WarningCode::Truncated,
    };
    pb::Warning {
        code: code.into(),
        message: warning.message,
    }
}
