//! Floor 8: the whole way from an article to its digest.

use std::convert::Infallible;

use crate::article::Article;
use crate::document::Document;
use crate::document::language::TextLanguage;
use crate::interrupt::{Interrupt, Interrupted};
use crate::scoring::{Aim, Method};
use crate::selection::options::SummaryOptions;
use crate::selection::select;
use crate::selection::summary::Summary;
use crate::tagging::tags::{TagOptions, Tags, tag};
use crate::text::detection::Detection;
use crate::warning::Warning;

/// What is wanted of an article.
#[derive(Clone, Debug)]
pub struct Options {
    /// The summary, or `None` if none is wanted.
    pub summary: Option<SummaryOptions>,
    /// The tags, or `None` if none are wanted.
    pub tags: Option<TagOptions>,
}

impl Default for Options {
    /// A summary of three sentences and ten tags.
    fn default() -> Options {
        Options {
            summary: Some(SummaryOptions::default()),
            tags: Some(TagOptions::default()),
        }
    }
}

/// What the engine has to say of an article. Borrows the sentences from the article's text.
#[derive(Clone, Debug, PartialEq)]
pub struct Digest<'a> {
    /// The language whose rules were used.
    pub language: Detection,
    /// The summary, if one was wanted.
    pub summary: Option<Summary<'a>>,
    /// The tags, if they were wanted.
    pub tags: Option<Tags>,
    /// What could not be done as asked.
    pub warnings: Vec<Warning>,
    /// The size of what was read.
    pub stats: Stats,
}

/// A part of the work on an article, in the order in which they are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Finding out the language.
    Detect,
    /// Taking the text apart.
    Parse,
    /// Scoring the sentences for the summary.
    Score,
    /// Choosing the sentences of the summary.
    Select,
    /// Finding tags, and scoring sentences for them where the summary's scores do not suit.
    Tag,
}

/// The size of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Sentences of the text.
    pub sentences: u32,
    /// Words of the text.
    pub words: u32,
    /// Paragraphs of the text.
    pub paragraphs: u32,
    /// Code points of the text.
    pub characters: u32,
}

/// Turns articles into digests. Stateless between calls; share one among all threads.
#[derive(Clone, Debug, Default)]
pub struct Engine {}

impl Engine {
    /// An engine with the built-in models.
    pub fn new() -> Engine {
        Engine::default()
    }

    /// Reads `article` and gives back what `options` ask for. The same input gives the same output.
    pub fn digest<'a>(&self, article: &Article<'a>, options: &Options) -> Digest<'a> {
        let never = Interrupt::default();
        let Ok(digest) = digest(&never, article, options, |_| Ok::<(), Infallible>(()));
        digest
    }

    /// The same, given up soon after `interrupt` is raised. Calls `done` after each stage.
    pub fn digest_unless<'a>(
        &self,
        interrupt: &Interrupt,
        article: &Article<'a>,
        options: &Options,
        mut done: impl FnMut(Stage),
    ) -> Result<Digest<'a>, Interrupted> {
        interrupt.check()?;
        digest(interrupt, article, options, |stage| {
            done(stage);
            interrupt.check()
        })
    }
}

/// The way of an article. What is left of a stage that was interrupted goes no further than `done`.
fn digest<'a, E>(
    interrupt: &Interrupt,
    article: &Article<'a>,
    options: &Options,
    mut done: impl FnMut(Stage) -> Result<(), E>,
) -> Result<Digest<'a>, E> {
    let language = TextLanguage::of(article);
    done(Stage::Detect)?;
    let document = Document::unless(interrupt, article, language);
    done(Stage::Parse)?;
    let wanted = options.summary.as_ref().map(|wanted| {
        let aim = aim(&document, wanted);
        let scores = wanted.method.score(&document, &wanted.query, aim);
        (wanted, aim, scores)
    });
    done(Stage::Score)?;
    let summary = wanted
        .as_ref()
        .map(|(wanted, _, scores)| select(&document, scores, wanted));
    done(Stage::Select)?;
    let tags = options.tags.as_ref().map(|options| match &wanted {
        Some((wanted, aim, scores)) if suit_tags(wanted, *aim) => tag(&document, scores, options),
        _ => {
            let scores = Method::default().score(&document, "", TAGS_AIM);
            tag(&document, &scores, options)
        }
    });
    done(Stage::Tag)?;
    Ok(Digest {
        language: document.detection(),
        stats: Stats::of(&document),
        warnings: warnings(&document, &summary, &tags),
        summary,
        tags,
    })
}

/// What the scores are for that tags are judged by, whatever summary is asked for.
const TAGS_AIM: Aim = Aim::of(3);

/// What the scores of a summary are for.
fn aim(document: &Document, wanted: &SummaryOptions) -> Aim {
    Aim {
        sentences: wanted.budget.expected_sentences(document),
        reader_preference: wanted.reader_preference(document),
        explain: wanted.explain,
    }
}

/// Whether the scores of a summary are the very ones that tags are judged by.
fn suit_tags(wanted: &SummaryOptions, aim: Aim) -> bool {
    let default = wanted.method == Method::default() && wanted.query.is_empty();
    let like_theirs = Aim {
        explain: aim.explain,
        ..TAGS_AIM
    };
    default && aim == like_theirs
}

impl Stats {
    fn of(document: &Document) -> Stats {
        Stats {
            sentences: document.sentences().len() as u32,
            words: document.words().len() as u32,
            paragraphs: document
                .sentences()
                .last()
                .map_or(0, |last| last.paragraph + 1),
            characters: document.text().chars().count() as u32,
        }
    }
}

fn warnings(document: &Document, summary: &Option<Summary>, tags: &Option<Tags>) -> Vec<Warning> {
    let of_summary = summary.iter().flat_map(|summary| &summary.warnings);
    let of_tags = tags.iter().flat_map(|tags| &tags.warnings);
    document
        .warnings()
        .iter()
        .chain(of_summary)
        .chain(of_tags)
        .cloned()
        .collect()
}
