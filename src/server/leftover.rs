//! What is left of a request when its answer is there already: read and thrown away for a while.
//!
//! A refusal often leaves while the request is still on its way. A server that then closes the stream
//! gets frames for a stream that it has forgotten, takes that for an attack after a while, and closes
//! the connection with all calls on it; clients fare better too if they may finish what they send.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::runtime::Handle;
use tokio::time::timeout;

use super::body::{Incoming, next_frame};

/// How long it is read.
const MOST_TIME: Duration = Duration::from_secs(5);

/// How many bytes of it are read: the rest of nearly every refused request.
const MOST_BYTES: usize = 1 << 20;

/// A request's body that is read to its end even if it is dropped before, within bounds.
pub struct Leftover<B: Incoming>(Option<B>);

impl<B: Incoming> Leftover<B> {
    /// The body of a request.
    pub fn new(body: B) -> Leftover<B> {
        Leftover(Some(body))
    }
}

impl<B: Incoming> Drop for Leftover<B> {
    fn drop(&mut self) {
        let body = self.0.take().filter(|body| !body.is_end_stream());
        if let (Some(body), Ok(runtime)) = (body, Handle::try_current()) {
            runtime.spawn(timeout(MOST_TIME, finish(body)));
        }
    }
}

async fn finish<B: Incoming>(mut body: B) {
    let mut read = 0;
    while let Some(Ok(frame)) = next_frame(&mut body).await {
        read += frame.data_ref().map_or(0, Bytes::len);
        if read > MOST_BYTES {
            return;
        }
    }
}

impl<B: Incoming> http_body::Body for Leftover<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        match &mut self.0 {
            Some(body) => Pin::new(body).poll_frame(cx),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.0.as_ref().is_none_or(B::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.0.as_ref().map_or_else(SizeHint::default, B::size_hint)
    }
}
