//! Claims: which phrases the tags of a vocabulary stand for.

use std::collections::BTreeSet;

use crate::scoring::scores::Signal;
use crate::tagging::tags::Tag;
use crate::text::span::Span;

/// Where tags of a vocabulary are mentioned, each with the number of the tag; sorted.
pub struct Claims(Vec<(Span, usize)>);

impl Claims {
    /// The places where `tags` are mentioned.
    pub fn of(tags: &[Tag]) -> Claims {
        let all = tags.iter().enumerate();
        let all =
            all.flat_map(|(number, tag)| tag.mentions.iter().map(move |&span| (span, number)));
        let mut claims: Vec<(Span, usize)> = all.collect();
        claims.sort_unstable();
        Claims(claims)
    }

    /// Whether a tag is mentioned at one of `places`, no more and no less.
    pub fn hold(&self, mut places: impl Iterator<Item = Span>) -> bool {
        !self.0.is_empty() && places.any(|span| self.at(span).next().is_some())
    }

    /// The numbers of the tags that are mentioned at one of `places`.
    pub fn owners(&self, places: impl Iterator<Item = Span>) -> BTreeSet<usize> {
        places.flat_map(|span| self.at(span)).collect()
    }

    fn at(&self, span: Span) -> impl Iterator<Item = usize> {
        let begin = self.0.partition_point(|&(other, _)| other < span);
        let rest = self.0.get(begin..).unwrap_or_default().iter();
        rest.take_while(move |&&(other, _)| other == span)
            .map(|&(_, number)| number)
    }
}

/// Gives `tag` the score of the phrase that it stands for, and the evidence behind that, if it is the higher one.
pub fn raise(tag: &mut Tag, score: f32, signals: impl FnOnce() -> Vec<Signal>) {
    if score > tag.score {
        tag.score = score;
        tag.signals = signals();
    }
}
