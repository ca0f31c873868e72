//! Bodies of responses: they end when the time is up, whether their callers read them or not.
//!
//! HTTP/2 lets a caller take as little of an answer as it likes. What was handed over waits in the
//! connection, and nobody asks for the rest until there is room. So that no place at the gate is held by who
//! does not read, a small answer is over when it is handed over; a large one is handed over in pieces, and
//! dropped by a task of its own when it is not read, sooner where answers take up much memory. All of it
//! counts from when it is made until the connection has sent it or given up.

pub mod bounded;
pub mod message;
pub mod outbox;

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

use self::message::First;
use self::outbox::Outbox;
use super::gateway::answered::Held;
use super::tally::Tally;
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
    /// It is many, of which each waits so long, for ever if there is no bound, and all until their deadline, if they
    /// have one.
    Each(Option<Duration>, Option<Instant>),
}

impl Patience {
    /// When it is up, and with what, for an answer that waits since `since`.
    fn up(self, since: Instant) -> Option<(Instant, Failure)> {
        let (most, deadline) = match self {
            Patience::Until(deadline) => (None, deadline),
            Patience::Each(most, deadline) => (most, deadline),
        };
        let unread = most.map(|most| (since + most, Failure::Unread { most }));
        let late = deadline.map(|deadline| (deadline, Failure::DeadlineExceeded));
        [late, unread]
            .into_iter()
            .flatten()
            .min_by_key(|(at, _)| *at)
    }
}

/// A response's body that is cut off, with a status, once its end is there or it has waited too long. Holds
/// what the call holds until it is handed over or dropped, and tells the metrics how the call ended.
pub struct Answer {
    rest: Arc<Mutex<Rest>>,
    patience: Patience,
    /// How long it waits to be read while answers are scarce of room.
    scarce: Duration,
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
    outbox: Arc<Outbox>,
    /// Since when what was handed over last has waited to be read.
    waiting: Option<Instant>,
    over: bool,
    tally: Tally,
    held: Option<Held>,
}

impl Answer {
    /// `first` and `inner` until `end`, as long as they are read. What does not count in `outbox` yet does
    /// from here on.
    pub fn new(
        (first, inner): (First, Body),
        end: End,
        (patience, scarce): (Patience, Duration),
        tally: Tally,
        (held, outbox): (Held, Arc<Outbox>),
    ) -> Answer {
        let rest = Rest {
            inner,
            end,
            left: Bytes::new(),
            next: first,
            outbox,
            waiting: None,
            over: false,
            tally,
            held: Some(held),
        };
        Answer {
            rest: Arc::new(Mutex::new(rest)),
            patience,
            scarce,
            watch: None,
        }
    }

    /// Begins to watch whether it is read, if it has to be.
    fn watch(&mut self) {
        if self.watch.is_none() {
            let rest = Arc::downgrade(&self.rest);
            let task = tokio::spawn(drop_unread(rest, self.patience, self.scarce));
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

/// Drops what is left when it was not read in time.
async fn drop_unread(rest: Weak<Mutex<Rest>>, patience: Patience, scarce: Duration) {
    while let Some(rest) = rest.upgrade() {
        let looked = lock(&rest).look(patience, scarce);
        drop(rest);
        match looked {
            Some(next) => sleep_until(next.into()).await,
            None => return,
        }
    }
}

fn lock(rest: &Mutex<Rest>) -> MutexGuard<'_, Rest> {
    rest.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Rest {
    /// Cuts the answer off if it has waited too long; gives when to look again if it has not.
    fn look(&mut self, patience: Patience, scarce: Duration) -> Option<Instant> {
        let now = Instant::now();
        let since = self.waiting.unwrap_or(now);
        let scarcity = || (since + scarce, Failure::Unread { most: scarce });
        let scarcity = self.outbox.share().is_scarce().then(scarcity);
        let bounds = [patience.up(since), scarcity];
        let up = bounds.into_iter().flatten().find(|(at, _)| *at <= now);
        if let Some((_, failure)) = up {
            self.cut(failure);
            return None;
        }
        let next = now + scarce;
        Some(patience.up(since).map_or(next, |(at, _)| at.min(next)))
    }

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
        let count = |data| self.outbox.put_anyway(data);
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
        Frame::data(self.outbox.put_anyway(copy))
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
