#!/usr/bin/env python3
"""Writes how rare English words are in books, to src/text/rarity/en.bin; src/text/word_levels.rs tells the format.

    pip download --no-deps symspellpy==6.10.1    # then unzip it
    training/rarities.py symspellpy/frequency_dictionary_en_82_765.txt

The list (MIT) has the counts of Google Books' n-grams (CC-BY 3.0) for the words of a dictionary. The WORDS
most frequent ones are kept, each by a part of its hash and its rarity in sixteen steps.
"""
import math
import sys

import word_levels

OUT = "src/text/rarity/en.bin"
WORDS = 40_000


def counts(path):
    """The counts of all words, the most frequent first."""
    with open(path, encoding="utf-8-sig") as lines:
        words = [line.split() for line in lines if line.strip()]
    return sorted(((word, int(count)) for word, count in words), key=lambda word: (-word[1], word[0]))


def main():
    words = counts(sys.argv[1])
    total = sum(count for _, count in words)
    rarities = {word: -math.log(count / total) for word, count in words[:WORDS]}
    least, most = min(rarities.values()), max(rarities.values())
    step = (most - least) / (word_levels.LEVELS - 1)
    size = word_levels.write(OUT, b"NGRARITY", rarities, least, step)
    print(f"{len(rarities)} words, {size} bytes, rarities from {least:.2f} in steps of {step:.3f}")


if __name__ == "__main__":
    main()
