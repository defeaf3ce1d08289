"""A page of a PDF → :class:`Sheet`: its text layer where that is sound, recognition where it is not, both on a mixed page.

The unit of work of a worker process: file and page number go in, a sheet comes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from extractor.reading.cache import once
from extractor.reading.layer import is_broken
from extractor.reading.pdf_text import into_rows, read_spots, to_shown
from extractor.reading.sheets import Box, Row, Sheet, Spot, turn

#: Pages are drawn at this resolution to be recognised.
DPI = 300
#: A drawn page of more pixels than this is drawn coarser.
MOST_PIXELS = 36_000_000
_TEXT, _PATH, _IMAGE, _SHADING, _FORM = 1, 2, 3, 4, 5


def read_page(page: Any, number: int, digest: str, *, seconds: float = 0) -> list[Sheet]:
    """Return the sheets of a pdfium page; ``digest`` (SHA-256 of the file) finds what was recognised of it before."""
    width, height = page.get_size()
    spots, quarters = read_spots(page)
    drawn = list(_drawings(page, width, height))
    over_picture = any(kind == _IMAGE and _area(box) > 0.5 * width * height for kind, box, _ in drawn)
    if (not spots and drawn) or is_broken([spot.text for spot in spots], over_picture=over_picture):
        return once(digest, number, lambda: _recognise_page(page, number, seconds))
    if quarters:
        return [_read_turned(number, width, height, spots, quarters)]
    rows = into_rows(spots, _tables(drawn, width, height))
    regions = _regions(drawn, spots, width, height)
    if not regions:
        return [Sheet(number, width, height, rows)]
    return once(digest, number, lambda: [_add_regions(page, Sheet(number, width, height, rows), regions, seconds)])


def _read_turned(number: int, width: float, height: float, spots: Sequence[Spot], quarters: int) -> Sheet:
    """A page whose text runs along its side: the rows of the turned page, the boxes of the page as it lies."""
    wide, high = (height, width) if quarters % 2 else (width, height)
    rows = tuple(tuple(tuple(s._replace(box=turn(s.box, wide, high, -quarters)) for s in cell) for cell in row) for row in into_rows(spots, ()))
    return Sheet(number, width, height, rows, quarters=quarters)


def _add_regions(page: Any, sheet: Sheet, regions: Sequence[Box], seconds: float) -> Sheet:
    found = [row for box in regions for row in _recognise_region(page, box, seconds)]
    return replace(sheet, rows=tuple(sorted([*sheet.rows, *found], key=_level)), recognised=True) if found else sheet


def _level(row: Row) -> float:
    return min(spot.box[3] for cell in row for spot in cell)


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


#: So many objects of a page are looked at, and no more.
_MOST_OBJECTS = 20_000


def _drawings(page: Any, width: float, height: float) -> Iterator[tuple[int, Box, int]]:
    """What is no text: kind, box on the page as shown, and how many strokes a path has."""
    import pypdfium2.raw as pdfium

    place = to_shown(page)
    for kind, bounds, item in islice(_objects(page, None, None, 0), _MOST_OBJECTS):
        box = place(*bounds)
        if box[2] > 0 and box[3] > 0 and box[0] < width and box[1] < height:
            yield kind, box, max(0, pdfium.FPDFPath_CountSegments(item.raw)) if kind == _PATH else 0


def _objects(page: Any, form: Any, matrix: Any, depth: int) -> Iterator[tuple[int, tuple[float, float, float, float], Any]]:
    """The objects of a page that are no text, those inside forms too, with their bounds in the page's coordinates."""
    for item in page.get_objects(max_depth=1, form=form):
        if item.type == _TEXT:
            continue
        if item.type == _FORM:
            if depth < 4:
                inner = item.get_matrix()
                yield from _objects(page, item.raw, inner.multiply(matrix) if matrix else inner, depth + 1)
            continue
        try:
            bounds = item.get_bounds()
        except Exception:  # pdfium gives none for an object that draws nothing
            continue
        yield item.type, matrix.on_rect(*bounds) if matrix else bounds, item


def render(page: Any, *, dpi: float = DPI, crop: Box | None = None) -> tuple[Any, float]:
    """Draw a page, or the box of it that is asked for (points); return BGR pixels and the resolution that was used."""
    width, height = page.get_size()
    if crop is not None:
        width_shown, height_shown = crop[2] - crop[0], crop[3] - crop[1]
    else:
        width_shown, height_shown = width, height
    pixels = width_shown * height_shown * (dpi / 72) ** 2
    if pixels > MOST_PIXELS:
        dpi *= (MOST_PIXELS / pixels) ** 0.5
    margins = (crop[0], height - crop[3], width - crop[2], crop[1]) if crop is not None else (0, 0, 0, 0)
    bitmap = page.render(scale=dpi / 72, crop=margins, rev_byteorder=False, prefer_bgrx=False)
    array = bitmap.to_numpy()
    return (array[:, :, :3] if array.ndim == 3 and array.shape[2] > 3 else array.squeeze()).copy(), dpi


def _recognise_page(page: Any, number: int, seconds: float) -> list[Sheet]:
    from extractor.reading.scan import read_picture

    picture, dpi = render(page)
    return read_picture(picture, number, dpi, seconds=seconds)


def _regions(drawn: Sequence[tuple[int, Box, int]], spots: Sequence[Spot], width: float, height: float) -> list[Box]:
    """Where words may be drawn: pictures and heaps of curved strokes that no text covers."""
    marks = [box for kind, box, strokes in drawn if kind == _IMAGE and _area(box) < 0.9 * width * height or kind == _PATH and strokes > 7]
    regions: list[Box] = []
    for box in sorted(marks, key=lambda b: (b[1], b[0])):
        box = (max(0.0, box[0]), max(0.0, box[1]), min(width, box[2]), min(height, box[3]))
        for index in range(len(regions) - 1, max(-1, len(regions) - 6), -1):
            if _near(regions[index], box, 14):
                regions[index] = _hull(regions[index], box)
                break
        else:
            regions.append(box)
    merged: list[Box] = []
    for box in regions:
        near = [one for one in merged if _near(one, box, 14)]
        merged = [one for one in merged if one not in near]
        for one in near:
            box = _hull(one, box)
        merged.append(box)
    free = [box for box in merged if box[2] - box[0] > 25 and box[3] - box[1] > 5]
    return [_grow(box, width, height) for box in free if not _is_covered(box, spots)]


def _near(one: Box, other: Box, reach: float) -> bool:
    return one[0] - reach < other[2] and other[0] - reach < one[2] and one[1] - reach < other[3] and other[1] - reach < one[3]


def _hull(one: Box, other: Box) -> Box:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))


def _grow(box: Box, width: float, height: float) -> Box:
    return (max(0.0, box[0] - 4), max(0.0, box[1] - 4), min(width, box[2] + 4), min(height, box[3] + 4))


def _is_covered(box: Box, spots: Sequence[Spot]) -> bool:
    """Do words of the layer lie on a third of a region? Then what is drawn there is their ground or their frame."""
    covered = sum(_area((max(box[0], s.box[0]), max(box[1], s.box[1]), min(box[2], s.box[2]), min(box[3], s.box[3]))) for s in spots)
    return covered > 0.3 * _area(box)


def _recognise_region(page: Any, box: Box, seconds: float) -> list[Row]:
    """The rows of a region that surely are words: a picture of a crane is none."""
    from extractor.reading.scan import read_picture

    picture, dpi = render(page, crop=box)
    rows = []
    for sheet in read_picture(picture, 1, dpi, seconds=seconds, level=True):
        for row in sheet.rows:
            words = [spot for cell in row for spot in cell]
            letters = sum(char.isalpha() for spot in words for char in spot.text)
            sure = sum((spot.confidence or 0) * len(spot.text) for spot in words) / max(1, sum(len(spot.text) for spot in words))
            if letters > 3 and sure > 70:
                rows.append(tuple(tuple(_moved(spot, box) for spot in cell) for cell in row))
    return rows


def _moved(spot: Spot, box: Box) -> Spot:
    x0, y0, x1, y1 = spot.box
    return spot._replace(box=(round(x0 + box[0], 2), round(y0 + box[1], 2), round(x1 + box[0], 2), round(y1 + box[1], 2)))


def _tables(drawn: Sequence[tuple[int, Box, int]], width: float, height: float) -> list[list[list[Box]]]:
    """The ruled tables of a page, told from its thin lines and frames, as boxes of cells in points."""
    lines = [box for kind, box, strokes in drawn if kind == _PATH and strokes <= 7]
    if len(lines) < 4 or max(width, height) > 5000:
        return []
    import cv2
    import numpy as np

    from extractor.reading.rulings import find_rulings

    scale = 2.0
    sheet = np.full((int(height * scale) + 1, int(width * scale) + 1), 255, np.uint8)
    for x0, y0, x1, y1 in lines:
        thin = x1 - x0 < 4 or y1 - y0 < 4
        if x1 - x0 < 4 and y1 - y0 < 4:
            continue
        corners = (round(x0 * scale), round(y0 * scale)), (round(x1 * scale), round(y1 * scale))
        if thin:
            cv2.line(sheet, *corners, 0, 2)
        else:
            cv2.rectangle(sheet, *corners, 0, 2)
    if sheet.min() == 255:
        return []
    tables = find_rulings(sheet, 12.0).tables
    return [[[tuple(v / scale for v in cell) for cell in row] for row in table.rows] for table in tables]  # type: ignore[misc]
