"""Registers: what the words that a text opens with tell of whether it is science rather than news.

A logistic regression on whether a stem is among the first ones of a text, with a ridge and without a start of its
own: a short text is not told to be anything. `src/tagging/register.rs` adds the weights up.
"""
from collections import Counter

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

import sources
import word_levels
from candidates import answers, read

EXPORT = ["cargo", "run", "--quiet", "--release", "--example", "export_openings", "--"]
# news with keys, and with summaries
KEYED = ["duc2001", "kpcrowd500"]
SUMMED = ["cnndm_train", "cnndm_train_mix", "bbc_news_summary", "xsum"]
# how much a weight of 1 costs, in log-likelihood: half of it
RIDGE = 10.0
# texts that open with a word, at least
TEXTS = 20
# The weights are kept in steps.
LEAST, STEP = -0.8, 0.1


def openings(science, data, summaries):
    """The stems that texts open with, a list a set: of the articles of `science`, and of news."""
    paths = [f"{data}/{file}.jsonl.gz" for file in KEYED] + [f"{summaries}/{file}.jsonl.gz" for file in SUMMED]
    sets = [science] + [[article | {"lang": "en"} for article in read(path)] for path in paths]
    return [[set(line["stems"]) for line in answers(articles, EXPORT)] for articles in sets]


def fit(science, news):
    """The weight of each stem that has one, by the openings of texts."""
    texts = science + news
    known = sorted(stem for stem, count in Counter(stem for text in texts for stem in text).items() if count >= TEXTS)
    numbers = {stem: number for number, stem in enumerate(known)}
    found = [(row, numbers[stem]) for row, text in enumerate(texts) for stem in sorted(text) if stem in numbers]
    rows, columns = zip(*found)
    inputs = sparse.csr_matrix((np.ones(len(found)), (rows, columns)), (len(texts), len(known)))
    hits = np.arange(len(texts)) < len(science)

    def loss(weights):
        z = inputs @ weights
        slopes = 1 / (1 + np.exp(-z)) - hits
        return (np.logaddexp(0, z) - hits * z).sum() + RIDGE / 2 * weights @ weights, inputs.T @ slopes + RIDGE * weights

    weights = minimize(loss, np.zeros(len(known)), jac=True, method="L-BFGS-B").x
    kept = {stem: word_levels.nearest(weight, LEAST, STEP) for stem, weight in zip(known, weights)}
    return {stem: weight for stem, weight in kept.items() if weight}


def held_out(sets, folds):
    """The weights for each fold, by the openings of the others; and of each set which texts the engine takes for
    science by the weights that did not know them."""
    weights = [fit(*_without(sets, fold, folds)) for fold in range(folds)]
    return weights, [_told(texts, weights) for texts in sets]


def of_all(sets):
    """The weights by all openings."""
    return fit(*_without(sets, None, 1))


def _without(sets, fold, folds):
    """The openings of science and of news, without every so manieth text of each set."""
    science, *news = [[text for number, text in enumerate(texts) if number % folds != fold] for texts in sets]
    return science, [text for texts in news for text in texts]


def _told(texts, weights):
    sure = sources.constant("src/tagging/register.rs", "SURE")
    log_odds = [sum(weights[number % len(weights)].get(stem, 0.0) for stem in sorted(text)) for number, text in enumerate(texts)]
    return np.array(log_odds) > sure


def write(weights, path):
    return word_levels.write(path, b"NGREGIST", weights, LEAST, STEP)
