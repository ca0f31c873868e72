//! Where the server listens.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;

/// How the absence of an address is written.
const NONE: &str = "none";

/// What is told of what is no address.
const NO_ADDRESS: &str =
    "not an IP address and a port, such as 127.0.0.1:50051, 0.0.0.0:50051 or [::]:50051";

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
    type Err = String;

    fn from_str(text: &str) -> Result<AdminAddress, String> {
        match text {
            NONE => Ok(AdminAddress(None)),
            given => match address(given) {
                Ok(address) => Ok(AdminAddress(Some(address))),
                Err(told) => Err(format!("{told}, nor `{NONE}`")),
            },
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

/// An address to listen on. Names have none of their own: what they stand for may change, or be several.
pub fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| NO_ADDRESS.to_owned())
}

/// Whether no two can listen on both: the port is the same, and one address is the other or all of its kind.
pub fn collide(one: SocketAddr, other: SocketAddr) -> bool {
    let covers = |all: IpAddr, one: IpAddr| all.is_unspecified() && all.is_ipv4() == one.is_ipv4();
    let (a, b) = (one.ip(), other.ip());
    one.port() == other.port() && one.port() != 0 && (a == b || covers(a, b) || covers(b, a))
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use super::collide;

    #[test]
    fn only_what_nobody_can_listen_on_twice_collides() {
        for (one, other, expected) in [
            ("127.0.0.1:9464", "127.0.0.1:9464", true),
            ("0.0.0.0:9464", "127.0.0.1:9464", true),
            ("[::1]:9464", "[::]:9464", true),
            ("127.0.0.1:9464", "127.0.0.1:9465", false),
            ("127.0.0.1:9464", "127.0.0.2:9464", false),
            ("0.0.0.0:9464", "[::1]:9464", false),
            ("127.0.0.1:0", "127.0.0.1:0", false),
        ] {
            let address = |text: &str| text.parse::<SocketAddr>().expect("an address");
            let (a, b) = (address(one), address(other));
            assert_eq!(
                (collide(a, b), collide(b, a)),
                (expected, expected),
                "{one} {other}"
            );
        }
    }
}
