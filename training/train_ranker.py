#!/usr/bin/env python3
"""Trains the ranker's models, or cross-validates them, from articles with gold summaries.

  train_ranker.py --data DIR                 fits the models and the worth of terms, and writes them to
                                             src/scoring/ranker
  train_ranker.py --data DIR --validate OUT  writes predictions to OUT, those of a set that is
                                             trained on by models that never saw the article

DIR holds JSONL files (gzipped) of {"id", "lang", "title", "text", "summaries"}; which files are
used, and for what, is in SETS. Needs: pip install lightgbm numpy scipy scikit-learn nltk snowballstemmer
"""
import argparse
import json
import os
import subprocess

import lightgbm
import numpy as np
from sklearn.linear_model import LogisticRegression

import articles
import likely_sets
import targets
import trees

HIGHLIGHTS = {"single": 1.0, "english": 1.0, "news": 1.0}
# file: (sentences of a summary, what an article of it weighs for each part, at most so many articles)
SETS = {
    "cnndm_train": (3, HIGHLIGHTS, None),
    "cnndm_train_mix": (3, HIGHLIGHTS, None),
    "cnndm_dev": (3, HIGHLIGHTS, None),
    "xsum": (1, {"single": 4.0, "news": 0.3}, None),
    "orangesum_train": (2, {"news": 0.3}, 1200),
    "vietnews_train": (2, {"news": 0.3}, 700),
    "bbc_news_summary": (6, {"coverage": 1.0}, None),
    "orangesum_dev": (2, {}, None),
    "vietnews_dev": (2, {}, None),
    "norsumm_dev": (5, {}, None),
    "xtinge_tr_wiki": (3, {}, None),
}
# Sets that are validated at bounds in words too.
IN_WORDS = ["cnndm_dev", "cnndm_train_mix", "bbc_news_summary", "xsum"]
WORDS = [60, 100]
# What readers preferred counts for besides, on sets in English, when they are validated.
READERS = [0.1, 0.25, 0.5, 1]
BUDGETS = [1, 2, 3, 5, 6]
FOLDS = 5
COMMON = dict(
    objective="regression", bagging_fraction=0.8, bagging_freq=1, min_data_in_leaf=60, lambda_l2=5,
    use_missing=False, num_threads=1, seed=1, deterministic=True, force_row_wise=True, verbose=-1)
FITTED_TO_SETS = dict(
    num_leaves=12, max_depth=6, learning_rate=0.03, feature_fraction=0.3, min_sum_hessian_in_leaf=3, rounds=150)
PARTS = {
    "single": FITTED_TO_SETS,
    "english": FITTED_TO_SETS,
    "news": dict(num_leaves=12, max_depth=6, learning_rate=0.05, feature_fraction=0.3, rounds=150),
    "coverage": dict(num_leaves=8, max_depth=5, learning_rate=0.1, feature_fraction=0.5, rounds=60),
}
# How often a news article is shown with a budget of so many sentences.
NEWS_BUDGETS = {1: 0.1, 2: 0.2, 3: 0.7}
# How often the language is blanked, so that the model knows what to do in languages it never saw.
BLANK_LANGUAGE = 0.3
LANGUAGES = ["english", "french", "vietnamese"]
# Sentences of the summaries that models of sets are trained on: in English, one is a thing apart, and what
# tells of three is used for all other short ones.
PLACES = {"single": 1, "english": 3}
UNSEEN_BY_ENGLISH = LANGUAGES + ["budget", "budget-share"]
# Coverage must not tell publishers apart by how long their articles are, nor depend on the language.
UNSEEN_BY_COVERAGE = LANGUAGES + [
    "story-sentences", "mean-words", "budget", "before", "words-before", "story-after"]


class Sample:
    """An article as the models see it while they are trained."""

    def __init__(self, article, names, fold):
        self.article, self.names, self.fold = article, names, fold
        self.eligible = article.story
        self.fitted = {}

    def rows(self, budget, blank=()):
        rows = self.article.rows.copy()
        rows[:, :2] = self.article.budget_rows[BUDGETS.index(budget)]
        rows[:, [self.names.index(name) for name in blank]] = 0
        return rows

    def overlap(self):
        article = self.article
        return targets.Overlap(article.golds[0], article.sentences, article.lang)

    def prepare(self, part, random):
        """Makes the rows and the targets that the part's model is fitted to."""
        if part in PLACES:
            shares = targets.membership(self.overlap(), self.eligible, PLACES[part])[self.eligible]
            self.fitted[part] = self.rows(3, UNSEEN_BY_ENGLISH), shares
        elif part == "news":
            budget = random.choice(list(NEWS_BUDGETS), p=list(NEWS_BUDGETS.values()))
            blank = LANGUAGES if random.random() < BLANK_LANGUAGE else ()
            shares = targets.membership(self.overlap(), self.eligible, budget)[self.eligible]
            self.fitted[part] = self.rows(budget, blank), shares
        else:
            shares = targets.extracted(self.overlap(), self.eligible)[self.eligible]
            rows = self.rows(random.choice([3, 6], p=[0.3, 0.7]), UNSEEN_BY_COVERAGE)
            self.fitted[part] = rows, shares * len(self.eligible)


def read(data, work):
    """Every training article; three in ten without title and paragraphs, those for coverage both ways."""
    samples, names = {}, None
    for set_, (_, parts, limit) in SETS.items():
        samples[set_] = []
        for bare in (False, True) if parts else ():
            path, out = f"{data}/{set_}.jsonl.gz", f"{work}/{set_}{'-bare' * bare}"
            articles.export(path, out, BUDGETS, bare)
            found, names = articles.load(set_, path, out, limit)
            for number, article in enumerate(found):
                random = np.random.default_rng([3, number])
                fold, shown = random.integers(FOLDS), random.random() < 0.3
                if "coverage" in parts or shown == bare:
                    sample = Sample(article, names, fold)
                    if len(sample.eligible) > 1:
                        for part in parts:
                            sample.prepare(part, random)
                        samples[set_].append(sample)
    return samples, names


def fit(samples, part, left_out=None):
    """The part's model, fitted to all articles but those of the fold that is left out."""
    used = [
        (*sample.fitted[part], parts[part])
        for set_, (_, parts, _) in SETS.items() if part in parts
        for sample in samples[set_] if sample.fold != left_out]
    rows, shares, weights = zip(*used)
    settings = {**COMMON, **PARTS[part]}
    rounds = settings.pop("rounds")
    if part in PLACES:
        booster = likely_sets.fit(rows, shares, weights, PLACES[part], settings, rounds)
    else:
        weights = [np.full(len(share), weight) for share, weight in zip(shares, weights)]
        data = lightgbm.Dataset(np.vstack(rows), np.concatenate(shares), weight=np.concatenate(weights))
        booster = lightgbm.train(settings, data, num_boost_round=rounds)
    spreads = [np.ptp(booster.predict(own, num_threads=1)) for own in rows]
    return booster, 1.0 / float(np.mean(spreads))


def write(samples, names, directory, left_out=None):
    """Fits and writes the models; outputs span 1 within an article, on average."""
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


def run(example, *arguments):
    """The lines of JSON that an example of the engine's prints."""
    command = ["cargo", "run", "--quiet", "--release", "--example", example, "--", *map(str, arguments)]
    lines = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    return map(json.loads, lines)


def fit_term_worth(samples, data, folds):
    """The intercept and the weights of terms, fitted to the English articles as models score them that
    never saw the article."""
    rows, named = [], []
    for set_, (_, parts, _) in SETS.items():
        articles_ = {sample.article.id: sample for sample in samples[set_]} if "english" in parts else {}
        for fold in range(FOLDS) if articles_ else ():
            for line in run("export_terms", folds[fold], f"{data}/{set_}.jsonl.gz"):
                sample = articles_.get(str(line["id"]))
                if sample and sample.fold == fold:
                    gold = set(targets.tokens(sample.article.golds[0], sample.article.lang))
                    rows += line["rows"]
                    named += [any(gold.intersection(targets.tokens(form, sample.article.lang)) for form in forms)
                              for forms in line["forms"]]
    model = LogisticRegression(max_iter=300).fit(np.array(rows), named)
    print(f"worth of terms: {len(named)} terms, {np.mean(named):.3f} of them named", flush=True)
    return [*model.intercept_, *model.coef_[0]]


def write_folds(samples, names, work):
    """Models that were trained without the articles of one fold, and with all; the directory of each."""
    folds = {fold: f"{work}/fold-{fold}" for fold in [*range(FOLDS), None]}
    for fold, directory in folds.items():
        list(write(samples, names, directory, fold))
    return folds


def validate(samples, data, work, out, folds):
    """Writes OUT/SET.jsonl: summaries by models that were trained without the article's fold."""
    os.makedirs(out, exist_ok=True)
    for set_, (sentences, parts, limit) in SETS.items():
        if limit:
            continue
        of_article = {sample.article.id: sample.fold for sample in samples[set_]}
        used = sorted(set(of_article.values())) or [None]
        path = f"{data}/{set_}.jsonl.gz"
        sizes = [("", sentences, [])]
        if set_ in IN_WORDS:
            sizes += [(f"-{words}w", words, ["--words"]) for words in WORDS]
        if "english" in parts:
            sizes += [(f"-readers-{share}", sentences, [f"--readers={share}"]) for share in READERS]
        for bare in (False, True) if "coverage" in parts else (False,):
            for suffix, size, flags in sizes:
                flags = flags + ["--bare"] * bare
                by_fold = {fold: list(run("rank", folds[fold], path, size, *flags)) for fold in used}
                with open(f"{out}/{set_}{'-bare' * bare}{suffix}.jsonl", "w", encoding="utf-8") as lines:
                    for at, line in enumerate(by_fold[used[0]]):
                        chosen = by_fold[of_article.get(str(line["id"]), used[0])][at]
                        lines.write(json.dumps(chosen, ensure_ascii=False) + "\n")
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
    folds = write_folds(samples, names, args.work)
    if args.validate:
        validate(samples, args.data, args.work, args.validate, folds)
        return
    own = f"{args.work}/own"
    articles.export("tests/ranker/articles.jsonl", own, BUDGETS, False)
    rows = np.fromfile(own + ".rows", "<f4").reshape(-1, len(names))
    worth = fit_term_worth(samples, args.data, folds)
    # What is built into the engine changes from here on, which builds its examples anew.
    write_sample_rows(write(samples, names, "src/scoring/ranker"), rows, "tests/ranker/rows.jsonl")
    with open("src/scoring/ranker/term_worth.txt", "w", encoding="utf-8") as out:
        out.writelines(f"{number:.4f}\n" for number in worth)


if __name__ == "__main__":
    main()
