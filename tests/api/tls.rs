//! TLS: with and without client certificates, and new certificates while connections are open.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use nutgraf::config::{Config, TlsFiles};
use nutgraf::grpc::pb::analysis_service_client::AnalysisServiceClient;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tonic::Status;
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Endpoint, Error, Identity};

use crate::harness::{STORY, Server, analyze};
use crate::process::Process;

/// An authority that certifies whoever asks.
struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Authority {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Authority(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    fn pem(&self) -> String {
        self.0.pem()
    }

    /// A certificate for `localhost` and its key.
    fn certify(&self) -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        (
            params.signed_by(&key, &self.0).unwrap().pem(),
            key.serialize_pem(),
        )
    }
}

/// A directory with the server's files, gone when the test is over.
struct Files(TempDir);

impl Files {
    fn new(authority: &Authority) -> Files {
        let files = Files(TempDir::new().expect("a writable temporary directory"));
        files.renew(authority);
        files
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    fn renew(&self, authority: &Authority) {
        let (cert, key) = authority.certify();
        fs::write(self.path("cert.pem"), cert).unwrap();
        fs::write(self.path("key.pem"), key).unwrap();
        fs::write(self.path("ca.pem"), authority.pem()).unwrap();
    }

    fn config(&self, client_certificates: bool) -> Config {
        let tls = TlsFiles {
            cert: self.path("cert.pem"),
            key: self.path("key.pem"),
            client_ca: client_certificates.then(|| self.path("ca.pem")),
        };
        Config {
            tls: Some(tls),
            reload_interval: Duration::from_millis(20),
            ..Config::default()
        }
    }
}

async fn connect(
    server: &Server,
    trusted: &Authority,
    own: Option<(String, String)>,
) -> Result<Channel, Error> {
    let mut tls = ClientTlsConfig::new()
        .ca_certificate(Certificate::from_pem(trusted.pem()))
        .domain_name("localhost");
    if let Some((cert, key)) = own {
        tls = tls.identity(Identity::from_pem(cert, key));
    }
    let endpoint = Endpoint::from_shared(format!("https://{}", server.address)).unwrap();
    endpoint.tls_config(tls)?.connect().await
}

async fn answered(channel: Channel) -> bool {
    asked(channel).await.is_ok()
}

async fn asked(channel: Channel) -> Result<(), Status> {
    let mut client = AnalysisServiceClient::new(channel);
    client.analyze_article(analyze(STORY)).await.map(|_| ())
}

#[tokio::test]
async fn handshakes_that_fail_are_counted() {
    let authority = Authority::new();
    let files = Files::new(&authority);
    let (server, admin) = Server::with_admin(files.config(false)).await;
    let mut plain = TcpStream::connect(server.address)
        .await
        .expect("it listens");
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    plain.write_all(preface).await.expect("it is open");
    crate::admin::wait_for(admin, "nutgraf_tls_failures_total 1").await;
    connect(&server, &authority, None)
        .await
        .expect("a handshake");
    crate::admin::wait_for(admin, "nutgraf_tls_failures_total 1").await;
}

#[tokio::test]
async fn who_has_not_shaken_hands_does_not_hold_up_the_end() {
    let files = Files::new(&Authority::new());
    let (server, admin) = Server::with_admin(files.config(false)).await;
    let silent = TcpStream::connect(server.address).await;
    let _silent = silent.expect("it listens");
    crate::admin::wait_for(admin, "nutgraf_connections 1").await;
    timeout(Duration::from_secs(5), server.stopped())
        .await
        .expect("nobody is waited for who has no calls");
}

#[tokio::test]
async fn when_the_certificate_expires_is_told_at_the_start_and_when_it_is_read_again() {
    let authority = Authority::new();
    let files = Files::new(&authority);
    let put = |years: i32| {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2020 + years, 1, 1);
        let cert = params.signed_by(&key, &authority.0).unwrap();
        fs::write(files.path("cert.pem"), cert.pem()).unwrap();
        fs::write(files.path("key.pem"), key.serialize_pem()).unwrap();
    };
    put(1);
    let names = ["cert.pem", "key.pem"].map(|name| files.path(name).display().to_string());
    let [cert, key] = &names;
    let args = ["--tls-cert", cert, "--tls-key", key];
    let process = Process::start(&[&args[..], &["--reload-interval", "20ms"]].concat());
    let warned = process.logged("has expired");
    assert!(warned.contains("WARN") && warned.contains(cert), "{warned}");
    put(200);
    process.logged("certificates were read again");
    put(2);
    process.logged("has expired");

    let (_server, admin) = Server::with_admin(files.config(false)).await;
    let expiry = "nutgraf_tls_certificate_expiry_timestamp_seconds 1640995200";
    crate::admin::wait_for(admin, expiry).await;
    let (_server, admin) = Server::with_admin(Config::default()).await;
    let expiry = "nutgraf_tls_certificate_expiry_timestamp_seconds 0";
    crate::admin::wait_for(admin, expiry).await;
}

#[tokio::test]
async fn calls_are_answered_over_tls_to_those_who_trust_the_server() {
    let authority = Authority::new();
    let files = Files::new(&authority);
    let server = Server::with(files.config(false)).await;
    assert!(answered(connect(&server, &authority, None).await.unwrap()).await);
    assert!(
        connect(&server, &Authority::new(), None).await.is_err(),
        "another authority"
    );
    let plaintext = Endpoint::from_shared(format!("http://{}", server.address)).unwrap();
    let told = match plaintext.connect().await {
        Ok(channel) => answered(channel).await,
        Err(_) => false,
    };
    assert!(!told, "plaintext");
}

#[tokio::test]
async fn with_client_certificates_only_their_owners_are_answered() {
    let authority = Authority::new();
    let files = Files::new(&authority);
    let server = Server::with(files.config(true)).await;
    let owner = connect(&server, &authority, Some(authority.certify()))
        .await
        .unwrap();
    assert!(answered(owner).await);
    for stranger in [None, Some(Authority::new().certify())] {
        let told = match connect(&server, &authority, stranger).await {
            Ok(channel) => answered(channel).await,
            Err(_) => false,
        };
        assert!(!told);
    }
}

#[tokio::test]
async fn new_certificates_are_used_and_open_connections_go_on() {
    let (old, new) = (Authority::new(), Authority::new());
    let files = Files::new(&old);
    let server = Server::with(files.config(false)).await;
    let open = connect(&server, &old, None).await.unwrap();
    assert!(answered(open.clone()).await);

    fs::write(files.path("cert.pem"), "half writ").unwrap();
    sleep(Duration::from_millis(100)).await;
    assert!(
        connect(&server, &old, None).await.is_ok(),
        "files that cannot be used change nothing"
    );

    files.renew(&new);
    let begin = Instant::now();
    while connect(&server, &new, None).await.is_err() {
        assert!(
            begin.elapsed() < Duration::from_secs(20),
            "the new certificate is not used"
        );
        sleep(Duration::from_millis(10)).await;
    }
    assert!(answered(open).await, "a connection that is open goes on");
}

#[tokio::test]
async fn files_that_cannot_be_used_are_named_before_anything_is_served() {
    let authority = Authority::new();
    let files = Files::new(&authority);
    fs::write(files.path("key.pem"), "no key").unwrap();
    let error = nutgraf::server::Server::new(files.config(false)).err();
    let told = error.expect("it is no key").to_string();
    assert!(
        told.contains("key.pem: there is no private key in it"),
        "{told}"
    );
}

/// Certificates change again and again while calls are made on open connections and on new ones.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn certificates_change_under_load_and_no_call_fails() {
    let authority = Authority::new();
    let files = Files::new(&authority);
    let server = Server::with(files.config(false)).await;
    // Once it shakes hands it has read its files: a server that begins in the middle of a change does not start.
    let channel = connect(&server, &authority, None).await.expect("TLS");
    let over = AtomicBool::new(false);
    let on_one_connection = async {
        let mut calls = 0;
        while !over.load(Ordering::Relaxed) {
            let told = asked(channel.clone()).await;
            told.unwrap_or_else(|status| panic!("call {calls}: {status:?}"));
            calls += 1;
        }
        calls
    };
    let on_new_connections = async {
        let mut calls = 0;
        while !over.load(Ordering::Relaxed) {
            let channel = connect(&server, &authority, None).await;
            let channel = channel.unwrap_or_else(|error| panic!("connection {calls}: {error:?}"));
            let told = asked(channel).await;
            told.unwrap_or_else(|status| panic!("call {calls}: {status:?}"));
            calls += 1;
        }
        calls
    };
    let changes = async {
        for _ in 0..10 {
            files.renew(&authority);
            sleep(Duration::from_millis(50)).await;
        }
        over.store(true, Ordering::Relaxed);
    };
    let (open, new, ()) = tokio::join!(on_one_connection, on_new_connections, changes);
    assert!(
        open > 0 && new > 0,
        "{open} calls on one connection, {new} on new ones"
    );
}

#[tokio::test]
async fn tls_1_2_and_1_3_are_spoken_and_1_1_is_not() {
    let authority = Authority::new();
    let files = Files::new(&authority);
    let server = Server::with(files.config(false)).await;
    for version in [&TLS12, &TLS13] {
        let mut roots = RootCertStore::empty();
        let root = CertificateDer::from_pem_slice(authority.pem().as_bytes());
        roots.add(root.expect("PEM")).expect("a certificate");
        let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_protocol_versions(&[version])
            .expect("ring knows it")
            .with_root_certificates(roots)
            .with_no_client_auth();
        let stream = TcpStream::connect(server.address)
            .await
            .expect("it listens");
        let name = ServerName::try_from("localhost").expect("a name");
        let connected = TlsConnector::from(Arc::new(config))
            .connect(name, stream)
            .await;
        let spoken = connected
            .expect("a handshake")
            .get_ref()
            .1
            .protocol_version();
        assert_eq!(spoken, Some(version.version));
    }
    // A greeting of TLS 1.2 is taken up with a handshake message, the same of 1.1 is refused with an
    // alert: its version and length, fatal, protocol_version.
    assert_eq!(said_to(&server, 3).await[0], 0x16);
    let refusal = said_to(&server, 2).await;
    assert!(
        matches!(refusal[..], [0x15, 3, _, 0, 2, 2, 70]),
        "{refusal:?}"
    );
}

/// The first bytes that a ClientHello of TLS 1.`minor` - 1 is answered with.
async fn said_to(server: &Server, minor: u8) -> Vec<u8> {
    let stream = TcpStream::connect(server.address).await;
    let mut stream = stream.expect("it listens");
    // Record and handshake headers, version, random bytes; no session,
    // ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, no compression; ecdsa_secp256r1_sha256, x25519.
    let mut hello = b"\x16\x03\x01\x00\x3f\x01\x00\x00\x3b\x03".to_vec();
    hello.push(minor);
    hello.extend([7; 32]);
    hello.extend(b"\x00\x00\x02\xc0\x2b\x01\x00\x00\x10");
    hello.extend(b"\x00\x0d\x00\x04\x00\x02\x04\x03\x00\x0a\x00\x04\x00\x02\x00\x1d");
    stream.write_all(&hello).await.expect("it reads");
    let mut answer = vec![0; 7];
    stream.read_exact(&mut answer).await.expect("it answers");
    answer
}
