"""Rendered pages kept: one PDF of pictures (or PNGs) and their truth in JSON, boxes in points from the top left."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rendering.drawing import Printed
from rendering.grades import Scan


def write_pdf(scans: Sequence[Scan], dpi: int, path: Path) -> None:
    """Write pages as the JPEGs that they are, without a text layer."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument.new()
    for scan in scans:
        height, width = (side * 72 / dpi for side in scan.picture.pixels.shape[:2])
        page = document.new_page(width, height)
        image = pdfium.PdfImage.new(document)
        image.load_jpeg(io.BytesIO(scan.jpeg), inline=True)
        image.set_matrix(pdfium.PdfMatrix().scale(width, height))
        page.insert_obj(image)
        page.gen_content()
    document.save(path)
    document.close()


def write_pngs(scans: Sequence[Scan], dpi: int, folder: Path, name: str) -> list[Path]:
    """Write each page as NAME-1.png, …; its resolution is noted in it."""
    from PIL import Image

    paths = []
    for number, scan in enumerate(scans, 1):
        pixels = scan.picture.pixels
        path = folder / f"{name}-{number}.png"
        Image.fromarray(pixels if pixels.ndim == 2 else pixels[:, :, ::-1]).save(path, dpi=(dpi, dpi), compress_level=1)
        paths.append(path)
    return paths


def tell_truth(scans: Sequence[Scan], dpi: int) -> list[dict[str, Any]]:
    """Return for each page its size, its words in reading order with their boxes, and its lines."""
    pages = []
    for number, scan in enumerate(scans, 1):
        height, width = scan.picture.pixels.shape[:2]
        lines: dict[int, list[Printed]] = {}
        for word in scan.picture.words:
            lines.setdefault(word.line, []).append(word)
        order = {line: index for index, line in enumerate(lines)}
        pages.append({
            "number": number,
            "width": _points(width, dpi),
            "height": _points(height, dpi),
            "skew": round(scan.skew, 2),
            "words": [{"text": w.text, "box": [_points(v, dpi) for v in w.box], "line": order[w.line]} for w in scan.picture.words],
            "lines": [{"text": " ".join(w.text for w in line), "box": [_points(v, dpi) for v in _around(line)]} for line in lines.values()],
        })  # fmt: skip
    return pages


def write_truth(truth: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _points(pixels: float, dpi: int) -> float:
    return round(pixels * 72 / dpi, 2)


def _around(words: list[Printed]) -> tuple[float, float, float, float]:
    lefts, tops, rights, bottoms = zip(*(word.box for word in words), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
