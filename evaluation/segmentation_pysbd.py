"""Measures pysbd as examples/segmentation.rs measures this project: same files, same figures.

    pip install pysbd==0.3.4
    python3 evaluation/segmentation_pysbd.py FILE...
"""
import collections
import gzip
import json
import sys
import time

import pysbd


def tidy(sentences):
    """Sentences without blanks: which blank stood where is not what is measured."""
    joined = ("".join(sentence.split()) for sentence in sentences)
    return [sentence for sentence in joined if sentence]


def boundaries(sentences):
    """Where sentences end but the last, in characters."""
    at, ends = 0, set()
    for sentence in sentences[:-1]:
        at += len(sentence)
        ends.add(at)
    return ends


def main():
    for path in sys.argv[1:]:
        opened = gzip.open(path, "rt") if path.endswith(".gz") else open(path)
        cases = [json.loads(line) for line in opened if line.strip()]
        segmenters, tallies, seconds, size = {}, collections.defaultdict(collections.Counter), 0.0, 0
        for case in cases:
            if not case.get("lossless", True):
                continue
            lang, wanted = case["lang"], tidy(case["sentences"])
            if lang not in segmenters:
                try:
                    segmenters[lang] = pysbd.Segmenter(language=lang, clean=False)
                except ValueError:
                    segmenters[lang] = pysbd.Segmenter(language="en", clean=False)
            start = time.process_time()
            found = tidy(segmenters[lang].segment(case["text"]))
            seconds += time.process_time() - start
            size += len(case["text"].encode())
            ours, gold = boundaries(found), boundaries(wanted)
            for key in (lang, "all"):
                tallies[key].update(texts=1, exact=found == wanted, right=len(ours & gold),
                                    found=len(ours), wanted=len(gold))
        print(f"{path}\nlang  texts  pysbd: exact, F1")
        for lang, tally in sorted(tallies.items()):
            exact = 100 * tally["exact"] / tally["texts"]
            f1 = 2 * tally["right"] / max(tally["found"] + tally["wanted"], 1)
            print(f"{lang:<4} {tally['texts']:>6}  {exact:8.1f}% {f1:.3f}")
        print(f"MB/s {size / 1e6 / seconds:.2f}\n")


if __name__ == "__main__":
    main()
