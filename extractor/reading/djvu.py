"""DjVu, by djvu-rs: the hidden text of a page with its boxes where that is sound, recognition of its picture where it is not.

Pages go to worker processes as those of a PDF do. Only what is in the file itself is read: the parts of a DjVu that lie
beside it in other files are not looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from extractor.errors import BrokenFile, ExtractorError, MissingPackage, TooLarge
from extractor.model import Source
from extractor.reading.cache import once
from extractor.reading.image import FAR_TOO_MANY, MOST_PIXELS
from extractor.reading.layer import is_broken
from extractor.reading.ocrxml import bounds, sane_dpi, spread
from extractor.reading.paged import assemble, on_disk
from extractor.reading.sheets import Box, Sheet, Spot
from extractor.reading.workers import PAGE_SECONDS, PageFault, run_each

MEDIA_TYPE = "image/vnd.djvu"
MOST_PAGES = 20_000
_ELSEWHERE = ("его страницы лежат в других файлах или он повреждён", "its pages lie in other files, or it is damaged")
#: The head of a page: its last byte tells how it is turned to be shown.
_INFO = re.compile(rb"FORM....DJVUINFO\x00\x00\x00[\x0a-\x10].{9}(.)", re.DOTALL)
#: Quarters counter-clockwise by the last three bits of that byte.
_TURNED = {6: 1, 2: 2, 5: 3}


def read_bytes(data: bytes, path: str, encoding: str | None) -> Source:
    """Read a DjVu.

    Raises BrokenFile, TooLarge, EmptyFile where nothing is written in it, MissingPackage without djvu-rs, and
    MissingProgram where a page has to be recognised and tesseract's data are missing.
    """
    with on_disk(data) as file:
        [count] = run_each(count_pages, [(str(file),)])
        if isinstance(count, ExtractorError):
            raise type(count)(path, detail=count.detail)
        if isinstance(count, PageFault):
            raise BrokenFile(path)
        if count > MOST_PAGES:
            raise TooLarge(path, detail=(f"в нём {count} страниц", f"it has {count} pages"))
        digest = sha256(data).hexdigest()
        return assemble(data, path, MEDIA_TYPE, run_each(read_page, [(str(file), digest, number) for number in range(1, count + 1)]))


@lru_cache(maxsize=1)
def _open(file: str) -> tuple[Any, list[int]]:
    """A document, and for each page how it is turned."""
    try:
        import djvu_rs
    except ImportError as error:
        raise MissingPackage(file, detail="djvu-rs") from error
    data = Path(file).read_bytes()
    document = _call(file, djvu_rs.Document.from_bytes, data)
    return document, [_TURNED.get(found[1][0] & 7, 0) for found in _INFO.finditer(data)]


def _call(file: str, work: Any, *args: Any, **named: Any) -> Any:
    """Ask the library; whatever it says of a damaged file, a Rust panic too, is BrokenFile."""
    try:
        return work(*args, **named)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # PanicException is no Exception
        raise BrokenFile(file, detail=_ELSEWHERE) from error


def count_pages(file: str) -> int:
    """Return how many pages a DjVu has."""
    count = int(_call(file, _open(file)[0].page_count))
    if not count:
        raise BrokenFile(file, detail=_ELSEWHERE)
    return count


def read_page(file: str, digest: str, number: int) -> list[Sheet]:
    """Read one page (1-based); pages that were recognised before come from the cache."""
    from extractor.reading.scan import read_picture

    sheet = read_layer(file, number)
    if sheet.rows and not is_broken([spot.text for spot in sheet.spots()], over_picture=True):
        return [sheet]

    def recognise() -> list[Sheet]:
        pixels, dpi = render_page(file, number)
        return read_picture(pixels, number, dpi, seconds=PAGE_SECONDS / 3)

    return once(digest, number, recognise)


def read_layer(file: str, number: int) -> Sheet:
    """Return the hidden text of a page (1-based): no rows where it has none."""
    document, turned = _open(file)
    page = _call(file, document.page, number - 1)
    points, quarters = 72 / sane_dpi(page.dpi), turned[number - 1] if number <= len(turned) else 0
    size = (page.width, page.height)
    layer = _call(file, page.text_layer) or {"zones": []}
    rows = tuple((tuple(row),) for row in _rows(layer["zones"], size, quarters, points) if row)
    wide, high = size[::-1] if quarters % 2 else size
    return Sheet(number, round(wide * points, 2), round(high * points, 2), rows)


def _rows(zones: list[Any], size: tuple[int, int], quarters: int, points: float) -> Iterator[list[Spot]]:
    """The lines of the text: each zone «Line», and what words stand outside of one."""
    loose: list[Spot] = []
    waiting = list(reversed(zones))
    while waiting:
        zone = waiting.pop()
        inner = zone["children"]
        if zone["kind"] == "Line":
            yield loose
            loose = []
            yield [spot for word in inner or [zone] for spot in _spots(word, size, quarters, points)]
        elif zone["kind"] in ("Word", "Character") or not inner:
            spots = _spots(zone, size, quarters, points)
            if loose and spots and not _beside(loose[-1].box, spots[0].box):
                yield loose
                loose = []
            loose += spots
        else:
            waiting += reversed(inner)
    yield loose


def _beside(one: Box, other: Box) -> bool:
    return other[0] >= one[0] and min(one[3], other[3]) - max(one[1], other[1]) > 0.5 * (other[3] - other[1])


def _spots(zone: Any, size: tuple[int, int], quarters: int, points: float) -> list[Spot]:
    rect = zone["rect"]
    corners = [(rect["x"], rect["y"]), (rect["x"] + rect["width"], rect["y"] + rect["height"])]
    return spread(zone["text"], bounds([turn_point(corner, size, quarters) for corner in corners], points))


def turn_point(point: tuple[float, float], size: tuple[float, float], quarters: int) -> tuple[float, float]:
    """Return where a point of a page of that size stands when the page is turned counter-clockwise.

    >>> turn_point((10, 20), (100, 200), 1), turn_point((10, 20), (100, 200), 2), turn_point((10, 20), (100, 200), 3)
    ((20, 90), (90, 180), (180, 10))
    """
    x, y = point
    width, height = size
    return {1: (y, width - x), 2: (width - x, height - y), 3: (height - y, x)}.get(quarters, (x, y))


def render_page(file: str, number: int) -> tuple[Any, float]:
    """Return the picture of a page (1-based) as it is to be shown, in BGR pixels, and its resolution in dots an inch.

    Raises BrokenFile, and TooLarge for a page beyond what any scanner makes.
    """
    import numpy as np

    document, _ = _open(file)
    page = _call(file, document.page, number - 1)
    pixels = page.width * page.height
    if pixels > FAR_TOO_MANY:
        raise TooLarge(file, detail=(f"страница {page.width} × {page.height} точек", f"a page of {page.width} × {page.height} pixels"))
    dpi, scale = sane_dpi(page.dpi), min(1.0, (MOST_PIXELS / max(pixels, 1)) ** 0.5)
    picture = _call(file, page.render, page.dpi * scale) if scale < 1 else _call(file, page.render)
    return np.ascontiguousarray(picture.to_numpy()[:, :, 2::-1]), dpi * scale
