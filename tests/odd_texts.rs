//! Tags of texts that are no plain news story: sensible ones or fewer, never noise to fill the count.

mod article;

use article::article;
use nutgraf::engine::{Engine, Options};

/// The texts of the ten tags.
fn tags_of(text: &str) -> Vec<String> {
    let digest = Engine::new().digest(&article("en", text), &Options::default());
    let tags = digest.tags.expect("they were asked for").tags;
    tags.into_iter().map(|tag| tag.text).collect()
}

/// A text, what some tag has to be, and what none may be or hold as a word.
struct Case {
    name: &'static str,
    text: String,
    wanted: &'static [&'static str],
    unwanted: &'static [&'static str],
    /// The fewest and the most tags.
    count: (usize, usize),
}

const NO_TITLE: &str = "The harbour board of Lowick has closed the old swing bridge to lorries. Engineers found \
    cracks in two girders of the bridge last week. Chief engineer Marta Osei said that the girders would be \
    replaced before winter. Osei wants lorries to use the ring road until then. Shop owners in Lowick fear \
    for their deliveries, and the harbour board has promised them help.";

const TABLE: &str = "Results of the Lowick regatta\n\n\
    Club\tPlace\tPoints\n\
    Aldmouth Rowers\t1\t48\n\
    Ness Point\t2\t41\n\
    Brenton Oars\t3\t37\n\n\
    Aldmouth Rowers won the regatta for the third time. Their coach praised the crew of Aldmouth Rowers.\n\n\
    - Start: 10.30\n\
    - Distance: 2,000 m\n\
    - Wind: 12 knots\n\n\
    The regatta will be rowed again next year, the club said.";

const CAPITALS: &str = "THE LIGHTHOUSE AT NESS POINT WILL BE SOLD THIS SPRING. THE HARBOUR BOARD SAID THE LIGHTHOUSE \
    COSTS TOO MUCH TO KEEP. A BUYER MUST KEEP THE LIGHTHOUSE OPEN TO VISITORS. TWO FAMILIES HAVE ASKED FOR THE \
    KEYS, AND THE HARBOUR BOARD WILL DECIDE BEFORE SUMMER.";

const TRANSCRIPT: &str = "Q: When did you first see the seal colony?\n\
    A: I saw the seal colony in the spring, on the sandbank.\n\
    Q: And how many seals are there now?\n\
    A: We counted eighty seals on the sandbank. The seal colony grows every year.\n\
    SPEAKER: Thank you. Does that trouble the fishing fleet?\n\
    A: The fishing fleet keeps away from the sandbank.\n\
    SPEAKER: Thank you very much, that was all.";

const SECTIONS: &str = "BACKGROUND: Nurses on night shifts sleep badly, and oral caffeine may help them or not. METHODS: In this \
    trial at four hospitals, 318 nurses on night shifts were given oral caffeine or a placebo. Main outcome measures: \
    Hours of sleep and reaction times. Results: Those with oral caffeine slept 40 minutes less, and reaction times did \
    not differ. CONCLUSIONS: Oral caffeine does not help nurses on night shifts.";

const EVERYWHERE: &str = "Bergstrom arrived early. Bergstrom opened the library that Bergstrom had paid for. Ida \
    Bergstrom spoke for an hour. Bergstrom thanked the builders, and the builders thanked Bergstrom. Bergstrom \
    left before noon. The library that bears the name of Ida Bergstrom holds nine thousand books. Bergstrom \
    collected them in forty years. Bergstrom never married.";

const HYPHENATED: &str = "The mayor of Lund\u{200B}haven wants to close the munici\u{AD}pal fund. Marta\u{200B} Osei said that \
    the munici\u{AD}pal fund\u{AD} has lost its money. Nobody in Lund\u{200B}haven knew of it. Marta\u{2060} Osei will leave \
    Lund\u{AD}haven in May.";

/// Over ten thousand words: one story, told between notes from many places.
fn long_text() -> String {
    let places = [
        "Aldmouth",
        "Brenton",
        "Haverby",
        "Kirkholm",
        "Ness Point",
        "Quarrow",
        "Selwick",
    ];
    let notes = [
        "In {}, the market opened late because of the rain.",
        "A bus from {} broke down and its passengers walked home.",
        "The school of {} planted forty trees along the road.",
        "Nobody in {} remembers so many herons on the roofs.",
    ];
    let mut text = String::from(
        "The tidal power station of Lowick will open next month. The tidal power station feeds nine \
         thousand homes, engineer Marta Osei said.\n\n",
    );
    for round in 0..210 {
        for (number, note) in notes.iter().enumerate() {
            let place = places[(round * 3 + number) % places.len()];
            text += &note.replace("{}", place);
            text.push(' ');
        }
        text += "The tidal power station was tested once more, and Marta Osei watched the turbines.\n\n";
    }
    text
}

fn cases() -> Vec<Case> {
    let case = |name, text: &str, wanted, unwanted, count| Case {
        name,
        text: text.to_owned(),
        wanted,
        unwanted,
        count,
    };
    vec![
        case(
            "no title",
            NO_TITLE,
            &["Marta Osei", "Lowick", "harbour board"],
            &["week", "winter"],
            (6, 10),
        ),
        case(
            "two sentences",
            "The swing bridge of Lowick reopened on Monday. Traffic is light.",
            &["swing bridge", "Lowick"],
            &["Monday", "is", "light"],
            (2, 5),
        ),
        case(
            "ten thousand words",
            &long_text(),
            &["tidal power station", "Marta Osei"],
            &["month", "thousand", "nobody"],
            (10, 10),
        ),
        case(
            "a table and a list",
            TABLE,
            &["Aldmouth Rowers", "regatta"],
            &["48", "41", "37", "10.30", "2,000", "12", "1", "m"],
            (2, 10),
        ),
        case(
            "capitals",
            CAPITALS,
            &["LIGHTHOUSE", "HARBOUR BOARD"],
            &["THE", "SAID", "TWO", "THIS"],
            (3, 10),
        ),
        case(
            "a transcript",
            TRANSCRIPT,
            &["seal colony", "sandbank", "fishing fleet"],
            &["Q", "A", "SPEAKER", "speaker", "Thank", "thank"],
            (3, 10),
        ),
        case(
            "an abstract in sections",
            SECTIONS,
            &["oral caffeine", "night shifts"],
            &[
                "BACKGROUND",
                "METHODS",
                "Results",
                "Main outcome measures",
                "measures",
            ],
            (3, 10),
        ),
        case(
            "soft hyphens and blanks of no width",
            HYPHENATED,
            &["Marta Osei", "Lundhaven", "municipal fund"],
            &["Lund", "haven", "munici"],
            (3, 10),
        ),
        case(
            "one name everywhere",
            EVERYWHERE,
            &["Ida Bergstrom", "library"],
            &["hour", "noon"],
            (2, 10),
        ),
    ]
}

#[test]
fn odd_texts_have_sensible_tags_or_fewer() {
    for case in cases() {
        let tags = tags_of(&case.text);
        let name = case.name;
        let (fewest, most) = case.count;
        assert!(
            (fewest..=most).contains(&tags.len()),
            "{name}: {} tags: {tags:?}",
            tags.len()
        );
        for wanted in case.wanted {
            assert!(
                tags.iter().any(|tag| tag == wanted),
                "{name}: {wanted} is missing: {tags:?}"
            );
        }
        for tag in &tags {
            let words: Vec<&str> = tag.split(' ').collect();
            let noise = case.unwanted.iter().find(|noise| words.contains(noise));
            assert!(noise.is_none(), "{name}: {tag:?} holds {noise:?}: {tags:?}");
        }
    }
}

#[test]
fn no_tag_is_a_piece_of_a_word_that_is_too_long() {
    for (letters, name) in [("ab", "of ASCII"), ("éa", "of other letters")] {
        let long = letters.repeat(500);
        let tags = tags_of(&format!("{long} {NO_TITLE} {long} {NO_TITLE} {long}."));
        let piece = tags.iter().find(|tag| tag.contains(letters));
        assert_eq!(piece, None, "{name}: {tags:?}");
    }
}

#[test]
fn a_name_that_is_everywhere_is_one_tag_with_all_its_mentions() {
    let tags = tags_of(EVERYWHERE);
    assert!(
        !tags.iter().any(|tag| tag == "Bergstrom" || tag == "Ida"),
        "{tags:?}"
    );
    assert_eq!(
        tags.first().map(String::as_str),
        Some("Ida Bergstrom"),
        "{tags:?}"
    );
}
