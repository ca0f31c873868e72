//! The one place where failures become gRPC statuses, after AIP-193: a code, a message that stands
//! alone, and `google.rpc` details for programs.

pub mod transport;
mod words;

use std::collections::HashMap;
use std::time::Duration;

use prost::Message;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, FieldViolation, StatusExt, pb as rpc};

use super::violations::Violations;

/// The `domain` of every `google.rpc.ErrorInfo`.
pub const DOMAIN: &str = "nutgraf";

/// The trailer that the retries built into gRPC libraries read (gRFC A6, "Client retries").
const PUSHBACK: &str = "grpc-retry-pushback-ms";

/// Why a call, or an article of a call, has no answer.
#[derive(Debug)]
pub enum Failure {
    /// The request has fields that cannot be.
    Invalid(Violations),
    /// The bytes are no message of the method: garbage, invalid UTF-8, a frame cut short.
    Malformed {
        /// The path of the field that could not be read, if it got that far.
        field: Option<String>,
        /// What the decoder said.
        cause: String,
    },
    /// The message is over the limit on message sizes.
    MessageTooLarge {
        /// What the decoder said, with size and limit.
        cause: String,
    },
    /// The answer is larger than all that answers may hold in memory.
    AnswerTooLarge {
        /// Its size.
        bytes: usize,
        /// What all answers may have together.
        most: usize,
    },
    /// The message is compressed in a way that the server cannot undo.
    UnsupportedCompression {
        /// What the decoder said.
        cause: String,
    },
    /// The request is not gRPC with protobuf messages.
    WrongContentType {
        /// The content type that came.
        given: String,
    },
    /// The request is of another method of HTTP than POST.
    WrongHttpMethod {
        /// The method.
        given: String,
    },
    /// There is no such method.
    UnknownMethod {
        /// The path that was called: `/package.Service/Method`.
        path: String,
    },
    /// Health knows no such service.
    UnknownService,
    /// The `grpc-timeout` header is no timeout.
    MalformedTimeout {
        /// What it says.
        given: String,
    },
    /// The call does not say who makes it, or it is somebody who may not.
    Unauthenticated {
        /// Which of the two.
        cause: &'static str,
    },
    /// The server has as much work as it may take on.
    Overloaded {
        /// Which bound was met.
        cause: &'static str,
        /// When another try is likely to succeed.
        retry_after: Duration,
    },
    /// The caller has asked for more than one caller may.
    OverQuota {
        /// Which bound was met.
        cause: &'static str,
        /// When another try may succeed.
        retry_after: Duration,
    },
    /// The caller's deadline, or the server's own, passed.
    DeadlineExceeded,
    /// Nothing came on a stream for so long.
    StreamIdle {
        /// How long the server waits.
        most: Duration,
    },
    /// Nothing was read of an answer for so long.
    Unread {
        /// How long the server waits.
        most: Duration,
    },
    /// The caller went away.
    Cancelled,
    /// The server is stopping.
    ShuttingDown,
    /// A bug: the code panicked.
    Panicked {
        /// The id under which the log has it.
        request_id: String,
    },
}

impl Failure {
    fn code(&self) -> Code {
        match self {
            Failure::Invalid(_)
            | Failure::Malformed { .. }
            | Failure::WrongContentType { .. }
            | Failure::WrongHttpMethod { .. }
            | Failure::MalformedTimeout { .. } => Code::InvalidArgument,
            Failure::MessageTooLarge { .. }
            | Failure::AnswerTooLarge { .. }
            | Failure::Overloaded { .. }
            | Failure::OverQuota { .. } => Code::ResourceExhausted,
            Failure::UnsupportedCompression { .. } | Failure::UnknownMethod { .. } => {
                Code::Unimplemented
            }
            Failure::UnknownService => Code::NotFound,
            Failure::Unauthenticated { .. } => Code::Unauthenticated,
            Failure::DeadlineExceeded | Failure::StreamIdle { .. } | Failure::Unread { .. } => {
                Code::DeadlineExceeded
            }
            Failure::Cancelled => Code::Cancelled,
            Failure::ShuttingDown => Code::Unavailable,
            Failure::Panicked { .. } => Code::Internal,
        }
    }

    /// The `reason` of its `google.rpc.ErrorInfo`.
    pub fn reason(&self) -> &'static str {
        match self {
            Failure::Invalid(_) => "INVALID_FIELDS",
            Failure::Malformed { .. } => "MALFORMED_MESSAGE",
            Failure::UnknownService => "UNKNOWN_SERVICE",
            Failure::MessageTooLarge { .. } => "MESSAGE_TOO_LARGE",
            Failure::AnswerTooLarge { .. } => "ANSWER_TOO_LARGE",
            Failure::UnsupportedCompression { .. } => "UNSUPPORTED_COMPRESSION",
            Failure::WrongContentType { .. } => "WRONG_CONTENT_TYPE",
            Failure::WrongHttpMethod { .. } => "WRONG_HTTP_METHOD",
            Failure::UnknownMethod { .. } => "UNKNOWN_METHOD",
            Failure::MalformedTimeout { .. } => "MALFORMED_TIMEOUT",
            Failure::Overloaded { .. } => "OVERLOADED",
            Failure::OverQuota { .. } => "OVER_QUOTA",
            Failure::Unauthenticated { .. } => "UNAUTHENTICATED",
            Failure::DeadlineExceeded => "DEADLINE_EXCEEDED",
            Failure::StreamIdle { .. } => "STREAM_IDLE",
            Failure::Unread { .. } => "UNREAD",
            Failure::Cancelled => "CANCELLED",
            Failure::ShuttingDown => "SHUTTING_DOWN",
            Failure::Panicked { .. } => "INTERNAL",
        }
    }

    /// For how many milliseconds to wait, or, below 0, that waiting is no use.
    fn pushback(&self) -> Option<MetadataValue<Ascii>> {
        match self {
            Failure::Overloaded { retry_after, .. } => {
                Some((retry_after.as_millis() as u64).into())
            }
            // Rounded up: a try right at that time should succeed.
            Failure::OverQuota { retry_after, .. } => {
                Some((retry_after.as_millis() as u64 + 1).into())
            }
            Failure::MessageTooLarge { .. } | Failure::AnswerTooLarge { .. } => {
                Some(MetadataValue::from_static("-1"))
            }
            _ => None,
        }
    }

    fn details(&self) -> ErrorDetails {
        // One entry at most: a hash map of several would be serialized in random order.
        let info = |metadata: Option<(&str, String)>| {
            let metadata = metadata.map(|(key, value)| (key.to_owned(), value));
            let metadata: HashMap<_, _> = metadata.into_iter().collect();
            ErrorDetails::with_error_info(self.reason(), DOMAIN, metadata)
        };
        match self {
            Failure::Invalid(violations) => {
                let mut details = info(Some(("violations", violations.total().to_string())));
                details.set_bad_request(field_violations(violations));
                details
            }
            Failure::Malformed {
                field: Some(field),
                cause,
            } => {
                let mut details = info(None);
                details.set_bad_request(vec![FieldViolation {
                    reason: self.reason().to_owned(),
                    ..FieldViolation::new(field.clone(), cause.clone())
                }]);
                details
            }
            Failure::UnknownMethod { path } => info(Some(("path", path.clone()))),
            Failure::WrongContentType { given } => info(Some(("contentType", given.clone()))),
            Failure::Overloaded { retry_after, .. } | Failure::OverQuota { retry_after, .. } => {
                let mut details = info(None);
                details.set_retry_info(Some(*retry_after));
                details
            }
            Failure::Panicked { request_id } => {
                let mut details = info(None);
                details.set_request_info(request_id.clone(), "");
                details
            }
            _ => info(None),
        }
    }
}

impl From<Failure> for Status {
    fn from(failure: Failure) -> Status {
        let (code, message) = (failure.code(), failure.message());
        let mut status = Status::with_error_details(code, message, failure.details());
        if let Some(pushback) = failure.pushback() {
            status.metadata_mut().insert(PUSHBACK, pushback);
        }
        status
    }
}

/// A failure as it stands in the results of a batch or a stream.
impl From<Failure> for rpc::Status {
    fn from(failure: Failure) -> rpc::Status {
        let status = Status::from(failure);
        rpc::Status::decode(status.details()).unwrap_or_else(|_| rpc::Status {
            code: status.code().into(),
            message: status.message().to_owned(),
            details: Vec::new(),
        })
    }
}

/// The `reason` of a failure that went out as `status`; none if it is no failure of ours.
pub fn reason(status: &Status) -> Option<String> {
    let info = status.get_details_error_info();
    info.filter(|info| info.domain == DOMAIN)
        .map(|info| info.reason)
}

/// At most 128 characters of what a caller sent, to be quoted in an answer.
pub fn short(given: &str) -> String {
    given.chars().take(128).collect()
}

fn field_violations(violations: &Violations) -> Vec<FieldViolation> {
    let listed = violations.listed().iter().map(|violation| FieldViolation {
        reason: violation.reason.to_owned(),
        ..FieldViolation::new(violation.field.clone(), violation.description.clone())
    });
    listed.collect()
}
