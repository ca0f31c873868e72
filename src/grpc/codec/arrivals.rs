//! Room for messages of streams that are on their way, or have come and wait to be read. It is waited for when the
//! beginning of a message tells how long it is: what comes then would be held beside all that is counted.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::grpc::pool::{Share, Taken};

/// Bytes of messages that need no room: those that may come at a time are few.
const SMALL: usize = 64 << 10;

/// The messages of a stream that have room. Clones share them.
#[derive(Clone, Debug)]
pub struct Arrivals {
    share: Arc<Share>,
    /// By their places in the stream.
    held: Arc<Mutex<VecDeque<(usize, Taken)>>>,
    /// Whether a message has begun that there is no room for yet.
    waiting: Arc<AtomicBool>,
}

impl Arrivals {
    /// None yet; their room is part of `share`.
    pub fn new(share: Arc<Share>) -> Arrivals {
        Arrivals {
            share,
            held: Arc::default(),
            waiting: Arc::default(),
        }
    }

    /// Whether a message of so many bytes needs room.
    pub(super) fn is_large(bytes: usize) -> bool {
        bytes > SMALL
    }

    /// Waits until there is room for the message at `place`, which has so many bytes.
    pub(super) async fn admit(self, place: usize, bytes: usize) {
        let taken = self.nothing();
        self.waiting.store(true, Ordering::Relaxed);
        taken.grow_to_most(bytes).await;
        self.waiting.store(false, Ordering::Relaxed);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.push_back((place, taken));
    }

    /// Whether the stream waits for room, and not for its caller.
    pub fn is_waiting(&self) -> bool {
        self.waiting.load(Ordering::Relaxed)
    }

    /// No room yet.
    pub fn nothing(&self) -> Taken {
        Taken::nothing_of(&self.share)
    }

    /// The room of the message at `place`, if it has some. Places are asked for in their order.
    pub fn of(&self, place: usize) -> Option<Taken> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.front()?.0 != place {
            return None;
        }
        held.pop_front().map(|(_, taken)| taken)
    }
}
