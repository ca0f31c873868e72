//! Statuses that the transport makes, in our words.

use tonic::{Code, Status};

use super::{Failure, short};

/// What to say instead of a status that the transport made, or `None` if it can stand.
///
/// Our own statuses have details and are left alone. The transport's own have none, and blame the
/// server (INTERNAL) for bytes that the caller got wrong.
pub fn of_transport(status: &Status, path: &str) -> Option<Failure> {
    if !status.details().is_empty() {
        return None;
    }
    let said = status.message();
    let cause = said.strip_prefix("Error, ").unwrap_or(said).to_owned();
    match status.code() {
        Code::Internal => Some(Failure::Malformed { cause }),
        Code::OutOfRange | Code::ResourceExhausted => Some(Failure::MessageTooLarge { cause }),
        Code::Unimplemented if cause.is_empty() => {
            Some(Failure::UnknownMethod { path: short(path) })
        }
        Code::Unimplemented => Some(Failure::UnsupportedCompression { cause }),
        _ => None,
    }
}
