#!/usr/bin/env python3
"""Trains the ranker's models, or cross-validates them, from articles with gold summaries.

  train_ranker.py --data DIR                 fits both models and writes them to src/scoring/ranker
  train_ranker.py --data DIR --validate OUT  writes predictions to OUT, those of a set that is
                                             trained on by models that never saw the article

DIR holds JSONL files (gzipped) of {"id", "lang", "title", "text", "summaries"}; which files are
used, and for what, is in SETS. Needs: pip install lightgbm numpy scipy nltk snowballstemmer
"""
import argparse
import json
import os
import subprocess

import lightgbm
import numpy as np

import articles
import targets
import trees

# file: (sentences of a summary, part, at most so many articles, weight of an article)
SETS = {
    "cnndm_train": (3, "news", None, 1.0),
    "cnndm_train_mix": (3, "news", None, 1.0),
    "cnndm_dev": (3, "news", None, 1.0),
    "xsum": (1, "news", None, 0.3),
    "orangesum_train": (2, "news", 1200, 0.3),
    "vietnews_train": (2, "news", 700, 0.3),
    "bbc_news_summary": (6, "coverage", None, 1.0),
    "orangesum_dev": (2, None, None, 0.0),
    "vietnews_dev": (2, None, None, 0.0),
    "norsumm_dev": (5, None, None, 0.0),
    "xtinge_tr_wiki": (3, None, None, 0.0),
}
BUDGETS = [1, 2, 3, 5, 6]
FOLDS = 5
COMMON = dict(
    objective="regression", bagging_fraction=0.8, bagging_freq=1, min_data_in_leaf=60, lambda_l2=5,
    use_missing=False, num_threads=1, seed=1, deterministic=True, force_row_wise=True, verbose=-1)
PARTS = {
    "news": dict(num_leaves=12, max_depth=6, learning_rate=0.05, feature_fraction=0.3, rounds=150),
    "coverage": dict(num_leaves=8, max_depth=5, learning_rate=0.1, feature_fraction=0.5, rounds=60),
}
# How often a news article is shown with a budget of so many sentences.
NEWS_BUDGETS = {1: 0.1, 2: 0.2, 3: 0.7}
# How often the language is blanked, so that the model knows what to do in languages it never saw.
BLANK_LANGUAGE = 0.3
LANGUAGES = ["english", "french", "vietnamese"]
# Coverage must not tell publishers apart by how long their articles are, nor depend on the language.
UNSEEN_BY_COVERAGE = LANGUAGES + [
    "story-sentences", "mean-words", "budget", "before", "words-before", "story-after"]


class Sample:
    """An article as the models see it while they are trained."""

    def __init__(self, article, names, fold):
        self.article, self.names, self.fold = article, names, fold
        self.eligible = article.story

    def rows(self, budget, blank=()):
        rows = self.article.rows.copy()
        rows[:, :2] = self.article.budget_rows[BUDGETS.index(budget)]
        rows[:, [self.names.index(name) for name in blank]] = 0
        return rows

    def overlap(self):
        article = self.article
        return targets.Overlap(article.golds[0], article.sentences, article.lang)

    def prepare(self, part, random):
        """Sets the rows and the targets that the part's model is fitted to."""
        if part == "news":
            budget = random.choice(list(NEWS_BUDGETS), p=list(NEWS_BUDGETS.values()))
            blank = LANGUAGES if random.random() < BLANK_LANGUAGE else ()
            shares = targets.membership(self.overlap(), self.eligible, budget)
            self.x, self.y = self.rows(budget, blank), shares[self.eligible]
        else:
            shares = targets.extracted(self.overlap(), self.eligible)
            self.x = self.rows(random.choice([3, 6], p=[0.3, 0.7]), UNSEEN_BY_COVERAGE)
            self.y = shares[self.eligible] * len(self.eligible)


def read(data, work):
    """Every training article; three in ten without title and paragraphs, those for coverage both ways."""
    samples, names = {}, None
    for set_, (_, part, limit, _) in SETS.items():
        samples[set_] = []
        for bare in (False, True) if part else ():
            path, out = f"{data}/{set_}.jsonl.gz", f"{work}/{set_}{'-bare' * bare}"
            articles.export(path, out, BUDGETS, bare)
            found, names = articles.load(set_, path, out, limit)
            for number, article in enumerate(found):
                random = np.random.default_rng([3, number])
                fold, shown = random.integers(FOLDS), random.random() < 0.3
                if part == "coverage" or shown == bare:
                    sample = Sample(article, names, fold)
                    if len(sample.eligible) > 1:
                        sample.prepare(part, random)
                        samples[set_].append(sample)
    return samples, names


def fit(samples, part, left_out=None):
    """The part's model, fitted to all articles but those of the fold that is left out."""
    used = [
        (sample, weight)
        for set_, (_, of, _, weight) in SETS.items() if of == part
        for sample in samples[set_] if sample.fold != left_out]
    weights = [np.full(len(sample.y), weight) for sample, weight in used]
    data = lightgbm.Dataset(
        np.vstack([sample.x for sample, _ in used]),
        np.concatenate([sample.y for sample, _ in used]),
        weight=np.concatenate(weights))
    settings = {**COMMON, **PARTS[part]}
    booster = lightgbm.train(settings, data, num_boost_round=settings.pop("rounds"))
    spreads = [np.ptp(booster.predict(sample.x, num_threads=1)) for sample, _ in used]
    return booster, 1.0 / float(np.mean(spreads))


def write(samples, names, directory, left_out=None):
    """Fits and writes both models; outputs span 1 within an article, on average."""
    os.makedirs(directory, exist_ok=True)
    for part in PARTS:
        booster, scale = fit(samples, part, left_out)
        size = trees.write(booster, names, f"{directory}/{part}.trees", scale)
        print(f"{directory}/{part}.trees: {booster.num_trees()} trees, {size} bytes", flush=True)
        yield part, booster, scale


def write_sample_rows(fitted, samples, path):
    """Rows of signals with the trainer's own scores, for the test that the engine agrees."""
    with open(path, "w", encoding="utf-8") as out:
        for part, booster, scale in fitted:
            for row in samples:
                score = scale * float(booster.predict(row[None], num_threads=1)[0])
                out.write(json.dumps({"model": part, "row": [float(x) for x in row], "score": score}) + "\n")


def rank(models, path, sentences, bare):
    command = ["cargo", "run", "--quiet", "--release", "--example", "rank", "--"]
    command += [f"{models}/news.trees", f"{models}/coverage.trees", path, str(sentences)] + ["--bare"] * bare
    lines = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    return {line["id"]: line["sentences"] for line in map(json.loads, lines)}


def validate(samples, names, data, work, out):
    """Writes OUT/SET.jsonl: summaries by models that were trained without the article's fold."""
    os.makedirs(out, exist_ok=True)
    for fold in [*range(FOLDS), None]:
        list(write(samples, names, f"{work}/fold-{fold}", fold))
    for set_, (sentences, part, _, _) in SETS.items():
        for bare in (False, True) if part == "coverage" else (False,):
            folds = {sample.article.id: sample.fold for sample in samples[set_]}
            path = f"{data}/{set_}.jsonl.gz"
            used = sorted(set(folds.values())) or [None]
            by_fold = {fold: rank(f"{work}/fold-{fold}", path, sentences, bare) for fold in used}
            with open(f"{out}/{set_}{'-bare' * bare}.jsonl", "w", encoding="utf-8") as lines:
                for id_ in by_fold[used[0]]:
                    chosen = by_fold[folds.get(str(id_), used[0])][id_]
                    lines.write(json.dumps({"id": id_, "sentences": chosen}, ensure_ascii=False) + "\n")
            write_clean_lead(set_, path, sentences, bare, work, out)
        print(f"{set_}: at {sentences} sentences", flush=True)


def write_clean_lead(set_, path, sentences, bare, work, out):
    """Writes OUT/SET-lead.jsonl: the first sentences that are neither boilerplate nor debris."""
    export = f"{work}/{set_}{'-bare' * bare}"
    articles.export(path, export, BUDGETS, bare)
    found, _ = articles.load(set_, path, export)
    with open(f"{out}/{set_}{'-bare' * bare}-lead.jsonl", "w", encoding="utf-8") as lines:
        for article in found:
            story = article.story if len(article.story) else [0]
            chosen = [article.sentences[i] for i in story[:sentences]]
            lines.write(json.dumps({"id": article.id, "sentences": chosen}, ensure_ascii=False) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--work", default="target/training", help="where exports are kept")
    parser.add_argument("--validate", metavar="OUT")
    args = parser.parse_args()
    os.makedirs(args.work, exist_ok=True)
    samples, names = read(args.data, args.work)
    if args.validate:
        validate(samples, names, args.data, args.work, args.validate)
        return
    fitted = list(write(samples, names, "src/scoring/ranker"))
    own = f"{args.work}/own"
    articles.export("tests/ranker/articles.jsonl", own, BUDGETS, False)
    rows = np.fromfile(own + ".rows", "<f4").reshape(-1, len(names))
    write_sample_rows(fitted, rows, "tests/ranker/rows.jsonl")


if __name__ == "__main__":
    main()
