//! What stands before a full stop: an abbreviation, a number, or a word written out.

use super::marks::closes;
use super::rules::{Class, Rules};

/// The class of the abbreviation that `token` is, listed or by its looks.
pub fn class(token: &str, rules: &Rules) -> Option<Class> {
    let last = token
        .rsplit(['\'', '’', '-', '/', '(', '—', '–'])
        .next()
        .unwrap_or(token);
    let listed = rules.class(token).or_else(|| rules.class(last));
    let own = last == token || last.starts_with(char::is_uppercase);
    listed.or_else(|| (own && is_initials(last)).then_some(Class::Seldom))
}

/// Whether `token` is a letter ("J") or letters between full stops ("U.S", "J.C", "Ph.D").
fn is_initials(token: &str) -> bool {
    let mut parts = 0;
    let short = token.split('.').all(|part| {
        parts += 1;
        let letters = part.chars().take(4).count();
        (1..=3).contains(&letters) && part.chars().all(char::is_alphabetic)
    });
    let one_letter = token.chars().nth(1).is_none();
    short && (parts > 1 || one_letter)
}

/// Whether `token` is a number without signs.
pub fn is_number(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether `token` looks like a word written out: a full stop after it is no abbreviation.
pub fn is_word(token: &str) -> bool {
    let token = token.trim_end_matches(closes);
    let voiced = |c: char| {
        matches!(
            c.to_ascii_lowercase(),
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | '0'..='9'
        ) || !c.is_ascii()
    };
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    token.len() >= 2 && token.chars().all(inner) && token.contains(voiced)
}
