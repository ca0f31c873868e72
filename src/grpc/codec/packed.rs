//! Messages of a stream that are compressed: unpacked by who reads them, so that one which cannot be, or is too
//! long then, spoils no other.

use std::io::Read;

use bytes::Bytes;
use flate2::bufread::GzDecoder;

use crate::grpc::status::Failure;

/// What `packed` is without its compression by gzip; fails if that has over `most` bytes or cannot be told.
pub fn unpack(packed: &[u8], most: usize) -> Result<Bytes, Failure> {
    let mut message = Vec::new();
    let bound = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let read = GzDecoder::new(packed).take(bound).read_to_end(&mut message);
    if message.len() > most {
        let cause = format!("it has over {most} bytes unpacked, the limit is {most} bytes");
        return Err(Failure::MessageTooLarge { cause });
    }
    match read {
        Ok(_) => Ok(message.into()),
        Err(error) => Err(Failure::Malformed {
            field: None,
            cause: format!("it cannot be unpacked with gzip: {error}"),
        }),
    }
}

/// Bytes that `packed` may have at most without its compression: DEFLATE makes two bits of 258 bytes, and no fewer.
pub fn most_unpacked(packed: &[u8]) -> usize {
    const MOST: usize = 258 * 8 / 2;
    packed.len().saturating_mul(MOST)
}
