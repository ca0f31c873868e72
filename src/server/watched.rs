//! A connection's stream that is watched while it is read and written: how far its client's greeting has come, and
//! whether the client takes what is written to it.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::greeting::Greeting;
use super::outflow::Outflow;

/// A stream, and what tells of it.
pub struct Watched<S> {
    inner: S,
    greeting: Greeting,
    outflow: Outflow,
}

impl<S> Watched<S> {
    /// `inner`, and what tells of its greeting and of its outflow.
    pub fn new(inner: S) -> (Watched<S>, Greeting, Outflow) {
        let (greeting, outflow) = (Greeting::default(), Outflow::default());
        let watched = Watched {
            inner,
            greeting: greeting.clone(),
            outflow: outflow.clone(),
        };
        (watched, greeting, outflow)
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
        let more = buffer.filled().len() - before;
        if more > 0 {
            self.greeting.heard(more);
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
