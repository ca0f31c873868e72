//! What the engine is and can do, as it goes over the wire.

use super::response::ENGINE_VERSION;
use crate::grpc::limits::Limits;
use crate::grpc::pb;
use crate::scoring::Method;
use crate::text::language::Language;

/// The answer of `GetEngineInfo` on a server with those limits.
pub fn engine_info(limits: &Limits) -> pb::GetEngineInfoResponse {
    pb::GetEngineInfoResponse {
        engine_version: ENGINE_VERSION.to_owned(),
        default_method: Method::default().name().to_owned(),
        methods: Method::all().map(method).collect(),
        languages: Language::all().map(language).collect(),
        limits: Some(limits_in_force(limits)),
    }
}

fn method(method: Method) -> pb::Method {
    let card = method.card();
    pb::Method {
        name: card.name.to_owned(),
        description: card.description.to_owned(),
        reference: card.reference.to_owned(),
    }
}

fn language(language: Language) -> pb::LanguageSupport {
    pb::LanguageSupport {
        code: language.code().to_owned(),
        name: language.name().to_owned(),
        stemming: language.stemmer().is_some(),
    }
}

fn limits_in_force(limits: &Limits) -> pb::Limits {
    let int = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    pb::Limits {
        max_text_bytes: int(limits.article.text_bytes),
        max_title_bytes: int(limits.article.title_bytes),
        max_id_bytes: int(limits.article.id_bytes),
        max_query_bytes: int(Limits::QUERY_BYTES),
        max_batch_requests: int(limits.batch_requests),
        max_tags: Limits::TAGS,
        max_tag_words: Limits::TAG_WORDS,
        max_stop_words: int(Limits::STOP_WORDS),
        max_stop_word_bytes: int(Limits::STOP_WORD_BYTES),
        max_vocabulary_entries: int(Limits::VOCABULARY_ENTRIES),
        max_vocabulary_aliases: int(Limits::VOCABULARY_ALIASES),
        max_vocabulary_text_bytes: int(Limits::VOCABULARY_TEXT_BYTES),
        max_message_bytes: int(limits.message_bytes),
    }
}
