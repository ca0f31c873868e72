//! Tags of a vocabulary beside the others: which score they have, and which of them are left out.

mod article;
mod tagged;

use article::article;
use nutgraf::engine::Digest;
use nutgraf::tagging::tags::{Tag, TagKind, TagOptions};
use nutgraf::tagging::vocabulary::{Vocabulary, VocabularyEntry};
use nutgraf::warning::WarningCode;
use tagged::tagged;

const STORY: &str = "The Norland Senate blocked a ferry bill on Tuesday. Ida Bergstrom, who leads the Harbour Alliance, \
    called the vote a betrayal. Bergstrom had promised cheaper fares to the islands of Norland. The Harbour Alliance will \
    bring the ferry bill back in January, Bergstrom said. Fares on the Tarrow line have doubled.";

fn digest(tags: TagOptions) -> Digest<'static> {
    tagged(&article("en", STORY), tags)
}

fn tags_of(digest: &Digest) -> Vec<Tag> {
    digest.tags.clone().expect("they were asked for").tags
}

/// Entries that have their labels as ids.
fn vocabulary(labels: &[&str]) -> Vocabulary {
    let entry = |label: &&str| VocabularyEntry {
        id: (*label).to_owned(),
        label: (*label).to_owned(),
        aliases: Vec::new(),
    };
    let entries: Vec<VocabularyEntry> = labels.iter().map(entry).collect();
    Vocabulary::parse(entries, usize::MAX).expect("a sound vocabulary")
}

fn left_out(digest: &Digest) -> Option<String> {
    let warnings = &digest.tags.as_ref().expect("they were asked for").warnings;
    let left_out = |code| code == WarningCode::VocabularyLeftOut;
    let warning = warnings.iter().find(|warning| left_out(warning.code));
    warning.map(|warning| warning.message.clone())
}

#[test]
fn a_phrase_that_is_declared_keeps_its_score_and_its_place() {
    let free = tags_of(&digest(TagOptions::default()));
    for label in ["Ida Bergstrom", "Harbour Alliance", "ferry bill"] {
        let place = free.iter().position(|tag| tag.text == label);
        let place = place.unwrap_or_else(|| panic!("no {label} among {free:?}"));
        for shared in [false, true] {
            let (own, other) = (vocabulary(&[label]), Vocabulary::default());
            let (vocabulary, shared_vocabulary) = if shared { (other, own) } else { (own, other) };
            let declared = tags_of(&digest(TagOptions {
                vocabulary,
                shared_vocabulary,
                ..TagOptions::default()
            }));
            let same = |tag: &&Tag| tag.text == label;
            let found: Vec<&Tag> = declared.iter().filter(same).collect();
            assert_eq!(found.len(), 1, "{label}: {declared:?}");
            assert_eq!(found[0].kind, TagKind::Vocabulary, "{label}");
            assert!(found[0].score >= free[place].score, "{label}");
            let now = declared.iter().position(|tag| tag.text == label);
            assert!(now <= Some(place), "{label}: {declared:?}");
        }
    }
}

#[test]
fn the_score_of_a_tag_of_the_vocabulary_is_the_same_whatever_kinds_are_wanted() {
    let scored = |kinds: &[TagKind], max_words| {
        let tags = tags_of(&digest(TagOptions {
            kinds: kinds.to_vec(),
            max_words,
            vocabulary: vocabulary(&["Harbour Alliance"]),
            ..TagOptions::default()
        }));
        let found = tags.iter().find(|tag| tag.text == "Harbour Alliance");
        found.expect("a tag").score
    };
    let all = scored(&[], 6);
    for (kinds, max_words) in [
        (vec![TagKind::Vocabulary], 6),
        (vec![TagKind::Vocabulary, TagKind::Keyphrase], 6),
        (vec![], 1),
    ] {
        assert_eq!(scored(&kinds, max_words), all, "{kinds:?} {max_words}");
    }
}

#[test]
fn signals_are_those_behind_the_score() {
    let tags = tags_of(&digest(TagOptions {
        explain: true,
        vocabulary: vocabulary(&["Harbour Alliance"]),
        ..TagOptions::default()
    }));
    let found = tags.iter().find(|tag| tag.kind == TagKind::Vocabulary);
    let signals = &found.expect("a tag").signals;
    assert!(
        signals.iter().any(|signal| signal.name == "name-start"),
        "{signals:?}"
    );
}

#[test]
fn tags_of_the_vocabulary_that_are_left_out_are_told() {
    let labels = [
        "Ida Bergstrom",
        "Tarrow line",
        "January",
        "doubled",
        "Karsk",
    ];
    for (max_tags, expected) in [
        (30, None),
        (
            1,
            Some(
                "4 tags of the vocabulary are in the text and were left out, since other tags score higher and 1 was \
                  asked for.",
            ),
        ),
    ] {
        let digest = digest(TagOptions {
            max_tags,
            vocabulary: vocabulary(&labels),
            ..TagOptions::default()
        });
        assert_eq!(left_out(&digest).as_deref(), expected, "{max_tags}");
    }
    let unwanted = digest(TagOptions {
        max_tags: 1,
        kinds: vec![TagKind::Entity],
        vocabulary: vocabulary(&labels),
        ..TagOptions::default()
    });
    assert_eq!(left_out(&unwanted), None);
}

#[test]
fn a_short_form_of_a_name_stands_beside_the_name_with_its_score() {
    let declared = |label: &str, aliases: &[&str]| {
        let entry = VocabularyEntry {
            id: "b".to_owned(),
            label: label.to_owned(),
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
        };
        let vocabulary = Vocabulary::parse([entry], usize::MAX).expect("a sound vocabulary");
        tags_of(&digest(TagOptions {
            vocabulary,
            ..TagOptions::default()
        }))
    };
    let named = |tags: &[Tag], text: &str| tags.iter().find(|tag| tag.text == text).cloned();

    let tags = declared("Bergstrom", &[]);
    let short = named(&tags, "Bergstrom").expect("a tag");
    let full = named(&tags, "Ida Bergstrom").expect("a tag");
    assert_eq!(
        (short.kind, full.kind),
        (TagKind::Vocabulary, TagKind::Entity)
    );
    assert_eq!(short.score, full.score);
    assert_eq!((short.mentions.len(), full.mentions.len()), (3, 3));

    let tags = declared("Ida Bergstrom", &["Bergstrom"]);
    let one = named(&tags, "Ida Bergstrom").expect("a tag");
    assert_eq!((one.kind, one.mentions.len()), (TagKind::Vocabulary, 3));
    assert_eq!(named(&tags, "Bergstrom"), None);
}
