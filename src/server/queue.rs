//! What waits for the workers, as the metrics see it.

use std::fmt;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::DescriptorEncoder;

use super::process::gauge;
use crate::grpc::workers::Workers;

/// The queue in front of the workers, and the workers themselves.
#[derive(Debug)]
pub struct Queue(pub Workers);

impl Collector for Queue {
    fn encode(&self, mut encoder: DescriptorEncoder) -> Result<(), fmt::Error> {
        let Queue(workers) = self;
        let gauges = [
            (
                "nutgraf_queue_length",
                "Articles and batches that wait for their turn or for a worker",
                workers.waiting(),
            ),
            (
                "nutgraf_workers_busy",
                "Workers for large articles and batches that are at work",
                workers.busy(),
            ),
            (
                "nutgraf_workers_limit",
                "Workers for large articles and batches",
                workers.count(),
            ),
        ];
        gauges
            .iter()
            .try_for_each(|&(name, help, value)| gauge(&mut encoder, name, help, value as f64))
    }
}
