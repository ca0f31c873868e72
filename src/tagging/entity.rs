//! Entity types: whether a name is of a person, an organization, a place or a product, as far as the article
//! itself tells. There is no list of names but of countries.
//!
//! A word of the name itself comes first ("Aldmouth *University*", "Haldane Marine *Inc.*"), then
//! what stands beside its mentions: titles, ages and reported speech beside persons, "in" before
//! places. One hint can be an accident, so some have to be met twice. Words of places are surnames as
//! well ("Ron *Hill*"): there a title, an age or speech comes before the word.

mod mention;

use self::mention::Mention;
use super::candidates::Occurrence;
use super::tokens::Token;
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
    let mentions = mentions.filter_map(|at| Mention::of(tokens, at));
    mentions.for_each(|mention| hints.add(&mention));
    hints.verdict()
}

/// What the mentions of a name hint at: how many of them do ([`Mention`] says at what).
#[derive(Default)]
struct Hints {
    mentions: u32,
    full: u32,
    short: u32,
    /// The last word of the full name, and how often that stands for it outside of it.
    surname: Option<TermId>,
    by_surname: u32,
    acronyms: u32,
    articled: u32,
    honored: u32,
    described: u32,
    aged: u32,
    apposed: u32,
    country: u32,
    speaking: u32,
    relative: u32,
    thing: u32,
    company: u32,
    organization: u32,
    place: u32,
    place_last: u32,
    located: u32,
    numbered: u32,
}

impl Hints {
    fn add(&mut self, mention: &Mention) {
        if mention.is_full() {
            self.surname.get_or_insert(mention.surname());
        }
        let surname = self.surname == Some(mention.surname());
        let country = self.mentions == 0 && mention.is_country();
        let facts = [
            (&mut self.mentions, true),
            (&mut self.full, mention.is_full()),
            (&mut self.short, !mention.is_full()),
            (&mut self.by_surname, mention.is_alone() && surname),
            (&mut self.acronyms, mention.has_acronym()),
            (&mut self.articled, mention.has_article()),
            (&mut self.honored, mention.is_honored()),
            (&mut self.described, mention.is_described()),
            (&mut self.aged, mention.has_age()),
            (&mut self.apposed, mention.has_description()),
            (&mut self.country, country),
            (&mut self.speaking, mention.speaks()),
            (&mut self.relative, mention.is_somebody()),
            (&mut self.thing, mention.is_something()),
            (&mut self.company, mention.is_of_company()),
            (&mut self.organization, mention.is_of_organization()),
            (&mut self.place, mention.is_of_place()),
            (&mut self.place_last, mention.ends_as_place()),
            (&mut self.located, mention.is_located()),
            (&mut self.numbered, mention.is_numbered()),
        ];
        facts
            .into_iter()
            .for_each(|(sum, fact)| *sum += u32::from(fact));
    }

    fn verdict(&self) -> Option<EntityType> {
        let named_so = |words: u32| words > 0 && self.full > 0;
        if self.company > 0 {
            Some(EntityType::Organization)
        } else if self.country > 0 {
            Some(EntityType::Place)
        } else if self.aged + self.apposed > 0 && self.is_person() {
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

    /// A person has an age, or is told what it is, or is spoken of in two of the ways that persons are: with a title,
    /// by the surname alone, as somebody who speaks or does.
    fn is_person(&self) -> bool {
        let acts = self.speaking + self.relative;
        let acts = acts > 2 * self.thing;
        let ways = [self.honored > 0, self.short > 0, acts];
        let ways = ways.iter().filter(|&&way| way).count();
        !self.is_excluded() && (self.aged + self.apposed > 0 || self.honored > 1 || ways > 1)
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
