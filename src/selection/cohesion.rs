//! Which sentences lean on others, and cannot be read without them.
//!
//! A sentence that opens with a pronoun or a connective leans on the one before, or on the nearest
//! one before that does not itself lean back: that one names what is spoken of. A sentence with one
//! end of a quotation leans on its neighbour in the paragraph, where the quotation goes on. A
//! question leans on the sentence after it, its answer; one that ends the story has none.

use super::leaning::{Leaning, LooseEnds};
use super::{antecedents, names, questions, quotations};
use crate::document::Document;

/// How loose a sentence is whose only fault is a name that is told in full elsewhere.
const NAME: f32 = 0.15;

/// What leans on what in one document.
#[derive(Clone, Debug, Default)]
pub struct Links {
    leanings: Vec<Leaning>,
    /// A sentence and one that leans on it, sorted.
    reverse: Vec<(u32, u32)>,
}

impl Links {
    /// The links between `document`'s sentences. Linear in its length.
    pub fn of(document: &Document) -> Links {
        let mut leanings = vec![Leaning::default(); document.sentences().len()];
        antecedents::links(document, |at, antecedents| {
            if let Some(leaning) = leanings.get_mut(at) {
                leaning.opening = Some(antecedents);
            }
        });
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
        questions::links(document, |at, answer| {
            if let Some(leaning) = leanings.get_mut(at) {
                leaning.answer = answer;
                leaning.unanswered = answer.is_none();
            }
        });
        let reverse = reversed(&leanings);
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

/// A sentence and one that leans on it, for each of those, sorted.
fn reversed(leanings: &[Leaning]) -> Vec<(u32, u32)> {
    let pairs = (0..)
        .zip(leanings)
        .flat_map(|(at, leaning)| leaning.targets().map(move |target| (target, at)));
    let mut reverse = Vec::with_capacity(2 * leanings.len());
    reverse.extend(pairs);
    reverse.sort_unstable();
    reverse.dedup();
    reverse
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
        // Language, what the case shows, sentences, those that are chosen, how many dangle.
        let cases = r#"
            en | named | Ann Lee left. / Bo Ray stayed. | 1 | 0
            en | first of the article | He left. / Bo Ray stayed. | 0 | 0
            en | pronoun | Ann Lee left. / She was late. | 1 | 1
            en | with its antecedent | Ann Lee left. / She was late. | 0 1 | 0
            en | connective | Ann Lee left. / But Bo Ray stayed. | 1 | 1
            en | one further on | Ann Lee left. / She ran. / Her bus waited. | 0 2 | 0
            en | only the pronoun before | Ann Lee left. / She ran. / Her bus waited. | 1 2 | 1
            en | a time, no antecedent | Ann Lee left. / This week Bo Ray stayed. | 1 | 0
            en | what another one does also | Ann Lee left. / Bo Ray will also leave. | 1 | 1
            en | also, far from the opening | Ann Lee left. / Bo Ray and the whole of the crew will also leave. | 1 | 0
            en | after something | Ann Lee left. / Some hours later Bo Ray called. | 1 | 1
            en | a quotation of nobody named | Ann Lee left. / "I shall be back," she said. | 1 | 1
            en | a quotation of somebody named | Ann Lee left. / "Boats come back," Bo Ray said. | 1 | 0
            fr | in French | Anne est partie. / Mais elle revient. | 1 | 1
            nb | in Norwegian | Anne dro. / Hun kommer tilbake. | 1 | 1
            tr | in Turkish | Ayşe gitti. / Ancak geri dönüyor. | 1 | 1
            vi | in Vietnamese | Lan đã đi. / Tuy nhiên Lan sẽ về. | 1 | 1
            fi | no table | Anna lähti. / Hän palaa. | 1 | 0"#;
        for case in cases.lines().skip(1) {
            let fields: Vec<&str> = case.split('|').map(str::trim).collect();
            let [language, name, sentences, chosen, expected] = fields[..] else {
                panic!("{case:?} has five fields");
            };
            let sentences: Vec<&str> = sentences.split(" / ").collect();
            let chosen = chosen.split(' ').map(|at| at.parse().expect("a number"));
            let ends = loose_ends(language, &sentences, &chosen.collect::<Vec<_>>());
            assert_eq!(ends.openings.to_string(), expected, "{name}");
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
        let left = [
            "The engine broke.",
            "Bo Ray nodded.",
            "Would you have waited?",
        ];
        type Case<'a> = (&'a str, &'a [&'a str; 3], &'a [usize], u32, u32);
        let cases: &[Case] = &[
            ("first half", &quote, &[0], 1, 0),
            ("second half", &quote, &[1], 1, 0),
            ("both", &quote, &[0, 1], 0, 0),
            ("neither", &quote, &[2], 0, 0),
            ("question alone", &question, &[0, 2], 0, 1),
            ("question and answer", &question, &[0, 1], 0, 0),
            ("question to the reader", &left, &[0, 2], 0, 1),
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
