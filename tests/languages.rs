//! Texts that belong to no single language, or that are hard for their language's sake.

mod article;

use article::article;
use nutgraf::engine::{Digest, Engine, Options};
use nutgraf::warning::WarningCode;

fn digest<'a>(text: &'a str, language: &'a str) -> Digest<'a> {
    Engine::new().digest(&article(language, text), &Options::default())
}

fn warns(digest: &Digest, code: WarningCode) -> bool {
    digest.warnings.iter().any(|warning| warning.code == code)
}

fn chosen<'a>(digest: &Digest<'a>) -> Vec<&'a str> {
    let summary = digest.summary.as_ref().expect("it was asked for");
    summary.chosen.iter().map(|choice| choice.text).collect()
}

fn tags<'d>(digest: &'d Digest) -> Vec<&'d str> {
    let tags = digest.tags.as_ref().expect("they were asked for");
    tags.tags.iter().map(|tag| tag.text.as_str()).collect()
}

const MIXED: &str = "The ferry was late again. Le maire a promis un nouveau bateau. \
    Die Fischer warten seit Wochen. El puerto sigue cerrado. Мост откроют весной. \
    Il traghetto non parte. A balsa voltou ao cais. 港口今天关闭。";
/// Russian in Latin letters.
const TRANSLITERATED: &str = "Novyj most otkrojut vesnoj, zayavil mer goroda. Zhiteli zhdali ego pyat let. \
    Staryj most zakryli posle navodneniya. Rabochie zakanchivayut poslednij prolyot.";
const SYMBOLS: &str = "★★★ ☆☆☆ → → → 🚢🚢🚢 !!! ??? ▲▼▲▼";

#[test]
fn text_of_no_single_language_is_answered_with_a_warning() {
    for (name, text) in [
        ("mixed", MIXED),
        ("transliterated", TRANSLITERATED),
        ("symbols", SYMBOLS),
    ] {
        let digest = digest(text, "");
        assert!(
            warns(&digest, WarningCode::LanguageUncertain),
            "{name}: {:?}, {:?}",
            digest.language,
            digest.warnings
        );
        assert!(!chosen(&digest).is_empty(), "{name}");
    }
    assert_eq!(digest(SYMBOLS, "").language.language.code(), "und");
    assert_eq!(tags(&digest(SYMBOLS, "")), [""; 0], "symbols are no tags");
}

#[test]
fn each_sentence_of_a_mixed_text_stands_alone() {
    let count = digest(MIXED, "").stats.sentences;
    assert_eq!(count, 8, "sentences of {MIXED:?}");
}

#[test]
fn a_text_in_one_language_is_not_doubted() {
    for (code, text) in [
        (
            "en",
            "The council voted on Tuesday to close the old bridge. Repairs will take a year.",
        ),
        (
            "de",
            "Der Stadtrat beschloss am Dienstag, die alte Brücke zu schließen.",
        ),
        (
            "ja",
            "市議会は火曜日、古い橋を閉鎖することを決めた。修理には一年かかる。",
        ),
        ("ar", "قرر مجلس المدينة يوم الثلاثاء إغلاق الجسر القديم."),
    ] {
        let digest = digest(text, "");
        assert_eq!(digest.language.language.code(), code);
        assert!(
            !warns(&digest, WarningCode::LanguageUncertain),
            "{:?}",
            digest.warnings
        );
    }
}

#[test]
fn the_language_that_is_named_wins_and_a_clash_is_told() {
    let english = "The council voted on Tuesday to close the old bridge. Repairs will take a year.";
    let clash = digest(english, "fr");
    assert_eq!(clash.language.language.code(), "fr");
    assert!(
        warns(&clash, WarningCode::LanguageMismatch),
        "{:?}",
        clash.warnings
    );
    let named = digest(TRANSLITERATED, "ru");
    assert_eq!(named.language.language.code(), "ru");
    assert!(
        !warns(&named, WarningCode::LanguageUncertain),
        "the caller knows"
    );
}

#[test]
fn a_language_without_rules_is_recognised_and_told_so() {
    let malayalam = "പാലം ഇന്ന് വീണ്ടും തുറന്നു. ഒരു വർഷമായി അത് അടഞ്ഞു കിടക്കുകയായിരുന്നു.";
    for language in ["", "ml"] {
        let digest = digest(malayalam, language);
        assert_eq!(digest.language.language.code(), "ml");
        assert!(
            warns(&digest, WarningCode::LanguageUnsupported),
            "{:?}",
            digest.warnings
        );
        assert_eq!(chosen(&digest).len(), 2);
    }
}

#[test]
fn a_language_named_in_words_is_answered_with_its_code() {
    let digest = digest("The bridge is open again.", "English");
    let messages: Vec<&str> = digest.warnings.iter().map(|w| w.message.as_str()).collect();
    let wanted =
        "No rules for language \"English\"; neutral ones were used. A code is wanted: \"en\".";
    assert!(messages.contains(&wanted), "{messages:?}");
}

/// Korean writes particles onto nouns; a tag is the noun.
#[test]
fn korean_tags_are_nouns_without_particles() {
    let text = "정부는 목요일 남해의 섬마을에 병원선을 보냈다. 병원선은 의사 세 명을 태우고 있다. \
        주민들은 병원선이 오기를 십 년 동안 기다렸다. 섬마을의 주민들이 병원선에서 진료를 받았다.";
    let digest = digest(text, "");
    let tags = tags(&digest);
    assert!(tags.contains(&"병원선"), "{tags:?}");
    for tag in &tags {
        let last = tag.split(' ').next_back().unwrap_or_default();
        assert!(!last.ends_with('다'), "a predicate is a tag: {tags:?}");
        assert!(
            !last.ends_with("선은") && !last.ends_with("들이"),
            "a particle is in a tag: {tags:?}"
        );
    }
}

/// Japanese writes what serves grammar in Hiragana; no tag begins with that, and none is a predicate.
#[test]
fn japanese_tags_are_neither_endings_nor_predicates() {
    let text = "廃校になった小学校がチーズ工房に生まれ変わった。工房では地元の牛乳からチーズを作っている。\
        チーズ工房を始めた夫婦は、小学校の体育館を熟成庫にした。";
    let digest = digest(text, "");
    let hiragana = |c: char| ('ぁ'..='ゟ').contains(&c);
    for tag in tags(&digest) {
        assert!(
            !tag.starts_with(hiragana) && !tag.ends_with(['た', 'て', 'る']),
            "{tag}"
        );
    }
    assert!(tags(&digest).contains(&"チーズ工房"), "{:?}", tags(&digest));
}

/// Every German noun has a capital, so that a capital does not make a name.
#[test]
fn german_nouns_are_no_names() {
    let text = "Der Stadtrat von Altenried kauft das Wasserwerk zurück. Das Wasserwerk gehörte einem Betreiber. \
        Der Betreiber hatte die Gebühren erhöht. Die Bürger von Altenried sammelten Unterschriften.";
    let digest = digest(text, "de");
    let tags = digest.tags.as_ref().expect("they were asked for");
    for tag in &tags.tags {
        let common = [
            "Wasserwerk",
            "Betreiber",
            "Gebühren",
            "Bürger",
            "Unterschriften",
        ];
        if common.contains(&tag.text.as_str()) {
            assert_eq!(
                tag.kind,
                nutgraf::tagging::tags::TagKind::Keyphrase,
                "{}",
                tag.text
            );
        }
    }
    assert!(tags.tags.iter().any(|tag| tag.text == "Wasserwerk"));
}

#[test]
fn a_word_or_two_of_any_language_are_no_more_than_a_guess() {
    for text in [
        "Hello",
        "Hola",
        "Danke",
        "Obama",
        "Merhaba",
        "Buona sera",
        "Hej",
    ] {
        let digest = digest(text, "");
        let doubted = warns(&digest, WarningCode::LanguageUncertain);
        assert!(doubted, "{text}: {:?}", digest.language);
        assert_eq!(chosen(&digest), [text]);
    }
}

#[test]
fn a_text_of_two_languages_is_said_to_be_one() {
    let english = "The council of Tarrow voted on Tuesday to replace its six diesel ferries with electric ones. \
        The plan costs more than the town has to spend in a year, and the mayor wants to borrow the rest of it. ";
    let french = "Le conseil de la ville a voté mardi pour remplacer ses six bateaux par des navires électriques. \
        Le projet coûte plus que ce que la ville peut dépenser en une année, et la mairie veut emprunter le reste. ";
    let names = "Ferrol City: Kovac, Lund, Mbeki, Osei, Reyes, Salim, Novak, Berg, Diaz, Costa, Li. \
        Marlow Town: Hart, Brandt, Price, Cole, Webb, Grady, Stone, Ali, Fox, Young, King. ";
    for (name, text, other) in [
        ("English", english.repeat(3), None),
        ("French", french.repeat(3), None),
        (
            "half and half",
            format!("{english}{english}{french}{french}"),
            Some("French"),
        ),
        (
            "the other way",
            format!("{french}{french}{english}{english}"),
            Some("English"),
        ),
        (
            "a sentence of another",
            format!("{}« C'est la vie », dit-il à la foule.", english.repeat(4)),
            None,
        ),
        ("names", format!("{english}{names}"), None),
    ] {
        let digest = Engine::new().digest(&article("", &text), &Options::default());
        let told = digest
            .warnings
            .iter()
            .find(|w| w.code == WarningCode::LanguageUncertain);
        let told = told.map(|warning| warning.message.as_str());
        let right = match other {
            None => told.is_none(),
            Some(other) => {
                told.is_some_and(|message| message.contains(&format!("reads like {other};")))
            }
        };
        assert!(right, "{name}: {told:?}");
    }
}
