"""Sheets and faults of pages → a :class:`Source`: what every reader of scans and PDF ends with."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from statistics import mean
from typing import Any

from extractor.errors import BrokenFile, EmptyFile, ExtractorError, TooLarge
from extractor.model import Ocr, Source, Warning_
from extractor.reading.sheets import Sheet
from extractor.reading.typesetting import compose
from extractor.reading.workers import PageFault

#: Below this mean confidence a recognised page is told as doubtful.
DOUBTFUL = 60.0
_FAULTS = {
    "time": "страница {n} не прочитана: распознавание заняло слишком много времени",
    "memory": "страница {n} не прочитана: не хватило памяти",
    "crash": "страница {n} не прочитана: она повреждена",
    "damaged": "страница {n} не прочитана: она повреждена",
}


@contextmanager
def on_disk(data: bytes) -> Iterator[Path]:
    """Give the bytes to the processes as a file of its own, which nobody changes meanwhile."""
    handle, name = tempfile.mkstemp(prefix="extractor-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        yield Path(name)
    finally:
        with suppress(OSError):
            os.unlink(name)


def assemble(data: bytes, path: str, media_type: str, results: Iterable[Any]) -> Source:
    """Make a source of what was read of each page: lists of sheets, or the fault of a page.

    Raises EmptyFile where no page holds a word, BrokenFile or TooLarge where no page could be read at all, and a cause
    that concerns the whole file (a missing program) as it is.
    """
    sheets: list[Sheet] = []
    faults: list[tuple[int, PageFault]] = []
    for number, result in enumerate(results, 1):
        if isinstance(result, ExtractorError):
            raise type(result)(path, detail=result.detail)
        if isinstance(result, PageFault):
            faults.append((number, result))
            sheets.append(Sheet(number, 0, 0))
        else:
            sheets.extend(result)
    if faults and len(faults) == len(sheets):
        raise _whole_fault(path, faults[0][1])
    composed = compose(sheets)
    if not composed.text.strip():
        raise EmptyFile(path)
    return Source(
        path, composed.text, sha256(data).hexdigest(), media_type, None, composed.pages, composed.words,
        tuple(_doubts(sheets, faults)), _ocr(sheets),
    )  # fmt: skip


def _whole_fault(path: str, fault: PageFault) -> ExtractorError:
    if fault.cause == "time":
        return TooLarge(path, detail=("страница не прочитана за отведённое время", "its page was not read in the time allowed"))
    if fault.cause == "memory":
        return TooLarge(path, detail=("на страницу не хватило памяти", "its page needs more memory than a page may take"))
    return BrokenFile(path, detail=("ни одна страница не читается", "no page can be read"))


def _marks(sheet: Sheet) -> list[float]:
    return [spot.confidence for spot in sheet.spots() if spot.confidence is not None and spot.text.strip("_")]


def _ocr(sheets: list[Sheet]) -> Ocr | None:
    if not any(sheet.recognised for sheet in sheets):
        return None
    from extractor.reading.recognition import engine_name

    marks = [mark for sheet in sheets for mark in _marks(sheet)]
    return Ocr(engine_name(), ("rus",), round(mean(marks), 1) if marks else None)


def _doubts(sheets: list[Sheet], faults: list[tuple[int, PageFault]]) -> Iterator[Warning_]:
    for number, fault in faults:
        yield Warning_("page_not_read", _FAULTS[fault.cause].format(n=number))
    for sheet in sheets:
        marks = _marks(sheet) if sheet.recognised else []
        if marks and mean(marks) < DOUBTFUL:
            yield Warning_("doubtful_page", f"страница {sheet.number} распознана ненадёжно: средняя уверенность {round(mean(marks))} из 100")
