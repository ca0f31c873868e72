//! Words: what counts as one, by language and script.

use nutgraf::text::language::Language;
use nutgraf::text::span::Span;
use nutgraf::text::words::{LONGEST, Shape, WordSpan, words};
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_oneof, proptest};
use proptest::strategy::Strategy;

fn read(code: &str, text: &str) -> Vec<WordSpan> {
    let language = Language::of_code(code).unwrap_or_else(Language::undetermined);
    let mut found = Vec::new();
    words(text, Span::new(0, text.len()), language, |word| {
        found.push(word)
    });
    found
}

/// Checks the words of each text, written with `|` between them.
fn check(code: &str, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let found = read(code, text);
        let found: Vec<_> = found.iter().map(|word| word.span.of(text)).collect();
        assert_eq!(found.join("|"), *expected, "words of {text:?} in {code}");
    }
}

#[test]
fn letters_and_digits_make_words() {
    check(
        "en",
        &[
            ("", ""),
            ("-- ?! …", ""),
            ("Rain fell on Leeds.", "Rain|fell|on|Leeds"),
            ("a well-known part-time job", "a|well|known|part|time|job"),
            ("naïve café e\u{301}tude", "naïve|café|e\u{301}tude"),
            ("the _quiet_ snake_case", "the|quiet|snake_case"),
            // What shows nothing parts no word and belongs to none at its end.
            (
                "munici\u{AD}pal\u{AD} Lund\u{200B}haven\u{200B} town",
                "munici\u{AD}pal|Lund\u{200B}haven|town",
            ),
            ("AT&T and R&D, fish&chips", "AT&T|and|R&D|fish|chips"),
            // Marks belong to letters: alone, or within emoji, they make no word.
            (
                "\u{2764}\u{fe0f} love, \u{301} 1\u{fe0f}\u{20e3}",
                "love|1\u{fe0f}\u{20e3}",
            ),
            ("\u{1f469}\u{200d}\u{1f467} waved", "waved"),
        ],
    );
}

#[test]
fn full_stops_join_acronyms_and_numbers() {
    check(
        "en",
        &[
            (
                "the U.S. and the U.K., e.g. at 5 p.m.",
                "the|U.S.|and|the|U.K.|e.g.|at|5|p.m.",
            ),
            ("over.Then plan B.", "over|Then|plan|B"),
            ("J.K. Rowling, J.K.Rowling", "J.K.|Rowling|J.K|Rowling"),
            ("3.5 of 10,000, at 11:31.", "3.5|of|10,000|at|11:31"),
            ("$3.5bn, 50% or 1,2", "3.5bn|50|or|1,2"),
        ],
    );
}

#[test]
fn apostrophes_join_elide_or_inflect() {
    check(
        "en",
        &[
            ("don't, o’clock, O'Brien", "don't|o’clock|O'Brien"),
            ("China's and Obama’s plan", "China|and|Obama|plan"),
            ("'quoted' and the '90s", "quoted|and|the|90s"),
        ],
    );
    check(
        "fr",
        &[
            (
                "l'eau qu’il boit aujourd'hui",
                "l|eau|qu|il|boit|aujourd'hui",
            ),
            ("lorsqu'elle entr'ouvre", "lorsqu|elle|entr'ouvre"),
        ],
    );
    check(
        "it",
        &[("dell'arte, un'altra, c'è, po'", "dell|arte|un|altra|c|è|po")],
    );
    check("ca", &[("l'home d'aquí", "l|home|d|aquí")]);
    check("tr", &[("Ankara'da ve Türkiye’nin", "Ankara|ve|Türkiye")]);
    check("uk", &[("п'ять м’яч", "п'ять|м’яч")]);
}

#[test]
fn addresses_are_one_word() {
    check(
        "en",
        &[
            (
                "see https://example.org/a-b?c=d.",
                "see|https://example.org/a-b?c=d",
            ),
            ("at www.example.org, now", "at|www.example.org|now"),
            ("Mail jo.doe@example.org!", "Mail|jo.doe@example.org"),
            ("@someone wrote #Budget2030", "someone|wrote|Budget2030"),
            ("hats were worn", "hats|were|worn"),
        ],
    );
}

#[test]
fn sites_that_are_named_by_their_address_are_one_word() {
    check(
        "en",
        &[
            ("a Tidewatch.org petition.", "a|Tidewatch.org|petition"),
            ("Tidewatch.co.uk's ferry", "Tidewatch.co.uk|ferry"),
            ("It is on ferry-line.com.", "It|is|on|ferry|line.com"),
            (
                "at tarrow.org/ferry/1.html, now",
                "at|tarrow.org/ferry/1.html|now",
            ),
            ("at news.tarrow.org, now", "at|news.tarrow.org|now"),
            ("The end.Communes went", "The|end|Communes|went"),
            ("The end.com/unes went", "The|end.com/unes|went"),
            (
                "Tarrow.community and Tarrow.orgs",
                "Tarrow|community|and|Tarrow|orgs",
            ),
            ("the net.", "the|net"),
        ],
    );
}

#[test]
fn marks_stay_inside_words() {
    check("hi", &[("नमस्ते दुनिया। क्षेत्र", "नमस्ते|दुनिया|क्षेत्र")]);
    check("ta", &[("தமிழ் மொழி", "தமிழ்|மொழி")]);
    check("ar", &[("اَلْعَرَبِيَّةُ لُغَةٌ، نعم؟", "اَلْعَرَبِيَّةُ|لُغَةٌ|نعم")]);
    check("he", &[("שָׁלוֹם צה\"ל", "שָׁלוֹם|צה\"ל")]);
    check("fa", &[("می\u{200c}خواهم بروم", "می\u{200c}خواهم|بروم")]);
}

#[test]
fn korean_particles_are_cut_off_nouns() {
    check(
        "ko",
        &[
            ("서울은 한국의 수도이다.", "서울|한국|수도이다"),
            ("주민들이 학교에서 버스로 왔다", "주민들|학교|버스|왔다"),
            ("'푸른손'이 왔다", "푸른손|왔다"),
        ],
    );
    check("", &[("서울은 한국의", "서울은|한국의")]);
}

#[test]
fn scripts_without_blanks_are_cut_by_dictionary() {
    check("zh", &[("我们明天去北京。", "我们|明天|去|北京")]);
    check(
        "ja",
        &[
            ("廃校になった小学校", "廃校|に|な|った|小学校"),
            ("お金", "お金"),
        ],
    );
    check(
        "ja",
        &[("東京タワーを見た2024年", "東京|タワー|を|見|た|2024|年")],
    );
    check("th", &[("ประเทศไทยสวยงาม", "ประเทศไทย|สวยงาม")]);
    check("km", &[("ខ្ញុំទៅផ្សារ", "ខ្ញុំ|ទៅ|ផ្សារ")]);
    check("lo", &[("ພາສາລາວ", "ພາສາ|ລາວ")]);
    check("my", &[("ကျောင်းသားများ", "ကျောင်းသား|များ")]);
    check("zh", &[("使用iPhone手机", "使用|iPhone|手机")]);
}

#[test]
fn shapes_tell_how_a_word_is_written() {
    let plain = Shape::empty();
    let capital = Shape::CAPITALISED;
    let cases = [
        ("rain", plain),
        ("Rain", capital),
        ("iPhone", plain),
        ("NATO", capital | Shape::ALL_CAPITALS),
        ("U.S.", capital | Shape::ALL_CAPITALS),
        ("A", capital),
        ("10,000", Shape::NUMBER),
        ("Peru's", capital | Shape::POSSESSIVE),
        ("@Rain", capital | Shape::ADDRESS),
        ("www.example.org", Shape::ADDRESS),
        ("Tarrow.org", capital),
        ("CNN.com's", capital | Shape::POSSESSIVE),
        ("Tarrow.org/ferry", Shape::ADDRESS),
    ];
    for (text, expected) in cases {
        let found = read("en", text);
        assert_eq!(
            found.first().map(|word| word.shape),
            Some(expected),
            "shape of {text:?}"
        );
        assert_eq!(found.len(), 1, "words of {text:?}");
    }
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-zA-Z'’.,:@&/ 0-9_-]{0,80}",
        "[ก-๛一-龥ぁ-ヶא-ת\u{5b0}-\u{5c7}अ-\u{94d}a.']{0,60}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn words_are_in_order_apart_bounded_and_whole(text in texts(), code in 0..6usize) {
        let code = ["en", "fr", "it", "tr", "zh", "th"][code];
        let mut last = 0;
        for word in read(code, &text) {
            prop_assert!(word.span.begin() >= last, "overlap at {:?}", word.span);
            prop_assert!(!word.span.is_empty() && !word.span.of(&text).is_empty());
            prop_assert!(word.span.len() <= LONGEST + 4);
            prop_assert!(!word.span.of(&text).contains(char::is_whitespace));
            last = word.span.end();
        }
        let letters = text.chars().filter(char::is_ascii_alphabetic).count();
        prop_assert!(letters == 0 || last > 0, "letters but no words");
    }
}
