//! Entity types: whether a name is of a person, an organization, a place or a product, as far as the article
//! itself tells. There is no list of names.
//!
//! A word of the name itself comes first ("Aldmouth *University*", "Haldane Marine *Inc.*"), then
//! what stands beside its mentions: titles, ages and reported speech beside persons, "in" before
//! places. One hint can be an accident, so some have to be met twice. Words of places are surnames as
//! well ("Ron *Hill*"): there a title, an age or speech comes before the word.

use super::candidates::Occurrence;
use super::cues::Cue;
use super::tokens::{Joint, Role, Token};
use crate::text::part_of_speech::PartOfSpeech;
use crate::text::terms::TermId;

/// What kind of thing has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntityType {
    /// A person.
    Person,
    /// A company, authority, party, club or other body of people.
    Organization,
    /// A country, town, building, river or other place.
    Place,
    /// Something made or sold.
    Product,
}

/// The type of the entity with these mentions; `None` if the article leaves it open. The first mention is of
/// the full name.
pub fn entity_type(
    tokens: &[Token],
    mentions: impl Iterator<Item = Occurrence>,
) -> Option<EntityType> {
    let mut hints = Hints::default();
    for mention in mentions {
        hints.add(tokens, mention);
    }
    hints.verdict()
}

/// What the mentions of a name hint at: how many of them do.
#[derive(Default)]
struct Hints {
    mentions: u32,
    full: u32,
    short: u32,
    /// The last word of the full name, and how often that stands for it outside of it.
    surname: Option<TermId>,
    by_surname: u32,
    acronyms: u32,
    /// With "the" before it.
    articled: u32,
    honored: u32,
    /// With a noun in small letters before it: "night porter Colin Lake".
    described: u32,
    aged: u32,
    speaking: u32,
    relative: u32,
    /// Spoken of as what is no person.
    thing: u32,
    company: u32,
    organization: u32,
    place: u32,
    /// With a word of places at the end, where persons have their surname.
    place_last: u32,
    located: u32,
    /// One of several that are numbered: "a Boeing 737".
    numbered: u32,
}

impl Hints {
    fn add(&mut self, tokens: &[Token], mention: Occurrence) {
        let (first, last) = (mention.first as usize, mention.last as usize);
        let Some(words) = tokens.get(first..=last) else {
            return;
        };
        let (Some(begin), Some(end)) = (words.first(), words.last()) else {
            return;
        };
        let within = |token: &&Token| token.sentence == begin.sentence;
        let before = first.checked_sub(1).and_then(|at| tokens.get(at));
        let before = before
            .filter(within)
            .filter(|_| begin.joint == Joint::Blank);
        let after = tokens.get(last + 1).filter(within);
        let second = tokens.get(last + 2).filter(within);
        let has = |cue: Cue| words.iter().any(|word| word.cue == cue);
        let is = |token: Option<&Token>, cue: Cue| token.is_some_and(|token| token.cue == cue);
        let apart = |token: &Token| token.joint == Joint::Apart;
        let age =
            |token: &Token| token.role == Role::Number && apart(token) && token.span.len() == 2;
        let describes = |token: &Token| {
            let noun = token.part == Some(PartOfSpeech::Noun) && token.cue == Cue::None;
            noun && !token.shape.capitalised && token.role == Role::Topic
        };
        let speaks = is(after, Cue::Reporting);
        if words.len() > 1 {
            self.surname.get_or_insert(end.term);
        }
        let named = |token: &Token| token.shape.capitalised && token.role == Role::Topic;
        let alone = words.len() == 1 && !before.is_some_and(named);
        let surname = self.surname == Some(end.term);
        let facts = [
            (&mut self.mentions, true),
            (&mut self.full, words.len() > 1),
            (&mut self.short, words.len() == 1),
            (&mut self.by_surname, alone && surname),
            (
                &mut self.acronyms,
                words
                    .iter()
                    .any(|word| word.shape.all_capitals && word.span.len() > 1),
            ),
            (
                &mut self.articled,
                before.is_some_and(|token| token.part == Some(PartOfSpeech::Determiner)),
            ),
            (&mut self.honored, begin.honored),
            (&mut self.described, before.is_some_and(describes)),
            (
                &mut self.aged,
                after.is_some_and(age) && second.is_none_or(apart),
            ),
            (&mut self.speaking, is(before, Cue::Reporting) || speaks),
            (&mut self.relative, is(after, Cue::Relative)),
            (
                &mut self.thing,
                is(after, Cue::ThingRelative) || speaks && is(second, Cue::Thing),
            ),
            (
                &mut self.company,
                has(Cue::Company) || is(after, Cue::Ticker),
            ),
            (
                &mut self.organization,
                has(Cue::Organization) || end.cue == Cue::Business,
            ),
            (
                &mut self.place,
                end.cue == Cue::Place || begin.cue == Cue::Place && words.len() > 1,
            ),
            (&mut self.place_last, end.cue == Cue::Place),
            (&mut self.located, is(before, Cue::Locative)),
            (
                &mut self.numbered,
                end.role == Role::Number && is(before, Cue::Indefinite),
            ),
        ];
        facts
            .into_iter()
            .for_each(|(sum, fact)| *sum += u32::from(fact));
    }

    fn verdict(&self) -> Option<EntityType> {
        let named_so = |words: u32| words > 0 && self.full > 0;
        if self.company > 0 {
            Some(EntityType::Organization)
        } else if self.aged > 0 && self.is_person() {
            Some(EntityType::Person)
        } else if named_so(self.organization) {
            Some(EntityType::Organization)
        } else if named_so(self.place) {
            Some(match self.has_surname_of_place() {
                true => EntityType::Person,
                false => EntityType::Place,
            })
        } else if self.numbered > 0 {
            Some(EntityType::Product)
        } else if self.is_person() {
            Some(EntityType::Person)
        } else if self.located > 1 && 4 * self.located >= self.mentions {
            Some(EntityType::Place)
        } else {
            None
        }
    }

    /// A person has an age, or is spoken of in two of the ways that persons are: with a title, by
    /// the surname alone, as somebody who speaks or does.
    fn is_person(&self) -> bool {
        let acts = self.speaking + self.relative;
        let acts = acts > 2 * self.thing;
        let ways = [self.honored > 0, self.short > 0, acts];
        let ways = ways.iter().filter(|&&way| way).count();
        !self.is_excluded() && (self.aged > 0 || self.honored > 1 || ways > 1)
    }

    /// Whether a person bears a name that ends with a word of places: "Ron *Hill*".
    fn has_surname_of_place(&self) -> bool {
        let known = self.honored + self.described > 0 || self.by_surname > 0 && self.is_person();
        self.place_last > 0 && known && !self.is_excluded()
    }

    /// Whether it stands as no person's name does.
    fn is_excluded(&self) -> bool {
        self.full == 0 || self.acronyms + self.located + self.articled > 0
    }
}
