//! What sentences lean on that open with a pronoun or a connective.

use super::openings::Openers;
use crate::document::Document;

/// Calls `link` with the number of each sentence of `document`'s story that leans back, and with those
/// of the sentence before it and of the nearest one before that does not itself lean back: that one names
/// what is spoken of.
pub(super) fn links(document: &Document, mut link: impl FnMut(usize, (u32, u32))) {
    let Some(openers) = Openers::of(document) else {
        return;
    };
    let mut before = None;
    let mut named = 0;
    for (at, sentence) in (0..).zip(document.sentences()) {
        if sentence.boilerplate {
            continue;
        }
        match before {
            Some(before) if openers.leans_back(document, sentence) => {
                link(at as usize, (before, named));
            }
            _ => named = at,
        }
        before = Some(at);
    }
}
