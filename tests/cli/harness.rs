//! Runs of the binary, and what they say.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

/// The article that the project shows.
pub const EXAMPLE: &str = "examples/article.json";

/// Runs `nutgraf` with `args` and that standard input.
pub fn nutgraf(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_nutgraf"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("cargo built it");
    // A command that refuses its arguments never reads its input.
    let _ = child.stdin.take().expect("piped").write_all(input);
    child.wait_with_output().expect("it ends")
}

pub fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

pub fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

/// The output of a command that must succeed.
pub fn succeed(args: &[&str], input: &[u8]) -> String {
    let output = nutgraf(args, input);
    assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    stdout(&output).to_owned()
}

pub fn json_lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a JSON object a line"))
        .collect()
}

pub fn example() -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(EXAMPLE);
    let request: Value =
        serde_json::from_str(&fs::read_to_string(path).expect("it is there")).expect("JSON");
    request["article"].clone()
}

/// A file that only the test of that name writes.
pub fn scratch(name: &str) -> (PathBuf, String) {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let shown = path.to_str().expect("UTF-8").to_owned();
    (path, shown)
}

/// Distinct articles of `count` lines.
pub fn corpus(count: usize) -> String {
    let line = |n: usize| {
        let text = format!(
            "Ferry {n} sailed at noon. The crew of boat {n} waved. Nobody was late. It rained."
        );
        format!(
            "{}\n",
            json!({"id": n, "title": null, "text": text, "summaries": ["ignored"], "lang": "en"})
        )
    };
    (0..count).map(line).collect()
}
