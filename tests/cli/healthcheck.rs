//! `nutgraf healthcheck`, where no server answers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener};
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

/// Answers each of `times` callers with `answer` once it has sent something; gives its address.
fn answering(answer: &'static [u8], times: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    thread::spawn(move || {
        for caller in listener.incoming().take(times) {
            let mut caller = caller.expect("a caller");
            let mut first = [0; 24];
            caller.read_exact(&mut first).expect("a beginning");
            // The admin port does not answer the greeting of HTTP/2.
            if answer.starts_with(b"HTTP/1.1") && first.starts_with(b"PRI ") {
                continue;
            }
            caller.write_all(answer).expect("it listens");
            // What was sent and not read would take the answer away.
            caller.shutdown(Shutdown::Write).expect("it is open");
            let _ = caller.read_to_end(&mut Vec::new());
        }
    });
    address
}

/// What TLS says of what is no TLS.
const ALERT: &[u8] = &[21, 3, 3, 0, 2, 2, 70];

#[test]
fn a_server_that_speaks_something_else_is_told_with_what_to_ask_instead() {
    let admin = b"HTTP/1.1 200 OK\r\n\r\n";
    let calls = b"HTTP/1.1 505 HTTP Version Not Supported\r\n\r\n";
    for (asked, answer, told) in [
        ("--address", ALERT, "it speaks TLS; --admin asks"),
        (
            "--address",
            admin,
            "it is an admin port, which --admin asks",
        ),
        (
            "--admin",
            ALERT,
            "it speaks TLS, which the admin port does not",
        ),
        (
            "--admin",
            calls,
            "it is the port for calls, which --address asks",
        ),
    ] {
        let address = answering(answer, 2);
        let output = nutgraf(&["healthcheck", asked, &address], b"");
        assert_eq!(output.status.code(), Some(1), "{told}");
        let begin = format!("nutgraf: no answer from {address}: {told}");
        assert!(stderr(&output).starts_with(&begin), "{told}: {output:?}");
    }
}

/// A server of another kind, which says nothing to anybody.
#[test]
fn a_server_that_hangs_up_is_told_with_the_reason() {
    let address = answering(b"\0", 2);
    let output = nutgraf(&["healthcheck", "--address", &address], b"");
    assert_eq!(output.status.code(), Some(1));
    let told = stderr(&output);
    let begin = format!("nutgraf: no answer from {address}: ");
    let reason = told.strip_prefix(&begin).expect(told);
    assert!(!reason.contains("transport error"), "{reason}");
    assert!(reason.len() > 5, "{reason}");
}

#[test]
fn what_is_no_address_is_a_mistake() {
    for (flag, address) in [
        ("--address", "foo"),
        ("--address", ""),
        ("--address", ":50051"),
        ("--address", "http://127.0.0.1:50051"),
        ("--address", "::1"),
        ("--address", "localhost:99999"),
        ("--admin", "foo"),
    ] {
        let output = nutgraf(&["healthcheck", flag, address], b"");
        assert_eq!(output.status.code(), Some(64), "{address}");
        let told = stderr(&output);
        assert!(
            told.contains("not a host and a port, such as 127.0.0.1:50051"),
            "{told}"
        );
    }
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
