//! How a word is written.

use bitflags::bitflags;

bitflags! {
    /// How a word is written.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Shape: u8 {
        /// Its first letter is a capital.
        const CAPITALISED = 1;
        /// It has two letters or more and all are capitals.
        const ALL_CAPITALS = 1 << 1;
        /// It begins with a digit.
        const NUMBER = 1 << 2;
        /// An ending that is not part of the span follows it after an apostrophe ("China" in "China's",
        /// "Ankara" in "Ankara'da"), or a Korean particle.
        const POSSESSIVE = 1 << 3;
        /// It is an address of the web or of mail, or a name of a social network ("@name"): no word of
        /// the language.
        const ADDRESS = 1 << 4;
    }
}

impl Shape {
    /// Whether its first letter is a capital.
    #[inline]
    pub fn is_capitalised(self) -> bool {
        self.contains(Shape::CAPITALISED)
    }

    /// Whether it has two letters or more and all are capitals.
    #[inline]
    pub fn is_all_capitals(self) -> bool {
        self.contains(Shape::ALL_CAPITALS)
    }

    /// Whether it begins with a digit.
    #[inline]
    pub fn is_number(self) -> bool {
        self.contains(Shape::NUMBER)
    }

    /// These, and `more` if `holds`.
    #[inline]
    pub fn and(self, more: Shape, holds: bool) -> Shape {
        if holds { self | more } else { self }
    }
}
