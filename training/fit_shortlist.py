#!/usr/bin/env python3
"""Fits the weights of src/tagging/shortlist.rs, writes them there, and prints what they keep.

  fit_shortlist.py --data DIR    DIR as for train_tags.py

A logistic regression of whether the built-in models have a candidate among their first WANTED, on the articles
of each head, as they are and without parts of speech. The models judge what the shortlist keeps: so it is
to keep what they would choose, right or wrong.
Needs: pip install lightgbm numpy scipy snowballstemmer
"""
import argparse
import subprocess

import numpy as np
from scipy.optimize import minimize

import sources
from candidates import answers, read
from train_tags import FOLDS, HEADS

EXPORT = ["cargo", "run", "--quiet", "--release", "--example", "export_shortlist_rows", "--"]
WANTED = 15
KEPT = 64
RIDGE = 0.5


def measured(path, style):
    """The candidates of articles, the best first, without and with a tagger: a row of measures each."""
    articles = read(path)
    lines = [line for flags in ([], ["--untagged"]) for line in answers(articles, [*EXPORT, str(style), *flags])]
    return [np.array(line["rows"]) for line in lines if line["rows"]]


def fit(articles):
    inputs = np.vstack(articles)
    inputs = np.c_[np.ones(len(inputs)), inputs]
    hits = np.concatenate([np.arange(len(rows)) < WANTED for rows in articles])

    def loss(w):
        z = inputs @ w
        penalised = np.r_[0, w[1:]]
        slopes = inputs.T @ (1 / (1 + np.exp(-z)) - hits)
        return (np.logaddexp(0, z) - hits * z).sum() + RIDGE / 2 * penalised @ penalised, slopes + RIDGE * penalised

    return minimize(loss, np.zeros(inputs.shape[1]), jac=True, method="L-BFGS-B").x[1:]


def kept(weights, articles):
    """Percent of the models' first ten, fifteen and twenty that are among the KEPT best."""
    places = [np.argsort(np.argsort(-(rows @ weights), kind="stable")) for rows in articles]
    return [100 * np.mean([np.mean(place[:first] < KEPT) for place in places]) for first in (10, WANTED, 20)]


def held_out(articles):
    """The same by weights that never saw the article."""
    of_folds = []
    for fold in range(FOLDS):
        weights = fit([rows for number, rows in enumerate(articles) if number % FOLDS != fold])
        of_folds.append(kept(weights, articles[fold::FOLDS]))
    return np.mean(of_folds, 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    data = parser.parse_args().data
    for head, (file, style) in HEADS.items():
        articles = measured(f"{data}/{file}.jsonl.gz", style)
        weights = fit(articles)
        sources.write("src/tagging/shortlist.rs", head.upper(), "[" + ", ".join(f"{w:.2f}" for w in weights + 0.0) + "]")
        shares = " ".join(f"{share:.1f}%" for share in held_out(articles))
        print(f"{head}: of the first 10, {WANTED} and 20, {KEPT} hold {shares}, held out", flush=True)
    subprocess.run(["cargo", "fmt"], check=True)


if __name__ == "__main__":
    main()
