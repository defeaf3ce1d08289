"""A plain text in units as a clerk would type it: paragraphs that end where sentences do, rows of tables, columns.

The words are those of the blocks that ``layout`` sees. A line that ends before the margin ends a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.layout.clean import closed, split_cells
from extractor.layout.lines import Line, Setting, measure_setting, split_lines
from extractor.layout.markers import read_marker
from extractor.layout.outline import outline
from extractor.model import Block, Piece, Source

COLUMNS = ("heard", "decided")


class Unit(NamedTuple):
    """What a clerk would type as one paragraph, or as one row of a table: its words, or those of its cells."""

    text: str
    block: Block
    gap: int
    indent: int
    cells: tuple[str, ...] = ()


def read_groups(text: str) -> Iterator[list[Unit]]:
    """Yield units, those of one table together; lines of page furniture that hold words are paragraphs."""
    blocks = outline(Source("", text))
    lines = split_lines(text)
    setting = measure_setting(lines)
    if not any(block.kind in COLUMNS for block in blocks):
        furniture = [_as_block(line) for line in lines if line.furniture and re.search(r"[^\W\d_]{2}", line.text)]
        blocks = sorted([*blocks, *furniture], key=lambda block: block.start)
    group: list[Unit] = []
    for unit in (unit for block in blocks for unit in _units(text, block, setting)):
        unit = _fill(group, unit)
        if group and not _together(group[-1], unit):
            yield group
            group = []
        group.append(unit)
    if group:
        yield group


def _as_block(line: Line) -> Block:
    return Block("paragraph", line.text, line.text.lower(), (Piece(0, line.start, line.stop),), line.indent, gap=2 if line.blank_before else 1)


def _together(last: Unit, unit: Unit) -> bool:
    if last.block.kind in COLUMNS or unit.block.kind in COLUMNS:
        return last.block.kind in COLUMNS and unit.block.kind in COLUMNS
    counts = len(last.cells), len(unit.cells)
    return min(counts) > 1 and (counts[0] == counts[1] or max(counts) > 2) and unit.gap < 2


def _fill(group: Sequence[Unit], unit: Unit) -> Unit:
    """A line that stands alone under the first column of a table is a row of it: the others are empty."""
    if not group or len(group[-1].cells) != 2 or unit.cells or unit.gap > 1 or unit.block.style or unit.indent < 8 or unit.indent != group[-1].indent:
        return unit
    return unit._replace(cells=(unit.text, ""))


def _units(text: str, block: Block, setting: Setting) -> Iterator[Unit]:
    """A block whose lines end where a clerk ends them, before the margin, is so many paragraphs."""
    if block.kind in COLUMNS:
        yield Unit(block.text, block, block.gap, 0)
        return
    first_sign, last_sign = min(piece.start for piece in block.pieces), max(piece.stop for piece in block.pieces)
    start, gap = text.rfind("\n", 0, first_sign) + 1, block.gap
    begin = 0
    lines = text[start:last_sign].split("\n")
    counts = [len(split_cells(line.strip())) for line in lines if line.strip()]
    if len(lines) > 1 and (block.cells or 1 < counts[0] != max(counts) > 1):
        cells = tuple(block.text[a:b] for a, b in block.cells) or tuple(block.text.split("\t"))
        yield Unit(block.text, block, gap, block.indent, cells)  # a row whose cells take several lines
        return
    for at, line in enumerate(lines):
        stop = start + len(line)
        following = next((other for other in lines[at + 1 :] if other.strip()), None)
        edge = next((piece.at for piece in block.pieces if piece.start > stop), len(block.text))
        empty = not any(piece.start < stop and piece.stop > start for piece in block.pieces)  # a page's number between its lines
        if following is None or line.strip() and not empty and edge > begin and not _runs_on(line, following, setting):
            words = block.text[begin:edge].strip()
            whole = text[text.rfind("\n", 0, stop) + 1 : stop]
            first = text[text.rfind("\n", 0, _source(block, begin)) + 1 :]
            if words:
                alone = first.startswith(whole) or begin == 0 and block.kind == "row"
                typed = alone and bool(_SPACED.search(whole))  # letters set apart are typed as they stand
                yield Unit(whole.strip() if typed else words, block, gap, _indent(first), _cells(whole) if alone and not typed else ())
            begin, gap = edge, 1
        elif not line.strip():
            gap = 2
        if following is None:
            return
        start = stop + 1
        if not line.strip():
            gap = 2


_SPACED = re.compile(r"(?<!\w)[^\W\d_] [^\W\d_] [^\W\d_](?!\w)")


def _source(block: Block, at: int) -> int:
    """Where a place of the clean text stands in the source."""
    spans = block.spans(at, at + 1)
    return spans[0].start if spans else block.start


def _runs_on(line: str, following: str, setting: Setting) -> bool:
    """Does a paragraph go on over this line end?"""
    if line.rstrip().endswith(("-", "¬")):
        return True
    if len(split_cells(following.strip())) > 1 or _SPACED.search(line) or line.isupper() and not following.isupper():
        return False
    if _indent(following) > _indent(line) + 8:
        return False
    if line.rstrip().endswith((";", ",")) or not setting.wrapped:
        return setting.wrapped
    return len(line.rstrip()) >= 0.72 * setting.width or not following.lstrip()[:1].isupper()


def _indent(line: str) -> int:
    return 0 if line.startswith("\t") else len(line) - len(line.lstrip(" "))


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a row, empty ones too; none where the line is an item with a gap in it."""
    words = closed(line.strip(" |" if "|" in line else " "))
    lead = len(words) - len(words.lstrip("\t"))
    cells = [" ".join(words[lead:][a:b].split()) for a, b in split_cells(words[lead:])]
    marker = read_marker(cells[0]) if cells else None
    if len(cells) < 2 or marker and marker.body < len(cells[0]):
        return ()
    return ("",) * lead + tuple(cells)
