//! Byte offsets told in the units that a caller counts in.

/// What an offset counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OffsetEncoding {
    /// Unicode code points: Python, Ruby.
    #[default]
    CodePoints,
    /// UTF-8 bytes: Go, Rust, C.
    Utf8,
    /// UTF-16 code units: Java, JavaScript, C#.
    Utf16,
}

/// Bytes between two counts kept: a conversion reads at most this many bytes of the text.
const STRIDE: usize = 64;

/// Converts byte offsets of one text. Built in one pass; each conversion takes constant time.
#[derive(Debug)]
pub struct Offsets<'a> {
    text: &'a [u8],
    encoding: OffsetEncoding,
    /// Units before byte `i * STRIDE`; empty where every unit is one byte.
    counts: Vec<u32>,
}

impl<'a> Offsets<'a> {
    /// Prepares conversions of offsets into `text`.
    pub fn new(text: &'a str, encoding: OffsetEncoding) -> Offsets<'a> {
        let bytes = text.as_bytes();
        let mut counts = Vec::new();
        if encoding != OffsetEncoding::Utf8 && !text.is_ascii() {
            counts.reserve(bytes.len() / STRIDE + 1);
            let mut units = 0;
            let (blocks, _) = bytes.as_chunks::<STRIDE>();
            for block in blocks {
                counts.push(units);
                units += count(block, encoding);
            }
            counts.push(units);
        }
        Offsets {
            text: bytes,
            encoding,
            counts,
        }
    }

    /// The number of units before `byte`, which may be as large as the text is long.
    pub fn at(&self, byte: usize) -> u32 {
        let byte = byte.min(self.text.len());
        let block = byte / STRIDE;
        match self.counts.get(block) {
            None => u32::try_from(byte).unwrap_or(u32::MAX),
            Some(&before) => {
                let rest = self.text.get(block * STRIDE..byte).unwrap_or_default();
                before + count(rest, self.encoding)
            }
        }
    }
}

/// Units whose first byte lies in `bytes`: every byte that is no continuation starts a code point,
/// and those of four bytes are two units in UTF-16.
fn count(bytes: &[u8], encoding: OffsetEncoding) -> u32 {
    let starts = bytes
        .iter()
        .filter(|&&byte| (byte & 0b1100_0000) != 0b1000_0000)
        .count();
    let astral = match encoding {
        OffsetEncoding::Utf16 => bytes.iter().filter(|&&byte| byte >= 0b1111_0000).count(),
        _ => 0,
    };
    u32::try_from(starts + astral).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{OffsetEncoding, Offsets};

    #[test]
    fn every_boundary_of_a_mixed_text_converts_like_the_standard_library() {
        let text = "é🌍 naïve\r\n数字 e\u{301} عربى ".repeat(40);
        for encoding in [
            OffsetEncoding::CodePoints,
            OffsetEncoding::Utf8,
            OffsetEncoding::Utf16,
        ] {
            let offsets = Offsets::new(&text, encoding);
            for byte in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
                let before = &text[..byte];
                let expected = match encoding {
                    OffsetEncoding::CodePoints => before.chars().count(),
                    OffsetEncoding::Utf8 => before.len(),
                    OffsetEncoding::Utf16 => before.encode_utf16().count(),
                };
                assert_eq!(
                    offsets.at(byte) as usize,
                    expected,
                    "{encoding:?} at byte {byte}"
                );
            }
        }
    }
}
