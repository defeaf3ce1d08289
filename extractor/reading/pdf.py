"""PDF, by pdfium: pages go to worker processes, which read the text layer or recognise the picture."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import Any

from extractor.errors import BrokenFile, LockedFile, TooLarge
from extractor.model import Source
from extractor.reading.paged import assemble, on_disk
from extractor.reading.sheets import Sheet
from extractor.reading.workers import PAGE_SECONDS, PageFault, run_each

MEDIA_TYPE = "application/pdf"
#: A file of more pages is not one that an archive means to be read at once.
MOST_PAGES = 20_000


def read_bytes(data: bytes, path: str, encoding: str | None) -> Source:
    """Read a PDF: its text, where that is sound; what is only drawn or scanned is recognised.

    Raises LockedFile, BrokenFile, TooLarge, EmptyFile, and MissingProgram where a scan needs tesseract's data.
    """
    with on_disk(data) as file:
        [count] = run_each(count_pages, [(str(file),)])
        if isinstance(count, PageFault):
            raise BrokenFile(path)
        if isinstance(count, Exception):
            raise type(count)(path)
        if count > MOST_PAGES:
            raise TooLarge(path, detail=(f"в нём {count} страниц", f"it has {count} pages"))
        digest = sha256(data).hexdigest()
        try:
            return assemble(data, path, MEDIA_TYPE, run_each(read_page, [(str(file), digest, number) for number in range(1, count + 1)]))
        finally:
            _open.cache_clear()  # where pages are read in this process, their file is closed with them


@lru_cache(maxsize=1)
def _open(file: str) -> Any:
    import pypdfium2

    return pypdfium2.PdfDocument(file)


def count_pages(file: str) -> int:
    """Return how many pages a PDF has."""
    import pypdfium2

    try:
        count = len(_open(file))
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise LockedFile(file) from error
        raise BrokenFile(file) from error
    if not count:
        raise BrokenFile(file)
    return count


def read_page(file: str, digest: str, number: int) -> list[Sheet]:
    """Read one page (1-based); pages that were recognised before come from the cache."""
    from extractor.reading import pdf_page

    page = _open(file)[number - 1]
    try:
        return pdf_page.read_page(page, number, digest, seconds=PAGE_SECONDS / 3)
    finally:
        page.close()
