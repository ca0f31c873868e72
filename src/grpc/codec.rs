//! How messages are read: what one will take in memory is found out, and counted at the gate, before
//! anything is built from it.
//!
//! An empty element of a list has two bytes on the wire and up to some hundred in memory, so that a message
//! within the limit on messages could take a hundred times that limit. So its wire format is walked first,
//! without building anything, and what a list has over its limit is left out: one element more than allowed
//! remains, for which the request is refused in the usual words. Messages of streams are neither unpacked nor
//! read here but by who waits for them.

pub mod arrivals;
mod fields;
pub mod frames;
mod measure;
pub mod meter;
pub mod packed;
pub mod unread;

use std::marker::PhantomData;

use bytes::Buf;
use prost::Message;
use tonic::Status;
use tonic::codec::{Codec as TonicCodec, DecodeBuf, Decoder as TonicDecoder};
use tonic_prost::{ProstCodec, ProstEncoder};

use self::measure::Measured;

/// The codec of all methods, on both sides.
#[derive(Clone, Debug)]
pub struct Codec<T, U>(PhantomData<(T, U)>);

/// Reads messages of one kind.
#[derive(Clone, Debug)]
pub struct Decoder<U>(PhantomData<U>);

impl<T, U> Default for Codec<T, U> {
    fn default() -> Codec<T, U> {
        Codec(PhantomData)
    }
}

impl<T, U> TonicCodec for Codec<T, U>
where
    T: Message + Send + 'static,
    U: Message + Measured + Default + Send + 'static,
{
    type Encode = T;
    type Decode = U;
    type Encoder = ProstEncoder<T>;
    type Decoder = Decoder<U>;

    fn encoder(&mut self) -> ProstEncoder<T> {
        ProstCodec::<T, U>::default().encoder()
    }

    fn decoder(&mut self) -> Decoder<U> {
        Decoder(PhantomData)
    }
}

impl<U: Message + Measured + Default> TonicDecoder for Decoder<U> {
    type Item = U;
    type Error = Status;

    fn decode(&mut self, buf: &mut DecodeBuf<'_>) -> Result<Option<U>, Status> {
        if unread::leave(buf) {
            return Ok(Some(U::default()));
        }
        // All of the message is in one piece: behind it is a `BytesMut`.
        let measure = U::measure(buf.chunk())?;
        meter::count(measure.bytes)?;
        let message = read(&mut *buf, measure.pruned);
        buf.advance(buf.remaining());
        message.map(Some)
    }
}

/// Reads a message, or what is left of it once it was `pruned`.
fn read<M: Message + Default>(message: impl Buf, pruned: Option<Vec<u8>>) -> Result<M, Status> {
    let read = match pruned {
        None => M::decode(message),
        Some(pruned) => M::decode(pruned.as_slice()),
    };
    read.map_err(|error| Status::internal(error.to_string()))
}
