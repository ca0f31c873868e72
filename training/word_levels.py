"""Writes a number for each of some words in the format that `src/text/word_levels.rs` reads and documents."""
import struct

from trees import fnv1a

LEVELS = 16
BUCKETS = 4096


def steps(number, least, step):
    """The number of steps that a number is kept in."""
    return min(max(round((number - least) / step), 0), LEVELS - 1)


def nearest(number, least, step):
    """The step nearest to a number, as 0 if that is the nearest."""
    near = least + step * steps(number, least, step)
    return near if abs(number - near) < abs(number) else 0.0


def write(path, magic, words, least, step):
    """Writes the numbers of `words`, each rounded to one of the steps from the least one up."""
    buckets = [[] for _ in range(BUCKETS)]
    for word, number in words.items():
        bucket, mark = _placed(word)
        buckets[bucket].append(mark * LEVELS + steps(number, least, step))
    out = bytearray(magic + struct.pack("<ff", least, step))
    for bucket in buckets:
        out += struct.pack(f"<B{len(bucket)}H", len(bucket), *bucket)
    out += struct.pack("<Q", fnv1a(out))
    with open(path, "wb") as file:
        file.write(out)
    return len(out)


def _placed(word):
    """The bucket of a word, and what it is told apart by there."""
    sum_ = fnv1a(word.encode())
    mixed = sum_ ^ sum_ >> 32
    return mixed % BUCKETS, mixed // BUCKETS % BUCKETS
