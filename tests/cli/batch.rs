//! `nutgraf batch`: order, compression, lines that cannot be used.

use std::fs;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::harness::{
    EXAMPLE, corpus, example, json_lines, nutgraf, scratch, stderr, stdout, succeed,
};

#[test]
fn batch_keeps_the_order_on_any_number_of_threads() {
    let input = corpus(500);
    let one = succeed(
        &["batch", "--input", "-", "--output", "-", "--threads", "1"],
        input.as_bytes(),
    );
    let ids: Vec<Value> = json_lines(&one)
        .into_iter()
        .map(|line| line["id"].clone())
        .collect();
    assert_eq!(ids, (0..500).map(Value::from).collect::<Vec<_>>());
    for threads in ["2", "7"] {
        let many = succeed(
            &[
                "batch",
                "--input",
                "-",
                "--output",
                "-",
                "--threads",
                threads,
            ],
            input.as_bytes(),
        );
        assert!(
            many == one,
            "{threads} threads gave another output than one"
        );
    }
}

#[test]
fn batch_answers_as_analyze_does() {
    let article = example();
    let bounds = [
        "--max-sentences",
        "4",
        "--max-tags",
        "7",
        "--method",
        "lex-rank",
    ];
    let line = format!("{article}\n");
    let batch = succeed(
        &[&["batch", "--input", "-", "--output", "-"], &bounds[..]].concat(),
        line.as_bytes(),
    );
    let batch = json_lines(&batch).remove(0);
    let alone = succeed(
        &[&["analyze", EXAMPLE, "--format", "json"], &bounds[..]].concat(),
        b"",
    );
    let alone: Value = serde_json::from_str(&alone).expect("JSON");
    let texts = |list: &Value| -> Vec<Value> {
        list.as_array()
            .expect("a list")
            .iter()
            .map(|one| one["text"].clone())
            .collect()
    };
    assert_eq!(batch["id"], article["id"]);
    assert_eq!(batch["sentences"], Value::from(texts(&alone["sentences"])));
    assert_eq!(batch["tags"], Value::from(texts(&alone["tags"])));
}

#[test]
fn batch_reads_and_writes_gzip() {
    let (input, input_name) = scratch("gzip.jsonl.gz");
    let (output, output_name) = scratch("gzip-out.jsonl.gz");
    let text = corpus(20);
    let mut file = GzEncoder::new(
        fs::File::create(&input).expect("writable"),
        Compression::fast(),
    );
    file.write_all(text.as_bytes())
        .and_then(|()| file.finish())
        .expect("written");
    succeed(
        &["batch", "--input", &input_name, "--output", &output_name],
        b"",
    );
    let mut unpacked = String::new();
    let file = fs::File::open(&output).expect("written");
    GzDecoder::new(file)
        .read_to_string(&mut unpacked)
        .expect("gzip");
    assert_eq!(
        unpacked,
        succeed(&["batch", "--input", "-", "--output", "-"], text.as_bytes())
    );
}

/// Exit code 1 would say that the other articles of the file were all there.
#[test]
fn a_file_that_breaks_off_is_a_failure_and_what_was_read_is_kept() {
    let (input, input_name) = scratch("cut.jsonl.gz");
    let (output, output_name) = scratch("cut-out.jsonl");
    let mut packed = GzEncoder::new(Vec::new(), Compression::none());
    packed
        .write_all(corpus(20).as_bytes())
        .expect("memory is writable");
    let packed = packed.finish().expect("memory is writable");
    fs::write(&input, &packed[..packed.len() / 2]).expect("writable");
    let batch = ["batch", "--input", &input_name, "--output", &output_name];
    for args in [&batch[..], &["eval", "summaries", &input_name]] {
        let output = nutgraf(args, b"");
        assert_eq!(output.status.code(), Some(64), "{args:?}");
        let told = stderr(&output);
        assert!(told.contains("cannot be read further"), "{told}");
        assert_eq!(stdout(&output), "");
    }
    let kept = fs::read_to_string(&output).expect("written");
    assert!((5..15).contains(&json_lines(&kept).len()), "{kept}");
}

#[test]
fn batch_reports_bad_lines_by_number_and_goes_on() {
    let input = concat!(
        "{\"id\": \"good\", \"text\": \"All is well.\"}\n",
        "\n",
        "not json\n",
        "{\"id\": \"blank\", \"text\": \" \"}\n",
        "{\"id\": \"no text\"}\n",
        "{\"id\": \"bad language\", \"text\": \"Hm.\", \"lang\": \"?\"}\n",
        "{\"id\": \"last\", \"text\": \"All is well again.\"}",
    );
    let output = nutgraf(
        &["batch", "--input", "-", "--output", "-"],
        input.as_bytes(),
    );
    assert_eq!(output.status.code(), Some(1));
    let ids: Vec<Value> = json_lines(stdout(&output))
        .into_iter()
        .map(|line| line["id"].clone())
        .collect();
    assert_eq!(ids, ["good", "last"]);
    let told: Vec<&str> = stderr(&output).lines().collect();
    assert_eq!(told.len(), 5, "{told:?}");
    for (line, number) in told.iter().zip([3, 4, 5, 6]) {
        assert!(
            line.starts_with(&format!("standard input:{number}: ")),
            "{line}"
        );
    }
    let json = "standard input:3: not an article in JSON: expected ident at column 2";
    assert_eq!(told[0], json);
    assert!(told[4].starts_with("6 articles, 4 failed"), "{}", told[4]);
}

/// Its elements are not the fields of an article in some order.
#[test]
fn a_list_is_no_article() {
    let list = "[\"id\", \"A title\", \"A text that is none.\"]";
    for input in [list.to_owned(), format!("{{\"article\": {list}}}")] {
        let output = nutgraf(
            &["batch", "--input", "-", "--output", "-"],
            input.as_bytes(),
        );
        assert_eq!(output.status.code(), Some(1), "{input}");
        assert_eq!(stdout(&output), "", "{input}");
    }
    let output = nutgraf(&["batch", "--input", "-", "--output", "-"], list.as_bytes());
    let told = stderr(&output);
    let expected = "invalid type: sequence, expected an object with a `text` at column ";
    assert!(told.contains(expected), "{told}");
    let request = format!("{{\"article\": {list}}}");
    let output = nutgraf(&["analyze", "-"], request.as_bytes());
    assert_eq!(output.status.code(), Some(64));
    let told = stderr(&output);
    assert!(told.contains("expected an object with a `text`"), "{told}");
}

/// A device that is always full.
#[cfg(target_os = "linux")]
#[test]
fn an_output_that_takes_no_more_is_named() {
    let input = b"{\"text\": \"All is well.\"}\n";
    let output = nutgraf(&["batch", "--input", "-", "--output", "/dev/full"], input);
    assert_eq!(output.status.code(), Some(64));
    let told = stderr(&output);
    assert!(told.starts_with("nutgraf: /dev/full: "), "{told}");
}

#[test]
fn an_output_that_is_the_input_is_refused_and_left_as_it_is() {
    let (path, shown) = scratch("both.jsonl");
    let line = b"{\"text\": \"All is well.\"}\n";
    fs::write(&path, line).expect("it can be written");
    let output = nutgraf(&["batch", "--input", &shown, "--output", &shown], b"");
    assert_eq!(output.status.code(), Some(64));
    assert!(
        stderr(&output).contains("is the input"),
        "{}",
        stderr(&output)
    );
    assert_eq!(fs::read(&path).expect("it is there"), line);
}

#[test]
fn batch_ends_with_64_when_a_file_cannot_be_opened() {
    let output = nutgraf(&["batch", "--input", "no-such-file", "--output", "-"], b"");
    assert_eq!(output.status.code(), Some(64));
    assert!(
        stderr(&output).contains("no-such-file"),
        "{}",
        stderr(&output)
    );
}

/// The complaints about bad lines are printed once nobody can read them any more.
#[test]
fn batch_goes_on_when_nobody_reads_what_it_complains_of() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_nutgraf"))
        .args(["batch", "--input", "-", "--output", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("cargo built it");
    drop(child.stderr.take());
    let input = format!("no article\n{}", corpus(3));
    let written = child
        .stdin
        .take()
        .expect("piped")
        .write_all(input.as_bytes());
    written.expect("it reads all of its input");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(1), "one line is bad");
    assert_eq!(json_lines(stdout(&output)).len(), 3);
}
