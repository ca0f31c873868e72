//! HTTP/2 as clients with bugs or bad intentions speak it: what the server bounds, and that it goes on
//! answering others.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use bytes::Bytes;
use h2::client::{Connection, SendRequest, handshake};
use h2::{Reason, RecvStream};
use http::Request;
use nutgraf::config::{Admission, Config, Connections};
use prost::Message;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::admin::wait_for;
use crate::harness::{STORY, Server, analyze};
use crate::raw::{ANALYZE, STREAM, framed};

/// Long enough for anything that happens at all.
const PATIENCE: Duration = Duration::from_secs(30);

/// Soon, for the server.
const SOON: Duration = Duration::from_millis(200);

/// How a client begins: the preface and empty SETTINGS.
const GREETING: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";

/// Bytes that a client may send of a call before the server takes them.
const CALL_WINDOW: usize = 64 << 10;

pub type Sender = SendRequest<Bytes>;

/// A connection with its settings, and what drives it.
pub async fn connect(address: SocketAddr) -> (Sender, JoinHandle<Result<(), h2::Error>>) {
    let stream = TcpStream::connect(address).await.expect("it listens");
    let (sender, connection): (Sender, Connection<TcpStream, Bytes>) =
        handshake(stream).await.expect("it speaks HTTP/2");
    let connection = tokio::spawn(connection);
    (sender.ready().await.expect("the settings"), connection)
}

/// The headers of a call.
pub fn call(path: &str) -> Request<()> {
    Request::post(format!("http://nutgraf{path}"))
        .header("content-type", "application/grpc")
        .header("te", "trailers")
        .body(())
        .expect("a request")
}

/// Makes a whole call; gives its HTTP status.
pub async fn answered(sender: &Sender) -> Result<u16, h2::Error> {
    let mut sender = sender.clone().ready().await?;
    let (response, mut body) = sender.send_request(call(ANALYZE), false)?;
    let message = framed(0, &analyze(STORY).encode_to_vec());
    body.send_data(Bytes::from(message), true)?;
    let response = response.await?;
    let status = response.status().as_u16();
    drained(response.into_body()).await?;
    Ok(status)
}

async fn drained(mut body: RecvStream) -> Result<(), h2::Error> {
    while let Some(data) = body.data().await {
        let _ = body.flow_control().release_capacity(data?.len());
    }
    body.trailers().await.map(|_| ())
}

fn connections(change: impl FnOnce(&mut Connections)) -> Config {
    let mut config = Config::default();
    change(&mut config.connections);
    config
}

/// How a connection ended: with a GOAWAY of that reason.
async fn goodbye(connection: JoinHandle<Result<(), h2::Error>>) -> Option<Reason> {
    let ended = timeout(PATIENCE, connection).await.expect("it ends");
    match ended.expect("no panic") {
        Ok(()) => Some(Reason::NO_ERROR),
        Err(error) => error.reason(),
    }
}

#[tokio::test]
async fn a_connection_without_calls_is_closed_and_one_with_an_open_stream_is_not() {
    let server = Server::with(connections(|held| held.max_idle = Some(SOON))).await;
    let (idle, closed) = connect(server.address).await;
    let (mut busy, mut open) = connect(server.address).await;
    let (_response, _body) = busy.send_request(call(STREAM), false).expect("a stream");
    assert_eq!(goodbye(closed).await, Some(Reason::NO_ERROR));
    assert!(answered(&idle).await.is_err());
    let still = timeout(3 * SOON, &mut open).await;
    assert!(still.is_err(), "it has a call in work: {still:?}");
    assert_eq!(answered(&busy).await.expect("it is open"), 200);
}

#[tokio::test]
async fn an_old_connection_takes_no_new_calls_and_those_in_work_have_their_grace() {
    let config = connections(|held| {
        held.max_age = Some(SOON);
        held.max_age_grace = Some(2 * SOON);
    });
    let server = Server::with(config).await;
    let (mut sender, connection) = connect(server.address).await;
    let (response, mut body) = sender.send_request(call(STREAM), false).expect("a stream");
    let mut answers = response.await.expect("its head").into_body();
    sleep(SOON + SOON / 2).await;
    let message = Bytes::from(framed(0, &analyze(STORY).encode_to_vec()));
    body.send_data(message, false).expect("the stream is open");
    let answer = timeout(PATIENCE, answers.data()).await.expect("an answer");
    answer.expect("not the end").expect("the stream goes on");
    assert!(answered(&sender).await.is_err(), "no new calls");
    let ended = timeout(PATIENCE, connection)
        .await
        .expect("the grace is over");
    drop(ended);
    let after = timeout(PATIENCE, answers.data())
        .await
        .expect("the stream is cut");
    assert!(after.is_none_or(|data| data.is_err()));
    let (sender, _connection) = connect(server.address).await;
    assert_eq!(answered(&sender).await.expect("a new connection"), 200);
}

#[tokio::test]
async fn who_says_nothing_or_only_half_a_greeting_loses_the_connection() {
    let server = Server::with(connections(|held| held.handshake = SOON)).await;
    for said in [&b""[..], b"P", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"] {
        let mut stream = TcpStream::connect(server.address)
            .await
            .expect("it listens");
        stream.write_all(said).await.expect("it reads");
        let mut answer = Vec::new();
        let end = timeout(PATIENCE, stream.read_to_end(&mut answer)).await;
        end.expect("it is closed").ok();
    }
    let (sender, _connection) = connect(server.address).await;
    sleep(2 * SOON).await;
    assert_eq!(
        answered(&sender).await.expect("who greets may be silent"),
        200
    );
}

#[tokio::test]
async fn who_does_not_answer_pings_loses_the_connection() {
    let config = connections(|held| {
        held.keepalive = SOON;
        held.keepalive_timeout = SOON;
    });
    let server = Server::with(config).await;
    let mut dead = TcpStream::connect(server.address)
        .await
        .expect("it listens");
    dead.write_all(GREETING).await.expect("it reads");
    let (alive, _connection) = connect(server.address).await;
    let mut answer = Vec::new();
    let end = timeout(PATIENCE, dead.read_to_end(&mut answer)).await;
    end.expect("it is closed").ok();
    assert_eq!(answered(&alive).await.expect("who answers stays"), 200);
}

/// Nor can it be told so, as HTTP/2 would have it: nothing more can be sent to it.
#[tokio::test]
async fn who_takes_nothing_from_the_socket_loses_the_connection() {
    let config = connections(|held| {
        held.keepalive = SOON;
        held.keepalive_timeout = SOON;
        held.max_idle = None;
    });
    let (server, admin) = Server::with_admin(config).await;
    let mut hung = TcpStream::connect(server.address)
        .await
        .expect("it listens");
    hung.write_all(GREETING).await.expect("it reads");
    // Until the answers have filled the socket: the server reads no more then.
    let pings = frame(6, &[0; 8]).repeat(1000);
    while matches!(timeout(SOON, hung.write_all(&pings)).await, Ok(Ok(()))) {}
    wait_for(admin, "nutgraf_connections 0").await;
}

#[tokio::test]
async fn calls_and_headers_are_bounded() {
    let server = Server::with(connections(|held| held.max_calls = 7)).await;
    let (mut sender, _connection) = connect(server.address).await;
    assert_eq!(answered(&sender).await.expect("an answer"), 200);
    assert_eq!(sender.current_max_send_streams(), 7, "the client is told");
    let mut large = call(ANALYZE);
    let value = "v".repeat(20 << 10).parse().expect("a header value");
    large.headers_mut().insert("x-large", value);
    let (response, _body) = sender.send_request(large, true).expect("it is sent");
    match timeout(PATIENCE, response).await.expect("it is refused") {
        Ok(response) => assert_eq!(response.status().as_u16(), 431),
        Err(error) => assert!(error.is_reset() || error.is_go_away(), "{error}"),
    }
    let (sender, _connection) = connect(server.address).await;
    assert_eq!(answered(&sender).await.expect("others are answered"), 200);
}

/// CVE-2023-44487: streams that are opened and reset as fast as they can be sent.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rapid_resets_cost_their_sender_the_connection_or_nobody_anything() {
    let (server, admin) = Server::with_admin(Config::default()).await;
    let (polite, _open) = connect(server.address).await;
    let (sender, connection) = connect(server.address).await;
    let mut resets = 0;
    while resets < 20_000 {
        let Ok(mut ready) = sender.clone().ready().await else {
            break;
        };
        let Ok((_response, mut body)) = ready.send_request(call(ANALYZE), false) else {
            break;
        };
        body.send_reset(Reason::CANCEL);
        resets += 1;
    }
    assert_eq!(answered(&polite).await.expect("others are answered"), 200);
    if resets < 20_000 {
        // The server's last words may be lost to one who is still sending.
        let reason = goodbye(connection).await;
        assert!(
            matches!(reason, None | Some(Reason::ENHANCE_YOUR_CALM)),
            "{reason:?}"
        );
    }
    wait_for(admin, "nutgraf_admission_requests 0.0").await;
}

/// CONTINUATION frames without an end: the headers are bounded, however they are cut.
#[tokio::test]
async fn endless_headers_are_cut_off() {
    let server = Server::start().await;
    let mut stream = TcpStream::connect(server.address)
        .await
        .expect("it listens");
    let mut bytes = GREETING.to_vec();
    // HEADERS of stream 1 without END_HEADERS: a literal header field "a: b".
    bytes.extend(b"\0\0\x05\x01\0\0\0\0\x01\0\x01a\x01b");
    stream.write_all(&bytes).await.expect("it reads");
    let field = [&b"\0\x01a\x7f\x81\x01"[..], &[b'v'; 256]].concat();
    let frame = [&b"\0\x01\x06\x09\0\0\0\0\x01"[..], &field].concat();
    let flood = async {
        while stream.write_all(&frame).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, flood).await.expect("it is cut off");
    let (sender, _connection) = connect(server.address).await;
    assert_eq!(answered(&sender).await.expect("others are answered"), 200);
}

/// A frame of HTTP/2 on the connection as a whole.
fn frame(kind: u8, payload: &[u8]) -> Vec<u8> {
    let [.., length] = payload.len().to_be_bytes();
    [&[0, 0, length, kind, 0, 0, 0, 0, 0], payload].concat()
}

/// Sends `flood` again and again, after a greeting, for as long as it is taken; what comes back is read or not.
async fn send_again_and_again(address: SocketAddr, flood: Vec<u8>, is_reading: bool) {
    let stream = TcpStream::connect(address).await.expect("it listens");
    let (mut answers, mut stream) = stream.into_split();
    stream.write_all(GREETING).await.expect("it reads");
    let reading = async {
        match is_reading {
            true => drop(tokio::io::copy(&mut answers, &mut tokio::io::sink()).await),
            false => std::future::pending().await,
        }
    };
    let many = flood.repeat((16 << 10) / flood.len());
    let sending = async { while stream.write_all(&many).await.is_ok() {} };
    tokio::join!(reading, sending);
}

/// What needs no call, and makes the server do a little or answer each time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn floods_of_small_frames_keep_nobody_else_waiting() {
    let server = Server::start().await;
    let (polite, _open) = connect(server.address).await;
    let floods = [
        ("PING", frame(6, &[0; 8])),
        ("SETTINGS", frame(4, &[0, 4, 0, 0, 0xff, 0xff])),
        ("WINDOW_UPDATE", frame(8, &[0, 0, 0, 1])),
        ("a frame of no known kind", frame(0xfa, &[0; 8])),
    ];
    for (name, flood) in floods {
        for is_reading in [true, false] {
            let sending = send_again_and_again(server.address, flood.clone(), is_reading);
            let sending = tokio::spawn(sending);
            let begin = Instant::now();
            while begin.elapsed() < SOON {
                let status = timeout(10 * SOON, answered(&polite)).await;
                let status = status.unwrap_or_else(|_| panic!("no answer beside {name}"));
                assert_eq!(status.expect("an answer"), 200, "{name}");
            }
            sending.abort();
        }
    }
}

/// What a call has not taken of its window costs memory by the frame, however little is in it.
#[tokio::test]
async fn tiny_pieces_of_calls_that_wait_cost_their_sender_the_connection() {
    let config = Config {
        admission: Admission {
            streams: 2,
            ..Admission::default()
        },
        ..Config::default()
    };
    let server = Server::with(config).await;
    let (polite, _open) = connect(server.address).await;
    let (mut sender, connection) = connect(server.address).await;
    let (_in_work, _open) = sender.send_request(call(STREAM), false).expect("a stream");
    let (_waiting, mut body) = sender.send_request(call(STREAM), false).expect("a stream");
    let mut sent = 0;
    while sent < CALL_WINDOW && body.send_data(Bytes::from_static(b"x"), false).is_ok() {
        sent += 1;
        tokio::task::yield_now().await;
    }
    let reason = goodbye(connection).await;
    assert!(
        matches!(reason, None | Some(Reason::ENHANCE_YOUR_CALM)),
        "{reason:?}"
    );
    assert_eq!(answered(&polite).await.expect("others are answered"), 200);
}
