//! Which sentences of a document are captions.

use super::Document;
use crate::text::boilerplate::captions::labelled_captions;
use crate::text::language::Language;

/// Sentences of the longest caption before the credit of its picture.
const CREDITED: usize = 2;

impl Document<'_> {
    /// Marks captions with a label.
    pub(super) fn mark_labelled_captions(&mut self) {
        if self.language() != Language::english() {
            return;
        }
        let story = self.sentences.iter().enumerate();
        let story = story.filter(|(_, sentence)| !sentence.boilerplate);
        let texts = story.map(|(at, sentence)| (at, sentence.span.of(self.text)));
        for at in labelled_captions(texts) {
            self.mark(at..at + 1);
        }
    }

    /// Marks the last sentence, which has the credit of a picture, and the caption before it.
    pub(super) fn mark_credited_caption(&mut self) {
        let count = self.sentences.len();
        self.mark(self.caption_above(count.saturating_sub(1))..count);
    }

    /// Where the caption begins whose credit is in sentence `credit`; there if there is none.
    fn caption_above(&self, credit: usize) -> usize {
        let above = self.sentences.get(..credit).unwrap_or_default();
        let paragraph = |at: usize| self.sentences.get(at).map(|sentence| sentence.paragraph);
        let own = paragraph(credit);
        let last = credit.checked_sub(1).and_then(paragraph);
        if last.is_none() || last != own && !self.is_right_below(credit) {
            return credit;
        }
        let caption = above.iter().rev();
        let caption = caption.take_while(|sentence| Some(sentence.paragraph) == last);
        match caption.take(CREDITED + 1).count() {
            length @ ..=CREDITED => credit - length,
            _ => credit,
        }
    }

    /// Whether a sentence stands on the line below the one before it, and something else further down.
    fn is_right_below(&self, at: usize) -> bool {
        let span = |at: usize| self.sentences.get(at).map(|sentence| sentence.span);
        let (Some(above), Some(own)) = (at.checked_sub(1).and_then(span), span(at)) else {
            return false;
        };
        let between = self.text.get(above.end()..own.begin()).unwrap_or_default();
        let rest = self.text.get(own.end()..).unwrap_or_default();
        let (after, _) = rest.split_at(rest.len() - rest.trim_start().len());
        breaks(between) == 1 && breaks(after) > 1
    }
}

fn breaks(gap: &str) -> usize {
    gap.matches('\n').count()
}
