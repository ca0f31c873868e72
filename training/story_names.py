"""Names that a story is about, to learn from: those that its own summary mentions."""
import gzip
import json
import subprocess

import numpy as np


def named(path, export, normal):
    """For each article at `path`, JSONL (gzipped) of {"title", "text", "summaries"} in English: the texts
    and rows of its names, and whether its summary mentions them, or their last word where that stands for
    them in the article. Short forms of other names are left out."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    given = "\n".join(json.dumps({"title": a.get("title") or "", "text": a["text"], "lang": "en"}) for a in articles)
    out = subprocess.run([*export, "1"], input=given, stdout=subprocess.PIPE, text=True, check=True)
    features, *lines = [json.loads(line) for line in out.stdout.splitlines()]
    return [_names(article, features, line, normal) for article, line in zip(articles, lines, strict=True)]


def _names(article, features, line, normal):
    rows = np.array(line["rows"], np.float32).reshape(-1, len(features))
    of = dict(zip(features, rows.T))
    pooled = of["count-pooled"] > 0
    texts = np.array([normal(text) for text in line["texts"]], object)
    is_name = (of["as-name"] > of["as-words"]) & (of["whole-name"] > 0) & (texts != "")
    short = {text.split()[-1] for text in texts[is_name & (of["topics"] > 1) & pooled]}
    is_name &= np.array([text not in short for text in texts], bool)
    summary = f" {normal(' '.join(article['summaries']))} "

    def mentioned(text, pooled):
        return f" {text} " in summary or pooled and f" {text.split()[-1]} " in summary

    hits = [mentioned(text, pooled) for text, pooled in zip(texts[is_name], pooled[is_name])]
    return texts[is_name], rows[is_name], np.array(hits, float)
