"""Office files for tests, written part by part: what is in them can be seen here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "application/vnd.openxmlformats-package.relationships+xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{_OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF_SPACES = " ".join(
    f'xmlns:{short}="{_ODF}{name}:1.0"'
    for short, name in {
        "office": "office", "text": "text", "style": "style", "table": "table", "draw": "drawing", "fo": "xsl-fo-compatible",
    }.items()
)  # fmt: skip


def zipped(parts: Mapping[str, str | bytes], *, stored: bool = False) -> bytes:
    """Return a ZIP of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def docx(body: str, *, section: str = "", **parts: str) -> bytes:
    """Return a Word file: ``body`` is what stands in w:body, other parts are named by their root (styles, header1 …)."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments"}
    types = [f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>']
    links, files = [], {}
    for name, content in parts.items():
        root = roots.get(name, "hdr" if name.startswith("header") else "ftr")
        kind = roots.get(name, name.rstrip("0123456789"))
        types.append(f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>')
        links.append(f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>')
        files[f"word/{name}.xml"] = f"<w:{root} {_SPACES}>{content}</w:{root}>"
    main = '<Relationship Id="r" Type="' + _OFFICE + '/officeDocument" Target="word/document.xml"/>'
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="{_RELS}"/>{"".join(types)}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">{main}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{"".join(links)}</Relationships>',
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>",
        **files,
    })  # fmt: skip


def p(text: str = "", properties: str = "", run: str = "") -> str:
    """Return a paragraph; a tab and a line break of the text become elements."""
    words = text.replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>").replace("\n", "</w:t><w:br/><w:t xml:space='preserve'>")
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r></w:p>"


def item(text: str, number: int = 1, level: int = 0) -> str:
    """Return a paragraph of an automatic list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def table(*rows: tuple[str, ...]) -> str:
    """Return a table; a cell is text, or paragraphs if it begins with «<w:»; «|2|» before it makes it two columns wide."""
    return "<w:tbl>" + "".join("<w:tr>" + "".join(map(_cell, row)) + "</w:tr>" for row in rows) + "</w:tbl>"


def _cell(text: str) -> str:
    span, merge = "", ""
    if text.startswith("|"):
        span = f'<w:gridSpan w:val="{text[1]}"/>'
        text = text[3:]
    if text.startswith(("^", "v")) and text[1:2] == ":":
        merge = "<w:vMerge/>" if text[0] == "^" else '<w:vMerge w:val="restart"/>'
        text = text[2:]
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{text if text.startswith('<w:') else p(text)}</w:tc>"


def numbering(*lists: tuple[tuple[str, str], ...], nums: str = "") -> str:
    """Return the part of numbering: each list is levels of (kind, text), and list n is number n; ``nums`` adds others."""
    out, numbers = [], []
    for index, levels in enumerate(lists, 1):
        inner = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for at, (kind, text) in enumerate(levels)
        )
        out.append(f'<w:abstractNum w:abstractNumId="{index}">{inner}</w:abstractNum>')
        numbers.append(f'<w:num w:numId="{index}"><w:abstractNumId w:val="{index}"/></w:num>')
    return "".join(out + numbers) + nums


def odt(body: str, *, automatic: str = "", styles: str = "", master: str = "", others: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return an ODT: body of office:text, automatic styles, common styles, master pages."""
    head = "office:version='1.3'"
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {_ODF_SPACES} {head}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {_ODF_SPACES} {head}><office:styles>{styles}</office:styles>"
        f"<office:master-styles>{master}</office:master-styles></office:document-styles>",
        **(others or {}),
    }, stored=True)  # fmt: skip
