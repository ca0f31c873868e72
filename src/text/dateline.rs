//! Datelines: where and by whom a story was filed, before its first words: "TARROW, Norrland (AP) —".
//!
//! They belong to the page. Without a known agency one is taken for a dateline only where its marks leave
//! little doubt, because what is cut is lost: a place in capitals and a long dash, or brackets that a capital
//! follows without a blank, as pages have them that were taken apart.

use std::sync::LazyLock;

use super::hashed::{Hashed, WordSet};

/// Bytes from the start within which a dateline's bracket opens or its dash stands.
const REACH: usize = 80;

/// Bytes of the longest agency.
const AGENCY: usize = 32;

/// Words of the longest agency.
const AGENCY_WORDS: usize = 3;

/// Words of the longest place, with its date.
const PLACE_WORDS: usize = 10;

/// Letters of the shortest place that a dash alone makes a dateline: "NATO — Canada in particular".
const PLACE_LETTERS: usize = 5;

/// Small words in the names of places.
const SMALL: [&str; 8] = ["aboard", "al", "and", "de", "la", "of", "on", "the"];

static AGENCIES: LazyLock<WordSet> = LazyLock::new(|| {
    let lines = include_str!("dateline/agencies.txt").lines();
    lines.filter(|line| !line.starts_with('#')).collect()
});

/// What stands before a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dateline<'a> {
    /// Its bytes, with the blanks behind it.
    pub length: usize,
    /// Who filed the story, if that is told.
    pub agency: Option<&'a str>,
}

impl<'a> Dateline<'a> {
    /// The dateline that `story`, a text or its first sentence, begins with.
    pub fn of(story: &'a str) -> Option<Dateline<'a>> {
        let head = story.get(..story.floor_char_boundary(REACH))?;
        match head.split_once('(') {
            Some((place, _)) => filed(story, place),
            None => placed(story, head),
        }
    }
}

/// "TARROW, Norrland (AP) —", "(Courier)Mayor Brink": `place` stands before the bracket.
fn filed<'a>(story: &'a str, place: &str) -> Option<Dateline<'a>> {
    let inside = story.get(place.len() + 1..)?;
    let end = inside.find(')').filter(|&end| end <= AGENCY)?;
    let (agency, rest) = (inside.get(..end)?.trim(), inside.get(end + 1..)?);
    let after = after_dash(rest.trim_start());
    let text = after.unwrap_or(rest.trim_start());
    let joined = rest.starts_with(char::is_uppercase);
    let marked = place.trim().is_empty() && (after.is_some() || joined) && is_titled(agency);
    let filed = is_known(agency) && !is_written_out(place, agency) || marked;
    let is_dateline = filed && is_place(place) && opens(text);
    is_dateline.then(|| Dateline {
        length: story.len() - text.len(),
        agency: Some(agency),
    })
}

/// "TARROW, Norrland —": a place in capitals before a dash that stands alone in its sentence.
fn placed<'a>(story: &'a str, head: &str) -> Option<Dateline<'a>> {
    let dash = ["—", "–", "--"]
        .into_iter()
        .find(|dash| head.contains(dash))?;
    let (place, _) = head.split_once(dash)?;
    let text = story.get(place.len()..).and_then(after_dash)?;
    let name = place.split(',').next()?;
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let shouted = letters >= PLACE_LETTERS && !name.contains(char::is_lowercase);
    let alone = !text.split(['.', '\n']).next()?.contains(dash);
    (shouted && alone && is_place(place) && opens(text)).then(|| Dateline {
        length: story.len() - text.len(),
        agency: None,
    })
}

/// What stands after the dash that `rest` begins with.
fn after_dash(rest: &str) -> Option<&str> {
    let text = rest.trim_start_matches(['-', '—', '–', '_', ':']);
    (text.len() < rest.len()).then(|| text.trim_start())
}

/// Whether the first or the last word is of an agency's name.
fn is_known(agency: &str) -> bool {
    let is_word = |word: &str| AGENCIES.contains(Hashed::of(word));
    let mut words = agency.split_whitespace();
    let (first, last) = (words.next(), words.next_back());
    words.count() + 2 <= AGENCY_WORDS && (first.is_some_and(is_word) || last.is_some_and(is_word))
}

/// Whether the words before the bracket are what the letters in it stand for: "American Airlines (AA)".
fn is_written_out(words: &str, letters: &str) -> bool {
    let words = words.split(|c: char| !c.is_alphanumeric());
    let initials: String = words.filter_map(|word| word.chars().next()).collect();
    initials.ends_with(letters)
}

/// Whether all words, three at most, are capitalised and without digits.
fn is_titled(agency: &str) -> bool {
    let titled = |word: &str| word.starts_with(char::is_uppercase);
    let count = agency.split_whitespace().count();
    (1..=AGENCY_WORDS).contains(&count)
        && agency.split_whitespace().all(titled)
        && !agency.contains(|c: char| c.is_ascii_digit())
}

/// Whether the words before the bracket or the dash may be a place and a date, or nothing.
fn is_place(place: &str) -> bool {
    let of_place = |word: &str| {
        let first = word.chars().next();
        first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()) || SMALL.contains(&word)
    };
    let mut words = place.split_whitespace();
    words.all(of_place) && place.split_whitespace().nth(PLACE_WORDS).is_none()
}

/// Whether `text` begins as a sentence does.
fn opens(text: &str) -> bool {
    let quote = |c: char| matches!(c, '"' | '“' | '\'' | '‘' | '«');
    text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || quote(c))
}

#[cfg(test)]
mod tests {
    use super::Dateline;

    #[test]
    fn datelines_are_told_from_how_stories_begin() {
        for (dateline, agency) in [
            ("(CNN)", Some("CNN")),
            ("(CNN) -- ", Some("CNN")),
            ("(Tarrow Courier) - ", Some("Tarrow Courier")),
            ("(Tarrow Courier)", Some("Tarrow Courier")),
            ("TARROW, Norrland (AP) — ", Some("AP")),
            ("Port of Tarrow (dpa) - ", Some("dpa")),
            (
                "TARROW, March 3 (Canadian Press) _ ",
                Some("Canadian Press"),
            ),
            ("TARROW — ", None),
            ("TARROW HARBOUR, Norrland, April 4 – ", None),
        ] {
            let story = format!("{dateline}Mayor Ada Brink has closed the bridge.");
            let expected = Dateline {
                length: dateline.len(),
                agency,
            };
            assert_eq!(Dateline::of(&story), Some(expected), "{story}");
        }
    }

    #[test]
    fn stories_that_begin_with_their_subject_have_none() {
        for story in [
            "",
            "(CNN)",
            "TARROW —",
            "Ada Brink (Labour) said that the bridge is closed.",
            "Arctic Airlines (AA) Flight 11 has landed.",
            "Agence France-Presse (AFP) Photographers have gone on strike.",
            "Ada Brink (AP) said that the bridge is closed.",
            "Tarrow Steel (TSC) - Norrland's largest company - has closed.",
            "The bridge (and the ferry) — both closed — Are old.",
            "NORSTEEL — Mayor Ada Brink's old company — has closed.",
            "NATO — Canada has left it.",
            "TARROW — which has a bridge — is closed.",
            "Tarrow — Mayor Ada Brink has closed the bridge.",
            "(Photo) ada brink.",
            "(2019) Norrland had a bridge.",
        ] {
            assert_eq!(Dateline::of(story), None, "{story}");
        }
    }
}
