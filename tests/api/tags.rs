//! What the tags of an answer say of themselves.

use nutgraf::grpc::pb;

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
