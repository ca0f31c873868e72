//! TLS 1.2 and 1.3, with client certificates if that is asked for. Certificates are read again when
//! their files change: new connections get the new ones, open connections go on.

mod validity;

use std::fmt::Display;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{ALL_VERSIONS, RootCertStore, ServerConfig};
use tokio_rustls::server::TlsStream;
use tracing::{error, info, warn};

use self::validity::Validity;
use super::follow::{follow, unusable};
use crate::config::TlsFiles;
use crate::metrics::Metrics;

/// The setting that names the file of the certificate.
const CERT: &str = "tls_cert";

/// The setting that names the file of its key.
const KEY: &str = "tls_key";

/// The setting that names the file with the roots of client certificates.
const CLIENT_CA: &str = "tls_client_ca";

/// How often the log warns of a certificate that is near its end.
const WARNED: Duration = Duration::from_secs(24 * 60 * 60);

/// The certificates in force.
pub struct Tls {
    files: TlsFiles,
    /// What the files said when they were read first.
    first: Pems,
    current: RwLock<Current>,
}

/// What new connections are served with.
#[derive(Clone)]
struct Current {
    config: Arc<ServerConfig>,
    /// How long the certificate may be used; `None` if that is not known.
    validity: Option<Validity>,
}

/// The contents of the files, to notice when they change.
#[derive(Clone, PartialEq, Eq)]
struct Pems {
    chain: Vec<u8>,
    key: Vec<u8>,
    client_ca: Option<Vec<u8>>,
}

impl Tls {
    /// Reads the files; an error names the one that cannot be used.
    pub fn new(files: TlsFiles) -> io::Result<Tls> {
        let first = Pems::read(&files)?;
        let current = RwLock::new(first.current(&files)?);
        Ok(Tls {
            files,
            first,
            current,
        })
    }

    fn current(&self) -> Current {
        let current = self.current.read();
        current.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Shakes hands, within `time`.
    pub async fn accept(
        &self,
        stream: TcpStream,
        time: Duration,
    ) -> io::Result<TlsStream<TcpStream>> {
        let handshake = TlsAcceptor::from(self.current().config).accept(stream);
        timeout(time, handshake)
            .await
            .unwrap_or_else(|_| Err(ErrorKind::TimedOut.into()))
    }

    /// Reads the files again when they change, for ever. Files that cannot be used change nothing. `metrics` have how
    /// long the certificate may be used, and the log warns once a day when that is soon over.
    pub async fn follow_files(self: Arc<Self>, interval: Duration, metrics: Metrics) {
        let files = self.files.clone();
        let read = move || Pems::read(&files);
        let seen = Some(self.first.clone());
        let renewals = follow(interval, seen, read, |pems| self.renew(pems, &metrics));
        let warnings = async {
            loop {
                self.tell_validity(&metrics);
                sleep(WARNED).await;
            }
        };
        tokio::join!(renewals, warnings);
    }

    fn renew(&self, pems: &Pems, metrics: &Metrics) {
        match pems.current(&self.files) {
            Ok(current) => {
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = current;
                info!("certificates were read again");
                self.tell_validity(metrics);
            }
            Err(error) => error!(%error, "new certificates cannot be used; the old ones stay"),
        }
    }

    /// Tells until when the certificate may be used, and warns if that is soon over.
    fn tell_validity(&self, metrics: &Metrics) {
        let validity = self.current().validity;
        metrics.certificate_expires(validity.map(Validity::until));
        if let Some(ending) = validity.and_then(|validity| validity.ending(SystemTime::now())) {
            let tls_cert = self.files.cert.display();
            warn!(%tls_cert, "the TLS certificate, or one of its chain, {ending}");
        }
    }
}

impl Pems {
    fn read(files: &TlsFiles) -> io::Result<Pems> {
        let read =
            |setting, path: &Path| fs::read(path).map_err(|error| unusable(setting, path, &error));
        let client_ca = files.client_ca.as_deref();
        Ok(Pems {
            chain: read(CERT, &files.cert)?,
            key: read(KEY, &files.key)?,
            client_ca: client_ca.map(|path| read(CLIENT_CA, path)).transpose()?,
        })
    }

    fn current(&self, files: &TlsFiles) -> io::Result<Current> {
        let chain = certificates(&self.chain, CERT, &files.cert)?;
        Ok(Current {
            validity: Validity::of(&chain),
            config: Arc::new(self.config(files, chain)?),
        })
    }

    fn config(
        &self,
        files: &TlsFiles,
        chain: Vec<CertificateDer<'static>>,
    ) -> io::Result<ServerConfig> {
        let key = private_key(&self.key, &files.key)?;
        let provider = Arc::new(default_provider());
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_protocol_versions(ALL_VERSIONS)
            .map_err(io::Error::other)?;
        let builder = match (&self.client_ca, &files.client_ca) {
            (Some(pem), Some(path)) => {
                let wrong = |error: &dyn Display| unusable(CLIENT_CA, path, error);
                let mut roots = RootCertStore::empty();
                for root in certificates(pem, CLIENT_CA, path)? {
                    roots.add(root).map_err(|error| wrong(&error))?;
                }
                let verifier =
                    WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build();
                builder.with_client_cert_verifier(verifier.map_err(|error| wrong(&error))?)
            }
            _ => builder.with_no_client_auth(),
        };
        let mut config = builder
            .with_single_cert(chain, key)
            .map_err(|error| unusable(CERT, &files.cert, &error))?;
        config.alpn_protocols = vec![b"h2".to_vec()];
        Ok(config)
    }
}

fn private_key(pem: &[u8], path: &Path) -> io::Result<PrivateKeyDer<'static>> {
    PrivateKeyDer::from_pem_slice(pem).map_err(|error| match error {
        pem::Error::NoItemsFound => unusable(
            KEY,
            path,
            &"there is no private key in it, or an encrypted one",
        ),
        error => unusable(KEY, path, &error),
    })
}

fn certificates(
    pem: &[u8],
    setting: &str,
    path: &Path,
) -> io::Result<Vec<CertificateDer<'static>>> {
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let wrong = |error: &dyn Display| unusable(setting, path, error);
    match certificates.map_err(|error| wrong(&error))? {
        none if none.is_empty() => Err(wrong(&"there is no certificate in it")),
        certificates => Ok(certificates),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;
    use std::time::Duration;

    use rcgen::{CertificateParams, KeyPair, date_time_ymd};
    use tempfile::TempDir;
    use tokio::task::yield_now;
    use tokio::time::timeout;

    use super::{Tls, WARNED};
    use crate::config::TlsFiles;
    use crate::metrics::Metrics;

    /// Writes a new certificate, which has expired long ago or expires in the far future, and its key.
    fn renew(directory: &TempDir, expired: bool) -> TlsFiles {
        let files = TlsFiles {
            cert: directory.path().join("cert.pem"),
            key: directory.path().join("key.pem"),
            client_ca: None,
        };
        let mut params = CertificateParams::default();
        if expired {
            params.not_after = date_time_ymd(2022, 1, 1);
        }
        let key = KeyPair::generate().expect("a key");
        let own = params.self_signed(&key).expect("a certificate");
        fs::write(&files.cert, own.pem()).expect("it is writable");
        fs::write(&files.key, key.serialize_pem()).expect("it is writable");
        files
    }

    #[tokio::test]
    async fn a_change_between_the_first_look_and_the_next_is_not_missed() {
        let directory = TempDir::new().expect("a writable temporary directory");
        let tls = Tls::new(renew(&directory, false)).expect("the files can be used");
        let tls = Arc::new(tls);
        let first = tls.current().config;
        renew(&directory, false);
        let following =
            tokio::spawn(Arc::clone(&tls).follow_files(Duration::ZERO, Metrics::default()));
        let renewed = async {
            while Arc::ptr_eq(&tls.current().config, &first) {
                yield_now().await;
            }
        };
        let renewed = timeout(Duration::from_secs(60), renewed).await;
        renewed.expect("the change is noticed");
        following.abort();
    }

    #[tokio::test(start_paused = true)]
    async fn a_certificate_that_has_expired_is_warned_of_every_day() {
        for (expired, warnings) in [(true, 3), (false, 0)] {
            let directory = TempDir::new().expect("a writable temporary directory");
            let tls = Tls::new(renew(&directory, expired)).expect("the files can be used");
            let path = directory.path().join("log");
            let log = Arc::new(fs::File::create(&path).expect("it is writable"));
            let subscriber = tracing_subscriber::fmt().with_writer(log);
            let logging = tracing::subscriber::set_default(subscriber.finish());
            let following = Arc::new(tls).follow_files(100 * WARNED, Metrics::default());
            let days = timeout(5 * WARNED / 2, following).await;
            drop(logging);
            assert!(days.is_err(), "files are followed for ever");
            let log = fs::read_to_string(&path).expect("a log is text");
            assert_eq!(log.matches("has expired").count(), warnings, "{log}");
        }
    }
}
