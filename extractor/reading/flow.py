"""Paragraphs and tables as office files hold them → lines of text, set as ``layout`` reads them.

A paragraph is a line, an empty one an empty line; a table is one line a row, its cells parted by tabs. Every reader of
office files hands over a flow of these two; this alone decides how they look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, TypeAlias

from extractor.errors import TooLarge
from extractor.reading.twocolumns import RULE, is_header

#: Signs of a text above which it is not read: some hundred volumes.
MOST_SIGNS = 100_000_000


class Paragraph(NamedTuple):
    r"""A paragraph: its words (soft line breaks as ``\n``), its automatic number as shown, its indent in columns."""

    text: str
    label: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; what a cell above covers is an empty cell, what the cell to the left covers is None."""

    rows: tuple[tuple[Flow | None, ...], ...]


Flow: TypeAlias = "Sequence[Paragraph | Table]"

#: What no reader sees: soft hyphens within words, joiners and marks of no width.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\x00-\x08\x0e-\x1f\x7f]")
_BLANKS = re.compile(r"[\s\u00a0]+")
_TYPED_MARK = re.compile(r"^([ \u00a0]*(?:(?:\d{1,3}|[IVX]{1,6})(?:\.\d{1,3}){0,4}[.)]|[^\W\d_]\)|[-–—•*]))[ ]?\t[\t ]*(?=\S)")
_WORDY = re.compile(r"[^\W\d_]{2}")
_TAB = "    "
_MOST_INDENT = 60
#: Nested tables deeper than this are read as if they were not nested.
_MOST_DEPTH = 12


def set_flow(flow: Flow, path: str = "") -> str:
    r"""Return the text of a flow; TooLarge where repeated or merged cells make it longer than any document is.

    >>> row = ((Paragraph("Рогов П. И."),), (Paragraph("мастер"), Paragraph("цеха 2")))
    >>> set_flow([Paragraph("Слушали:"), Paragraph("О печах.", "1.", 2), Table((row,))])
    'Слушали:\n  1. О печах.\nРогов П. И.\tмастер\nцеха 2\n'
    """
    lines, left = [], MOST_SIGNS
    for line in _lines(flow, 0):
        lines.append(line + "\n")
        left -= len(line) + 1
        if left < 0:
            raise TooLarge(path, detail=(f"в нём больше {MOST_SIGNS} знаков", f"it holds more than {MOST_SIGNS} characters"))
    return "".join(lines)


def leave_known(head: Flow, flow: Flow) -> Flow:
    """Return a header without the paragraphs that the text holds too."""
    known = {" ".join(part.text.split()).lower() for part in flow if isinstance(part, Paragraph)}
    return [part for part in head if isinstance(part, Table) or " ".join(part.text.split()).lower() not in known]


class HeaderBody(Protocol):
    """What reads the parts of a header and counts the fields in them that show the number of a page."""

    page_fields: int

    def flow(self, element: Any) -> Flow:
        """Return what an element holds."""


def read_header(body: HeaderBody, parts: Iterable[Any]) -> Iterator[Paragraph | Table]:
    """Yield what the parts of a header hold, without the paragraphs that number pages."""
    for part in parts:
        before = body.page_fields
        flow = [inner for inner in body.flow([part]) if isinstance(inner, Table) or inner.text.strip()]
        if body.page_fields == before or any(isinstance(inner, Table) for inner in flow):
            yield from flow


def number_notes(notes: Iterable[Flow]) -> Iterator[Paragraph | Table]:
    """Yield notes as they stand under a text: an empty line, then each with its number in brackets."""
    for number, note in enumerate(notes, 1):
        if number == 1:
            yield Paragraph("")
        for at, part in enumerate(note):
            yield part if isinstance(part, Table) or at or part.label else Paragraph(part.text.strip(), f"[{number}]")


def _lines(flow: Flow, depth: int) -> Iterator[str]:
    for part in flow:
        if isinstance(part, Paragraph):
            yield from _paragraph(part)
        elif depth < _MOST_DEPTH:
            yield from _table(part, depth)


def _paragraph(part: Paragraph) -> Iterator[str]:
    text = _UNSEEN.sub("", part.text)
    if not text.strip():  # a number with words in it is shown all the same: «Вопрос 1.»
        yield " " * min(part.indent, _MOST_INDENT) + part.label if _WORDY.search(part.label) else ""
        return
    if not part.label:
        text = _TYPED_MARK.sub(r"\1 ", text, count=1)
    lines = [line.replace("\t", _TAB).rstrip() for line in text.split("\n")]
    first = lines[0].lstrip() if part.label else lines[0]
    yield " " * max(0, min(part.indent, _MOST_INDENT)) + (f"{part.label} {first}" if part.label else first)
    yield from lines[1:]


def _words(part: Paragraph) -> str:
    """A paragraph on one line without gaps, as it must be within a row."""
    text = _BLANKS.sub(" ", _UNSEEN.sub("", part.text)).strip()
    return f"{part.label} {text}".strip() if text else ""


def _table(table: Table, depth: int) -> Iterator[str]:
    rows = list(_aligned(table))
    head = [" ".join(_words(part) for part in cell if isinstance(part, Paragraph)) for cell in rows[0]] if rows else []
    columns = is_header(head)
    for at, row in enumerate(rows):
        if columns and at and row and any(isinstance(part, Table) or part.text.strip() for part in row[0]):
            yield RULE  # an empty first cell goes on with the row above
        yield from _row(row, columns, depth)
    if columns:
        yield ""  # what stands below is no part of the columns


def _aligned(table: Table) -> Iterator[Sequence[Flow]]:
    """The rows of a table, the places that wide cells cover empty; left out where the row has as many cells as most rows."""
    counts = Counter(sum(cell is not None for cell in row) for row in table.rows)
    usual = counts.most_common(1)[0][0] if counts else 0
    wide = max((len(row) for row in table.rows), default=0)
    used = [any(column < len(row) and row[column] is not None for row in table.rows) for column in range(wide)]
    for row in table.rows:
        cells = [cell for cell in row if cell is not None]
        yield cells if len(cells) == usual else [cell or () for cell, kept in zip(row, used, strict=False) if kept]


def _row(row: Sequence[Flow], columns: bool, depth: int) -> Iterator[str]:
    full = [cell for cell in row if any(isinstance(part, Table) or part.text.strip() for part in cell)]
    if not full:
        return
    if len(full) == 1 and not columns or any(isinstance(part, Table) for cell in full for part in cell):
        for cell in full:  # a cell that is alone, or that holds a table, is read for itself
            yield from _lines(_trim(cell), depth + 1)
        return
    cells = [[words for part in cell if isinstance(part, Paragraph) for words in _split(part)] for cell in row]
    heights = {len(cell) for cell in cells if cell}
    if columns:
        for at in range(max(heights)):
            yield "| " + " | ".join(cell[at] if at < len(cell) else "" for cell in cells) + " |"
    elif len(heights) == 1 or len(full) > 2:
        if heights == {1} or len(full) > 2:
            cells = [[" ".join(cell)] for cell in cells]
        for at in range(max(len(cell) for cell in cells)):
            yield "\t".join(cell[at] if at < len(cell) else "" for cell in cells).rstrip("\t")
    elif min(heights) == 1 and len(next(cell for cell in cells if cell)) == 1:
        first, second = (cell for cell in cells if cell)
        yield f"{first[0]}\t{second[0]}"
        yield from second[1:]
    else:
        for lines in cells:
            yield from lines
            yield from [""] if lines else ()


def _split(part: Paragraph) -> Iterator[str]:
    """The lines of a paragraph within a cell."""
    for at, line in enumerate(part.text.split("\n")):
        words = _words(Paragraph(line, part.label if not at else ""))
        if words:
            yield words


def _trim(cell: Flow) -> Flow:
    """A cell without the empty paragraphs at its edges."""
    full = [at for at, part in enumerate(cell) if isinstance(part, Table) or part.text.strip()]
    return cell[full[0] : full[-1] + 1] if full else ()
