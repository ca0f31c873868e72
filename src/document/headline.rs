//! Headlines that a text begins with: they say what the story says, and would push its lead out of a summary.

use super::{Document, Sentence};
use crate::text::sentences::is_ended;
use crate::text::terms::TermId;

/// Lines of the longest headline, with the one below it.
const LINES: usize = 2;

/// Sentences of a lead that say what its headline says.
const LEAD: usize = 2;

/// Words of the longest line.
const LONGEST: usize = 24;

impl Document<'_> {
    /// Marks the headline that the text begins with: the title once more, or a line that looks like one.
    pub(super) fn mark_headline(&mut self) {
        for _ in 0..LINES {
            let first = self.story().next();
            let headline = first.filter(|&(at, sentence)| {
                self.repeats_title(sentence) || self.is_headline(at, sentence)
            });
            let Some((at, _)) = headline else {
                return;
            };
            self.mark(at..at + 1);
        }
    }

    /// Whether a sentence has the same words as the title.
    fn repeats_title(&self, sentence: &Sentence) -> bool {
        let written = self.words_of(sentence).iter().map(|word| word.form);
        !self.title_words.is_empty() && written.eq(self.title_words.iter().map(|word| word.form))
    }

    /// Whether sentence `at` is a line by itself that does not end as sentences do, before a paragraph that
    /// does and that begins by saying it again.
    fn is_headline(&self, at: usize, line: &Sentence) -> bool {
        let after = self.sentences.get(at + 1..).unwrap_or_default();
        let before = at
            .checked_sub(1)
            .and_then(|above| self.sentences.get(above));
        let mut others = before.into_iter().chain(after.first());
        let alone = others.all(|sentence| sentence.paragraph != line.paragraph);
        let story = after.iter().filter(|sentence| !sentence.boilerplate);
        let below = story.clone().take(LINES - 1);
        let lines = below.take_while(|sentence| !self.ends(sentence)).count();
        let story = story.skip(lines);
        alone
            && !self.ends(line)
            && self.words_of(line).len() <= LONGEST
            && self.ends_paragraph(story.clone())
            && self.is_said_again(line, story)
    }

    /// Whether the first paragraph of `story` ends as sentences do.
    fn ends_paragraph<'s>(&self, story: impl Iterator<Item = &'s Sentence>) -> bool {
        let mut story = story.peekable();
        let paragraph = story.peek().map(|lead| lead.paragraph);
        let lead = story.take_while(|sentence| Some(sentence.paragraph) == paragraph);
        lead.last().is_some_and(|sentence| self.ends(sentence))
    }

    /// Whether half of a line's content words stand in the first sentences of `story`.
    fn is_said_again<'s>(
        &self,
        line: &Sentence,
        story: impl Iterator<Item = &'s Sentence>,
    ) -> bool {
        let lead = story
            .take(LEAD)
            .flat_map(|sentence| self.content_of(sentence));
        let lead: Vec<&TermId> = lead.collect();
        let content = self.content_of(line);
        let again = content.iter().filter(|term| lead.contains(term)).count();
        again > 1 && again * 2 >= content.len()
    }

    fn ends(&self, sentence: &Sentence) -> bool {
        is_ended(self.sentence_text(sentence))
    }
}
