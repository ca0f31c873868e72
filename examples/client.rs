//! Summarizes and tags the example article on a running server:
//! `cargo run --example client -- 127.0.0.1:50051`.

use nutgraf::client::{Client, Settings};
use nutgraf::grpc::pb::{AnalyzeArticleRequest, Article, SummaryOptions};
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args().nth(1);
    let address = address.as_deref().unwrap_or("127.0.0.1:50051");
    let example: serde_json::Value = serde_json::from_str(include_str!("article.json"))?;
    let text = |field: &str| {
        example["article"][field]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let request = AnalyzeArticleRequest {
        article: Some(Article {
            title: text("title"),
            text: text("text"),
            ..Article::default()
        }),
        summary: Some(SummaryOptions {
            max_sentences: Some(2),
            ..SummaryOptions::default()
        }),
        ..AnalyzeArticleRequest::default()
    };
    let client = Client::connect(&format!("http://{address}"), Settings::default()).await?;
    let analysis = client.analyze(request).await?;
    for sentence in &analysis.sentences {
        println!("{:.2}  {}", sentence.score(), sentence.text);
    }
    let tags: Vec<&str> = analysis.tags.iter().map(|tag| tag.text.as_str()).collect();
    println!("tags: {}", tags.join(", "));
    Ok(())
}
