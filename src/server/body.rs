//! Bodies of requests, which count what comes in.

use std::error::Error;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tonic::Status;

use super::admission::Ticket;
use crate::grpc::pool::Taken;
use crate::grpc::status::Failure;

/// A request's body, as it comes from the connection.
pub trait Incoming:
    http_body::Body<Data = Bytes, Error: Into<Box<dyn Error + Send + Sync>>> + Send + Unpin + 'static
{
}

impl<B> Incoming for B where
    B: http_body::Body<Data = Bytes, Error: Into<Box<dyn Error + Send + Sync>>>
        + Send
        + Unpin
        + 'static
{
}

/// The next frame of `body`.
pub async fn next_frame<B: Incoming>(body: &mut B) -> Option<Result<Frame<Bytes>, B::Error>> {
    poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx)).await
}

/// A request's body whose bytes count at the gate.
pub struct Counted<B> {
    inner: B,
    taken: Option<Arc<Taken>>,
    broken: Arc<AtomicBool>,
}

impl<B> Counted<B> {
    /// `inner`, as part of the call that holds `ticket`.
    pub fn new(inner: B, ticket: &Ticket) -> Counted<B> {
        Counted {
            inner,
            taken: ticket.bytes(),
            broken: ticket.broken(),
        }
    }

    fn count(&self, frame: &Frame<Bytes>) -> Result<(), Failure> {
        match (&self.taken, frame.data_ref()) {
            (Some(taken), Some(data)) => taken.count_bytes(data.len()),
            _ => Ok(()),
        }
    }
}

impl<B: Incoming> http_body::Body for Counted<B> {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let polled = Pin::new(&mut self.inner).poll_frame(cx);
        polled.map(|frame| {
            frame.map(|frame| match frame {
                Ok(frame) => self.count(&frame).map(|()| frame).map_err(Status::from),
                Err(error) => {
                    self.broken.store(true, Ordering::Relaxed);
                    Err(Status::from_error(error.into()))
                }
            })
        })
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
