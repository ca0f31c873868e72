#!/usr/bin/env python3
"""Trains the tag models, or cross-validates them, from articles with gold tags.

  train_tags.py --data DIR --summaries DIR    fits the heads and writes them to src/tagging/model
      --validate    prints F1@10 and P@10 of articles that the heads never saw, by their order alone
      --ablate      the same without each of the STRONGEST signals
      --own SET     the same of a head for another set of DIR

The first DIR holds JSONL files (gzipped) of {"id", "lang", "title", "text", "keys"}; HEADS and SCIENCE
name them. The second holds such files of {"title", "text", "summaries"}; `summaries.py` and `registers.py` name them. A
head sees each article of its own set three times: as it is, without its title, and without parts of
speech, so that it can be asked about articles without a title and in languages without a tagger. The
head for phrases sees some short scientific abstracts besides, so that it knows texts whose readers
want more of their phrases, and the names of news articles with a summary, so that it knows those that
a story is about; and what readers chose for this project (`keyphrases.py`). It is fitted beside its lexical prior
(`phrases.py`), and so is the head for scientific text, which `registers.py` tells from news. The head for languages
without a tagger learns what summaries mention.
Needs: pip install lightgbm numpy scipy snowballstemmer
"""
import argparse
import json
import re

import lightgbm
import numpy as np
import snowballstemmer

import candidates
import keyphrases
import lexical_prior
import registers
import summaries
import trees
from phrases import Phrases

# head: (file, style of the candidates)
HEADS = {"phrases": ("duc2001", 1), "words": ("kpcrowd500", 0)}
# head: its trees; fewer do for words, and phrases lose by them
TREES = {"phrases": 200, "science": 200, "words": 60, "untagged": 40}
# file of scientific texts: (one of how many the head for phrases of news sees, weight of such an article)
SCIENCE = {"inspec_train": (5, 0.3), "semeval2017": (3, 0.3)}
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
# Without parts of speech no text is taken for science.
VIEWS_OF_SCIENCE = [(), ("--untitled",)]
OPTIONS = dict(
    objective="binary", max_depth=6, min_data_in_leaf=30, bagging_fraction=0.7, bagging_freq=1, lambda_l2=5,
    use_missing=False, num_threads=1, seed=1, deterministic=True, force_row_wise=True, verbose=-1)
# Of each signal one split is drawn at random, and the best of these is taken (Geurts et al., "Extremely
# randomized trees", 2006): among all splits of so few articles, the best is often so by chance. The head for
# languages without a tagger has articles enough, and gains nothing by it.
DRAWN = dict(extra_trees=True, feature_fraction=0.8)
OF_PHRASES = DRAWN | dict(num_leaves=16, learning_rate=0.1)
# head: what its trees are like
SHAPES = {
    "phrases": OF_PHRASES,
    "science": OF_PHRASES,
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
UNSEEN = {"phrases": CONTEXT, "science": [], "words": BOOKS, "untagged": CONTEXT + BOOKS}
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
    """The names of the features, the gold of one of so many articles, and for each view its candidates."""
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
            found[flags].append(candidates.Candidates(texts, candidates.table(names, line), labels, line["words"]))
    return names, golds, found


def chosen(directory):
    """Candidates of news whose keyphrases readers chose for this project, each article with their weights."""
    labelled = keyphrases.labelled(directory, normal)
    articles = keyphrases.chosen(labelled, normal)
    return [(article, CHOSEN * np.where(names, NAMED, 1.0)) for article, names in articles]


def some_science(data):
    """Candidates of some scientific texts, each article with its weight."""
    articles = []
    for file, (one_of, weight) in SCIENCE.items():
        _, _, found = views(f"{data}/{file}.jsonl.gz", 1, [()], one_of)
        articles += [(article, weight) for article in found[()]]
    return articles


def all_science(data):
    """The same as `views` of all scientific texts."""
    golds, found = [], {flags: [] for flags in VIEWS_OF_SCIENCE}
    for file in SCIENCE:
        names, more_golds, more = views(f"{data}/{file}.jsonl.gz", 1, VIEWS_OF_SCIENCE)
        golds += more_golds
        for flags in found:
            found[flags] += more[flags]
    return names, golds, found


def names_told(directory):
    """Names of news with a summary, each article's with their weight."""
    articles = summaries.names(directory, normal)
    return [(article, NAMES * np.sqrt(len(article.labels) / 100)) for article in articles]


def beside_phrases(args):
    """What the head for phrases learns from besides its own set: articles of which all candidates are told, and
    others."""
    return chosen(args.summaries) + some_science(args.data), names_told(args.summaries)


def seen(found, numbers):
    """The views of the articles of those numbers, each with its weight."""
    return [(found[flags][number], weight) for flags, weight in VIEWS.items() for number in numbers if flags in found]


def boosted(head, names, articles, priors=None, without=None):
    """The trees that articles make, each of them candidates with a weight or one for each row; beside `priors`, the
    log-odds that the candidates of each article have without the trees."""
    weights = [np.broadcast_to(weight / np.sqrt(max(len(a.labels), 1) / 100), len(a.labels)) for a, weight in articles]
    rows = np.vstack([article.rows for article, _ in articles])
    for signal in UNSEEN[head] + ([without] if without else []):
        rows[:, names.index(signal)] = 0
    labels = np.concatenate([article.labels for article, _ in articles])
    start = None if priors is None else np.concatenate(priors)
    data = lightgbm.Dataset(rows, labels, weight=np.concatenate(weights), init_score=start)
    constraints = [MONOTONE.get(name, 0) for name in names]
    options = OPTIONS | SHAPES[head] | {"monotone_constraints": constraints}
    return lightgbm.train(options, data, TREES[head])


def phrases(head, names, found, labelled=(), others=(), without=None):
    """What makes a head for phrases: of a set's candidates, of articles of which all candidates are told, and of
    others."""

    def train(articles, priors=None):
        return boosted(head, names, articles, priors, without)

    return Phrases(train, [seen(found, [number]) for number in range(len(found[()]))], labelled, others, FOLDS)


def validate(golds, found, heads):
    """F1@10 and P@10 of each article by a head of the other folds: for each fold, trees and a prior."""
    of_articles = []
    for fold, (model, prior) in enumerate(heads):
        for number in range(fold, len(golds), FOLDS):
            texts, rows, _, words = found[()][number]
            scores = model.predict(rows, raw_score=True) + lexical_prior.of(prior, words) if len(rows) else []
            top = list(dict.fromkeys(texts[at] for at in np.argsort(-np.array(scores), kind="stable")))[:10]
            of_articles.append(figures(top, golds[number]))
    return np.mean(of_articles, 0)


def held_out(head, names, found, labelled=(), others=(), without=None):
    """The trees and the prior of a head, for each fold by the articles of the others."""
    if head in ("phrases", "science"):
        made = phrases(head, names, found, labelled, others, without)
        return [made.head({fold}) for fold in range(FOLDS)]
    folds = [[number for number in range(len(found[()])) if number % FOLDS != fold] for fold in range(FOLDS)]
    return [(boosted(head, names, seen(found, numbers), without=without), {}) for numbers in folds]


def report(label, figures):
    print(f"{label}: F1@10 {figures[0]:.2f} P@10 {figures[1]:.2f}", flush=True)


def strongest(head, names, found):
    """The signals that a head's splits gain most by."""
    gains = boosted(head, names, seen(found, range(len(found[()])))).feature_importance("gain")
    return [names[at] for at in np.argsort(-gains, kind="stable")[:STRONGEST]]


def sampled(head, style, model, *flags):
    """Lines of rows of articles of our own with the scores that the trainer gives them."""
    _, lines = candidates.exported(own_articles(), style, *flags)
    rows = [row for line in lines for row in line["rows"][:6]]
    scores = model.predict(np.array(rows, np.float32), raw_score=True)
    return [json.dumps({"head": head, "row": row, "score": score}) + "\n" for row, score in zip(rows, scores)]


def sampled_prior(head, prior):
    """Lines of words of articles of our own with what the trainer's prior of a head tells of them."""
    _, lines = candidates.exported(own_articles(), 1)
    words = [words for line in lines for words in line["words"] if words]
    return [json.dumps({"head": head, "words": own, "prior": tells}) + "\n" for own, tells in zip(words, lexical_prior.of(prior, words))]


def own_articles():
    with open("tests/ranker/articles.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def measure(args):
    """Prints how good the heads are on articles that they never saw, and without their strongest signals."""
    for head, (file, style) in HEADS.items():
        names, golds, found = views(f"{args.data}/{file}.jsonl.gz", style)
        more = beside_phrases(args) if style == 1 else ()
        report(f"{head}, {file}", validate(golds, found, held_out(head, names, found, *more)))
        for signal in strongest(head, names, found) if args.ablate else []:
            of_head = held_out(head, names, found, *more, without=signal)
            report(f"{head} without {signal}", validate(golds, found, of_head))
    names, golds, found = all_science(args.data)
    report("science", validate(golds, found, held_out("science", names, found)))


def write(args):
    """Fits the heads and writes them."""
    samples = []

    def keep(head, names, style, model, *flags):
        samples.extend(sampled(head, style, model, *flags))
        size = trees.write(model, names, f"{args.out}/{head}.trees")
        print(f"{args.out}/{head}.trees: {size} bytes", flush=True)

    def keep_phrases(head, names, made):
        model, prior = made.head()
        size = lexical_prior.write(prior, f"{args.out}/{head}.prior")
        print(f"{args.out}/{head}.prior: {len(prior)} words, {size} bytes", flush=True)
        samples.extend(sampled_prior(head, prior))
        keep(head, names, 1, model)

    names, _, found = views(f"{args.data}/{HEADS['phrases'][0]}.jsonl.gz", 1)
    keep_phrases("phrases", names, phrases("phrases", names, found, *beside_phrases(args)))
    names, _, found = all_science(args.data)
    keep_phrases("science", names, phrases("science", names, found))
    weights = registers.fit(texts_of_registers(args))
    size = registers.write(weights, f"{args.out}/science.register")
    print(f"{args.out}/science.register: {len(weights)} words, {size} bytes", flush=True)
    names, _, found = views(f"{args.data}/{HEADS['words'][0]}.jsonl.gz", 0)
    keep("words", names, 0, boosted("words", names, seen(found, range(len(found[()])))))
    names, articles = summaries.mentions(args.summaries, normal)
    keep("untagged", names, 1, boosted("untagged", names, articles), "--untagged")
    with open(SAMPLES, "w", encoding="utf-8") as lines:
        lines.writelines(samples)


def texts_of_registers(args):
    """What tells the registers apart."""
    return registers.texts(scientific(args.data), args.data, args.summaries)


def scientific(data):
    """All scientific texts."""
    return [article for file in SCIENCE for article in candidates.read(f"{data}/{file}.jsonl.gz")]


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
        report(args.own, validate(golds, found, held_out("science", names, found)))
    elif args.validate or args.ablate:
        measure(args)
    else:
        write(args)


if __name__ == "__main__":
    main()
