//! Datelines among the words: from where a story was sent, and who sent it, are no tags.

use super::tokens::{Role, Token};
use crate::document::Document;
use crate::text::terms::FormId;

/// Words of the longest dateline, with what stands before the agency: "West Tarrow (TNA) –".
const DATELINE: usize = 5;

/// Bars the agency that sent the story, unless the title names it, and from where it was sent. What is barred is
/// no tag, what `Document` cuts is lost: so more is held for a dateline here.
pub fn bar(document: &Document, tokens: &mut [Token]) {
    let text = document.text();
    let title = tokens.iter().take_while(|token| token.in_title()).count();
    let opening = tokens.get(title..).unwrap_or_default();
    let opening = opening
        .get(..opening.len().min(DATELINE + 1))
        .unwrap_or_default();
    let agency = opening.iter().position(|token| is_agency(text, token));
    let place = agency.or_else(|| end_of_place(text, opening));
    let agency = match agency.and_then(|at| opening.get(at)) {
        Some(token) => vec![token.form],
        None => agency_of(document).unwrap_or_default(),
    };
    let dateline = tokens.iter_mut().skip(title).take(place.unwrap_or(0));
    dateline.for_each(|token| token.role = Role::Barrier);
    bar_agency(&agency, tokens);
}

/// The words of the agency that a dateline named which was cut off, if all of them stand elsewhere.
fn agency_of(document: &Document) -> Option<Vec<FormId>> {
    let agency = document.agency()?;
    let agency = agency.strip_prefix("The ").unwrap_or(agency);
    let words = agency.split([' ', '-']);
    words.map(|word| document.terms().find(word)).collect()
}

/// Bars the agency of these words wherever it stands, unless the title names it.
fn bar_agency(agency: &[FormId], tokens: &mut [Token]) {
    let is_agency = |words: &[Token]| {
        let forms = words.iter().map(|token| token.form);
        forms.eq(agency.iter().copied()) && words.iter().all(|token| token.shape.is_capitalised())
    };
    let Some(first) = agency.first() else {
        return;
    };
    let places = (0..tokens.len()).filter(|&at| {
        let begins = tokens.get(at).is_some_and(|token| token.form == *first);
        begins && tokens.get(at..at + agency.len()).is_some_and(is_agency)
    });
    let places: Vec<usize> = places.collect();
    let in_title = |&at: &usize| tokens.get(at).is_some_and(Token::in_title);
    if places.iter().any(in_title) {
        return;
    }
    for at in places {
        let words = tokens.iter_mut().skip(at).take(agency.len());
        words.for_each(|token| token.role = Role::Barrier);
    }
}

/// Whether a word stands in parentheses before the story.
fn is_agency(text: &str, token: &Token) -> bool {
    let before = text.get(..token.span.begin()).unwrap_or("");
    let after = text.get(token.span.end()..).unwrap_or("");
    let next = after.strip_prefix(')').map(str::trim_start);
    let next = next.and_then(|after| after.chars().next());
    let story = |c: char| c.is_uppercase() || matches!(c, '-' | '–' | '—' | '"' | '“' | '\'' | '‘');
    token.shape.is_capitalised() && before.ends_with('(') && next.is_some_and(story)
}

/// The words of a place in capitals before a dash: "TARROW HARBOUR — The council".
fn end_of_place(text: &str, opening: &[Token]) -> Option<usize> {
    let first = opening.first()?;
    let dash = |pair: &[Token]| {
        let [a, b] = pair else { return false };
        let gap = text.get(a.span.end()..b.span.begin()).unwrap_or("");
        matches!(gap.trim(), "--" | "–" | "—") && gap.starts_with(' ') && gap.ends_with(' ')
    };
    let at = opening.windows(2).position(dash)?;
    (first.shape.is_all_capitals() && first.span.len() > 1).then_some(at + 1)
}
