//! What the tags of an answer say of themselves.

use nutgraf::config::Config;
use nutgraf::grpc::pb;
use nutgraf::tagging::vocabulary::{Vocabulary, VocabularyEntry};

use crate::harness::{Server, analyze};

const STORY: &str = "Mayor Helena Strand opened the new bridge in Tarrow on Monday. Strand said that the \
bridge in Tarrow had cost Haldane Marine Inc. two years of work. The old bridge was closed after the \
storm. Haldane Marine Inc. will keep the toll for ten years, Mayor Helena Strand said.";

#[tokio::test]
async fn names_come_with_what_they_stand_for() {
    let server = Server::start().await;
    let mut analyses = server.analyses().await;
    let answer = analyses.analyze_article(analyze(STORY)).await.unwrap();
    let tags = answer.into_inner().tags;
    let types = |name: &str| {
        let tag = tags.iter().find(|tag| tag.text.starts_with(name));
        tag.unwrap_or_else(|| panic!("{name} is no tag of {tags:?}"))
            .entity_type()
    };
    assert_eq!(types("Helena Strand"), pb::EntityType::Person);
    assert_eq!(types("Haldane Marine"), pb::EntityType::Organization);
    assert_eq!(types("Tarrow"), pb::EntityType::Place);
    let other = |tag: &&pb::Tag| tag.kind() != pb::TagKind::Entity;
    let mut others = tags.iter().filter(other).peekable();
    assert!(others.peek().is_some(), "{tags:?}");
    assert!(others.all(|tag| tag.entity_type() == pb::EntityType::Unspecified));
}

fn entry(id: &str, label: &str, aliases: &[&str]) -> VocabularyEntry {
    VocabularyEntry {
        id: id.to_owned(),
        label: label.to_owned(),
        aliases: aliases.iter().map(|alias| alias.to_string()).collect(),
    }
}

#[tokio::test]
async fn the_servers_vocabulary_is_every_requests_and_a_requests_own_entry_counts_first() {
    let shared = vec![
        entry("bridges", "Bridges", &["bridge"]),
        entry("storms", "Storms", &["storm"]),
    ];
    let mut config = Config::default();
    config.limits.vocabulary = Vocabulary::parse(shared, usize::MAX).expect("a sound vocabulary");
    let server = Server::with(config).await;
    let own = pb::VocabularyEntry {
        id: "bridges".to_owned(),
        label: "Crossings".to_owned(),
        aliases: vec!["toll".to_owned()],
    };
    let mut request = analyze(STORY);
    request.tags = Some(pb::TagOptions {
        kinds: vec![pb::TagKind::Vocabulary.into()],
        ..pb::TagOptions::default()
    });
    let mut analyses = server.analyses().await;
    let answer = analyses.analyze_article(request.clone()).await.unwrap();
    let written =
        |tags: &[pb::Tag]| -> Vec<String> { tags.iter().map(|tag| tag.text.clone()).collect() };
    let tags = answer.into_inner().tags;
    assert_eq!(written(&tags), ["Bridges", "Storms"]);
    assert_eq!(tags[0].mentions.len(), 3, "{tags:?}");
    assert!(
        tags[0].score() > tags[1].score(),
        "told by where and how often"
    );
    request.tags.as_mut().unwrap().vocabulary = vec![own];
    let answer = analyses.analyze_article(request).await.unwrap();
    let mut words = written(&answer.into_inner().tags);
    words.sort();
    assert_eq!(words, ["Crossings", "Storms"]);
}
