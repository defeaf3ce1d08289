"""A tree of HTML → its flow: lists numbered, tables by rows, what is hidden or deleted left out.

Made for what Word and LibreOffice save as web pages too: Word's own list numbers stand in spans («mso-list:Ignore»),
notes in blocks with links back and forth.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from extractor.reading.flow import Flow, Paragraph, Table
from extractor.reading.listnumbers import show_bullet, show_number

_SILENT = frozenset(
    "script style template head title svg iframe object embed applet audio video canvas select textarea del datalist sdfield map rt rp".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hgroup html legend li main nav p pre section summary".split()
)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_MARGIN = re.compile(r"(?<![\w-])(?:margin-left|text-indent)\s*:\s*(-?[\d.]{1,9}\s*(?:in|cm|mm|pt|pc|px))", re.IGNORECASE)
_MARKER = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b(none|decimal-leading-zero|decimal|(?:lower|upper)-(?:roman|alpha|latin)|disc|circle|square)")
_STYLES = {
    "decimal": "1", "decimal-leading-zero": "01", "lower-roman": "i", "upper-roman": "I", "lower-alpha": "a", "lower-latin": "a",
    "upper-alpha": "A", "upper-latin": "A", "disc": "•", "circle": "•", "square": "•", "none": "",
}  # fmt: skip
_NOTE_LINK = re.compile(r"#(?:_(?:ftn|edn)|sd(?:foot|end)note)\d{1,5}(?:sym)?$")
_LINE_END = re.compile(r" *[\r\n]+[ \t]*")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MOST, _MOST_SPAN, _MOST_CELLS, _INDENT = 1_000_000, 100, 300, 4


class _List(NamedTuple):
    """An open list: sign or kind of number, step."""

    style: str
    step: int


class Body:
    """Collects the paragraphs and tables of a page in the order in which they are shown."""

    def __init__(self, bare_lists: bool = False, literal: bool = False) -> None:
        """Take ``bare_lists`` where the page's own style shows no numbers and signs of lists.

        ``literal`` keeps blanks and tabs that stand within a line of the mark-up, as LibreOffice writes those of the document.
        """
        self._bare, self._literal = bare_lists, literal
        self._out: list[Paragraph | Table] = []
        self._words: list[str] = []  # of the paragraph that is open; line breaks and kept blanks as \n and \x01
        self._label = ""
        self._indent = 0
        self._lists: list[_List] = []
        self._counts: list[int] = []

    def flow(self, element: Any) -> Flow:
        """Return what an element shows."""
        self._block(element)
        self._close()
        return self._out

    def _close(self, empty: bool = False) -> None:
        """End the paragraph that is open; an empty one counts only where ``empty`` says so."""
        words, self._words = "".join(self._words), []
        text = re.sub("\x02 ", "\x02", _SPACE.sub(" ", words.replace("\n", "\x02")).strip(" ")).replace("\x01", " ").replace("\x03", "\t")
        text = re.sub(" ?\x02", "\n", text).rstrip(" ")
        if text.strip():
            self._out.append(Paragraph(text.strip("\n"), self._label, self._indent))
            self._label = ""
        elif empty and not self._label:
            self._out.append(Paragraph(""))

    def _block(self, element: Any, skipped: int = 0) -> None:
        self._text((element.text or "")[skipped:], element.tag == "pre")
        for child in element:
            if isinstance(child.tag, str):
                self._element(child)
            self._text(child.tail, element.tag == "pre")

    def _text(self, text: str | None, kept: bool = False) -> None:
        if not text:
            return
        if kept:
            text = text.replace("\r\n", "\n").replace(" ", "\x01").replace("\t", "\x01" * 4)
        elif self._literal:
            text = re.sub(r" {2,}", lambda run: "\x01" * len(run[0]), _LINE_END.sub(" ", text)).replace("\t", "\x03")
        else:
            text = text.replace("\n", " ")
        self._words.append(text)

    def _element(self, element: Any) -> None:
        tag = element.tag.lower()
        style = element.get("style") or ""
        if tag in _SILENT or "hidden" in element.attrib or _HIDDEN.search(style) or _is_note_link(element) or _is_footer(element):
            return
        if tag == "br":
            self._words.append("\n")
        elif tag == "hr":
            self._close()
        elif tag in ("ol", "ul", "menu", "dir"):
            self._list(element, style)
        elif tag == "table":
            self._close()
            self._out.append(Table(_Rows(self._bare, self._literal).read(element)))
        elif _holds_number(element, style):
            number = " ".join("".join(element.itertext()).split())
            self._label = number if any(map(str.isalnum, number)) and number not in ("o", "§") else show_bullet(number[:1])
        elif self._literal and tag == "span" and not element.attrib and (element.text or "")[:1] in (" ", "\u00a0"):
            self._words.append("\x03")  # the XHTML of LibreOffice has no other sign of a tab
            self._block(element, skipped=1)
        elif tag in _BLOCKS:
            self._paragraph(element, style, tag)
        else:
            self._block(element)

    def _paragraph(self, element: Any, style: str, tag: str) -> None:
        self._close()
        outer, before = self._indent, len(self._out)
        margins = _MARGIN.findall(style) if tag not in ("body", "div") and not self._literal else []  # LibreOffice gives none to items
        self._indent = max(0, outer + round(sum(map(_points, margins)) / 6))
        self._block(element)
        self._close(empty=len(self._out) == before and tag == "p" and not any(child.tag in _BLOCKS for child in element))
        self._indent = outer

    def _list(self, element: Any, style: str) -> None:
        self._close()
        kind, items = "" if self._bare else _kind(element, style), [child for child in element if child.tag == "li"]
        backwards = "reversed" in element.attrib and kind != "•"
        start = _whole(element.get("start"), len(items) if backwards else 1)
        outer, self._indent = self._indent, self._indent + (_INDENT if self._lists else 0)
        self._lists.append(_List(kind, -1 if backwards else 1))
        self._counts.append(start - self._lists[-1].step)
        for child in element:
            if child.tag == "li":
                self._item(child)
            elif isinstance(child.tag, str):
                self._element(child)
        self._close()
        self._lists.pop()
        self._counts.pop()
        self._indent = outer

    def _item(self, item: Any) -> None:
        self._close()
        style = item.get("style") or ""
        if "hidden" in item.attrib or _HIDDEN.search(style):
            return
        self._counts[-1] = _whole(item.get("value"), self._counts[-1] + self._lists[-1].step)
        kind = _kind(item, style) if item.get("type") or _MARKER.search(style) else self._lists[-1].style
        self._label = kind if kind in ("•", "") else show_number(self._counts[-1], kind) + "."
        self._block(item)
        self._close()
        self._label = ""


class _Rows:
    """The rows of a table, with empty cells where one spans."""

    def __init__(self, bare_lists: bool, literal: bool) -> None:
        self._bare, self._literal = bare_lists, literal
        self._below: dict[int, int] = {}  # column → rows that a cell above still covers

    def read(self, table: Any) -> tuple[tuple[Flow | None, ...], ...]:
        rows: list[tuple[Flow | None, ...]] = []
        for part in table:
            if part.tag == "caption":
                rows.append((Body(self._bare, self._literal).flow(part),))
            for row in [part] if part.tag == "tr" else part if part.tag in ("thead", "tbody", "tfoot") else ():
                if row.tag == "tr" and "hidden" not in row.attrib and not _HIDDEN.search(row.get("style") or ""):
                    rows.append(tuple(self._cells(row)))
        return tuple(rows)

    def _cells(self, row: Any) -> list[Flow | None]:
        cells: list[Flow | None] = []
        for cell in row:
            if cell.tag not in ("td", "th") or len(cells) > _MOST_CELLS:
                continue
            self._skip(cells)
            wide, high = (min(max(_whole(cell.get(name), 1), 1), _MOST_SPAN) for name in ("colspan", "rowspan"))
            for column in range(len(cells), len(cells) + wide):
                if high > 1:
                    self._below[column] = high - 1
            hidden = "hidden" in cell.attrib or _HIDDEN.search(cell.get("style") or "")
            cells += [[] if hidden else Body(self._bare, self._literal).flow(cell), *[None] * (wide - 1)]
            for column in range(len(cells) - wide, len(cells)):  # those of this very row count from the next one on
                if column in self._below:
                    self._below[column] += 1
        self._skip(cells)
        self._below = {column: left - 1 for column, left in self._below.items() if left > 1}
        return cells

    def _skip(self, cells: list[Flow | None]) -> None:
        while self._below.get(len(cells), 0) and len(cells) < _MOST_CELLS:
            cells.append([])


def _kind(element: Any, style: str) -> str:
    """How a list numbers its items: «•» for bullets, «» for none."""
    named = _MARKER.search(style)
    if named:
        return _STYLES[named[1].lower()]
    kind = element.get("type") or ""
    if kind in ("1", "a", "A", "i", "I"):
        return str(kind)
    return "•" if element.tag in ("ul", "menu", "dir") else "1"


def _holds_number(element: Any, style: str) -> bool:
    """The number of an item as Word («mso-list:Ignore») and the XHTML of LibreOffice write it: in a span of its own."""
    if "mso-list" in style and "ignore" in style.lower():
        return True
    return "float:left" in style and (element.get("class") or "").startswith("ListLabel")


def _whole(value: str | None, usual: int) -> int:
    return min(int(value), _MOST) if value and re.fullmatch(r"\s*-?[0-9]{1,9}\s*", value) else usual


def _points(length: str) -> float:
    from extractor.reading.odt_lists import points

    return points(length.replace(" ", "").lower())


def _is_note_link(element: Any) -> bool:
    """The sign of a note within the text; that at the note itself links back (…ref, …anc) and stays."""
    return element.tag == "a" and _NOTE_LINK.match(element.get("href") or "") is not None


def _is_footer(element: Any) -> bool:
    return bool(element.tag == "div" and element.get("title") == "footer")
