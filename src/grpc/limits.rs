//! What a request may have at most, and what every request has.

use std::time::Duration;

use crate::article;
use crate::tagging::vocabulary::Vocabulary;

/// The most a request may have, and the vocabulary of the server. Those with a constant are the same
/// on every server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// What an article may have.
    pub article: article::Limits,
    /// Bytes of a request message after decompression. Default 4 MiB.
    pub message_bytes: usize,
    /// Requests of a batch. Default 1000.
    pub batch_requests: usize,
    /// Time without an article on a stream, or with a result that is not read, after which it is ended;
    /// `None` for no bound. Default 5 min.
    pub stream_idle: Option<Duration>,
    /// The vocabulary that every request for tags has besides its own. Default: empty.
    pub vocabulary: Vocabulary,
}

impl Limits {
    /// Requests of a batch, unless the server says something else.
    pub const BATCH_REQUESTS: usize = 1000;
    /// Bytes of a query.
    pub const QUERY_BYTES: usize = 4 << 10;
    /// Tags.
    pub const TAGS: i32 = 1000;
    /// Words of a tag.
    pub const TAG_WORDS: i32 = 10;
    /// Kinds of tags that are asked for; there are three.
    pub const TAG_KINDS: usize = 16;
    /// The caller's own stop words.
    pub const STOP_WORDS: usize = 1000;
    /// Bytes of a stop word.
    pub const STOP_WORD_BYTES: usize = 64;
    /// Entries of a vocabulary.
    pub const VOCABULARY_ENTRIES: usize = 10_000;
    /// Aliases of a vocabulary entry.
    pub const VOCABULARY_ALIASES: usize = 100;
    /// Bytes of an id, a label or an alias of a vocabulary entry.
    pub const VOCABULARY_TEXT_BYTES: usize = 256;
    /// Bytes of all labels and aliases of a request's vocabulary. What finds them takes some fifty times as many
    /// while the article is worked on.
    pub const VOCABULARY_BYTES: usize = 512 << 10;
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            article: article::Limits::default(),
            message_bytes: 4 << 20,
            batch_requests: Limits::BATCH_REQUESTS,
            stream_idle: Some(Duration::from_secs(300)),
            vocabulary: Vocabulary::default(),
        }
    }
}
