"""A text → what is set on pages: lines kept as they are, paragraphs to be wrapped, ruled tables, line art, page ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractor.language.fold import is_old_spelling

#: Lines up to here fit on a typewriter's page, up to there on a printed one; what is longer is a paragraph a line.
_TYPED, _PRINTED = 96, 115
_RULE = re.compile(r"\s*[-–—=+|_─═│┼ ]*(?:[-–—=─═]{3,})[-–—=+|_─═│┼ ]*$")

#: What stands before the tab of a list that is no table.
_MARKER = re.compile(r"[\d.]{1,6}[.)]?|[•·–—*-]|[а-я]\)")

#: What a heading begins with: it is centred where lines are wrapped.
_HEADING = re.compile(r"П ?Р ?О ?Т ?О ?К ?О ?Л|ВЫПИСКА|ЖУРНАЛ|Протокол")


class Line(NamedTuple):
    """A line that keeps its columns; an empty one is a gap."""

    text: str


class Paragraph(NamedTuple):
    """A line of the text that is wrapped to the width of the page; ``centred`` is a heading."""

    text: str
    centred: bool = False


class Table(NamedTuple):
    """Rows of cells with rules around them."""

    rows: tuple[tuple[str, ...], ...]


class Art(NamedTuple):
    """Lines whose columns are parted by bars, drawn with a ruler as on a typescript."""

    lines: tuple[str, ...]
    bars: tuple[int, ...]


class PageEnd(NamedTuple):
    """A form feed."""


Element = Line | Paragraph | Table | Art | PageEnd


class Contents(NamedTuple):
    """How a text is laid out: the style of its font ("typewriter", "serif", "old"), whether lines are kept, its elements."""

    style: str
    kept: bool
    elements: tuple[Element, ...]


def is_rule(line: str) -> bool:
    """Tell a line that only draws a rule.

    >>> is_rule("------|------"), is_rule("|---|:--:|"), is_rule("--- 5 ---")
    (True, False, False)
    """
    return _RULE.fullmatch(line) is not None


def lay_out(text: str) -> Contents:
    """Look at a text and say how it is set.

    >>> lay_out("Протокол № 3\\nСЛУШАЛИ:     ПОСТАНОВИЛИ:").style
    'typewriter'
    >>> lay_out("Слушали доклад. " * 20).elements[0].text[:15]
    'Слушали доклад.'
    """
    lines = [line.rstrip(" \t\r") for line in text.replace("\f", "\n\f\n").split("\n")]
    longest = max((len(line) for line in lines if "\t" not in line and not _is_piped(line)), default=0)
    kept = longest <= _PRINTED
    style = "old" if is_old_spelling(text) else "typewriter" if longest <= _TYPED else "serif"
    return Contents(style, kept, tuple(_elements(lines, kept)))


def _is_piped(line: str) -> bool:
    return line.count("|") > 1 and max(map(len, line.split("|"))) > 60


def _elements(lines: list[str], kept: bool) -> Iterator[Element]:
    heading = False
    at = 0
    while at < len(lines):
        if lines[at] == "\f":
            yield PageEnd()
            at += 1
            continue
        stop, element = _ruled(lines, at)
        if element is not None:
            yield element
            at = stop
            continue
        line = lines[at].expandtabs(8)
        at += 1
        heading = not kept and bool(_HEADING.match(line) or heading and line[:1].islower()) and len(line) < 60
        if kept or not line or not heading and re.search(r"\S {3,}\S", line) and len(line) < 90:
            yield Line(line)
        else:
            yield Paragraph(line, heading)


def _ruled(lines: list[str], at: int) -> tuple[int, Table | Art | None]:
    """The table or line art that begins at a line, and where it ends."""
    stop = at
    while stop < len(lines) and "|" in lines[stop] or stop < len(lines) - 1 and is_rule(lines[stop]) and _beside_bars(lines, stop):
        stop += 1
    rows = [line for line in lines[at:stop] if "|" in line]
    if len(rows) > 1:
        bars = _common_bars(rows)
        if bars:
            return stop, Art(tuple(lines[at:stop]), bars)
        cells = [_cells(_unframed(row).split("|")) for row in rows if re.search(r"[^\s|:+-]", row)]
        return stop, Table(tuple(cells))
    stop = at
    while stop < len(lines) and "\t" in lines[stop].strip("\t"):
        stop += 1
    if stop - at > 1 and not all(_MARKER.fullmatch(line.split("\t")[0].strip()) and line.count("\t") == 1 for line in lines[at:stop]):
        width = max(line.count("\t") for line in lines[at:stop]) + 1
        return stop, Table(tuple(_cells((line + "\t" * (width - 1 - line.count("\t"))).split("\t")) for line in lines[at:stop]))
    return at, None


def _unframed(row: str) -> str:
    """A row without the bars at its ends, where it has both."""
    row = row.strip()
    return row[1:-1] if row.startswith("|") and row.endswith("|") else row


def _beside_bars(lines: list[str], at: int) -> bool:
    return "|" in lines[at] or "|" in lines[at + 1] or at > 0 and "|" in lines[at - 1]


def _common_bars(rows: list[str]) -> tuple[int, ...]:
    """The columns of bars, where all rows have them and no row is longer than a page is wide."""
    if max(map(len, rows)) > _PRINTED:
        return ()
    places = [tuple(i for i, char in enumerate(row) if char == "|") for row in rows if not is_rule(row)]
    if not places:
        return ()
    common = set(places[0]).intersection(*places[1:])
    longest = max(places, key=len)
    return longest if common == set(longest) else ()


def _cells(cells: list[str]) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in cells)
