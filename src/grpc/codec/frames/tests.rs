//! Messages in pieces of all sizes.

use std::convert::Infallible;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::{FutureExt, stream};
use http_body::{Body, Frame};
use http_body_util::{BodyExt, StreamBody};

use super::{Arrivals, Change, Changes, Prepared};
use crate::grpc::pool::{Pool, Share, Taken};

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
    let left = Prepared::new(body, true, changes.clone(), None)
        .collect()
        .await;
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
async fn a_large_message_comes_once_there_is_room_for_it() {
    let large = vec![7; 100_000];
    let sent = [&b"one"[..], &large, b"last"].map(|message| framed(0, message));
    let sent = sent.concat();
    for size in [3, 8, 13, 14, 50_000, sent.len()] {
        let pieces = sent.chunks(size).map(Bytes::copy_from_slice);
        let pieces: Vec<Result<_, Infallible>> = pieces.map(Frame::data).map(Ok).collect();
        let share = Arc::new(Share::nothing_of(&Arc::new(Pool::new(150_000))));
        let others = Taken::nothing_of(&share);
        assert!(others.grow(100_000));
        let arrivals = Arrivals::new(Arc::clone(&share));
        let body = StreamBody::new(stream::iter(pieces));
        let (changes, counted) = (Changes::new(1 << 20), Some(arrivals.clone()));
        let mut body = Prepared::new(body, false, changes, counted);
        let mut come = Vec::new();
        while let Some(Some(frame)) = body.frame().now_or_never() {
            come.extend(frame.expect("it cannot fail").into_data().expect("data"));
        }
        assert_eq!(come, sent[..8], "in pieces of {size}");
        assert!(!body.is_end_stream());
        drop(others);
        let rest = body.collect().await.expect("it cannot fail").to_bytes();
        assert_eq!(rest, sent[8..], "in pieces of {size}");
        let first = arrivals.of(0);
        let second = arrivals.of(1);
        assert!(!share.has_room(30_000), "the large one counts");
        drop((first, second));
        assert!(share.has_room(100_000), "it does no more");
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
