//! Tokens: who may call, and new ones while the server runs.

use std::time::Duration;

use nutgraf::config::Config;
use prost::Message;
use tokio::time::{Instant, sleep};
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;

use crate::file::File;
use crate::harness::{STORY, Server, analyze, reason};
use crate::raw::{ANALYZE, framed, post};

/// A token, and `printf %s correct-horse | sha256sum`.
const OLD: (&str, &str) = (
    "correct-horse",
    "9dca666eb54730714630d1519264a7bf1eeaad00b8f2edc90d3ecbfad928d163",
);

/// Another token, and its hash.
const NEW: (&str, &str) = (
    "battery-staple",
    "481fd32833966be5ea069e1ee38aab255d779d5510123c244d08de4194bbbee6",
);

/// What the file has of those tokens.
fn lines(tokens: &[(&str, &str)]) -> String {
    let line = |(_, hash): &(&str, &str)| format!("somebody {hash}\n");
    tokens.iter().map(line).collect()
}

/// A server that knows the tokens in `file`.
fn config(file: &File) -> Config {
    Config {
        auth_tokens: file.setting(),
        reload_interval: Duration::from_millis(20),
        ..Config::default()
    }
}

/// The code of a call with that `authorization`.
async fn called(server: &Server, path: &str, authorization: Option<&str>) -> tonic::Status {
    let headers: Vec<_> = authorization
        .map(|value| ("authorization", value))
        .into_iter()
        .collect();
    let body = framed(0, &analyze(STORY).encode_to_vec());
    post(server.address, path, &headers, body).await.status()
}

#[tokio::test]
async fn only_those_with_a_token_are_answered_and_health_needs_none() {
    let file = File::new(&lines(&[OLD, NEW]));
    let server = Server::with(config(&file)).await;
    for good in ["Bearer correct-horse", "bearer battery-staple"] {
        assert_eq!(
            called(&server, ANALYZE, Some(good)).await.code(),
            Code::Ok,
            "{good}"
        );
    }
    let bad = [
        None,
        Some("Bearer wrong"),
        Some("Bearer "),
        Some("correct-horse"),
        Some("Basic correct-horse"),
    ];
    let reflection = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
    for authorization in bad {
        for path in [ANALYZE, reflection, "/no.such/Method"] {
            let status = called(&server, path, authorization).await;
            assert_eq!(
                status.code(),
                Code::Unauthenticated,
                "{authorization:?} to {path}"
            );
            assert_eq!(reason(&status), "UNAUTHENTICATED");
        }
    }
    server
        .health()
        .await
        .check(HealthCheckRequest::default())
        .await
        .expect("probes have no token");
}

#[tokio::test]
async fn a_file_that_changes_is_read_again_and_one_that_cannot_be_used_is_not() {
    let file = File::new(&lines(&[OLD]));
    let server = Server::with(config(&file)).await;
    let first = called(&server, ANALYZE, Some("Bearer correct-horse")).await;
    assert_eq!(first.code(), Code::Ok);
    file.write("half a li");
    sleep(Duration::from_millis(100)).await;
    assert_eq!(
        called(&server, ANALYZE, Some("Bearer correct-horse"))
            .await
            .code(),
        Code::Ok
    );

    file.write(&lines(&[NEW]));
    let begin = Instant::now();
    while called(&server, ANALYZE, Some("Bearer battery-staple"))
        .await
        .code()
        != Code::Ok
    {
        assert!(
            begin.elapsed() < Duration::from_secs(20),
            "the new token is not known"
        );
        sleep(Duration::from_millis(10)).await;
    }
    let old = called(&server, ANALYZE, Some("Bearer correct-horse")).await;
    assert_eq!(
        old.code(),
        Code::Unauthenticated,
        "the old token is forgotten"
    );
}
