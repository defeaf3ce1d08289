"""A text cut into runs of capitalised words and initials that stand side by side."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from extractor.language.ordinary import is_abbreviation, norm_of

_CAPITAL = "А-ЯЁІѢѲѴABCEHKMOPTXYI3"
_TOKEN = re.compile(rf"[{_CAPITAL}][^\W\d_]*(?:[-‑'’][^\W\d_]+)*\.?")
_LOOK_ALIKE = str.maketrans("ABCEHKMOPTXYaceopxykmuI", "АВСЕНКМОРТХУасеорхукмиІ")
CYRILLIC = re.compile(r"[А-яЁёІіѢѣѲѳѴѵ]")
_GIVEN_ABBREVIATION = frozenset(
    "ал алекс анд андр арк арх бор вас вик вл влад вяч ген георг григ дан дж дим дм евг ег еф ив иг ил ис конст "
    "макс мих ник пав петр сер серг степ тим тих фед фил эд юл юр як".split()
)
_PARTICLE = r"(?:фонъ?(?:[- ]деръ?)?|ванъ?(?:[- ]дер| ден)?|де|дер|ди|да|ла|ле|дель|дела|аф|бен|ибн|эль|аль)"
_PARTICLE_GAP = re.compile(rf"\s{{0,2}}({_PARTICLE}[ -])")


class Token(NamedTuple):
    """A piece of a run: an initial (I), a letter (L), a word (W) or a title (T), and its normal form."""

    kind: str
    start: int
    stop: int
    norm: str


@lru_cache(maxsize=32768)
def _kind(word: str) -> str:
    if word[0] == "3" and not (len(word) > 3 and CYRILLIC.match(word[1]) and word[1].islower()):
        return "X"
    if word[-1] == ".":
        body = word[:-1]
        if len(body) == 1 or len(body) == 3 and body[1] == "-" and body[2].isupper():
            return "X" if body in ("I", "X", "3") else "I"
        low = body.lower()
        if low in ("тов", "гр", "тт", "гражд"):
            return "T"
        if low in _GIVEN_ABBREVIATION and not body.isupper():
            return "I"
    elif len(word) == 1:
        return "L" if word not in "I3X" else "X"
    elif word.lower() in ("тов", "товарищ", "товарищи", "тт", "гр-н", "гр-ка", "г-н", "г-жа"):
        return "T"
    return "W"


@lru_cache(maxsize=256)  # a block is often read twice: as a list of people and as running text
def find_runs(text: str) -> list[list[Token]]:
    """Cut a text into runs of tokens that only white space (or nothing) parts."""
    runs: list[list[Token]] = []
    run: list[Token] = []
    last = -10
    dotted = False
    for found in _TOKEN.finditer(text):
        start, stop = found.span()
        if start and (text[start - 1].isalnum()):
            continue
        word = found.group()
        kind = _kind(word)
        if kind == "X":
            continue
        if kind == "W" and word[-1] == ".":
            dotted_now, stop, word = True, stop - 1, word[:-1]
        else:
            dotted_now = False
        joined = False
        if start - last <= 12:
            gap = text[last:start]
            if not gap or gap.isspace():
                joined = len(gap) <= 4 and gap.count("\n") < 2
            elif gap == "-" and kind == "I" and run and run[-1].kind == "I":
                run[-1] = Token("I", run[-1].start, stop, text[run[-1].start : stop])  # «Ж.-Б. Лоран»
                last = stop
                continue
            elif gap == "," and kind == "I" and run and run[-1].kind == "L":
                joined = True
            else:
                particle = _PARTICLE_GAP.fullmatch(gap)
                if particle and kind == "W":
                    joined, start = True, start - len(particle.group(1))
                    word = text[start:stop]
        if joined and dotted and run[-1].kind == "W" and not is_abbreviation(run[-1].norm):
            joined = False  # the full stop ended a sentence
        if not joined and run:
            runs.append(run)
            run = []
        run.append(Token(kind, start, stop, norm_word(word) if kind == "W" else word))
        last = stop + dotted_now
        dotted = dotted_now
    if run:
        runs.append(run)
    return runs


@lru_cache(maxsize=32768)
def norm_word(word: str) -> str:
    """Return the normal form of a token (a digit 3 at its start is a З)."""
    return norm_of("З" + word[1:] if word[0] == "3" else word)


@lru_cache(maxsize=32768)
def clean_word(word: str) -> str:
    """Return a word of a name as it should have been written: Cyrillic letters, no capitals but the first.

    >>> clean_word("МЕЛИК-ПАШАЕВ"), clean_word("Kузнецова")
    ('Мелик-Пашаев', 'Кузнецова')
    """
    if word[0] == "3":
        word = "З" + word[1:]
    if CYRILLIC.search(word):
        word = word.translate(_LOOK_ALIKE)
    parts = []
    for part in word.split("-"):
        parts.append(part[0] + part[1:].lower() if len(part) > 1 and part.isupper() else part)
    return "-".join(parts)


def clean_initial(word: str) -> str:
    """Return an initial with its full stop."""
    return word.rstrip(".").translate(_LOOK_ALIKE) + "."
