"""Russian morphology: the one importer of pymorphy2, loaded on first use, every answer cached.

Words come in the normal form of :mod:`extractor.language.fold` (lower case, modern letters); what
goes out is folded the same way (ё → е), so that it can be compared with the normal form.
"""

from __future__ import annotations

import warnings
from functools import lru_cache
from importlib import import_module
from typing import Any, NamedTuple

_CASES = {"gen1": "gent", "gen2": "gent", "acc2": "accs", "loc1": "loct", "loc2": "loct"}


class Parse(NamedTuple):
    """One reading of a word: lemma, part of speech, case, number, gender, all grammemes, score, in the dictionary."""

    lemma: str
    pos: str | None
    case: str | None
    number: str | None
    gender: str | None
    tags: frozenset[str]
    score: float
    known: bool


@lru_cache(maxsize=1)
def _analyzer() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import_module("yargy.morph")  # patches inspect.getargspec, which pymorphy2 needs on 3.11 and later
        return import_module("pymorphy2").MorphAnalyzer()


def _raw(word: str) -> tuple[Any, ...]:
    """Ask pymorphy2; not cached: what is read out of its answers is, and they are four times as large."""
    try:
        return tuple(_analyzer().parse(word)) if word else ()
    except ValueError:  # a letter without a name in Unicode (Tangut, say): pymorphy2 asks for it to tell Latin words
        return ()


@lru_cache(maxsize=4096)
def _features(tag: Any) -> tuple[str | None, str | None, str | None, str | None, frozenset[str]]:
    """Return part of speech, case, number, gender and all grammemes of a tag: words share a few hundred tags."""
    case = _CASES.get(str(tag.case), str(tag.case)) if tag.case else None
    return (
        str(tag.POS) if tag.POS else None,
        case,
        str(tag.number) if tag.number else None,
        str(tag.gender) if tag.gender else None,
        frozenset(map(str, tag.grammemes)),
    )


@lru_cache(maxsize=65536)
def parses(word: str) -> tuple[Parse, ...]:
    """Return all readings of a word, the likeliest first.

    >>> [(p.lemma, p.case) for p in parses("протоколом")]
    [('протокол', 'ablt')]
    >>> parses("протоколом")[0].known
    True
    """
    known = is_known(word)
    return tuple(Parse(_fold(parse.normal_form), *_features(parse.tag), float(parse.score), known) for parse in _raw(word))


@lru_cache(maxsize=65536)
def is_known(word: str) -> bool:
    """Tell whether a word stands in the dictionary.

    >>> is_known("заседание"), is_known("гелашвили")
    (True, False)
    """
    return bool(word) and bool(_analyzer().word_is_known(word))


@lru_cache(maxsize=4096)
def lexeme_forms(lemma: str) -> frozenset[str]:
    """Return all forms of a word, the word itself among them.

    >>> sorted(lexeme_forms("завком"))[:4]
    ['завком', 'завкома', 'завкомам', 'завкомами']
    """
    readings = _raw(lemma)
    chosen = [p for p in readings if _fold(p.normal_form) == _fold(lemma)] or list(readings[:1])
    return frozenset(_fold(form.word) for parse in chosen for form in parse.lexeme) | {_fold(lemma)}


def lemma(word: str) -> str:
    """Return the dictionary form of the likeliest reading.

    >>> lemma("слушали")
    'слушать'
    """
    readings = parses(word)
    return readings[0].lemma if readings else word


def cases(word: str) -> frozenset[str]:
    """Return the cases of all readings (pymorphy's names: nomn, gent, datv, accs, ablt, loct).

    >>> sorted(cases("управляющему"))
    ['datv']
    """
    return frozenset(p.case for p in parses(word) if p.case)


def has_tag(word: str, *grammemes: str) -> bool:
    """Tell whether some dictionary reading of a word carries all these grammemes.

    >>> has_tag("анфису", "Name", "femn"), has_tag("протокол", "Name")
    (True, False)
    """
    wanted = frozenset(grammemes)
    return is_known(word) and any(wanted <= p.tags for p in parses(word))


def is_infinitive(word: str) -> bool:
    """Tell whether a word may be an infinitive.

    >>> is_infinitive("закончить"), is_infinitive("окончание")
    (True, False)
    """
    return word.endswith(("ть", "ти", "чь", "ться", "тись", "чься")) and any(p.pos == "INFN" for p in parses(word))


@lru_cache(maxsize=16384)
def nominatives(word: str, *grammemes: str) -> tuple[tuple[str, Parse], ...]:
    """Return the nominative singular of each reading that carries all these grammemes, with the reading.

    >>> [(form, p.case) for form, p in nominatives("дарью", "Name")]
    [('дарья', 'accs')]
    """
    wanted = frozenset(grammemes)
    found = []
    for raw, parse in zip(_raw(word), parses(word), strict=True):
        if wanted <= parse.tags and parse.number != "plur":
            form = raw.inflect({"nomn", "sing"})
            if form is not None:
                found.append((_fold(form.word), parse))
    return tuple(found)


def _fold(word: str) -> str:
    return word.replace("ё", "е")


@lru_cache(maxsize=16384)
def is_plural_nominative(word: str) -> bool:
    """Tell whether a word is likeliest a plural noun in the nominative («воспитатели»).

    >>> is_plural_nominative("воспитатели"), is_plural_nominative("воспитателя")
    (True, False)
    """
    readings = [p for p in parses(word) if p.pos == "NOUN"]
    return any(p.number == "plur" and p.case == "nomn" and "anim" in p.tags for p in readings)
