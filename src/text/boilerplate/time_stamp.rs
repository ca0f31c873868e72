//! Lines that tell when something was written: "07:12 EST, 3 May 2031.", "Updated at 16:30 GMT", "2h ago".

use std::sync::LazyLock;

use crate::text::sections;

/// Words of time stamps, in lower case, with the sections of the file, by their first letter and last those that
/// begin with none of a to z: most sentences begin with none of them, and few words are worth a look.
static WORDS: LazyLock<[Vec<(&str, &str)>; LETTERS + 1]> = LazyLock::new(|| {
    let mut by_letter = [const { Vec::new() }; LETTERS + 1];
    for (section, word) in sections::words_of(include_str!("time_stamps.txt")) {
        if let Some(words) = letter(word).and_then(|letter| by_letter.get_mut(letter)) {
            words.push((section, word));
        }
    }
    by_letter
});

/// Letters of the alphabet.
const LETTERS: usize = 26;

/// The place in the alphabet of a word's first letter.
fn letter(word: &str) -> Option<usize> {
    let first = word.bytes().next()?.to_ascii_lowercase();
    Some(usize::from(first.checked_sub(b'a')?).min(LETTERS))
}

/// The section of the file that `word` is in.
fn section(word: &str) -> Option<&'static str> {
    let words = letter(word).and_then(|letter| WORDS.get(letter))?;
    let known = words
        .iter()
        .find(|(_, other)| word.eq_ignore_ascii_case(other));
    known.map(|&(section, _)| section)
}

/// Whether `word` is "am" or "p.m.".
pub(super) fn is_half_of_day(word: &str) -> bool {
    section(word) == Some("half-of-day")
}

/// Whether `word` says where the clock stands: "GMT".
pub(super) fn is_zone(word: &str) -> bool {
    section(word) == Some("zone")
}

/// Words of the longest time stamp.
const LONGEST: usize = 12;

/// Whether `sentence` has a number and nothing but numbers and words of time stamps.
pub(super) fn is_time_stamp(sentence: &str) -> bool {
    let mut numbers = 0;
    let mut of_time = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let number = is_number(word);
        numbers += u32::from(number);
        number || word.is_empty() || section(word).is_some()
    };
    let mut words = sentence.split_whitespace().enumerate();
    words.all(|(at, word)| at < LONGEST && of_time(word)) && numbers > 0
}

/// "2031", "10.42am", "2h", "13h17".
fn is_number(word: &str) -> bool {
    let digit = |byte: u8| byte.is_ascii_digit();
    let letterless = |part: &str| !part.bytes().any(|byte| byte.is_ascii_alphabetic());
    let hour = |(hour, minute): (&str, &str)| letterless(hour) && minute.bytes().all(digit);
    word.bytes().next().is_some_and(digit)
        && (letterless(word.trim_end_matches(char::is_alphabetic))
            || word.split_once('h').is_some_and(hour))
}

#[cfg(test)]
mod tests {
    use super::is_time_stamp;

    #[test]
    fn time_stamps_are_numbers_and_dates_alone() {
        for stamp in [
            "07:12 EST, 3 May 2031.",
            "10.30pm, Monday, 3 May.",
            "Jan. 3, 2019 at 4:05 p.m. ET",
            "| 12:01",
            "Updated at 16:30 GMT",
            "Posted at 10:02",
            "2h ago",
            "3 mins ago",
            "► 13h17.",
            "10.42 Uhr",
            "Mis à jour le 3 May à 16h45",
            "Hace 2 horas",
        ] {
            assert!(is_time_stamp(stamp), "{stamp}");
        }
        for sentence in [
            "In May 2014 it rained.",
            "May.",
            "Monday at one.",
            "3.2 million people live there.",
            "3 May 2031 was a Saturday.",
            "Two hours ago it rained.",
            "Updated live.",
            "13half17",
        ] {
            assert!(!is_time_stamp(sentence), "{sentence}");
        }
    }
}
