//! The message of an answer that has one.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::FutureExt;
use http_body::Frame;
use tonic::Status;
use tonic::body::Body;

use super::outbox::Outbox;
use crate::grpc::pool::Taken;
use crate::grpc::status::Failure;
use crate::server::admission::unread;
use crate::server::body::next_frame;

/// The first frame of an answer, or what went wrong instead.
pub type First = Option<Result<Frame<Bytes>, Status>>;

/// Takes the message out of `body`, to count in `outbox` until it was sent; fails if there is no room for it.
pub fn message(body: &mut Body, outbox: &Arc<Outbox>) -> Result<First, Failure> {
    // The message is there: an answer of one message is made before its head is sent.
    let data = match next_frame(body).now_or_never().flatten() {
        Some(Ok(frame)) => match frame.into_data() {
            Ok(data) => data,
            Err(other) => return Ok(Some(Ok(other))),
        },
        other => return Ok(other),
    };
    outbox.share().check_size(data.len())?;
    let taken = Taken::nothing_of(outbox.share());
    if !taken.grow(data.len()) {
        return Err(unread());
    }
    Ok(Some(Ok(Frame::data(outbox.put(data, taken)))))
}
