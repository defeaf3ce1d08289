"""Grades of damage: from a drawn page to what a scanner makes of a clean print, an office copy, a bad copy of an archive."""

from __future__ import annotations

import random
from typing import NamedTuple

import cv2
import numpy as np

from rendering import ink, litter
from rendering.drawing import Picture, Pixels
from rendering.paper import make_sheet
from rendering.setting import Box


class Grade(NamedTuple):
    """How far damage goes: ranges from which each page takes its own values."""

    name: str
    dpis: tuple[int, ...]
    jpeg: tuple[int, int]
    skew: float = 0.0
    fat: tuple[float, float] = (0, 0)
    broken: tuple[float, float] = (0, 0)
    black: tuple[float, float] = (1, 1)
    effects: tuple[str, ...] = ()
    dirt: float = 0.0
    paper: tuple[int, int] = (255, 255)
    bleed: tuple[float, float] = (0, 0)
    blur: tuple[float, float] = (0, 0)
    noise: tuple[float, float] = (0, 0)
    stamp: tuple[float, float] = (0, 0)
    spots: int = 0
    folds: int = 0
    border: float = 0.0


GRADES: dict[str, Grade] = {
    grade.name: grade
    for grade in (
        Grade("clean", (300,), (95, 95)),  # hundredths of JPEG's quality
        Grade("office", (300, 200), (55, 80), skew=1.5, fat=(0.08, 0.2), broken=(0.08, 0.2), black=(0.75, 0.95),
              effects=("grain", "drum"), dirt=0.4, paper=(232, 250), blur=(0.3, 0.7), noise=(0.05, 0.12), stamp=(0.2, 0.35), spots=4),
        Grade("bad", (300, 250, 200), (35, 55), skew=3.0, fat=(0.2, 0.38), broken=(0.18, 0.35), black=(0.65, 0.9),
              effects=("shade", "stains", "grain"), dirt=0.75, paper=(200, 235), bleed=(0.08, 0.18), blur=(0.5, 0.9), noise=(0.1, 0.2),
              stamp=(0.3, 0.5), spots=22, folds=2, border=6.0),
    )
}  # fmt: skip
#: What yellowed paper keeps of blue, green and red.
_YELLOW = (0.78, 0.92, 1.0)
_VIOLET = (0.3, 0.75, 0.55)


class Scan(NamedTuple):
    """A damaged page: the picture, its words where they are now, the JPEG it was kept as, the degrees by which it is askew."""

    picture: Picture
    jpeg: bytes
    skew: float


def damage(page: Picture, other: Picture, grade: Grade, dpi: int, chance: random.Random, *, gutter: bool = False, quarter: int = 0) -> Scan:
    """Damage a page as its grade says; ``other`` is printed on its back, ``quarter`` turns it clockwise at the end.

    Raises MissingPackage where the grade needs augraphy and it is not installed.
    """
    pixels, words, skew = page.pixels, page.words, 0.0
    if grade.effects:
        rng = np.random.default_rng(chance.getrandbits(63))
        pixels, matrix, skew = _scan(_soil(page.pixels, other.pixels, grade, dpi, chance, rng, gutter), grade, dpi, chance, rng)
        words = tuple(word._replace(box=move(word.box, matrix)) for word in words)
    height, width = pixels.shape[:2]
    if quarter:
        pixels = np.ascontiguousarray(np.rot90(pixels, -quarter))
        words = tuple(word._replace(box=turn(word.box, width, height, quarter)) for word in words)
    data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, chance.randint(*grade.jpeg)])[1].tobytes()
    return Scan(Picture(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED), words), data, skew)


def _soil(print_: Pixels, back: Pixels, grade: Grade, dpi: int, chance: random.Random, rng: np.random.Generator, gutter: bool) -> Pixels:
    """Print with worn ink on dirty paper; in grey, or in colour where the paper is yellow or the stamp violet."""
    height, width = print_.shape
    page = ink.wear(print_, dpi, rng, fat=chance.uniform(*grade.fat), broken=chance.uniform(*grade.broken))
    if grade.bleed[1] and back.shape == print_.shape:
        page = ink.bleed(page, back, dpi, chance.uniform(*grade.bleed))
    weakest, strongest = grade.black
    page = ink.fade(page, dpi, rng, weakest=chance.uniform(weakest, (weakest + strongest) / 2), strongest=strongest)
    litter.spot(page, dpi, chance, chance.randint(0, grade.spots))
    effects = tuple(effect for effect in grade.effects if effect != "drum" or chance.random() < 0.3)
    light = chance.randint(*grade.paper) / 255
    sheet = cv2.convertScaleAbs(make_sheet(height, width, dpi, effects, chance), alpha=light * grade.dirt, beta=255 * light * (1 - grade.dirt))
    litter.fold(sheet, dpi, chance, chance.randint(0, grade.folds))
    if gutter:
        away = np.abs(np.arange(width) - width / 2) / (dpi / 25.4)
        sheet = cv2.multiply(sheet, np.tile((1 - 0.7 * np.exp(-((away / 4) ** 2)))[None, :], (height, 1)), dtype=cv2.CV_8U)
    page = cv2.multiply(page, sheet, scale=1 / 255)
    seal = litter.stamp(page.shape, dpi, chance, strength=chance.uniform(*grade.stamp)) if chance.random() < 0.6 else None
    if grade.name == "bad" and chance.random() < 0.65:
        keeps = [1 - (1 - keep) * chance.uniform(0.5, 1.1) for keep in _YELLOW]
        parts = [cv2.convertScaleAbs(page, alpha=keep) for keep in keeps]
        if seal is not None:
            parts = [cv2.multiply(part, 255 - cv2.convertScaleAbs(255 - seal, alpha=1.2 * dye), scale=1 / 255)
                     for part, dye in zip(parts, _VIOLET, strict=True)]  # fmt: skip
        return cv2.merge(parts)
    return page if seal is None else cv2.multiply(page, seal, scale=1 / 255)


def _scan(page: Pixels, grade: Grade, dpi: int, chance: random.Random, rng: np.random.Generator) -> tuple[Pixels, Pixels, float]:
    """Lay a page askew on the glass and take its picture; returns also the matrix that moved it and the degrees."""
    height, width = page.shape[:2]
    skew = chance.uniform(-grade.skew, grade.skew)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -skew, 1)
    pads = [round(chance.choice((0, chance.uniform(1, grade.border))) * dpi / 25.4) if grade.border else 0 for _ in range(4)]
    matrix[0, 2] += pads[0]
    matrix[1, 2] += pads[1]
    glass = chance.randint(12, 60) if grade.border else 248
    size = (width + pads[0] + pads[2], height + pads[1] + pads[3])
    pixels = cv2.warpAffine(page, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(glass,) * 3)
    pixels = cv2.GaussianBlur(pixels, (0, 0), max(0.2, chance.uniform(*grade.blur) * dpi / 300))
    return ink.add_noise(pixels, rng, chance.uniform(*grade.noise)), matrix, skew


def move(box: Box, matrix: Pixels) -> Box:
    """Return the box around a box whose corners an affine matrix moved.

    >>> move((0, 0, 2, 1), np.array([[1.0, 0, 5], [0, 1, 7]]))
    (5.0, 7.0, 7.0, 8.0)
    """
    x0, y0, x1, y1 = box
    corners = np.array([(x0, y0, 1), (x1, y0, 1), (x1, y1, 1), (x0, y1, 1)]) @ matrix.T
    left, top = corners.min(axis=0)
    right, bottom = corners.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def turn(box: Box, width: float, height: float, quarter: int) -> Box:
    """Return where a box is on a page of a width and height that was turned clockwise by quarters.

    >>> turn((10, 20, 30, 25), 100, 200, 1)
    (175, 10, 180, 30)
    """
    for _ in range(quarter % 4):
        x0, y0, x1, y1 = box
        box = (height - y1, x0, height - y0, x1)
        width, height = height, width
    return box
