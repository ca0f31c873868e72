//! Names: short forms are mentions of the full name.

use super::candidates::Candidates;
use super::evidence::Evidence;
use super::lexicon::Lexicon;
use crate::text::terms::TermId;

/// For each candidate, the full name that it is a short form of.
///
/// A full name is a run of two or more capitalised words; its last word alone ("Lee Jae Myung" as
/// "Myung", "Ida Bergstrom" as "Bergstrom") is its short form, and its first word is where a title goes
/// before either ("President Lee"). A short form of two names belongs to the one that does not begin with
/// a common word ("Draft Bergstrom"), or to the one that is mentioned twice as often, or else to none; and
/// the full name comes first in the text or stands there twice.
pub fn pool(
    candidates: &Candidates,
    lexicon: &Lexicon,
    evidence: &mut [Evidence],
) -> Vec<Option<u32>> {
    let owners = short_forms(candidates, lexicon, evidence);
    let mut pooled = vec![None; candidates.len()];
    for (word, owner) in owners {
        let Some(short) = candidates.find(&[word]) else {
            continue;
        };
        let (Some(&of_short), Some(&of_full)) = (
            evidence.get(short as usize),
            evidence.get(owner.number as usize),
        ) else {
            continue;
        };
        let person = of_short.honored + of_full.honored > 0;
        let known = of_full.whole_name > 1 && !owner.common;
        let introduced = of_full.in_title > 0 || of_full.first <= of_short.first || known;
        let sure = owner.sure && of_short.is_name() && introduced && (owner.last_word || person);
        // A first word that is mostly on its own is a name of its own ("Apple" beside "Apple Watch").
        let own = !person && !owner.last_word && of_short.whole_name > 3 * of_full.whole_name;
        if !sure || own {
            continue;
        }
        if let Some(slot) = pooled.get_mut(short as usize) {
            *slot = Some(owner.number);
        }
        if let Some(full) = evidence.get_mut(owner.number as usize) {
            full.pooled += of_short.whole_name;
            full.honored += of_short.honored;
            full.best_sentence = full.best_sentence.max(of_short.best_sentence);
        }
    }
    pooled
}

/// First and last words of names in a usual article.
const USUAL: usize = 128;

/// The full name that a word could stand for.
#[derive(Clone, Copy)]
struct Owner {
    number: u32,
    mentions: u32,
    /// Its first word is one that is written in small letters elsewhere: "Draft Bergstrom".
    common: bool,
    last_word: bool,
    sure: bool,
}

/// The words that could stand for a full name, in order, each with that name.
fn short_forms(
    candidates: &Candidates,
    lexicon: &Lexicon,
    evidence: &[Evidence],
) -> Vec<(TermId, Owner)> {
    let mut owners = Vec::with_capacity(USUAL);
    for (number, (candidate, evidence)) in (0..).zip(candidates.iter().zip(evidence)) {
        let full = candidate.content > 1 && evidence.is_whole_name();
        let &[first, .., last] = candidate.words() else {
            continue;
        };
        if !full || evidence.in_text == 0 {
            continue;
        }
        for (word, last_word) in [(first, false), (last, true)] {
            let owner = Owner {
                number,
                mentions: evidence.whole_name,
                common: lexicon.of_term(first).common,
                last_word,
                sure: true,
            };
            owners.push((word, owner));
        }
    }
    // Owners of one word keep their order.
    owners.sort_by_key(|&(word, _)| word);
    owners.dedup_by(|(next, owner), (word, likeliest)| {
        let same = next == word;
        if same && likeliest.number != owner.number {
            *likeliest = the_likelier(*likeliest, *owner);
        }
        same
    });
    owners
}

fn the_likelier(a: Owner, b: Owner) -> Owner {
    if a.common != b.common {
        return if a.common { b } else { a };
    }
    let (more, less) = if b.mentions > a.mentions {
        (b, a)
    } else {
        (a, b)
    };
    Owner {
        sure: more.mentions >= 2 * less.mentions && more.sure,
        ..more
    }
}
