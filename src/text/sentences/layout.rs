//! Layout: which lines of a text belong together.
//!
//! A blank line always separates. Whether a single line break does depends on the text: some are
//! wrapped at a fixed width, in others every line is a paragraph. A text counts as wrapped when
//! most of its lines are so long that the next line's first word would not have fitted.

use std::ops::Range;

use super::items::Item;
use super::marks::{Initial, char_before, closes, dashes, initial, is_gap, mark, opens};
use crate::interrupt::Pulse;

/// A line that is not blank, without the gaps at its ends.
struct Line {
    begin: usize,
    end: usize,
    /// A blank line stands before it, or nothing does.
    separate: bool,
}

/// Widths in bytes at which people and programs wrap text. Longer lines are paragraphs, shorter
/// ones verses, names and headings.
const WRAP: Range<usize> = 40..160;

/// Bytes of a line too long for a heading: a bracket on the next line goes on with it.
const ASIDE: usize = 60;

/// Bytes of the longest line of nothing but closing signs.
const TAIL: usize = 8;

/// Lines of a usual article.
const USUAL: usize = 32;

/// Bytes of a line's first word that are measured.
const WORD: usize = 32;

/// The paragraphs of `text`, as byte ranges, in order. They do not begin or end with gaps, and
/// nothing but gaps lies between them.
pub fn paragraphs(text: &str, pulse: &mut Pulse<'_>) -> impl Iterator<Item = Range<usize>> + use<> {
    let lines = lines(text, pulse);
    // Lines with a blank one before each go on from none: how they are laid out does not matter.
    let apart = lines.iter().all(|line| line.separate);
    let (width, prose) = match apart {
        true => (None, Vec::new()),
        false => (wrap_width(text, &lines), ends_of_blocks(text, &lines)),
    };
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate().take_while(|_| pulse.beats()) {
        let above = at.checked_sub(1).and_then(|above| lines.get(above));
        let in_prose = prose.get(at).copied().unwrap_or(false);
        match (above, joined.last_mut()) {
            (Some(above), Some(last)) if continues(text, above, line, width, in_prose) => {
                last.end = line.end;
            }
            _ => joined.push(line.begin..line.end),
        }
    }
    joined.into_iter()
}

/// The lines of `text` that are not blank.
fn lines(text: &str, pulse: &mut Pulse<'_>) -> Vec<Line> {
    let mut lines = Vec::with_capacity(USUAL);
    let mut separate = true;
    let mut from = 0;
    while from < text.len() && pulse.beats() {
        let (end, next) = line_end(text, from);
        let line = text.get(from..end).unwrap_or("");
        let lead = line.len() - line.trim_start_matches(is_gap).len();
        let body = line.trim_matches(is_gap);
        if body.is_empty() {
            separate = true;
        } else {
            lines.push(Line {
                begin: from + lead,
                end: from + lead + body.len(),
                separate,
            });
            separate = false;
        }
        from = next;
    }
    lines
}

/// Where the line that begins at `from` ends, and where the next one begins.
fn line_end(text: &str, from: usize) -> (usize, usize) {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let control = memchr::memchr3(b'\n', b'\r', 0x0B, rest).unwrap_or(rest.len());
    let before = rest.get(..control).unwrap_or_default();
    // Each byte is looked at twice at most, however many of them begin signs of other scripts.
    let rarer = memchr::memchr3_iter(0x0C, 0xC2, 0xE2, before);
    let mut places = rarer.chain([control]);
    let found = places.find_map(|at| Some((at, break_at(rest.get(at..)?)?)));
    let (at, length) = found.unwrap_or((rest.len(), 0));
    (from + at, from + at + length)
}

/// The length of the line break that `rest` begins with.
fn break_at(rest: &[u8]) -> Option<usize> {
    match rest {
        [b'\r', b'\n', ..] => Some(2),
        [b'\n' | b'\r' | 0x0B | 0x0C, ..] => Some(1),
        // U+0085
        [0xC2, 0x85, ..] => Some(2),
        // U+2028 and U+2029
        [0xE2, 0x80, 0xA8 | 0xA9, ..] => Some(3),
        _ => None,
    }
}

/// The width at which the text is wrapped, if it is.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.end - line.begin).collect();
    let rank = lengths.len().saturating_sub(1) * 19 / 20;
    if lengths.len() < 3 {
        return None;
    }
    let (_, &mut width, _) = lengths.select_nth_unstable(rank);
    let breaks = lines.iter().zip(lines.iter().skip(1));
    let (mut inner, mut full) = (0, 0);
    for (above, below) in breaks.filter(|(_, below)| !below.separate) {
        inner += 1;
        full += usize::from(is_full(text, above, below, width));
    }
    (WRAP.contains(&width) && full >= 2 && full * 10 >= inner * 6).then_some(width)
}

/// Whether the first word of `below` would not have fitted on `above`.
fn is_full(text: &str, above: &Line, below: &Line, width: usize) -> bool {
    let word = text
        .get(below.begin..below.end)
        .unwrap_or("")
        .bytes()
        .take(WORD)
        .take_while(|byte| !byte.is_ascii_whitespace())
        .count();
    above.end - above.begin + 1 + word > width
}

/// For each line, whether the block of lines that holds it ends with the end of a sentence.
fn ends_of_blocks(text: &str, lines: &[Line]) -> Vec<bool> {
    let mut ends = vec![false; lines.len()];
    let mut ended = false;
    let mut last_of_block = true;
    for (line, slot) in lines.iter().zip(&mut ends).rev() {
        if last_of_block {
            ended = is_terminated(text, line);
        }
        *slot = ended;
        last_of_block = line.separate;
    }
    ends
}

/// Whether `below` goes on with what stands on `above`.
fn continues(text: &str, above: &Line, below: &Line, width: Option<usize>, prose: bool) -> bool {
    let first = text.get(below.begin..below.end).unwrap_or("");
    if is_tail(first) || ends_quotation(first) {
        return true;
    }
    if below.separate || Item::at(first).is_some() {
        return false;
    }
    if first.starts_with(|c| mark(c).is_some() || matches!(c, ',' | ';' | ')' | ']')) {
        return true;
    }
    let full = width.is_some_and(|width| is_full(text, above, below, width));
    let small = first.chars().find(|&c| !opens(c)).map(initial) == Some(Initial::Lower);
    if is_terminated(text, above) {
        return full || small && prose && char_before(text, above.end) == Some('.');
    }
    let bracketed = prose && first.starts_with('(') && above.end - above.begin >= ASIDE;
    full || bracketed || small && (prose || width.is_some()) || prose && is_open(text, above)
}

/// Whether a line is but a few signs that close what stands above it.
fn is_tail(line: &str) -> bool {
    line.len() <= TAIL
        && line
            .chars()
            .all(|c| mark(c).is_some() || closes(c) && c != '*')
}

/// Whether a line begins with the end of a quotation and the comma before its speaker: `", she said`.
fn ends_quotation(line: &str) -> bool {
    let rest = line.strip_prefix(['"', '”', '»']);
    rest.is_some_and(|rest| rest.trim_start_matches(is_gap).starts_with(','))
}

/// Whether a line ends with a mark that may end a sentence.
fn is_terminated(text: &str, line: &Line) -> bool {
    let body = text.get(line.begin..line.end).unwrap_or("");
    body.trim_end_matches(closes)
        .chars()
        .next_back()
        .is_some_and(|c| mark(c).is_some() || c == ':')
}

/// Whether a line ends with a sign after which a sentence goes on.
fn is_open(text: &str, line: &Line) -> bool {
    text.get(line.begin..line.end)
        .and_then(|body| body.chars().next_back())
        .is_some_and(|c| matches!(c, ',' | ';' | '，' | '、' | '،') || dashes(c))
}
