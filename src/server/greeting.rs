//! A stream that tells whether its client has begun to speak HTTP/2: one that connects and says nothing
//! would hold its place for ever.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Bytes of the shortest greeting: the preface and an empty SETTINGS frame.
const SHORTEST: usize = 24 + 9;

/// A stream whose first bytes are counted.
pub struct Greeted<S> {
    inner: S,
    read: Arc<AtomicUsize>,
}

/// Tells how far the greeting has come.
pub struct Greeting(Arc<AtomicUsize>);

impl<S> Greeted<S> {
    /// `inner`, and what tells of its greeting.
    pub fn new(inner: S) -> (Greeted<S>, Greeting) {
        let read = Arc::new(AtomicUsize::new(0));
        let greeting = Greeting(Arc::clone(&read));
        (Greeted { inner, read }, greeting)
    }
}

impl Greeting {
    /// Whether as much has come as a greeting has.
    pub fn is_over(&self) -> bool {
        self.0.load(Ordering::Relaxed) >= SHORTEST
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Greeted<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.inner).poll_read(cx, buffer);
        let read = self.read.load(Ordering::Relaxed);
        if read < SHORTEST {
            let more = buffer.filled().len() - before;
            self.read.store(read + more, Ordering::Relaxed);
        }
        polled
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Greeted<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}
