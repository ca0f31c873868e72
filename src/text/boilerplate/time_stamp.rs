//! When a page was published: "07:12 EST, 3 May 2031."

use std::sync::LazyLock;

/// Words of a time stamp, in lower case, by their first letter: most sentences begin with none, and few words
/// are worth a look.
static WORDS: LazyLock<[Vec<&str>; 26]> = LazyLock::new(|| {
    let words = "\
    am pm a.m p.m at on est edt cst cdt mst mdt pst pdt et pt gmt bst utc cet cest ist monday tuesday \
    wednesday thursday friday saturday sunday january february march april may june july august september \
    october november december jan feb mar apr jun jul aug sep oct nov dec";
    let mut by_letter = [const { Vec::new() }; 26];
    for word in words.split_ascii_whitespace() {
        if let Some(words) = letter(word).and_then(|letter| by_letter.get_mut(letter)) {
            words.push(word);
        }
    }
    by_letter
});

/// The place in the alphabet of a word's first letter.
fn letter(word: &str) -> Option<usize> {
    let first = word.bytes().next()?.to_ascii_lowercase();
    Some(usize::from(first.checked_sub(b'a')?))
}

fn is_of_time(word: &str) -> bool {
    let words = letter(word).and_then(|letter| WORDS.get(letter));
    let mut words = words.into_iter().flatten();
    words.any(|other| word.eq_ignore_ascii_case(other))
}

/// Words of the longest time stamp.
const LONGEST: usize = 12;

/// Whether `sentence` has a number and nothing but numbers and words of time stamps.
pub(super) fn is_time_stamp(sentence: &str) -> bool {
    let mut numbers = 0;
    let mut of_time = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let number = word.starts_with(|c: char| c.is_ascii_digit())
            && word
                .trim_end_matches(char::is_alphabetic)
                .bytes()
                .all(|byte| !byte.is_ascii_alphabetic());
        numbers += u32::from(number);
        number || word.is_empty() || is_of_time(word)
    };
    let mut words = sentence.split_whitespace().enumerate();
    words.all(|(at, word)| at < LONGEST && of_time(word)) && numbers > 0
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
        ] {
            assert!(is_time_stamp(stamp), "{stamp}");
        }
        for sentence in [
            "In May 2014 it rained.",
            "May.",
            "Monday at one.",
            "3.2 million people live there.",
            "3 May 2031 was a Saturday.",
        ] {
            assert!(!is_time_stamp(sentence), "{sentence}");
        }
    }
}
