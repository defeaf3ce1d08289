"""ALTO XML 2, 3 and 4, whoever wrote it: tesseract, ABBYY and its like, eScriptorium, this program.

A TextLine is a row. The TextBlocks of a ComposedBlock of the type "row" are the cells of one row of a ruled table; those of
the type "table" are put into rows by where they stand. Order is that of ReadingOrder, else of IDNEXT, else of the file
(margins around the print space). What a hyphen at the end of a line breaks ends in "-". Units: mm10 and inch1200 are
lengths at once, pixels are by 300 dpi or by what the file says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from extractor.model import Source
from extractor.reading.ocrxml import DPI, Markup, Numbers, bounds, children, local, number, percent, read_markup, release, sane_dpi, spread, within
from extractor.reading.sheets import Box, Row, Sheet, Spot

MEDIA_TYPE = "application/alto+xml"
_UNITS = {"mm10": 72 / 254, "inch1200": 72 / 1200}
_SPACES = ("TopMargin", "LeftMargin", "PrintSpace", "RightMargin", "BottomMargin")
_HYPHENS = "-¬\u00ad‐"
_MOST_LANGUAGES = 20


class Passage(NamedTuple):
    """A TextBlock, or the cells of a table's row."""

    blocks: tuple[Any, ...]
    is_row: bool = False


def read_bytes(data: bytes, path: str, encoding: str | None) -> Source:
    """Read ALTO, of one page or many.

    >>> page = '''<alto><Description><MeasurementUnit>inch1200</MeasurementUnit></Description><Layout><Page><PrintSpace><TextBlock>
    ... <TextLine><String CONTENT="засе" HPOS="1200" VPOS="1200" WIDTH="600" HEIGHT="200" WC="0.9"/><HYP CONTENT="-"/></TextLine>
    ... </TextBlock></PrintSpace></Page></Layout></alto>'''
    >>> source = read_bytes(page.encode(), "1.xml", None)
    >>> source.text, source.words[0].box, source.ocr.confidence
    ('засе-\\n', (72.0, 72.0, 108.0, 84.0), 90.0)

    Raises BrokenFile, EmptyFile where no word is in it, TooLarge.
    """
    return read_markup(data, path, encoding, MEDIA_TYPE, _Reading())


class _Reading:
    """What the head of the file says: unit, engine, order of the blocks."""

    def __init__(self) -> None:
        self.engine = "ALTO"
        self.languages: set[str] = set()
        self.points = 72 / DPI
        self.order: dict[str, int] = {}

    def pages(self, markup: Markup) -> Iterator[Sheet]:
        numbers, first, shift = Numbers(), True, 0
        for element in markup.elements("Description", "ReadingOrder", "Page"):
            name = local(element)
            if name == "Description":
                self._learn(element)
            elif name == "ReadingOrder":
                refs = [ref for item in element.iter() for ref in (item.get("REF") or "").split()]
                self.order = {ref: index for index, ref in reversed(list(enumerate(refs)))}
            else:
                physical = number(element.get("PHYSICAL_IMG_NR"))
                shift = 1 if first and physical == 0 else shift  # tesseract counts from 0
                first = False
                yield self._page(element, numbers.next(None if physical is None else physical + shift, again=not shift))
                release(element)

    def _learn(self, head: Any) -> None:
        for unit in within(head, "MeasurementUnit"):
            self.points = _UNITS.get((unit.text or "").strip(), self.points)
        for step in within(head, "processingStepSettings"):
            found = re.search(r"\b(?:dpi|resolution)\D{0,9}(\d{2,4})\b", (step.text or "")[:2000], re.IGNORECASE)
            if found and self.points not in _UNITS.values():
                self.points = 72 / sane_dpi(float(found[1]))
        steps = [*within(head, "ocrProcessingStep", "Processing")]
        named = [(_is_generation(step), name) for step in steps if (name := _software(step))]
        if named:
            self.engine = next((name for generates, name in named if generates), named[-1][1])

    def _page(self, page: Any, number_: int) -> Sheet:
        self._speak(page)
        spaces = sorted(children(page, *_SPACES), key=lambda space: _SPACES.index(local(space)))
        passages = [passage for space in spaces for passage in self._passages(space)]
        size = [(number(page.get(name)) or 0.0) * self.points for name in ("WIDTH", "HEIGHT")]
        rows = tuple(row for passage in self._in_order(passages) for row in self._rows(passage))
        return Sheet(number_, round(size[0], 2), round(size[1], 2), rows, recognised=True)

    def _passages(self, space: Any) -> Iterator[Passage]:
        """What a space holds, in the order of the file."""
        for child in space:
            kind = (child.get("TYPE") or "").lower()
            if local(child) == "TextBlock":
                yield Passage((child,))
            elif local(child) == "ComposedBlock":
                cells = tuple(inner for inner in child if local(inner) == "TextBlock")
                if kind == "row" and len(cells) == len(child):
                    yield Passage(cells, is_row=True)
                elif kind == "table" and len(cells) == len(child) > 1 and all(self._box(cell) for cell in cells):
                    yield from self._table(cells)
                else:
                    yield from self._passages(child)

    def _table(self, cells: Sequence[Any]) -> Iterator[Passage]:
        placed = sorted(((box, cell) for cell in cells if (box := self._box(cell))), key=lambda pair: pair[0][1])
        row: list[tuple[Box, Any]] = []
        for box, cell in placed:
            if row and box[1] - row[0][0][1] > 0.5 * min(box[3] - box[1], row[0][0][3] - row[0][0][1]):
                yield Passage(tuple(cell for _, cell in sorted(row, key=lambda pair: pair[0][0])), is_row=True)
                row = []
            row.append((box, cell))
        yield Passage(tuple(cell for _, cell in sorted(row, key=lambda pair: pair[0][0])), is_row=True)

    def _in_order(self, passages: Sequence[Passage]) -> Sequence[Passage]:
        if self.order:
            last, ranks = -1, []
            for passage in passages:
                last = min((self.order[i] for i in _ids(passage) if i in self.order), default=last)
                ranks.append(last)
            return [passages[index] for index in sorted(range(len(passages)), key=ranks.__getitem__)]
        following = {block.get("ID"): block.get("IDNEXT") for passage in passages for block in passage.blocks if block.get("IDNEXT")}
        if not following:
            return passages
        home = {block.get("ID"): index for index, passage in enumerate(passages) for block in passage.blocks if block.get("ID")}
        led_to = {home[name] for name in following.values() if name in home}
        order: dict[int, None] = {}
        for start in [*(index for index in range(len(passages)) if index not in led_to), *range(len(passages))]:
            at: int | None = start  # chains from their heads; what runs in a ring comes as it stands
            while at is not None and at not in order:
                order[at] = None
                at = home.get(following.get(passages[at].blocks[-1].get("ID")))
        return [passages[index] for index in order]

    def _rows(self, passage: Passage) -> Iterator[Row]:
        cells = [[self._line(line) for line in children(block, "TextLine")] for block in passage.blocks]
        for block in passage.blocks:
            self._speak(block)
        if passage.is_row:
            yield tuple(tuple(spot for line in cell for spot in line) for cell in cells)
        else:
            yield from ((tuple(line),) for cell in cells for line in cell if line)

    def _speak(self, element: Any) -> None:
        language = element.get("LANG") or element.get("language")
        if language and len(self.languages) < _MOST_LANGUAGES:
            self.languages.add(language[:20])

    def _line(self, line: Any) -> list[Spot]:
        self._speak(line)
        strings = [(child, _content(child)) for child in children(line, "String") if (child.get("CONTENT") or "").strip()]
        boxes = [self._box(child) for child, _ in strings]
        own = self._box(line)
        if own is None:
            found = [box for box in boxes if box is not None]
            own = bounds([corner for box in found for corner in (box[:2], box[2:])], 1.0) if found else (0.0, 0.0, 0.0, 0.0)
        if strings and not any(boxes):
            return spread(" ".join(text for _, text in strings), own)
        return [
            spot
            for (child, text), box in zip(strings, boxes, strict=True)
            for spot in spread(text, box or own, percent(child.get("WC")))
        ]

    def _box(self, element: Any) -> Box | None:
        x, y, width, height = (number(element.get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
        if x is None or y is None or width is None or height is None:
            return None
        return bounds([(x, y), (x + width, y + height)], self.points)


def _ids(passage: Passage) -> Iterator[str]:
    return (name for block in passage.blocks for item in block.iter() if (name := item.get("ID")))


def _content(string: Any) -> str:
    """The text of a String, with a hyphen where it is the first part of a broken word."""
    text = str(string.get("CONTENT")).strip()
    following = string.getnext()
    broken = string.get("SUBS_TYPE") == "HypPart1" or following is not None and local(following) == "HYP"
    return text if not broken or text.endswith(tuple(_HYPHENS)) else text + "-"


def _software(step: Any) -> str:
    texts = {local(item): " ".join((item.text or "").split()) for item in within(step, "softwareName", "softwareVersion", "softwareCreator")}
    name, version = texts.get("softwareName") or texts.get("softwareCreator", ""), texts.get("softwareVersion", "")
    return name if version in name else f"{name} {version}".strip()


def _is_generation(step: Any) -> bool:
    kinds = [item.text or "" for item in within(step, "processingCategory")]
    return local(step) == "ocrProcessingStep" or any("contentGeneration" in kind for kind in kinds)
