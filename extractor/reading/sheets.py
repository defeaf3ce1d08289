"""Pages of words with boxes: what every reader of pages (PDF, OCR, hOCR, ALTO, PAGE, DjVu) hands over to ``typesetting``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

Box = tuple[float, float, float, float]


class Spot(NamedTuple):
    """A word where it stands on its page: box in points from the top left, confidence 0-100 (None where nobody measured)."""

    text: str
    box: Box
    confidence: float | None = None


#: A line of a page: its cells from left to right, each the words of its own lines one after the other.
#: Ordinary lines have one cell; only the row of a ruled table has more.
Row = tuple[tuple[Spot, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: number (1-based), width and height in points, rows in reading order, whether its words were recognised.

    ``quarters`` says by how many times 90° it must be turned counter-clockwise to be read; boxes are those of the page as
    it lies.
    """

    number: int
    width: float
    height: float
    rows: tuple[Row, ...] = ()
    recognised: bool = False
    quarters: int = 0

    def spots(self) -> Iterator[Spot]:
        """Yield the words in reading order."""
        return (spot for row in self.rows for cell in row for spot in cell)


def turn(box: Box, width: float, height: float, quarters: int) -> Box:
    """Return a box as it stands when its page (of this width and height) is turned by quarters counter-clockwise.

    >>> turn((10, 0, 20, 5), 100, 50, 1), turn((10, 0, 20, 5), 100, 50, 2)
    ((0, 80, 5, 90), (80, 45, 90, 50))
    """
    x0, y0, x1, y1 = box
    if quarters % 4 == 1:
        return (y0, width - x1, y1, width - x0)
    if quarters % 4 == 2:
        return (width - x1, height - y1, width - x0, height - y0)
    if quarters % 4 == 3:
        return (height - y1, x0, height - y0, x1)
    return box
