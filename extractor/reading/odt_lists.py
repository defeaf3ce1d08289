"""Styles and lists of an ODT: what is hidden, how far a paragraph is set in, which number an item shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from extractor.reading.listnumbers import show_bullet, show_number

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, STYLE, FO = f"{{{_SPACE}text:1.0}}", f"{{{_SPACE}style:1.0}}", f"{{{_SPACE}xsl-fo-compatible:1.0}}"
TABLE, DRAW, OFFICE = f"{{{_SPACE}table:1.0}}", f"{{{_SPACE}drawing:1.0}}", f"{{{_SPACE}office:1.0}}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
#: The numbered text of a level as LibreOffice writes it beside prefix and suffix: «%1%.%2%.»
_FORMAT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format"
_PLACE = re.compile(r"%(\d{1,2})%")
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)(in|cm|mm|pt|pc|px)")
_POINTS = {"in": 72.0, "cm": 28.35, "mm": 2.835, "pt": 1.0, "pc": 12.0, "px": 0.75}
_COLUMN = 6.0  # points
_MOST_BASES, _LEVELS, _MOST = 30, 10, 1_000_000


class ListLevel(NamedTuple):
    """A level of a list style: kind of number («•»: bullet), its text with %1% in it, first number, indent in points."""

    style: str
    text: str
    start: int
    indent: float


class Look(NamedTuple):
    """What a style says: hidden or not, indent in points (None: nothing), the page that begins with it."""

    hidden: bool | None = None
    indent: float | None = None
    page: str = ""


def points(length: str | None) -> float:
    """Return a length in points; 0 where it is none.

    >>> points("0.5in"), points("12pt"), points("auto")
    (36.0, 12.0, 0.0)
    """
    found = _LENGTH.fullmatch(length or "")
    return float(found[1]) * _POINTS[found[2]] if found else 0.0


def columns(distance: float) -> int:
    """Return a distance in points as columns of a typewriter."""
    return max(0, round(distance / _COLUMN))


def whole(value: str | None, usual: int) -> int:
    """Return a whole number that an attribute holds, within what is sane."""
    return min(int(value), _MOST) if value and re.fullmatch(r"\d{1,9}", value) else usual


class Styles:
    """The styles of all parts of a document."""

    def __init__(self, *roots: Any) -> None:
        self._styles: dict[tuple[str | None, str | None], Any] = {}
        self._lists: dict[str | None, dict[int, ListLevel]] = {}
        self._known: dict[tuple[str, str | None], Look] = {}
        for root in roots:
            for style in root.iter(STYLE + "style"):
                self._styles[style.get(STYLE + "family"), style.get(STYLE + "name")] = style
            for style in root.iter(TEXT + "list-style"):
                self._lists[style.get(STYLE + "name")] = dict(_levels(style))
        outline = next((o for root in roots for o in root.iter(TEXT + "outline-style")), None)
        self.outline = dict(_levels(outline)) if outline is not None else {}

    def levels(self, name: str | None) -> dict[int, ListLevel]:
        """Return the levels (0-based) of a list style."""
        return self._lists.get(name, {})

    def look(self, name: str | None, family: str = "paragraph") -> Look:
        """Return what a style says with all that it is based on."""
        if (family, name) not in self._known:
            self._known[family, name] = self._resolve(name, family)
        return self._known[family, name]

    def _resolve(self, name: str | None, family: str) -> Look:
        hidden, indent, page = None, None, ""
        for _ in range(_MOST_BASES):
            style = self._styles.get((family, name))
            if style is None:
                break
            for properties in style.findall(STYLE + "text-properties"):
                shown = properties.get(TEXT + "display")
                hidden = hidden if hidden is not None or shown is None else shown == "none"
            for properties in style.findall(STYLE + "section-properties"):
                hidden = hidden or properties.get(TEXT + "display") == "none"
            for properties in style.findall(STYLE + "paragraph-properties"):
                if indent is None and (properties.get(FO + "margin-left") or properties.get(FO + "text-indent")):
                    indent = points(properties.get(FO + "margin-left")) + points(properties.get(FO + "text-indent"))
            page = page or style.get(STYLE + "master-page-name") or ""
            name = style.get(STYLE + "parent-style-name")
        return Look(hidden, indent, page)


def _levels(style: Any) -> Iterator[tuple[int, ListLevel]]:
    for element in style:
        at = whole(element.get(TEXT + "level"), 0) - 1
        if not 0 <= at < _LEVELS:
            continue
        indent = 0.0
        for alignment in element.iter(STYLE + "list-level-label-alignment"):
            indent = points(alignment.get(FO + "margin-left")) + points(alignment.get(FO + "text-indent"))
        start = whole(element.get(TEXT + "start-value"), 1)
        if element.tag.endswith("-bullet"):
            yield at, ListLevel("•", element.get(TEXT + "bullet-char") or "", start, indent)
        elif element.tag.endswith("-image"):
            yield at, ListLevel("•", "•", start, indent)
        else:
            kind = (element.get(STYLE + "num-format") or "")[:1]
            text = element.get(_FORMAT)
            if text is None:
                shown = whole(element.get(TEXT + "display-levels"), 1)
                inner = ".".join(f"%{place + 1}%" for place in range(max(0, at + 1 - shown), at + 1))
                text = (element.get(STYLE + "num-prefix") or "") + inner + (element.get(STYLE + "num-suffix") or "")
            yield at, ListLevel(kind, text if kind else "", start, indent)


class Counter:
    """How far a list has been counted on each of its levels."""

    def __init__(self) -> None:
        self._counts: list[int | None] = [None] * _LEVELS

    def count(self, levels: dict[int, ListLevel], at: int, start: int | None = None) -> str:
        """Count one item more on a level (or set it to ``start``) and return its number as it is shown."""
        at = min(at, _LEVELS - 1)
        for place in range(at):
            if self._counts[place] is None:
                self._counts[place] = levels[place].start if place in levels else 1
        current = self._counts[at]
        first = levels[at].start if at in levels else 1
        self._counts[at] = start if start is not None else first if current is None else min(current + 1, _MOST)
        self._counts[at + 1 :] = [None] * (_LEVELS - at - 1)
        if at not in levels:
            return ""
        level = levels[at]
        if level.style == "•":
            return show_bullet(level.text)

        def shown(place: re.Match[str]) -> str:
            number = int(place[1]) - 1
            style = levels[number].style if number in levels else "1"
            counted = self._counts[number] if 0 <= number < _LEVELS else None
            return show_number(counted or 0, style) if style and counted is not None else ""

        return _PLACE.sub(shown, level.text).strip()
