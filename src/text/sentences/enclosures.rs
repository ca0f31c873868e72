//! Enclosures: quotations and brackets, whose inside is not taken apart when it is short.

use super::marks::{char_at, char_before, is_gap};

/// Bytes of the longest inside that is kept together. A longer quotation is taken apart.
pub const LONGEST: usize = 320;

/// Whether `c` may open an enclosure.
pub fn may_open(c: char) -> bool {
    matches!(c, '(' | '[' | '"' | '\'')
        || matches!(
            c,
            '‘' | '“' | '„' | '«' | '»' | '”' | '（' | '「' | '『' | '《' | '【'
        )
}

/// Where the enclosure that opens at byte `at` closes: the offset of its closing sign. `None` if
/// nothing opens there, or if it is not closed before `end` or within reach.
pub fn closing(text: &str, at: usize, end: usize) -> Option<usize> {
    let open = char_at(text, at)?;
    let inside = at + open.len_utf8();
    let reach = text.floor_char_boundary(end.min(inside + LONGEST));
    let body = text.get(inside..reach)?;
    match open {
        '(' => matching(body, '(', ')'),
        '[' => matching(body, '[', ']'),
        '（' => matching(body, '（', '）'),
        '「' => matching(body, '「', '」'),
        '『' => matching(body, '『', '』'),
        '《' => matching(body, '《', '》'),
        '【' => matching(body, '【', '】'),
        '“' => body.find(['”', '“']),
        '„' => body.find(['“', '”']),
        '«' => matching(body, '«', '»'),
        '»' if opens_quote(text, at, inside) => body.find('«'),
        '”' if opens_quote(text, at, inside) => body.find('”'),
        '"' if opens_quote(text, at, inside) => body
            .find('"')
            .filter(|&close| !opens_quote(text, inside + close, inside + close + 1)),
        '\'' if opens_quote(text, at, inside) => single(body, '\''),
        '‘' => single(body, '’'),
        _ => None,
    }
    .map(|offset| inside + offset)
}

/// Whether a sign that opens and closes alike opens here: it leans on what comes after it.
fn opens_quote(text: &str, at: usize, inside: usize) -> bool {
    let left = char_before(text, at)
        .is_none_or(|c| is_gap(c) || matches!(c, '(' | '[' | '—' | '–' | '-' | '“' | ','));
    left && char_at(text, inside).is_some_and(|c| !is_gap(c))
}

/// Where the bracket closes that was opened before `body`.
fn matching(body: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in body.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            if depth == 0 {
                return Some(at);
            }
            depth -= 1;
        }
    }
    None
}

/// Where a single quotation mark closes, which is an apostrophe elsewhere: after punctuation, or
/// after a letter when a blank or punctuation follows.
fn single(body: &str, close: char) -> Option<usize> {
    body.match_indices(close).map(|(at, _)| at).find(|&at| {
        let before = char_before(body, at);
        let after = char_at(body, at + close.len_utf8());
        let stopped = before.is_some_and(|c| matches!(c, '.' | ',' | '!' | '?' | '…' | '”' | '"'));
        let free = after.is_none_or(|c| !c.is_alphanumeric());
        free && (stopped || before.is_some_and(|c| c != 's' && !is_gap(c)))
    })
}
