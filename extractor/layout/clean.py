"""Lines → clean text with its pieces: white space single, hyphens undone, letter-spacing closed, litter out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from extractor.language.hyphens import keep_hyphen
from extractor.model import Piece

#: What a converter or scanner leaves behind and nobody wrote.
_LITTER = re.compile(
    r"\[bookmark:[^\]\n]{0,40}\]|\*\*|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|[■□▪●]|\u00ad(?!$)|\u200b|\ufeff|^#{1,6}(?= )|^>+(?= )"
)
_LITTER_SIGN = re.compile(r"[\[*■□▪●\u00ad\u200b\ufeff#>]")
_SPACED = re.compile(r"(?<![\w.])[^\W\d_](?: [^\W\d_]){3,}(?![\w.])")
_SPACED_INNER = re.compile(r" [^\W\d_] [^\W\d_] ")
_RUN = re.compile(r"\S+(?: \S+)*")
_GAP = re.compile(r"[ \u00a0]{3,}|[ \u00a0]*\t[\t ]*|[ ]*\|[ ]*")
_BREAK = re.compile(r"(?<=[^\W\d_])[-¬\u00ad‐]$")
_HYPHENS = "-¬\u00ad‐"
_LAST = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
_FIRST = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4096)  # several questions are asked of the same line
def litter(text: str) -> tuple[tuple[int, int], ...]:
    """Return the slices of a line that are litter or the inner blanks of letter-spaced words."""
    found = [m.span() for m in _LITTER.finditer(text)] if _LITTER_SIGN.search(text) else []
    if _SPACED_INNER.search(text):
        for spaced in _SPACED.finditer(text):
            found += [(i, i + 1) for i in range(spaced.start() + 1, spaced.end(), 2)]
    return tuple(sorted(found))


@lru_cache(maxsize=4096)
def closed(text: str) -> str:
    """Return a line with its litter out and letter-spacing closed.

    >>> closed("Р Е Ш И Л И: **1.** Принять")
    'РЕШИЛИ: 1. Принять'
    """
    out, position = [], 0
    for start, stop in litter(text):
        out.append(text[position:start])
        position = max(position, stop)
    return "".join(out) + text[position:]


def _kept(text: str) -> Iterable[tuple[int, int]]:
    """Slices of a line that stay, parted where blanks are folded or litter is taken out."""
    position = 0
    for start, stop in [*litter(text), (len(text), len(text))]:
        if start > position:
            yield position, start
        position = max(position, stop)


def _spaced_blanks(text: str) -> frozenset[int]:
    """Where the inner blanks of letter-spaced words stand."""
    if not _SPACED_INNER.search(text):
        return frozenset()
    return frozenset(at for found in _SPACED.finditer(text) for at in range(found.start() + 1, found.end(), 2))


class Builder:
    """Collects lines of one block into clean text and pieces."""

    def __init__(self) -> None:
        self.chars: list[str] = []
        self.pieces: list[Piece] = []
        self.length = 0
        self.hyphen: bool = False

    def add(self, text: str, start: int, *, separator: str = " ") -> None:
        """Append ``text``, which stands at ``start`` of the source, after a separator (or joined to a broken word)."""
        joined = separator == " " and self._join_word(text) if self.chars else True  # a hyphen before a gap breaks no word
        if not joined:
            self._put(separator)
        if not litter(text) and _RUN.fullmatch(text):  # as most lines are
            self.pieces.append(Piece(self.length, start, start + len(text)))
            self._put(text)
            return
        last, spaced = 0, _spaced_blanks(text)
        for left, right in _kept(text):
            for run in _RUN.finditer(text, left, right):
                blank = run.start() > left or last < left and text[last:left].strip() != text[last:left] and not (left - last == 1 and last in spaced)
                if last and blank:
                    self._put(" ")
                self.pieces.append(Piece(self.length, start + run.start(), start + run.end()))
                self._put(text[run.start() : run.end()])
                last = run.end()

    def _put(self, text: str) -> None:
        self.chars.append(text)
        self.length += len(text)

    def _join_word(self, text: str) -> bool:
        """Undo a hyphen at the line end; True if the next word goes on without a blank."""
        if not self.pieces or self.chars[-1][-1:] not in _HYPHENS or not _BREAK.search(self.chars[-1]):
            return False
        head = _LAST.search(self.chars[-1][:-1])
        tail = _FIRST.match(text)
        if not head or not tail:
            return False
        if keep_hyphen(head.group(), tail.group(), self.chars[-1][-1]):
            return True
        last = self.pieces[-1]
        self.pieces[-1] = Piece(last.at, last.start, last.stop - 1)
        self.chars[-1] = self.chars[-1][:-1]
        self.length -= 1
        return True

    def text(self) -> str:
        """Return the clean text collected so far."""
        return "".join(self.chars)


def split_cells(text: str) -> list[tuple[int, int]]:
    """Return the slices of a line parted by tabs, bars or three blanks and more: the cells of a row.

    >>> [("Секретарь      И. Бушуев"[a:b]) for a, b in split_cells("Секретарь      И. Бушуев")]
    ['Секретарь', 'И. Бушуев']
    """
    if text and not ("   " in text or "\t" in text or "|" in text or "\u00a0" in text):
        return [(0, len(text))]
    cells, position = [], 0
    rows = text.count("\t") > 2 and len(_GAP.findall(text)) > 1
    for gap in _GAP.finditer(text):
        if gap.start() > position:
            cells.append((position, gap.start()))
        elif "|" in gap.group() and gap.start() > 0 or "\t" in gap.group() and gap.start() > 0:
            cells.append((position, position))
        position = gap.end()
        if rows and gap.group() == "\t\t":
            cells.append((gap.start() + 1, gap.start() + 1))
    if position < len(text):
        cells.append((position, len(text)))
    return cells
