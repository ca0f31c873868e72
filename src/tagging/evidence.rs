//! Evidence: what can be counted of every candidate at little cost.

use bitflags::bitflags;

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
    /// Where it may be a noun phrase in the text, the tagger of parts of speech being wrong at times, and in titles
    /// more often: "Bridge reopens".
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
    /// Longer candidates that hold it and may be noun phrases.
    pub longer: u32,
    /// The number of that one of these which is a whole noun phrase most often; none if none is one.
    pub wholest: Option<u32>,
    /// How often it is one.
    pub longer_whole: u32,
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

    /// Whether it stands in the text where it may be a noun phrase.
    pub fn may_be_phrase(&self) -> bool {
        self.perhaps_noun > 0
    }

    /// Adds the longer candidate of that number, of which `longer` is known.
    fn add_longer(&mut self, number: u32, longer: &Evidence) {
        self.in_longer = self.in_longer.max(longer.count());
        self.longer += u32::from(longer.may_be_phrase());
        if longer.may_be_phrase() && longer.whole_noun > self.longer_whole {
            self.wholest = Some(number);
            self.longer_whole = longer.whole_noun;
        }
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
    let several = (0..)
        .zip(candidates.iter())
        .filter(|(_, candidate)| candidate.content > 1);
    for (number, candidate) in several.take_while(|_| pulse.beats()) {
        let Some(&own) = all.get(number as usize) else {
            break;
        };
        for part in parts(candidate, candidates) {
            if let Some(evidence) = all.get_mut(part as usize) {
                evidence.add_longer(number, &own);
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
        let token = |at: usize| self.tokens.get(at);
        let (Some(word), Some(end), Some(traits)) =
            (token(first), token(last), self.traits.get(first..=last))
        else {
            return;
        };
        let topics = Topics::of(traits);
        let number = end.role == Role::Number;
        evidence.honored += u32::from(word.honored);
        evidence.as_words += u32::from(!topics.capitalised);
        let before = first.checked_sub(1).and_then(token);
        let after = token(last + 1);
        let noun = topics.nominal && (end.is_noun() || number);
        evidence.as_noun += u32::from(noun);
        evidence.whole_noun +=
            u32::from(noun && !is_nominal_before(before, word) && !is_noun_after(after));
        let perhaps_noun = topics.modify && (end.may_be_noun() || number);
        evidence.perhaps_noun += u32::from(perhaps_noun && !word.in_title());
        evidence.as_name += u32::from(topics.capitalised && topics.telling);
        if topics.capitalised && !continues(word, before) {
            let goes_on = after.is_some_and(|after| continues(after, Some(end)));
            evidence.whole_name += u32::from(!goes_on);
        }
    }
}

/// What holds of the topic words of an occurrence.
struct Topics {
    /// All of them are capitalised.
    capitalised: bool,
    /// One of them is, tellingly.
    telling: bool,
    /// All of them can stand in a noun phrase.
    nominal: bool,
    /// All but the last may stand in one before its last word; of a word with hyphens the last part
    /// tells.
    modify: bool,
}

impl Topics {
    /// What the traits of an occurrence's words add up to.
    fn of(traits: &[Traits]) -> Topics {
        let Some((last, inner)) = traits.split_last() else {
            return Topics::of(&[Traits::all()]);
        };
        let inner = inner.iter().fold(Traits::all(), |all, &word| all & word);
        let all = inner & *last;
        Topics {
            capitalised: all.contains(Traits::CAPITALISED),
            telling: !all.contains(Traits::UNTELLING),
            nominal: all.contains(Traits::NOMINAL),
            modify: inner.contains(Traits::MODIFIES),
        }
    }
}

bitflags! {
    /// What holds of a word; all of it of words that are no topic words. A word stands in several candidates, and
    /// is looked at once.
    #[derive(Clone, Copy)]
    struct Traits: u8 {
        /// It is capitalised.
        const CAPITALISED = 1;
        /// It is not capitalised tellingly.
        const UNTELLING = 1 << 1;
        /// It can stand in a noun phrase.
        const NOMINAL = 1 << 2;
        /// It may stand in one before its last word, or is no last part of a word with a hyphen.
        const MODIFIES = 1 << 3;
    }
}

impl Traits {
    /// The traits of all `tokens`.
    fn of_all(tokens: &[Token]) -> Vec<Traits> {
        let after = tokens.iter().skip(1).map(Some).chain([None]);
        let mut traits = Vec::with_capacity(tokens.len());
        traits.extend(tokens.iter().zip(after).map(Traits::of));
        traits
    }

    fn of((token, next): (&Token, Option<&Token>)) -> Traits {
        if token.role != Role::Topic {
            return Traits::all();
        }
        let before_hyphen = next.is_some_and(|next| next.joint == Joint::Hyphen);
        let telling = token.shape.is_capitalised() && token.telling;
        let mut traits = Traits::empty();
        traits.set(Traits::CAPITALISED, token.shape.is_capitalised());
        traits.set(Traits::UNTELLING, !telling);
        traits.set(Traits::NOMINAL, token.is_nominal());
        traits.set(Traits::MODIFIES, before_hyphen || token.may_modify());
        traits
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
    let name = |token: &Token| token.shape.is_capitalised() && token.role == Role::Topic;
    token.is_joined() && name(token) && before.is_some_and(name)
}
