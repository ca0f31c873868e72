//! Bodies of requests, which count what comes in.

use std::error::Error;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::time::{Sleep, sleep};
use tonic::Status;

use super::admission::{Place, Ticket};
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

/// How long a call keeps its place at the gate while its request is on its way. Places are for the engine's work:
/// callers who send headers and nothing else would keep all others out until their deadlines. Most requests are
/// there when they are looked at first, and keep the place while they wait for a thread.
const ON_ITS_WAY: Duration = Duration::from_millis(100);

/// A request's body whose bytes count at the gate. One that is slow to come loses its call's place, and takes
/// another once it is there.
pub struct Counted<B> {
    inner: B,
    taken: Option<Arc<Taken>>,
    place: Option<Arc<Place>>,
    /// Ready when the place is lost.
    slow: Option<Pin<Box<Sleep>>>,
    broken: Arc<AtomicBool>,
}

impl<B: Incoming> Counted<B> {
    /// `inner`, as part of the call that holds `ticket`.
    pub fn new(inner: B, ticket: &Ticket) -> Counted<B> {
        Counted {
            inner,
            taken: ticket.bytes(),
            place: ticket.place(),
            slow: None,
            broken: ticket.broken(),
        }
    }

    /// Leaves the place if it was held for too long.
    fn wait(&mut self, cx: &mut Context<'_>) {
        let Some(place) = self.place.as_ref().filter(|place| place.is_taken()) else {
            return;
        };
        let slow = self.slow.get_or_insert_with(|| Box::pin(sleep(ON_ITS_WAY)));
        if slow.as_mut().poll(cx).is_ready() {
            place.leave();
        }
    }

    /// Counts what has come; with the last of it, takes a place if that was lost.
    fn count(&mut self, frame: Option<&Frame<Bytes>>) -> Result<(), Failure> {
        if let (Some(taken), Some(data)) = (&self.taken, frame.and_then(Frame::data_ref)) {
            taken.count_bytes(data.len())?;
        }
        let is_there = frame.is_none() || self.inner.is_end_stream();
        match self.place.take_if(|_| is_there) {
            Some(place) => place.enter(),
            None => Ok(()),
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
        let Poll::Ready(frame) = Pin::new(&mut self.inner).poll_frame(cx) else {
            self.wait(cx);
            return Poll::Pending;
        };
        let frame = match frame.transpose() {
            Ok(frame) => self.count(frame.as_ref()).map(|()| frame),
            Err(error) => {
                self.broken.store(true, Ordering::Relaxed);
                return Poll::Ready(Some(Err(Status::from_error(error.into()))));
            }
        };
        Poll::Ready(frame.map_err(Status::from).transpose())
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bytes::Bytes;
    use http_body::Frame;
    use http_body_util::StreamBody;
    use tokio::sync::mpsc;
    use tokio::time::timeout;
    use tokio_stream::wrappers::ReceiverStream;
    use tonic::Status;

    use super::{Counted, Incoming, ON_ITS_WAY, next_frame};
    use crate::config::Admission;
    use crate::server::admission::Gate;

    /// The next part of `body`, if it comes within `time`.
    async fn next_of(body: &mut Counted<impl Incoming>, time: Duration) -> Next {
        let frame = timeout(time, next_frame(body)).await.ok()?;
        Some(frame.map(|frame| frame.map(|frame| frame.into_data().unwrap_or_default())))
    }

    type Next = Option<Option<Result<Bytes, Status>>>;

    #[tokio::test(start_paused = true)]
    async fn a_request_that_does_not_come_has_no_place_until_it_is_there() {
        let config = Admission {
            requests: 1,
            ..Admission::default()
        };
        let gate = Gate::new(&config, 1);
        let (slow, other) = (gate.client(), gate.client());
        for is_free in [true, false] {
            let ticket = gate.admit_unary(&slow).expect("there is a place");
            let (send, sent) = mpsc::channel(1);
            let mut body = Counted::new(StreamBody::new(ReceiverStream::new(sent)), &ticket);
            for _ in 0..3 {
                assert!(gate.admit_unary(&other).is_err(), "it may be on its way");
                let nothing = next_of(&mut body, ON_ITS_WAY / 3).await;
                assert!(nothing.is_none());
                let frame = Ok::<_, Status>(Frame::data(Bytes::from("part")));
                send.send(frame).await.expect("it is waited for");
                let part = next_of(&mut body, ON_ITS_WAY).await.flatten();
                assert_eq!(part.expect("a part").expect("it is let through"), "part");
            }
            let nothing = next_of(&mut body, ON_ITS_WAY / 3).await;
            assert!(nothing.is_none());
            let held = gate.admit_unary(&other);
            assert!(held.is_ok(), "it takes too long");
            let _held = held.ok().filter(|_| !is_free);
            drop(send);
            let end = next_of(&mut body, ON_ITS_WAY).await.expect("the end");
            if is_free {
                assert!(end.is_none(), "it is there");
                assert!(gate.admit_unary(&other).is_err(), "and has its place");
            } else {
                assert!(end.is_some_and(|end| end.is_err()), "there is no place");
            }
        }
    }
}
