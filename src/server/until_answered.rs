//! Requests that end with their answers, for services that read on in a task of their own: a client that keeps its side
//! of a call open that is over would keep that task, and hold up the end of the server.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::Frame;
use tokio::sync::oneshot;

use super::body::Incoming;

/// A request's body that is at its end once the answer is over.
pub struct UntilAnswered<B> {
    inner: B,
    /// None once the answer is over.
    answering: Option<oneshot::Receiver<Infallible>>,
}

/// An answer that is not over until this is dropped.
pub struct Answering {
    _until_dropped: oneshot::Sender<Infallible>,
}

impl<B: Incoming> UntilAnswered<B> {
    /// `inner`, and what its answer has to hold.
    pub fn new(inner: B) -> (UntilAnswered<B>, Answering) {
        let (_until_dropped, answering) = oneshot::channel();
        let body = UntilAnswered {
            inner,
            answering: Some(answering),
        };
        (body, Answering { _until_dropped })
    }
}

impl<B: Incoming> http_body::Body for UntilAnswered<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let Some(answering) = &mut self.answering else {
            return Poll::Ready(None);
        };
        if Pin::new(answering).poll(cx).is_ready() {
            self.answering = None;
            return Poll::Ready(None);
        }
        Pin::new(&mut self.inner).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }
}
