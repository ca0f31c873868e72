//! How a call ends that has no answer: its status, in our words.

use http::header::ALLOW;
use http::{HeaderValue, Response, StatusCode};
use tonic::Status;
use tonic::body::Body;

use crate::grpc::status::Failure;
use crate::server::tally::Tally;

/// The response to a call that no service answers.
pub fn refusal(failure: Failure, mut tally: Tally) -> Response<Body> {
    let http_status = http_status(&failure);
    let mut response = Status::from(failure).into_http();
    tally.end_with(response.headers());
    *response.status_mut() = http_status;
    if http_status == StatusCode::METHOD_NOT_ALLOWED {
        let allowed = HeaderValue::from_static("POST");
        response.headers_mut().insert(ALLOW, allowed);
    }
    response
}

/// What those are told who may not read gRPC's own status.
fn http_status(failure: &Failure) -> StatusCode {
    match failure {
        Failure::WrongHttpMethod { .. } => StatusCode::METHOD_NOT_ALLOWED,
        Failure::WrongContentType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        _ => StatusCode::OK,
    }
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
