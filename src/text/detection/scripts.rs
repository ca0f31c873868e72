//! Which script a text is written in, and which language that tells.

use super::model;
use crate::text::language::{Language, Script};

/// The script of most letters, and its share of them; by bytes, since a letter of three bytes says
/// about as much as three of one.
pub(super) fn dominant_script(prefix: &str) -> Option<(Script, f32)> {
    if prefix.is_ascii() {
        let letters = prefix.bytes().any(|byte| byte.is_ascii_alphabetic());
        return letters.then_some((Script::Latin, 1.0));
    }
    let mut bytes = [0_u32; Script::COUNT];
    for c in prefix.chars() {
        if let Some(count) = bytes.get_mut(Script::of(c) as usize) {
            *count += c.len_utf8() as u32;
        }
    }
    let mut of = |script: Script| bytes.get_mut(script as usize).map_or(0, std::mem::take);
    of(Script::Common);
    let (kana, han) = (of(Script::Kana), of(Script::Han));
    let east = match kana * 20 > han {
        true => (Script::Kana, kana + han),
        false => (Script::Han, kana + han),
    };
    let others = Script::ALL.map(|script| (script, of(script)));
    let all: u32 = others.iter().map(|(_, bytes)| bytes).sum::<u32>() + east.1;
    let most = others.into_iter().fold(
        east,
        |most, other| {
            if other.1 > most.1 { other } else { most }
        },
    );
    (most.1 > 0).then(|| (most.0, most.1 as f32 / all as f32))
}

/// The language whose script no other language known here is printed in.
pub(super) fn sole_language(script: Script) -> Option<Language> {
    if model::SHARED.contains(&script) {
        return None;
    }
    Language::all().find(|language| language.script() == script)
}
