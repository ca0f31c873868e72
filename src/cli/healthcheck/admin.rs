//! Asking the admin port, over HTTP/1.1.

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use tonic_health::ServingStatus;

/// Bytes of the first line of an answer at most.
const LINE: u64 = 1 << 10;

/// Whether the server with the admin port `address` is ready. Waits no longer than `timeout` for each step.
pub fn ask(address: &str, timeout: Duration) -> Result<ServingStatus, String> {
    let line = first_line(address, timeout).map_err(|error| error.to_string())?;
    let mut words = line.split_ascii_whitespace();
    match (words.next(), words.next()) {
        (Some("HTTP/1.0" | "HTTP/1.1"), Some("200")) => Ok(ServingStatus::Serving),
        (Some("HTTP/1.0" | "HTTP/1.1"), Some("503")) => Ok(ServingStatus::NotServing),
        _ => Err(format!("{:?} is not what an admin port says", line.trim())),
    }
}

fn first_line(address: &str, timeout: Duration) -> io::Result<String> {
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
        false => Ok(String::from_utf8_lossy(&line).into_owned()),
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
