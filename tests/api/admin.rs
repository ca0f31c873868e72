//! The admin port: metrics that count what happened, and health that follows the server's.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use h2::Reason;
use nutgraf::config::{Admission, Config, Shutdown};
use nutgraf::grpc::limits::Limits;
use nutgraf::grpc::pb;
use prost::Message;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};

use crate::harness::{STORY, Server, analyze};
use crate::hygiene::{call, connect};
use crate::raw::{ANALYZE, STREAM, framed, post};
use crate::transport::gzip;

/// The status line and the body of a plain HTTP answer.
async fn get(address: SocketAddr, path: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address)
        .await
        .expect("the admin port is open");
    let request = format!("GET {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").expect("an HTTP answer");
    (
        head.lines().next().unwrap_or_default().to_owned(),
        body.to_owned(),
    )
}

/// All metrics, as they stand.
pub async fn metrics(address: SocketAddr) -> String {
    get(address, "/metrics").await.1
}

/// The value of a metric.
pub fn gauge(metrics: &str, name: &str) -> f64 {
    let value = metrics
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    let value = value.unwrap_or_else(|| panic!("no {name} in\n{metrics}"));
    value.parse().expect("a number")
}

/// Waits until the metrics have `line`: a call is counted when its last byte has left.
pub async fn wait_for(address: SocketAddr, line: &str) {
    wait_until(address, line, |metrics| {
        metrics.lines().any(|found| found == line)
    })
    .await;
}

/// Waits until the metrics are as `holds` wants them.
pub async fn wait_until(address: SocketAddr, what: &str, holds: impl Fn(&str) -> bool) {
    let begin = Instant::now();
    loop {
        let metrics = metrics(address).await;
        if holds(&metrics) {
            return;
        }
        assert!(
            begin.elapsed() < Duration::from_secs(20),
            "no {what:?} in\n{metrics}"
        );
        sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn calls_are_counted_by_method_and_code() {
    let (server, admin) = Server::with_admin(Config::default()).await;
    let mut client = server.analyses().await;
    client.analyze_article(analyze(STORY)).await.unwrap();
    client.analyze_article(analyze(STORY)).await.unwrap();
    client.analyze_article(analyze("")).await.unwrap_err();
    crate::streams::analyze_all(&mut client, vec![analyze(STORY)]).await;
    post(server.address, "/made.up/Method", &[], framed(0, b"")).await;
    let analyze = "grpc_service=\"nutgraf.v1.AnalysisService\",grpc_method=\"AnalyzeArticle\"";
    let stream =
        "grpc_service=\"nutgraf.v1.AnalysisService\",grpc_method=\"StreamAnalyzeArticles\"";
    for line in [
        format!("grpc_server_started_total{{grpc_type=\"unary\",{analyze}}} 3"),
        format!("grpc_server_handled_total{{grpc_type=\"unary\",{analyze},grpc_code=\"OK\"}} 2"),
        format!("grpc_server_handled_total{{grpc_type=\"unary\",{analyze},grpc_code=\"INVALID_ARGUMENT\"}} 1"),
        format!("grpc_server_handling_seconds_count{{grpc_type=\"unary\",{analyze}}} 3"),
        format!("grpc_server_handled_total{{grpc_type=\"bidi_stream\",{stream},grpc_code=\"OK\"}} 1"),
        "grpc_server_handled_total{grpc_type=\"unary\",grpc_service=\"unknown\",grpc_method=\"unknown\",grpc_code=\"UNIMPLEMENTED\"} 1".to_owned(),
        "nutgraf_articles_total{language=\"en\"} 3".to_owned(),
        "nutgraf_digest_seconds_count 3".to_owned(),
        "nutgraf_admission_requests 0.0".to_owned(),
        "nutgraf_admission_bytes 0.0".to_owned(),
        "nutgraf_queue_length 0.0".to_owned(),
        "nutgraf_workers_busy 0.0".to_owned(),
        "nutgraf_stage_seconds_count{stage=\"detect\"} 3".to_owned(),
        "nutgraf_stage_seconds_count{stage=\"tag\"} 3".to_owned(),
        "nutgraf_article_size_bytes_count 3".to_owned(),
        "nutgraf_summaries_total{method=\"ranker\"} 3".to_owned(),
        "nutgraf_refused_total{reason=\"UNKNOWN_METHOD\"} 1".to_owned(),
    ] {
        wait_for(admin, &line).await;
    }
    let (_, metrics) = get(admin, "/metrics").await;
    assert!(metrics.ends_with("# EOF\n"));
    for name in [
        "process_resident_memory_bytes",
        "process_open_fds",
        "process_start_time_seconds",
        "process_cpu_seconds_total",
        "nutgraf_build_info",
    ] {
        assert!(metrics.contains(name), "{name}");
    }
}

/// RFC 9110 has the methods that would be right beside the status.
#[tokio::test]
async fn other_methods_are_told_which_would_be_right() {
    let (_server, admin) = Server::with_admin(Config::default()).await;
    let mut stream = TcpStream::connect(admin).await.expect("it is open");
    let request = b"POST /metrics HTTP/1.1\r\nHost: test\r\nContent-Length: 0\r\n\r\n";
    stream.write_all(request).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 405 "), "{answer}");
    assert!(answer.contains("\r\nallow: GET, HEAD\r\n"), "{answer}");
}

/// Refusals by the gateway, by the transport, by a service, and in the trailers of a stream.
#[tokio::test]
async fn refusals_are_counted_by_the_reason_that_was_told() {
    let (server, admin) = Server::with_admin(Config {
        admission: Admission {
            bytes: 50_000,
            ..Admission::default()
        },
        limits: Limits {
            stream_idle: Some(Duration::from_millis(10)),
            ..Limits::default()
        },
        ..Config::default()
    })
    .await;
    let gzipped = [("grpc-encoding", "gzip")];
    let small = |text: &str| framed(0, &analyze(text).encode_to_vec());
    let large = "word ".repeat(20_000);
    let unpacked_large = framed(1, &gzip(&analyze(&large).encode_to_vec()));
    post(
        server.address,
        ANALYZE,
        &[("content-type", "a/b")],
        small(STORY),
    )
    .await;
    post(server.address, ANALYZE, &[], framed(0, b"\xff")).await;
    post(server.address, ANALYZE, &gzipped, unpacked_large).await;
    post(server.address, ANALYZE, &[], small(&large)).await;
    post(server.address, ANALYZE, &[], small("")).await;
    let mut client = server.analyses().await;
    let silent = futures_util::stream::pending::<pb::StreamAnalyzeArticlesRequest>();
    let mut results = client
        .stream_analyze_articles(silent)
        .await
        .unwrap()
        .into_inner();
    results.message().await.expect_err("nothing comes on it");
    post(server.address, STREAM, &[], framed(7, b"")).await;
    for (reason, count) in [
        ("WRONG_CONTENT_TYPE", 1),
        ("MALFORMED_MESSAGE", 2),
        ("MESSAGE_TOO_LARGE", 1),
        ("OVERLOADED", 1),
        ("INVALID_FIELDS", 1),
        ("STREAM_IDLE", 1),
    ] {
        let line = format!("nutgraf_refused_total{{reason=\"{reason}\"}} {count}");
        wait_for(admin, &line).await;
    }
}

#[tokio::test]
async fn errors_of_articles_in_calls_that_are_well_are_counted() {
    let (server, admin) = Server::with_admin(Config::default()).await;
    let mut client = server.analyses().await;
    let requests = vec![analyze(STORY), analyze(" "), analyze("")];
    let batch = crate::batches::analyze_all(&mut client, requests.clone()).await;
    let stream = crate::streams::analyze_all(&mut client, requests).await;
    assert_eq!((batch.len(), stream.len()), (3, 3));
    let line = "nutgraf_article_errors_total{reason=\"INVALID_FIELDS\"} 4";
    wait_for(admin, line).await;
    wait_for(admin, "nutgraf_connections_limit 1024").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_its_caller_leaves_is_cancelled_and_gives_back_what_it_held() {
    let (server, admin) = Server::with_admin(Config::default()).await;
    let mut client = server.analyses().await;
    let labels = "grpc_type=\"unary\",grpc_service=\"nutgraf.v1.AnalysisService\",\
                  grpc_method=\"BatchAnalyzeArticles\"";
    let requests = vec![analyze(&STORY.repeat(200)); 40];
    let request = pb::BatchAnalyzeArticlesRequest { requests };
    let call = tokio::spawn(async move { client.batch_analyze_articles(request).await });
    wait_for(admin, &format!("grpc_server_started_total{{{labels}}} 1")).await;
    call.abort();
    wait_for(
        admin,
        &format!("grpc_server_handled_total{{{labels},grpc_code=\"CANCELLED\"}} 1"),
    )
    .await;
    wait_for(admin, "nutgraf_admission_requests 0.0").await;
    wait_for(admin, "nutgraf_admission_bytes 0.0").await;
    wait_for(admin, "nutgraf_workers_busy 0.0").await;
    let counted = metrics(admin).await;
    assert!(!counted.contains("reason=\"CANCELLED\""), "{counted}");
}

/// Nobody was refused who left, whatever the call was at.
#[tokio::test]
async fn a_call_whose_message_breaks_off_is_cancelled_and_no_refusal() {
    let (server, admin) = Server::with_admin(Config::default()).await;
    let (sender, _connection) = connect(server.address).await;
    for path in [ANALYZE, STREAM] {
        let mut sender = sender.clone().ready().await.expect("there is room");
        let (_response, mut body) = sender.send_request(call(path), false).expect("a call");
        let half = Bytes::from_static(b"\0\0\0\0\x09half");
        body.send_data(half, false).expect("it is sent");
        let method = path.rsplit('/').next().unwrap_or_default();
        let begun = format!("grpc_method=\"{method}\"}} 1");
        wait_until(admin, &begun, |metrics| metrics.contains(&begun)).await;
        body.send_reset(Reason::CANCEL);
        let left = format!("grpc_method=\"{method}\",grpc_code=\"CANCELLED\"}} 1");
        wait_until(admin, &left, |metrics| metrics.contains(&left)).await;
    }
    let counted = metrics(admin).await;
    assert!(!counted.contains("nutgraf_refused_total{"), "{counted}");
}

#[tokio::test]
async fn connections_that_say_nothing_keep_no_probe_from_its_answer_for_good() {
    let (_server, admin) = Server::with_admin(Config::default()).await;
    let mut silent = Vec::new();
    for _ in 0..100 {
        silent.push(TcpStream::connect(admin).await.expect("the port is open"));
    }
    assert_eq!(get(admin, "/health/live").await.0, "HTTP/1.1 200 OK");
    let mut left = Vec::new();
    for stream in &mut silent {
        stream.read_to_end(&mut left).await.expect("it is closed");
    }
    assert_eq!(left, b"", "and nothing was said to them");
}

#[tokio::test]
async fn health_over_http_follows_the_server() {
    let shutdown = Shutdown {
        delay: Duration::from_millis(500),
        ..Shutdown::default()
    };
    let (mut server, admin) = Server::with_admin(Config {
        shutdown,
        ..Config::default()
    })
    .await;
    server
        .health()
        .await
        .check(tonic_health::pb::HealthCheckRequest::default())
        .await
        .unwrap();
    assert_eq!(get(admin, "/health/live").await.0, "HTTP/1.1 200 OK");
    assert_eq!(get(admin, "/health/ready").await.0, "HTTP/1.1 200 OK");
    assert_eq!(get(admin, "/nope").await.0, "HTTP/1.1 404 Not Found");
    server.stop();
    sleep(Duration::from_millis(100)).await;
    assert_eq!(
        get(admin, "/health/ready").await.0,
        "HTTP/1.1 503 Service Unavailable"
    );
    assert_eq!(get(admin, "/health/live").await.0, "HTTP/1.1 200 OK");
    server.stopped().await;
}
