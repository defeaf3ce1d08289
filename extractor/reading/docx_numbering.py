"""Automatic numbers of a Word file, counted as Word counts them: levels, starts, restarts, overrides, links."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from extractor.reading.docx_styles import Indent, Styles, W, is_on, number_of, read_indent
from extractor.reading.listnumbers import show_bullet, show_number

_STYLES = {
    "decimal": "1", "decimalZero": "01", "upperRoman": "I", "lowerRoman": "i", "upperLetter": "A", "lowerLetter": "a",
    "russianUpper": "А", "russianLower": "а", "none": "", "bullet": "•",
}  # fmt: skip
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
#: Numbers and starts are small; what a damaged file says beyond is cut.
_MOST = 1_000_000


class Level(NamedTuple):
    """A level of a list: kind of number, text with %1 … %9 in it, first number, after which level it starts anew."""

    style: str
    text: str
    start: int
    restart: int | None
    legal: bool
    indent: Indent
    tied: str | None


class _List(NamedTuple):
    """A list: what it counts together with (its abstract list), its levels, the starts that it sets anew."""

    kin: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a document, and how far each has been counted."""

    def __init__(self, root: Any = None, styles: Styles | None = None) -> None:
        self._styles = styles or Styles()
        self._abstract = {e.get(W + "abstractNumId"): e for e in root.findall(W + "abstractNum")} if root is not None else {}
        self._numbers = {e.get(W + "numId"): e for e in root.findall(W + "num")} if root is not None else {}
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def level(self, list_id: str | None, at: int | None, style: str | None = None) -> tuple[int, Level] | None:
        """Return the level that a paragraph of a list stands on; where it names none, the one that its style is tied to."""
        found = self._list(list_id)
        if found is None:
            return None
        if at is None:
            at = next((n for n, level in found.levels.items() if style and level.tied == style), 0)
        at = max(0, min(at, _LEVELS - 1))
        return (at, found.levels[at]) if at in found.levels else None

    def count(self, list_id: str, at: int) -> str:
        """Count one paragraph more on a level and return its number as it is shown, «» where it has none."""
        found = self._list(list_id)
        if found is None or at not in found.levels:
            return ""
        counts = self._counts.setdefault(found.kin, [None] * _LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for place in found.starts:
                counts[place] = None
        for place in range(at):
            if counts[place] is None:
                counts[place] = _start(found, place)
        counts[at] = _start(found, at) if counts[at] is None else min((counts[at] or 0) + 1, _MOST)
        for place in range(at + 1, _LEVELS):
            restart = found.levels[place].restart if place in found.levels else None
            if restart is None or at < restart:
                counts[place] = None
        return self._show(found, at, counts)

    def _show(self, found: _List, at: int, counts: list[int | None]) -> str:
        level = found.levels[at]
        if level.style == "•":
            return show_bullet(level.text)

        def shown(place: re.Match[str]) -> str:
            number = int(place[1]) - 1
            style = found.levels[number].style if number in found.levels else "1"
            return "" if not style else show_number(counts[number] or 0, "1" if level.legal or style == "•" else style)

        return _PLACE.sub(shown, level.text).strip()

    def _list(self, list_id: str | None) -> _List | None:
        if list_id is None or list_id not in self._numbers:
            return None
        if list_id not in self._lists:
            self._lists[list_id] = self._read(list_id)
        return self._lists[list_id]

    def _read(self, list_id: str) -> _List | None:
        element = self._numbers[list_id]
        kin, abstract = self._follow(element)
        if abstract is None:
            return None
        levels = {n: _read_level(e) for e in abstract.findall(W + "lvl") if (n := number_of(e, "ilvl")) is not None and 0 <= n < _LEVELS}
        starts: dict[int, int] = {}
        for change in element.findall(W + "lvlOverride"):
            place = number_of(change, "ilvl")
            if place is None or not 0 <= place < _LEVELS:
                continue
            own = change.find(W + "lvl")
            if own is not None:
                levels[place] = _read_level(own)
            start = number_of(change.find(W + "startOverride"))
            if start is not None:
                starts[place] = min(max(start, 0), _MOST)
        return _List(kin, levels, starts)

    def _follow(self, element: Any) -> tuple[str, Any]:
        """The abstract list of a list; one that only names a numbering style is followed to the list of that style."""
        for _ in range(_LEVELS):
            named = element.find(W + "abstractNumId")
            kin = named.get(W + "val") if named is not None else None
            abstract = self._abstract.get(kin)
            link = abstract.find(W + "numStyleLink") if abstract is not None else None
            if link is None:
                return str(kin), abstract
            element = self._numbers.get(self._styles.list_of(link.get(W + "val")))
            if element is None:
                break
        return "", None


def _start(found: _List, place: int) -> int:
    if place in found.starts:
        return found.starts[place]
    return found.levels[place].start if place in found.levels else 1


def _read_level(element: Any) -> Level:
    start = number_of(element.find(W + "start"))
    text = element.find(W + "lvlText")
    kind = next(element.iter(W + "numFmt"), None)
    named = [fmt.get(W + "val") for fmt in element.iter(W + "numFmt")]  # a newer kind stands before the one it falls back on
    style = next((name for name in named if name in _STYLES), "decimal") if kind is not None else "decimal"
    tied = element.find(W + "pStyle")
    return Level(
        _STYLES[style],
        (text.get(W + "val") or "") if text is not None else "",
        1 if start is None else min(max(start, 0), _MOST),
        number_of(element.find(W + "lvlRestart")),
        bool(is_on(element, "isLgl")),
        read_indent(element.find(W + "pPr")),
        tied.get(W + "val") if tied is not None else None,
    )
