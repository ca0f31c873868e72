//! Extractive summaries and tags of articles, computed in this process.
//!
//! Data flows one way: a request becomes an [`article::Article`], that becomes a
//! [`document::Document`] (sentences, words, counted terms), the sentences get
//! [`scoring::scores::Scores`], the best of them are selected and the best phrases become tags, and the
//! [`engine::Digest`] that holds both goes back to the caller.
//!
//! ```
//! use nutgraf::article::{Article, Limits, RawArticle};
//! use nutgraf::engine::{Engine, Options};
//!
//! let raw = RawArticle { text: "The bridge reopens today. It was shut for a year.", ..RawArticle::default() };
//! let article = Article::parse(raw, &Limits::default()).expect("a text is all that an article needs");
//! let digest = Engine::new().digest(&article, &Options::default());
//! let summary = digest.summary.expect("asked for by default");
//! assert_eq!(summary.chosen[0].text, "The bridge reopens today.");
//! ```
//!
//! The modules below stand in the order in which data passes through them, and each imports only
//! from those above it.
#![forbid(unsafe_code)]
// It panics when nobody reads; `cli::stderr::tell` does not.
#![deny(clippy::print_stderr)]

mod model_file;

pub mod fraction;
pub mod interrupt;
pub mod trees;
pub mod warning;

pub mod text;

pub mod article;

pub mod document;

pub mod scoring;

pub mod selection;
pub mod tagging;

pub mod engine;
pub mod support;

pub mod metrics;

pub mod evaluation;
pub mod grpc;

pub mod client;
pub mod config;
pub mod shutdown;
pub mod telemetry;

pub mod server;

pub mod cli;

/// Runs README's examples as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
