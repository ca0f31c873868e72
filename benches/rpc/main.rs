//! What a call costs the server beside an echo of the same messages, what the way through a stream
//! adds to the engine, and what a second core gives to a batch.
//!
//! `cargo bench --bench rpc`; with `-- --test` everything runs once and the figures mean nothing, with
//! `-- stream` only the stream is measured.
//!
//! Servers run on the first core and the load comes from the second. What is measured is the
//! processor time of the server's thread, the kernel's part included. The servers take turns in
//! every round, and what counts is the median of the rounds.

mod article;
mod batch;
mod clock;
mod load;
mod server;

use nutgraf::article::{Article, Limits, RawArticle};
use nutgraf::engine::{Engine, Options};
use std::hint::black_box;

use self::article::article;
use self::clock::{Core, median, on_core, pin, thread_micros};
use self::load::Client;
use self::server::Server;

/// How much is done.
struct Size {
    rounds: usize,
    /// Calls, or messages of a stream, a round.
    calls: usize,
    /// Articles of a batch.
    articles: usize,
}

const MEASURE: Size = Size {
    rounds: 7,
    calls: 4_000,
    articles: 10_000,
};

const TEST: Size = Size {
    rounds: 1,
    calls: 20,
    articles: 20,
};

/// Unary calls that wait for their answers at any time.
const IN_FLIGHT: [usize; 2] = [1, 16];

fn main() {
    let testing = std::env::args().any(|argument| argument == "--test");
    let size = if testing { TEST } else { MEASURE };
    let only_stream = std::env::args().any(|argument| argument == "stream");
    rpc(&size, if only_stream { &[] } else { &IN_FLIGHT });
    if !only_stream {
        batch::report(size.rounds, size.articles);
    }
}

/// The rows of a table, each with one value a round.
#[derive(Default)]
struct Table(Vec<(String, Vec<f64>)>);

impl Table {
    fn add(&mut self, row: &str, value: f64) {
        match self.0.iter_mut().find(|(name, _)| name == row) {
            Some((_, values)) => values.push(value),
            None => self.0.push((row.to_owned(), vec![value])),
        }
    }

    fn print(&self) {
        for (name, values) in &self.0 {
            let all: Vec<String> = values.iter().map(|value| format!("{value:.2}")).collect();
            println!("{name:<44} {:>9.2}   {}", median(values), all.join(" "));
        }
    }
}

/// Unary calls with so many in flight, and the stream.
fn rpc(size: &Size, in_flight: &[usize]) {
    let nutgraf = Server::nutgraf();
    let mut to_nutgraf = Client::of(nutgraf.address);
    let echo = Server::echo(to_nutgraf.answer());
    let mut to_echo = Client::of(echo.address);
    pin(Core::Second);
    let mut table = Table::default();
    for round in 0..=size.rounds {
        let mut values = Vec::new();
        for &in_flight in in_flight {
            let unary = |client: &mut Client, server: &Server| {
                server.micros_a_call(size.calls, || client.unary(size.calls, in_flight))
            };
            let floor = unary(&mut to_echo, &echo);
            let cost = unary(&mut to_nutgraf, &nutgraf);
            let row = |name: &str| format!("unary, {in_flight} in flight: {name}");
            values.push((row("echo, µs"), floor));
            values.push((row("nutgraf, µs"), cost));
            values.push((row("nutgraf / echo"), cost / floor));
        }
        let streamed = |client: &mut Client, server: &Server| {
            server.micros_a_call(size.calls, || client.stream(size.calls))
        };
        let floor = streamed(&mut to_echo, &echo);
        let cost = streamed(&mut to_nutgraf, &nutgraf);
        let engine = on_core(Core::First, || engine_micros(size.calls));
        values.push(("stream: echo, µs".into(), floor));
        values.push(("stream: nutgraf, µs".into(), cost));
        values.push(("stream: articles a second of CPU".into(), 1e6 / cost));
        values.push(("engine alone, µs".into(), engine));
        values.push(("engine alone: articles a second".into(), 1e6 / engine));
        values.push(("stream / engine, throughput".into(), engine / cost));
        // The first round warms up.
        for (row, value) in values.iter().filter(|_| round > 0) {
            table.add(row, *value);
        }
    }
    println!("server CPU a call: median, then every round");
    table.print();
}

/// Microseconds of processor time that the engine takes for the article.
fn engine_micros(runs: usize) -> f64 {
    let (title, text) = article();
    let raw = RawArticle {
        title: &title,
        text: &text,
        ..RawArticle::default()
    };
    let (engine, limits, options) = (Engine::new(), Limits::default(), Options::default());
    let begin = thread_micros();
    for _ in 0..runs {
        let article = Article::parse(black_box(raw), &limits).expect("the text is not blank");
        black_box(engine.digest(&article, &options));
    }
    (thread_micros() - begin) / runs as f64
}
