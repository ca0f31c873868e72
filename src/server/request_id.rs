//! A name for each call: the caller's own, or one that no other call has.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use http::{HeaderMap, HeaderName};

/// The header that carries it, both ways.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Characters of a caller's own id that are kept.
const MAX_LENGTH: usize = 128;

/// Gives names: a random beginning for the process, then a count.
pub struct RequestIds {
    process: u32,
    count: AtomicU64,
}

impl RequestIds {
    /// Names that begin unlike those of any other process, most likely.
    pub fn new() -> RequestIds {
        RequestIds {
            process: RandomState::new().hash_one(0) as u32,
            count: AtomicU64::new(1),
        }
    }

    /// The name of a call with those headers.
    pub fn of(&self, headers: &HeaderMap) -> String {
        let given = headers
            .get(REQUEST_ID)
            .and_then(|value| value.to_str().ok());
        match given {
            Some(given) if (1..=MAX_LENGTH).contains(&given.len()) => given.to_owned(),
            _ => format!(
                "{:08x}-{}",
                self.process,
                self.count.fetch_add(1, Ordering::Relaxed)
            ),
        }
    }
}
