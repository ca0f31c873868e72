//! The article that every part of this bench measures with.

/// The title and the text of `article.json`: news of 3.8 KB in 23 sentences.
pub fn article() -> (String, String) {
    let json: serde_json::Value =
        serde_json::from_str(include_str!("article.json")).expect("it is JSON");
    let field = |name: &str| json[name].as_str().expect("it is there").to_owned();
    (field("title"), field("text"))
}
