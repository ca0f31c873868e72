//! How far a text is read to find its language.

use super::grams;

/// Bytes of words that detection reads.
const PREFIX: usize = 500;
/// Bytes of text in which it looks for them.
const REACH: usize = 8 * PREFIX;

/// The beginning of `text`, as far as it has [`PREFIX`] bytes of words.
pub(super) fn prefix(text: &str) -> &str {
    let reach = text.floor_char_boundary(REACH.min(text.len()));
    let text = text.get(..reach).unwrap_or(text);
    let mut room = PREFIX;
    let mut end = 0;
    for token in text.split_ascii_whitespace() {
        let begin = token.as_ptr() as usize - text.as_ptr() as usize;
        end = begin + token.len();
        if grams::is_address(token) {
            continue;
        }
        if token.len() >= room {
            end = text.floor_char_boundary(begin + room);
            break;
        }
        room -= token.len() + 1;
    }
    text.get(..end).unwrap_or(text)
}
