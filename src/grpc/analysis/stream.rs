//! A stream: articles come one by one, several are worked on at once, results leave in order.

mod arrived;
mod source;
mod together;

use futures_util::stream::{self, BoxStream, StreamExt};
use prost::Message;
use tokio::task::{JoinError, JoinHandle, yield_now};
use tonic::{Request, Status, Streaming};
use tracing::{Instrument, Span};

use self::arrived::Numbered;
use self::source::Reader;
use self::together::{Group, at_hand};
use crate::grpc::call::Call;
use crate::grpc::desk::Desk;
use crate::grpc::pb;
use crate::grpc::pool::Taken;
use crate::grpc::status::Failure;
use crate::interrupt::{Interrupt, RaiseOnDrop};

/// Tasks at once, for each worker: one being worked on, one waiting.
const LOOK_AHEAD: usize = 2;

/// Bytes of text after which a task lets others have a turn on its thread: a millisecond or two of work.
const GIVE_WAY: usize = 32 << 10;

/// Analyzes what comes. Reads ahead by a few articles and then waits for the caller to take results;
/// work stops when the results are no longer wanted.
pub(super) fn analyze(
    desk: Desk,
    request: Request<Streaming<pb::StreamAnalyzeArticlesRequest>>,
) -> BoxStream<'static, Result<pb::StreamAnalyzeArticlesResponse, Status>> {
    let call = Call::of(&request);
    let look_ahead = LOOK_AHEAD * desk.workers.count();
    let interrupt = call.interrupt();
    let caller_waits = RaiseOnDrop(interrupt.clone());
    let span = Span::current();
    let reader = Reader::new(request, desk.clone(), call.clone());
    let articles = stream::unfold(reader, |mut reader| async move {
        let next = reader.next().await?;
        Some((next, reader))
    });
    let groups = at_hand(articles, desk.workers.clone());
    let results = groups.map(move |group| {
        let _held = &caller_waits;
        let work = work_through(desk.clone(), group, call.clone(), interrupt.clone());
        let task = Task(tokio::spawn(work.instrument(span.clone())));
        joined(task, desk.clone(), call.clone())
    });
    let results = results.buffered(look_ahead).flat_map(stream::iter);
    let untaken = |result: Result<Held, Status>| result.map(|held| held.response);
    results.map(untaken).boxed()
}

/// A result that waits to be taken.
struct Held {
    response: pb::StreamAnalyzeArticlesResponse,
    _until_taken: Option<Taken>,
}

impl Held {
    /// `result`, with its part of the memory for answers.
    fn of(result: pb::ArticleResult, answer: Option<Taken>) -> Held {
        Held {
            response: pb::StreamAnalyzeArticlesResponse {
                result: Some(result),
            },
            _until_taken: answer,
        }
    }
}

/// The results of the articles of `group`, one after the other.
async fn work_through(
    desk: Desk,
    group: Group,
    call: Call,
    interrupt: Interrupt,
) -> Vec<Result<Held, Status>> {
    let articles = group.read(&desk.workers).await;
    let mut results = Vec::with_capacity(articles.len());
    let mut bytes = 0;
    for article in articles {
        results.push(match article {
            Ok(article) => {
                bytes += article.work;
                work(&desk, article, call.clone(), interrupt.clone()).await
            }
            Err(status) => Err(status),
        });
        if bytes >= GIVE_WAY {
            bytes = 0;
            yield_now().await;
        }
    }
    results
}

async fn work(
    desk: &Desk,
    article: Numbered,
    call: Call,
    interrupt: Interrupt,
) -> Result<Held, Status> {
    let Numbered {
        index,
        request,
        work,
        room,
        mut answer,
    } = article;
    let request = match request {
        Ok(request) => request,
        Err(failure) => return Ok(Held::of(desk.unread(index, failure), None)),
    };
    let (worker, workers) = (desk.clone(), desk.workers.clone());
    let _turn = workers.turn(&call.turns).await;
    let mut result = workers
        .run(work, move || {
            let _until_done = room;
            worker.result(index, &request, "", &call, &interrupt)
        })
        .await
        .flatten()?;
    if let Some(answer) = &mut answer
        && let Err(failure) = answer.set_within(result.encoded_len())
    {
        result.outcome = Some(desk.error(failure));
    }
    Ok(Held::of(result, answer))
}

/// A task that ends when nobody waits for it any more: one that waits for memory would go on waiting, with its
/// article, after its stream is gone.
struct Task<T>(JoinHandle<T>);

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// What comes of `task`, which belongs to `call`.
async fn joined<T>(
    mut task: Task<Vec<Result<T, Status>>>,
    desk: Desk,
    call: Call,
) -> Vec<Result<T, Status>> {
    let results = (&mut task.0).await.map_err(JoinError::try_into_panic);
    results.unwrap_or_else(|ended| {
        let failure = match ended {
            Ok(panic) => desk.panicked(&*panic, &call),
            Err(_shut_down) => Failure::Cancelled,
        };
        vec![Err(failure.into())]
    })
}

#[cfg(test)]
mod tests {
    use tokio::spawn;
    use tonic::{Code, Status};

    use super::{Task, joined};
    use crate::grpc::call::Call;
    use crate::grpc::desk::Desk;
    use crate::grpc::limits::Limits;
    use crate::grpc::workers::Workers;
    use crate::metrics::Metrics;

    async fn ended(task: Task<Vec<Result<(), Status>>>) -> Option<Code> {
        let (limits, workers) = (Limits::default(), Workers::new(1, 1));
        let desk = Desk::new(limits, workers, Metrics::default(), false);
        let results = joined(task, desk, Call::default()).await;
        let error = results.into_iter().find_map(Result::err);
        error.map(|status| status.code())
    }

    #[tokio::test]
    async fn a_panic_is_an_error_of_the_server_and_no_leaving_of_the_caller() {
        let faulty = Task(spawn(async { panic!("a bug") }));
        assert_eq!(ended(faulty).await, Some(Code::Internal));
        let stopped = Task(spawn(std::future::pending()));
        stopped.0.abort();
        assert_eq!(ended(stopped).await, Some(Code::Cancelled));
        let fine = Task(spawn(async { vec![Ok(())] }));
        assert_eq!(ended(fine).await, None);
    }
}
