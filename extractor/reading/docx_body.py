"""The body of a Word file → its flow: what a reader sees of it, with changes accepted and fields as they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from extractor.reading.docx_numbering import Numbering
from extractor.reading.docx_styles import Look, Styles, W, is_on, number_of, read_look
from extractor.reading.flow import Flow, Paragraph, Table

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: What only wraps paragraphs, rows, cells or runs.
_WRAPPERS = frozenset(W + name for name in "ins moveTo smartTag customXml hyperlink fldSimple dir bdo sdtContent rubyBase ruby".split())
_BREAKS = {W + "cr": "\n", W + "tab": "\t", W + "ptab": "\t", W + "noBreakHyphen": "-"}
_PAGE = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_SYMBOLS = {0xB7: "•", 0x2D: "–", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xA7: "•", 0xFE: "☑", 0xA8: "☐", 0xFC: "✓"}
#: Columns that a cell may span or a row leave out before its first cell.
_MOST_SPAN = 63
#: Places of a row; Word has no more than 63.
_MOST_CELLS = 300


class Body:
    """Reads the paragraphs and tables of a part; lists are counted on from one part to the next."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.notes: list[tuple[str, str]] = []  # kind and id of the notes referred to, in order
        self.page_fields = 0  # fields that show the number of a page
        self._fields: list[bool] = []  # open fields: is the result being shown?
        self._boxes: list[Paragraph | Table] = []
        self._carried: list[str] = []  # words of a paragraph whose end is deleted or hidden

    def flow(self, element: Any) -> Flow:
        """Return what an element holds: the body, a cell, a header, a note, a text box."""
        out: list[Paragraph | Table] = []
        for child in self._unwrapped(element):
            if child.tag == W + "p":
                out.extend(self._paragraph(child))
            elif child.tag == W + "tbl":
                out.append(self._table(child))
        if self._carried:
            out.append(Paragraph("".join(self._take_carried())))
        return out

    def _unwrapped(self, element: Any) -> Iterator[Any]:
        """The children of an element, those of its wrappers in their place; what was deleted or moved away is no wrapper."""
        for child in element:
            if child.tag in _WRAPPERS:
                yield from self._unwrapped(child)
            elif child.tag == W + "sdt":
                if is_on(child.find(W + "sdtPr"), "showingPlcHdr") is not True:  # «Click here to enter text»
                    for content in child.findall(W + "sdtContent"):
                        yield from self._unwrapped(content)
            elif child.tag == _COMPATIBLE + "AlternateContent":
                yield from self._unwrapped(_alternative(child))
            else:
                yield child

    def _paragraph(self, element: Any) -> Iterator[Paragraph | Table]:
        properties = element.find(W + "pPr")
        style = properties.find(W + "pStyle") if properties is not None else None
        name = style.get(W + "val") if style is not None else None
        inherited, own = self.styles.look(name), read_look(properties)
        mark = properties.find(W + "rPr") if properties is not None else None
        self.page_fields += sum(bool(_PAGE.match(field.get(W + "instr") or "")) for field in element.iter(W + "fldSimple"))
        words: list[str] = []
        outer, self._boxes = self._boxes, []
        kept, self._carried = self._carried, []  # boxes in this paragraph carry nothing over
        for child in self._unwrapped(element):
            if child.tag == W + "r":
                words.extend(self._run(child, bool(inherited.hidden)))
            elif child.tag.startswith(_MATH):
                words.extend(text.text or "" for text in child.iter(_MATH + "t"))
        boxes, self._boxes, self._carried = self._boxes, outer, kept
        yield from boxes
        hidden = is_on(mark, "vanish", "specVanish")
        gone = mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)
        if gone or (inherited.hidden if hidden is None else hidden):
            self._carried.extend(words)
            return
        text = "".join([*self._take_carried(), *words])
        yield self._numbered(text, name, own, inherited)

    def _take_carried(self) -> list[str]:
        carried, self._carried = self._carried, []
        return carried

    def _numbered(self, text: str, name: str | None, own: Look, inherited: Look) -> Paragraph:
        list_id = inherited.list_id if own.list_id is None else own.list_id
        at = own.level if own.list_id is not None or own.level is not None else inherited.level
        if own.list_id is None and own.level is None and inherited.level is None:
            at = None
        place = self.numbering.level(list_id, at, name)
        if place is None or list_id is None:
            return Paragraph(text, "", own.indent.over(inherited.indent).columns())
        label = self.numbering.count(list_id, place[0])
        base = place[1].indent.over(inherited.indent) if own.list_id is not None else inherited.indent.over(place[1].indent)
        return Paragraph(text, label, own.indent.over(base).columns())

    def _run(self, run: Any, hidden: bool) -> Iterator[str]:
        properties = run.find(W + "rPr")
        if properties is not None:
            own = is_on(properties, "vanish", "specVanish", "webHidden")
            style = properties.find(W + "rStyle")
            styled = self.styles.look(style.get(W + "val"), "character").hidden if style is not None else None
            hidden = own if own is not None else styled if styled is not None else hidden
        for child in self._unwrapped(run):
            if child.tag == W + "fldChar":
                self._turn(child.get(W + "fldCharType"))
            elif child.tag == W + "instrText":
                self.page_fields += bool(_PAGE.match(child.text or ""))
            elif not hidden and all(self._fields):
                yield from self._shown(child)

    def _turn(self, kind: str | None) -> None:
        """A field begins, shows its result or ends."""
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _shown(self, child: Any) -> Iterator[str]:
        if child.tag == W + "t":
            yield re.sub(r"[\r\n\t]", " ", child.text or "")
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag == W + "br":
            yield "\n\n" if child.get(W + "type") in ("page", "column") else "\n"
        elif child.tag == W + "sym":
            yield _symbol(child.get(W + "char") or "")
        elif child.tag in (W + "footnoteReference", W + "endnoteReference"):
            self.notes.append((child.tag[len(W) : -len("Reference")], child.get(W + "id") or ""))
        elif child.tag in (W + "drawing", W + "pict", W + "object") or not child.tag.startswith(W):
            for box in _boxes(child):
                self._boxes.extend(self.flow(box))

    def _table(self, element: Any) -> Table:
        rows: list[tuple[Flow | None, ...]] = []
        for row in self._unwrapped(element):
            properties = row.find(W + "trPr") if row.tag == W + "tr" else None
            gone = properties is not None and (properties.find(W + "del") is not None or is_on(properties, "hidden"))
            if row.tag == W + "tr" and not gone:
                before = number_of(properties.find(W + "gridBefore")) if properties is not None else None
                rows.append((*[()] * _bounded(before or 0), *islice(self._cells(row), _MOST_CELLS)))
        return Table(tuple(rows))

    def _cells(self, row: Any) -> Iterator[Flow | None]:
        for cell in self._unwrapped(row):
            if cell.tag != W + "tc":
                continue
            properties = cell.find(W + "tcPr")
            merged = properties.find(W + "vMerge") if properties is not None else None
            covered = merged is not None and merged.get(W + "val", "continue") == "continue"
            flow = self.flow(cell)
            yield () if covered else flow
            span = number_of(properties.find(W + "gridSpan")) if properties is not None else None
            yield from (None,) * _bounded((span or 1) - 1)


def _bounded(span: int) -> int:
    return max(0, min(span, _MOST_SPAN))


def _alternative(element: Any) -> Any:
    """The branch of an alternative that is read: the first that holds words, for all say the same."""
    branches = list(element)
    return next((branch for branch in branches if next(branch.iter(W + "t"), None) is not None), branches[0] if branches else element)


def _boxes(element: Any) -> Iterator[Any]:
    """The outermost text boxes in a drawing; of an alternative, those of one branch."""
    for child in element:
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag == _COMPATIBLE + "AlternateContent":
            yield from _boxes(_alternative(child))
        else:
            yield from _boxes(child)


def _symbol(code: str) -> str:
    try:
        value = int(code, 16) & 0xFFFF
    except ValueError:
        return ""
    value = value - 0xF000 if 0xF000 <= value < 0xF100 else value
    return _SYMBOLS.get(value) or (chr(value) if 0x20 < value < 0x7F or 0x400 <= value < 0x2300 else "")
