//! Bodies of responses: they end when the time is up, whether their callers read them or not.
//!
//! HTTP/2 lets a caller take as little of an answer as it likes. What was handed over waits in the
//! connection, and nobody asks for the rest until there is room. So that no place at the gate is held by who
//! does not read, a small answer is over when it is handed over; a large one is handed over in pieces, and
//! dropped by a task of its own when it is not read. All of it counts from when it is made until the
//! connection has sent it or given up.

pub mod counted;

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::HeaderMap;
use http_body::{Frame, SizeHint};
use tokio::task::AbortHandle;
use tokio::time::sleep_until;
use tonic::Status;
use tonic::body::Body;

use self::counted::{First, counted_anyway};
use super::gateway::Held;
use super::tally::Tally;
use crate::grpc::pool::Share;
use crate::grpc::status::Failure;

/// Bytes of an answer that are handed over at once.
const PIECE: usize = 16 << 10;

/// When the time of an answer is up that is still being made.
pub type End = Pin<Box<dyn Future<Output = Failure> + Send>>;

/// How long an answer waits to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// It is one message, and waits until its deadline, if it has one.
    Until(Option<Instant>),
    /// It is many, and any of them waits so long; for ever if there is no bound.
    Each(Option<Duration>),
}

/// A response's body that is cut off, with a status, once its end is there or it has waited too long. Holds
/// what the call holds until it is handed over or dropped, and tells the metrics how the call ended.
pub struct Answer {
    rest: Arc<Mutex<Rest>>,
    patience: Patience,
    watch: Option<AbortHandle>,
}

/// What is still to be handed over.
struct Rest {
    inner: Body,
    end: End,
    /// What was not handed over yet of a frame that is larger than a piece.
    left: Bytes,
    /// What comes then, before anything else of `inner`.
    next: First,
    answers: Arc<Share>,
    /// Since when what was handed over last has waited to be read.
    waiting: Option<Instant>,
    over: bool,
    tally: Tally,
    held: Option<Held>,
}

impl Answer {
    /// `first` and `inner` until `end`, as long as they are read. What was not counted among `answers` is
    /// from here on.
    pub fn new(
        (first, inner): (First, Body),
        end: End,
        patience: Patience,
        tally: Tally,
        (held, answers): (Held, Arc<Share>),
    ) -> Answer {
        let rest = Rest {
            inner,
            end,
            left: Bytes::new(),
            next: first,
            answers,
            waiting: None,
            over: false,
            tally,
            held: Some(held),
        };
        Answer {
            rest: Arc::new(Mutex::new(rest)),
            patience,
            watch: None,
        }
    }

    /// Begins to watch whether it is read, if it has to be.
    fn watch(&mut self) {
        if self.watch.is_none() {
            let rest = Arc::downgrade(&self.rest);
            let task = match self.patience {
                Patience::Until(Some(deadline)) => tokio::spawn(drop_at(rest, deadline)),
                Patience::Each(Some(most)) => tokio::spawn(drop_unread(rest, most)),
                Patience::Until(None) | Patience::Each(None) => return,
            };
            self.watch = Some(task.abort_handle());
        }
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        if let Some(watch) = &self.watch {
            watch.abort();
        }
    }
}

/// Drops what is left at `deadline`.
async fn drop_at(rest: Weak<Mutex<Rest>>, deadline: Instant) {
    sleep_until(deadline.into()).await;
    if let Some(rest) = rest.upgrade() {
        lock(&rest).cut(Failure::DeadlineExceeded);
    }
}

/// Drops what is left when a part of it was not read for so long.
async fn drop_unread(rest: Weak<Mutex<Rest>>, most: Duration) {
    let mut wake = Instant::now() + most;
    loop {
        sleep_until(wake.into()).await;
        let Some(rest) = rest.upgrade() else { return };
        let mut rest = lock(&rest);
        let now = Instant::now();
        wake = rest.waiting.unwrap_or(now) + most;
        if wake <= now {
            return rest.cut(Failure::Unread { most });
        }
    }
}

fn lock(rest: &Mutex<Rest>) -> MutexGuard<'_, Rest> {
    rest.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Rest {
    /// Gives back what the call holds, and leaves nothing of the answer but a status.
    fn cut(&mut self, failure: Failure) {
        if self.over {
            return;
        }
        let mut trailers = HeaderMap::new();
        let told = Status::from(failure).add_header(&mut trailers);
        self.settle(&trailers);
        self.inner = Body::empty();
        self.left = Bytes::new();
        self.next = Some(told.map(|()| Frame::trailers(trailers)));
        self.over = true;
    }

    /// The call has ended as `trailers` say.
    fn settle(&mut self, trailers: &HeaderMap) {
        self.tally.end_with(trailers);
        self.held = None;
    }

    /// The next frame of the answer, no larger than a piece.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        self.waiting = None;
        if self.held.is_some()
            && let Poll::Ready(failure) = self.end.as_mut().poll(cx)
        {
            self.cut(failure);
        }
        if !self.left.is_empty() {
            return Poll::Ready(Some(Ok(self.piece())));
        }
        let frame = match self.next.take() {
            Some(frame) => Some(frame),
            None if self.over => None,
            None => ready!(self.poll_inner(cx)),
        };
        Poll::Ready(frame.map(|frame| frame.map(|frame| self.no_larger(frame))))
    }

    fn poll_inner(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let frame = ready!(http_body::Body::poll_frame(Pin::new(&mut self.inner), cx));
        let trailers = match &frame {
            Some(Ok(frame)) => frame.trailers_ref(),
            Some(Err(_)) | None => None,
        };
        if let Some(trailers) = trailers {
            self.settle(trailers);
        }
        self.over = trailers.is_some() || frame.is_none();
        let count = |data| counted_anyway(data, &self.answers);
        Poll::Ready(frame.map(|frame| frame.map(|frame| frame.map_data(count))))
    }

    /// As much of `frame` as may be handed over at once; the rest comes next.
    fn no_larger(&mut self, frame: Frame<Bytes>) -> Frame<Bytes> {
        match frame.into_data() {
            Ok(data) if data.len() > PIECE => {
                self.left = data;
                self.piece()
            }
            Ok(data) => Frame::data(data),
            Err(other) => other,
        }
    }

    /// The next piece of a large frame: a copy, so that it holds no more in memory than it has.
    fn piece(&mut self) -> Frame<Bytes> {
        let piece = self.left.split_to(PIECE.min(self.left.len()));
        let copy = Bytes::copy_from_slice(&piece);
        Frame::data(counted_anyway(copy, &self.answers))
    }

    /// Whether nothing is left of what is there.
    fn is_handed_over(&self) -> bool {
        self.left.is_empty() && self.next.is_none()
    }
}

impl http_body::Body for Answer {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let mut rest = lock(&self.rest);
        let frame = ready!(rest.poll(cx));
        // A single message and its status are there together: the call is over when both are handed over.
        if matches!(self.patience, Patience::Until(_))
            && rest.is_handed_over()
            && !rest.over
            && let Poll::Ready(next) = rest.poll_inner(cx)
        {
            rest.next = next;
        }
        let more = rest.held.is_some() && matches!(frame, Some(Ok(_)));
        rest.waiting = more.then(Instant::now);
        drop(rest);
        if more {
            self.watch();
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        let rest = lock(&self.rest);
        rest.is_handed_over() && (rest.over || rest.inner.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}
