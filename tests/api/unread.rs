//! Answers that nobody reads: a client that asks and then takes nothing, by the flow control of HTTP/2.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use h2::{RecvStream, SendStream};
use http::HeaderValue;
use nutgraf::config::Config;
use nutgraf::grpc::pb;
use prost::Message;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use crate::admin::{gauge, metrics, wait_for, wait_until};
use crate::answer_bytes::{asked_for_all, explained};
use crate::harness::{STORY, Server, analyze};
use crate::hygiene::{Sender, answered, call, connect};
use crate::raw::{ANALYZE, STREAM, framed};

/// Soon, for the server.
const SOON: Duration = Duration::from_millis(200);

/// What the metrics say of calls that ended with `code`.
fn ended(code: &str, calls: u32) -> String {
    let method = "grpc_service=\"nutgraf.v1.AnalysisService\",grpc_method=\"AnalyzeArticle\"";
    let labels = format!("grpc_type=\"unary\",{method},grpc_code=\"{code}\"");
    format!("grpc_server_handled_total{{{labels}}} {calls}")
}

/// A connection whose client reads at most so many bytes of any answer.
pub async fn connect_reading(
    address: SocketAddr,
    bytes: u32,
) -> (Sender, JoinHandle<Result<(), h2::Error>>) {
    let stream = TcpStream::connect(address).await.expect("it listens");
    let mut builder = h2::client::Builder::new();
    builder.initial_window_size(bytes);
    let (sender, connection) = builder.handshake(stream).await.expect("it speaks HTTP/2");
    let connection = tokio::spawn(connection);
    (sender.ready().await.expect("the settings"), connection)
}

/// Small answers that nobody reads take no place at the gate.
#[tokio::test]
async fn who_reads_no_answer_keeps_nobody_else_out() {
    let (server, admin) = Server::with_admin(Config::default()).await;
    let (sender, _connection) = connect_reading(server.address, 0).await;
    let message = Bytes::from(framed(0, &analyze(STORY).encode_to_vec()));
    let mut unread = Vec::new();
    for _ in 0..20 {
        let mut sender = sender.clone().ready().await.expect("there is room");
        let (response, mut body) = sender.send_request(call(ANALYZE), false).expect("a call");
        body.send_data(message.clone(), true).expect("it is sent");
        unread.push(response.await.expect("its head"));
    }
    let ended = ended("OK", 20);
    wait_for(admin, &ended).await;
    wait_for(admin, "nutgraf_admission_requests 0.0").await;
    wait_for(admin, "nutgraf_admission_bytes 0.0").await;
}

/// Large ones are handed over as they are read, and no longer than until the deadline.
#[tokio::test]
async fn a_large_answer_that_is_not_read_is_dropped_at_the_deadline() {
    let config = Config {
        max_deadline: 10 * SOON,
        ..Config::default()
    };
    let (server, admin) = Server::with_admin(config).await;
    let (sender, _connection) = connect_reading(server.address, 1000).await;
    let mut request = analyze(&STORY.repeat(60));
    request.summary = Some(pb::SummaryOptions {
        all_sentences: true,
        ..Default::default()
    });
    let mut sender = sender.ready().await.expect("there is room");
    let (response, mut body) = sender.send_request(call(ANALYZE), false).expect("a call");
    let message = Bytes::from(framed(0, &request.encode_to_vec()));
    body.send_data(message, true).expect("it is sent");
    let _unread = response.await.expect("its head");
    let ended = ended("DEADLINE_EXCEEDED", 1);
    wait_for(admin, &ended).await;
    wait_for(admin, "nutgraf_admission_requests 0.0").await;
}

#[tokio::test]
async fn a_stream_whose_results_are_not_read_gives_its_place_back() {
    let mut config = Config::default();
    config.limits.stream_idle = Some(SOON);
    let (server, admin) = Server::with_admin(config).await;
    let (mut sender, _connection) = connect_reading(server.address, 0).await;
    let (response, mut body) = sender.send_request(call(STREAM), false).expect("a stream");
    let message = Bytes::from(framed(0, &analyze(STORY).encode_to_vec()));
    for _ in 0..20 {
        body.send_data(message.clone(), false).expect("it is open");
    }
    let _unread = response.await.expect("its head");
    wait_for(admin, "nutgraf_refused_total{reason=\"UNREAD\"} 1").await;
    wait_for(admin, "nutgraf_admission_streams 0.0").await;
    let (sender, _connection) = connect(server.address).await;
    assert_eq!(answered(&sender).await.expect("others are answered"), 200);
}

#[tokio::test]
async fn a_stream_whose_results_are_not_read_ends_at_its_deadline() {
    let (server, admin) = Server::with_admin(Config::default()).await;
    let (mut sender, _connection) = connect_reading(server.address, 0).await;
    let mut call = call(STREAM);
    let timeout = HeaderValue::from_static("1S");
    call.headers_mut().insert("grpc-timeout", timeout);
    let (response, mut body) = sender.send_request(call, false).expect("a stream");
    let message = Bytes::from(framed(0, &analyze(STORY).encode_to_vec()));
    for _ in 0..20 {
        body.send_data(message.clone(), false).expect("it is open");
    }
    let _unread = response.await.expect("its head");
    wait_for(
        admin,
        "nutgraf_refused_total{reason=\"DEADLINE_EXCEEDED\"} 1",
    )
    .await;
    wait_for(admin, "nutgraf_admission_streams 0.0").await;
}

/// A stream on `sender` for which articles come and no result is read, and the body that they go to.
async fn unread_stream(mut sender: Sender) -> (RecvStream, SendStream<Bytes>) {
    let (response, mut body) = sender.send_request(call(STREAM), false).expect("a stream");
    let message = Bytes::from(framed(0, &explained().encode_to_vec()));
    for _ in 0..20 {
        body.send_data(message.clone(), false).expect("it is open");
    }
    (response.await.expect("its head").into_body(), body)
}

/// A server whose answers may hold so many bytes, and wait to be read for `unread` when they hold half of that.
async fn holding(answer_bytes: usize, unread: Duration) -> (Server, SocketAddr) {
    let mut config = Config::default();
    config.admission.answer_bytes = answer_bytes;
    config.admission.unread = unread;
    Server::with_admin(config).await
}

#[tokio::test]
async fn callers_who_read_nothing_are_dropped_before_their_time_when_room_is_scarce() {
    let (server, admin) = holding(100_000, SOON).await;
    let mut held = Vec::new();
    for _ in 0..8 {
        let (sender, connection) = connect_reading(server.address, 0).await;
        held.push((unread_stream(sender).await, connection));
    }
    let dropped = "nutgraf_refused_total{reason=\"UNREAD\"}";
    wait_until(admin, dropped, |text| text.contains(dropped)).await;
    let is_free = |text: &str| gauge(text, "nutgraf_admission_answer_bytes") <= 50_000.0;
    wait_until(admin, "half of the room", is_free).await;
    let (sender, _connection) = connect(server.address).await;
    let (head, _body) = asked_for_all(&sender).await;
    assert!(!head.contains_key("grpc-status"), "{head:?}");
}

#[tokio::test]
async fn a_slow_reader_is_left_in_peace_while_there_is_room() {
    let unread = Duration::from_millis(1);
    let (server, admin) = holding(400_000, unread).await;
    let (sender, _connection) = connect_reading(server.address, 100).await;
    let (mut results, mut articles) = unread_stream(sender).await;
    // It has to have looked a few times.
    sleep(50 * unread).await;
    let text = metrics(admin).await;
    assert!(
        gauge(&text, "nutgraf_admission_answer_bytes") > 0.0,
        "{text}"
    );
    articles.send_data(Bytes::new(), true).expect("it is open");
    while let Some(data) = results.data().await {
        let read = data.expect("the stream goes on").len();
        let released = results.flow_control().release_capacity(read);
        released.expect("it was read");
    }
    let trailers = results
        .trailers()
        .await
        .expect("the end")
        .expect("a status");
    assert_eq!(trailers["grpc-status"], "0");
}
