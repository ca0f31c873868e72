//! HTTP/2 without a gRPC library, for what no library would send.

use std::net::SocketAddr;

use http::{HeaderMap, Request};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use prost::Message;
use tokio::net::TcpStream;

/// The path of the usual call.
pub const ANALYZE: &str = "/nutgraf.v1.AnalysisService/AnalyzeArticle";
/// The path of a batch.
pub const BATCH: &str = "/nutgraf.v1.AnalysisService/BatchAnalyzeArticles";
/// The path of a stream of articles.
pub const STREAM: &str = "/nutgraf.v1.AnalysisService/StreamAnalyzeArticles";

/// What the server says, headers and trailers in one.
pub struct Reply {
    pub http_status: u16,
    pub fields: HeaderMap,
    pub body: Bytes,
}

impl Reply {
    /// The messages of its body.
    pub fn messages<M: Message + Default>(&self) -> Vec<M> {
        let mut rest = &self.body[..];
        let mut messages = Vec::new();
        while let [0, a, b, c, d, more @ ..] = rest {
            let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
            messages.push(M::decode(&more[..length]).expect("a message"));
            rest = &more[length..];
        }
        assert!(rest.is_empty(), "{rest:?}");
        messages
    }

    pub fn field(&self, name: &str) -> &str {
        self.fields
            .get(name)
            .map_or("", |value| value.to_str().expect("ASCII"))
    }

    pub fn status(&self) -> tonic::Status {
        tonic::Status::from_header_map(&self.fields).expect("a grpc-status")
    }
}

/// Posts `body` to `path` with the headers of a gRPC call, `changed` by others.
pub async fn post(
    address: SocketAddr,
    path: &str,
    changed: &[(&str, &str)],
    body: Vec<u8>,
) -> Reply {
    let stream = TcpStream::connect(address)
        .await
        .expect("the server listens");
    let (mut sender, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
        .await
        .expect("the server speaks HTTP/2");
    tokio::spawn(connection);
    let mut request = Request::post(format!("http://{address}{path}"))
        .header("content-type", "application/grpc")
        .header("te", "trailers");
    for (name, value) in changed {
        let headers = request.headers_mut().expect("valid so far");
        let name: http::HeaderName = name.parse().expect("a header name");
        headers.insert(name, value.parse().expect("a header value"));
    }
    let request = request
        .body(Full::new(Bytes::from(body)))
        .expect("a request");
    let response = sender.send_request(request).await.expect("an answer");
    let http_status = response.status().as_u16();
    let mut fields = response.headers().clone();
    let body = response.into_body().collect().await.expect("a whole body");
    fields.extend(body.trailers().cloned().unwrap_or_default());
    Reply {
        http_status,
        fields,
        body: body.to_bytes(),
    }
}

/// A gRPC frame around `message`.
pub fn framed(compressed: u8, message: &[u8]) -> Vec<u8> {
    let mut frame = vec![compressed];
    frame.extend(
        u32::try_from(message.len())
            .expect("a small message")
            .to_be_bytes(),
    );
    frame.extend(message);
    frame
}
