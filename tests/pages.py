"""Pages drawn for the tests of scans: text in a font of Debian, at a resolution, turned or damaged."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import MissingProgram

SERIF = Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf")
DPI = 200

#: A short protocol, invented, whose record is easy to check.
LINES = (
    "                         ПРОТОКОЛ № 14",
    "               заседания правления артели «Рассвет»",
    "17 марта 1934 г.                                        с. Ольховка",
    "",
    "Присутствовали: Зимин А. П., Крутикова Е. С., Ласточкин Ф. И.",
    "Отсутствовал: Пахомов Д. Д. (по болезни).",
    "",
    "СЛУШАЛИ: О подготовке инвентаря к весеннему севу.",
    "ПОСТАНОВИЛИ:",
    "1. Отремонтировать шесть плугов и две сеялки.",
    "2. Поручить Ласточкину Ф. И. закупить железо до 1 апреля 1934 г.",
    "",
    "Председатель                                            А. П. Зимин",
    "Секретарь                                            Е. С. Крутикова",
)


@lru_cache(maxsize=1)
def _why_not() -> str:
    from extractor.reading.recognition import check_engine

    if not SERIF.exists():
        return "Debian: apt-get install fonts-liberation"
    try:
        check_engine()
    except MissingProgram as error:
        return str(error)
    return ""


def need_engine() -> Any:
    """Mark tests that need tesseract's Russian data and a font of Debian."""
    why = _why_not()
    return pytest.mark.skipif(bool(why), reason=why)


def draw(lines: tuple[str, ...] = LINES, *, size: float = 12, dpi: int = DPI, width: float = 460, height: float = 330) -> Any:
    """Draw lines on a page of ``width`` × ``height`` points; runs of blanks become room of that width."""
    from PIL import Image, ImageDraw, ImageFont

    scale = dpi / 72
    page = Image.new("L", (int(width * scale), int(height * scale)), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(SERIF), int(size * scale))
    for number, line in enumerate(lines):
        x, y = 30 * scale, (24 + number * size * 1.6) * scale
        for piece in line.split("  "):
            if piece.strip():
                pen.text((x, y), piece.strip(), font=font, fill=0)
                x += pen.textlength(piece.strip(), font=font)
            x += pen.textlength("  ", font=font)
    return page


def as_bytes(page: Any, kind: str = "PNG", **options: Any) -> bytes:
    """Return the page as a file of an image format, its resolution noted."""
    out = io.BytesIO()
    page.save(out, kind, dpi=options.pop("dpi", (DPI, DPI)), **options)
    return out.getvalue()
