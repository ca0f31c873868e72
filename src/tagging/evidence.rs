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
    let of = |candidate| of_candidate(candidates.occurrences(candidate), tokens, start, scores);
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

fn of_candidate(
    occurrences: &[Occurrence],
    tokens: &[Token],
    start: usize,
    scores: &Scores,
) -> Evidence {
    let mut evidence = Evidence {
        first: u32::MAX,
        ..Evidence::default()
    };
    for occurrence in occurrences {
        let (first, last) = (occurrence.first as usize, occurrence.last as usize);
        let Some(words) = tokens.get(first..=last) else {
            continue;
        };
        let before = first.checked_sub(1).and_then(|at| tokens.get(at));
        evidence.add(words, before, tokens.get(last + 1));
        let sentence = words.first().map_or(0, |word| word.sentence);
        if first >= start {
            if evidence.in_text == 0 {
                evidence.first = (first - start) as u32;
                evidence.first_sentence = sentence;
            }
            evidence.in_text += 1;
            evidence.best_sentence = evidence.best_sentence.max(scores.of(sentence as usize));
        } else {
            evidence.in_title += 1;
        }
    }
    evidence
}

impl Evidence {
    fn add(&mut self, words: &[Token], before: Option<&Token>, after: Option<&Token>) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return;
        };
        let topics = Topics::of(words);
        let number = last.role == Role::Number;
        self.honored += u32::from(first.honored);
        self.as_words += u32::from(!topics.capitalised);
        self.as_noun += u32::from(topics.nominal && (last.is_noun() || number));
        self.perhaps_noun += u32::from(topics.modify && (last.may_be_noun() || number));
        self.as_name += u32::from(topics.capitalised && topics.telling);
        if topics.capitalised && !continues(first, before) {
            let goes_on = after.is_some_and(|after| continues(after, Some(last)));
            self.whole_name += u32::from(!goes_on);
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
    fn of(words: &[Token]) -> Topics {
        let mut topics = Topics {
            capitalised: true,
            telling: false,
            nominal: true,
            modify: true,
        };
        let mut rest = words;
        while let Some((word, after)) = rest.split_first() {
            if word.role == Role::Topic {
                topics.capitalised &= word.shape.capitalised;
                topics.telling |= word.shape.capitalised && word.telling;
                topics.nominal &= word.is_nominal();
                let before_hyphen = |next: &Token| next.joint == Joint::Hyphen;
                topics.modify &= after.first().is_none_or(before_hyphen) || word.may_modify();
            }
            rest = after;
        }
        topics
    }
}

/// Whether `token` is in one run of capitalised words with the token before it.
fn continues(token: &Token, before: Option<&Token>) -> bool {
    let name = |token: &Token| token.shape.capitalised && token.role == Role::Topic;
    let joined = matches!(token.joint, Joint::Blank | Joint::Hyphen);
    joined && name(token) && before.is_some_and(name)
}
