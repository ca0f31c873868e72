//! Which characters make words.

/// What a character is to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No part of any word.
    Other,
    /// A capital letter.
    Upper,
    /// Any other letter, or a mark on one.
    Letter,
    /// A digit.
    Digit,
    /// A letter of a script written without blanks.
    Unspaced,
}

/// What `c` is to a word.
pub fn kind(c: char) -> Kind {
    if c.is_ascii() {
        return match c {
            'a'..='z' => Kind::Letter,
            'A'..='Z' => Kind::Upper,
            '0'..='9' => Kind::Digit,
            _ => Kind::Other,
        };
    }
    if is_unspaced(c) {
        Kind::Unspaced
    } else if c.is_uppercase() {
        Kind::Upper
    } else if c.is_alphabetic() || is_mark(c) {
        Kind::Letter
    } else if c.is_numeric() {
        Kind::Digit
    } else {
        Kind::Other
    }
}

/// Whether a letter, as [`kind`] has it, is a mark that stands on another: no word begins with one. Emoji have
/// such marks too, which join them or say how they are drawn.
pub fn leans(c: char) -> bool {
    !c.is_ascii() && is_mark(c) && !c.is_alphabetic()
}

/// Han, Kana, Thai, Lao, Khmer and Burmese.
fn is_unspaced(c: char) -> bool {
    match c as u32 {
        ..=0xDFF => false,
        0x0E00..=0xEFF | 0x1000..=0x109F | 0x1780..=0x17D3 | 0x17D7 | 0x17DC..=0x17DF => true,
        0xA9E0..=0xA9FF | 0xAA60..=0xAA7F => true,
        0x3005..=0x3007 | 0x3021..=0x3029 | 0x3041..=0x309F | 0x30A1..=0x30FA | 0x30FC..=0x30FF => {
            true
        }
        0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xFF66..=0xFF9F => {
            true
        }
        0x20000..=0x3FFFF => true,
        _ => false,
    }
}

/// Marks that stand on or inside words and that Unicode does not call alphabetic.
fn is_mark(c: char) -> bool {
    match c as u32 {
        // Soft hyphen, combining marks, Cyrillic, Hebrew and Arabic points.
        0xAD
        | 0x300..=0x36F
        | 0x483..=0x489
        | 0x591..=0x5BD
        | 0x5BF
        | 0x5C1..=0x5C2
        | 0x5C4..=0x5C5 => true,
        0x5C7 | 0x5F3 | 0x5F4 | 0x610..=0x61A | 0x640 | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6DC => {
            true
        }
        0x6DF..=0x6E8 | 0x6EA..=0x6ED | 0x730..=0x74A | 0x8D3..=0x8FF => true,
        // Indic: every block has its signs where Devanagari has them.
        0x900..=0xDFF => !matches!(c as u32, 0x964..=0x970 | 0xDF4) && !c.is_numeric(),
        0xF18 | 0xF19 | 0xF35 | 0xF37 | 0xF39 | 0xF71..=0xF84 | 0xF8D..=0xFBC => true,
        0x1DC0..=0x1DFF | 0x200C | 0x200D | 0x20D0..=0x20FF | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F => {
            true
        }
        _ => false,
    }
}
