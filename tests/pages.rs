//! What a page carries beside its story is in no summary, whatever the method.

mod article;
mod tagged;

use article::article;
use nutgraf::engine::{Engine, Options};
use nutgraf::scoring::Method;
use nutgraf::selection::budget::Budget;
use nutgraf::selection::options::SummaryOptions;
use nutgraf::tagging::tags::TagOptions;
use tagged::tagged;

const STORY: [&str; 3] = [
    "A fire at a paper mill killed two workers on Wednesday, officials said.",
    "The blaze began before dawn in a warehouse of the Holt Paper Company.",
    "Schools within two miles of the mill were closed for the day.",
];

const CAPTION: &str = "Smoke rises over the harbour on Wednesday.";

/// All that a summary of an English `text` may take, in order.
fn story(text: &str) -> Vec<String> {
    story_in("en", text)
}

/// The same of a text in another language.
fn story_in(language: &str, text: &str) -> Vec<String> {
    let budget = Budget {
        max_sentences: Some(100),
        ..Budget::default()
    };
    let summary = SummaryOptions {
        method: Method::named("lead").expect("there is such a method"),
        budget,
        ..SummaryOptions::default()
    };
    let options = Options {
        summary: Some(summary),
        tags: None,
    };
    let digest = Engine::new().digest(&article(language, text), &options);
    let chosen = digest.summary.expect("it was asked for").chosen;
    chosen.iter().map(|choice| choice.text.to_owned()).collect()
}

#[test]
fn a_caption_goes_with_the_credit_of_its_picture() {
    let [lead, second, third] = STORY;
    for (name, text) in [
        (
            "before a dateline",
            format!(
                "{CAPTION} (AP Photo/Ana Ruiz)\n\nLENFORD, March 4 (AP) — {lead} {second} {third}"
            ),
        ),
        (
            "in one paragraph with the story",
            format!(
                "{CAPTION} (AP Photo/Ana Ruiz) LENFORD, March 4 (AP) — {lead} {second} {third}"
            ),
        ),
        (
            "of two sentences",
            format!("{CAPTION} Two men died. REUTERS/Ana Ruiz\n\n{lead} {second} {third}"),
        ),
        (
            "without a full stop",
            format!("Smoke rises over the harbour (Ana Ruiz/AP)\n\n{lead} {second}\n\n{third}"),
        ),
        (
            "on the line above its credit",
            format!("{CAPTION}\nPhotograph: Ana Ruiz/Reuters\n\n{lead}\n\n{second} {third}"),
        ),
        (
            "within the story",
            format!("{lead}\n\n{CAPTION} Ana Ruiz/Getty Images\n\n{second}\n\n{third}"),
        ),
        (
            "a credit whose caption is missing",
            format!("{lead}\n\nPhotograph: Ana Ruiz/Reuters\n\n{second}\n\n{third}"),
        ),
        (
            "after a paragraph of the story",
            format!("{lead} {second} {third} (AP Photo/Ana Ruiz)"),
        ),
    ] {
        assert_eq!(story(&text), STORY, "{name}");
    }
}

#[test]
fn agencies_that_the_story_names_take_nothing_along() {
    let [lead, ..] = STORY;
    for end in [
        "The AP reported two deaths.",
        "The owner spoke to Reuters on Monday.",
        "Getty Images has sued the owner.",
        "Half of them blame the owner (Reuters/Ipsos).",
    ] {
        let text = format!("{lead} {end}");
        assert_eq!(story(&text), [lead, end]);
    }
}

#[test]
fn a_headline_that_the_lead_says_again_is_none_of_its_sentences() {
    let [lead, second, third] = STORY;
    let headline = "Two workers of a paper mill killed as fire breaks out before dawn on Wednesday";
    let below = "Officials close schools near the mill until the fire is out, workers told";
    for (name, head) in [
        ("alone", headline.to_owned()),
        ("before a byline", format!("{headline}\n\nBy Tom Hadley")),
        ("of two lines", format!("{headline}\n{below}")),
    ] {
        let text = format!("{head}\n\n{lead} {second}\n\n{third}");
        assert_eq!(story(&text), STORY, "{name}");
    }
    let filed = format!("{headline}\n\nLENFORD, March 4 (AP) — {lead} {second} {third}");
    assert_eq!(story(&filed), STORY, "before a dateline");
}

#[test]
fn a_first_line_that_may_be_the_lead_stays() {
    let [lead, second, third] = STORY;
    let bare = lead.trim_end_matches('.');
    for (name, text) in [
        (
            "the lead has lost its full stop",
            format!("{bare}\n\n{second}\n\n{third}"),
        ),
        (
            "a line of a poem",
            "The mill burns low, the mill burns low at dawn by night\n\n\
             The mill burns low by dawn and I walk home alone tonight\n\n\
             The mill burns low by dawn and nobody came home for me"
                .to_owned(),
        ),
        (
            "a first sentence of its paragraph",
            format!(
                "The mill, the mill! Two workers of a paper mill were killed on Wednesday\n\n{second}"
            ),
        ),
        (
            "a sentence that is said again",
            format!("Two workers of a paper mill were killed by a fire on Wednesday.\n\n{lead}"),
        ),
    ] {
        let first = text.split("\n\n").next().expect("it has a first line");
        let kept = story(&text).join(" ");
        assert!(kept.starts_with(first), "{name}: {kept}");
    }
}

#[test]
fn the_times_of_a_live_blog_are_in_no_summary() {
    let [lead, second, third] = STORY;
    for (name, text) in [
        (
            "on lines of their own",
            format!("10:42\n\n{lead}\n\n10.55am GMT\n\n{second}\n\n2h ago\n\n{third}"),
        ),
        (
            "before the entries",
            format!("10:42 {lead}\n\n10.55am GMT {second}\n\n11:02 {third}"),
        ),
        (
            "before a sign",
            format!("9.31am: {lead}\nUpdated at 16:30 GMT\n14:05 - {second}\n► 13h17 : {third}"),
        ),
        (
            "before one entry",
            format!("{lead}\n\n14:05 – {second}\n\n{third}"),
        ),
    ] {
        assert_eq!(story(&text), STORY, "{name}");
    }
}

#[test]
fn headings_between_dashes_are_in_no_summary() {
    let [lead, second, third] = STORY;
    for text in [
        format!("{lead}\n\n- 'A wall of fire' -\n\n{second} {third}"),
        format!("{lead} - 'A wall of fire' -{second} - Schools closed -{third}"),
    ] {
        assert_eq!(story(&text), STORY, "{text}");
    }
}

#[test]
fn greetings_of_a_newsletter_are_in_no_summary() {
    let [lead, second, third] = STORY;
    let text = format!(
        "Good morning.\n\nHi, it's Ana in Lenford. {lead}\n\nWelcome to Wednesday's briefing.\n\n{second} {third}\n\n\
         Thanks for reading. See you tomorrow.\n\nSign up here to get this every weekday.\n\n\
         Was this newsletter forwarded to you?"
    );
    assert_eq!(story(&text), STORY);
}

#[test]
fn line_ups_are_in_no_summary_and_their_names_in_no_tag() {
    let report = [
        "Lena Brandt scored twice as Lenford United beat Holt Rovers on Wednesday.",
        "The goals came after Rovers had lost their captain to a second yellow card.",
    ];
    let text = format!(
        "{}\n\n{}\n\nLenford United (4-3-3): Brandt; Ito, Mbeki, Larsen, Doyle; Okoro (Silva, 71), Haas, Nowak; Reyes, \
         Kowalski, Ruiz.\n\nSubs: Diaz, Weber, Silva.\n\nScorers: Brandt 12, 88.\n\nBooked: Larsen, Kowalski. Sent off: \
         Larsen.\n\nAttendance: 12,345.\n\nReferee: M Osei.",
        report[0], report[1]
    );
    assert_eq!(story(&text), report);
    let digest = tagged(&article("en", &text), TagOptions::default());
    let tags = digest.tags.expect("they were asked for").tags;
    let found = |name: &str| tags.iter().any(|tag| tag.text.contains(name));
    assert!(found("Lena Brandt"), "{tags:?}");
    assert!(!found("Larsen") && !found("Kowalski"), "{tags:?}");
}

#[test]
fn datelines_of_other_scripts_are_in_no_summary() {
    let russian = [
        "Президент Кореи закрыл мост в пятницу.",
        "Он был очень старый.",
    ];
    for (language, line, [lead, second]) in [
        (
            "zh",
            "新华社北京11月27日电 （记者 王明）",
            ["市长周五关闭了旧桥。", "新桥将在春天之前完成。"],
        ),
        (
            "ja",
            "【ソウル時事】",
            [
                "市長は金曜日に古い橋を閉めた。",
                "新しい橋は春までに完成する。",
            ],
        ),
        (
            "ko",
            "(서울=연합뉴스) 홍길동 기자 = ",
            [
                "시장은 금요일에 낡은 다리를 닫았다.",
                "새 다리는 봄까지 완성된다.",
            ],
        ),
        ("ru", "МОСКВА, 27 ноя — РИА Новости. ", russian),
        ("ru", "Москва. 27 ноября. ИНТЕРФАКС – ", russian),
        ("ru", "МОСКВА, 27 ноября. /ТАСС/. ", russian),
    ] {
        let text = format!("{line}{lead} {second}");
        assert_eq!(story_in(language, &text), [lead, second], "{text}");
    }
}
