//! Floor 10: the API. The only floor that names generated types or a gRPC status.

pub mod call;
pub mod codec;
pub mod convert;
pub mod json;
pub mod limits;
pub mod memory;
pub mod pace;
pub mod panics;
pub mod pool;
pub mod size;
pub mod status;
pub mod turns;
pub mod violations;
pub mod workers;

mod analysis;
mod desk;
mod engine;
mod summary;
mod tag;

use std::sync::Arc;

use tonic::codec::CompressionEncoding::Gzip;
use tonic::service::Routes;

use self::codec::meter::Metered;
use self::desk::Desk;
use self::limits::Limits;
use self::pb::analysis_service_server::{AnalysisServiceServer, SERVICE_NAME as ANALYSIS};
use self::pb::engine_service_server::{EngineServiceServer, SERVICE_NAME as ENGINE};
use self::pb::summary_service_server::{SERVICE_NAME as SUMMARY, SummaryServiceServer};
use self::pb::tag_service_server::{SERVICE_NAME as TAG, TagServiceServer};
use self::workers::Workers;
use crate::metrics::Metrics;

/// The messages and services of `proto/nutgraf/v1`, generated when the crate is built.
#[allow(missing_docs, clippy::all, clippy::pedantic)]
pub mod pb {
    tonic::include_proto!("nutgraf.v1");

    /// Every file of the API with its imports and comments, as a serialized `FileDescriptorSet`.
    pub const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/nutgraf.fds"));
}

/// The names of the services.
pub const SERVICES: [&str; 4] = [SUMMARY, TAG, ANALYSIS, ENGINE];

/// The paths of the calls that have one message with an article, or with several.
pub const OF_ARTICLES: [&str; 4] = [
    "/nutgraf.v1.SummaryService/SummarizeArticle",
    "/nutgraf.v1.TagService/TagArticle",
    "/nutgraf.v1.AnalysisService/AnalyzeArticle",
    "/nutgraf.v1.AnalysisService/BatchAnalyzeArticles",
];

/// The paths of the calls that are streams of articles.
pub const STREAMS: [&str; 1] = ["/nutgraf.v1.AnalysisService/StreamAnalyzeArticles"];

/// The services, taking requests within `limits`, computing on `workers`, counted by `metrics`. With
/// `log_texts` the log has what articles say.
pub fn routes(limits: Limits, workers: Workers, metrics: Metrics, log_texts: bool) -> Routes {
    let (most, batch_requests) = (limits.message_bytes, limits.batch_requests);
    let desk = Arc::new(Desk::new(limits, workers, metrics, log_texts));
    macro_rules! service {
        ($server:ident) => {{
            let server = $server::from_arc(Arc::clone(&desk));
            let server = server.accept_compressed(Gzip);
            Metered::new(server.max_decoding_message_size(most), most, batch_requests)
        }};
    }
    Routes::new(service!(SummaryServiceServer))
        .add_service(service!(TagServiceServer))
        .add_service(service!(AnalysisServiceServer))
        .add_service(service!(EngineServiceServer))
}
