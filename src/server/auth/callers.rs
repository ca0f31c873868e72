//! Whose tokens were found good a moment ago: checking a signature costs as much as a short article.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Caller;

/// Tokens that are remembered; when there are more, all are forgotten.
const MOST: usize = 4096;

/// Good tokens by their hashes.
#[derive(Default)]
pub struct Callers(Mutex<HashMap<[u8; 32], Known>>);

/// A good token.
struct Known {
    caller: Caller,
    /// When it expires, in seconds since 1970.
    until: u64,
}

impl Callers {
    /// Whose token has that hash, if it was seen before and has not expired.
    pub fn find(&self, hash: &[u8; 32], now: u64) -> Option<Caller> {
        let known = self.known();
        let known = known.get(hash).filter(|known| now <= known.until)?;
        Some(Caller::clone(&known.caller))
    }

    /// Remembers a good token until it expires.
    pub fn add(&self, hash: [u8; 32], caller: &Caller, until: u64) {
        let mut known = self.known();
        if known.len() >= MOST {
            known.clear();
        }
        let caller = Caller::clone(caller);
        known.insert(hash, Known { caller, until });
    }

    fn known(&self) -> MutexGuard<'_, HashMap<[u8; 32], Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
