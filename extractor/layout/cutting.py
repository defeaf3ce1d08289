"""A block → a slice of it that is a block of its own."""

from __future__ import annotations

from extractor.layout.markers import is_initial, read_marker
from extractor.model import Block, Piece


def cut(block: Block, start: int, stop: int | None = None, *, keep_marker: bool = True) -> Block:
    """Return the slice ``[start, stop)`` of a block as a block of its own.

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Source
    >>> block = outline(Source("п.txt", "Слушали: отчет. Решили: принять."))[0]
    >>> cut(block, 16).text, cut(block, 16).spans()
    ('Решили: принять.', (Span(start=16, stop=32),))
    """
    stop = len(block.text) if stop is None else stop
    while start < stop and block.text[start].isspace():
        start += 1
    while stop > start and block.text[stop - 1].isspace():
        stop -= 1
    pieces = []
    for at, begin, end in block.pieces:
        left, right = max(start, at), min(stop, at + end - begin)
        if left < right:
            pieces.append(Piece(left - start, begin + left - at, begin + right - at))
    text = block.text[start:stop]
    marker = read_marker(text) if keep_marker and not is_initial(text) else None
    cells = tuple((max(a, start) - start, min(b, stop) - start) for a, b in block.cells if b > start and a < stop)
    return Block(
        block.kind, text, block.norm[start:stop], tuple(pieces), block.indent,
        marker.number if marker else None, marker.style if marker else "", marker.body if marker else 0,
        cells if len(cells) > 1 else (), block.gap if start == 0 else 0,
    )
