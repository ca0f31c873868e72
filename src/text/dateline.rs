//! Datelines: where and by whom a story was filed, before its first words: "TARROW, Norrland (AP) —".
//!
//! They belong to the page. Without a known agency one is taken for a dateline only where its marks leave
//! little doubt, because what is cut is lost: a place in capitals and a long dash, or capitalised words in brackets
//! at the start that a dash follows, or a capital without a blank, as in pages that were taken apart.

mod place;
mod stopped;
mod unspaced;

use std::sync::LazyLock;

use self::place::{is_city, is_dated, is_place, is_shouted};
use super::hashed::{Hashed, WordSet};

/// Bytes from the start within which a dateline's bracket opens or its dash stands.
const REACH: usize = 80;

/// Bytes of the longest agency.
const AGENCY: usize = 32;

/// Words of the longest agency.
const AGENCY_WORDS: usize = 3;

static AGENCIES: LazyLock<WordSet> =
    LazyLock::new(|| listed(include_str!("dateline/agencies.txt")));

/// The words of a file with one on each line.
fn listed(file: &'static str) -> WordSet {
    file.lines().filter(|line| !line.starts_with('#')).collect()
}

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
        let filed = head
            .split_once('(')
            .and_then(|(place, _)| filed(story, place));
        let dashed = filed.or_else(|| placed(story, head));
        let dashed = dashed.or_else(|| newsroom(story, head));
        let dashed = dashed.or_else(|| before_colon(story, head));
        dashed.or_else(|| unspaced::dateline(story))
    }

    /// The dateline that `text` begins with if there are full stops in it, so that it is a sentence or several:
    /// "Москва. 27 ноября. ИНТЕРФАКС –".
    pub fn of_sentences(text: &'a str) -> Option<Dateline<'a>> {
        stopped::dateline(text)
    }

    /// What `story` has before `text`, its end.
    fn before(text: &str, story: &str, agency: Option<&'a str>) -> Dateline<'a> {
        let length = story.len() - text.len();
        Dateline { length, agency }
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
    let several = agency.split_whitespace().nth(1).is_some();
    let marked = place.trim().is_empty() && is_titled(agency);
    let marked = marked && (after.is_some() || joined && several);
    let apart = after.is_some() || joined || !place.contains(char::is_lowercase) || is_dated(place);
    let filed = is_known(agency) && apart && !is_written_out(place, agency);
    let first = after.filter(|_| place.is_empty());
    let text = first.and_then(after_place).unwrap_or(text);
    let is_dateline = (filed || marked) && is_place(place) && opens(text);
    is_dateline.then(|| Dateline::before(text, story, Some(agency)))
}

/// Long dashes. The first one may stand between words without blanks, the others join words then.
const DASHES: [&str; 3] = ["—", " – ", " -- "];

/// "TARROW, Norrland —", "Beijing –": a place in capitals or a large city, before a dash that stands alone in its
/// sentence.
fn placed<'a>(story: &'a str, head: &str) -> Option<Dateline<'a>> {
    let mut dashes = DASHES.into_iter();
    let (dash, (place, text)) = dashes.find_map(|dash| Some((dash, parted(story, head, dash)?)))?;
    let alone = !text.contains(['—', '–']) && !text.contains("--");
    let apart = dash.starts_with(' ') || place.ends_with(' ');
    let named = is_shouted(place) || apart && is_city(place.trim());
    let is_dateline = named && alone && is_place(place) && opens(text) && is_written_small(text);
    is_dateline.then(|| Dateline::before(text, story, None))
}

/// "TTO - Thị", as papers of Vietnam write: a newsroom without brackets before a hyphen.
fn newsroom<'a>(story: &'a str, head: &str) -> Option<Dateline<'a>> {
    let (agency, text) = parted(story, head, " - ")?;
    let is_dateline = is_agency(agency) && opens(text);
    is_dateline.then(|| Dateline::before(text, story, Some(agency)))
}

/// "NEW DELHI: The", as papers of South Asia write: a large city before a colon.
fn before_colon<'a>(story: &'a str, head: &str) -> Option<Dateline<'a>> {
    let (place, text) = parted(story, head, ": ")?;
    let city = place.split(',').next().unwrap_or_default();
    let is_dateline = is_place(place) && opens(text) && is_written_small(text) && is_city(city);
    is_dateline.then(|| Dateline::before(text, story, None))
}

/// What stands after a place in capitals with a date: "ROMA, 04 MAR - Il sindaco", after the agency.
fn after_place(text: &str) -> Option<&str> {
    let head = text.get(..text.floor_char_boundary(REACH))?;
    let (place, text) = parted(text, head, " - ")?;
    let shouted = !place.contains(char::is_lowercase);
    (shouted && is_dated(place) && is_place(place)).then_some(text)
}

/// What stands in `story` before the `sign` that its `head` has, and behind it.
fn parted<'a>(story: &'a str, head: &str, sign: &str) -> Option<(&'a str, &'a str)> {
    let at = head.find(sign)?;
    let (before, behind) = (story.get(..at)?, story.get(at + sign.len()..)?);
    Some((before, behind.trim_start()))
}

/// Whether one of the first two words has small letters: a heading in capitals has a dash between its halves.
fn is_written_small(text: &str) -> bool {
    let mut words = text.split_whitespace().take(2);
    words.any(|word| word.contains(char::is_lowercase))
}

/// What stands after the dash that `rest` begins with.
fn after_dash(rest: &str) -> Option<&str> {
    let dash = rest.strip_prefix('.').unwrap_or(rest);
    let text = dash.trim_start_matches(['-', '—', '–', '_', ':']);
    (text.len() < dash.len()).then(|| text.trim_start())
}

/// Whether the first or the last word is of an agency's name.
fn is_known(agency: &str) -> bool {
    let mut words = agency.split([' ', '/']);
    let (first, last) = (words.next(), words.next_back());
    let known = first.is_some_and(is_agency) || last.is_some_and(is_agency);
    words.count() + 2 <= AGENCY_WORDS && known
}

/// Whether `word` is in the name of an agency or a newsroom.
pub(super) fn is_agency(word: &str) -> bool {
    AGENCIES.contains(Hashed::of(word))
}

/// Whether the words before the bracket are what the letters in it stand for: "American Airlines (AA)".
fn is_written_out(words: &str, letters: &str) -> bool {
    let words = words.split(|c: char| !c.is_alphanumeric());
    let initials = words.filter_map(|word| word.chars().next());
    let initials: String = initials.filter(|c| c.is_uppercase()).collect();
    initials.ends_with(&letters.to_uppercase())
}

/// Whether all words, three at most, are capitalised and without digits.
fn is_titled(agency: &str) -> bool {
    let titled = |word: &str| word.starts_with(char::is_uppercase);
    let count = agency.split_whitespace().count();
    (1..=AGENCY_WORDS).contains(&count)
        && agency.split_whitespace().all(titled)
        && !agency.contains(|c: char| c.is_ascii_digit())
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
            ("ROME — ", None),
            ("Beijing – ", None),
            ("New Delhi — ", None),
            ("OSLO, Norway, March 3 -- ", None),
            ("TARROW—", None),
            ("TARROW (CNN) ", Some("CNN")),
            ("TARROW HARBOUR, Norrland, April 4 – ", None),
            ("MADRID, 4 mar (EFE).- ", Some("EFE")),
            ("Paris, 4 mars 2025 (AFP) - ", Some("AFP")),
            ("Roma, 4 mar. (askanews) – ", Some("askanews")),
            ("(ANSA) - ROMA, 04 MAR - ", Some("ANSA")),
            ("Berlin (dpa/tmn) - ", Some("dpa/tmn")),
            ("Lisboa, 04 mar 2025 (Lusa) – ", Some("Lusa")),
            ("New Delhi, Mar 4 (PTI) ", Some("PTI")),
            ("NEW DELHI: ", None),
            ("(Dân trí) - ", Some("Dân trí")),
            ("TTO - ", Some("TTO")),
            ("Karachi: ", None),
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
            "NATO, Canada — Both have left.",
            "ROME — Mayor Ada Brink's city — has closed the bridge.",
            "ROME — OPENS BRIDGE",
            "NORSTEEL — St. Brannoc's old rival — has closed.",
            "COVID–19 cases are rising.",
            "COVID-19 – Hospitals are full.",
            "TARROW–SANDVIK trains have stopped.",
            "ЮНЕСКО — Организация Объединённых Наций.",
            "GDP增长率——5.2%",
            "COUNCIL CLOSES BRIDGE — MAYOR RESIGNS",
            "(Re)Building the bridge has begun.",
            "Tarrow's Action Party (PAP) Chair Ada Brink resigned.",
            "Norrland Tehreek-e-Insaf (PTI) Chairman Bo Ray spoke.",
            "Tarrow (PA) Police have closed the bridge.",
            "Deutsche Presse-Agentur (dpa) Redakteure streiken.",
            "TARROW — which has a bridge — is closed.",
            "Tarrow — Mayor Ada Brink has closed the bridge.",
            "Beijing—Shanghai trains have stopped.",
            "London – Ada Brink's city – has closed the bridge.",
            "London – the city of bridges.",
            "(Photo) ada brink.",
            "ANNA KELLER: Good evening and welcome.",
            "BREAKING: The bridge has been closed.",
            "TARROW - The bridge of Norrland.",
            "London: a city of bridges.",
            "LONDON: MAYOR CLOSES BRIDGE",
            "(2019) Norrland had a bridge.",
        ] {
            assert_eq!(Dateline::of(story), None, "{story}");
        }
    }
}
