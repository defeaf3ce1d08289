"""Leaves → pictures in grey, with the box of each word's ink: black print, or the uneven strokes of a typewriter."""

from __future__ import annotations

import random
from typing import Any, NamedTuple

import numpy as np

from rendering.fonts import load_face
from rendering.setting import HEIGHT, WIDTH, Box, Leaf, Mark

Pixels = Any  # an array of bytes, height × width or height × width × 3


class Printed(NamedTuple):
    """A word on a picture: text, box of its ink in pixels, number of its line in the document."""

    text: str
    box: Box
    line: int


class Picture(NamedTuple):
    """A page as pixels, with its words in reading order."""

    pixels: Pixels
    words: tuple[Printed, ...]


def draw(leaf: Leaf, file: str, dpi: int, *, hand: random.Random | None = None) -> Picture:
    """Print a leaf black on white; with ``hand`` each letter is struck a little high or low, strong or weak."""
    from PIL import Image, ImageDraw

    page = Image.new("L", (round(WIDTH * dpi / 72), round(HEIGHT * dpi / 72)), 255)
    pen = ImageDraw.Draw(page)
    for x0, y0, x1, y1 in leaf.rules:
        pen.rectangle((round(x0), round(y0), round(x1) - 1, round(y1) - 1), fill=0)
    words = []
    for mark in leaf.marks:
        face = load_face(file, round(mark.size, 2))
        words.append(_print(pen, mark, face) if hand is None else _type(pen, mark, face, hand, dpi))
    return Picture(np.asarray(page), tuple(words))


def _print(pen: Any, mark: Mark, face: Any) -> Printed:
    x, y = round(mark.x), round(mark.y)
    pen.text((x, y), mark.text, font=face, fill=0, anchor="ls")
    return Printed(mark.text, tuple(pen.textbbox((x, y), mark.text, font=face, anchor="ls")), mark.line)


def _type(pen: Any, mark: Mark, face: Any, hand: random.Random, dpi: int) -> Printed:
    step, boxes = dpi / 300, []
    x = mark.x
    for char in mark.text:
        at = (round(x + hand.gauss(0, 0.7) * step), round(mark.y + hand.gauss(0, 1.1) * step))
        pen.text(at, char, font=face, fill=hand.choice((0, 0, 0, 15, 30, 45, 70)), anchor="ls")
        boxes.append(pen.textbbox(at, char, font=face, anchor="ls"))
        x += face.getlength(char)
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Printed(mark.text, (min(lefts), min(tops), max(rights), max(bottoms)), mark.line)
