#!/usr/bin/env python3
"""Judges tags with heads that never saw the article, and fits the calibration of their scores.

  calibrate_tags.py --data DIR --summaries DIR    both as for train_tags.py

For each fold of the sets of HEADS and of scientific texts, a model made without it is asked about it in the engine
as a whole (its registers know some of the other articles); other sets are asked about by the model of src/tagging/model. Prints F1 and precision at 10 with 95%
bootstrap intervals, and writes SLOPE and OFFSET of src/tagging/ranking.rs, for news and for science (Platt
scaling: Platt 1999), with which the score of a tag is the share of tags like it that readers chose. Needs: pip install lightgbm numpy scipy snowballstemmer
"""
import argparse
import itertools
import os
import shutil
import tempfile
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

import keyphrases
import lexical_prior
import registers
import sources
import train_tags
import trees
from candidates import answers, read
from train_tags import FOLDS, HEADS, SCIENCE, beside_phrases, figures, gold, held_out, normal, views

RANKING = "src/tagging/ranking.rs"
MODEL = "src/tagging/model"
JUDGE = ["cargo", "run", "--quiet", "--release", "--example", "judge_tags", "--"]
TAGS = 15
OTHERS = ["wikinews100_fr", "ptbn110"]


def tags(articles, heads, style=None):
    """The texts and the scores of each article's tags, by the heads in a directory."""
    command = [*JUDGE, heads, str(TAGS)] + [str(style)] * (style is not None)
    return [line["tags"] for line in answers(articles, command)]


class Judged(NamedTuple):
    """What becomes of an article's tags."""

    scores: list  # of all tags
    hits: list  # whether each is a key
    figures: tuple  # F1 and precision at 10, in percent


def judge(articles, heads, style=None):
    """What becomes of each article's tags, by the heads in a directory."""
    return [_judged(article, given) for article, given in zip(articles, tags(articles, heads, style), strict=True)]


def _judged(article, given):
    keys = gold(article)
    texts = [normal(text, article.get("lang")) for text, _ in given]
    hits = [any(text in key for key in keys) for text in texts]
    return Judged([score for _, score in given], hits, figures(texts[:10], keys))


def judge_folds(articles, folds, style=None):
    """The same over all folds, each by heads that were trained without it."""
    judged = [None] * len(articles)
    for fold, heads in enumerate(folds):
        judged[fold::FOLDS] = judge(articles[fold::FOLDS], heads, style)
    return judged


def interval(values, draws=1000):
    values = np.array(values)
    means = values[np.random.default_rng(0).integers(0, len(values), (draws, len(values)))].mean(1)
    low, high = np.percentile(means, [2.5, 97.5])
    return f"{values.mean():.1f} [{low:.1f}, {high:.1f}]"


def report(label, judged):
    f1, precision = zip(*(article.figures for article in judged))
    print(f"{label}, {len(f1)} articles: F1@10 {interval(f1)}, P@10 {interval(precision)}", flush=True)


def fit_line(log_odds, hits):
    def loss(line):
        z = line[0] * log_odds + line[1]
        return (np.logaddexp(0, z) - hits * z).sum()

    return minimize(loss, [1.0, 0.0]).x


def calibrate(of, judged):
    """Fits and writes the constants whose names end with `of`."""
    scores = np.array([score for article in judged for score in article.scores])
    hits = np.array([hit for article in judged for hit in article.hits], float)
    slope, offset = (name + of for name in ("SLOPE", "OFFSET"))
    shown = np.log(scores / (1 - scores))
    raw = (shown - sources.constant(RANKING, offset)) / sources.constant(RANKING, slope)
    line = fit_line(raw, hits)
    for name, value in zip((slope, offset), line):
        sources.write(RANKING, name, f"{value:.3f}")
    score = 1 / (1 + np.exp(-(line[0] * raw + line[1])))
    for low in np.arange(0, 1, 0.1):
        inside = (score >= low) & (score < low + 0.1)
        if inside.any():
            print(f"score {low:.1f} to {low + 0.1:.1f}: {inside.sum()} tags, precision {hits[inside].mean():.2f}")
    for least in (0.3, 0.5):
        print(f"{least} and more: {(score >= least).sum() / len(judged):.1f} tags an article, "
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


def train_folds(args, weights, directory):
    """Makes models without each fold, but for the untagged head, with those weights for registers; gives the
    directories that they are in."""
    folds = [f"{directory}/{fold}" for fold in range(FOLDS)]
    for path, of_fold in zip(folds, weights, strict=True):
        os.makedirs(path)
        shutil.copy(f"{MODEL}/untagged.trees", path)
        registers.write(of_fold, f"{path}/science.register")
    for head, (file, style) in HEADS.items():
        names, _, found = views(f"{args.data}/{file}.jsonl.gz", style)
        more = beside_phrases(args) if style == 1 else ()
        keep_folds(head, names, held_out(head, names, found, *more), folds)
    names, _, found = train_tags.all_science(args.data)
    keep_folds("science", names, held_out("science", names, found), folds)
    return folds


def keep_folds(head, names, of_folds, folds):
    for path, (model, prior) in zip(folds, of_folds, strict=True):
        trees.write(model, names, f"{path}/{head}.trees")
        if head != "words":
            lexical_prior.write(prior, f"{path}/{head}.prior")


def judge_science(data, folds):
    """Prints how good the tags of scientific texts are; gives what becomes of each text's tags."""
    judged = judge_folds(train_tags.scientific(data), folds)
    rest = iter(judged)
    for file in SCIENCE:
        report(f"{file}, held out", list(itertools.islice(rest, len(read(f"{data}/{file}.jsonl.gz")))))
    return judged


def report_registers(texts, told):
    for of_set, are_science in zip(texts, told):
        print(f"{are_science.sum()} of {len(are_science)} {of_set.label} told to be science, held out", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--summaries", required=True)
    args = parser.parse_args()
    texts = train_tags.texts_of_registers(args)
    weights, told = registers.held_out(texts, FOLDS)
    report_registers(texts, told)
    with tempfile.TemporaryDirectory() as directory:
        folds = train_folds(args, weights, directory)
        for file, style in HEADS.values():
            articles = read(f"{args.data}/{file}.jsonl.gz")
            judged = judge_folds(articles, folds)
            report(f"{file}, held out", judged)
            report(f"{file} in style {style}, held out", judge_folds(articles, folds, style))
            if style == 1:
                of_news = judged
        judge_chosen(args.summaries, folds)
        of_science = judge_science(args.data, folds)
    for file in OTHERS:
        report(f"{file}, not trained on", judge(read(f"{args.data}/{file}.jsonl.gz"), MODEL))
    calibrate("", of_news)
    calibrate("_OF_SCIENCE", [article for article, is_science in zip(of_science, told[0]) if is_science])


if __name__ == "__main__":
    main()
