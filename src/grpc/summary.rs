//! `SummaryService`.

use tonic::{Request, Response, Status, async_trait};

use super::call::Call;
use super::convert::request;
use super::desk::{Desk, text_bytes};
use super::pb::summary_service_server::SummaryService;
use super::pb::{SummarizeArticleRequest, SummarizeArticleResponse};
use super::status::Failure;

#[async_trait]
impl SummaryService for Desk {
    async fn summarize_article(
        &self,
        request: Request<SummarizeArticleRequest>,
    ) -> Result<Response<SummarizeArticleResponse>, Status> {
        let (call, message) = Call::open(request);
        let bytes = text_bytes(message.article.as_ref());
        self.unary(call, bytes, move |desk, interrupt| {
            let job = request::summarize(&message, &desk.limits).map_err(Failure::Invalid)?;
            desk.answer(&job, interrupt)
                .map(SummarizeArticleResponse::from)
        })
        .await
    }
}
