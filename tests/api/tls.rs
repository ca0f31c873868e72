//! TLS: with and without client certificates, and new certificates while connections are open.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use nutgraf::config::{Config, TlsFiles};
use nutgraf::grpc::pb::analysis_service_client::AnalysisServiceClient;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::time::{Instant, sleep};
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Endpoint, Error, Identity};

use crate::harness::{STORY, Server, analyze};

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
struct Files(PathBuf);

impl Files {
    fn new(name: &str, authority: &Authority) -> Files {
        let path = std::env::temp_dir().join(format!("nutgraf-tls-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).expect("a writable temporary directory");
        let files = Files(path);
        files.renew(authority);
        files
    }

    fn renew(&self, authority: &Authority) {
        let (cert, key) = authority.certify();
        fs::write(self.0.join("cert.pem"), cert).unwrap();
        fs::write(self.0.join("key.pem"), key).unwrap();
        fs::write(self.0.join("ca.pem"), authority.pem()).unwrap();
    }

    fn config(&self, client_certificates: bool) -> Config {
        let tls = TlsFiles {
            cert: self.0.join("cert.pem"),
            key: self.0.join("key.pem"),
            client_ca: client_certificates.then(|| self.0.join("ca.pem")),
        };
        Config {
            tls: Some(tls),
            reload_interval: Duration::from_millis(20),
            ..Config::default()
        }
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
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
    AnalysisServiceClient::new(channel)
        .analyze_article(analyze(STORY))
        .await
        .is_ok()
}

#[tokio::test]
async fn calls_are_answered_over_tls_to_those_who_trust_the_server() {
    let authority = Authority::new();
    let files = Files::new("plain", &authority);
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
    let files = Files::new("mutual", &authority);
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
    let files = Files::new("reload", &old);
    let server = Server::with(files.config(false)).await;
    let open = connect(&server, &old, None).await.unwrap();
    assert!(answered(open.clone()).await);

    fs::write(files.0.join("cert.pem"), "half writ").unwrap();
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
    let files = Files::new("bad", &authority);
    fs::write(files.0.join("key.pem"), "no key").unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let ended = nutgraf::server::run(listener, files.config(false), std::future::pending()).await;
    assert!(ended.unwrap_err().to_string().contains("key.pem"));
}
