//! When an entry of a live blog was written, before its first words: "10:42 Firefighters have", "9.31am: The".
//!
//! Sentences may begin with a time that is theirs ("10:42 was the time"), so a sign stands behind it, or the text
//! has several lines that begin with a time, and a capital follows.

use super::time_stamp::{is_half_of_day, is_zone};

/// Bytes of the longest time with its zone and its sign.
const LONGEST: usize = 32;

/// Lines that begin with a time in a live blog.
const ENTRIES: usize = 2;

/// Whether several lines of `text` begin with a time.
pub fn has_entries(text: &str) -> bool {
    let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let lines = std::iter::once(0).chain(breaks);
    let timed = lines.filter(|&at| {
        let line = text.get(at..).unwrap_or_default();
        let head = line.get(..line.floor_char_boundary(LONGEST));
        head.and_then(|head| Time::of(unmarked(head))).is_some()
    });
    timed.take(ENTRIES).count() == ENTRIES
}

/// The bytes before the story in `sentence` that begins with a time; `entries` says that several lines of its text
/// do.
pub fn before(sentence: &str, entries: bool) -> Option<usize> {
    let line = unmarked(sentence);
    let head = line.get(..line.floor_char_boundary(LONGEST))?;
    let time = Time::of(head)?;
    let rest = line.get(time.length..)?;
    let story = after_sign(rest).filter(|_| entries || time.sure);
    let story = story.or_else(|| rest.strip_prefix(' ').filter(|_| entries && time.sure))?;
    let opens = |c: char| c.is_uppercase() || matches!(c, '"' | '“' | '\'' | '‘' | '«' | '„');
    let story = story.trim_start();
    story
        .starts_with(opens)
        .then(|| sentence.len() - story.len())
}

/// What a list has before its lines is no part of a time.
fn unmarked(line: &str) -> &str {
    line.trim_start_matches(['•', '►', '*', '-', ' '])
}

/// What stands after the sign between a time and its story.
fn after_sign(rest: &str) -> Option<&str> {
    let sign = rest.trim_start();
    let story = sign.trim_start_matches(['-', '–', '—', ':', '|']);
    let apart = story.starts_with(' ') || !rest.starts_with('-');
    (story.len() < sign.len() && apart).then_some(story)
}

/// A time of day that a line begins with.
#[derive(Debug, PartialEq, Eq)]
struct Time {
    /// Its bytes, with its zone.
    length: usize,
    /// Whether it can be nothing else, as "10.42" can.
    sure: bool,
}

impl Time {
    /// The time that `line` begins with.
    fn of(line: &str) -> Option<Time> {
        line.bytes().next().filter(u8::is_ascii_digit)?;
        let (hour, rest) = number(line).filter(|(hour, _)| *hour < 24)?;
        let sign = rest.chars().next().filter(|c| matches!(c, ':' | '.' | 'h'));
        let minute = sign.and_then(|sign| {
            let (minute, behind) = number(rest.get(sign.len_utf8()..)?)?;
            let two = rest.len() - behind.len() == 2 + sign.len_utf8();
            (two && minute < 60).then_some(behind)
        });
        let rest = minute.unwrap_or(rest);
        let halved = after_word(rest, is_half_of_day).filter(|_| hour <= 12);
        let zoned = after_word(halved.unwrap_or(rest), is_zone);
        let named = zoned.or(halved);
        let sure = named.is_some() || minute.is_some() && sign != Some('.');
        let rest = named.unwrap_or(rest);
        let ended = !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ','));
        let timed = halved.is_some() || minute.is_some();
        (timed && ended).then(|| Time {
            length: line.len() - rest.len(),
            sure,
        })
    }
}

/// One digit or two, and what stands behind them.
fn number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits)?;
    (digits <= 2).then_some((number.parse().ok()?, rest))
}

/// What stands behind the word that `rest` begins with, after a blank perhaps, if that `is` what is sought.
fn after_word(rest: &str, is: fn(&str) -> bool) -> Option<&str> {
    let word = rest.strip_prefix(' ').unwrap_or(rest);
    let end = word.find(|c: char| !c.is_alphabetic() && c != '.');
    let (word, behind) = word.split_at_checked(end.unwrap_or(word.len()))?;
    is(word).then_some(behind)
}

#[cfg(test)]
mod tests {
    use super::{before, has_entries};

    #[test]
    fn times_of_entries_stand_before_a_sign_or_among_others() {
        for (time, entries) in [
            ("14:05 - ", false),
            ("14:05: ", false),
            ("14h05 – ", false),
            ("9.31am: ", false),
            ("9.31 a.m. BST — ", false),
            ("7pm | ", false),
            ("► 13h17 : ", false),
            ("• 16:30 GMT: ", false),
            ("10:42 ", true),
            ("10.42am BST ", true),
            ("10.42 Uhr ", true),
            ("10.42 - ", true),
        ] {
            let entry = format!("{time}Firefighters are on the third floor.");
            assert_eq!(before(&entry, entries), Some(time.len()), "{entry}");
        }
    }

    #[test]
    fn times_that_sentences_tell_stay() {
        for sentence in [
            "10:42 was the time on the clock.",
            "10.42 Millionen Menschen leben dort.",
            "10.42 - Lena Brandt has never been faster.",
            "10:42 Firefighters were there.",
            "24:05 - The clock was wrong.",
            "10:4 - The clock was wrong.",
            "3.2 million people live there.",
            "12 - Lena Brandt scored.",
            "7pm-8pm: The bridge is closed.",
            "10:42:07 - The race ended.",
            "3 May - The bridge closed.",
            "10:42 - ",
            "",
        ] {
            assert_eq!(before(sentence, false), None, "{sentence}");
        }
        for sentence in [
            "10:42 was the time on the clock.",
            "10.42 Millionen Menschen leben dort.",
        ] {
            assert_eq!(before(sentence, true), None, "{sentence}");
        }
    }

    #[test]
    fn one_line_with_a_time_makes_no_live_blog() {
        assert!(has_entries(
            "10:42 The port is shut.\n\n9.31am: The port.\n"
        ));
        assert!(!has_entries(
            "10:42 The port is shut.\n\n10.5 people.\n\nIt is 9:31."
        ));
        assert!(!has_entries(""));
    }
}
