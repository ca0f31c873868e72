//! The figures that `nutgraf eval summaries` prints.

use std::io::{self, Write};

use serde::Serialize;

use crate::evaluation::interval::Interval;

/// The figures of every system, in the order that they were asked for.
#[derive(Serialize)]
pub struct Report {
    /// Articles that could be used.
    pub articles: usize,
    /// The methods, then the baselines.
    pub systems: Vec<Row>,
}

/// The figures of a system: ROUGE F1 in percent.
#[derive(Serialize)]
pub struct Row {
    /// The method, or the baseline.
    pub name: &'static str,
    /// Common words.
    pub rouge1: Interval,
    /// Common pairs of words.
    pub rouge2: Interval,
    /// Words in common subsequences of sentences.
    pub rouge_lsum: Interval,
    /// The mean length of a summary.
    pub words: f64,
    /// What a hundred summaries leave loose.
    pub loose_ends: LooseEndRates,
    /// The mean processor time of an article from its text to its summary; none for baselines.
    pub microseconds: Option<f64>,
}

/// What a hundred summaries leave loose.
#[derive(Serialize)]
pub struct LooseEndRates {
    /// Openings whose antecedent was left out.
    pub openings: f64,
    /// Quotations whose other half was left out.
    pub quotations: f64,
    /// Questions whose answer was left out.
    pub questions: f64,
    /// Sentences about somebody whose full name was left out; not among [`all`](Self::all).
    pub names: f64,
}

impl LooseEndRates {
    fn all(&self) -> f64 {
        self.openings + self.quotations + self.questions
    }
}

/// Writes the table to read.
pub fn print(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{} articles; F1 in percent with its 95% interval",
        report.articles
    )?;
    writeln!(
        out,
        "{:<12}{:>25}{:>25}{:>25}{:>8}{:>12}{:>12}",
        "method", "ROUGE-1", "ROUGE-2", "ROUGE-Lsum", "words", "loose ends", "µs/article"
    )?;
    for row in &report.systems {
        writeln!(
            out,
            "{:<12}{:>25}{:>25}{:>25}{:>8.1}{:>12.1}{:>12}",
            row.name,
            row.rouge1,
            row.rouge2,
            row.rouge_lsum,
            row.words,
            row.loose_ends.all(),
            row.microseconds
                .map_or("-".to_owned(), |time| format!("{time:.0}"))
        )?;
    }
    Ok(())
}
