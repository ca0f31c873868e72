#!/usr/bin/env python3
"""Trains the part-of-speech tagger's model from text tagged by teach.py, and measures it.

  train.py TAUGHT.jsonl.gz OUT.bin

Every tenth text is held out: its agreement with the teacher is printed (words only, no marks)
before the model is fitted to all texts and written. The words come from the engine itself
(examples/export_words.rs), so that training and tagging see the same; the format is documented in
src/text/part_of_speech/format.rs. Needs: pip install numpy
"""
import collections
import gzip
import json
import math
import struct
import subprocess
import sys

import numpy as np

TAGS = ["noun", "name", "adjective", "verb", "auxiliary", "determiner", "preposition", "adverb",
        "number", "conjunction", "pronoun", "mark"]
NUMBER = {tag: n for n, tag in enumerate(TAGS)}
MARK, DETERMINER = NUMBER["mark"], NUMBER["determiner"]
SMALL, CAPITAL, INITIAL, DIGIT = range(4)
PLAIN, MARKED, POSSESSIVE = range(3)
STEP, FLOOR = -0.45, -8.0
WORDS = 18000  # of the lexicon
RARE = 10  # words up to so frequent teach the endings
ENDING_COUNT = 12  # occurrences of an ending that is kept
SMOOTHING = 3.0


def read(taught):
    """For each text its words as (form, case, gap, tag)."""
    raw = gzip.open(taught, "rb").read()
    run = subprocess.run(["cargo", "run", "--release", "--quiet", "--example", "export_words"],
                         input=raw, stdout=subprocess.PIPE, check=True)
    texts = []
    for given, words in zip(raw.splitlines(), run.stdout.splitlines()):
        given = json.loads(given)
        tag_at = {}
        for begin, end, tag in given["tags"]:
            for at in range(begin, end):
                tag_at[at] = NUMBER[tag]
        rows = []
        for begin, end, case, gap in json.loads(words):
            form = given["text"][begin:end].lower().replace("’", "'")
            tag = tag_at.get(end - 1, NUMBER["noun"])
            rows.append((form, case, gap, NUMBER["noun"] if tag == MARK else tag))
        texts.append(rows)
    return texts


def states(gap):
    return DETERMINER if gap == POSSESSIVE else MARK


def fit(texts):
    steps = np.full((12, 12), 0.5)
    prior = np.ones(12)
    lexicon = collections.defaultdict(lambda: np.zeros((3, 12)))
    for rows in texts:
        before = MARK
        for form, case, gap, tag in rows:
            if gap != PLAIN:
                steps[before, states(gap)] += 1
                before = states(gap)
            steps[before, tag] += 1
            prior[tag] += 1
            before = tag
            lexicon[form][case, tag] += 1
        steps[before, MARK] += 1
    steps[MARK, MARK] = 0.5
    prior[MARK] = steps[:, MARK].sum()
    prior /= prior.sum()
    endings = fit_endings(lexicon, prior)
    total = sum(counts.sum() for counts in lexicon.values())
    best = sorted(lexicon.items(), key=lambda item: (-item[1].sum(), item[0]))[:WORDS]
    words = {}
    for form, counts in best:
        if len(form.encode()) < 200 and counts.sum() > 1:
            rarity = min(15, round(-math.log(counts.sum() / total)))
            words[form] = (rarity, profiles(form, counts, endings, prior))
    return dict(prior=np.log(prior), steps=np.log(steps / steps.sum(1, keepdims=True)),
                words=dict(sorted(words.items(), key=lambda item: item[0].encode())), endings=endings)


def fit_endings(lexicon, prior):
    counts = collections.defaultdict(lambda: np.zeros(12))
    for form, by_case in lexicon.items():
        if by_case.sum() <= RARE:
            for case in range(3):
                if by_case[case].any():
                    for length in range(5):
                        if length <= len(form):
                            counts[form[len(form) - length:], shape(form, case)] += by_case[case]
    endings = {}
    for (ending, form_shape), found in sorted(counts.items(), key=lambda item: len(item[0][0])):
        if found.sum() < ENDING_COUNT and ending:
            continue
        shorter = prior if not ending else endings.get((ending[1:], form_shape))
        if shorter is not None:
            endings[ending, form_shape] = (found + SMOOTHING * shorter) / (found.sum() + SMOOTHING)
    return endings


def shape(form, case):
    return DIGIT if form[0] in "0123456789" else case


def by_ending(form, case, endings, prior):
    for length in range(4, -1, -1):
        key = form[len(form) - length:] if length else "", shape(form, case)
        if length <= len(form) and key in endings:
            return endings[key]
    return prior


def profiles(form, counts, endings, prior):
    """P(tag | word) for each case that was seen; small letters and capitals inform initials."""
    found = {}
    small, capital, initial = counts
    for case, seen in ((SMALL, small), (CAPITAL, capital)):
        if seen.any():
            found[case] = smoothed(seen, by_ending(form, case, endings, prior))
    seen = small + 0.3 * capital + initial
    if initial.any() and (capital.any() or not small.any()) or small.any() and capital.any():
        found[INITIAL] = smoothed(seen, by_ending(form, INITIAL, endings, prior))
    return found


def smoothed(seen, ending):
    return (seen + ending) / (seen.sum() + 1.0)


def packed(profile):
    """Logarithms in steps; those under the floor are left out."""
    steps = np.round(np.log(np.maximum(profile, 1e-9)) / STEP).astype(int)
    kept = [n for n in range(12) if steps[n] <= 15 and n != MARK]
    return bytes([len(kept)] + [n | int(steps[n]) << 4 for n in kept])


def write(model, path):
    out = bytearray(b"NGWORDS1")
    out += struct.pack("<12f", *model["prior"]) + struct.pack("<144f", *model["steps"].ravel())
    out += struct.pack("<I", len(model["words"]))
    before = b""
    for form, (rarity, by_case) in model["words"].items():
        form = form.encode()
        shared = 0
        while shared < min(len(form), len(before), 255) and form[shared] == before[shared]:
            shared += 1
        info = rarity << 4 | sum(1 << case for case in by_case)
        out += bytes([shared, len(form) - shared]) + form[shared:] + bytes([info])
        for case in sorted(by_case):
            out += packed(by_case[case])
        before = form
    out += struct.pack("<I", len(model["endings"]))
    for (ending, form_shape), profile in sorted(model["endings"].items()):
        ending = ending.encode()
        out += bytes([len(ending)]) + ending + bytes([form_shape]) + packed(profile)
    checksum = 0xCBF29CE484222325
    for byte in out:
        checksum = (checksum ^ byte) * 0x0100000001B3 & 0xFFFFFFFFFFFFFFFF
    with open(path, "wb") as file:
        file.write(out + struct.pack("<Q", checksum))
    return len(out) + 8


class Tagger:
    """The tagger of src/text/part_of_speech, to measure a model before it is written."""

    def __init__(self, model):
        self.model, self.known = model, {}

    def emission(self, form, case):
        if (form, case) not in self.known:
            _, by_case = self.model["words"].get(form, (15, {}))
            order = (INITIAL, SMALL, CAPITAL) if case == INITIAL else (case,)
            profile = next((by_case[c] for c in order if c in by_case), None)
            if profile is None:
                profile = by_ending(form, case, self.model["endings"], np.exp(self.model["prior"]))
            row = np.full(12, FLOOR)
            for byte in packed(profile)[1:]:
                row[byte & 15] = (byte >> 4) * STEP
            self.known[form, case] = row - self.model["prior"]
        return self.known[form, case]

    def tag(self, rows):
        steps, best, back = self.model["steps"], None, []
        for form, case, gap, _ in rows:
            if gap == PLAIN and best is not None:
                ways = best[:, None] + steps
            else:
                ends = np.zeros(12) if best is None else best + steps[:, states(gap)]
                ways = ends[:, None] + steps[states(gap)][None, :]
            back.append(ways.argmax(0))
            best = ways.max(0) + self.emission(form, case)
            best -= best.max()
        if best is None:
            return []
        tags = [int((best + steps[:, MARK]).argmax())]
        for row in back[:0:-1]:
            tags.append(int(row[tags[-1]]))
        return tags[::-1]


def main():
    taught, path = sys.argv[1:]
    texts = read(taught)
    print(f"{len(texts)} texts, {sum(map(len, texts))} words")
    tagger = Tagger(fit([rows for n, rows in enumerate(texts) if n % 10]))
    right = total = nominal = 0
    for rows in texts[::10]:
        for tag, (*_, gold) in zip(tagger.tag(rows), rows):
            total += 1
            right += tag == gold
            nominal += (tag in (0, 1)) == (gold in (0, 1)) and (tag == 2) == (gold == 2)
    print(f"agreement on {total} words held out: {100 * right / total:.2f}%, "
          f"as noun, adjective or neither {100 * nominal / total:.2f}%")
    print(f"{write(fit(texts), path)} bytes")


if __name__ == "__main__":
    main()
