//! Tag options as they come over the wire.

use super::summary::fraction;
use crate::fraction::Fraction;
use crate::grpc::limits::Limits;
use crate::grpc::pb;
use crate::grpc::violations::Violations;
use crate::tagging::tags::{TagKind, TagOptions};
use crate::tagging::vocabulary::{Vocabulary, VocabularyEntry, VocabularyError};

/// The tag options of a request; absent ones are the defaults. `shared` is the server's vocabulary.
pub fn tag_options(
    message: Option<&pb::TagOptions>,
    shared: &Vocabulary,
    violations: &mut Violations,
) -> TagOptions {
    let defaults = TagOptions {
        shared_vocabulary: shared.clone(),
        ..TagOptions::default()
    };
    let Some(message) = message else {
        return defaults;
    };
    let mut set =
        |field, value: Option<f32>| value.and_then(|value| fraction(field, value, violations));
    let style = set("tags.style", message.style);
    let diversity = set("tags.diversity", message.diversity);
    let min_score = set("tags.min_score", Some(message.min_score)).unwrap_or(Fraction::ZERO);
    TagOptions {
        max_tags: bound("tags.max_tags", message.max_tags, Limits::TAGS, violations)
            .unwrap_or(defaults.max_tags),
        kinds: kinds(message, shared, violations),
        min_score,
        max_words: bound(
            "tags.max_words",
            message.max_words,
            Limits::TAG_WORDS,
            violations,
        )
        .unwrap_or(defaults.max_words),
        style,
        diversity,
        stop_words: stop_words(&message.stop_words, violations),
        vocabulary: vocabulary(&message.vocabulary, violations),
        shared_vocabulary: defaults.shared_vocabulary,
        explain: message.explain,
    }
}

fn bound(field: &str, value: Option<i32>, most: i32, violations: &mut Violations) -> Option<u32> {
    let value = value?;
    if !(1..=most).contains(&value) {
        violations.add(
            field,
            "OUT_OF_RANGE",
            format!("{value} is not between 1 and {most}"),
        );
    }
    u32::try_from(value).ok()
}

/// The kinds asked for, each once. What is asked for must be possible: vocabulary tags need a
/// vocabulary, and a vocabulary that no tag may come from is a mistake.
fn kinds(
    message: &pb::TagOptions,
    shared: &Vocabulary,
    violations: &mut Violations,
) -> Vec<TagKind> {
    let mut kinds = Vec::new();
    if !violations.check_count("tags.kinds", message.kinds.len(), Limits::TAG_KINDS) {
        return kinds;
    }
    for (at, &number) in message.kinds.iter().enumerate() {
        match kind(number) {
            Some(kind) if kinds.contains(&kind) => {}
            Some(kind) => kinds.push(kind),
            None => {
                let field = format_args!("tags.kinds[{at}]");
                violations.add_unknown(field, number, pb::TagKind::as_str_name);
            }
        }
    }
    let without_vocabulary = message.vocabulary.is_empty();
    if kinds == [TagKind::Vocabulary] && without_vocabulary && shared.entries().is_empty() {
        let description = "only tags of the vocabulary are asked for, but there is no vocabulary";
        violations.add("tags.kinds", "CONTRADICTION", description);
    }
    if !kinds.is_empty() && !kinds.contains(&TagKind::Vocabulary) && !without_vocabulary {
        let description = "there is a vocabulary, but `kinds` leaves out TAG_KIND_VOCABULARY";
        violations.add("tags.vocabulary", "CONTRADICTION", description);
    }
    kinds
}

fn kind(number: i32) -> Option<TagKind> {
    match pb::TagKind::try_from(number).ok()? {
        pb::TagKind::Unspecified => None,
        pb::TagKind::Keyphrase => Some(TagKind::Keyphrase),
        pb::TagKind::Entity => Some(TagKind::Entity),
        pb::TagKind::Vocabulary => Some(TagKind::Vocabulary),
    }
}

fn stop_words(words: &[String], violations: &mut Violations) -> Vec<String> {
    if !violations.check_count("tags.stop_words", words.len(), Limits::STOP_WORDS) {
        return Vec::new();
    }
    for (at, word) in words.iter().enumerate() {
        let field = format_args!("tags.stop_words[{at}]");
        violations.check_bytes(field, word, Limits::STOP_WORD_BYTES);
        if word.trim().is_empty() {
            violations.add(field, "BLANK", "the stop word is blank");
        }
    }
    words.to_vec()
}

fn vocabulary(entries: &[pb::VocabularyEntry], violations: &mut Violations) -> Vocabulary {
    if !violations.check_count("tags.vocabulary", entries.len(), Limits::VOCABULARY_ENTRIES) {
        return Vocabulary::default();
    }
    for (at, entry) in entries.iter().enumerate() {
        check_sizes(at, entry, violations);
    }
    let parsed = entries.iter().map(|entry| VocabularyEntry {
        id: entry.id.clone(),
        label: entry.label.clone(),
        aliases: entry.aliases.clone(),
    });
    Vocabulary::parse(parsed, Limits::VOCABULARY_BYTES).unwrap_or_else(|errors| {
        for error in errors {
            let (field, reason) = place(&error);
            violations.add(
                format_args!("tags.vocabulary{field}"),
                reason,
                error.to_string(),
            );
        }
        Vocabulary::default()
    })
}

fn check_sizes(at: usize, entry: &pb::VocabularyEntry, violations: &mut Violations) {
    let limit = Limits::VOCABULARY_TEXT_BYTES;
    violations.check_bytes(format_args!("tags.vocabulary[{at}].id"), &entry.id, limit);
    violations.check_bytes(
        format_args!("tags.vocabulary[{at}].label"),
        &entry.label,
        limit,
    );
    let (field, most) = (
        format_args!("tags.vocabulary[{at}].aliases"),
        Limits::VOCABULARY_ALIASES,
    );
    if violations.check_count(field, entry.aliases.len(), most) {
        for (alias, text) in entry.aliases.iter().enumerate() {
            violations.check_bytes(
                format_args!("tags.vocabulary[{at}].aliases[{alias}]"),
                text,
                limit,
            );
        }
    }
}

fn place(error: &VocabularyError) -> (String, &'static str) {
    match error {
        VocabularyError::DuplicateId { entry, .. } => (format!("[{entry}].id"), "DUPLICATE"),
        VocabularyError::EmptyId { entry } => (format!("[{entry}].id"), "BLANK"),
        VocabularyError::TooLong { .. } => (String::new(), "TOO_LONG"),
        VocabularyError::EmptyLabel { entry } => (format!("[{entry}].label"), "BLANK"),
        VocabularyError::EmptyAlias { entry, alias } => {
            (format!("[{entry}].aliases[{alias}]"), "BLANK")
        }
    }
}
