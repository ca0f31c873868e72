#!/usr/bin/env python3
"""Writes how rare English words are in books, to src/text/rarity/en.bin; src/text/rarity.rs tells the format.

    pip download --no-deps symspellpy==6.10.1    # then unzip it
    training/rarities.py symspellpy/frequency_dictionary_en_82_765.txt

The list (MIT) has the counts of Google Books' n-grams (CC-BY 3.0) for the words of a dictionary. The WORDS
most frequent ones are kept, each by a part of its hash and its rarity in LEVELS steps.
"""
import math
import struct
import sys

from trees import fnv1a

OUT = "src/text/rarity/en.bin"
WORDS = 40_000
LEVELS = 16
BUCKETS = 4096


def counts(path):
    """The counts of all words, the most frequent first."""
    with open(path, encoding="utf-8-sig") as lines:
        words = [line.split() for line in lines if line.strip()]
    return sorted(((word, int(count)) for word, count in words), key=lambda word: (-word[1], word[0]))


def placed(word):
    """The bucket of a word, and what it is told apart by there."""
    sum_ = fnv1a(word.encode())
    mixed = sum_ ^ sum_ >> 32
    return mixed % BUCKETS, mixed // BUCKETS % BUCKETS


def main():
    words = counts(sys.argv[1])
    total = sum(count for _, count in words)
    rarities = [(word, -math.log(count / total)) for word, count in words[:WORDS]]
    least = rarities[0][1]
    step = (rarities[-1][1] - least) / (LEVELS - 1)
    buckets = [[] for _ in range(BUCKETS)]
    for word, rarity in rarities:
        bucket, mark = placed(word)
        buckets[bucket].append(mark * LEVELS + round((rarity - least) / step))
    out = bytearray(b"NGRARITY" + struct.pack("<ff", least, step))
    for bucket in buckets:
        out += struct.pack(f"<B{len(bucket)}H", len(bucket), *bucket)
    out += struct.pack("<Q", fnv1a(out))
    with open(OUT, "wb") as file:
        file.write(out)
    print(f"{len(rarities)} words, {len(out)} bytes, rarities from {least:.2f} in steps of {step:.3f}")


if __name__ == "__main__":
    main()
