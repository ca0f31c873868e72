//! Traces: the caller's is continued, and one is begun where there is none.

use prost::Message;

use crate::harness::{STORY, Server, analyze};
use crate::raw::{ANALYZE, Reply, framed, post};

/// The example of the standard.
const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

async fn called(server: &Server, text: &str, traceparent: Option<&str>) -> Reply {
    let headers: Vec<_> = traceparent
        .map(|value| ("traceparent", value))
        .into_iter()
        .collect();
    let body = framed(0, &analyze(text).encode_to_vec());
    post(server.address, ANALYZE, &headers, body).await
}

/// Trace, span and flags of an answer.
fn parts(reply: &Reply) -> (String, String, String) {
    let parts: Vec<_> = reply.field("traceparent").split('-').collect();
    let [version, trace, span, flags] = parts[..] else {
        panic!("no traceparent in {:?}", reply.fields);
    };
    assert_eq!((version, trace.len(), span.len()), ("00", 32, 16));
    (trace.to_owned(), span.to_owned(), flags.to_owned())
}

#[tokio::test]
async fn the_callers_trace_is_continued_with_a_span_of_the_servers_own() {
    let server = Server::start().await;
    let given = format!("00-{TRACE}-00f067aa0ba902b7-01");
    // Refused calls have their place in the trace, too.
    for text in [STORY, ""] {
        let (trace, span, flags) = parts(&called(&server, text, Some(&given)).await);
        assert_eq!((trace.as_str(), flags.as_str()), (TRACE, "01"));
        assert_ne!(span, "00f067aa0ba902b7");
    }
}

#[tokio::test]
async fn a_trace_is_begun_where_there_is_none_or_none_that_can_be_read() {
    let server = Server::start().await;
    let mut seen = Vec::new();
    for given in [None, None, Some("00-xyz"), Some("")] {
        let (trace, span, _) = parts(&called(&server, STORY, given).await);
        assert!(trace != "0".repeat(32) && span != "0".repeat(16));
        assert!(!seen.contains(&trace), "{given:?}");
        seen.push(trace);
    }
}
