//! Which articles of a stream are worked on by one task.

use futures_util::future::FutureExt;
use futures_util::stream::{self, Stream, StreamExt};
use tonic::Status;

use super::Numbered;
use crate::grpc::desk::text_bytes;
use crate::grpc::workers::INLINE_BYTES;

/// Small articles that one task works through at most. Their results leave together: waking the
/// connection for each of them costs the engine's thread a fifth of its time.
const TOGETHER: usize = 8;

/// Groups what has arrived: one article, and those after it for which nobody has to wait, as long as
/// all together are so little that they would not leave this thread.
pub(super) fn at_hand(
    articles: impl Stream<Item = Result<Numbered, Status>> + Send + 'static,
) -> impl Stream<Item = Vec<Result<Numbered, Status>>> + Send {
    stream::unfold(Box::pin(articles.peekable()), |mut articles| async move {
        let first = articles.next().await?;
        let mut bytes = text_bytes_of(&first);
        let mut together = vec![first];
        while together.len() < TOGETHER {
            let fits = |next: &_| bytes + text_bytes_of(next) <= INLINE_BYTES;
            let Some(next) = articles.as_mut().next_if(fits).now_or_never().flatten() else {
                break;
            };
            bytes += text_bytes_of(&next);
            together.push(next);
        }
        Some((together, articles))
    })
}

fn text_bytes_of(article: &Result<Numbered, Status>) -> usize {
    let request = article.as_ref().ok().map(|numbered| &numbered.request);
    text_bytes(request.and_then(|request| request.article.as_ref()))
}

#[cfg(test)]
mod tests {
    use std::iter::repeat_n;

    use futures_util::stream::{self, Stream, StreamExt};
    use tonic::Status;

    use super::{TOGETHER, at_hand};
    use crate::grpc::analysis::stream::Numbered;
    use crate::grpc::pb;
    use crate::grpc::workers::{INLINE_BYTES, Workers};

    /// Articles with texts of so many bytes, as they are read.
    async fn articles(bytes: &[usize]) -> Vec<Result<Numbered, Status>> {
        let workers = Workers::new(1, 0);
        let mut articles = Vec::new();
        for (index, &bytes) in bytes.iter().enumerate() {
            let article = pb::Article {
                text: "x".repeat(bytes),
                ..pb::Article::default()
            };
            articles.push(Ok(Numbered {
                index,
                request: pb::AnalyzeArticleRequest {
                    article: Some(article),
                    ..pb::AnalyzeArticleRequest::default()
                },
                room: workers.room(0).await,
                answer: None,
            }));
        }
        articles
    }

    async fn sizes(
        articles: impl Stream<Item = Result<Numbered, Status>> + Send + 'static,
    ) -> Vec<usize> {
        at_hand(articles).map(|group| group.len()).collect().await
    }

    #[tokio::test]
    async fn small_articles_that_have_arrived_go_together_and_large_ones_alone() {
        let small: Vec<usize> = repeat_n(100, TOGETHER + 2).collect();
        assert_eq!(
            sizes(stream::iter(articles(&small).await)).await,
            [TOGETHER, 2]
        );
        let mixed = [100, INLINE_BYTES, INLINE_BYTES * 4, 100, 100];
        assert_eq!(
            sizes(stream::iter(articles(&mixed).await)).await,
            [1, 1, 1, 2]
        );
    }

    #[tokio::test]
    async fn nobody_waits_for_an_article_that_has_not_arrived() {
        let slow = stream::iter(articles(&[100, 100]).await).then(|article| async {
            tokio::task::yield_now().await;
            article
        });
        assert_eq!(sizes(slow).await, [1, 1]);
    }
}
