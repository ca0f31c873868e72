"""Articles, and what the engine makes of them: the candidates for their tags."""
import gzip
import json
import subprocess
from typing import NamedTuple

import numpy as np

EXPORT = ["cargo", "run", "--quiet", "--release", "--example", "export_tag_rows", "--"]


class Candidates(NamedTuple):
    """The candidates of an article, an entry for each."""

    texts: list  # as they are compared with gold tags
    rows: np.ndarray  # their features
    labels: np.ndarray  # whether they are tags, 0 or 1
    words: list  # the stems that tell of them in the lexical prior


def read(path):
    """The articles of a JSONL file, gzipped."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def answers(articles, command):
    """What a program of the engine writes of articles, a line of JSON each."""
    given = "\n".join(json.dumps({key: a.get(key) for key in ("title", "text", "lang")}) for a in articles)
    out = subprocess.run(command, input=given, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in out.stdout.splitlines()]


def exported(articles, style, *flags):
    """The names of the features, and of each article's candidates {"texts", "words", "rows"}, in that style (0 for words, 1
    for phrases) and with those flags of the export."""
    names, *lines = answers(articles, [*EXPORT, str(style), *flags])
    return names, lines


def table(names, line):
    """The rows of an article's candidates, a column for each feature."""
    return np.array(line["rows"], np.float32).reshape(-1, len(names))


def are_names(names, rows):
    """Which rows are of candidates that are names, and somewhere the whole of one."""
    of = dict(zip(names, rows.T))
    return (of["as-name"] > of["as-words"]) & (of["whole-name"] > 0)
