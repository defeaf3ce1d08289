"""The sheet that a page is printed on: shade, stains, streaks and grain by augraphy, at a third of the resolution.

augraphy (MIT) asks for opencv-python, which lies in the same folder as the program's opencv-python-headless; it runs with
either, so it is installed without what it asks for: ``pip install --no-deps -r benchmarks/requirements-render.txt``.
"""

from __future__ import annotations

import random
from typing import Any

import cv2
import numpy as np

from extractor.errors import MissingPackage

Pixels = Any
INSTALL = "pip install --no-deps -r benchmarks/requirements-render.txt"
#: Dots per inch of a sheet: its shades are soft, and augraphy takes a second for each effect on a whole page.
_DPI = 100


def load_augraphy() -> Any:
    """Return the augraphy package; raises MissingPackage with the command that installs it."""
    try:
        import augraphy  # type: ignore[import-untyped]
    except ImportError as error:
        why = f"augraphy: {INSTALL}"
        raise MissingPackage(detail=(why, why)) from error
    return augraphy


def make_sheet(height: int, width: int, dpi: int, effects: tuple[str, ...], chance: random.Random) -> Pixels:
    """Return a sheet in grey with augraphy's effects on it; the lightest paper is white, and the seed says all."""
    augraphy = load_augraphy()
    makers = {
        "shade": lambda: augraphy.LightingGradient(max_brightness=255, min_brightness=chance.randint(90, 150), mode="gaussian", p=1),
        "stains": lambda: augraphy.Stains(stains_type=chance.choice(("rough_stains", "fine_stains")), stains_blend_alpha=0.5, p=1),
        "drum": lambda: augraphy.DirtyDrum(line_width_range=(1, 4), line_concentration=0.05, noise_intensity=0.3, p=1),
        "grain": lambda: augraphy.NoiseTexturize(sigma_range=(3, 5), turbulence_range=(2, 4), p=1),
    }
    sheet: Any = np.full((round(height * _DPI / dpi), round(width * _DPI / dpi), 3), 240, np.uint8)
    kept = random.getstate(), np.random.get_state()
    try:
        for effect in effects:
            seed = chance.getrandbits(31)
            random.seed(seed)
            np.random.seed(seed)
            cv2.setRNGSeed(seed)
            sheet = makers[effect]()(sheet)
    finally:
        random.setstate(kept[0])
        np.random.set_state(kept[1])
    grey = cv2.cvtColor(sheet, cv2.COLOR_BGR2GRAY) if sheet.ndim == 3 else sheet
    return cv2.resize(cv2.convertScaleAbs(grey, alpha=255 / 240), (width, height), interpolation=cv2.INTER_CUBIC)
