//! Messages of a stream, which are handed over before they are read: so that there is time to wait for the memory
//! that one takes, and one that cannot be read spoils no other.
//!
//! A decoder of tonic can give nothing but a message. Within [`next`] it leaves the bytes to the task that waits
//! for them, and gives an empty message in their place.

use std::cell::Cell;
use std::marker::PhantomData;

use bytes::{Buf, Bytes};
use prost::Message;
use tonic::codec::DecodeBuf;
use tonic::{Status, Streaming};

use super::fields::Part;
use super::measure::{Measure, Measured};
use super::read;

tokio::task_local! {
    /// The bytes of the message that the task waits for.
    static BYTES: Cell<Option<Bytes>>;
}

/// A message that is measured and not yet read.
pub struct Unread<M> {
    bytes: Bytes,
    measure: Measure,
    message: PhantomData<M>,
}

/// What decides how large the answer to a request for an analysis may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Bytes of the article's text.
    pub text: usize,
    /// Whether all sentences are wanted.
    pub all_sentences: bool,
    /// Whether summary or tags are to be explained.
    pub explain: bool,
}

/// The bytes of the next message of `stream`; none at its end.
pub async fn next<M>(stream: &mut Streaming<M>) -> Result<Option<Bytes>, Status> {
    let message = async {
        let message = stream.message().await?;
        Ok(message.and_then(|_| BYTES.with(Cell::take)))
    };
    BYTES.scope(Cell::default(), message).await
}

/// Leaves a message to the task that waits for its bytes; false if none does.
pub(super) fn leave(message: &mut DecodeBuf<'_>) -> bool {
    let leave = |bytes: &Cell<_>| bytes.set(Some(message.copy_to_bytes(message.remaining())));
    BYTES.try_with(leave).is_ok()
}

impl<M: Message + Measured + Default> Unread<M> {
    /// Measures what `bytes` are; fails if they can be told to be no message.
    pub fn new(bytes: Bytes) -> Result<Unread<M>, Status> {
        Ok(Unread {
            measure: M::measure(&bytes)?,
            bytes,
            message: PhantomData,
        })
    }

    /// Bytes that it has.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Bytes that it will take in memory.
    pub fn in_memory(&self) -> usize {
        self.measure.bytes
    }

    /// Reads it.
    pub fn read(self) -> Result<M, Status> {
        read(self.bytes, self.measure.pruned)
    }
}

impl Unread<crate::grpc::pb::StreamAnalyzeArticlesRequest> {
    /// What it asks for; as much of that as there is before what cannot be read.
    pub fn asked(&self) -> Asked {
        let mut asked = Asked::default();
        each(Part::whole(&self.bytes), |number, part| {
            match (number, part) {
                (1, Some(article)) => each(article, |number, text| {
                    if let (3, Some(text)) = (number, text) {
                        asked.text = asked.text.max(text.len());
                    }
                }),
                (2, Some(summary)) => each(summary, |number, _| {
                    asked.explain |= number == 9;
                    asked.all_sentences |= number == 10;
                }),
                (3, Some(tags)) => each(tags, |number, _| asked.explain |= number == 9),
                _ => {}
            }
        });
        asked
    }
}

/// Shows every field of `message` to `see`.
fn each<'m>(mut message: Part<'m>, mut see: impl FnMut(u32, Option<Part<'m>>)) {
    while let Ok(Some(field)) = message.next() {
        see(field.number, field.part);
    }
}

#[cfg(test)]
mod tests {
    use prost::Message;

    use super::{Asked, Unread};
    use crate::grpc::pb;

    /// What is seen to be asked for by bytes.
    fn asked(bytes: Vec<u8>) -> Asked {
        let unread = Unread::<pb::StreamAnalyzeArticlesRequest>::new(bytes.into());
        unread.expect("it can be measured").asked()
    }

    #[test]
    fn what_is_asked_for_is_seen_before_it_is_read() {
        let article = pb::Article {
            id: "an id".to_owned(),
            title: "A title".to_owned(),
            text: "A text.".to_owned(),
            language_code: "en".to_owned(),
        };
        let plain = pb::StreamAnalyzeArticlesRequest {
            article: Some(article),
            summary: Some(pb::SummaryOptions {
                max_sentences: Some(3),
                query: "a query".to_owned(),
                ..pb::SummaryOptions::default()
            }),
            tags: Some(pb::TagOptions {
                stop_words: vec!["the".to_owned()],
                ..pb::TagOptions::default()
            }),
            ..pb::StreamAnalyzeArticlesRequest::default()
        };
        let of_plain = Asked {
            text: "A text.".len(),
            ..Asked::default()
        };
        assert_eq!(asked(plain.encode_to_vec()), of_plain);
        let mut all = plain.clone();
        all.summary.get_or_insert_default().all_sentences = true;
        let of_all = Asked {
            all_sentences: true,
            ..of_plain
        };
        assert_eq!(asked(all.encode_to_vec()), of_all);
        let explained = Asked {
            explain: true,
            ..of_plain
        };
        let mut summary = plain.clone();
        summary.summary.get_or_insert_default().explain = true;
        assert_eq!(asked(summary.encode_to_vec()), explained);
        let mut tags = plain.clone();
        tags.tags.get_or_insert_default().explain = true;
        assert_eq!(asked(tags.encode_to_vec()), explained);
        assert_eq!(asked(Vec::new()), Asked::default());
    }
}
