//! Characters that matter to sentences: what ends, closes, opens, separates.

/// What kind of sign may end a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A full stop, which also abbreviates.
    Stop,
    /// A question or exclamation mark.
    Loud,
    /// An ellipsis in one character.
    Ellipsis,
    /// A sign of a script that uses it for nothing else: it ends a sentence with or without a blank after it.
    Final,
}

/// The mark that `c` is.
pub fn mark(c: char) -> Option<Mark> {
    match c {
        '.' => Some(Mark::Stop),
        '!' | '?' | '‼' | '⁇' | '⁈' | '⁉' | '‽' => Some(Mark::Loud),
        '…' => Some(Mark::Ellipsis),
        // Unicode's Sentence_Terminal signs of scripts in use, and their wide and small forms.
        '。' | '｡' | '．' | '！' | '？' | '﹖' | '﹗' | '﹒' | '\u{037E}' | '։' | '؟' | '۔'
        | '؞' | '؝' | '।' | '॥' | '။' | '።' | '፧' | '፨' | '។' | '៕' | '᠃' | '᠉' | '܀' | '܁'
        | '܂' | '᙮' | '᪨' | '᪩' | '᪪' | '᪫' | '᭚' | '᭛' | '᭞' | '᭟' | '꓿' | '꛳' | '꛷' | '꣎'
        | '꣏' | '꤯' | '꧈' | '꧉' | '꩝' | '꩞' | '꩟' | '꫰' | '꫱' | '꯫' | '᰻' | '᰼' | '᱾' | '᱿'
        | '།' => Some(Mark::Final),
        _ => None,
    }
}

/// Whether `c` closes what stands before it and so belongs to the sentence that a mark before it ends.
pub fn closes(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | ')'
            | ']'
            | '}'
            | '”'
            | '’'
            | '»'
            | '›'
            | '“'
            | '）'
            | '］'
            | '｝'
            | '」'
            | '』'
            | '】'
            | '》'
            | '〉'
            | '〕'
            | '〗'
            | '｣'
            | '*'
            | '_'
    )
}

/// Whether `c` stands before the first word of a sentence and belongs to it.
pub fn opens(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '('
            | '['
            | '{'
            | '“'
            | '‘'
            | '«'
            | '‹'
            | '„'
            | '‚'
            | '”'
            | '¿'
            | '¡'
            | '（'
            | '［'
            | '「'
            | '『'
            | '【'
            | '《'
            | '〈'
            | '*'
            | '_'
            | '#'
            | '$'
            | '€'
            | '£'
            | '@'
    )
}

/// Whether `c` is a dash or hyphen that separates.
pub fn dashes(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '−')
}

/// Whether `c` shows nothing: it may stand in the gap between sentences.
pub fn is_gap(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'
            | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// How a word begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Initial {
    /// A capital letter.
    Upper,
    /// A small letter.
    Lower,
    /// A letter of a script without case.
    Caseless,
    /// A digit.
    Digit,
    /// Anything else, or nothing.
    Other,
}

/// How a word that begins with `c` begins.
pub fn initial(c: char) -> Initial {
    if c.is_ascii() {
        return match c {
            'A'..='Z' => Initial::Upper,
            'a'..='z' => Initial::Lower,
            '0'..='9' => Initial::Digit,
            _ => Initial::Other,
        };
    }
    if c.is_uppercase() {
        Initial::Upper
    } else if c.is_lowercase() {
        Initial::Lower
    } else if c.is_numeric() {
        Initial::Digit
    } else if c.is_alphabetic() {
        Initial::Caseless
    } else {
        Initial::Other
    }
}

/// The character of `text` that begins at byte `at`.
pub fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character of `text` that ends at byte `at`.
pub fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The first byte from `at` that begins no gap character, at most `end`.
pub fn skip_gap(text: &str, at: usize, end: usize) -> usize {
    let rest = text.get(at..end).unwrap_or("");
    at + rest.find(|c| !is_gap(c)).unwrap_or(rest.len())
}
