"""The picture of a page as a person sees it, to show on it where a value was read."""

from __future__ import annotations

from typing import Any

from extractor.errors import BrokenFile, ExtractorError, UsageError
from extractor.reading.formats import recognise
from extractor.reading.paged import on_disk
from extractor.reading.workers import PageFault, run_each


def draw_page(data: bytes, path: str, number: int) -> tuple[Any, float]:
    """Return the picture of a page (1-based; BGR or grey pixels) and its resolution in dots an inch.

    Raises UsageError where the format has no pages that could be shown, BrokenFile where the page cannot be drawn.
    """
    reader = recognise(data).reader
    work = {"pdf": _draw_pdf, "image": _draw_image, "djvu": _draw_djvu}.get(reader)
    if work is None:
        raise UsageError(path, detail=("у документа этого вида нет страниц, которые можно показать", "a document of this kind has no pages to show"))
    with on_disk(data) as file:
        [drawn] = run_each(work, [(str(file), number)])
    if isinstance(drawn, ExtractorError):
        raise drawn
    if isinstance(drawn, PageFault):
        raise BrokenFile(path, detail=(f"страница {number} не рисуется", f"page {number} cannot be drawn"))
    pixels, dpi = drawn
    return pixels, dpi


def _draw_pdf(file: str, number: int) -> tuple[Any, float]:
    import pypdfium2

    from extractor.reading.pdf_page import render

    document = pypdfium2.PdfDocument(file)
    return render(document[number - 1], dpi=150)


def _draw_image(file: str, number: int) -> tuple[Any, float]:
    from extractor.reading.image import open_frame

    return open_frame(file, number - 1)


def _draw_djvu(file: str, number: int) -> tuple[Any, float]:
    from extractor.reading.djvu import render_page

    return render_page(file, number)
