//! A stream: articles come one by one, several are worked on at once, results leave in order.

use std::future::ready;

use futures_util::future::Either;
use futures_util::stream::{BoxStream, StreamExt};
use tokio::time::sleep;
use tonic::{Status, Streaming};

use crate::grpc::call::Call;
use crate::grpc::desk::{Desk, text_bytes};
use crate::grpc::pb;
use crate::grpc::status::{Failure, of_transport};
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
    let charged = call.clone();
    let paced = requests.enumerate().then(move |next| {
        // A caller over quota is read no further until its articles are paid for.
        let wait = charged.charge(1);
        async move {
            if !wait.is_zero() {
                sleep(wait).await;
            }
            next
        }
    });
    let results = paced.map(move |(index, request)| {
        let _held = &caller_waits;
        match request {
            Ok(request) => {
                let work = work(
                    desk.clone(),
                    index,
                    request.into(),
                    call.clone(),
                    interrupt.clone(),
                );
                Either::Left(joined(tokio::spawn(work)))
            }
            Err(status) => Either::Right(ready(Err(of_stream(status, index)))),
        }
    });
    results.buffered(look_ahead).boxed()
}

async fn work(
    desk: Desk,
    index: usize,
    request: pb::AnalyzeArticleRequest,
    call: Call,
    interrupt: Interrupt,
) -> Result<pb::StreamAnalyzeArticlesResponse, Status> {
    let workers = desk.workers.clone();
    let _turn = call.turns.take().await;
    let bytes = text_bytes(request.article.as_ref());
    let result = workers
        .run(bytes, move || {
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
