//! The settings that say who may call: TLS, tokens, JSON Web Tokens, quotas.

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use super::times;
use crate::config::{Config, Jwt, Quota, TlsFiles};

/// The most that clocks may be said to be apart.
const MAX_LEEWAY: Duration = Duration::from_secs(3600);

#[derive(Debug, clap::Args)]
pub struct AuthArgs {
    #[command(flatten)]
    tls: TlsArgs,

    /// File with lines of a name and the SHA-256 of a token; callers send `authorization: Bearer
    /// TOKEN`. Unset to take no such tokens; without --jwt-keys either, everybody may call. Health
    /// needs no token.
    #[arg(long, env = "NUTGRAF_AUTH_TOKENS", value_name = "FILE")]
    auth_tokens: Option<PathBuf>,

    #[command(flatten)]
    jwt: JwtArgs,

    #[command(flatten)]
    quota: QuotaArgs,

    /// How often the files of TLS, tokens, keys and quotas are looked at, to notice changes.
    #[arg(long, env = "NUTGRAF_RELOAD_INTERVAL", value_name = "DURATION", value_parser = times::some,
        default_value_t = Config::default().reload_interval.into())]
    reload_interval: humantime::Duration,
}

#[derive(Debug, clap::Args)]
struct TlsArgs {
    /// PEM file with the server's certificate and those between it and the root; unset for plaintext.
    #[arg(long, env = "NUTGRAF_TLS_CERT", value_name = "FILE")]
    tls_cert: Option<PathBuf>,

    /// PEM file with the key of that certificate.
    #[arg(long, env = "NUTGRAF_TLS_KEY", value_name = "FILE")]
    tls_key: Option<PathBuf>,

    /// PEM file with the roots that client certificates must descend from; unset to ask for none.
    #[arg(long, env = "NUTGRAF_TLS_CLIENT_CA", value_name = "FILE")]
    tls_client_ca: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct JwtArgs {
    /// JWK set with the public keys (RS256, ES256, EdDSA) of whoever issues JSON Web Tokens; callers
    /// send `authorization: Bearer JWT`. Needs --jwt-issuer and --jwt-audience. Unset to take none.
    #[arg(long, env = "NUTGRAF_JWT_KEYS", value_name = "FILE")]
    jwt_keys: Option<PathBuf>,

    /// What the claim `iss` of a JSON Web Token must be.
    #[arg(long, env = "NUTGRAF_JWT_ISSUER", value_name = "TEXT")]
    jwt_issuer: Option<String>,

    /// What the claim `aud` of a JSON Web Token must be or hold.
    #[arg(long, env = "NUTGRAF_JWT_AUDIENCE", value_name = "TEXT")]
    jwt_audience: Option<String>,

    /// How far the clocks of issuer and server may be apart, at most 1h.
    #[arg(long, env = "NUTGRAF_JWT_LEEWAY", value_name = "DURATION", default_value = "30s", value_parser = leeway)]
    jwt_leeway: humantime::Duration,
}

#[derive(Debug, clap::Args)]
struct QuotaArgs {
    /// Articles a second that one caller may send in the long run; calls over it are refused with
    /// RESOURCE_EXHAUSTED, streams wait. Callers are told apart by their tokens. Unset for no bound.
    #[arg(long, env = "NUTGRAF_QUOTA_RATE", value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..))]
    quota_rate: Option<u32>,

    /// Articles that one caller may send at once after a pause; as many as --quota-rate by default.
    #[arg(long, env = "NUTGRAF_QUOTA_BURST", value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..))]
    quota_burst: Option<u32>,

    /// Calls that one caller may have in work, streams included; more are refused with
    /// RESOURCE_EXHAUSTED. Unset for no bound.
    #[arg(long, env = "NUTGRAF_QUOTA_CALLS", value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..))]
    quota_calls: Option<u32>,

    /// TOML file with quotas of single callers: a table for each, named as its token or its `sub`, with
    /// `rate`, `burst` and `calls`; "none" lifts a bound. Unset for one quota for all.
    #[arg(long, env = "NUTGRAF_QUOTA_OVERRIDES", value_name = "FILE")]
    quota_overrides: Option<PathBuf>,
}

/// A leeway that leaves the checks a meaning.
fn leeway(text: &str) -> Result<humantime::Duration, String> {
    times::at_most(MAX_LEEWAY, text)
}

impl AuthArgs {
    /// The files for TLS, if it is wanted.
    pub fn tls(&self) -> Result<Option<TlsFiles>, String> {
        self.tls.files()
    }

    /// The file with tokens, if there is one.
    pub fn tokens(&self) -> Option<PathBuf> {
        self.auth_tokens.clone()
    }

    /// Which JSON Web Tokens are taken, if any are.
    pub fn jwt(&self) -> Result<Option<Jwt>, String> {
        self.jwt.config()
    }

    /// What one caller may ask for.
    pub fn quota(&self) -> Result<Quota, String> {
        let quota = self.quota.config()?;
        let callers_are_known = self.auth_tokens.is_some() || self.jwt.jwt_keys.is_some();
        let is_bounded = quota != Quota::default() || self.quota.quota_overrides.is_some();
        match !is_bounded || callers_are_known {
            true => Ok(quota),
            false => Err("a quota needs --auth-tokens or --jwt-keys: without them callers cannot be told apart".to_owned()),
        }
    }

    /// The file with quotas of single callers, if there is one.
    pub fn quota_overrides(&self) -> Option<PathBuf> {
        self.quota.quota_overrides.clone()
    }

    /// How often files are looked at.
    pub fn reload_interval(&self) -> Duration {
        self.reload_interval.into()
    }
}

impl TlsArgs {
    fn files(&self) -> Result<Option<TlsFiles>, String> {
        match (&self.tls_cert, &self.tls_key) {
            (Some(cert), Some(key)) => Ok(Some(TlsFiles {
                cert: cert.clone(),
                key: key.clone(),
                client_ca: self.tls_client_ca.clone(),
            })),
            (None, None) if self.tls_client_ca.is_none() => Ok(None),
            (None, None) => Err("--tls-client-ca needs --tls-cert and --tls-key".to_owned()),
            _ => Err("--tls-cert and --tls-key need each other".to_owned()),
        }
    }
}

impl JwtArgs {
    fn config(&self) -> Result<Option<Jwt>, String> {
        match (&self.jwt_keys, &self.jwt_issuer, &self.jwt_audience) {
            (Some(keys), Some(issuer), Some(audience)) => Ok(Some(Jwt {
                keys: keys.clone(),
                issuer: issuer.clone(),
                audience: audience.clone(),
                leeway: self.jwt_leeway.into(),
            })),
            (None, None, None) => Ok(None),
            _ => Err("--jwt-keys, --jwt-issuer and --jwt-audience need each other".to_owned()),
        }
    }
}

impl QuotaArgs {
    fn config(&self) -> Result<Quota, String> {
        if self.quota_burst.is_some() && self.quota_rate.is_none() {
            return Err("--quota-burst needs --quota-rate".to_owned());
        }
        Ok(Quota {
            rate: self.quota_rate.and_then(NonZeroU32::new),
            burst: self.quota_burst.and_then(NonZeroU32::new),
            calls: self.quota_calls.and_then(NonZeroU32::new),
        })
    }
}
