//! Spans over OTLP: a server of its own process, and a collector that understands as much of
//! `opentelemetry.proto.collector.trace.v1` as the test asks for.
#![cfg(feature = "otlp")]

use std::convert::Infallible;
use std::future::Future;
use std::io::{BufRead, BufReader};
use std::pin::Pin;
use std::process::{Child, Command, Stdio};
use std::task::{Context, Poll};
use std::time::Duration;

use http::uri::PathAndQuery;
use nutgraf::grpc::pb;
use nutgraf::grpc::pb::analysis_service_client::AnalysisServiceClient;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tempfile::NamedTempFile;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::body::Body;
use tonic::server::{Grpc, NamedService, UnaryService};
use tonic::transport::{Channel, Identity, Server, ServerTlsConfig};
use tonic::{Code, Request, Response, Status};
use tonic_prost::ProstCodec;
use tower::Service;

/// Long enough for anything that happens at all.
const PATIENCE: Duration = Duration::from_secs(60);

/// `ExportTraceServiceRequest`, and what is in it, as far as it matters here.
#[derive(Clone, PartialEq, prost::Message)]
struct Export {
    #[prost(message, repeated, tag = "1")]
    resources: Vec<ResourceSpans>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct ResourceSpans {
    #[prost(message, optional, tag = "1")]
    resource: Option<Resource>,
    #[prost(message, repeated, tag = "2")]
    scopes: Vec<ScopeSpans>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Resource {
    #[prost(message, repeated, tag = "1")]
    attributes: Vec<KeyValue>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct ScopeSpans {
    #[prost(message, repeated, tag = "2")]
    spans: Vec<Span>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Span {
    #[prost(bytes = "vec", tag = "1")]
    trace_id: Vec<u8>,
    #[prost(bytes = "vec", tag = "2")]
    span_id: Vec<u8>,
    #[prost(bytes = "vec", tag = "4")]
    parent_span_id: Vec<u8>,
    #[prost(string, tag = "5")]
    name: String,
    #[prost(message, repeated, tag = "9")]
    attributes: Vec<KeyValue>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct KeyValue {
    #[prost(string, tag = "1")]
    key: String,
    #[prost(message, optional, tag = "2")]
    value: Option<AnyValue>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct AnyValue {
    #[prost(string, optional, tag = "1")]
    text: Option<String>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Exported {}

/// `TraceService`, which hands on what it gets.
#[derive(Clone)]
struct Collector(mpsc::UnboundedSender<ResourceSpans>);

impl NamedService for Collector {
    const NAME: &'static str = "opentelemetry.proto.collector.trace.v1.TraceService";
}

type Answer<T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send>>;

impl UnaryService<Export> for Collector {
    type Response = Exported;
    type Future = Answer<Response<Exported>, Status>;

    fn call(&mut self, request: Request<Export>) -> Self::Future {
        for spans in request.into_inner().resources {
            let _the_test_is_over = self.0.send(spans);
        }
        Box::pin(async { Ok(Response::new(Exported {})) })
    }
}

impl Service<http::Request<Body>> for Collector {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Answer<Self::Response, Infallible>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let collector = self.clone();
        Box::pin(async move {
            let mut grpc = Grpc::new(ProstCodec::<Exported, Export>::default());
            Ok(grpc.unary(collector, request).await)
        })
    }
}

/// The value of an attribute that is a text.
fn text<'a>(attributes: &'a [KeyValue], key: &str) -> Option<&'a str> {
    let found = attributes.iter().find(|attribute| attribute.key == key)?;
    found.value.as_ref()?.text.as_deref()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A collector on a free port, with `tls` if that is wanted; its port and what it gets.
async fn collect(tls: Option<ServerTlsConfig>) -> (u16, mpsc::UnboundedReceiver<ResourceSpans>) {
    let (sender, spans) = mpsc::unbounded_channel();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let mut server = Server::builder();
    if let Some(tls) = tls {
        server = server.tls_config(tls).expect("the certificate can be used");
    }
    let collector = server.add_service(Collector(sender));
    tokio::spawn(collector.serve_with_incoming(TcpListenerStream::new(listener)));
    (port, spans)
}

/// A server in a process of its own, which is told to send spans by `args`, and its address.
fn serve(args: &[&str]) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_nutgraf"))
        .args(["serve", "--listen", "127.0.0.1:0", "--log-format", "json"])
        .args(["--admin-listen", "none"])
        .args(args)
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut log = BufReader::new(child.stderr.take().expect("it is piped")).lines();
    let address = log.find_map(|line| {
        let line: serde_json::Value = serde_json::from_str(&line.ok()?).ok()?;
        let address = (line["message"] == "listening").then(|| line["address"].as_str())?;
        address.map(str::to_owned)
    });
    (child, format!("http://{}", address.expect("it listens")))
}

/// Stops the server, which sends what is left, and gives the spans that the collector then has.
async fn stop(
    mut child: Child,
    spans: &mut mpsc::UnboundedReceiver<ResourceSpans>,
) -> ResourceSpans {
    let pid = child.id().to_string();
    let told = Command::new("kill").args(["-TERM", &pid]).status();
    assert!(told.expect("kill runs").success());
    assert!(child.wait().expect("it ends").success());
    let found = timeout(PATIENCE, spans.recv()).await;
    found.expect("spans are sent").expect("the collector runs")
}

fn request() -> Request<pb::AnalyzeArticleRequest> {
    let article = pb::Article {
        text: "The bridge of Marlow reopened on Monday. It had been shut for repairs.".to_owned(),
        ..Default::default()
    };
    Request::new(pb::AnalyzeArticleRequest {
        article: Some(article),
        ..Default::default()
    })
}

async fn client(address: String) -> AnalysisServiceClient<Channel> {
    let endpoint = Channel::from_shared(address).expect("a URI");
    AnalysisServiceClient::new(endpoint.connect().await.expect("it listens"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_is_a_span_in_its_callers_trace() {
    let (port, mut spans) = collect(None).await;
    let (child, address) = serve(&["--otlp-endpoint", &format!("http://127.0.0.1:{port}")]);
    let mut request = request();
    let (trace, parent) = ("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
    let given = format!("00-{trace}-{parent}-01");
    request
        .metadata_mut()
        .insert("traceparent", given.parse().expect("ASCII"));
    request
        .metadata_mut()
        .insert("x-request-id", "the-id".parse().expect("ASCII"));
    let mut client = client(address).await;
    let answer = client.analyze_article(request).await.expect("an answer");
    let returned = answer.metadata().get("traceparent").expect("it is told");
    let returned = returned.to_str().expect("ASCII").to_owned();

    let found = stop(child, &mut spans).await;
    let resource = found.resource.expect("who sends them");
    assert_eq!(text(&resource.attributes, "service.name"), Some("nutgraf"));
    let all: Vec<&Span> = found.scopes.iter().flat_map(|scope| &scope.spans).collect();
    let [span] = all[..] else {
        panic!("one call, and so many spans: {all:?}");
    };
    assert_eq!(span.name, "/nutgraf.v1.AnalysisService/AnalyzeArticle");
    assert_eq!(
        (hex(&span.trace_id), hex(&span.parent_span_id)),
        (trace.to_owned(), parent.to_owned())
    );
    assert_eq!(
        returned,
        format!("00-{trace}-{}-01", hex(&span.span_id)),
        "the answer names the span"
    );
    assert_eq!(text(&span.attributes, "request_id"), Some("the-id"));
    assert_eq!(text(&span.attributes, "code"), Some("OK"));
}

/// Calls a method that there is not.
async fn call_nothing(address: String) {
    let endpoint = Channel::from_shared(address).expect("a URI");
    let mut grpc = tonic::client::Grpc::new(endpoint.connect().await.expect("it listens"));
    grpc.ready().await.expect("it listens");
    let path = PathAndQuery::from_static("/made.up/Method");
    let codec = ProstCodec::<Exported, Exported>::default();
    let answer = grpc.unary(Request::new(Exported {}), path, codec).await;
    assert_eq!(answer.unwrap_err().code(), Code::Unimplemented);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn spans_go_over_tls_to_a_collector_whose_certificate_descends_from_the_roots() {
    let mut params = CertificateParams::new(Vec::new()).expect("no names");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().expect("a key");
    let authority = CertifiedIssuer::self_signed(params, key).expect("a root");
    let key = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
    let cert = params.signed_by(&key, &authority).expect("a certificate");
    let identity = Identity::from_pem(cert.pem(), key.serialize_pem());
    let (port, mut spans) = collect(Some(ServerTlsConfig::new().identity(identity))).await;
    let ca = NamedTempFile::new().expect("a writable temporary directory");
    std::fs::write(ca.path(), authority.pem()).expect("a writable temporary directory");

    let endpoint = format!("https://localhost:{port}");
    let ca_file = ca.path().to_str().expect("UTF-8");
    let (child, address) = serve(&["--otlp-endpoint", &endpoint, "--otlp-ca", ca_file]);
    let mut client = client(address.clone()).await;
    client.analyze_article(request()).await.expect("an answer");
    call_nothing(address).await;
    let found = stop(child, &mut spans).await;
    let all: Vec<&Span> = found.scopes.iter().flat_map(|scope| &scope.spans).collect();
    let names: Vec<&str> = all.iter().map(|span| span.name.as_str()).collect();
    let unknown = "a name of the caller's choice is none for a span";
    let expected = ["/nutgraf.v1.AnalysisService/AnalyzeArticle", "unknown"];
    assert_eq!(names, expected, "{unknown}");
}

#[test]
fn settings_of_a_collector_that_do_not_go_together_are_told_before_anything_is_served() {
    let cases: [(&[&str], i32, &str); 5] = [
        (
            &["--otlp-endpoint", "https://localhost:1"],
            64,
            "--otlp-endpoint https://localhost:1 needs --otlp-ca",
        ),
        (
            &[
                "--otlp-endpoint",
                "http://localhost:1",
                "--otlp-ca",
                "x.pem",
            ],
            64,
            "--otlp-ca needs an --otlp-endpoint that begins with https, not http://localhost:1",
        ),
        (
            &["--otlp-ca", "x.pem"],
            64,
            "--otlp-ca needs --otlp-endpoint",
        ),
        (&["--otlp-endpoint", "localhost:1"], 64, "not an address"),
        (
            &[
                "--otlp-endpoint",
                "https://localhost:1",
                "--otlp-ca",
                "Cargo.toml",
            ],
            64,
            "Cargo.toml: there is no certificate in it",
        ),
    ];
    for (args, code, said) in cases {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--admin-listen", "none"]);
        let output = command.args(args).output().expect("the binary runs");
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(code), "{args:?}: {told}");
        assert!(told.contains(said), "{args:?}: {told}");
    }
}
