//! What each method costs a word as articles grow, and on shapes meant to hurt.
//!
//! ```sh
//! cargo run --release --example growth
//! ```
//!
//! Prints nanoseconds a word (of prose of the same number of bytes, for the shapes) for taking an
//! article apart, scoring it and choosing three sentences; the best of several runs.

use std::time::Instant;

use nutgraf::article::{Article, Limits, RawArticle};
use nutgraf::document::Document;
use nutgraf::scoring::{Aim, Method};
use nutgraf::selection::{SummaryOptions, select};

const LENGTHS: [usize; 5] = [2_000, 6_000, 20_000, 60_000, 200_000];
const BYTES: usize = 1 << 20;

fn main() {
    println!(
        "method\t{}",
        LENGTHS.map(|length| length.to_string()).join("\t")
    );
    for method in Method::all() {
        let cells = LENGTHS.map(|length| format!("{:.0}", cost(method, &prose(length), length)));
        println!("{}\t{}", method.name(), cells.join("\t"));
    }
    let shapes = shapes();
    let names: Vec<&str> = shapes.iter().map(|(name, _)| *name).collect();
    println!("\nms for 1 MiB\t{}", names.join("\t"));
    for method in Method::all() {
        let cells = shapes
            .iter()
            .map(|(_, text)| format!("{:.1}", cost(method, text, 1) / 1e6));
        println!(
            "{}\t{}",
            method.name(),
            cells.collect::<Vec<_>>().join("\t")
        );
    }
}

/// Nanoseconds for the whole way through `method`, divided by `words`.
fn cost(method: Method, text: &str, words: usize) -> f64 {
    let raw = RawArticle {
        text,
        language_code: "en",
        ..RawArticle::default()
    };
    let limits = Limits {
        text_bytes: 2 * BYTES,
        ..Limits::default()
    };
    let article = Article::parse(raw, &limits).expect("the texts are within the limits");
    let options = SummaryOptions {
        method,
        ..SummaryOptions::default()
    };
    let aim = Aim {
        sentences: 3,
        explain: false,
    };
    let rounds = (1_000_000 / text.len()).clamp(3, 100);
    let run = |_| {
        let start = Instant::now();
        let document = Document::of(&article);
        let scores = method.score(&document, "", aim);
        let summary = select(&document, &scores, &options);
        assert!(summary.chosen.len() <= 3);
        start.elapsed().as_nanos() as f64
    };
    (0..rounds).map(run).fold(f64::INFINITY, f64::min) / words as f64
}

/// Words with Zipf's frequencies, in sentences of 8 to 32 words.
fn prose(words: usize) -> String {
    let mut random = Random(7);
    let mut text = String::new();
    let mut left = 0;
    for _ in 0..words {
        if left == 0 {
            left = 8 + random.below(25);
            text.push_str(if text.is_empty() { "The" } else { ". The" });
        } else {
            text.push(' ');
            text.push_str(&random.word(words));
        }
        left -= 1;
    }
    text + "."
}

fn shapes() -> Vec<(&'static str, String)> {
    let fill = |unit: &str| unit.repeat(BYTES / unit.len());
    let mut distinct = String::new();
    let mut squares = String::new();
    for number in 0.. {
        if distinct.len() < BYTES - 32 {
            distinct.push_str(&format!(
                "w{number}a{}",
                if number % 20 == 0 { ". W " } else { " " }
            ));
        } else if squares.len() < BYTES - 32 {
            let (a, b) = (number % 257, number / 257 % 257);
            squares.push_str(&format!("X{a}a y{b}b.\n\n"));
        } else {
            break;
        }
    }
    let mut prose = prose(180_000);
    prose.truncate(BYTES);
    vec![
        ("prose", prose),
        ("one-word lines", fill("Ferry.\n\n")),
        ("one word", fill("ferry ")),
        ("distinct words", distinct),
        ("pairs", squares),
        ("full stops", fill(".")),
        ("no full stop", fill("a ferry left the harbour with ")),
        ("one long word", fill("ferry")),
        (
            "same sentence",
            fill("The ferry left the old harbour in a storm. "),
        ),
    ]
}

/// A small generator, so that the texts are the same each time (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }

    /// A word of a vocabulary that grows with the square root of the text (Heaps' law): four in ten
    /// are stop words, the others have a frequency of one over their rank.
    fn word(&mut self, words: usize) -> String {
        const STOP: [&str; 8] = ["the", "of", "to", "and", "in", "that", "for", "was"];
        if self.below(10) < 4 {
            return STOP[self.below(STOP.len())].into();
        }
        let vocabulary = 30.0 * (words as f64).sqrt();
        let uniform = self.below(1 << 30) as f64 / f64::from(1 << 30);
        let rank = vocabulary.powf(uniform) as usize;
        let letters = |shift: u32| char::from(b'a' + ((rank >> shift) % 26) as u8);
        format!("{}o{}i{}{rank}", letters(0), letters(4), letters(8))
    }
}
