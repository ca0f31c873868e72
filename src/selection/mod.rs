//! Floor 5: which sentences make the summary, given their scores and the bounds on its size.

pub mod budget;
pub mod summary;

mod mmr;

use self::budget::{Budget, Order};
use self::summary::{Choice, Summary};
use crate::document::Document;
use crate::fraction::Fraction;
use crate::scoring::Method;
use crate::scoring::scores::Scores;
use crate::warning::{Warning, WarningCode};

/// What kind of summary is wanted.
#[derive(Clone, Debug, Default)]
pub struct SummaryOptions {
    /// How sentences are scored. Default: the ranker.
    pub method: Method,
    /// The bounds on the summary's size. Default: three sentences.
    pub budget: Budget,
    /// The order of the chosen sentences. Default: as they stand in the article.
    pub order: Order,
    /// What the summary should be about; empty for the article's own topic.
    pub query: String,
    /// How much a likeness to a sentence already chosen counts against one. Default: the method's own.
    pub diversity: Option<Fraction>,
    /// Whether each score comes with the evidence behind it.
    pub explain: bool,
    /// Whether every sentence is returned with its score, chosen or not.
    pub all_sentences: bool,
}

/// Chooses the sentences of a summary.
pub fn select<'a>(
    document: &Document<'a>,
    scores: &Scores,
    options: &SummaryOptions,
) -> Summary<'a> {
    let diversity = options
        .diversity
        .unwrap_or_else(|| options.method.diversity());
    let candidates = candidates(document);
    let mut chosen = mmr::choose(document, scores, &candidates, diversity, &options.budget);
    let mut warnings = scores.warnings().to_vec();
    warnings.extend(shortfall(candidates.len(), chosen.len(), options));
    if options.order == Order::Document {
        chosen.sort_unstable();
    }
    let ranks = ranks(scores);
    let describe = |&index: &usize| Choice::new(document, scores, &ranks, index, options.explain);
    let all = if options.all_sentences {
        0..document.sentences().len()
    } else {
        0..0
    };
    Summary {
        text: summary::joined(document, &chosen),
        chosen: chosen.iter().filter_map(describe).collect(),
        all: all.filter_map(|index| describe(&index)).collect(),
        warnings,
    }
}

/// The sentences that may be chosen: the story's, or all where there is nothing but boilerplate.
fn candidates(document: &Document) -> Vec<usize> {
    let all = || document.sentences().iter().enumerate();
    let story: Vec<usize> = all()
        .filter(|(_, s)| !s.boilerplate)
        .map(|(index, _)| index)
        .collect();
    if story.is_empty() {
        all().map(|(index, _)| index).collect()
    } else {
        story
    }
}

/// Each sentence's place by score, from 1 for the best; ties go to the earlier one.
fn ranks(scores: &Scores) -> Vec<u32> {
    let mut order: Vec<usize> = (0..scores.values().len()).collect();
    order.sort_by(|&a, &b| scores.of(b).total_cmp(&scores.of(a)));
    let mut ranks = vec![0; order.len()];
    for (rank, sentence) in (1..).zip(order) {
        if let Some(place) = ranks.get_mut(sentence) {
            *place = rank;
        }
    }
    ranks
}

/// Why there is less than was asked for, with `available` sentences to choose from.
fn shortfall(available: usize, chosen: usize, options: &SummaryOptions) -> Option<Warning> {
    if chosen == 0 {
        let message = "No sentence fits into the bounds that were given; the summary is empty.";
        return Some(Warning::new(WarningCode::BudgetTooSmall, message));
    }
    let asked = options.budget.sentences_asked()?;
    (available < asked as usize).then(|| {
        let message =
            format!("The article has {available} of the {asked} sentences that were asked for.");
        Warning::new(WarningCode::FewerSentences, message)
    })
}
