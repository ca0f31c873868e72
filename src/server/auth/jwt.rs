//! JSON Web Tokens (RFC 7519): signed by a key of the JWK set, for this audience, by this issuer, now.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use jsonwebtoken::errors::ErrorKind as Wrong;
use jsonwebtoken::{Validation, decode, decode_header, get_current_timestamp};
use serde::Deserialize;
use tracing::info;

use super::Caller;
use super::callers::Callers;
use super::keys::Keys;
use super::signatures;
use crate::config;
use crate::grpc::status::Failure;
use crate::server::follow::Followed;

/// What tokens are checked against.
pub struct Jwt {
    trusted: Followed<Trusted>,
    issuer: String,
    audience: String,
    leeway: Duration,
}

/// The keys in force, and whose tokens they were found to sign.
struct Trusted {
    keys: Keys,
    callers: Callers,
}

impl From<Keys> for Trusted {
    fn from(keys: Keys) -> Trusted {
        Trusted {
            keys,
            callers: Callers::default(),
        }
    }
}

/// The claims that are needed beyond those that the library checks.
#[derive(Deserialize)]
struct Claims {
    sub: String,
    exp: f64,
}

impl Jwt {
    /// Reads the keys; an error tells why they cannot be used.
    pub fn new(config: &config::Jwt) -> io::Result<Jwt> {
        signatures::install();
        let trusted = |text: &str| Keys::parse(text).map(Trusted::from);
        Ok(Jwt {
            trusted: Followed::read("jwt_keys", config.keys.clone(), trusted)?,
            issuer: config.issuer.clone(),
            audience: config.audience.clone(),
            leeway: config.leeway,
        })
    }

    /// Whose token it is, if it may be used now. `hash` is the token's.
    pub fn check(&self, token: &[u8], hash: [u8; 32]) -> Result<Caller, Failure> {
        let trusted = self.trusted.current();
        if let Some(caller) = trusted.callers.find(&hash, get_current_timestamp()) {
            return Ok(caller);
        }
        let claims = self
            .claims(token, &trusted.keys)
            .map_err(|cause| Failure::Unauthenticated { cause })?;
        let caller: Caller = claims.sub.into();
        let until = (claims.exp as u64).saturating_add(self.leeway.as_secs());
        trusted.callers.add(hash, &caller, until);
        Ok(caller)
    }

    fn claims(&self, token: &[u8], keys: &Keys) -> Result<Claims, &'static str> {
        let header = decode_header(token).map_err(|_| UNKNOWN)?;
        if header.crit.is_some() {
            return Err("the bearer token asks for an extension that is not understood");
        }
        let key = keys
            .find(header.kid.as_deref())
            .ok_or("the bearer token is signed with a key that is not known")?;
        let mut validation = Validation::new(key.algorithm);
        validation.leeway = self.leeway.as_secs();
        validation.validate_nbf = true;
        validation.set_audience(&[&self.audience]);
        validation.set_issuer(&[&self.issuer]);
        validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
        let decoded = decode::<Claims>(token, &key.key, &validation);
        decoded
            .map(|decoded| decoded.claims)
            .map_err(|error| cause(error.kind()))
    }

    /// Reads the keys again when the file changes, for ever. A file that cannot be used changes nothing.
    pub async fn follow_file(self: Arc<Self>, interval: Duration) {
        let told = |trusted: &Trusted| {
            info!(
                keys = trusted.keys.len(),
                skipped = trusted.keys.skipped,
                "keys of JSON Web Tokens were read"
            );
        };
        self.trusted.follow(interval, "keys", told).await;
    }
}

/// What is said of a token that is none.
const UNKNOWN: &str = "the bearer token is not one of those that may call";

/// What is wrong with a token, in words for its owner.
fn cause(wrong: &Wrong) -> &'static str {
    match wrong {
        Wrong::ExpiredSignature => "the bearer token has expired",
        Wrong::ImmatureSignature => "the bearer token is not valid yet",
        Wrong::InvalidAudience => "the bearer token is for another audience",
        Wrong::InvalidIssuer => "the bearer token is from another issuer",
        Wrong::InvalidAlgorithm => {
            "the bearer token is signed with an algorithm that its key is not for"
        }
        Wrong::InvalidSignature => "the bearer token's signature is wrong",
        Wrong::MissingRequiredClaim(_) | Wrong::InvalidClaimFormat(_) | Wrong::Json(_) => {
            "the bearer token must have the claims exp, aud, iss and sub"
        }
        _ => UNKNOWN,
    }
}
