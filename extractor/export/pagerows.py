"""The words of a page in the rows and cells that the text sets them in: the way back from ``reading.typesetting``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.model import Word
from extractor.reading.twocolumns import RULE


class Line(NamedTuple):
    """Words on one level; ``broken`` says that the last one goes on in the next line of its cell."""

    words: tuple[Word, ...]
    broken: bool = False


#: A line of the text, cell by cell: each cell is its own lines.
Row = tuple[tuple[Line, ...], ...]


def divide_rows(text: str, words: Sequence[Word]) -> Iterator[Row]:
    """Yield the lines of a text that hold words, divided at their tabs; lines between bars, one under the other, are one row."""
    barred: list[list[Word]] = []
    stop = 0
    for start, end, inside in _text_lines(text, words):
        bars = text[start] == "|" and inside[0].start > start
        if barred and not (bars and RULE not in text[stop:start]):
            yield _as_row(text, barred)
            barred = []
        cells = _divide(text, start, end, inside, "|" if bars else "\t")
        if not bars:
            yield _as_row(text, cells)
        elif barred and len(barred) == len(cells) - 2:
            barred = [[*above, *below] for above, below in zip(barred, cells[1:-1], strict=True)]
        else:
            barred = cells[1:-1]
        stop = end
    if barred:
        yield _as_row(text, barred)


def _text_lines(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int, list[Word]]]:
    """Start and stop of each line of the text that holds words, and these."""
    at = 0
    while at < len(words):
        start = max(text.rfind("\n", 0, words[at].start), text.rfind("\f", 0, words[at].start)) + 1
        end = text.find("\n", words[at].start)
        end = len(text) if end < 0 else end
        inside = []
        while at < len(words) and words[at].start < end:
            inside.append(words[at])
            at += 1
        yield start, end, inside


def _divide(text: str, start: int, end: int, words: Sequence[Word], sign: str) -> list[list[Word]]:
    """The words of a line in its cells, which such signs between the words part."""
    cells: list[list[Word]] = [[]]
    for word in words:
        cells += [[] for _ in range(text.count(sign, start, word.start))]
        cells[-1].append(word)
        start = word.stop
    return cells + [[] for _ in range(text.count(sign, start, end))]


def _as_row(text: str, cells: Sequence[Sequence[Word]]) -> Row:
    return tuple(tuple(_lines(text, cell, len(cells) > 1)) for cell in cells)


def _lines(text: str, words: Sequence[Word], ruled: bool) -> Iterator[Line]:
    """The words of a cell line by line; outside of tables there is one line, but where a hyphen was undone in it."""
    line: list[Word] = []
    for word in words:
        broken = bool(line) and line[-1].stop == word.start and text[word.start - 1] == "\u00ad"
        if broken or line and ruled and word.box[0] < line[-1].box[0]:
            yield Line(tuple(line), broken)
            line = []
        line.append(word)
    if line:
        yield Line(tuple(line))
