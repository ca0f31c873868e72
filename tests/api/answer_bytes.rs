//! What answers hold in memory: bounded over all connections, whoever reads them or not.

use std::time::Duration;

use bytes::Bytes;
use h2::RecvStream;
use http::HeaderMap;
use nutgraf::config::Config;
use nutgraf::grpc::pb;
use nutgraf::grpc::pb::article_result::Outcome;
use prost::Message;
use tokio::time::timeout;
use tokio_stream::StreamExt;
use tonic::{Code, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_reflection::pb::v1::ServerReflectionRequest;
use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;
use tonic_types::StatusExt;

use crate::admin::{gauge, metrics, wait_for, wait_until};
use crate::harness::{STORY, Server, analyze, reason, streamed};
use crate::hygiene::{Sender, answered, call, connect};
use crate::raw::{ANALYZE, STREAM, framed};
use crate::unread::connect_reading;

/// Long enough for anything that happens at all.
const PATIENCE: Duration = Duration::from_secs(20);

/// Soon, for the server.
const SOON: Duration = Duration::from_millis(200);

/// The path of a stream of questions about the API.
const REFLECTION: &str = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";

/// A request for an answer that is many times as long as its article.
pub fn explained() -> pb::AnalyzeArticleRequest {
    pb::AnalyzeArticleRequest {
        summary: Some(pb::SummaryOptions {
            all_sentences: true,
            explain: true,
            ..Default::default()
        }),
        ..analyze(STORY)
    }
}

/// A server whose answers may hold so many bytes.
fn holding(answer_bytes: usize) -> Config {
    let mut config = Config::default();
    config.admission.answer_bytes = answer_bytes;
    config
}

/// Sends a call with a long answer, and gives the head and what is to be read of that.
pub async fn asked_for_all(sender: &Sender) -> (HeaderMap, RecvStream) {
    let request = explained();
    let mut sender = sender.clone().ready().await.expect("there is room");
    let (response, mut body) = sender.send_request(call(ANALYZE), false).expect("a call");
    let message = Bytes::from(framed(0, &request.encode_to_vec()));
    body.send_data(message, true).expect("it is sent");
    let (head, body) = response.await.expect("its head").into_parts();
    (head.headers, body)
}

/// What is refused while others read nothing is taken again once they are gone.
#[tokio::test]
async fn answers_that_nobody_reads_hold_no_more_than_they_may() {
    let (server, admin) = Server::with_admin(holding(100_000)).await;
    let (greedy, connection) = connect_reading(server.address, 0).await;
    let (mut held, mut refused) = (Vec::new(), None);
    while refused.is_none() && held.len() < 200 {
        let (head, body) = asked_for_all(&greedy).await;
        match head.get("grpc-status") {
            None => held.push(body),
            Some(_) => refused = Status::from_header_map(&head),
        }
    }
    let refused = refused.expect("200 answers are more than there is room for");
    assert_eq!(refused.code(), Code::ResourceExhausted);
    assert_eq!(reason(&refused), "OVERLOADED");
    assert!(refused.get_details_retry_info().is_some());
    assert!(held.len() > 1, "{} answers found room", held.len());
    let text = metrics(admin).await;
    let bytes = gauge(&text, "nutgraf_admission_answer_bytes");
    assert!((20_000.0..=100_000.0 / 3.0).contains(&bytes), "{bytes}");
    assert_eq!(gauge(&text, "nutgraf_admission_requests"), 0.0);

    let (polite, _connection) = connect(server.address).await;
    assert_eq!(answered(&polite).await.expect("a newcomer finds room"), 200);
    connection.abort();
    drop((greedy, held));
    wait_for(admin, "nutgraf_admission_answer_bytes 0.0").await;
    let (sender, _connection) = connect(server.address).await;
    assert!(!asked_for_all(&sender).await.0.contains_key("grpc-status"));
}

#[tokio::test]
async fn an_answer_larger_than_all_may_be_is_refused_for_good() {
    let server = Server::with(holding(2_000)).await;
    let request = explained();
    let mut client = server.analyses().await;
    let refused = client.analyze_article(request.clone()).await;
    let refused = refused.expect_err("it has more than 2,000 bytes");
    assert_eq!(refused.code(), Code::ResourceExhausted);
    assert_eq!(reason(&refused), "ANSWER_TOO_LARGE");
    let pushback = refused.metadata().get("grpc-retry-pushback-ms");
    assert_eq!(pushback.map(|value| value.as_bytes()), Some(&b"-1"[..]));

    let articles = [streamed(request), streamed(analyze("Fares will not rise."))];
    let results = client.stream_analyze_articles(tokio_stream::iter(articles));
    let results: Vec<_> = results
        .await
        .expect("a stream")
        .into_inner()
        .collect()
        .await;
    let outcomes: Vec<Outcome> = results
        .into_iter()
        .map(|result| result.expect("the stream goes on").result)
        .map(|result| {
            result
                .and_then(|result| result.outcome)
                .expect("an outcome")
        })
        .collect();
    assert!(
        matches!(&outcomes[..], [Outcome::Error(error), Outcome::Analysis(_)]
            if error.code == i32::from(Code::ResourceExhausted)),
        "{outcomes:?}"
    );
}

/// What describes the API is an answer like any other: who asks for it again and again and reads nothing gets no
/// more of the room, whether its streams were opened before.
#[tokio::test]
async fn descriptions_that_nobody_reads_hold_no_more_than_they_may() {
    let (server, admin) = Server::with_admin(holding(100_000)).await;
    let (greedy, _connection) = connect_reading(server.address, 1).await;
    let mut opened = Vec::new();
    for _ in 0..30 {
        let mut sender = greedy.clone().ready().await.expect("there is room");
        let stream = sender.send_request(call(REFLECTION), false);
        let (response, body) = stream.expect("a stream");
        opened.push((response.await.expect("its head").into_body(), body));
    }
    let question = ServerReflectionRequest {
        host: String::new(),
        message_request: Some(MessageRequest::FileContainingSymbol(
            "nutgraf.v1.SummaryService".to_owned(),
        )),
    };
    let question = Bytes::from(framed(0, &question.encode_to_vec()));
    for (_, body) in &mut opened {
        body.send_data(question.clone(), false).expect("it is sent");
    }
    let refused = "nutgraf_refused_total{reason=\"OVERLOADED\"}";
    wait_until(admin, refused, |metrics| metrics.contains(refused)).await;
    let bytes = gauge(&metrics(admin).await, "nutgraf_admission_answer_bytes");
    assert!((5_000.0..=100_000.0 / 3.0).contains(&bytes), "{bytes}");
    let mut health = server.health().await;
    let healthy = health.check(HealthCheckRequest::default()).await;
    healthy.expect("health needs no room");
}

/// Articles of streams that find no room for their answers wait for it, and none is lost.
#[tokio::test]
async fn a_stream_waits_until_answers_are_read() {
    let (server, admin) = Server::with_admin(holding(40_000)).await;
    let mut client = server.analyses().await;
    let articles = (0..200).map(|_| streamed(explained()));
    let results = client.stream_analyze_articles(tokio_stream::iter(articles));
    let mut results = results.await.expect("a stream").into_inner();
    let mut count = 0;
    while let Some(result) = results.message().await.expect("no error") {
        let outcome = result.result.and_then(|result| result.outcome);
        assert!(matches!(outcome, Some(Outcome::Analysis(_))), "{outcome:?}");
        count += 1;
    }
    assert_eq!(count, 200);
    wait_for(admin, "nutgraf_admission_answer_bytes 0.0").await;
}

/// The stream of a caller who reads nothing holds no more than it may, however much it sends.
#[tokio::test]
async fn a_stream_that_is_not_read_works_ahead_no_further_than_there_is_room() {
    let (server, admin) = Server::with_admin(holding(100_000)).await;
    let (mut sender, _connection) = connect_reading(server.address, 0).await;
    let (response, mut body) = sender.send_request(call(STREAM), false).expect("a stream");
    let request = explained();
    let message = Bytes::from(framed(0, &request.encode_to_vec()));
    for _ in 0..50 {
        body.send_data(message.clone(), false).expect("it is open");
    }
    let _unread = response.await.expect("its head");
    let method = "grpc_service=\"nutgraf.v1.AnalysisService\",grpc_method=\"AnalyzeArticle\"";
    let (other, _connection) = connect(server.address).await;
    for calls in 1..=20 {
        answered(&other).await.expect("there is room for others");
        let labels = format!("grpc_type=\"unary\",{method},grpc_code=\"OK\"");
        let line = format!("grpc_server_handled_total{{{labels}}} {calls}");
        wait_for(admin, &line).await;
        let text = metrics(admin).await;
        let bytes = gauge(&text, "nutgraf_admission_answer_bytes");
        assert!(bytes <= 100_000.0, "{bytes}");
    }
    // Each of them has some 14 KB to say.
    let text = metrics(admin).await;
    let read = gauge(&text, "nutgraf_articles_total{language=\"en\"}") - 20.0;
    assert!((1.0..10.0).contains(&read), "{read} of 50 were worked on");
}

/// What the connection of a silent client still has for it goes with the connection.
#[tokio::test]
async fn an_idle_connection_is_closed_whatever_its_client_has_not_read() {
    let mut config = Config::default();
    config.connections.max_idle = Some(SOON);
    config.connections.keepalive_timeout = SOON;
    let (server, admin) = Server::with_admin(config).await;
    let (sender, connection) = connect_reading(server.address, 0).await;
    let _unread = asked_for_all(&sender).await;
    wait_for(admin, "nutgraf_connections 1").await;
    let ended = timeout(PATIENCE, connection).await;
    ended.expect("it is closed").expect("no panic").ok();
    wait_for(admin, "nutgraf_connections 0").await;
    wait_for(admin, "nutgraf_admission_answer_bytes 0.0").await;
}

/// A connection that is too old for new calls is closed as any other if nothing is read while room is scarce.
#[tokio::test]
async fn an_old_connection_keeps_no_room_from_others_in_its_grace() {
    let mut config = holding(100_000);
    config.admission.unread = 5 * SOON;
    config.connections.max_age = Some(2 * SOON);
    config.connections.max_age_grace = Some(3 * PATIENCE);
    let (server, admin) = Server::with_admin(config).await;
    let mut held = Vec::new();
    for _ in 0..4 {
        let (sender, connection) = connect_reading(server.address, 1).await;
        for _ in 0..2 {
            held.push(asked_for_all(&sender).await);
        }
        drop(connection);
    }
    let bytes = gauge(&metrics(admin).await, "nutgraf_admission_answer_bytes");
    assert!(bytes > 50_000.0, "{bytes} are not scarce");
    let is_free = |text: &str| gauge(text, "nutgraf_admission_answer_bytes") <= 50_000.0;
    wait_until(admin, "half of the room", is_free).await;
}
