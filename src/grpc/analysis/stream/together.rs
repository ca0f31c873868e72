//! Which articles of a stream are worked on by one task.

use futures_util::future::FutureExt;
use futures_util::stream::{self, Stream, StreamExt};
use tonic::Status;

use super::source::Numbered;
use crate::grpc::workers::INLINE_BYTES;

/// Bytes of text that one task works through at most.
const MOST: usize = 8 * STEP;

/// By how many bytes a group is larger than the one before it while that was not enough for what had arrived:
/// a short stream is spread over all cores, a long one wakes its connection seldom.
const STEP: usize = INLINE_BYTES;

/// Articles of a group at most, for each step.
const TOGETHER: usize = 8;

/// Groups what has arrived: one article, and small ones after it for which nobody has to wait. Results of a
/// group leave together: waking the connection for each of them costs a fifth of the engine's time, and going
/// back and forth between network and engine costs both what they have in the caches.
pub(super) fn at_hand(
    articles: impl Stream<Item = Result<Numbered, Status>> + Send + 'static,
) -> impl Stream<Item = Vec<Result<Numbered, Status>>> + Send {
    let start = (Box::pin(articles.peekable()), STEP);
    stream::unfold(start, |(mut articles, most)| async move {
        let first = articles.next().await?;
        let mut bytes = work_of(&first);
        let mut together = vec![first];
        let mut is_full = false;
        loop {
            let fits = |next: &_| {
                let more = work_of(next);
                is_full = bytes + more > most || together.len() == TOGETHER * (most / STEP);
                !is_full && more <= INLINE_BYTES
            };
            let Some(next) = articles.as_mut().next_if(fits).now_or_never().flatten() else {
                break;
            };
            bytes += work_of(&next);
            together.push(next);
        }
        let next_most = if is_full { MOST.min(most + STEP) } else { STEP };
        Some((together, (articles, next_most)))
    })
}

fn work_of(article: &Result<Numbered, Status>) -> usize {
    article.as_ref().map_or(0, |numbered| numbered.work)
}

#[cfg(test)]
mod tests {
    use std::iter::repeat_n;

    use futures_util::stream::{self, Stream, StreamExt};
    use tonic::Status;

    use super::{STEP, TOGETHER, at_hand};
    use crate::grpc::analysis::stream::source::Numbered;
    use crate::grpc::pb;
    use crate::grpc::workers::{INLINE_BYTES, Room};

    /// Articles with texts of so many bytes, as they are read.
    fn articles(bytes: &[usize]) -> Vec<Result<Numbered, Status>> {
        let mut articles = Vec::new();
        for (index, &bytes) in bytes.iter().enumerate() {
            let article = pb::Article {
                text: "x".repeat(bytes),
                ..pb::Article::default()
            };
            articles.push(Ok(Numbered {
                index,
                work: bytes,
                request: Ok(pb::AnalyzeArticleRequest {
                    article: Some(article),
                    ..pb::AnalyzeArticleRequest::default()
                }),
                room: Room::default(),
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
        assert_eq!(sizes(stream::iter(articles(&small))).await, [TOGETHER, 2]);
        let large_after_small = [
            100,
            INLINE_BYTES / 2,
            INLINE_BYTES / 2 - 100,
            INLINE_BYTES + 1,
        ];
        assert_eq!(
            sizes(stream::iter(articles(&large_after_small))).await,
            [3, 1]
        );
        let mixed = [100, INLINE_BYTES, INLINE_BYTES * 4, 100, 100];
        assert_eq!(sizes(stream::iter(articles(&mixed))).await, [1, 1, 1, 2]);
    }

    #[tokio::test]
    async fn groups_grow_by_steps_while_more_has_arrived_than_they_hold() {
        let of_news = vec![STEP / 4; 160];
        let grown = sizes(stream::iter(articles(&of_news))).await;
        assert_eq!(grown, [4, 8, 12, 16, 20, 24, 28, 32, 16]);
        let tiny = vec![1; 8 * TOGETHER];
        let grown = sizes(stream::iter(articles(&tiny))).await;
        assert_eq!(grown, [1, 2, 3, 2].map(|steps| steps * TOGETHER));
    }

    #[tokio::test]
    async fn nobody_waits_for_an_article_that_has_not_arrived() {
        let slow = stream::iter(articles(&[100, 100])).then(|article| async {
            tokio::task::yield_now().await;
            article
        });
        assert_eq!(sizes(slow).await, [1, 1]);
    }
}
