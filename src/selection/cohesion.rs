//! Which sentences lean on others, and cannot be read without them.
//!
//! A sentence that opens with a pronoun or a connective leans on the one before, or on the nearest
//! one before that does not itself lean back: that one names what is spoken of. A sentence with one
//! end of a quotation leans on its neighbour in the paragraph, where the quotation goes on. A
//! question leans on the sentence after it, its answer.

use super::openings::Openers;
use super::{names, quotations};
use crate::document::{Document, Sentence};

/// How loose a sentence is whose only fault is a name that is told in full elsewhere.
const NAME: f32 = 0.15;

/// What leans on what in one document.
#[derive(Clone, Debug, Default)]
pub struct Links {
    leanings: Vec<Leaning>,
    /// A sentence and one that leans on it, sorted.
    reverse: Vec<(u32, u32)>,
}

/// What one sentence leans on, by sentence number.
#[derive(Clone, Copy, Debug, Default)]
struct Leaning {
    /// The sentence before, and the nearest one before it that names what is spoken of: either will
    /// do.
    opening: Option<(u32, u32)>,
    /// The first and the nearest sentence that tell in full a name that it shortens: either will do.
    name: Option<(u32, u32)>,
    /// The sentence before, where a quotation comes over from it.
    quote_before: Option<u32>,
    /// The sentence after, where a quotation goes on into it.
    quote_after: Option<u32>,
    /// The sentence after, where this one asks.
    answer: Option<u32>,
}

/// What a summary leaves loose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LooseEnds {
    /// Sentences that open with a pronoun or connective and whose antecedent was left out.
    pub openings: u32,
    /// Sentences about somebody whose full name was left out.
    pub names: u32,
    /// Sentences with one half of a quotation whose other half was left out.
    pub quotes: u32,
    /// Questions whose answer was left out.
    pub questions: u32,
}

impl Links {
    /// The links between `document`'s sentences. Linear in its length.
    pub fn of(document: &Document) -> Links {
        let sentences = document.sentences();
        let mut leanings = vec![Leaning::default(); sentences.len()];
        link_openings(document, &mut leanings);
        names::links(document, |at, told| {
            if let Some(leaning) = leanings.get_mut(at) {
                leaning.name = Some(told);
            }
        });
        quotations::links(document, |at| {
            if let Some([before, after]) = leanings.get_mut(at..).and_then(<[_]>::first_chunk_mut) {
                before.quote_after = Some(at as u32 + 1);
                after.quote_before = Some(at as u32);
            }
        });
        link_questions(document, &mut leanings);
        let pairs = (0..)
            .zip(&leanings)
            .flat_map(|(at, leaning)| leaning.targets().map(move |target| (target, at)));
        let mut reverse = Vec::with_capacity(2 * sentences.len());
        reverse.extend(pairs);
        reverse.sort_unstable();
        reverse.dedup();
        Links { leanings, reverse }
    }

    /// The sentences that `sentence` leans on, or may.
    pub(super) fn targets(&self, sentence: usize) -> impl Iterator<Item = usize> {
        let leaning = self.leanings.get(sentence);
        leaning
            .into_iter()
            .flat_map(|leaning| leaning.targets().map(|at| at as usize))
    }

    /// How much `sentence` leans on what is not `chosen`, in [0, 1]: a name that nobody has told is
    /// read more easily than a pronoun or half a quotation.
    pub(super) fn looseness(&self, sentence: usize, chosen: impl Fn(usize) -> bool) -> f32 {
        let Some(leaning) = self.leanings.get(sentence) else {
            return 0.0;
        };
        let ends = leaning.loose_ends(chosen);
        if ends.openings + ends.quotes + ends.questions > 0 {
            1.0
        } else if ends.names > 0 {
            NAME
        } else {
            0.0
        }
    }

    /// The sentences that lean on `sentence`.
    pub(super) fn leaning_on(&self, sentence: usize) -> impl Iterator<Item = usize> {
        let target = sentence as u32;
        let first = self.reverse.partition_point(|&(other, _)| other < target);
        let rest = self.reverse.get(first..).unwrap_or_default().iter();
        rest.take_while(move |&&(other, _)| other == target)
            .map(|&(_, leaning)| leaning as usize)
    }

    /// What a summary of the sentences `chosen` leaves loose.
    pub fn loose_ends(&self, chosen: &[usize]) -> LooseEnds {
        let leanings = chosen.iter().filter_map(|&at| self.leanings.get(at));
        let ends = leanings.map(|leaning| leaning.loose_ends(|at| chosen.contains(&at)));
        ends.fold(LooseEnds::default(), |sum, ends| LooseEnds {
            openings: sum.openings + ends.openings,
            names: sum.names + ends.names,
            quotes: sum.quotes + ends.quotes,
            questions: sum.questions + ends.questions,
        })
    }
}

impl Leaning {
    fn targets(&self) -> impl Iterator<Item = u32> + use<> {
        let (before, named) = self.opening.unzip();
        let (first, nearest) = self.name.unzip();
        [
            before,
            named,
            first,
            nearest,
            self.quote_before,
            self.quote_after,
            self.answer,
        ]
        .into_iter()
        .flatten()
    }

    fn loose_ends(&self, chosen: impl Fn(usize) -> bool) -> LooseEnds {
        let missing = |at: Option<u32>| at.is_some_and(|at| !chosen(at as usize));
        let (before, named) = self.opening.unzip();
        let (first, nearest) = self.name.unzip();
        LooseEnds {
            openings: u32::from(missing(before) && missing(named)),
            names: u32::from(missing(first) && missing(nearest)),
            quotes: u32::from(missing(self.quote_before) || missing(self.quote_after)),
            questions: u32::from(missing(self.answer)),
        }
    }
}

fn link_openings(document: &Document, leanings: &mut [Leaning]) {
    let Some(openers) = Openers::of(document) else {
        return;
    };
    let mut before = None;
    let mut named = 0;
    for ((at, sentence), leaning) in (0..).zip(document.sentences()).zip(leanings) {
        if sentence.boilerplate {
            continue;
        }
        match before {
            Some(before) if openers.leans_back(document, sentence) => {
                leaning.opening = Some((before, named));
            }
            _ => named = at,
        }
        before = Some(at);
    }
}

fn link_questions(document: &Document, leanings: &mut [Leaning]) {
    let story = (0..).zip(document.sentences()).zip(leanings);
    let mut asked: Option<&mut Leaning> = None;
    for ((at, sentence), leaning) in story.filter(|((_, sentence), _)| !sentence.boilerplate) {
        if let Some(question) = asked.take() {
            question.answer = Some(at);
        }
        asked = asks(document, sentence).then_some(leaning);
    }
}

fn asks(document: &Document, sentence: &Sentence) -> bool {
    let text = document.sentence_text(sentence);
    text.trim_end_matches(['"', '”', '»', '\'', '’', ')'])
        .ends_with(['?', '？', '؟'])
}

#[cfg(test)]
mod tests {
    use super::{Links, LooseEnds};
    use crate::document::testing::document;

    fn loose_ends(language_code: &str, sentences: &[&str], chosen: &[usize]) -> LooseEnds {
        let text = sentences.join(" ");
        let document = document(language_code, &text);
        let found: Vec<&str> = document
            .sentences()
            .iter()
            .map(|s| document.sentence_text(s))
            .collect();
        assert_eq!(found, sentences);
        Links::of(&document).loose_ends(chosen)
    }

    #[test]
    fn an_opening_dangles_unless_its_antecedent_is_there() {
        type Case = (
            &'static str,
            &'static str,
            &'static [&'static str],
            &'static [usize],
            u32,
        );
        let cases: &[Case] = &[
            ("named", "en", &["Ann Lee left.", "Bo Ray stayed."], &[1], 0),
            (
                "first of the article",
                "en",
                &["He left.", "Bo Ray stayed."],
                &[0],
                0,
            ),
            (
                "pronoun",
                "en",
                &["Ann Lee left.", "She was late."],
                &[1],
                1,
            ),
            (
                "with its antecedent",
                "en",
                &["Ann Lee left.", "She was late."],
                &[0, 1],
                0,
            ),
            (
                "connective",
                "en",
                &["Ann Lee left.", "But Bo Ray stayed."],
                &[1],
                1,
            ),
            (
                "one further on",
                "en",
                &["Ann Lee left.", "She ran.", "Her bus waited."],
                &[0, 2],
                0,
            ),
            (
                "only the pronoun before",
                "en",
                &["Ann Lee left.", "She ran.", "Her bus waited."],
                &[1, 2],
                1,
            ),
            (
                "a time, no antecedent",
                "en",
                &["Ann Lee left.", "This week Bo Ray stayed."],
                &[1],
                0,
            ),
            (
                "what another one does also",
                "en",
                &["Ann Lee left.", "Bo Ray will also leave."],
                &[1],
                1,
            ),
            (
                "also, far from the opening",
                "en",
                &[
                    "Ann Lee left.",
                    "Bo Ray and the whole of the crew will also leave.",
                ],
                &[1],
                0,
            ),
            (
                "after something",
                "en",
                &["Ann Lee left.", "Some hours later Bo Ray called."],
                &[1],
                1,
            ),
            (
                "a quotation of nobody named",
                "en",
                &["Ann Lee left.", "\"I shall be back,\" she said."],
                &[1],
                1,
            ),
            (
                "a quotation of somebody named",
                "en",
                &["Ann Lee left.", "\"Boats come back,\" Bo Ray said."],
                &[1],
                0,
            ),
            (
                "in French",
                "fr",
                &["Anne est partie.", "Mais elle revient."],
                &[1],
                1,
            ),
            (
                "in Norwegian",
                "nb",
                &["Anne dro.", "Hun kommer tilbake."],
                &[1],
                1,
            ),
            (
                "in Turkish",
                "tr",
                &["Ayşe gitti.", "Ancak geri dönüyor."],
                &[1],
                1,
            ),
            (
                "in Vietnamese",
                "vi",
                &["Lan đã đi.", "Tuy nhiên Lan sẽ về."],
                &[1],
                1,
            ),
            ("no table", "fi", &["Anna lähti.", "Hän palaa."], &[1], 0),
        ];
        for (name, language, sentences, chosen, expected) in cases {
            let ends = loose_ends(language, sentences, chosen);
            assert_eq!(ends.openings, *expected, "{name}");
        }
    }

    #[test]
    fn half_a_quotation_and_a_bare_question_are_loose_ends() {
        let quote = [
            "Ann Lee said: \"The old ferry to the islands, which nobody ever found the money to replace and which breaks down every other winter, is late again and will stay where it is.",
            "Nobody in the harbour office knows why, and nobody in the town hall wants to hear of it before the election in the spring, when all of them will stand on the pier and promise us another one.\"",
            "Bo Ray nodded.",
        ];
        let question = [
            "Why is the ferry late?",
            "The engine broke.",
            "Bo Ray nodded.",
        ];
        type Case<'a> = (&'a str, &'a [&'a str; 3], &'a [usize], u32, u32);
        let cases: &[Case] = &[
            ("first half", &quote, &[0], 1, 0),
            ("second half", &quote, &[1], 1, 0),
            ("both", &quote, &[0, 1], 0, 0),
            ("neither", &quote, &[2], 0, 0),
            ("question alone", &question, &[0, 2], 0, 1),
            ("question and answer", &question, &[0, 1], 0, 0),
        ];
        for (name, sentences, chosen, quotes, questions) in cases {
            let ends = loose_ends("en", *sentences, chosen);
            assert_eq!(
                (ends.quotes, ends.questions),
                (*quotes, *questions),
                "{name}"
            );
        }
    }
}
