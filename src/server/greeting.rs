//! Whether the client of a stream has begun to speak HTTP/2: one that connects and says nothing would hold its place for
//! ever.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes of the shortest greeting: the preface and an empty SETTINGS frame.
const SHORTEST: usize = 24 + 9;

/// How many of its bytes have come. Clones share it.
#[derive(Clone, Default)]
pub struct Greeting(Arc<AtomicUsize>);

impl Greeting {
    /// Whether as much has come as a greeting has.
    pub fn is_over(&self) -> bool {
        self.0.load(Ordering::Relaxed) >= SHORTEST
    }

    /// So many more bytes have come.
    pub fn heard(&self, more: usize) {
        let read = self.0.load(Ordering::Relaxed);
        if read < SHORTEST {
            self.0.store(read + more, Ordering::Relaxed);
        }
    }
}
