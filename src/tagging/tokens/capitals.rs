//! Whether the capitals of a sentence say anything: in a heading each word may have one.

use crate::document::Word;

/// Bytes of the shortest word that no heading writes small among words with capitals: "de", "von" and "via" it may.
const TELLING: usize = 4;

/// Whether a sentence of `text` is written in capitals: more than three content words in four have one, and nothing
/// tells that it is prose about names.
pub fn is_in_capitals(text: &str, words: &[Word]) -> bool {
    let content = words
        .iter()
        .filter(|word| word.content && !word.shape.is_number());
    let (mut all, mut capitalised) = (0, 0);
    for word in content {
        all += 1;
        capitalised += usize::from(word.shape.is_capitalised());
    }
    all >= 3 && capitalised * 4 > all * 3 && !is_prose(text, words)
}

/// Whether a word of weight is small, or any word in a sentence with a full stop: "Ana Ruiz and Tom Berg *joined*
/// Kestrel Energy", "Ana Ruiz *was* in Lenford."
fn is_prose(text: &str, words: &[Word]) -> bool {
    let small = |word: &&Word| !word.shape.is_capitalised() && !word.shape.is_number();
    let weighs = |word: &Word| word.content && word.span().len() >= TELLING;
    let mut small = words.iter().filter(small).peekable();
    small.peek().is_some() && (ends_with_stop(text, words) || small.any(weighs))
}

fn ends_with_stop(text: &str, words: &[Word]) -> bool {
    let end = words.last().map_or(0, |last| last.span().end());
    let rest = text.get(end..).unwrap_or_default();
    let closers = [')', ']', '"', '\'', '”', '’', '»'];
    rest.trim_start_matches(closers).starts_with('.')
}
