//! `SummaryService`.

use tonic::{Request, Response, Status, async_trait};

use super::call::Call;
use super::convert::request;
use super::desk::Desk;
use super::pb::summary_service_server::SummaryService;
use super::pb::{SummarizeArticleRequest, SummarizeArticleResponse};
use super::size;
use super::status::Failure;

#[async_trait]
impl SummaryService for Desk {
    async fn summarize_article(
        &self,
        request: Request<SummarizeArticleRequest>,
    ) -> Result<Response<SummarizeArticleResponse>, Status> {
        let (call, message) = Call::open(request);
        let bytes = size::work(message.article.as_ref(), message.summary.as_ref(), None);
        self.unary(call, bytes, move |desk, interrupt| {
            let job = request::summarize(&message, &desk.limits).map_err(Failure::Invalid)?;
            desk.answer(&job, interrupt)
                .map(SummarizeArticleResponse::from)
        })
        .await
    }
}
