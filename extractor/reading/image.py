"""Pictures of pages (JPEG, PNG, TIFF of many pages, BMP, WebP, JPEG 2000, GIF), opened by Pillow in worker processes."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from extractor.errors import BrokenFile, ExtractorError, TooLarge
from extractor.model import Source
from extractor.reading.cache import once
from extractor.reading.paged import assemble, on_disk
from extractor.reading.sheets import Sheet
from extractor.reading.workers import PAGE_SECONDS, PageFault, run_each

#: What is larger is read coarser, and far beyond that not at all.
MOST_PIXELS = 40_000_000
FAR_TOO_MANY = 400_000_000
MOST_FRAMES = 5_000
#: Formats that are opened at all: nothing that runs a program or asks the network.
_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP", "JPEG2000", "GIF", "PPM", "MPO")


def read_bytes(data: bytes, path: str, encoding: str | None) -> Source:
    """Recognise a picture, every page of it.

    Raises BrokenFile, TooLarge, EmptyFile where nothing is written on it, MissingProgram where tesseract's data are missing.
    """
    return read_pages([data], path)


def read_pages(pictures: Sequence[bytes], path: str) -> Source:
    """Recognise pictures that together are one document, in their order."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        files = [str(stack.enter_context(on_disk(data))) for data in pictures]
        calls: list[tuple[Any, ...]] = []
        for data, file, frames in zip(pictures, files, run_each(count_frames, [(file,) for file in files]), strict=True):
            if isinstance(frames, ExtractorError):
                raise type(frames)(path, detail=frames.detail)
            if isinstance(frames, PageFault):
                frames = 1  # its page will tell what is wrong
            digest = sha256(data).hexdigest()
            calls += [(file, frame, digest, len(calls) + frame + 1) for frame in range(frames)]
        media_type = _media_type(pictures[0])
        return assemble(b"".join(pictures), path, media_type, run_each(read_frame, calls))


def _media_type(data: bytes) -> str:
    from extractor.reading.formats import recognise

    return recognise(data).media_type


def _open(file: str) -> Any:
    from PIL import Image, UnidentifiedImageError

    warnings.filterwarnings("ignore", module="PIL")  # what Pillow thinks of odd metadata is nothing to an archivist
    Image.MAX_IMAGE_PIXELS = None  # the size is looked at here, before a pixel is decoded
    try:
        picture = Image.open(file, formats=_FORMATS)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise BrokenFile(file, detail=("это не картинка или она обрезана", "it is no picture, or cut short")) from error
    width, height = picture.size
    if width * height > FAR_TOO_MANY:
        raise TooLarge(file, detail=(f"картинка {width} × {height} точек", f"a picture of {width} × {height} pixels"))
    return picture


def count_frames(file: str) -> int:
    """Return how many pages a picture has."""
    with _open(file) as picture:
        count = int(getattr(picture, "n_frames", 1))
        # what a phone or a web page keeps beside its picture (thumbnails, animation) is no second page
        count = count if picture.format == "TIFF" else 1
    if count > MOST_FRAMES:
        raise TooLarge(file, detail=(f"в картинке {count} страниц", f"the picture has {count} pages"))
    return count


def read_frame(file: str, frame: int, digest: str, number: int) -> list[Sheet]:
    """Recognise one page of a picture (frame from 0); ``number`` is its page in the document (1-based)."""
    from dataclasses import replace

    sheets = once(digest, frame, lambda: _read(file, frame))
    return [replace(sheet, number=number) for sheet in sheets]


def _read(file: str, frame: int) -> list[Sheet]:
    from extractor.reading.scan import read_picture

    pixels, dpi = open_frame(file, frame)
    return read_picture(pixels, 1, dpi, seconds=PAGE_SECONDS / 3)


def open_frame(file: str, frame: int) -> tuple[Any, float]:
    """Return the pixels (BGR or grey) of a page of a picture (from 0) and their resolution in dots an inch."""
    with _open(file) as picture:
        if frame:
            picture.seek(frame)
        dpi = _resolution(picture)
        pixels, scale = _pixels(picture)
    return pixels, dpi * scale


def _resolution(picture: Any) -> float:
    """The resolution that the file names, 300 dots an inch where it names none that a scanner could have had."""
    found = picture.info.get("dpi", (0, 0))
    try:
        dpi = float(found[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return 300.0
    return dpi if 90 <= dpi <= 2400 else 300.0


def _pixels(picture: Any) -> tuple[Any, float]:
    """The picture as it is meant to be seen, in BGR or grey, on white where it is clear, and by what it was scaled."""
    import numpy as np
    from PIL import Image, ImageOps

    scale = 1.0
    width, height = picture.size
    if width * height > MOST_PIXELS:
        scale = (MOST_PIXELS / (width * height)) ** 0.5
        picture.draft("RGB", (int(width * scale), int(height * scale)))  # JPEG decodes coarser at once
    picture = ImageOps.exif_transpose(picture)
    if picture.mode in ("RGBA", "LA", "PA", "P"):
        clear = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    elif picture.mode.startswith(("I", "F")):
        values = np.asarray(picture, dtype=np.float64)
        span = values.max() - values.min()
        return ((values - values.min()) / (span or 1) * 255).astype(np.uint8), scale
    picture = picture.convert("L") if picture.mode in ("1", "L") else picture.convert("RGB")
    if max(picture.size) > max(width, height) * scale + 1:
        picture = picture.resize((int(width * scale), int(height * scale)), Image.Resampling.BOX)
    array = np.asarray(picture)
    return (np.ascontiguousarray(array[:, :, ::-1]) if array.ndim == 3 else array.copy()), scale
