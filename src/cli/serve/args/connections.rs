//! How connections are held.

use super::times;
use crate::config::Connections;

/// The settings of connections.
#[derive(Debug, clap::Args)]
pub struct ConnectionArgs {
    /// Connections at once; more wait to be accepted.
    #[arg(long, env = "NUTGRAF_MAX_CONNECTIONS", value_name = "COUNT",
        default_value_t = Connections::default().max as u32,
        value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    max_connections: u32,

    /// Calls at once on one connection.
    #[arg(long, env = "NUTGRAF_MAX_CALLS_PER_CONNECTION", value_name = "COUNT",
        default_value_t = Connections::default().max_calls,
        value_parser = clap::value_parser!(u32).range(1..))]
    max_calls_per_connection: u32,

    /// Silence after which a client is asked whether it is still there.
    #[arg(long, env = "NUTGRAF_KEEPALIVE", value_name = "DURATION", value_parser = times::some,
        default_value_t = Connections::default().keepalive.into())]
    keepalive: humantime::Duration,

    /// How long the client may take to say so.
    #[arg(long, env = "NUTGRAF_KEEPALIVE_TIMEOUT", value_name = "DURATION", value_parser = times::some,
        default_value_t = Connections::default().keepalive_timeout.into())]
    keepalive_timeout: humantime::Duration,

    /// How long a client may take for the handshake of TLS, and then for the greeting of HTTP/2.
    #[arg(long, env = "NUTGRAF_HANDSHAKE_TIMEOUT", value_name = "DURATION", value_parser = times::some,
        default_value_t = Connections::default().handshake.into())]
    handshake_timeout: humantime::Duration,

    /// Time without calls after which a connection is closed gracefully; 0s for never.
    #[arg(long, env = "NUTGRAF_MAX_CONNECTION_IDLE", value_name = "DURATION", value_parser = times::any,
        default_value_t = Connections::default().max_idle.unwrap_or_default().into())]
    max_connection_idle: humantime::Duration,

    /// Age at which a connection is closed gracefully, give or take a tenth, so that balancers spread load
    /// anew; unset for none.
    #[arg(long, env = "NUTGRAF_MAX_CONNECTION_AGE", value_name = "DURATION", value_parser = times::some)]
    max_connection_age: Option<humantime::Duration>,

    /// How long calls in work may take when a connection has reached that age, before they are cut off;
    /// unset for as long as they like.
    #[arg(
        long,
        env = "NUTGRAF_MAX_CONNECTION_AGE_GRACE",
        value_name = "DURATION", value_parser = times::any
    )]
    max_connection_age_grace: Option<humantime::Duration>,
}

impl ConnectionArgs {
    /// The settings, or what is wrong with them taken together.
    pub fn config(&self) -> Result<Connections, String> {
        if self.max_connection_age_grace.is_some() && self.max_connection_age.is_none() {
            return Err("--max-connection-age-grace needs --max-connection-age".to_owned());
        }
        Ok(Connections {
            max: self.max_connections as usize,
            max_calls: self.max_calls_per_connection,
            keepalive: self.keepalive.into(),
            keepalive_timeout: self.keepalive_timeout.into(),
            handshake: self.handshake_timeout.into(),
            max_idle: Some(*self.max_connection_idle).filter(|idle| !idle.is_zero()),
            max_age: self.max_connection_age.map(Into::into),
            max_age_grace: self.max_connection_age_grace.map(Into::into),
        })
    }
}
