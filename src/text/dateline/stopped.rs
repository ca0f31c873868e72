//! Datelines with full stops in them, as agencies of Russia and Ukraine write: "МОСКВА, 27 ноя — РИА Новости.",
//! "Москва. 27 ноября. ИНТЕРФАКС –". Each is a sentence or several for who looks for full stops.
//!
//! A place and a day, in either order, and an agency: in capitals, between strokes or a known one. Agencies that write
//! in Latin letters put no full stop into theirs.

use super::place::{is_date, is_place, is_year};
use super::{Dateline, is_agency, opens};

/// Bytes of the longest one.
const LONGEST: usize = 160;

/// Signs between the parts of a dateline.
const SIGNS: [char; 6] = [',', '.', '/', '—', '–', '-'];

/// Words of the longest place, agency and reporter.
const WORDS: usize = 4;

/// The dateline that `text` begins with.
pub(super) fn dateline(text: &str) -> Option<Dateline<'_>> {
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let head = text.get(..text.floor_char_boundary(LONGEST))?;
    let mut parts = Parts { rest: head };
    let (first, second) = (parts.next()?, parts.next()?);
    let placed = is_name(first.words) && is_date(second.words)
        || is_name(second.words) && is_date(first.words);
    let agency = parts.find(|part| !is_year(part.words)).filter(|_| placed)?;
    let agency = match agency.words {
        "Корр" | "Кор" => parts.next()?,
        _ => agency,
    };
    let is_agency = is_name(agency.words) && (agency.is_struck || has_agency(agency.words));
    let rest = after_reporter(parts).filter(|_| is_agency)?;
    let story = text.get(head.len() - rest.len()..)?;
    opens(story).then(|| Dateline::before(story, text, Some(agency.words)))
}

/// What stands between two signs.
#[derive(Clone, Copy)]
struct Part<'a> {
    words: &'a str,
    /// Whether a stroke ends it.
    is_struck: bool,
}

/// The parts of a dateline, each with signs behind it.
struct Parts<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        let end = ends(self.rest).next()?;
        let (words, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest.trim_start_matches(|c: char| SIGNS.contains(&c) || c.is_whitespace());
        let is_struck = rest.starts_with('/');
        (!words.is_empty()).then_some(Part { words, is_struck })
    }
}

/// Where signs end words: a hyphen inside a word does not.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    let signs = text.char_indices().filter(|(_, c)| SIGNS.contains(c));
    signs.filter_map(|(at, sign)| {
        let before = text.get(..at)?;
        let apart = sign != '-' || before.ends_with(' ');
        apart.then_some(before.trim_end().len())
    })
}

/// What stands behind the name of a reporter, where one follows the agency: "РИА Новости, Иван Петров."
fn after_reporter(mut parts: Parts<'_>) -> Option<&str> {
    let rest = parts.rest;
    let reporter = parts.next().filter(|part| is_name(part.words));
    let two = reporter.is_some_and(|part| part.words.split_whitespace().count() == 2);
    Some(if two { parts.rest } else { rest })
}

/// Whether all words have a capital, and they are few.
fn is_name(words: &str) -> bool {
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    words.split_whitespace().all(capital)
        && words.split_whitespace().nth(WORDS).is_none()
        && is_place(words)
}

/// Whether a word is in capitals or a known agency.
fn has_agency(words: &str) -> bool {
    let capitals = |word: &str| word.chars().nth(1).is_some() && !word.contains(char::is_lowercase);
    words
        .split_whitespace()
        .any(|word| capitals(word) || is_agency(word))
}

#[cfg(test)]
mod tests {
    use super::dateline;

    #[test]
    fn datelines_have_a_place_a_day_and_an_agency() {
        for (line, agency) in [
            ("МОСКВА, 27 ноя — РИА Новости. ", "РИА Новости"),
            ("МОСКВА, 27 ноя - РИА Новости, Иван Петров. ", "РИА Новости"),
            ("Москва. 27 ноября. ИНТЕРФАКС – ", "ИНТЕРФАКС"),
            ("Москва. 27 ноября 2031 г. ИНТЕРФАКС - ", "ИНТЕРФАКС"),
            ("МОСКВА, 27 ноября. /ТАСС/. ", "ТАСС"),
            ("САНКТ-ПЕТЕРБУРГ, 27 ноября. /ТАСС/. ", "ТАСС"),
            ("27 ноября, Минск /Корр. БЕЛТА/. ", "БЕЛТА"),
            ("КИЇВ, 27 листопада. /Укрінформ/. ", "Укрінформ"),
        ] {
            let text = format!("{line}Мост закрыт.");
            let found = dateline(&text).map(|it| (it.length, it.agency));
            assert_eq!(found, Some((line.len(), Some(agency))), "{text}");
        }
    }

    #[test]
    fn stories_that_begin_with_a_place_and_a_day_have_none() {
        for text in [
            "",
            "Москва. 27 ноября. Мост закрыт.",
            "Москва, 27 ноября. Зима. Мост закрыт.",
            "МОСКВА, 27 ноября — ТАСС",
            "27 ноября в Москве закрыли мост.",
            "Москва, 27 лет. ТАСС. Мост закрыт.",
            "МОСКВА, РИА Новости. Мост закрыт.",
            "Moscow, May 4. It rained in Tarrow.",
            "Paris, 4 mai. Il pleut. ONU et Europe.",
        ] {
            assert_eq!(dateline(text), None, "{text}");
        }
    }
}
