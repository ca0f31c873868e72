//! Labels: what stands before a colon and says who talks in a transcript ("Q:", "SPEAKER:"), or which section of an
//! abstract begins ("METHODS:"). They are no words of the story.

use super::tokens::{Joint, Role, Token};
use crate::text::section_labels::is_section_label;

/// Words of the longest label.
const LONGEST: usize = 4;

/// Labels of speakers in a transcript, at least.
const SPEAKERS: usize = 2;

/// What a run of words before a colon may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    /// Words in capitals from the start of a line on: who speaks, where the text has more of these.
    Speaker,
    /// The name of a section.
    Section,
}

/// Bars labels of sections, and those before what somebody says.
pub fn bar(text: &str, tokens: &mut [Token]) {
    let labels: Vec<(usize, usize, Label)> = (0..tokens.len())
        .filter_map(|at| label(text, tokens.get(at..)?).map(|(words, label)| (at, words, label)))
        .collect();
    let speakers = labels
        .iter()
        .filter(|(_, _, label)| *label == Label::Speaker);
    let transcript = speakers.count() >= SPEAKERS;
    for (at, words, label) in labels {
        if label == Label::Section || transcript {
            let label = tokens.iter_mut().skip(at).take(words);
            label.for_each(|token| token.role = Role::Barrier);
        }
    }
}

/// The number of words of the label that `tokens` begin with, and what it may be.
fn label(text: &str, tokens: &[Token]) -> Option<(usize, Label)> {
    let starts = |first: &&Token| {
        first.joint == Joint::Apart && first.shape.is_capitalised() && !first.in_title()
    };
    let begin = tokens.first().filter(starts)?.span.begin();
    let ends = |token: &Token| {
        let rest = text.get(token.span.end()..);
        rest.is_some_and(|rest| rest.starts_with(':'))
    };
    let last = tokens.iter().take(LONGEST).position(ends)?;
    let words = tokens.get(..=last)?;
    let written = text.get(begin..words.last()?.span.end())?;
    if is_section_label(written) {
        return Some((words.len(), Label::Section));
    }
    let line = text.get(..begin)?.trim_end_matches([' ', '\t']);
    let speaker = words.iter().all(|word| word.shape.is_all_capitals())
        && (line.is_empty() || line.ends_with('\n'));
    speaker.then_some((words.len(), Label::Speaker))
}
