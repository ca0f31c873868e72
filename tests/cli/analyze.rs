//! `nutgraf analyze`.

use serde_json::Value;

use crate::harness::{EXAMPLE, example, nutgraf, stderr, succeed};

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
fn what_is_one_is_told_as_one_and_an_unknown_language_without_a_share() {
    let told = succeed(&["analyze", "-"], b"7:30");
    assert!(
        told.contains("Undetermined, 1 sentence, 1 word\n"),
        "{told}"
    );
}

#[test]
fn a_terminal_gets_no_commands_from_an_article() {
    let text = "The swing bridge of \u{1b}[31mOslo\u{1b}[0m reopened \u{9b}5m on Monday.\u{7}";
    let told = succeed(
        &["analyze", "-", "--title", "\u{1b}c Bridge"],
        text.as_bytes(),
    );
    assert!(
        told.contains("\u{fffd}[31mOslo\u{fffd}[0m reopened"),
        "{told:?}"
    );
    assert!(told.starts_with("\u{fffd}c Bridge"), "{told:?}");
    let commands = |c: char| c.is_control() && c != '\n';
    assert!(!told.contains(commands), "{told:?}");
    let json = succeed(&["analyze", "-", "--format", "json"], text.as_bytes());
    assert!(!json.contains(['\u{1b}', '\u{7}']), "{json:?}");
}

/// Nor is more read of it than tells that: it may have no end.
#[test]
fn what_is_too_long_for_an_article_is_not_read_to_its_end() {
    let input = vec![b'a'; 9 << 20];
    let output = nutgraf(&["analyze", "-"], &input);
    assert_eq!(output.status.code(), Some(64));
    let told = "nutgraf: standard input: there are more than 8388608 bytes in it";
    assert!(stderr(&output).starts_with(told), "{}", stderr(&output));
}

#[test]
fn explain_tells_what_made_the_score_and_what_made_the_choice_apart() {
    let text = succeed(
        &[
            "analyze",
            EXAMPLE,
            "--explain",
            "--max-sentences",
            "1",
            "--max-tags",
            "1",
        ],
        b"",
    );
    let heads = ["its score", "the choice", "its score"];
    let found: Vec<&str> = text
        .lines()
        .filter(|line| line.ends_with("value     adds"))
        .map(|line| line.trim_end_matches("value     adds").trim())
        .collect();
    assert_eq!(found, heads, "{text}");
    let lists: Vec<Vec<&str>> = text
        .split("value     adds")
        .skip(1)
        .map(|list| {
            let lines = list
                .lines()
                .skip(1)
                .take_while(|line| line.starts_with("        "));
            lines
                .filter_map(|line| line.split_whitespace().next())
                .collect()
        })
        .collect();
    for names in lists {
        let mut once = names.clone();
        once.sort_unstable();
        once.dedup();
        assert!(!names.is_empty() && once.len() == names.len(), "{names:?}");
    }
}

#[test]
fn words_that_a_request_may_not_have_are_refused() {
    let long = "q".repeat(4097);
    for (flag, words, told) in [
        ("--query", "  ", "it is blank"),
        ("--query", &long, "4097 bytes is over the limit of 4096"),
        ("--stop-word", "", "it is blank"),
        (
            "--stop-word",
            &long[..65],
            "65 bytes is over the limit of 64",
        ),
    ] {
        let output = nutgraf(&["analyze", EXAMPLE, flag, words], b"");
        assert_eq!(output.status.code(), Some(64), "{flag} {words:?}");
        assert!(stderr(&output).contains(told), "{flag}: {output:?}");
    }
    let text = succeed(&["analyze", EXAMPLE, "--query", ""], b"");
    assert!(!text.contains("Note:"), "{text}");
    let text = succeed(&["analyze", EXAMPLE, "--query", "what is the"], b"");
    assert!(text.contains("nothing but stop words"), "{text}");
}
