"""Lines that are drawn and not written: the grid of a table, the rule on which one signs.

They are found on the prepared page and rubbed out, as recognition takes them for letters; the grid gives the cells.
All boxes are in pixels ``(x0, y0, x1, y1)``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np

from extractor.reading.picture import Pixels, binarise

Rect = tuple[int, int, int, int]


class Table(NamedTuple):
    """A ruled table: its outline and its cells, row by row from left to right."""

    box: Rect
    rows: tuple[tuple[Rect, ...], ...]


class Rulings(NamedTuple):
    """What is drawn on a page: tables, single rules, and the page without any of it."""

    tables: tuple[Table, ...]
    rules: tuple[Rect, ...]
    grey: Pixels


def find_rulings(grey: Pixels, unit: float) -> Rulings:
    """Find tables and rules on a page and rub them out; ``unit`` is the height of a letter in pixels."""
    ink = binarise(grey)
    if not _has_lines(ink, unit):
        return Rulings((), (), grey)
    across = _long_runs(ink, max(40, int(3.0 * unit)), flat=True)
    down = _long_runs(ink, max(40, int(2.6 * unit)), flat=False)
    grids = list(_tables(across, down, unit))
    tables = tuple(table for table, _ in grids)
    rules = tuple(_join_pieces(list(_rules(ink, tables, unit)), unit))
    if not tables and not rules:
        return Rulings((), (), grey)
    out = grey.copy()
    for table, lines in grids:
        _rub_out(out, lines, table.box)
    for rule in rules:
        _rub_out(out, ink[rule[1] : rule[3], rule[0] : rule[2]], rule)
    return Rulings(tables, rules, out)


def _has_lines(ink: Pixels, unit: float) -> bool:
    """A quick look, in the small: is there any run of ink across that letters do not have?"""
    small = cv2.threshold(cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), 127, 255, cv2.THRESH_BINARY)[1]
    bar = cv2.getStructuringElement(cv2.MORPH_RECT, (max(12, int(2 * unit)), 1))
    return bool(cv2.morphologyEx(small, cv2.MORPH_OPEN, bar).any())


def _long_runs(ink: Pixels, length: int, *, flat: bool) -> Pixels:
    """Ink in runs of at least such a length; small breaks are closed."""
    near = cv2.getStructuringElement(cv2.MORPH_RECT, (9, 1) if flat else (1, 9))
    bar = cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1) if flat else (1, length))
    return cv2.morphologyEx(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, near), cv2.MORPH_OPEN, bar)


def _boxes(mask: Pixels) -> list[Rect]:
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in stats[1:count]]


def _tables(across: Pixels, down: Pixels, unit: float) -> Iterator[tuple[Table, Pixels]]:
    """Grids with the pixels of their lines: lines across and down that meet, with at least two cells inside."""
    drawn = cv2.bitwise_or(across, down)
    grid = cv2.dilate(drawn, np.ones((5, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(grid, connectivity=8)
    for label in range(1, count):
        x0, y0, w, h, _ = (int(value) for value in stats[label])
        if w < 6 * unit or h < 1.5 * unit or w > 0.995 * grid.shape[1] and h > 0.995 * grid.shape[0]:
            continue
        part = slice(y0, y0 + h), slice(x0, x0 + w)
        lines = np.where(labels[part] == label, 255, 0).astype(np.uint8)
        corners = cv2.bitwise_and(*(cv2.bitwise_and(cv2.dilate(mask[part], np.ones((7, 7), np.uint8)), lines) for mask in (across, down)))
        if len(_boxes(corners)) < 6:
            continue
        cells = [(x0 + a, y0 + b, x0 + c, y0 + d) for a, b, c, d in _boxes(cv2.bitwise_not(lines)) if _is_cell((a, b, c, d), w, h, unit)]
        rows = tuple(_rows_of(cells))
        if any(len(row) > 1 for row in rows):
            yield Table((x0, y0, x0 + w, y0 + h), rows), cv2.bitwise_and(lines, drawn[part])


def _is_cell(box: Rect, width: int, height: int, unit: float) -> bool:
    """A space inside the grid that could hold a letter, and not what lies between the grid and its outline."""
    x0, y0, x1, y1 = box
    return x1 - x0 > 0.8 * unit and y1 - y0 > 0.8 * unit and x0 > 0 and y0 > 0 and x1 < width and y1 < height


def _rows_of(cells: list[Rect]) -> list[tuple[Rect, ...]]:
    """Cells in rows: a cell belongs to the row in whose first cell its top edge begins."""
    rows: list[list[Rect]] = []
    for cell in sorted(cells, key=lambda c: (c[1], c[0])):
        if rows and cell[1] < rows[-1][0][1] + 0.5 * (min(c[3] for c in rows[-1]) - rows[-1][0][1]):
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [tuple(sorted(row)) for row in rows]


def _rules(ink: Pixels, tables: tuple[Table, ...], unit: float) -> Iterator[Rect]:
    """Single level lines outside the tables: thin, long, with little but paper over and under them."""
    runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (max(20, int(1.5 * unit)), 1)))
    joined = cv2.morphologyEx(runs, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (max(9, int(3.2 * unit)), 5)))
    for x0, y0, x1, y1 in _boxes(joined):
        if x1 - x0 < 5 * unit or y1 - y0 > 0.7 * unit or np.count_nonzero(runs[y0:y1, x0:x1].any(axis=0)) < 0.6 * (x1 - x0):
            continue
        if y0 < 0.4 * unit or y1 > ink.shape[0] - 0.4 * unit:
            continue  # the edge of the sheet
        if any(t.box[0] - 9 <= x0 and x1 <= t.box[2] + 9 and t.box[1] - 9 <= y0 and y1 <= t.box[3] + 9 for t in tables):
            continue
        reach = max(3, int(0.35 * unit))
        over, under = ink[max(0, y0 - 2 - reach) : max(0, y0 - 2), x0:x1], ink[y1 + 2 : y1 + 2 + reach, x0:x1]
        if all(side.size == 0 or np.count_nonzero(side) < 0.25 * side.size for side in (over, under)):
            yield x0, y0, x1, y1


def _join_pieces(rules: list[Rect], unit: float) -> list[Rect]:
    """Pieces of one rule, where a pen crossed it, as one."""
    out: list[Rect] = []
    for rule in sorted(rules):
        for index, one in enumerate(out):
            if abs(one[1] - rule[1]) < 0.4 * unit and -unit < rule[0] - one[2] < 4 * unit:
                out[index] = (one[0], min(one[1], rule[1]), max(one[2], rule[2]), max(one[3], rule[3]))
                break
        else:
            out.append(rule)
    return out


def _rub_out(grey: Pixels, lines: Pixels, box: Rect) -> None:
    """Paint the lines of a box as paper, with the grey edge around them."""
    edge = 3
    mask = cv2.dilate(cv2.copyMakeBorder(lines, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=0), np.ones((5, 5), np.uint8))
    x0, y0, x1, y1 = max(0, box[0] - edge), max(0, box[1] - edge), box[2] + edge, box[3] + edge
    part = grey[y0:y1, x0:x1]
    top, left = y0 - (box[1] - edge), x0 - (box[0] - edge)
    part[mask[top : top + part.shape[0], left : left + part.shape[1]] > 0] = 255
