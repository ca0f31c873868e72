//! Features: a candidate as a row of numbers, which the trained models judge.

use super::candidates::{Candidate, Candidates};
use super::evidence::Evidence;
use super::grammar::Grammar;
use super::lexicon::{Lexicon, TermFacts};
use super::tokens::{Joint, Role, Token};
use crate::interrupt::{Interrupt, Pulse};
use crate::text::counts::ln;

/// How many features there are.
pub const COUNT: usize = 82;

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
        let (mut telling, mut capitalised) = (0_u32, 0_u32);
        for token in tokens {
            let tells = token.telling && token.role == Role::Topic;
            telling += u32::from(tells);
            capitalised += u32::from(tells && token.shape.capitalised);
        }
        ArticleFacts {
            title: tokens.iter().take_while(|token| token.in_title()).count() as f32,
            tokens: tokens.len().max(1) as f32,
            sentences: sentences.max(1) as f32,
            capitalised: capitalised as f32 / telling.max(1) as f32,
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
    let mut names = [""; COUNT];
    let mut slots = names.iter_mut();
    nothing.each(&Candidate::default(), &Evidence::default(), |name, _| {
        if let Some(slot) = slots.next() {
            *slot = name;
        }
    });
    names
}

impl Features<'_> {
    /// Writes the features of a candidate to `row`, in the order of [`names`].
    pub fn write(&self, candidate: &Candidate, evidence: &Evidence, row: &mut [f32; COUNT]) {
        let mut number = 0;
        self.each(candidate, evidence, |_, value| {
            if let Some(place) = row.get_mut(number) {
                *place = value;
            }
            number += 1;
        });
    }

    /// Gives the features of a candidate to `put`, each with its name.
    #[inline(always)]
    fn each(
        &self,
        candidate: &Candidate,
        evidence: &Evidence,
        mut put: impl FnMut(&'static str, f32),
    ) {
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
        put("count", ln(evidence.count().max(1)));
        put("count-pooled", ln(1 + evidence.pooled));
        put(
            "share-of-tokens",
            100.0 * (count + evidence.pooled as f32) / article.tokens,
        );
        put("in-longer", share(evidence.in_longer));
        put("first", ln(1 + evidence.first.min(1 << 20)));
        put("first-relative", (evidence.first as f32 / text).min(1.0));
        put("last-relative", places.last / article.tokens);
        put("spread", (places.last - places.first) / article.tokens);
        put("sentences", places.sentences);
        put("share-of-sentences", places.sentences / article.sentences);
        put("in-title", evidence.in_title.min(3) as f32);
        put(
            "in-first-sentence",
            f32::from(evidence.first_sentence == 0 && evidence.in_text > 0),
        );
        put("in-lead", places.in_lead);
        put("best-sentence", evidence.best_sentence);
        put("noun", grammar.noun);
        put("whole-noun", grammar.whole_noun);
        put("adjective-first", grammar.adjective_first);
        put("adjective-last", grammar.adjective_last);
        put("name-last", grammar.name_last);
        put("verb", grammar.verb);
        put("adverb", grammar.adverb);
        put("nominal-before", grammar.nominal_before);
        put("noun-after", grammar.noun_after);
        put("mark-before", grammar.mark_before);
        put("mark-after", grammar.mark_after);
        put("determiner-before", grammar.determiner_before);
        put("preposition-before", grammar.preposition_before);
        put("verb-before", grammar.verb_before);
        put("preposition-after", grammar.preposition_after);
        put("verb-after", grammar.verb_after);
        put("topic-before", grammar.topic_before);
        put("topic-after", grammar.topic_after);
        put("helper-before", grammar.helper_before);
        put("helper-after", grammar.helper_after);
        put("determiner-after", grammar.determiner_after);
        put("as-name", share(evidence.as_name));
        put("as-words", share(evidence.as_words));
        put("whole-name", share(evidence.whole_name));
        put("honored", share(evidence.honored));
        put("capitalised", count_where(|word| word.shape.capitalised));
        put("all-capitals", count_where(|word| word.shape.all_capitals));
        put("numbers", count_where(|word| word.role == Role::Number));
        put("hyphens", count_where(|word| word.joint == Joint::Hyphen));
        put("topics", topics);
        put("links", candidate.words().len() as f32 - topics);
        put("characters", characters as f32);
        put(
            "characters-last",
            written.last().map_or(0.0, |word| word.span.len() as f32),
        );
        put("rarity-least", words.rarity.least);
        put("rarity-most", words.rarity.most);
        put("rarity-mean", words.rarity.mean());
        put("rarity-first", words.first.rarity);
        put("rarity-last", words.last.rarity);
        let heft = 1.0 + ln(evidence.count().max(1));
        put("books-least", words.in_books.least);
        put("books-most", words.in_books.most);
        put("books-mean", words.in_books.mean());
        put("books-sum", words.in_books.sum);
        put("books-first", words.first.in_books);
        put("books-last", words.last.in_books);
        put("books-weight", heft * words.in_books.mean());
        put("books-weight-last", heft * words.last.in_books);
        put("weight-sum", words.weight.sum);
        put("weight-mean", words.weight.mean());
        put("weight-most", words.weight.most);
        put("weight-least", words.weight.least);
        put("words-most", words.count.most);
        put("words-least", words.count.least);
        put("words-mean", words.count.mean());
        put("names-least", words.names.least);
        put("names-most", words.names.most);
        put("names-mean", words.names.mean());
        put("cohesion", count * topics / words.count.sum.max(1.0));
        put("title-words", words.in_title / topics);
        put("title-last", f32::from(words.last.in_title));
        put("first-sentence-words", words.in_first_sentence / topics);
        put("noun-last", words.last.noun);
        put("verb-last", words.last.verb);
        put("verb-first", words.first.verb);
        put("adjective-likely", words.first.adjective);
        put("article-tokens", ln(article.tokens as u32));
        put("article-title", f32::from(article.title > 0.0));
        put("article-capitals", article.capitalised);
        put("article-tagged", article.tagged);
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
    /// Before the first number.
    const NOTHING: Range = Range {
        least: f32::INFINITY,
        most: f32::NEG_INFINITY,
        sum: 0.0,
        of: 0.0,
    };

    fn add(&mut self, value: f32) {
        self.least = if value < self.least {
            value
        } else {
            self.least
        };
        self.most = if value > self.most { value } else { self.most };
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
    in_books: Range,
    weight: Range,
    count: Range,
    /// How much they are names, by their capitals.
    names: Range,
    in_title: f32,
    in_first_sentence: f32,
}

impl Words {
    fn of(candidate: &Candidate, lexicon: &Lexicon) -> Words {
        let mut words = Words {
            rarity: Range::NOTHING,
            weight: Range::NOTHING,
            count: Range::NOTHING,
            names: Range::NOTHING,
            ..Words::default()
        };
        let facts = candidate.words().iter().map(|&term| lexicon.of_term(term));
        for facts in facts.filter(|facts| facts.count > 0) {
            if words.count.of == 0.0 {
                words.first = facts;
            }
            words.last = facts;
            words.rarity.add(facts.rarity);
            words.in_books.add(facts.in_books);
            words.weight.add(facts.weight());
            words.count.add(facts.count as f32);
            words.names.add(facts.share_capitalised());
            words.in_title += f32::from(facts.in_title);
            words.in_first_sentence += f32::from(facts.in_first_sentence);
        }
        if words.count.of == 0.0 {
            return Words::default();
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::{ArticleFacts, COUNT, Candidate, Candidates, Evidence, Features, Lexicon};
    use crate::interrupt::{Interrupt, Pulse};

    #[test]
    fn there_are_as_many_features_as_a_row_has_places() {
        let nothing = Features {
            tokens: &[],
            candidates: &Candidates::of(&[], Pulse::of(&Interrupt::default())),
            lexicon: &Lexicon::default(),
            article: ArticleFacts::of(&[], 0),
        };
        let mut names = Vec::new();
        nothing.each(&Candidate::default(), &Evidence::default(), |name, _| {
            names.push(name);
        });
        assert_eq!(names.len(), COUNT);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), COUNT, "two features have one name");
    }
}
