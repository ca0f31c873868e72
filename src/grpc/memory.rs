//! Memory for articles of streams: each is read once there is room for it.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The memory that articles of all streams may hold together. Clones share it.
#[derive(Clone, Debug)]
pub struct Memory {
    /// In pieces of [`PIECE`] bytes.
    free: Arc<Semaphore>,
    pieces: usize,
}

/// Bytes of the pieces that memory is counted in.
const PIECE: usize = 1 << 10;

/// Memory for an article of a stream, given back when it is dropped. The default is none.
#[derive(Debug, Default)]
pub struct Room {
    _until_dropped: Option<OwnedSemaphorePermit>,
}

impl Memory {
    /// So many bytes, at least one piece.
    pub fn of(bytes: usize) -> Memory {
        let pieces = (bytes / PIECE).clamp(1, u32::MAX as usize >> 3);
        Memory {
            free: Arc::new(Semaphore::new(pieces)),
            pieces,
        }
    }

    /// Waits until there is memory for an article of a stream of so many bytes, or for as much of it
    /// as there is in all.
    pub async fn room(&self, bytes: usize) -> Room {
        let pieces = self.pieces_of(bytes);
        let permit = Arc::clone(&self.free).acquire_many_owned(pieces).await;
        Room {
            _until_dropped: permit.ok(),
        }
    }

    /// The same if there is so much now, and nobody waits for it.
    pub fn room_now(&self, bytes: usize) -> Option<Room> {
        let pieces = self.pieces_of(bytes);
        let permit = Arc::clone(&self.free).try_acquire_many_owned(pieces).ok()?;
        Some(Room {
            _until_dropped: Some(permit),
        })
    }

    fn pieces_of(&self, bytes: usize) -> u32 {
        bytes.div_ceil(PIECE).min(self.pieces) as u32
    }
}
