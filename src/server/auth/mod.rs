//! Who may call: by a static bearer token or by a JSON Web Token, either of them in
//! `authorization: Bearer …`.

mod callers;
mod jwt;
mod keys;
mod signatures;
mod tokens;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use http::header::AUTHORIZATION;
use sha2::{Digest, Sha256};
use tokio::task::JoinHandle;

use self::jwt::Jwt;
use self::tokens::Tokens;
use crate::config::Config;
use crate::grpc::status::Failure;

/// The name of whoever calls: of a line in the file of tokens, or the subject of a JSON Web Token.
pub type Caller = Arc<str>;

/// The ways of saying who calls that the server takes.
pub struct Auth {
    tokens: Option<Arc<Tokens>>,
    jwt: Option<Arc<Jwt>>,
}

impl Auth {
    /// Reads the files that `config` names; an error names what cannot be used. `None` if everybody
    /// may call.
    pub fn new(config: &Config) -> io::Result<Option<Auth>> {
        let tokens = config.auth_tokens.clone().map(Tokens::new).transpose()?;
        let jwt = config.jwt.as_ref().map(Jwt::new).transpose()?;
        Ok(match (&tokens, &jwt) {
            (None, None) => None,
            _ => Some(Auth {
                tokens: tokens.map(Arc::new),
                jwt: jwt.map(Arc::new),
            }),
        })
    }

    /// Who makes a call with those headers, if it is somebody who may.
    pub fn check(&self, headers: &HeaderMap) -> Result<Caller, Failure> {
        let token = bearer(headers).ok_or(Failure::Unauthenticated {
            cause: "the call has no bearer token",
        })?;
        let hash: [u8; 32] = Sha256::digest(token).into();
        let known = self.tokens.as_ref().and_then(|tokens| tokens.find(&hash));
        match (known, &self.jwt) {
            (Some(name), _) => Ok(name),
            (None, Some(jwt)) => jwt.check(token, hash),
            (None, None) => Err(Failure::Unauthenticated {
                cause: "the bearer token is not one of those that may call",
            }),
        }
    }

    /// Reads the files again when they change, every `interval`, until the tasks are aborted.
    pub fn follow_files(&self, interval: Duration) -> Vec<JoinHandle<()>> {
        let tokens = self.tokens.clone();
        let jwt = self.jwt.clone();
        let tokens = tokens.map(|tokens| tokio::spawn(tokens.follow_file(interval)));
        let jwt = jwt.map(|jwt| tokio::spawn(jwt.follow_file(interval)));
        tokens.into_iter().chain(jwt).collect()
    }
}

/// The token of `authorization: Bearer TOKEN`; the scheme in any case.
fn bearer(headers: &HeaderMap) -> Option<&[u8]> {
    let value = headers.get(AUTHORIZATION)?.as_bytes();
    let (scheme, token) = value.split_at_checked("Bearer ".len())?;
    (scheme.eq_ignore_ascii_case(b"Bearer ") && !token.is_empty()).then_some(token)
}
