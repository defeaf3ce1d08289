"""PAGE XML of 2009 to 2019 as eScriptorium, Transkribus, OCR-D and others write it.

A TextLine is a row; the cells of a TableRegion that are numbered make the rows of a ruled table. Where the text of a line
and that of its words differ the line is right (people correct lines), and the words lend it their boxes as far as they
agree. Polygons become the boxes around them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from extractor.model import Source
from extractor.reading.ocrxml import Markup, Numbers, bounds, children, local, number, percent, read_markup, sane_dpi, spread, within
from extractor.reading.sheets import Box, Row, Sheet, Spot

MEDIA_TYPE = "application/vnd.prima.page+xml"
_GROUPS = ("OrderedGroup", "UnorderedGroup", "OrderedGroupIndexed", "UnorderedGroupIndexed")
_REFERENCES = ("RegionRef", "RegionRefIndexed")
_NOWHERE = (0.0, 0.0, 0.0, 0.0)
_MOST_LANGUAGES = 20
#: Signs of a polygon that are looked at; no line has a longer one.
_LONGEST = 100_000


def read_bytes(data: bytes, path: str, encoding: str | None) -> Source:
    """Read PAGE XML.

    >>> page = '''<PcGts><Metadata><Creator>escriptorium</Creator></Metadata><Page imageWidth="2480" imageHeight="3508"><TextRegion>
    ... <TextLine><Coords points="300,300 900,300 900,360 300,360"/><TextEquiv conf="0.9"><Unicode>О смете</Unicode></TextEquiv></TextLine>
    ... </TextRegion></Page></PcGts>'''
    >>> source = read_bytes(page.encode(), "1.xml", None)
    >>> source.text, source.words[0].box, source.ocr.engine
    ('О смете\\n', (72.0, 72.0, 92.57, 86.4), 'escriptorium')

    Raises BrokenFile, EmptyFile where no word is in it, TooLarge.
    """
    return read_markup(data, path, encoding, MEDIA_TYPE, _Reading())


class _Reading:
    """What is learned on the way through the file beside its page."""

    def __init__(self) -> None:
        self.engine = "PAGE"
        self.languages: set[str] = set()

    def pages(self, markup: Markup) -> Iterator[Sheet]:
        numbers = Numbers()
        for element in markup.elements("Metadata", "Page"):
            if local(element) == "Metadata":
                names = [item.text for item in within(element, "Creator") if (item.text or "").strip()]
                self.engine = str(names[0]) if names else self.engine
            else:
                yield self._page(element, numbers.next(None))

    def _page(self, page: Any, number_: int) -> Sheet:
        points = 72 / _dpi(page)
        for element in page.iter():
            language = element.get("primaryLanguage") or element.get("language")
            if language and len(self.languages) < _MOST_LANGUAGES:
                self.languages.add(language[:40])
        size = [round((number(page.get(name)) or 0.0) * points, 2) for name in ("imageWidth", "imageHeight")]
        rows = tuple(row for region in _in_order(page) for row in _rows(region, points))
        return Sheet(number_, size[0], size[1], rows, recognised=True)


def _dpi(page: Any) -> float:
    value = number(page.get("imageXResolution"))
    return sane_dpi(value * 2.54 if value is not None and page.get("imageResolutionUnit") == "PPCM" else value)


def _in_order(page: Any) -> list[Any]:
    """The regions of the page: those that the reading order names as it names them, the others behind, as they stand."""
    regions = [child for child in page if local(child).endswith("Region")]
    by_id = {region.get("id"): region for region in regions if region.get("id")}
    named = [by_id[name] for order in children(page, "ReadingOrder") for name in _references(order) if name in by_id]
    if not named:
        return _by_custom_order(regions)
    return list({id(region): region for region in [*named, *regions]}.values())


def _references(group: Any) -> Iterator[str]:
    """The names of regions in a group and its groups, by their index where they have one."""
    members = [child for child in group if local(child) in _GROUPS or local(child) in _REFERENCES]
    for _, child in sorted(enumerate(members), key=lambda pair: (number(pair[1].get("index")) or 0.0, pair[0])):
        if child.get("regionRef"):
            yield child.get("regionRef")
        if local(child) in _GROUPS:
            yield from _references(child)


def _by_custom_order(elements: Sequence[Any]) -> list[Any]:
    """By the index that Transkribus keeps in the attribute ``custom``, if each has one."""
    found = [re.search(r"readingOrder\s*\{\s*index\s*:\s*(\d{1,9})", (element.get("custom") or "")[:2000]) for element in elements]
    indices = [int(one[1]) for one in found if one]
    if len(indices) != len(elements):
        return list(elements)
    return [elements[at] for at in sorted(range(len(elements)), key=indices.__getitem__)]


def _rows(region: Any, points: float) -> Iterator[Row]:
    """The lines of a region and of the regions in it."""
    cells = _cells(region) if local(region) == "TableRegion" else {}
    if cells:
        for _, row in sorted(cells.items()):
            yield tuple(tuple(spot for inner in _rows(cell, points) for part in inner for spot in part) for _, cell in sorted(row.items()))
        return
    lines = _by_custom_order([*children(region, "TextLine")])
    if lines:
        yield from ((tuple(spots),) for line in lines if (spots := _line(line, points)))
    elif not any(local(child).endswith("Region") for child in region):
        yield from _loose(region, points)
    for child in region:
        if local(child).endswith("Region") or local(child) == "TableCell":
            yield from _rows(child, points)


def _cells(table: Any) -> dict[int, dict[int, Any]]:
    """The cells of a table by row and column, as Transkribus or PAGE 2019 number them; nothing where they are not numbered."""
    rows: dict[int, dict[int, Any]] = defaultdict(dict)
    inner = [child for child in table if local(child) in ("TableCell", "TextRegion")]
    for cell in inner:
        role = next(within(cell, "TableCellRole"), None)
        row = number(cell.get("row") if role is None else role.get("rowIndex"))
        column = number(cell.get("col") if role is None else role.get("columnIndex"))
        if row is None or column is None or int(column) in rows[int(row)]:
            return {}
        rows[int(row)][int(column)] = cell
    return rows


def _loose(region: Any, points: float) -> Iterator[Row]:
    """The text of a region that has no lines: its own lines share the region's height."""
    text, confidence = _text(region)
    lines = [line for line in text.splitlines() if line.strip()]
    x0, y0, x1, y1 = _box(region, points) or _NOWHERE
    for index, line in enumerate(lines):
        top, bottom = (y0 + (y1 - y0) * at / len(lines) for at in (index, index + 0.8))
        yield (tuple(spread(line, (x0, round(top, 2), x1, round(bottom, 2)), confidence)),)


def _line(line: Any, points: float) -> list[Spot]:
    words = [spot for word in children(line, "Word") for spot in _word(word, points)]
    text, confidence = _text(line)
    said = text.split()
    if not said or said == [spot.text for spot in words]:
        return words
    if len(said) == len(words):  # the letters were corrected, the places are right
        return [spread(word, spot.box, spot.confidence)[0] for word, spot in zip(said, words, strict=True) if spread(word, spot.box)]
    box = _box(line, points)
    if box is None:
        corners = [corner for spot in words for corner in (spot.box[:2], spot.box[2:])]
        box = bounds(corners, 1.0) if corners else _NOWHERE
    return spread(text, box, confidence)


def _word(word: Any, points: float) -> list[Spot]:
    text, confidence = _text(word)
    if not text.strip():
        text = "".join(_text(glyph)[0] for glyph in children(word, "Glyph"))
    return spread(text, _box(word, points) or _NOWHERE, confidence)


def _text(element: Any) -> tuple[str, float | None]:
    """The first reading of an element, by its index, and how sure it is."""
    readings = [*children(element, "TextEquiv")]
    if not readings:
        return "", None
    first = min(enumerate(readings), key=lambda pair: (number(pair[1].get("index")) or 0.0, pair[0]))[1]
    texts = [item.text or "" for item in children(first, "Unicode")] or [item.text or "" for item in children(first, "PlainText")]
    return "".join(texts), percent(first.get("conf"))


def _box(element: Any, points: float) -> Box | None:
    """The box around the polygon of an element."""
    for coords in children(element, "Coords"):
        pairs = [pair.split(",") for pair in (coords.get("points") or "")[:_LONGEST].split()]
        pairs += [[point.get("x") or "", point.get("y") or ""] for point in islice(children(coords, "Point"), _LONGEST // 10)]
        numbers = [(number(pair[0]), number(pair[1])) for pair in pairs if len(pair) == 2]
        corners = [(x, y) for x, y in numbers if x is not None and y is not None]
        if corners:
            return bounds(corners, points)
    return None
