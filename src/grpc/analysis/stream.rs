//! A stream: articles come one by one, several are worked on at once, results leave in order.

mod together;

use std::sync::Arc;

use futures_util::future::{BoxFuture, FutureExt};
use futures_util::stream::{self, BoxStream, StreamExt};
use prost::Message;
use tokio::task::{JoinHandle, yield_now};
use tokio::time::{sleep, timeout};
use tonic::{Status, Streaming};
use tracing::{Instrument, Span};

use self::together::at_hand;
use crate::grpc::call::Call;
use crate::grpc::desk::Desk;
use crate::grpc::pb;
use crate::grpc::pool::{Share, Taken};
use crate::grpc::size;
use crate::grpc::status::Failure;
use crate::grpc::status::transport::of_transport;
use crate::grpc::workers::Room;
use crate::interrupt::{Interrupt, RaiseOnDrop};

/// Tasks at once, for each place on the pool: one being worked on, one waiting.
const LOOK_AHEAD: usize = 2;

/// Bytes of text after which a task lets others have a turn on its thread: a millisecond or two of work.
const GIVE_WAY: usize = 32 << 10;

/// Bytes of an answer that do not depend on how long the text is: what explains tags and a short summary.
const FEW_BYTES: usize = 16 << 10;

/// Analyzes what comes. Reads ahead by a few articles and then waits for the caller to take results;
/// work stops when the results are no longer wanted.
pub(super) fn analyze(
    desk: Desk,
    requests: Streaming<pb::StreamAnalyzeArticlesRequest>,
    call: Call,
) -> BoxStream<'static, Result<pb::StreamAnalyzeArticlesResponse, Status>> {
    let look_ahead = LOOK_AHEAD * desk.workers.count();
    let interrupt = call.interrupt();
    let caller_waits = RaiseOnDrop(interrupt.clone());
    let span = Span::current();
    let reader = Reader {
        closing: call.closing.clone().is_there().boxed(),
        read: 0,
        over: false,
        source: Source {
            requests,
            desk: desk.clone(),
            call: call.clone(),
        },
    };
    let articles = stream::unfold(reader, |mut reader| async move {
        let next = reader.next().await?;
        Some((next, reader))
    });
    let results = at_hand(articles).map(move |articles| {
        let _held = &caller_waits;
        let work = work_through(desk.clone(), articles, call.clone(), interrupt.clone());
        joined(tokio::spawn(work.instrument(span.clone())))
    });
    let results = results.buffered(look_ahead).flat_map(stream::iter);
    let untaken = |result: Result<Held, Status>| result.map(|held| held.response);
    results.map(untaken).boxed()
}

/// Reads the articles of a stream until it is over, or has to be because the server stops.
struct Reader {
    source: Source,
    closing: BoxFuture<'static, ()>,
    read: usize,
    over: bool,
}

/// Where the articles come from, no faster than they may.
struct Source {
    requests: Streaming<pb::StreamAnalyzeArticlesRequest>,
    desk: Desk,
    call: Call,
}

/// An article of a stream.
struct Numbered {
    index: usize,
    request: pb::AnalyzeArticleRequest,
    /// How much work it is, in bytes of text.
    work: usize,
    /// Its part of the memory for articles of streams, held while it is in work.
    room: Room,
    /// Its answer's part of the memory for answers: as much as it may need, until that is known.
    answer: Option<Taken>,
}

/// A result that waits to be taken.
struct Held {
    response: pb::StreamAnalyzeArticlesResponse,
    _until_taken: Option<Taken>,
}

impl Reader {
    /// The next article once its caller's quota and the memory allow it; an error is the last thing.
    async fn next(&mut self) -> Option<Result<Numbered, Status>> {
        if self.over {
            return None;
        }
        let index = self.read;
        self.read += 1;
        let next = tokio::select! {
            biased;
            () = &mut self.closing => Some(Err(Failure::ShuttingDown.into())),
            next = self.source.next(index) => next,
        };
        self.over = !matches!(next, Some(Ok(_)));
        next
    }
}

impl Source {
    async fn next(&mut self, index: usize) -> Option<Result<Numbered, Status>> {
        match self.message().await {
            Ok(request) => Some(Ok(self.admitted(index, request?.into()).await)),
            Err(status) => Some(Err(of_stream(status, index))),
        }
    }

    async fn message(&mut self) -> Result<Option<pb::StreamAnalyzeArticlesRequest>, Status> {
        let message = self.requests.message();
        match self.desk.limits.stream_idle {
            None => message.await,
            Some(most) => timeout(most, message)
                .await
                .unwrap_or_else(|_| Err(Failure::StreamIdle { most }.into())),
        }
    }

    async fn admitted(&self, index: usize, request: pb::AnalyzeArticleRequest) -> Numbered {
        let wait = self.call.charge(1);
        if !wait.is_zero() {
            sleep(wait).await;
        }
        // In the order of the articles: what holds memory can leave before what waits for it.
        let answer = match &self.call.answers {
            Some(answers) => Some(room_for_answer(answers, &request).await),
            None => None,
        };
        let (article, summary) = (request.article.as_ref(), request.summary.as_ref());
        Numbered {
            index,
            work: size::work(article, summary, request.tags.as_ref()),
            answer,
            room: self.desk.workers.room(size::in_memory(&request)).await,
            request,
        }
    }
}

/// Waits for memory for the answer to `request`: for as much as answers of that kind take at most, of
/// prose and of texts made to hurt.
async fn room_for_answer(answers: &Arc<Share>, request: &pb::AnalyzeArticleRequest) -> Taken {
    let summary = request.summary.as_ref();
    let all_sentences = summary.is_some_and(|summary| summary.all_sentences);
    let explain = summary.is_some_and(|summary| summary.explain)
        || request.tags.as_ref().is_some_and(|tags| tags.explain);
    let times_the_text = match (all_sentences, explain) {
        (true, true) => 20,
        (true, false) => 8,
        (false, _) => 2,
    };
    let most = FEW_BYTES + size::of_text(request.article.as_ref()).saturating_mul(times_the_text);
    let answer = Taken::nothing_of(answers);
    answer.grow_in_time(most.min(answers.most_at_once())).await;
    answer
}

/// The results of `articles`, one after the other.
async fn work_through(
    desk: Desk,
    articles: Vec<Result<Numbered, Status>>,
    call: Call,
    interrupt: Interrupt,
) -> Vec<Result<Held, Status>> {
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
    let (worker, workers) = (desk.clone(), desk.workers.clone());
    let _turn = workers.turn(&call.turns).await;
    let mut result = workers
        .run(work, move || {
            let _until_done = room;
            worker.result(index, &request, "", &call, &interrupt)
        })
        .await?;
    if let Some(answer) = &mut answer
        && let Err(failure) = answer.set_within(result.encoded_len())
    {
        result.outcome = Some(desk.error(failure));
    }
    Ok(Held {
        response: pb::StreamAnalyzeArticlesResponse {
            result: Some(result),
        },
        _until_taken: answer,
    })
}

async fn joined<T>(task: JoinHandle<Vec<Result<T, Status>>>) -> Vec<Result<T, Status>> {
    task.await
        .unwrap_or_else(|_shut_down| vec![Err(Failure::Cancelled.into())])
}

/// A message that cannot be read ends the stream: the decoder reads no further.
fn of_stream(status: Status, index: usize) -> Status {
    match of_transport(&status, "") {
        Some(Failure::Malformed { field, cause }) => {
            let cause = format!("{cause}, in message {index} of the stream");
            Failure::Malformed { field, cause }.into()
        }
        Some(Failure::MessageTooLarge { cause }) => {
            let cause = format!("{cause}, in message {index} of the stream");
            Failure::MessageTooLarge { cause }.into()
        }
        Some(failure) => failure.into(),
        None => status,
    }
}
