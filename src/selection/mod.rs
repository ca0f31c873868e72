//! Floor 7: which sentences make the summary, given their scores and the bounds on its size.

pub mod budget;
pub mod cohesion;
pub mod leaning;
pub mod options;
pub mod summary;

mod antecedents;
mod asides;
mod candidates;
mod chosen;
mod coverage;
mod mmr;
mod names;
mod openings;
mod place;
mod questions;
mod queue;
mod quotations;
mod room;
mod supply;
mod worth;

use self::candidates::Candidates;
use self::cohesion::Links;
use self::coverage::Coverage;
use self::options::{Order, SummaryOptions};
use self::room::Room;
use self::summary::{Choice, Summary};
use self::supply::Supply;
use self::worth::Worth;
use crate::document::Document;
use crate::fraction::Fraction;
use crate::scoring::Method;
use crate::scoring::scores::Scores;
use crate::scoring::vectors::SentenceVectors;
use crate::text::language::Language;
use crate::warning::{Warning, WarningCode};

/// What the default method's sentences lose by leaning on one left out. Chosen between 0.6 and 1 as
/// the least at which its summaries leave no more loose ends than the first sentences do, on
/// development news.
const COHESION: Fraction = Fraction::clamped(0.9);

/// What a full likeness to a chosen sentence takes away in a summary of a few sentences, where terms and
/// words count: each of its words is dear.
const SCARCE_DIVERSITY: f32 = 0.8;

/// Chooses the sentences of a summary.
pub fn select<'a>(
    document: &Document<'a>,
    scores: &Scores,
    options: &SummaryOptions,
) -> Summary<'a> {
    let cohesion = cohesion(options.method);
    let links = match cohesion > Fraction::ZERO {
        true => Links::of(document),
        false => Links::default(),
    };
    let own;
    let vectors = match scores.vectors() {
        Some(vectors) => vectors,
        None => {
            own = SentenceVectors::of(document);
            &own
        }
    };
    let wanted = options.budget.expected_sentences(document);
    let covers = counts_coverage(document, options);
    let coverage = covers.then(|| Coverage::of(document, vectors, scores, wanted));
    let usual = diversity(options.method, wanted, covers);
    let worth = Worth {
        scores,
        vectors,
        coverage: coverage.as_ref(),
        diversity: options.diversity.unwrap_or(usual),
        cohesion,
        links: &links,
    };
    choose(document, &worth, options)
}

/// Chooses by what sentences are worth, and tells what there is to be told of the choice.
fn choose<'a>(document: &Document<'a>, worth: &Worth, options: &SummaryOptions) -> Summary<'a> {
    let scores = worth.scores;
    let Candidates { whole, fragments } = Candidates::of(document);
    let among = |candidates: &[usize]| {
        let room = Room::of(document, &options.budget);
        mmr::choose(document, candidates, worth, room)
    };
    let (mut choices, mut story) = (among(&whole), whole.len());
    if choices.sentences.is_empty() {
        choices = among(&fragments);
        story += fragments.len();
    }
    let explained = options
        .explain
        .then(|| worth::explain(worth, &choices.sentences, document.pulse()));
    let supply = Supply {
        story,
        fragments: whole.len() + fragments.len() - story,
        page: document.sentences().len() - whole.len() - fragments.len(),
        repetitions: choices.repetitions,
    };
    let mut warnings = scores.warnings().to_vec();
    warnings.extend(supply.shortfall(choices.sentences.len(), &options.budget));
    warnings.extend(choices.curtailed.then(curtailed));
    let chosen = in_order(choices.sentences, scores, options.order);
    let ranks = ranks(scores);
    let describe = |index| Choice::new(document, scores, &ranks, index, explained.as_deref());
    let all = match options.all_sentences {
        true => 0..document.sentences().len(),
        false => 0..0,
    };
    Summary {
        text: summary::joined(document, &chosen),
        chosen: chosen.iter().copied().filter_map(describe).collect(),
        all: all.filter_map(describe).collect(),
        warnings,
    }
}

/// The chosen sentences in the order in which they are given back; of the same score, the earlier first.
fn in_order(mut chosen: Vec<usize>, scores: &Scores, order: Order) -> Vec<usize> {
    chosen.sort_unstable();
    if order == Order::Score {
        chosen.sort_by(|&a, &b| scores.of(b).total_cmp(&scores.of(a)));
    }
    chosen
}

/// What a sentence loses that leans on one left out: the default method's summaries are made to be
/// read, those of the others to be what their papers say.
fn cohesion(method: Method) -> Fraction {
    if method == Method::default() {
        COHESION
    } else {
        Fraction::ZERO
    }
}

/// What a full likeness to a chosen sentence takes away, where nobody asked for anything, in a summary of
/// about `wanted` sentences: more of a short one, if terms and words count.
fn diversity(method: Method, wanted: usize, covers: bool) -> Fraction {
    let usual = method.diversity();
    if !covers {
        return usual;
    }
    let more = SCARCE_DIVERSITY - usual.get();
    Fraction::clamped(usual.get() + more * place::brevity(wanted))
}

/// Whether terms and words count: only in the summaries of the default method, in the language whose
/// articles showed how much they should, and where no query draws the summary elsewhere.
fn counts_coverage(document: &Document, options: &SummaryOptions) -> bool {
    options.method == Method::default()
        && options.query.is_empty()
        && document.language() == Language::english()
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

/// That choosing was given up half way: it would cost the square of the summary's length.
fn curtailed() -> Warning {
    let message =
        "The summary is so long that its last sentences were not compared with all before them.";
    Warning::new(WarningCode::Truncated, message)
}
