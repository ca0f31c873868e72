//! Floor 3: text in, facts out. Nothing here knows what an article or a summary is.

pub mod boilerplate;
pub mod counts;
pub mod dateline;
pub mod detection;
pub mod fold;
mod grammar;
pub mod hashed;
pub mod invisible;
pub mod language;
mod numbers;
pub mod offsets;
pub mod part_of_speech;
pub mod per_term;
pub mod rarity;
pub mod section_labels;
pub mod sections;
pub mod sentences;
pub mod span;
pub mod stems;
pub mod stopwords;
pub mod supported;
pub mod terms;
pub mod word_levels;
pub mod words;
