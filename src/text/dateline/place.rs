//! Places and dates of datelines: "NEW DELHI, March 4", "MADRID, 4 mar".

use std::sync::LazyLock;

use super::listed;
use crate::text::hashed::{Hashed, WordSet};

/// Words of the longest place, with its date.
const PLACE_WORDS: usize = 10;

/// Words of the longest date: "27 ноября 2031 г".
const DATE_WORDS: usize = 4;

/// Letters of the shortest place that a dash alone makes a dateline without its being a known one: "NATO — Canada in
/// particular".
const PLACE_LETTERS: usize = 5;

/// Bytes of the longest city.
const CITY: usize = 24;

/// Small words in the names of places.
const SMALL: [&str; 8] = ["aboard", "al", "and", "de", "la", "of", "on", "the"];

/// What stands behind a year in Russian and Ukrainian.
const YEAR: [&str; 4] = ["г", "года", "р", "року"];

static PLACES: LazyLock<WordSet> = LazyLock::new(|| listed(include_str!("places.txt")));

static CITIES: LazyLock<WordSet> = LazyLock::new(|| listed(include_str!("cities.txt")));

static MONTHS: LazyLock<WordSet> = LazyLock::new(|| listed(include_str!("months.txt")));

/// Whether the words before the bracket or the dash may be a place and a date, or nothing.
pub(super) fn is_place(place: &str) -> bool {
    let of_place = |word: &str| {
        let first = word.chars().next();
        let named = first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        named || SMALL.contains(&word) || is_month(word)
    };
    let mut words = place.split_whitespace();
    words.all(of_place) && place.split_whitespace().nth(PLACE_WORDS).is_none()
}

/// Whether a place is a large city, as it is written in a sentence or in capitals.
pub(super) fn is_city(place: &str) -> bool {
    let shouted =
        || !place.contains(char::is_lowercase) && CITIES.contains(Hashed::of(&titled(place)));
    place.len() <= CITY && (CITIES.contains(Hashed::of(place)) || shouted())
}

/// `name` with capitals at the beginnings of words alone.
fn titled(name: &str) -> String {
    let mut inner = false;
    let cased = |c: char| {
        let small = std::mem::replace(&mut inner, c.is_alphabetic());
        if small { c.to_ascii_lowercase() } else { c }
    };
    name.chars().map(cased).collect()
}

/// Whether a place ends with a day and a month behind a comma, and perhaps a year.
pub(super) fn is_dated(place: &str) -> bool {
    let date = place.split_once(',').map_or("", |(_, date)| date);
    has_day(date) && date.split_whitespace().any(is_month)
}

/// Whether `words` are a day and a month, perhaps with a year, and nothing else.
pub(super) fn is_date(words: &str) -> bool {
    let of_date = |word| is_month(word) || is_of_year(word);
    words.split_whitespace().nth(DATE_WORDS).is_none()
        && has_day(words)
        && words.split_whitespace().any(is_month)
        && words.split_whitespace().all(of_date)
}

/// "2031", "2031 года", "г": what may follow a day.
pub(super) fn is_year(words: &str) -> bool {
    words.split_whitespace().all(is_of_year)
}

fn is_of_year(word: &str) -> bool {
    is_number(word) || YEAR.contains(&word)
}

fn has_day(date: &str) -> bool {
    date.split_whitespace().any(is_number)
}

fn is_number(word: &str) -> bool {
    let digits = word.trim_matches([',', '.']);
    digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_month(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',']);
    MONTHS.contains(Hashed::of(word)) || MONTHS.contains(Hashed::of(&word.to_lowercase()))
}

/// Whether the name of a place is in Latin capitals: where Cyrillic is written, a dash after a name stands for
/// "is".
pub(super) fn is_shouted(place: &str) -> bool {
    let name = place.split(',').next().unwrap_or_default();
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    let other = |c: char| c.is_lowercase() || c.is_numeric() || c > LATIN;
    let known = || PLACES.contains(Hashed::of(name.trim()));
    !name.contains(other) && (capitals >= PLACE_LETTERS || known())
}

/// The last letter of the Latin scripts of Europe.
const LATIN: char = '\u{24F}';
