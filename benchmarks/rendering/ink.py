"""What print becomes: letters that run together, break or fade, and the other side showing through."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

Pixels = Any


def field(height: int, width: int, cell: float, rng: np.random.Generator, *, spread: float = 1.0) -> Pixels:
    """Return soft random hills, bytes around 128 (``spread`` of the full range), one hill to ``cell`` pixels."""
    rough = (rng.random((max(2, round(height / cell)) + 1, max(2, round(width / cell)) + 1)) - 0.5) * 255 * spread + 128
    return cv2.resize(rough.clip(0, 255).astype(np.uint8), (width, height), interpolation=cv2.INTER_CUBIC)


def wear(print_: Pixels, dpi: int, rng: np.random.Generator, *, fat: float, broken: float) -> Pixels:
    """Make letters run here and break there: ``fat`` says how much the ink differs over the page, ``broken`` how rough its edges are."""
    height, width = print_.shape
    scale = dpi / 300
    soft = cv2.GaussianBlur(print_, (0, 0), 1.3 * scale)
    grain = cv2.GaussianBlur(_noise(height, width, rng), (0, 0), 1.4 * scale)
    grain = cv2.convertScaleAbs(grain, alpha=2.2, beta=128 * (1 - 2.2))
    soft = cv2.addWeighted(soft, 1, grain, broken, -128 * broken)
    soft = cv2.addWeighted(soft, 1, field(height, width, 70 * scale, rng), fat, -128 * fat)
    curve = ((np.arange(256) - 165) * 2.4 + 128).clip(0, 255).astype(np.uint8)
    return cv2.LUT(soft, curve)


def fade(print_: Pixels, dpi: int, rng: np.random.Generator, *, weakest: float, strongest: float) -> Pixels:
    """Make ink grey, here less and there more (1 is black)."""
    height, width = print_.shape
    hills = field(height, width, 160 * dpi / 300, rng)
    strength = cv2.convertScaleAbs(hills, alpha=strongest - weakest, beta=255 * weakest)
    return 255 - cv2.multiply(255 - print_, strength, scale=1 / 255)


def bleed(print_: Pixels, other: Pixels, dpi: int, share: float) -> Pixels:
    """Let the print of another page show through from behind."""
    behind = cv2.GaussianBlur(cv2.flip(other, 1), (0, 0), 2.2 * dpi / 300)
    behind = cv2.convertScaleAbs(behind, alpha=share, beta=255 * (1 - share))
    return cv2.multiply(print_, behind, scale=1 / 255)


def add_noise(pixels: Pixels, rng: np.random.Generator, share: float) -> Pixels:
    """Add the noise of a sensor, the same to all colours."""
    height, width = pixels.shape[:2]
    noise = _noise(height, width, rng)
    if pixels.ndim == 3:
        noise = cv2.merge([noise] * 3)
    return cv2.addWeighted(pixels, 1, noise, share, -128 * share)


def _noise(height: int, width: int, rng: np.random.Generator) -> Pixels:
    """Bytes around 128; a tile of them again and again, which no eye sees."""
    tile = rng.normal(128, 42, (512, 512)).clip(0, 255).astype(np.uint8)
    return np.tile(tile, (height // 512 + 1, width // 512 + 1))[:height, :width].copy()
