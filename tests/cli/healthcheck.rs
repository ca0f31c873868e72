//! `nutgraf healthcheck`, where no server answers.

use std::io::{Read, Write};
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
