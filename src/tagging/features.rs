//! Features: a candidate as a row of numbers, which the trained models judge.

mod longer;
mod words;

use self::longer::Longer;
use self::words::Words;
use super::candidates::{Candidate, Candidates, Occurrence};
use super::evidence::Evidence;
use super::grammar::Grammar;
use super::lexicon::Lexicon;
use super::tokens::{Joint, Role, Token};
use crate::interrupt::{Interrupt, Pulse};
use crate::text::counts::ln;

/// How many features there are.
pub const COUNT: usize = 86;

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
            capitalised += u32::from(tells && token.shape.is_capitalised());
        }
        ArticleFacts {
            title: tokens.iter().take_while(|token| token.in_title()).count() as f32,
            tokens: tokens.len().max(1) as f32,
            sentences: sentences.max(1) as f32,
            capitalised: capitalised as f32 / telling.max(1) as f32,
            tagged: f32::from(tokens.iter().any(|token| token.part.is_some())),
        }
    }

    /// What its candidates have in common.
    #[inline(always)]
    fn each(&self, put: &mut impl FnMut(&'static str, f32)) {
        put("article-tokens", ln(self.tokens as u32));
        put("article-title", f32::from(self.title > 0.0));
        put("article-capitals", self.capitalised);
        put("article-tagged", self.tagged);
    }
}

/// The names of all features, in order.
pub fn names() -> [&'static str; COUNT] {
    let mut names = [""; COUNT];
    let mut slots = names.iter_mut();
    each_name(|name| {
        if let Some(slot) = slots.next() {
            *slot = name;
        }
    });
    names
}

/// Gives the names of all features to `put`, in order: those of a candidate of no words.
fn each_name(mut put: impl FnMut(&'static str)) {
    let nothing = Features {
        tokens: &[],
        candidates: &Candidates::of(&[], Pulse::of(&Interrupt::default())),
        lexicon: &Lexicon::default(),
        article: ArticleFacts::of(&[], 0),
    };
    nothing.each(&Candidate::default(), &Evidence::default(), |name, _| {
        put(name)
    });
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
        let topics = f32::from(candidate.content.max(1));
        self.each_of_places(occurrences, evidence, &mut put);
        each_of_grammar(&Grammar::of(occurrences, self.tokens), &mut put);
        self.each_of_writing(candidate, topics, evidence, &mut put);
        each_of_words(
            &Words::of(candidate, self.lexicon),
            topics,
            evidence,
            &mut put,
        );
        self.article.each(&mut put);
        Longer::of(evidence, self.candidates, self.lexicon).each(evidence.count(), &mut put);
    }

    /// How often a candidate stands in the article, and where.
    #[inline(always)]
    fn each_of_places(
        &self,
        occurrences: &[Occurrence],
        evidence: &Evidence,
        put: &mut impl FnMut(&'static str, f32),
    ) {
        let article = self.article;
        let places = self.places(occurrences);
        let count = evidence.count().max(1) as f32;
        let text = (article.tokens - article.title).max(1.0);
        put("count", ln(evidence.count().max(1)));
        put("count-pooled", ln(1 + evidence.pooled));
        put(
            "share-of-tokens",
            100.0 * (count + evidence.pooled as f32) / article.tokens,
        );
        put("in-longer", share(evidence.in_longer, evidence));
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
    }

    /// How a candidate is written: as a name or as words, with what letters and signs.
    #[inline(always)]
    fn each_of_writing(
        &self,
        candidate: &Candidate,
        topics: f32,
        evidence: &Evidence,
        put: &mut impl FnMut(&'static str, f32),
    ) {
        let written = self.candidates.first_written(candidate, self.tokens);
        let count_where = |test: fn(&Token) -> bool| {
            written.iter().filter(|word| test(word)).count() as f32 / topics
        };
        let characters: usize = written.iter().map(|word| word.span.len()).sum();
        put("as-name", share(evidence.as_name, evidence));
        put("as-words", share(evidence.as_words, evidence));
        put("whole-name", share(evidence.whole_name, evidence));
        put("honored", share(evidence.honored, evidence));
        put(
            "capitalised",
            count_where(|word| word.shape.is_capitalised()),
        );
        put(
            "all-capitals",
            count_where(|word| word.shape.is_all_capitals()),
        );
        put("numbers", count_where(|word| word.role == Role::Number));
        put("hyphens", count_where(|word| word.joint == Joint::Hyphen));
        put("topics", topics);
        put("links", candidate.words().len() as f32 - topics);
        put("characters", characters as f32);
        put(
            "characters-last",
            written.last().map_or(0.0, |word| word.span.len() as f32),
        );
    }

    fn places(&self, occurrences: &[Occurrence]) -> Places {
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

/// The share of a candidate's mentions that `count` of them are.
fn share(count: u32, evidence: &Evidence) -> f32 {
    count as f32 / evidence.count().max(1) as f32
}

/// What a candidate's words are, and between what words it stands.
#[inline(always)]
fn each_of_grammar(grammar: &Grammar, put: &mut impl FnMut(&'static str, f32)) {
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
}

/// What is known of a candidate's words, whatever stands between them.
#[inline(always)]
fn each_of_words(
    words: &Words,
    topics: f32,
    evidence: &Evidence,
    put: &mut impl FnMut(&'static str, f32),
) {
    let count = evidence.count().max(1);
    let heft = 1.0 + ln(count);
    put("rarity-least", words.rarity.least);
    put("rarity-most", words.rarity.most);
    put("rarity-mean", words.rarity.mean());
    put("rarity-first", words.first.rarity);
    put("rarity-last", words.last.rarity);
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
    put("cohesion", count as f32 * topics / words.count.sum.max(1.0));
    put("title-words", words.in_title / topics);
    put("title-last", f32::from(words.last.in_title));
    put("first-sentence-words", words.in_first_sentence / topics);
    put("noun-last", words.last.noun);
    put("verb-last", words.last.verb);
    put("verb-first", words.first.verb);
    put("adjective-likely", words.first.adjective);
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

#[cfg(test)]
mod tests {
    use super::{COUNT, each_name, names};
    use crate::document::testing::document;
    use crate::fraction::Fraction;
    use crate::scoring::{Aim, Method};
    use crate::tagging::rows::rows;

    #[test]
    fn there_are_as_many_features_as_a_row_has_places() {
        let mut names = Vec::new();
        each_name(|name| names.push(name));
        assert_eq!(names.len(), COUNT);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), COUNT, "two features have one name");
    }

    #[test]
    fn the_least_of_words_is_of_one_of_them() {
        let document = document(
            "en",
            "The diesel ferries of Tarrow were replaced by electric ferries.",
        );
        let scores = Method::default().score(&document, "", Aim::of(1));
        let at = |wanted: &str| names().iter().position(|name| *name == wanted).unwrap();
        let found = rows(&document, &scores, Fraction::ONE, true);
        assert!(!found.is_empty());
        for row in found {
            for (least, most) in [
                ("books-least", "books-most"),
                ("weight-least", "weight-most"),
            ] {
                let (least, most) = (row.values[at(least)], row.values[at(most)]);
                assert!(
                    0.0 < least && least <= most,
                    "{}: {least} and {most}",
                    row.text
                );
            }
        }
    }
}
