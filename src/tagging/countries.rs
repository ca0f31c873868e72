//! Countries speak and act in the news as persons do ("North Korea says"), and are places. The list is closed and
//! short (`countries/en.txt`), the one list of names by which types are told.

use std::sync::LazyLock;

use super::cues::Cue;
use super::tokens::{Role, Token};
use crate::document::Document;
use crate::text::hashed::WordMap;
use crate::text::language::Language;

/// The names by their first words, each with the words behind it.
static NAMES: LazyLock<WordMap<Vec<Vec<&str>>>> = LazyLock::new(|| {
    let mut names = WordMap::<Vec<Vec<&str>>>::default();
    let lines = include_str!("countries/en.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let mut words = line.split([' ', '-']);
        if let Some(first) = words.next() {
            names.or_insert(first, Vec::new()).push(words.collect());
        }
    }
    names
});

/// Gives the words of each country the cue of one.
pub fn mark(document: &Document, tokens: &mut [Token]) {
    if document.language() != Language::english() {
        return;
    }
    for at in 0..tokens.len() {
        let length = length(document, tokens.get(at..).unwrap_or_default());
        for token in tokens.iter_mut().skip(at).take(length) {
            token.cue = Cue::Country;
        }
    }
}

/// The words of the country that `words` begin with; 0 if they begin with none.
fn length(document: &Document, words: &[Token]) -> usize {
    let Some((first, rest)) = words.split_first() else {
        return 0;
    };
    let form = |token: &Token| document.terms().form(token.form);
    let named = first.shape.is_capitalised() && first.role == Role::Topic;
    let names = named.then(|| NAMES.get(document.terms().sought(first.form)));
    let names = names.flatten();
    let stands = |name: &&Vec<&str>| {
        let there = rest.get(..name.len()).unwrap_or_default();
        let joined = |(token, word): (&Token, &&str)| token.is_joined() && form(token) == *word;
        there.len() == name.len() && there.iter().zip(name.iter()).all(joined)
    };
    let names = names.into_iter().flatten().filter(stands);
    names.map(|name| 1 + name.len()).max().unwrap_or(0)
}
