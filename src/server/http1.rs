//! Clients that speak HTTP/1.1 where gRPC is spoken, browsers and `curl` among them: told so in words that
//! they can read, instead of bytes of HTTP/2.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

/// How requests of HTTP/1.1 begin; HTTP/2 begins with `PRI `.
const METHODS: [&[u8]; 9] = [
    b"GET ", b"HEAD", b"POST", b"PUT ", b"DELE", b"CONN", b"OPTI", b"TRAC", b"PATC",
];

/// What is told.
const TOLD: &str = "This port speaks gRPC, which needs HTTP/2: `grpcurl -plaintext HOST:PORT list` works, with the \
    host and the port that you asked here. Metrics and health over HTTP/1.1 are on the admin port.\n";

/// How long the client may take to send the rest and to read what it is told.
const MOST_TIME: Duration = Duration::from_secs(1);

/// Bytes of the rest that are read: closing before would take away from the client what it is told.
const MOST_BYTES: u64 = 64 << 10;

/// How long it takes until there is another look at what has come, if that may be the beginning of a request.
const NEXT_LOOK: Duration = Duration::from_millis(10);

/// Whether what comes first on `stream` is a request of HTTP/1.1. Waits for as much of it as tells.
pub async fn is_spoken(stream: &TcpStream) -> io::Result<bool> {
    let mut first = [0; 4];
    loop {
        let come = stream.peek(&mut first).await?;
        let come = first.get(..come).unwrap_or_default();
        if METHODS.contains(&come) {
            return Ok(true);
        }
        let may_be = METHODS.iter().any(|method| method.starts_with(come));
        if come.is_empty() || !may_be {
            return Ok(false);
        }
        sleep(NEXT_LOOK).await;
    }
}

/// Answers whatever was asked, and closes `stream`.
pub async fn answer(mut stream: TcpStream) {
    let told = async {
        let length = TOLD.len();
        let head = format!(
            "HTTP/1.1 505 HTTP Version Not Supported\r\nContent-Type: text/plain\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(TOLD.as_bytes()).await?;
        stream.shutdown().await?;
        tokio::io::copy(&mut stream.take(MOST_BYTES), &mut tokio::io::sink()).await
    };
    // Whoever does not listen has been told nothing: there is nobody else to tell.
    let _ = timeout(MOST_TIME, told).await;
}
