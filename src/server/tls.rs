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
use tokio::time::timeout;
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

/// The certificates in force.
pub struct Tls {
    files: TlsFiles,
    /// What the files said when they were read first.
    first: Pems,
    current: RwLock<Arc<ServerConfig>>,
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
        let current = RwLock::new(Arc::new(first.config(&files)?));
        Ok(Tls {
            files,
            first,
            current,
        })
    }

    /// Shakes hands, within `time`.
    pub async fn accept(
        &self,
        stream: TcpStream,
        time: Duration,
    ) -> io::Result<TlsStream<TcpStream>> {
        let config = Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner));
        let handshake = TlsAcceptor::from(config).accept(stream);
        timeout(time, handshake)
            .await
            .unwrap_or_else(|_| Err(ErrorKind::TimedOut.into()))
    }

    /// Reads the files again when they change, for ever. Files that cannot be used change nothing. `metrics` and the
    /// log have how long the certificate may be used, of the first one, too.
    pub async fn follow_files(self: Arc<Self>, interval: Duration, metrics: Metrics) {
        self.first.tell_validity(&self.files, &metrics);
        let files = self.files.clone();
        let read = move || Pems::read(&files);
        let seen = Some(self.first.clone());
        follow(interval, seen, read, |pems| self.renew(pems, &metrics)).await;
    }

    fn renew(&self, pems: &Pems, metrics: &Metrics) {
        match pems.config(&self.files) {
            Ok(config) => {
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(config);
                info!("certificates were read again");
                pems.tell_validity(&self.files, metrics);
            }
            Err(error) => error!(%error, "new certificates cannot be used; the old ones stay"),
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

    /// Tells until when the certificate may be used, and warns if that is soon over.
    fn tell_validity(&self, files: &TlsFiles, metrics: &Metrics) {
        let chain = certificates(&self.chain, CERT, &files.cert).ok();
        let validity = chain.and_then(|chain| Validity::of(&chain));
        metrics.certificate_expires(validity.map(Validity::until));
        if let Some(ending) = validity.and_then(|validity| validity.ending(SystemTime::now())) {
            let tls_cert = files.cert.display();
            warn!(%tls_cert, "the TLS certificate, or one of its chain, {ending}");
        }
    }

    fn config(&self, files: &TlsFiles) -> io::Result<ServerConfig> {
        let chain = certificates(&self.chain, CERT, &files.cert)?;
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

    use tempfile::TempDir;
    use tokio::task::yield_now;
    use tokio::time::timeout;

    use super::Tls;
    use crate::config::TlsFiles;
    use crate::metrics::Metrics;

    #[tokio::test]
    async fn a_change_between_the_first_look_and_the_next_is_not_missed() {
        let directory = TempDir::new().expect("a writable temporary directory");
        let path = |file| directory.path().join(file);
        let renew = || {
            let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]);
            let own = own.expect("a certificate");
            fs::write(path("cert.pem"), own.cert.pem()).expect("it is writable");
            fs::write(path("key.pem"), own.signing_key.serialize_pem()).expect("it is writable");
        };
        renew();
        let files = TlsFiles {
            cert: path("cert.pem"),
            key: path("key.pem"),
            client_ca: None,
        };
        let tls = Arc::new(Tls::new(files).expect("the files can be used"));
        let current = || tls.current.read().map(|config| Arc::clone(&config)).ok();
        let first = current().expect("nobody panicked");
        renew();
        let following =
            tokio::spawn(Arc::clone(&tls).follow_files(Duration::ZERO, Metrics::default()));
        let renewed = async {
            while current().is_some_and(|now| Arc::ptr_eq(&now, &first)) {
                yield_now().await;
            }
        };
        let renewed = timeout(Duration::from_secs(60), renewed).await;
        renewed.expect("the change is noticed");
        following.abort();
    }
}
