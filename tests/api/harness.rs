//! A server on a free port, clients for it, and small readers of what it says.

use std::net::{Ipv4Addr, SocketAddr};

use nutgraf::config::Config;
use nutgraf::grpc::pb;
use nutgraf::grpc::pb::analysis_service_client::AnalysisServiceClient;
use nutgraf::grpc::pb::engine_service_client::EngineServiceClient;
use nutgraf::grpc::pb::summary_service_client::SummaryServiceClient;
use nutgraf::grpc::pb::tag_service_client::TagServiceClient;
use nutgraf::server::{self, Listeners};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tonic::Status;
use tonic::transport::{Channel, Endpoint};
use tonic_health::pb::health_client::HealthClient;
use tonic_types::StatusExt;

/// An article of our own, with a byline, a quotation and characters outside ASCII.
pub const STORY: &str = "By Ines Okafor\n\nTARROW HARBOUR — The council of Tarrow voted on Tuesday to \
replace its six diesel ferries with electric ones by 2028. The £41.5 million plan passed by 19 votes to 12.\n\n\
“We have waited long enough,” said Mr. Okonjo, the harbour’s master 🚢. The council of Tarrow will \
borrow most of the money. Fishermen fear that the charging stations will crowd the quay.\n\n\
The first electric ferry is to sail in the spring of 2027. Fares will not rise, the council promised.";

/// A server that stops when it is dropped, or when it is told to.
pub struct Server {
    pub address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<std::io::Result<()>>,
}

impl Server {
    pub async fn start() -> Server {
        Server::with(Config::default()).await
    }

    pub async fn with(config: Config) -> Server {
        Server::on(config, free_port().await, None)
    }

    /// A server with an admin port, and that port's address.
    pub async fn with_admin(config: Config) -> (Server, SocketAddr) {
        let admin = free_port().await;
        let address = admin.local_addr().expect("a bound listener has an address");
        (Server::on(config, free_port().await, Some(admin)), address)
    }

    /// Another server on the address of one that has stopped.
    pub async fn again(address: SocketAddr) -> Server {
        let listener = TcpListener::bind(address).await;
        Server::on(
            Config::default(),
            listener.expect("the port is free again"),
            None,
        )
    }

    fn on(config: Config, grpc: TcpListener, admin: Option<TcpListener>) -> Server {
        let address = grpc.local_addr().expect("a bound listener has an address");
        let (stop, stopped) = oneshot::channel::<()>();
        let shutdown = async {
            let _ = stopped.await;
        };
        let listeners = Listeners { grpc, admin };
        let task = tokio::spawn(async {
            let server = server::Server::new(config)?;
            server.run(listeners, shutdown).await
        });
        Server {
            address,
            stop: Some(stop),
            task,
        }
    }

    pub async fn channel(&self) -> Channel {
        let endpoint = Endpoint::from_shared(format!("http://{}", self.address)).expect("a URI");
        endpoint.connect().await.expect("the server listens")
    }

    pub async fn summaries(&self) -> SummaryServiceClient<Channel> {
        SummaryServiceClient::new(self.channel().await)
    }

    pub async fn tags(&self) -> TagServiceClient<Channel> {
        TagServiceClient::new(self.channel().await)
    }

    pub async fn analyses(&self) -> AnalysisServiceClient<Channel> {
        let most = 64 << 20;
        let client = AnalysisServiceClient::new(self.channel().await);
        client
            .max_decoding_message_size(most)
            .max_encoding_message_size(most)
    }

    pub async fn engine(&self) -> EngineServiceClient<Channel> {
        EngineServiceClient::new(self.channel().await)
    }

    /// The answer to one call, on a connection of its own.
    pub async fn analyzed(&self, request: pb::AnalyzeArticleRequest) -> pb::AnalyzeArticleResponse {
        let answer = self.analyses().await.analyze_article(request).await;
        answer.expect("an answer").into_inner()
    }

    /// The same for a summary.
    pub async fn summarized(
        &self,
        request: pb::SummarizeArticleRequest,
    ) -> pb::SummarizeArticleResponse {
        let answer = self.summaries().await.summarize_article(request).await;
        answer.expect("an answer").into_inner()
    }

    /// The same for tags.
    pub async fn tagged(&self, request: pb::TagArticleRequest) -> pb::TagArticleResponse {
        let answer = self.tags().await.tag_article(request).await;
        answer.expect("an answer").into_inner()
    }

    /// The same for what the engine can do.
    pub async fn info(&self) -> pb::GetEngineInfoResponse {
        let request = pb::GetEngineInfoRequest::default();
        let answer = self.engine().await.get_engine_info(request).await;
        answer.expect("an answer").into_inner()
    }

    pub async fn health(&self) -> HealthClient<Channel> {
        HealthClient::new(self.channel().await)
    }

    /// Begins to stop the server.
    pub fn stop(&mut self) {
        self.stop.take();
    }

    /// Stops the server and waits until it is gone.
    pub async fn stopped(mut self) {
        self.stop();
        self.task
            .await
            .expect("the server does not panic")
            .expect("the server ends well");
    }
}

async fn free_port() -> TcpListener {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    listener.await.expect("a free port")
}

/// An article of nothing but `text`.
pub fn article(text: &str) -> Option<pb::Article> {
    Some(pb::Article {
        text: text.to_owned(),
        ..Default::default()
    })
}

/// A request for summary and tags of `text`, with no options.
pub fn analyze(text: &str) -> pb::AnalyzeArticleRequest {
    pb::AnalyzeArticleRequest {
        article: article(text),
        ..Default::default()
    }
}

/// The same as a message of a stream.
pub fn streamed(request: pb::AnalyzeArticleRequest) -> pb::StreamAnalyzeArticlesRequest {
    pb::StreamAnalyzeArticlesRequest {
        article: request.article,
        summary: request.summary,
        tags: request.tags,
        offset_encoding: request.offset_encoding,
    }
}

/// The fields that a status blames, each with its reason.
pub fn blamed(status: &Status) -> Vec<(String, String)> {
    let bad = status.get_details_bad_request();
    let fields = bad.into_iter().flat_map(|bad| bad.field_violations);
    fields
        .map(|violation| (violation.field, violation.reason))
        .collect()
}

/// The reason of a status, after checking that it comes from us.
pub fn reason(status: &Status) -> String {
    let info = status.get_details_error_info();
    let info = info.unwrap_or_else(|| panic!("no google.rpc.ErrorInfo in {status:?}"));
    assert_eq!(info.domain, "nutgraf");
    info.reason
}
