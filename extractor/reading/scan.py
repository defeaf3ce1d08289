"""The picture of a page → a :class:`Sheet`: prepared, its tables and rules told from its text, recognised, doubtful lines read twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import mean
from typing import Any, NamedTuple

import cv2
import numpy as np

from extractor.reading.alike import level_case, mend, mend_markers, mend_romans, mend_word
from extractor.reading.lines import Glyphs, Line, add_rules, is_litter, lower_tails, merge_levels, read_doubted, read_lines, trust_of
from extractor.reading.old_letters import is_old, restore
from extractor.reading.picture import Pixels, Prepared, back, binarise, is_sideways, prepare
from extractor.reading.recognition import BLOCK, COLUMN
from extractor.reading.rulings import Rect, Rulings, find_rulings
from extractor.reading.sheets import Sheet, Spot

#: Letters of about this height (pixels) are read best and fastest; what lies far from it is scaled to it.
_BEST = 20.0
#: Below this mean confidence what is seen in a cell is dirt.
_SPECKS = 30.0
#: Below this confidence a word that the dictionary does not know may be another that looks alike.
_UNSURE = 97.0
#: Below this one a capital inside a word in small letters is one of a jumping typewriter.
_JUMPING = 88.0
#: Below this mean confidence a page may stand on its head.
_POOR = 60.0
#: Below this it may lie on its side, though its lines seemed to run the other way.
_HOPELESS = 40.0


def read_picture(picture: Pixels, number: int, dpi: float, *, seconds: float = 0, level: bool = False) -> list[Sheet]:
    """Return the sheets of a picture (two where it shows two pages side by side), boxes in points from its top left.

    ``level`` says that it stands upright and is one page: nothing is turned or parted.
    """
    sheets = []
    for left, half in [(0, picture)] if level else _halves(picture):
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


def _halves(picture: Pixels) -> Iterator[tuple[int, Pixels]]:
    """The pages of a spread with the column at which each begins; any other picture whole."""
    height, width = picture.shape[:2]
    gutter = find_gutter(picture) if width > 1.15 * height else None
    if gutter is None:
        yield 0, picture
    else:
        yield 0, picture[:, :gutter]
        yield gutter, picture[:, gutter:]


def find_gutter(picture: Pixels) -> int | None:
    """Return the column between the two pages of a spread, None where the picture shows one page."""
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    if is_sideways(ink * 255):
        return None
    columns = ink[int(0.08 * ink.shape[0]) : int(0.92 * ink.shape[0])].sum(axis=0).astype(float) / ink.shape[0]
    width = len(columns)
    middle = columns[int(0.4 * width) : int(0.6 * width)]
    if columns[: int(0.4 * width)].max(initial=0) < 0.02 or columns[int(0.6 * width) :].max(initial=0) < 0.02:
        return None
    smooth = np.convolve(middle, np.ones(9) / 9, mode="same")
    empty = smooth < 0.2 * np.median(columns[columns > 0.005])
    runs = _longest_run(empty)
    return 4 * (int(0.4 * width) + (runs[0] + runs[1]) // 2) if runs and runs[1] - runs[0] > 0.02 * width else None


def _longest_run(flags: Any) -> tuple[int, int] | None:
    best, start = None, None
    for index, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = index
        elif not flag and start is not None:
            if best is None or index - start > best[1] - best[0]:
                best = (start, index)
            start = None
    return best


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
    rows = [tuple(_with_texts(cell, mend([word.text for word in cell])) for cell in row) for row in _finish(best)]
    return best.prepared, _mend_words(rows)


def _with_texts(line: Line, texts: Sequence[str]) -> Line:
    return tuple(word._replace(text=text) for word, text in zip(line, texts, strict=True))


def _mend_words(rows: list[tuple[Line, ...]]) -> list[tuple[Line, ...]]:
    """Put right what the engine takes for something alike; the old letters, where the page is in the spelling of before 1918."""
    words = [word for row in rows for cell in row for word in cell]
    old = is_old([word.text for word in words])
    heads = iter(mend_romans([row[0][0].text if row[0] else "" for row in rows]))
    rows = [(_with_head(row[0], next(heads)), *row[1:]) for row in rows]
    words = [word for row in rows for cell in row for word in cell]
    texts = iter(mend_markers([restore(word.text) if old else _mend_doubtful(word) for word in words]))
    return [tuple(_with_texts(cell, [next(texts) for _ in cell]) for cell in row) for row in rows]


def _with_head(line: Line, text: str) -> Line:
    return (line[0]._replace(text=text), *line[1:]) if line else line


def _mend_doubtful(word: Glyphs) -> str:
    if word.confidence >= _UNSURE:
        return word.text
    return mend_word(level_case(word.text) if word.confidence < _JUMPING else word.text)


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
        if lines and (not best or _trust_of(lines) > _trust_of(best)):
            best = lines
        if best and _trust_of(best) > 70:
            break
    if not best or _trust_of(best) < _SPECKS:
        return ()
    return tuple(word for line in best for word in line)


def _trust_of(lines: list[Line]) -> float:
    return mean(word.confidence for line in lines for word in line)
