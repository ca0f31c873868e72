//! Names: what is one, where it ends, and what it stands for.

mod article;
mod tagged;

use article::article;
use nutgraf::article::{Article, Limits, RawArticle};
use nutgraf::tagging::entity::EntityType;
use nutgraf::tagging::tags::{Tag, TagKind, TagOptions};
use tagged::tagged;

/// Up to thirty tags of an English text.
fn tags_of(text: &str) -> Vec<Tag> {
    tags_by(text, TagOptions::default())
}

fn tags_by(text: &str, options: TagOptions) -> Vec<Tag> {
    let options = TagOptions {
        max_tags: 30,
        ..options
    };
    let digest = tagged(&article("en", text), options);
    digest.tags.expect("they were asked for").tags
}

fn texts(tags: &[Tag]) -> Vec<&str> {
    tags.iter().map(|tag| tag.text.as_str()).collect()
}

/// The type of the tag of that name in a text, which must have it.
fn type_of(text: &str, name: &str) -> Option<EntityType> {
    let tags = tags_of(text);
    let found = tags.iter().find(|tag| tag.text == name);
    let found = found.unwrap_or_else(|| panic!("no {name} among {:?}", texts(&tags)));
    found.entity_type
}

#[test]
fn names_are_names_in_sentences_of_little_else_and_not_in_headings() {
    for (text, name, kind) in [
        (
            "Ana Ruiz, Tom Berg and Li Wei joined Kestrel Energy in Lenford.",
            "Tom Berg",
            TagKind::Entity,
        ),
        (
            "Ana Ruiz and Tom Berg were with Li Wei in Lenford.",
            "Li Wei",
            TagKind::Entity,
        ),
        (
            "Ana Ruiz met Tom Berg and Li Wei in Lenford",
            "Ana Ruiz",
            TagKind::Keyphrase,
        ),
        (
            "Harbour Bridge Stays Shut in Lenford\n\nThe town waits. The harbour bridge is old, and nobody knows why.",
            "harbour bridge",
            TagKind::Keyphrase,
        ),
    ] {
        let tags = tags_of(text);
        let found = tags.iter().find(|tag| tag.text.eq_ignore_ascii_case(name));
        let found = found.unwrap_or_else(|| panic!("no {name} among {:?}", texts(&tags)));
        assert_eq!(found.kind, kind, "{name} in {text}");
    }
}

#[test]
fn a_title_an_age_or_speech_tells_a_person_from_the_place_that_the_surname_names() {
    for (text, name, expected) in [
        (
            "The council heard Mrs. Ann Park on Monday. It will meet again.",
            "Ann Park",
            EntityType::Person,
        ),
        (
            "The bill fell when Senator Ron Hill left the room. Nobody knew why.",
            "Ron Hill",
            EntityType::Person,
        ),
        (
            "A swimmer won. Jane Lake, 34, said she was happy. The crowd went home.",
            "Jane Lake",
            EntityType::Person,
        ),
        (
            "The painter Clare Bridge met the crowd. Later Bridge said that she was tired.",
            "Clare Bridge",
            EntityType::Person,
        ),
        (
            "Homes burned in Mill Street, 34 people said. The fire in Mill Street was put out.",
            "Mill Street",
            EntityType::Place,
        ),
        (
            "Tarrow Street said the offer stood. Critics of Tarrow Street were not heard.",
            "Tarrow Street",
            EntityType::Place,
        ),
        (
            "The night porter Colin Lake was asleep. He had worked for two days.",
            "Colin Lake",
            EntityType::Person,
        ),
        (
            "The firm is old. Tom Berg co-owns it with a friend, and Berg said that it makes money.",
            "Tom Berg",
            EntityType::Person,
        ),
        (
            "Fans of Tarrow United said the manager should go. Tarrow United have lost again.",
            "Tarrow United",
            EntityType::Organization,
        ),
        (
            "Kestrel Energy said profits rose. Traders had feared worse from Kestrel Energy.",
            "Kestrel Energy",
            EntityType::Organization,
        ),
    ] {
        assert_eq!(type_of(text, name), Some(expected), "{name} in {text}");
    }
}

#[test]
fn what_somebody_is_tells_a_person_from_what_is_named_alike() {
    for (text, name, expected) in [
        (
            "Mina Park, a city clerk, opened the library on Monday. Readers came from all over the county.",
            "Mina Park",
            Some(EntityType::Person),
        ),
        (
            "Ida Forest, the nurse who found the boy, was lucky. Nobody else had seen him.",
            "Ida Forest",
            Some(EntityType::Person),
        ),
        (
            "Tom Berg, an engineer from Lenford, built the bridge. It is still open.",
            "Tom Berg",
            Some(EntityType::Person),
        ),
        (
            "Outside Tarrow College, a student was hurt on Monday. Police closed Tarrow College for a day.",
            "Tarrow College",
            Some(EntityType::Organization),
        ),
        (
            "Near Quay Point, a nurse at the gate saw the boat. Nobody was hurt at Quay Point.",
            "Quay Point",
            Some(EntityType::Place),
        ),
        (
            "After the storm Mill Lake, a student said, was brown. Fish died in Mill Lake.",
            "Mill Lake",
            Some(EntityType::Place),
        ),
        (
            "Kestrel Norvane, a leader in turbines, cut its forecast. Traders had feared that.",
            "Kestrel Norvane",
            None,
        ),
    ] {
        assert_eq!(type_of(text, name), expected, "{name} in {text}");
    }
}

#[test]
fn countries_that_speak_are_places_and_persons_called_so_are_not() {
    for (text, name, expected) in [
        (
            "The ministers of North Korea said no. North Korea told the council that it was a test, and Korea said so again.",
            "North Korea",
            Some(EntityType::Place),
        ),
        (
            "On Tuesday Turkey warned of war. Turkey says that nothing has been agreed.",
            "Turkey",
            Some(EntityType::Place),
        ),
        (
            "The port is shut, said Mrs. Ida England. England said that it will stay so.",
            "Ida England",
            Some(EntityType::Person),
        ),
        (
            "The Bank of England cut its rate. Nobody at the Bank of England had been against it.",
            "Bank of England",
            Some(EntityType::Organization),
        ),
    ] {
        assert_eq!(type_of(text, name), expected, "{name} in {text}");
    }
}

#[test]
fn what_is_spoken_of_as_a_thing_is_no_person() {
    let text = "Kestrel Norvane, which makes turbines, cut its forecast. Norvane said it would shut a plant.";
    let tags = tags_of(text);
    let found = tags.iter().find(|tag| tag.text == "Kestrel Norvane");
    assert_eq!(found.expect("a tag").entity_type, None);
}

#[test]
fn the_sign_of_a_share_is_no_tag_and_no_part_of_the_company_before_it() {
    for company in [
        "Kestrel Inc KST.O",
        "Kestrel Inc. (KST.N)",
        "Kestrel plc <KST.L>",
        "Kestrel Inc KST_p.DE",
        "Kestrel Inc (NASDAQ: KST)",
        "Kestrel Inc (NYSE: KST, LSE: KST)",
        "Kestrel Inc (Nasdaq:KST)",
        "Kestrel Inc ($KST)",
        "Kestrel (TSE: 7203)",
        "Kestrel 7203.T",
    ] {
        let text = format!(
            "{company} beat forecasts on Thursday. Kestrel will buy back stock, and traders liked Kestrel."
        );
        let tags = tags_of(&text);
        let named = tags.iter().find(|tag| tag.text == "Kestrel");
        let named = named.unwrap_or_else(|| panic!("no Kestrel in {:?}", texts(&tags)));
        assert_eq!(named.mentions.len(), 3, "{text}");
        assert_eq!(named.entity_type, Some(EntityType::Organization), "{text}");
        let signs = ["KST", "7203", "LSE", "Nasdaq", "NASDAQ"];
        let sign = tags
            .iter()
            .find(|tag| signs.iter().any(|sign| tag.text.contains(sign)));
        assert_eq!(sign, None, "{text}");
    }
}

#[test]
fn what_looks_like_a_share_may_be_a_name() {
    let text =
        "Norland beat the U.S. in the final. The Wire (UK: BBC) showed it. Fans in the U.S. wept.";
    assert!(texts(&tags_of(text)).contains(&"Norland"));
}

#[test]
fn nouns_in_the_plural_that_begin_a_sentence_are_no_part_of_the_name_after_them() {
    for (text, name, stuck) in [
        (
            "Chips sold well. Rivals Norvidia and Tesk rose by one percent. Nobody had feared that.",
            "Norvidia",
            "Rivals Norvidia",
        ),
        (
            "The market fell. Shares of Tarrowline rose by one percent, and nobody knew why.",
            "Tarrowline",
            "Shares of Tarrowline",
        ),
        (
            "The court was split. Whitmore and Justices Amy Cole and Neil Hart were against it.",
            "Amy Cole",
            "Justices Amy Cole",
        ),
    ] {
        let tags = tags_of(text);
        let found = texts(&tags);
        assert!(found.contains(&name), "no {name} among {found:?}");
        assert!(!found.contains(&stuck), "{stuck} among {found:?}");
    }
    let text =
        "The club met. Knights of Norvaria marched. The Knights of Norvaria are an old club.";
    assert!(texts(&tags_of(text)).contains(&"Knights of Norvaria"));
}

#[test]
fn a_name_that_is_too_long_is_left_out_and_not_cut() {
    let text = "The New York State Board of Elections met on Monday. The board heard the county, and nobody else.";
    let whole = "New York State Board of Elections";
    assert!(texts(&tags_of(text)).contains(&whole));
    for max_words in 2..=5 {
        let options = TagOptions {
            max_words,
            ..TagOptions::default()
        };
        let tags = tags_by(text, options);
        let part = |tag: &&Tag| tag.text.contains(' ') && whole.contains(&tag.text);
        assert_eq!(tags.iter().find(part), None, "{max_words}");
    }
    let options = TagOptions {
        max_words: 2,
        ..TagOptions::default()
    };
    let text =
        "The New York State Board of Elections met on Monday. Voters in New York were pleased.";
    assert!(texts(&tags_by(text, options)).contains(&"New York"));
}

#[test]
fn two_long_names_with_and_between_them_are_two() {
    let text = "Walls were built at Harbour Lock and Lower Tarrow Lock. The work took a year, and it rained.";
    let tags = tags_of(text);
    assert!(texts(&tags).contains(&"Harbour Lock"), "{:?}", texts(&tags));
}

#[test]
fn a_verb_of_the_title_is_part_of_no_tag() {
    for (title, text) in [
        (
            "Swing bridge reopens in Tarrow",
            "The swing bridge reopened on Monday after a year of work. Drivers cheered as the swing bridge reopened.",
        ),
        (
            "Tarrow votes on ferries",
            "Tarrow voted on new ferries on Sunday. The ferries are old. Never before had Tarrow voted so early.",
        ),
    ] {
        let raw = RawArticle {
            title,
            text,
            language_code: "en",
            ..RawArticle::default()
        };
        let article = Article::parse(raw, &Limits::default()).expect("the text is not blank");
        let tags = tagged(&article, TagOptions::default()).tags;
        let tags = tags.expect("they were asked for").tags;
        let verb = |tag: &&Tag| tag.text.contains("reopen") || tag.text.contains("vote");
        assert_eq!(tags.iter().find(verb), None, "{title}");
    }
}

#[test]
fn what_is_said_behind_a_name_is_no_part_of_it() {
    for (text, name, longer) in [
        (
            "The vote hurt Ines Corby months before the election. Corby had hoped for more.",
            "Ines Corby",
            "Ines Corby months",
        ),
        (
            "The court was full. Defence lawyer Rob Castle plans to appeal against the verdict.",
            "Rob Castle",
            "Rob Castle plans",
        ),
        (
            "Tarrow Town 3-1 Brannoc United: a late goal decides the match. Fans of Tarrow Town cheered.",
            "Tarrow Town",
            "Tarrow Town 3",
        ),
    ] {
        let tags = tags_of(text);
        let found = texts(&tags);
        assert!(found.contains(&name), "no {name} among {found:?}");
        assert!(!found.contains(&longer), "{longer} among {found:?}");
    }
}

#[test]
fn small_words_between_hyphens_are_in_the_names_that_they_join() {
    let text = "Police in Lunde-on-Marr arrested two men after a fire in a pottery. Crews from all of Norrland fought the \
        fire for six hours. The pottery in Lunde-on-Marr had closed in May, and so had the shops of Port-au-Tarn.";
    let tags = tags_of(text);
    for name in ["Lunde-on-Marr", "Port-au-Tarn"] {
        let kind = tags.iter().find(|tag| tag.text == name).map(|tag| tag.kind);
        assert_eq!(kind, Some(TagKind::Entity), "{name} in {:?}", texts(&tags));
    }
}
