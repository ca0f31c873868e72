//! `nutgraf eval`: figures against gold.

use serde_json::{Value, json};

use crate::harness::{nutgraf, stderr, stdout, succeed};

/// Two articles of our own with gold summaries and keys; the figures are of rouge-score 0.1.2 and of
/// counting by hand.
pub const GOLD: &str = concat!(
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
