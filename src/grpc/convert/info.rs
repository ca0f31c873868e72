//! What the engine is and can do, as it goes over the wire.

use super::response::ENGINE_VERSION;
use crate::grpc::limits::Limits;
use crate::grpc::pb;
use crate::scoring::Method;
use crate::support::Support;

/// The answer of `GetEngineInfo` on a server with those limits.
pub fn engine_info(limits: &Limits) -> pb::GetEngineInfoResponse {
    pb::GetEngineInfoResponse {
        engine_version: ENGINE_VERSION.to_owned(),
        default_method: Method::default().name().to_owned(),
        methods: Method::all().map(method).collect(),
        languages: Support::of_all().into_iter().map(language).collect(),
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

fn language(support: Support) -> pb::LanguageSupport {
    let language = support.language;
    pb::LanguageSupport {
        code: language.code().to_owned(),
        name: language.name().to_owned(),
        stemming: support.stemmer,
        script: language.script().name().to_owned(),
        detected: support.detected,
        sentence_rules: support.sentence_rules,
        word_dictionary: support.word_dictionary,
        stop_words: int(support.stop_words),
        part_of_speech: support.part_of_speech,
        trained_ranker: support.trained_ranker,
    }
}

fn int(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn limits_in_force(limits: &Limits) -> pb::Limits {
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
        max_vocabulary_bytes: int(Limits::VOCABULARY_BYTES),
        max_tag_kinds: int(Limits::TAG_KINDS),
        max_message_bytes: int(limits.message_bytes),
    }
}
