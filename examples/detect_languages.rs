//! Processor time and accuracy of language detection beside other detectors.
//!
//! ```text
//! cargo run --release --example detect_languages -- SENTENCES.jsonl.gz
//! ```
//!
//! Lines are `{"lang": "af", "text": "..."}`. This engine's own accuracy on lines that its model was
//! trained with says nothing and is not printed: `train_language` prints that on lines held out.
//! `training/language_peers.py` measures lingua.

mod json_lines;

use std::hint::black_box;

use nutgraf::evaluation::stopwatch::Stopwatch;
use nutgraf::text::detection::detect;
use nutgraf::text::language::Language;

const MOST_SPOKEN: &str =
    "ar bn de en es fa fr gu hi id it ja ko mr pa pt ru sw ta te th tr ur vi zh";

#[derive(serde::Deserialize)]
struct Line {
    lang: String,
    text: String,
}

fn main() {
    let path = std::env::args()
        .nth(1)
        .expect("usage: detect_languages SENTENCES.jsonl.gz");
    let lines = json_lines::read(&path).expect("the file can be opened");
    let lines: Vec<Line> = lines.collect::<Result<_, _>>().expect("every line is JSON");
    let texts: Vec<String> = lines.chunks(10).map(prefix).collect();
    let language = |code: &str| Language::of_code(code).map_or("und", Language::code);
    let whatlang = |text: &str| whatlang::detect(text).map_or("und", |i| language(i.lang().code()));
    let whichlang = |text: &str| language(whichlang::detect_language(text).three_letter_code());
    let ours = |text: &str| detect(text).language.code();
    measure("whatlang 0.18", &whatlang, &lines, &texts, true);
    measure("whichlang 0.1", &whichlang, &lines, &texts, true);
    measure("nutgraf", &ours, &lines, &texts, false);
}

/// Neighbouring lines, most of them of one language, cut to 500 bytes.
fn prefix(lines: &[Line]) -> String {
    let mut text = lines
        .iter()
        .map(|line| line.text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    text.truncate(text.floor_char_boundary(500));
    text
}

fn measure(
    name: &str,
    detect: &dyn Fn(&str) -> &'static str,
    lines: &[Line],
    prefixes: &[String],
    unseen: bool,
) {
    let right: Vec<&Line> = lines
        .iter()
        .filter(|line| detect(&line.text) == line.lang)
        .collect();
    let spoken = |line: &&&Line| MOST_SPOKEN.split(' ').any(|code| code == line.lang);
    let all_spoken = lines.iter().filter(|line| spoken(&line)).count();
    let right_spoken = right.iter().filter(spoken).count();
    let watch = Stopwatch::start();
    for prefix in prefixes {
        black_box(detect(black_box(prefix)));
    }
    let micros = watch.seconds() * 1e6 / prefixes.len() as f64;
    print!("{name}: {micros:.1} µs for 500 bytes");
    if unseen {
        let percent = |right: usize, all: usize| 100.0 * right as f64 / all as f64;
        print!(
            ", all {:.2} %, most spoken {:.2} %",
            percent(right.len(), lines.len()),
            percent(right_spoken, all_spoken)
        );
    }
    println!();
}
