//! Bodies that count what comes in, and that end when the time is up.

use std::error::Error;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::HeaderMap;
use http_body::{Frame, SizeHint};
use tonic::Status;
use tonic::body::Body;

use super::admission::Ticket;
use super::admission::pool::Taken;
use super::gateway::Held;
use super::tally::Tally;
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

/// A response's body that is cut off, with a status, once `end` is ready. Holds what the
/// call holds until it is sent or dropped, and tells the metrics how the call ended.
pub struct CutOff<F> {
    inner: Body,
    end: Pin<Box<F>>,
    over: bool,
    tally: Tally,
    _held: Held,
}

impl<F: Future<Output = Failure>> CutOff<F> {
    /// `inner` until `end`.
    pub fn new(inner: Body, end: F, tally: Tally, held: Held) -> CutOff<F> {
        CutOff {
            inner,
            end: Box::pin(end),
            over: false,
            tally,
            _held: held,
        }
    }
}

impl<F: Future<Output = Failure>> http_body::Body for CutOff<F> {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        if self.over {
            return Poll::Ready(None);
        }
        let polled = match self.end.as_mut().poll(cx) {
            Poll::Ready(failure) => {
                self.inner = Body::empty();
                Poll::Ready(Some(trailers(failure)))
            }
            Poll::Pending => Pin::new(&mut self.inner).poll_frame(cx),
        };
        if let Poll::Ready(Some(Ok(frame))) = &polled
            && let Some(trailers) = frame.trailers_ref()
        {
            self.over = true;
            self.tally.end_with(trailers);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.over || self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}

fn trailers(failure: Failure) -> Result<Frame<Bytes>, Status> {
    let mut trailers = HeaderMap::new();
    Status::from(failure).add_header(&mut trailers)?;
    Ok(Frame::trailers(trailers))
}
