//! How a call ends that has no answer: its status, in our words.

use http::{Response, StatusCode};
use tonic::Status;
use tonic::body::Body;

use crate::grpc::status::Failure;
use crate::server::tally::Tally;

/// The response to a call that no service answers.
pub fn refusal(failure: Failure, mut tally: Tally) -> Response<Body> {
    let not_grpc = matches!(failure, Failure::WrongContentType { .. });
    let mut response = Status::from(failure).into_http();
    tally.end_with(response.headers());
    if not_grpc {
        *response.status_mut() = StatusCode::UNSUPPORTED_MEDIA_TYPE;
    }
    response
}

/// The status of a response that is over before it began.
pub fn early_status(response: &Response<Body>) -> Option<Status> {
    Status::from_header_map(response.headers())
}

/// Says something else in place of a status, and keeps the other headers.
pub fn replace_status(response: &mut Response<Body>, failure: Failure) {
    if let Err(unsendable) = Status::from(failure).add_header(response.headers_mut()) {
        *response = unsendable.into_http();
    }
}
