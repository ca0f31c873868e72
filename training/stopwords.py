#!/usr/bin/env python3
"""Writes the stop word lists in src/text/stopwords/, one file a language.

    pip download --no-deps --no-binary :none: spacy==3.8.18 stopwordsiso==0.7.1   # then unzip both
    training/stopwords.py SPACY/spacy/lang ISO/stopwordsiso/stopwords-iso.json SENTENCES.jsonl.gz src/text/stopwords

SENTENCES.jsonl.gz has lines {"lang": "af", "text": "..."}. A list is taken from spaCy (MIT) where it
has one, else from stopwords-iso (MIT); one shorter than ENOUGH words, and the languages of neither,
get the words that stand in at least IN_SENTENCES of their sentences, as lower-case words most of the time.
A file whose first line says "written for Nutgraf" is left as it is.
"""
import collections
import gzip
import json
import pathlib
import re
import sys
import unicodedata

ENOUGH = 100
IN_SENTENCES = 8
FROM_ISO = {"ko", "th", "vi", "zh"}  # spaCy's are swollen with content words, or too thin
BORROWED = {"bs": "hr", "nn": "nb"}              # close kin whose list counts may not suffice for
WITHOUT = {"my", "km", "lo"}
SKIPPED = {"br", "ku", "tt", "ml", "grc", "xx", "kmr", "dsb", "hsb", "lij", "ht", "sa"}
RENAMED = {"no": "nb"}

SUPPLEMENT = {  # frequent function words of the development texts that the lists lack
    "ar": "تم قد كان كانت أن إن",
    "fr": "été étais étant était c'est d'un d'une qu'il qu'elle qu'on qu'ils qu'un qu'une s'est s'était n'est n'a n'ont n'était "
          "j'ai l'on d'être d'autres lorsqu'il puisqu'il jusqu'à aujourd'hui n'y c d j l m n s t qu non bien jamais faut très "
          "contre fois lors dernier dernière selon ainsi alors depuis encore entre sans sous vers chez peu peut quand dont",
    "it": "i l d c s un all dell nell sull dall quell po' gli né già più così perché però",
    "nb": "to tre hva hvor hvordan aldri hvis fordi derfor kanskje imidlertid heller likevel si hver eneste egen egne mest mindre "
          "nemlig nei ja jo bør dersom enda lenger ingenting finnes slike slik lar gjerne overfor min din enn ble blitt sa sier",
    "pt": "hoje há outro outra quase durante seja tinha ninguém amanhã disse ficou tenha estamos veio dois duas três",
    "tr": "bir arasında aynı iki üç yer olan olarak bulunan bulunur vardır olmuştur boyunca ardından yani göre karşı sonra önce "
          "üzerinde üzerine sırasında zamanda genellikle özellikle örneğin içinde altında olabilir olmayan edilen edilir eder "
          "yılında son te da de i",
    "vi": "hiện hai nay chúng đối khoảng gần từng vừa hơn chưa phía dù tuy nếu sẽ cùng theo",
}


def fold(word, lang):
    if lang in ("tr", "az"):
        word = word.replace("İ", "i").replace("I", "ı")
    word = word.lower().replace("’", "'").replace("\u0640", "")
    word = re.sub("[\u064b-\u0652\u0591-\u05bd\u05bf\u05c1\u05c2\u00ad\u200b]", "", word)
    if lang == "ru":
        word = word.replace("ё", "е")
    if lang in ("fa", "ur"):
        word = word.replace("ي", "ی").replace("ك", "ک")
    return unicodedata.normalize("NFC", word)


def is_word(word):
    inner = word.strip("'")
    if not inner or any(c in "_ \t\u3000" for c in word):
        return False
    kinds = [unicodedata.category(c)[0] for c in inner]
    return kinds[0] == "L" and all(k in "LM" or c in "'-\u200c\u200d·" for k, c in zip(kinds, inner))


def latin_in_other_script(word, lang):
    return lang in NON_LATIN and any("a" <= c <= "z" for c in word)


NON_LATIN = set("am ar be bg bn bo el fa gu he hi hy ja ka kk kn ko ky mk mn mr ne pa ru si sr ta te th ti uk ur zh".split())


def spacy_list(folder, lang):
    source = folder / lang / "stop_words.py"
    if not source.exists():
        return None
    scope = {}
    exec(re.sub(r"^from .*", "", source.read_text(), flags=re.M), scope)  # reads a data file of a pinned package
    return scope["STOP_WORDS"]


def counted(sentences):
    seen, capital = collections.Counter(), collections.Counter()
    for text in sentences:
        words = re.findall(r"(?:[^\W\d_]|[\u0900-\u0d7f])+(?:'[^\W\d_]+)?", text.replace("’", "'"))
        for word in set(words):
            seen[word.lower()] += 1
            capital[word.lower()] += word[:1].isupper()
    return {w for w, n in seen.items() if n >= IN_SENTENCES and capital[w] * 2 <= n}


def main():
    spacy, iso, sentences, out = (pathlib.Path(a) for a in sys.argv[1:5])
    iso = {RENAMED.get(k, k): v for k, v in json.loads(iso.read_text()).items()}
    texts = collections.defaultdict(list)
    for line in gzip.open(sentences, "rt"):
        row = json.loads(line)
        texts[row["lang"]].append(row["text"])
    langs = {p.parent.name for p in spacy.glob("*/stop_words.py")} | set(iso) | set(texts)
    for lang in sorted(langs - WITHOUT - SKIPPED):
        path = out / f"{lang}.txt"
        if path.exists() and "written for Nutgraf" in path.read_text().splitlines()[0]:
            continue
        origins, words = [], set()
        base = BORROWED.get(lang, lang)
        found = None if lang in FROM_ISO else spacy_list(spacy, base)
        if found:
            origins.append("spaCy 3.8.18 (MIT)" + (f", its list for {base}" if base != lang else ""))
        elif base in iso:
            found = iso[base]
            origins.append("stopwords-iso as of stopwordsiso 0.7.1 (MIT)")
        words |= {fold(w, lang) for w in found or []}
        if lang in SUPPLEMENT:
            words |= {fold(w, lang) for w in SUPPLEMENT[lang].split()}
            origins.append("a few words written for Nutgraf")
        words = {w for w in words if is_word(w) and not latin_in_other_script(w, lang)}
        if (len(words) < ENOUGH or base != lang) and texts[lang]:
            words |= {fold(w, lang) for w in counted(texts[lang]) if not latin_in_other_script(w, lang)}
            origins.append(f"words of {IN_SENTENCES} or more of {len(texts[lang])} development sentences (counted, no licence needed)")
        path.write_text(f"# Origin: {'; '.join(origins)}.\n" + "".join(w + "\n" for w in sorted(words)))
        print(lang, len(words), "; ".join(origins))


main()
