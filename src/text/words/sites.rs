//! Sites that are named by their address: "Change.org", "tidewatch.co.uk".

use super::addresses::unbroken;

/// Endings of such names. Those of countries that are words of some language ("de", "is", "it") are left out:
/// they follow a full stop where a blank is missing.
static ENDINGS: [&str; 16] = [
    "co.nz", "co.uk", "co.za", "com", "com.au", "com.br", "com.vn", "edu", "fr", "gov", "gov.uk",
    "info", "net", "org", "org.uk", "tv",
];

/// What a word is the beginning of.
pub struct Site {
    /// Bytes with its ending.
    pub length: usize,
    /// Whether it is an address rather than a name: of a page ("tarrow.org/ferry"), or below another one
    /// ("news.tarrow.org").
    pub address: bool,
}

/// The site that `rest` begins with, whose first word has `word` bytes.
pub fn site(rest: &str, word: usize) -> Option<Site> {
    let after = rest.get(word..)?.strip_prefix('.')?;
    let is_of_name =
        |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(byte);
    let length = after.bytes().take_while(|byte| is_of_name(byte)).count();
    let ending = after.get(..length)?.trim_end_matches(['.', '-']);
    let named = ENDINGS.contains(&ending);
    let below = || {
        ENDINGS.iter().any(|known| {
            ending
                .strip_suffix(known)
                .is_some_and(|name| name.ends_with('.'))
        })
    };
    let next = after.get(ending.len()..)?.chars().next();
    let ends = !next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '@' | '_'));
    let page = next == Some('/');
    let end = word + 1 + ending.len();
    (ends && (named || below())).then(|| Site {
        length: if page { unbroken(rest).len() } else { end },
        address: page || !named,
    })
}
