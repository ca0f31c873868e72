//! What the engine says of an article of each of several languages, kept in `tests/golden/`.
//!
//! A change of the engine that changes an answer fails here. If it is a change for the better,
//! `UPDATE_EXPECT=1 cargo test --test golden` writes the new answers; read the difference.

use std::fs;
use std::path::Path;

use expect_test::expect_file;
use nutgraf::article::{Article, Limits, RawArticle};
use nutgraf::engine::{Digest, Engine, Options};

/// Tags shown of each article.
const TAGS: usize = 5;

#[test]
fn every_article_is_recognised_and_digested_as_before() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let codes = codes(&folder);
    assert!(codes.len() >= 12, "{codes:?}");
    for code in codes {
        let file = folder.join("articles").join(format!("{code}.txt"));
        let article = fs::read_to_string(file).expect("the article can be read");
        let answer = answer(&article);
        assert!(
            answer.starts_with(&format!("{code}, ")),
            "not {code}: {answer}"
        );
        expect_file![folder.join(format!("{code}.expected"))].assert_eq(&answer);
    }
}

/// The codes of the languages that there is an article of, sorted.
fn codes(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join("articles")).expect("there are articles");
    let mut codes: Vec<String> = entries
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    codes.sort_unstable();
    codes
}

/// The digest of an article whose first line is its title, as a page of text.
fn answer(article: &str) -> String {
    let (title, text) = article.split_once("\n\n").expect("a title, then a text");
    let raw = RawArticle {
        title,
        text,
        ..RawArticle::default()
    };
    let article = Article::parse(raw, &Limits::default()).expect("the article is well formed");
    page(&Engine::new().digest(&article, &Options::default()))
}

fn page(digest: &Digest) -> String {
    let language = digest.language.language.code();
    let mut page = format!("{language}, {} sentences\n", digest.stats.sentences);
    let summary = digest.summary.iter().flat_map(|summary| &summary.chosen);
    for chosen in summary {
        page.push_str(&format!("{:2} {}\n", chosen.index, chosen.text));
    }
    let tags = digest.tags.iter().flat_map(|tags| &tags.tags);
    for tag in tags.take(TAGS) {
        page.push_str(&format!("#  {} ({})\n", tag.text, tag.slug));
    }
    page
}
