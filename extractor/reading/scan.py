"""The picture of a page → a :class:`Sheet`: prepared, its tables and rules told from its text, recognised, doubtful lines read twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import mean
from typing import Any, NamedTuple

import cv2
import numpy as np

from extractor.reading.alike import mend
from extractor.reading.old_letters import is_old, restore
from extractor.reading.picture import Pixels, Prepared, back, binarise, is_sideways, letter_height, prepare
from extractor.reading.recognition import BLOCK, COLUMN, LINE, Seen, recognise
from extractor.reading.rulings import Rect, Rulings, Table, find_rulings
from extractor.reading.sheets import Sheet, Spot

#: Letters of about this height (pixels) are read best and fastest; what lies far from it is scaled to it.
_BEST = 20.0
#: Below this confidence a word is doubted: its line is read again in another size.
_DOUBTED = 60.0
#: Below this mean confidence a page may stand on its head.
_POOR = 60.0
#: Below this it may lie on its side, though its lines seemed to run the other way.
_HOPELESS = 40.0


class Glyphs(NamedTuple):
    """A word on the prepared page: text, box in its pixels, confidence."""

    text: str
    box: Rect
    confidence: float


Line = tuple[Glyphs, ...]


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
    best: tuple[float, Prepared, list[tuple[Line, ...]]] | None = None
    if quarters is None:
        grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
        quarters = (1, 3, 0, 2) if is_sideways(binarise(grey)) else (0, 2, 1, 3)
    for tried, quarter in enumerate(quarters):
        if tried == 2 and best is not None and best[0] >= _HOPELESS:
            break
        prepared = prepare(picture, quarter)
        rows = _read_prepared(prepared.grey, seconds)
        trust = _trust(rows)
        if best is None or trust > best[0]:
            best = (trust, prepared, rows)
        if trust >= _POOR or quarter == 0 and not rows:  # a blank page is one from every side
            break
    assert best is not None
    return best[1], _restore_old([tuple(_mend(cell) for cell in row) for row in best[2]])


def _mend(line: Line) -> Line:
    return tuple(word._replace(text=text) for word, text in zip(line, mend([word.text for word in line]), strict=True))


def _restore_old(rows: list[tuple[Line, ...]]) -> list[tuple[Line, ...]]:
    """Put the letters back that the engine does not know, where the page is in the spelling of before 1918."""
    if not is_old([word.text for row in rows for cell in row for word in cell]):
        return rows
    return [tuple(tuple(word._replace(text=restore(word.text)) for word in cell) for cell in row) for row in rows]


def _trust(rows: Sequence[tuple[Line, ...]]) -> float:
    marks = [word.confidence for row in rows for cell in row for word in cell if len(word.text) > 1 and word.text.strip("_")]
    return mean(marks) if marks else 0.0


def _read_prepared(grey: Pixels, seconds: float) -> list[tuple[Line, ...]]:
    unit = letter_height(binarise(grey)) or 20.0
    rulings = find_rulings(grey, unit)
    scale = _BEST / unit if not 0.85 < _BEST / unit < 1.2 else 1.0
    text = rulings.grey.copy() if rulings.tables else rulings.grey
    for table in rulings.tables:
        x0, y0, x1, y1 = table.box
        text[y0:y1, x0:x1] = 255
    lines = _merge_levels(_lines(text, COLUMN, scale, seconds))
    lines = [_read_again(line, text, scale) if _is_doubted(line) else line for line in lines]
    lines = _lower_tails(_add_rules([line for line in lines if not _is_litter(line)], rulings, unit))
    rows: list[tuple[int, tuple[Line, ...]]] = [(min(word.box[1] for word in line), (line,)) for line in lines]
    for table in rulings.tables:
        rows += [(row[0][1], cells) for row in table.rows if any(cells := tuple(_read_cell(rulings.grey, cell, scale) for cell in row))]
    return [row for _, row in sorted(rows, key=lambda item: item[0])]


def _lines(grey: Pixels, mode: int, scale: float, seconds: float = 0, origin: tuple[int, int] = (0, 0)) -> list[Line]:
    """The lines of a picture; boxes in the pixels of the page on which it begins at ``origin``."""
    sized = grey if scale == 1.0 else cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    lines: dict[int, list[Glyphs]] = {}
    for word in recognise(sized, mode, seconds=seconds):
        lines.setdefault(word.line, []).append(_unscaled(word, scale, origin))
    return [tuple(line) for line in lines.values()]


def _unscaled(word: Seen, scale: float, origin: tuple[int, int]) -> Glyphs:
    x0, y0, x1, y1 = (round(value / scale) for value in word.box)
    return Glyphs(word.text, (x0 + origin[0], y0 + origin[1], x1 + origin[0], y1 + origin[1]), word.confidence)


def _extent(line: Line) -> tuple[int, int]:
    """Top and bottom of a line, by its middle words: a bracket or a stroke of the pen does not count."""
    tops, bottoms = sorted(w.box[1] for w in line), sorted(w.box[3] for w in line)
    return tops[len(tops) // 2], bottoms[len(bottoms) // 2]


def _merge_levels(lines: list[Line]) -> list[Line]:
    """Join what stands on one level: the engine parts a line at a wide gap."""
    out: list[Line] = []
    for line in sorted(lines, key=lambda one: _extent(one)[0]):
        top, bottom = _extent(line)
        for index in range(len(out) - 1, max(-1, len(out) - 4), -1):
            above = _extent(out[index])
            common = min(bottom, above[1]) - max(top, above[0])
            if common > 0.6 * min(bottom - top, above[1] - above[0]) and not _overlap(out[index], line):
                out[index] = tuple(sorted((*out[index], *line), key=lambda word: word.box[0]))
                break
        else:
            out.append(line)
    return out


def _overlap(one: Line, other: Line) -> bool:
    return any(a.box[0] < b.box[2] - 2 and b.box[0] < a.box[2] - 2 for a in one for b in other)


def _is_doubted(line: Line) -> bool:
    return any(word.confidence < _DOUBTED for word in line)


def _read_again(line: Line, grey: Pixels, scale: float) -> Line:
    """Read a doubted line on its own, smaller: what is surer of the two stays."""
    edge = 8
    x0, y0 = max(0, min(w.box[0] for w in line) - edge), max(0, min(w.box[1] for w in line) - edge)
    x1, y1 = max(w.box[2] for w in line) + edge, max(w.box[3] for w in line) + edge
    best = _without_stray_dash(line)
    for other in (1.2 * scale, 0.75 * scale, 1.6 * scale):
        if not _is_doubted(best):
            break
        again = _lines(grey[y0:y1, x0:x1], LINE, other, origin=(x0, y0))
        if len(again) == 1:
            best = _take_surer(best, _without_stray_dash(again[0]))
    return best


def _take_surer(line: Line, again: Line) -> Line:
    """Replace doubted words by what a second reading has in their place, where that is surer."""
    out: list[Glyphs] = []
    for word in line:
        there = [w for w in again if word.box[0] - 2 <= (w.box[0] + w.box[2]) / 2 <= word.box[2] + 2]
        surer = there and min(w.confidence for w in there) > word.confidence + 5
        if word.confidence < _DOUBTED and surer:
            out += [w for w in there if w not in out]
        elif not (out and out[-1] in again and (word.box[0] + word.box[2]) / 2 < out[-1].box[2]):  # «А. А.» was read again as «А.А.»
            out.append(word)
    return tuple(out)


def _without_stray_dash(line: Line) -> Line:
    """Take out a dash that nobody wrote: the engine fills the wide gap behind a number with one."""
    return tuple(w for i, w in enumerate(line) if i != 1 or w.confidence > 60 or w.text.strip("—–-_.·'") or len(line) < 3)


def _is_litter(line: Line) -> bool:
    """Specks and strokes of the pen: a few signs of which none is sure."""
    signs = sum(char.isalnum() for word in line for char in word.text)
    return signs < 4 and max(word.confidence for word in line) < 55 or signs == 0 and max(word.confidence for word in line) < 80


def _lower_tails(lines: list[Line]) -> list[Line]:
    """The rest of a broken word is in small letters: alone on its line the engine cannot tell «НИЯ.» from «ния.»."""
    out: list[Line] = []
    for line in lines:
        head = out[-1][-1].text if out else ""
        word = line[0]
        if len(head) > 2 and head[-1] in "-¬" and head[-2].islower() and word.text.isupper():
            line = (word._replace(text=word.text.lower()), *line[1:])
        out.append(line)
    return out


def _add_rules(lines: list[Line], rulings: Rulings, unit: float) -> list[Line]:
    """Put the rules on which one signs among the words, as the underscores that they were typed with."""
    lines = list(lines)
    for rule in rulings.rules:
        x0, y0, x1, y1 = rule
        mark = Glyphs("_" * max(3, round((x1 - x0) / (1.05 * unit))), rule, 100.0)
        for index, line in enumerate(lines):
            level = _extent(line)[1]
            if abs(level - y0) < 0.7 * unit and _extent(line)[0] < y0:
                kept = [word for word in line if not _is_on_rule(word, rule, unit)]
                kept = [w._replace(text=w.text.lstrip("_")) if w.text.strip("_") and w.box[0] > x0 else w for w in kept]
                lines[index] = tuple(sorted([*kept, mark], key=lambda word: word.box[0]))
                break
        else:
            lines.append((mark,))
    return lines


def _is_on_rule(word: Glyphs, rule: Rect, unit: float) -> bool:
    """Is a word what was left of the rule, or the signature on it, and no text?"""
    middle = (word.box[0] + word.box[2]) / 2
    if not rule[0] - unit < middle < rule[2] + 0.3 * unit:
        return False
    return word.confidence < 50 or not any(char.isalnum() for char in word.text) and word.text != "/"


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
        lines = _lines(framed, BLOCK, other, origin=(x0 + 2 - edge, y0 + 2 - edge))
        if lines and (not best or _trust_of(lines) > _trust_of(best)):
            best = lines
        if best and _trust_of(best) > 70:
            break
    return tuple(word for line in best for word in line)


def _trust_of(lines: list[Line]) -> float:
    return mean(word.confidence for line in lines for word in line)


def tables_of(grey: Pixels) -> tuple[Table, ...]:
    """Return the ruled tables of a prepared page."""
    return find_rulings(grey, letter_height(binarise(grey)) or 20.0).tables
