//! Where the articles of a stream come from: taken no faster than they may be, and each read once there is memory
//! for it.

#[cfg(test)]
mod tests;

use std::pin::pin;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::future::{BoxFuture, FutureExt};
use tokio::time::{sleep, timeout};
use tonic::{Request, Status, Streaming};

use super::arrived::{Arrived, Message};
use crate::grpc::call::Call;
use crate::grpc::codec::arrivals::Arrivals;
use crate::grpc::codec::frames::{Change, Changes};
use crate::grpc::codec::packed::{most_unpacked, unpack};
use crate::grpc::codec::unread::{self, Asked};
use crate::grpc::desk::Desk;
use crate::grpc::pb;
use crate::grpc::pool::{Share, Taken};
use crate::grpc::status::Failure;
use crate::grpc::status::transport::{of_transport, unreadable};

/// Bytes of an answer that do not depend on how long the text is: what explains tags and a short summary.
const FEW_BYTES: usize = 16 << 10;

/// Reads the articles of a stream until it is over, or has to be because the server stops.
pub(super) struct Reader {
    source: Source,
    closing: BoxFuture<'static, ()>,
    read: usize,
    over: bool,
}

/// Where the articles come from.
struct Source {
    requests: Streaming<pb::StreamAnalyzeArticlesRequest>,
    changes: Option<Changes>,
    arrivals: Option<Arrivals>,
    desk: Desk,
    call: Call,
}

impl Reader {
    /// Reads what comes with `request`, which belongs to `call`.
    pub(super) fn new(
        request: Request<Streaming<pb::StreamAnalyzeArticlesRequest>>,
        desk: Desk,
        call: Call,
    ) -> Reader {
        Reader {
            closing: call.closing.clone().is_there().boxed(),
            read: 0,
            over: false,
            source: Source {
                changes: request.extensions().get().cloned(),
                arrivals: request.extensions().get().cloned(),
                requests: request.into_inner(),
                desk,
                call,
            },
        }
    }

    /// The next article once its caller's quota and the memory for answers allow it; an error is the last thing.
    pub(super) async fn next(&mut self) -> Option<Result<Arrived, Status>> {
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
    async fn next(&mut self, index: usize) -> Option<Result<Arrived, Status>> {
        match self.message().await {
            Ok(message) => Some(Ok(self.admitted(index, message?).await)),
            Err(status) => Some(Err(of_stream(status, index))),
        }
    }

    async fn message(&mut self) -> Result<Option<Bytes>, Status> {
        let mut message = pin!(unread::next(&mut self.requests));
        let Some(most) = self.desk.limits.stream_idle else {
            return message.await;
        };
        let is_held_back = || self.arrivals.as_ref().is_some_and(Arrivals::is_waiting);
        loop {
            match timeout(most, message.as_mut()).await {
                Ok(message) => return message,
                // It has begun to come, and it is the server that takes no more of it.
                Err(_) if is_held_back() => {}
                Err(_) => return Err(Failure::StreamIdle { most }.into()),
            }
        }
    }

    async fn admitted(&self, index: usize, message: Bytes) -> Arrived {
        let wait = self.call.charge(1);
        if !wait.is_zero() {
            sleep(wait).await;
        }
        let arrivals = self.arrivals.as_ref();
        let mut arriving = arrivals.and_then(|arrivals| arrivals.of(index));
        let message = self.measured(index, message, &mut arriving).await;
        // In the order of the articles: what holds memory can leave before what waits for it.
        let answer = match (&message, &self.call.answers) {
            (Ok(message), Some(answers)) => Some(room_for_answer(answers, message.asked()).await),
            _ => None,
        };
        Arrived {
            index,
            message,
            _until_read: arriving,
            answer,
        }
    }

    /// A message that may be one, which has the memory that is `taken`.
    async fn measured(
        &self,
        index: usize,
        message: Bytes,
        taken: &mut Option<Taken>,
    ) -> Result<Message, Failure> {
        let message = match &self.changes {
            Some(changes) => self.unchanged(index, message, changes, taken).await?,
            None => message,
        };
        Message::new(message).map_err(|status| unreadable(&status))
    }

    /// The message as it was before `changes` for the decoder.
    async fn unchanged(
        &self,
        index: usize,
        message: Bytes,
        changes: &Changes,
        taken: &mut Option<Taken>,
    ) -> Result<Bytes, Failure> {
        let most = changes.most();
        match (changes.of(index), &self.arrivals) {
            (None, _) => Ok(message),
            (Some(Change::Unmarked), None) => unpack(&message, most),
            (Some(Change::Unmarked), Some(arrivals)) => {
                let taken = taken.get_or_insert_with(|| arrivals.nothing());
                unpacked(message, most, taken).await
            }
            (Some(Change::TakenOut(length)), _) => {
                let cause = format!("it has {length} bytes, the limit is {most} bytes");
                Err(Failure::MessageTooLarge { cause })
            }
        }
    }
}

/// What a message is without its compression, once there is memory for what that may be; `taken` is what it has.
async fn unpacked(packed: Bytes, most: usize, taken: &mut Taken) -> Result<Bytes, Failure> {
    // In place of what it had: both together may be more than there is in all.
    taken.give_back();
    taken.grow_to_most(most.min(most_unpacked(&packed))).await;
    let message = unpack(&packed, most);
    taken.set(message.as_ref().map_or(0, Bytes::len));
    message
}

/// Waits for memory for the answer to what is `asked`: for as much as answers of that kind take at most, of
/// prose and of adversarial texts.
async fn room_for_answer(answers: &Arc<Share>, asked: Asked) -> Taken {
    let times_the_text = match (asked.all_sentences, asked.explain) {
        (true, true) => 20,
        (true, false) => 8,
        (false, _) => 2,
    };
    let most = FEW_BYTES + asked.text.saturating_mul(times_the_text);
    let answer = Taken::nothing_of(answers);
    answer.grow_in_time(most.min(answers.most_at_once())).await;
    answer
}

/// What breaks off between messages, or is not framed as they have to be, ends the stream: there is no telling
/// where the next one begins.
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
