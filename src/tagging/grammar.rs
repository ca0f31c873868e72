//! Grammar: what a candidate's words are, and between what words it stands.

use super::candidates::Occurrence;
use super::evidence::{is_nominal_before, is_noun_after};
use super::tokens::{Joint, Role, Token};
use crate::text::part_of_speech::PartOfSpeech;

/// Shares of a candidate's occurrences, in [0, 1]. All are 0 where there is no tagger, but for
/// those of marks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Grammar {
    /// It is a noun phrase.
    pub noun: f32,
    /// It is a noun phrase that no word beside it belongs to.
    pub whole_noun: f32,
    /// It begins with an adjective.
    pub adjective_first: f32,
    /// It ends with an adjective.
    pub adjective_last: f32,
    /// It ends with a name.
    pub name_last: f32,
    /// It holds a verb.
    pub verb: f32,
    /// It holds an adverb.
    pub adverb: f32,
    /// A noun or adjective stands before it.
    pub nominal_before: f32,
    /// A noun stands after it.
    pub noun_after: f32,
    /// A mark stands before it.
    pub mark_before: f32,
    /// A mark stands after it.
    pub mark_after: f32,
    /// A determiner stands before it.
    pub determiner_before: f32,
    /// A preposition stands before it.
    pub preposition_before: f32,
    /// A verb stands before it.
    pub verb_before: f32,
    /// A preposition stands after it.
    pub preposition_after: f32,
    /// A verb stands after it.
    pub verb_after: f32,
    /// A topic word stands before it.
    pub topic_before: f32,
    /// A topic word stands after it.
    pub topic_after: f32,
    /// An auxiliary, a pronoun or a conjunction stands before it.
    pub helper_before: f32,
    /// An auxiliary, a pronoun or a conjunction stands after it.
    pub helper_after: f32,
    /// A determiner stands after it.
    pub determiner_after: f32,
}

impl Grammar {
    /// What can be said of a candidate with these occurrences.
    pub fn of(occurrences: &[Occurrence], tokens: &[Token]) -> Grammar {
        let mut grammar = Grammar::default();
        for occurrence in occurrences {
            let (first, last) = (occurrence.first as usize, occurrence.last as usize);
            let before = first.checked_sub(1).and_then(|at| tokens.get(at));
            if let Some(words) = tokens.get(first..=last) {
                grammar.add(words, before, tokens.get(last + 1));
            }
        }
        let share = 1.0 / occurrences.len().max(1) as f32;
        grammar
            .values()
            .into_iter()
            .for_each(|value| *value *= share);
        grammar
    }

    fn add(&mut self, words: &[Token], before: Option<&Token>, after: Option<&Token>) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return;
        };
        let before = before.filter(|_| first.joint != Joint::Apart);
        let after = after.filter(|after| after.joint != Joint::Apart);
        self.add_neighbours(before, after);
        if first.part.is_none() {
            return;
        }
        let mut topics = words
            .iter()
            .filter(|word| matches!(word.role, Role::Topic | Role::Number));
        let nominal =
            topics.all(Token::is_nominal) && (last.is_noun() || last.role == Role::Number);
        let more_before = is_nominal_before(before, first);
        let more_after = is_noun_after(after);
        let has = |part| words.iter().any(|word| word.part == Some(part));
        let facts = [
            (&mut self.noun, nominal),
            (&mut self.whole_noun, nominal && !more_before && !more_after),
            (
                &mut self.adjective_first,
                first.part == Some(PartOfSpeech::Adjective),
            ),
            (
                &mut self.adjective_last,
                last.part == Some(PartOfSpeech::Adjective),
            ),
            (&mut self.name_last, last.part == Some(PartOfSpeech::Name)),
            (&mut self.verb, has(PartOfSpeech::Verb)),
            (&mut self.adverb, has(PartOfSpeech::Adverb)),
            (&mut self.nominal_before, more_before),
            (&mut self.noun_after, more_after),
        ];
        facts
            .into_iter()
            .for_each(|(sum, fact)| *sum += f32::from(fact));
    }

    fn add_neighbours(&mut self, before: Option<&Token>, after: Option<&Token>) {
        use PartOfSpeech::{Auxiliary, Conjunction, Determiner, Preposition, Pronoun, Verb};
        let is = |token: Option<&Token>, parts: &[PartOfSpeech]| {
            token
                .and_then(|token| token.part)
                .is_some_and(|part| parts.contains(&part))
        };
        let topic = |token: Option<&Token>| {
            token.is_some_and(|token| matches!(token.role, Role::Topic | Role::Number))
        };
        let helpers = [Auxiliary, Pronoun, Conjunction];
        let facts = [
            (&mut self.topic_before, topic(before)),
            (&mut self.topic_after, topic(after)),
            (&mut self.helper_before, is(before, &helpers)),
            (&mut self.helper_after, is(after, &helpers)),
            (&mut self.determiner_after, is(after, &[Determiner])),
            (&mut self.mark_before, before.is_none()),
            (&mut self.mark_after, after.is_none()),
            (&mut self.determiner_before, is(before, &[Determiner])),
            (&mut self.preposition_before, is(before, &[Preposition])),
            (&mut self.verb_before, is(before, &[Verb, Auxiliary])),
            (&mut self.preposition_after, is(after, &[Preposition])),
            (&mut self.verb_after, is(after, &[Verb, Auxiliary])),
        ];
        facts
            .into_iter()
            .for_each(|(sum, fact)| *sum += f32::from(fact));
    }

    fn values(&mut self) -> [&mut f32; 21] {
        [
            &mut self.noun,
            &mut self.whole_noun,
            &mut self.adjective_first,
            &mut self.adjective_last,
            &mut self.name_last,
            &mut self.verb,
            &mut self.adverb,
            &mut self.nominal_before,
            &mut self.noun_after,
            &mut self.mark_before,
            &mut self.mark_after,
            &mut self.determiner_before,
            &mut self.preposition_before,
            &mut self.verb_before,
            &mut self.preposition_after,
            &mut self.verb_after,
            &mut self.topic_before,
            &mut self.topic_after,
            &mut self.helper_before,
            &mut self.helper_after,
            &mut self.determiner_after,
        ]
    }
}
