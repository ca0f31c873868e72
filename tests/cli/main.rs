//! The command line, run as a user runs it.

mod analyze;
mod batch;
mod eval;
mod harness;
mod healthcheck;
mod help;
mod mistakes;
