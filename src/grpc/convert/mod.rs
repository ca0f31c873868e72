//! Between the messages of the wire and the types of the engine.
//!
//! Requests are checked here once, completely: everything wrong with one is told at once, and what
//! comes through cannot be refused further down.

pub mod article;
pub mod info;
pub mod request;
pub mod response;
pub mod summary;
pub mod tags;
