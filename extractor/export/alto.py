"""A source with words on pages → ALTO 4.4, as the archive's own systems read it.

A line of the text is a TextLine, lines with no empty one between them are a TextBlock, the row of a ruled table is a
ComposedBlock of the type "row" with a TextBlock for each cell. Lengths are 1/1200 inch. ``reading.alto`` gives the same
text, words and boxes back.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from extractor import __version__
from extractor.export.pagerows import Line, Row, divide_rows
from extractor.model import Page, Source, Word

_SPACE = "http://www.loc.gov/standards/alto/ns-v4#"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_UNIT = 1200 / 72
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
#: What XML cannot hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_alto(source: Source) -> str:
    """Return the pages of a source as an ALTO 4 file; ValueError where it has no words on pages.

    >>> from extractor.reading.hocr import read_bytes
    >>> line = "<span class='ocr_line'><span class='ocrx_word' title='bbox 300 300 900 360; x_wconf 91'>Слушали:</span></span>"
    >>> written = write_alto(read_bytes(f"<html><div class='ocr_page'>{line}</div></html>".encode(), "1.hocr", None))
    >>> "HPOS='1200'".replace("'", '"') in written, 'CONTENT="Слушали:"' in written
    (True, True)
    """
    from lxml import etree

    if not source.words:
        raise ValueError("a source without pages")
    out = io.BytesIO()
    attributes = {f"{{{_XSI}}}schemaLocation": f"{_SPACE} http://www.loc.gov/standards/alto/v4/alto-4-4.xsd", "SCHEMAVERSION": "4.4"}
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        with file.element(f"{{{_SPACE}}}alto", attributes, nsmap={None: _SPACE, "xsi": _XSI}):
            file.write(_indented(_describe(source)))
            with file.element(f"{{{_SPACE}}}Layout"):
                for index, (page, words) in enumerate(_pages(source), 1):
                    file.write(_indented(_page(source, page, words, index)))
    return out.getvalue().decode("utf-8") + "\n"


def _indented(element: Any) -> Any:
    from lxml import etree

    etree.indent(element)
    element.tail = "\n"
    return element


def _add(parent: Any, name: str, **attributes: Any) -> Any:
    from lxml import etree

    return etree.SubElement(parent, f"{{{_SPACE}}}{name}", {key: _clean(str(value)) for key, value in attributes.items()})


def _root(name: str, **attributes: Any) -> Any:
    from lxml import etree

    return etree.Element(f"{{{_SPACE}}}{name}", {key: _clean(str(value)) for key, value in attributes.items()}, nsmap={None: _SPACE})


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _describe(source: Source) -> Any:
    """Unit, file and the programs that made the text."""
    head = _root("Description")
    _add(head, "MeasurementUnit").text = "inch1200"
    image = _add(head, "sourceImageInformation")
    _add(image, "fileName").text = _clean(source.path)
    if source.sha256:
        _add(image, "fileIdentifier", fileIdentifierLocation="sha256").text = source.sha256
    if source.ocr is not None:
        _add_step(head, "ocr", "contentGeneration", source.ocr.engine, "", source.ocr.languages)
    _add_step(head, "extractor", "contentModification", "extractor", __version__, ())
    return head


def _add_step(head: Any, name: str, category: str, engine: str, version: str, languages: Sequence[str]) -> None:
    step = _add(head, "Processing", ID=name)
    _add(step, "processingCategory").text = category
    if languages:
        _add(step, "processingStepSettings").text = _clean("languages: " + " ".join(languages))
    software = _add(step, "processingSoftware")
    _add(software, "softwareName").text = _clean(engine)
    if version:
        _add(software, "softwareVersion").text = version


def _pages(source: Source) -> Iterator[tuple[Page, list[Word]]]:
    """The pages with their words, in the order of the text."""
    words = iter(source.words)
    word = next(words, None)
    for page in source.pages:
        inside = []
        while word is not None and word.start < page.stop:
            inside.append(word)
            word = next(words, None)
        yield page, inside


def _page(source: Source, page: Page, words: Sequence[Word], index: int) -> Any:
    element = _root("Page", ID=f"page_{index}", PHYSICAL_IMG_NR=page.number)
    marks = [word.confidence for word in words if word.confidence is not None]
    if marks:
        element.set("PC", _figure(sum(marks) / len(marks) / 100))
    languages = source.ocr.languages if source.ocr is not None else ()
    if languages and _LANGUAGE.fullmatch(languages[0]):
        element.set("LANG", languages[0])
    space = _add(element, "PrintSpace", **(_place(words) if words else {}))
    last, block, blocks = None, None, 0
    for row in divide_rows(source.text, words):
        first = next(line.words[0] for cell in row for line in cell)
        if len(row) > 1 or len(row[0]) > 1:
            blocks += 1
            _add_table_row(space, source, row, f"{index}_{blocks}")
            block = None
        else:
            if block is None or last is None or "\n" in source.text[last + 1 : first.start]:
                blocks += 1
                block = _add(space, "TextBlock", ID=f"block_{index}_{blocks}")
            _add_lines(block, source, row[0], f"{index}_{blocks}")
        last = source.text.find("\n", first.start)
    for block in space.iter(f"{{{_SPACE}}}TextBlock", f"{{{_SPACE}}}ComposedBlock"):
        _surround(block)
    return element


def _add_table_row(space: Any, source: Source, row: Row, name: str) -> None:
    element = _add(space, "ComposedBlock", ID=f"row_{name}", TYPE="row")
    for index, cell in enumerate(row, 1):
        block = _add(element, "TextBlock", ID=f"cell_{name}_{index}")
        _add_lines(block, source, cell, f"{name}_{index}")


def _add_lines(block: Any, source: Source, lines: Sequence[Line], name: str) -> None:
    for words, broken in lines:
        line = _add(block, "TextLine", ID=f"line_{name}_{len(block) + 1}", **_place(words))
        for index, word in enumerate(words):
            text = source.text[word.start : word.stop]
            attributes = {"CONTENT": text[:-1] if broken and index == len(words) - 1 else text, **_place([word])}
            if word.confidence is not None:
                attributes["WC"] = _figure(word.confidence / 100)
            if index:
                before = words[index - 1].box
                _add(line, "SP", HPOS=_length(before[2]), VPOS=_length(word.box[1]), WIDTH=_length(max(0.0, word.box[0] - before[2])))
            _add(line, "String", ID=f"{line.get('ID').replace('line', 'string')}_{index + 1}", **attributes)
        if broken:
            edge = words[-1].box
            _add(line, "HYP", HPOS=_length(edge[2]), VPOS=_length(edge[1]), WIDTH="0", CONTENT="-")


def _surround(block: Any) -> None:
    """Give a block the box around its lines; an empty cell has none and stands nowhere."""
    lines = list(block.iter(f"{{{_SPACE}}}TextLine"))
    boxes = [[float(line.get(key)) for key in ("HPOS", "VPOS", "WIDTH", "HEIGHT")] for line in lines] or [[0.0] * 4]
    x, y = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    for key, value in zip(("HPOS", "VPOS", "WIDTH", "HEIGHT"), (x, y, right - x, bottom - y), strict=True):
        block.set(key, _figure(value))


def _place(words: Sequence[Word]) -> dict[str, str]:
    x0, y0 = min(word.box[0] for word in words), min(word.box[1] for word in words)
    x1, y1 = max(word.box[2] for word in words), max(word.box[3] for word in words)
    return {"HPOS": _length(x0), "VPOS": _length(y0), "WIDTH": _length(x1 - x0), "HEIGHT": _length(y1 - y0)}


def _length(points: float) -> str:
    return _figure(points * _UNIT)


def _figure(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
