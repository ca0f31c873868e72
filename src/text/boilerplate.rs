//! Lines that a page carries beside its story: bylines, time stamps, captions, invitations to click.

use super::language::Language;

/// Whether `sentence` belongs to the page rather than to the story.
pub fn is_boilerplate(sentence: &str, _language: Language) -> bool {
    [
        "PUBLISHED:",
        "UPDATED:",
        "Scroll down for",
        "Read more",
        "Click here",
    ]
    .iter()
    .any(|cue| sentence.starts_with(cue))
}
