//! How large requests are: in memory, and as work.

use prost::Message;

use super::pb;

/// Bytes that a request takes in memory, the request itself not counted.
pub fn in_memory(request: &pb::AnalyzeArticleRequest) -> usize {
    let lists = request.tags.as_ref().map_or(0, lists);
    request.encoded_len() + lists
}

/// Bytes that lists of options take in memory beside the texts in them.
fn lists(tags: &pb::TagOptions) -> usize {
    let texts = |texts: &Vec<String>| texts.capacity() * size_of::<String>();
    let aliases = tags.vocabulary.iter().map(|entry| texts(&entry.aliases));
    tags.vocabulary.capacity() * size_of::<pb::VocabularyEntry>()
        + aliases.sum::<usize>()
        + texts(&tags.stop_words)
        + tags.kinds.capacity() * size_of::<i32>()
}
