#!/usr/bin/env python3
"""Judges tags with heads that never saw the article, and fits the calibration of their scores.

  calibrate_tags.py --data DIR    DIR as for train_tags.py

For each fold the heads are trained without it, built in, and asked about it; the heads as they were are
put back at the end. Prints precision and F1 at 10 over all folds, and the SLOPE and OFFSET of
src/tagging/ranking.rs (Platt scaling: Platt 1999) with which the score of a tag is the share of tags
like it that readers of news chose. Needs: pip install lightgbm numpy scipy snowballstemmer
"""
import argparse
import gzip
import json
import re
import subprocess

import numpy as np
from scipy.optimize import minimize

from train_tags import FOLDS, HEADS, SAMPLES, normal

RANKING = "src/tagging/ranking.rs"
TAGS = 15


def constant(name):
    with open(RANKING, encoding="utf-8") as source:
        return float(re.search(rf"const {name}: f32 = (-?[\d.]+);", source.read()).group(1))


def tags(article):
    """The text and the score of each tag of an article."""
    given = json.dumps({"title": article.get("title") or "", "text": article["text"]})
    command = ["target/release/nutgraf", "analyze", "--format", "json", "--language", "en", "--max-tags", str(TAGS), "-"]
    out = subprocess.run(command, input=given, stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(out.stdout)["tags"]
    return [(tag["text"], tag["score"]) for tag in found]


def judge(articles):
    """Scores and hits of all tags, and the precision and F1 at 10 of each article, in percent."""
    scores, hits, figures = [], [], []
    for article in articles:
        keys = {frozenset(normal(one) for one in (key if isinstance(key, list) else [key])) for key in article["keys"]}
        texts, own = zip(*tags(article))
        of_key = [any(normal(text) in key for key in keys) for text in texts]
        scores += own
        hits += of_key
        first = {normal(text) for text in texts[:10]}
        found = sum(bool(key & first) for key in keys)
        figures.append((10 * found, 200 * found / (10 + len(keys))))
    return scores, hits, figures


def fit(log_odds, hits):
    def loss(line):
        z = line[0] * log_odds + line[1]
        return (np.logaddexp(0, z) - hits * z).sum()

    return minimize(loss, [1.0, 0.0]).x


def report(scores, hits, figures):
    print("P@10 and F1@10, held out:", np.mean(figures, 0).round(2))
    shown = np.log(scores / (1 - scores))
    raw = (shown - constant("OFFSET")) / constant("SLOPE")
    slope, offset = fit(raw, hits)
    print(f"SLOPE {slope:.3f}, OFFSET {offset:.3f}")
    score = 1 / (1 + np.exp(-(slope * raw + offset)))
    for low in np.arange(0, 1, 0.1):
        inside = (score >= low) & (score < low + 0.1)
        if inside.any():
            print(f"score {low:.1f} to {low + 0.1:.1f}: {inside.sum()} tags, precision {hits[inside].mean():.2f}")
    print(f"0.5 and more: {(score >= 0.5).sum() / len(figures):.1f} tags an article, "
          f"precision {hits[score >= 0.5].mean():.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    data = parser.parse_args().data
    with gzip.open(f"{data}/{HEADS['phrases'][0]}.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    scores, hits, figures = [], [], []
    try:
        for fold in range(FOLDS):
            subprocess.run(["python3", "training/train_tags.py", "--data", data, "--without", str(fold)], check=True)
            subprocess.run(["cargo", "build", "--quiet", "--release", "--bin", "nutgraf"], check=True)
            for all_folds, own in zip((scores, hits, figures), judge(articles[fold::FOLDS])):
                all_folds += own
    finally:
        subprocess.run(["git", "checkout", "--quiet", "--", "src/tagging/model", SAMPLES], check=True)
    report(np.array(scores), np.array(hits, float), figures)


if __name__ == "__main__":
    main()
