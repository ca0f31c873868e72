//! What a sentence leans on, and what it leaves loose where that is left out.

/// What one sentence leans on, by sentence number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Leaning {
    /// The sentence before, and the nearest one before it that names what is spoken of: either will
    /// do.
    pub(super) opening: Option<(u32, u32)>,
    /// The first and the nearest sentence that tell in full a name that it shortens: either will do.
    pub(super) name: Option<(u32, u32)>,
    /// The sentence before, where a quotation comes over from it.
    pub(super) quote_before: Option<u32>,
    /// The sentence after, where a quotation goes on into it.
    pub(super) quote_after: Option<u32>,
    /// The sentence after, where this one asks.
    pub(super) answer: Option<u32>,
    /// Whether this one asks and nothing comes after it.
    pub(super) unanswered: bool,
}

/// What a summary leaves loose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LooseEnds {
    /// Sentences that open with a pronoun or connective and whose antecedent was left out.
    pub openings: u32,
    /// Sentences about somebody whose full name was left out.
    pub names: u32,
    /// Sentences with one half of a quotation whose other half was left out.
    pub quotes: u32,
    /// Questions whose answer was left out.
    pub questions: u32,
}

impl Leaning {
    /// The sentences that it leans on, or may.
    pub(super) fn targets(&self) -> impl Iterator<Item = u32> + use<> {
        let (before, named) = self.opening.unzip();
        let (first, nearest) = self.name.unzip();
        [
            before,
            named,
            first,
            nearest,
            self.quote_before,
            self.quote_after,
            self.answer,
        ]
        .into_iter()
        .flatten()
    }

    /// What it leaves loose beside the sentences that are `chosen`.
    pub(super) fn loose_ends(&self, chosen: impl Fn(usize) -> bool) -> LooseEnds {
        let missing = |at: Option<u32>| at.is_some_and(|at| !chosen(at as usize));
        let (before, named) = self.opening.unzip();
        let (first, nearest) = self.name.unzip();
        LooseEnds {
            openings: u32::from(missing(before) && missing(named)),
            names: u32::from(missing(first) && missing(nearest)),
            quotes: u32::from(missing(self.quote_before) || missing(self.quote_after)),
            questions: u32::from(self.unanswered || missing(self.answer)),
        }
    }
}
