#!/usr/bin/env python3
"""Judges tags with heads that never saw the article, and fits the calibration of their scores.

  calibrate_tags.py --data DIR    DIR as for train_tags.py

For each fold the heads are trained without it, built in, and asked about it; the heads as they were are
put back at the end. Prints F1 and precision at 10 over all folds, and the SLOPE and OFFSET of
src/tagging/ranking.rs (Platt scaling: Platt 1999) with which the score of a tag is the share of tags
like it that readers of news chose. Needs: pip install lightgbm numpy scipy snowballstemmer
"""
import argparse
import json
import re
import subprocess
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from train_tags import FOLDS, HEADS, SAMPLES, figures, gold, normal, read

RANKING = "src/tagging/ranking.rs"
TAGS = 15


def constant(name):
    with open(RANKING, encoding="utf-8") as source:
        return float(re.search(rf"const {name}: f32 = (-?[\d.]+);", source.read()).group(1))


def tags(article):
    """The text and the score of each tag of an article."""
    given = json.dumps({"title": article["title"], "text": article["text"]})
    command = ["target/release/nutgraf", "analyze", "--format", "json", "--language", "en", "--max-tags", str(TAGS), "-"]
    out = subprocess.run(command, input=given, stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(out.stdout)["tags"]
    return [(tag["text"], tag["score"]) for tag in found]


def judge(articles):
    """Scores and hits of all tags, and the F1 and precision at 10 of each article, in percent."""
    scores, hits, of_articles = [], [], []
    for article in articles:
        keys = gold(article)
        found = [(normal(text), score) for text, score in tags(article)]
        scores += [score for _, score in found]
        hits += [any(text in key for key in keys) for text, _ in found]
        of_articles.append(figures([text for text, _ in found[:10]], keys))
    return scores, hits, of_articles


def fit(log_odds, hits):
    def loss(line):
        z = line[0] * log_odds + line[1]
        return (np.logaddexp(0, z) - hits * z).sum()

    return minimize(loss, [1.0, 0.0]).x


def report(scores, hits, of_articles):
    print("F1@10 and P@10, held out:", np.mean(of_articles, 0).round(2))
    shown = np.log(scores / (1 - scores))
    raw = (shown - constant("OFFSET")) / constant("SLOPE")
    slope, offset = fit(raw, hits)
    print(f"SLOPE {slope:.3f}, OFFSET {offset:.3f}")
    score = 1 / (1 + np.exp(-(slope * raw + offset)))
    for low in np.arange(0, 1, 0.1):
        inside = (score >= low) & (score < low + 0.1)
        if inside.any():
            print(f"score {low:.1f} to {low + 0.1:.1f}: {inside.sum()} tags, precision {hits[inside].mean():.2f}")
    print(f"0.5 and more: {(score >= 0.5).sum() / len(of_articles):.1f} tags an article, "
          f"precision {hits[score >= 0.5].mean():.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    data = parser.parse_args().data
    articles = read(f"{data}/{HEADS['phrases'][0]}.jsonl.gz")
    made = [SAMPLES, *(f"src/tagging/model/{head}.trees" for head in HEADS)]
    before = {path: Path(path).read_bytes() for path in made}
    scores, hits, of_articles = [], [], []
    try:
        for fold in range(FOLDS):
            subprocess.run(["python3", "training/train_tags.py", "--data", data, "--without", str(fold)], check=True)
            subprocess.run(["cargo", "build", "--quiet", "--release", "--bin", "nutgraf"], check=True)
            for all_folds, own in zip((scores, hits, of_articles), judge(articles[fold::FOLDS])):
                all_folds += own
    finally:
        for path, content in before.items():
            Path(path).write_bytes(content)
    report(np.array(scores), np.array(hits, float), of_articles)


if __name__ == "__main__":
    main()
