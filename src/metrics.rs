//! What is counted and measured, in the names that Prometheus users expect.

use std::time::Duration;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

use crate::engine::Stage;

/// Labels whose values all come from this program: a caller cannot make new ones.
type Labels<const N: usize> = [(&'static str, &'static str); N];

/// A method of the API, as labels name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MethodLabels {
    /// `unary`, `bidi_stream`, or `server_stream` (a health watch).
    pub kind: &'static str,
    /// The service with its package.
    pub service: &'static str,
    /// The method's own name.
    pub method: &'static str,
}

/// Counters and histograms. Clones share them.
#[derive(Clone, Debug)]
pub struct Metrics {
    started: Family<Labels<3>, Counter>,
    handled: Family<Labels<4>, Counter>,
    handling: Family<Labels<3>, Histogram, fn() -> Histogram>,
    panics: Counter,
    refused: Family<[(&'static str, String); 1], Counter>,
    article_errors: Family<Labels<1>, Counter>,
    connections: Gauge,
    connections_limit: Gauge,
    tls_failures: Counter,
    certificate_expiry: Gauge,
    articles: Family<Labels<1>, Counter>,
    summaries: Family<Labels<1>, Counter>,
    article_bytes: Histogram,
    digest: Histogram,
    stages: Family<Labels<1>, Histogram, fn() -> Histogram>,
}

/// From 100 µs to 13 s: a short article to a batch at the limit.
fn seconds() -> Histogram {
    Histogram::new(exponential_buckets(0.0001, 2.0, 18))
}

/// From 4 µs to 4 s: a stage of a short article to one of a text at the limit.
fn stage_seconds() -> Histogram {
    Histogram::new(exponential_buckets(0.000_004, 4.0, 11))
}

impl Default for Metrics {
    fn default() -> Metrics {
        Metrics {
            started: Family::default(),
            handled: Family::default(),
            handling: Family::new_with_constructor(seconds),
            panics: Counter::default(),
            refused: Family::default(),
            article_errors: Family::default(),
            connections: Gauge::default(),
            connections_limit: Gauge::default(),
            tls_failures: Counter::default(),
            certificate_expiry: Gauge::default(),
            articles: Family::default(),
            summaries: Family::default(),
            article_bytes: Histogram::new(exponential_buckets(256.0, 4.0, 9)),
            digest: seconds(),
            stages: Family::new_with_constructor(stage_seconds),
        }
    }
}

impl Metrics {
    /// Makes them part of what is scraped.
    pub fn register(&self, registry: &mut Registry) {
        self.register_calls(registry);
        self.register_connections(registry);
        self.register_articles(registry);
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("nutgraf_build", "The version that runs", build);
    }

    fn register_calls(&self, registry: &mut Registry) {
        let calls = "Calls by type, service and method";
        registry.register(
            "grpc_server_started",
            format!("{calls}, begun"),
            self.started.clone(),
        );
        registry.register(
            "grpc_server_handled",
            format!("{calls} and code, ended"),
            self.handled.clone(),
        );
        let help = format!("{calls}: seconds from the first byte to the last");
        registry.register_with_unit(
            "grpc_server_handling",
            help,
            Unit::Seconds,
            self.handling.clone(),
        );
        registry.register(
            "nutgraf_panics",
            "Panics that were answered with INTERNAL",
            self.panics.clone(),
        );
        let help = "Calls that ended with an error, by the reason that their callers were told";
        registry.register("nutgraf_refused", help, self.refused.clone());
    }

    fn register_connections(&self, registry: &mut Registry) {
        registry.register(
            "nutgraf_connections",
            "Connections that are open",
            self.connections.clone(),
        );
        registry.register(
            "nutgraf_connections_limit",
            "Connections that are open at most",
            self.connections_limit.clone(),
        );
        let help = "TLS handshakes that failed or took too long";
        registry.register("nutgraf_tls_failures", help, self.tls_failures.clone());
        let help =
            "When the TLS certificate in use expires, or one of its chain, in seconds since 1970";
        let name = "nutgraf_tls_certificate_expiry_timestamp";
        registry.register_with_unit(name, help, Unit::Seconds, self.certificate_expiry.clone());
    }

    fn register_articles(&self, registry: &mut Registry) {
        let help = "Articles of batches and streams that have an error for a result, by its reason";
        registry.register("nutgraf_article_errors", help, self.article_errors.clone());
        let help = "Articles digested, by the language whose rules were used";
        registry.register("nutgraf_articles", help, self.articles.clone());
        let help = "Summaries made, by the method that scored the sentences";
        registry.register("nutgraf_summaries", help, self.summaries.clone());
        let help = "Bytes of text of the articles digested";
        registry.register_with_unit(
            "nutgraf_article_size",
            help,
            Unit::Bytes,
            self.article_bytes.clone(),
        );
        let help = "Seconds that the engine took for an article";
        registry.register_with_unit("nutgraf_digest", help, Unit::Seconds, self.digest.clone());
        let help = "Seconds that a stage of the engine's work took, by stage";
        registry.register_with_unit("nutgraf_stage", help, Unit::Seconds, self.stages.clone());
    }

    /// A call has begun.
    pub fn call_started(&self, method: MethodLabels) {
        self.started.get_or_create(&labels(method)).inc();
    }

    /// A call has ended with a code such as `OK` or `INVALID_ARGUMENT`.
    pub fn call_handled(&self, method: MethodLabels, code: &'static str, took: Duration) {
        let [kind, service, name] = labels(method);
        self.handled
            .get_or_create(&[kind, service, name, ("grpc_code", code)])
            .inc();
        self.handling
            .get_or_create(&labels(method))
            .observe(took.as_secs_f64());
    }

    /// A handler has panicked.
    pub fn panicked(&self) {
        self.panics.inc();
    }

    /// A call was refused or given up. `reason` is the one of its `google.rpc.ErrorInfo`, of which this
    /// program has a few: no caller can make new ones.
    pub fn refused(&self, reason: String) {
        self.refused.get_or_create(&[("reason", reason)]).inc();
    }

    /// An article of a batch or a stream has an error for a result.
    pub fn article_failed(&self, reason: &'static str) {
        self.article_errors
            .get_or_create(&[("reason", reason)])
            .inc();
    }

    /// No more connections than this are open at once.
    pub fn limit_connections(&self, most: usize) {
        self.connections_limit.set(most as i64);
    }

    /// A TLS handshake failed.
    pub fn tls_failed(&self) {
        self.tls_failures.inc();
    }

    /// The TLS certificate in use expires so many seconds after 1970; `None` if that is not known.
    pub fn certificate_expires(&self, at: Option<u64>) {
        self.certificate_expiry.set(at.unwrap_or_default() as i64);
    }

    /// A connection was opened.
    pub fn connected(&self) {
        self.connections.inc();
    }

    /// A connection was closed.
    pub fn disconnected(&self) {
        self.connections.dec();
    }

    /// A stage of the engine's work on an article is done.
    pub fn stage_done(&self, stage: Stage, took: Duration) {
        let name = match stage {
            Stage::Detect => "detect",
            Stage::Parse => "parse",
            Stage::Score => "score",
            Stage::Select => "select",
            Stage::Tag => "tag",
        };
        self.stages
            .get_or_create(&[("stage", name)])
            .observe(took.as_secs_f64());
    }

    /// An article was digested; `method` scored its sentences if a summary was wanted.
    pub fn digested(
        &self,
        language: &'static str,
        method: Option<&'static str>,
        bytes: usize,
        took: Duration,
    ) {
        self.articles.get_or_create(&[("language", language)]).inc();
        if let Some(method) = method {
            self.summaries.get_or_create(&[("method", method)]).inc();
        }
        self.article_bytes.observe(bytes as f64);
        self.digest.observe(took.as_secs_f64());
    }
}

fn labels(method: MethodLabels) -> Labels<3> {
    [
        ("grpc_type", method.kind),
        ("grpc_service", method.service),
        ("grpc_method", method.method),
    ]
}
