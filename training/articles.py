"""Articles with gold summaries, and the signals that the engine measures of their sentences."""

import gzip
import json
import os
import subprocess

import numpy as np
from scipy.sparse import csr_matrix

EXPORT = ["cargo", "run", "--quiet", "--release", "--example", "export_signals", "--"]


class Article:
    """An article's sentences, the signals of those of its story, and its gold."""

    def __init__(self, set_, gold, line, rows, vectors):
        self.set, self.id, self.lang = set_, str(gold["id"]), gold.get("lang", "en")
        self.golds = gold["summaries"]
        self.sentences = line["sentences"]
        self.story = np.array(line["story"], int)
        self.budget_rows = line["budgets"]
        self.rows, self.vectors = rows, vectors


def export(path, out, budgets, bare):
    """Has the engine write the signals of the articles at `path`, unless they are there already."""
    if not os.path.exists(out + ".terms"):
        command = EXPORT + [path, out, ",".join(map(str, budgets))] + ["--bare"] * bare
        subprocess.run(command, check=True)


def load(set_, path, out, limit=None):
    """The articles at `path` and their names of signals, whose export is at `out`."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        golds = {json.loads(line)["id"]: json.loads(line) for line in lines if line.strip()}
    rows = np.fromfile(out + ".rows", "<f4")
    terms = np.fromfile(out + ".terms", "<u4")
    articles, row, at = [], 0, 0
    with open(out + ".jsonl", encoding="utf-8") as lines:
        names = json.loads(next(lines))["names"]
        for line in map(json.loads, lines):
            count = len(line["sentences"])
            own = rows[row : row + len(line["story"]) * len(names)].reshape(-1, len(names))
            row += own.size
            vectors, at = _vectors(terms, at, count)
            articles.append(Article(set_, golds[line["id"]], line, own, vectors))
    if limit and len(articles) > limit:
        keep = np.random.default_rng(7).permutation(len(articles))[:limit]
        articles = [articles[i] for i in sorted(keep)]
    return articles, names


def _vectors(terms, at, count):
    """The sparse matrix of `count` sentence vectors that begins at `at`, and where it ends."""
    pieces, starts = [], [0]
    for _ in range(count):
        size = int(terms[at])
        pieces.append(terms[at + 1 : at + 1 + 2 * size])
        starts.append(starts[-1] + size)
        at += 1 + 2 * size
    flat = np.concatenate(pieces) if pieces else np.zeros(0, "<u4")
    columns = flat[0::2].astype(np.int64)
    weights = np.ascontiguousarray(flat[1::2]).view("<f4")
    shape = (count, int(columns.max(initial=0)) + 1)
    return csr_matrix((weights, columns, starts), shape=shape), at
