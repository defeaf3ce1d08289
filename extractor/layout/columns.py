"""«Слушали | Постановили» side by side, as a typewriter sets them: two columns read one after the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.language.columnheads import DECIDED, HEARD
from extractor.language.fold import fold
from extractor.layout.clean import closed
from extractor.layout.lines import Line
from extractor.layout.markers import read_marker

_HEADER = re.compile(
    rf"(?P<before>[ №п./|]{{0,40}})(?P<left>(?:{HEARD})[ :]{{0,3}})(?P<space>[ |]{{2,120}})(?P<right>{DECIDED}[ :.|]{{0,40}})"
)
_STOP = re.compile(r"(?:председател|секретар|п\. ?п\.|подпис|верно|с подлинным|приложени|протокол|собрание закры|заседание закры|члены|подлинн|президиум|выписка|исп\.|отп\.|\[|<)")
_WIDE = re.compile(r" {2}|\||\t")
_BARS = re.compile(r"\t+|[ ]*\|[ ]*")
_ROW_NUMBER = re.compile(r"((?:№ ?)?\d{1,3}[.)]?|[IVX]{1,5}[.)]?)(?:\t+|[ ]*\|[ ]*)")
_SPACES = re.compile(r"[ \u00a0]{2,}|\t+|[ ]*\|[ ]*")


#: A line that only rules off the rows of a table.
_RULE = re.compile(r"[-–—=+|_ ]{5,}")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that belong together: ordinary (kind "") or one cell of a two-column table ("heard", "decided")."""

    kind: str
    lines: tuple[Line, ...]
    gap: int = 2
    cells: tuple[tuple[int, int], ...] = ()
    numbered: bool = False  # the first line is the number of the row and nothing else


def split_columns(lines: Sequence[Line]) -> Iterator[Chunk]:
    """Yield the lines in chunks; where two columns stand side by side, row by row, left cell then right cell.

    >>> from extractor.layout.lines import split_lines
    >>> rows = split_lines("СЛУШАЛИ:        ПОСТАНОВИЛИ:\\n1. О севе.      1. Принять.")
    >>> [(c.kind, c.lines[0].text) for c in split_columns(rows)]
    [('heard', '1. О севе.'), ('decided', '1. Принять.')]
    """
    plain: list[Line] = []
    index = 0
    while index < len(lines):
        column = _header(lines[index])
        if column is None:
            plain.append(lines[index])
            index += 1
            continue
        column = _settle(lines[index + 1 : index + 60], column)
        end = _table_end(lines, index + 1, column)
        rows = list(_rows(lines[index + 1 : end], column)) if end > index + 1 else []
        if not any(left for left, _ in rows) or not any(right for _, right in rows):
            plain.append(lines[index])
            index += 1
            continue
        if plain:
            yield Chunk("", tuple(plain))
            plain = []
        for left, right in rows:
            number, left = _take_number(left) if column < -1 else ((), left)
            for part in _items(left):
                yield Chunk("heard", (*number, *part), numbered=bool(number))
                number = ()
            yield from (Chunk("decided", tuple(part)) for part in _items(right))
        index = end
    if plain:
        yield Chunk("", tuple(plain))


def _take_number(cell: list[Line]) -> tuple[tuple[Line, ...], list[Line]]:
    """Part the number of a row from its left cell: «3 | О севе» → «3», «О севе»."""
    found = _ROW_NUMBER.match(cell[0].text) if cell else None
    if found is None:
        return (), cell
    number, rest = _piece(cell[0], 0, found[1]), _piece(cell[0], found.end(), cell[0].text[found.end() :])
    return tuple(line for line in (number,) if line), [line for line in (rest,) if line] + cell[1:]


def _header(line: Line) -> int | None:
    """Column at which the right-hand heading begins; -1 less the columns before, where bars or tabs part them; or None."""
    text = closed(line.text)
    if not ("  " in text or "|" in text or "\t" in text):
        return None
    found = _HEADER.fullmatch(fold(text, old=False))
    if not found or not _WIDE.search(text, found.start("space"), found.end("space")):
        return None
    right = re.search(r"(?:п ?о ?с ?т ?а ?н ?о ?в|р ?е ?ш ?[иел])", fold(line.text, old=False))
    if right is None or "\t" in line.text or "|" in line.text:
        return -1 - len(_BARS.findall(text[: found.start("left")].lstrip(" |")))
    return line.indent + right.start()


def _settle(lines: Sequence[Line], column: int) -> int:
    """Headings are often centred over their column: take the column that most rows begin at."""
    if column < 0:
        return column
    starts = Counter(
        line.indent + gap.end() for line in lines for gap in _SPACES.finditer(line.text) if abs(line.indent + gap.end() - column) <= 20
    )
    return starts.most_common(1)[0][0] if starts else column


def _split(line: Line, column: int) -> tuple[Line | None, Line | None]:
    """Cut a line at the gutter nearest to the right column."""
    if column < 0:
        gaps = list(_BARS.finditer(line.text))
        gaps = [g for g in gaps if g.start() > 0 and g.end() < len(line.text)] or [g for g in gaps if g.start() == 0 or g.end() == len(line.text)]
    else:
        gaps = [g for g in _SPACES.finditer(line.text) if abs(line.indent + g.end() - column) <= 8]
    if gaps:
        gap = gaps[min(-1 - column, len(gaps) - 1)] if column < 0 else min(gaps, key=lambda g: abs(line.indent + g.end() - column))
        left, right = line.text[: gap.start()].strip(" |"), line.text[gap.end() :].strip(" |")
        cells = (
            _piece(line, line.text.find(left) if left else 0, left),
            _piece(line, gap.end() + (line.text[gap.end():].find(right) if right else 0), right),
        )
        return cells
    if column >= 0 and line.indent >= column - 6:
        return None, line
    return line, None


def _piece(line: Line, at: int, text: str) -> Line | None:
    return Line(line.start + at, line.start + at + len(text), 0, text, False, line.blank_before) if text else None


def _table_end(lines: Sequence[Line], start: int, column: int) -> int:
    index = start
    barred = column < 0 and "|" in lines[start - 1].text
    while index < len(lines):
        line = lines[index]
        if line.furniture:
            index += 1
            continue
        norm = fold(closed(line.text), old=False)
        left, right = _split(line, column)
        if _STOP.match(norm) and (column < 0 and right is None or line.blank_before or left is None or right is None or index == start):
            break
        if column >= 0 and right is None and line.width > column + 12:
            break
        if column < 0 and line.blank_before and (right is None or barred and "|" not in line.text):
            break
        index += 1
    return index


def _rows(lines: Sequence[Line], column: int) -> Iterator[tuple[list[Line], list[Line]]]:
    """Rows of the table: parted by blank lines, or where a number begins in the left column."""
    left: list[Line] = []
    right: list[Line] = []
    rules = [bool(_RULE.fullmatch(line.text)) for line in lines]
    ruled = False in rules and any(rules[rules.index(False) : len(rules) - rules[::-1].index(False)])  # one between rows, not only around them
    for line in lines:
        if ruled and _RULE.fullmatch(line.text):
            if left or right:
                yield left, right
            left, right = [], []
            continue
        if line.furniture or _RULE.fullmatch(line.text):
            continue
        one, two = _split(line, column)
        numbered = one is not None and read_marker(one.text) is not None
        fresh = column < 0 and not ruled and _new_row(left, right, one, two) or line.blank_before and (one is not None and (numbered or not left or not _goes_on(left, one)))
        if (fresh or numbered and bool(right) and not ruled) and (left or right):
            yield left, right
            left, right = [], []
        if one:
            left.append(one)
        if two:
            right.append(two)
    if left or right:
        yield left, right


_COUNTED = ("1.", "1)", "I", "§", "1.1")


def _new_row(left: Sequence[Line], right: Sequence[Line], one: Line | None, two: Line | None) -> bool:
    """Between bars a line is a row of its own, unless it plainly goes on with the words above."""
    if one is None:
        return False
    if _is_counted(one) or one.blank_before or _ROW_NUMBER.match(one.text) is not None:
        return True
    if one.text[:1] in "(/" or left and _is_counted(left[0]):
        return False  # «(докл. т. Рогов)»; and where rows are numbered, a number begins the next
    broken = any(cell and cell[-1].text.endswith(("-", "¬", ",")) for cell in (left, right))
    lower = one.text[:1].islower() or two is not None and two.text[:1].islower()
    return not broken and not lower


def _is_counted(line: Line) -> bool:
    marker = read_marker(line.text)
    return marker is not None and marker.style in _COUNTED


def _goes_on(cell: Sequence[Line], line: Line) -> bool:
    return bool(cell) and not cell[-1].text.endswith((".", ";")) and line.text[:1].islower()


def _items(cell: Sequence[Line]) -> Iterator[list[Line]]:
    """Paragraphs of one cell: a number or a vote begins a new one."""
    group: list[Line] = []
    for line in cell:
        starts = read_marker(line.text) is not None or re.match(r"(?:Голосовал|Принято|Единогласно|За\b|Отв|Срок)", line.text)
        if group and (starts or line.blank_before and group[-1].text.endswith(".")):
            yield group
            group = []
        group.append(line)
    if group:
        yield group
