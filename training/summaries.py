"""What a story is about by its own summary, to learn from: the names and the phrases that it mentions."""
import gzip
import json
import subprocess

import numpy as np

# English articles whose names are learned from
NAMED = "cnndm_train"
# file: (language, one of how many articles is taken), to learn from without parts of speech
UNTAGGED = {"orangesum_train": ("fr", 3), "vietnews_train": ("vi", 2), "cnndm_train": ("en", 1)}


def names(directory, export, normal):
    """For each English article, JSONL (gzipped) of {"title", "text", "summaries"}: the texts and rows of its
    names, and whether its summary mentions them, or their last word where that stands for them in the
    article. Short forms of other names are left out."""
    articles = _read(directory, NAMED)
    features, lines = _exported(articles, "en", [*export, "1"])
    return [_names(article, features, line, normal) for article, line in zip(articles, lines, strict=True)]


def mentions(directory, export, normal):
    """The features; and of articles seen without parts of speech the texts and rows of all candidates and
    whether the summary mentions them, each article with its weight."""
    found = []
    for file, (lang, one_of) in UNTAGGED.items():
        articles = _read(directory, file)[::one_of]
        features, lines = _exported(articles, lang, [*export, "1", "--untagged"])
        for article, line in zip(articles, lines, strict=True):
            texts = [normal(text, lang) for text in line["texts"]]
            summary = f" {normal(' '.join(article['summaries']), lang)} "
            rows = np.array(line["rows"], np.float32).reshape(-1, len(features))
            hits = np.array([text != "" and f" {text} " in summary for text in texts], float)
            found.append(((texts, rows, hits), 1.0))
    return features, found


def _read(directory, file):
    with gzip.open(f"{directory}/{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _exported(articles, lang, command):
    """The names of the features, and of each article the candidates' texts and rows."""
    given = "\n".join(json.dumps({"title": a.get("title") or "", "text": a["text"], "lang": lang}) for a in articles)
    out = subprocess.run(command, input=given, stdout=subprocess.PIPE, text=True, check=True)
    features, *lines = [json.loads(line) for line in out.stdout.splitlines()]
    return features, lines


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
