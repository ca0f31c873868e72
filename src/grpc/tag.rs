//! `TagService`.

use tonic::{Request, Response, Status, async_trait};

use super::call::Call;
use super::convert::request;
use super::desk::Desk;
use super::pb::tag_service_server::TagService;
use super::pb::{TagArticleRequest, TagArticleResponse};
use super::size;
use super::status::Failure;

#[async_trait]
impl TagService for Desk {
    async fn tag_article(
        &self,
        request: Request<TagArticleRequest>,
    ) -> Result<Response<TagArticleResponse>, Status> {
        let (call, message) = Call::open(request);
        let bytes = size::work(message.article.as_ref(), None, message.tags.as_ref());
        self.unary(call, bytes, move |desk, interrupt| {
            let job = request::tag(&message, &desk.limits).map_err(Failure::Invalid)?;
            desk.answer(&job, interrupt).map(TagArticleResponse::from)
        })
        .await
    }
}
