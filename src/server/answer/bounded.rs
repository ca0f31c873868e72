//! Answers that nothing has found room for before they are made: descriptions of the API, as many as a caller asks
//! for.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::HeaderMap;
use http_body::Frame;
use tonic::Status;
use tonic::body::Body;

use super::outbox::Outbox;
use crate::server::admission::unread;

/// A body that ends with a refusal where there is no room for what comes next.
pub struct Bounded {
    inner: Body,
    outbox: Arc<Outbox>,
}

impl Bounded {
    /// `inner`, as long as there is room in `outbox`.
    pub fn new(inner: Body, outbox: Arc<Outbox>) -> Bounded {
        Bounded { inner, outbox }
    }

    fn has_room(&self, frame: &Frame<Bytes>) -> bool {
        let data = frame.data_ref();
        data.is_none_or(|data| self.outbox.share().has_room(data.len()))
    }
}

impl http_body::Body for Bounded {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let frame = ready!(Pin::new(&mut self.inner).poll_frame(cx));
        Poll::Ready(match frame {
            Some(Ok(frame)) if !self.has_room(&frame) => {
                self.inner = Body::empty();
                let mut trailers = HeaderMap::new();
                let told = Status::from(unread()).add_header(&mut trailers);
                Some(told.map(|()| Frame::trailers(trailers)))
            }
            other => other,
        })
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }
}
