//! Floor 7: the API. The only floor that names generated types or a gRPC status.

/// The messages and services of `proto/nutgraf/v1`, generated when the crate is built.
#[allow(missing_docs, clippy::all, clippy::pedantic)]
pub mod pb {
    tonic::include_proto!("nutgraf.v1");

    /// Every file of the API with its imports and comments, as a serialized `FileDescriptorSet`.
    pub const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/nutgraf.fds"));
}
