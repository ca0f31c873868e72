//! Captions that open with a label, as British papers write them: "Relief: Ada Brink was found on Monday."
//!
//! Their text tells of the picture beside it, and is in the way of everybody who reads the sentences by
//! themselves. What speakers say in an interview, "Ada Brink: We were lucky", looks the same, but a
//! speaker comes back and a label does not; a place before the first sentence is a dateline, and "Results:" begins a
//! section of an abstract.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::labelled;
use crate::text::hashed::{Hashed, WordSet};
use crate::text::section_labels::is_section_label;

/// Words of the longest label.
const LONGEST: usize = 6;

/// Words of the shortest caption after its label.
const SHORTEST: usize = 3;

/// Captions are at most one in so many sentences; where there are more, they are the story.
const ONE_IN: usize = 2;

/// Words that no label begins with: what follows them is a sentence with a colon in it.
static NOT_FIRST: LazyLock<WordSet> = LazyLock::new(|| {
    "\
    a an and as because but for he her here here's his how i if it it's its let my nor one or \
    our she so that that's the their then there these they this those until we what what's \
    when who why yet you"
        .split_ascii_whitespace()
        .collect()
});

/// Verbs that announce what is said, and make what is before the colon a clause.
static SPEECH: LazyLock<WordSet> = LazyLock::new(|| {
    "\
    added adds admits admitted agreed agrees announced argued argues asked asks claimed claims \
    commented concluded concludes confirmed confirms continued continues declared declares \
    entitled explained explains insisted insists is joked jokes means noted notes observed \
    observes posted posts quipped read reads recalled recalls remarked replied replies \
    reported responded responds revealed reveals said say saying says screamed shouted stated \
    states stressed suggested suggests tells thinking thinks told tweeted tweets urged urges \
    warned warns was were wondered wonders write wrote"
        .split_ascii_whitespace()
        .collect()
});

/// Which of `sentences`, those of an article in English that are of its story, each with a number, are
/// captions with a label; by their numbers, in order.
pub fn labelled_captions<'a>(sentences: impl Iterator<Item = (usize, &'a str)>) -> Vec<usize> {
    let (mut count, mut first) = (0, None);
    let mut found: Vec<(usize, &str)> = Vec::new();
    for (number, sentence) in sentences {
        count += 1;
        first = first.or(Some(number));
        found.extend(label(sentence).map(|label| (number, label)));
    }
    if found.is_empty() || found.len() * ONE_IN > count {
        return Vec::new();
    }
    let mut uses: HashMap<&str, u32> = HashMap::new();
    for (_, label) in &found {
        *uses.entry(label).or_default() += 1;
    }
    let once = |label: &str| uses.get(label) == Some(&1);
    let captions = found
        .iter()
        .filter(|(number, label)| Some(*number) != first && once(label));
    captions.map(|(number, _)| *number).collect()
}

/// What a sentence is labelled with: a few words that say nothing by themselves, before a colon and a
/// sentence that begins anew.
fn label(sentence: &str) -> Option<&str> {
    let (label, rest) = labelled(sentence)?;
    let label = label.trim_matches(['\'', '‘', '’']);
    let anew = rest.trim_start_matches(['\'', '‘', ' ']);
    let text = label.starts_with(char::is_uppercase)
        && !label
            .contains(|c: char| c.is_numeric() || c.is_ascii_punctuation() && !"'-!".contains(c))
        && anew.starts_with(char::is_uppercase)
        && anew.split_whitespace().nth(SHORTEST - 1).is_some()
        && !sentence.trim_end().ends_with('?');
    (text && is_label(label)).then_some(label)
}

/// Whether so few words say nothing by themselves, and are no name or title.
fn is_label(text: &str) -> bool {
    let among = |word: &str, list: &WordSet| list.contains(Hashed::of(&word.to_ascii_lowercase()));
    let words = || text.split_whitespace();
    let lower = |word: &str| word.starts_with(char::is_lowercase);
    let named = words().count() > 1 && !words().next_back().is_some_and(lower);
    words().nth(LONGEST).is_none()
        && !is_section_label(text)
        && text.contains(char::is_lowercase)
        && !named
        && !words().next().is_some_and(|first| among(first, &NOT_FIRST))
        && !words().any(|word| among(word, &SPEECH))
}

#[cfg(test)]
mod tests {
    use super::{label, labelled_captions};

    #[test]
    fn a_label_is_a_few_words_before_a_sentence() {
        for (sentence, expected) in [
            ("Relief: Ada Brink was found on Monday.", Some("Relief")),
            (
                "'Lucky to be alive': Ada Brink in the boat.",
                Some("Lucky to be alive"),
            ),
            (
                "Under fire: The mayor, who is 61, left early.",
                Some("Under fire"),
            ),
            (
                "Complex: 'The lock has 40 parts,' says its maker.",
                Some("Complex"),
            ),
            (
                "Back in the harbour after two years: The Star Ferry on Monday.",
                None,
            ),
            (
                "At home on the quay: Bo Ray has sold tickets here for forty years.",
                Some("At home on the quay"),
            ),
            ("Star Ferry: The Movie will open in May.", None),
            ("Results: The ferries of both groups sank.", None),
            ("Harbour master Bo Ray: \"It sank within minutes.\"", None),
            ("Ada Brink said: 'The boat was full of water.'", None),
            ("The answer: No boat will leave before May.", None),
            ("The council noted one thing: The boats were old.", None),
            ("She had one wish: a boat of her own.", None),
            ("OSLO: The ferry to the islands has stopped.", None),
            ("April 1993: A storm sank the ferry.", None),
            ("Score: 3-2 after extra time.", None),
            ("Boats: Why are they late again this year?", None),
        ] {
            assert_eq!(label(sentence), expected, "{sentence}");
        }
    }

    fn captions(sentences: &[&str]) -> Vec<usize> {
        labelled_captions(sentences.iter().copied().enumerate())
    }

    #[test]
    fn captions_are_told_from_speakers_and_datelines() {
        let story = [
            "Oslo: The ferry to the islands sank on Monday.",
            "All were saved, said the harbour master.",
            "Relief: Ada Brink is helped ashore by her brother.",
            "The owner will not speak before the inquiry.",
        ];
        assert_eq!(captions(&story), [2]);
        let interview = [
            "Ada Brink was on the ferry.",
            "We met her in the harbour on Tuesday.",
            "Courier: You were on deck that night.",
            "Brink: The water came from everywhere.",
            "Courier: Nobody had told you of the storm.",
            "Brink: They had told the captain, I think.",
        ];
        assert!(captions(&interview).is_empty());
        let list = [
            "Bread: Bake it twice as long.",
            "Butter: Keep it in the cellar.",
            "Milk: Drink it while you can.",
        ];
        assert!(captions(&list).is_empty());
    }
}
