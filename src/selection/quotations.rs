//! Quotations that go over from one sentence into the next.

use crate::document::Document;

/// Calls `link` with the number of each sentence of `document` that a quotation goes on from into the
/// sentence after it. A quotation ends with its paragraph.
pub(super) fn links(document: &Document, mut link: impl FnMut(usize)) {
    let mut open = false;
    let mut paragraph = None;
    for (at, sentence) in document.sentences().iter().enumerate() {
        open &= paragraph == Some(sentence.paragraph);
        paragraph = Some(sentence.paragraph);
        if open && let Some(before) = at.checked_sub(1) {
            link(before);
        }
        open = is_open_after(document.sentence_text(sentence), open);
    }
}

/// Whether a quotation is open after `text`, if one is `open` before it.
fn is_open_after(text: &str, mut open: bool) -> bool {
    if text.is_ascii() {
        return open ^ (memchr::memchr_iter(b'"', text.as_bytes()).count() % 2 == 1);
    }
    let bytes = text.as_bytes();
    let cornered = memchr::memchr(0xE3, bytes).is_some();
    if cornered {
        return text.chars().fold(open, open_after);
    }
    // All marks but corner brackets begin with one of these.
    for at in memchr::memchr3_iter(b'"', 0xC2, 0xE2, bytes) {
        let mark = text.get(at..).and_then(|rest| rest.chars().next());
        open = mark.map_or(open, |mark| open_after(open, mark));
    }
    open
}

fn open_after(open: bool, mark: char) -> bool {
    match mark {
        '«' | '„' | '「' => true,
        '”' | '»' | '」' => false,
        // “ opens in English and closes in German.
        '"' | '“' => !open,
        _ => open,
    }
}
