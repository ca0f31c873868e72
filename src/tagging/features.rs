//! Features: a candidate as a row of numbers, which the trained models judge.

use super::candidates::{Candidate, Candidates};
use super::evidence::Evidence;
use super::grammar::Grammar;
use super::lexicon::{Lexicon, TermFacts};
use super::tokens::{Joint, Role, Token};
use crate::interrupt::{Interrupt, Pulse};

/// A number with its name.
pub type Feature = (&'static str, f32);

/// How many features there are.
pub const COUNT: usize = 66;

/// What the features of an article's candidates are made of.
pub struct Features<'d> {
    /// The words.
    pub tokens: &'d [Token],
    /// Every candidate.
    pub candidates: &'d Candidates,
    /// The terms.
    pub lexicon: &'d Lexicon,
    /// The article itself.
    pub article: ArticleFacts,
}

/// What all candidates of an article share.
#[derive(Clone, Copy, Debug)]
pub struct ArticleFacts {
    /// Tokens in the title.
    pub title: f32,
    /// Tokens in title and text.
    pub tokens: f32,
    /// Sentences in the text.
    pub sentences: f32,
    /// The share of capitalised words among the topic words whose case is telling.
    pub capitalised: f32,
    /// Whether there is a tagger for its language: 1 or 0.
    pub tagged: f32,
}

impl ArticleFacts {
    /// The facts of an article.
    pub fn of(tokens: &[Token], sentences: usize) -> ArticleFacts {
        let telling = || {
            tokens
                .iter()
                .filter(|token| token.telling && token.role == Role::Topic)
        };
        let capitalised = telling().filter(|token| token.shape.capitalised).count();
        ArticleFacts {
            title: tokens.iter().take_while(|token| token.in_title()).count() as f32,
            tokens: tokens.len().max(1) as f32,
            sentences: sentences.max(1) as f32,
            capitalised: capitalised as f32 / telling().count().max(1) as f32,
            tagged: f32::from(tokens.iter().any(|token| token.part.is_some())),
        }
    }
}

/// The names of all features, in order.
pub fn names() -> [&'static str; COUNT] {
    let nothing = Features {
        tokens: &[],
        candidates: &Candidates::of(&[], Pulse::of(&Interrupt::default())),
        lexicon: &Lexicon::default(),
        article: ArticleFacts::of(&[], 0),
    };
    let none = Candidate::default();
    nothing
        .of(&none, &Evidence::default())
        .map(|(name, _)| name)
}

impl Features<'_> {
    /// The features of a candidate.
    pub fn of(&self, candidate: &Candidate, evidence: &Evidence) -> [Feature; COUNT] {
        let occurrences = self.candidates.occurrences(candidate);
        let grammar = Grammar::of(occurrences, self.tokens);
        let places = self.places(candidate);
        let words = Words::of(candidate, self.lexicon);
        let written = self.candidates.first_written(candidate, self.tokens);
        let topics = f32::from(candidate.content.max(1));
        let share = |count: u32| count as f32 / (evidence.count().max(1)) as f32;
        let of_topics = |count: usize| count as f32 / topics;
        let count_where =
            |test: fn(&Token) -> bool| of_topics(written.iter().filter(|word| test(word)).count());
        let count = evidence.count().max(1) as f32;
        let article = self.article;
        let text = (article.tokens - article.title).max(1.0);
        let characters: usize = written.iter().map(|word| word.span.len()).sum();
        [
            ("count", count.ln()),
            ("count-pooled", (1.0 + evidence.pooled as f32).ln()),
            (
                "share-of-tokens",
                100.0 * (count + evidence.pooled as f32) / article.tokens,
            ),
            ("in-longer", share(evidence.in_longer)),
            ("first", (1.0 + evidence.first.min(1 << 20) as f32).ln()),
            ("first-relative", (evidence.first as f32 / text).min(1.0)),
            ("last-relative", places.last / article.tokens),
            ("spread", (places.last - places.first) / article.tokens),
            ("sentences", places.sentences),
            ("share-of-sentences", places.sentences / article.sentences),
            ("in-title", evidence.in_title.min(3) as f32),
            (
                "in-first-sentence",
                f32::from(evidence.first_sentence == 0 && evidence.in_text > 0),
            ),
            ("in-lead", places.in_lead),
            ("best-sentence", evidence.best_sentence),
            ("noun", grammar.noun),
            ("whole-noun", grammar.whole_noun),
            ("adjective-first", grammar.adjective_first),
            ("adjective-last", grammar.adjective_last),
            ("name-last", grammar.name_last),
            ("verb", grammar.verb),
            ("adverb", grammar.adverb),
            ("nominal-before", grammar.nominal_before),
            ("noun-after", grammar.noun_after),
            ("mark-before", grammar.mark_before),
            ("mark-after", grammar.mark_after),
            ("determiner-before", grammar.determiner_before),
            ("preposition-before", grammar.preposition_before),
            ("verb-before", grammar.verb_before),
            ("preposition-after", grammar.preposition_after),
            ("verb-after", grammar.verb_after),
            ("as-name", share(evidence.as_name)),
            ("as-words", share(evidence.as_words)),
            ("whole-name", share(evidence.whole_name)),
            ("honored", share(evidence.honored)),
            ("capitalised", count_where(|word| word.shape.capitalised)),
            ("all-capitals", count_where(|word| word.shape.all_capitals)),
            ("numbers", count_where(|word| word.role == Role::Number)),
            ("hyphens", count_where(|word| word.joint == Joint::Hyphen)),
            ("topics", topics),
            ("links", candidate.words().len() as f32 - topics),
            ("characters", characters as f32),
            (
                "characters-last",
                written.last().map_or(0.0, |word| word.span.len() as f32),
            ),
            ("rarity-least", words.rarity.least),
            ("rarity-most", words.rarity.most),
            ("rarity-mean", words.rarity.mean()),
            ("rarity-first", words.first.rarity),
            ("rarity-last", words.last.rarity),
            ("weight-sum", words.weight.sum),
            ("weight-mean", words.weight.mean()),
            ("weight-most", words.weight.most),
            ("weight-least", words.weight.least),
            ("words-most", words.count.most),
            ("words-least", words.count.least),
            ("words-mean", words.count.mean()),
            ("cohesion", count * topics / words.count.sum.max(1.0)),
            ("title-words", words.in_title / topics),
            ("title-last", f32::from(words.last.in_title)),
            ("first-sentence-words", words.in_first_sentence / topics),
            ("noun-last", words.last.noun),
            ("verb-last", words.last.verb),
            ("verb-first", words.first.verb),
            ("adjective-likely", words.first.adjective),
            ("article-tokens", article.tokens.ln()),
            ("article-title", f32::from(article.title > 0.0)),
            ("article-capitals", article.capitalised),
            ("article-tagged", article.tagged),
        ]
    }

    fn places(&self, candidate: &Candidate) -> Places {
        let occurrences = self.candidates.occurrences(candidate);
        let mut places = Places {
            first: occurrences.first().map_or(0.0, |at| at.first as f32),
            last: occurrences.last().map_or(0.0, |at| at.first as f32),
            sentences: 0.0,
            in_lead: 0.0,
        };
        let mut seen = None;
        for occurrence in occurrences {
            let sentence = self
                .tokens
                .get(occurrence.first as usize)
                .map(|word| word.sentence);
            places.in_lead += f32::from(sentence.is_some_and(|number| number < LEAD));
            if sentence != seen {
                places.sentences += 1.0;
            }
            seen = sentence;
        }
        places
    }
}

/// Sentences of the lead.
const LEAD: u32 = 3;

/// Where a candidate stands; places are counted in tokens.
struct Places {
    first: f32,
    last: f32,
    sentences: f32,
    in_lead: f32,
}

/// Least, most and sum of a number over the words of a candidate.
#[derive(Clone, Copy, Default)]
struct Range {
    least: f32,
    most: f32,
    sum: f32,
    of: f32,
}

impl Range {
    fn add(&mut self, value: f32) {
        self.least = if self.of == 0.0 {
            value
        } else {
            self.least.min(value)
        };
        self.most = if self.of == 0.0 {
            value
        } else {
            self.most.max(value)
        };
        self.sum += value;
        self.of += 1.0;
    }

    fn mean(&self) -> f32 {
        self.sum / self.of.max(1.0)
    }
}

/// What the words of a candidate add up to; linking words don't count.
#[derive(Default)]
struct Words {
    first: TermFacts,
    last: TermFacts,
    rarity: Range,
    weight: Range,
    count: Range,
    in_title: f32,
    in_first_sentence: f32,
}

/// The rarity of every word where there is no tagger.
const PLAIN_RARITY: f32 = 10.0;

impl Words {
    fn of(candidate: &Candidate, lexicon: &Lexicon) -> Words {
        let mut words = Words::default();
        let facts = candidate.words().iter().map(|&term| lexicon.of_term(term));
        for facts in facts.filter(|facts| facts.count > 0) {
            if words.count.of == 0.0 {
                words.first = facts;
            }
            words.last = facts;
            let rarity = if facts.rarity == 0.0 {
                PLAIN_RARITY
            } else {
                facts.rarity
            };
            words.rarity.add(facts.rarity);
            words.weight.add((1.0 + (facts.count as f32).ln()) * rarity);
            words.count.add(facts.count as f32);
            words.in_title += f32::from(facts.in_title);
            words.in_first_sentence += f32::from(facts.in_first_sentence);
        }
        words
    }
}
