//! Speakers: the labels of a transcript ("Q:", "SPEAKER:"), which say who talks and are no words of the story.

use super::tokens::{Joint, Role, Token};

/// Words of the longest label.
const LONGEST: usize = 4;

/// Bars the labels before what somebody says: words in capitals from the start of a line to a colon, where
/// the text has two or more of them.
pub fn bar(text: &str, tokens: &mut [Token]) {
    let labels: Vec<(usize, usize)> = (0..tokens.len())
        .filter_map(|at| Some((at, label(text, tokens.get(at..)?)?)))
        .collect();
    if labels.len() < 2 {
        return;
    }
    for (at, words) in labels {
        let label = tokens.iter_mut().skip(at).take(words);
        label.for_each(|token| token.role = Role::Barrier);
    }
}

/// The number of words of the label that `tokens` begin with.
fn label(text: &str, tokens: &[Token]) -> Option<usize> {
    let first = tokens
        .first()
        .filter(|token| token.shape.is_all_capitals())?;
    let before = text.get(..first.span.begin())?;
    let starts = !first.in_title() && first.joint == Joint::Apart;
    let line = before.trim_end_matches([' ', '\t']);
    if !starts || !(line.is_empty() || line.ends_with('\n')) {
        return None;
    }
    let label = tokens.iter().take(LONGEST);
    let mut label = label.take_while(|token| token.shape.is_all_capitals());
    let ends = |token: &Token| {
        text.get(token.span.end()..)
            .is_some_and(|rest| rest.starts_with(':'))
    };
    label.position(ends).map(|last| last + 1)
}
