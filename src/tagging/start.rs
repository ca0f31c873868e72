//! The start that names have: an editor files the story under them, though readers who were asked for
//! keyphrases left many out.
//!
//! Chosen with the heads that weigh names of articles whose main names readers told from others
//! (`docs/model-card-tags.md`). Units: log-odds.

use super::evidence::Evidence;
use super::model::Readers;
use super::reading::Reading;
use super::register::Register;

/// Any name, in a language with a tagger.
const NAME: f32 = 0.2;

/// A full name in the title, in a language without one.
const IN_TITLE: f32 = 0.3;

/// What the candidate of that number has over others, in log-odds: 0 for all but names, and in science for all. Where
/// single words are preferred names count for less, as phrases do.
pub fn of_name(reading: &Reading, number: u32, readers: Readers) -> f32 {
    let evidence = reading.evidence.get(number as usize);
    let candidate = reading.candidates.get(number);
    match (evidence, candidate) {
        (Some(evidence), Some(candidate)) if evidence.is_whole_name() => {
            readers.style.get() * start(candidate.content > 1, readers, evidence)
        }
        _ => 0.0,
    }
}

/// What a name with this evidence has over other candidates.
fn start(several: bool, readers: Readers, evidence: &Evidence) -> f32 {
    match readers.tagged {
        true if readers.register == Register::Science => 0.0,
        true => NAME,
        false if several && evidence.in_title > 0 => IN_TITLE,
        false => 0.0,
    }
}
