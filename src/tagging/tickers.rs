//! Tickers: the signs under which a company's shares are traded ("Kestrel Inc *KST.O*", "Tesk Dairy (*NYSE: TSK*)")
//! are no part of its name and no tags. They tell that it is a company.

use super::cues::Cue;
use super::tokens::{Role, Token};
use crate::document::Document;

/// Exchanges that are not written in capitals.
const EXCHANGES: [&str; 3] = ["Nasdaq", "Euronext", "Xetra"];

/// Letters and digits of a sign before its full stop, at most.
const LONGEST_SIGN: usize = 6;

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
    let Some(name) = before.filter(|before| before.shape.capitalised) else {
        return 0;
    };
    match rest {
        [sign, ..] if is_sign(document, name, sign, sign) => 1,
        [sign, suffix, ..] if is_sign(document, name, sign, suffix) => 2,
        [exchange, sign, ..] if is_listing(document, exchange, sign) => 2,
        _ => 0,
    }
}

/// "Kestrel Inc *KST.O*", "Kestrel (*KST.O*)"; of a single letter before the full stop, as initials have it, only
/// "Ford Motor Co *F.N*".
fn is_sign(document: &Document, name: &Token, first: &Token, last: &Token) -> bool {
    let source = first.source(document);
    let word = source.get(first.span.begin()..last.span.end());
    let Some((sign, suffix)) = word.and_then(|word| word.split_once('.')) else {
        return false;
    };
    let capitals = |part: &str| {
        let written = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        part.bytes().all(written) && part.bytes().any(|byte| byte.is_ascii_uppercase())
    };
    let long = (2..=LONGEST_SIGN).contains(&sign.len());
    let long = long || sign.len() == 1 && name.cue == Cue::Company;
    let short = (1..=LONGEST_SUFFIX).contains(&suffix.len());
    first.sentence == last.sentence && long && short && capitals(sign) && capitals(suffix)
}

/// "(*NYSE: KST*)"
fn is_listing(document: &Document, exchange: &Token, sign: &Token) -> bool {
    let text = exchange.source(document);
    let gap = text.get(exchange.span.end()..sign.span.begin());
    let before = text.get(..exchange.span.begin()).unwrap_or_default();
    let known = EXCHANGES.contains(&exchange.span.of(text));
    let written = exchange.shape.all_capitals || known;
    let signs = sign.shape.all_capitals || sign.shape.number;
    let joined = exchange.sentence == sign.sentence && gap.is_some_and(|gap| gap.trim_end() == ":");
    written && signs && joined && before.ends_with('(')
}
