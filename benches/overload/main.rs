//! What becomes of calls when more come than the server can take: goodput, times, refusals, memory.
//!
//! `cargo bench --bench overload`; with `-- --test` every load is short, and what is checked is that
//! callers get nothing but answers, refusals with a time to retry, and word that their time is up.
//!
//! The server is the binary, on the first core; the load comes from the second. It is an open loop:
//! calls begin at random moments, at the rate that is asked for, whatever becomes of the earlier
//! ones, and a call's time counts from the moment at which it was due.

#[path = "../rpc/article.rs"]
mod article;
mod cores;
mod load;
mod server;

use std::time::Duration;

use tonic::Code;

use self::cores::Core;
use self::load::{Load, Outcome};
use self::server::Server;

/// What is offered, in multiples of what the server can do.
const MULTIPLES: [f64; 5] = [0.5, 1.0, 2.0, 5.0, 10.0];

/// How long callers wait.
const DEADLINE: Duration = Duration::from_secs(1);

/// How much more memory than under half of its capacity a server may need under ten times that.
const GROWTH: f64 = 128.0;

fn main() {
    let testing = std::env::args().any(|argument| argument == "--test");
    let seconds = if testing { 1.0 } else { 8.0 };
    let runtime = cores::runtime(Core::Second);
    let server = Server::start(Core::First);
    let load = runtime.block_on(Load::on(&server.address));
    runtime.block_on(load.closed(seconds / 2.0));
    let capacity = runtime.block_on(load.closed(seconds));
    println!("capacity: {capacity:.0} calls a second of the server's one core\n");
    println!(
        "{:>8} {:>10} {:>10} {:>10} {:>8} {:>9} {:>9} {:>9}",
        "offered", "calls/s", "answered/s", "refused/s", "late/s", "p50 ms", "p99 ms", "MiB"
    );
    let mut memory = Vec::new();
    for multiple in MULTIPLES {
        let rate = capacity * multiple;
        server.forget_peak();
        let outcomes = runtime.block_on(load.open(rate, seconds, DEADLINE));
        memory.push(server.peak_mebibytes());
        print_row(multiple, rate, seconds, &outcomes, server.peak_mebibytes());
        check(&outcomes);
    }
    let grown = memory.iter().fold(0.0, |most, now| now.max(most)) - memory[0];
    assert!(
        grown < GROWTH,
        "{grown:.0} MiB more under overload: {memory:?}"
    );
    server.stop();
}

fn print_row(multiple: f64, rate: f64, seconds: f64, outcomes: &[Outcome], mebibytes: f64) {
    let of = |code: Code| {
        let count = outcomes
            .iter()
            .filter(|outcome| outcome.code == code)
            .count();
        count as f64 / seconds
    };
    let mut times: Vec<f64> = outcomes
        .iter()
        .filter(|outcome| outcome.code == Code::Ok)
        .map(|outcome| outcome.took.as_secs_f64() * 1e3)
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get((times.len() as f64 * share) as usize);
    println!(
        "{:>7.1}× {rate:>10.0} {:>10.0} {:>10.0} {:>8.0} {:>9.1} {:>9.1} {mebibytes:>9.0}",
        multiple,
        of(Code::Ok),
        of(Code::ResourceExhausted),
        of(Code::DeadlineExceeded),
        at(0.5).unwrap_or(&f64::NAN),
        at(0.99).unwrap_or(&f64::NAN),
    );
}

/// Nobody may get anything but an answer, a refusal that says when to come back, or word that the
/// time is up; and somebody must be answered.
fn check(outcomes: &[Outcome]) {
    let expected = |outcome: &&Outcome| match outcome.code {
        Code::Ok | Code::DeadlineExceeded => true,
        Code::ResourceExhausted => outcome.told_when_to_retry,
        _ => false,
    };
    if let Some(other) = outcomes.iter().find(|outcome| !expected(outcome)) {
        panic!("a caller got {other:?}");
    }
    assert!(outcomes.iter().any(|outcome| outcome.code == Code::Ok));
}
