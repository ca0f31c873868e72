//! What the longer candidates that hold a candidate tell: one that stands on its own as often leaves the
//! shorter one little to say.

use crate::tagging::candidates::{Candidate, Candidates};
use crate::tagging::evidence::Evidence;
use crate::tagging::lexicon::Lexicon;
use crate::text::counts::ln;

/// The longer candidates that hold a candidate and may be noun phrases.
pub(super) struct Longer {
    /// How many there are.
    number: u32,
    /// How often that one of them is a whole noun phrase which is one most often.
    whole: u32,
    /// What the words of that one weigh together; 0 if none is one.
    weight: f32,
}

impl Longer {
    /// What the evidence for a candidate tells of those that hold it.
    pub fn of(evidence: &Evidence, candidates: &Candidates, lexicon: &Lexicon) -> Longer {
        let wholest = evidence.wholest.and_then(|number| candidates.get(number));
        Longer {
            number: evidence.longer,
            whole: evidence.longer_whole,
            weight: wholest.map_or(0.0, |wholest| weight(wholest, lexicon)),
        }
    }

    /// Gives each feature to `put`, with its name; the candidate stands `count` times. Their number and how
    /// often one is whole are logarithms, from 0 and from minus that of the count; the share is that to the
    /// count, from 0; a weight is from 0 to some hundreds.
    #[inline(always)]
    pub fn each(&self, count: u32, put: &mut impl FnMut(&'static str, f32)) {
        let count = count.max(1);
        put("longer", ln(1 + self.number));
        put("longer-whole", ln(1 + self.whole) - ln(count));
        put("longer-whole-share", self.whole as f32 / count as f32);
        put("longer-weight", self.weight);
    }
}

fn weight(candidate: &Candidate, lexicon: &Lexicon) -> f32 {
    let words = candidate.words().iter();
    words.map(|&term| lexicon.of_term(term).weight()).sum()
}

#[cfg(test)]
mod tests {
    use crate::document::testing::document;
    use crate::fraction::Fraction;
    use crate::scoring::{Aim, Method};
    use crate::tagging::features::names;
    use crate::tagging::rows::{Row, rows};

    #[test]
    fn a_part_is_told_of_the_whole_that_holds_it_and_the_whole_of_none() {
        let document = document(
            "en",
            "The harbour bridge of Tarrow was shut. The harbour bridge is old. The bridge opens in May.",
        );
        let scores = Method::default().score(&document, "", Aim::of(1));
        let found = rows(&document, &scores, Fraction::ONE, true);
        let at = |row: &Row, wanted: &str| {
            row.values[names().iter().position(|name| *name == wanted).unwrap()]
        };
        let row = |text: &str| found.iter().find(|row| row.text == text).unwrap();
        let (part, whole) = (row("bridge"), row("harbour bridge"));
        assert!(at(part, "longer") > 0.0);
        assert_eq!(at(part, "longer-whole-share"), 2.0 / 3.0);
        assert_eq!(at(part, "longer-whole"), 0.0, "two and one beside three");
        assert!(at(part, "longer-weight") >= at(whole, "weight-sum"));
        assert!(at(whole, "longer-whole-share") < at(part, "longer-whole-share"));
    }
}
