"""Fonts of Debian, found by fontconfig: which there are, what each can print, which suits a text."""

from __future__ import annotations

import random
import subprocess
import sys
from functools import lru_cache
from typing import Any, NamedTuple

from extractor.errors import MissingProgram, UsageError


class Font(NamedTuple):
    """A font: its short name, its family for fontconfig, the Debian package, how it is set ("serif", "typewriter")."""

    name: str
    family: str
    package: str
    style: str


FONTS: tuple[Font, ...] = (
    Font("liberation-serif", "Liberation Serif", "fonts-liberation", "serif"),
    Font("pt-serif", "PT Serif", "fonts-paratype", "serif"),
    Font("cmu-serif", "CMU Serif", "fonts-cmu", "serif"),
    Font("old-standard", "Old Standard TT", "fonts-oldstandard", "serif"),
    Font("gnu-typewriter", "GNUTypewriter", "fonts-gnutypewriter", "typewriter"),
    Font("cmu-typewriter", "CMU Typewriter Text", "fonts-cmu", "typewriter"),
    Font("liberation-mono", "Liberation Mono", "fonts-liberation", "typewriter"),
)
#: What suits a text, by how it is laid out; those behind the first three take over where letters are missing.
_SUITED = {
    "typewriter": ("gnu-typewriter", "cmu-typewriter", "liberation-mono"),
    "serif": ("liberation-serif", "pt-serif", "cmu-serif"),
    "old": ("old-standard", "cmu-serif"),
}


def find_font(name: str) -> Font:
    """Return the font of a short name; raises UsageError where there is none.

    >>> find_font("old-standard").package
    'fonts-oldstandard'
    """
    for font in FONTS:
        if font.name == name:
            return font
    names = ", ".join(font.name for font in FONTS)
    raise UsageError(detail=(f"нет шрифта {name}; есть {names}", f"no font {name}; there are {names}"))


@lru_cache(maxsize=len(FONTS))
def font_file(font: Font) -> str:
    """Return where the regular face of a font lies; raises MissingProgram with the package to install."""
    try:
        found = subprocess.run(
            ["fc-match", "-f", "%{file}|%{family}", f"{font.family}:style=Regular"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise MissingProgram(detail=("apt-get install fontconfig", "apt-get install fontconfig")) from error
    file, _, family = found.partition("|")
    if font.family not in family.split(","):
        advice = f"{font.family}: apt-get install {font.package}"
        raise MissingProgram(detail=(advice, advice))
    return file


@lru_cache(maxsize=len(FONTS))
def _letters(font: Font) -> frozenset[int]:
    found = subprocess.run(["fc-query", "-f", "%{charset}", font_file(font)], capture_output=True, text=True, check=True).stdout
    letters: set[int] = set()
    for run in found.split():
        first, _, last = run.partition("-")
        letters.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(letters)


def missing(font: Font, text: str) -> str:
    """Return the characters of a text that a font lacks, each once."""
    return "".join(sorted(char for char in set(text) if not char.isspace() and ord(char) not in _letters(font)))


def choose_font(text: str, style: str, chance: random.Random, wanted: str = "") -> Font:
    """Return a font for a text of the style "typewriter", "serif" or "old": the one wanted, or any that suits.

    A font that lacks a letter gives way to the next, with a note on standard error.
    """
    suited = [find_font(name) for name in _SUITED[style]]
    chance.shuffle(suited)
    first = [find_font(wanted)] if wanted else []
    for font in [*first, *suited, *FONTS]:
        lacks = missing(font, text)
        if not lacks:
            return font
        print(f"{font.name} lacks {' '.join(lacks)}: another font is taken", file=sys.stderr)
    raise UsageError(detail=("ни один шрифт не знает всех знаков текста", "no font has all characters of the text"))


@lru_cache(maxsize=64)
def load_face(file: str, pixels: float) -> Any:
    """Return a face of a size in pixels for Pillow."""
    from PIL import ImageFont

    return ImageFont.truetype(file, size=pixels, layout_engine=ImageFont.Layout.BASIC)
