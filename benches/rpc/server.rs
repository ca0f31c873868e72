//! The two servers: Nutgraf as `nutgraf serve` runs it, and the least that answers its calls.

use std::future::{Future, pending};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use futures_util::stream::{BoxStream, StreamExt};
use nutgraf::config::Config;
use nutgraf::grpc::pb;
use nutgraf::grpc::pb::analysis_service_server::{AnalysisService, AnalysisServiceServer};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tonic::transport::server::TcpIncoming;
use tonic::{Request, Response, Status, Streaming, async_trait};

use crate::clock::{Core, runtime, thread_micros};

/// A server with one thread, on the first core.
pub struct Server {
    runtime: Runtime,
    pub address: SocketAddr,
}

impl Server {
    pub fn nutgraf() -> Server {
        let config = Config {
            workers: 1,
            ..Config::default()
        };
        Server::running(|listener| async {
            nutgraf::server::Server::new(config)?
                .run(listener, pending())
                .await
        })
    }

    /// Answers every call with `answer`.
    pub fn echo(answer: pb::AnalyzeArticleResponse) -> Server {
        Server::running(|listener| async {
            tonic::transport::Server::builder()
                .add_service(AnalysisServiceServer::new(Echo(answer)))
                .serve_with_incoming(TcpIncoming::from(listener).with_nodelay(Some(true)))
                .await
                .map_err(io::Error::other)
        })
    }

    fn running<S>(serve: impl FnOnce(TcpListener) -> S) -> Server
    where
        S: Future<Output = io::Result<()>> + Send + 'static,
    {
        let runtime = runtime(Core::First);
        let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
        let listener = runtime.block_on(bound).expect("a port is free");
        let address = listener.local_addr().expect("it is bound");
        runtime.spawn(serve(listener));
        Server { runtime, address }
    }

    /// Microseconds of processor time that the server takes for one of the `calls` calls that
    /// `load` makes. Articles of this size never leave the server's one thread.
    pub fn micros_a_call(&self, calls: usize, load: impl FnOnce()) -> f64 {
        let begin = self.micros();
        load();
        (self.micros() - begin) / calls as f64
    }

    /// Read on the server's thread, because the clock is the thread's.
    fn micros(&self) -> f64 {
        let read = self.runtime.spawn(async { thread_micros() });
        self.runtime.block_on(read).expect("it does not panic")
    }
}

/// Reads requests and answers them without looking.
struct Echo(pb::AnalyzeArticleResponse);

#[async_trait]
impl AnalysisService for Echo {
    type StreamAnalyzeArticlesStream =
        BoxStream<'static, Result<pb::StreamAnalyzeArticlesResponse, Status>>;

    async fn analyze_article(
        &self,
        _request: Request<pb::AnalyzeArticleRequest>,
    ) -> Result<Response<pb::AnalyzeArticleResponse>, Status> {
        Ok(Response::new(self.0.clone()))
    }

    async fn batch_analyze_articles(
        &self,
        _request: Request<pb::BatchAnalyzeArticlesRequest>,
    ) -> Result<Response<pb::BatchAnalyzeArticlesResponse>, Status> {
        Err(Status::unimplemented("the bench makes no batches"))
    }

    async fn stream_analyze_articles(
        &self,
        request: Request<Streaming<pb::StreamAnalyzeArticlesRequest>>,
    ) -> Result<Response<Self::StreamAnalyzeArticlesStream>, Status> {
        let answer = self.0.clone();
        let results = request.into_inner().map(move |request| {
            request.map(|_| pb::StreamAnalyzeArticlesResponse {
                result: Some(pb::ArticleResult {
                    outcome: Some(pb::article_result::Outcome::Analysis(answer.clone())),
                    ..pb::ArticleResult::default()
                }),
            })
        });
        Ok(Response::new(results.boxed()))
    }
}
