"""«Слушали | Постановили» as a table: how it is known, and how it is set so that its columns are read one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.language.columnheads import DECIDED, HEARD
from extractor.language.fold import fold

#: Between the rows: their cells hold several lines each.
RULE = "|" + "-" * 30 + "|" + "-" * 30 + "|"
_SPACED = re.compile(r"\b([^\W\d_]) (?=[^\W\d_]\b)")
_HEARD = re.compile(rf"(?:{HEARD})\W*")
_DECIDED = re.compile(rf"{DECIDED}\W*")


def is_header(cells: Sequence[str]) -> bool:
    """Tell whether a row of a table is the heading of such columns.

    >>> is_header(["№", "СЛУШАЛИ:", "П О С Т А Н О В И Л И"]), is_header(["Что сделать", "Срок"])
    (True, False)
    """
    heads = [fold(_SPACED.sub(r"\1", cell), old=False) for cell in cells]
    return any(_HEARD.fullmatch(cell) for cell in heads) and bool(heads) and bool(_DECIDED.fullmatch(heads[-1]))
