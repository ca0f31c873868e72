//! JSON Web Tokens: who may call with one, and who may not.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use nutgraf::config::{Config, Jwt};
use nutgraf::server::Server as Unstarted;
use prost::Message;
use ring::hmac;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;

use crate::file::File;
use crate::harness::{STORY, Server, analyze, reason};
use crate::issuer::{SigningKey, encoded, set, unsigned};
use crate::raw::{ANALYZE, framed, post};

/// A server that trusts the JWK set in `keys`.
fn config(keys: &File) -> Config {
    let jwt = Jwt {
        keys: keys.path().to_owned(),
        issuer: "https://issuer.example".to_owned(),
        audience: "nutgraf".to_owned(),
        leeway: Duration::from_secs(30),
    };
    Config {
        jwt: Some(jwt),
        reload_interval: Duration::from_millis(20),
        ..Config::default()
    }
}

/// Seconds since 1970, `after` from now.
fn seconds(after: i64) -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.expect("after 1970").as_secs() as i64 + after
}

/// The claims of a good token, changed by `others`; `null` takes a claim away.
fn claims(others: Value) -> Value {
    let mut claims = json!({
        "iss": "https://issuer.example", "aud": "nutgraf", "sub": "crawler",
        "exp": seconds(600), "nbf": seconds(-10), "iat": seconds(-10),
    });
    for (name, value) in others.as_object().expect("an object") {
        claims[name] = value.clone();
    }
    let all = claims.as_object_mut().expect("an object");
    all.retain(|_, value| !value.is_null());
    claims
}

async fn called(server: &Server, token: &str) -> tonic::Status {
    let authorization = format!("Bearer {token}");
    let headers = [("authorization", authorization.as_str())];
    let body = framed(0, &analyze(STORY).encode_to_vec());
    post(server.address, ANALYZE, &headers, body).await.status()
}

async fn check(server: &Server, name: &str, token: &str, told: &str) {
    // Twice: what was refused once must not be remembered as good.
    for _ in 0..2 {
        let status = called(server, token).await;
        assert_eq!(status.code(), Code::Unauthenticated, "{name}: {status:?}");
        assert_eq!(reason(&status), "UNAUTHENTICATED", "{name}");
        let message = status.message();
        assert!(message.contains(told), "{name}: {message:?} lacks {told:?}");
    }
}

#[tokio::test]
async fn a_good_token_of_each_algorithm_may_call_and_health_needs_none() {
    let keys = [
        SigningKey::rsa("r"),
        SigningKey::ec("e"),
        SigningKey::ed("d"),
    ];
    let file = File::new(&set(&keys.each_ref()));
    let server = Server::with(config(&file)).await;
    let good = [
        ("as it should be", json!({})),
        (
            "one audience of several",
            json!({"aud": ["other", "nutgraf"]}),
        ),
        ("expired within the leeway", json!({"exp": seconds(-20)})),
        ("valid soon, within the leeway", json!({"nbf": seconds(20)})),
        ("without nbf", json!({"nbf": null})),
    ];
    for key in &keys {
        for (name, others) in &good {
            let token = key.token(&key.header(), &claims(others.clone()));
            for _ in 0..2 {
                let status = called(&server, &token).await;
                assert_eq!(status.code(), Code::Ok, "{} {name}: {status:?}", key.id);
            }
        }
    }
    let mut health = server.health().await;
    let answer = health.check(HealthCheckRequest::default()).await;
    answer.expect("probes have no token");
    let none = post(server.address, ANALYZE, &[], Vec::new())
        .await
        .status();
    assert_eq!(none.code(), Code::Unauthenticated);
}

#[tokio::test]
async fn claims_that_do_not_hold_are_refused_with_the_cause() {
    let key = SigningKey::ed("d");
    let file = File::new(&set(&[&key]));
    let server = Server::with(config(&file)).await;
    let bad = [
        ("expired", json!({"exp": seconds(-60)}), "expired"),
        (
            "not yet valid",
            json!({"nbf": seconds(60)}),
            "not valid yet",
        ),
        ("another audience", json!({"aud": "other"}), "audience"),
        ("other audiences", json!({"aud": ["a", "b"]}), "audience"),
        ("no audience", json!({"aud": null}), "exp, aud, iss and sub"),
        ("an empty list of audiences", json!({"aud": []}), "audience"),
        (
            "another issuer",
            json!({"iss": "https://issuer.example.evil"}),
            "issuer",
        ),
        ("no issuer", json!({"iss": null}), "exp, aud, iss and sub"),
        (
            "never expires",
            json!({"exp": null}),
            "exp, aud, iss and sub",
        ),
        ("no subject", json!({"sub": null}), "exp, aud, iss and sub"),
        (
            "expires in words",
            json!({"exp": "tomorrow"}),
            "exp, aud, iss and sub",
        ),
        (
            "expires before 1970",
            json!({"exp": -5}),
            "exp, aud, iss and sub",
        ),
    ];
    for (name, others, told) in bad {
        let token = key.token(&key.header(), &claims(others));
        check(&server, name, &token, told).await;
    }
}

#[tokio::test]
async fn signatures_that_do_not_hold_are_refused_with_the_cause() {
    let (rsa, ec, ed) = (
        SigningKey::rsa("r"),
        SigningKey::ec("e"),
        SigningKey::ed("d"),
    );
    let file = File::new(&set(&[&rsa, &ec, &ed]));
    let server = Server::with(config(&file)).await;
    let good = claims(json!({}));
    let of = |algorithm: &str, id: &str| json!({"typ": "JWT", "alg": algorithm, "kid": id});
    let none = format!("{}.", unsigned(&of("none", "r"), &good));
    let stranger = SigningKey::ed("d").token(&ed.header(), &good);
    let hmac_of = |secret: &[u8], id: &str| {
        let message = unsigned(&of("HS256", id), &good);
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
        format!(
            "{message}.{}",
            encoded(hmac::sign(&key, message.as_bytes()))
        )
    };
    let public = rsa.jwk()["n"].as_str().expect("a modulus").to_owned();
    let swapped = {
        let token = ed.token(&ed.header(), &good);
        let (_, signature) = token.rsplit_once('.').expect("three parts");
        let other = unsigned(&ed.header(), &claims(json!({"sub": "admin"})));
        format!("{other}.{signature}")
    };
    let extended = json!({"alg": "EdDSA", "kid": "d", "crit": ["b64"], "b64": false});
    let cases = [
        ("alg none", none, "may call"),
        (
            "alg None",
            format!("{}.", unsigned(&of("None", "d"), &good)),
            "may call",
        ),
        (
            "no signature",
            format!("{}.", unsigned(&ed.header(), &good)),
            "signature is wrong",
        ),
        ("two parts", unsigned(&ed.header(), &good), "may call"),
        (
            "HS256 with the public key for a secret",
            hmac_of(public.as_bytes(), "r"),
            "algorithm",
        ),
        ("HS256 with an empty secret", hmac_of(b"", "d"), "algorithm"),
        (
            "a key of another kind",
            ed.token(&of("EdDSA", "e"), &good),
            "algorithm",
        ),
        (
            "the other algorithm of the kind",
            rsa.token(&of("RS512", "r"), &good),
            "algorithm",
        ),
        ("PSS", rsa.token(&of("PS256", "r"), &good), "algorithm"),
        (
            "an unknown kid",
            ed.token(&of("EdDSA", "nobody"), &good),
            "key that is not known",
        ),
        (
            "no kid where there are three keys",
            ed.token(&json!({"alg": "EdDSA"}), &good),
            "key that is not known",
        ),
        ("somebody else's key", stranger, "signature is wrong"),
        (
            "claims of one token, signature of another",
            swapped,
            "signature is wrong",
        ),
        (
            "an extension that is critical",
            ed.token(&extended, &good),
            "extension",
        ),
        ("no JSON", "a.b.c".to_owned(), "may call"),
        ("dots only", "..".to_owned(), "may call"),
    ];
    for (name, token, told) in cases {
        check(&server, name, &token, told).await;
    }
}

#[tokio::test]
async fn rotated_keys_are_read_again_and_tokens_of_the_old_key_are_refused() {
    let (old, new) = (SigningKey::ec("2026-01"), SigningKey::ec("2026-02"));
    let file = File::new(&set(&[&old]));
    let server = Server::with(config(&file)).await;
    let by = |key: &SigningKey| key.token(&key.header(), &claims(json!({})));
    let (of_old, of_new) = (by(&old), by(&new));
    assert_eq!(called(&server, &of_old).await.code(), Code::Ok);
    check(&server, "not yet known", &of_new, "not known").await;

    file.write("{\"keys\": [");
    sleep(Duration::from_millis(100)).await;
    let status = called(&server, &of_old).await;
    assert_eq!(status.code(), Code::Ok, "half a file changes nothing");

    file.write(&set(&[&new]));
    let begin = Instant::now();
    while called(&server, &of_new).await.code() != Code::Ok {
        let waited = begin.elapsed();
        assert!(waited < Duration::from_secs(20), "the new key is not known");
        sleep(Duration::from_millis(10)).await;
    }
    check(&server, "signed by the old key", &of_old, "not known").await;
}

#[tokio::test]
async fn static_tokens_and_json_web_tokens_are_taken_side_by_side() {
    let key = SigningKey::ed("d");
    let file = File::new(&set(&[&key]));
    // `printf %s correct-horse | sha256sum`
    let hash = "9dca666eb54730714630d1519264a7bf1eeaad00b8f2edc90d3ecbfad928d163";
    let tokens = File::new(&format!("somebody {hash}\n"));
    let config = Config {
        auth_tokens: tokens.setting(),
        ..config(&file)
    };
    let server = Server::with(config).await;
    let json_web_token = key.token(&key.header(), &claims(json!({})));
    for token in ["correct-horse", &json_web_token] {
        assert_eq!(called(&server, token).await.code(), Code::Ok, "{token}");
    }
    check(&server, "neither", "wrong", "may call").await;
}

#[tokio::test]
async fn sets_without_a_usable_key_are_refused_before_anything_is_served() {
    let ed = SigningKey::ed("d").jwk();
    let encryption = {
        let mut key = SigningKey::ec("e").jwk();
        key["use"] = json!("enc");
        key
    };
    let weak = json!({"kty": "RSA", "kid": "w", "n": encoded([0xc5; 128]), "e": "AQAB"});
    let cases = [
        (
            "empty",
            json!({"keys": []}),
            "no key for RS256, ES256 or EdDSA",
        ),
        (
            "a secret",
            json!({"keys": [{"kty": "oct", "kid": "s", "k": "c2VjcmV0"}]}),
            "no key for",
        ),
        (
            "for encryption",
            json!({"keys": [encryption]}),
            "no key for",
        ),
        ("1024 bits", json!({"keys": [weak]}), "no key for"),
        (
            "one key twice",
            json!({"keys": [ed, ed]}),
            "two keys have the kid \"d\"",
        ),
        ("no set", json!({"key": 1}), "no JWK set"),
    ];
    for (name, set, told) in cases {
        let file = File::new(&set.to_string());
        let error = Unstarted::new(config(&file)).err().expect(name).to_string();
        assert!(error.contains(told), "{name}: {error}");
        assert!(
            error.contains(file.argument()),
            "{name}: {error} names the file"
        );
    }
}
