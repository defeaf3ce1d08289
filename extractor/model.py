"""The data that flows through the program: frozen, with half-open character offsets.

``Source.text`` is the only coordinate system. Cleaning (hyphens undone, white space folded) lives in a
:class:`Block`, whose ``pieces`` say where each run of its clean text stands in the source.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Span(NamedTuple):
    """A half-open slice ``[start, stop)`` of ``Source.text``, in Unicode code points."""

    start: int
    stop: int


class Word(NamedTuple):
    """A word on a page: offsets into the text, page (1-based), box in points, confidence 0-100."""

    start: int
    stop: int
    page: int
    box: tuple[float, float, float, float]
    confidence: float | None


class Page(NamedTuple):
    """The slice of the text that stands on one page (1-based)."""

    number: int
    start: int
    stop: int


class Ocr(NamedTuple):
    """How the words of a scan were read: engine with its version, languages, mean confidence of the words (0-100)."""

    engine: str
    languages: tuple[str, ...]
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was read: its text is never rewritten after this point."""

    path: str
    text: str
    sha256: str = ""
    media_type: str = "text/plain"
    encoding: str | None = None
    pages: tuple[Page, ...] = ()
    words: tuple[Word, ...] = ()
    warnings: tuple[Warning_, ...] = ()
    ocr: Ocr | None = None


@dataclass(frozen=True, slots=True)
class Warning_:
    """A doubt that a reader should look at: a stable code, a sentence, a JSON Pointer (or '')."""

    code: str
    message: str
    pointer: str = ""


class Piece(NamedTuple):
    """A run of a block's clean text (from ``at``) that is ``Source.text[start:stop]`` to the letter."""

    at: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, heading or table row with clean text and its place in the source.

    ``text`` is quoted text: line breaks and hyphenation undone, white space single. ``norm`` is ``text``
    folded to modern lower-case spelling, letter for letter, so offsets into one are offsets into the other.
    """

    kind: str
    text: str
    norm: str
    pieces: tuple[Piece, ...]
    indent: int = 0
    number: str | None = None
    style: str = ""
    body: int = 0
    cells: tuple[tuple[int, int], ...] = ()
    gap: int = 0

    def spans(self, start: int = 0, stop: int | None = None) -> tuple[Span, ...]:
        """Return where ``text[start:stop]`` stands in the source: one span, or more if parted."""
        stop = len(self.text) if stop is None else stop
        if self.pieces:  # most slices lie within one piece
            at, begin, end = self.pieces[max(0, bisect_right(self.pieces, (start, 1 << 60, 1 << 60)) - 1)]
            if at <= start < stop <= at + end - begin:
                return (Span(begin + start - at, begin + stop - at),)
        return tuple(_merge(self._cut(start, stop)))

    def _cut(self, start: int, stop: int) -> Iterator[Span]:
        first = max(0, bisect_right(self.pieces, (start, 1 << 60, 1 << 60)) - 1)
        for at, begin, end in self.pieces[first:]:
            if at >= stop:
                break
            left, right = max(start, at), min(stop, at + end - begin)
            if left < right:
                yield Span(begin + left - at, begin + right - at)

    @property
    def start(self) -> int:
        """Offset of the first character in the source."""
        return self.pieces[0].start if self.pieces else 0

    @property
    def stop(self) -> int:
        """Offset behind the last character in the source."""
        return self.pieces[-1].stop if self.pieces else 0


def _merge(spans: Iterator[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in spans:
        if last is not None and 0 <= span.start - last.stop <= 1:
            last = Span(last.start, span.stop)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


class Finding(NamedTuple):
    """A value read in the document: what, where, by which rule; ``rank`` settles rivals (higher wins)."""

    value: Any
    spans: tuple[Span, ...]
    rule: str
    rank: int = 0
    field: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One protocol of a file: its number in the file (1-based) and its blocks."""

    number: int
    blocks: tuple[Block, ...]
    source: Source
    notes: tuple[Warning_, ...] = field(default=())
