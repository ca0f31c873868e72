//! How long a chain of certificates may still be used.
//!
//! Those who verify one are told from when to when it may be used as the reason why it may not at another time: that is
//! asked here for the first and the last time that there is, so that nothing else need read certificates.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio_rustls::rustls::CertificateError::{ExpiredContext, NotValidYetContext};
use tokio_rustls::rustls::client::verify_server_cert_signed_by_trust_anchor;
use tokio_rustls::rustls::pki_types::{CertificateDer, UnixTime};
use tokio_rustls::rustls::server::ParsedCertificate;
use tokio_rustls::rustls::{CertificateError, Error, RootCertStore};

/// What is left of the time of certificates that are renewed in good time, unless they last for less than three times
/// as long.
const SOON: Duration = Duration::from_secs(14 * DAY);

/// Seconds of a day.
const DAY: u64 = 24 * 60 * 60;

/// When the certificates of a chain may be used, all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// In seconds since 1970.
    from: u64,
    /// The same.
    until: u64,
}

/// How near its end a chain is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is over.
    Expired,
    /// So much is left.
    Soon(Duration),
}

impl Validity {
    /// That of `chain`; `None` if there is a certificate in it that cannot be read.
    pub fn of(chain: &[CertificateDer<'_>]) -> Option<Validity> {
        let each = chain.iter().map(of_one);
        let all: Option<Vec<Validity>> = each.collect();
        all?.into_iter().reduce(|a, b| Validity {
            from: a.from.max(b.from),
            until: a.until.min(b.until),
        })
    }

    /// When it ends, in seconds since 1970.
    pub fn until(self) -> u64 {
        self.until
    }

    /// How near its end it is at `now`, if it is near.
    pub fn ending(self, now: SystemTime) -> Option<Ending> {
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let Some(left) = self.until.checked_sub(now) else {
            return Some(Ending::Expired);
        };
        let whole = Duration::from_secs(self.until.saturating_sub(self.from));
        let left = Duration::from_secs(left);
        (left < SOON.min(whole / 3)).then_some(Ending::Soon(left))
    }
}

impl fmt::Display for Ending {
    /// What becomes of the certificate: "has expired", "expires in 3 days".
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ending::Expired => out.write_str("has expired"),
            Ending::Soon(left) => match left.as_secs() / DAY {
                0 => out.write_str("expires within a day"),
                1 => out.write_str("expires within two days"),
                days => write!(out, "expires in {days} days"),
            },
        }
    }
}

fn of_one(certificate: &CertificateDer<'_>) -> Option<Validity> {
    let certificate = ParsedCertificate::try_from(certificate).ok()?;
    let from = match refusal(&certificate, 0) {
        Some(NotValidYetContext { not_before, .. }) => not_before.as_secs(),
        _ => 0,
    };
    match refusal(&certificate, u64::MAX) {
        Some(ExpiredContext { not_after, .. }) => {
            let until = not_after.as_secs();
            Some(Validity { from, until })
        }
        _ => None,
    }
}

/// Why a certificate may not be used so many seconds after 1970. Nobody has signed it here, which is looked at last.
fn refusal(certificate: &ParsedCertificate<'_>, time: u64) -> Option<CertificateError> {
    let (nobody, time) = (
        RootCertStore::empty(),
        UnixTime::since_unix_epoch(Duration::from_secs(time)),
    );
    match verify_server_cert_signed_by_trust_anchor(certificate, &nobody, &[], time, &[]) {
        Err(Error::InvalidCertificate(error)) => Some(error),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use rcgen::{CertificateParams, KeyPair, date_time_ymd};
    use tokio_rustls::rustls::pki_types::CertificateDer;

    use super::{DAY, Ending, Validity};

    fn certificate(from: (i32, u8, u8), until: (i32, u8, u8)) -> CertificateDer<'static> {
        let mut params = CertificateParams::default();
        params.not_before = date_time_ymd(from.0, from.1, from.2);
        params.not_after = date_time_ymd(until.0, until.1, until.2);
        let key = KeyPair::generate().expect("a key");
        params
            .self_signed(&key)
            .expect("a certificate")
            .der()
            .clone()
    }

    #[test]
    fn a_chain_ends_with_the_first_of_its_certificates() {
        let long = certificate((2020, 1, 1), (2040, 1, 1));
        let short = certificate((2030, 1, 1), (2031, 1, 1));
        let found = Validity::of(&[long, short]).expect("they can be read");
        assert_eq!(
            found,
            Validity {
                from: 1_893_456_000,
                until: 1_924_992_000
            }
        );
        assert_eq!(Validity::of(&[CertificateDer::from(vec![1, 2, 3])]), None);
        assert_eq!(Validity::of(&[]), None);
    }

    #[test]
    fn the_end_is_near_for_two_weeks_or_a_third_of_the_time() {
        let year = Validity {
            from: 0,
            until: 365 * DAY,
        };
        let week = Validity {
            from: 0,
            until: 6 * DAY,
        };
        for (validity, day, expected) in [
            (year, 350, None),
            (year, 352, Some("expires in 13 days")),
            (year, 366, Some("has expired")),
            (week, 3, None),
            (week, 5, Some("expires within two days")),
        ] {
            let ending = validity.ending(UNIX_EPOCH + Duration::from_secs(day * DAY));
            let told = ending.map(|ending: Ending| ending.to_string());
            assert_eq!(told.as_deref(), expected, "{validity:?} after {day} days");
        }
    }
}
