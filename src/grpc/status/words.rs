//! What failures say: messages that stand alone, for people.

use super::Failure;
use crate::grpc::violations::Violations;

impl Failure {
    /// What it says.
    pub(super) fn message(&self) -> String {
        match self {
            Failure::Invalid(violations) => told(violations),
            Failure::Malformed { field, cause } => match field {
                Some(field) => format!("{field}: {cause}"),
                None => format!("the request is no message of this method: {cause}"),
            },
            Failure::MessageTooLarge { cause } => {
                format!("the request message is too large: {cause}")
            }
            Failure::AnswerTooLarge { bytes, most } => {
                format!(
                    "the answer has {bytes} bytes, over the limit of {most}; ask for fewer sentences, \
                     for no explanation, or for fewer articles at once"
                )
            }
            Failure::UnsupportedCompression { cause } => {
                format!("{cause}; send it with gzip or as it is")
            }
            Failure::WrongContentType { given } => {
                format!(
                    "the content type {given:?} is not application/grpc or application/grpc+proto"
                )
            }
            Failure::WrongHttpMethod { given } => {
                format!("the HTTP method is {given:?}; calls of gRPC are made with POST")
            }
            Failure::UnknownMethod { path } => {
                format!(
                    "there is no method {path:?}; `grpcurl HOST:PORT list` shows those that exist"
                )
            }
            Failure::UnknownService => {
                "health knows no such service; \"\" is the server as a whole, and \
                 `grpcurl HOST:PORT list` shows the others"
                    .to_owned()
            }
            Failure::MalformedTimeout { given } => {
                format!(
                    "the grpc-timeout {given:?} is not up to 8 digits and one of H, M, S, m, u, n"
                )
            }
            Failure::Overloaded { cause, retry_after } => {
                let wait = retry_after.as_millis();
                format!("the server is overloaded: {cause}; try again in {wait} ms or later")
            }
            Failure::OverQuota { cause, retry_after } => {
                // Rounded up: a try right at that time should succeed.
                let wait = retry_after.as_millis() + 1;
                format!("{cause}; try again in {wait} ms or later")
            }
            Failure::DeadlineExceeded => {
                "the deadline passed before the answer was ready".to_owned()
            }
            Failure::StreamIdle { most } => {
                format!("no article came on the stream for {} s", most.as_secs_f64())
            }
            Failure::Unread { most } => {
                format!(
                    "nothing of the answer was read for {} s",
                    most.as_secs_f64()
                )
            }
            Failure::Unauthenticated { cause } => (*cause).to_owned(),
            Failure::ShuttingDown => "the server is shutting down".to_owned(),
            Failure::Cancelled => "the call was cancelled by its caller".to_owned(),
            Failure::Panicked { request_id } => {
                format!("an internal error; the server's log has it under request id {request_id}")
            }
        }
    }
}

/// The first violations in words; programs find all in the details.
fn told(violations: &Violations) -> String {
    const TOLD: usize = 3;
    let told: Vec<String> = violations
        .listed()
        .iter()
        .take(TOLD)
        .map(|violation| format!("{}: {}", violation.field, violation.description))
        .collect();
    let more = violations.total().saturating_sub(told.len());
    let told = told.join("; ");
    match more {
        0 => told,
        1 => format!("{told}; and 1 more"),
        _ => format!("{told}; and {more} more"),
    }
}
