//! Floor 7: which phrases an editor would file the article under.
//!
//! A document becomes `tokens`, amended by their `context`; these become `candidates`, and these rows of
//! `evidence`; `ranking` scores those on the `shortlist`, as readers of the text's [`register`] would, `merging` leaves one of each family, and `display`
//! chooses how it is written.
//! `names` knows people, places and organizations; [`vocabulary`] knows the caller's own tags.

pub mod entity;
pub mod lexical_prior;
pub mod model;
pub mod register;
pub mod rows;
pub mod tags;
pub mod vocabulary;

mod candidates;
mod context;
mod countries;
mod cues;
mod dateline;
mod described;
mod display;
mod diversity;
mod evidence;
mod features;
mod grammar;
mod joined_names;
mod labels;
mod lexicon;
mod merging;
mod name_parts;
mod names;
mod openers;
mod people;
mod phrases;
mod ranking;
mod reading;
mod shadows;
mod short_forms;
mod shortlist;
mod slug;
mod start;
mod stop_names;
mod tickers;
mod tokens;
mod verbs;
