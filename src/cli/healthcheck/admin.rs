//! Asking the admin port, over HTTP/1.1.

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use tonic_health::ServingStatus;

/// Bytes of the first line of an answer at most.
const LINE: u64 = 1 << 10;

/// How TLS begins to say that what came is no TLS.
const TLS_ALERT: [u8; 2] = [21, 3];

/// What a port says to a request over HTTP/1.1.
pub enum Heard {
    /// An admin port, whether the server is ready.
    Admin(ServingStatus),
    /// A port for gRPC, in plaintext.
    Grpc,
    /// A port for TLS.
    Tls,
    /// Something else: the line that it said.
    Other(String),
}

/// Whether the server with the admin port `address` is ready. Waits no longer than `timeout` for each step.
pub fn ask(address: &str, timeout: Duration) -> Result<ServingStatus, String> {
    match hear(address, timeout).map_err(|error| error.to_string())? {
        Heard::Admin(status) => Ok(status),
        Heard::Grpc => Err("it is the port for calls, which --address asks".to_owned()),
        Heard::Tls => Err("it speaks TLS, which the admin port does not".to_owned()),
        Heard::Other(line) => Err(format!("{line:?} is not what an admin port says")),
    }
}

/// Asks the port at `address` as if it were an admin port.
pub fn hear(address: &str, timeout: Duration) -> io::Result<Heard> {
    let line = first_line(address, timeout)?;
    if line.starts_with(&TLS_ALERT) {
        return Ok(Heard::Tls);
    }
    let line = String::from_utf8_lossy(&line);
    let mut words = line.split_ascii_whitespace();
    Ok(match (words.next(), words.next()) {
        (Some("HTTP/1.0" | "HTTP/1.1"), Some("200")) => Heard::Admin(ServingStatus::Serving),
        (Some("HTTP/1.0" | "HTTP/1.1"), Some("503")) => Heard::Admin(ServingStatus::NotServing),
        (Some("HTTP/1.1"), Some("505")) => Heard::Grpc,
        _ => Heard::Other(line.trim().to_owned()),
    })
}

/// What comes first, up to the end of a line.
fn first_line(address: &str, timeout: Duration) -> io::Result<Vec<u8>> {
    let mut stream = connect(address, timeout)?;
    stream.set_read_timeout(Some(timeout))?;
    stream.set_write_timeout(Some(timeout))?;
    let request =
        format!("GET /health/ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut line = Vec::new();
    BufReader::new(stream.take(LINE)).read_until(b'\n', &mut line)?;
    match line.is_empty() {
        true => Err(io::Error::new(ErrorKind::UnexpectedEof, "it hung up")),
        false => Ok(line),
    }
}

/// A connection to the first of the addresses of that name that takes one.
fn connect(address: &str, timeout: Duration) -> io::Result<TcpStream> {
    let mut failure = io::Error::new(ErrorKind::NotFound, "the name has no address");
    for address in address.to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, timeout) {
            Ok(stream) => return Ok(stream),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}
