//! Who reported a story and from where, in its last lines: "The Courier's Jo Lind reported from Tarrow."

/// Verbs of those who made the article.
const MADE: [&str; 3] = ["contributed", "reported", "wrote"];

/// The words between the names.
const BETWEEN: [&str; 8] = [
    "and",
    "from",
    "in",
    "report",
    "reporting",
    "story",
    "this",
    "with",
];

/// Names before the verb, of the shortest credit.
const NAMES: usize = 2;

/// Words of the longest credit.
const LONGEST: usize = 24;

/// Whether `sentence`, in English, tells who wrote or reported and where, and nothing else: names, such a
/// verb, and a place.
pub(super) fn is_credit(sentence: &str) -> bool {
    let (mut names, mut made, mut places) = (0, false, 0);
    for (at, word) in sentence.split_whitespace().enumerate() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.starts_with(char::is_uppercase) {
            names += 1;
            places += usize::from(made);
        } else if MADE.contains(&word) && names >= NAMES {
            made = true;
        } else if at >= LONGEST || !BETWEEN.contains(&word) {
            return false;
        }
    }
    made && places > 0
}

#[cfg(test)]
mod tests {
    use super::is_credit;

    #[test]
    fn credits_are_names_and_places_and_who_did_what() {
        for credit in [
            "The Courier's Jo Lind reported from Tarrow.",
            "Jo Lind reported from Tarrow, and Ada Brink wrote this story in Norrland.",
            "Journalist Bo Ray contributed from St. Brannoc's Pier.",
            "The Courier's Jo Lind wrote and reported from Tarrow.",
        ] {
            assert!(is_credit(credit), "{credit}");
        }
        for sentence in [
            "Jo Lind reported from Tarrow that the ferries were late.",
            "Clashes were reported from Tarrow.",
            "Lind wrote in Norrland.",
            "Jo Lind wrote two books in Tarrow.",
            "Jo Lind reported the theft.",
        ] {
            assert!(!is_credit(sentence), "{sentence}");
        }
    }
}
