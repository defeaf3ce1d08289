"""Blocks that belong together → one block, its pieces still pointing into the source."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model import Block, Piece


def join_blocks(blocks: Sequence[Block], separator: str = " ") -> Block:
    """Join blocks into one, parted by a blank.

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Source
    >>> join_blocks(outline(Source("п.txt", "ЯГОДА\\nИнна Борисовна"))).text
    'ЯГОДА Инна Борисовна'
    """
    if len(blocks) == 1:
        return blocks[0]
    text, norm, pieces, length = [], [], [], 0
    for index, block in enumerate(blocks):
        if index:
            text.append(separator)
            norm.append(" ")
            length += 1
        pieces += [Piece(at + length, start, stop) for at, start, stop in block.pieces]
        text.append(block.text)
        norm.append(block.norm)
        length += len(block.text)
    first = blocks[0]
    return Block(first.kind, "".join(text), "".join(norm), tuple(pieces), first.indent, first.number, first.style, first.body, (), first.gap)
