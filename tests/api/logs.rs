//! What the log has: calls with their ids and callers, no text unless it is asked for, and no token.

use std::process::Command;

use nutgraf::grpc::pb;
use prost::Message;
use rustix::process::Signal;
use tonic::{Code, Request};

use crate::file::File;
use crate::harness::{STORY, analyze, streamed};
use crate::process::Process;
use crate::raw::{STREAM, framed, post};

/// Calls with a text that the log can be searched for; gives the log.
async fn log_of(args: &[&str], text: &str) -> Vec<String> {
    let process = Process::start(args);
    let mut client = process.analyses().await;
    let mut request = Request::new(analyze(text));
    let metadata = request.metadata_mut();
    metadata.insert("x-request-id", "the-id".parse().expect("ASCII"));
    let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    metadata.insert("traceparent", trace.parse().expect("ASCII"));
    client.analyze_article(request).await.expect("an answer");
    let bad = client.analyze_article(analyze(&text.repeat(30_000))).await;
    assert_eq!(
        bad.expect_err("it is too long").code(),
        Code::InvalidArgument
    );
    process.signal(Signal::TERM);
    let (status, log) = process.ended().await;
    assert_eq!(status.code(), Some(0));
    log
}

#[tokio::test]
async fn the_log_has_calls_with_their_ids_and_no_text_unless_it_is_asked_for() {
    let text = "Quokkas were seen in Perth. The quokkas swam in the harbour of Perth on Monday.";
    let log = log_of(&["--log", "trace,nutgraf=trace"], text).await;
    let told = |what: &str| log.iter().any(|line| line.to_lowercase().contains(what));
    assert!(!told("quokka"), "the text is in the log");
    let call = log
        .iter()
        .find(|line| line.contains("\"message\":\"call\""));
    let call: serde_json::Value = serde_json::from_str(call.expect("a line a call")).expect("JSON");
    assert_eq!(call["span"]["request_id"], "the-id", "{call}");
    assert_eq!(
        call["span"]["trace_id"], "4bf92f3577b34da6a3ce929d0e0e4736",
        "{call}"
    );
    assert_eq!(call["code"], "OK", "{call}");
    assert!(call["reason"].is_null(), "{call}");
    assert!(call["seconds"].as_f64() > Some(0.0), "{call}");
    assert!(call["span"]["caller"].is_null(), "{call}");

    let log = log_of(&["--log-article-text", "true"], text).await;
    let told = |what: &str| log.iter().any(|line| line.contains(what));
    assert!(told("Quokkas were seen"), "{log:?}");
    assert!(told("the log has the title and the text"), "{log:?}");
}

#[tokio::test]
async fn debug_logs_calls_and_nothing_of_the_libraries_below() {
    let log = log_of(
        &["--log", "debug"],
        "The ferry sailed from the harbour on Monday.",
    )
    .await;
    let lines: Vec<serde_json::Value> = log
        .iter()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let calls = lines
        .iter()
        .filter(|line| line["message"] == "call")
        .count();
    let foreign = |line: &&serde_json::Value| {
        let target = line["target"].as_str().unwrap_or_default();
        line["level"] == "DEBUG" && !target.starts_with("nutgraf")
    };
    assert_eq!((calls, lines.iter().find(foreign)), (2, None));
}

/// The code of a stream is known at its end only, and that of a call that its caller leaves is told to nobody else.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_is_logged_when_it_is_over_with_the_code_that_it_ended_with() {
    let process = Process::start(&["--log", "debug", "--log-article-text", "true"]);
    let mut client = process.analyses().await;
    let large = named("left", analyze(&STORY.repeat(1000)));
    let left = tokio::spawn(async move { client.analyze_article(large).await });
    process.logged("\"message\":\"article\"");
    left.abort();
    let broken = [framed(0, &analyze(STORY).encode_to_vec()), framed(7, b"")].concat();
    let id = [("x-request-id", "broken")];
    let reply = post(process.address, STREAM, &id, broken).await;
    assert_eq!(reply.status().code(), Code::InvalidArgument);
    process.signal(Signal::TERM);
    let (_, log) = process.ended().await;
    let lines = log
        .iter()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let calls = lines.filter(|line| line["message"] == "call");
    let mut ends: Vec<_> = calls
        .map(|call| {
            ["/span/request_id", "/code", "/span/code", "/reason"].map(|field| {
                let told = call.pointer(field).and_then(|told| told.as_str());
                told.unwrap_or_default().to_owned()
            })
        })
        .collect();
    ends.sort();
    let broken = [
        "broken",
        "INVALID_ARGUMENT",
        "INVALID_ARGUMENT",
        "MALFORMED_MESSAGE",
    ];
    assert_eq!(ends, [broken, ["left", "CANCELLED", "CANCELLED", ""]]);
}

#[tokio::test]
async fn the_log_names_callers_and_holds_no_token() {
    // `printf %s correct-horse | sha256sum`
    let hash = "9dca666eb54730714630d1519264a7bf1eeaad00b8f2edc90d3ecbfad928d163";
    let file = File::new(&format!("newsroom {hash}\n"));
    let path = file.argument();
    let process = Process::start(&["--auth-tokens", path, "--log", "trace,nutgraf=trace"]);
    let mut client = process.analyses().await;
    let mut request = Request::new(analyze(STORY));
    let token = "Bearer correct-horse".parse().expect("ASCII");
    request.metadata_mut().insert("authorization", token);
    client.analyze_article(request).await.expect("an answer");
    process.signal(Signal::TERM);
    let (_, log) = process.ended().await;
    let call = log
        .iter()
        .find(|line| line.contains("\"message\":\"call\""));
    let call: serde_json::Value = serde_json::from_str(call.expect("a line a call")).expect("JSON");
    assert_eq!(call["span"]["caller"], "newsroom", "{call}");
    for secret in ["correct-horse", hash] {
        let told = log.iter().find(|line| line.contains(secret));
        assert_eq!(told, None);
    }
    let mut printed = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
    printed.args(["serve", "--auth-tokens", path, "--print-config"]);
    let printed = printed.output().expect("the binary runs");
    assert!(printed.status.success(), "{printed:?}");
    assert!(
        !String::from_utf8_lossy(&printed.stdout).contains(hash),
        "{printed:?}"
    );
}

/// `message` of the call of that id.
fn named<T>(id: &'static str, message: T) -> Request<T> {
    let mut request = Request::new(message);
    let id = id.parse().expect("ASCII");
    request.metadata_mut().insert("x-request-id", id);
    request
}

/// Large articles, batches and streams are worked on by other threads than the one that has the call.
#[tokio::test]
async fn whatever_is_logged_within_a_call_has_its_id() {
    let process = Process::start(&["--log-article-text", "true"]);
    let mut client = process.analyses().await;
    let large = analyze(&STORY.repeat(40));
    let answer = client.analyze_article(named("small", analyze(STORY))).await;
    answer.expect("an answer");
    let answer = client.analyze_article(named("large", large.clone())).await;
    answer.expect("an answer");
    let batch = pb::BatchAnalyzeArticlesRequest {
        requests: vec![analyze(STORY)],
    };
    let answer = client.batch_analyze_articles(named("batch", batch)).await;
    answer.expect("an answer");
    let articles = tokio_stream::iter([analyze(STORY), large].map(streamed));
    let results = client.stream_analyze_articles(named("stream", articles));
    let mut results = results.await.expect("a stream").into_inner();
    while results.message().await.expect("no error").is_some() {}
    process.signal(Signal::TERM);
    let (_, log) = process.ended().await;
    let lines = log
        .iter()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let ids: Vec<String> = lines
        .filter(|line| line["message"] == "article")
        .map(|line| {
            line["span"]["request_id"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
        .collect();
    assert_eq!(ids, ["small", "large", "batch", "stream", "stream"]);
}

#[tokio::test]
async fn the_log_names_a_file_that_cannot_be_used_or_is_gone() {
    let tokens = File::new(&format!("crawler {}\n", "0".repeat(64)));
    let path = tokens.argument();
    let process = Process::start(&["--auth-tokens", path, "--reload-interval", "20ms"]);
    tokens.write(&format!("reader {}\n", "1".repeat(64)));
    process.logged("tokens were read");
    tokens.write("crawler without a hash\n");
    let unusable = process.logged("new tokens cannot be used");
    assert!(unusable.contains(path), "{unusable}");
    std::fs::remove_file(tokens.path()).expect("it is there");
    let gone = process.logged("can be read no more");
    assert!(gone.contains(&format!("auth_tokens {path}")), "{gone}");
}
