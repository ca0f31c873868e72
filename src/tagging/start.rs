//! The start that names have: an editor files the story under them, though readers who were asked for
//! keyphrases left many out.
//!
//! Chosen on sixty articles whose main names were labelled by hand, and halved since the head for phrases learns
//! from readers who named the main names of 660 (`docs/model-card-tags.md`). Units: log-odds.

use super::evidence::Evidence;
use super::reading::Reading;
use crate::fraction::Fraction;

/// A full name in the title.
const TITLE: f32 = 0.3;

/// A name of one of the first sentences, in a language with a tagger, as are those below.
const LEAD: f32 = 0.15;

/// There, and nowhere but inside of one longer phrase, of which it is not held to be a mere part: "Six
/// Nations" in "Six Nations rugby title".
const ENCLOSED: f32 = 0.35;

/// A full name that short forms of it take up, or a place that its adjectives do.
const TAKEN_UP: f32 = 0.25;

/// Sentences that are the first ones.
const LEAD_SENTENCES: u32 = 2;

/// Short forms or adjectives that take a name up.
const SHORT_FORMS: u32 = 2;

/// What the candidate of that number has over others, in log-odds: 0 for all but names. Where single words
/// are preferred names count for less, as phrases do.
pub fn of_name(reading: &Reading, number: u32, style: Fraction) -> f32 {
    let evidence = reading.evidence.get(number as usize);
    let candidate = reading.candidates.get(number);
    match (evidence, candidate) {
        (Some(evidence), Some(candidate)) if evidence.is_whole_name() => {
            style.get() * start(candidate.content > 1, reading.is_tagged(), evidence)
        }
        _ => 0.0,
    }
}

/// What a name with this evidence has over other candidates.
fn start(several: bool, tagged: bool, evidence: &Evidence) -> f32 {
    let lead = tagged && evidence.first_sentence < LEAD_SENTENCES;
    let enclosed = lead && evidence.in_longer >= evidence.count();
    let taken_up = tagged && evidence.pooled >= SHORT_FORMS;
    [
        (several && evidence.in_title > 0, TITLE),
        (lead, LEAD),
        (enclosed, ENCLOSED),
        (taken_up, TAKEN_UP),
    ]
    .iter()
    .map(|&(holds, bonus)| if holds { bonus } else { 0.0 })
    .sum()
}
