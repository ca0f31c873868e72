//! When nobody waits for an answer any more: the caller's `grpc-timeout` and the server's own bound.

use std::time::{Duration, Instant};

use http::{HeaderMap, HeaderName};

use crate::grpc::status::{Failure, short};

const GRPC_TIMEOUT: HeaderName = HeaderName::from_static("grpc-timeout");

/// The deadline of a call that begins now; `most` is the server's own bound, if it has one for it.
pub fn of(headers: &HeaderMap, most: Option<Duration>) -> Result<Option<Instant>, Failure> {
    let given = headers.get(GRPC_TIMEOUT).map(|value| {
        let text = value.to_str().unwrap_or_default();
        parse(text).ok_or_else(|| Failure::MalformedTimeout { given: short(text) })
    });
    let given = given.transpose()?;
    let shortest = [given, most].into_iter().flatten().min();
    Ok(shortest.and_then(|timeout| Instant::now().checked_add(timeout)))
}

/// Up to eight digits and a unit: gRPC over HTTP/2, "Timeout".
fn parse(text: &str) -> Option<Duration> {
    let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    if !(1..=8).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let count: u64 = digits.parse().ok()?;
    match unit {
        "H" => Some(Duration::from_secs(count * 3600)),
        "M" => Some(Duration::from_secs(count * 60)),
        "S" => Some(Duration::from_secs(count)),
        "m" => Some(Duration::from_millis(count)),
        "u" => Some(Duration::from_micros(count)),
        "n" => Some(Duration::from_nanos(count)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::parse;

    #[test]
    fn timeouts_are_read_as_the_protocol_writes_them() {
        let cases = [
            ("1H", Some(Duration::from_secs(3600))),
            ("2M", Some(Duration::from_secs(120))),
            ("3S", Some(Duration::from_secs(3))),
            ("250m", Some(Duration::from_millis(250))),
            ("99999999u", Some(Duration::from_micros(99_999_999))),
            ("0n", Some(Duration::ZERO)),
            ("", None),
            ("S", None),
            ("1", None),
            ("1s", None),
            ("-1S", None),
            ("+1S", None),
            ("1.5S", None),
            ("123456789S", None),
            ("1é", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), expected, "{text:?}");
        }
    }
}
