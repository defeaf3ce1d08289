"""The picture of a page → a :class:`Sheet`: prepared, its tables and rules told from its text, recognised, doubtful lines read twice."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from extractor.reading.lines import (
    Glyphs,
    Line,
    add_rules,
    is_litter,
    lower_tails,
    mean_confidence,
    merge_levels,
    read_doubted,
    read_lines,
    trust_of,
)
from extractor.reading.mending import mend_page
from extractor.reading.picture import Pixels, Prepared, back, binarise, is_sideways, prepare
from extractor.reading.recognition import BLOCK, COLUMN
from extractor.reading.rulings import Rect, Rulings, find_rulings
from extractor.reading.sheets import Sheet, Spot
from extractor.reading.spreads import find_halves

#: Letters of about this height (pixels) are read best and fastest; what lies far from it is scaled to it.
_BEST = 20.0
#: Below this mean confidence what is seen in a cell is dirt.
_SPECKS = 30.0
#: Below this mean confidence a page may stand on its head.
_POOR = 60.0
#: Below this it may lie on its side, though its lines seemed to run the other way.
_HOPELESS = 40.0


def read_picture(picture: Pixels, number: int, dpi: float, *, seconds: float = 0, level: bool = False) -> list[Sheet]:
    """Return the sheets of a picture (two where it shows two pages side by side), boxes in points from its top left.

    ``level`` says that it stands upright and is one page: nothing is turned or parted.
    """
    sheets = []
    for left, half in [(0, picture)] if level else find_halves(picture):
        prepared, rows = _read_upright(half, seconds, (0,) if level else None)
        height, width = half.shape[:2]
        points = 72 / dpi
        placed = tuple(tuple(tuple(_place(word, prepared, left, points) for word in cell) for cell in row) for row in rows)
        sheets.append(Sheet(number, (left + width) * points, height * points, placed, recognised=True, quarters=prepared.quarters))
    return sheets


def _place(word: Glyphs, prepared: Prepared, left: int, points: float) -> Spot:
    x0, y0, x1, y1 = back(prepared.matrix, word.box)
    box = ((x0 + left) * points, y0 * points, (x1 + left) * points, y1 * points)
    return Spot(word.text, tuple(round(v, 2) for v in box), round(word.confidence, 1))  # type: ignore[arg-type]  # four stay four


def _read_upright(picture: Pixels, seconds: float, quarters: tuple[int, ...] | None) -> tuple[Prepared, list[tuple[Line, ...]]]:
    """Read a page; sideways or of poor confidence, in the other directions too, and take what reads best."""
    if quarters is None:
        grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
        quarters = (1, 3, 0, 2) if is_sideways(binarise(grey)) else (0, 2, 1, 3)
    best: _Pass | None = None
    for tried, quarter in enumerate(quarters):
        if tried == 2 and best is not None and best.trust >= _HOPELESS:
            break
        first = _read_once(prepare(picture, quarter), seconds)
        if best is None or first.trust > best.trust:
            best = first
        if first.trust >= _POOR or quarter == 0 and not first.lines and not first.rulings.tables:  # a blank page is one from every side
            break
    assert best is not None
    return best.prepared, mend_page(_finish(best))


class _Pass(NamedTuple):
    """A page read once: as it was prepared, what is drawn on it, the picture of its text, letter height and scale, its lines, their trust."""

    prepared: Prepared
    rulings: Rulings
    text: Pixels
    unit: float
    scale: float
    lines: list[Line]
    trust: float


def _read_once(prepared: Prepared, seconds: float) -> _Pass:
    unit = prepared.unit
    rulings = find_rulings(prepared.grey, unit)
    scale = _BEST / unit if not 0.85 < _BEST / unit < 1.2 else 1.0
    text = rulings.grey.copy() if rulings.tables else rulings.grey
    for table in rulings.tables:
        x0, y0, x1, y1 = table.box
        text[y0:y1, x0:x1] = 255
    lines = merge_levels(read_lines(text, COLUMN, scale, seconds))
    return _Pass(prepared, rulings, text, unit, scale, lines, trust_of(lines))


def _finish(first: _Pass) -> list[tuple[Line, ...]]:
    """Read doubted lines again, and the tables cell by cell; rows from top to bottom."""
    lines = [line for line in read_doubted(first.lines, first.text, first.scale, first.trust) if not is_litter(line)]
    lines = lower_tails(add_rules(lines, first.rulings, first.unit))
    rows: list[tuple[int, tuple[Line, ...]]] = [(min(word.box[1] for word in line), (line,)) for line in lines]
    for table in first.rulings.tables:
        for row in table.rows:
            cells = tuple(_read_cell(first.rulings.grey, cell, first.scale) for cell in row)
            if any(cells):
                rows.append((row[0][1], cells))
    return [row for _, row in sorted(rows, key=lambda item: item[0])]


def _read_cell(grey: Pixels, cell: Rect, scale: float) -> Line:
    """The words of a cell, line after line."""
    x0, y0, x1, y1 = cell
    part = grey[y0 + 2 : y1 - 2, x0 + 2 : x1 - 2]
    if part.size == 0 or np.count_nonzero(part < 128) < 12:
        return ()
    edge = 12
    framed = cv2.copyMakeBorder(part, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=255)
    best: list[Line] = []
    for other in (scale, 1.35 * scale):
        lines = read_lines(framed, BLOCK, other, origin=(x0 + 2 - edge, y0 + 2 - edge))
        if mean_confidence(lines) > mean_confidence(best):
            best = lines
        if mean_confidence(best) > 70:
            break
    return tuple(word for line in best for word in line) if mean_confidence(best) >= _SPECKS else ()
