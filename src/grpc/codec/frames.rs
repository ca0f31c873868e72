//! Streams with messages that are too long: such a message is taken out before the decoder comes to it, which
//! would read no further, and an empty one stands in its place.

use std::collections::VecDeque;
use std::mem;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http_body::{Body, Frame};

/// Bytes before each message: whether it is compressed, and its length.
const HEADER: usize = 5;

/// What stands in place of a message that is too long.
const EMPTY: [u8; HEADER] = [0; HEADER];

/// The messages that were taken out of a stream. Clones share them.
#[derive(Clone, Debug)]
pub struct TakenOut {
    most: usize,
    /// The place of each in the stream, and its length.
    messages: Arc<Mutex<VecDeque<(usize, usize)>>>,
}

/// The body of a stream, without the messages that are too long.
pub struct Shortened<B> {
    inner: B,
    taken_out: TakenOut,
    at: At,
    /// The beginning of a header, the rest of which is in the next piece.
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
    /// In one that is taken out.
    TooLong(usize),
}

impl TakenOut {
    /// None yet of messages with over `most` bytes.
    pub fn new(most: usize) -> TakenOut {
        TakenOut {
            most,
            messages: Arc::default(),
        }
    }

    /// The bytes that messages may have.
    pub fn most(&self) -> usize {
        self.most
    }

    /// The length of the message at `place`, if it was taken out. Places are asked for in their order.
    pub fn length_of(&self, place: usize) -> Option<usize> {
        let mut messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        let (first, length) = *messages.front()?;
        (first == place).then(|| {
            messages.pop_front();
            length
        })
    }

    fn add(&self, place: usize, length: usize) {
        let mut messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        messages.push_back((place, length));
    }
}

impl<B> Shortened<B> {
    /// `inner`, whose long messages go to `taken_out`.
    pub fn new(inner: B, taken_out: TakenOut) -> Shortened<B> {
        Shortened {
            inner,
            taken_out,
            at: At::Header(HEADER),
            header: BytesMut::new(),
            count: 0,
        }
    }

    /// What is left of a piece.
    fn shorten(&mut self, mut piece: Bytes) -> Bytes {
        // Of a long message most pieces are inner ones: they are not copied.
        if let At::Message(left) = self.at
            && piece.len() <= left
        {
            self.at = after(left - piece.len(), At::Message);
            return piece;
        }
        let mut kept = BytesMut::with_capacity(HEADER + piece.len());
        while !piece.is_empty() {
            let (At::Message(left) | At::TooLong(left) | At::Header(left)) = self.at;
            let part = piece.split_to(left.min(piece.len()));
            let left = left - part.len();
            match self.at {
                At::Message(_) => {
                    kept.extend_from_slice(&part);
                    self.at = after(left, At::Message);
                }
                At::TooLong(_) => self.at = after(left, At::TooLong),
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
        if length <= self.taken_out.most || flag > COMPRESSED {
            kept.extend_from_slice(&self.header);
            self.at = after(length, At::Message);
        } else {
            kept.extend_from_slice(&EMPTY);
            self.taken_out.add(self.count, length);
            self.at = after(length, At::TooLong);
        }
        self.header.clear();
        self.count += 1;
    }
}

/// The highest flag of a message: it is compressed.
const COMPRESSED: u8 = 1;

/// Where the next byte is, with so much `left` of a message.
fn after(left: usize, message: fn(usize) -> At) -> At {
    match left {
        0 => At::Header(HEADER),
        _ => message(left),
    }
}

impl<B: Body<Data = Bytes> + Unpin> Body for Shortened<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        loop {
            let frame = match ready!(Pin::new(&mut self.inner).poll_frame(cx)) {
                Some(Ok(frame)) => frame,
                // A header that is cut short is for the decoder to tell of.
                None if !self.header.is_empty() => {
                    let header = mem::take(&mut self.header).freeze();
                    return Poll::Ready(Some(Ok(Frame::data(header))));
                }
                end => return Poll::Ready(end),
            };
            let frame = match frame.into_data() {
                Ok(piece) => Frame::data(self.shorten(piece)),
                Err(trailers) => trailers,
            };
            if frame.data_ref().is_none_or(|kept| !kept.is_empty()) {
                return Poll::Ready(Some(Ok(frame)));
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

    use super::{Shortened, TakenOut};

    /// A message on its way.
    fn framed(message: &[u8]) -> Vec<u8> {
        let length = u32::try_from(message.len()).expect("a small message");
        [&[0][..], &length.to_be_bytes(), message].concat()
    }

    /// What is left of `bytes` that come in pieces of `size`, without messages of over 4 bytes.
    async fn shortened(bytes: &[u8], size: usize) -> (Bytes, TakenOut) {
        let pieces = bytes.chunks(size).map(Bytes::copy_from_slice);
        let pieces: Vec<Result<_, Infallible>> = pieces.map(Frame::data).map(Ok).collect();
        let taken_out = TakenOut::new(4);
        let body = Shortened::new(StreamBody::new(stream::iter(pieces)), taken_out.clone());
        let left = body.collect().await;
        (left.expect("it cannot fail").to_bytes(), taken_out)
    }

    #[tokio::test]
    async fn empty_messages_stand_in_place_of_those_that_are_too_long() {
        let messages: [&[u8]; 6] = [b"four", b"", b"longer", b"one", b"much longer", b"last"];
        let sent = messages.map(framed).concat();
        let expected = [&b"four"[..], b"", b"", b"one", b"", b"last"].map(framed);
        for size in 1..=sent.len() {
            let (left, taken_out) = shortened(&sent, size).await;
            assert_eq!(left, expected.concat(), "in pieces of {size}");
            let lengths = [0, 1, 2, 3, 4, 5].map(|place| taken_out.length_of(place));
            assert_eq!(lengths, [None, None, Some(6), None, Some(11), None]);
        }
    }

    #[tokio::test]
    async fn what_is_cut_short_stays_so() {
        let sent = [framed(b"four"), framed(b"one")].concat();
        for end in 0..sent.len() {
            for size in 1..=end {
                let (left, _) = shortened(&sent[..end], size).await;
                assert_eq!(left, sent[..end], "{end} bytes in pieces of {size}");
            }
        }
    }
}
