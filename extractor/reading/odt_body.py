"""The body of an ODT → its flow: what a reader sees of it, with changes accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from extractor.reading.flow import Flow, Paragraph, Table
from extractor.reading.odt_lists import DRAW, ID, OFFICE, TABLE, TEXT, Counter, Styles, columns, whole

_GROUPS = frozenset(
    [TEXT + "section", TEXT + "index-body", TEXT + "index-title", TEXT + "table-of-content", TEXT + "numbered-paragraph", DRAW + "text-box"]
    + [TEXT + name for name in ("alphabetical-index", "bibliography", "illustration-index", "object-index", "table-index", "user-index")]
)
#: What is no part of the words shown: deleted text, comments, variables declared, titles of pictures.
_SILENT = frozenset(
    [TEXT + name for name in ("tracked-changes", "note-citation", "hidden-text", "sequence-decls", "variable-decls", "user-field-decls", "ruby-text")]
    + [OFFICE + name for name in ("annotation", "annotation-end", "forms", "event-listeners")]
    + ["{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}" + name for name in ("title", "desc")]
)
_PAGES = frozenset([TEXT + "page-number", TEXT + "page-count", TEXT + "page-continuation"])
_SHAPES = frozenset(DRAW + name for name in "frame g rect custom-shape ellipse circle line polygon polyline path caption connector measure a".split())
_ROWS = frozenset(TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))
#: White space of the mark-up is one blank; that of its own elements is kept: these signs stand for it meanwhile.
_BLANK, _TAB, _BREAK = "\x01", "\x02", "\x03"
_SPACE = re.compile(r"[ \t\r\n]+")
_MOST_REPEATED, _MOST_BLANKS, _MOST_CELLS = 50, 400, 300


class Body:
    """Reads paragraphs, lists and tables; numbers are counted on through all of them."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.notes: list[Any] = []
        self.page_fields = 0
        self._boxes: list[Paragraph | Table] = []
        self._outline = Counter()
        self._by_id: dict[str, Counter] = {}
        self._by_style: dict[str | None, Counter] = {}

    def flow(self, element: Any) -> Flow:
        """Return what an element holds: the body, a cell, a header, a note, a text box."""
        return list(self._blocks(element))

    def _blocks(self, element: Any) -> Iterator[Paragraph | Table]:
        for child in element:
            if child.tag in (TEXT + "p", TEXT + "h"):
                yield from self._paragraph(child)
            elif child.tag == TEXT + "list":
                yield from self._list(child, None, None, 0)
            elif child.tag == TABLE + "table":
                yield Table(tuple(self._rows(child)))
            elif child.tag in _GROUPS:
                if child.get(TEXT + "display") != "none" and not self.styles.look(child.get(TEXT + "style-name"), "section").hidden:
                    yield from self._blocks(child)
            elif child.tag in _SHAPES:
                yield from self._blocks_of_shape(child)

    def _blocks_of_shape(self, shape: Any) -> Iterator[Paragraph | Table]:
        for child in shape:
            if child.tag in _SHAPES:
                yield from self._blocks_of_shape(child)
            elif child.tag == DRAW + "text-box":
                yield from self._blocks(child)
        if shape.tag != DRAW + "frame":
            yield from self._blocks([child for child in shape if child.tag in (TEXT + "p", TEXT + "list")])

    def _list(self, element: Any, style: str | None, counter: Counter | None, depth: int) -> Iterator[Paragraph | Table]:
        style = element.get(TEXT + "style-name") or style
        if counter is None:
            counter = self._by_id.get(element.get(TEXT + "continue-list") or "")
            if counter is None and element.get(TEXT + "continue-numbering") == "true":
                counter = self._by_style.get(style)
            counter = counter or Counter()
            self._by_style[style] = counter
            if element.get(ID):
                self._by_id[element.get(ID)] = counter
        for item in element:
            if item.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            numbered = item.tag == TEXT + "list-item"
            start = whole(item.get(TEXT + "start-value"), -1)
            levels = self.styles.levels(item.get(TEXT + "style-override") or style)
            for child in item:
                if child.tag == TEXT + "list":
                    yield from self._list(child, style, counter, depth + 1)
                elif child.tag in (TEXT + "p", TEXT + "h"):
                    parts = list(self._paragraph(child, listed=True))
                    if numbered and parts:
                        label, base = counter.count(levels, depth, start if start >= 0 else None), levels.get(depth)
                        own = self.styles.look(child.get(TEXT + "style-name")).indent
                        indent = columns(own if own is not None else base.indent if base else 0.0)
                        parts[-1] = Paragraph(str(parts[-1].text), label, indent) if isinstance(parts[-1], Paragraph) else parts[-1]
                    numbered = numbered and not parts
                    yield from parts
                else:
                    yield from self._blocks([child])

    def _paragraph(self, element: Any, *, listed: bool = False) -> Iterator[Paragraph | Table]:
        look = self.styles.look(element.get(TEXT + "style-name"))
        outer, self._boxes = self._boxes, []
        words = "".join(self._words(element, bool(look.hidden)))
        boxes, self._boxes = self._boxes, outer
        yield from boxes
        hidden = any(mark.get(TEXT + "is-hidden") == "true" for mark in element.iter(TEXT + "hidden-paragraph"))
        if hidden or look.hidden and not words.strip():
            return
        text = _SPACE.sub(" ", words).strip(" ").replace(_BLANK, " ").replace(_TAB, "\t")
        text = re.sub(f" ?{_BREAK} ?", "\n", text)
        label = ""
        if element.tag == TEXT + "h" and not listed and element.get(TEXT + "is-list-header") != "true" and self.styles.outline and text.strip():
            label = self._outline.count(self.styles.outline, whole(element.get(TEXT + "outline-level"), 1) - 1)
        yield Paragraph(text, label, columns(look.indent or 0.0))

    def _words(self, element: Any, hidden: bool) -> Iterator[str]:
        if not hidden:
            yield element.text or ""
        for child in element:
            yield from self._inline(child, hidden)
            if not hidden:
                yield child.tail or ""

    def _inline(self, child: Any, hidden: bool) -> Iterator[str]:
        if child.tag in _SILENT:
            return
        if child.tag in _PAGES:
            self.page_fields += 1
        elif child.tag == TEXT + "note":
            if not hidden:
                self.notes.append(child)
        elif child.tag in _SHAPES:
            if not hidden:
                self._boxes.extend(self._blocks_of_shape(child))
        elif child.tag == TEXT + "span":
            own = self.styles.look(child.get(TEXT + "style-name"), "text").hidden
            yield from self._words(child, hidden if own is None else own)
        elif hidden:
            return
        elif child.tag == TEXT + "s":
            yield _BLANK * min(whole(child.get(TEXT + "c"), 1), _MOST_BLANKS)
        elif child.tag == TEXT + "tab":
            yield _TAB
        elif child.tag == TEXT + "line-break":
            yield _BREAK
        else:
            yield from self._words(child, hidden)

    def _rows(self, table: Any) -> Iterator[tuple[Flow | None, ...]]:
        for row in table:
            if row.tag in _ROWS:
                yield from self._rows(row)
            elif row.tag == TABLE + "table-row" and row.get(TABLE + "visibility") not in ("collapse", "filter"):
                cells = tuple(islice(self._cells(row), _MOST_CELLS))
                full = any(isinstance(part, Table) or part.text.strip() for cell in cells for part in cell or ())
                yield from [cells] * (min(whole(row.get(TABLE + "number-rows-repeated"), 1), _MOST_REPEATED) if full else 1)

    def _cells(self, row: Any) -> Iterator[Flow | None]:
        covered = 0  # places that the cell to the left covers; others are covered from above
        for cell in row:
            if cell.tag not in (TABLE + "table-cell", TABLE + "covered-table-cell"):
                continue
            repeated = min(whole(cell.get(TABLE + "number-columns-repeated"), 1), _MOST_REPEATED)
            if cell.tag == TABLE + "table-cell":
                covered = min(whole(cell.get(TABLE + "number-columns-spanned"), 1), _MOST_REPEATED) - 1
                yield from [self.flow(cell)] * repeated
            else:
                yield from [None if at < covered else () for at in range(repeated)]
                covered -= repeated
