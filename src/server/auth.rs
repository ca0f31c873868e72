//! Bearer tokens: who may call, from a file that holds their hashes only.
//!
//! A line of the file is `NAME SHA256`, the hash in 64 hexadecimal digits; empty lines and lines that
//! begin with `#` are skipped. Tokens are long random strings, so that one round of SHA-256 is enough.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use http::HeaderMap;
use http::header::AUTHORIZATION;
use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};
use tracing::{error, info};

use super::follow::follow;
use crate::grpc::status::Failure;

/// The tokens in force.
pub struct Tokens {
    file: PathBuf,
    current: RwLock<Arc<Vec<[u8; 32]>>>,
}

impl Tokens {
    /// Reads the file; an error names the line that cannot be used.
    pub fn new(file: PathBuf) -> io::Result<Tokens> {
        let text = fs::read_to_string(&file).map_err(|error| wrong(&file, &error.to_string()))?;
        let hashes = parse(&text).map_err(|error| wrong(&file, &error))?;
        Ok(Tokens {
            file,
            current: RwLock::new(Arc::new(hashes)),
        })
    }

    /// Lets a call with those headers through if it has one of the tokens. How long that takes tells
    /// nothing of the tokens.
    pub fn check(&self, headers: &HeaderMap) -> Result<(), Failure> {
        let Some(token) = bearer(headers) else {
            return Err(Failure::Unauthenticated {
                cause: "the call has no bearer token",
            });
        };
        let hash: [u8; 32] = Sha256::digest(token).into();
        let known = Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner));
        let found = known
            .iter()
            .fold(Choice::from(0), |found, known| found | known.ct_eq(&hash));
        match bool::from(found) {
            true => Ok(()),
            false => Err(Failure::Unauthenticated {
                cause: "the bearer token is not one of those that may call",
            }),
        }
    }

    /// Reads the file again when it changes, for ever. One that cannot be used changes nothing.
    pub async fn follow_file(self: Arc<Self>, interval: Duration) {
        let file = self.file.clone();
        let read = move || fs::read_to_string(&file);
        follow(interval, None, read, |text| self.renew(text)).await;
    }

    fn renew(&self, text: &str) {
        match parse(text) {
            Ok(hashes) => {
                info!(tokens = hashes.len(), "tokens were read");
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(hashes);
            }
            Err(error) => error!(error, "new tokens cannot be used; the old ones stay"),
        }
    }
}

/// The token of `authorization: Bearer TOKEN`; the scheme in any case.
fn bearer(headers: &HeaderMap) -> Option<&[u8]> {
    let value = headers.get(AUTHORIZATION)?.as_bytes();
    let (scheme, token) = value.split_at_checked("Bearer ".len())?;
    (scheme.eq_ignore_ascii_case(b"Bearer ") && !token.is_empty()).then_some(token)
}

fn parse(text: &str) -> Result<Vec<[u8; 32]>, String> {
    let lines = (1..).zip(text.lines().map(str::trim));
    let entries = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let hashes: Vec<[u8; 32]> = entries
        .map(|(number, line)| {
            let hash = line
                .split_once(char::is_whitespace)
                .and_then(|(_, hash)| hex(hash.trim()));
            hash.ok_or_else(|| {
                format!("line {number} is not a name and a SHA-256 in 64 hexadecimal digits")
            })
        })
        .collect::<Result<_, _>>()?;
    if hashes.is_empty() {
        Err("there is no token in it".to_owned())
    } else {
        Ok(hashes)
    }
}

fn hex(digits: &str) -> Option<[u8; 32]> {
    let digits = digits.as_bytes();
    let mut hash = [0; 32];
    if digits.len() != 2 * hash.len() {
        return None;
    }
    for (byte, pair) in hash.iter_mut().zip(digits.chunks_exact(2)) {
        let value = |digit: &u8| char::from(*digit).to_digit(16);
        let pair: Vec<u32> = pair.iter().map(value).collect::<Option<_>>()?;
        *byte = pair.iter().fold(0, |byte, &digit| byte << 4 | digit as u8);
    }
    Some(hash)
}

fn wrong(file: &std::path::Path, error: &str) -> io::Error {
    io::Error::new(
        ErrorKind::InvalidInput,
        format!("{}: {error}", file.display()),
    )
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_file_of_tokens_is_read_line_by_line() {
        let hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        let good = format!(
            "# who may call\n\ncrawler {hash}\nnewsroom\t{}\n",
            hash.to_uppercase()
        );
        assert_eq!(
            parse(&good).map(|hashes| (hashes.len(), hashes[0][0], hashes[1][31])),
            Ok((2, 0x9f, 0x08))
        );
        let bad = [
            ("", "there is no token in it"),
            ("crawler", "line 1"),
            ("# x\ncrawler 12ab", "line 2"),
            (&format!("crawler {}g", &hash[1..]), "line 1"),
            (&format!("crawler {}é", &hash[2..]), "line 1"),
        ];
        for (text, told) in bad {
            assert!(
                parse(text).is_err_and(|error| error.contains(told)),
                "{text:?}"
            );
        }
    }
}
