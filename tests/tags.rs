//! How tags are written and which are left out: what an editor would not file an article under.

mod article;
mod tagged;

use article::article;
use nutgraf::article::{Article, Limits, RawArticle};
use nutgraf::engine::{Digest, Engine, Options};
use nutgraf::fraction::Fraction;
use nutgraf::tagging::entity::EntityType;
use nutgraf::tagging::tags::{Tag, TagKind, TagOptions};
use nutgraf::warning::WarningCode;
use tagged::tagged;

const STORY: &str = "The Northsea Ferries line will sell its last diesel boats on March 10, the company \
    said. Retired fisher Ida Bergstrom steered the first of them. Bergstrom remembers the winter when the \
    harbour froze. Bergstrom wants the boats to stay in Alabama. Alabama officials met the \
    company on Monday, and Bergstrom spoke to them. Bergstrom said that diesel boats still have buyers. \
    New Testament readings were held for the crews. The company expects buyers for its diesel boats \
    by March 10.";

/// Up to thirty tags of [`STORY`].
fn tags() -> Vec<Tag> {
    tags_of(STORY)
}

fn tags_of(text: &str) -> Vec<Tag> {
    tags_in_style(text, None)
}

fn tags_in_style(text: &str, style: Option<Fraction>) -> Vec<Tag> {
    let options = TagOptions {
        max_tags: 30,
        style,
        ..TagOptions::default()
    };
    let digest = digest(text, options);
    digest.tags.expect("they were asked for").tags
}

/// Up to thirty tags of a text in the language of that code.
fn tags_in(code: &str, text: &str) -> Vec<Tag> {
    let options = TagOptions {
        max_tags: 30,
        ..TagOptions::default()
    };
    let digest = tagged(&article(code, text), options);
    digest.tags.expect("they were asked for").tags
}

/// What comes of an English text of which tags are asked for alone.
fn digest(text: &str, tags: TagOptions) -> Digest<'_> {
    tagged(&article("en", text), tags)
}

/// An article of `words` words, the last two of which stand nowhere else.
fn long(words: usize) -> String {
    let filler = "the harbour froze in winter. ";
    let count = (words - 3) / 5;
    format!("{}It was Ida Bergstrom.", filler.repeat(count))
}

#[test]
fn verbs_are_no_tags_where_nothing_but_their_endings_tells_them() {
    for (code, text, verbs, noun) in [
        (
            "fr",
            "Le port de Tarrow a fermé ses bassins pour réparer les digues. Les pêcheurs réclamaient des digues \
             depuis dix ans. La mairie a également annoncé des travaux, et les pêcheurs devront attendre. Les \
             bassins fermés seront probablement rouverts au printemps. Le policier du port surveillait les bassins.",
            "fermé réparer réclamaient attendre probablement surveillait rouverts fermés",
            "digues",
        ),
        (
            "pt",
            "O porto de Tarrow fechou as docas para reparar os diques. Os pescadores reclamaram dos diques. A \
             câmara foi obrigada a pagar as obras, e os pescadores estão a esperar. As docas fechadas abrirão \
             provavelmente na primavera. O mercado do porto continuou aberto.",
            "fechou reparar reclamaram obrigada pagar esperar provavelmente continuou fechadas",
            "diques",
        ),
        (
            "es",
            "El puerto de Tarrow tuvo que cerrar sus dársenas para reparar los diques. Los pescadores reclamaron \
             los diques. La alcaldía fue obligada a pagar las obras, y los pescadores siguen esperando. Las dársenas \
             cerradas abrirán probablemente en primavera. El mercado del puerto está abierto.",
            "cerrar reparar reclamaron obligada pagar esperando probablemente cerradas",
            "diques",
        ),
    ] {
        let tags = tags_in(code, text);
        assert!(tags.iter().any(|tag| tag.text == noun), "{code}: {noun}");
        for tag in tags {
            let first = tag.text.split(' ').next().expect("a word");
            assert!(
                !verbs.split(' ').any(|verb| verb == first),
                "{code}: {}",
                tag.text
            );
        }
    }
}

#[test]
fn a_german_noun_has_a_capital_and_other_words_are_no_tags() {
    let text = "Der Stadtrat von Tarrow hat am Dienstag den Bau einer Brücke beschlossen. Die Brücke soll leiser und \
        billiger werden, wie Bürgermeisterin Ida Bergmann mitteilte. Ein Unternehmer wurde zu Haft verurteilt, weil er \
        Risse im Beton missachtet hatte. Bergmann will elektrische Boote kaufen.";
    let tags = tags_in("de", text);
    let texts: Vec<&str> = tags.iter().map(|tag| tag.text.as_str()).collect();
    let small = |text: &&&str| {
        let last = text.rsplit(' ').next().unwrap_or_default();
        !last.starts_with(char::is_uppercase)
    };
    assert_eq!(texts.iter().find(small), None, "{texts:?}");
    for noun in ["Brücke", "Ida Bergmann", "elektrische Boote"] {
        assert!(texts.contains(&noun), "no {noun} among {texts:?}");
    }
}

#[test]
fn stop_words_of_the_language_that_a_text_reads_like_begin_and_end_no_tag() {
    let english = "The council of Tarrow will replace the last diesel ferries with electric boats by 2028, the mayor said \
        on Tuesday. Critics ask whether the harbour will have enough power in time, and who would pay for it.";
    let dutch = "De gemeenteraad van Tarrow heeft dinsdag ingestemd met een plan om de laatste veren te vervangen door \
        elektrische boten. Het plan kost ongeveer veertig miljoen euro en moet in 2028 klaar zijn. Critici vragen zich af \
        of de haven wel op tijd genoeg stroom krijgt.";
    for (code, text, stops) in [
        ("xx", english, "the will said of on by who for and Tuesday"),
        (
            "en",
            dutch,
            "de het een van heeft met om te door en in zijn of op zich",
        ),
    ] {
        let tags = tags_in(code, text);
        let stop = |word: Option<&str>| stops.split(' ').any(|stop| word == Some(stop));
        let begins_or_ends =
            |tag: &&Tag| stop(tag.text.split(' ').next()) || stop(tag.text.rsplit(' ').next());
        assert_eq!(tags.iter().find(begins_or_ends), None, "{code}");
        assert!(!tags.is_empty());
    }
}

#[test]
fn a_part_stays_beside_its_whole_where_single_words_are_wanted() {
    let both = |style| {
        let tags = tags_in_style(STORY, style);
        ["diesel boats", "boats"].map(|text| tags.iter().any(|tag| tag.text == text))
    };
    assert_eq!(both(None), [true, false]);
    assert_eq!(both(Some(Fraction::ZERO)), [true, true]);
}

#[test]
fn a_phrase_that_first_stands_after_many_words_is_given_up_with_a_warning() {
    let digest_of = |text: &str, kinds: &[TagKind]| {
        let options = TagOptions {
            kinds: kinds.to_vec(),
            style: Some(Fraction::ZERO),
            ..TagOptions::default()
        };
        let digest = digest(text, options);
        let codes: Vec<_> = digest.warnings.iter().map(|warning| warning.code).collect();
        (digest.tags.expect("they were asked for").tags, codes)
    };
    for (words, found) in [(11_000, true), (12_500, false)] {
        let text = long(words);
        let (tags, codes) = digest_of(&text, &[]);
        let named = tags.iter().any(|tag| tag.text == "Ida Bergstrom");
        let warned = codes.contains(&WarningCode::Truncated);
        assert_eq!((named, warned), (found, !found), "{words} words: {codes:?}");
    }
    let (_, codes) = digest_of(&long(12_500), &[TagKind::Vocabulary]);
    assert!(
        !codes.contains(&WarningCode::Truncated),
        "no phrases were sought"
    );
    let repeated = STORY.repeat(200);
    let (_, codes) = digest_of(&repeated, &[]);
    assert!(
        !codes.contains(&WarningCode::Truncated),
        "every phrase stands early"
    );
}

#[test]
fn dates_and_names_with_a_description_before_them_are_no_tags() {
    let tags = tags();
    let written: Vec<&str> = tags.iter().map(|tag| tag.text.as_str()).collect();
    assert!(written.len() >= 8, "{written:?}");
    for unwanted in [
        "March 10",
        "March",
        "fisher Ida Bergstrom",
        "Retired fisher Ida Bergstrom",
    ] {
        assert!(!written.contains(&unwanted), "{unwanted}: {written:?}");
    }
}

#[test]
fn a_surname_is_a_mention_of_the_full_name_however_often_it_stands_alone() {
    let tags = tags();
    let full = tags.iter().find(|tag| tag.text == "Ida Bergstrom");
    let mentions = &full.expect("the main name is a tag").mentions;
    let written: Vec<&str> = mentions.iter().map(|span| span.of(STORY)).collect();
    let surname = ["Bergstrom"; 4];
    assert_eq!(written, [&["Ida Bergstrom"][..], &surname].concat());
    assert!(tags.iter().all(|tag| tag.text != "Bergstrom"));
}

#[test]
fn a_name_that_first_stands_inside_of_a_phrase_is_a_tag_beside_it() {
    for (name, phrase, text) in [
        (
            "Harbour Day",
            "Harbour Day celebrations",
            "The actor spoke at Harbour Day celebrations in front of a live audience on Sunday. She wants \
             more girls to learn a trade, and the audience asked about wages. Schools in the town have no \
             workshops for girls, she said. The mayor promised money for two workshops. The actor will \
             visit the workshops when they are built, and the mayor will pay for the trip.",
        ),
        (
            "Tareshia",
            "northern Tareshia",
            "Rebels in northern Tareshia shelled a convoy of aid trucks on Monday, and nine drivers died. \
             The trucks carried flour and medicine for a town that has been without water since May. A \
             doctor of the town said that the hospital has no power. Two other convoys turned back, and \
             the drivers asked for guards. The army blamed the rebels, and the rebels blamed the army.",
        ),
        (
            "Norholm",
            "Norholm squad",
            "The keeper of the Norholm squad broke his hand in training on Friday and will miss the rest of \
             the season. Doctors said that the bone will need two months to heal. The coach has no other \
             keeper, and the board will look for one in the winter. Fans had asked for a second keeper \
             since the spring. The keeper wrote that he will be back before the summer.",
        ),
    ] {
        // Whether the phrase is among ten is a matter of the model.
        let many = TagOptions {
            max_tags: 20,
            ..TagOptions::default()
        };
        let tags = digest(text, many).tags.expect("they were asked for").tags;
        let texts: Vec<&str> = tags.iter().map(|tag| tag.text.as_str()).collect();
        assert!(
            texts.contains(&name) && texts.contains(&phrase),
            "{name} and {phrase} are not both in {texts:?}"
        );
    }
}

#[test]
fn a_name_keeps_the_capital_that_begins_its_sentence() {
    let written: Vec<String> = tags().into_iter().map(|tag| tag.text).collect();
    for name in ["Alabama officials", "New Testament readings"] {
        let same = |tag: &&String| tag.eq_ignore_ascii_case(name);
        assert_eq!(
            written.iter().find(same).map(String::as_str),
            Some(name),
            "{written:?}"
        );
    }
}

#[test]
fn what_a_name_stands_for_is_told_where_the_article_tells() {
    let text = "Judge Nora Quist heard the case against Haldane Marine Inc. in Aldmouth on Tuesday. \
        Nora Quist spoke for an hour. The University of Brenton had sued Haldane Marine Inc. for a \
        flooded cellar. Piet Vanderberg, 57, who runs the cellar, said the water came from Quay Street. \
        The cellars in Aldmouth are old, and Quay Street has no drains. Vanderberg flew home on a \
        Falkner 320 before the verdict. The Falkner 320 was late. Tidewatch told the court nothing. \
        Piet Vanderberg and the University of Brenton will hear from Tidewatch in May.";
    let tags = tags_of(text);
    let kind_of = |name: &str| {
        let tag = tags.iter().find(|tag| tag.text == name);
        tag.unwrap_or_else(|| panic!("{name} is no tag"))
            .entity_type
    };
    for (name, expected) in [
        ("Nora Quist", Some(EntityType::Person)),
        ("Piet Vanderberg", Some(EntityType::Person)),
        ("University of Brenton", Some(EntityType::Organization)),
        ("Quay Street", Some(EntityType::Place)),
        ("Aldmouth", Some(EntityType::Place)),
        ("Falkner 320", Some(EntityType::Product)),
        ("Tidewatch", None),
    ] {
        assert_eq!(kind_of(name), expected, "{name}");
    }
    let company = tags
        .iter()
        .find(|tag| tag.text.starts_with("Haldane Marine"));
    let company = company.and_then(|tag| tag.entity_type);
    assert_eq!(company, Some(EntityType::Organization));
}

#[test]
fn an_editor_would_write_a_name_once_and_no_verb_at_all() {
    let text = "TARROW HARBOUR (TNA) — The council of Tarrow voted on Tuesday to buy electric ferries. \
        China will build the ferries, and a Chinese yard will test them. South Korea had bid as well. \
        The South Korean bid was too high, the council of Tarrow told TNA. The council voted twice. \
        South Korea and China are the largest builders of electric ferries, TNA reported.";
    let written: Vec<String> = tags_of(text).into_iter().map(|tag| tag.text).collect();
    for wanted in ["Tarrow", "China", "South Korea", "electric ferries"] {
        assert!(
            written.iter().any(|tag| tag == wanted),
            "{wanted}: {written:?}"
        );
    }
    for unwanted in [
        "TARROW HARBOUR",
        "Chinese",
        "South Korean",
        "TNA",
        "voted",
        "vote",
    ] {
        assert!(
            written.iter().all(|tag| tag != unwanted),
            "{unwanted}: {written:?}"
        );
    }
}

#[test]
fn participles_and_words_with_hyphens_are_parts_of_phrases() {
    let text = "Developing countries ran the 100-metre dash in Aldmouth. The developing countries won two \
        medals in the 100-metre dash, and the re-election campaign of the mayor paid for it. A price \
        increase followed. The mayor's re-election campaign regrets the price increase.";
    let written: Vec<String> = tags_of(text).into_iter().map(|tag| tag.text).collect();
    for wanted in [
        "developing countries",
        "100-metre dash",
        "re-election campaign",
        "price increase",
    ] {
        let same = |tag: &String| tag.eq_ignore_ascii_case(wanted);
        assert!(written.iter().any(same), "{wanted}: {written:?}");
    }
}

#[test]
fn names_may_hold_weekdays_possessives_and_numbers() {
    for (name, text) in [
        (
            "Saturday Night Players",
            "The theatre revived Saturday Night Players in spring. Saturday Night Players is back for good.",
        ),
        (
            "Black Friday",
            "Shops in Aldmouth prepared for Black Friday this week. The crowds of Black Friday fill the quay.",
        ),
        (
            "International Children's Day",
            "The schools of Aldmouth marked International Children's Day with a parade. International \
             Children's Day brought out the whole town.",
        ),
        (
            "St. Brannoc's Hospital",
            "The nurses of St. Brannoc's Hospital went home early. The county built St. Brannoc's Hospital.",
        ),
        (
            "Seven Islands",
            "Their boat won the Seven Islands race again. The Seven Islands race is held in May.",
        ),
    ] {
        let tags = tags_of(text);
        let written: Vec<&str> = tags.iter().map(|tag| tag.text.as_str()).collect();
        let holds = |text: &&str| text.contains(name);
        assert!(written.iter().any(holds), "{name}: {written:?}");
    }
}

#[test]
fn weekdays_and_owners_beside_names_are_no_parts_of_them() {
    let text = "On Monday Bergstrom met the council. Quist spoke to Haldane on Friday Bergstrom said. \
        Aldmouth's Ferry Council and Bergstrom's Facebook page agree. The council met Monday.";
    let tags = tags_of(text);
    let written: Vec<&str> = tags.iter().map(|tag| tag.text.as_str()).collect();
    assert!(written.len() >= 4, "{written:?}");
    for part in ["Monday", "Friday", "'s "] {
        assert!(
            !written.iter().any(|text| text.contains(part)),
            "{part}: {written:?}"
        );
    }
}

#[test]
fn a_common_word_that_begins_a_sentence_is_no_part_of_the_name_after_it() {
    let text = "Passenger Nora Quist filmed the scene. The ferry turned back. Quist was unhurt.";
    let tags = tags_of(text);
    let quist = tags.iter().find(|tag| tag.text == "Nora Quist");
    assert_eq!(
        quist.expect("the name is a tag").mentions.len(),
        2,
        "{tags:?}"
    );
    assert!(
        tags.iter().all(|tag| !tag.text.contains("Passenger Nora")),
        "{tags:?}"
    );
}

#[test]
fn datelines_say_where_the_story_was_sent_from_and_not_what_it_is_about() {
    let story = "The strike of the ferry crews spread to Aldmouth. Crews in Aldmouth stopped work.";
    for dateline in [
        "LOWICK, Northsea (TNA) -- ",
        "LOWICK -- ",
        "Lowick (TNA) ",
        "LOWICK — ",
    ] {
        let tags = tags_of(&format!("{dateline}{story}"));
        let written: Vec<&str> = tags.iter().map(|tag| tag.text.as_str()).collect();
        assert!(written.contains(&"Aldmouth"), "{dateline}: {written:?}");
        for sent_from in ["LOWICK", "Lowick", "TNA", "Northsea"] {
            assert!(!written.contains(&sent_from), "{dateline}: {written:?}");
        }
    }
}

#[test]
fn an_agency_of_several_words_is_no_tag_of_what_it_sent() {
    let story = "The strike of the ferry crews spread to Aldmouth on Monday. Ida Bergstrom told AGENCY that the crews \
        want more sleep. Their line told AGENCY that it has no crews to spare.";
    for (dateline, agency) in [
        ("(Tarrow Courier) - ", "the Tarrow Courier"),
        ("LOWICK, Northsea (Northsea Press) -- ", "Northsea Press"),
        ("(The Tarrow Courier)", "The Tarrow Courier"),
        (
            "LOWICK (Agence Northsea-Presse) - ",
            "Agence Northsea-Presse",
        ),
    ] {
        let text = format!("{dateline}{}", story.replace("AGENCY", agency));
        let tags = tags_of(&text);
        let written: Vec<&str> = tags.iter().map(|tag| tag.text.as_str()).collect();
        let part = |tag: &&str| agency.contains(tag);
        assert!(!written.iter().any(part), "{dateline}: {written:?}");
        assert!(
            written.contains(&"Ida Bergstrom"),
            "{dateline}: {written:?}"
        );
    }
    let text = format!(
        "(Tarrow Courier) - {}",
        story.replace("AGENCY", "the Tarrow Courier")
    );
    let raw = RawArticle {
        title: "Tarrow Courier under fire",
        text: &text,
        ..RawArticle::default()
    };
    let titled = Article::parse(raw, &Limits::default()).expect("the text is not blank");
    let options = Options {
        tags: Some(TagOptions::default()),
        ..Options::default()
    };
    let digest = Engine::new().digest(&titled, &options);
    let tags = digest.tags.expect("they were asked for").tags;
    assert!(
        tags.iter().any(|tag| tag.text == "Tarrow Courier"),
        "{tags:?}"
    );
}

#[test]
fn an_acronym_is_its_name_also_where_a_word_of_it_is_in_capitals() {
    let text = "The UK Harbour Forum (UKHF) warned on Monday of false ferry tickets. Tickets that no line \
        had issued were sold in six harbours. The UK Harbour Forum wants buyers to look at the number, said \
        Ada Voss of UKHF. Lines that belong to UKHF will print it in red from May.";
    let found = tags_of(text);
    let texts: Vec<&str> = found.iter().map(|tag| tag.text.as_str()).collect();
    assert!(texts.contains(&"UK Harbour Forum"), "{texts:?}");
    assert!(!texts.contains(&"UKHF"), "{texts:?}");
}

#[test]
fn words_that_say_nothing_are_names_where_their_capitals_tell() {
    for (name, part, text) in [
        (
            "Ida May",
            "Ida",
            "Ida May told the council that she would go. Crews say that Ida May had a hard year. In May the ferries \
             stop. Ida May left on May 10.",
        ),
        (
            "Don Bergstrom",
            "Bergstrom",
            "The harbour is in debt, says Don Bergstrom. Crews like Don Bergstrom and do not want him to go.",
        ),
        (
            "al Tarradin",
            "Tarradin",
            "Police say that al Tarradin planned the theft of the ferry. Support for al Tarradin has fallen.",
        ),
        (
            "US",
            "us",
            "The US blocked the ferry line. Crews told us that the US would not give way. Boats to the US are full.",
        ),
        (
            "Premier League",
            "League",
            "Tarrow United won the Premier League title after a draw. The Premier League has sold its rights.",
        ),
    ] {
        let tags = tags_of(text);
        let written: Vec<&str> = tags.iter().map(|tag| tag.text.as_str()).collect();
        assert!(written.contains(&name), "{name}: {written:?}");
        assert!(!written.contains(&part), "{part}: {written:?}");
    }
}

#[test]
fn a_surname_that_says_nothing_is_a_mention_of_the_full_name_behind_a_title() {
    let text = "Ida May told the council that she would go. Crews say that Mrs May had a hard year. They will miss \
        Mayor May in May.";
    let tags = tags_of(text);
    let mentions = tags
        .iter()
        .find(|tag| tag.text == "Ida May")
        .map(|tag| tag.mentions.len());
    assert_eq!(mentions, Some(3), "{tags:?}");
}

#[test]
fn names_may_have_their_capital_inside() {
    let text = "eHarbour sells ferry tickets by telephone. The mayor praised eHarbour, and eHarbour users are many.";
    let tags = tags_of(text);
    let shop = tags.iter().find(|tag| tag.text == "eHarbour");
    assert_eq!(shop.map(|tag| tag.kind), Some(TagKind::Entity), "{tags:?}");
}

#[test]
fn names_that_the_caller_stops_are_no_tags_though_capitals_tell_them() {
    let options = TagOptions {
        stop_words: vec!["US".to_owned()],
        ..TagOptions::default()
    };
    let text = "The US blocked the ferry line. Crews say that the US would not give way. Boats to the US are full.";
    let tags = digest(text, options).tags.expect("they were asked for");
    assert!(!tags.tags.is_empty());
    assert!(tags.tags.iter().all(|tag| tag.text != "US"), "{tags:?}");
}

#[test]
fn words_that_say_nothing_are_no_names_elsewhere() {
    let text = "Don Bergstrom may go. It may be that he will, and crews want it. Do IT, they told us on May 3. Tarrow \
        was cold in May, and Tarrow May 4 was worse. Who will go with him? Will Tarrow wait?";
    for tag in tags_of(text) {
        let words: Vec<&str> = tag.text.split(' ').collect();
        for word in ["May", "may", "who", "Who", "us", "Will"] {
            assert!(!words.contains(&word), "{tag:?}");
        }
    }
}

#[test]
fn an_acronym_is_written_as_the_name_that_it_is_short_for() {
    let text = "NPTS counted few herring this spring. Crews doubt what NPTS says, and want NPTS to count again. \
        The Northsea Pelagic Tidal Survey, as it is called in full, sent two boats. NPTS will send a third, and \
        crews may sail with NPTS.";
    let found = tags_of(text);
    let survey = found
        .iter()
        .find(|tag| tag.text == "Northsea Pelagic Tidal Survey");
    let survey = survey.unwrap_or_else(|| panic!("{found:?}"));
    assert_eq!(survey.kind, TagKind::Entity);
    assert_eq!(survey.mentions.len(), 6, "{survey:?}");
    for part in ["NPTS", "Tidal Survey", "Northsea Pelagic"] {
        assert!(
            found.iter().all(|tag| tag.text != part),
            "{part}: {found:?}"
        );
    }
}

#[test]
fn a_person_has_one_tag_however_the_article_names_them() {
    for (full, short, text) in [
        (
            "Cal Bergstrom Jr",
            &["Bergstrom", "Cal Bergstrom", "Jr"][..],
            "Cal Bergstrom Jr. won the seat for the ferry party. Bergstrom had lost twice. The county says that \
             Cal Bergstrom owes no tax, and Bergstrom wants an apology.",
        ),
        (
            "Cal Bergstrom, Jr",
            &["Bergstrom", "Cal Bergstrom", "Jr"],
            "The ferry was named after Cal Bergstrom, Jr., in May. Bergstrom had built it. Old crews say that \
             Bergstrom never slept.",
        ),
        (
            "Olaf Bergstrom III",
            &["Bergstrom", "III"],
            "Olaf Bergstrom III sold the yard. The buyers paid Bergstrom in gold, and Bergstrom left.",
        ),
        (
            "Nora Quist-Haldane",
            &["Quist-Haldane", "Quist", "Haldane"],
            "Nora Quist-Haldane swam to the island. The crossing took Quist-Haldane nine hours. In spring \
             Quist-Haldane will swim back.",
        ),
        (
            "Piet van Dale",
            &["Dale", "Van Dale"],
            "Piet van Dale leaves the club. Van Dale scored twice on Sunday. Fans of Van Dale wept.",
        ),
        (
            "Ida R. Bergstrom",
            &["Bergstrom", "Ida Bergstrom"],
            "Ida R. Bergstrom judged the case. The town elected Ida Bergstrom in May, and Bergstrom is liked.",
        ),
        (
            "Ida Moss",
            &["Moss"],
            "The series asks Ida Moss about the harbour. What did people eat?\n\nMoss: They ate herring.\n\n\
             Did they trade?\n\nMoss: They did, with salt.\n\nWho paid?\n\nMoss: The county.",
        ),
        (
            "Ida Moss",
            &["Moss"],
            "The Aldmouth Harbour Council, Tarrow and Ida Moss met. Moss spoke first. Moss asked for a ferry.",
        ),
        (
            "Ida Bergstrom",
            &["Ida"],
            "Ida Bergstrom, 14, asked the county for a ferry. Without it Ida cannot go to school, she wrote. \
             The teachers of Ida agree.",
        ),
        (
            "Ida Bergstrom",
            &["Bergstrom"],
            "Ida Bergstrom sued the county with Olaf Bergstrom. The judge asked Bergstrom about the ferry. \
             Ida Bergstrom answered for an hour, and Bergstrom wept.",
        ),
        (
            "Bergstrom",
            &["Mr Bergstrom"],
            "The county paid Mr Bergstrom for the ferry. Mr Bergstrom built it, and Mr Bergstrom sails it.",
        ),
    ] {
        let tags = tags_of(text);
        let written: Vec<&str> = tags.iter().map(|tag| tag.text.as_str()).collect();
        assert!(written.contains(&full), "{full}: {written:?}");
        for short in short {
            assert!(
                !written.contains(short),
                "{short} beside {full}: {written:?}"
            );
        }
    }
}

#[test]
fn what_stands_before_of_in_a_name_is_no_tag_beside_it() {
    for (full, head, text) in [
        (
            "Northsea Institute of Marine Health",
            "Northsea Institute",
            "The Northsea Institute of Marine Health counted the seals. Seals are ill, says the Northsea \
             Institute of Marine Health. The institute wants a ban on nets.",
        ),
        (
            "Duchess of Aldmouth",
            "Duchess",
            "The Duchess of Aldmouth opened the pier. A crowd cheered the Duchess, and the Duchess waved. \
             Later the Duchess of Aldmouth left by ferry.",
        ),
    ] {
        let tags = tags_of(text);
        let written: Vec<&str> = tags.iter().map(|tag| tag.text.as_str()).collect();
        assert!(written.contains(&full), "{full}: {written:?}");
        assert!(!written.contains(&head), "{head}: {written:?}");
    }
    let text = "Nathan Quist of Aldmouth swam to the island. The crossing took Quist nine hours. In spring \
        Nathan Quist will swim back.";
    let tags = tags_of(text);
    assert!(
        tags.iter().any(|tag| tag.text == "Nathan Quist"),
        "{tags:?}"
    );
}

#[test]
fn an_acronym_tells_that_a_name_with_and_in_it_is_one() {
    let text = "Herring are counted by the Northsea Pelagic and Tidal Survey (NPTS) in spring. This year the \
        Northsea Pelagic and Tidal Survey found few. Crews doubt what NPTS says.";
    let tags = tags_of(text);
    let written: Vec<&str> = tags.iter().map(|tag| tag.text.as_str()).collect();
    for part in ["Northsea Pelagic", "Tidal Survey"] {
        assert!(!written.contains(&part), "{part}: {written:?}");
    }
    let whole = "Northsea Pelagic and Tidal Survey";
    let holds = |tag: &&Tag| tag.mentions.iter().any(|span| span.of(text) == whole);
    let mentions = tags.iter().find(holds).map(|tag| tag.mentions.len());
    assert_eq!(mentions, Some(4), "{written:?}");
}

#[test]
fn names_with_and_in_them_are_one_where_the_article_tells() {
    for (whole, part, text) in [
        (
            "Food and Drug Administration",
            "Drug Administration",
            "The case went to the Food and Drug Administration in May. Doctors wrote to the Food and Drug \
             Administration about the pills, and the makers withdrew them.",
        ),
        (
            "Ministry of Trade and Industry",
            "Industry",
            "The yard asked the Ministry of Trade and Industry for a loan. No yard has paid the Ministry of Trade \
             and Industry back.",
        ),
        (
            "Aldmouth and Tarrow Council",
            "Aldmouth",
            "The ferry belongs to Aldmouth and Tarrow Council. It is old, and Aldmouth and Tarrow Council \
             wants to sell it.",
        ),
    ] {
        let tags = tags_of(text);
        let written: Vec<&str> = tags.iter().map(|tag| tag.text.as_str()).collect();
        assert!(written.contains(&whole), "{whole}: {written:?}");
        assert!(!written.contains(&part), "{part}: {written:?}");
    }
    for (one, other, text) in [
        (
            "Ida Bergstrom",
            "Nora Quist",
            "The prize went to Ida Bergstrom and Nora Quist. Both swim: Ida Bergstrom and Nora Quist train daily.",
        ),
        (
            "Haldane",
            "Aldmouth Council",
            "The ferry belongs to Haldane and Aldmouth Council. Haldane wants to sell it. A judge will hear \
             Haldane and Aldmouth Council in May.",
        ),
        (
            "Brenton",
            "Tarrow",
            "Storms hit Brenton and Tarrow. The ports of Brenton and Tarrow are closed.",
        ),
    ] {
        let tags = tags_of(text);
        let written: Vec<&str> = tags.iter().map(|tag| tag.text.as_str()).collect();
        assert!(
            written.contains(&one) && written.contains(&other),
            "{written:?}"
        );
    }
}

#[test]
fn what_somebody_is_is_no_tag_beside_the_name() {
    for (name, unwanted, text) in [
        (
            "Ida Bergstrom",
            "ferry captain",
            "The harbour thanked ferry captain Ida Bergstrom on Tuesday. She had pulled nine men out of the sea. \
             The men were on a raft, and ferry captain Ida Bergstrom saw their lamp.",
        ),
        (
            "Tidewatch",
            "harbour watch group Tidewatch",
            "Nets kill seals, says the harbour watch group Tidewatch. Fishers want to know how Tidewatch counts \
             seals. The county paid Tidewatch for the count.",
        ),
        (
            "Piet Vanderberg",
            "Aldmouth Harbour's Piet Vanderberg",
            "A record fell to Aldmouth Harbour's Piet Vanderberg on Sunday. He swam for nine hours. Crowds at \
             the pier cheered Piet Vanderberg, and Aldmouth Harbour's Piet Vanderberg wept.",
        ),
    ] {
        let tags = tags_of(text);
        let written: Vec<&str> = tags.iter().map(|tag| tag.text.as_str()).collect();
        assert!(written.contains(&name), "{name}: {written:?}");
        assert!(!written.contains(&unwanted), "{unwanted}: {written:?}");
    }
    let text = "The council wants a ferry captain for the night boats. No ferry captain has asked for the job. \
        The last one was ferry captain Ida Bergstrom.";
    let tags = tags_of(text);
    assert!(
        tags.iter().any(|tag| tag.text == "ferry captain"),
        "{tags:?}"
    );
}

#[test]
fn what_stands_after_of_belongs_to_no_name_where_two_have_it_or_it_stands_alone_more_often() {
    let two = "The Bank of England and the Church of England met in Aldmouth on Monday. The Bank of England will \
        lend money for the repair of churches. The Church of England has asked for it since May. England has lost \
        many roofs in storms, and the Bank of England agreed.";
    let alone = "The Bank of England raised its rate on Monday. Households in England will pay more. England has \
        not seen such a rate in ten years, said the Bank of England. Builders in England fear the spring.";
    for (text, mentions) in [(two, 3), (alone, 2)] {
        let tags = tags_of(text);
        let tag = |text: &str| tags.iter().find(|tag| tag.text == text);
        let bank = tag("Bank of England").expect("it is a name");
        assert_eq!(bank.mentions.len(), mentions, "{tags:?}");
        assert!(tag("England").is_some(), "{tags:?}");
    }
    let seldom_alone = "The harbour belongs to the Duchy of Tareshia. A judge asked the Duchy of Tareshia for its \
        books. Tareshia will open them in May.";
    let tags = tags_of(seldom_alone);
    assert!(tags.iter().all(|tag| tag.text != "Tareshia"), "{tags:?}");
}

#[test]
fn a_surname_after_a_particle_stays_one_where_that_may_be_of_as_well() {
    let text = "Le maire Henri de Belleval a ouvert le port mardi. Belleval a salué les pêcheurs. Selon Belleval, \
        les travaux dureront un an. Les pêcheurs ont remercié Belleval.";
    let digest = tagged(&article("fr", text), TagOptions::default());
    let tags = digest.tags.expect("they were asked for").tags;
    let full = tags.iter().find(|tag| tag.text == "Henri de Belleval");
    assert_eq!(full.map(|tag| tag.mentions.len()), Some(4), "{tags:?}");
}

#[test]
fn a_short_form_of_a_short_form_is_one_of_the_whole_name() {
    let text = "The Northsea Institute of Marine Health counted the seals. Seals are ill, says the Northsea Institute \
        of Marine Health. The crews asked the Institute for a ban on nets, and in May the Institute will answer.";
    let tags = tags_of(text);
    let name = "Northsea Institute of Marine Health";
    let whole = tags.iter().find(|tag| tag.text == name).expect("a name");
    let written: Vec<&str> = whole.mentions.iter().map(|span| span.of(text)).collect();
    assert_eq!(written, [name, name, "Institute", "Institute"]);
}

#[test]
fn how_many_tags_are_missing_is_told_in_good_english() {
    for (text, max_tags, told) in [
        (
            "It is so.",
            1,
            "1 tag was asked for; no phrase is good enough and fits the options.",
        ),
        (
            "Ferries.",
            10,
            "10 tags were asked for; 1 phrase is good enough and fits the options.",
        ),
    ] {
        let options = TagOptions {
            max_tags,
            ..TagOptions::default()
        };
        let digest = digest(text, options);
        let messages: Vec<&str> = digest
            .warnings
            .iter()
            .map(|one| one.message.as_str())
            .collect();
        assert!(messages.contains(&told), "{text}: {messages:?}");
    }
}

#[test]
fn science_keeps_terms_that_are_built_on_each_other_and_news_two_of_them() {
    let science = "This paper presents a comparison of filters for the estimation of hull drag. The adaptive filter and \
        the Kalman filter are shown to converge under noisy measurements, and the particle filter is used to obtain \
        the distribution of the errors. The proposed median filter reduces the computational cost. Simulation results \
        for the adaptive filter, the Kalman filter, the particle filter and the median filter are discussed.";
    let news = "The mayor of Aldmouth bought four filters for the town's water last week, he said. The adaptive filter and \
        the Kalman filter came by boat on Friday, and the particle filter was stolen from the harbour. He told \
        reporters that the median filter had been too dear. Neighbours who had seen the adaptive filter, the Kalman \
        filter, the particle filter and the median filter were angry on Monday.";
    let filters = |text: &str| {
        let tags = tags_of(text).into_iter().map(|tag| tag.text);
        tags.filter(|text| text.ends_with(" filter")).count()
    };
    assert_eq!((filters(science), filters(news)), (4, 2));
}
