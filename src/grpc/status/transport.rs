//! Statuses that the transport makes, in our words.

use tonic::{Code, Status};

use super::{Failure, short};

/// How the decoder begins what it says of a message.
const UNDECODED: &str = "failed to decode Protobuf message: ";

/// What it says of a string of other bytes.
const NOT_UTF8: &str = "invalid string value: data is not UTF-8 encoded";

/// How it begins what it says of one that is too long.
const TOO_LONG: &str = "decoded message length too large: ";

/// What to say instead of a status that the transport made, or `None` if it can stand.
///
/// Our own statuses have details and are left alone. The transport's own have none, and blame the
/// server (INTERNAL) for bytes that the caller got wrong.
pub fn of_transport(status: &Status, path: &str) -> Option<Failure> {
    if !status.details().is_empty() {
        return None;
    }
    let said = status.message();
    let cause = said.strip_prefix("Error, ").unwrap_or(said);
    let cause = cause.strip_prefix(TOO_LONG).unwrap_or(cause);
    let owned = || cause.to_owned();
    match status.code() {
        Code::Internal => Some(malformed(cause)),
        Code::OutOfRange | Code::ResourceExhausted => {
            Some(Failure::MessageTooLarge { cause: owned() })
        }
        Code::Unimplemented if cause.is_empty() => {
            Some(Failure::UnknownMethod { path: short(path) })
        }
        Code::Unimplemented => Some(Failure::UnsupportedCompression { cause: owned() }),
        Code::NotFound => Some(Failure::UnknownService),
        _ => None,
    }
}

/// What the decoder says of bytes that are no message.
pub fn unreadable(status: &Status) -> Failure {
    malformed(status.message())
}

/// Bytes that are no message. The decoder names the fields on the way to what it could not read from the
/// inside out, each with its message: `Article.text: AnalyzeArticleRequest.article: `.
fn malformed(cause: &str) -> Failure {
    let mut rest = cause.strip_prefix(UNDECODED).unwrap_or(cause);
    let mut fields = Vec::new();
    while let Some((place, more)) = rest.split_once(": ")
        && let Some((message, field)) = place.split_once('.')
        && message.starts_with(|first: char| first.is_ascii_uppercase())
    {
        fields.insert(0, field);
        rest = more;
    }
    let cause = match rest {
        NOT_UTF8 => "the bytes are not UTF-8, in which all text has to be sent",
        other => other,
    };
    Failure::Malformed {
        field: Some(fields.join(".")).filter(|field| !field.is_empty()),
        cause: cause.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use prost::Message;
    use tonic::Status;

    use super::of_transport;
    use crate::grpc::pb;

    /// What is said of bytes that are no request for an analysis.
    fn told(bytes: &[u8]) -> String {
        let error = pb::AnalyzeArticleRequest::decode(bytes).expect_err("it is no message");
        let status = Status::internal(error.to_string());
        let failure = of_transport(&status, "/").expect("it has words of ours");
        Status::from(failure).message().to_owned()
    }

    #[test]
    fn a_field_that_cannot_be_read_is_named_by_its_path() {
        let latin1 = told(&[0x0a, 0x05, 0x1a, 0x03, b'a', 0xe9, b'b']);
        assert_eq!(
            latin1,
            "article.text: the bytes are not UTF-8, in which all text has to be sent"
        );
        let number = told(&[0x0a, 0x02, 0x18, 0x05]);
        assert!(
            number.starts_with("article.text: invalid wire type"),
            "{number}"
        );
        let garbage = told(&[0xff; 11]);
        let expected = "the request is no message of this method: invalid varint";
        assert_eq!(garbage, expected);
    }
}
