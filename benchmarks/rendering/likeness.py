"""How like what was read is to what was printed: characters wrong in reading order, words found."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

#: Rules that were typed, and stray strokes: no text.
_STROKES = re.compile(r"(?<!\S)[-–—_=.·|]{3,}(?!\S)|_+")


class Likeness(NamedTuple):
    """Counts of a text that was read: characters printed and wrong, words printed and found."""

    chars: int = 0
    wrong: int = 0
    words: int = 0
    found: int = 0

    def __add__(self, other: object) -> Likeness:
        """Add the counts of two texts."""
        assert isinstance(other, Likeness)
        return Likeness(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def cer(self) -> float:
        """Characters wrong in a hundred."""
        return 100 * self.wrong / max(1, self.chars)

    @property
    def share(self) -> float:
        """Words found in a hundred."""
        return 100 * self.found / max(1, self.words)


def plain(text: str) -> str:
    r"""Return a text on one line without rules, broken words as they were printed.

    >>> plain("Секретарь ______ А. Б. Рогов\n\tсель\u00adхозналог")
    'Секретарь А. Б. Рогов сель- хозналог'
    """
    return " ".join(_STROKES.sub(" ", text.replace("\u00ad", "- ")).split())


def compare(printed: str, got: str) -> Likeness:
    """Compare what was read with what was printed, both in reading order.

    >>> compare("СЛУШАЛИ: О мосте", "СЛУШАЛИ:  0 мосте")
    Likeness(chars=16, wrong=1, words=3, found=2)
    """
    from rapidfuzz.distance import Levenshtein

    printed, got = plain(printed), plain(got)
    there, seen = (Counter(re.findall(r"\w+", text)) for text in (printed, got))
    return Likeness(len(printed), Levenshtein.distance(printed, got), there.total(), (there & seen).total())
