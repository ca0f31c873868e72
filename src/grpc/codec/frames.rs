//! Messages of streams at which the decoder would read no further. One that is too long is taken out before the
//! decoder comes to it, and an empty one stands in its place. One that is compressed is handed over as it is,
//! without its mark, and unpacked by who reads it: it may be too long then, or not to be unpacked. Of a large one no
//! more than its header is taken before there is room for it.

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::mem;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_util::future::{BoxFuture, FutureExt};
use http_body::{Body, Frame};

use super::arrivals::Arrivals;

/// Bytes before each message: whether it is compressed, and its length.
const HEADER: usize = 5;

/// What stands in place of a message that is too long.
const EMPTY: [u8; HEADER] = [0; HEADER];

/// What was done to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It has so many bytes, which are too many, and was taken out.
    TakenOut(usize),
    /// It is compressed by gzip, and the mark of that was taken off.
    Unmarked,
}

/// The messages of a stream that something was done to. Clones share them.
#[derive(Clone, Debug)]
pub struct Changes {
    most: usize,
    /// The place of each in the stream.
    messages: Arc<Mutex<VecDeque<(usize, Change)>>>,
}

/// The body of a stream, with messages that the decoder can hand over.
pub struct Prepared<B> {
    inner: B,
    changes: Changes,
    /// Whether messages may be compressed by gzip.
    gzip: bool,
    arrivals: Option<Arrivals>,
    /// Ready when there is room for the message whose header has come.
    room: Option<BoxFuture<'static, ()>>,
    /// What has come behind that header.
    behind: Bytes,
    at: At,
    /// The beginning of a header, the rest of which is in the next piece, or the header of a message that is
    /// taken out.
    header: BytesMut,
    /// How many messages have begun.
    count: usize,
}

/// Where in the stream the next byte is.
#[derive(Clone, Copy)]
enum At {
    /// In a header with so much left of it.
    Header(usize),
    /// In a message with so much left of it.
    Message(usize),
    /// In one of this length that is taken out.
    TooLong { left: usize, length: usize },
}

impl Changes {
    /// None yet; messages with over `most` bytes will be taken out.
    pub fn new(most: usize) -> Changes {
        Changes {
            most,
            messages: Arc::default(),
        }
    }

    /// The bytes that messages may have.
    pub fn most(&self) -> usize {
        self.most
    }

    /// What was done to the message at `place`. Places are asked for in their order.
    pub fn of(&self, place: usize) -> Option<Change> {
        let mut messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        let (first, change) = *messages.front()?;
        (first == place).then(|| {
            messages.pop_front();
            change
        })
    }

    fn add(&self, place: usize, change: Change) {
        let mut messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        messages.push_back((place, change));
    }
}

impl<B> Prepared<B> {
    /// `inner`, whose messages may be compressed by `gzip`; what is done to them goes to `changes`, and the room
    /// that they have to `arrivals`, if it is counted.
    pub fn new(inner: B, gzip: bool, changes: Changes, arrivals: Option<Arrivals>) -> Prepared<B> {
        Prepared {
            inner,
            changes,
            gzip,
            arrivals,
            room: None,
            behind: Bytes::new(),
            at: At::Header(HEADER),
            header: BytesMut::new(),
            count: 0,
        }
    }

    /// What is handed over of a piece, up to a message that has to wait for room.
    fn prepare(&mut self, mut piece: Bytes) -> Bytes {
        // Of a long message most pieces are inner ones: they are not copied.
        if let At::Message(left) = self.at
            && piece.len() <= left
        {
            self.at = after(left - piece.len());
            return piece;
        }
        let mut kept = BytesMut::with_capacity(HEADER + piece.len());
        while !piece.is_empty() {
            let (At::Message(left) | At::TooLong { left, .. } | At::Header(left)) = self.at;
            let part = piece.split_to(left.min(piece.len()));
            let left = left - part.len();
            match self.at {
                At::Message(_) => {
                    kept.extend_from_slice(&part);
                    self.at = after(left);
                }
                At::TooLong { length, .. } => self.take_out(left, length, &mut kept),
                At::Header(_) => {
                    self.header.extend_from_slice(&part);
                    self.at = At::Header(left);
                    self.begin(&mut kept);
                    if self.room.is_some() {
                        self.behind = piece;
                        break;
                    }
                }
            }
        }
        kept.freeze()
    }

    /// Begins a message, if all of its header is there; where it needs room first, begins to wait for that.
    fn begin(&mut self, kept: &mut BytesMut) {
        let &[flag, a, b, c, d] = &self.header[..] else {
            return;
        };
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        let is_too_long = length > self.changes.most;
        match &self.arrivals {
            // What is no message, by its flag, is for the decoder to tell of.
            _ if is_too_long && flag <= COMPRESSED => self.take_out(length, length, kept),
            Some(arrivals) if Arrivals::is_large(length) && !is_too_long => {
                self.room = Some(arrivals.clone().admit(self.count, length).boxed());
            }
            _ => self.hand_over([flag, a, b, c, d], kept),
        }
    }

    /// Hands the header of a message over.
    fn hand_over(&mut self, header: [u8; HEADER], kept: &mut BytesMut) {
        let [flag, length @ ..] = header;
        let unmarked = self.gzip && flag == COMPRESSED;
        if unmarked {
            self.changes.add(self.count, Change::Unmarked);
        }
        kept.extend_from_slice(&[if unmarked { 0 } else { flag }]);
        kept.extend_from_slice(&length);
        self.at = after(u32::from_be_bytes(length) as usize);
        self.header.clear();
        self.count += 1;
    }

    /// The header of a message that there is room for now.
    fn admitted(&mut self) -> Bytes {
        let mut kept = BytesMut::with_capacity(HEADER);
        if let Ok(header) = <[u8; HEADER]>::try_from(&self.header[..]) {
            self.hand_over(header, &mut kept);
        }
        kept.freeze()
    }

    /// Leaves out a message, so much of whose length is `left`. It counts as one when all of it has come.
    fn take_out(&mut self, left: usize, length: usize, kept: &mut BytesMut) {
        self.at = At::TooLong { left, length };
        if left == 0 {
            kept.extend_from_slice(&EMPTY);
            self.changes.add(self.count, Change::TakenOut(length));
            self.at = At::Header(HEADER);
            self.header.clear();
            self.count += 1;
        }
    }
}

/// The highest flag of a message: it is compressed.
const COMPRESSED: u8 = 1;

/// Where the next byte is, with so much `left` of a message.
fn after(left: usize) -> At {
    match left {
        0 => At::Header(HEADER),
        _ => At::Message(left),
    }
}

impl<B: Body<Data = Bytes> + Unpin> Body for Prepared<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        loop {
            if let Some(room) = &mut self.room {
                ready!(room.as_mut().poll(cx));
                self.room = None;
                return Poll::Ready(Some(Ok(Frame::data(self.admitted()))));
            }
            let behind = mem::take(&mut self.behind);
            let polled = match behind.is_empty() {
                true => ready!(Pin::new(&mut self.inner).poll_frame(cx)),
                false => Some(Ok(Frame::data(behind))),
            };
            let frame = match polled {
                Some(Ok(frame)) => frame,
                // What is cut short, in its header or where it is taken out, is for the decoder to tell of.
                None if !self.header.is_empty() => {
                    self.header.truncate(HEADER - 1);
                    let header = self.header.split().freeze();
                    return Poll::Ready(Some(Ok(Frame::data(header))));
                }
                end => return Poll::Ready(end),
            };
            // Trailers, which mean nothing in a request, would keep the decoder from looking at the end.
            let piece = frame.into_data().unwrap_or_default();
            let kept = self.prepare(piece);
            if !kept.is_empty() {
                return Poll::Ready(Some(Ok(Frame::data(kept))));
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.header.is_empty() && self.behind.is_empty() && self.inner.is_end_stream()
    }
}
