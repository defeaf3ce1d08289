"""A plain text written as a Word file the way a clerk would: automatic lists, tables, empty paragraphs between passages.

What is typed comes from ``wordunits``; a list's numbers leave the text and become real numbering (an abstract list each,
with starts set anew), rows of cells a table, «Слушали | Постановили» a table of two columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from wordunits import COLUMNS, Unit, read_groups

from extractor.layout.markers import ordinal
from extractor.model import Block

_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_COLUMN = 120  # twips


class Counts:
    """What was written by Word's own means: paragraphs in automatic lists, tables."""

    def __init__(self) -> None:
        self.numbered = 0
        self.tables = 0


class _Lists:
    """Real numbering: one list for each run of items that count up, in one or two levels."""

    def __init__(self, document: Any, for_format: str) -> None:
        from docx.oxml.ns import qn

        self.for_format = for_format
        self.root = document.part.numbering_part.element
        self.qn = qn
        self.next = 900
        self.open: dict[str, tuple[str, int, int]] = {}  # pattern → list id, level, last place

    def place(self, block: Block) -> tuple[str, int] | None:
        """Return list and level on which Word would show this block's own marker; None: it has to be typed."""
        marker = block.text[: block.body].strip()
        if len(block.text) == block.body:
            return None
        if block.style == "-":
            return self._bullet(marker)
        number, place = block.number or "", ordinal(block.number)
        kind = _kind(number.rsplit(".", 1)[-1])
        if place is None or kind is None or marker.count(number) != 1 or not _same(number.rsplit(".", 1)[-1], place, kind):
            return None
        pattern = marker.replace(number, "%")
        if self.for_format == "html" and (pattern != "%." or "." in number or kind not in ("decimal", "upperRoman")):
            return None
        if "." in number:
            return self._inner(number, pattern, place)
        found = self.open.get(pattern + kind)
        goes_on = found and found[2] == place - 1
        list_id = found[0] if found and goes_on else self._new([(kind, marker.replace(number, "%1")), ("decimal", "%1.%2.")], place)
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
            first = start if self.for_format == "doc" and not at else 1
            for name, value in (("start", first), ("numFmt", kind), ("lvlText", text), ("lvlJc", "left")):
                level.append(self._element(name, val=value))
            properties = self._element("pPr")
            properties.append(self._element("ind", left=360 * (at + 1), hanging=360))
            level.append(properties)
            abstract.append(level)
        self.root.insert(0, abstract)
        number = self._element("num", numId=self.next)
        number.append(self._element("abstractNumId", val=self.next))
        if start != 1 and self.for_format != "doc":
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
    if number.isdigit() or re.fullmatch("[IVX]+", number):
        return "decimal" if number.isdigit() else "upperRoman"
    return "russianLower" if number in _RUSSIAN else "russianUpper" if number.lower() in _RUSSIAN else None


def _same(number: str, place: int, kind: str) -> bool:
    """Would Word show this number at this place?"""
    if kind.startswith("russian"):
        return place <= len(_RUSSIAN) and _RUSSIAN[place - 1] == number.lower()
    return kind == "upperRoman" or number == str(place)


def write(text: str, path: Path, *, for_format: str = "docx") -> Counts:
    """Write a text as a DOCX file; return what of it Word numbers and rules.

    What LibreOffice does not write into a format has to be said otherwise: for "html" only «1.», «I.» and bullets are
    automatic and other numbers are typed; for "doc" a list that begins later than at 1 says so itself, not its use.
    """
    import docx

    document, counts = docx.Document(), Counts()
    writer = _Writer(document, counts, for_format)
    for group in read_groups(text):
        if group[0].gap > 1:
            document.add_paragraph()
        if group[0].block.kind in COLUMNS:
            writer.put_columns([unit.block for unit in group], _heads(text, group[0].block))
        elif group[0].cells:
            writer.put_table(group)
        else:
            writer.put(document, group[0])
    document.add_paragraph()  # Word wants one behind a table
    document.save(str(path))
    return counts


class _Writer:
    def __init__(self, document: Any, counts: Counts, for_format: str) -> None:
        self.document, self.counts, self.lists = document, counts, _Lists(document, for_format)

    def put(self, holder: Any, unit: Unit, first: bool = False) -> None:
        from docx.shared import Twips

        paragraph = holder.paragraphs[0] if first else holder.add_paragraph()
        begins = bool(unit.block.style) and unit.text.startswith(unit.block.text[: unit.block.body])
        place = self.lists.place(unit.block) if begins else None
        if place:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val, properties.get_or_add_ilvl().val = int(place[0]), place[1]
            self.counts.numbered += 1
            paragraph.paragraph_format.left_indent = Twips(unit.indent * _COLUMN + 360)
            paragraph.paragraph_format.first_line_indent = Twips(-360)
        elif unit.indent:
            paragraph.paragraph_format.left_indent = Twips(unit.indent * _COLUMN)
        paragraph.add_run(unit.text[unit.block.body if place else 0 :])

    def put_columns(self, group: Sequence[Block], heads: Sequence[str]) -> None:
        self.counts.tables += 1
        rows, counted = list(_pairs(group)), any(map(_has_row_number, group))
        table = self.document.add_table(len(rows) + 1, 2 + counted, style="Table Grid")
        for cell, words in zip(table.rows[0].cells, ["№"] * counted + [*heads], strict=True):
            cell.paragraphs[0].add_run(words)
        for row, (left, right) in zip(table.rows[1:], rows, strict=True):
            if counted and left and _has_row_number(left[0]):
                row.cells[0].paragraphs[0].add_run(left[0].number)
                left = [replace(left[0], text=left[0].text[left[0].body :], style="", body=0), *left[1:]]
            for cell, blocks in zip(row.cells[counted:], (left, right), strict=True):
                for at, block in enumerate(blocks):
                    self.put(cell, Unit(block.text, block, 1, 0), first=not at)

    def put_table(self, group: Sequence[Unit]) -> None:
        if len(group) == 1 and len(group[0].cells) == 2:  # set off with a tab
            unit = group[0]
            self.put(self.document, Unit("\t".join(unit.cells), unit.block, unit.gap, unit.indent))
            return
        self.counts.tables += 1
        table = self.document.add_table(len(group), max(len(unit.cells) for unit in group), style="Table Grid")
        for row, unit in zip(table.rows, group, strict=True):
            for cell, words in zip(row.cells, unit.cells, strict=False):  # where cells are missing, the last are empty
                cell.paragraphs[0].add_run(words)


def _has_row_number(block: Block) -> bool:
    """Did a column of its own hold this number?"""
    return block.kind == "heard" and block.number is not None and block.text[: block.body].strip() == block.number


def _pairs(group: Sequence[Block]) -> Iterator[tuple[list[Block], list[Block]]]:
    """The rows of a table of two columns."""
    left: list[Block] = []
    right: list[Block] = []
    for block in group:
        if block.kind == "heard" and (right or left and block.style and block.style == left[0].style):
            yield left, right
            left, right = [], []
        (left if block.kind == "heard" else right).append(block)
    yield left, right


def _heads(text: str, first: Block) -> list[str]:
    """The headings of the two columns, which stand in the line above."""
    heading = re.compile("(?i)с ?л ?у ?ш|о ?б ?с ?у ?ж|р ?а ?с ?с ?м")
    lines = [line for line in text[: first.start].split("\n") if re.search(r"[ \t|]{2}", line.strip()) and heading.search(line)]
    pieces = re.split(r"\t+| {3,}|[ ]*\|[ ]*", lines[-1].strip(" |\t")) if lines else []
    words = [" ".join(piece.split()) for piece in pieces if piece.strip()]
    return words[-2:] if len(words) >= 2 else ["СЛУШАЛИ", "ПОСТАНОВИЛИ"]
