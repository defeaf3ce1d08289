"""Blocks that only their neighbours show to be items: numbers and letters without a sign, matters run on in a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.layout.cutting import cut
from extractor.layout.markers import find_run_on, ordinal
from extractor.model import Block

_LETTERS = "АБВГДЕЖЗИК"
_RESOLVED = re.compile(r"(?:постанов|реши(?:л|ен)|реш[её]но|приговор|определил)")


def part_matters(block: Block) -> Iterator[Block]:
    """«1/ О мосте. Постановили: … 2/ О пастухе. Постановили: …» in one paragraph: each matter with its decision is a block.

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Source
    >>> text = "1. О мосте. Постановили: чинить. 2. О пастухе. Постановили: нанять."
    >>> [block.text for block in outline(Source("п.txt", text))]
    ['1. О мосте. Постановили: чинить.', '2. О пастухе. Постановили: нанять.']
    """
    rows = find_run_on(block.text) if not block.kind.startswith(("heard", "decided")) and len(_RESOLVED.findall(block.norm)) > 1 else []
    edges = [at for at, _ in rows] + [len(block.text)]
    if len(rows) < 2 or not all(_RESOLVED.search(block.norm, left, right) for left, right in pairwise(edges)):
        yield block
        return
    if block.text[: edges[0]].strip():
        yield cut(block, 0, edges[0])
    for left, right in pairwise(edges):
        yield replace(cut(block, left, right), gap=2)


_BARE = re.compile(r"(\d{1,2})[ ]+(?=[^\W\d_])")


def mark_numbers(blocks: Sequence[Block]) -> Iterator[Block]:
    """Lines «1 сбор взносов», «2 разное» that count up are items, though no sign stands behind the number.

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Source
    >>> [(b.number, b.text[b.body :]) for b in outline(Source("п.txt", "1 сбор взносов\\n2 разное"))]
    [('1', 'сбор взносов'), ('2', 'разное')]
    """
    numbers = [int(m[1]) if not b.style and not b.cells and (m := _BARE.match(b.text)) else 0 for b in blocks]
    for index, block in enumerate(blocks):
        here = numbers[index]
        before = numbers[index - 1] if index else 0
        after = numbers[index + 1] if index + 1 < len(blocks) else 0
        if here and (after == here + 1 and (here == 1 or before == here - 1) or before == here - 1 and here > 1):
            found = _BARE.match(block.text)
            yield replace(block, kind="item", number=str(here), style="1.", body=found.end() if found else 0)
        else:
            yield block


def mark_letters(blocks: Sequence[Block]) -> Iterator[Block]:
    """«Б. Распределение …» under «А. О переходе …» is an item, though it looks like an initial.

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Source
    >>> [(b.number, b.text[b.body :]) for b in outline(Source("п.txt", "А. О севе.\\n\\nБ. О школе."))]
    [('А', 'О севе.'), ('Б', 'О школе.')]
    """
    last: str | None = None
    for block in blocks:
        if block.style == "А.":
            last = block.number
        elif last and not block.style and block.text[1:3] == ". " and block.text[0] in _LETTERS[1:] and _LETTERS.index(block.text[0]) == _LETTERS.find(last) + 1:
            last = block.text[0]
            yield replace(block, kind="item", number=last, style="А.", body=3)
            continue
        yield block


_BARE_ROMAN = re.compile(r"([IVXІХ]{1,4})[ ]+(?=[А-ЯЁІѢѲ«\"])")


def mark_romans(blocks: Sequence[Block]) -> list[Block]:
    """«I О дровах», «II О печах»: Roman numbers without a sign that count up from I are items.

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Source
    >>> [(b.number, b.text[b.body :]) for b in outline(Source("п.txt", "I О дровах\\n\\nII О печах"))]
    [('I', 'О дровах'), ('II', 'О печах')]
    """
    out = list(blocks)
    runs: list[list[tuple[int, str, int]]] = []
    for index, block in enumerate(blocks):
        found = _BARE_ROMAN.match(block.text) if not block.style and not block.cells and block.kind not in ("heard", "decided") else None
        place = ordinal(found[1]) if found else None
        if found is None or place is None:
            continue
        if place == 1:
            runs.append([])
        if runs and place == len(runs[-1]) + 1:
            runs[-1].append((index, found[1], found.end()))
    for index, number, body in (entry for run in runs if len(run) > 1 for entry in run):
        out[index] = replace(out[index], kind="item", number=number, style="I", body=body)
    return out
