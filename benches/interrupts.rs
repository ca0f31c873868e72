//! How soon the engine stops when nobody waits any more: the processor time that it goes on for after
//! its deadline, at worst, over 80 deadlines spread over the work on a text of 1 MiB.
//!
//! `cargo bench --bench interrupts`; with `-- --test` texts are short and the figures mean nothing.

use std::time::{Duration, Instant};

use nutgraf::article::{Article, Limits, RawArticle};
use nutgraf::engine::{Engine, Options};
use nutgraf::interrupt::Interrupt;
use rustix::time::{ClockId, clock_gettime};

/// Deadlines that are tried with each text.
const DEADLINES: u32 = 80;

/// A shape's name, and a piece of such a text.
const SHAPES: [(&str, &str); 7] = [
    (
        "prose",
        "The council of Tarrow voted on Tuesday to replace its six diesel ferries. “We have \
         waited long enough,” said Mr. Okonjo, the harbour’s master.\n\nFares will not rise.\n\n",
    ),
    ("one sentence", "word and word "),
    ("one word", "x"),
    ("one-word lines", "Lines\n"),
    ("one-word sentences", "again. "),
    ("full stops", "."),
    ("Chinese", "市议会周二投票决定更换六艘柴油渡轮。"),
];

fn main() {
    let bytes = match std::env::args().any(|arg| arg == "--test") {
        true => 1 << 12,
        false => 1 << 20,
    };
    println!("{:20} {:>10} {:>12}", "text", "whole, ms", "overrun, ms");
    for (name, piece) in SHAPES {
        let text = piece.repeat(bytes / piece.len());
        let (whole, overrun) = measure(&text);
        let millis = |time: Duration| time.as_secs_f64() * 1e3;
        println!("{name:20} {:10.1} {:12.2}", millis(whole), millis(overrun));
    }
}

/// The processor time of the whole work, and of the longest overrun of a deadline.
fn measure(text: &str) -> (Duration, Duration) {
    let raw = RawArticle {
        text,
        ..RawArticle::default()
    };
    let article = Article::parse(raw, &Limits::default()).expect("a valid article");
    let (engine, options) = (Engine::new(), Options::default());
    let begin = thread_time();
    engine.digest(&article, &options);
    let whole = thread_time() - begin;
    let overrun = |step: u32| {
        let allowed = whole * step / DEADLINES;
        let interrupt = Interrupt::at(Some(Instant::now() + allowed));
        let begin = thread_time();
        let ended = engine.digest_unless(&interrupt, &article, &options, |_| {});
        let took = thread_time() - begin;
        ended.is_err().then(|| took.saturating_sub(allowed))
    };
    let worst = (0..DEADLINES).filter_map(overrun).max();
    (whole, worst.unwrap_or_default())
}

fn thread_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}
