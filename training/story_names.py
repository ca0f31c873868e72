#!/usr/bin/env python3
"""Names that the story is about: those that its editors' own summary mentions.

  story_names.py --summaries FILE    fits the weights of STORY in src/tagging/ranking.rs and prints them

FILE is JSONL (gzipped) of {"title", "text", "summaries"}. train_tags.py learns from the same names.
Needs: pip install lightgbm numpy scipy snowballstemmer
"""
import argparse
import gzip
import json
import subprocess

import numpy as np
from scipy.optimize import minimize

RIDGE = 0.5


def named(path, export, normal):
    """For each article the rows of its names, and whether its summary mentions them, or their last word
    where that stands for them in the article. Short forms of other names are left out."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    given = "\n".join(json.dumps({"title": a.get("title") or "", "text": a["text"], "lang": "en"}) for a in articles)
    out = subprocess.run([*export, "1"], input=given, stdout=subprocess.PIPE, text=True, check=True)
    features, *lines = [json.loads(line) for line in out.stdout.splitlines()]
    of_articles = []
    for article, line in zip(articles, lines, strict=True):
        rows = np.array(line["rows"], np.float32).reshape(-1, len(features))
        of = dict(zip(features, rows.T))
        texts = np.array([normal(text) for text in line["texts"]], object)
        is_name = (of["as-name"] > of["as-words"]) & (of["whole-name"] > 0) & (texts != "")
        short = {text.split()[-1] for text in texts[is_name & (of["topics"] > 1) & (of["count-pooled"] > 0)]}
        is_name &= np.array([text not in short for text in texts], bool)
        summary = f" {normal(' '.join(article['summaries']))} "

        def mentioned(text, pooled):
            return f" {text} " in summary or pooled > 0 and f" {text.split()[-1]} " in summary

        hits = [mentioned(text, pooled) for text, pooled in zip(texts[is_name], of["count-pooled"][is_name])]
        of_articles.append((texts[is_name], rows[is_name], np.array(hits, float)))
    return features, of_articles


def measured(features, rows):
    """The measures of STORY in src/tagging/ranking.rs, in its order, after a constant."""
    of = {name: rows[:, at].astype(float) for at, name in enumerate(features)}
    mentions = np.exp(of["count"]) + np.exp(of["count-pooled"]) - 1
    sentences = of["sentences"] / np.maximum(of["share-of-sentences"], 1e-9)
    return np.stack([
        np.ones(len(rows)), np.log(mentions), np.log(np.maximum(sentences, 1)),
        np.log(1 + (np.exp(of["first"]) - 1) / 20), of["best-sentence"]], 1)


def fit(inputs, hits):
    def loss(w):
        z, penalised = inputs @ w, np.r_[0, w[1:]]
        slopes = inputs.T @ (1 / (1 + np.exp(-z)) - hits)
        return (np.logaddexp(0, z) - hits * z).sum() + RIDGE / 2 * penalised @ penalised, slopes + RIDGE * penalised

    return minimize(loss, np.zeros(inputs.shape[1]), jac=True, method="L-BFGS-B").x


def main():
    from train_tags import EXPORT, normal

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--summaries", required=True)
    features, articles = named(parser.parse_args().summaries, EXPORT, normal)
    hits = np.concatenate([hits for _, _, hits in articles])
    weights = fit(np.vstack([measured(features, rows) for _, rows, _ in articles]), hits)
    print("BASE, COUNT, SENTENCES, PLACE, SENTENCE:", ", ".join(f"{weight:.2f}" for weight in weights))
    print(f"{len(hits)} names in {len(articles)} articles, of which summaries mention {100 * hits.mean():.0f}%")


if __name__ == "__main__":
    main()
