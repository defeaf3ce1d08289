"""A person named in a text, and the same person in the nominative."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name in a text: offsets without title words, parts as written, how it was recognised.

    ``surname`` is empty where the text gives a given name and a patronymic alone.
    """

    start: int
    stop: int
    surname: str
    given: str | None
    patronymic: str | None
    title: str | None
    order: str
    rule: str


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in the nominative, as a record holds it: surname first, initials parted by a space."""

    name: str
    surname: str
    given: str | None
    patronymic: str | None


class Named(Protocol):
    """Whatever has the three parts of a name."""

    @property
    def surname(self) -> str:
        """The surname as written."""
        ...

    @property
    def given(self) -> str | None:
        """The given name as written."""
        ...

    @property
    def patronymic(self) -> str | None:
        """The patronymic as written."""
        ...


def same_person(a: Named, b: Named) -> bool:
    """Tell whether two names may be one person's: same surname but for case, initials that agree.

    >>> same_person(PersonName("Джиоев А. Т.", "Джиоев", "А.", "Т."),
    ...             PersonName("Джиоев Аслан Таймуразович", "ДЖИОЕВ", "Аслан", "Таймуразович"))
    True
    """
    return _key(a.surname) == _key(b.surname) and initials_agree(a, b)


def initials_agree(a: Named, b: Named) -> bool:
    """Tell whether given names and patronymics do not speak against each other (none agrees with any)."""
    return _agree(a.given, b.given) and _agree(a.patronymic, b.patronymic)


def _agree(a: str | None, b: str | None) -> bool:
    if not a or not b:
        return True
    left, right = _key(a), _key(b)
    if left.endswith(".") or right.endswith("."):
        short = min(len(left.rstrip(".")), len(right.rstrip(".")))
        return left[:short] == right[:short]
    return left == right or left[:3] == right[:3]


@lru_cache(maxsize=8192)
def _key(word: str) -> str:
    return word.lower().replace("ё", "е").replace("ѳ", "ф").replace("і", "и").replace("ѣ", "е").rstrip("ъ")
