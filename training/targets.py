"""What a sentence is worth: its share of the best summaries that the article's sentences can make."""

import re
from collections import Counter
from functools import lru_cache
from itertools import combinations

import numpy as np
import snowballstemmer
from nltk.stem.porter import PorterStemmer

ASCII = re.compile(r"[a-z0-9]+")
WORD = re.compile(r"[^\W_]+")
SNOWBALL = {"fr": "french", "nb": "norwegian", "tr": "turkish", "pt": "portuguese"}

_porter = PorterStemmer()


@lru_cache(maxsize=None)
def _stem(word, lang):
    if lang == "en":
        return _porter.stem(word) if len(word) > 3 else word
    name = SNOWBALL.get(lang)
    return _stemmer(name).stemWord(word) if name else word


@lru_cache(maxsize=None)
def _stemmer(name):
    return snowballstemmer.stemmer(name)


def tokens(text, lang):
    """The tokens that ROUGE compares."""
    found = (ASCII if lang == "en" else WORD).findall(text.lower())
    return [_stem(word, lang) for word in found]


class Overlap:
    """How many n-grams of a gold summary each sentence has, so that sets of sentences are scored fast."""

    def __init__(self, gold, sentences, lang):
        words = [tokens(sentence, lang) for sentence in sentences]
        target = tokens(gold, lang)
        self.lengths = np.array([len(w) for w in words], np.float32)
        self.size = len(target)
        self.counts, self.gold = [], []
        for n in (1, 2):
            grams = Counter(zip(*[target[i:] for i in range(n)]))
            places = {gram: i for i, gram in enumerate(grams)}
            counts = np.zeros((len(words), max(1, len(places))), np.float32)
            for i, sentence in enumerate(words):
                for gram in zip(*[sentence[j:] for j in range(n)]):
                    if gram in places:
                        counts[i, places[gram]] += 1
            self.counts.append(counts)
            self.gold.append(np.array(list(grams.values()) or [0], np.float32))

    def scores(self, sets):
        """ROUGE-1 and ROUGE-2 F1 of each row of sentence numbers in `sets`."""
        length = self.lengths[sets].sum(1)
        found = []
        for n, (counts, gold) in enumerate(zip(self.counts, self.gold)):
            hits = np.minimum(counts[sets].sum(1), gold).sum(1)
            found.append(2 * hits / np.maximum(1, np.maximum(length - n, 0) + max(self.size - n, 0)))
        return found

    def value(self, sets):
        one, two = self.scores(sets)
        return one + PAIRS * two


POOL = {1: 60, 2: 30, 3: 18}
TEMPERATURE = 0.07
# What ROUGE-2 counts for beside ROUGE-1: it is lower, and harder to come by.
PAIRS = 2.0


@lru_cache(maxsize=None)
def _combinations(pool, size):
    return np.array(list(combinations(range(pool), size)), int).reshape(-1, size)


def membership(overlap, eligible, size, temperature=TEMPERATURE):
    """Each sentence's share of the best sets of `size` (at most 3) sentences among the `eligible`.

    Sets are weighed by the softmax of their ROUGE-1 and twice their ROUGE-2 F1: many sets are nearly as good as
    the best, and a sentence that is in most of them is a surer choice than one that is in the best.
    """
    shares = np.zeros(len(overlap.lengths), np.float32)
    if not len(eligible):
        return shares
    alone = overlap.value(eligible[:, None])
    pool = eligible[np.argsort(-alone, kind="stable")[: POOL[size]]]
    sets = pool[_combinations(len(pool), min(size, len(pool)))]
    values = overlap.value(sets)
    weights = np.exp((values - values.max()) / temperature)
    weights /= weights.sum()
    for column in sets.T:
        np.add.at(shares, column, weights)
    return shares


def extracted(overlap, eligible):
    """Which sentences a gold summary that was made of the article's own sentences consists of, weighed
    by their length: where the summary is long, long sentences carry most of it."""
    shares = np.zeros(len(overlap.lengths), np.float32)
    hits = np.minimum(overlap.counts[1], overlap.gold[1]).sum(1)
    member = hits / np.maximum(overlap.lengths - 1, 1) > 0.85
    weights = (member * overlap.lengths)[eligible]
    if weights.sum() > 0:
        shares[eligible] = weights / weights.sum()
    return shares
