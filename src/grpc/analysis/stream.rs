//! A stream: articles come one by one, several are worked on at once, results leave in order.

use std::future::ready;

use futures_util::future::Either;
use futures_util::stream::{self, BoxStream, StreamExt};
use prost::Message;
use tokio::time::{sleep, timeout};
use tonic::{Status, Streaming};

use crate::grpc::call::Call;
use crate::grpc::desk::{Desk, text_bytes};
use crate::grpc::pb;
use crate::grpc::status::{Failure, of_transport};
use crate::grpc::workers::Room;
use crate::interrupt::{Interrupt, RaiseOnDrop};

/// Articles in work at once, for each place on the pool: one being worked on, one waiting.
const LOOK_AHEAD: usize = 2;

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
    let reader = Reader {
        requests,
        read: 0,
        over: false,
        desk: desk.clone(),
        call: call.clone(),
    };
    let articles = stream::unfold(reader, |mut reader| async move {
        let next = reader.next().await?;
        Some((next, reader))
    });
    let results = articles.map(move |article| {
        let _held = &caller_waits;
        match article {
            Ok(article) => {
                let work = work(desk.clone(), article, call.clone(), interrupt.clone());
                Either::Left(joined(tokio::spawn(work)))
            }
            Err(status) => Either::Right(ready(Err(status))),
        }
    });
    results.buffered(look_ahead).boxed()
}

/// Reads the articles of a stream, no faster than they may come.
struct Reader {
    requests: Streaming<pb::StreamAnalyzeArticlesRequest>,
    read: usize,
    over: bool,
    desk: Desk,
    call: Call,
}

/// An article of a stream.
struct Numbered {
    index: usize,
    request: pb::AnalyzeArticleRequest,
    /// Its part of the memory for articles of streams, held while it is in work.
    room: Room,
}

impl Reader {
    /// The next article once its caller's quota and the memory allow it; an error is the last thing.
    async fn next(&mut self) -> Option<Result<Numbered, Status>> {
        if self.over {
            return None;
        }
        let index = self.read;
        self.read += 1;
        match self.message().await {
            Ok(request) => Some(Ok(self.admitted(index, request?.into()).await)),
            Err(status) => {
                self.over = true;
                Some(Err(of_stream(status, index)))
            }
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
        Numbered {
            index,
            room: self.desk.workers.room(request.encoded_len()).await,
            request,
        }
    }
}

async fn work(
    desk: Desk,
    article: Numbered,
    call: Call,
    interrupt: Interrupt,
) -> Result<pb::StreamAnalyzeArticlesResponse, Status> {
    let Numbered {
        index,
        request,
        room,
    } = article;
    let workers = desk.workers.clone();
    let _turn = workers.turn(&call.turns).await;
    let bytes = text_bytes(request.article.as_ref());
    let result = workers
        .run(bytes, move || {
            let _until_done = room;
            desk.result(index, &request, "", &call, &interrupt)
        })
        .await?;
    Ok(pb::StreamAnalyzeArticlesResponse {
        result: Some(result),
    })
}

async fn joined<T>(task: tokio::task::JoinHandle<Result<T, Status>>) -> Result<T, Status> {
    task.await
        .unwrap_or_else(|_shut_down| Err(Failure::Cancelled.into()))
}

/// A message that cannot be read ends the stream: the decoder reads no further.
fn of_stream(status: Status, index: usize) -> Status {
    match of_transport(&status, "") {
        Some(Failure::Malformed { cause }) => Failure::Malformed {
            cause: format!("message {index} of the stream: {cause}"),
        }
        .into(),
        Some(failure) => failure.into(),
        None => status,
    }
}
