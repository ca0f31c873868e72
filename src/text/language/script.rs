//! Scripts: the sets of letters that languages are written in.

/// A script, as far as languages differ by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Script {
    /// No script of its own: digits, punctuation, symbols, and scripts of no language known here.
    Common,
    /// Latin.
    Latin,
    /// Cyrillic.
    Cyrillic,
    /// Greek.
    Greek,
    /// Armenian.
    Armenian,
    /// Georgian.
    Georgian,
    /// Hebrew.
    Hebrew,
    /// Arabic.
    Arabic,
    /// Thaana.
    Thaana,
    /// Ethiopic.
    Ethiopic,
    /// Devanagari.
    Devanagari,
    /// Bengali.
    Bengali,
    /// Gurmukhi.
    Gurmukhi,
    /// Gujarati.
    Gujarati,
    /// Oriya.
    Oriya,
    /// Tamil.
    Tamil,
    /// Telugu.
    Telugu,
    /// Kannada.
    Kannada,
    /// Malayalam.
    Malayalam,
    /// Sinhala.
    Sinhala,
    /// Thai.
    Thai,
    /// Lao.
    Lao,
    /// Tibetan.
    Tibetan,
    /// Myanmar.
    Myanmar,
    /// Khmer.
    Khmer,
    /// Hangul.
    Hangul,
    /// Hiragana and Katakana.
    Kana,
    /// Han.
    Han,
}

impl Script {
    /// Every script but [`Script::Common`].
    pub const ALL: [Script; Script::COUNT - 1] = [
        Script::Latin,
        Script::Cyrillic,
        Script::Greek,
        Script::Armenian,
        Script::Georgian,
        Script::Hebrew,
        Script::Arabic,
        Script::Thaana,
        Script::Ethiopic,
        Script::Devanagari,
        Script::Bengali,
        Script::Gurmukhi,
        Script::Gujarati,
        Script::Oriya,
        Script::Tamil,
        Script::Telugu,
        Script::Kannada,
        Script::Malayalam,
        Script::Sinhala,
        Script::Thai,
        Script::Lao,
        Script::Tibetan,
        Script::Myanmar,
        Script::Khmer,
        Script::Hangul,
        Script::Kana,
        Script::Han,
    ];

    /// How many there are, [`Script::Common`] included; `script as usize` is below it.
    pub const COUNT: usize = Script::Han as usize + 1;

    /// The script of a letter; [`Script::Common`] for any other character.
    pub fn of(letter: char) -> Script {
        match u32::from(letter) {
            0x41..=0x5A | 0x61..=0x7A => Script::Latin,
            0..=0xBF | 0xD7 | 0xF7 => match letter {
                'ª' | 'º' => Script::Latin,
                _ => Script::Common,
            },
            0xC0..=0x24F | 0x250..=0x2AF | 0x1E00..=0x1EFF => Script::Latin,
            0x2C60..=0x2C7F | 0xA722..=0xA787 | 0xFF21..=0xFF3A | 0xFF41..=0xFF5A => Script::Latin,
            0x370..=0x3FF | 0x1F00..=0x1FFF => Script::Greek,
            0x400..=0x52F | 0x1C80..=0x1C8F => Script::Cyrillic,
            0x531..=0x556 | 0x561..=0x587 => Script::Armenian,
            0x5D0..=0x5F2 => Script::Hebrew,
            0x620..=0x64A | 0x66E..=0x6D3 | 0x6D5 | 0x6EE..=0x6FF => Script::Arabic,
            0x750..=0x77F | 0x8A0..=0x8C9 | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => Script::Arabic,
            0x780..=0x7B1 => Script::Thaana,
            0x900..=0x963 | 0x970..=0x97F => Script::Devanagari,
            0x980..=0x9E3 | 0x9F0..=0x9FE => Script::Bengali,
            0xA01..=0xA5E | 0xA70..=0xA75 => Script::Gurmukhi,
            0xA81..=0xAE3 | 0xAF9..=0xAFF => Script::Gujarati,
            0xB01..=0xB63 => Script::Oriya,
            0xB82..=0xBD7 => Script::Tamil,
            0xC00..=0xC63 => Script::Telugu,
            0xC80..=0xCE3 => Script::Kannada,
            0xD00..=0xD63 => Script::Malayalam,
            0xD81..=0xDDF => Script::Sinhala,
            0xE01..=0xE3A | 0xE40..=0xE4E => Script::Thai,
            0xE81..=0xECD | 0xEDC..=0xEDF => Script::Lao,
            0xF00 | 0xF40..=0xFBC => Script::Tibetan,
            0x1000..=0x103F | 0x1050..=0x108F => Script::Myanmar,
            0x10A0..=0x10FF | 0x1C90..=0x1CBF | 0x2D00..=0x2D2D => Script::Georgian,
            0x1100..=0x11FF | 0x3131..=0x318E | 0xAC00..=0xD7A3 => Script::Hangul,
            0x1200..=0x135F | 0x1380..=0x139F | 0x2D80..=0x2DDE => Script::Ethiopic,
            0x1780..=0x17D3 => Script::Khmer,
            0x3041..=0x3096 | 0x30A1..=0x30FA | 0x31F0..=0x31FF | 0xFF66..=0xFF9D => Script::Kana,
            0x3005..=0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF => Script::Han,
            0x20000..=0x3FFFF => Script::Han,
            _ => Script::Common,
        }
    }

    /// Its name in English.
    pub fn name(self) -> &'static str {
        match self {
            Script::Common => "any",
            Script::Latin => "Latin",
            Script::Cyrillic => "Cyrillic",
            Script::Greek => "Greek",
            Script::Armenian => "Armenian",
            Script::Georgian => "Georgian",
            Script::Hebrew => "Hebrew",
            Script::Arabic => "Arabic",
            Script::Thaana => "Thaana",
            Script::Ethiopic => "Ethiopic",
            Script::Devanagari => "Devanagari",
            Script::Bengali => "Bengali",
            Script::Gurmukhi => "Gurmukhi",
            Script::Gujarati => "Gujarati",
            Script::Oriya => "Oriya",
            Script::Tamil => "Tamil",
            Script::Telugu => "Telugu",
            Script::Kannada => "Kannada",
            Script::Malayalam => "Malayalam",
            Script::Sinhala => "Sinhala",
            Script::Thai => "Thai",
            Script::Lao => "Lao",
            Script::Tibetan => "Tibetan",
            Script::Myanmar => "Myanmar",
            Script::Khmer => "Khmer",
            Script::Hangul => "Hangul",
            Script::Kana => "Kana and Han",
            Script::Han => "Han",
        }
    }
}
