"""A plain text written as a Word file the way a clerk would: automatic lists, tables, empty paragraphs between passages.

The words are those of the blocks that ``layout`` sees; a list's numbers leave the text and become real numbering
(an abstract list each, with starts set anew), rows of cells a table, «Слушали | Постановили» a table of two columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from extractor.layout.lines import Line, split_lines
from extractor.layout.markers import ordinal
from extractor.layout.outline import outline
from extractor.model import Block, Source

_KINDS = {"1": "decimal", "а": "russianLower", "А": "russianUpper", "I": "upperRoman", "a": "lowerLetter", "A": "upperLetter"}
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_COLUMN = 120  # twips


class Counts:
    """What was written by Word's own means: paragraphs in automatic lists, tables."""

    def __init__(self) -> None:
        self.numbered = 0
        self.tables = 0


class _Lists:
    """Real numbering: one list for each run of items that count up, in one or two levels."""

    def __init__(self, document: Any) -> None:
        from docx.oxml.ns import qn

        self.root = document.part.numbering_part.element
        self.qn = qn
        self.next = 900
        self.open: dict[str, tuple[str, int, int]] = {}  # pattern → list id, level, last place

    def place(self, block: Block) -> tuple[str, int] | None:
        """Return list and level on which Word would show this block's own marker; None: it has to be typed."""
        marker = block.text[: block.body].strip()
        if block.style == "-":
            return self._bullet(marker)
        number, place = block.number or "", ordinal(block.number)
        kind = _kind(number.rsplit(".", 1)[-1])
        if place is None or kind is None or marker.count(number) != 1 or not _same(number.rsplit(".", 1)[-1], place, kind):
            return None
        pattern = marker.replace(number, "%")
        if "." in number:
            return self._inner(number, pattern, place)
        found = self.open.get(pattern + kind)
        if found and found[2] == place - 1:
            list_id = found[0]
        else:
            list_id = self._new([(kind, marker.replace(number, "%1")), ("decimal", "%1.%2.")], place)
        self.open[pattern + kind] = (list_id, 0, place)
        self.open = {key: value for key, value in self.open.items() if value[1] == 0 or value[0] != list_id}
        self.last = (list_id, number)
        return list_id, 0

    def _inner(self, number: str, pattern: str, place: int) -> tuple[str, int] | None:
        """«2.1.» under «2.»: the second level of the same list."""
        outer, _, _ = number.rpartition(".")
        last = getattr(self, "last", ("", ""))
        if last[1] != outer or "." in outer or not outer.isdigit() or pattern != "%.":
            return None
        found = self.open.get("inner" + last[0])
        if (found[2] if found else 0) != place - 1:
            return None
        self.open["inner" + last[0]] = (last[0], 1, place)
        return last[0], 1

    def _bullet(self, sign: str) -> tuple[str, int]:
        if sign not in self.open:
            self.open[sign] = (self._new([("bullet", sign)], 1), 0, 0)
        return self.open[sign][0], 0

    def _new(self, levels: Sequence[tuple[str, str]], start: int) -> str:
        self.next += 1
        abstract = self._element("abstractNum", abstractNumId=self.next)
        for at, (kind, text) in enumerate(levels):
            level = self._element("lvl", ilvl=at)
            for name, value in (("start", 1), ("numFmt", kind), ("lvlText", text), ("lvlJc", "left")):
                level.append(self._element(name, val=value))
            properties = self._element("pPr")
            properties.append(self._element("ind", left=360 * (at + 1), hanging=360))
            level.append(properties)
            abstract.append(level)
        self.root.insert(0, abstract)
        number = self._element("num", numId=self.next)
        number.append(self._element("abstractNumId", val=self.next))
        if start != 1:
            change = self._element("lvlOverride", ilvl=0)
            change.append(self._element("startOverride", val=start))
            number.append(change)
        self.root.append(number)
        return str(self.next)

    def _element(self, name: str, **attributes: object) -> Any:
        from docx.oxml import OxmlElement

        element = OxmlElement(f"w:{name}")
        for key, value in attributes.items():
            element.set(self.qn(f"w:{key}"), str(value))
        return element


def _kind(number: str) -> str | None:
    sample = "1" if number.isdigit() else "I" if re.fullmatch("[IVX]+", number) else "а" if number in _RUSSIAN else "А" if number.lower() in _RUSSIAN else ""
    return _KINDS.get(sample)


def _same(number: str, place: int, kind: str) -> bool:
    """Would Word show this number at this place?"""
    if kind.startswith("russian"):
        return place <= len(_RUSSIAN) and _RUSSIAN[place - 1] == number.lower()
    return kind == "upperRoman" or number == str(place)


def write(text: str, path: Path) -> Counts:
    """Write a text as a DOCX file; return what of it Word numbers and rules."""
    import docx
    from docx.shared import Twips

    document, counts = docx.Document(), Counts()
    lists = _Lists(document)

    def put(holder: Any, block: Block, first: bool = False) -> None:
        paragraph = holder.paragraphs[0] if first else holder.add_paragraph()
        place = lists.place(block) if block.style else None
        if place:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val, properties.get_or_add_ilvl().val = int(place[0]), place[1]
            counts.numbered += 1
            paragraph.paragraph_format.left_indent = Twips(block.indent * _COLUMN + 360)
            paragraph.paragraph_format.first_line_indent = Twips(-360)
        elif block.indent:
            paragraph.paragraph_format.left_indent = Twips(block.indent * _COLUMN)
        paragraph.add_run(block.text[block.body if place else 0 :].replace("\t", " "))

    for group in _groups(text):
        if group[0].gap > 1:
            document.add_paragraph()
        if group[0].kind in ("heard", "decided"):
            rows = list(_pairs(group))
            table = document.add_table(len(rows) + 1, 2, style="Table Grid")
            for cell, words in zip(table.rows[0].cells, _heads(text, group[0]), strict=True):
                cell.paragraphs[0].add_run(words)
            for row, pair in zip(table.rows[1:], rows, strict=True):
                for cell, blocks in zip(row.cells, pair, strict=True):
                    for at, block in enumerate(blocks):
                        put(cell, block, first=not at)
            counts.tables += 1
        elif group[0].cells:
            table = document.add_table(len(group), len(group[0].cells), style="Table Grid" if len(group) > 1 else None)
            for row, block in zip(table.rows, group, strict=True):
                for cell, (start, stop) in zip(row.cells, block.cells, strict=True):
                    cell.paragraphs[0].add_run(block.text[start:stop])
            counts.tables += 1
        else:
            put(document, group[0])
    document.save(str(path))
    return counts


def _groups(text: str) -> Iterator[list[Block]]:
    """Blocks, those of one table together; lines of page furniture that hold words are paragraphs."""
    source = Source("", text)
    blocks = outline(source)
    furniture = [_as_block(line) for line in split_lines(text) if line.furniture and re.search(r"[^\W\d_]{2}", line.text)]
    group: list[Block] = []
    for block in sorted([*blocks, *furniture], key=lambda block: block.start) if furniture and not _has_columns(blocks) else blocks:
        if group and not _together(group[-1], block):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _has_columns(blocks: Sequence[Block]) -> bool:
    return any(block.kind in ("heard", "decided") for block in blocks)


def _as_block(line: Line) -> Block:
    from extractor.model import Piece

    return Block("paragraph", line.text, line.text.lower(), (Piece(0, line.start, line.stop),), line.indent, gap=2 if line.blank_before else 1)


def _together(last: Block, block: Block) -> bool:
    columns = ("heard", "decided")
    if last.kind in columns or block.kind in columns:
        return last.kind in columns and block.kind in columns
    return bool(last.cells) and len(last.cells) == len(block.cells) and block.gap < 2


def _pairs(group: Sequence[Block]) -> Iterator[tuple[list[Block], list[Block]]]:
    """The rows of a table of two columns."""
    left: list[Block] = []
    right: list[Block] = []
    for block in group:
        if block.kind == "heard" and (right or left and block.style in ("1.", "I", "§", "1)")):
            yield left, right
            left, right = [], []
        (left if block.kind == "heard" else right).append(block)
    yield left, right


def _heads(text: str, first: Block) -> list[str]:
    """The headings of the two columns, which stand in the line above."""
    lines = [line for line in text[: first.start].split("\n") if re.search(r"[ \t|]{2}", line.strip()) and re.search("(?i)с ?л ?у ?ш|о ?б ?с ?у ?ж|р ?а ?с ?с ?м", line)]
    words = [" ".join(piece.split()) for piece in re.split(r"\t+| {3,}|[ ]*\|[ ]*", lines[-1].strip(" |\t")) if piece.strip()] if lines else []
    return words[-2:] if len(words) >= 2 else ["СЛУШАЛИ", "ПОСТАНОВИЛИ"]
