//! Floor 10: how good summaries and tags are, measured against what people wrote.
//!
//! Nothing of the service needs this; `nutgraf eval` and the tests do. What each figure means, and
//! how closely it agrees with the packages that the field uses, is told in `docs/evaluation.md`.

pub mod baselines;
pub mod interval;
pub mod keyphrases;
pub mod porter;
pub mod rouge;
pub mod stopwatch;
pub mod tokens;
