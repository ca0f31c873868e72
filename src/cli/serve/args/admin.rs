//! The address of the admin port, or none.

use std::fmt;
use std::net::{AddrParseError, Ipv4Addr, SocketAddr};
use std::str::FromStr;

/// How the absence of an address is written.
const NONE: &str = "none";

/// Where metrics and health are told, if anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdminAddress(pub Option<SocketAddr>);

impl Default for AdminAddress {
    /// The loopback address, at the port that exporters of OpenTelemetry use for Prometheus.
    fn default() -> AdminAddress {
        AdminAddress(Some((Ipv4Addr::LOCALHOST, 9464).into()))
    }
}

impl FromStr for AdminAddress {
    type Err = AddrParseError;

    fn from_str(text: &str) -> Result<AdminAddress, AddrParseError> {
        match text {
            NONE => Ok(AdminAddress(None)),
            address => address.parse().map(|address| AdminAddress(Some(address))),
        }
    }
}

impl fmt::Display for AdminAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(address) => address.fmt(f),
            None => f.write_str(NONE),
        }
    }
}
