"""Two pages on one picture, as a book lies open on the scanner: parted at the gutter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np

from extractor.reading.picture import Pixels, is_sideways


def find_halves(picture: Pixels) -> Iterator[tuple[int, Pixels]]:
    """Yield the pages of a spread with the column at which each begins; any other picture whole."""
    height, width = picture.shape[:2]
    gutter = find_gutter(picture) if width > 1.15 * height else None
    if gutter is None:
        yield 0, picture
    else:
        yield 0, picture[:, :gutter]
        yield gutter, picture[:, gutter:]


def find_gutter(picture: Pixels) -> int | None:
    """Return the column between the two pages of a spread, None where the picture shows one page."""
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    if is_sideways(ink * 255):
        return None
    columns = ink[int(0.08 * ink.shape[0]) : int(0.92 * ink.shape[0])].sum(axis=0).astype(float) / ink.shape[0]
    width = len(columns)
    middle = columns[int(0.4 * width) : int(0.6 * width)]
    if columns[: int(0.4 * width)].max(initial=0) < 0.02 or columns[int(0.6 * width) :].max(initial=0) < 0.02:
        return None
    smooth = np.convolve(middle, np.ones(9) / 9, mode="same")
    empty = smooth < 0.2 * np.median(columns[columns > 0.005])
    runs = _longest_run(empty)
    return 4 * (int(0.4 * width) + (runs[0] + runs[1]) // 2) if runs and runs[1] - runs[0] > 0.02 * width else None


def _longest_run(flags: Any) -> tuple[int, int] | None:
    best, start = None, None
    for index, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = index
        elif not flag and start is not None:
            if best is None or index - start > best[1] - best[0]:
                best = (start, index)
            start = None
    return best
