#!/usr/bin/env python3
"""Compares the sentences that Nutgraf's methods choose with those that sumy 0.13 chooses.

  cargo build --release --example scores
  evaluation/sumy_comparison.py ARTICLES.jsonl[.gz] [--articles 100] [--sentences 3]

ARTICLES has one JSON object a line: {"text", "title"?, "lang"?}; English ones are expected.
Both get the same sentences, Nutgraf's, so that segmentation cannot make a difference, and the
N best by score are compared, ties by position, before Nutgraf's own selection. Three times:

  as installed   sumy's words (NLTK's tokenizer), stop words (sumy's English list), Snowball stems
  same words     sumy's method on Nutgraf's words, stop words and stems
  as published   the same, with what sumy does unlike the paper put right (see REPAIRS)

For each: the share of chosen sentences in common, and the share of articles with the same set.

Needs: pip install sumy==0.13.0 numpy
"""
import argparse
import gzip
import json
import math
import re
import subprocess
import warnings
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from nltk.stem.snowball import SnowballStemmer
from nltk.tokenize import NLTKWordTokenizer
from sumy.summarizers.edmundson import EdmundsonSummarizer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

ROOT = Path(__file__).resolve().parent.parent
WORD = re.compile(r"^[^\W\d_](?:[^\W\d_]|['-])*$")  # what sumy's Tokenizer takes for a word


class Sentence:
    def __init__(self, index, words):
        self.index, self.words = index, tuple(words)


class Paragraph:
    def __init__(self, sentences):
        self.sentences = tuple(sentences)


class Article:
    """What sumy's methods ask of its document model."""

    def __init__(self, paragraphs, heading):
        self.paragraphs = tuple(map(Paragraph, paragraphs))
        self.headings = (heading,)
        self.sentences = tuple(s for p in self.paragraphs for s in p.sentences)
        self.words = tuple(w for s in (*self.sentences, heading) for w in s.words)


class Luhn(LuhnSummarizer):
    """Up to four insignificant words within a cluster; sumy allows three."""

    max_gap_size = 5


class Edmundson(EdmundsonSummarizer):
    """Key words are any content words, not only bonus words; title words count once, not twice."""

    def __call__(self, document, count):
        ratings = defaultdict(float)
        counts = Counter(w for w in document.body if w in document.content)
        most = max(counts.values(), default=0)
        title = frozenset(document.headings[0].words) & document.content
        places = self._build_location_method_instance().rate_sentences(document, w_h=0)
        cues = self._build_cue_method_instance()
        for sentence in document.sentences:
            key = sum(2 * counts[w] >= most for w in sentence.words if w in document.content)
            ratings[sentence] = key + places[sentence] + sum(w in title for w in sentence.words)
            bonus, stigma = cues._count_words(document.forms[sentence.index])
            ratings[sentence] += bonus - stigma
        return self._get_best_sentences(document.sentences, count, ratings)


class Lsa(LsaSummarizer):
    """tf times isf; absent terms are 0 and not 0.4; only topics of at least half the greatest
    singular value count. With all topics, as in sumy, a score is the length of the sentence's own
    column, and the decomposition changes nothing."""

    def _compute_term_frequency(self, matrix, smooth=0.4):
        held = (matrix > 0).sum(axis=1, keepdims=True)
        return matrix * np.log(1 + matrix.shape[1] / np.maximum(held, 1))

    def _compute_ranks(self, sigma, v_matrix):
        kept = (sigma >= sigma[0] / 2)[:, None] & (np.arange(len(sigma)) < 8)[:, None]
        return np.sqrt((((sigma[:, None] * v_matrix) ** 2) * kept).sum(axis=0))


class TextRank(TextRankSummarizer):
    """A word counts once a sentence, no sentence votes for itself, ranks are iterated to the end."""

    def _to_words_set(self, sentence):
        return list(dict.fromkeys(sentence.words))

    def _create_matrix(self, document):
        sets = [self._to_words_set(s) for s in document.sentences]
        weights = np.array([[overlap(a, b) if a is not b else 0.0 for b in sets] for a in sets])
        weights /= np.maximum(weights.sum(axis=1)[:, None], 1e-12)
        return weights

    @staticmethod
    def power_method(matrix, epsilon):
        return stationary(matrix)


class LexRank(LexRankSummarizer):
    """Votes as strong as the cosine (continuous LexRank), damping, iterated to the end, and an idf
    that is not 0 or negative for the most frequent words. sumy stops at a change of 0.1, which is
    mostly after one round, and does not damp."""

    def _compute_idf(self, sentences):
        held = Counter(w for s in sentences for w in set(s))
        return {w: math.log(1 + len(sentences) / n) for w, n in held.items()}

    def _create_matrix(self, sentences, threshold, tf, idf):
        pairs = [list(zip(sentences, tf))] * 2
        rows = [[self.cosine_similarity(a, b, x, y, idf) for b, y in pairs[1]] for a, x in pairs[0]]
        cosines = np.array(rows)
        cosines[cosines <= threshold] = 0.0
        cosines /= np.maximum(cosines.sum(axis=1)[:, None], 1e-12)
        return cosines

    @staticmethod
    def power_method(matrix, epsilon):
        return stationary(matrix)


class SumBasic(SumBasicSummarizer):
    """The next sentence holds the most probable word; a word said twice in it is squared once."""

    def _find_index_of_best_sentence(self, freq, sentences):
        for word in sorted(freq, key=freq.get, reverse=True):
            holders = [i for i, words in enumerate(sentences) if word in words]
            if holders:
                return max(holders, key=lambda i: (sum(map(freq.get, sentences[i])) / len(sentences[i]), -i))
        return 0

    @staticmethod
    def _update_tf(freq, words):
        for word in set(words):
            freq[word] **= 2
        return freq


class Kl(KLSummarizer):
    """The divergence sums over all words of the article, smoothed by adding one; sumy sums over the
    words of the summary only, so that saying little comes cheap."""

    def _kl_divergence(self, counts, doc):
        total = sum(counts.values()) + len(doc)
        return sum(p * math.log(p * total / (counts.get(w, 0) + 1)) for w, p in doc.items())

    def _joint_freq(self, one, other):
        return Counter(one) + Counter(other)


class Reduction(ReductionSummarizer):
    """A word counts once a sentence, as in TextRank's similarity."""

    def _to_words_set(self, sentence):
        return list(dict.fromkeys(sentence.words))


REPAIRS = {
    "luhn": (LuhnSummarizer, Luhn),
    "edmundson": (EdmundsonSummarizer, Edmundson),
    "lsa": (LsaSummarizer, Lsa),
    "text-rank": (TextRankSummarizer, TextRank),
    "lex-rank": (LexRankSummarizer, LexRank),
    "sum-basic": (SumBasicSummarizer, SumBasic),
    "kl-sum": (KLSummarizer, Kl),
    "reduction": (ReductionSummarizer, Reduction),
}


def overlap(one, other):
    length = math.log(max(len(one), 1)) + math.log(max(len(other), 1))
    return len(set(one) & set(other)) / length if length > 0 else 0.0


def stationary(weights, damping=0.85):
    """The ranks that the papers' equation holds for; a sentence without edges hands nothing on."""
    ranks = np.full(len(weights), 1.0)
    for _ in range(200):
        ranks = 1 - damping + damping * (weights.T @ ranks)
    return np.round(ranks, 5)  # so that equal ranks are ties and not rounding errors


def installed(scored, title):
    """The article in sumy's own words."""
    tokenize = lambda text: [w for w in NLTKWordTokenizer().tokenize(text) if WORD.match(w)]
    return article(scored, lambda s: tokenize(s["text"]), Sentence(-1, tokenize(title)))


def same_words(scored, positions):
    """The article in Nutgraf's words: the stems of content words and, where positions count, a
    word that stands nowhere else for every other word."""

    def words(sentence):
        if not positions:
            return sentence["content"]
        stems = (("s:" + t if t else None) for t in sentence["terms"])
        return [t or f"x:{id(sentence)}:{i}" for i, t in enumerate(stems)]

    prefix = "s:" if positions else ""
    made = article(scored, words, Sentence(-1, [prefix + t for t in scored["title"]]))
    made.content = {prefix + t for s in scored["sentences"] for t in s["content"]}
    made.body = [w for s in made.sentences for w in s.words]
    made.forms = [s["words"] for s in scored["sentences"]]
    return made


def article(scored, words, heading):
    paragraphs = defaultdict(list)
    for index, sentence in enumerate(scored["sentences"]):
        paragraphs[sentence["paragraph"]].append(Sentence(index, words(sentence)))
    return Article(paragraphs.values(), heading)


def cue_words():
    source = (ROOT / "src/scoring/cues.rs").read_text()
    english = source[source.index('"en"'):]
    find = lambda name: re.search(name + r': "(.*?)"', english, re.S).group(1).replace("\\", "").split()
    return find("bonus"), find("stigma")


def choose(method, document, count, **settings):
    for name, value in settings.items():
        setattr(method, name, value)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {sentence.index for sentence in method(document, count)}


def read(path, most):
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line, _ in zip(lines, range(most))]


def scores(method, articles):
    program = ROOT / "target/release/examples/scores"
    lines = "".join(json.dumps(a) + "\n" for a in articles)
    output = subprocess.run([program, method], input=lines, text=True, capture_output=True, check=True)
    return [json.loads(line) for line in output.stdout.splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles_file", type=Path)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--sentences", type=int, default=3)
    options = parser.parse_args()
    articles = read(options.articles_file, options.articles)
    stop, stem = get_stop_words("english"), SnowballStemmer("english").stem
    bonus, stigma = cue_words()
    print(f"{len(articles)} articles, {options.sentences} sentences: in common % / same set %")
    print(f"{'method':10} {'as installed':>16} {'same words':>16} {'as published':>16}")
    for name, (original, repaired) in REPAIRS.items():
        rows = defaultdict(list)
        positions = name in ("luhn", "edmundson")
        cues = dict(bonus_words=bonus, stigma_words=stigma, null_words=stop) if name == "edmundson" else {}
        own = dict(bonus_words=bonus, stigma_words=stigma, null_words=["the"]) if cues else {}
        for given, scored in zip(articles, scores(name, articles)):
            values = [s["score"] for s in scored["sentences"]]
            ours = set(sorted(range(len(values)), key=lambda i: (-values[i], i))[:options.sentences])
            settings = cues or dict(stop_words=stop)
            theirs = choose(original(stem), installed(scored, given.get("title") or ""), options.sentences, **settings)
            rows["as installed"].append((ours, theirs))
            document = same_words(scored, positions)
            if not cues:  # sumy's cue words are forms, and those of the other parts stems
                rows["same words"].append((ours, choose(original(), document, options.sentences)))
            rows["as published"].append((ours, choose(repaired(), document, options.sentences, **own)))
        cells = []
        for pairs in (rows[column] for column in ("as installed", "same words", "as published")):
            if not pairs:
                cells.append("-")
                continue
            common = 100 * np.mean([len(a & b) / len(a) for a, b in pairs])
            same = 100 * np.mean([a == b for a, b in pairs])
            cells.append(f"{common:.1f} / {same:.0f}")
        print(f"{name:10} " + " ".join(f"{cell:>16}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
