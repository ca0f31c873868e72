//! Processor time of Rust's tools for the key phrases of one article.

use std::collections::HashSet;
use std::fs;
use std::hint::black_box;
use std::time::Duration;

use cpu_time::ProcessTime;

const ROUNDS: usize = 5;
const CALLS: u32 = 20;

fn main() {
    let path = std::env::args().nth(1).expect("the path of an article");
    let file = fs::read_to_string(path).expect("it can be read");
    let json: serde_json::Value = serde_json::from_str(&file).expect("it is JSON");
    let article = json.get("article").unwrap_or(&json);
    let text = article["text"].as_str().expect("it has a text");

    let stop_words = yake_rust::StopWords::predefined("en").expect("English is built in");
    let config = yake_rust::Config::default();
    let yake = || black_box(yake_rust::get_n_best(10, text, &stop_words, &config)).len();
    row("yake-rust, keywords", yake);

    // As many common words as RAKE needs to cut a text into phrases.
    let common = "a about after all also an and are as at be been but by can could do for from had has \
        have he her his if in into is it its more new no not of on one or other out over said she so \
        some than that the their them there they this to two up was we were what when which who will \
        with would you";
    let words: HashSet<String> = common.split_whitespace().map(str::to_owned).collect();
    let rake = rake::Rake::new(words.into());
    row("rake, keywords", || black_box(rake.run(text)).len());
}

/// Prints the least processor time of a call, in microseconds.
fn row(name: &str, work: impl Fn() -> usize) {
    work();
    let round = |_| {
        let begin = ProcessTime::now();
        (0..CALLS).for_each(|_| _ = work());
        begin.elapsed() / CALLS
    };
    let best: Duration = (0..ROUNDS).map(round).min().expect("there are rounds");
    println!("{name:34} {:12.0}", best.as_secs_f64() * 1e6);
}
