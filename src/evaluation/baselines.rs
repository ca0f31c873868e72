//! Summaries to compare with: the line to beat, and the ceiling.

use super::rouge::Tokenized;
use super::tokens::Tokens;
use crate::document::{Document, Sentence};
use crate::selection::budget::Budget;

/// The first sentences of the story: no boilerplate, no debris of fewer than five words. A sentence
/// that does not fit is passed over, and those after it still have their chance.
pub fn clean_lead(document: &Document, budget: &Budget) -> Vec<usize> {
    let mut room = Room::of(budget);
    let sound = document.sound_story();
    let fitting = sound.filter(|(_, sentence)| room.admit(words(document, sentence)));
    fitting.map(|(at, _)| at).collect()
}

/// The sentences that come nearest to `reference`, taken greedily by the sum of ROUGE-1 and ROUGE-2:
/// about as good as extraction can be (Nallapati et al., "SummaRuNNer", AAAI 2017).
pub fn oracle(
    document: &Document,
    budget: &Budget,
    reference: &Tokenized,
    tokens: &Tokens,
) -> Vec<usize> {
    let sentences = document.sentences();
    let mut room = Room::of(budget);
    let (mut chosen, mut best) = (Vec::new(), 0.0);
    let value = |chosen: &[usize]| {
        let texts = chosen.iter().filter_map(|&at| sentences.get(at));
        let texts = texts.map(|sentence| document.sentence_text(sentence));
        let (one, two) = Tokenized::of(texts, tokens).overlap(reference);
        one + two
    };
    loop {
        let mut found = None;
        for (at, sentence) in sentences.iter().enumerate() {
            if chosen.contains(&at) || !room.fits(words(document, sentence)) {
                continue;
            }
            let mut with: Vec<usize> = [chosen.as_slice(), &[at]].concat();
            with.sort_unstable();
            let value = value(&with);
            if value > best {
                (best, found) = (value, Some((at, with)));
            }
        }
        let Some((at, with)) = found else {
            return chosen;
        };
        room.admit(
            sentences
                .get(at)
                .map_or(0, |sentence| words(document, sentence)),
        );
        chosen = with;
    }
}

fn words(document: &Document, sentence: &Sentence) -> u32 {
    document.words_of(sentence).len() as u32
}

/// What is left of a budget in sentences and words.
struct Room {
    sentences: u32,
    words: u32,
}

impl Room {
    fn of(budget: &Budget) -> Room {
        Room {
            sentences: budget.max_sentences.unwrap_or(u32::MAX),
            words: budget.max_words.unwrap_or(u32::MAX),
        }
    }

    fn fits(&self, words: u32) -> bool {
        self.sentences > 0 && words <= self.words
    }

    fn admit(&mut self, words: u32) -> bool {
        let fits = self.fits(words);
        if fits {
            self.sentences -= 1;
            self.words -= words;
        }
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::{clean_lead, oracle};
    use crate::document::testing::document;
    use crate::evaluation::rouge::Tokenized;
    use crate::evaluation::tokens::Tokens;
    use crate::text::language::Language;

    fn english() -> Language {
        Language::of_code("en").expect("it is known")
    }
    use crate::selection::budget::Budget;

    const STORY: &str = "Oh dear. The council closed the bridge on Monday after engineers found cracks. \
        Buses will take the long way round by the mill. It rained. \
        Repairs will cost four million crowns, said Ada Voss.";

    #[test]
    fn the_line_to_beat_and_the_ceiling_keep_to_the_budget() {
        let document = document("en", STORY);
        let two = Budget {
            max_sentences: Some(2),
            ..Budget::default()
        };
        let short = Budget {
            max_words: Some(10),
            ..Budget::default()
        };
        assert_eq!(clean_lead(&document, &two), [1, 2]);
        assert_eq!(clean_lead(&document, &short), [2]);
        let tokens = Tokens::of_rouge(english());
        let reference = "Repairs to the bridge will cost four million crowns.";
        let reference = Tokenized::of([reference], &tokens);
        assert_eq!(oracle(&document, &short, &reference, &tokens), [4]);
    }
}
