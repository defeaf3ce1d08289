"""The text layer of a PDF page → words with boxes in points, and the rows that they stand in.

pdfium gives signs one by one in the order of the file, which need not be that of reading; rows are made anew from
where the signs stand.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from extractor.reading.sheets import Box, Row, Spot, turn

#: What pdfium puts for a hyphen that it believes to break a word; in the text it is one.
_BROKEN_HYPHEN = 2
_LIGATURES = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff"}


class _Sign(NamedTuple):
    text: str
    box: Box


def read_spots(page: Any) -> tuple[list[Spot], int]:
    """Return the words of a page's text layer in the order of the file, and by how many quarters the page must be turned.

    Boxes are in points from the top left of the page, turned by those quarters counter-clockwise.
    """
    textpage = page.get_textpage()
    try:
        signs = list(_signs(textpage, to_shown(page)))
    finally:
        textpage.close()
    quarters = _find_quarters(signs)
    if quarters:
        width, height = page.get_size()
        signs = [sign._replace(box=turn(sign.box, width, height, quarters)) for sign in signs]
    return list(_words(iter(signs))), quarters


def _find_quarters(signs: Sequence[_Sign]) -> int:
    """By the way that most signs follow one another: to the right, up, to the left or down."""
    ways = [0, 0, 0, 0]
    for last, sign in zip(signs, signs[1:], strict=False):
        if " " in (last.text, sign.text):
            continue
        across, down = sign.box[0] - last.box[0], sign.box[1] - last.box[1]
        way = (0 if across > 0 else 2) if abs(across) > abs(down) else (3 if down < 0 else 1)
        ways[way] += 1
    return ways.index(max(ways)) if max(ways) > 0.7 * sum(ways) else 0


def to_shown(page: Any) -> Callable[[float, float, float, float], Box]:
    """Return the way from the page's own coordinates (from the bottom left, not turned) to those of the page as shown."""
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation()

    def place(x0: float, y0: float, x1: float, y1: float) -> Box:
        if turn == 90:
            return (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        if turn == 180:
            return (right - x1, y0 - bottom, right - x0, y1 - bottom)
        if turn == 270:
            return (top - y1, right - x1, top - y0, right - x0)
        return (x0 - left, top - y1, x1 - left, top - y0)

    return place


def _signs(textpage: Any, place: Callable[[float, float, float, float], Box]) -> Iterator[_Sign]:
    import pypdfium2.raw as pdfium

    rect = pdfium.FS_RECTF()
    reference = ctypes.byref(rect)
    raw = textpage.raw
    high = ""
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if 0xD800 <= code < 0xDC00:  # the first half of a sign that takes two
            high = chr(code)
            continue
        text = (high + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16", "replace") if high else chr(code)
        high = ""
        if code == _BROKEN_HYPHEN:
            text = "-"
        if text.isspace() or text < " ":
            yield _Sign(" ", (0.0, 0.0, 0.0, 0.0))
        elif pdfium.FPDFText_GetLooseCharBox(raw, index, reference):
            yield _Sign(_LIGATURES.get(text, text), place(rect.left, rect.bottom, rect.right, rect.top))


def _words(signs: Iterator[_Sign]) -> Iterator[Spot]:
    """Join signs to words: a blank, a gap or another level parts them."""
    word: list[_Sign] = []
    for sign in signs:
        if sign.text == " ":
            if word:
                yield _join(word)
            word = []
            continue
        if word and _parted(word[-1].box, sign.box):
            yield _join(word)
            word = []
        word.append(sign)
    if word:
        yield _join(word)


def _parted(last: Box, box: Box) -> bool:
    height = max(1.0, min(last[3] - last[1], box[3] - box[1]))
    gap = box[0] - last[2]
    return gap > 0.3 * height or gap < -1.5 * height or min(last[3], box[3]) - max(last[1], box[1]) < 0.3 * height


def _join(word: Sequence[_Sign]) -> Spot:
    x0, y0 = min(s.box[0] for s in word), min(s.box[1] for s in word)
    x1, y1 = max(s.box[2] for s in word), max(s.box[3] for s in word)
    return Spot("".join(s.text for s in word), (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)))


def arrange(spots: Sequence[Spot]) -> list[tuple[Spot, ...]]:
    """Return the words in lines from top to bottom, each from left to right.

    >>> words = [Spot("дня", (40, 10, 60, 20)), Spot("Повестка", (0, 10, 38, 20)), Spot("1.", (0, 30, 8, 40))]
    >>> [[word.text for word in line] for line in arrange(words)]
    [['Повестка', 'дня'], ['1.']]
    """
    lines: list[list[Spot]] = []
    for spot in sorted(spots, key=lambda s: (s.box[1] + s.box[3], s.box[0])):
        middle = (spot.box[1] + spot.box[3]) / 2
        for line in lines[-3:][::-1]:
            top, bottom = line[0].box[1], line[0].box[3]
            if top < middle < bottom and spot.box[1] < (top + bottom) / 2 < spot.box[3] and not _covers(line, spot):
                line.append(spot)
                break
        else:
            lines.append([spot])
    ordered = sorted(lines, key=lambda line: min(s.box[3] for s in line))
    return [tuple(sorted(line, key=lambda s: s.box[0])) for line in ordered]


def _covers(line: Sequence[Spot], spot: Spot) -> bool:
    """Does a word stand where another of the line is? Then it belongs to a line of its own."""
    return any(other.box[0] + 1 < spot.box[2] and spot.box[0] + 1 < other.box[2] for other in line)


def into_rows(spots: Sequence[Spot], tables: Sequence[Sequence[Sequence[Box]]]) -> tuple[Row, ...]:
    """Return words as rows: those inside a ruled table by its cells, the others by their lines."""
    free: list[Spot] = []
    cells: dict[tuple[int, int, int], list[Spot]] = {}
    places = [(box, (t, r, c)) for t, table in enumerate(tables) for r, row in enumerate(table) for c, box in enumerate(row)]
    for spot in spots:
        x, y = (spot.box[0] + spot.box[2]) / 2, (spot.box[1] + spot.box[3]) / 2
        place = next((key for box, key in places if box[0] <= x <= box[2] and box[1] <= y <= box[3]), None)
        (cells.setdefault(place, []) if place else free).append(spot)
    rows: list[tuple[float, Row]] = [(line[0].box[3], (line,)) for line in arrange(free)]
    for t, table in enumerate(tables):
        for r, row in enumerate(table):
            made = tuple(tuple(s for line in arrange(cells.get((t, r, c), ())) for s in line) for c in range(len(row)))
            if any(made):
                rows.append((min(s.box[3] for cell in made for s in cell), made))
    return tuple(row for _, row in sorted(rows, key=lambda item: item[0]))
