//! `nutgraf healthcheck`, where no server answers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread;

use crate::harness::{nutgraf, stderr};

#[test]
fn a_server_that_cannot_be_reached_is_told_with_the_reason() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    drop(listener);
    let output = nutgraf(&["healthcheck", "--address", &address], b"");
    assert_eq!(output.status.code(), Some(1));
    let told = stderr(&output);
    let begin = format!("nutgraf: no answer from {address}: Connection refused");
    assert!(told.starts_with(&begin), "{told}");
}

/// As a server with TLS does, which is asked in plaintext.
#[test]
fn a_server_that_hangs_up_is_told_with_the_reason() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    let server = thread::spawn(move || {
        let (mut caller, _) = listener.accept().expect("a caller");
        caller.read_exact(&mut [0; 24]).expect("its preface");
        // What TLS says of what is no TLS.
        caller
            .write_all(&[21, 3, 3, 0, 2, 2, 70])
            .expect("it listens");
    });
    let output = nutgraf(&["healthcheck", "--address", &address], b"");
    server.join().expect("it does not panic");
    assert_eq!(output.status.code(), Some(1));
    let told = stderr(&output);
    let begin = format!("nutgraf: no answer from {address}: ");
    let reason = told.strip_prefix(&begin).expect(told);
    assert!(!reason.contains("transport error"), "{reason}");
    assert!(reason.len() > 5, "{reason}");
}

#[test]
fn the_admin_port_is_asked_whether_the_server_is_ready() {
    let cases = [
        ("HTTP/1.1 200 OK\r\n\r\n", Some(0), "SERVING\n"),
        (
            "HTTP/1.1 503 Service Unavailable\r\n\r\n",
            Some(1),
            "NOT_SERVING\n",
        ),
        ("HTTP/1.1 404 Not Found\r\n\r\n", Some(1), ""),
        ("SSH-2.0\r\n", Some(1), ""),
        ("", Some(1), ""),
    ];
    for (answer, code, told) in cases {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address").to_string();
        let server = thread::spawn(move || {
            let (caller, _) = listener.accept().expect("a caller");
            let mut lines = BufReader::new(&caller)
                .lines()
                .map(|line| line.expect("UTF-8"));
            let first = lines.next().expect("a request");
            let _headers = lines
                .find(|line| line.is_empty())
                .expect("the end of headers");
            (&caller).write_all(answer.as_bytes()).expect("it listens");
            first
        });
        let output = nutgraf(&["healthcheck", "--admin", &address], b"");
        let asked = server.join().expect("it does not panic");
        assert_eq!(asked, "GET /health/ready HTTP/1.1", "{answer}");
        assert_eq!(output.status.code(), code, "{answer}");
        assert_eq!(String::from_utf8_lossy(&output.stdout), told, "{answer}");
        let why = format!("nutgraf: no answer from {address}: ");
        assert_eq!(
            stderr(&output).starts_with(&why),
            told.is_empty(),
            "{answer}"
        );
    }
}
