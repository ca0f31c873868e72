//! W3C Trace Context: which trace a call belongs to, taken from its caller or begun here.

use std::hash::{BuildHasher, Hasher, RandomState};

use http::{HeaderMap, HeaderName, HeaderValue};

/// The header that tells of a trace, both ways.
pub const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// A place in a trace: what <https://www.w3.org/TR/trace-context/> calls a parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TraceParent {
    /// The whole trace; not 0.
    pub trace: u128,
    /// The span; not 0.
    pub span: u64,
    /// Bit 0: the caller records the trace.
    pub flags: u8,
}

impl TraceParent {
    /// What the caller says, if it says something that can be understood.
    pub fn of(headers: &HeaderMap) -> Option<TraceParent> {
        let mut given = headers.get_all(TRACEPARENT).iter();
        match (given.next(), given.next()) {
            (Some(only), None) => parse(only.to_str().ok()?),
            _ => None,
        }
    }

    /// A span of the server's own: in the caller's trace, or in a new one.
    pub fn continued(caller: Option<TraceParent>) -> TraceParent {
        let new_trace = || u128::from(random()) << 64 | u128::from(random());
        TraceParent {
            trace: caller.map_or_else(new_trace, |caller| caller.trace),
            span: random(),
            flags: caller.map_or(0, |caller| caller.flags & 1),
        }
    }

    /// The trace in 32 hexadecimal digits.
    pub fn trace_id(&self) -> String {
        format!("{:032x}", self.trace)
    }

    /// The header that says so.
    pub fn header(&self) -> Option<HeaderValue> {
        let TraceParent { trace, span, flags } = self;
        HeaderValue::try_from(format!("00-{trace:032x}-{span:016x}-{flags:02x}")).ok()
    }
}

/// Version, trace, span and flags in lower-case hexadecimal digits. Later versions may have more
/// behind them, version ff is none.
fn parse(text: &str) -> Option<TraceParent> {
    let mut parts = text.splitn(5, '-');
    let (version, trace, span, flags) =
        (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    if version == "ff" || (version == "00" && parts.next().is_some()) {
        return None;
    }
    hex(version, 2)?;
    let (trace, span) = (hex(trace, 32)?, hex(span, 16)? as u64);
    let flags = hex(flags, 2)? as u8;
    (trace != 0 && span != 0).then_some(TraceParent { trace, span, flags })
}

fn hex(digits: &str, length: usize) -> Option<u128> {
    let lower = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let right = digits.len() == length && digits.bytes().all(lower);
    right.then(|| u128::from_str_radix(digits, 16).ok())?
}

/// A number that nobody can foresee, not 0.
fn random() -> u64 {
    RandomState::new().build_hasher().finish().max(1)
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::{TRACEPARENT, TraceParent, parse};

    const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

    #[test]
    fn headers_are_read_as_the_standard_has_them() {
        let good = format!("00-{TRACE}-00f067aa0ba902b7-01");
        let read = parse(&good).expect("the standard's own example");
        assert_eq!(
            (read.trace_id().as_str(), read.span, read.flags),
            (TRACE, 0x00f0_67aa_0ba9_02b7, 1)
        );
        assert_eq!(read.header().expect("ASCII"), good.as_str());
        assert!(
            parse(&format!(
                "cc-{TRACE}-00f067aa0ba902b7-01-what-the-future-brings"
            ))
            .is_some()
        );
        let zero = "0".repeat(32);
        let bad = [
            String::new(),
            format!("00-{TRACE}-00f067aa0ba902b7"),
            format!("00-{TRACE}-00f067aa0ba902b7-01-more"),
            format!("ff-{TRACE}-00f067aa0ba902b7-01"),
            format!("00-{zero}-00f067aa0ba902b7-01"),
            format!("00-{TRACE}-0000000000000000-01"),
            format!("00-{}-00f067aa0ba902b7-01", TRACE.to_uppercase()),
            format!("00-{}-00f067aa0ba902b7-01", &TRACE[1..]),
            format!("00-{TRACE}-00f067aa0ba902b7-1"),
            format!("00-+{}-00f067aa0ba902b7-01", &TRACE[1..]),
        ];
        for text in bad {
            assert_eq!(parse(&text), None, "{text:?}");
        }
    }

    #[test]
    fn a_trace_is_continued_and_begun_where_there_is_none() {
        let mut headers = HeaderMap::new();
        assert_eq!(TraceParent::of(&headers), None);
        let value = format!("00-{TRACE}-00f067aa0ba902b7-01");
        headers.insert(TRACEPARENT, value.parse().expect("ASCII"));
        let caller = TraceParent::of(&headers);
        let own = TraceParent::continued(caller);
        assert_eq!((own.trace_id().as_str(), own.flags), (TRACE, 1));
        assert_ne!(Some(own.span), caller.map(|caller| caller.span));
        headers.append(TRACEPARENT, value.parse().expect("ASCII"));
        assert_eq!(TraceParent::of(&headers), None, "two of them say nothing");
        let (one, two) = (TraceParent::continued(None), TraceParent::continued(None));
        assert_ne!(one.trace, two.trace);
    }
}
