//! What one connection has of answers, and whether its client reads it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use tokio::time::sleep;

use crate::grpc::pool::{Share, Taken};

/// The answers on one connection: those that were made, and how many of them have left.
pub struct Outbox {
    share: Arc<Share>,
    /// Bytes that wait to be sent.
    unsent: AtomicUsize,
    /// Pieces that were sent or given up.
    sent: AtomicUsize,
}

/// Bytes that count until nobody has them any more.
struct Counted {
    data: Bytes,
    _until_dropped: Taken,
    outbox: Arc<Outbox>,
}

impl Outbox {
    /// An empty one, whose answers count as part of `share`.
    pub fn new(share: Share) -> Outbox {
        Outbox {
            share: Arc::new(share),
            unsent: AtomicUsize::new(0),
            sent: AtomicUsize::new(0),
        }
    }

    /// What its answers count as part of.
    pub fn share(&self) -> &Arc<Share> {
        &self.share
    }

    /// `data`, which counts until the connection has sent it or given it up, whether there is room for it or
    /// not.
    pub fn put_anyway(self: &Arc<Self>, data: Bytes) -> Bytes {
        let mut taken = Taken::nothing_of(&self.share);
        taken.set(data.len());
        self.put(data, taken)
    }

    /// `data`, for which there is room: `taken`.
    pub fn put(self: &Arc<Self>, data: Bytes, taken: Taken) -> Bytes {
        self.unsent.fetch_add(data.len(), Ordering::Relaxed);
        Bytes::from_owner(Counted {
            data,
            _until_dropped: taken,
            outbox: Arc::clone(self),
        })
    }

    /// Ready when nothing was read for `time` of what waits, and answers have become scarce of room.
    pub async fn is_stuck(&self, time: Duration) {
        loop {
            let (before, waited) = (self.sent.load(Ordering::Relaxed), self.waits());
            sleep(time).await;
            let moved = self.sent.load(Ordering::Relaxed) != before;
            if waited && self.waits() && !moved && self.share.is_scarce() {
                return;
            }
        }
    }

    fn waits(&self) -> bool {
        self.unsent.load(Ordering::Relaxed) > 0
    }
}

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        &self.data
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let Outbox { unsent, sent, .. } = &*self.outbox;
        unsent.fetch_sub(self.data.len(), Ordering::Relaxed);
        sent.fetch_add(1, Ordering::Relaxed);
    }
}
