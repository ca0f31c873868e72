//! When a page was published: "07:12 EST, 3 May 2031."

/// Words of a time stamp, in lower case.
static WORDS: [&str; 52] = [
    "am",
    "pm",
    "a.m",
    "p.m",
    "at",
    "on",
    "est",
    "edt",
    "cst",
    "cdt",
    "mst",
    "mdt",
    "pst",
    "pdt",
    "et",
    "pt",
    "gmt",
    "bst",
    "utc",
    "cet",
    "cest",
    "ist",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
];

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
        number || word.is_empty() || WORDS.iter().any(|other| word.eq_ignore_ascii_case(other))
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
