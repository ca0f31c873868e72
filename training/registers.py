"""Registers: what the words that a text opens with tell of whether it is science rather than news or anything else.

A logistic regression on whether a stem is among the first ones of a text, with a ridge and without a start of its
own: a short text is not told to be anything. `src/tagging/register.rs` adds the weights up.

registers.jsonl has texts written for this project, {"register", "genre", "text"} a line: abstracts and paragraphs of
papers of fields that the sets of articles lack, and prose that is neither science nor told as news are, such as press
releases and contracts. Without those, whatever is written soberly would be taken for science.
"""
import itertools
import json
import os
from collections import Counter
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

import sources
import word_levels
from candidates import answers, read

EXPORT = ["cargo", "run", "--quiet", "--release", "--example", "export_openings", "--"]
OWN = os.path.join(os.path.dirname(__file__), "registers.jsonl")
# how many times a text of our own counts
WEIGHT = 20
# news with keys, and with summaries
KEYED = ["duc2001", "kpcrowd500"]
SUMMED = ["cnndm_train", "cnndm_train_mix", "bbc_news_summary", "xsum"]
# how much a weight of 1 costs, in log-likelihood: half of it
RIDGE = 10.0
# texts that open with a word, at least
TEXTS = 20
# The weights are kept in steps.
LEAST, STEP = -0.8, 0.1


class Texts(NamedTuple):
    """Texts of one set."""

    label: str
    openings: list  # the stems that each opens with
    science: bool
    weight: float  # of each


def texts(science, data, summaries):
    """What tells the registers apart: the articles of `science`, news, and texts of our own."""
    sets = [("scientific texts", science, True, 1.0)]
    for directory, files in (data, KEYED), (summaries, SUMMED):
        for file in files:
            articles = [article | {"lang": "en"} for article in read(f"{directory}/{file}.jsonl.gz")]
            sets.append((f"articles of {file}", articles, False, 1.0))
    with open(OWN, encoding="utf-8") as lines:
        own = [json.loads(line) | {"lang": "en"} for line in lines]
    for label, register in ("scientific texts of our own", "science"), ("other texts of our own", "news"):
        sets.append((label, [text for text in own if text["register"] == register], register == "science", WEIGHT))
    return [Texts(label, _openings(articles), is_science, weight) for label, articles, is_science, weight in sets]


def _openings(articles):
    return [line["stems"] for line in answers(articles, EXPORT)]


def fit(sets):
    """The weight of each stem that has one."""
    openings = [opening for texts in sets for opening in texts.openings]
    known = sorted(stem for stem, count in Counter(itertools.chain.from_iterable(openings)).items() if count >= TEXTS)
    numbers = {stem: number for number, stem in enumerate(known)}
    found = [(row, numbers[stem]) for row, opening in enumerate(openings) for stem in opening if stem in numbers]
    rows, columns = zip(*found)
    inputs = sparse.csr_matrix((np.ones(len(found)), (rows, columns)), (len(openings), len(known)))
    hits = np.repeat([texts.science for texts in sets], [len(texts.openings) for texts in sets])
    counts = np.repeat([texts.weight for texts in sets], [len(texts.openings) for texts in sets])

    def loss(weights):
        z = inputs @ weights
        slopes = counts * (1 / (1 + np.exp(-z)) - hits)
        value = (counts * (np.logaddexp(0, z) - hits * z)).sum() + RIDGE / 2 * weights @ weights
        return value, inputs.T @ slopes + RIDGE * weights

    weights = minimize(loss, np.zeros(len(known)), jac=True, method="L-BFGS-B").x
    kept = {stem: word_levels.nearest(weight, LEAST, STEP) for stem, weight in zip(known, weights)}
    return {stem: weight for stem, weight in kept.items() if weight}


def held_out(sets, folds):
    """The weights for each fold, by the texts of the others; and of each set which texts the engine takes for science
    by the weights that did not know them."""
    weights = [fit([_without(texts, fold, folds) for texts in sets]) for fold in range(folds)]
    return weights, [_told(texts.openings, weights) for texts in sets]


def _without(texts, fold, folds):
    """A set without every so manieth text."""
    kept = [opening for number, opening in enumerate(texts.openings) if number % folds != fold]
    return texts._replace(openings=kept)


def _told(openings, weights):
    sure = sources.constant("src/tagging/register.rs", "SURE")
    of_folds = [weights[number % len(weights)] for number in range(len(openings))]
    log_odds = [sum(known.get(stem, 0.0) for stem in opening) for opening, known in zip(openings, of_folds)]
    return np.array(log_odds) > sure


def write(weights, path):
    return word_levels.write(path, b"NGREGIST", weights, LEAST, STEP)
