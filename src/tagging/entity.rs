//! Entity types: whether a name is of a person, an organization, a place or a product, as far as the article
//! itself tells. There is no list of names.
//!
//! A word of the name itself comes first ("Aldmouth *University*", "Haldane Marine *Inc.*"), then
//! what stands beside its mentions: titles, ages and reported speech beside persons, "in" before
//! places. One hint can be an accident, so some have to be met twice.

use super::candidates::Occurrence;
use super::cues::Cue;
use super::tokens::{Joint, Role, Token};
use crate::text::part_of_speech::PartOfSpeech;

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
    acronyms: u32,
    /// With "the" before it.
    articled: u32,
    honored: u32,
    aged: u32,
    speaking: u32,
    relative: u32,
    company: u32,
    organization: u32,
    place: u32,
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
        let has = |cue: Cue| words.iter().any(|word| word.cue == cue);
        let is = |token: Option<&Token>, cue: Cue| token.is_some_and(|token| token.cue == cue);
        let age = |token: &Token| {
            token.role == Role::Number && token.joint == Joint::Apart && token.span.len() == 2
        };
        let facts = [
            (&mut self.mentions, true),
            (&mut self.full, words.len() > 1),
            (&mut self.short, words.len() == 1),
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
            (&mut self.aged, after.is_some_and(age)),
            (
                &mut self.speaking,
                is(before, Cue::Reporting) || is(after, Cue::Reporting),
            ),
            (&mut self.relative, is(after, Cue::Relative)),
            (&mut self.company, has(Cue::Company)),
            (&mut self.organization, has(Cue::Organization)),
            (
                &mut self.place,
                end.cue == Cue::Place || begin.cue == Cue::Place && words.len() > 1,
            ),
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
        if self.company > 0 || named_so(self.organization) {
            Some(EntityType::Organization)
        } else if named_so(self.place) {
            Some(EntityType::Place)
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
        let excluded = self.full == 0 || self.acronyms + self.located + self.articled > 0;
        let ways = [self.honored, self.short, self.speaking + self.relative];
        let ways = ways.iter().filter(|&&mentions| mentions > 0).count();
        !excluded && (self.aged > 0 || self.honored > 1 || ways > 1)
    }
}
