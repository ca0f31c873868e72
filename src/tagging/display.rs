//! Display: the written form of a tag that a person would choose.

use std::borrow::Cow;

use super::candidates::Occurrence;
use super::tokens::Token;
use crate::document::Document;
use crate::text::invisible::is_droppable;
use crate::text::part_of_speech::PartOfSpeech;
use crate::text::span::Span;

/// The text of an occurrence in title or text, in which runs of white space are one blank.
fn written<'d>(
    document: &Document<'d>,
    tokens: &[Token],
    occurrence: Occurrence,
) -> Option<Written<'d>> {
    let words = tokens.get(occurrence.first as usize..=occurrence.last as usize)?;
    let (first, last) = (words.first()?, words.last()?);
    let source = first.source(document);
    let text = first.span.to(last.span).of(source);
    Some(Written {
        text: as_shown(text),
        shouted: words.iter().all(|word| word.shape.is_all_capitals())
            && !words.iter().any(|word| word.telling),
        noun: last.is_noun(),
        telling: !first.in_title()
            && (first.telling || !first.shape.is_capitalised() || begins_with_name(words)),
    })
}

/// `text`, which neither begins nor ends with white space, with one blank for each run of it and without what shows
/// nothing, such as soft hyphens.
fn as_shown(text: &str) -> Cow<'_, str> {
    let plain = |c: char| c == ' ' || !c.is_whitespace() && !is_droppable(c);
    if text.chars().all(plain) && !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown.extend(word.chars().filter(|&c| !is_droppable(c)));
    }
    Cow::Owned(shown)
}

/// Whether the first word of a phrase has its capital as a name or as part of one: "Alabama
/// officials", "New Testament". The words are not all in capitals.
fn begins_with_name(words: &[Token]) -> bool {
    let name = |word: &Token| word.part == Some(PartOfSpeech::Name);
    let capitalised = |word: &Token| word.shape.is_capitalised() && !word.shape.is_all_capitals();
    words.first().is_some_and(name) || words.get(1).is_some_and(capitalised)
}

/// Not shouted, a noun, telling, and how often: what makes one form better than another.
type Worth = (bool, bool, bool, usize);

/// An occurrence as it is written.
pub struct Written<'d> {
    text: Cow<'d, str>,
    /// In capitals because everything around it is.
    shouted: bool,
    /// Its last word is a noun there.
    noun: bool,
    /// Its capitals, or their absence, are its own.
    telling: bool,
}

/// The form to show, of all occurrences of a tag: of those that are nouns and whose capitals are
/// telling the most frequent; the first of equals. A phrase that is no name and is only found with
/// the capital of a sentence's first word loses it. `forms` is room to compare them in.
pub fn form<'d>(
    document: &Document<'d>,
    tokens: &[Token],
    occurrences: &[Occurrence],
    name: bool,
    forms: &mut Vec<Written<'d>>,
) -> String {
    forms.clear();
    let read = occurrences
        .iter()
        .take(MOST_READ)
        .filter_map(|&occurrence| written(document, tokens, occurrence));
    forms.extend(read);
    let mut best: Option<(&Written, Worth)> = None;
    for form in forms.iter() {
        let same = forms.iter().filter(|other| other.text == form.text);
        let worth = (!form.shouted, form.noun, form.telling, same.count());
        if best.is_none_or(|(_, known)| worth > known) {
            best = Some((form, worth));
        }
    }
    match best {
        Some((form, _)) if !name && !form.telling => with_small_initial(&form.text),
        Some((form, _)) => form.text.clone().into_owned(),
        None => String::new(),
    }
}

/// Occurrences that are compared; the first ones.
const MOST_READ: usize = 32;

/// `text` with a small first letter, unless more of its first word is in capitals.
fn with_small_initial(text: &str) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else {
        return String::new();
    };
    if chars.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(chars).collect()
}

/// Where the text has an occurrence; nothing for one in the title.
pub fn mention(tokens: &[Token], occurrence: Occurrence) -> Option<(Span, u32)> {
    let first = tokens.get(occurrence.first as usize)?;
    let last = tokens.get(occurrence.last as usize)?;
    (!first.in_title()).then(|| (first.span.to(last.span), first.sentence))
}
