//! Who made a picture: "(AP Photo/Ana Ruiz)", "Photograph: Ana Ruiz/Reuters", "REUTERS/Ana Ruiz".
//!
//! Such a credit stands behind a caption, which looks like any other sentence: so it gives away what is
//! before it, too. Agencies that a report names, or that it ends with, are no credits of pictures.

use std::sync::LazyLock;

use super::after;
use crate::text::dateline::is_agency;
use crate::text::hashed::{Hashed, WordSet};

/// Bytes of the longest credit.
const LONGEST: usize = 100;

/// Words of the longest name in one.
const NAME: usize = 6;

/// Words of a photographer's name, from and to.
const PERSON: std::ops::RangeInclusive<usize> = 2..=3;

/// What a credit begins with, before a sign or a word that leads to a name; ASCII letters match in either case.
const LABELS: [&str; 30] = [
    "photo credit",
    "image credit",
    "picture credit",
    "photographs",
    "photograph",
    "photography",
    "photographie",
    "photos",
    "photo",
    "pictures",
    "picture",
    "images",
    "image",
    "credits",
    "credit",
    "crédits photo",
    "crédit photo",
    "crédits",
    "crédit",
    "fotografía",
    "fotografia",
    "fotos",
    "foto",
    "imagen",
    "imagem",
    "bild",
    "Ảnh minh hoạ",
    "Ảnh minh họa",
    "Ảnh",
    "ảnh",
];

/// Initials of labels.
const INITIALS: [char; 12] = ['B', 'C', 'F', 'I', 'P', 'b', 'c', 'f', 'i', 'p', 'Ả', 'ả'];

/// What stands between a label and a name.
const AFTER_LABEL: [&str; 8] = [":", " :", "...", "…", " by ", "/", " / ", " courtesy of "];

/// What stands before a name without a sign between.
const COURTESY: &str = "courtesy of ";

/// What may stand in brackets by itself.
const ALONE: [&str; 6] = [
    "file photo",
    "file",
    "handout",
    "supplied",
    "photo provided",
    "stock photo",
];

/// Small words in the names of photographers and papers.
const SMALL: [&str; 16] = [
    "and", "by", "da", "de", "del", "der", "di", "du", "for", "la", "of", "the", "van", "via",
    "von", "&",
];

/// What stands before a credit in the sentence of its caption.
const DASHES: [&str; 3] = [" - ", " – ", " — "];

/// The first byte of a long dash.
const LONG_DASH: u8 = 0xE2;

/// Labels that follow a caption in the same sentence, before a colon.
const WITHIN: [&str; 5] = [" Photograph", " Photo", " Picture", " Credit", " Foto"];

/// Words in the names of those who sell pictures and write nothing.
static PICTURES: LazyLock<WordSet> = LazyLock::new(|| {
    "\
    Alamy Corbis EPA Flickr Getty Handout Images Imago Magnum Maxar NASA Pictures Redux Rex Shutterstock Wikimedia \
    Zuma ZUMA iStock imago"
        .split_ascii_whitespace()
        .collect()
});

/// Where a sentence has the credit of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureCredit {
    /// The sentence is one, or ends with one.
    Behind,
    /// So many bytes at its beginning are one, and another sentence follows.
    Before(usize),
}

impl PictureCredit {
    /// The credit in `sentence`.
    pub fn of(sentence: &str) -> Option<PictureCredit> {
        let whole = sentence.strip_suffix('.');
        let whole = whole.filter(|text| !text.ends_with('.'));
        let (whole, stopped) = (whole.unwrap_or(sentence), whole.is_some());
        let behind = match whole.bytes().next_back()? {
            b')' => bracketed(whole, '('),
            b']' => bracketed(whole, '['),
            b'!' | b'?' | b'"' => false,
            _ if is_dashed(whole) => true,
            _ if whole.len() <= LONGEST => is_labelled(whole) || !stopped && is_open(whole),
            _ => !stopped && is_labelled(last_label(whole)),
        };
        match behind {
            true => Some(PictureCredit::Behind),
            false => before(sentence).map(PictureCredit::Before),
        }
    }
}

/// Whether `text`, which ends with a closing bracket, has a credit in it from the last `opener` on.
fn bracketed(text: &str, opener: char) -> bool {
    let tail = tail(text);
    let Some((story, inside)) = tail.rsplit_once(opener) else {
        return false;
    };
    let bare = tail == text && story.trim().is_empty();
    is_credit(inside.trim_end_matches([')', ']']), bare)
}

/// The bytes of the credit in brackets that `sentence` begins with, where more follows.
fn before(sentence: &str) -> Option<usize> {
    let inside = sentence.strip_prefix(['(', '['])?;
    let inside = inside.get(..inside.floor_char_boundary(LONGEST))?;
    let end = inside.find([')', ']'])?;
    let credit = inside.get(..end)?;
    let rest = sentence.get(end + 2..)?;
    let begins = rest.trim_start().starts_with(char::is_uppercase) && rest.starts_with(' ');
    (begins && is_credit(credit, false)).then(|| sentence.len() - rest.len())
}

/// Whether what stands in brackets is a credit; `bare` says that nothing stands before these.
fn is_credit(inside: &str, bare: bool) -> bool {
    is_labelled(inside) || is_alone(inside) || is_shared(inside, bare)
}

/// Whether `text` ends with a dash and a credit: "The mill on Wednesday - Photo: Ana Ruiz".
fn is_dashed(text: &str) -> bool {
    let tail = tail(text);
    let credit = |dash: &&str| {
        let parted = tail.rsplit_once(*dash);
        parted.is_some_and(|(_, credit)| is_labelled(credit))
    };
    memchr::memrchr(b':', tail.as_bytes()).is_some() && DASHES.iter().any(credit)
}

/// The end of a longer sentence without a full stop, from a label in it on.
fn last_label(text: &str) -> &str {
    let tail = tail(text);
    let label = memchr::memrchr(b':', tail.as_bytes()).and_then(|colon| {
        let before = tail.get(..colon)?;
        let label = WITHIN.iter().find(|label| before.ends_with(**label))?;
        tail.get(colon - label.trim_start().len()..)
    });
    label.unwrap_or_default()
}

/// As much of the end of `text` as the longest credit has.
fn tail(text: &str) -> &str {
    let from = text.ceil_char_boundary(text.len().saturating_sub(LONGEST));
    text.get(from..).unwrap_or_default()
}

/// Whether a sentence is names, one of them an agency's: "REUTERS/Ana Ruiz", "© Ana Ruiz / AFP".
fn is_open(text: &str) -> bool {
    is_shared(text.trim_start_matches(['©', ' ']), false)
}

/// "File photo", "AP Photo": what stands in brackets without a name.
fn is_alone(text: &str) -> bool {
    let alone = |words: &&str| text.eq_ignore_ascii_case(words);
    ALONE.iter().any(alone) || text.strip_suffix(" Photo").is_some_and(is_agency)
}

/// "Photograph: Ana Ruiz", "Photo by Ana Ruiz/Getty Images".
fn is_labelled(text: &str) -> bool {
    let label = || LABELS.iter().find_map(|label| after(label, text));
    let sign = |rest| AFTER_LABEL.iter().find_map(|sign| after(sign, rest));
    let begins = text.starts_with(INITIALS);
    let names = || label().and_then(sign).or_else(|| after(COURTESY, text));
    begins && names().is_some_and(|names| names.trim().is_empty() || parts(names).all(is_name))
}

/// Names with a sign between them, such as a photographer's and an agency's. Two agencies are what a report was made
/// of. `bare` says that the agency need not be known.
fn is_shared(text: &str, bare: bool) -> bool {
    if memchr::memchr3(b'/', b'|', LONG_DASH, text.as_bytes()).is_none() {
        return false;
    }
    let (mut count, mut person, mut agency, mut pictures) = (0, false, false, false);
    for part in parts(text) {
        if !is_name(part) {
            return false;
        }
        let word = |list: &WordSet| words(part).any(|word| list.contains(Hashed::of(word)));
        let photo = words(part).any(|word| word.eq_ignore_ascii_case("photo"));
        let sells = photo || word(&PICTURES);
        let writes = words(part).any(is_agency);
        count += 1;
        pictures |= sells;
        agency |= sells || writes;
        person |= !sells && !writes && PERSON.contains(&words(part).count());
    }
    count > 1 && (pictures || person && (agency || bare))
}

/// The parts of a credit between the signs that part names.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(['/', '|', '—', '–']).map(str::trim)
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    let words = name.split_whitespace();
    words.map(|word| word.trim_matches([',', '.']))
}

/// Whether `text` is a few words, each with a capital or small ones of names.
fn is_name(text: &str) -> bool {
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase) || word.starts_with("iStock") || is_agency(word)
    };
    let mut words = text.split_whitespace();
    words.all(|word| capital(word) || SMALL.contains(&word))
        && text.split_whitespace().any(capital)
        && text.split_whitespace().nth(NAME).is_none()
}

#[cfg(test)]
mod tests;
