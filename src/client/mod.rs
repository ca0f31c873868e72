//! A client with defaults that suit one service calling another: a deadline for every call, another
//! try where one is likely to succeed, and a connection that notices when its other end is gone.
//!
//! ```no_run
//! use nutgraf::client::{Client, Settings};
//! use nutgraf::grpc::pb::{AnalyzeArticleRequest, Article};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::connect("http://127.0.0.1:50051", Settings::default()).await?;
//! let article = Article { text: "The swing bridge reopened on Monday.".to_owned(), ..Article::default() };
//! let request = AnalyzeArticleRequest { article: Some(article), ..AnalyzeArticleRequest::default() };
//! println!("{}", client.analyze(request).await?.summary_text);
//! # Ok(())
//! # }
//! ```

mod retry;
mod settings;

use std::error::Error;
use std::future::Future;
use std::iter::successors;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};
use tokio_stream::Stream;
use tonic::codec::CompressionEncoding::Gzip;
use tonic::metadata::AsciiMetadataValue as Ascii;
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Response, Status, Streaming, TimeoutExpired};

use self::retry::{Retry, Throttle};
pub use self::settings::{RetryPolicy, Settings};
use crate::grpc::pb;
use crate::grpc::pb::analysis_service_client::AnalysisServiceClient;
use crate::grpc::pb::engine_service_client::EngineServiceClient;
use crate::grpc::pb::summary_service_client::SummaryServiceClient;
use crate::grpc::pb::tag_service_client::TagServiceClient;

/// What a caller is told whose time is up.
const OUT_OF_TIME: &str = "the deadline passed before an answer came";

/// Nothing waits longer than this, whatever the settings say: no clock counts as far as their type.
const LONGEST: Duration = Duration::from_secs(30 * 24 * 3600);

/// Why there is no client.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The address is no URI, the certificates cannot be used, or nobody answers there.
    #[error("cannot connect: {0}")]
    Transport(#[from] tonic::transport::Error),
    /// The token has characters that no header can hold.
    #[error("the token cannot be sent in a header")]
    Token,
}

/// Calls Nutgraf over one connection, which is made again when it breaks. Clones share it.
#[derive(Clone, Debug)]
pub struct Client {
    channel: Channel,
    settings: Arc<Settings>,
    authorization: Option<Ascii>,
    throttle: Arc<Throttle>,
}

/// The generated client of a service, with the sizes and the compression of the settings.
macro_rules! stub {
    ($self:ident, $stub:ident) => {{
        let most = $self.settings.max_message_bytes;
        let stub = $stub::new($self.channel.clone())
            .max_decoding_message_size(most)
            .accept_compressed(Gzip);
        match $self.settings.gzip {
            true => stub.send_compressed(Gzip),
            false => stub,
        }
    }};
}

impl Client {
    /// Connects to `uri`: `http://HOST:PORT`, or `https://` with TLS in the settings.
    pub async fn connect(uri: &str, settings: Settings) -> Result<Client, ConnectError> {
        let authorization = authorization(&settings)?;
        let channel = endpoint(uri, &settings)?.connect().await?;
        Ok(Client::over(channel, settings, authorization))
    }

    /// As [`Client::connect`], but connects with the first call. Must be called within a tokio runtime.
    pub fn connect_lazy(uri: &str, settings: Settings) -> Result<Client, ConnectError> {
        let authorization = authorization(&settings)?;
        let channel = endpoint(uri, &settings)?.connect_lazy();
        Ok(Client::over(channel, settings, authorization))
    }

    fn over(channel: Channel, settings: Settings, authorization: Option<Ascii>) -> Client {
        Client {
            channel,
            settings: Arc::new(settings),
            authorization,
            throttle: Arc::new(Throttle::default()),
        }
    }

    /// Summary and tags of an article.
    pub async fn analyze(
        &self,
        request: pb::AnalyzeArticleRequest,
    ) -> Result<pb::AnalyzeArticleResponse, Status> {
        let stub = stub!(self, AnalysisServiceClient);
        let call = |request| {
            let mut stub = stub.clone();
            async move { stub.analyze_article(request).await }
        };
        self.answer(request, call).await
    }

    /// Summary and tags of many articles, each with an error of its own if it has one.
    pub async fn analyze_batch(
        &self,
        request: pb::BatchAnalyzeArticlesRequest,
    ) -> Result<pb::BatchAnalyzeArticlesResponse, Status> {
        let stub = stub!(self, AnalysisServiceClient);
        let call = |request| {
            let mut stub = stub.clone();
            async move { stub.batch_analyze_articles(request).await }
        };
        self.answer(request, call).await
    }

    /// The summary of an article.
    pub async fn summarize(
        &self,
        request: pb::SummarizeArticleRequest,
    ) -> Result<pb::SummarizeArticleResponse, Status> {
        let stub = stub!(self, SummaryServiceClient);
        let call = |request| {
            let mut stub = stub.clone();
            async move { stub.summarize_article(request).await }
        };
        self.answer(request, call).await
    }

    /// The tags of an article.
    pub async fn tag(
        &self,
        request: pb::TagArticleRequest,
    ) -> Result<pb::TagArticleResponse, Status> {
        let stub = stub!(self, TagServiceClient);
        let call = |request| {
            let mut stub = stub.clone();
            async move { stub.tag_article(request).await }
        };
        self.answer(request, call).await
    }

    /// What the server can do.
    pub async fn engine_info(&self) -> Result<pb::GetEngineInfoResponse, Status> {
        let stub = stub!(self, EngineServiceClient);
        let call = |request| {
            let mut stub = stub.clone();
            async move { stub.get_engine_info(request).await }
        };
        self.answer(pb::GetEngineInfoRequest::default(), call).await
    }

    /// Sends articles as fast as the server takes them; results come in the same order. No deadline and
    /// no second try: after an error, begin a new stream behind the last result's index.
    pub async fn analyze_stream(
        &self,
        requests: impl Stream<Item = pb::StreamAnalyzeArticlesRequest> + Send + 'static,
    ) -> Result<Streaming<pb::StreamAnalyzeArticlesResponse>, Status> {
        let request = self.authorized(Request::new(requests));
        let mut stub = stub!(self, AnalysisServiceClient);
        Ok(stub.stream_analyze_articles(request).await?.into_inner())
    }

    /// Calls until there is an answer or no more hope of one. Every method is a pure function of its
    /// request, so that a call whose answer was lost can be made again.
    async fn answer<Q: Clone, A, F>(
        &self,
        message: Q,
        call: impl Fn(Request<Q>) -> F,
    ) -> Result<A, Status>
    where
        F: Future<Output = Result<Response<A>, Status>>,
    {
        let deadline = Instant::now() + self.settings.timeout.min(LONGEST);
        let mut retry = Retry::new(&self.settings.retry, &self.throttle);
        loop {
            let mut request = self.authorized(Request::new(message.clone()));
            request.set_timeout(deadline.saturating_duration_since(Instant::now()));
            let status = match timeout_at(deadline, call(request)).await {
                Ok(Ok(response)) => {
                    self.throttle.succeeded();
                    return Ok(response.into_inner());
                }
                Ok(Err(status)) if !timed_out(&status) => status,
                _ => return Err(Status::deadline_exceeded(OUT_OF_TIME)),
            };
            match retry.pause_after(&status) {
                Some(pause) if pause < deadline.saturating_duration_since(Instant::now()) => {
                    sleep(pause).await;
                }
                _ => return Err(status),
            }
        }
    }

    fn authorized<T>(&self, mut request: Request<T>) -> Request<T> {
        if let Some(authorization) = &self.authorization {
            let headers = request.metadata_mut();
            headers.insert("authorization", authorization.clone());
        }
        request
    }
}

fn endpoint(uri: &str, settings: &Settings) -> Result<Endpoint, tonic::transport::Error> {
    let endpoint = Endpoint::from_shared(uri.to_owned())?
        .user_agent(concat!("nutgraf/", env!("CARGO_PKG_VERSION")))?
        .connect_timeout(settings.connect_timeout.min(LONGEST))
        .http2_keep_alive_interval(settings.keepalive.min(LONGEST))
        .keep_alive_timeout(settings.keepalive_timeout.min(LONGEST))
        .keep_alive_while_idle(true)
        .tcp_nodelay(true);
    match &settings.tls {
        Some(tls) => endpoint.tls_config(tls.clone()),
        None => Ok(endpoint),
    }
}

fn authorization(settings: &Settings) -> Result<Option<Ascii>, ConnectError> {
    let Some(token) = &settings.token else {
        return Ok(None);
    };
    let header = format!("Bearer {token}").parse();
    let mut header: Ascii = header.map_err(|_| ConnectError::Token)?;
    header.set_sensitive(true);
    Ok(Some(header))
}

/// Whether it was the transport's own clock that ended a try; it calls that CANCELLED.
fn timed_out(status: &Status) -> bool {
    let mut causes = successors(status.source(), |&cause| cause.source());
    causes.any(|cause| cause.is::<TimeoutExpired>())
}
