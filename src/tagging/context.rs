//! What the words around it tell of a word: titles before names, dates, nouns taken for verbs.

use super::countries;
use super::cues::Cue;
use super::dateline;
use super::joined_names;
use super::labels;
use super::name_parts;
use super::openers;
use super::people;
use super::stop_names;
use super::tickers;
use super::tokens::{Joint, Perhaps, Role, Token};
use super::verbs;
use crate::document::Document;
use crate::text::part_of_speech::{PartOfSpeech, Tagger};
use crate::text::words::Shape;

/// Amends what was read of each word by itself. `tagger` has told the parts of speech, where there is one.
pub fn amend(document: &Document, tagger: Option<&mut Tagger>, tokens: &mut [Token]) {
    admit_halves(tokens, |token| document.terms().is_stop(token.form));
    tickers::bar(document, tokens);
    if let Some(tagger) = tagger {
        stop_names::amend(document, tagger, tokens);
        find_verbs(document, tagger, tokens);
        doubt_verbs(tagger, tokens);
        name_parts::amend(document, tagger, tokens);
        openers::set_apart(document, tagger, tokens);
        joined_names::join(document, tagger, tokens);
    }
    verbs::bar(document, tokens);
    if document.language().capitalises_nouns() {
        lower_nouns(document, tokens);
    }
    join_generations(document, tokens);
    set_titles_apart(tokens);
    set_times_apart(tokens);
    bar_dates(tokens);
    dateline::bar(document, tokens);
    labels::bar(document.text(), tokens);
    countries::mark(document, tokens);
    people::mark(document, tokens);
}

/// Lets stop words be parts of hyphenated words: "two-dimensional".
fn admit_halves(tokens: &mut [Token], is_stop: impl Fn(&Token) -> bool) {
    for second in 1..tokens.len() {
        let Some([a, b]) = tokens.get_mut(second - 1..=second) else {
            return;
        };
        if b.joint != Joint::Hyphen {
            continue;
        }
        for half in [a, b] {
            let link = matches!(half.role, Role::Link | Role::NameLink);
            if link || half.role == Role::Barrier && is_stop(half) {
                half.role = Role::Topic;
            }
        }
    }
}

/// The least likelihood of a verb at which a noun may be one.
const LIKELY_VERB: f32 = 0.15;

/// Finds verbs that the tagger took for nouns behind a name: "Rob Castle *plans* to appeal".
fn find_verbs(document: &Document, tagger: &mut Tagger, tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        let Some([name, word, to, then]) = tokens.get(at - 1..at + 3) else {
            return;
        };
        let form = |token: &Token| document.terms().form(token.form);
        let noun = word.part == Some(PartOfSpeech::Noun) && !word.shape.is_capitalised();
        let named = name.shape.is_capitalised() && word.joint == Joint::Blank;
        let verb = noun
            && named
            && form(word).ends_with('s')
            && form(to) == "to"
            && then.part == Some(PartOfSpeech::Verb)
            && tagger.likelihoods(word.form, [PartOfSpeech::Verb])[0] >= LIKELY_VERB;
        if verb && let Some(word) = tokens.get_mut(at) {
            word.part = Some(PartOfSpeech::Verb);
            word.joint = Joint::Apart;
        }
    }
}

/// The least likelihood of a noun at which a verb may be one.
const LIKELY_NOUN: f32 = 0.15;

/// Finds the words that may belong to a noun phrase though they were taken for verbs.
fn doubt_verbs(tagger: &mut Tagger, tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        let Some(&token) = tokens.get(at) else {
            return;
        };
        if token.part != Some(PartOfSpeech::Verb) || token.role != Role::Topic {
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        let before = before.filter(|_| token.joint == Joint::Blank);
        let after = tokens.get(at + 1);
        let after = after.filter(|after| after.is_joined());
        let after_noun = before.is_some_and(|word| word.is_nominal() && word.role == Role::Topic);
        let mut noun = || tagger.likelihoods(token.form, [PartOfSpeech::Noun])[0] >= LIKELY_NOUN;
        let perhaps = if after_noun && noun() {
            Perhaps::Noun
        } else if after.is_some_and(|word| word.is_nominal() && word.role == Role::Topic) {
            Perhaps::Modifier
        } else {
            Perhaps::No
        };
        if let Some(token) = tokens.get_mut(at) {
            token.perhaps = perhaps;
        }
    }
}

/// Makes "Jr" part of the name before it, also behind a comma; elsewhere it is part of nothing.
fn join_generations(document: &Document, tokens: &mut [Token]) {
    let suffix = |token: &Token| token.cue == Cue::Generation;
    let mut from = 0;
    while let Some(found) = tokens
        .get(from..)
        .and_then(|rest| rest.iter().position(suffix))
    {
        let (before, rest) = tokens.split_at_mut(from + found);
        from += found + 1;
        let Some(token) = rest.first_mut() else {
            return;
        };
        let name = |name: &&Token| name.shape.is_capitalised() && name.role == Role::Topic;
        let name = before.last().filter(name);
        let follows = name.is_some_and(|name| name.in_title() == token.in_title()) && {
            let begin = name.map_or(0, |name| name.span.end());
            let gap = token.source(document).get(begin..token.span.begin());
            matches!(gap, Some(" " | ", "))
        };
        match follows && token.shape.is_capitalised() {
            true => token.joint = Joint::Blank,
            false => token.role = Role::Barrier,
        }
    }
}

/// Takes titles off the names that they stand before: "President Lee", "striker Ida Bergstrom"; not off those of
/// organizations: "Premier League".
fn set_titles_apart(tokens: &mut [Token]) {
    let is_title = |token: &Token| matches!(token.cue, Cue::Title | Cue::TitleModifier);
    let mut from = 0;
    while let Some(found) = tokens
        .get(from..)
        .and_then(|rest| rest.iter().position(is_title))
    {
        let begin = from + found;
        let rest = tokens.get(begin + 1..).unwrap_or_default();
        let joined = |token: &Token| is_title(token) && token.joint == Joint::Blank;
        let end = begin + 1 + rest.iter().take_while(|token| joined(token)).count();
        from = end;
        let (head, tail) = tokens.split_at_mut(end);
        let titles = head.get_mut(begin..).unwrap_or_default();
        if let Some(name) = tail.first_mut()
            && name.joint == Joint::Blank
            && name.shape.is_capitalised()
            && name.role == Role::Topic
            && name.cue != Cue::Organization
            && titles.iter().any(|token| token.cue == Cue::Title)
        {
            name.joint = Joint::Apart;
            name.honored = true;
            let capitalised = titles
                .iter_mut()
                .filter(|token| token.shape.is_capitalised());
            capitalised.for_each(|token| token.role = Role::Barrier);
        }
    }
}

/// Takes small words that tell how long off the names before them: "Ines Corby *months* before".
fn set_times_apart(tokens: &mut [Token]) {
    for second in 1..tokens.len() {
        let Some([name, time]) = tokens.get_mut(second - 1..=second) else {
            return;
        };
        let named = name.shape.is_capitalised() && name.telling && name.role == Role::Topic;
        if named && time.cue == Cue::Time && !time.shape.is_capitalised() {
            time.joint = Joint::Apart;
        }
    }
}

/// What stands before the names of places, and without an article before few other nouns.
const BEFORE_PLACES: [&str; 6] = ["in", "aus", "nach", "bei", "von", "zwischen"];

/// Takes the capital off nouns, and from words without one that they may be nouns: the capital stays, and tells a
/// name, in a run of several capitalised words and right after a preposition of place.
fn lower_nouns(document: &Document, tokens: &mut [Token]) {
    let runs_on = |before: &Token, token: &Token| {
        let topics = before.role == Role::Topic && token.role == Role::Topic;
        let capitals = before.shape.is_capitalised() && token.shape.is_capitalised();
        topics && capitals && token.is_joined()
    };
    let follows_place = |before: &Token, token: &Token| {
        let preposition = BEFORE_PLACES.contains(&document.terms().form(before.form));
        preposition && token.joint == Joint::Blank
    };
    let (mut before, mut in_run): (Option<Token>, bool) = (None, false);
    for at in 0..tokens.len() {
        let after = tokens.get(at + 1).copied();
        let Some(token) = tokens.get_mut(at) else {
            return;
        };
        let written = *token;
        if !written.shape.is_capitalised() && written.role == Role::Topic {
            token.perhaps = Perhaps::Modifier;
        }
        let goes_on = after.is_some_and(|after| runs_on(&written, &after));
        let place = before.is_some_and(|before| follows_place(&before, &written));
        if !(in_run || goes_on || place) {
            token.shape.remove(Shape::CAPITALISED);
        }
        (before, in_run) = (Some(written), goes_on);
    }
}

/// Bars the names of months that are words as well, where a number is beside them: "March 10".
fn bar_dates(tokens: &mut [Token]) {
    let is_month = |token: &Token| token.cue == Cue::Month && token.shape.is_capitalised();
    let is_day = |token: &Token| token.role == Role::Number && token.span.len() <= 4;
    for second in 1..tokens.len() {
        let Some([a, b]) = tokens.get_mut(second - 1..=second) else {
            return;
        };
        if b.joint != Joint::Blank {
            continue;
        }
        if is_month(a) && is_day(b) {
            a.role = Role::Barrier;
        } else if is_day(a) && is_month(b) {
            b.role = Role::Barrier;
        }
    }
}
