//! The command line, run as a user runs it.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

const EXAMPLE: &str = "examples/article.json";

/// Runs `nutgraf` with `args` and that standard input.
fn nutgraf(args: &[&str], input: &[u8]) -> Output {
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

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

/// The output of a command that must succeed.
fn succeed(args: &[&str], input: &[u8]) -> String {
    let output = nutgraf(args, input);
    assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    stdout(&output).to_owned()
}

fn json_lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a JSON object a line"))
        .collect()
}

fn example() -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(EXAMPLE);
    let request: Value =
        serde_json::from_str(&fs::read_to_string(path).expect("it is there")).expect("JSON");
    request["article"].clone()
}

/// A file that only the test of that name writes.
fn scratch(name: &str) -> (PathBuf, String) {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let shown = path.to_str().expect("UTF-8").to_owned();
    (path, shown)
}

/// Distinct articles of `count` lines.
fn corpus(count: usize) -> String {
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

#[test]
fn analyze_prints_title_sentences_and_tags() {
    let article = example();
    let text = succeed(
        &[
            "analyze",
            EXAMPLE,
            "--max-sentences",
            "2",
            "--max-tags",
            "4",
        ],
        b"",
    );
    let mut lines = text.lines();
    assert_eq!(lines.next(), article["title"].as_str());
    assert_eq!(
        text.lines().filter(|line| line.starts_with("- ")).count(),
        2,
        "{text}"
    );
    let unwrapped = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let chosen = succeed(
        &[
            "analyze",
            EXAMPLE,
            "--max-sentences",
            "2",
            "--format",
            "json",
        ],
        b"",
    );
    let chosen: Value = serde_json::from_str(&chosen).expect("JSON");
    for sentence in chosen["sentences"].as_array().expect("a list") {
        let sentence = sentence["text"].as_str().expect("a text");
        assert!(
            unwrapped.contains(sentence),
            "{sentence:?} is not in\n{text}"
        );
        assert!(
            article["text"].as_str().expect("a text").contains(sentence),
            "{sentence:?} is not verbatim"
        );
    }
    assert!(
        text.lines()
            .last()
            .is_some_and(|line| line.starts_with("English")),
        "{text}"
    );
}

#[test]
fn analyze_reads_the_same_article_in_every_shape() {
    let article = example();
    let flat = serde_json::to_vec(&article).expect("JSON");
    let plain = article["text"].as_str().expect("a text").as_bytes();
    let with_mark = ["\u{feff}".as_bytes(), plain].concat();
    let title = article["title"].as_str().expect("a text");
    let tail = ["--format", "json"];
    let expected: Value =
        serde_json::from_str(&succeed(&["analyze", EXAMPLE, "--format", "json"], b""))
            .expect("JSON");
    let cases: [(&str, &[&str], &[u8]); 3] = [
        ("article as JSON", &["analyze", "-"], &flat),
        ("plain text", &["analyze", "-", "--title", title], plain),
        (
            "plain text with a byte order mark",
            &["analyze", "-", "--title", title, "--language", "EN"],
            &with_mark,
        ),
    ];
    for (name, args, input) in cases {
        let got: Value =
            serde_json::from_str(&succeed(&[args, &tail].concat(), input)).expect("JSON");
        for part in ["summaryText", "sentences", "tags", "stats"] {
            assert_eq!(got[part], expected[part], "{name}: {part}");
        }
    }
}

#[test]
fn analyze_cuts_with_the_units_asked_for() {
    let text = "🌍 The harbour reopened. Ships came in.";
    for (unit, end) in [("code-points", 23), ("utf8", 26), ("utf16", 24)] {
        let args = [
            "analyze",
            "-",
            "--max-sentences",
            "1",
            "--method",
            "lead",
            "--offsets",
            unit,
            "--format",
            "json",
        ];
        let got: Value = serde_json::from_str(&succeed(&args, text.as_bytes())).expect("JSON");
        assert_eq!(got["sentences"][0]["end"], end, "{unit}: {got}");
    }
}

#[test]
fn mistakes_are_told_in_one_line_with_exit_code_64() {
    let cases: [(&str, &[&str], &[u8], &str); 11] = [
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
        ("no text", &["analyze", "-"], b"{\"title\": \"A\"}", "text"),
        (
            "bad language",
            &["analyze", "-", "--language", "english!"],
            b"Text.",
            "BCP-47",
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
fn what_is_one_is_told_as_one_and_an_unknown_language_without_a_share() {
    let told = succeed(&["analyze", "-"], b"7:30");
    assert!(
        told.contains("Undetermined, 1 sentence, 1 word\n"),
        "{told}"
    );
}

#[test]
fn a_server_that_cannot_be_reached_is_told_with_the_reason() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    drop(listener);
    let output = nutgraf(&["healthcheck", "--address", &address], b"");
    assert_eq!(output.status.code(), Some(1));
    let told = stderr(&output);
    let begin = format!("nutgraf: no answer from {address}: Connection refused");
    assert!(told.starts_with(&begin), "{told}");
}

/// As a server with TLS does, which is asked in plaintext.
#[test]
fn a_server_that_hangs_up_is_told_with_the_reason() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    let server = thread::spawn(move || {
        let (mut caller, _) = listener.accept().expect("a caller");
        caller.read_exact(&mut [0; 24]).expect("its preface");
        // What TLS says of what is no TLS.
        caller
            .write_all(&[21, 3, 3, 0, 2, 2, 70])
            .expect("it listens");
    });
    let output = nutgraf(&["healthcheck", "--address", &address], b"");
    server.join().expect("it does not panic");
    assert_eq!(output.status.code(), Some(1));
    let told = stderr(&output);
    let begin = format!("nutgraf: no answer from {address}: ");
    let reason = told.strip_prefix(&begin).expect(told);
    assert!(!reason.contains("transport error"), "{reason}");
    assert!(reason.len() > 5, "{reason}");
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

#[test]
fn help_teaches_every_command() {
    let all = succeed(&["--help"], b"");
    for command in COMMANDS {
        assert!(all.contains(command), "{command} is not in\n{all}");
        let own = succeed(&[command, "--help"], b"");
        assert!(own.contains("Usage:"), "{own}");
    }
}

const COMMANDS: [&str; 8] = [
    "analyze",
    "batch",
    "eval",
    "serve",
    "healthcheck",
    "languages",
    "completions",
    "man",
];

#[test]
fn completions_know_every_command_and_option_in_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = succeed(&["completions", shell], b"");
        for word in COMMANDS.iter().chain(&["max-sentences", "tls-cert"]) {
            assert!(script.contains(word), "{shell}: no {word}");
        }
    }
    let unknown = nutgraf(&["completions", "abacus"], b"");
    assert_eq!(unknown.status.code(), Some(64));
}

#[test]
fn bash_completes_a_flag_with_the_script() {
    let script = succeed(&["completions", "bash"], b"");
    let asked = "COMP_WORDS=(nutgraf serve --tls-c); COMP_CWORD=2; _nutgraf nutgraf --tls-c serve; \
                 printf '%s\\n' \"${COMPREPLY[@]}\"";
    let bash = Command::new("bash")
        .args(["-c", &format!("{script}\n{asked}")])
        .output()
        .expect("bash runs");
    assert_eq!(stdout(&bash), "--tls-cert\n--tls-client-ca\n", "{bash:?}");
}

#[test]
fn the_manual_has_a_page_for_every_command() {
    let page = succeed(&["man"], b"");
    assert!(page.contains(".TH nutgraf 1"), "{page}");
    let (directory, name) = scratch("man");
    fs::create_dir_all(&directory).unwrap();
    succeed(&["man", &name], b"");
    for command in COMMANDS {
        let page = fs::read_to_string(directory.join(format!("nutgraf-{command}.1"))).unwrap();
        assert!(page.contains(".SH SYNOPSIS") && page.contains(".SH OPTIONS"));
    }
    let serve = fs::read_to_string(directory.join("nutgraf-serve.1")).unwrap();
    assert!(serve.contains("NUTGRAF_MAX_TEXT_BYTES"), "{serve}");
    fs::remove_dir_all(directory).unwrap();
    let nowhere = nutgraf(&["man", "/dev/null/man"], b"");
    assert_eq!(nowhere.status.code(), Some(64));
    assert!(stderr(&nowhere).starts_with("nutgraf: /dev/null/man"));
}

/// Two articles of our own with gold summaries and keys; the figures are of rouge-score 0.1.2 and of
/// counting by hand.
const GOLD: &str = concat!(
    r#"{"id":1,"lang":"en","text":"The council closed the bridge on Monday. Engineers had found cracks in two piers of it. Repairs will cost four million crowns.","summaries":["Council closes bridge after cracks were found."],"keys":["council",["bridges","old bridge"],"zeppelins"]}"#,
    "\n",
    r#"{"id":2,"lang":"en","text":"The ferry to Tarrow sank in the storm. All forty passengers were saved by fishermen.","summaries":["Fishermen saved all passengers of the ferry."],"keys":["Tarrow"]}"#,
    "\n",
);

#[test]
fn eval_measures_summaries_as_the_reference_implementation_does() {
    let args = [
        "eval",
        "summaries",
        "-",
        "--method",
        "lead",
        "--max-sentences",
        "1",
        "--format",
        "json",
    ];
    let report: Value = serde_json::from_str(&succeed(&args, GOLD.as_bytes())).expect("JSON");
    assert_eq!(report["articles"], 2);
    let names: Vec<&str> = report["systems"]
        .as_array()
        .expect("systems")
        .iter()
        .filter_map(|system| system["name"].as_str())
        .collect();
    assert_eq!(names, ["lead", "clean-lead", "oracle"]);
    let mean = |system: usize, measure: &str| {
        let mean = report["systems"][system][measure]["mean"].as_f64();
        mean.expect("a number")
    };
    for (measure, expected) in [
        ("rouge1", 34.7619),
        ("rouge2", 16.0256),
        ("rouge_lsum", 34.7619),
    ] {
        let found = mean(0, measure);
        assert!((found - expected).abs() < 1e-3, "{measure}: {found}");
    }
    assert!(
        mean(2, "rouge1") > mean(0, "rouge1"),
        "the ceiling is above"
    );
    assert_eq!(report["systems"][0]["words"], 7.5);
    let ends = &report["systems"][0]["loose_ends"];
    assert_eq!(
        ends,
        &json!({"openings": 0.0, "quotations": 0.0, "questions": 0.0, "names": 0.0})
    );
}

#[test]
fn eval_counts_what_a_hundred_summaries_leave_loose() {
    // By the reference, the oracle takes what leans on a sentence left out: "It", the question, and
    // the last name.
    let input = concat!(
        r#"{"lang":"en","text":"The mill burned down. It had stood for ninety years. Nobody was hurt.","summaries":["It had stood for ninety years."]}"#,
        "\n",
        r#"{"lang":"en","text":"The mill is sold. Who will pay for the roof? The heirs refuse.","summaries":["Who will pay for the roof?"]}"#,
        "\n",
        r#"{"lang":"en","text":"Ada Brink bought the mill. Rain fell. Brink will mend the roof.","summaries":["Brink will mend the roof."]}"#,
        "\n",
        r#"{"lang":"en","text":"The mill is sold. Rain fell on Sunday.","summaries":["The mill is sold."]}"#,
    );
    let args = ["eval", "summaries", "-", "--max-sentences", "1"];
    let printed = succeed(
        &[&args[..], &["--format", "json"]].concat(),
        input.as_bytes(),
    );
    let report: Value = serde_json::from_str(&printed).expect("JSON");
    let oracle = report["systems"]
        .as_array()
        .and_then(|systems| systems.last());
    let ends = &oracle.expect("an oracle")["loose_ends"];
    assert_eq!(
        ends,
        &json!({"openings": 25.0, "quotations": 0.0, "questions": 25.0, "names": 25.0})
    );
    let table = succeed(&args, input.as_bytes());
    let oracle = table.lines().last().expect("an oracle");
    assert!(
        oracle.starts_with("oracle") && oracle.contains(" 50.0 "),
        "{table}"
    );
}

#[test]
fn eval_compares_in_the_language_of_the_article_however_it_is_told() {
    let gold = concat!(
        r#"{"lang":"en","text":"The council is closing bridges in the valley.","#,
        r#""summaries":["Councils closed the bridge in valleys."],"keys":["closed bridge"]}"#
    );
    let figures = |task: &str, lang: &str| {
        let input = gold.replace(r#""lang":"en","#, lang);
        let printed = succeed(&["eval", task, "-", "--format", "json"], input.as_bytes());
        let mut report: Value = serde_json::from_str(&printed).expect("JSON");
        match task {
            "tags" => report["cuts"].take(),
            _ => report["systems"][0]["rouge1"].take(),
        }
    };
    for task in ["summaries", "tags"] {
        let expected = figures(task, r#""lang":"en","#);
        for lang in [r#""lang":"en-GB","#, r#""lang":"EN","#, ""] {
            assert_eq!(figures(task, lang), expected, "{task} {lang}");
        }
    }
    let stems_in_common = figures("summaries", "")["mean"].as_f64().expect("a number");
    // Of 8 words and 6, common are council, close, bridge, in, valley and one of two "the".
    assert!(
        (stems_in_common - 100.0 * 12.0 / 14.0).abs() < 1e-6,
        "{stems_in_common}"
    );
}

#[test]
fn eval_counts_the_keys_that_tags_find_and_reports_lines_it_cannot_use() {
    let input = format!("{GOLD}{{\"text\":\"No keys.\"}}\n");
    let output = nutgraf(&["eval", "tags", "-", "--format", "json"], input.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let told = stderr(&output);
    assert!(told.starts_with("standard input:3: "), "{told}");
    let report: Value = serde_json::from_str(stdout(&output)).expect("JSON");
    assert_eq!(report["articles"], 2);
    // Nobody tags the first story "zeppelins".
    let recall = report["cuts"][1]["recall"]["mean"]
        .as_f64()
        .expect("a number");
    assert!(recall > 50.0 && recall < 84.0, "{recall}");
    let one = succeed(
        &["eval", "tags", "-", "--max-tags", "1", "--format", "json"],
        GOLD.as_bytes(),
    );
    let one: Value = serde_json::from_str(&one).expect("JSON");
    let precision = &one["cuts"][0]["precision"]["mean"];
    assert!(
        precision.as_f64().expect("a number") <= 20.0,
        "one tag of five: {precision}"
    );
    let table = succeed(&["eval", "tags", "-"], GOLD.as_bytes());
    assert!(table.starts_with("2 articles"), "{table}");
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
