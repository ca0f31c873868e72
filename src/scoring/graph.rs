//! The graph of sentences that share terms, and how central each sentence is in it.
//!
//! Edges are found through inverted lists, so that only sentences with a term in common are ever
//! compared. Two bounds keep the cost linear in the text: sentences are compared with those of a
//! [`Sample`], and the most widespread terms are left out where their lists are too long to follow
//! (see [`Postings`]).

use super::postings::Postings;
use super::sample::Sample;
use super::vectors::SentenceVectors;
use crate::warning::Warning;

/// How often a reader follows an edge rather than picks any sentence; d in PageRank, as both
/// Mihalcea & Tarau (0.85) and Erkan & Radev (0.15 for the opposite) have it.
const DAMPING: f64 = 0.85;

/// PageRank stops when no rank moves by more than this, or after so many rounds.
const TOLERANCE: f64 = 1e-7;
const MOST_ROUNDS: usize = 100;

/// Ranks are told in steps of one over this, so that sentences in the same position of the graph are
/// tied in spite of rounding, and their order in the text decides.
const STEPS: f64 = 1e5;

/// The weight of an edge, from the numbers of its two sentences and their dot product; 0 for none.
pub(super) trait Weight: Fn(usize, usize, f32) -> f32 {}

impl<F: Fn(usize, usize, f32) -> f32> Weight for F {}

/// A graph whose nodes are a document's sentences. Edges lead to sentences of the sample.
pub(super) struct Graph<'a, W> {
    vectors: &'a SentenceVectors,
    weight: W,
    sample: Sample,
    postings: Postings,
}

impl<'a, W: Weight> Graph<'a, W> {
    /// The graph of the sentences behind `vectors`.
    pub(super) fn new(vectors: &'a SentenceVectors, weight: W) -> Graph<'a, W> {
        let sample = Sample::of(vectors);
        Graph {
            postings: Postings::of(vectors, &sample),
            vectors,
            weight,
            sample,
        }
    }

    /// What was given up to keep the cost bounded.
    pub(super) fn warnings(&self) -> impl Iterator<Item = Warning> {
        self.sample
            .warning()
            .into_iter()
            .chain(self.postings.warning())
    }

    /// The sum of the weights of each sentence's edges, without the one to itself.
    pub(super) fn degrees(&self) -> Vec<f64> {
        let mut dots = Dots::new(&self.sample);
        let row = |sentence| {
            let mut edges = Vec::new();
            self.edges(sentence, &mut dots, &mut edges);
            let others = edges.iter().filter(|&&(at, _)| !self.is_at(sentence, at));
            others.map(|&(_, weight)| f64::from(weight)).sum()
        };
        self.sentences().map(row).collect()
    }

    /// PageRank with weighted edges (Mihalcea & Tarau 2004, section 2.2):
    /// `rank(s) = 1 - d + d * sum over v of weight(v, s) / degree(v) * rank(v)`.
    ///
    /// `own_edge` says whether a sentence's edge to itself counts. Where the sample is not the
    /// whole, ranks are found within the sample and every sentence then gets one round of votes
    /// from it.
    pub(super) fn page_rank(&self, own_edge: bool) -> Vec<f64> {
        let mut dots = Dots::new(&self.sample);
        let mut edges = Vec::new();
        let mut rows = Vec::with_capacity(self.sample.sentences().len());
        let mut pulse = self.vectors.pulse();
        let sampled = self.sample.sentences().iter();
        for &sentence in sampled.take_while(|_| pulse.beats()) {
            self.edges(sentence, &mut dots, &mut edges);
            if !own_edge {
                edges.retain(|&(at, _)| !self.is_at(sentence, at));
            }
            rows.push(edges.clone());
        }
        let votes = stationary(&rows);
        if self.sample.is_whole() {
            return rows.iter().map(|row| told(rank(row, &votes))).collect();
        }
        let row = |sentence| {
            self.edges(sentence, &mut dots, &mut edges);
            edges.retain(|&(at, _)| !self.is_at(sentence, at));
            told(rank(&edges, &votes))
        };
        self.sentences().map(row).collect()
    }

    /// The numbers of all sentences; ends early with the document's pulse.
    fn sentences(&self) -> impl Iterator<Item = usize> {
        let mut pulse = self.vectors.pulse();
        (0..self.vectors.count()).take_while(move |_| pulse.beats())
    }

    /// Puts the edges of `sentence` into `edges`: places in the sample with weights, ascending.
    fn edges(&self, sentence: usize, dots: &mut Dots, edges: &mut Vec<(u32, f32)>) {
        edges.clear();
        for &(term, weight) in self.vectors.vector(sentence) {
            for &(at, other) in self.postings.of_term(term) {
                dots.add(at, weight * other);
            }
        }
        dots.drain(|at, dot| {
            let other = self.sample.sentences().get(at as usize).copied();
            let weight = other.map_or(0.0, |other| (self.weight)(sentence, other, dot));
            if weight > 0.0 {
                edges.push((at, weight));
            }
        });
    }

    fn is_at(&self, sentence: usize, at: u32) -> bool {
        self.sample.sentences().get(at as usize) == Some(&sentence)
    }
}

fn rank(row: &[(u32, f32)], votes: &[f64]) -> f64 {
    let vote = |&(at, weight): &(u32, f32)| {
        votes.get(at as usize).copied().unwrap_or_default() * f64::from(weight)
    };
    1.0 - DAMPING + DAMPING * row.iter().map(vote).sum::<f64>()
}

fn told(rank: f64) -> f64 {
    (rank * STEPS).round() / STEPS
}

/// What each sentence of the sample hands on for each unit of an edge's weight, once ranks are
/// stable: its rank divided by its degree.
fn stationary(rows: &[Vec<(u32, f32)>]) -> Vec<f64> {
    let degree = |row: &Vec<(u32, f32)>| row.iter().map(|&(_, weight)| f64::from(weight)).sum();
    let degrees: Vec<f64> = rows.iter().map(degree).collect();
    let share = |(rank, degree): (&f64, &f64)| if *degree > 0.0 { rank / degree } else { 0.0 };
    let mut ranks = vec![1.0; rows.len()];
    for _ in 0..MOST_ROUNDS {
        let votes: Vec<f64> = ranks.iter().zip(&degrees).map(share).collect();
        let next: Vec<f64> = rows.iter().map(|row| rank(row, &votes)).collect();
        let moved = ranks.iter().zip(&next).map(|(old, new)| (old - new).abs());
        let most = moved.fold(0.0, f64::max);
        ranks = next;
        if most < TOLERANCE {
            break;
        }
    }
    ranks.iter().zip(&degrees).map(share).collect()
}

/// Sums for the places of a sample, of which few are not zero.
struct Dots {
    sums: Vec<f32>,
    touched: Vec<u32>,
}

impl Dots {
    fn new(sample: &Sample) -> Dots {
        Dots {
            sums: vec![0.0; sample.sentences().len()],
            touched: Vec::new(),
        }
    }

    fn add(&mut self, at: u32, value: f32) {
        if let Some(sum) = self.sums.get_mut(at as usize) {
            if *sum == 0.0 {
                self.touched.push(at);
            }
            *sum += value;
        }
    }

    /// Hands over every sum that is not zero, by place, and leaves all zero.
    fn drain(&mut self, mut each: impl FnMut(u32, f32)) {
        self.touched.sort_unstable();
        for at in self.touched.drain(..) {
            if let Some(sum) = self.sums.get_mut(at as usize) {
                each(at, std::mem::take(sum));
            }
        }
    }
}
