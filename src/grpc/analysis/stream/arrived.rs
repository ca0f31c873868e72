//! An article of a stream, before and after it is read.

use crate::grpc::codec::unread::Unread;
use crate::grpc::memory::Room;
use crate::grpc::pb;
use crate::grpc::pool::Taken;
use crate::grpc::size;
use crate::grpc::status::Failure;
use crate::grpc::status::transport::unreadable;
use crate::grpc::workers::Workers;

/// A request that is measured and not yet read.
pub(super) type Message = Unread<pb::StreamAnalyzeArticlesRequest>;

/// An article of a stream that has come and is not read yet.
pub(super) struct Arrived {
    /// Its place in the stream.
    pub index: usize,
    /// The message, or why it cannot be read.
    pub message: Result<Message, Failure>,
    /// Its part of the memory for messages that come, held until it is read.
    pub _until_read: Option<Taken>,
    /// Its answer's part of the memory for answers: as much as it may need.
    pub answer: Option<Taken>,
}

/// An article of a stream.
pub(super) struct Numbered {
    /// Its place in the stream.
    pub index: usize,
    /// The request, or why it cannot be read.
    pub request: Result<pb::AnalyzeArticleRequest, Failure>,
    /// How much work it is, in bytes of text.
    pub work: usize,
    /// Its part of the memory for articles of streams, held while it is in work.
    pub room: Room,
    /// Its answer's part of the memory for answers: as much as it may need, until that is known.
    pub answer: Option<Taken>,
}

impl Arrived {
    /// Bytes of its message, which is about as much work as a text of so many.
    pub(super) fn size(&self) -> usize {
        self.message.as_ref().map_or(0, Message::size)
    }

    /// Reads it once there is memory for it.
    pub(super) async fn read(self, workers: &Workers) -> Numbered {
        let room = workers.memory().room(self.in_memory()).await;
        self.read_in(room)
    }

    /// Reads it if there is memory for it now.
    pub(super) fn read_now(self, workers: &Workers) -> Result<Numbered, Arrived> {
        match workers.memory().room_now(self.in_memory()) {
            Some(room) => Ok(self.read_in(room)),
            None => Err(self),
        }
    }

    fn in_memory(&self) -> usize {
        self.message.as_ref().map_or(0, Message::in_memory)
    }

    fn read_in(self, room: Room) -> Numbered {
        let read = |message: Message| message.read().map_err(|status| unreadable(&status));
        let request = self.message.and_then(read);
        let request = request.map(pb::AnalyzeArticleRequest::from);
        let work = request.as_ref().map_or(0, |request| {
            let (article, summary) = (request.article.as_ref(), request.summary.as_ref());
            size::work(article, summary, request.tags.as_ref())
        });
        Numbered {
            index: self.index,
            request,
            work,
            room,
            answer: self.answer,
        }
    }
}
