"""Contents → leaves: where each word and each rule stands on its page, in pixels from the top left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from rendering.contents import Art, Contents, Element, Line, PageEnd, Paragraph, Table, is_rule
from rendering.fonts import load_face

Box = tuple[float, float, float, float]
#: A4 and its margins (left, top, right, bottom), in points.
WIDTH, HEIGHT = 595.0, 842.0
MARGINS = (68.0, 56.0, 43.0, 56.0)


class Mark(NamedTuple):
    """A word where it is printed: text, left end of its base line in pixels, size of the font in pixels, number of its line."""

    text: str
    x: float
    y: float
    size: float
    line: int


class Leaf(NamedTuple):
    """A page: words in reading order and rules (boxes filled with ink)."""

    marks: tuple[Mark, ...]
    rules: tuple[Box, ...]


def set_pages(contents: Contents, file: str, dpi: int) -> list[Leaf]:
    """Set contents in a font on pages A4; every word of the contents stands on one of them."""
    setter = _Setter(contents, file, dpi)
    for element in contents.elements:
        setter.put(element)
    return setter.leaves()


class _Setter:
    """Puts one element below the other and turns the page where there is no more room."""

    def __init__(self, contents: Contents, file: str, dpi: int) -> None:
        self.file, self.scale = file, dpi / 72
        left, top, right, bottom = MARGINS
        self.left, self.top, self.bottom = left * self.scale, top * self.scale, (HEIGHT - bottom) * self.scale
        self.room = (WIDTH - left - right) * self.scale
        self.typed = contents.style == "typewriter"
        self.size = self._fitting(contents) * self.scale
        self.pitch = self.size * (1.45 if self.typed else 1.22)
        self.unit = self._unit(contents)
        self.done: list[Leaf] = []
        self.marks: list[Mark] = []
        self.rules: list[Box] = []
        self.y = self.top
        self.lines = 0

    def _fitting(self, contents: Contents) -> float:
        """The size in points at which the longest line that is kept fits, 12 at most."""
        face = load_face(self.file, 100.0)
        kept = [line.rstrip() for e in contents.elements for line in ([e.text] if isinstance(e, Line) else e.lines if isinstance(e, Art) else [])]
        widest = max((face.getlength(line) for line in kept), default=0.0)
        if self.typed:  # columns are as wide as the letters
            widest = max(widest, max(map(len, kept), default=0) * face.getlength("н"))
        return float(min(12.0, 100 * self.room / self.scale / widest if widest else 12.0))

    def _unit(self, contents: Contents) -> float:
        """The width of a column of the text, in pixels."""
        face = self.face(self.size)
        if self.typed:
            return float(face.getlength("н"))
        text = " ".join(e.text for e in contents.elements if isinstance(e, (Line, Paragraph)))[:5000] or "н"
        return float(face.getlength(text) / len(text))

    def face(self, size: float) -> Any:
        return load_face(self.file, round(size, 2))

    def leaves(self) -> list[Leaf]:
        self.turn()
        return self.done

    def turn(self) -> None:
        """End the page; one that holds nothing is none."""
        if self.marks:
            self.done.append(Leaf(tuple(self.marks), tuple(self.rules)))
        self.marks, self.rules, self.y = [], [], self.top

    def need(self, height: float) -> None:
        if self.y + height > self.bottom and self.y > self.top:
            self.turn()

    def put(self, element: Element) -> None:
        if isinstance(element, PageEnd):
            self.turn()
        elif isinstance(element, Line):
            self.put_line(element.text)
        elif isinstance(element, Paragraph):
            self.put_paragraph(element)
        elif isinstance(element, Table):
            self.put_table(element)
        else:
            self.put_art(element)

    def put_line(self, text: str) -> None:
        """Set a line with its indent and columns; an empty line is half a line where lines are wrapped."""
        if not text.strip():
            self.y += self.pitch * (1 if self.typed else 0.7)
            return
        self.need(self.pitch)
        self.y += self.pitch
        self.marks += self.columns(text, self.y)
        self.lines += 1

    def columns(self, text: str, y: float) -> Iterator[Mark]:
        """The words of a line where their columns are; beyond two blanks a proportional font begins a column anew."""
        face, blank = self.face(self.size), self.face(self.size).getlength(" ")
        x, last = self.left, 0
        for found in re.finditer(r"\S+", text):
            gap = found.start() - last
            place = self.left + found.start() * self.unit
            if self.typed or gap > 2:
                x = place if self.typed else max(place, x + 2 * blank if last else 0)
            else:
                x += gap * blank if last else gap * self.unit
            yield Mark(found[0], x, y, self.size, self.lines)
            x += face.getlength(found[0])
            last = found.end()

    def put_paragraph(self, paragraph: Paragraph) -> None:
        """Wrap a paragraph; its lines but the last are spread to the full width."""
        words = paragraph.text.split()
        lead = len(paragraph.text) - len(paragraph.text.lstrip())
        face, blank = self.face(self.size), self.face(self.size).getlength(" ")
        long = face.getlength(paragraph.text.strip()) > self.room
        indent = 28 * self.scale if long else min(lead * self.unit, self.room / 2)
        lines = list(_wrap(words, face, blank, self.room, indent))
        for number, line in enumerate(lines):
            self.need(self.pitch)
            self.y += self.pitch
            used = sum(map(face.getlength, line)) + blank * (len(line) - 1)
            start = 0.0 if number else indent
            x = self.left + ((self.room - used) / 2 if paragraph.centred else start)
            spread = number < len(lines) - 1 and len(line) > 1 and not paragraph.centred
            space = blank + (self.room - start - used) / (len(line) - 1) if spread else blank
            for word in line:
                self.marks.append(Mark(word, x, self.y, self.size, self.lines))
                x += face.getlength(word) + space
            self.lines += 1

    def put_table(self, table: Table) -> None:
        """Draw rows of cells, a cell's lines one below the other."""
        size, widths = self.widths(table)
        face, pitch, edge, pen = self.face(size), size * 1.2, 4 * self.scale, max(2.0, 0.6 * self.scale)
        self.y += 0.5 * self.pitch
        for row in table.rows:
            cells = [list(_wrap(cell.split(), face, face.getlength(" "), width - 2 * edge, 0)) for cell, width in zip(row, widths, strict=False)]
            height = pitch * max(1, max(map(len, cells))) + edge
            self.need(height)
            x = self.left
            for width, cell in zip(widths, cells, strict=False):
                self.rules += _frame((x, self.y, x + width, self.y + height), pen)
                for number, line in enumerate(cell):
                    at = x + edge
                    for word in line:
                        self.marks.append(Mark(word, at, self.y + (number + 0.9) * pitch, size, self.lines))
                        at += face.getlength(word) + face.getlength(" ")
                    self.lines += 1
                x += width
            self.y += height
        self.y += 0.4 * self.pitch

    def widths(self, table: Table) -> tuple[float, list[float]]:
        """The size of the font and the widths of the columns: as wide as they want to be, or shared out."""
        edge = 4 * self.scale
        size = self.size
        while True:
            face = self.face(size)
            columns = [[row[i] if i < len(row) else "" for row in table.rows] for i in range(max(map(len, table.rows)))]
            least = [max(face.getlength(word) for cell in column for word in cell.split() or [""]) + 2.2 * edge for column in columns]
            wanted = [max(map(face.getlength, column)) + 2.2 * edge for column in columns]
            if sum(least) <= self.room or size < 6 * self.scale:
                break
            size *= 0.93
        if sum(wanted) <= self.room:
            return size, wanted
        spare = self.room - sum(least)
        more = [min(want, self.room) - low for want, low in zip(wanted, least, strict=True)]
        return size, [low + spare * extra / (sum(more) or 1) for low, extra in zip(least, more, strict=True)]

    def put_art(self, art: Art) -> None:
        """Set lines parted by bars and draw the bars; between two rules the columns are read one after the other."""
        pen = max(2.0, 0.8 * self.scale)
        right = self.left + max(map(len, art.lines)) * self.unit
        waiting: list[list[Mark]] = [[] for _ in range(len(art.bars) + 1)]
        for text in art.lines:
            if self.y + self.pitch > self.bottom:
                self.read_columns(waiting)
                self.turn()
            top, self.y = self.y, self.y + self.pitch
            if is_rule(text):
                self.read_columns(waiting)
                middle = top + 0.6 * self.pitch
                self.rules.append((self.left, middle, right, middle + pen))
            parts = [] if is_rule(text) else list(self.columns(text.replace("|", " "), self.y))
            for mark in parts:
                column = sum(mark.x > self.left + bar * self.unit for bar in art.bars)
                waiting[column].append(mark._replace(line=self.lines + column))
            self.lines += len(art.bars) + 1
            for bar in art.bars:
                x = self.left + (bar + 0.5) * self.unit
                self.rules.append((x, top + 0.6 * self.pitch if is_rule(text) and text is art.lines[0] else top, x + pen,
                                   self.y if text is not art.lines[-1] or not is_rule(text) else top + 0.6 * self.pitch))  # fmt: skip
            if not is_rule(text) and not parts:
                self.read_columns(waiting)
        self.read_columns(waiting)

    def read_columns(self, waiting: list[list[Mark]]) -> None:
        for column in waiting:
            self.marks += column
            column.clear()


def _wrap(words: Iterable[str], face: Any, blank: float, room: float, indent: float) -> Iterator[Sequence[str]]:
    """Words in lines of a width, the first one shorter; a word wider than a line has one of its own."""
    line: list[str] = []
    used = indent
    for word in words:
        width = face.getlength(word)
        if line and used + width > room:
            yield line
            line, used = [], 0.0
        line.append(word)
        used += width + blank
    if line:
        yield line


def _frame(box: Box, pen: float) -> list[Box]:
    x0, y0, x1, y1 = box
    return [(x0, y0, x1, y0 + pen), (x0, y1, x1, y1 + pen), (x0, y0, x0 + pen, y1), (x1, y0, x1 + pen, y1 + pen)]
