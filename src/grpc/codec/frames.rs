//! Messages of streams at which the decoder would read no further. One that is too long is taken out before the
//! decoder comes to it, and an empty one stands in its place. One that is compressed is handed over as it is,
//! without its mark, and unpacked by who reads it: it may be too long then, or not to be unpacked.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http_body::{Body, Frame};

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
    /// `inner`, whose messages may be compressed by `gzip`; what is done to them goes to `changes`.
    pub fn new(inner: B, gzip: bool, changes: Changes) -> Prepared<B> {
        Prepared {
            inner,
            changes,
            gzip,
            at: At::Header(HEADER),
            header: BytesMut::new(),
            count: 0,
        }
    }

    /// What is handed over of a piece.
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
                }
            }
        }
        kept.freeze()
    }

    /// Begins a message, if all of its header is there.
    fn begin(&mut self, kept: &mut BytesMut) {
        let &[flag, a, b, c, d] = &self.header[..] else {
            return;
        };
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        // What is no message, by its flag, is for the decoder to tell of.
        if length > self.changes.most && flag <= COMPRESSED {
            return self.take_out(length, length, kept);
        }
        let unmarked = self.gzip && flag == COMPRESSED;
        if unmarked {
            self.changes.add(self.count, Change::Unmarked);
        }
        kept.extend_from_slice(&[if unmarked { 0 } else { flag }, a, b, c, d]);
        self.at = after(length);
        self.header.clear();
        self.count += 1;
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
            let frame = match ready!(Pin::new(&mut self.inner).poll_frame(cx)) {
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
        self.header.is_empty() && self.inner.is_end_stream()
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use bytes::Bytes;
    use futures_util::stream;
    use http_body::Frame;
    use http_body_util::{BodyExt, StreamBody};

    use super::{Change, Changes, Prepared};

    /// A message on its way.
    fn framed(flag: u8, message: &[u8]) -> Vec<u8> {
        let length = u32::try_from(message.len()).expect("a small message");
        [&[flag][..], &length.to_be_bytes(), message].concat()
    }

    /// What is left of `bytes` that come in pieces of `size`, without messages of over 4 bytes.
    async fn prepared(bytes: &[u8], size: usize) -> (Bytes, Changes) {
        let pieces = bytes.chunks(size).map(Bytes::copy_from_slice);
        let pieces: Vec<Result<_, Infallible>> = pieces.map(Frame::data).map(Ok).collect();
        let changes = Changes::new(4);
        let body = StreamBody::new(stream::iter(pieces));
        let left = Prepared::new(body, true, changes.clone()).collect().await;
        (left.expect("it cannot fail").to_bytes(), changes)
    }

    #[tokio::test]
    async fn empty_messages_stand_in_place_of_those_that_are_too_long() {
        let messages: [&[u8]; 6] = [b"four", b"", b"longer", b"one", b"much longer", b"last"];
        let sent = [0, 0, 0, 1, 1, 0].into_iter().zip(messages);
        let sent: Vec<u8> = sent.flat_map(|(flag, sent)| framed(flag, sent)).collect();
        let expected = [&b"four"[..], b"", b"", b"one", b"", b"last"].map(|sent| framed(0, sent));
        for size in 1..=sent.len() {
            let (left, changes) = prepared(&sent, size).await;
            assert_eq!(left, expected.concat(), "in pieces of {size}");
            let changes = [0, 1, 2, 3, 4, 5].map(|place| changes.of(place));
            let out = |length| Some(Change::TakenOut(length));
            let expected = [None, None, out(6), Some(Change::Unmarked), out(11), None];
            assert_eq!(changes, expected, "in pieces of {size}");
        }
    }

    #[tokio::test]
    async fn what_is_cut_short_stays_so() {
        let sent = [framed(0, b"four"), framed(0, b"one")].concat();
        for end in 0..sent.len() {
            for size in 1..=end {
                let (left, _) = prepared(&sent[..end], size).await;
                assert_eq!(left, sent[..end], "{end} bytes in pieces of {size}");
            }
        }
    }

    #[tokio::test]
    async fn part_of_a_header_stands_in_place_of_what_is_too_long_and_cut_short() {
        let sent = [framed(0, b"one"), framed(0, b"longer")].concat();
        let (first, header) = (8, 4);
        for end in first + header..sent.len() {
            for size in 1..=end {
                let (left, changes) = prepared(&sent[..end], size).await;
                assert_eq!(
                    left,
                    sent[..first + header],
                    "{end} bytes, pieces of {size}"
                );
                assert_eq!(changes.of(1), None);
            }
        }
    }
}
