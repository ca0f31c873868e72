//! Reflection, v1 and v1alpha: what grpcurl and its like ask to learn the API.

use tonic::codec::CompressionEncoding::Gzip;
use tonic::service::Routes;
use tonic_reflection::server::{Builder, Error};

use crate::grpc::pb::DESCRIPTORS;

/// Bytes of a question at most, which is the name of a file or a symbol: nothing of it counts at the gate.
const MESSAGE_BYTES: usize = 4 << 10;

/// `routes` and both reflection services. The `google.rpc` types of error details are told too, so
/// that clients can print them.
pub fn add_to(routes: Routes) -> Result<Routes, Error> {
    let builder = || {
        Builder::configure()
            .register_encoded_file_descriptor_set(DESCRIPTORS)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(tonic_reflection::pb::v1::FILE_DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(
                tonic_reflection::pb::v1alpha::FILE_DESCRIPTOR_SET,
            )
    };
    Ok(routes
        .add_service(
            builder()
                .build_v1()?
                .accept_compressed(Gzip)
                .max_decoding_message_size(MESSAGE_BYTES),
        )
        .add_service(
            builder()
                .build_v1alpha()?
                .accept_compressed(Gzip)
                .max_decoding_message_size(MESSAGE_BYTES),
        ))
}
