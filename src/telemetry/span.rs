//! The span of a call: what the log and a collector of traces know of it.

use http::{HeaderMap, HeaderValue};
use tracing::field::Empty;
use tracing::{Span, info_span};

use super::trace::TraceParent;

/// The span of one call, and where it stands in its trace.
pub struct CallSpan {
    /// What happens within the call is logged inside it.
    pub span: Span,
    /// The `traceparent` that tells the caller of it.
    pub traceparent: Option<HeaderValue>,
}

impl CallSpan {
    /// A call with those headers begins; `name` is what it is called in traces.
    pub fn begin(headers: &HeaderMap, request_id: &str, name: &str) -> CallSpan {
        let caller = TraceParent::of(headers);
        let own = TraceParent::continued(caller);
        let span = info_span!(
            "call",
            otel.name = name,
            otel.kind = "server",
            request_id,
            trace_id = Empty,
            caller = Empty,
            code = Empty,
        );
        #[cfg(feature = "otlp")]
        let own = super::otlp::joined(&span, own, caller);
        span.record("trace_id", own.trace_id());
        CallSpan {
            span,
            traceparent: own.header(),
        }
    }
}
