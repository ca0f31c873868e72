//! A digest for a person to read.

use textwrap::{Options, termwidth, wrap};

use crate::article::Article;
use crate::engine::Digest;
use crate::scoring::scores::Signal;
use crate::selection::summary::{Choice, Summary};
use crate::tagging::entity::EntityType;
use crate::tagging::tags::{Tag, TagKind};
use crate::text::detection::Detection;
use crate::text::language::Language;

/// Columns of a line at most; longer ones are hard to read, however wide the terminal.
const WIDTH: usize = 96;

/// The headline, the summary, the tags, and what there is to know about them.
pub fn report(article: &Article, digest: &Digest) -> String {
    let mut lines = paragraph(article.title(), "");
    if let Some(summary) = &digest.summary {
        open_section(&mut lines);
        lines.extend(summary_lines(summary));
    }
    if let Some(found) = digest.tags.as_ref().filter(|found| !found.tags.is_empty()) {
        open_section(&mut lines);
        lines.extend(tag_lines(&found.tags));
    }
    open_section(&mut lines);
    lines.extend(paragraph(&about(digest), ""));
    for warning in &digest.warnings {
        lines.extend(paragraph(&format!("Note: {}", warning.message), ""));
    }
    lines.join("\n")
}

fn open_section(lines: &mut Vec<String>) {
    if !lines.is_empty() {
        lines.push(String::new());
    }
}

/// `text` in lines, the first of which begins with `head`; its white space is made single blanks.
fn paragraph(text: &str, head: &str) -> Vec<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = shown(&text);
    let indent = " ".repeat(head.len());
    let options = Options::new(termwidth().min(WIDTH))
        .initial_indent(head)
        .subsequent_indent(&indent);
    let lines = wrap(&text, options).into_iter().map(String::from);
    lines.filter(|line| !line.is_empty()).collect()
}

/// `text` without what a terminal takes for a command: an article may be a stranger's.
fn shown(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}

fn summary_lines(summary: &Summary) -> Vec<String> {
    let mut lines = Vec::new();
    for choice in &summary.chosen {
        lines.extend(paragraph(choice.text, "- "));
        if summary.all.is_empty() {
            lines.extend(reasons(choice));
        }
    }
    if !summary.all.is_empty() {
        lines.push(String::new());
        let mut chosen: Vec<u32> = summary.chosen.iter().map(|choice| choice.index).collect();
        chosen.sort_unstable();
        let all = summary.all.iter();
        lines.extend(all.flat_map(|choice| scored(choice, &chosen)));
    }
    lines
}

/// A sentence with its score and its place by score; a star marks those of the summary, whose numbers are
/// `chosen`, in order.
fn scored(choice: &Choice, chosen: &[u32]) -> Vec<String> {
    let is_chosen = chosen.binary_search(&choice.index).is_ok();
    let mark = if is_chosen { '*' } else { ' ' };
    let head = format!("{mark} {:.2} #{:<3} ", choice.score, choice.rank);
    let mut lines = paragraph(choice.text, &head);
    lines.extend(reasons(choice));
    lines
}

fn tag_lines(tags: &[Tag]) -> impl Iterator<Item = String> {
    tags.iter().flat_map(|tag| {
        let kind = match (tag.kind, tag.entity_type) {
            (TagKind::Keyphrase, _) => "",
            (TagKind::Vocabulary, _) => "  (vocabulary)",
            (TagKind::Entity, None) => "  (name)",
            (TagKind::Entity, Some(EntityType::Person)) => "  (person)",
            (TagKind::Entity, Some(EntityType::Organization)) => "  (organization)",
            (TagKind::Entity, Some(EntityType::Place)) => "  (place)",
            (TagKind::Entity, Some(EntityType::Product)) => "  (product)",
        };
        let mut lines = vec![format!("  {:.2}  {}{kind}", tag.score, shown(&tag.text))];
        lines.extend(signal_lines("its score", &tag.signals));
        lines
    })
}

/// The signals behind a sentence's score, and what choosing added to it.
fn reasons(choice: &Choice) -> impl Iterator<Item = String> {
    let score = signal_lines("its score", &choice.signals);
    score.chain(signal_lines("the choice", &choice.selection))
}

/// What was `made` of `signals`: what each of them was, and what it added; nothing of none.
fn signal_lines(made: &str, signals: &[Signal]) -> impl Iterator<Item = String> {
    let head = format!("      {made:<26} {:>8}  {:>7}", "value", "adds");
    let head = (!signals.is_empty()).then_some(head);
    head.into_iter().chain(signals.iter().map(|signal| {
        let Signal {
            name,
            value,
            contribution,
        } = signal;
        format!("        {name:<24} {value:>8.3}  {contribution:>+7.3}")
    }))
}

/// One line on the article.
fn about(digest: &Digest) -> String {
    let Detection {
        language,
        confidence,
        ..
    } = digest.language;
    let sure = match language == Language::undetermined() {
        true => String::new(),
        false => format!(" ({}% sure)", (confidence * 100.0).round()),
    };
    let sentences = counted(digest.stats.sentences, "sentence");
    let words = counted(digest.stats.words, "word");
    format!("{}{sure}, {sentences}, {words}", language.name())
}

/// `1 word`, `2 words`.
fn counted(count: u32, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}
