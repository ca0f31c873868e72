//! Sentences: where they begin and end, by what makes it hard to tell.

use nutgraf::text::language::Language;
use nutgraf::text::sentences::{SentenceSpan, sentences};
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::strategy::Strategy;

fn read(code: &str, text: &str) -> Vec<SentenceSpan> {
    sentences(
        text,
        Language::of_code(code).unwrap_or_else(Language::undetermined),
    )
}

/// Checks texts in which ` ‖ ` stands where one sentence ends and the next begins: in place of a
/// blank, or of nothing where it is written `‖` alone.
fn check(code: &str, cases: &[&str]) {
    for case in cases {
        let text = case.replace(" ‖ ", " ").replace('‖', "");
        let expected: Vec<_> = case.split('‖').map(str::trim).collect();
        let found = read(code, &text);
        let found: Vec<_> = found
            .iter()
            .map(|sentence| sentence.span.of(&text))
            .collect();
        assert_eq!(found, expected, "sentences of {text:?} in {code}");
    }
}

#[test]
fn plain_sentences_end_at_their_marks() {
    check(
        "en",
        &[
            "The bridge reopens today. ‖ It was shut for a year.",
            "Who paid? ‖ The city did! ‖ Nobody else would.",
            "One line without an end",
            "It was over.‖Then the rain came.",
            "Nobody knew… ‖ The mayor kept silent.",
            "She waited ... and waited.",
        ],
    );
}

#[test]
fn abbreviations_end_no_sentence_inside_names_and_numbers() {
    check(
        "en",
        &[
            "Mr. Hale met Dr. Osei at St. Mary's on Jan. 20. ‖ They talked.",
            "He lives in the U.S. with J. R. Moss. ‖ She lives in the U.S. ‖ They met there.",
            "The U.S. Senate votes at 5 p.m. Monday. ‖ It rose at 6 p.m. ‖ Nobody stayed.",
            "See No. 5 on p. 12. ‖ The answer was no. ‖ Nobody asked why.",
            "Vale Inc. shares rose, e.g. in Oslo. ‖ So did Brack Ltd. ‖ The rest fell.",
            "They don't. ‖ People rarely do.",
        ],
    );
}

#[test]
fn numbers_and_addresses_hold_full_stops() {
    check(
        "en",
        &[
            "It grew 3.5 percent to 1.200.000 units. ‖ Few saw it.",
            "Write to jo.doe@example.org or www.example.org. ‖ Answers take a week.",
            "The file is notes.txt on node.js. ‖ Open it.",
        ],
    );
}

#[test]
fn quotations_and_brackets_close_with_their_sentence() {
    check(
        "en",
        &[
            "\"We heard it. We ran,\" she said. ‖ \"It was late.\" ‖ He agreed.",
            "“Why now?” Moss asked. ‖ Nobody answered.",
            "\"Stop!\" he cried. ‖ (It was too late.) ‖ They fell.",
            "He left (it was late. Very late) at nine. ‖ She stayed.",
            "A \"quiet\" day. ‖ 'A quiet night.' ‖ A loud morning.",
        ],
    );
    check(
        "fr",
        &["« Le pont est fermé. Qui l'a voulu?\n\n», demande-t-elle. ‖ Personne ne répond."],
    );
    check(
        "fr",
        &[
            "Elle a crié: \"Le pont!\n\n\", selon un témoin. ‖ C'était trop tard. ‖ Il y va à sens unique.",
        ],
    );
}

#[test]
fn datelines_stay_with_their_sentence() {
    check(
        "en",
        &[
            "LUSAKA, Zambia (AP) — The dam is full. ‖ Power is back.",
            "(CNN) -- The dam is full. ‖ Power is back.",
            "Lusaki – The dam is full. ‖ Power is back.",
        ],
    );
}

#[test]
fn lists_have_an_item_a_sentence() {
    check(
        "en",
        &[
            "1. Boil the water ‖ 2. Add the salt ‖ 3. Wait",
            "a) bread ‖ b) butter",
            "Pay 1. above and 2. below at once.",
        ],
    );
}

#[test]
fn small_letters_open_sentences_where_the_text_is_casual() {
    check(
        "en",
        &[
            "we went home. ‖ it was late. ‖ we slept",
            "It rained. ‖ It poured. ‖ It froze. ‖ All ran for the. bridge at once. ‖ It held. ‖ Luckily.",
        ],
    );
}

#[test]
fn ornaments_of_pages_and_posts_end_sentences() {
    check(
        "en",
        &[
            "The bridge is shut. ‖ *** ‖ Ferries sail.",
            "See you then.\n\n‖--\n‖Anna Keller, chief clerk\n‖The harbour is shut.",
            "Two dashes -- Like these -- are no line.",
            "The bridge is shut :) ‖ Ferries sail.",
            "Dana Moss 02/13/2029 08:02 PM ‖ The bridge is shut.",
            "Fill in ___ and sign.",
            "\"We should--\" ‖ Then the line went dead.",
        ],
    );
}

#[test]
fn lines_join_when_the_text_is_wrapped() {
    let wrapped = "The council voted late on Tuesday to close the old\n\
        harbour bridge for a year, a decision that Mr.\nHale called a mistake. It takes effect when the\n\
        winter timetable of the ferries begins in May.\n\nA Second Heading\n\nShort end.";
    let found = read("en", wrapped);
    let shown: Vec<_> = found
        .iter()
        .map(|s| (s.paragraph, s.span.of(wrapped).lines().count()))
        .collect();
    assert_eq!(shown, [(0, 3), (0, 2), (1, 1), (2, 1)]);
}

#[test]
fn lines_stand_alone_otherwise() {
    let lines = "Ferries to replace bridge\r\nThe bridge is shut.\r\nFerries sail from noon.\r\n\r\nBy A. Writer";
    let found = read("en", lines);
    let shown: Vec<_> = found
        .iter()
        .map(|s| (s.paragraph, s.span.of(lines)))
        .collect();
    let expected = [
        (0, "Ferries to replace bridge"),
        (1, "The bridge is shut."),
        (2, "Ferries sail from noon."),
        (3, "By A. Writer"),
    ];
    assert_eq!(shown, expected);
}

#[test]
fn languages_have_their_own_abbreviations_and_ordinals() {
    check(
        "de",
        &["Am 3. Mai kam Dr. Roth, d.h. zu spät. ‖ Er kam z. B. mit Bussen usw. ‖ Der Zug fuhr."],
    );
    check(
        "vi",
        &["Tàu dài 300 m. ‖ Thân tàu sơn trắng. ‖ Anh K. Lê có mặt."],
    );
    check(
        "de",
        &["Im Jahr 44 v. Chr. wurde die Stadt gebaut. ‖ Die Mauer fiel 79 n. Chr. beim Beben."],
    );
    check(
        "sv",
        &["Staden byggdes omkring 500 f. Kr. vid floden. ‖ Muren föll 79 e. Kr. igen."],
    );
    check(
        "en",
        &["The court heard Case 12 v. Lenford in May. ‖ The pipe holds 40 l. ‖ Nobody was hurt."],
    );
    check(
        "fr",
        &["Le mur a une hauteur de 12 m. ‖ Largeur : 3\u{a0}m. ‖ M. Petit le sait."],
    );
    check(
        "fr",
        &["« Où va M. Petit ? » demande-t-elle. ‖ Il va à l'av. Foch. ‖ Elle aussi."],
    );
    check(
        "es",
        &["La Sra. Gil vive en la av. Sol. ‖ ¿Viene hoy? ‖ ¡Sí!"],
    );
    check(
        "ru",
        &[
            "В 2020 г. А. С. Орлов уехал. ‖ Он жил на ул. Мира.",
            "Он родился в г. Твери в 1990 г. ‖ Это было давно. ‖ Мост стоил 3 млн. ‖ Но не рублей.",
        ],
    );
    check("tr", &["Prof. Kaya 5. sırada oturdu. ‖ Sonra gitti."]);
    check(
        "nb",
        &[
            "Det skjedde 17. mai kl. 9. ‖ Han kom ca. to timer senere.",
            "Broen var stengt, og ingen visste om det. ‖ Båtene var de glade for å reise med. ‖ Tarrow ventet.",
        ],
    );
    check("el", &["Πού πας; ‖ Πάω σπίτι."]);
}

#[test]
fn scripts_have_their_own_marks() {
    check(
        "zh",
        &["桥今天开放。‖它关了一年！‖谁付钱？‖他说：“好。走吧。”"],
    );
    check(
        "ja",
        &["橋は今日開く。‖一年閉じていた（長かった。）そうだ。"],
    );
    check("hi", &["पुल आज खुला। ‖ वह साल भर बंद था।"]);
    check("ar", &["هل فتح الجسر؟ ‖ نعم، فتح اليوم."]);
    check("ur", &["پل کھل گیا۔ ‖ سب خوش ہیں۔"]);
    check("hy", &["Կամուրջը բաց է: ‖ Բոլորը գնում են:"]);
    check("am", &["ድልድዩ ተከፈተ። ‖ ሁሉም ደስ አላቸው።"]);
    check("my", &["တံတား ဖွင့်ပြီ။ ‖ လူတွေ ပျော်ကြသည်။"]);
}

#[test]
fn thai_ends_long_sentences_at_blanks() {
    let clause = "สะพานเก่าปิดมาหนึ่งปีเต็มเพื่อซ่อมแซมโครงสร้างที่ทรุดโทรมลงทุกวันและวันนี้เปิดแล้ว";
    check("th", &[&format!("{clause} ‖ {clause}"), "สะพาน เปิด แล้ว"]);
}

#[test]
fn signs_alone_are_one_sentence_and_blanks_none() {
    for (text, count) in [
        ("", 0),
        (" \r\n\t", 0),
        ("...", 1),
        ("?!", 1),
        ("🙂", 1),
        ("\"", 1),
    ] {
        assert_eq!(read("en", text).len(), count, "sentences of {text:?}");
    }
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-zA-Z .!?\"'()\\[\\]…“”\u{a0}\u{200b}\r\n0-9:;*-]{0,120}",
        "[ก-ฮ一-七ァ-オ。！？「」（） ।؟\n.]{0,60}",
        proptest::collection::vec("[A-Za-z]{1,9}[.,?!\"]{0,2}", 0..80)
            .prop_map(|words| words.join(" ")),
    ]
}

fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'
            | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn sentences_and_gaps_tile_the_text(text in texts(), code in 0..6usize) {
        let code = ["en", "de", "hy", "th", "ja", "und"][code];
        let found = read(code, &text);
        let (mut at, mut paragraph) = (0, 0);
        for sentence in &found {
            let (begin, end) = (sentence.span.begin(), sentence.span.end());
            let gap = text.get(at..begin);
            prop_assert!(gap.is_some_and(|gap| gap.chars().all(is_invisible)), "gap {at}..{begin} {gap:?}");
            let body = text.get(begin..end).unwrap_or("");
            prop_assert!(!body.is_empty() && body.trim() == body, "sentence {body:?}");
            prop_assert!(sentence.paragraph >= paragraph);
            (at, paragraph) = (end, sentence.paragraph);
        }
        prop_assert!(text[at..].chars().all(is_invisible), "after the last: {:?}", &text[at..]);
        prop_assert_eq!(found.is_empty(), text.trim().is_empty());
    }
}
