//! Diversity: a likeness to a better candidate counts against one.
//!
//! Maximal marginal relevance (Carbonell & Goldstein, SIGIR 1998) over the best candidates; two
//! are as like as the share of their words that they have in common (Jaccard).

use super::candidates::{Candidate, Candidates};
use super::ranking::Ranked;
use crate::fraction::Fraction;

/// Candidates that are compared with each other; those behind them keep their order.
const COMPARED: usize = 256;

/// Puts `ranked`, the best first, into the order in which they should be chosen. Scores stay.
pub fn diverse(ranked: &mut [Ranked], candidates: &Candidates, diversity: Fraction) {
    let weight = diversity.get();
    if weight == 0.0 {
        return;
    }
    let compared = ranked.len().min(COMPARED);
    let mut likeness = vec![0.0_f32; compared];
    for next in 0..compared {
        let worth = |at: usize| {
            let score = ranked.get(at).map_or(0.0, |one| one.score);
            let like = likeness.get(at).copied().unwrap_or(0.0);
            (1.0 - weight) * score - weight * like
        };
        let best = (next..compared).fold(
            next,
            |best, at| {
                if worth(at) > worth(best) { at } else { best }
            },
        );
        // The others keep their order.
        if let (Some(order), Some(like)) =
            (ranked.get_mut(next..=best), likeness.get_mut(next..=best))
        {
            order.rotate_right(1);
            like.rotate_right(1);
        }
        let chosen = ranked
            .get(next)
            .and_then(|one| candidates.get(one.candidate));
        for (one, like) in ranked.iter().zip(&mut likeness).skip(next + 1) {
            if let (Some(chosen), Some(one)) = (chosen, candidates.get(one.candidate)) {
                *like = like.max(jaccard(chosen, one));
            }
        }
    }
}

fn jaccard(a: &Candidate, b: &Candidate) -> f32 {
    let shared = a
        .words()
        .iter()
        .filter(|word| b.words().contains(word))
        .count();
    let all = a.words().len() + b.words().len() - shared;
    shared as f32 / all.max(1) as f32
}
