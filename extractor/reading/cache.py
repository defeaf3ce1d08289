"""Pages that were recognised once are kept: a run that was broken off or is repeated does not pay again.

A page is found by the content of its file, its number and all that its words depend on (program, engine, settings).
``EXTRACTOR_CACHE`` names the folder (default: the user's cache folder of the system); set to an empty text, nothing is
kept. A file of the cache that is damaged is as none.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from extractor.reading.sheets import Sheet, Spot


def find_folder() -> Path | None:
    """Return the folder of the cache, None where nothing is to be kept."""
    named = os.environ.get("EXTRACTOR_CACHE")
    if named is not None:
        return Path(named) if named else None
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("extractor", appauthor=False)) / "pages"


def once(digest: str, number: int, work: Callable[[], list[Sheet]]) -> list[Sheet]:
    """Return the sheets of a page from the cache, or do the work and keep them."""
    kept = load(digest, number)
    if kept is None:
        kept = work()
        keep(digest, number, kept)
    return kept


def load(digest: str, number: int) -> list[Sheet] | None:
    """Return the sheets of a page (its file's SHA-256, its number), None where they are not kept."""
    folder = find_folder()
    if folder is None:
        return None
    try:
        return [_sheet(value) for value in json.loads(_place(folder, digest, number).read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError, KeyError, IndexError):
        return None


def keep(digest: str, number: int, sheets: list[Sheet]) -> None:
    """Keep the sheets of a page; where the folder cannot be written, do without."""
    folder = find_folder()
    if folder is None:
        return
    place = _place(folder, digest, number)
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump([_plain(sheet) for sheet in sheets], out, ensure_ascii=False)
        os.replace(name, place)  # whole or not at all, whoever else writes it


def _place(folder: Path, digest: str, number: int) -> Path:
    return folder / digest[:2] / f"{digest}-{number}-{_settings()}.json"


@lru_cache(maxsize=1)
def _settings() -> str:
    """What the words of a page depend on beside its picture, in a few letters."""
    from extractor.reading.recognition import engine_name, find_data

    data = Path(find_data()) / "rus.traineddata"
    code = sha256(f"{engine_name()} {data.stat().st_size}".encode())
    for module in sorted(Path(__file__).parent.glob("*.py")):  # other code may read other words
        code.update(module.read_bytes())
    return code.hexdigest()[:12]


def _plain(sheet: Sheet) -> dict[str, Any]:
    return {field.name: getattr(sheet, field.name) for field in fields(sheet)}


def _sheet(value: dict[str, Any]) -> Sheet:
    rows = tuple(tuple(tuple(Spot(text, tuple(box), mark) for text, box, mark in cell) for cell in row) for row in value["rows"])
    return Sheet(**{**value, "rows": rows})
