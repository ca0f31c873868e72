//! A table with a value for each term.

use super::terms::{TermId, Terms};

/// A value for each term of one [`Terms`].
#[derive(Clone, Debug, Default)]
pub struct PerTerm<T>(Vec<T>);

impl<T: Clone + Copy + Default> PerTerm<T> {
    /// The default value for every term of `terms`.
    pub fn new(terms: &Terms) -> PerTerm<T> {
        PerTerm(vec![T::default(); terms.term_count()])
    }

    /// The value of `term`; the default for a term of another table.
    pub fn of(&self, term: TermId) -> T {
        self.0.get(term.0 as usize).copied().unwrap_or_default()
    }

    /// Gives every term the default value again.
    pub fn reset(&mut self) {
        self.0.fill(T::default());
    }

    /// Changes the value of `term`; nothing for a term of another table.
    pub fn update(&mut self, term: TermId, change: impl FnOnce(&mut T)) {
        if let Some(value) = self.0.get_mut(term.0 as usize) {
            change(value);
        }
    }

    /// The same as [`iter`](Self::iter), of a table that is not needed any more.
    pub fn into_values(self) -> impl Iterator<Item = (TermId, T)> {
        (0..).map(TermId).zip(self.0)
    }

    /// Every term with its value, in the order of first appearance.
    pub fn iter(&self) -> impl Iterator<Item = (TermId, T)> + '_ {
        self.0
            .iter()
            .enumerate()
            .map(|(at, value)| (TermId(at as u32), *value))
    }
}
