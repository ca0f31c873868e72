//! What never reaches a service, and still gets an answer that helps.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use nutgraf::config::{Admission, Config};
use nutgraf::grpc::limits::Limits;
use nutgraf::grpc::pb;
use prost::Message;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::sleep;
use tonic::Code;
use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;
use tonic_reflection::pb::v1::{ServerReflectionRequest, ServerReflectionResponse};
use tonic_types::RpcStatusExt;

use crate::admin::metrics;
use crate::batches::{analysis, error};
use crate::harness::{STORY, Server, analyze, reason};
use crate::hygiene::{call, connect};
use crate::raw::{ANALYZE, BATCH, Reply, STREAM, framed, post};

/// A name, headers, and a body.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], Vec<u8>);

fn invalid_utf8() -> Vec<u8> {
    // Article.text (field 2 of field 1) with a lone continuation byte.
    vec![0x0a, 0x05, 0x1a, 0x03, b'a', 0x80, b'b']
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn bytes_that_are_no_message_are_the_callers_mistake() {
    let server = Server::start().await;
    let whole = analyze(STORY).encode_to_vec();
    let mut short = framed(0, &whole);
    short.truncate(40);
    let gzipped = [("grpc-encoding", "gzip")];
    let cases: [Case; 9] = [
        ("garbage", &[], framed(0, b"\xff\xff\xff\xffgarbage")),
        ("invalid UTF-8", &[], framed(0, &invalid_utf8())),
        ("wrong wire type", &[], framed(0, &[0x08, 0x01])),
        ("a frame cut short", &[], short),
        (
            "a frame without its message",
            &[],
            framed(0, &whole)[..5].to_vec(),
        ),
        ("no message at all", &[], Vec::new()),
        ("bad gzip", &gzipped, framed(1, b"not gzip")),
        (
            "a compressed flag without an encoding",
            &[],
            framed(1, &whole),
        ),
        ("an unknown flag", &[], framed(7, &whole)),
    ];
    for path in [
        ANALYZE,
        "/nutgraf.v1.SummaryService/SummarizeArticle",
        "/nutgraf.v1.TagService/TagArticle",
    ] {
        for (name, headers, body) in &cases {
            let status = post(server.address, path, headers, body.clone())
                .await
                .status();
            assert_eq!(
                status.code(),
                Code::InvalidArgument,
                "{name} to {path}: {status:?}"
            );
            assert_eq!(reason(&status), "MALFORMED_MESSAGE", "{name}");
        }
    }
}

/// A server with messages of at most 5,000 bytes.
async fn server_of_short_messages() -> Server {
    let limits = Limits {
        message_bytes: 5000,
        ..Limits::default()
    };
    Server::with(Config {
        limits,
        ..Config::default()
    })
    .await
}

fn results(reply: &Reply) -> Vec<pb::ArticleResult> {
    let messages = reply.messages::<pb::StreamAnalyzeArticlesResponse>();
    let results = messages.into_iter().map(|message| message.result);
    results.map(|result| result.expect("a result")).collect()
}

#[tokio::test]
async fn a_message_of_a_stream_that_cannot_be_read_spoils_no_other() {
    let server = server_of_short_messages().await;
    let story = analyze(STORY).encode_to_vec();
    let large = analyze(&"word ".repeat(200_000)).encode_to_vec();
    let bomb = framed(1, &gzip(&vec![0; 2 << 20]));
    assert!(bomb.len() < 5000);
    let unreadable: [(&str, Vec<u8>, &str, &str); 8] = [
        (
            "invalid UTF-8",
            framed(0, &invalid_utf8()),
            "MALFORMED_MESSAGE",
            "article.text: the bytes are not",
        ),
        (
            "garbage",
            framed(0, &[0xff; 11]),
            "MALFORMED_MESSAGE",
            "the request is no message",
        ),
        (
            "wrong wire type",
            framed(0, &[0x08, 0x01]),
            "MALFORMED_MESSAGE",
            "article: invalid wire type",
        ),
        (
            "cut short",
            framed(0, &story[..100]),
            "MALFORMED_MESSAGE",
            "article: buffer underflow",
        ),
        (
            "too large",
            framed(0, &large),
            "MESSAGE_TOO_LARGE",
            "the limit is 5000 bytes",
        ),
        (
            "too large once unpacked",
            bomb,
            "MESSAGE_TOO_LARGE",
            "unpacked, the limit is 5000 bytes",
        ),
        (
            "bad gzip",
            framed(1, b"not gzip"),
            "MALFORMED_MESSAGE",
            "gzip",
        ),
        (
            "gzip cut short",
            framed(1, &gzip(&story)[..100]),
            "MALFORMED_MESSAGE",
            "gzip",
        ),
    ];
    let mut body = Vec::new();
    for (_, message, ..) in &unreadable {
        body.extend(framed(1, &gzip(&story)));
        body.extend(message);
    }
    body.extend(framed(0, &story));
    let reply = post(server.address, STREAM, &[("grpc-encoding", "gzip")], body).await;
    assert_eq!(reply.status().code(), Code::Ok);
    let results = results(&reply);
    assert_eq!(results.len(), 17);
    for (result, place) in results.iter().zip(0..) {
        assert_eq!(result.index, Some(place));
        if place % 2 == 0 {
            assert!(!analysis(result).sentences.is_empty(), "message {place}");
        }
    }
    let errors = results.iter().skip(1).step_by(2).map(error);
    for (status, (name, _, expected, told)) in errors.zip(unreadable) {
        let info = status.get_details_error_info().expect("details");
        assert_eq!(info.reason, expected, "{name}");
        assert!(status.message.contains(told), "{name}: {}", status.message);
    }
    let bad = error(&results[1])
        .get_details_bad_request()
        .expect("details");
    assert_eq!(bad.field_violations[0].field, "article.text");
}

#[tokio::test]
async fn what_is_no_message_at_all_ends_a_stream_and_says_where() {
    let server = server_of_short_messages().await;
    let story = framed(0, &analyze(STORY).encode_to_vec());
    let large = framed(0, &vec![0; 6000]);
    let cases = [
        ("an unknown flag", framed(7, b"")),
        (
            "an unknown flag before a length over the limit",
            framed(7, &vec![0; 6000]),
        ),
        ("half a header", vec![0, 0, 0]),
        ("a message cut short", story[..story.len() - 1].to_vec()),
        (
            "one over the limit cut short",
            large[..large.len() - 1].to_vec(),
        ),
        ("the header of one over the limit", large[..5].to_vec()),
    ];
    for (name, last) in cases {
        let body = [story.clone(), last].concat();
        let reply = post(server.address, STREAM, &[("grpc-encoding", "gzip")], body).await;
        let results = results(&reply);
        assert_eq!(results.len(), 1, "{name}");
        assert!(!analysis(&results[0]).sentences.is_empty(), "{name}");
        let status = reply.status();
        assert_eq!(reason(&status), "MALFORMED_MESSAGE", "{name}");
        let told = status.message();
        assert!(told.contains("message 1 of the stream"), "{name}: {told}");
    }
}

#[tokio::test]
async fn a_message_over_the_limit_is_told_the_limit() {
    let server = server_of_short_messages().await;
    let large = analyze(&"word ".repeat(2000)).encode_to_vec();
    let cases: [Case; 3] = [
        ("plain", &[], framed(0, &large)),
        (
            "compressed",
            &[("grpc-encoding", "gzip")],
            framed(1, &gzip(&large)),
        ),
        (
            "a bomb",
            &[("grpc-encoding", "gzip")],
            framed(1, &gzip(&vec![0; 50 << 20])),
        ),
    ];
    for (name, headers, body) in cases {
        let status = post(server.address, ANALYZE, headers, body).await.status();
        assert_eq!(status.code(), Code::ResourceExhausted, "{name}: {status:?}");
        assert_eq!(reason(&status), "MESSAGE_TOO_LARGE", "{name}");
        let pushback = status.metadata().get("grpc-retry-pushback-ms");
        assert_eq!(pushback.unwrap(), "-1", "no use to try again");
        let told = status.message();
        assert!(told.contains("5000"), "{name}: {told}");
        assert!(!told.contains("Error,"), "{name}: {told}");
        assert_eq!(told.matches("too large").count(), 1, "{name}: {told}");
    }
}

/// Their messages pass the gate freely, and those of health come from anybody.
#[tokio::test]
async fn health_and_reflection_take_no_large_messages() {
    let server = Server::start().await;
    let name = |bytes: usize| tonic_health::pb::HealthCheckRequest {
        service: "x".repeat(bytes),
    };
    for (bytes, code) in [(500, Code::NotFound), (2000, Code::ResourceExhausted)] {
        let body = framed(0, &name(bytes).encode_to_vec());
        let reply = post(server.address, "/grpc.health.v1.Health/Check", &[], body).await;
        assert_eq!(reply.status().code(), code, "{bytes} bytes");
    }
    let symbol = |bytes: usize| ServerReflectionRequest {
        message_request: Some(MessageRequest::FileContainingSymbol("x".repeat(bytes))),
        ..Default::default()
    };
    let path = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
    // The service ends the stream there, without an answer.
    for (bytes, code) in [(500, Code::NotFound), (8000, Code::Ok)] {
        let body = framed(0, &symbol(bytes).encode_to_vec());
        let status = post(server.address, path, &[], body).await.status();
        assert_eq!(status.code(), code, "{bytes} bytes: {status:?}");
    }
}

/// Clients that compress do so on all of a channel, where they ask for health and descriptions too.
#[tokio::test]
async fn health_and_reflection_take_compressed_messages_that_are_small_unpacked() {
    let server = Server::start().await;
    let gzipped = [("grpc-encoding", "gzip")];
    let name = |service: String| tonic_health::pb::HealthCheckRequest { service }.encode_to_vec();
    let check = "/grpc.health.v1.Health/Check";
    for (bytes, code) in [(0, Code::Ok), (1 << 20, Code::ResourceExhausted)] {
        let body = framed(1, &gzip(&name("x".repeat(bytes))));
        let reply = post(server.address, check, &gzipped, body).await;
        let status = reply.status();
        assert_eq!(status.code(), code, "{bytes} bytes: {status:?}");
    }
    let list = ServerReflectionRequest {
        message_request: Some(MessageRequest::ListServices(String::new())),
        ..Default::default()
    };
    for version in ["v1", "v1alpha"] {
        let path = format!("/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo");
        let body = framed(1, &gzip(&list.encode_to_vec()));
        let reply = post(server.address, &path, &gzipped, body).await;
        let answers = reply.messages::<ServerReflectionResponse>();
        assert_eq!(answers.len(), 1, "{version}: {:?}", reply.status());
    }
}

#[tokio::test]
async fn a_compressed_message_counts_decompressed_at_the_gate() {
    let admission = Admission {
        bytes: 50_000,
        ..Admission::default()
    };
    let server = Server::with(Config {
        admission,
        ..Config::default()
    })
    .await;
    let gzipped = [("grpc-encoding", "gzip")];
    let message = |words: usize| gzip(&analyze(&"word ".repeat(words)).encode_to_vec());
    assert!(message(20_000).len() < 1000, "it is small on its way");
    for (words, code) in [(20_000, Code::ResourceExhausted), (2000, Code::Ok)] {
        let body = framed(1, &message(words));
        let status = post(server.address, ANALYZE, &gzipped, body).await.status();
        assert_eq!(status.code(), code, "{words} words: {status:?}");
    }
}

#[tokio::test]
async fn an_unknown_method_is_named() {
    let server = Server::start().await;
    for path in [
        "/nutgraf.v1.SummaryService/Nope",
        "/nutgraf.v9.Nope/AnalyzeArticle",
        "/",
    ] {
        let status = post(server.address, path, &[], framed(0, b""))
            .await
            .status();
        assert_eq!(status.code(), Code::Unimplemented, "{path}");
        assert_eq!(reason(&status), "UNKNOWN_METHOD");
        assert!(status.message().contains(path), "{}", status.message());
    }
}

#[tokio::test]
async fn an_unknown_compression_is_unimplemented_and_the_known_ones_are_told() {
    let server = Server::start().await;
    let body = framed(1, b"whatever");
    let reply = post(server.address, ANALYZE, &[("grpc-encoding", "zstd")], body).await;
    assert_eq!(reply.status().code(), Code::Unimplemented);
    assert_eq!(reason(&reply.status()), "UNSUPPORTED_COMPRESSION");
    assert!(reply.field("grpc-accept-encoding").contains("gzip"));
}

#[tokio::test]
async fn only_grpc_with_protobuf_is_taken() {
    let server = Server::start().await;
    let body = framed(0, &analyze(STORY).encode_to_vec());
    for kind in [
        "application/json",
        "application/grpc+json",
        "application/grpc-web",
        "text/plain",
        "",
    ] {
        let reply = post(
            server.address,
            ANALYZE,
            &[("content-type", kind)],
            body.clone(),
        )
        .await;
        assert_eq!(reply.http_status, 415, "{kind}");
        assert_eq!(reason(&reply.status()), "WRONG_CONTENT_TYPE", "{kind}");
    }
    for kind in [
        "application/grpc",
        "application/grpc+proto",
        "Application/gRPC; charset=utf-8",
    ] {
        let reply = post(
            server.address,
            ANALYZE,
            &[("content-type", kind)],
            body.clone(),
        )
        .await;
        assert_eq!(
            (reply.http_status, reply.field("grpc-status")),
            (200, "0"),
            "{kind}"
        );
    }
}

/// gRPC over HTTP/2: "Method → `:method POST`".
#[tokio::test]
async fn only_post_makes_a_call() {
    let server = Server::start().await;
    let (sender, _connection) = connect(server.address).await;
    for method in ["GET", "HEAD", "PUT", "BREW"] {
        let mut request = call(ANALYZE);
        *request.method_mut() = method.parse().unwrap();
        let mut sender = sender.clone().ready().await.unwrap();
        let (response, _body) = sender.send_request(request, true).unwrap();
        let response = response.await.unwrap();
        assert_eq!(response.status(), 405, "{method}");
        assert_eq!(response.headers()["allow"], "POST", "{method}");
        let status = tonic::Status::from_header_map(response.headers()).expect("a status");
        assert_eq!(reason(&status), "WRONG_HTTP_METHOD", "{method}");
    }
}

#[tokio::test]
async fn a_call_keeps_its_request_id_or_gets_one() {
    let server = Server::start().await;
    let body = framed(0, &analyze(STORY).encode_to_vec());
    let given = post(
        server.address,
        ANALYZE,
        &[("x-request-id", "abc-123")],
        body.clone(),
    )
    .await;
    assert_eq!(given.field("x-request-id"), "abc-123");
    let one = post(server.address, ANALYZE, &[], body.clone()).await;
    let two = post(server.address, ANALYZE, &[], body).await;
    assert!(!one.field("x-request-id").is_empty());
    assert_ne!(one.field("x-request-id"), two.field("x-request-id"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deadline_that_passes_is_deadline_exceeded() {
    let server = Server::start().await;
    let body = framed(0, &analyze(&STORY.repeat(1500)).encode_to_vec());
    for timeout in ["0n", "1u", "1m"] {
        let reply = post(
            server.address,
            ANALYZE,
            &[("grpc-timeout", timeout)],
            body.clone(),
        )
        .await;
        assert_eq!(reply.status().code(), Code::DeadlineExceeded, "{timeout}");
        assert_eq!(reason(&reply.status()), "DEADLINE_EXCEEDED");
    }
    let malformed = post(
        server.address,
        ANALYZE,
        &[("grpc-timeout", "soon")],
        body.clone(),
    )
    .await;
    assert_eq!(malformed.status().code(), Code::InvalidArgument);
    assert_eq!(reason(&malformed.status()), "MALFORMED_TIMEOUT");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_servers_own_deadline_holds_too() {
    let config = Config {
        max_deadline: Duration::from_millis(1),
        ..Config::default()
    };
    let server = Server::with(config).await;
    let request = analyze(&STORY.repeat(1500));
    let status = server
        .analyses()
        .await
        .analyze_article(request)
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded);
}

#[tokio::test]
async fn a_stream_has_a_deadline_too() {
    let server = Server::start().await;
    // tonic's client would give up by itself at the same time.
    let (mut sender, _connection) = connect(server.address).await;
    let mut request = call(STREAM);
    let timeout = "50m".parse().unwrap();
    request.headers_mut().insert("grpc-timeout", timeout);
    let (response, _open) = sender.send_request(request, false).unwrap();
    let response = response.await.unwrap();
    let mut fields = response.headers().clone();
    let mut body = response.into_body();
    assert!(body.data().await.is_none(), "there is no answer");
    fields.extend(body.trailers().await.unwrap().unwrap_or_default());
    let status = tonic::Status::from_header_map(&fields).expect("a status");
    assert_eq!(status.code(), Code::DeadlineExceeded);
    assert_eq!(reason(&status), "DEADLINE_EXCEEDED");
}

/// What is worked on when the time is up is given up as a whole: results that say so one by one would leave a call
/// that is OK.
#[tokio::test]
async fn a_deadline_that_passes_ends_batches_and_streams_as_a_whole() {
    let (server, admin) = Server::with_admin(Config::default()).await;
    let late = [("grpc-timeout", "0n")];
    let stream = framed(0, &analyze(STORY).encode_to_vec()).repeat(3);
    let requests = vec![analyze(STORY); 3];
    let batch = pb::BatchAnalyzeArticlesRequest { requests }.encode_to_vec();
    for (path, body) in [(STREAM, stream), (BATCH, framed(0, &batch))] {
        let reply = post(server.address, path, &late, body).await;
        assert_eq!(reply.status().code(), Code::DeadlineExceeded, "{path}");
        assert_eq!(reason(&reply.status()), "DEADLINE_EXCEEDED");
        assert!(reply.body.is_empty(), "{path}");
    }
    let counted = metrics(admin).await;
    assert!(
        !counted.contains("nutgraf_article_errors_total{"),
        "no article has an error for a result: {counted}"
    );
}

/// Browsers and `curl` are told what is spoken here, not sent bytes of HTTP/2.
#[tokio::test]
async fn http_1_is_told_to_speak_grpc() {
    let server = Server::start().await;
    let body = "x".repeat(10_000);
    let post = format!("POST /x HTTP/1.1\r\nHost: test\r\nContent-Length: 10000\r\n\r\n{body}");
    let get = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";
    for (request, first) in [(get, get.len()), (get, 1), (&post, 3)] {
        let mut stream = TcpStream::connect(server.address)
            .await
            .expect("it listens");
        stream.set_nodelay(true).expect("it is open");
        let (first, rest) = request.as_bytes().split_at(first);
        stream.write_all(first).await.expect("it is read");
        // The server sees the beginning by itself.
        sleep(Duration::from_millis(50)).await;
        stream.write_all(rest).await.expect("it is read");
        let mut answer = String::new();
        stream
            .read_to_string(&mut answer)
            .await
            .expect("all of it is text");
        assert!(answer.starts_with("HTTP/1.1 505 "), "{answer}");
        assert!(answer.contains("grpcurl -plaintext"), "{answer}");
    }
}
