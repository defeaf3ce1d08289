"""Pages of words with boxes → the text of a source, set as a typewriter would set it.

Indents and the gaps between columns become blanks, a wide space between lines an empty line, the cells of a ruled table
are parted by tabs, and a page ends with a form feed: what ``layout`` reads in a typescript.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from extractor.language.hyphens import is_one_word, keep_hyphen
from extractor.model import Page, Word
from extractor.reading.sheets import Box, Row, Sheet, Spot, turn
from extractor.reading.twocolumns import RULE, is_header

#: No gap is set wider than this, in letters: a page's letters may be measured too small.
_WIDEST = 160
#: The number of an item, or its dash, alone in a word.
_MARKER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)/]?|[а-я][.)/]|[IVX]{1,4}[.)]|§|[-–—•])")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


class Composed(NamedTuple):
    """A text with its pages and words."""

    text: str
    pages: tuple[Page, ...]
    words: tuple[Word, ...]


def compose(sheets: Iterable[Sheet]) -> Composed:
    r"""Set pages as one text; words keep page, box (points) and confidence.

    >>> from extractor.reading.sheets import Spot
    >>> rows = [((Spot("Решили:", (0, 0, 42, 10)),),), ((Spot("1.", (12, 12, 24, 22)), Spot("Принять", (30, 12, 72, 22))),)]
    >>> compose([Sheet(1, 595, 842, tuple(rows))]).text
    'Решили:\n  1. Принять\n'
    """
    writer = _Writer()
    pages = []
    for sheet in sheets:
        start = writer.length
        if start:
            writer.put("\f")
        _set_page(writer, sheet)
        pages.append(Page(sheet.number, start, writer.length))
    return Composed("".join(writer.out), tuple(pages), tuple(writer.words))


class _Writer:
    """Collects text and the words in it."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.words: list[Word] = []
        self.length = 0
        self.column = 0
        self.place: Callable[[Box], Box] = lambda box: box  # from the upright page to the page as it lies

    def put(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)
        self.column = 0 if text.endswith(("\n", "\f")) else self.column + len(text)

    def put_word(self, spot: Spot, page: int) -> None:
        self.words.append(Word(self.length, self.length + len(spot.text), page, self.place(spot.box), spot.confidence))
        self.put(spot.text)

    def drop_hyphen(self) -> None:
        """Make the hyphen at the end of the last word a soft one: inside a cell no line end shows that it breaks a word."""
        self.out[-1] = self.out[-1][:-1] + "\u00ad"


def _set_page(writer: _Writer, sheet: Sheet) -> None:
    rows = [_upright(row, sheet) for row in sheet.rows if any(cell for cell in row)]
    if not rows:
        return
    wide, high = (sheet.height, sheet.width) if sheet.quarters % 2 else (sheet.width, sheet.height)
    writer.place = lambda box: turn(box, wide, high, -sheet.quarters) if sheet.quarters else box
    unit = _letter_width(rows)
    left = min(spot.box[0] for row in rows for cell in row for spot in cell)
    pitch = _line_pitch(rows)
    gaps = sorted(gap for row in rows for cell in row for gap in _gaps(cell))
    usual = gaps[len(gaps) // 2] if gaps else unit
    below, columns = None, 0
    for row in rows:
        if columns != len(row) and columns:
            columns = 0
            writer.put("\n")  # what stands below is no part of the columns
        if len(row) > 1 and (columns or is_header([" ".join(spot.text for spot in cell) for cell in row])):
            _set_columns(writer, row, sheet.number, (unit, usual, left), first=not columns)
            columns, below = len(row), _extent(row)[1]
            continue
        first = next(cell for cell in row if cell)
        top, bottom = _extent(row)
        if below is not None and top - below > 0.75 * pitch:
            writer.put("\n")
        below = bottom
        writer.put(" " * max(0, min(round((first[0].box[0] - left) / unit), _WIDEST)) if len(row) == 1 else "")
        for index, cell in enumerate(row):
            if index:
                writer.put("\t")
            _set_cell(writer, cell, sheet.number, (unit, usual, left), len(row) > 1)
        writer.put("\n")


def _set_columns(writer: _Writer, row: Row, page: int, measures: tuple[float, float, float], *, first: bool) -> None:
    """Set a row of «Слушали | Постановили» line beside line, its cells between bars."""
    if row[0] and not first:  # an empty first cell goes on with the row above
        writer.put(RULE + "\n")
    cells = [list(_lines_of(cell)) for cell in row]
    for at in range(max(map(len, cells))):
        writer.put("| ")
        for index, lines in enumerate(cells):
            if index:
                writer.put(" | ")
            _set_cell(writer, lines[at] if at < len(lines) else (), page, measures, True)
        writer.put(" |\n")


def _lines_of(cell: Sequence[Spot]) -> Iterator[tuple[Spot, ...]]:
    """The lines of a cell: one ends where the next word stands further to the left."""
    line: list[Spot] = []
    for spot in cell:
        if line and spot.box[0] < line[-1].box[0]:
            yield tuple(line)
            line = []
        line.append(spot)
    if line:
        yield tuple(line)


def _upright(row: Row, sheet: Sheet) -> Row:
    if not sheet.quarters:
        return row
    return tuple(tuple(s._replace(box=turn(s.box, sheet.width, sheet.height, sheet.quarters)) for s in cell) for cell in row)


def _set_cell(writer: _Writer, cell: Sequence[Spot], page: int, measures: tuple[float, float, float], ruled: bool) -> None:
    unit, usual, left = measures
    if len(cell) > 5:
        usual = max(usual, sorted(_gaps(cell))[(len(cell) - 1) // 4])  # a row of a table has several wide ones
    edge = max(spot.box[2] for spot in cell) if cell else 0.0
    marked = not ruled and _is_marked(cell, unit, usual)
    last: Spot | None = None
    for number, spot in enumerate(cell):
        if last is not None:
            gap = 0.0 if marked and number == 1 else spot.box[0] - last.box[2]
            if ruled or spot.box[0] < last.box[0]:  # the next line of a cell
                writer.put(_between_lines(writer, last, spot, edge - last.box[2] < 1.5 * unit))
            elif gap > max(2.2 * unit, 2.5 * usual):
                writer.put(" " * min(max(3, round((spot.box[0] - left) / unit) - writer.column), _WIDEST))
            elif gap > 0.5 * unit or not last.text.endswith("_"):  # «____/А. Б. Рогов/» was typed as one
                writer.put(" ")
        writer.put_word(spot, page)
        last = spot


def _is_marked(cell: Sequence[Spot], unit: float, usual: float) -> bool:
    """Is the one wide gap of a line that behind the number of an item? It parts no cells."""
    if len(cell) < 2 or not _MARKER.fullmatch(cell[0].text):
        return False
    wide = [index for index, gap in enumerate(_gaps(cell)) if gap > max(2.2 * unit, 2.5 * usual)]
    return wide == [0] and cell[1].box[0] - cell[0].box[2] < 12 * unit


def _between_lines(writer: _Writer, last: Spot, spot: Spot, full: bool) -> str:
    """What stands between two words of a cell of which the second begins a line: nothing where a word was broken."""
    head, tail = _LAST_WORD.search(last.text), _FIRST_WORD.match(spot.text)
    if spot.box[0] >= last.box[2] or not tail:
        return " "
    if last.text.endswith("-") and (broken := _LAST_WORD.search(last.text[:-1])):
        if not keep_hyphen(broken.group(), tail.group()):
            writer.drop_hyphen()
        return ""
    return "" if head and full and is_one_word(head.group(), tail.group()) else " "


def _gaps(cell: Sequence[Spot]) -> list[float]:
    """The spaces between the words of a line."""
    return [max(0.0, b.box[0] - a.box[2]) for a, b in zip(cell, cell[1:], strict=False)]


def _letter_width(rows: Sequence[Row]) -> float:
    """The usual width of a letter on a page, in points."""
    widths = [(s.box[2] - s.box[0]) / len(s.text) for row in rows for cell in row for s in cell if len(s.text) > 2 and s.box[2] > s.box[0]]
    return max(median(widths), 0.5) if widths else 5.0


def _extent(row: Row) -> tuple[float, float]:
    return min(s.box[1] for cell in row for s in cell), max(s.box[3] for cell in row for s in cell)


def _line_pitch(rows: Sequence[Row]) -> float:
    """The usual distance from one line's top to the next one's, in points; at least a line's height."""
    extents = [_extent(row) for row in rows if len(row) == 1]
    height = median([bottom - top for top, bottom in extents]) if extents else 12.0
    steps = sorted(b[0] - a[0] for a, b in zip(extents, extents[1:], strict=False) if 0.5 * height < b[0] - a[0] < 4 * height)
    return max(steps[len(steps) // 3], height) if steps else 1.3 * height
