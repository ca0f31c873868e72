//! `AnalysisService`: one by one here, batches and streams in files of their own.

mod batch;
mod stream;

use futures_util::stream::BoxStream;
use tonic::{Request, Response, Status, Streaming, async_trait};

use super::call::Call;
use super::convert::request;
use super::desk::Desk;
use super::pb;
use super::pb::analysis_service_server::AnalysisService;
use super::size;
use super::status::Failure;

#[async_trait]
impl AnalysisService for Desk {
    type StreamAnalyzeArticlesStream =
        BoxStream<'static, Result<pb::StreamAnalyzeArticlesResponse, Status>>;

    async fn analyze_article(
        &self,
        request: Request<pb::AnalyzeArticleRequest>,
    ) -> Result<Response<pb::AnalyzeArticleResponse>, Status> {
        let (call, message) = Call::open(request);
        let bytes = size::work(
            message.article.as_ref(),
            message.summary.as_ref(),
            message.tags.as_ref(),
        );
        self.unary(call, bytes, move |desk, interrupt| {
            let job = request::analyze(&message, &desk.limits, "").map_err(Failure::Invalid)?;
            desk.answer(&job, interrupt)
        })
        .await
    }

    async fn batch_analyze_articles(
        &self,
        request: Request<pb::BatchAnalyzeArticlesRequest>,
    ) -> Result<Response<pb::BatchAnalyzeArticlesResponse>, Status> {
        let (call, message) = Call::open(request);
        let results = batch::analyze(self, message.requests, call).await?;
        Ok(Response::new(pb::BatchAnalyzeArticlesResponse { results }))
    }

    async fn stream_analyze_articles(
        &self,
        request: Request<Streaming<pb::StreamAnalyzeArticlesRequest>>,
    ) -> Result<Response<Self::StreamAnalyzeArticlesStream>, Status> {
        Ok(Response::new(stream::analyze(self.clone(), request)))
    }
}
