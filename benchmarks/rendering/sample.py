"""Which texts of corpora/ are rendered: spread over kinds and decades, some pre-reform and some with tables always among them."""

from __future__ import annotations

import csv
import random
from pathlib import Path

from extractor.errors import UsageError
from extractor.language.fold import is_old_spelling
from rendering.contents import Art, Table, lay_out

CORPORA = Path(__file__).resolve().parents[2] / "corpora"


def read_text(name: str) -> str:
    """Return the text of a name of the corpora; raises UsageError where there is none."""
    path = CORPORA / f"{name}.txt"
    if not path.exists():
        raise UsageError(detail=(f"в corpora/ нет текста {name}", f"corpora/ has no text {name}"))
    return path.read_text(encoding="utf-8")


def draw_sample(count: int, seed: int = 0) -> list[str]:
    """Return ``count`` names of texts: one in six pre-reform, one in five with tables, no genre or decade twice while others wait."""
    with (CORPORA / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (CORPORA / f"{row['name']}.txt").exists()]
    random.Random(seed).shuffle(rows)
    old = [row for row in rows if is_old_spelling(read_text(row["name"]))]
    ruled = [row for row in rows if any(isinstance(e, (Table, Art)) for e in lay_out(read_text(row["name"])).elements)]
    chosen: list[dict[str, str]] = []
    for pool, share in ((old, max(1, count // 6)), (ruled, max(1, count // 5)), (rows, count)):
        for _ in range(min(share, count - len(chosen))):
            waiting = [row for row in pool if row not in chosen]
            if waiting:
                chosen.append(min(waiting, key=lambda row: _seen(row, chosen)))
    return sorted(row["name"] for row in chosen)


def _seen(row: dict[str, str], chosen: list[dict[str, str]]) -> int:
    """How much of a text's kind and time was chosen already."""
    genre, decade = row["genre"].split(":")[0], row["year"][:3]
    return sum((other["genre"].split(":")[0] == genre) + (other["year"][:3] == decade) for other in chosen)
