//! What somebody is, behind a name: "Mina Park, *a city clerk*, opened". That tells a person, whatever the name is
//! made of.

use std::sync::LazyLock;

use super::tokens::{Joint, Role, Token};
use crate::document::Document;
use crate::text::hashed::WordSet;
use crate::text::language::Language;
use crate::text::part_of_speech::PartOfSpeech;
use crate::text::sections;

static PEOPLE: LazyLock<WordSet> = LazyLock::new(|| {
    let words = sections::words_of(include_str!("people/en.txt"));
    words.map(|(_, word)| word).collect()
});

/// Words of the longest description behind its article.
const LONGEST: usize = 7;

/// Marks the last words of names that a description of a person follows.
pub fn mark(document: &Document, tokens: &mut [Token]) {
    if document.language() != Language::english() {
        return;
    }
    for at in 0..tokens.len() {
        let name = tokens.get(at);
        let named = name.is_some_and(|it| it.shape.is_capitalised() && it.role == Role::Topic);
        let marked = named && is_described(document, tokens.get(at..).unwrap_or_default());
        if marked
            && !is_led_to(tokens.get(..=at).unwrap_or_default())
            && let Some(name) = tokens.get_mut(at)
        {
            name.described = true;
        }
    }
}

/// Whether a comma, an article and what a person is follow the first of `words`, and no sentence of its own.
fn is_described(document: &Document, words: &[Token]) -> bool {
    let [name, article, rest @ ..] = words else {
        return false;
    };
    let source = name.source(document);
    let gap = source.get(name.span.end()..article.span.begin());
    let apart = article.sentence == name.sentence && gap.is_some_and(|gap| gap.trim() == ",");
    if !apart || article.part != Some(PartOfSpeech::Determiner) {
        return false;
    }
    let in_phrase = |token: &&Token| token.joint != Joint::Apart && token.is_nominal();
    let phrase = rest.iter().take(LONGEST).take_while(in_phrase).count();
    let (phrase, after) = rest.split_at_checked(phrase).unwrap_or_default();
    let is_person = |head: &Token| PEOPLE.contains(document.terms().sought(head.form));
    phrase.last().is_some_and(is_person) && ends(article, after)
}

/// Whether the description that begins with `article` ends before `after`, or goes on behind its noun: what a person
/// does would be a sentence of its own ("In Lenford, a nurse said").
fn ends(article: &Token, after: &[Token]) -> bool {
    after.first().is_none_or(|next| {
        let goes_on = matches!(
            next.part,
            Some(PartOfSpeech::Preposition | PartOfSpeech::Conjunction | PartOfSpeech::Pronoun)
        );
        next.sentence != article.sentence || next.joint == Joint::Apart || goes_on
    })
}

/// Whether a preposition leads to the name that `words` end with, so that it may be where something happened: "Outside
/// Tarrow College, a student was hurt".
fn is_led_to(words: &[Token]) -> bool {
    let inner = |pair: &[Token]| {
        let [before, word] = pair else { return false };
        word.is_joined() && before.shape.is_capitalised() && before.role == Role::Topic
    };
    let inside = words
        .windows(2)
        .rev()
        .take_while(|pair| inner(pair))
        .count();
    let [.., before, first] = words.get(..words.len() - inside).unwrap_or_default() else {
        return false;
    };
    first.is_joined() && before.part == Some(PartOfSpeech::Preposition)
}
