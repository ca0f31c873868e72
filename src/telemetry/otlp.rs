//! Spans for a collector of traces, over OTLP and gRPC.

use std::path::Path;
use std::{fs, io};

use opentelemetry::Context;
use opentelemetry::trace::{
    SpanContext, SpanId, TraceContextExt, TraceFlags, TraceId, TraceState, TracerProvider,
};
use opentelemetry_otlp::{SpanExporter, WithExportConfig, WithTonicConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tonic::transport::{Certificate, ClientTlsConfig};
use tracing::{Metadata, Span, Subscriber};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::registry::LookupSpan;

use super::Collector;
use super::trace::TraceParent;

/// The name of the service in traces.
const SERVICE: &str = "nutgraf";

/// Sends the spans of calls to a collector, in batches, from a thread of its own.
pub struct Exporter(SdkTracerProvider);

impl Exporter {
    /// An exporter to `collector`. Needs a Tokio runtime.
    pub fn new(collector: &Collector) -> io::Result<Exporter> {
        let mut builder = SpanExporter::builder()
            .with_tonic()
            .with_endpoint(&collector.endpoint);
        if let Some(ca) = &collector.ca {
            builder = builder.with_tls_config(verified_by(ca)?);
        }
        let exporter = builder.build().map_err(io::Error::other)?;
        let ratio = Sampler::TraceIdRatioBased(collector.ratio);
        let sampler = Sampler::ParentBased(Box::new(ratio));
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_resource(Resource::builder().with_service_name(SERVICE).build())
            .with_sampler(sampler)
            .build();
        Ok(Exporter(provider))
    }

    /// What makes spans of what the program tells of itself.
    pub fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'s> LookupSpan<'s>,
    {
        let calls =
            |metadata: &Metadata<'_>| metadata.is_span() && metadata.target().starts_with(SERVICE);
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer(SERVICE))
            .with_filter(filter_fn(calls))
    }

    /// Sends what is left. Call it outside the runtime, which must still be there.
    pub fn finish(&self) {
        if let Err(error) = self.0.shutdown() {
            tracing::warn!(%error, "spans were lost");
        }
    }
}

/// TLS to whoever has a certificate that descends from the roots in the file `ca`.
fn verified_by(ca: &Path) -> io::Result<ClientTlsConfig> {
    let wrong = |error: &dyn std::fmt::Display| {
        io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("otlp_ca {}: {error}", ca.display()),
        )
    };
    let pem = fs::read(ca).map_err(|error| wrong(&error))?;
    match CertificateDer::pem_slice_iter(&pem).next() {
        None => Err(wrong(&"there is no certificate in it")),
        Some(Err(error)) => Err(wrong(&error)),
        Some(Ok(_)) => Ok(ClientTlsConfig::new().ca_certificate(Certificate::from_pem(pem))),
    }
}

/// Where `span` stands: in the trace of its caller, if there is one; `own` if it is not exported.
pub fn joined(span: &Span, own: TraceParent, caller: Option<TraceParent>) -> TraceParent {
    if let Some(caller) = caller {
        let remote = SpanContext::new(
            TraceId::from_bytes(caller.trace.to_be_bytes()),
            SpanId::from_bytes(caller.span.to_be_bytes()),
            TraceFlags::new(caller.flags),
            true,
            TraceState::default(),
        );
        let parent = Context::new().with_remote_span_context(remote);
        // Fails for a span that is not exported.
        let _ = span.set_parent(parent);
    }
    let context = span.context();
    let place = context.span().span_context().clone();
    if !place.is_valid() {
        return own;
    }
    TraceParent {
        trace: u128::from_be_bytes(place.trace_id().to_bytes()),
        span: u64::from_be_bytes(place.span_id().to_bytes()),
        flags: place.trace_flags().to_u8(),
    }
}
