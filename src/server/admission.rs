//! One gate for all connections: how many calls, and how many bytes of them, are in work at once.
//!
//! Unary calls over the gate are refused at once; streams wait. So that one greedy client cannot
//! starve the others, a connection may hold at most [`GREED`] times what is still free: alone it gets
//! four fifths of everything, and there is always something left for a newcomer. This is the dynamic
//! threshold of Choudhury & Hahne, "Dynamic Queue Length Thresholds for Shared-Memory Packet
//! Switches", IEEE/ACM Transactions on Networking 6(2), 1998.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::DescriptorEncoder;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::activity::Activity;
use super::process::gauge;
use crate::config::Admission;
use crate::grpc::call::Meter;
use crate::grpc::status::Failure;
use crate::grpc::workers::Turns;

/// How many times what is still free a connection may hold.
const GREED: usize = 4;

/// When a refused call should come again: most of what is in work is done by then.
const RETRY_AFTER: Duration = Duration::from_millis(100);

/// The gate.
#[derive(Debug)]
pub struct Gate {
    requests: Arc<Pool>,
    bytes: Arc<Pool>,
    streams: Arc<Semaphore>,
    max_streams: usize,
    streams_per_client: usize,
    workers: usize,
}

/// A connection's part of what the gate lets through.
pub struct Client {
    requests: Arc<Share>,
    bytes: Arc<Share>,
    streams: Arc<Semaphore>,
    turns: Turns,
    activity: Activity,
}

/// What a call holds of the gate, given back when it is dropped.
#[derive(Default)]
pub struct Ticket {
    _request: Option<Taken>,
    bytes: Option<Arc<Taken>>,
    _stream: Option<[OwnedSemaphorePermit; 2]>,
    broken: Arc<AtomicBool>,
}

/// A number of something, shared by all connections.
#[derive(Debug)]
struct Pool {
    capacity: usize,
    used: AtomicUsize,
}

/// What one connection holds of a pool.
#[derive(Debug)]
struct Share {
    pool: Arc<Pool>,
    held: AtomicUsize,
}

/// What one call holds of its connection's share.
#[derive(Debug)]
pub struct Taken {
    share: Arc<Share>,
    amount: AtomicUsize,
}

impl Gate {
    /// A gate that lets through as much as `config` says, to a pool with that many `workers`.
    pub fn new(config: &Admission, workers: usize) -> Gate {
        Gate {
            requests: Arc::new(Pool::new(config.requests)),
            bytes: Arc::new(Pool::new(config.bytes)),
            streams: Arc::new(Semaphore::new(config.streams)),
            max_streams: config.streams,
            streams_per_client: config.streams.div_ceil(2),
            workers,
        }
    }

    /// A new connection, which holds nothing yet.
    pub fn client(&self) -> Client {
        let share = |pool: &Arc<Pool>| {
            Arc::new(Share {
                pool: Arc::clone(pool),
                held: AtomicUsize::new(0),
            })
        };
        Client {
            requests: share(&self.requests),
            bytes: share(&self.bytes),
            streams: Arc::new(Semaphore::new(self.streams_per_client)),
            turns: Turns::new(self.workers),
            activity: Activity::new(),
        }
    }

    /// Lets a unary call through or refuses it.
    pub fn admit_unary(&self, client: &Client) -> Result<Ticket, Failure> {
        let request = Taken::nothing_of(&client.requests);
        if !request.grow(1) {
            return Err(overloaded("too many requests are in work"));
        }
        Ok(Ticket {
            _request: Some(request),
            bytes: Some(Arc::new(Taken::nothing_of(&client.bytes))),
            ..Ticket::default()
        })
    }

    /// Lets a stream through once it is its turn. One connection gets at most half of the places.
    pub async fn admit_stream(&self, client: &Client) -> Result<Ticket, Failure> {
        let own = Arc::clone(&client.streams).acquire_owned().await;
        let global = Arc::clone(&self.streams).acquire_owned().await;
        match (own, global) {
            (Ok(own), Ok(global)) => Ok(Ticket {
                _stream: Some([own, global]),
                ..Ticket::default()
            }),
            _ => Err(Failure::Cancelled),
        }
    }
}

impl Client {
    /// Tells whether it has calls in work.
    pub fn activity(&self) -> &Activity {
        &self.activity
    }

    /// The line that its calls wait in.
    pub fn turns(&self) -> Turns {
        self.turns.clone()
    }
}

impl Collector for Gate {
    fn encode(&self, mut encoder: DescriptorEncoder) -> Result<(), fmt::Error> {
        let used = |pool: &Pool| pool.used.load(Ordering::Relaxed) as f64;
        let streams = self
            .max_streams
            .saturating_sub(self.streams.available_permits());
        let gauges = [
            (
                "nutgraf_admission_requests",
                "Unary calls in work",
                used(&self.requests),
            ),
            (
                "nutgraf_admission_requests_limit",
                "Unary calls in work at most",
                self.requests.capacity as f64,
            ),
            (
                "nutgraf_admission_bytes",
                "Bytes of requests in work",
                used(&self.bytes),
            ),
            (
                "nutgraf_admission_bytes_limit",
                "Bytes of requests in work at most",
                self.bytes.capacity as f64,
            ),
            (
                "nutgraf_admission_streams",
                "Streams in work",
                streams as f64,
            ),
            (
                "nutgraf_admission_streams_limit",
                "Streams in work at most",
                self.max_streams as f64,
            ),
        ];
        gauges
            .iter()
            .try_for_each(|(name, help, value)| gauge(&mut encoder, name, help, *value))
    }
}

impl Ticket {
    /// What counts the call's bytes, if they are counted.
    pub fn bytes(&self) -> Option<Arc<Taken>> {
        self.bytes.clone()
    }

    /// What the call's message counts at once it was read.
    pub fn meter(&self) -> Option<Arc<dyn Meter>> {
        let taken: Arc<dyn Meter> = self.bytes.clone()?;
        Some(taken)
    }

    /// Set when the request breaks off before its end: its caller has gone.
    pub fn broken(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.broken)
    }
}

impl Pool {
    fn new(capacity: usize) -> Pool {
        Pool {
            capacity,
            used: AtomicUsize::new(0),
        }
    }
}

impl Taken {
    fn nothing_of(share: &Arc<Share>) -> Taken {
        Taken {
            share: Arc::clone(share),
            amount: AtomicUsize::new(0),
        }
    }

    /// Takes more; false, and nothing taken, if that is more than the connection may hold.
    fn grow(&self, more: usize) -> bool {
        let (share, pool) = (&self.share, &self.share.pool);
        let held = share.held.load(Ordering::Relaxed);
        let taken = pool
            .used
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |used| {
                let free = pool.capacity.checked_sub(used.checked_add(more)?)?;
                // The first to come always fits: capacities below 5 would let nobody in otherwise.
                let fair = used == 0 || held + more <= GREED * free.max(1);
                fair.then_some(used + more)
            });
        if taken.is_ok() {
            share.held.fetch_add(more, Ordering::Relaxed);
            self.amount.fetch_add(more, Ordering::Relaxed);
        }
        taken.is_ok()
    }

    /// Counts bytes that have come in.
    pub fn count_bytes(&self, bytes: usize) -> Result<(), Failure> {
        if self.grow(bytes) {
            Ok(())
        } else {
            Err(overloaded("too many bytes of requests are in work"))
        }
    }
}

impl Meter for Taken {
    fn count_message(&self, bytes: usize) -> Result<(), Failure> {
        let counted = self.amount.load(Ordering::Relaxed);
        self.count_bytes(bytes.saturating_sub(counted))
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let amount = *self.amount.get_mut();
        self.share.held.fetch_sub(amount, Ordering::Relaxed);
        self.share.pool.used.fetch_sub(amount, Ordering::Relaxed);
    }
}

fn overloaded(cause: &'static str) -> Failure {
    Failure::Overloaded {
        cause,
        retry_after: RETRY_AFTER,
    }
}

#[cfg(test)]
mod tests {
    use super::{Gate, Ticket};
    use crate::config::Admission;

    fn gate(requests: usize) -> Gate {
        let config = Admission {
            requests,
            ..Admission::default()
        };
        Gate::new(&config, 1)
    }

    fn take_all(gate: &Gate, client: &super::Client) -> Vec<Ticket> {
        std::iter::from_fn(|| gate.admit_unary(client).ok()).collect()
    }

    #[test]
    fn a_lone_connection_gets_four_fifths_and_a_newcomer_always_gets_in() {
        let gate = gate(100);
        let (greedy, newcomer) = (gate.client(), gate.client());
        let held = take_all(&gate, &greedy);
        assert_eq!(held.len(), 80);
        assert_eq!(take_all(&gate, &newcomer).len(), 16);
    }

    #[test]
    fn what_is_given_back_can_be_taken_again() {
        let gate = gate(100);
        let client = gate.client();
        drop(take_all(&gate, &client));
        assert_eq!(take_all(&gate, &client).len(), 80);
    }

    #[test]
    fn a_gate_for_one_lets_one_through() {
        let gate = gate(1);
        let client = gate.client();
        let held = gate.admit_unary(&client);
        assert!(held.is_ok());
        assert!(gate.admit_unary(&client).is_err());
        drop(held);
        assert!(gate.admit_unary(&client).is_ok());
    }
}
