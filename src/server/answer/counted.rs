//! Bytes of answers, which count from when they are made until the connection has sent them or given up.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::FutureExt;
use http_body::Frame;
use tonic::Status;
use tonic::body::Body;

use crate::grpc::pool::{Share, Taken};
use crate::grpc::status::Failure;
use crate::server::admission::unread;
use crate::server::body::next_frame;

/// The first frame of an answer, or what went wrong instead.
pub type First = Option<Result<Frame<Bytes>, Status>>;

/// The message of an answer that has one, which counts among `answers` until it was sent; fails if there is
/// no room for it.
pub fn message(body: &mut Body, answers: &Arc<Share>) -> Result<First, Failure> {
    // The message is there: an answer of one message is made before its head is sent.
    let data = match next_frame(body).now_or_never().flatten() {
        Some(Ok(frame)) => match frame.into_data() {
            Ok(data) => data,
            Err(other) => return Ok(Some(Ok(other))),
        },
        other => return Ok(other),
    };
    answers.check_size(data.len())?;
    let taken = Taken::nothing_of(answers);
    if !taken.grow(data.len()) {
        return Err(unread());
    }
    Ok(Some(Ok(Frame::data(counted(data, taken)))))
}

/// Bytes that count until nobody has them any more.
struct Counted {
    data: Bytes,
    _until_dropped: Taken,
}

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        &self.data
    }
}

/// `data`, which counts among `answers` whether there is room for it or not.
pub fn counted_anyway(data: Bytes, answers: &Arc<Share>) -> Bytes {
    let mut taken = Taken::nothing_of(answers);
    taken.set(data.len());
    counted(data, taken)
}

fn counted(data: Bytes, taken: Taken) -> Bytes {
    Bytes::from_owner(Counted {
        data,
        _until_dropped: taken,
    })
}
