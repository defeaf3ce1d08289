"""hOCR: HTML whose classes tell pages, lines and words, and whose titles tell boxes and confidence.

Lines are rows in the order of the file; a line without words is divided by its letters. Pixels become points by the
page's ``scan_res``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from extractor.model import Source
from extractor.reading.ocrxml import Markup, Numbers, bounds, number, percent, read_markup, release, sane_dpi, spread
from extractor.reading.sheets import Box, Sheet, Spot

MEDIA_TYPE = "text/vnd.hocr+html"
#: Tesseract has its own names for lines that are headings, captions or stand apart.
_LINES = frozenset("ocr_line ocrx_line ocr_header ocr_footer ocr_caption ocr_textfloat".split())
_WORDS = frozenset(("ocrx_word", "ocr_word"))
_MOST_LANGUAGES = 20


def read_bytes(data: bytes, path: str, encoding: str | None) -> Source:
    """Read hOCR, of one page or many.

    >>> page = "<html><div class='ocr_page' title='bbox 0 0 2480 3508'><span class='ocr_line' title='bbox 300 300 1500 360'>" \\
    ...     "<span class='ocrx_word' title='bbox 300 300 900 360; x_wconf 91'>Слушали:</span></span></div></html>"
    >>> source = read_bytes(page.encode(), "1.hocr", None)
    >>> source.text, source.words[0].box, source.words[0].confidence
    ('Слушали:\\n', (72.0, 72.0, 216.0, 86.4), 91.0)

    Raises BrokenFile, EmptyFile where no word is in it, TooLarge.
    """
    return read_markup(data, path, encoding, MEDIA_TYPE, _Reading())


class _Reading:
    """What is learned on the way through the file beside its pages."""

    def __init__(self) -> None:
        self.engine = "hOCR"
        self.languages: set[str] = set()

    def pages(self, markup: Markup) -> Iterator[Sheet]:
        numbers = Numbers()
        root = None
        for element in markup.elements(html=True):
            if element.tag == "meta":
                self._learn(element)
            elif "ocr_page" in _classes(element):
                yield self._page(element, numbers)
                release(element)
            root = element
        if root is not None and not numbers.last:  # lines without a page around them
            yield self._page(root.getroottree().getroot(), numbers)

    def _learn(self, meta: Any) -> None:
        name, content = (meta.get("name") or "").lower(), (meta.get("content") or "").strip()
        if name == "ocr-system" and content:
            self.engine = content
        elif name == "ocr-langs":
            self.languages.update(re.findall(r"[\w-]{2,20}", content)[:_MOST_LANGUAGES])

    def _page(self, page: Any, numbers: Numbers) -> Sheet:
        title = page.get("title") or ""
        points = 72 / sane_dpi(number(_first(title, "scan_res")))
        size = _box(page, points) or (0.0, 0.0, 0.0, 0.0)
        physical = number(_first(title, "ppageno"))
        rows: list[list[Spot]] = []
        line: Any = None
        word: Any = None
        for element in page.iter():
            classes = _classes(element)
            if not classes or element is page:
                continue
            language = element.get("lang")
            if language and len(self.languages) < _MOST_LANGUAGES:
                self.languages.add(language[:20])
            if classes & _LINES:
                line = element
                rows.append([] if _has_words(element) else _spots(element, points, None))
            elif classes & _WORDS and (word is None or not _stands_in(element, word)):
                word = element
                inside = line is not None and _stands_in(element, line)
                if not inside and not _goes_on(rows, _box(element, points)):
                    rows.append([])
                rows[-1] += _spots(element, points, None if not inside else line)
        return Sheet(
            numbers.next(None if physical is None else physical + 1), size[2], size[3],
            tuple((tuple(row),) for row in rows if row), recognised=True,
        )  # fmt: skip


def _classes(element: Any) -> frozenset[str]:
    name = element.get("class")
    return frozenset(name.split()) if name and "ocr" in name else frozenset()


def _has_words(line: Any) -> bool:
    return any(_classes(inner) & _WORDS for inner in line.iter())


def _stands_in(element: Any, line: Any) -> bool:
    return any(parent is line for parent in element.iterancestors())


def _goes_on(rows: list[list[Spot]], box: Box | None) -> bool:
    """Does a word without a line stand beside the word before it?"""
    if not rows or not rows[-1] or box is None:
        return False
    last = rows[-1][-1].box
    return box[0] >= last[0] and min(box[3], last[3]) - max(box[1], last[1]) > 0.5 * (box[3] - box[1])


def _spots(element: Any, points: float, line: Any) -> list[Spot]:
    """The words of an element; without a box of its own it is somewhere in its line."""
    box = _box(element, points) or (_box(line, points) if line is not None else None) or (0.0, 0.0, 0.0, 0.0)
    return spread("".join(element.itertext()), box, percent(_first(element.get("title") or "", "x_wconf"), 100))


def _property(title: str, name: str) -> list[str]:
    """The values that a title gives a property: «bbox 1 2 3 4; x_wconf 91»."""
    for part in title[:2000].split(";"):
        words = part.split()
        if words and words[0] == name:
            return words[1:]
    return []


def _first(title: str, name: str) -> str | None:
    return next(iter(_property(title, name)), None)


def _box(element: Any, points: float) -> Box | None:
    values = [number(value) for value in _property(element.get("title") or "", "bbox")[:4]]
    if len(values) < 4 or None in values:
        return None
    x0, y0, x1, y1 = (value or 0.0 for value in values)
    return bounds([(x0, y0), (x1, y1)], points)
