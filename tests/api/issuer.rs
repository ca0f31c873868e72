//! Whoever issues JSON Web Tokens in the tests: keys of each kind, their JWK set, and tokens that may
//! say anything.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256,
    RsaKeyPair,
};
use serde_json::{Value, json};
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;

/// A key of its own for these tests; ring cannot make RSA keys.
const RSA: &[u8] = include_bytes!("keys/rsa-for-tests.pem");

/// A private key with its name.
pub struct SigningKey {
    pub id: &'static str,
    pair: Pair,
}

enum Pair {
    Rsa(RsaKeyPair),
    Ec(EcdsaKeyPair),
    Ed(Ed25519KeyPair),
}

pub fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl SigningKey {
    pub fn rsa(id: &'static str) -> SigningKey {
        let der = PrivatePkcs8KeyDer::from_pem_slice(RSA).expect("PEM");
        let pair = RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()).expect("an RSA key");
        SigningKey {
            id,
            pair: Pair::Rsa(pair),
        }
    }

    pub fn ec(id: &'static str) -> SigningKey {
        let (kind, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
        let der = EcdsaKeyPair::generate_pkcs8(kind, &random).expect("a new key");
        let pair = EcdsaKeyPair::from_pkcs8(kind, der.as_ref(), &random).expect("a P-256 key");
        SigningKey {
            id,
            pair: Pair::Ec(pair),
        }
    }

    pub fn ed(id: &'static str) -> SigningKey {
        let der = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("a new key");
        let pair = Ed25519KeyPair::from_pkcs8(der.as_ref()).expect("an Ed25519 key");
        SigningKey {
            id,
            pair: Pair::Ed(pair),
        }
    }

    /// The algorithm that the key is for.
    pub fn algorithm(&self) -> &'static str {
        match self.pair {
            Pair::Rsa(_) => "RS256",
            Pair::Ec(_) => "ES256",
            Pair::Ed(_) => "EdDSA",
        }
    }

    /// The public half.
    pub fn jwk(&self) -> Value {
        match &self.pair {
            Pair::Rsa(pair) => {
                let key: ring::signature::RsaPublicKeyComponents<Vec<u8>> =
                    pair.public_key().into();
                json!({"kty": "RSA", "kid": self.id, "n": encoded(key.n), "e": encoded(key.e)})
            }
            Pair::Ec(pair) => {
                let point = pair.public_key().as_ref();
                let (x, y) = (encoded(&point[1..33]), encoded(&point[33..65]));
                json!({"kty": "EC", "crv": "P-256", "kid": self.id, "x": x, "y": y, "use": "sig"})
            }
            Pair::Ed(pair) => {
                let x = encoded(pair.public_key());
                json!({"kty": "OKP", "crv": "Ed25519", "kid": self.id, "x": x, "alg": "EdDSA"})
            }
        }
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                    .expect("a signature");
                signature
            }
            Pair::Ec(pair) => {
                let signature = pair.sign(&random, message).expect("a signature");
                signature.as_ref().to_vec()
            }
            Pair::Ed(pair) => pair.sign(message).as_ref().to_vec(),
        }
    }

    /// A token with any header and any claims, signed with this key.
    pub fn token(&self, header: &Value, claims: &Value) -> String {
        let message = unsigned(header, claims);
        let signature = encoded(self.sign(message.as_bytes()));
        format!("{message}.{signature}")
    }

    /// The header that a token of this key should have.
    pub fn header(&self) -> Value {
        json!({"typ": "JWT", "alg": self.algorithm(), "kid": self.id})
    }
}

/// A token's header and claims, without a signature.
pub fn unsigned(header: &Value, claims: &Value) -> String {
    let (header, claims) = (encoded(header.to_string()), encoded(claims.to_string()));
    format!("{header}.{claims}")
}

/// A JWK set of those keys.
pub fn set(keys: &[&SigningKey]) -> String {
    let keys: Vec<Value> = keys.iter().map(|key| key.jwk()).collect();
    json!({ "keys": keys }).to_string()
}
