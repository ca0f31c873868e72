"""News articles with the keyphrases that readers chose for this project, to learn from.

keyphrases.jsonl has an article a line: {"set", "id": the article's, "keys": its keyphrases, "names": its main
names, "also": what a tag may be besides}. A phrase is where it stands in the title, a line feed and the text:
[characters before it, its characters]. The readers had seen twelve articles of duc2001 with their keyphrases.
"""
import json
import os

import numpy as np

from candidates import Candidates, are_names, exported, read, table

FILE = os.path.join(os.path.dirname(__file__), "keyphrases.jsonl")


def labelled(directory, normal):
    """The articles, each with the stems of its keys, names and what may be a tag besides as sets."""
    with open(FILE, encoding="utf-8") as lines:
        labels = [json.loads(line) for line in lines]
    texts = {set_: {a["id"]: a for a in read(f"{directory}/{set_}.jsonl.gz")} for set_ in {l["set"] for l in labels}}
    return [_labelled(texts[label["set"]][label["id"]], label, normal) for label in labels]


def _labelled(article, label, normal):
    whole = f"{article.get('title') or ''}\n{article['text']}"
    of = {kind: {normal(whole[at : at + size]) for at, size in label[kind]} for kind in ("keys", "names", "also")}
    return {"title": article.get("title"), "text": article["text"], "lang": "en"} | of


def chosen(articles, normal):
    """Each article's candidates, which are tags if they are a key or a main name; and whether they are names at
    all. What may be a tag besides is left out."""
    features, lines = exported(articles, 1)
    return [_chosen(article, features, line, normal) for article, line in zip(articles, lines, strict=True)]


def _chosen(article, features, line, normal):
    texts = np.array([normal(text) for text in line["texts"]], object)
    wanted = article["keys"] | article["names"]
    hits = np.array([text in wanted for text in texts], float)
    told = np.array([text in wanted or text not in article["also"] for text in texts], bool)
    rows = table(features, line)[told]
    words = [words for words, kept in zip(line["words"], told) if kept]
    return Candidates(list(texts[told]), rows, hits[told], words), are_names(features, rows)


def shares(article, tags):
    """Of an article's first ten tags, in percent: F1 by its keys, main names that are there, tags that a reader
    would keep."""
    tags = list(dict.fromkeys(tags))[:10]
    keys, names = article["keys"], article["names"]
    kept = [tag in keys | names | article["also"] for tag in tags]
    f1 = 200 * len(keys & set(tags)) / max(1, len(tags) + len(keys))
    return f1, 100 * len(names & set(tags)) / len(names) if names else np.nan, 100 * np.mean(kept) if tags else 0.0
