//! Words that serve grammar, told by how they are written where no list could hold them all.
//!
//! Korean predicates end in 다 after a tense ("시작했다") or in an ending that ties them to what
//! follows ("하는"). Japanese writes particles, auxiliaries and endings in Hiragana ("について", the
//! last letter of "作る"); the few nouns that newspapers write so are listed.

use super::language::Language;

/// Whether a word, folded, serves grammar in its language.
pub type Serves = fn(&str) -> bool;

/// What tells such words in `language`; where spelling does not tell, nothing is one.
pub fn of(language: Language) -> Serves {
    match language.code() {
        "ko" => is_predicate,
        "ja" => is_japanese_grammar,
        _ => |_| false,
    }
}

/// Endings of Korean predicates after which something follows.
const ATTRIBUTIVE: [&str; 23] = [
    "하는",
    "되는",
    "있는",
    "없는",
    "하던",
    "했던",
    "하고",
    "되고",
    "하며",
    "되며",
    "하면",
    "되면",
    "하지",
    "해서",
    "하여",
    "하게",
    "되어",
    "했고",
    "했으며",
    "지만",
    "면서",
    "다니는",
    "시키는",
];
/// Korean predicates that are in the present, and those that are no clear past.
const PLAIN: [&str; 6] = ["이다", "하다", "되다", "있다", "없다", "니다"];

/// Codas of the syllable before a final 다: ㄴ of the present ("한다"), ㅆ of the past ("했다").
const TENSES: [u32; 2] = [4, 20];

fn is_predicate(word: &str) -> bool {
    if ATTRIBUTIVE
        .iter()
        .chain(&PLAIN)
        .any(|end| word.ends_with(end))
    {
        return true;
    }
    let stem = word.strip_suffix('다');
    let before = stem.and_then(|stem| stem.chars().next_back());
    before.is_some_and(|c| ('가'..='힣').contains(&c) && TENSES.contains(&coda(c)))
}

/// The number of the consonant that a Korean syllable ends in; 0 for none.
fn coda(syllable: char) -> u32 {
    (u32::from(syllable) - u32::from('가')) % 28
}

/// Nouns that are written in Hiragana.
const NOUNS: [&str; 24] = [
    "いじめ",
    "うどん",
    "うなぎ",
    "おもちゃ",
    "がれき",
    "がん",
    "くじら",
    "くるま",
    "こども",
    "ごみ",
    "さくら",
    "すし",
    "そば",
    "たばこ",
    "ねずみ",
    "のり",
    "はがき",
    "ひきこもり",
    "ふるさと",
    "まちづくり",
    "みかん",
    "みそ",
    "りんご",
    "わさび",
];

/// Endings in Hiragana that make a predicate of what is written in Han before them: "作る", "始めた".
const PREDICATE: [char; 13] = [
    'る', 'く', 'す', 'つ', 'む', 'う', 'ぶ', 'ぐ', 'ぬ', 'た', 'て', 'で', 'っ',
];

fn is_japanese_grammar(word: &str) -> bool {
    if word.chars().all(is_hiragana) {
        return !NOUNS.contains(&word);
    }
    word.ends_with(PREDICATE)
}

fn is_hiragana(c: char) -> bool {
    ('ぁ'..='ゟ').contains(&c) || c == 'ー'
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::text::language::Language;

    #[test]
    fn spelling_tells_words_of_grammar_from_nouns() {
        for (code, serving, nouns) in [
            (
                "ko",
                "시작했다 한다 것이다 열렸다 밝혔다 하는 찾아다니는 말했으며",
                "바다 캐나다 정부 병원선 도로",
            ),
            (
                "ja",
                "った について する から",
                "がん いじめ 小学校 チーズ 取り組み",
            ),
            ("en", "", "of running た"),
        ] {
            let serves = of(Language::of_code(code).unwrap());
            let all = |words: &str, wanted: bool| {
                for word in words.split_whitespace() {
                    assert_eq!(serves(word), wanted, "{code}: {word}");
                }
            };
            all(serving, true);
            all(nouns, false);
        }
    }
}
