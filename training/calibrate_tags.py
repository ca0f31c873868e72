#!/usr/bin/env python3
"""Judges tags with heads that never saw the article, and fits the calibration of their scores.

  calibrate_tags.py --data DIR --summaries DIR    both as for train_tags.py

For each fold of the sets of HEADS, heads trained without it are asked about it in the engine as a whole;
other sets are asked about by the heads of src/tagging/model, their articles that were trained on left
out. Prints F1 and precision at 10 with 95% bootstrap intervals, and writes SLOPE and OFFSET of
src/tagging/ranking.rs (Platt scaling: Platt 1999), with which the score of a tag is the share of tags
like it that readers of news chose. Needs: pip install lightgbm numpy scipy snowballstemmer
"""
import argparse
import os
import shutil
import tempfile

import numpy as np
from scipy.optimize import minimize

import keyphrases
import lexical_prior
import sources
import trees
from candidates import answers, read
from train_tags import BESIDES, FOLDS, HEADS, beside_phrases, figures, gold, held_out, normal, views

RANKING = "src/tagging/ranking.rs"
MODEL = "src/tagging/model"
JUDGE = ["cargo", "run", "--quiet", "--release", "--example", "judge_tags", "--"]
TAGS = 15
OTHERS = ["wikinews100_fr", "ptbn110", *BESIDES]


def tags(articles, heads, style=None):
    """The texts and the scores of each article's tags, by the heads in a directory."""
    command = [*JUDGE, heads, str(TAGS)] + [str(style)] * (style is not None)
    return [line["tags"] for line in answers(articles, command)]


def judge(articles, heads, style=None):
    """Scores and hits of all tags, and the F1 and precision at 10 of each article, in percent."""
    scores, hits, of_articles = [], [], []
    for article, given in zip(articles, tags(articles, heads, style), strict=True):
        keys = gold(article)
        found = [(normal(text, article.get("lang")), score) for text, score in given]
        scores += [score for _, score in found]
        hits += [any(text in key for key in keys) for text, _ in found]
        of_articles.append(figures([text for text, _ in found[:10]], keys))
    return scores, hits, of_articles


def judge_folds(articles, folds, style=None):
    """The same over all folds, each by heads that were trained without it."""
    together = [], [], []
    for fold, heads in enumerate(folds):
        for all_folds, own in zip(together, judge(articles[fold::FOLDS], heads, style)):
            all_folds += own
    return together


def interval(values, draws=1000):
    values = np.array(values)
    means = values[np.random.default_rng(0).integers(0, len(values), (draws, len(values)))].mean(1)
    low, high = np.percentile(means, [2.5, 97.5])
    return f"{values.mean():.1f} [{low:.1f}, {high:.1f}]"


def report(label, of_articles):
    f1, precision = zip(*of_articles)
    print(f"{label}, {len(f1)} articles: F1@10 {interval(f1)}, P@10 {interval(precision)}", flush=True)


def fit_line(log_odds, hits):
    def loss(line):
        z = line[0] * log_odds + line[1]
        return (np.logaddexp(0, z) - hits * z).sum()

    return minimize(loss, [1.0, 0.0]).x


def calibrate(scores, hits, articles):
    shown = np.log(scores / (1 - scores))
    raw = (shown - sources.constant(RANKING, "OFFSET")) / sources.constant(RANKING, "SLOPE")
    slope, offset = fit_line(raw, hits)
    sources.write(RANKING, "SLOPE", f"{slope:.3f}")
    sources.write(RANKING, "OFFSET", f"{offset:.3f}")
    score = 1 / (1 + np.exp(-(slope * raw + offset)))
    for low in np.arange(0, 1, 0.1):
        inside = (score >= low) & (score < low + 0.1)
        if inside.any():
            print(f"score {low:.1f} to {low + 0.1:.1f}: {inside.sum()} tags, precision {hits[inside].mean():.2f}")
    for least in (0.3, 0.5):
        print(f"{least} and more: {(score >= least).sum() / articles:.1f} tags an article, "
              f"precision {hits[score >= least].mean():.2f}")


def judge_chosen(directory, folds):
    """Prints how the tags of articles whose keyphrases readers chose for this project stand to these, by heads
    that were trained without the article."""
    articles, found = keyphrases.labelled(directory, normal), []
    for fold, heads in enumerate(folds):
        own = articles[fold::FOLDS]
        for article, given in zip(own, tags(own, heads), strict=True):
            found.append(keyphrases.shares(article, [normal(text) for text, _ in given]))
    f1, names, kept = np.nanmean(found, 0)
    print(f"{len(found)} articles read for this project, held out: F1@10 {f1:.1f}, {names:.1f}% of the main names "
          f"among ten, {kept:.1f}% of ten would be kept", flush=True)


def train_folds(args, directory):
    """Trains the heads for phrases and for words without each fold; gives the directories that they are in."""
    folds = [f"{directory}/{fold}" for fold in range(FOLDS)]
    for path in folds:
        os.makedirs(path)
        shutil.copy(f"{MODEL}/untagged.trees", path)
    for head, (file, style) in HEADS.items():
        names, _, found = views(f"{args.data}/{file}.jsonl.gz", style)
        more = beside_phrases(args) if style == 1 else ()
        for path, (model, prior) in zip(folds, held_out(head, names, found, *more), strict=True):
            trees.write(model, names, f"{path}/{head}.trees")
            if style == 1:
                lexical_prior.write(prior, f"{path}/{head}.prior")
    return folds


def unseen(data, file):
    """The articles of a set that no head was trained on."""
    one_of = BESIDES.get(file, (0, 0))[0]
    return [article for number, article in enumerate(read(f"{data}/{file}.jsonl.gz")) if not one_of or number % one_of]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--summaries", required=True)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        folds = train_folds(args, directory)
        for file, style in HEADS.values():
            articles = read(f"{args.data}/{file}.jsonl.gz")
            scores, hits, of_articles = judge_folds(articles, folds)
            report(f"{file}, held out", of_articles)
            report(f"{file} in style {style}, held out", judge_folds(articles, folds, style)[2])
            if style == 1:
                calibration = np.array(scores), np.array(hits, float), len(articles)
        judge_chosen(args.summaries, folds)
    for file in OTHERS:
        report(f"{file}, not trained on", judge(unseen(args.data, file), MODEL)[2])
    calibrate(*calibration)


if __name__ == "__main__":
    main()
