"""Lines of recognised words on a prepared page: joined, read again where they are doubted, cleared of specks and strokes of the pen."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean
from typing import NamedTuple

import cv2

from extractor.reading.picture import Pixels
from extractor.reading.recognition import LINE, Seen, recognise
from extractor.reading.rulings import Rect, Rulings

#: Below this confidence a word is doubted: its line is read again in another size.
_DOUBTED = 60.0


class Glyphs(NamedTuple):
    """A word on the prepared page: text, box in its pixels, confidence."""

    text: str
    box: Rect
    confidence: float


Line = tuple[Glyphs, ...]


def read_lines(grey: Pixels, mode: int, scale: float, seconds: float = 0, origin: tuple[int, int] = (0, 0)) -> list[Line]:
    """Return the lines of a picture; boxes in the pixels of the page on which it begins at ``origin``."""
    sized = grey if scale == 1.0 else cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    lines: dict[int, list[Glyphs]] = {}
    for word in recognise(sized, mode, seconds=seconds):
        lines.setdefault(word.line, []).append(_unscaled(word, scale, origin))
    return [tuple(line) for line in lines.values()]


def _unscaled(word: Seen, scale: float, origin: tuple[int, int]) -> Glyphs:
    x0, y0, x1, y1 = (round(value / scale) for value in word.box)
    return Glyphs(word.text, (x0 + origin[0], y0 + origin[1], x1 + origin[0], y1 + origin[1]), word.confidence)


def mean_confidence(lines: Sequence[Line]) -> float:
    """Return the mean confidence of the words of some lines; 0 where there are none."""
    marks = [word.confidence for line in lines for word in line]
    return mean(marks) if marks else 0.0


def trust_of(lines: Sequence[Line]) -> float:
    """Return how far a page can be trusted to lie upright: the mean confidence of its words of two signs and more."""
    return mean_confidence([tuple(word for word in line if len(word.text) > 1 and word.text.strip("_")) for line in lines])


def _extent(line: Line) -> tuple[int, int]:
    """Top and bottom of a line, by its middle words: a bracket or a stroke of the pen does not count."""
    tops, bottoms = sorted(w.box[1] for w in line), sorted(w.box[3] for w in line)
    return tops[len(tops) // 2], bottoms[len(bottoms) // 2]


def merge_levels(lines: list[Line]) -> list[Line]:
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
    return any(word.confidence < _DOUBTED and (index < 2 or any(char.isalnum() for char in word.text)) for index, word in enumerate(line))


def read_doubted(lines: list[Line], grey: Pixels, scale: float, trust: float) -> list[Line]:
    """Read the most doubted lines again: some of a page that is well read, half of one that is not."""
    doubted = sorted((index for index, line in enumerate(lines) if _is_doubted(line)), key=lambda i: _least(lines[i]))
    most = max(3, len(lines) // (10 if trust > 85 else 2))
    chosen = set(doubted[:most])
    return [_read_again(line, grey, scale) if index in chosen else line for index, line in enumerate(lines)]


def _least(line: Line) -> float:
    return min((word.confidence for word in line if any(char.isalnum() for char in word.text)), default=100.0)


def _read_again(line: Line, grey: Pixels, scale: float) -> Line:
    """Read a doubted line on its own, in other sizes: what is surer stays, word by word."""
    edge = 8
    x0, y0 = max(0, min(w.box[0] for w in line) - edge), max(0, min(w.box[1] for w in line) - edge)
    x1, y1 = max(w.box[2] for w in line) + edge, max(w.box[3] for w in line) + edge
    best = _without_stray_dash(line)
    for other in (1.2 * scale, 0.75 * scale, 1.6 * scale):
        if not _is_doubted(best):
            break
        again = read_lines(grey[y0:y1, x0:x1], LINE, other, origin=(x0, y0))
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


def is_litter(line: Line) -> bool:
    """Tell specks and strokes of the pen: a few signs of which none is sure."""
    signs = sum(char.isalnum() for word in line for char in word.text)
    return signs < 4 and max(word.confidence for word in line) < 55 or signs == 0 and max(word.confidence for word in line) < 80


def lower_tails(lines: list[Line]) -> list[Line]:
    """Put the rest of a broken word in small letters: alone on its line the engine cannot tell «НИЯ.» from «ния.»."""
    out: list[Line] = []
    for line in lines:
        head = out[-1][-1].text if out else ""
        word = line[0]
        if len(head) > 2 and head[-1] in "-¬" and head[-2].islower() and word.text.isupper():
            line = (word._replace(text=word.text.lower()), *line[1:])
        out.append(line)
    return out


def add_rules(lines: list[Line], rulings: Rulings, unit: float) -> list[Line]:
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
