//! The public keys that JSON Web Tokens are signed with, from a JWK set (RFC 7517).

use std::collections::BTreeSet;

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};

/// The fewest bytes of an RSA modulus: 2048 bits.
const LEAST_MODULUS: usize = 256;

/// The keys that may sign.
#[derive(Debug)]
pub struct Keys {
    keys: Vec<Key>,
    /// How many keys of the set cannot be used: of another kind, or for encryption.
    pub skipped: usize,
}

/// A key, with the one algorithm that it may be used with: what a token says of itself decides
/// nothing.
#[derive(Debug)]
pub struct Key {
    id: Option<String>,
    /// The algorithm.
    pub algorithm: Algorithm,
    /// The key.
    pub key: DecodingKey,
}

impl Keys {
    /// Reads a JWK set. Keys that are not for RS256, ES256 or EdDSA signatures are skipped.
    pub fn parse(text: &str) -> Result<Keys, String> {
        let set: JwkSet =
            serde_json::from_str(text).map_err(|error| format!("it is no JWK set: {error}"))?;
        let keys: Vec<Key> = set.keys.iter().filter_map(Key::of).collect();
        let mut ids = BTreeSet::new();
        if let Some(twice) = keys.iter().find(|key| !ids.insert(&key.id)) {
            return Err(match &twice.id {
                Some(id) => format!("two keys have the kid {id:?}"),
                None => "two keys have no kid".to_owned(),
            });
        }
        match keys.len() {
            0 => Err("there is no key for RS256, ES256 or EdDSA in it".to_owned()),
            usable => Ok(Keys {
                skipped: set.keys.len() - usable,
                keys,
            }),
        }
    }

    /// The key of that id; for a token that names none the only key there is.
    pub fn find(&self, id: Option<&str>) -> Option<&Key> {
        match (id, self.keys.as_slice()) {
            (None, [only]) => Some(only),
            (None, _) => None,
            (Some(id), keys) => keys.iter().find(|key| key.id.as_deref() == Some(id)),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }
}

impl Key {
    fn of(jwk: &Jwk) -> Option<Key> {
        let algorithm = match &jwk.algorithm {
            AlgorithmParameters::RSA(_) => Algorithm::RS256,
            AlgorithmParameters::EllipticCurve(key) if key.curve == EllipticCurve::P256 => {
                Algorithm::ES256
            }
            AlgorithmParameters::OctetKeyPair(key) if key.curve == EllipticCurve::Ed25519 => {
                Algorithm::EdDSA
            }
            _ => return None,
        };
        let for_signatures = match &jwk.common.public_key_use {
            None | Some(PublicKeyUse::Signature) => true,
            Some(_) => false,
        };
        let meant = jwk.common.key_algorithm;
        let for_algorithm = meant.is_none_or(|meant| meant.to_string() == format!("{algorithm:?}"));
        let key = DecodingKey::from_jwk(jwk).ok()?;
        (for_signatures && for_algorithm && is_strong(&key)).then(|| Key {
            id: jwk.common.key_id.clone(),
            algorithm,
            key,
        })
    }
}

/// Whether ring would take the key: it refuses RSA keys of less than 2048 bits with every signature.
fn is_strong(key: &DecodingKey) -> bool {
    match key.kind() {
        jsonwebtoken::DecodingKeyKind::RsaModulusExponent { n, .. } => n.len() >= LEAST_MODULUS,
        jsonwebtoken::DecodingKeyKind::SecretOrDer(_) => true,
    }
}
