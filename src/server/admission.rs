//! One gate for all connections: how many calls, and how many bytes of them and of their answers, there
//! are at once.
//!
//! Unary calls over the gate are refused at once; streams wait. A unary call whose request is slow to come has no
//! place until it is there.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::DescriptorEncoder;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::activity::Activity;
use super::answer::outbox::Outbox;
use super::process::gauge;
use crate::config::Admission;
use crate::grpc::pool::{Pool, Share, Taken, overloaded};
use crate::grpc::status::Failure;
use crate::grpc::turns::Turns;

/// The gate.
#[derive(Debug)]
pub struct Gate {
    requests: Arc<Pool>,
    bytes: Arc<Pool>,
    arriving: Arc<Pool>,
    answers: Arc<Pool>,
    streams: Arc<Semaphore>,
    max_streams: usize,
    streams_per_client: usize,
    workers: usize,
}

/// A connection's part of what the gate lets through.
pub struct Client {
    requests: Arc<Share>,
    bytes: Arc<Share>,
    arriving: Arc<Share>,
    outbox: Arc<Outbox>,
    streams: Arc<Semaphore>,
    turns: Turns,
    activity: Activity,
}

/// What a call holds of the gate, given back when it is dropped.
#[derive(Default)]
pub struct Ticket {
    place: Option<Arc<Place>>,
    bytes: Option<Arc<Taken>>,
    _stream: Option<[OwnedSemaphorePermit; 2]>,
    broken: Arc<AtomicBool>,
}

/// The place of a unary call among those in work, given back when it is dropped.
pub struct Place(Taken);

impl Gate {
    /// A gate that lets through as much as `config` says, to a pool with that many `workers`.
    pub fn new(config: &Admission, workers: usize) -> Gate {
        Gate {
            requests: Arc::new(Pool::new(config.requests)),
            bytes: Arc::new(Pool::new(config.bytes)),
            arriving: Arc::new(Pool::new(config.bytes)),
            answers: Arc::new(Pool::of_hoards(config.answer_bytes)),
            streams: Arc::new(Semaphore::new(config.streams)),
            max_streams: config.streams,
            streams_per_client: config.streams.div_ceil(2),
            workers,
        }
    }

    /// A new connection, which holds nothing yet.
    pub fn client(&self) -> Client {
        Client {
            requests: Arc::new(Share::nothing_of(&self.requests)),
            bytes: Arc::new(Share::nothing_of(&self.bytes)),
            arriving: Arc::new(Share::nothing_of(&self.arriving)),
            outbox: Arc::new(Outbox::new(Share::nothing_of(&self.answers))),
            streams: Arc::new(Semaphore::new(self.streams_per_client)),
            turns: Turns::new(self.workers),
            activity: Activity::new(),
        }
    }

    /// Lets a unary call through or refuses it.
    pub fn admit_unary(&self, client: &Client) -> Result<Ticket, Failure> {
        let place = Place(Taken::nothing_of(&client.requests));
        place.enter()?;
        if !client.outbox.share().has_room(1) {
            return Err(unread());
        }
        Ok(Ticket {
            place: Some(Arc::new(place)),
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

    /// Its part of the memory for messages of streams that are on their way.
    pub fn arriving(&self) -> &Arc<Share> {
        &self.arriving
    }

    /// Its answers.
    pub fn outbox(&self) -> &Arc<Outbox> {
        &self.outbox
    }

    /// The line that its calls wait in.
    pub fn turns(&self) -> Turns {
        self.turns.clone()
    }
}

impl Collector for Gate {
    fn encode(&self, mut encoder: DescriptorEncoder) -> Result<(), fmt::Error> {
        let streams = self
            .max_streams
            .saturating_sub(self.streams.available_permits());
        let pooled = |pool: &Pool| (pool.used(), pool.capacity());
        let gauges = [
            ("requests", "Unary calls in work", pooled(&self.requests)),
            ("bytes", "Bytes of requests in work", pooled(&self.bytes)),
            (
                "stream_bytes",
                "Bytes of large messages of streams that come or wait to be read",
                pooled(&self.arriving),
            ),
            (
                "answer_bytes",
                "Bytes of answers that wait to be read",
                pooled(&self.answers),
            ),
            ("streams", "Streams in work", (streams, self.max_streams)),
        ];
        gauges.iter().try_for_each(|(what, help, (used, most))| {
            let name = format!("nutgraf_admission_{what}");
            gauge(&mut encoder, &name, help, *used as f64)?;
            let (name, help) = (format!("{name}_limit"), format!("{help} at most"));
            gauge(&mut encoder, &name, &help, *most as f64)
        })
    }
}

impl Place {
    /// Takes the place, unless the call has it already; fails if there is none.
    pub fn enter(&self) -> Result<(), Failure> {
        if self.is_taken() || self.0.grow(1) {
            Ok(())
        } else {
            Err(overloaded("too many requests are in work"))
        }
    }

    /// Leaves the place to others.
    pub fn leave(&self) {
        self.0.give_back();
    }

    /// Whether the call has it.
    pub fn is_taken(&self) -> bool {
        self.0.amount() > 0
    }
}

impl Ticket {
    /// The call's place among those in work, if those are counted.
    pub fn place(&self) -> Option<Arc<Place>> {
        self.place.clone()
    }

    /// What counts the call's bytes, if they are counted.
    pub fn bytes(&self) -> Option<Arc<Taken>> {
        self.bytes.clone()
    }

    /// Set when the request breaks off before its end: its caller has gone.
    pub fn broken(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.broken)
    }
}

/// The refusal of a call whose answer finds no room beside those that nobody reads.
pub fn unread() -> Failure {
    overloaded("too many bytes of answers wait to be read")
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
    fn a_gate_without_a_bound_lets_everything_through() {
        let gate = gate(usize::MAX);
        let client = gate.client();
        let held: Vec<Ticket> = (0..100)
            .filter_map(|_| gate.admit_unary(&client).ok())
            .collect();
        assert_eq!(held.len(), 100);
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
