//! A mention of a name, and what the words in it and beside it say.

use crate::tagging::candidates::Occurrence;
use crate::tagging::cues::Cue;
use crate::tagging::tokens::{Joint, Role, Token};
use crate::text::part_of_speech::PartOfSpeech;
use crate::text::terms::TermId;

/// A mention of a name, with the words of its sentence beside it.
pub struct Mention<'t> {
    words: &'t [Token],
    begin: &'t Token,
    end: &'t Token,
    /// The word before it, if nothing but a blank stands between.
    before: Option<&'t Token>,
    after: Option<&'t Token>,
    /// The word after that.
    second: Option<&'t Token>,
}

impl<'t> Mention<'t> {
    /// The mention at `occurrence`.
    pub fn of(tokens: &'t [Token], occurrence: Occurrence) -> Option<Mention<'t>> {
        let (first, last) = (occurrence.first as usize, occurrence.last as usize);
        let words = tokens.get(first..=last)?;
        let (begin, end) = (words.first()?, words.last()?);
        let at = |at: usize| {
            let token = tokens.get(at)?;
            (token.sentence == begin.sentence).then_some(token)
        };
        let joined = begin.joint == Joint::Blank;
        let before = first.checked_sub(1).filter(|_| joined).and_then(at);
        Some(Mention {
            words,
            begin,
            end,
            before,
            after: at(last + 1),
            second: at(last + 2),
        })
    }

    /// Whether it has several words.
    pub fn is_full(&self) -> bool {
        self.words.len() > 1
    }

    /// Its last word.
    pub fn surname(&self) -> TermId {
        self.end.term
    }

    /// Whether it is one word that is no part of a longer name.
    pub fn is_alone(&self) -> bool {
        let name = |token: &Token| token.shape.is_capitalised() && token.role == Role::Topic;
        !self.is_full() && !self.before.is_some_and(name)
    }

    /// Whether a word of it is an acronym.
    pub fn has_acronym(&self) -> bool {
        let acronym = |word: &Token| word.shape.is_all_capitals() && word.span.len() > 1;
        self.words.iter().any(acronym)
    }

    /// Whether it has "the" before it.
    pub fn has_article(&self) -> bool {
        let article = |token: &Token| token.part == Some(PartOfSpeech::Determiner);
        self.before.is_some_and(article)
    }

    /// Whether a person's title goes before it.
    pub fn is_honored(&self) -> bool {
        self.begin.honored
    }

    /// Whether a noun in small letters goes before it: "night *porter* Colin Lake".
    pub fn is_described(&self) -> bool {
        self.before.is_some_and(|token| {
            let noun = token.part == Some(PartOfSpeech::Noun) && token.cue == Cue::None;
            noun && !token.shape.is_capitalised() && token.role == Role::Topic
        })
    }

    /// Whether what a person is stands behind it: "Mina Park, *a city clerk*".
    pub fn has_description(&self) -> bool {
        self.end.described
    }

    /// Whether it is a country, all of its words.
    pub fn is_country(&self) -> bool {
        self.words.iter().all(|word| word.cue == Cue::Country)
    }

    /// Whether an age stands behind it: "Jane Lake, *34*, said".
    pub fn has_age(&self) -> bool {
        let apart = |token: &Token| token.joint == Joint::Apart;
        let age =
            |token: &Token| token.role == Role::Number && apart(token) && token.span.len() == 2;
        self.after.is_some_and(age) && self.second.is_none_or(apart)
    }

    /// Whether it is said that it says something.
    pub fn speaks(&self) -> bool {
        is(self.before, Cue::Reporting) || is(self.after, Cue::Reporting)
    }

    /// Whether "who" stands behind it.
    pub fn is_somebody(&self) -> bool {
        is(self.after, Cue::Relative)
    }

    /// Whether "which" stands behind it, or "it" where it says something: "Kestrel said *it* would".
    pub fn is_something(&self) -> bool {
        let says_it = is(self.after, Cue::Reporting) && is(self.second, Cue::Thing);
        is(self.after, Cue::ThingRelative) || says_it
    }

    /// Whether a word of it tells of a company, or "plc" or the sign of its shares behind it.
    pub fn is_of_company(&self) -> bool {
        let whole = |next: &Token| next.joint != Joint::Hyphen;
        let ending = is(self.after, Cue::Company) && self.second.is_none_or(whole);
        self.has(Cue::Company) || ending || is(self.after, Cue::Ticker)
    }

    /// Whether a word of it tells of an organization.
    pub fn is_of_organization(&self) -> bool {
        self.has(Cue::Organization) || self.end.cue == Cue::Business
    }

    /// Whether it begins or ends with a word of places.
    pub fn is_of_place(&self) -> bool {
        self.ends_as_place() || self.begin.cue == Cue::Place && self.is_full()
    }

    /// Whether it ends with a word of places, where persons have their surname.
    pub fn ends_as_place(&self) -> bool {
        self.end.cue == Cue::Place
    }

    /// Whether "in" stands before it.
    pub fn is_located(&self) -> bool {
        is(self.before, Cue::Locative)
    }

    /// Whether it is one of several that are numbered: "a Boeing *737*".
    pub fn is_numbered(&self) -> bool {
        self.end.role == Role::Number && is(self.before, Cue::Indefinite)
    }

    fn has(&self, cue: Cue) -> bool {
        self.words.iter().any(|word| word.cue == cue)
    }
}

fn is(token: Option<&Token>, cue: Cue) -> bool {
    token.is_some_and(|token| token.cue == cue)
}
