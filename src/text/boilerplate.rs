//! Lines that a page carries beside its story: bylines, credits, time stamps, captions, headings,
//! line-ups, greetings, invitations to click.
//!
//! Judged line by line and with care, because a sentence taken for boilerplate is lost to the
//! summary; the cues are in `boilerplate/cues.txt`. Captions with a label are told from what speakers
//! say only by looking at all sentences ([`captions`]), others by the credit behind them
//! ([`picture_credit`]), and times before entries of a live blog by looking at all lines ([`entry_time`]). Headings may
//! stand before a sentence with no blank between ([`dashed_heading`]).

pub mod captions;
pub mod dashed_heading;
pub mod entry_time;
pub mod picture_credit;

mod copyright;
mod credit;
mod cues;
mod greeting;
mod line_up;
mod time_stamp;

use self::copyright::is_copyright;
use self::credit::is_credit;
use self::dashed_heading::is_dashed_heading;
use self::greeting::is_greeting;
use self::line_up::is_line_up;
use self::time_stamp::is_time_stamp;
use crate::text::language::Language;

/// Words of the longest heading, byline or caption without a full stop.
const SHORT: usize = 8;

/// What a heading that is a quotation begins with, and what it ends with.
const QUOTES: [(char, char); 8] = [
    ('"', '"'),
    ('\'', '\''),
    ('“', '”'),
    ('‘', '’'),
    ('«', '»'),
    ('„', '“'),
    ('„', '"'),
    ('»', '«'),
];

/// Words of the longest heading that was given a full stop when its page was taken apart.
const STOPPED: usize = 16;

/// Words of the longest sentence in which a cue counts: in a longer one, the story goes on after it.
const CUED: usize = 40;

/// Bytes of a line in which its bars are looked for.
const ROW: usize = 256;

/// Whether `sentence`, of a text in `language`, belongs to the page rather than to the story.
pub fn is_boilerplate(sentence: &str, language: Language) -> bool {
    let inner = sentence.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@' && c != '©');
    !sentence.chars().any(char::is_alphabetic)
        || inner.starts_with('@')
        || cues::found_in(inner) && inner.split_whitespace().nth(CUED).is_none()
        || is_byline(inner)
        || is_time_stamp(inner)
        || is_greeting(sentence)
        || is_line_up(inner)
        || language == Language::english() && (is_link(sentence) || is_credit(inner))
        || is_caption(inner)
        || is_heading(sentence)
        || is_quoted_heading(sentence)
        || is_stopped_heading(sentence)
        || is_dashed_heading(sentence)
        || is_copyright(inner)
        || is_foul(inner)
        || is_row(sentence)
}

/// "By Jane Doe", "By JANE DOE and John Roe for The Post": names and no more, perhaps a full stop.
fn is_byline(sentence: &str) -> bool {
    let mut words = sentence.split_whitespace();
    let by = words
        .next()
        .is_some_and(|word| word.eq_ignore_ascii_case("by"));
    let mut count = 0;
    by && words.all(|word| {
        count += 1;
        let name = word
            .chars()
            .next()
            .is_some_and(|c| !c.is_alphanumeric() || c.is_uppercase());
        count <= SHORT && (name || matches!(word, "and" | "for" | "of" | "in" | "the"))
    })
}

/// "Watch how the bridge fell »": an arrow at the end, in a language that ends no quotation with one.
fn is_link(sentence: &str) -> bool {
    let end = sentence.trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    [" »", " ›", " →"].iter().any(|arrow| end.ends_with(arrow))
        && !end.contains('«')
        && end.split_whitespace().nth(CUED).is_none()
}

/// "Home | News | Sport", "| Size | Time |": a row of links or of a table. One that ends like a sentence
/// may be headings and the sentence after them.
fn is_row(sentence: &str) -> bool {
    if sentence.ends_with(['.', '!', '?', '…']) {
        return false;
    }
    let bytes = sentence.as_bytes();
    let bytes = bytes.get(..ROW).unwrap_or(bytes);
    let apart = |at: usize| bytes.get(at).is_none_or(|byte| *byte == b' ');
    let bars = memchr::memchr_iter(b'|', bytes);
    let mut bars = bars.filter(|at| apart(at.wrapping_sub(1)) && apart(at + 1));
    bars.nth(1).is_some()
}

/// "Tragic: Jane Doe, pictured left with her son": a label, and words that point into a picture.
fn is_caption(sentence: &str) -> bool {
    let Some((label, rest)) = labelled(sentence) else {
        return false;
    };
    let label = label.split_whitespace().count() <= 4 && !label.contains(['"', '“', '.']);
    let points = [
        "pictured",
        "(left)",
        "(right)",
        "(above)",
        "(below)",
        ", left,",
        ", right,",
        "file photo",
        "file picture",
    ];
    label && points.iter().any(|cue| rest.contains(cue))
}

/// What stands before the first colon with a blank after it, and what stands after them.
fn labelled(sentence: &str) -> Option<(&str, &str)> {
    let bytes = sentence.as_bytes();
    let mut colons = memchr::memchr_iter(b':', bytes);
    let colon = colons.find(|at| bytes.get(at + 1) == Some(&b' '))?;
    Some((sentence.get(..colon)?, sentence.get(colon + 2..)?))
}

/// A few words without a full stop. Scripts without blanks are not judged: their words are not
/// counted here.
fn is_heading(sentence: &str) -> bool {
    let open = sentence
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphanumeric() || c == ':');
    let spaced = || {
        sentence
            .chars()
            .all(|c| (c as u32) < 0x0E00 || (0x1E00..0x3000).contains(&(c as u32)))
    };
    open && sentence.split_whitespace().nth(SHORT).is_none() && spaced()
}

/// "Foul by Jo Lind (Sandvik).": what the live text of a match tells of a player, whose team stands behind the name.
fn is_foul(sentence: &str) -> bool {
    let ends = sentence.trim_end_matches(['.', ' ']).ends_with(')');
    let mut events = ["foul by ", "conceded by ", "corner, "].into_iter();
    ends && events.any(|event| after(event, sentence).is_some())
}

/// What follows `words`, with which `text` begins; ASCII letters match in either case.
fn after<'a>(words: &str, text: &'a str) -> Option<&'a str> {
    let begins = text.get(..words.len())?.eq_ignore_ascii_case(words);
    begins.then(|| text.get(words.len()..))?
}

/// "'We had warned the council'": a quotation without a full stop and nothing else, as headings between paragraphs are.
fn is_quoted_heading(sentence: &str) -> bool {
    let mut rest = sentence.chars();
    let first = rest.next();
    let mut quotes = QUOTES.iter().filter(|&&(open, _)| first == Some(open));
    quotes.any(|&(_, close)| {
        let rest = rest.as_str();
        let inner = rest.trim_end_matches(|c: char| c == close || c.is_whitespace());
        let apostrophe = matches!(close, '\'' | '’');
        inner.len() < rest.len() && (apostrophe || !inner.contains(close)) && is_heading(inner)
    })
}

/// "Council votes on the bridge .": a heading or the title of another article, which had no full stop on
/// its page; who took the page apart set one, with a blank before it that no writer sets.
fn is_stopped_heading(sentence: &str) -> bool {
    let words = sentence
        .strip_suffix('.')
        .filter(|text| text.ends_with(' '));
    words.is_some_and(|text| text.split_whitespace().nth(STOPPED).is_none())
}

#[cfg(test)]
mod tests {
    use super::is_boilerplate;
    use crate::text::language::Language;

    fn is_of_the_page(sentence: &str) -> bool {
        is_boilerplate(sentence, Language::english())
    }

    #[test]
    fn lines_of_the_page_are_boilerplate() {
        for line in [
            "PUBLISHED: 11:31 EST, 4 May 2013",
            "Scroll down for video",
            "By Ines Okafor and Tom Aldridge",
            "By . Daily Mail Reporter .",
            "READ MORE: Why the ferries were late",
            "Click here to see how the vote went.",
            "(Photo: City archive)",
            "Tragic: Ada Brink, pictured left with her brother, was on the boat.",
            "The Courier's Jo Lind contributed to this report.",
            "* * *",
            "Watch how the bridge fell » .",
            "Home | News | Sport",
            "| Size | Time |",
            "Anna Keller | Finance | +49 30 1234567",
            "07:12 EST, 3 May 2031.",
            "Ada Brink (left) and her brother in front of the court.",
            "An undated photo of the bridge.",
            "@harbourwatch",
            "(Reporting by Jo Lind; Editing by Bo Ray)",
            "(Adds comment from union, shares)",
            "Our Standards: The Principles of The Courier.",
            "Correction: An earlier version of this article misstated the age of the mayor.",
            "Referee: M Osei.",
            "© 2024 The Courier. All rights reserved.",
            "Copyright 2024 The Courier.",
            "Ada Brink (Tarrow United) wins a free kick under the clock tower.",
            "Foul by Jo Lind (Sandvik).",
            "Sorry, we are not accepting comments on this article.",
            "Find all the latest of the port on our dedicated page.",
            "- Cracks in two piers -",
            "\"We had warned the council of the cracks\"",
            "'It wasn't safe'",
            "« Personne ne passe »",
            "»Wir haben gewarnt«",
            "\"On ne passe plus\"\n\n\"",
            "What happens next",
            "Council votes on the bridge for the third time in as many years .",
            "Lire aussi : le port rouvre ses portes.",
            "Читайте также: порт открыт.",
        ] {
            assert!(is_of_the_page(line), "{line:?} is a line of the page");
        }
    }

    #[test]
    fn sentences_of_the_story_are_not() {
        for sentence in [
            "By the time the crew arrived, the fire was out.",
            "By Monday, Ada Brink and Jo Lind had left the town.",
            "Subscribers were told on Friday.",
            "Reporting bylaws to the council is a duty of the mayor.",
            "Correction is what the council of Tarrow wants.",
            "The paper said that readers could subscribe for half the price.",
            "Photographs of the bridge were shown in court.",
            "The mayor had one answer: no.",
            "He was pictured leaving the court on Friday.",
            "\"Read the contract,\" she said.",
            "\"We had warned them.\"",
            "Foul by Lind gave Tarrow the free kick from which they scored.",
            "\"Why now\" was a question and \"Why not\"",
            "'Tis late, and the mayor of Tarrow knows it as well as we",
            "\"We had warned the council of all the cracks in both of the piers, and so had the harbour master\"",
            "The company published its figures on Tuesday, an hour after markets closed.",
            "3.2 million people live there.",
            "A ferry with forty people on board has run aground off Sandvik, and all of them are safe on shore .",
            "Why?",
            "Bridge closed | Ferries late | The council of Tarrow has closed the old bridge.",
        ] {
            assert!(
                !is_of_the_page(sentence),
                "{sentence:?} belongs to the story"
            );
        }
    }

    #[test]
    fn quotations_in_angle_quotes_are_no_links() {
        let french = Language::of_code("fr").expect("it is known");
        for (sentence, language, expected) in [
            ("Kelly shares her secrets »", Language::english(), true),
            (
                "Plus personne ne passe le pont de bois depuis hier »",
                french,
                false,
            ),
        ] {
            assert_eq!(is_boilerplate(sentence, language), expected, "{sentence}");
        }
    }
}
