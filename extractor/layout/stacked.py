"""People in two columns whose name wraps: the surname, below it given name and patronymic; beside them the post."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.layout.clean import split_cells
from extractor.layout.lines import Line

_WORD = r"[А-ЯЁІѢѲ][а-яёіѣѳѵъ]+(?:-[А-ЯЁІѢѲ][а-яёіѣѳѵъ]+)?"
_SURNAME = rf"(?:{_WORD}|[А-ЯЁ]{{2,}}(?:-[А-ЯЁ]{{2,}})?)(?: \({_WORD}\))?"
_PATRONYMIC = r"[А-ЯЁІѢѲ][а-яёіѣѳѵ]+(?:вич|ьич|мич|кич|вна|чна|шна)ъ?(?: (?:оглы|кызы))?"
_INITIALS = r"[А-ЯЁІѢѲ]\. ?[А-ЯЁІѢѲ]\."
_FULL = re.compile(rf"{_SURNAME} (?:{_WORD} {_PATRONYMIC}|{_INITIALS})")
#: What may stand of a name on its first lines.
_BEGUN = re.compile(rf"{_SURNAME}(?: {_WORD})?")
_DASH = re.compile(r"[-–—](?!\d)")
#: Columns by which a line of the right-hand column may stand off its first line.
_SHIFT = 4


@dataclass(frozen=True, slots=True)
class StackedRow:
    """Slices ``(line, start, stop)`` of one person's name and of what stands beside it; how many lines they take."""

    name: tuple[tuple[Line, int, int], ...]
    beside: tuple[tuple[Line, int, int], ...]
    count: int


def read_stacked(lines: Sequence[Line], at: int) -> StackedRow | None:
    """Return the person whose row begins at ``lines[at]`` and takes several lines.

    >>> from extractor.layout.lines import split_lines
    >>> rows = split_lines("Рогов             - начальник отдела обра-\\nПавел Ильич         зования")
    >>> row = read_stacked(rows, 0)
    >>> [[line.text[a:b] for line, a, b in cells] for cells in (row.name, row.beside)]
    [['Рогов', 'Павел Ильич'], ['- начальник отдела обра-', 'зования']]
    """
    first = lines[at]
    if at + 1 >= len(lines) or first.furniture or not _BEGUN.match(first.text):
        return None
    name: list[tuple[Line, int, int]] = []
    beside: list[tuple[Line, int, int]] = []
    column = None
    count = 0
    for line in lines[at : at + 12]:
        if line.furniture or count and line.blank_before:
            break
        cells = _cells(line.text)
        words = " ".join(row.text[a:b] for row, a, b in name)
        full = bool(_FULL.fullmatch(words))
        left, right = (cells[:1], cells[1:]) if abs(line.indent - first.indent) <= 2 else ([], cells)
        if right and column is not None and abs(line.indent + right[0][0] - column) > _SHIFT and "\t" not in line.text:
            break
        if not left and (len(cells) > 1 or column is None or line.indent < first.indent + 8):
            break
        if left and (full or not _continues(words, line.text[slice(*left[0])])):
            break
        name += [(line, *cell) for cell in left]
        beside += [(line, *cell) for cell in right]
        if right and column is None:
            column = _column(line, right)
        count += 1
    return _accept(name, beside, count)


def _cells(text: str) -> list[tuple[int, int]]:
    """The cells of a line; a dash that ends the first one is the first sign of the second («Рогов П. И. -     мастер»)."""
    cells = split_cells(text)
    trailing = re.search(r" +(?=[-–—]$)", text[slice(*cells[0])]) if len(cells) == 2 else None
    if trailing is None:
        return cells
    (start, stop), second = cells
    return [(start, start + trailing.start()), (stop - 1, stop), second]


def _continues(words: str, more: str) -> bool:
    """Do the words of the left column go on with a name?"""
    joined = f"{words} {more}".strip()
    return _FULL.fullmatch(joined) is not None or _BEGUN.fullmatch(joined) is not None


def _column(line: Line, cells: Sequence[tuple[int, int]]) -> int:
    """Where the words beside the name begin, behind a dash of their own."""
    lone = _DASH.fullmatch(line.text[slice(*cells[0])]) and len(cells) > 1
    start = cells[1 if lone else 0][0]
    opened = re.match(r"[-–—] *", line.text[start:])
    return line.indent + start + (opened.end() if opened else 0)


def _accept(name: Sequence[tuple[Line, int, int]], beside: Sequence[tuple[Line, int, int]], count: int) -> StackedRow | None:
    """A name on one line needs a dash behind it, for it may be anything in a table; a wrapped one needs none."""
    if count < 2 or not beside or not _FULL.fullmatch(" ".join(line.text[a:b] for line, a, b in name)):
        return None
    line, start, stop = beside[0]
    if len(name) == 1 and not _DASH.match(line.text[start:stop]):
        return None
    return StackedRow(tuple(name), tuple(beside), count)
