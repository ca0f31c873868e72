//! The fields of a message on the wire, one after the other, as prost would come to them.

use prost::encoding::{DecodeContext, WireType, decode_key, decode_varint, skip_field};
use tonic::Status;

/// What prost says of a field that is longer than the message that it is in.
const EXCEEDED: &str = "failed to decode Protobuf message: delimited length exceeded";

/// A message, or one within it.
#[derive(Clone, Copy)]
pub struct Part<'m> {
    bytes: &'m [u8],
    /// Where it ends in the whole message.
    end: usize,
    /// Bytes of the whole message.
    whole: usize,
}

/// A field of a message.
pub struct Field<'m> {
    /// Its number.
    pub number: u32,
    /// Where its key begins in the whole message.
    pub at: usize,
    /// What it holds, unless that is a single number.
    pub part: Option<Part<'m>>,
}

impl<'m> Part<'m> {
    /// A whole message.
    pub fn whole(bytes: &'m [u8]) -> Part<'m> {
        Part {
            bytes,
            end: bytes.len(),
            whole: bytes.len(),
        }
    }

    /// The bytes that it has.
    pub fn bytes(&self) -> &'m [u8] {
        self.bytes
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The next field, which is taken off; none at the end, and none where prost finds what it cannot read
    /// and reads no further. An error where prost would read on beyond the end of this part first.
    pub fn next(&mut self) -> Result<Option<Field<'m>>, Status> {
        let at = self.end - self.bytes.len();
        let Ok((number, wire_type)) = decode_key(&mut self.bytes) else {
            return Ok(None);
        };
        if wire_type != WireType::LengthDelimited {
            let context = DecodeContext::default();
            let skipped = skip_field(wire_type, number, &mut self.bytes, context);
            return Ok(skipped.ok().map(|()| Field {
                number,
                at,
                part: None,
            }));
        }
        let Ok(length) = decode_varint(&mut self.bytes) else {
            return Ok(None);
        };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let begin = self.end - self.bytes.len();
        let Some((bytes, rest)) = self.bytes.split_at_checked(length) else {
            return match length <= self.whole - begin {
                true => Err(Status::internal(EXCEEDED)),
                false => Ok(None),
            };
        };
        self.bytes = rest;
        let part = Part {
            bytes,
            end: begin + length,
            whole: self.whole,
        };
        Ok(Some(Field {
            number,
            at,
            part: Some(part),
        }))
    }
}
