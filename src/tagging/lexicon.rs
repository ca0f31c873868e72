//! Lexicon: what is known of each term of an article, of which candidates are made.

use super::tokens::{Role, Token};
use crate::document::Document;
use crate::text::counts::ln;
use crate::text::part_of_speech::{PartOfSpeech, Tagger};
use crate::text::per_term::PerTerm;
use crate::text::rarity::Rarities;
use crate::text::terms::TermId;

/// What is known of a term.
#[derive(Clone, Copy, Debug, Default)]
pub struct TermFacts {
    /// Occurrences in title and text where it can be part of a candidate.
    pub count: u32,
    /// Of them those where a capital tells of a name.
    pub telling: u32,
    /// Of these those with a capital.
    pub capitalised: u32,
    /// Whether it is in the title.
    pub in_title: bool,
    /// Whether it is in the first sentence of the text.
    pub in_first_sentence: bool,
    /// Whether it is written with small letters somewhere.
    pub in_small_letters: bool,
    /// Whether its first form is a word that is known in small letters; `false` where there is no
    /// tagger.
    pub common: bool,
    /// How rare its most frequent form is, from about 3 to 15; 0 where there is no tagger.
    pub rarity: f32,
    /// How rare its first form is in books, from about 3 to 16; 0 where there is no tagger.
    pub in_books: f32,
    /// How likely its first form is a noun or a name, an adjective, a verb; 0 where there is no
    /// tagger.
    pub noun: f32,
    /// See `noun`.
    pub adjective: f32,
    /// See `noun`.
    pub verb: f32,
}

/// The rarity of every word where there is no tagger.
const PLAIN_RARITY: f32 = 10.0;

/// The facts of every term of an article.
#[derive(Default)]
pub struct Lexicon(PerTerm<TermFacts>);

impl Lexicon {
    /// The facts of the terms of `tokens`.
    pub fn of(document: &Document, tokens: &[Token], mut tagger: Option<&mut Tagger>) -> Lexicon {
        let mut facts = PerTerm::<TermFacts>::new(document.terms());
        let rarities = tagger
            .as_ref()
            .and_then(|_| Rarities::of(document.language()));
        for token in tokens {
            if !matches!(token.role, Role::Topic | Role::Number) {
                continue;
            }
            let new = facts.of(token.term).count == 0;
            facts.update(token.term, |facts| {
                facts.count += 1;
                facts.telling += u32::from(token.telling);
                facts.capitalised += u32::from(token.telling && token.shape.is_capitalised());
                facts.in_title |= token.in_title();
                facts.in_first_sentence |= token.sentence == 0;
                facts.in_small_letters |= !token.shape.is_all_capitals();
            });
            if let Some(tagger) = tagger.as_mut().filter(|_| new) {
                facts.update(token.term, |facts| facts.look_up(token, tagger));
            }
            if let Some(rarities) = rarities.filter(|_| new) {
                let rarity = rarities.rarity(document.terms().form(token.form));
                facts.update(token.term, |facts| facts.in_books = rarity);
            }
        }
        Lexicon(facts)
    }

    /// The facts of a term.
    pub fn of_term(&self, term: TermId) -> TermFacts {
        self.0.of(term)
    }
}

impl TermFacts {
    /// The share of capitals where they tell, in [0, 1]; -1 where none does.
    pub fn share_capitalised(&self) -> f32 {
        match self.telling {
            0 => -1.0,
            telling => self.capitalised as f32 / telling as f32,
        }
    }

    /// How much of the article it is, by its count and its rarity, that of a word in the middle where there is
    /// no tagger; 0 if it is in no candidate but as a linking word.
    pub fn weight(&self) -> f32 {
        let rarity = if self.rarity == 0.0 {
            PLAIN_RARITY
        } else {
            self.rarity
        };
        match self.count {
            0 => 0.0,
            count => (1.0 + ln(count)) * rarity,
        }
    }

    fn look_up(&mut self, token: &Token, tagger: &mut Tagger) {
        let parts = [
            PartOfSpeech::Noun,
            PartOfSpeech::Name,
            PartOfSpeech::Adjective,
            PartOfSpeech::Verb,
        ];
        let [noun, name, adjective, verb] = tagger.likelihoods(token.form, parts);
        self.noun = noun + name;
        self.adjective = adjective;
        self.verb = verb;
        self.common = tagger.is_common(token.form);
        self.rarity = tagger.rarity(token.form);
    }
}
