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

/// What is offered, in multiples of what the server can do. The last comes twice: what the second
/// time needs more memory than the first would need ever more.
const MULTIPLES: [f64; 6] = [0.5, 1.0, 2.0, 5.0, 10.0, 10.0];

/// How much is done, and with what patience.
struct Size {
    seconds: f64,
    /// How long callers wait, in seconds; one table each.
    deadlines: &'static [u64],
    /// What the server is told beside the address.
    flags: &'static [&'static str],
}

const MEASURE: Size = Size {
    seconds: 5.0,
    deadlines: &[10, 1],
    flags: &[],
};

/// A gate so narrow that every server can pass through it what it lets in, for callers who wait for that.
const TEST: Size = Size {
    seconds: 1.0,
    deadlines: &[60],
    flags: &["--max-requests", "8"],
};

/// Callers who wait that long can be answered or refused in time, however slow the machine.
const PATIENCE: Duration = Duration::from_secs(60);

fn main() {
    let testing = std::env::args().any(|argument| argument == "--test");
    let size = if testing { TEST } else { MEASURE };
    let runtime = cores::runtime(Core::Second);
    let server = Server::start(Core::First, size.flags);
    let load = runtime.block_on(Load::on(&server.address));
    runtime.block_on(load.closed(size.seconds / 2.0));
    let capacity = runtime.block_on(load.closed(size.seconds));
    println!("capacity: {capacity:.0} calls a second of the server's one core");
    for &deadline in size.deadlines {
        let deadline = Duration::from_secs(deadline);
        let peaks = runtime.block_on(table(&load, &server, capacity, size.seconds, deadline));
        let [.., first, second] = peaks;
        // Calls that their callers gave up take memory until they are read.
        let grows = deadline >= PATIENCE && second > 1.25 * first;
        assert!(!grows, "memory grows: {peaks:?}");
    }
    server.stop();
}

/// Prints what becomes of each load, and gives the MiB that each needed.
async fn table(
    load: &Load,
    server: &Server,
    capacity: f64,
    seconds: f64,
    deadline: Duration,
) -> [f64; MULTIPLES.len()] {
    println!("\ncallers wait {deadline:?}");
    println!(
        "{:>8} {:>8} {:>9} {:>9} {:>7} {:>7} {:>10} {:>8} {:>8} {:>6}",
        "offered",
        "calls/s",
        "answered",
        "refused",
        "late",
        "broken",
        "answered/s",
        "p50 ms",
        "p99 ms",
        "MiB"
    );
    let mut peaks = [0.0; MULTIPLES.len()];
    for (multiple, peak) in MULTIPLES.into_iter().zip(&mut peaks) {
        server.forget_peak();
        let outcomes = load.open(capacity * multiple, seconds, deadline).await;
        *peak = server.peak_mebibytes();
        print_row(multiple, seconds, &outcomes, *peak);
        check(&outcomes, deadline >= PATIENCE);
    }
    peaks
}

/// How many calls came a second, what part of them ended how, how many were answered a second until
/// the last had ended, and how long those took.
fn print_row(multiple: f64, seconds: f64, outcomes: &[Outcome], mebibytes: f64) {
    let total = outcomes.len() as f64;
    let of = |code: Code| {
        let ended = outcomes.iter().filter(|outcome| outcome.code == code);
        ended.count() as f64
    };
    let [answered, refused] = [Code::Ok, Code::ResourceExhausted].map(of);
    let late = of(Code::DeadlineExceeded);
    let ends = outcomes.iter().map(|outcome| outcome.ended.as_secs_f64());
    let last = ends.fold(seconds, f64::max);
    let mut times: Vec<f64> = outcomes
        .iter()
        .filter(|outcome| outcome.code == Code::Ok)
        .map(|outcome| outcome.took.as_secs_f64() * 1e3)
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get((times.len() as f64 * share) as usize);
    println!(
        "{multiple:>7.1}× {:>8.0} {:>8.1}% {:>8.1}% {:>6.1}% {:>7.0} {:>10.0} {:>8.1} {:>8.1} {mebibytes:>6.0}",
        total / seconds,
        100.0 * answered / total,
        100.0 * refused / total,
        100.0 * late / total,
        total - answered - refused - late,
        answered / last,
        at(0.5).unwrap_or(&f64::NAN),
        at(0.99).unwrap_or(&f64::NAN),
    );
}

/// Patient callers get nothing but answers and refusals that say when to come back. Others may hear
/// that their time is up, or lose a connection on which too many calls were left behind.
fn check(outcomes: &[Outcome], patient: bool) {
    let expected = |outcome: &&Outcome| match outcome.code {
        Code::Ok => true,
        Code::ResourceExhausted => outcome.told_when_to_retry || !patient,
        _ => !patient,
    };
    if let Some(other) = outcomes.iter().find(|outcome| !expected(outcome)) {
        panic!("a caller got {}", other.told);
    }
    assert!(outcomes.iter().any(|outcome| outcome.code == Code::Ok));
}
