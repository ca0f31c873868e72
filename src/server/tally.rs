//! One call as metrics and log see it: begun once, ended once, whatever happens.

use std::mem;
use std::time::Instant;

use http::HeaderMap;
use tonic::{Code, Status};
use tracing::{Span, debug};

use crate::grpc::status::reason;
use crate::metrics::{MethodLabels, Metrics};

/// A call in work. Ends as CANCELLED if it is dropped before it was told how it ended.
pub struct Tally {
    metrics: Metrics,
    method: MethodLabels,
    path: String,
    span: Span,
    begin: Instant,
    ended: bool,
}

/// What a path that is none of ours is called: paths are the callers' choice, labels must not be.
const UNKNOWN: MethodLabels = MethodLabels {
    kind: "unary",
    service: "unknown",
    method: "unknown",
};

/// Every method that the server answers.
const METHODS: [MethodLabels; 10] = [
    unary("nutgraf.v1.SummaryService", "SummarizeArticle"),
    unary("nutgraf.v1.TagService", "TagArticle"),
    unary("nutgraf.v1.AnalysisService", "AnalyzeArticle"),
    unary("nutgraf.v1.AnalysisService", "BatchAnalyzeArticles"),
    MethodLabels {
        kind: "bidi_stream",
        ..unary("nutgraf.v1.AnalysisService", "StreamAnalyzeArticles")
    },
    unary("nutgraf.v1.EngineService", "GetEngineInfo"),
    unary("grpc.health.v1.Health", "Check"),
    MethodLabels {
        kind: "server_stream",
        ..unary("grpc.health.v1.Health", "Watch")
    },
    MethodLabels {
        kind: "bidi_stream",
        ..unary(
            "grpc.reflection.v1.ServerReflection",
            "ServerReflectionInfo",
        )
    },
    MethodLabels {
        kind: "bidi_stream",
        ..unary(
            "grpc.reflection.v1alpha.ServerReflection",
            "ServerReflectionInfo",
        )
    },
];

const fn unary(service: &'static str, method: &'static str) -> MethodLabels {
    MethodLabels {
        kind: "unary",
        service,
        method,
    }
}

fn labels(path: &str) -> MethodLabels {
    let parts = path.strip_prefix('/').and_then(|path| path.split_once('/'));
    let known = |(service, method)| {
        METHODS
            .into_iter()
            .find(|m| (m.service, m.method) == (service, method))
    };
    parts.and_then(known).unwrap_or(UNKNOWN)
}

impl Tally {
    /// A call to `path` begins.
    pub fn begin(metrics: Metrics, path: &str) -> Tally {
        let method = labels(path);
        metrics.call_started(method);
        Tally {
            metrics,
            method,
            path: path.to_owned(),
            span: Span::none(),
            begin: Instant::now(),
            ended: false,
        }
    }

    /// What the call is named in traces: its path if that is a method, else what no caller can choose.
    pub fn name(&self) -> &str {
        if self.method == UNKNOWN {
            UNKNOWN.method
        } else {
            &self.path
        }
    }

    /// The span of the call, which is told how it ends.
    pub fn tell(&mut self, span: &Span) {
        self.span = span.clone();
    }

    fn end(&mut self, code: Code, reason: Option<String>) {
        if mem::replace(&mut self.ended, true) {
            return;
        }
        // Who has left was refused nothing.
        let has_left = code == Code::Cancelled;
        let (code, time) = (name(code), self.begin.elapsed());
        self.metrics.call_handled(self.method, code, time);
        self.span.record("code", code);
        let (path, seconds) = (&self.path, time.as_secs_f64());
        self.span
            .in_scope(|| debug!(path, code, reason, seconds, "call"));
        if let Some(reason) = reason.filter(|_| !has_left) {
            self.metrics.refused(reason);
        }
    }

    /// The call ends with the status in `headers`, or in trailers: told why if it is an error.
    pub fn end_with(&mut self, headers: &HeaderMap) {
        let status = Status::from_header_map(headers);
        let why = status.as_ref().and_then(reason);
        let code = status.as_ref().map_or(Code::Unknown, Status::code);
        self.end(code, why);
    }
}

impl Drop for Tally {
    fn drop(&mut self) {
        self.end(Code::Cancelled, None);
    }
}

/// A code as gRPC writes it.
fn name(code: Code) -> &'static str {
    match code {
        Code::Ok => "OK",
        Code::Cancelled => "CANCELLED",
        Code::Unknown => "UNKNOWN",
        Code::InvalidArgument => "INVALID_ARGUMENT",
        Code::DeadlineExceeded => "DEADLINE_EXCEEDED",
        Code::NotFound => "NOT_FOUND",
        Code::AlreadyExists => "ALREADY_EXISTS",
        Code::PermissionDenied => "PERMISSION_DENIED",
        Code::ResourceExhausted => "RESOURCE_EXHAUSTED",
        Code::FailedPrecondition => "FAILED_PRECONDITION",
        Code::Aborted => "ABORTED",
        Code::OutOfRange => "OUT_OF_RANGE",
        Code::Unimplemented => "UNIMPLEMENTED",
        Code::Internal => "INTERNAL",
        Code::Unavailable => "UNAVAILABLE",
        Code::DataLoss => "DATA_LOSS",
        Code::Unauthenticated => "UNAUTHENTICATED",
    }
}
