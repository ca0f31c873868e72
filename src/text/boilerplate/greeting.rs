//! How a newsletter or a presenter greets the readers: "Good morning.", "Hi, it's Ana in Tarrow.", "Welcome to
//! Wednesday's briefing."
//!
//! What follows in a longer sentence may be the story, so greetings are short. In quotation marks they are somebody's
//! words.

use std::sync::LazyLock;

/// Words of the longest greeting.
const LONGEST: usize = 14;

/// Words of a greeting that may be followed by any others: "Good morning, Tarrow."
const BARE: usize = 4;

/// What the words of the file are.
struct Phrases {
    /// How sentences greet, by their first byte.
    greetings: Vec<Vec<&'static str>>,
    /// What may follow where more than a few words do.
    then: Vec<&'static str>,
    /// What readers are welcomed to.
    issues: Vec<&'static str>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::parse(include_str!("greetings.txt")));

impl Phrases {
    fn parse(file: &'static str) -> Phrases {
        let mut phrases = Phrases {
            greetings: vec![Vec::new(); 256],
            then: Vec::new(),
            issues: Vec::new(),
        };
        for (what, words) in file.lines().filter_map(|line| line.split_once(' ')) {
            let first = words.bytes().next().map(usize::from);
            let greetings = first.and_then(|first| phrases.greetings.get_mut(first));
            match (what, greetings) {
                ("greeting", Some(greetings)) => greetings.push(words),
                ("then", _) => phrases.then.push(words),
                ("issue", _) => phrases.issues.push(words),
                _ => {}
            }
        }
        phrases
    }

    /// Whether `sentence` begins with a greeting that goes on as one.
    fn greets(&self, sentence: &str) -> bool {
        let first = sentence.bytes().next().map(usize::from);
        let greetings = first.and_then(|first| self.greetings.get(first));
        let goes_on = |rest: &str| {
            let words = rest.trim_start_matches([',', ' ']);
            let bare = words.is_empty() || !rest.starts_with(' ') && !has_words(sentence, BARE);
            bare || self.then.iter().any(|then| after(then, words).is_some())
        };
        let mut greetings = greetings.into_iter().flatten();
        greetings.any(|greeting| after(greeting, sentence).is_some_and(goes_on))
    }

    /// Whether `sentence` welcomes to an issue: "Welcome to Wednesday's briefing".
    fn welcomes(&self, sentence: &str) -> bool {
        let to = sentence.strip_prefix("Welcome to ");
        to.is_some_and(|to| self.issues.iter().any(|issue| to.contains(issue)))
    }
}

/// What stands behind `words` in `text` that begins with them.
fn after<'a>(words: &str, text: &'a str) -> Option<&'a str> {
    let inner = |c: char| c.is_alphanumeric() || c == '-';
    text.strip_prefix(words)
        .filter(|rest| !rest.starts_with(inner))
}

/// Whether `sentence` greets the readers and says nothing more.
pub(super) fn is_greeting(sentence: &str) -> bool {
    (PHRASES.greets(sentence) || PHRASES.welcomes(sentence))
        && !has_words(sentence, LONGEST)
        && !sentence.contains(['"', '“', '”', '»'])
}

/// Whether `sentence` has more than so many words.
fn has_words(sentence: &str, count: usize) -> bool {
    sentence.split_whitespace().nth(count).is_some()
}

#[cfg(test)]
mod tests {
    use super::is_greeting;

    #[test]
    fn greetings_are_short_and_say_nothing() {
        for greeting in [
            "Good morning.",
            "Good morning",
            "Hi, it's Ana in Tarrow.",
            "Hello from Tarrow!",
            "Hello and welcome to the Tarrow briefing.",
            "Good evening and welcome to our live coverage of the fire in Tarrow.",
            "Welcome to Wednesday's briefing.",
            "Welcome back!",
            "Hello again.",
            "Hi there,",
            "Good morning, Tarrow.",
            "Guten Morgen, liebe Leserinnen und Leser,",
            "Доброе утро!",
        ] {
            assert!(is_greeting(greeting), "{greeting}");
        }
    }

    #[test]
    fn stories_that_begin_with_the_words_of_greetings_stay() {
        for sentence in [
            "Good Morning Tarrow has lost half of its viewers.",
            "Good mornings begin with the bridge.",
            "Hello Kitty is fifty years old.",
            "Hey, nature, thanks for telling us that nobody plays with you.",
            "Good morning television has lost half of its viewers.",
            "Hello, although nobody asked for it, is on the sign.",
            "Highways are shut.",
            "Hi-Tech Ferries has closed.",
            "Hej was the last word that he wrote.",
            "Welcome to Tarrow, says the sign at the bridge.",
            "\"Good morning.\"",
            "Good morning,\" said the mayor.",
            "Hello, said the mayor, and told the council of a bridge that nobody had ordered and all would have to pay for.",
        ] {
            assert!(!is_greeting(sentence), "{sentence}");
        }
    }
}
