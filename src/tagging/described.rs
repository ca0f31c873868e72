//! What is said of a name is no tag beside it: words that are added to it, or that say who bears it.

use super::candidates::Candidate;
use super::evidence::{Evidence, parts};
use super::merging::{Family, Merger};
use super::ranking::Ranked;
use super::tokens::{Joint, Token};

impl Merger<'_> {
    /// Whether `candidate`, which is no name, stands once and adds words to a full name that was found
    /// earlier: "crews thanked Ida Bergstrom" beside "Ida Bergstrom".
    pub fn dresses_name(&self, one: Ranked, candidate: &Candidate, found: &[Family]) -> bool {
        let is_name = |number: u32| self.is(number, Evidence::is_name);
        let full_name = |number: u32| {
            let several = self
                .candidates
                .get(number)
                .is_some_and(|one| one.content > 1);
            several && is_name(number) && found.iter().any(|one| one.written == number)
        };
        candidate.count() == 1
            && !is_name(one.candidate)
            && parts(candidate, self.candidates).any(full_name)
    }

    /// Whether `candidate`, which is no name, stands nowhere but right before a name that was found earlier, and
    /// says who bears it: "ferry captain" beside "Ida Bergstrom".
    pub fn describes_name(&self, one: Ranked, candidate: &Candidate, found: &[Family]) -> bool {
        let families = found.iter().map(|family| family.written);
        let names = families.filter(|&number| self.is(number, Evidence::is_whole_name));
        let begins_name = |at: u32| {
            names.clone().any(|number| {
                let name = self.candidates.get(number);
                let places = name.map_or(&[][..], |name| self.candidates.occurrences(name));
                places.binary_search_by_key(&at, |name| name.first).is_ok()
            })
        };
        let joined = |next: &Token| next.joint == Joint::Blank || next.honored;
        let mut occurrences = self.candidates.occurrences(candidate).iter();
        !self.is(one.candidate, Evidence::is_name)
            && occurrences.all(|at| {
                let next = self.tokens.get(at.last as usize + 1);
                next.is_some_and(joined) && begins_name(at.last + 1)
            })
    }
}
