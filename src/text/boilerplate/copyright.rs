//! Whose a page is: "Copyright 2024 The Courier."

use super::after;

/// Words of the longest such line.
const LONGEST: usize = 12;

/// Digits of a year.
const YEAR: usize = 4;

/// Whether `sentence` says whose the page is, and since when.
pub(super) fn is_copyright(sentence: &str) -> bool {
    after("copyright", sentence).is_some_and(|rest| {
        let year = rest.trim_start_matches([' ', ':', '(', 'c', 'C', ')', '©']);
        let digits = year.bytes().take_while(u8::is_ascii_digit).count();
        digits == YEAR && sentence.split_whitespace().nth(LONGEST).is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::is_copyright;

    #[test]
    fn a_year_follows_at_once() {
        for line in [
            "Copyright 2024 The Courier.",
            "COPYRIGHT (c) 2019-2024 Tarrow Press",
            "Copyright: 2024",
            "Copyright © 2024 The Courier.",
            "Copyright (C) 2024 The Courier. All rights reserved.",
        ] {
            assert!(is_copyright(line), "{line}");
        }
        for sentence in [
            "Copyright law is older than the press.",
            "Copyright in the song ends in 2024.",
            "Copyright 20 years ago was another thing.",
            "Copyright 1984 was the name of a band from Tarrow that nobody in the whole of the north had ever heard of.",
            "Copy",
        ] {
            assert!(!is_copyright(sentence), "{sentence}");
        }
    }
}
