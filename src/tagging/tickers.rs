//! Tickers: the signs under which a company's shares are traded ("Kestrel Inc *KST.O*", "Tesk Dairy (*NYSE: TSK*)")
//! are no part of its name and no tags. They tell that it is a company.

use super::cues::Cue;
use super::tokens::{Role, Token};
use crate::document::Document;

/// Exchanges that are not written in capitals.
const EXCHANGES: [&str; 3] = ["Nasdaq", "Euronext", "Xetra"];

/// Letters and digits of a sign before its full stop, at most.
const LONGEST_SIGN: usize = 6;

/// Digits of a sign that has no letters, at least: "7203.T".
const FEWEST_DIGITS: usize = 4;

/// Ends the signs of shares with a preferred dividend.
const PREFERRED: &str = "_p";

/// Letters behind the full stop, which tell the exchange, at most.
const LONGEST_SUFFIX: usize = 2;

/// Bars tickers from tags.
pub fn bar(document: &Document, tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        let (before, rest) = tokens.split_at_mut(at);
        let length = length(document, before.last(), rest);
        for token in rest.iter_mut().take(length) {
            token.role = Role::Barrier;
            token.cue = Cue::Ticker;
        }
    }
}

/// The words of the ticker that `rest` begins with behind `before`; 0 if it begins with none.
fn length(document: &Document, before: Option<&Token>, rest: &[Token]) -> usize {
    let named = |before: &&Token| {
        before.shape.is_capitalised() || matches!(before.cue, Cue::Company | Cue::Ticker)
    };
    let (Some(name), Some(first)) = (before.filter(named), rest.first()) else {
        return 0;
    };
    let word = first.span.of(first.source(document));
    match rest {
        _ if !is_in_signs(word) && !EXCHANGES.contains(&word) => 0,
        [sign, ..] if is_tagged(document, sign) => 1,
        [sign, ..] if is_sign(document, name, sign, sign) => 1,
        [sign, suffix, ..] if is_sign(document, name, sign, suffix) => 2,
        [exchange, sign, ..] if is_listing(document, name, exchange, sign) => 2,
        _ => 0,
    }
}

/// Whether a word begins as signs do, and few other words: "KST", "7203", "F", not "Kestrel".
fn is_in_signs(word: &str) -> bool {
    let mut bytes = word.bytes();
    let sign = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    bytes.next().is_some_and(sign) && !bytes.next().is_some_and(|byte| byte.is_ascii_lowercase())
}

/// "Kestrel Inc (*$KST*)"
fn is_tagged(document: &Document, sign: &Token) -> bool {
    let before = sign.source(document).get(..sign.span.begin());
    sign.shape.is_all_capitals() && before.is_some_and(|before| before.ends_with("($"))
}

/// "Kestrel Inc *KST.O*", "Kestrel (*KST.O*)"; of a single letter before the full stop, as initials have it, only
/// "Ford Motor Co *F.N*".
fn is_sign(document: &Document, name: &Token, first: &Token, last: &Token) -> bool {
    let source = first.source(document);
    let word = source.get(first.span.begin()..last.span.end());
    let Some((sign, suffix)) = word.and_then(|word| word.split_once('.')) else {
        return false;
    };
    let sign = sign.strip_suffix(PREFERRED).unwrap_or(sign);
    let digits = (sign.bytes().filter(u8::is_ascii_digit)).count();
    let letters = (sign.bytes().filter(u8::is_ascii_uppercase)).count();
    let written = digits + letters == sign.len() && (letters > 0 || digits >= FEWEST_DIGITS);
    let long = (2..=LONGEST_SIGN).contains(&sign.len());
    let long = long || sign.len() == 1 && name.cue == Cue::Company;
    let exchange = (1..=LONGEST_SUFFIX).contains(&suffix.len())
        && suffix.bytes().all(|byte| byte.is_ascii_uppercase());
    first.sentence == last.sentence && written && long && exchange
}

/// "(*NYSE: KST*)", "(NYSE: KST, *LSE: KSL*)"
fn is_listing(document: &Document, before: &Token, exchange: &Token, sign: &Token) -> bool {
    let text = exchange.source(document);
    let gap = text.get(exchange.span.end()..sign.span.begin());
    let opening = text.get(..exchange.span.begin()).unwrap_or_default();
    let listed = before.cue == Cue::Ticker || opening.ends_with('(');
    let known = EXCHANGES.contains(&exchange.span.of(text));
    let written = exchange.shape.is_all_capitals() || known;
    let signs = sign.shape.is_all_capitals() || sign.shape.is_number();
    let joined = exchange.sentence == sign.sentence && gap.is_some_and(|gap| gap.trim_end() == ":");
    listed && written && signs && joined
}
