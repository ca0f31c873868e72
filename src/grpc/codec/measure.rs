//! What a message takes in memory once it is read, and what of it need not be read.

use tonic::Status;

use super::fields::{Field, Part};
use super::meter;
use crate::grpc::limits::Limits;
use crate::grpc::pb;

/// The key of a field that no message with lists has, with a length and bytes: number 15, wire type 2.
/// Numbers up to 15 have a single byte.
const UNKNOWN: u8 = 15 << 3 | 2;

/// The bit of a byte of a number that says that another byte follows.
const MORE: u8 = 0x80;

/// Elements that a `Vec` has room for when it gets its first.
const FIRST_ROOM: usize = 4;

/// Messages that can be measured before they are read.
pub trait Measured {
    /// What reading `message` takes. Those without lists take about as many bytes as they have.
    fn measure(message: &[u8]) -> Result<Measure, Status> {
        Ok(Measure::of(message))
    }
}

/// What reading a message takes.
#[derive(Debug)]
pub struct Measure {
    /// Bytes in memory: those of texts, and the room that lists take.
    pub bytes: usize,
    /// The message without most of what its lists have over their limits, if they have that.
    pub pruned: Option<Vec<u8>>,
}

/// A list that elements are added to.
struct List {
    /// How many elements may be read: one more than the limit, which is what is told of.
    most: usize,
    /// Bytes of an element by itself.
    size: usize,
    count: usize,
}

/// The lists of tag options. Options that come twice in a request are merged, and so are their lists.
struct TagLists {
    kinds: List,
    stop_words: List,
    vocabulary: List,
}

impl List {
    fn of<T>(limit: usize) -> List {
        List {
            most: limit.saturating_add(1),
            size: size_of::<T>(),
            count: 0,
        }
    }

    /// Counts `more` elements; gives by how many bytes the list grows for them.
    fn grow(&mut self, more: usize) -> usize {
        let room = |count: usize| match count {
            0 => 0,
            _ => count.next_power_of_two().max(FIRST_ROOM),
        };
        let before = room(self.count);
        self.count = self.count.saturating_add(more);
        (room(self.count) - before) * self.size
    }
}

impl TagLists {
    fn new() -> TagLists {
        TagLists {
            kinds: List::of::<i32>(usize::MAX),
            stop_words: List::of::<String>(Limits::STOP_WORDS),
            vocabulary: List::of::<pb::VocabularyEntry>(Limits::VOCABULARY_ENTRIES),
        }
    }
}

impl Measure {
    fn of(message: &[u8]) -> Measure {
        Measure {
            bytes: message.len(),
            pruned: None,
        }
    }

    /// Adds an element to `list`; false, and the element left out, if it is one too many.
    fn add(&mut self, message: Part, list: &mut List, field: &Field) -> bool {
        if list.count < list.most {
            self.bytes += list.grow(1);
            return true;
        }
        let pruned = self.pruned.get_or_insert_with(|| message.bytes().to_vec());
        if let Some(key) = pruned.get_mut(field.at) {
            *key = *key & MORE | UNKNOWN;
        }
        false
    }

    fn batch(&mut self, message: Part) -> Result<(), Status> {
        let mut requests = List::of::<pb::AnalyzeArticleRequest>(meter::batch_requests());
        let mut rest = message;
        while let Some(field) = rest.next()? {
            if let (1, Some(request)) = (field.number, field.part)
                && self.add(message, &mut requests, &field)
            {
                self.request(message, request)?;
            }
        }
        Ok(())
    }

    /// Any request for tags: all of them have their options at the same place.
    fn request(&mut self, message: Part, mut request: Part) -> Result<(), Status> {
        let mut lists = TagLists::new();
        while let Some(field) = request.next()? {
            if let (3, Some(options)) = (field.number, field.part) {
                self.tag_options(message, options, &mut lists)?;
            }
        }
        Ok(())
    }

    fn tag_options(
        &mut self,
        message: Part,
        mut options: Part,
        lists: &mut TagLists,
    ) -> Result<(), Status> {
        while let Some(field) = options.next()? {
            match (field.number, field.part) {
                // Numbers of a byte each, or one by itself.
                (2, packed) => {
                    self.bytes += lists.kinds.grow(packed.map_or(1, |packed| packed.len()));
                }
                (7, Some(_)) => {
                    self.add(message, &mut lists.stop_words, &field);
                }
                (8, Some(entry)) => self.entry(message, &field, entry, &mut lists.vocabulary)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn entry(
        &mut self,
        message: Part,
        field: &Field,
        mut entry: Part,
        vocabulary: &mut List,
    ) -> Result<(), Status> {
        if !self.add(message, vocabulary, field) {
            return Ok(());
        }
        let mut aliases = List::of::<String>(Limits::VOCABULARY_ALIASES);
        while let Some(field) = entry.next()? {
            if let (3, Some(_)) = (field.number, field.part) {
                self.add(message, &mut aliases, &field);
            }
        }
        Ok(())
    }
}

impl Measured for pb::BatchAnalyzeArticlesRequest {
    fn measure(message: &[u8]) -> Result<Measure, Status> {
        let mut measure = Measure::of(message);
        measure.batch(Part::whole(message))?;
        Ok(measure)
    }
}

/// Requests for the tags of one article.
macro_rules! requests_for_tags {
    ($($request:ty),*) => {$(
        impl Measured for $request {
            fn measure(message: &[u8]) -> Result<Measure, Status> {
                let mut measure = Measure::of(message);
                measure.request(Part::whole(message), Part::whole(message))?;
                Ok(measure)
            }
        }
    )*};
}

requests_for_tags!(
    pb::AnalyzeArticleRequest,
    pb::StreamAnalyzeArticlesRequest,
    pb::TagArticleRequest
);

// No lists that anybody else could fill.
impl Measured for pb::SummarizeArticleRequest {}
impl Measured for pb::GetEngineInfoRequest {}
// What a client reads, from the server that it has chosen.
impl Measured for pb::AnalyzeArticleResponse {}
impl Measured for pb::BatchAnalyzeArticlesResponse {}
impl Measured for pb::StreamAnalyzeArticlesResponse {}
impl Measured for pb::SummarizeArticleResponse {}
impl Measured for pb::TagArticleResponse {}
impl Measured for pb::GetEngineInfoResponse {}

#[cfg(test)]
mod tests;
