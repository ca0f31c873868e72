"""Processor time of Python's tools for one article, and of `nutgraf batch` for many copies of it.

Sentences are split by a regular expression for all of them: NLTK's splitter, which sumy and
newspaper4k use, needs data that it downloads, and is slower.
"""

import json
import re
import resource
import subprocess
import sys
import tempfile
import time

ROUNDS = 5
COPIES = 4000


def micros(work):
    """The least processor time of five calls, after one to warm up."""
    work()
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best * 1e6


class Tokenizer:
    """What sumy asks of a tokenizer."""

    language = "english"

    def to_sentences(self, text):
        return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]

    def to_words(self, sentence):
        return re.findall(r"\w+", sentence)


def lede(title, text):
    import lede

    return lambda: lede.summarize(text, 500)


def newspaper(title, text):
    from newspaper import nlp
    from newspaper.text import StopWords

    nlp.split_sentences = Tokenizer().to_sentences
    stop_words = StopWords("en")
    return lambda: (nlp.summarize(title, text, stop_words, 3), nlp.keywords(text, stop_words, 10))


def lex_rank(title, text):
    from sumy.nlp.stemmers import Stemmer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.utils import get_stop_words

    summarizer = LexRankSummarizer(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")

    def work():
        document = PlaintextParser.from_string(text, Tokenizer()).document
        return summarizer(document, 3)

    return work


def yake(title, text):
    import yake

    return lambda: yake.KeywordExtractor(lan="en", n=3, top=10).extract_keywords(text)


def nutgraf(binary, title, text):
    """Microseconds an article of `nutgraf batch` on one thread, reading and writing included."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as corpus:
        corpus.write((json.dumps({"title": title, "text": text}) + "\n") * COPIES)
        corpus.flush()
        best = float("inf")
        for _ in range(ROUNDS):
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            command = [binary, "batch", "--threads", "1", "--input", corpus.name, "--output", "/dev/null"]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
            best = min(best, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)
    return best / COPIES * 1e6


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        given = json.load(file)
    article = given.get("article", given)
    title, text = article["title"], article["text"]
    for name, make in [
        ("lede, summary", lede),
        ("newspaper4k, summary and keywords", newspaper),
        ("sumy LexRank, summary", lex_rank),
        ("yake, keywords", yake),
    ]:
        try:
            print(f"{name:34} {micros(make(title, text)):12.0f}")
        except Exception as error:  # a tool that does not run here is a row that says so
            print(f"{name:34} {'failed':>12}  {error!r:.60}")
    print(f"{'Nutgraf, summary and tags':34} {nutgraf(sys.argv[2], title, text):12.0f}")


main()
