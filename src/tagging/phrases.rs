//! Keyphrases and entities: from tokens to written tags.

use std::collections::HashSet;

use super::candidates::{Candidate, Occurrence};
use super::display::{self, Written};
use super::diversity::diverse;
use super::entity::entity_type;
use super::evidence::parts;
use super::merging::{Family, Merger};
use super::model::Model;
use super::ranking::{Judge, Ranked};
use super::reading::Reading;
use super::register::Register;
use super::shortlist::shortlist;
use super::slug::slug;
use super::tags::{Tag, TagKind, TagOptions, Tags};
use super::tokens::{Joint, Role, Token};
use super::vocabulary::claims::{Claims, raise};
use crate::document::Document;
use crate::fraction::Fraction;
use crate::scoring::scores::{Scores, Signal};
use crate::text::part_of_speech::PartOfSpeech;
use crate::text::span::Span;

/// The keyphrases and entities of `document`, the best first, but those that a tag of `taken`, of a vocabulary,
/// stands for and those that score less than `least`. A tag of `taken` gets the score of the phrase that it stands
/// for, if that is the higher one.
pub fn phrase_tags(
    model: &Model,
    document: &Document,
    scores: &Scores,
    options: &TagOptions,
    taken: &mut [Tag],
    least: f32,
) -> Tags {
    let reading = Reading::of(document, scores, &options.stop_words, true);
    let phrases = Phrases {
        judge: Judge::of(model, document, &reading, options.style),
        reading: &reading,
    };
    let families = phrases.families(options, taken, least);
    let mut tags = Vec::with_capacity(families.len());
    let written = families.iter();
    let mut room = Vec::new();
    tags.extend(written.filter_map(|family| phrases.write(family, options.explain, &mut room)));
    let warnings = reading.candidates.warning().into_iter().collect();
    Tags { tags, warnings }
}

/// Under this style a person's surname may be a tag beside the full name, and a part beside its whole.
const PARTS_BELOW: Fraction = Fraction::clamped(0.5);

/// Tags that share their main word, at most.
const SAME_HEAD: usize = 2;

/// The same in scientific text, whose terms are built on each other: "filter", "wavelet filter", "noise filter".
const SAME_HEAD_IN_SCIENCE: usize = 4;

/// The candidates of a document, and who judges them.
struct Phrases<'d> {
    judge: Judge<'d>,
    /// What the judge reads.
    reading: &'d Reading,
}

impl<'d> Phrases<'d> {
    /// The families that become tags, the best first. Those that a tag of `taken` stands for hand their score over.
    fn families(&self, options: &TagOptions, taken: &mut [Tag], least: f32) -> Vec<Family> {
        let claims = Claims::of(taken);
        let eligible = self.eligible(options, &claims);
        let most = options.max_tags as usize;
        let shortlist = shortlist(self.reading, eligible, most, self.judge.readers.style);
        let mut ranked = self.judge.ranked(&shortlist);
        let candidates = &self.reading.candidates;
        diverse(
            &mut ranked,
            candidates,
            options.diversity.unwrap_or(Fraction::ZERO),
        );
        let science = self.judge.readers.register == Register::Science;
        let merger = Merger {
            document: self.judge.document,
            tokens: &self.reading.tokens,
            candidates,
            evidence: &self.reading.evidence,
            pooled: &self.reading.pooled,
            keeps_parts: science || self.judge.readers.style < PARTS_BELOW,
            same_head: if science {
                SAME_HEAD_IN_SCIENCE
            } else {
                SAME_HEAD
            },
        };
        let mut families = merger.families(&ranked, most + taken.len());
        families.retain(|family| !self.hand_over(family, &claims, taken, options.explain));
        families.retain(|family| family.head.score >= least);
        families.truncate(most);
        families
    }

    /// The numbers of the candidates that may become tags: those in the text that the options
    /// allow or a vocabulary names, and of a full name and its short forms the full name.
    fn eligible(&self, options: &TagOptions, claims: &Claims) -> impl Iterator<Item = u32> {
        let reading = self.reading;
        let fits =
            move |candidate: &Candidate| candidate.words().len() <= options.max_words as usize;
        let cut = self.cut_names(fits);
        let shadowed = move |number: u32| {
            let full = reading.pooled.get(number as usize).copied().flatten();
            let full = full.and_then(|full| reading.candidates.get(full));
            full.is_some_and(fits) && self.judge.readers.style >= PARTS_BELOW
        };
        let is_shadow = move |number: u32| {
            let shadow = reading.shadows.get(number as usize) == Some(&true);
            shadow && self.judge.readers.style >= PARTS_BELOW
        };
        let wanted =
            move |number| options.kinds.is_empty() || options.kinds.contains(&self.kind(number));
        let allowed = move |&number: &u32| {
            let Some(candidate) = reading.candidates.get(number) else {
                return false;
            };
            let claimed = || claims.hold(self.places(candidate));
            !shadowed(number)
                && !is_shadow(number)
                && !self.is_described_name(candidate)
                && (fits(candidate) && wanted(number) && !cut.contains(&number) || claimed())
        };
        reading.usable(self.judge.readers.style).filter(allowed)
    }

    /// The numbers of the candidates of several words that stand nowhere but in a name that does not fit: "New York
    /// State Board" of "New York State Board of Elections".
    fn cut_names(&self, fits: impl Fn(&Candidate) -> bool) -> HashSet<u32> {
        let Reading {
            candidates,
            evidence,
            ..
        } = self.reading;
        let all = candidates.iter().zip(evidence);
        let long = all.filter(|(name, evidence)| !fits(name) && evidence.is_whole_name());
        let cut = long.flat_map(|(name, _)| {
            let is_cut = |&part: &u32| {
                let part = candidates.get(part);
                part.is_some_and(|part| {
                    let inside = part.content > 1 && part.count() <= name.count();
                    inside && !self.is_told_more_of(part, name)
                })
            };
            parts(name, candidates).filter(is_cut)
        });
        cut.collect()
    }

    /// Whether `part` is a name of its own, of which `name` tells from where it is: "Ida Bergstrom" of "Ida Bergstrom
    /// of Tarrow Harbour".
    fn is_told_more_of(&self, part: &Candidate, name: &Candidate) -> bool {
        let written = self
            .reading
            .candidates
            .first_written(name, &self.reading.tokens);
        let begins = name.words().starts_with(part.words());
        let link = written.get(part.words().len());
        let link = link.is_some_and(|link| matches!(link.role, Role::Link | Role::NameLink));
        let last = part.words().last();
        begins && link && last.is_some_and(|&last| !self.reading.is_common(last))
    }

    /// Whether a candidate is a name and small words before it that say who bears it: "heartthrob Ida
    /// Bergstrom", "Tarrow heartthrob Ida Bergstrom", "ferry line Tidewatch"; before a single word these end
    /// with a noun, unlike "northern Tareshia". The name itself is a candidate too.
    fn is_described_name(&self, candidate: &Candidate) -> bool {
        let Reading {
            candidates, tokens, ..
        } = self.reading;
        let words = candidates.first_written(candidate, tokens);
        let in_name = |word: &&Token| word.shape.is_capitalised() && word.role == Role::Topic;
        let last = words.iter().rev().take_while(in_name).count();
        let small = words.len() - last;
        let described = words.get(..small).unwrap_or_default().last();
        let described = described.filter(|word| word.role == Role::Topic);
        let noun = described.is_some_and(|word| word.part == Some(PartOfSpeech::Noun));
        let apart = words.last().is_some_and(|name| name.joint == Joint::Blank);
        last > 1 && described.is_some() || last == 1 && noun && apart
    }

    fn kind(&self, candidate: u32) -> TagKind {
        match self.reading.evidence.get(candidate as usize) {
            Some(evidence) if evidence.is_whole_name() => TagKind::Entity,
            _ => TagKind::Keyphrase,
        }
    }

    fn mentions(&self, candidate: &Candidate) -> impl Iterator<Item = (Span, u32)> {
        let occurrences = self.reading.candidates.occurrences(candidate).iter();
        occurrences.filter_map(|&occurrence| display::mention(&self.reading.tokens, occurrence))
    }

    fn places(&self, candidate: &Candidate) -> impl Iterator<Item = Span> {
        self.mentions(candidate).map(|(span, _)| span)
    }

    /// Hands the score of `family` over to the tags of a vocabulary that stand for the same, and to those that are
    /// short forms of its name, which stand beside it; `false` if none stands for the same.
    fn hand_over(
        &self,
        family: &Family,
        claims: &Claims,
        taken: &mut [Tag],
        explain: bool,
    ) -> bool {
        let Ranked { candidate, score } = family.head;
        let owners_of = |numbers: &[u32]| {
            let candidates = numbers.iter();
            let candidates = candidates.filter_map(|&number| self.reading.candidates.get(number));
            claims.owners(candidates.flat_map(|candidate| self.places(candidate)))
        };
        let owners = owners_of(&[candidate, family.written]);
        let short_forms = owners_of(&family.variants);
        for &number in owners.union(&short_forms) {
            if let Some(tag) = taken.get_mut(number) {
                raise(tag, score, || self.signals(candidate, explain));
            }
        }
        !owners.is_empty()
    }

    /// The evidence behind the score of a candidate, if that was asked for.
    fn signals(&self, candidate: u32, explain: bool) -> Vec<Signal> {
        match explain {
            true => self.judge.signals(candidate),
            false => Vec::new(),
        }
    }

    fn write(&self, family: &Family, explain: bool, room: &mut Vec<Written<'d>>) -> Option<Tag> {
        let Ranked {
            candidate: judged,
            score,
        } = family.head;
        let candidate = self.reading.candidates.get(judged)?;
        let written = self.reading.candidates.get(family.written)?;
        let occurrences: &[Occurrence] = self.reading.candidates.occurrences(written);
        let kind = self.kind(family.written);
        let text = display::form(
            self.judge.document,
            &self.reading.tokens,
            occurrences,
            kind == TagKind::Entity,
            room,
        );
        let variants = family
            .variants
            .iter()
            .filter_map(|&variant| self.reading.candidates.get(variant));
        let all = std::iter::once(candidate).chain(variants);
        let places = all
            .clone()
            .flat_map(|one| self.reading.candidates.occurrences(one));
        let entity_type = match kind {
            TagKind::Entity => entity_type(&self.reading.tokens, places.copied()),
            _ => None,
        };
        let occurrences = all.clone().map(|one| one.count()).sum();
        let mut mentions = Vec::with_capacity(occurrences);
        mentions.extend(all.flat_map(|one| self.mentions(one)));
        let (mentions, sentences) = in_order(mentions);
        Some(Tag {
            slug: slug(&text),
            text,
            kind,
            entity_type,
            vocabulary_id: None,
            score,
            mentions,
            sentences,
            signals: self.signals(judged, explain),
        })
    }
}

/// Mentions in the order of the text without those that lie inside an earlier one, and the numbers
/// of their sentences, each once.
pub fn in_order(mut mentions: Vec<(Span, u32)>) -> (Vec<Span>, Vec<u32>) {
    mentions.sort_by_key(|(span, _)| (span.begin(), std::cmp::Reverse(span.end())));
    let mut end = 0;
    mentions.retain(|(span, _)| {
        let apart = span.begin() >= end;
        end = end.max(span.end());
        apart
    });
    let spans = mentions.iter().map(|(span, _)| *span).collect();
    let mut sentences: Vec<u32> = mentions.into_iter().map(|(_, sentence)| sentence).collect();
    sentences.dedup();
    (spans, sentences)
}
