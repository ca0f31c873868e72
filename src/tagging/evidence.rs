//! Evidence: what can be counted of every candidate at little cost.

use super::candidates::{Candidate, Candidates, Occurrence};
use super::tokens::{Joint, Role, Token};
use crate::interrupt::Pulse;
use crate::scoring::scores::Scores;

/// What is known of a candidate. Counts are of occurrences.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence {
    /// In the title.
    pub in_title: u32,
    /// In the text.
    pub in_text: u32,
    /// Where all topic words are capitalised, one of them tellingly.
    pub as_name: u32,
    /// Where a topic word is not capitalised.
    pub as_words: u32,
    /// Where it is a whole run of capitalised words.
    pub whole_name: u32,
    /// Where it is a noun phrase.
    pub as_noun: u32,
    /// Where it is one that no word beside it belongs to.
    pub whole_noun: u32,
    /// Where it may be a noun phrase, the tagger of parts of speech being wrong at times.
    pub perhaps_noun: u32,
    /// Where a person's title goes before it.
    pub honored: u32,
    /// In short forms of it that were counted as mentions: "Lee" for "Lee Jae Myung".
    pub pooled: u32,
    /// Words of the text before its first occurrence there.
    pub first: u32,
    /// The number of the sentence of its first occurrence in the text.
    pub first_sentence: u32,
    /// Occurrences of the longer candidate that holds it most often.
    pub in_longer: u32,
    /// The best score of a sentence that it stands in, in [0, 1].
    pub best_sentence: f32,
}

impl Evidence {
    /// Whether it is a name rather than a phrase.
    pub fn is_name(&self) -> bool {
        self.as_name > self.as_words
    }

    /// Whether it is a name, and somewhere the whole of one.
    pub fn is_whole_name(&self) -> bool {
        self.is_name() && self.whole_name > 0
    }

    /// Occurrences in title and text.
    pub fn count(&self) -> u32 {
        self.in_title + self.in_text
    }
}

/// The evidence for every candidate, by its number, as far as `pulse` lets it look.
pub fn gather(
    tokens: &[Token],
    candidates: &Candidates,
    scores: &Scores,
    mut pulse: Pulse<'_>,
) -> Vec<Evidence> {
    let start = tokens.iter().take_while(|token| token.in_title()).count();
    let traits = Traits::of_all(tokens);
    let words = Words {
        tokens,
        traits: &traits,
        start,
        scores,
    };
    let of = |candidate| words.evidence(candidates.occurrences(candidate));
    let going = candidates.iter().take_while(|_| pulse.beats());
    let mut all = Vec::with_capacity(candidates.len());
    all.extend(going.map(of));
    let several = candidates.iter().filter(|candidate| candidate.content > 1);
    for candidate in several.take_while(|_| pulse.beats()) {
        let count = candidate.count() as u32;
        for part in parts(candidate, candidates) {
            if let Some(evidence) = all.get_mut(part as usize) {
                evidence.in_longer = evidence.in_longer.max(count);
            }
        }
    }
    all
}

/// The candidates that are runs of some of a candidate's words.
pub fn parts<'c>(
    candidate: &'c Candidate,
    candidates: &'c Candidates,
) -> impl Iterator<Item = u32> + 'c {
    let words = candidate.words();
    let lengths = 1..words.len();
    lengths.flat_map(move |length| {
        let runs = words.windows(length);
        runs.filter_map(|run| candidates.find(run))
    })
}

/// The words that candidates are made of.
struct Words<'d> {
    tokens: &'d [Token],
    traits: &'d [Traits],
    /// The first one of the text; those before are the title's.
    start: usize,
    scores: &'d Scores,
}

impl Words<'_> {
    fn evidence(&self, occurrences: &[Occurrence]) -> Evidence {
        let mut evidence = Evidence {
            first: u32::MAX,
            ..Evidence::default()
        };
        for occurrence in occurrences {
            let (first, last) = (occurrence.first as usize, occurrence.last as usize);
            self.add(first, last, &mut evidence);
            let Some(word) = self.tokens.get(first) else {
                continue;
            };
            if first >= self.start {
                if evidence.in_text == 0 {
                    evidence.first = (first - self.start) as u32;
                    evidence.first_sentence = word.sentence;
                }
                evidence.in_text += 1;
                let score = self.scores.of(word.sentence as usize);
                evidence.best_sentence = evidence.best_sentence.max(score);
            } else {
                evidence.in_title += 1;
            }
        }
        evidence
    }

    /// Adds what the words from `first` to `last` tell.
    fn add(&self, first: usize, last: usize, evidence: &mut Evidence) {
        let words = self.traits.get(first..=last).unwrap_or_default();
        let (Some(&begin), Some((&end, inner))) = (words.first(), words.split_last()) else {
            return;
        };
        let inner = inner.iter().fold(Traits::ALL, |all, &word| all.and(word));
        let all = inner.and(end);
        let capitalised = all.has(Traits::CAPITALISED);
        let noun = all.has(Traits::NOMINAL) && end.has(Traits::NOUN);
        let whole_noun = begin.has(Traits::NOUN_BEGINS) && end.has(Traits::NOUN_ENDS);
        let perhaps_noun = inner.has(Traits::MODIFIES) && end.has(Traits::PERHAPS_NOUN);
        let telling = !all.has(Traits::UNTELLING);
        let whole_name = begin.has(Traits::NAME_BEGINS) && end.has(Traits::NAME_ENDS);
        evidence.honored += u32::from(begin.has(Traits::HONORED));
        evidence.as_words += u32::from(!capitalised);
        evidence.as_noun += u32::from(noun);
        evidence.whole_noun += u32::from(noun && whole_noun);
        evidence.perhaps_noun += u32::from(perhaps_noun);
        evidence.as_name += u32::from(capitalised && telling);
        evidence.whole_name += u32::from(capitalised && whole_name);
    }
}

/// What holds of a word, a bit each. A word stands in several candidates, and is looked at once.
#[derive(Clone, Copy)]
struct Traits(u16);

impl Traits {
    /// It is capitalised. This and the next three hold of all words that are no topic words.
    const CAPITALISED: u16 = 1;
    /// It is not capitalised tellingly.
    const UNTELLING: u16 = 1 << 1;
    /// It can stand in a noun phrase.
    const NOMINAL: u16 = 1 << 2;
    /// It may stand in one before its last word, or is no last part of a word with a hyphen.
    const MODIFIES: u16 = 1 << 3;
    /// It ends a noun phrase if it ends a phrase.
    const NOUN: u16 = 1 << 4;
    /// It may end one though the tagger takes it for a verb.
    const PERHAPS_NOUN: u16 = 1 << 5;
    /// The word before it does not belong to its noun phrase.
    const NOUN_BEGINS: u16 = 1 << 6;
    /// The word after it does not belong to its noun phrase.
    const NOUN_ENDS: u16 = 1 << 7;
    /// The word before it does not belong to its run of capitalised words.
    const NAME_BEGINS: u16 = 1 << 8;
    /// The word after it does not belong to its run of capitalised words.
    const NAME_ENDS: u16 = 1 << 9;
    /// A person's title goes before it.
    const HONORED: u16 = 1 << 10;

    const ALL: Traits = Traits(u16::MAX);

    /// The traits of all `tokens`.
    fn of_all(tokens: &[Token]) -> Vec<Traits> {
        let before = [None].into_iter().chain(tokens.iter().map(Some));
        let after = tokens.iter().skip(1).map(Some).chain([None]);
        let mut traits = Vec::with_capacity(tokens.len());
        traits.extend(before.zip(tokens).zip(after).map(Traits::of));
        traits
    }

    fn of(((before, token), after): ((Option<&Token>, &Token), Option<&Token>)) -> Traits {
        let plain = token.role != Role::Topic;
        let number = token.role == Role::Number;
        let before_hyphen = after.is_some_and(|next| next.joint == Joint::Hyphen);
        let capitalised = token.shape.capitalised;
        let name_goes_on = after.is_some_and(|after| continues(after, Some(token)));
        let traits = [
            (Traits::CAPITALISED, plain || capitalised),
            (Traits::UNTELLING, plain || !(capitalised && token.telling)),
            (Traits::NOMINAL, plain || token.is_nominal()),
            (
                Traits::MODIFIES,
                plain || before_hyphen || token.may_modify(),
            ),
            (Traits::NOUN, number || token.is_noun()),
            (Traits::PERHAPS_NOUN, number || token.may_be_noun()),
            (Traits::NOUN_BEGINS, !is_nominal_before(before, token)),
            (Traits::NOUN_ENDS, !is_noun_after(after)),
            (Traits::NAME_BEGINS, !continues(token, before)),
            (Traits::NAME_ENDS, !name_goes_on),
            (Traits::HONORED, token.honored),
        ];
        let held = traits.map(|(bit, holds)| if holds { bit } else { 0 });
        Traits(held.iter().fold(0, |all, bit| all | bit))
    }

    fn and(self, other: Traits) -> Traits {
        Traits(self.0 & other.0)
    }

    fn has(self, bit: u16) -> bool {
        self.0 & bit != 0
    }
}

/// Whether the word before a phrase that begins with `first` belongs to the same noun phrase.
pub fn is_nominal_before(before: Option<&Token>, first: &Token) -> bool {
    first.is_joined() && before.is_some_and(|word| word.is_nominal() && word.role == Role::Topic)
}

/// Whether the word after a phrase belongs to the same noun phrase.
pub fn is_noun_after(after: Option<&Token>) -> bool {
    after.is_some_and(|word| word.is_joined() && word.is_noun() && word.role == Role::Topic)
}

/// Whether `token` is in one run of capitalised words with the token before it.
fn continues(token: &Token, before: Option<&Token>) -> bool {
    let name = |token: &Token| token.shape.capitalised && token.role == Role::Topic;
    token.is_joined() && name(token) && before.is_some_and(name)
}
