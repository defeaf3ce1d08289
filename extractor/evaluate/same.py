"""When two values are the same: softly, as an archivist would say it, or strictly, to the letter.

Softly a text is right when all but a tenth of its words agree, a person when the surname is the same word and the
other names are alike, an initial standing for its name. Strictly nothing but white space is forgiven.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Literal

Kind = Literal["exact", "number", "text", "person", "votes"]
Json = Mapping[str, Any]
BALLOT = ("for", "against", "abstained", "unanimous")


def words(text: object) -> tuple[str, ...]:
    """The words and numbers of a text in small letters, without punctuation, ё as е; none for null.

    >>> words("Всё — «за 95 %»: № 7-а")
    ('все', 'за', '95', '%', '№', '7', 'а')
    """
    return () if text is None else _words(str(text))


@lru_cache(maxsize=1 << 16)
def _words(text: str) -> tuple[str, ...]:
    plain = text.lower().replace("ё", "е").replace("\u00ad", "")
    return tuple(re.findall(r"[\w%№]+", plain))


def likeness(gold: object, got: object) -> float:
    """The share of words that two texts have in common and in order, 0 to 1.

    >>> likeness("Принять план работы", "принять план")
    0.8
    """
    return _likeness(words(gold), words(got))


@lru_cache(maxsize=1 << 15)
def _likeness(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a and b else float(a == b)


def same_text(gold: object, got: object, ocr: bool = False) -> bool:
    """All but a tenth of the words agree (with ``ocr`` a quarter), or one word is put in or left out of a short text.

    >>> same_text("Утвердить план работы", "Утвердить план")
    True
    >>> same_text("Утвердить план работы", "Отклонить план работы")  # one word for another is two differences
    False
    """
    a, b = words(gold), words(got)
    total, longer = len(a) + len(b), max(len(a), len(b))

    def enough(like: float) -> bool:
        return like >= (0.75 if ocr else 0.9) or (longer > 2 and round((1 - like) * total) <= 1)

    if a and b and not enough(2.0 * (Counter(a) & Counter(b)).total() / total):
        return False  # not even in any order: most pairs end here, at a tenth of the cost
    return enough(_likeness(a, b))


def _one_letter(a: str, b: str) -> bool:
    """Two words of five letters or more that one letter put in, left out or changed makes the same."""
    if len(a) > len(b):
        a, b = b, a
    if len(a) < 5 or len(b) - len(a) > 1:
        return False
    at = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return a[at + (len(a) == len(b)) :] == b[at + 1 :]


def _same_name(gold: Any, got: Any, ocr: bool) -> bool:
    """A given name or patronymic: both absent, or alike; an initial stands for its name."""
    a, b = "".join(words(gold)), "".join(words(got))
    if len(a) == 1 or len(b) == 1:
        return a[:1] == b[:1]
    return a == b or (ocr and _one_letter(a, b))


def same_person(gold: Json, got: Json, ocr: bool = False) -> bool:
    """A person by surname and initials, a group by its description.

    >>> full = {"surname": "Быкова", "given": "Эльвира", "patronymic": "Яковлевна"}
    >>> same_person(full, {"surname": "Быкова", "given": "Э.", "patronymic": "Я."})
    True
    >>> same_person(full, {"surname": "Бычкова", "given": "Э.", "patronymic": "Я."})
    False
    """
    kind = gold.get("kind", "person")
    if not gold or not got or kind != got.get("kind", "person"):
        return False
    if kind == "group":
        return likeness(gold.get("description"), got.get("description")) >= 0.7
    a, b = ("".join(words(who.get("surname") or who.get("name"))) for who in (gold, got))
    known = bool(a) and (a == b or (ocr and _one_letter(a, b)))
    return known and all(_same_name(gold.get(key), got.get(key), ocr) for key in ("given", "patronymic"))


def _same_votes(gold: Json, got: Json, ocr: bool = False) -> bool:
    return all(gold.get(key) == got.get(key) for key in BALLOT)


def _same_number(gold: Any, got: Any, ocr: bool = False) -> bool:
    return words(str(gold)) == words(str(got))


def _same_exact(gold: Any, got: Any, ocr: bool = False) -> bool:
    return type(gold) is type(got) and str(gold).strip() == str(got).strip()


def fold(value: Any) -> str:
    """A text with its white space folded; nothing for null."""
    return "" if value is None else " ".join(str(value).split())


def _letters(gold: Any, got: Any) -> bool:
    """Equal to the letter: texts but for white space, persons and groups in all parts of their names."""
    if not isinstance(gold, Mapping) or not isinstance(got, Mapping):
        return fold(gold) == fold(got)
    names = [tuple(fold(who.get(key)) for key in ("given", "patronymic", "description")) for who in (gold, got)]
    return names[0] == names[1] and len({fold(who.get("surname") or who.get("name")) for who in (gold, got)}) == 1


_SOFT: dict[Kind, Callable[[Any, Any, bool], bool]] = {
    "exact": _same_exact, "number": _same_number, "text": same_text, "person": same_person, "votes": _same_votes,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measure:
    """When two values are the same. What is the same strictly is so softly too; ``ocr`` is for the soft one alone."""

    strict: bool = False
    ocr: bool = False

    def same(self, kind: Kind, gold: Any, got: Any) -> bool:
        """Compare two values of a kind; neither is empty."""
        return (not self.strict or _letters(gold, got)) and _SOFT[kind](gold, got, self.ocr)


SOFT = Measure()
STRICT = Measure(strict=True)
