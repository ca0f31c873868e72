//! Generates the gRPC code and the descriptor set from `proto/`, without protoc.

use std::path::PathBuf;
use std::{env, error::Error, fs};

const FILES: [&str; 7] = [
    "nutgraf/v1/analysis.proto",
    "nutgraf/v1/article.proto",
    "nutgraf/v1/digest.proto",
    "nutgraf/v1/engine.proto",
    "nutgraf/v1/summary.proto",
    "nutgraf/v1/tag.proto",
    "google/rpc/error_details.proto",
];
const INCLUDES: [&str; 2] = ["proto", "third_party/googleapis"];

fn main() -> Result<(), Box<dyn Error>> {
    for path in INCLUDES {
        println!("cargo::rerun-if-changed={path}");
    }
    // Comments and imports are kept, so that `grpcurl describe` can show both.
    let mut compiler = protox::Compiler::new(INCLUDES)?;
    compiler.include_source_info(true).include_imports(true);
    let descriptors = compiler.open_files(FILES)?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(
        out.join("nutgraf.fds"),
        descriptors.encode_file_descriptor_set(),
    )?;
    tonic_prost_build::configure()
        .extern_path(".google.rpc", "::tonic_types::pb")
        .codec_path("crate::grpc::codec::Codec")
        .compile_fds(descriptors.file_descriptor_set())?;
    Ok(())
}
