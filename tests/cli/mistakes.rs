//! Mistakes, and answers that nobody takes or can keep.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use crate::eval::GOLD;
use crate::harness::{EXAMPLE, nutgraf, stderr, stdout};

#[test]
fn mistakes_are_told_in_one_line_with_exit_code_64() {
    let cases: [(&str, &[&str], &[u8], &str); 13] = [
        (
            "no such file",
            &["analyze", "no-such-file"],
            b"",
            "no-such-file",
        ),
        (
            "blank",
            &["analyze", "-"],
            b" \n",
            "standard input: the text is blank",
        ),
        (
            "no file",
            &["analyze"],
            b"",
            "not provided: <FILE>; see --help",
        ),
        (
            "no gold",
            &["eval", "tags", "-"],
            b"",
            "no article with gold",
        ),
        ("not UTF-8", &["analyze", "-"], b"caf\xe9 noir", "UTF-8"),
        ("broken JSON", &["analyze", "-"], b"{\"text\": ", "JSON"),
        (
            "a request with a mistake",
            &["analyze", "-"],
            b"{\"article\": {\"text\": 5}}",
            "invalid type: integer `5`, expected a string",
        ),
        (
            "a request with options",
            &["analyze", "-"],
            b"{\"article\": {\"text\": \"Text.\"}, \"tags\": {}, \"summary\": {}}",
            "a request with summary and tags: options are flags here",
        ),
        ("no text", &["analyze", "-"], b"{\"title\": \"A\"}", "text"),
        (
            "bad language",
            &["analyze", "-", "--language", "english!"],
            b"Text.",
            "BCP-47",
        ),
        (
            "more threads than systems have",
            &[
                "batch",
                "--input",
                "-",
                "--output",
                "-",
                "--threads",
                "1000000",
            ],
            b"",
            "1..=1024",
        ),
        (
            "unknown method",
            &["analyze", "-", "--method", "magic"],
            b"Text.",
            "lead",
        ),
        (
            "ratio of nothing",
            &["analyze", "-", "--ratio", "0"],
            b"Text.",
            "--ratio",
        ),
    ];
    for (name, args, input, told) in cases {
        let output = nutgraf(args, input);
        assert_eq!(
            output.status.code(),
            Some(64),
            "{name}: {}",
            stderr(&output)
        );
        assert!(
            stderr(&output).contains(told),
            "{name}: {}",
            stderr(&output)
        );
        assert_eq!(stdout(&output), "", "{name}");
    }
}

/// What prints its answer, whatever it is asked.
const PRINTING: [&[&str]; 7] = [
    &["analyze", EXAMPLE],
    &["analyze", EXAMPLE, "--format", "json"],
    &["languages"],
    &["man"],
    &["completions", "bash"],
    &["serve", "--print-config"],
    &["eval", "tags", "-"],
];

/// Runs a command of [`PRINTING`] with that standard output.
fn printed_to(args: &[&str], stdout: Stdio) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
    command
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(stdout)
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary runs");
    // What asks for nothing takes nothing.
    let _ = child
        .stdin
        .take()
        .map(|mut input| input.write_all(GOLD.as_bytes()));
    child.wait_with_output().expect("it ends")
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    for args in PRINTING {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = printed_to(args, writer.into());
        assert_eq!(
            output.status.code(),
            Some(0),
            "{args:?}: {}",
            stderr(&output)
        );
        assert_eq!(stderr(&output), "", "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_kept_is_a_failure() {
    for args in PRINTING {
        let full = fs::OpenOptions::new().write(true).open("/dev/full");
        let output = printed_to(args, full.expect("a device that is always full").into());
        assert_eq!(output.status.code(), Some(64), "{args:?}");
        let told = stderr(&output);
        assert!(told.starts_with("nutgraf: "), "{args:?}: {told}");
        assert!(told.contains("No space left"), "{args:?}: {told}");
        assert_eq!(told.lines().count(), 1, "{args:?}: {told}");
    }
}
