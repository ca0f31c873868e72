"""What a story is about by its own summary, to learn from: the names and the phrases that it mentions."""
import numpy as np

from candidates import Candidates, are_names, exported, read, table

# English articles whose names are learned from
NAMED = "cnndm_train"
# file: (language, one of how many articles is taken), to learn from without parts of speech
UNTAGGED = {"orangesum_train": ("fr", 3), "vietnews_train": ("vi", 2), "cnndm_train": ("en", 1)}


def names(directory, normal):
    """For each English article, JSONL (gzipped) of {"title", "text", "summaries"}: its names, which are tags if
    its summary mentions them, or their last word where that stands for them in the
    article. Short forms of other names are left out."""
    articles = _articles(directory, NAMED, "en")
    features, lines = exported(articles, 1)
    return [_names(article, features, line, normal) for article, line in zip(articles, lines, strict=True)]


def mentions(directory, normal):
    """The features; and of articles seen without parts of speech the texts and rows of all candidates and
    whether the summary mentions them, each article with its weight."""
    found = []
    for file, (lang, one_of) in UNTAGGED.items():
        articles = _articles(directory, file, lang)[::one_of]
        features, lines = exported(articles, 1, "--untagged")
        for article, line in zip(articles, lines, strict=True):
            texts = [normal(text, lang) for text in line["texts"]]
            summary = _summary(article, normal)
            hits = np.array([text != "" and f" {text} " in summary for text in texts], float)
            found.append((Candidates(texts, table(features, line), hits, line["words"]), 1.0))
    return features, found


def _articles(directory, file, lang):
    return [article | {"lang": lang} for article in read(f"{directory}/{file}.jsonl.gz")]


def _summary(article, normal):
    """The words of its summary, with a blank before each and after the last."""
    return f" {normal(' '.join(article['summaries']), article['lang'])} "


def _names(article, features, line, normal):
    rows = table(features, line)
    of = dict(zip(features, rows.T))
    pooled = of["count-pooled"] > 0
    texts = np.array([normal(text) for text in line["texts"]], object)
    is_name = are_names(features, rows) & (texts != "")
    short = {text.split()[-1] for text in texts[is_name & (of["topics"] > 1) & pooled]}
    is_name &= np.array([text not in short for text in texts], bool)
    summary = _summary(article, normal)

    def mentioned(text, pooled):
        return f" {text} " in summary or pooled and f" {text.split()[-1]} " in summary

    hits = [mentioned(text, pooled) for text, pooled in zip(texts[is_name], pooled[is_name])]
    return Candidates(list(texts[is_name]), rows[is_name], np.array(hits, float), [[]] * len(hits))
