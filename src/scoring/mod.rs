//! Floor 6: how much each sentence says of the article. One file a method.
//!
//! A method is a function from a [`Document`] to [`Scores`], with a [`Card`] and a line in `METHODS`.

pub mod scores;
pub mod signals;
pub mod term_worth;
pub mod vectors;

mod focus;
mod graph;
mod greedy;
mod jacobi;
mod postings;
mod reader_preference;
mod sample;
mod topics;

mod centroid;
mod cues;
mod edmundson;
mod kl_sum;
mod lead;
mod lex_rank;
mod lsa;
mod luhn;
mod pac_sum;
pub mod ranker;
mod reduction;
mod sum_basic;
mod text_rank;

#[cfg(test)]
mod testing;

use self::scores::Scores;
use crate::document::Document;
use crate::fraction::Fraction;

/// What the scores are for. A method may heed it or not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aim {
    /// How many sentences the summary will have, about; at least 1.
    pub sentences: usize,
    /// How much counts what readers of English preferred, beside what journalists' summaries hold.
    pub reader_preference: Fraction,
    /// Whether the evidence behind each score is wanted.
    pub explain: bool,
}

impl Aim {
    /// A summary of about so many sentences, without evidence, as the methods make it by themselves.
    pub const fn of(sentences: usize) -> Aim {
        Aim {
            sentences,
            reader_preference: Fraction::ZERO,
            explain: false,
        }
    }
}

/// What a method is called, where it comes from, and what it does.
pub struct Card {
    /// Its name in the API: kebab-case.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub description: &'static str,
    /// The publication that defines it.
    pub reference: &'static str,
    /// The diversity that its selection uses unless the caller names one.
    diversity: Fraction,
    score: fn(&Document, Aim) -> Scores,
}

/// Every method; the first is the default.
static METHODS: &[Card] = &[
    ranker::CARD,
    lead::CARD,
    luhn::CARD,
    edmundson::CARD,
    lsa::CARD,
    text_rank::CARD,
    lex_rank::CARD,
    sum_basic::CARD,
    kl_sum::CARD,
    reduction::CARD,
    centroid::CARD,
    pac_sum::CARD,
];

/// A way to score sentences.
#[derive(Clone, Copy)]
pub struct Method(&'static Card);

impl Method {
    /// Every method; the first is the default.
    pub fn all() -> impl Iterator<Item = Method> {
        METHODS.iter().map(Method)
    }

    /// The method of that name, or the default for an empty name.
    pub fn named(name: &str) -> Option<Method> {
        if name.is_empty() {
            Some(Method::default())
        } else {
            Method::all().find(|method| method.name() == name)
        }
    }

    /// Its name in the API.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// Its name, what it does and where it comes from.
    pub fn card(self) -> &'static Card {
        self.0
    }

    /// The diversity that its selection uses unless the caller names one.
    pub fn diversity(self) -> Fraction {
        self.0.diversity
    }

    /// Scores every sentence of `document`; a `query` draws the scores towards sentences about it.
    pub fn score(self, document: &Document, query: &str, aim: Aim) -> Scores {
        let scores = (self.0.score)(document, aim);
        if query.is_empty() {
            scores
        } else {
            focus::focused(scores, document, query)
        }
    }
}

impl Default for Method {
    fn default() -> Method {
        Method(&METHODS[0])
    }
}

impl PartialEq for Method {
    fn eq(&self, other: &Method) -> bool {
        self.name() == other.name()
    }
}

impl std::fmt::Debug for Method {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Method({})", self.name())
    }
}
