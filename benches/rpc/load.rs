//! The caller.

use std::net::SocketAddr;

use futures_util::stream::{self, StreamExt};
use nutgraf::grpc::pb;
use nutgraf::grpc::pb::analysis_service_client::AnalysisServiceClient;
use tokio::runtime::Runtime;
use tonic::transport::{Channel, Endpoint};

use crate::article::article;
use crate::clock::{Core, runtime};

/// A client on one connection, on the second core. Its thread answers pings while others have their
/// turn.
pub struct Client {
    runtime: Runtime,
    client: AnalysisServiceClient<Channel>,
    request: pb::AnalyzeArticleRequest,
}

impl Client {
    pub fn of(address: SocketAddr) -> Client {
        let runtime = runtime(Core::Second);
        let endpoint = Endpoint::from_shared(format!("http://{address}")).expect("it is a URI");
        let channel = runtime
            .block_on(endpoint.connect())
            .expect("the server listens");
        let (title, text) = article();
        let request = pb::AnalyzeArticleRequest {
            article: Some(pb::Article {
                title,
                text,
                ..pb::Article::default()
            }),
            ..pb::AnalyzeArticleRequest::default()
        };
        Client {
            runtime,
            client: AnalysisServiceClient::new(channel),
            request,
        }
    }

    /// What the server says of the article.
    pub fn answer(&mut self) -> pb::AnalyzeArticleResponse {
        let answer = self
            .runtime
            .block_on(self.client.analyze_article(self.request.clone()));
        answer.expect("the article is good").into_inner()
    }

    /// Makes `calls` calls, `in_flight` at a time.
    pub fn unary(&mut self, calls: usize, in_flight: usize) {
        let call = |_| {
            let (mut client, request) = (self.client.clone(), self.request.clone());
            async move { client.analyze_article(request).await }
        };
        let calls = stream::iter(0..calls)
            .map(call)
            .buffer_unordered(in_flight)
            .for_each(|answer| async move {
                answer.expect("the article is good");
            });
        self.runtime.block_on(calls);
    }

    /// Sends `messages` articles through one stream.
    pub fn stream(&mut self, messages: usize) {
        let request = pb::StreamAnalyzeArticlesRequest {
            article: self.request.article.clone(),
            ..pb::StreamAnalyzeArticlesRequest::default()
        };
        let requests = stream::iter(std::iter::repeat_n(request, messages));
        self.runtime.block_on(async {
            let answers = self.client.stream_analyze_articles(requests).await;
            let answers = answers.expect("the stream opens").into_inner();
            let good = answers.filter(|answer| {
                let result = answer.as_ref().ok().and_then(|a| a.result.as_ref());
                let good = result.is_some_and(|result| {
                    matches!(
                        result.outcome,
                        Some(pb::article_result::Outcome::Analysis(_))
                    )
                });
                async move { good }
            });
            assert_eq!(good.count().await, messages);
        });
    }
}
