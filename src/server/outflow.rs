//! A stream that tells whether its client takes nothing of what is written to it, and says nothing either. HTTP/2 closes
//! the connection of one who answers no pings with a last word, which it waits for ever to say to such a client.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::sleep;

/// The least time for which a client may take nothing.
const LEAST: Duration = Duration::from_secs(1);

/// A stream that is watched while it is written to.
pub struct Watched<S> {
    inner: S,
    outflow: Outflow,
}

/// Since when nothing more can be written and nothing has come, if that is so. Clones share it.
#[derive(Clone, Default)]
pub struct Outflow(Arc<Mutex<Option<Instant>>>);

impl<S> Watched<S> {
    /// `inner`, and what tells of it.
    pub fn new(inner: S) -> (Watched<S>, Outflow) {
        let outflow = Outflow::default();
        let watched = Watched {
            inner,
            outflow: outflow.clone(),
        };
        (watched, outflow)
    }
}

impl Outflow {
    /// Ready once nothing could be written for `time`, a second at least, and nothing came.
    pub async fn is_blocked(&self, time: Duration) {
        let time = time.max(LEAST);
        loop {
            let since = *self.since();
            let left = since.map_or(time, |since| time.saturating_sub(since.elapsed()));
            if left.is_zero() {
                return;
            }
            sleep(left).await;
        }
    }

    /// Something has come: a slow client that takes little by little says so now and then.
    fn heard(&self) {
        if let Some(since) = &mut *self.since() {
            *since = Instant::now();
        }
    }

    /// Looks at what came of an attempt to write.
    fn seen<T>(&self, polled: Poll<T>) -> Poll<T> {
        let mut since = self.since();
        match polled {
            Poll::Pending => drop(since.get_or_insert_with(Instant::now)),
            Poll::Ready(_) => *since = None,
        }
        polled
    }

    fn since(&self) -> MutexGuard<'_, Option<Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.inner).poll_read(cx, buffer);
        if buffer.filled().len() > before {
            self.outflow.heard();
        }
        polled
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.inner).poll_write(cx, bytes);
        self.outflow.seen(polled)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.inner).poll_flush(cx);
        self.outflow.seen(polled)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.inner).poll_shutdown(cx);
        self.outflow.seen(polled)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.inner).poll_write_vectored(cx, slices);
        self.outflow.seen(polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}
