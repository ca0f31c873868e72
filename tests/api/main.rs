//! The API over real gRPC: a server of its own on a free port for each test.

mod admin;
mod answer_bytes;
mod answers;
mod auth;
mod batches;
mod client;
mod fairness;
mod file;
mod harness;
mod hopeless;
mod hygiene;
mod issuer;
mod jwt;
mod lifecycle;
mod logs;
mod process;
mod quotas;
mod raw;
mod refusals;
mod settings;
mod streams;
mod tags;
mod tls;
mod traces;
mod transport;
mod unread;
