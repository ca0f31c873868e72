//! `grpc.health.v1.Health`: each service by name, and the server as a whole.

use tonic::service::Routes;
use tonic_health::ServingStatus;
use tonic_health::pb::health_server::HealthServer;
use tonic_health::server::{HealthReporter, HealthService};

use crate::grpc::SERVICES;

/// Bytes of a message at most, which is the name of a service: callers without a token may send it, and
/// nothing of it counts at the gate.
const MESSAGE_BYTES: usize = 1 << 10;

/// What the server says of its health.
pub struct Health(HealthReporter);

impl Health {
    /// Not serving, until it is told otherwise.
    pub fn new() -> Health {
        Health(HealthReporter::new())
    }

    /// `routes` and the health service. Calls must not arrive before [`Health::set_serving`].
    pub fn add_to(&self, routes: Routes) -> Routes {
        let service = HealthService::from_health_reporter(self.0.clone());
        routes.add_service(HealthServer::new(service).max_decoding_message_size(MESSAGE_BYTES))
    }

    /// Says that every service, and the server as a whole (`""`), is serving or not.
    pub async fn set_serving(&self, serving: bool) {
        let status = if serving {
            ServingStatus::Serving
        } else {
            ServingStatus::NotServing
        };
        for service in SERVICES.iter().chain(&[""]) {
            self.0.set_service_status(service, status).await;
        }
    }
}
