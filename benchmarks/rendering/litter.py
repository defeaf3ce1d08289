"""What comes onto a page later: a stamp, drops of ink, folds; drawn darker than the paper, in grey or colour."""

from __future__ import annotations

import random
from typing import Any

import cv2
import numpy as np

Pixels = Any


def stamp(shape: tuple[int, ...], dpi: int, chance: random.Random, *, strength: float) -> Pixels:
    """Return a layer with a round or an oblong stamp in it, aslant and worn (255 is no ink)."""
    height, width = shape[:2]
    mm = dpi / 25.4
    layer = np.full((height, width), 255, np.uint8)
    x, y = round(width * chance.uniform(0.3, 0.8)), round(height * chance.uniform(0.25, 0.85))
    side = round(46 * mm)
    die = np.full((side, side), 255, np.uint8)
    pen, middle = max(1, round(0.45 * mm)), side // 2
    if chance.random() < 0.5:
        for radius in (19.0, 17.8, 11.5):
            cv2.circle(die, (middle, middle), round(radius * mm), 0, pen, cv2.LINE_AA)
        for step in range(34):  # strokes in the place of letters round the rim
            turn = step * 2 * np.pi / 34
            inner, outer = (
                (round(middle + r * mm * np.cos(turn)), round(middle + r * mm * np.sin(turn))) for r in (13.2, chance.uniform(14.5, 16.4))
            )
            cv2.line(die, inner, outer, 0, pen, cv2.LINE_AA)
    else:
        top, bottom = middle - round(9 * mm), middle + round(9 * mm)
        cv2.rectangle(die, (round(2 * mm), top), (side - round(2 * mm), bottom), 0, pen, cv2.LINE_AA)
        for line in range(3):
            at = top + round((4 + 5 * line) * mm)
            for letter in range(chance.randint(6, 12)):
                left = round((5 + 2.8 * letter) * mm)
                cv2.line(die, (left, at), (left + round(chance.uniform(0, 1.6) * mm), at + round(2.4 * mm)), 0, pen, cv2.LINE_AA)
    turned = cv2.warpAffine(die, cv2.getRotationMatrix2D((middle, middle), chance.uniform(-25, 25), 1), (side, side), borderValue=255)
    part = layer[max(0, y - middle) : y - middle + side, max(0, x - middle) : x - middle + side]
    np.minimum(part, turned[: part.shape[0], : part.shape[1]], out=part)
    return 255 - cv2.convertScaleAbs(255 - layer, alpha=strength)


def spot(pixels: Pixels, dpi: int, chance: random.Random, count: int) -> None:
    """Drop ink on a page in grey, mostly small."""
    height, width = pixels.shape
    for _ in range(count):
        at = (chance.randrange(width), chance.randrange(height))
        size = dpi / 25.4 * min(2.2, chance.expovariate(2.5) + 0.1)
        axes = (round(size * chance.uniform(0.5, 1)) + 1, round(size * chance.uniform(0.4, 1)) + 1)
        cv2.ellipse(pixels, at, axes, chance.uniform(0, 180), 0, 360, chance.randint(20, 90), -1, cv2.LINE_AA)


def fold(sheet: Pixels, dpi: int, chance: random.Random, count: int) -> None:
    """Crease a sheet in grey across or along: a light line with a dark side, and less light beyond it."""
    height, width = sheet.shape
    for number in range(count):
        lies = number % 2 == 0
        length = height if lies else width
        at = length * chance.uniform(0.3, 0.7)
        away = (np.arange(length) - at) / (dpi / 25.4)
        change = 16 * np.exp(-((away - 0.5) ** 2) / 0.15) - 34 * np.exp(-((away + 0.3) ** 2) / 0.3) - 14 * np.exp(-(away**2) / 60) * (away < 0)
        profile = change.round().astype(np.int16)
        sheet[:] = (sheet + (profile[:, None] if lies else profile[None, :])).clip(0, 255).astype(np.uint8)
