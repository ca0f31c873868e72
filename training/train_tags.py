#!/usr/bin/env python3
"""Trains the tag models, or cross-validates them, from articles with gold tags.

  train_tags.py --data DIR --summaries DIR    fits the heads and writes them to src/tagging/model
      --validate    prints F1@10 and P@10 of articles that the heads never saw, by their order alone
      --ablate      the same without each of the STRONGEST signals
      --own SET     the same of a head for another set of DIR

The first DIR holds JSONL files (gzipped) of {"id", "lang", "title", "text", "keys"}; HEADS and BESIDES
name them. The second holds such files of {"title", "text", "summaries"}; `summaries.py` names them. A
head sees each article of its own set three times: as it is, without its title, and without parts of
speech, so that it can be asked about articles without a title and in languages without a tagger. The
head for phrases sees some short scientific abstracts besides, so that it knows texts whose readers
want more of their phrases, and the names of news articles with a summary, so that it knows those that
a story is about; and what readers chose for this project (`keyphrases.py`). The head for languages without
a tagger learns what summaries mention.
Needs: pip install lightgbm numpy snowballstemmer
"""
import argparse
import json
import re

import lightgbm
import numpy as np
import snowballstemmer

import candidates
import keyphrases
import summaries
import trees

# head: (file, style of the candidates)
HEADS = {"phrases": ("duc2001", 1), "words": ("kpcrowd500", 0)}
# head: its trees; fewer do for words, and phrases lose by them
TREES = {"phrases": 200, "words": 60, "untagged": 40}
# file: (one of how many articles is taken, weight of an article)
BESIDES = {"inspec_train": (5, 0.3), "semeval2017": (3, 0.3)}
# weight of a name of an article with a summary
NAMES = 0.15
# weight of an article whose keyphrases readers chose for this project
CHOSEN = 0.08
# how much more each of its names weighs: those readers told main names from others
NAMED = 2.5
# the more of these the surer a tag, or the less
MONOTONE = {"count": 1, "in-title": 1, "best-sentence": 1, "first": -1, "title-words": 1, "share-of-sentences": 1,
            "sentences": 1, "in-lead": 1}
# flags of the export: weight of an article seen so
VIEWS = {(): 1.0, ("--untitled",): 0.5, ("--untagged",): 0.5}
OPTIONS = dict(
    objective="binary", max_depth=6, min_data_in_leaf=30, bagging_fraction=0.7, bagging_freq=1, lambda_l2=5,
    use_missing=False, num_threads=1, seed=1, deterministic=True, force_row_wise=True, verbose=-1)
# Of each signal one split is drawn at random, and the best of these is taken (Geurts et al., "Extremely
# randomized trees", 2006): among all splits of so few articles, the best is often so by chance. The head for
# languages without a tagger has articles enough, and gains nothing by it.
DRAWN = dict(extra_trees=True, feature_fraction=0.8)
# head: what its trees are like
SHAPES = {
    "phrases": DRAWN | dict(num_leaves=16, learning_rate=0.1),
    "words": DRAWN | dict(num_leaves=12, learning_rate=0.15),
    "untagged": dict(num_leaves=12, learning_rate=0.15, feature_fraction=0.4),
}
FOLDS = 5
# What stands beside a candidate by plain words, and the capitals of its words. Single words are told better
# with these; phrases are not, and their trees would split by chance.
CONTEXT = ["topic-before", "topic-after", "helper-before", "helper-after", "determiner-after", "names-least",
           "names-most", "names-mean"]
# How rare the words are in books; single words are told no better with these.
BOOKS = ["books-least", "books-most", "books-mean", "books-sum", "books-first", "books-last", "books-weight",
         "books-weight-last"]
# head: signals that it is not shown
UNSEEN = {"phrases": CONTEXT, "words": BOOKS, "untagged": CONTEXT + BOOKS}
# signals that --ablate does without, one at a time
STRONGEST = 10
# Rows with their scores, which hold the engine to what was trained.
SAMPLES = "tests/tags/rows.jsonl"
STEMS = {lang: snowballstemmer.stemmer(name).stemWord
         for lang, name in {"en": "english", "fr": "french", "pt": "portuguese"}.items()}


def normal(phrase, lang="en"):
    phrase = re.sub(r"['’]s\b", "", phrase.lower())
    return " ".join(map(STEMS.get(lang or "en", str), re.findall(r"[^\W_]+", phrase)))


def gold(article):
    """The wordings of each of an article's keys; keys that are the same once stemmed are one."""
    keys = [key if isinstance(key, list) else [key] for key in article["keys"]]
    lang = article.get("lang")
    return list(dict.fromkeys(frozenset(normal(wording, lang) for wording in key) - {""} for key in keys))


def figures(first, keys):
    """F1@10 and P@10, in percent, of an article's first ten tags."""
    hits = sum(bool(key & set(first)) for key in keys)
    return 200 * hits / (10 + len(keys)), 10 * hits


def views(path, style, seen=VIEWS, one_of=1):
    """The gold of one of so many articles, and for each view its candidates' texts, rows and labels."""
    articles = candidates.read(path)[::one_of]
    golds = [gold(article) for article in articles]
    found = {}
    for flags in seen:
        names, lines = candidates.exported(articles, style, *flags)
        found[flags] = []
        for line, keys in zip(lines, golds, strict=True):
            texts = [normal(text) for text in line["texts"]]
            hits = set().union(*keys)
            labels = np.array([text in hits for text in texts], float)
            found[flags].append((texts, candidates.table(names, line), labels))
    return names, golds, found


def chosen(directory):
    """Candidates of news whose keyphrases readers chose for this project, each article with their weights."""
    labelled = keyphrases.labelled(directory, normal)
    articles = keyphrases.chosen(labelled, normal)
    return [(article, CHOSEN * np.where(names, NAMED, 1.0)) for article, names in articles]


def besides(data, directory):
    """Candidates of short scientific texts and names of news, each article with its weight."""
    articles = []
    for file, (one_of, weight) in BESIDES.items():
        _, _, found = views(f"{data}/{file}.jsonl.gz", 1, [()], one_of)
        articles += [(article, weight) for article in found[()]]
    for article in summaries.names(directory, normal):
        articles.append((article, NAMES * np.sqrt(len(article[2]) / 100)))
    return articles


def fit(head, names, found, articles, others=(), without=None):
    own = [(found[flags][number], weight) for flags, weight in VIEWS.items() for number in articles if flags in found]
    return boosted(head, names, own + list(others), without)


def boosted(head, names, articles, without=None):
    """The head that articles make, each of them texts, rows and labels, and a weight or one for each row."""
    rows, labels, weights = [], [], []
    for (_, own, hit), weight in articles:
        rows.append(own)
        labels.append(hit)
        weights.append(np.broadcast_to(weight / np.sqrt(max(len(hit), 1) / 100), len(hit)))
    rows = np.vstack(rows)
    for signal in UNSEEN[head] + ([without] if without else []):
        rows[:, names.index(signal)] = 0
    data = lightgbm.Dataset(rows, np.concatenate(labels), weight=np.concatenate(weights))
    constraints = [MONOTONE.get(name, 0) for name in names]
    options = OPTIONS | SHAPES[head] | {"monotone_constraints": constraints}
    return lightgbm.train(options, data, TREES[head])


def validate(head, names, golds, found, others=(), without=None):
    """F1@10 and P@10 of each article by a model of the other folds."""
    of_articles = []
    for fold in range(FOLDS):
        seen = [number for number in range(len(golds)) if number % FOLDS != fold]
        model = fit(head, names, found, seen, others, without)
        for number in range(fold, len(golds), FOLDS):
            texts, rows, _ = found[()][number]
            if without:
                rows = rows.copy()
                rows[:, names.index(without)] = 0
            order = np.argsort(-model.predict(rows), kind="stable") if len(rows) else []
            top = list(dict.fromkeys(texts[at] for at in order))[:10]
            of_articles.append(figures(top, golds[number]))
    return np.mean(of_articles, 0)


def report(label, figures):
    print(f"{label}: F1@10 {figures[0]:.2f} P@10 {figures[1]:.2f}", flush=True)


def strongest(head, names, found, golds, others):
    """The signals that a head's splits gain most by."""
    model = fit(head, names, found, range(len(golds)), others)
    gains = model.feature_importance("gain")
    return [names[at] for at in np.argsort(-gains, kind="stable")[:STRONGEST]]


def sampled(head, style, model, *flags):
    """Lines of rows of articles of our own with the scores that the trainer gives them."""
    with open("tests/ranker/articles.jsonl", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    _, lines = candidates.exported(articles, style, *flags)
    rows = [row for line in lines for row in line["rows"][:6]]
    scores = model.predict(np.array(rows, np.float32), raw_score=True)
    return [json.dumps({"head": head, "row": row, "score": score}) + "\n" for row, score in zip(rows, scores)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--summaries", required=True)
    parser.add_argument("--validate", action="store_true")
    parser.add_argument("--ablate", action="store_true")
    parser.add_argument("--own", metavar="SET")
    parser.add_argument("--out", default="src/tagging/model")
    args = parser.parse_args()
    if args.own:
        names, golds, found = views(f"{args.data}/{args.own}.jsonl.gz", 1, [()])
        report(args.own, validate("phrases", names, golds, found))
        return
    samples = []

    def keep(head, names, style, model, *flags):
        samples.extend(sampled(head, style, model, *flags))
        size = trees.write(model, names, f"{args.out}/{head}.trees")
        print(f"{args.out}/{head}.trees: {size} bytes", flush=True)

    for head, (file, style) in HEADS.items():
        names, golds, found = views(f"{args.data}/{file}.jsonl.gz", style)
        others = besides(args.data, args.summaries) + chosen(args.summaries) if style == 1 else []
        if args.validate or args.ablate:
            report(f"{head}, {file}", validate(head, names, golds, found, others))
            for signal in strongest(head, names, found, golds, others) if args.ablate else []:
                report(f"{head} without {signal}", validate(head, names, golds, found, others, signal))
            continue
        keep(head, names, style, fit(head, names, found, range(len(golds)), others))
    if not (args.validate or args.ablate):
        names, articles = summaries.mentions(args.summaries, normal)
        keep("untagged", names, 1, boosted("untagged", names, articles), "--untagged")
        with open(SAMPLES, "w", encoding="utf-8") as lines:
            lines.writelines(samples)


if __name__ == "__main__":
    main()
