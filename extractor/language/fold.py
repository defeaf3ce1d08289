"""The normal form of Russian text, letter for letter: same length, so the same offsets.

Rules read the normal form; values are always quoted from the text itself.
"""

from __future__ import annotations

import re

_SIGNS = {
    "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\u2003": " ", "\u2002": " ",
    "\t": " ", "\n": " ", "\r": " ", "\u00ad": "-", "¬": "-",
    "«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"',
    "–": "-", "—": "-", "―": "-", "−": "-", "‐": "-", "‑": "-",
    "ё": "е", "ѣ": "е", "і": "и", "ѳ": "ф", "ѵ": "и", "ї": "и", "є": "е",
    "'": '"', "’": '"', "‘": '"', "`": '"',
}
#: Most lines hold nothing else than these, so nothing of them is a sign to change or a Latin letter.
_UNUSUAL = re.compile(r'[^а-я0-9 .,:;()"/№!?-]')
_LATIN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_LATIN = str.maketrans("acekmopxybhtu", "асекморхувнти")
_MIXED = re.compile(r"[a-z]*(?:[а-я][a-z]|[a-z][а-я])[a-zа-я]*")
_FINAL_HARD = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])ъ(?![а-я])")
_OLD_ENDING = re.compile(r"(?<=[а-я])(?:аго|яго|ыя|ия)(?![а-я])")
_OLD_FORMS = {"аго": "ого", "яго": "его", "ыя": "ые", "ия": "ие"}
_DIGIT_LIKE = re.compile(r"(?<![а-я0-9])[зо](?=[0-9])|(?<=[0-9])[зо](?![а-я])")
_BESIDE_DIGIT = re.compile(r"[0-9](?:[зо]|(?<=[зо].))")
_FINAL_HARD_SIGN = re.compile(r"[ъЪ](?<=[бвгджзклмнпрстфхцчшщБВГДЖЗКЛМНПРСТФХЦЧШЩ].)(?!\w)")


def is_old_spelling(text: str) -> bool:
    """Tell whether a text is in pre-reform spelling.

    >>> is_old_spelling("Засѣданіе открыто въ 7 часовъ")
    True
    >>> is_old_spelling("Заседание открыто в 7 часов")
    False
    """
    sample = text[:4000]
    count = sum(map(sample.count, "ѣѢіІѳѲѵѴ"))  # faster than a pattern
    if "ъ" in sample or "Ъ" in sample:
        count += len(_FINAL_HARD_SIGN.findall(sample))
    return count * 60 > len(sample)


def fold(text: str, old: bool | None = None) -> str:
    """Return the normal form of a text: lower case, modern letters, plain signs, the same length.

    ``old`` says that the document is in pre-reform spelling (guessed from the text if not given).

    >>> fold("Засѣданіе Земскаго Собранія", old=True)
    'заседание земского собрание'
    >>> fold("PЕШИЛИ: «за» — 5")
    'решили: "за" - 5'
    """
    if old is None:
        old = is_old_spelling(text)
    norm = text.lower()
    if len(norm) != len(text):
        norm = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    unusual = set(_UNUSUAL.findall(norm))
    if unusual:
        for sign in unusual & _SIGNS.keys():
            norm = norm.replace(sign, _SIGNS[sign])
        if unusual & _LATIN_LETTERS:
            norm = _MIXED.sub(lambda m: m.group().translate(_LATIN), norm)
    if _BESIDE_DIGIT.search(norm):
        norm = _DIGIT_LIKE.sub(lambda m: "3" if m.group() == "з" else "0", norm)
    if old:
        norm = _FINAL_HARD.sub(" ", norm)
        norm = _OLD_ENDING.sub(lambda m: _OLD_FORMS[m.group()], norm)
    elif "ъ" in norm:
        norm = _FINAL_HARD.sub(" ", norm)
    return norm
