//! The log's way out. A thread of its own writes it: a reader who is slow, or reads no more, holds up no call. Lines
//! that wait for it take a bounded part of the memory; those over it are left out, and the log says how many.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use tracing::warn;
use tracing_subscriber::fmt::MakeWriter;

/// Bytes of lines that may wait. A longer line may if no other does.
const MOST_BYTES: usize = 1 << 20;

/// Bytes that a line takes besides its own.
const A_LINE: usize = 64;

/// How long the end of the process waits for lines to be written.
const LAST_LINES: Duration = Duration::from_secs(1);

/// Lines of the process that were left out.
static LOST: AtomicU64 = AtomicU64::new(0);

/// How many lines of the log were left out so far.
pub fn lost_lines() -> u64 {
    LOST.load(Ordering::Relaxed)
}

/// Where lines go. Clones share it.
#[derive(Clone)]
pub struct Outlet {
    thread: Sender<Entry>,
    waiting: Arc<Waiting>,
}

/// What the thread is handed.
enum Entry {
    Line(Vec<u8>),
    /// Told once what came before is written.
    Mark(Sender<()>),
}

/// What waits to be written.
#[derive(Default)]
struct Waiting {
    bytes: AtomicUsize,
    /// Lines that were left out, of which the log says nothing yet.
    untold: AtomicU64,
}

impl Outlet {
    /// An outlet to `out`.
    pub fn to(out: impl Write + Send + 'static) -> io::Result<Outlet> {
        let (thread, lines) = channel();
        let waiting = Arc::new(Waiting::default());
        let written = Arc::clone(&waiting);
        let writer = thread::Builder::new().name("log".to_owned());
        writer.spawn(move || write(&lines, out, &written))?;
        Ok(Outlet { thread, waiting })
    }

    /// Waits until what came before is written, and how many lines were left out, or until the time for that is up.
    pub fn finish(&self) {
        let end = Instant::now() + LAST_LINES;
        // At the first mark lines that were left out may be told, in a line of their own.
        for _ in 0..2 {
            let (mark, written) = channel();
            // Without a thread nothing waits.
            let _ = self.thread.send(Entry::Mark(mark));
            let _ = written.recv_timeout(end.saturating_duration_since(Instant::now()));
        }
    }
}

impl Write for &Outlet {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        match self.waiting.has_room(line.len()) {
            // A thread that is no more is the end of the log, not of the call.
            true => drop(self.thread.send(Entry::Line(line.to_owned()))),
            false => self.waiting.leave_out(),
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Outlet {
    type Writer = &'a Outlet;

    fn make_writer(&'a self) -> &'a Outlet {
        self
    }
}

impl Waiting {
    /// Whether a line of so many bytes may wait too, which counts from now on.
    fn has_room(&self, bytes: usize) -> bool {
        let more = |now: usize| {
            let then = now.saturating_add(bytes).saturating_add(A_LINE);
            (now == 0 || then <= MOST_BYTES).then_some(then)
        };
        let (set, fetched) = (Ordering::Relaxed, Ordering::Relaxed);
        self.bytes.fetch_update(set, fetched, more).is_ok()
    }

    /// A line has no room.
    fn leave_out(&self) {
        self.untold.fetch_add(1, Ordering::Relaxed);
        LOST.fetch_add(1, Ordering::Relaxed);
    }

    /// A line of so many bytes waits no more.
    fn written(&self, bytes: usize) {
        let bytes = bytes.saturating_add(A_LINE);
        self.bytes.fetch_sub(bytes, Ordering::Relaxed);
    }

    /// How many lines were left out since this was asked last; none as long as there may be no room to say so.
    fn lost(&self) -> u64 {
        match self.bytes.load(Ordering::Relaxed) <= MOST_BYTES / 2 {
            true => self.untold.swap(0, Ordering::Relaxed),
            false => 0,
        }
    }
}

/// Writes to `out` what comes, until nobody logs any more.
fn write(entries: &Receiver<Entry>, mut out: impl Write, waiting: &Waiting) {
    for entry in entries {
        if let Entry::Line(line) = &entry {
            // Who cannot be told, on a full disk or behind a closed pipe, is not.
            let _ = out.write_all(line);
            waiting.written(line.len());
        }
        let lost = waiting.lost();
        if lost > 0 {
            warn!(
                lines = lost,
                "the log was not read in time: lines are missing here"
            );
        }
        if let Entry::Mark(mark) = entry {
            // Who waits for it may have given up.
            let _ = mark.send(());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::{MOST_BYTES, Outlet, lost_lines};

    /// Writes as much as it is let.
    struct Gated(Receiver<()>, Sender<Vec<u8>>);

    impl Write for Gated {
        fn write(&mut self, line: &[u8]) -> io::Result<usize> {
            let _ = self.0.recv();
            let _ = self.1.send(line.to_owned());
            Ok(line.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn lines_wait_for_their_reader_up_to_a_bound_and_nobody_waits_for_them() {
        let (open, gate) = channel();
        let (sent, read) = channel();
        let outlet = Outlet::to(Gated(gate, sent)).expect("a thread");
        let large = vec![b'x'; MOST_BYTES];
        let lines: [&[u8]; 3] = [&large, b"no room", b"none either"];
        for line in lines {
            assert_eq!((&outlet).write(line).expect("it never fails"), line.len());
        }
        assert_eq!(lost_lines(), 2);
        open.send(()).expect("the thread reads");
        assert_eq!(read.recv().expect("it is written").len(), MOST_BYTES);
        outlet.finish();
        for line in ["one", "two"] {
            (&outlet)
                .write_all(line.as_bytes())
                .expect("it never fails");
            open.send(()).expect("the thread reads");
            assert_eq!(read.recv().expect("it is written"), line.as_bytes());
        }
    }
}
