"""A page as a picture with frames around what was read on it: so that a value can be checked against the scan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from extractor.errors import UsageError
from extractor.extraction import Reading
from extractor.files import printable
from extractor.marks import COLOURS, Mark, find_marks
from extractor.model import Source, Word
from extractor.run import unwritable

_NO_PAGES = ("--page-image: у документа нет страниц с местами слов", "--page-image: the document has no pages with the places of its words")
_INK = (40, 40, 40)


def write_page_images(reading: Reading, source: Source, data: bytes, out: Path, pointer: str | None = None) -> list[Path]:
    """Write the pages on which a field (or anything) was read, with its places framed; return the files written.

    One page goes to ``out`` itself, several to ``out-1.png``, ``out-2.png`` … by the number of the page. Raises UsageError
    where the source has no pages, UnwritableFile where the picture cannot be written.
    """
    if not source.words:
        raise UsageError(source.path, detail=_NO_PAGES)
    marks = [mark for mark in find_marks(reading.record) if pointer is None or _belongs(reading, mark, pointer)]
    pages = sorted({word.page for mark in marks for word in _words(source, mark)})
    written = []
    for page in pages:
        place = out if len(pages) == 1 else out.with_name(f"{out.stem}-{page}{out.suffix}")
        picture = _draw(source, data, page, marks)
        try:
            picture.save(place)
        except (OSError, ValueError) as error:
            raise unwritable(place, error if isinstance(error, OSError) else OSError(22, str(error))) from error
        written.append(place)
    return written


def _belongs(reading: Reading, mark: Mark, pointer: str) -> bool:
    return any(
        (leaf == pointer or leaf.startswith(pointer + "/")) and any((piece.start, piece.stop) == (mark.start, mark.stop) for piece in slices)
        for leaf, slices in reading.record.evidence.items()
    )


def _words(source: Source, mark: Mark) -> list[Word]:
    from bisect import bisect_left

    first = bisect_left(source.words, mark.start, key=lambda word: word.stop)
    out = []
    for word in source.words[first:]:
        if word.start >= mark.stop:
            break
        if word.stop > mark.start:
            out.append(word)
    return out


def _frames(words: Sequence[Word]) -> Iterator[tuple[float, float, float, float]]:
    """Boxes in points around the words of each line."""
    frame: tuple[float, float, float, float] | None = None
    for word in words:
        x0, y0, x1, y1 = word.box
        if frame and x0 >= frame[0] and min(y1, frame[3]) - max(y0, frame[1]) > 0.4 * (y1 - y0):
            frame = (frame[0], min(frame[1], y0), max(frame[2], x1), max(frame[3], y1))
            continue
        if frame:
            yield frame
        frame = word.box
    if frame:
        yield frame


def _draw(source: Source, data: bytes, page: int, marks: Sequence[Mark]) -> Any:
    from PIL import Image, ImageDraw, ImageFont

    from extractor.reading.facsimile import draw_page

    pixels, dpi = draw_page(data, source.path, page)
    ground = Image.fromarray(pixels[:, :, ::-1] if pixels.ndim == 3 else pixels).convert("RGB")
    veil = Image.new("RGB", ground.size, "white")
    pen, over = ImageDraw.Draw(veil), []
    scale = dpi / 72
    for mark in marks:
        colour = COLOURS[mark.group][1]
        frames = list(_frames([word for word in _words(source, mark) if word.page == page]))
        for x0, y0, x1, y1 in frames:
            pen.rectangle((x0 * scale - 2, y0 * scale - 2, x1 * scale + 2, y1 * scale + 2), fill=colour, outline="#555555")
        if frames:
            over.append((frames[0][0] * scale, frames[0][1] * scale, printable(mark.label)))
    from PIL import ImageChops

    shown = ImageChops.multiply(ground, veil)  # print stays readable through the colour
    draw, font = ImageDraw.Draw(shown), ImageFont.load_default(size=max(9, int(dpi / 16)))
    for x, y, label in over:
        draw.text((x, y - dpi / 14), label, fill=_INK, font=font)
    return shown
