#!/usr/bin/env python3
"""Fits what a sentence is worth to readers, and writes it to src/scoring/ranker/readings.txt.

  fit_readings.py --data DIR    DIR as for train_ranker.py

readings.jsonl tells, a pair of summaries a line, which one a reader preferred who did not know where they
came from: {"set", "id": the article's, "one", "other": the numbers of their sentences, "preferred": "one",
"other" or "neither", "sure": 2 if clearly, 1 if slightly}. A logistic regression on the differences of
their sentences' signals, in units of their spread; prints how well it tells pairs that it was not fitted to.
Needs: pip install numpy scipy scikit-learn
"""
import argparse
import json
import os
import tempfile

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import KFold

import articles

READINGS = os.path.join(os.path.dirname(__file__), "readings.jsonl")
OUT = "src/scoring/ranker/readings.txt"
SENTENCES = 3
# The same for all sentences of an article, or for all articles in English.
UNSEEN = ["budget", "budget-share", "english", "french", "vietnamese", "story-sentences", "mean-words"]
STRENGTH = 0.01
FOLDS = 10


def signals(data, sets, work):
    """The signals of each article's sentences of the story, and their names."""
    found, names = {}, None
    for set_ in sets:
        path, out = f"{data}/{set_}.jsonl.gz", f"{work}/{set_}"
        articles.export(path, out, [SENTENCES], False)
        loaded, names = articles.load(set_, path, out)
        for article in loaded:
            rows = article.rows.astype(float)
            found[set_, article.id] = dict(zip(article.story.tolist(), rows))
    return found, names


def compared(readings, of_article, width):
    """What the second summary of each pair has more of each signal, whether it was preferred, and how surely."""
    rows, preferred, sure = [], [], []
    for reading in readings:
        of = of_article[reading["set"], reading["id"]]
        one, other = set(reading["one"]), set(reading["other"])
        if reading["preferred"] == "neither" or not (one ^ other) <= of.keys():
            continue
        more = sum((of[at] for at in other - one), np.zeros(width))
        rows.append(more - sum((of[at] for at in one - other), np.zeros(width)))
        preferred.append(reading["preferred"] == "other")
        sure.append(reading["sure"])
    return np.array(rows), np.array(preferred), np.array(sure, float)


def fit(rows, preferred, sure):
    """The weights; each pair counts both ways round, so that neither place is the better one."""
    model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=5000)
    both = np.vstack([rows, -rows]), np.r_[preferred, ~preferred]
    return model.fit(*both, sample_weight=np.r_[sure, sure]).coef_[0]


def held_out(rows, preferred, sure):
    """The log odds of each pair by weights that were fitted without it."""
    odds = np.zeros(len(rows))
    for kept, out in KFold(FOLDS, shuffle=True, random_state=1).split(rows):
        odds[out] = rows[out] @ fit(rows[kept], preferred[kept], sure[kept])
    return odds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    data = parser.parse_args().data
    with open(READINGS, encoding="utf-8") as lines:
        readings = [json.loads(line) for line in lines]
    with tempfile.TemporaryDirectory() as work:
        of_article, names = signals(data, sorted({reading["set"] for reading in readings}), work)
    rows, preferred, sure = compared(readings, of_article, len(names))
    spread = np.sqrt((rows**2).mean(0))
    used = [at for at, name in enumerate(names) if name not in UNSEEN and spread[at] > 0]
    scaled = rows[:, used] / spread[used]
    odds = held_out(scaled, preferred, sure)
    weights = fit(scaled, preferred, sure) / spread[used]
    with open(OUT, "w", encoding="utf-8") as out:
        out.writelines(f"{names[at]} {weight:.4g}\n" for at, weight in zip(used, weights))
    right = np.mean((odds > 0) == preferred)
    print(f"{len(rows)} pairs: held out AUC {roc_auc_score(preferred, odds):.3f}, {right:.3f} right")


if __name__ == "__main__":
    main()
