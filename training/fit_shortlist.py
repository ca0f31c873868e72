#!/usr/bin/env python3
"""Fits the weights of src/tagging/shortlist.rs, writes them there, and prints the share of the gold they keep.

  fit_shortlist.py --data DIR    DIR as for train_tags.py

A logistic regression on the articles as they are, each article as heavy as the next.
Needs: pip install lightgbm numpy scipy snowballstemmer
"""
import argparse
import subprocess

import numpy as np
from scipy.optimize import minimize

import sources
from train_tags import HEADS, views

KEPT = 96
RIDGE = 0.5


def measured(names, rows):
    """The measures of src/tagging/shortlist.rs, in its order, after a constant."""
    of = {name: rows[:, at].astype(float) for at, name in enumerate(names)}
    pooled, first = np.exp(of["count-pooled"]) - 1, np.exp(of["first"]) - 1
    return np.stack([
        np.ones(len(rows)), np.log(np.exp(of["count"]) + pooled), of["in-title"] > 0,
        (of["as-name"] > of["as-words"]) & (of["whole-name"] > 0), of["topics"] > 1, of["topics"] > 2,
        np.log(1 + first / 20), of["best-sentence"], of["in-longer"], of["noun"], of["whole-name"]], 1)


def fit(articles):
    inputs = np.vstack([measures for measures, _ in articles])
    hits = np.concatenate([hits for _, hits in articles])
    weights = np.concatenate([np.full(len(hits), 100 / len(hits)) for _, hits in articles])

    def loss(w):
        z = inputs @ w
        slopes = inputs.T @ (weights * (1 / (1 + np.exp(-z)) - hits))
        penalised = np.r_[0, w[1:]]
        return (weights * (np.logaddexp(0, z) - hits * z)).sum() + RIDGE / 2 * penalised @ penalised, slopes + RIDGE * penalised

    return minimize(loss, np.zeros(inputs.shape[1]), jac=True, method="L-BFGS-B").x


def kept(weights, articles, golds):
    """Percent of an article's gold among its first candidates."""
    shares = []
    for (texts, measures, _), gold in zip(articles, golds):
        best = {texts[at] for at in np.argsort(-(measures @ weights), kind="stable")[:KEPT]}
        shares.append(np.mean([bool(key & best) for key in gold]))
    return 100 * np.mean(shares)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    data = parser.parse_args().data
    for head, (file, style) in HEADS.items():
        names, golds, found = views(f"{data}/{file}.jsonl.gz", style)
        seen = [(texts, measured(names, rows), hits) for texts, rows, hits in found[()]]
        both = [(article, gold) for article, gold in zip(seen, golds) if article[0]]
        weights = fit([(measures, hits) for (_, measures, hits), _ in both])
        share = kept(weights, *zip(*both))
        written = ", ".join(f"{weight:.2f}" for weight in weights[1:] + 0.0)
        sources.write("src/tagging/shortlist.rs", head.upper(), f"[{written}]")
        print(f"{head}: [{written}] keep {share:.1f}%", flush=True)
    subprocess.run(["cargo", "fmt"], check=True)


if __name__ == "__main__":
    main()
