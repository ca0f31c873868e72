//! Static bearer tokens, from a file that holds their hashes only.
//!
//! A line of the file is `NAME SHA256`, the hash in 64 hexadecimal digits; empty lines and lines that
//! begin with `#` are skipped. Tokens are long random strings, so that one round of SHA-256 is enough.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use subtle::{ConditionallySelectable, ConstantTimeEq};
use tracing::info;

use super::Caller;
use crate::server::follow::Followed;

/// The tokens in force.
pub struct Tokens(Followed<Vec<Token>>);

/// A token that may call.
#[derive(Debug, PartialEq, Eq)]
struct Token {
    name: Caller,
    hash: [u8; 32],
}

impl Tokens {
    /// Reads the file; an error names the line that cannot be used.
    pub fn new(file: PathBuf) -> io::Result<Tokens> {
        Followed::read("auth_tokens", file, parse).map(Tokens)
    }

    /// The name of the token with that hash. How long that takes tells nothing of the tokens.
    pub fn find(&self, hash: &[u8; 32]) -> Option<Caller> {
        let known = self.0.current();
        let mut found = u32::MAX;
        for (number, token) in (0..).zip(known.iter()) {
            found.conditional_assign(&number, token.hash.ct_eq(hash));
        }
        known
            .get(found as usize)
            .map(|token| Arc::clone(&token.name))
    }

    /// Reads the file again when it changes, for ever. One that cannot be used changes nothing.
    pub async fn follow_file(self: Arc<Self>, interval: Duration) {
        let told = |tokens: &Vec<Token>| info!(tokens = tokens.len(), "tokens were read");
        self.0.follow(interval, "tokens", told).await;
    }
}

fn parse(text: &str) -> Result<Vec<Token>, String> {
    let lines = (1..).zip(text.lines().map(str::trim));
    let entries = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let tokens: Vec<Token> = entries
        .map(|(number, line)| {
            token(line).ok_or_else(|| {
                format!("line {number} is not a name and a SHA-256 in 64 hexadecimal digits")
            })
        })
        .collect::<Result<_, _>>()?;
    if tokens.is_empty() {
        Err("there is no token in it".to_owned())
    } else {
        Ok(tokens)
    }
}

fn token(line: &str) -> Option<Token> {
    let (name, hash) = line.split_once(char::is_whitespace)?;
    Some(Token {
        name: name.into(),
        hash: hex(hash.trim())?,
    })
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
            parse(&good).map(|tokens| (tokens.len(), tokens[0].hash[0], tokens[1].hash[31])),
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
