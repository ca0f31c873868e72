//! Floor 1: files of models, which are a part of the program: little-endian numbers behind eight bytes that
//! say which model it is, and a checksum at the end.

/// What is left to read of a file. Everything that it gives is `None` where the file ends too soon.
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// What is between `magic`, with which a file begins, and its checksum; `None` if either is wrong.
    pub fn new(file: &'a [u8], magic: &[u8; 8]) -> Option<Reader<'a>> {
        let (content, sum) = file.split_last_chunk()?;
        let sound = checksum(content) == u64::from_le_bytes(*sum);
        let content = content.strip_prefix(magic)?;
        sound.then_some(Reader(content))
    }

    /// Whether nothing is left.
    pub fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }

    /// The next byte.
    pub fn byte(&mut self) -> Option<u8> {
        self.take().map(|[byte]| byte)
    }

    /// The next two bytes as a number.
    pub fn u16(&mut self) -> Option<u16> {
        self.take().map(u16::from_le_bytes)
    }

    /// The next four bytes as a number.
    pub fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    /// The next four bytes as a floating-point number, which may be none that is finite.
    pub fn f32(&mut self) -> Option<f32> {
        self.take().map(f32::from_le_bytes)
    }

    /// The next bytes, as many as the byte before them says.
    pub fn counted(&mut self) -> Option<&'a [u8]> {
        let length = usize::from(self.byte()?);
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }
}

/// What a file has at its end: the 64-bit FNV-1a hash of all bytes before.
pub fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::{Reader, checksum};

    const MAGIC: &[u8; 8] = b"NGTESTS1";

    fn file(content: &[u8]) -> Vec<u8> {
        let mut file = [MAGIC, content].concat();
        file.extend(checksum(&file).to_le_bytes());
        file
    }

    #[test]
    fn a_file_is_read_from_front_to_back_and_not_beyond() {
        let file = file(&[7, 1, 2, 1, 0, 0, 0, 0, 0, 0x80, 0x3f, 2, b'o', b'k', 9]);
        let mut reader = Reader::new(&file, MAGIC).expect("it is sound");
        assert_eq!(reader.byte(), Some(7));
        assert_eq!(reader.u16(), Some(0x0201));
        assert_eq!(reader.u32(), Some(1));
        assert_eq!(reader.f32(), Some(1.0));
        assert_eq!(reader.counted(), Some(&b"ok"[..]));
        assert!(!reader.is_at_end());
        assert_eq!(reader.counted(), None, "nine bytes are not there");
        assert!(reader.is_at_end());
        assert_eq!(reader.byte(), None);
    }

    #[test]
    fn a_file_that_is_damaged_cut_or_of_another_kind_is_refused() {
        let sound = file(&[1, 2, 3]);
        assert!(Reader::new(&sound, b"NGOTHER1").is_none());
        for at in 0..sound.len() {
            let mut damaged = sound.clone();
            damaged[at] ^= 1;
            assert!(Reader::new(&damaged, MAGIC).is_none(), "byte {at} changed");
            assert!(Reader::new(&sound[..at], MAGIC).is_none(), "cut at {at}");
        }
        // The vector of the hash's authors for "a".
        assert_eq!(checksum(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
}
