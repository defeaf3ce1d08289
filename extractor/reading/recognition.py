"""Pixels → words: tesseract, asked through tesserocr, one engine kept for each set of languages in a process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from extractor.errors import MissingProgram

#: Where distributions keep the language data.
_PLACES = (
    "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata", "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata", "/usr/local/opt/tesseract/share/tessdata", r"C:\Program Files\Tesseract-OCR\tessdata",
)  # fmt: skip
_INSTALL = (
    "нужны данные русского языка для tesseract: Debian — apt-get install tesseract-ocr-rus; macOS — brew install tesseract-lang;"
    " Windows — установите tesseract (UB Mannheim) и отметьте Russian; своё место данных — в переменной TESSDATA_PREFIX",
    "the Russian data of tesseract are needed: Debian: apt-get install tesseract-ocr-rus; macOS: brew install tesseract-lang;"
    " Windows: install tesseract (UB Mannheim) and tick Russian; name another place of the data in TESSDATA_PREFIX",
)
_NO_ENGINE = (
    "нужен пакет tesserocr (pip install tesserocr), а на Debian ещё tesseract-ocr-rus, на macOS tesseract-lang, на Windows данные Russian",
    "the package tesserocr is needed (pip install tesserocr), and tesseract-ocr-rus on Debian, tesseract-lang on macOS, the Russian data on Windows",
)

#: Page segmentation: one column of lines, as 3 loses the numbers of lists; one line; one block.
COLUMN, BLOCK, LINE = 4, 6, 7


class Seen(NamedTuple):
    """A word as the engine saw it: text, box in pixels, confidence 0-100, and the number of its line."""

    text: str
    box: tuple[int, int, int, int]
    confidence: float
    line: int


def find_data() -> str:
    """Return the folder of tesseract's language data that holds Russian; MissingProgram where there is none."""
    named = os.environ.get("TESSDATA_PREFIX")
    places = [named, str(Path(named) / "tessdata")] if named else []
    for place in (*places, *_PLACES):
        if (Path(place) / "rus.traineddata").is_file():
            return place
    raise MissingProgram(detail=_INSTALL)


@lru_cache(maxsize=4)
def _engine(languages: str) -> Any:
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # pages go to processes; threads of one page only hinder each other
    try:
        import tesserocr
    except ImportError as error:
        raise MissingProgram(detail=_NO_ENGINE) from error
    return tesserocr.PyTessBaseAPI(path=find_data(), lang=languages, psm=COLUMN)


def engine_name() -> str:
    """Return the name of the engine with its version."""
    import tesserocr

    return str(tesserocr.tesseract_version()).splitlines()[0]


def check_engine() -> None:
    """Raise MissingProgram where scans cannot be read on this machine."""
    find_data()
    _engine("rus")


def recognise(grey: Any, mode: int = COLUMN, *, dpi: int = 300, languages: str = "rus", seconds: float = 0) -> list[Seen]:
    """Return the words of a grey picture, line by line; at most so many seconds are spent (0: no limit)."""
    return list(_recognise(grey, mode, dpi, languages, seconds))


def _recognise(grey: Any, mode: int, dpi: int, languages: str, seconds: float) -> Iterator[Seen]:
    engine = _engine(languages)
    height, width = grey.shape
    engine.SetPageSegMode(mode)
    engine.SetImageBytes(grey.tobytes(), width, height, 1, width)
    engine.SetSourceResolution(dpi)
    try:
        if not engine.Recognize(int(seconds * 1000)):
            return
        lines: dict[tuple[str, ...], int] = {}
        for row in engine.GetTSVText(0).splitlines():
            level, _, block, paragraph, line, _, left, top, across, down, confidence, text = row.split("\t")
            if level == "5" and text.strip():
                number = lines.setdefault((block, paragraph, line), len(lines))
                x, y = int(left), int(top)
                yield Seen(text.strip(), (x, y, x + int(across), y + int(down)), float(confidence), number)
    finally:
        engine.Clear()
