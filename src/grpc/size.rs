//! How much work requests are.

use super::pb;

/// Bytes of text that are as much work as a label or an alias is besides its own bytes. Building what finds
/// them takes some 1.5 µs for each, which is what a summary and tags take of as many bytes.
const NAME: usize = 32;

/// Bytes of an article's text.
pub fn of_text(article: Option<&pb::Article>) -> usize {
    article.map_or(0, |article| article.text.len())
}

/// How much work an article with options is, in bytes of text that would be as much. What `summary` asks for
/// counts only by its query.
pub fn work(
    article: Option<&pb::Article>,
    summary: Option<&pb::SummaryOptions>,
    tags: Option<&pb::TagOptions>,
) -> usize {
    let title = article.map_or(0, |article| article.title.len());
    let query = summary.map_or(0, |summary| summary.query.len());
    of_text(article) + title + query + tags.map_or(0, work_of_tags)
}

fn work_of_tags(tags: &pb::TagOptions) -> usize {
    let name = |name: &String| NAME + name.len();
    let entry = |entry: &pb::VocabularyEntry| {
        let aliases: usize = entry.aliases.iter().map(name).sum();
        entry.id.len() + name(&entry.label) + aliases
    };
    let stop_words: usize = tags.stop_words.iter().map(String::len).sum();
    stop_words + tags.vocabulary.iter().map(entry).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::work;
    use crate::grpc::pb;
    use crate::grpc::workers::INLINE_BYTES;

    #[test]
    fn a_short_text_with_a_long_vocabulary_is_much_work() {
        let entry = pb::VocabularyEntry {
            id: "1".to_owned(),
            label: "two".to_owned(),
            aliases: vec!["three".to_owned()],
        };
        let tags = |entries: usize| pb::TagOptions {
            stop_words: vec!["the".to_owned()],
            vocabulary: vec![entry.clone(); entries],
            ..pb::TagOptions::default()
        };
        let summary = pb::SummaryOptions {
            query: "boats".to_owned(),
            ..pb::SummaryOptions::default()
        };
        let article = pb::Article {
            title: "A title".to_owned(),
            text: "Short.".to_owned(),
            ..pb::Article::default()
        };
        let work = |entries| work(Some(&article), Some(&summary), Some(&tags(entries)));
        assert_eq!(work(0), 6 + 7 + 5 + 3);
        assert_eq!(work(1) - work(0), 1 + 32 + 3 + 32 + 5);
        assert!(work(10_000) > INLINE_BYTES);
        assert!(work(100) <= INLINE_BYTES);
    }
}
