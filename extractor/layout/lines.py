"""Source text → lines: where each begins, how it is indented, whether it is page furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractor.language.fold import fold

_FURNITURE = re.compile(
    r"""(?:
      [-—–_*. ]{0,6}\d{1,4}[ ]?[-—–_*. ]{1,6} | [-—–]{1,2}[ ]?\d{1,4} | \d{1,3}
    | (?:стр|страница|лист|с)\.?[ ]?(?:№[ ]?)?\d{1,4}(?:[ ]?(?:из|/)[ ]?\d{1,4})?\.?
    | страница[ ]\d{1,4}[ ]из[ ]\d{1,4}\b.{0,80}
    | продолжение[ ]протокола\b.{0,60}
    | \[{1,2}[ ]?(?:л|лл|с|стр)\.[^\]]{1,80}\]{1,2} | <{1,2}[ ]?(?:л|лл|с|стр)\.[^>]{1,40}>{1,2}
    | (?:л|лл)\.[ ]?\d{1,4}(?:[ ]?об)?\.? | \[\d{1,4}(?:[ ]?об\.?)?\]
    | [|]?(?:[ ]?:?-{2,}:?[ ]?[|]){1,20}(?:[ ]?:?-{2,}:?)? | [=_*~-]{3,} | \*{1,3}
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBERS = re.compile(r"\d+")


class Line(NamedTuple):
    """One line of the source: ``[start, stop)`` without outer white space, indent in columns."""

    start: int
    stop: int
    indent: int
    text: str
    furniture: bool = False
    blank_before: bool = False

    @property
    def width(self) -> int:
        """Column behind the last character."""
        return self.indent + len(self.text)


def split_lines(text: str) -> list[Line]:
    """Split a text into its non-blank lines and mark page furniture: page numbers, sheet marks, running heads.

    >>> [(line.text, line.furniture) for line in split_lines("Слушали:\\n\\n  - 2 -\\nРешили:")]
    [('Слушали:', False), ('- 2 -', True), ('Решили:', False)]
    """
    lines = list(_lines(text))
    running = _running_heads(lines)
    alone = [_is_alone(lines, i) for i in range(len(lines))]
    return [line._replace(furniture=True) if _is_furniture(line, alone[i], running) else line for i, line in enumerate(lines)]


def _lines(text: str) -> Iterator[Line]:
    position, blank = 0, True
    for raw in text.split("\n"):
        stripped = raw.strip(" \t\r\f\v\u00a0\u200b\ufeff")
        if stripped:
            lead = len(raw) - len(raw.lstrip(" \t\r\f\v\u00a0\u200b\ufeff"))
            indent = len(raw[:lead].expandtabs(8))
            start = position + lead
            yield Line(start, start + len(stripped), indent, stripped, False, blank)
            blank = "\f" in raw[:lead]
        else:
            blank = True
        position += len(raw) + 1


def _is_alone(lines: list[Line], index: int) -> bool:
    after = index + 1 == len(lines) or lines[index + 1].blank_before
    return lines[index].blank_before and after


def _is_furniture(line: Line, alone: bool, running: frozenset[str]) -> bool:
    if len(line.text) > 120:
        return False
    if _FURNITURE.fullmatch(line.text):
        return alone or not line.text.isdigit()
    return bool(running) and _shape(line.text) in running


def _running_heads(lines: list[Line]) -> frozenset[str]:
    """Lines that come back on every page with only their numbers changed («Страница 2 из 3. …»)."""
    shapes = Counter(
        _shape(line.text) for line in lines if 8 <= len(line.text) <= 120 and line.blank_before and _NUMBERS.search(line.text)
    )
    pages = re.compile(r"(?:страниц|стр\.|лист|л\.)|(?:^|[ |])0 ?(?:/|из) ?0$")
    return frozenset(shape for shape, count in shapes.items() if count >= 3 and pages.search(shape))


def _shape(text: str) -> str:
    return _NUMBERS.sub("0", fold(text, old=False))


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set: ``width`` of a full line in columns, ``wrapped`` if lines are broken at it.

    ``parted``: the file itself says where paragraphs end, and each is one line.
    """

    width: int
    wrapped: bool
    parted: bool = False


#: Media types of files that say where paragraphs end.
_PARTED = ("application/vnd.openxmlformats-", "application/vnd.oasis.", "application/rtf", "application/msword", "text/html")


def measure_setting(lines: list[Line], media_type: str = "") -> Setting:
    """Tell whether paragraphs run over several lines of like width (typescript) or each is one line.

    An office file is a typescript only where sentences run over the ends of full lines: somebody ended each with Enter.
    """
    widths = sorted(line.width for line in lines if not line.furniture and len(line.text) > 20)
    parted = media_type.startswith(_PARTED)
    if len(widths) < 6:
        return Setting(widths[-1] if widths else 80, bool(widths) and widths[-1] <= 100 and not parted, parted)
    top = widths[int(len(widths) * 0.9)]
    full = sum(1 for w in widths if 0.8 * top <= w <= top + 6)
    wrapped = top <= 125 and full >= 0.22 * len(widths) and (not parted or _count_cut(lines, 0.8 * top) >= max(2, 0.05 * len(widths)))
    return Setting(top, wrapped, parted and not wrapped)


def _count_cut(lines: list[Line], width: float) -> int:
    """Lines of at least a width that end within a sentence."""
    return sum(
        1
        for line, following in pairwise(lines)
        if line.width >= width and not following.blank_before and following.text[:1].islower() and line.text[-1] not in ".!?;:…"
    )
