//! Which requests are gRPC with protobuf messages.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method};

use crate::grpc::status::{Failure, short};

/// Refuses whatever is not gRPC with protobuf messages.
pub fn check(method: &Method, headers: &HeaderMap) -> Result<(), Failure> {
    if method != Method::POST {
        return Err(Failure::WrongHttpMethod {
            given: short(method.as_str()),
        });
    }
    let value = headers
        .get(CONTENT_TYPE)
        .map_or(&b""[..], |value| value.as_bytes());
    let essence = value
        .split(|&byte| byte == b';')
        .next()
        .unwrap_or_default()
        .trim_ascii();
    let known = [&b"application/grpc"[..], b"application/grpc+proto"];
    if known
        .iter()
        .any(|known| essence.eq_ignore_ascii_case(known))
    {
        return Ok(());
    }
    Err(Failure::WrongContentType {
        given: short(&String::from_utf8_lossy(value)),
    })
}
