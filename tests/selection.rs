//! What a summary may and may not hold, whatever the method: bounds, repetitions, page furniture.

mod article;

use article::article;
use nutgraf::article::{Article, Limits, RawArticle};
use nutgraf::document::Document;
use nutgraf::engine::{Digest, Engine, Options};
use nutgraf::fraction::Fraction;
use nutgraf::scoring::Method;
use nutgraf::selection::budget::Budget;
use nutgraf::selection::options::{Order, SummaryOptions};
use nutgraf::selection::summary::{Choice, Summary};
use nutgraf::warning::{Warning, WarningCode};

const STORY: &str = "The ferry to Norrland left Tuesday with two hundred guests.\n\n\
    Captain Ida Berg said the crossing takes nine hours in calm weather.\n\n\
    The ferry to Norrland left Tuesday, with two hundred guests!\n\n\
    Scroll down for video\n\n\
    Tickets cost forty crowns and sold out within an hour.\n\n\
    A storm is forecast.\n\n\
    Critics in the harbour town doubt that the line will ever earn its keep.";

fn digest<'a>(text: &'a str, method: Method, budget: Budget, order: Order) -> Digest<'a> {
    let summary = SummaryOptions {
        method,
        budget,
        order,
        ..SummaryOptions::default()
    };
    digest_in("en", text, summary)
}

fn digest_in<'a>(language_code: &'a str, text: &'a str, summary: SummaryOptions) -> Digest<'a> {
    let options = Options {
        summary: Some(summary),
        tags: None,
    };
    digest_with(language_code, text, &options)
}

fn digest_with<'a>(language_code: &'a str, text: &'a str, options: &Options) -> Digest<'a> {
    Engine::new().digest(&article(language_code, text), options)
}

/// The numbers of the sentences that are chosen from [`STORY`].
fn chosen(method: Method, budget: Budget) -> Vec<u32> {
    let summary = digest(STORY, method, budget, Order::Document).summary;
    let summary = summary.expect("it was asked for");
    summary.chosen.iter().map(|choice| choice.index).collect()
}

#[test]
fn the_story_is_taken_apart_as_these_tests_suppose() {
    let document = Document::of(&article("en", STORY));
    let boilerplate: Vec<bool> = document.sentences().iter().map(|s| s.boilerplate).collect();
    assert_eq!(
        boilerplate,
        [false, false, false, true, false, false, false]
    );
}

#[test]
fn a_summary_begins_with_the_story_and_not_with_its_dateline() {
    for dateline in [
        "SANDVIK, Norrland (AP) — ",
        "(Harbour Post) - ",
        "SANDVIK — ",
    ] {
        let text = format!("By Jo Lind\n\n{dateline}{STORY}");
        for method in Method::all() {
            let digest = digest(&text, method, Budget::default(), Order::Document);
            let summary = digest.summary.expect("it was asked for");
            let first = summary.chosen.first().expect("a sentence");
            let begin = first.span.begin();
            if first.index == 1 {
                assert_eq!(begin, text.find("The ferry").expect("it is there"));
            }
            assert!(
                !text[begin..].starts_with(dateline),
                "{method:?}: {dateline}"
            );
        }
        let document = Document::of(&article("en", &text));
        let story = document.sentences()[1].span;
        assert!(story.of(&text).starts_with("The ferry"), "{dateline}");
        assert_eq!(
            document.agency().is_some(),
            dateline.contains('('),
            "{dateline}"
        );
    }
}

#[test]
fn a_brief_is_told_by_its_first_sentence() {
    let one = Budget {
        max_sentences: Some(1),
        ..Budget::default()
    };
    for brief in [
        "Norrland's council closed the bridge on Monday. Two hundred people protested. The mayor said it would \
         reopen in May.",
        "The harbour was closed on Friday. A storm had torn the ferry to Sandvik from its moorings and thrown it onto the \
         rocks below the old lighthouse. Nobody was hurt.",
        "apple will open its first store in tarrow next spring, the company said on friday. the shop on quay street \
         will employ 120 people. mayor helena strand welcomed the news. rival samsung closed its shop in the town \
         last year.",
    ] {
        let digest = digest(brief, Method::default(), one, Order::Document);
        let summary = digest.summary.expect("it was asked for");
        let first = summary.chosen.first().map(|choice| choice.index);
        assert_eq!(first, Some(0), "{brief}");
    }
}

#[test]
fn no_method_repeats_itself_or_takes_page_furniture() {
    for method in Method::all() {
        for most in 1..=7 {
            let budget = Budget {
                max_sentences: Some(most),
                ..Budget::default()
            };
            let chosen = chosen(method, budget);
            assert_eq!(chosen.len(), most.min(5) as usize, "{method:?}, {most}");
            assert!(!chosen.contains(&3), "{method:?}, {most}: furniture");
            let twice = chosen.contains(&0) && chosen.contains(&2);
            assert!(!twice, "{method:?}, {most}: the same sentence twice");
        }
    }
}

#[test]
fn a_sentence_that_does_not_fit_is_passed_over() {
    let lead = Method::named("lead").expect("it exists");
    let cases = [
        ("4 words: the one that fits", None, Some(4), vec![5]),
        ("20 characters: the same", Some(20), None, vec![5]),
        ("19 characters: none", Some(19), None, vec![]),
        (
            "14 words: the first and the short one",
            None,
            Some(14),
            vec![0, 5],
        ),
        (
            "80 characters: and the blank between",
            Some(80),
            None,
            vec![0, 5],
        ),
        ("79 characters: one too few", Some(79), None, vec![0]),
    ];
    for (name, max_characters, max_words, expected) in cases {
        let budget = Budget {
            max_characters,
            max_words,
            ..Budget::default()
        };
        assert_eq!(chosen(lead, budget), expected, "{name}");
    }
}

#[test]
fn what_cannot_be_read_by_itself_does_not_fill_the_last_words() {
    let text = "The council of Tarrow has closed the old bridge to all lorries from Monday on. \
        Engineers had found deep cracks in two of its four piers after the flood in March. \
        They warned of worse. Why was nothing done? Nobody knows. \
        But the ferries were full all week, and the shops in the old town stood empty. \
        Shopkeepers want a second ferry until the bridge is open again, and at half the price. \
        It will take months.";
    let chosen = |method: Method, most| {
        let budget = Budget {
            max_words: Some(most),
            ..Budget::default()
        };
        let summary = digest(text, method, budget, Order::Document).summary;
        let chosen = summary.expect("it was asked for").chosen;
        chosen.iter().map(|choice| choice.index).collect::<Vec<_>>()
    };
    let ranker = Method::default();
    let lead = Method::named("lead").expect("it exists");
    for most in 20..50 {
        let chosen = chosen(ranker, most);
        let fills = |at: &u32| [2, 3, 4, 7].contains(at);
        assert!(!chosen.iter().any(fills), "{most} words: {chosen:?}");
    }
    assert_eq!(chosen(ranker, 4).len(), 1, "room for nothing else");
    assert_eq!(chosen(lead, 39), [0, 1, 2, 3], "as its paper says");
}

#[test]
fn all_bounds_hold_at_once() {
    let budget = Budget {
        max_sentences: Some(4),
        max_characters: Some(130),
        max_words: Some(40),
        ratio: Some(Fraction::clamped(0.4)),
    };
    for method in Method::all() {
        let digest = digest(STORY, method, budget, Order::Document);
        let summary = digest.summary.expect("it was asked for");
        assert!(summary.chosen.len() <= 3, "{method:?}");
        assert!(!summary.chosen.is_empty(), "{method:?}");
        assert!(summary.text.chars().count() <= 130, "{method:?}");
        assert!(summary.text.split_whitespace().count() <= 40, "{method:?}");
    }
}

#[test]
fn an_article_of_nothing_but_repetitions_has_one_sentence_to_give() {
    let text = "The ferry left the harbour.\n\n".repeat(5_000);
    for method in Method::all() {
        let budget = Budget {
            ratio: Some(Fraction::ONE),
            ..Budget::default()
        };
        let digest = digest(&text, method, budget, Order::Score);
        let summary = digest.summary.expect("it was asked for");
        assert_eq!(summary.chosen.len(), 1, "{method:?}");
    }
    let lead = Method::named("lead").expect("it exists");
    let digest = digest(&text, lead, Budget::default(), Order::Score);
    assert!(
        digest
            .warnings
            .iter()
            .any(|w| w.code == WarningCode::FewerSentences)
    );
}

const AGROUND: &str = "A ferry with 42 people on board ran aground off Sandvik on Monday night after its \
    steering failed in a storm, the coast guard said. Nobody was hurt. Helicopters and three lifeboats \
    brought all passengers ashore before midnight, and 11 of them were treated for the cold in the \
    hospital of Norrland. \"It was dark,\" one passenger said. The shipping line had been warned in March \
    that the rudder of the 31-year-old ferry needed repair, according to letters that the harbour office \
    published on Tuesday. The line denies it. Prosecutors opened an inquiry on Tuesday and took the \
    captain's log. Mayor Ada Voss asked for calm. The ferry is to be towed to the yard in Norrland when \
    the wind drops. Until then a smaller boat will sail twice a day.";

/// What the engine makes of [`AGROUND`], with tags.
fn aground(reader_preference: Option<Fraction>, budget: Budget) -> Digest<'static> {
    let options = Options {
        summary: Some(SummaryOptions {
            budget,
            reader_preference,
            ..SummaryOptions::default()
        }),
        ..Options::default()
    };
    digest_with("en", AGROUND, &options)
}

#[test]
fn what_readers_prefer_tells_more_and_leaves_the_tags_as_they_are() {
    let of =
        |preference: Option<f32>| aground(preference.map(Fraction::clamped), Budget::default());
    let [usual, none, full] = [None, Some(0.0), Some(1.0)].map(of);
    assert_eq!(
        usual, none,
        "where sentences are counted it counts for nothing"
    );
    assert_eq!(none.tags, full.tags);
    let words = |digest: &Digest| {
        let summary = digest.summary.as_ref().expect("it was asked for");
        assert_eq!(summary.chosen.len(), 3);
        summary.text.split_whitespace().count()
    };
    assert!(words(&full) > words(&none) + 10, "{full:?}");
}

#[test]
fn what_readers_prefer_counts_for_half_where_words_are_counted() {
    let budget = Budget {
        max_words: Some(60),
        ..Budget::default()
    };
    let of = |preference: Option<f32>| aground(preference.map(Fraction::clamped), budget).summary;
    assert_eq!(of(None), of(Some(0.5)));
}

#[test]
fn what_readers_of_english_prefer_counts_in_no_other_language() {
    let of = |language_code: &'static str, preference: f32| {
        let summary = SummaryOptions {
            reader_preference: Some(Fraction::clamped(preference)),
            all_sentences: true,
            ..SummaryOptions::default()
        };
        digest_in(language_code, AGROUND, summary).summary
    };
    assert_eq!(of("fr", 0.0), of("fr", 1.0));
    assert_ne!(of("en", 0.0), of("en", 1.0));
}

/// Articles whose second sentence cannot be read without the first, and whose third says what the
/// first says.
const LEANING: [(&str, &str); 3] = [
    (
        "fr",
        "Le maire de Sandvik ferme le vieux pont pour deux ans. Mais il ne dit rien du coût des travaux. \
         Pour deux ans, le maire de Sandvik ferme le vieux pont aux voitures.",
    ),
    (
        "tr",
        "Sandvik belediye başkanı eski köprüyü iki yıl kapatıyor. Ancak onarımın maliyeti hakkında hiç konuşmadı. \
         Sandvik belediye başkanı eski köprüyü iki yıl arabalara kapatıyor.",
    ),
    (
        "en",
        "The mayor of Sandvik closes the old bridge for two years. But he says nothing of the cost of the repairs. \
         For two years the mayor of Sandvik closes the old bridge to cars.",
    ),
];

/// The summary of one sentence of `text`, with every sentence and its reasons.
fn explained<'a>(language_code: &'a str, text: &'a str) -> Summary<'a> {
    let options = SummaryOptions {
        budget: Budget {
            max_sentences: Some(1),
            ..Budget::default()
        },
        explain: true,
        all_sentences: true,
        ..SummaryOptions::default()
    };
    let summary = digest_in(language_code, text, options).summary;
    summary.expect("it was asked for")
}

#[test]
fn explanations_tell_why_a_sentence_was_left_out() {
    for (language_code, text) in LEANING {
        let all = explained(language_code, text).all;
        let value = |at: usize, name: &str| {
            let mut reasons = all[at].selection.iter();
            let found = reasons.find(|signal| signal.name == name);
            found.map(|signal| (signal.value, signal.contribution))
        };
        let chosen = [0, 2].map(|at| value(at, "likeness"));
        assert!(
            matches!(chosen, [None, Some((alike, price))] if alike > 0.5 && price < -0.2)
                || matches!(chosen, [Some((alike, price)), None] if alike > 0.5 && price < -0.2),
            "{language_code}: one was chosen, the other is like it: {chosen:?}"
        );
        let names: Vec<&str> = all[0].selection.iter().map(|signal| signal.name).collect();
        assert_eq!(names.contains(&"words"), language_code == "en", "{names:?}");
        if chosen[0].is_some() {
            let (loose, price) = value(1, "loose-ends").expect("its antecedent was left out");
            assert!(
                loose == 1.0 && price < -0.5,
                "{language_code}: {loose} at {price}"
            );
        } else {
            assert_eq!(value(1, "loose-ends"), None, "{language_code}");
        }
    }
}

#[test]
fn explanations_tell_what_stands_beside_the_report() {
    let text = "A ferry with forty people on board ran aground off Sandvik on Monday. \
                Two women wait in the harbour of Sandvik for news of the ferry. \
                The harbour master closed the sound to all ships until noon.";
    for (language_code, expected) in [("en", vec![1]), ("nb", vec![])] {
        let all = explained(language_code, text).all;
        let aside = |choice: &&Choice| choice.selection.iter().any(|reason| reason.name == "aside");
        let found: Vec<u32> = all
            .iter()
            .filter(aside)
            .map(|choice| choice.index)
            .collect();
        assert_eq!(found, expected, "{language_code}");
    }
}

#[test]
fn the_first_choice_has_the_highest_score_with_its_reasons() {
    for (language_code, text) in LEANING {
        let summary = explained(language_code, text);
        let worth = |choice: &Choice| {
            let reasons = choice.selection.iter();
            choice.score + reasons.map(|reason| reason.contribution).sum::<f32>()
        };
        let chosen = &summary.chosen[0];
        for other in &summary.all {
            assert!(
                worth(chosen) >= worth(other) - 1e-5,
                "{language_code}: {} is worth {}, {} {}",
                chosen.index,
                worth(chosen),
                other.index,
                worth(other)
            );
        }
    }
}

#[test]
fn a_summary_too_long_to_be_compared_with_itself_says_so() {
    const NOUNS: [&str; 8] = [
        "ferry", "harbour", "captain", "storm", "pilot", "gull", "bridge", "tunnel",
    ];
    let sentence = |n: usize| {
        let (one, two) = (NOUNS[n % 8], NOUNS[n / 8 % 8]);
        format!("The {one} of berth {n} met the {two} of quay{n} in lane{n}. ")
    };
    let text: String = (0..12_000).map(sentence).collect();
    let all = Budget {
        ratio: Some(Fraction::ONE),
        ..Budget::default()
    };
    for (budget, curtailed) in [(all, true), (Budget::default(), false)] {
        let summary = SummaryOptions {
            method: Method::named("luhn").expect("it exists"),
            budget,
            diversity: Some(Fraction::ONE),
            ..SummaryOptions::default()
        };
        let digest = digest_in("en", &text, summary);
        let found = digest.warnings.iter();
        let codes: Vec<_> = found.map(|warning| warning.code).collect();
        assert_eq!(
            codes.contains(&WarningCode::Truncated),
            curtailed,
            "{codes:?}"
        );
    }
}

/// Who spoke is told by the word behind the quotation, whatever signs it stands in.
#[test]
fn a_quotation_leans_back_if_a_pronoun_said_it() {
    for (opens, closes) in [('"', '"'), ('“', '”')] {
        for (speaker, loose) in [("said Ida Bergstrom", false), ("she said", true)] {
            let text = format!(
                "The bridge is shut. {opens}We had to find it{closes}, {speaker} in the harbour. \
                 The mayor of Sandvik shut the old bridge of the town for two years on Monday, and cars take \
                 the ring road until then."
            );
            let Summary { all, chosen, .. } = explained("en", &text);
            assert_eq!(chosen[0].index, 2, "{text}");
            let mut reasons = all[1].selection.iter();
            let found = reasons.any(|signal| signal.name == "loose-ends");
            assert_eq!(found, loose, "{text}");
        }
    }
}

#[test]
fn texts_of_fewer_than_two_sentences_are_said_to_be_short() {
    for (text, short) in [
        ("Flood", true),
        ("The old bridge of Sandvik is closed for two years.", true),
        (
            "The old bridge of Sandvik is closed. Nobody knows why.",
            true,
        ),
        (
            "The old bridge of Sandvik is closed. Nobody in the town knows why.",
            false,
        ),
    ] {
        let warnings = digest_in("en", text, SummaryOptions::default()).warnings;
        let told = warnings
            .iter()
            .any(|warning| warning.code == WarningCode::TextTooShort);
        assert_eq!(told, short, "{text}");
    }
}

#[test]
fn a_headline_that_the_text_begins_with_is_no_sentence_of_the_summary() {
    let headline = "Council of Tarrow votes to replace all of its diesel ferries by 2028";
    let lead =
        "The council of Tarrow voted on Tuesday to replace all of its diesel ferries by 2028.";
    let rest =
        "The plan costs 41 million pounds. Critics of the council had wanted a bridge instead.";
    let text = format!("{headline}\n\n{lead} {rest}");
    for title in [headline, ""] {
        let raw = RawArticle {
            title,
            text: &text,
            ..RawArticle::default()
        };
        let article = Article::parse(raw, &Limits::default()).expect("it can be used");
        let digest = Engine::new().digest(&article, &Options::default());
        let summary = digest.summary.expect("it was asked for");
        assert_eq!(summary.chosen[0].text, lead, "under {title:?}");
    }
}

#[test]
fn a_shortfall_tells_what_was_not_counted() {
    let lead = "The council of Tarrow has closed the old bridge over the sound.";
    for (text, besides) in [
        (lead.to_owned(), ""),
        (
            format!("Bridge closed\n\n{lead}"),
            ", besides 1 line that looks like a heading, a caption or the like",
        ),
        (
            format!("Bridge closed\n\nBy Jo Lind\n\n{lead} {lead}"),
            ", besides 2 lines that look like headings, captions or the like and 1 repetition",
        ),
    ] {
        let digest = digest(&text, Method::default(), Budget::default(), Order::Document);
        let of_shortfall = |w: &&Warning| w.code == WarningCode::FewerSentences;
        let warning = digest.warnings.iter().find(of_shortfall);
        let expected =
            format!("The article has 1 of the 3 sentences that were asked for{besides}.");
        let message = warning.map(|warning| warning.message.as_ref());
        assert_eq!(message, Some(expected.as_str()), "{text}");
    }
}

#[test]
fn fragments_are_taken_where_nothing_else_fits_and_counted_with_the_rest() {
    let [one, two, three] = [
        "The ferry to Norrland left Tuesday with two hundred guests.",
        "Tickets cost forty crowns and sold out within an hour.",
        "Critics in the harbour town doubt that the line will earn its keep.",
    ];
    let again = "\n\nRuiz 51.".repeat(4);
    let text = format!("{one}\n\n{two}\n\n{three}\n\nRuiz 51.\n\nOsei 22.{again}");
    let budget = Budget {
        max_words: Some(4),
        max_sentences: Some(9),
        ..Budget::default()
    };
    let digest = digest(&text, Method::default(), budget, Order::Document);
    let summary = digest.summary.expect("it was asked for");
    assert_eq!(summary.text, "Ruiz 51. Osei 22.");
    let shortfall = |w: &&Warning| w.code == WarningCode::FewerSentences;
    let warning = digest.warnings.iter().find(shortfall);
    let message = warning.map(|warning| warning.message.as_ref());
    let expected =
        "The article has 5 of the 9 sentences that were asked for, besides 4 repetitions.";
    assert_eq!(message, Some(expected));
}
