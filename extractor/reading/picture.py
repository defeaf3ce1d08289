"""The picture of a page made fit for recognition: ink of other colours out, paper even, borders off, text level.

Everything is done with OpenCV on arrays of bytes (rows × columns); lengths are pixels of the picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import cv2
import numpy as np

Pixels = Any  # numpy.ndarray of uint8: rows × columns (grey) or rows × columns × 3 (BGR)

#: Text whose small letters are lower than this is enlarged before it is read; the height that reads best follows.
_LOW, _HIGH, _GOOD = 14.0, 75.0, 26.0


#: So far from grey is the ink of a pen, at the least.
_PEN = 36


class Prepared(NamedTuple):
    """A page ready for recognition: grey pixels, the 2 × 3 matrix from the original's pixels to its own, how it was turned, its letter height."""

    grey: Pixels
    matrix: Any
    angle: float
    quarters: int
    unit: float


def to_grey(picture: Pixels) -> Pixels:
    """Return the page in grey; pen, stamp and pencil of another colour than the print's become as light as paper."""
    if picture.ndim == 2:
        return picture
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    for zone in _coloured_zones(picture):
        grey[zone] = _without_colour(picture[zone], grey[zone])
    return grey


def _spread(picture: Pixels) -> Pixels:
    """How far a pixel is from grey: the highest of its three values less the lowest."""
    blue, green, red = cv2.split(picture)
    return cv2.subtract(cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red))


def _coloured_zones(picture: Pixels) -> Iterator[tuple[slice, slice]]:
    """Where there is ink of another colour. Fringes of a scanner even out in the small; coloured paper is no ink."""
    small = cv2.resize(picture, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    spread = _spread(small)
    sure = spread > 24
    if not 0.0002 < np.count_nonzero(sure) / max(1, sure.size) < 0.2:
        return
    near = cv2.dilate((spread > 13).astype(np.uint8), np.ones((3, 3), np.uint8))  # where a stroke runs thin
    count, labels, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    held = np.bincount(labels[sure], minlength=count)
    for label in range(1, count):
        x, y, w, h, _ = (int(value) for value in stats[label])
        if held[label] > 4:
            yield slice(8 * y, 8 * (y + h)), slice(8 * x, 8 * (x + w))


def _without_colour(picture: Pixels, grey: Pixels) -> Pixels:
    """Paint ink of another colour as paper: told by the mean colour of the ink around, as single pixels have fringes."""
    ink = (grey < 190).astype(np.uint8)
    inked = cv2.bitwise_and(picture, picture, mask=ink)
    around = cv2.blur(inked, (7, 7)).astype(np.float32)
    share = cv2.blur(ink * 255, (7, 7)).astype(np.float32) / 255 + 1e-3
    mean = np.clip(around / share[:, :, None], 0, 255).astype(np.uint8)
    high = cv2.max(cv2.max(picture[:, :, 0], picture[:, :, 1]), picture[:, :, 2])
    spread = _spread(mean)
    strokes = cv2.dilate(_large(((spread > _PEN) & (ink > 0)).astype(np.uint8), 60), np.ones((9, 9), np.uint8))
    mask = ((spread > 30) & (high > 110)).astype(np.uint8) & strokes
    out = grey.copy()
    out[cv2.dilate(mask, np.ones((3, 3), np.uint8)) & (high > 110) > 0] = 255
    return out


def _large(mask: Pixels, area: int) -> Pixels:
    """What hangs together over so many pixels: a stroke of a pen, not the fringe of a letter."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    kept = np.zeros(count, np.uint8)
    kept[1:] = stats[1:, cv2.CC_STAT_AREA] >= area
    return kept[labels]


def even_out(grey: Pixels) -> Pixels:
    """Divide a page by its paper: stains, shadows and yellowing go, ink stays."""
    small = cv2.resize(grey, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    if small.size == 0 or min(small.shape) < 8:
        return grey
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 21)
    if int(paper.min()) > 225:
        return grey
    paper = cv2.resize(np.maximum(paper, 40), (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, paper, scale=255)


def binarise(grey: Pixels) -> Pixels:
    """Return ink as 255 on 0."""
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return ink


def clear_borders(grey: Pixels) -> Pixels:
    """Whiten what a scanner adds at the edges: black bars and shadows that touch the edge and are no text."""
    scale = 0.125
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    if min(small.shape) < 16:
        return grey
    dark = (small < 110).astype(np.uint8)
    edge = np.concatenate([dark[0], dark[-1], dark[:, 0], dark[:, -1]])
    if np.count_nonzero(edge) < 0.03 * edge.size:
        return grey
    opened = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8), borderType=cv2.BORDER_REPLICATE)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    height, width = small.shape
    out = grey.copy()
    for label in range(1, count):
        x, y, w, h, area = stats[label]
        touches = x == 0 or y == 0 or x + w == width or y + h == height
        if not touches or area > 0.5 * small.size:
            continue
        mask = cv2.dilate((labels == label).astype(np.uint8), np.ones((5, 5), np.uint8))
        out[cv2.resize(mask, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST) > 0] = 255
    return out


def _sharpness(ink: Pixels, axis: int) -> float:
    """How sharply the lines of ink stand out along an axis: the mean square of the steps of the profile."""
    profile = ink.sum(axis=axis, dtype=np.float64)
    steps = np.diff(profile)
    return float((steps * steps).sum())


def _turn(ink: Pixels, angle: float) -> Pixels:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR)


def find_skew(ink: Pixels) -> float:
    """Return by how many degrees the page must be turned (counter-clockwise) for its lines to be level; within ±6."""
    height, width = ink.shape
    scale = min(1.0, 620 / max(width, 1))
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    if small.size == 0 or not small.any():
        return 0.0
    best = 0.0
    for step, reach in ((1.0, 6), (0.25, 4), (0.0625, 4)):
        rough = cv2.resize(small, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA) if step == 1.0 else small
        angles = [best + step * k for k in range(-reach, reach + 1)]
        best = max(angles, key=lambda angle: _sharpness(_turn(rough, angle), 1))
    return best


def is_sideways(ink: Pixels) -> bool:
    """Tell whether the lines of a page run from top to bottom."""
    scale = 400 / max(ink.shape)
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    if not small.any():
        return False
    turned = [_turn(small, angle) for angle in range(-4, 5)]  # a page a little askew has no sharp lines either way
    level = max(_sharpness(ink, 1) for ink in turned) / small.shape[0] / small.shape[1] ** 2
    upright = max(_sharpness(ink, 0) for ink in turned) / small.shape[1] / small.shape[0] ** 2
    return bool(upright > 1.5 * level)


def letter_height(ink: Pixels) -> float | None:
    """Return the usual height of small letters, in pixels; None where the page has too few marks."""
    middle = ink[ink.shape[0] // 6 : ink.shape[0] * 5 // 6] if ink.shape[0] > 1200 else ink  # two thirds of a page are enough to tell
    _, _, stats, _ = cv2.connectedComponentsWithStats(middle, connectivity=8)
    boxes = stats[1:]
    heights = boxes[(boxes[:, 2] >= 3) & (boxes[:, 3] >= 5) & (boxes[:, 3] < 200) & (boxes[:, 2] < 3 * boxes[:, 3]), 3]
    return float(np.percentile(heights, 40)) if len(heights) >= 30 else None


def prepare(picture: Pixels, quarter: int = 0) -> Prepared:
    """Make a page fit for recognition; ``quarter`` turns it first, by so many times 90° counter-clockwise."""
    grey = clear_borders(even_out(to_grey(picture)))
    height, width = grey.shape
    matrix = np.array([[1.0, 0, 0], [0, 1.0, 0]])
    if quarter % 4:
        grey = np.ascontiguousarray(np.rot90(grey, quarter % 4))
        matrix = {
            1: np.array([[0, 1.0, 0], [-1.0, 0, width]]),
            2: np.array([[-1.0, 0, width], [0, -1.0, height]]),
            3: np.array([[0, -1.0, height], [1.0, 0, 0]]),
        }[quarter % 4]
    ink = binarise(grey)
    angle = find_skew(ink)
    if abs(angle) >= 0.2:
        turn = cv2.getRotationMatrix2D((grey.shape[1] / 2, grey.shape[0] / 2), angle, 1.0)
        grey = cv2.warpAffine(grey, turn, (grey.shape[1], grey.shape[0]), flags=cv2.INTER_CUBIC, borderValue=255)
        matrix = _after(turn, matrix)
    unit = letter_height(ink)
    scale = 1.0 if unit is None or _LOW <= unit <= _HIGH else min(3.0, max(0.25, _GOOD / unit))
    if scale != 1.0:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA)
        matrix = _after(np.array([[scale, 0, 0], [0, scale, 0]]), matrix)
    return Prepared(grey, matrix, angle, quarter % 4, (unit or 20.0) * scale)


def _after(second: Any, first: Any) -> Any:
    """Two affine steps as one."""
    whole = np.vstack([second, [0, 0, 1]]) @ np.vstack([first, [0, 0, 1]])
    return whole[:2]


def back(matrix: Any, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Return where a box of the prepared page stands on the original, as the upright box around it."""
    inverse = cv2.invertAffineTransform(np.asarray(matrix, dtype=np.float64))
    x0, y0, x1, y1 = box
    corners = np.array([[x0, y0, 1], [x1, y0, 1], [x0, y1, 1], [x1, y1, 1]]) @ inverse.T
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    return float(left), float(top), float(right), float(bottom)
