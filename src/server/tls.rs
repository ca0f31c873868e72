//! TLS 1.2 and 1.3, with client certificates if that is asked for. Certificates are read again when
//! their files change: new connections get the new ones, open connections go on.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{ALL_VERSIONS, RootCertStore, ServerConfig};
use tokio_rustls::server::TlsStream;
use tracing::{error, info};

use super::follow::{follow, unusable};
use crate::config::TlsFiles;

/// The certificates in force.
pub struct Tls {
    files: TlsFiles,
    current: RwLock<Arc<ServerConfig>>,
}

/// The contents of the files, to notice when they change.
#[derive(PartialEq, Eq)]
struct Pems {
    chain: Vec<u8>,
    key: Vec<u8>,
    client_ca: Option<Vec<u8>>,
}

impl Tls {
    /// Reads the files; an error names the one that cannot be used.
    pub fn new(files: TlsFiles) -> io::Result<Tls> {
        let current = RwLock::new(Arc::new(Pems::read(&files)?.config(&files)?));
        Ok(Tls { files, current })
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

    /// Reads the files again when they change, for ever. Files that cannot be used change nothing.
    pub async fn follow_files(self: Arc<Self>, interval: Duration) {
        let files = self.files.clone();
        let read = move || Pems::read(&files);
        follow(interval, Pems::read(&self.files).ok(), read, |pems| {
            self.renew(pems)
        })
        .await;
    }

    fn renew(&self, pems: &Pems) {
        match pems.config(&self.files) {
            Ok(config) => {
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(config);
                info!("certificates were read again");
            }
            Err(error) => error!(%error, "new certificates cannot be used; the old ones stay"),
        }
    }
}

impl Pems {
    fn read(files: &TlsFiles) -> io::Result<Pems> {
        let read = |path: &Path| fs::read(path).map_err(|error| unusable(path, &error));
        Ok(Pems {
            chain: read(&files.cert)?,
            key: read(&files.key)?,
            client_ca: files.client_ca.as_deref().map(read).transpose()?,
        })
    }

    fn config(&self, files: &TlsFiles) -> io::Result<ServerConfig> {
        let chain = certificates(&self.chain, &files.cert)?;
        let key = PrivateKeyDer::from_pem_slice(&self.key)
            .map_err(|error| unusable(&files.key, &error))?;
        let provider = Arc::new(default_provider());
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_protocol_versions(ALL_VERSIONS)
            .map_err(io::Error::other)?;
        let builder = match (&self.client_ca, &files.client_ca) {
            (Some(pem), Some(path)) => {
                let mut roots = RootCertStore::empty();
                for root in certificates(pem, path)? {
                    roots.add(root).map_err(|error| unusable(path, &error))?;
                }
                let verifier =
                    WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build();
                builder.with_client_cert_verifier(verifier.map_err(|error| unusable(path, &error))?)
            }
            _ => builder.with_no_client_auth(),
        };
        let mut config = builder
            .with_single_cert(chain, key)
            .map_err(|error| unusable(&files.cert, &error))?;
        config.alpn_protocols = vec![b"h2".to_vec()];
        Ok(config)
    }
}

fn certificates(pem: &[u8], path: &Path) -> io::Result<Vec<CertificateDer<'static>>> {
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match certificates.map_err(|error| unusable(path, &error))? {
        none if none.is_empty() => Err(unusable(path, &"there is no certificate in it")),
        certificates => Ok(certificates),
    }
}
