//! `grpc.health.v1.Health`: each service by name, and the server as a whole.

use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use tonic::codec::CompressionEncoding::Gzip;
use tonic::service::Routes;
use tonic::{Code, Request, Response, Status, async_trait};
use tonic_health::ServingStatus;
use tonic_health::pb::health_check_response::ServingStatus as Told;
use tonic_health::pb::health_server::{Health as Protocol, HealthServer};
use tonic_health::pb::{HealthCheckRequest, HealthCheckResponse};
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
        let service = Service(HealthService::from_health_reporter(self.0.clone()));
        let server = HealthServer::new(service).accept_compressed(Gzip);
        routes.add_service(server.max_decoding_message_size(MESSAGE_BYTES))
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

/// The service, with watches as the protocol has them: one of a service that is not known goes on, since a client
/// takes an error for a reason to ask again and again.
struct Service(HealthService);

#[async_trait]
impl Protocol for Service {
    type WatchStream = BoxStream<'static, Result<HealthCheckResponse, Status>>;

    async fn check(
        &self,
        request: Request<HealthCheckRequest>,
    ) -> Result<Response<HealthCheckResponse>, Status> {
        self.0.check(request).await
    }

    async fn watch(
        &self,
        request: Request<HealthCheckRequest>,
    ) -> Result<Response<Self::WatchStream>, Status> {
        match self.0.watch(request).await {
            Err(status) if status.code() == Code::NotFound => {
                let status = Told::ServiceUnknown.into();
                let told = stream::iter([Ok(HealthCheckResponse { status })]);
                Ok(Response::new(told.chain(stream::pending()).boxed()))
            }
            watch => watch.map(|watch| watch.map(StreamExt::boxed)),
        }
    }
}
