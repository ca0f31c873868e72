#!/usr/bin/env python3
"""Accuracy of lingua (pip install lingua-language-detector==2.1.1) on lines {"lang", "text"}.

    training/language_peers.py SENTENCES.jsonl.gz

examples/detect_languages does the same for this engine and for the peers that are Rust crates.
"""
import gzip
import json
import sys
import time

from lingua import LanguageDetectorBuilder

MOST_SPOKEN = set("ar bn de en es fa fr gu hi id it ja ko mr pa pt ru sw ta te th tr ur vi zh".split())


def main():
    rows = [json.loads(line) for line in gzip.open(sys.argv[1], "rt")]
    for name, builder in (
        ("lingua", LanguageDetectorBuilder.from_all_languages()),
        ("lingua, low accuracy", LanguageDetectorBuilder.from_all_languages().with_low_accuracy_mode()),
    ):
        detector = builder.with_preloaded_language_models().build()
        begin = time.process_time()
        found = [detector.detect_language_of(row["text"]) for row in rows]
        micros = (time.process_time() - begin) / len(rows) * 1e6
        right = [f is not None and f.iso_code_639_1.name.lower() == r["lang"] for f, r in zip(found, rows)]
        most = [ok for ok, row in zip(right, rows) if row["lang"] in MOST_SPOKEN]
        prefixes = [" ".join(r["text"] for r in rows[at:at + 10])[:500] for at in range(0, len(rows), 100)]
        begin = time.process_time()
        for prefix in prefixes:
            detector.detect_language_of(prefix)
        prefix_micros = (time.process_time() - begin) / len(prefixes) * 1e6
        print(f"{name}: all {100 * sum(right) / len(right):.2f} %, most spoken {100 * sum(most) / len(most):.2f} %, "
              f"{micros:.0f} µs a line, {prefix_micros:.0f} µs for 500 characters")


main()
