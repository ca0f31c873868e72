//! Names that are told in full once and then by their last word alone: "Ada Brink", then "Brink".
//!
//! Whoever reads a sentence about "Brink" by itself does not know who that is, so it leans on one that
//! tells. Only the first name of a sentence counts, which mostly is its subject.

use hashbrown::HashMap;

use ahash::RandomState;

use crate::document::{Document, Sentence, Word};
use crate::text::terms::FormId;

/// Where a name is told in full.
#[derive(Clone, Copy)]
struct Told {
    /// The word before its last one.
    before: FormId,
    /// The first sentence that tells it, and the last one so far.
    sentences: (u32, u32),
}

/// Names that an article of the usual length tells in full.
const USUAL: usize = 56;

/// Calls `link` with the number of each sentence of `document` that has only the last word of the
/// name of what it is about, and with the first and the nearest sentence before it that tell it in full.
pub(super) fn links(document: &Document, mut link: impl FnMut(usize, (u32, u32))) {
    if document.language().capitalises_nouns() {
        return;
    }
    let mut told: HashMap<FormId, Told, RandomState> =
        HashMap::with_capacity_and_hasher(USUAL, RandomState::default());
    for (at, sentence) in (0..).zip(document.sentences()) {
        if sentence.boilerplate {
            continue;
        }
        let mut first = true;
        for name in Names::of(document, sentence) {
            let Some((last, rest)) = name.split_last() else {
                continue;
            };
            let known = told.get_mut(&last.form);
            match (rest.last(), known) {
                (Some(before), Some(known)) if before.form == known.before => {
                    known.sentences.1 = at;
                }
                (_, Some(known)) if first && known.sentences.1 != at => {
                    link(at as usize, known.sentences);
                }
                (Some(before), None) => {
                    let sentences = (at, at);
                    told.insert(
                        last.form,
                        Told {
                            before: before.form,
                            sentences,
                        },
                    );
                }
                _ => {}
            }
            first = false;
        }
    }
}

/// The stretches of words in capitals of a sentence.
struct Names<'a> {
    document: &'a Document<'a>,
    words: &'a [Word],
    at: usize,
}

impl<'a> Names<'a> {
    fn of(document: &'a Document<'a>, sentence: &Sentence) -> Names<'a> {
        Names {
            document,
            words: document.words_of(sentence),
            at: 0,
        }
    }

    fn is_name(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| {
            word.shape.is_capitalised()
                && !word.shape.is_number()
                && !self.document.terms().is_stop(word.form)
        })
    }

    /// Whether nothing but a blank, or a full stop and a blank as after "Gov.", is between two words.
    fn joined(&self, at: usize) -> bool {
        let (Some(word), Some(next)) = (self.words.get(at), self.words.get(at + 1)) else {
            return false;
        };
        let between = self
            .document
            .text()
            .get(word.span().end()..next.span().begin());
        matches!(between, Some(" " | ". "))
    }
}

impl<'a> Iterator for Names<'a> {
    type Item = &'a [Word];

    fn next(&mut self) -> Option<&'a [Word]> {
        while self.at < self.words.len() && !self.is_name(self.at) {
            self.at += 1;
        }
        let begin = self.at;
        while self.is_name(self.at) {
            self.at += 1;
            if !self.joined(self.at - 1) {
                break;
            }
        }
        (begin < self.at)
            .then(|| self.words.get(begin..self.at))
            .flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::links;
    use crate::document::testing::document;

    fn linked(language_code: &str, text: &str) -> Vec<Option<(u32, u32)>> {
        let document = document(language_code, text);
        let mut linked = vec![None; document.sentences().len()];
        links(&document, |at, told| linked[at] = Some(told));
        linked
    }

    #[test]
    fn a_last_name_leans_on_where_the_full_name_is_told() {
        let text = "The ferry was late. Its captain, Ada Brink, was ill. Mr Brink called a doctor. \
                    Everybody liked Ada Brink. Brink will be back in May.";
        let expected = [None, None, Some((1, 1)), None, Some((1, 3))];
        assert_eq!(linked("en", text), expected);
    }

    #[test]
    fn names_told_in_full_and_names_that_nobody_tells_lean_on_nothing() {
        let text = "Ada Brink was ill. Ada Brink called a doctor. Voss came at once.";
        assert_eq!(linked("en", text), [None, None, None]);
    }

    #[test]
    fn only_the_first_name_of_a_sentence_counts() {
        let text = "Ada Brink was ill. The doctor in Sandvik knew Brink well.";
        assert_eq!(linked("en", text), [None, None]);
    }

    #[test]
    fn it_holds_wherever_a_capital_makes_a_name() {
        let french = "Jeanne Morel a gagné. Morel est contente.";
        assert_eq!(linked("fr", french), [None, Some((0, 0))]);
        let turkish = "Ayşe Demir kazandı. Demir çok mutlu.";
        assert_eq!(linked("tr", turkish), [None, Some((0, 0))]);
        let german = "Anna Berg hat gewonnen. Berg und Tal waren voll.";
        assert_eq!(linked("de", german), [None, None]);
    }
}
