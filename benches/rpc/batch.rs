//! `nutgraf batch` on one core and on two.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::json;

use crate::Table;
use crate::article::article;
use crate::clock::{Core, on_core};

/// Prints articles a second on one core and on two, and the ratio: medians of `rounds` rounds, in
/// which they take turns. By the wall clock, so that it wants a machine with nothing else to do.
pub fn report(rounds: usize, articles: usize) {
    let corpus = corpus(articles);
    let mut table = Table::default();
    for _ in 0..rounds {
        let one = on_core(Core::First, || seconds(&corpus));
        let two = on_core(Core::Both, || seconds(&corpus));
        table.add("batch, one core: articles a second", articles as f64 / one);
        table.add("batch, two cores: articles a second", articles as f64 / two);
        table.add("batch, two cores / one", one / two);
    }
    println!("\nnutgraf batch: median, then every round");
    table.print();
    fs::remove_file(corpus).expect("it was written");
}

/// A file with `articles` times the article.
fn corpus(articles: usize) -> PathBuf {
    let (title, text) = article();
    let line = format!("{}\n", json!({"title": title, "text": text}));
    let path = std::env::temp_dir().join(format!("nutgraf-bench-{}.jsonl", std::process::id()));
    fs::write(&path, line.repeat(articles)).expect("there is room");
    path
}

/// How long the command takes for the file, on the cores of the calling thread.
fn seconds(corpus: &PathBuf) -> f64 {
    let begin = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_nutgraf"))
        .args(["batch", "--output", "/dev/null", "--input"])
        .arg(corpus)
        .stderr(Stdio::null())
        .status()
        .expect("the command starts");
    assert!(status.success(), "every article is good");
    begin.elapsed().as_secs_f64()
}
