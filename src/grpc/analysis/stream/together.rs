//! Which articles of a stream are worked on by one task.

use std::sync::Arc;

use futures_util::future::FutureExt;
use futures_util::stream::{self, BoxStream, Stream, StreamExt};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tonic::Status;

use super::arrived::{Arrived, Numbered};
use crate::grpc::workers::{INLINE_BYTES, Workers};

/// Bytes of text that one task works through at most.
const MOST: usize = 8 * STEP;

/// By how many bytes a group is larger than the one before it while that was not enough for what had arrived:
/// a short stream is spread over all cores, a long one wakes its connection seldom.
const STEP: usize = INLINE_BYTES;

/// Articles of a group at most, for each step.
const TOGETHER: usize = 8;

/// What one task works through.
pub(super) enum Group {
    /// What was at hand, with memory for all of it.
    Read(Vec<Result<Numbered, Status>>),
    /// An article that has to wait for memory.
    Unread(Waiting),
}

/// An article that waits for memory, the only one of its stream.
pub(super) struct Waiting {
    article: Arrived,
    _turn: OwnedSemaphorePermit,
}

impl Group {
    /// The articles, once there is memory for them. For its task, which goes on whether results are taken or not: who
    /// takes none must not hold memory that others wait for, nor have it held ready.
    pub(super) async fn read(self, workers: &Workers) -> Vec<Result<Numbered, Status>> {
        match self {
            Group::Read(articles) => articles,
            Group::Unread(waiting) => vec![Ok(waiting.article.read(workers).await)],
        }
    }
}

/// Groups what has arrived: one article, and small ones after it for which nobody has to wait. Results of a
/// group leave together: waking the connection for each of them costs a fifth of the engine's time, and going
/// back and forth between network and engine costs both what they have in the caches.
pub(super) fn at_hand(
    articles: impl Stream<Item = Result<Arrived, Status>> + Send + 'static,
    workers: Workers,
) -> impl Stream<Item = Group> + Send {
    let hand = Hand {
        articles: articles.fuse().boxed(),
        next: None,
        most: STEP,
        turns: Arc::new(Semaphore::new(1)),
        workers,
    };
    stream::unfold(hand, |mut hand| async move {
        let group = hand.group().await?;
        Some((group, hand))
    })
}

/// The articles of a stream, and which of them go together.
struct Hand {
    articles: BoxStream<'static, Result<Arrived, Status>>,
    /// One that has come and did not fit into the group before.
    next: Option<Result<Arrived, Status>>,
    /// Bytes of the next group at most.
    most: usize,
    /// Held by an article that waits for memory; no other is taken meanwhile.
    turns: Arc<Semaphore>,
    workers: Workers,
}

impl Hand {
    async fn group(&mut self) -> Option<Group> {
        let turn = Arc::clone(&self.turns).acquire_owned().await.ok()?;
        let first = match self.next.take() {
            Some(first) => first,
            None => self.articles.next().await?,
        };
        let size = size_of(&first);
        match self.read_now(first) {
            Ok(first) => Some(Group::Read(self.followed(first, size))),
            Err(article) => Some(Group::Unread(Waiting {
                article,
                _turn: turn,
            })),
        }
    }

    /// `first`, of so many `bytes`, with those after it that are at hand and fit.
    fn followed(
        &mut self,
        first: Result<Numbered, Status>,
        mut bytes: usize,
    ) -> Vec<Result<Numbered, Status>> {
        let mut together = vec![first];
        let mut is_full = false;
        while let Some(next) = self.articles.next().now_or_never().flatten() {
            let more = size_of(&next);
            is_full = bytes + more > self.most || together.len() == TOGETHER * (self.most / STEP);
            if is_full || more > INLINE_BYTES {
                self.next = Some(next);
                break;
            }
            match self.read_now(next) {
                Ok(next) => together.push(next),
                Err(article) => {
                    self.next = Some(Ok(article));
                    break;
                }
            }
            bytes += more;
        }
        let next_most = if is_full { self.most + STEP } else { STEP };
        self.most = MOST.min(next_most);
        together
    }

    /// An article, if there is memory for it now.
    fn read_now(
        &self,
        article: Result<Arrived, Status>,
    ) -> Result<Result<Numbered, Status>, Arrived> {
        match article {
            Ok(article) => article.read_now(&self.workers).map(Ok),
            Err(status) => Ok(Err(status)),
        }
    }
}

fn size_of(article: &Result<Arrived, Status>) -> usize {
    article.as_ref().map_or(0, Arrived::size)
}

#[cfg(test)]
mod tests {
    use std::iter::repeat_n;

    use futures_util::FutureExt;
    use futures_util::stream::{self, Stream, StreamExt};
    use prost::Message as _;
    use tonic::Status;

    use super::{Group, STEP, TOGETHER, at_hand};
    use crate::grpc::analysis::stream::arrived::{Arrived, Message};
    use crate::grpc::pb;
    use crate::grpc::workers::{INLINE_BYTES, Workers};

    /// A message of so many bytes, most of which are its text.
    fn message(bytes: usize) -> pb::StreamAnalyzeArticlesRequest {
        let with_text = |bytes| pb::StreamAnalyzeArticlesRequest {
            article: Some(pb::Article {
                text: "x".repeat(bytes),
                ..pb::Article::default()
            }),
            ..pb::StreamAnalyzeArticlesRequest::default()
        };
        let others = with_text(bytes).encoded_len() - bytes;
        with_text(bytes.saturating_sub(others))
    }

    /// Articles with messages of so many bytes, as they come.
    fn articles(bytes: &[usize]) -> Vec<Result<Arrived, Status>> {
        let mut articles = Vec::new();
        for (index, &bytes) in bytes.iter().enumerate() {
            let message = Message::new(message(bytes).encode_to_vec().into());
            articles.push(Ok(Arrived {
                index,
                message: Ok(message.expect("it is one")),
                _until_read: None,
                answer: None,
            }));
        }
        articles
    }

    /// How many articles go together, where there is memory for all of them.
    async fn sizes(
        articles: impl Stream<Item = Result<Arrived, Status>> + Send + 'static,
    ) -> Vec<usize> {
        let workers = Workers::new(1, 1 << 30);
        let groups = at_hand(articles, workers.clone());
        let sizes = groups.then(|group| {
            let workers = workers.clone();
            async move { group.read(&workers).await.len() }
        });
        sizes.collect().await
    }

    /// Only one article of a stream waits for memory, by itself, and holds none that another waits for.
    #[tokio::test]
    async fn an_article_without_memory_waits_alone_and_those_after_it_do_not_come() {
        let workers = Workers::new(1, 4 << 10);
        let others = workers.memory().room(3 << 10).await;
        let of_two_kilobytes = articles(&[1 << 11; 3]);
        let mut groups = at_hand(stream::iter(of_two_kilobytes), workers.clone()).boxed();
        let first = groups.next().await.expect("a group");
        assert!(matches!(first, Group::Unread(_)));
        assert!(groups.next().now_or_never().is_none(), "one is enough");
        let mut read = first.read(&workers).boxed();
        assert!((&mut read).now_or_never().is_none(), "there is no memory");
        drop(others);
        assert_eq!(read.await.len(), 1);
        let rest = groups.next().await.expect("a group");
        assert_eq!(rest.read(&workers).await.len(), 2);
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
