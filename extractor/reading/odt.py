"""ODT: header of the first page, body, notes at the end."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from extractor.errors import LockedFile, TooLarge
from extractor.model import Source
from extractor.reading.flow import Flow, Paragraph, Table, leave_known, number_notes, read_header, set_flow
from extractor.reading.odt_body import Body
from extractor.reading.odt_lists import OFFICE, STYLE, TEXT, Styles
from extractor.reading.package import Package
from extractor.reading.pasted import read_pasted
from extractor.reading.text import clean

_LINK = "{http://www.w3.org/1999/xlink}href"
MEDIA_TYPE = "application/vnd.oasis.opendocument.text"


def read_bytes(data: bytes, path: str, encoding: str | None) -> Source:
    """Read an ODT as it is shown: automatic numbers and tables in, deleted and hidden text out.

    One that holds no words but pictures is recognised as a scan. Raises BrokenFile, EmptyFile where it shows no word, LockedFile, TooLarge.
    """
    package, digest = Package(data, path), sha256(data).hexdigest()
    try:
        text = clean(set_flow(_read(package), path))
    except RecursionError as error:
        raise TooLarge(path, detail=("части документа вложены слишком глубоко", "its parts are nested too deeply")) from error
    if not text.strip():
        links = (image.get(_LINK) or "" for image in package.xml("content.xml").iter("{*}image"))
        return read_pasted(package, (link.removeprefix("./") for link in links), digest, MEDIA_TYPE)
    return Source(path, text, digest, MEDIA_TYPE)


def _read(package: Package) -> Flow:
    manifest = "META-INF/manifest.xml"
    if "encrypted-package" in package or manifest in package and b"encryption-data" in package.bytes(manifest):
        raise LockedFile(package.path)
    content = package.xml("content.xml")
    common = package.xml("styles.xml") if "styles.xml" in package else None
    styles = Styles(*(root for root in (common, content) if root is not None))
    body = Body(styles)
    inner = next(content.iter(OFFICE + "text"), None)
    flow = body.flow(inner) if inner is not None else []
    head = list(_header(common, inner, styles)) if common is not None and inner is not None else []
    return [*leave_known(head, flow), *flow, *_notes(body)]


def _header(common: Any, inner: Any, styles: Styles) -> Iterator[Paragraph | Table]:
    """The header of the first page, without the lines that number pages."""
    first = next(inner.iter(TEXT + "p", TEXT + "h"), None)
    wanted = styles.look(first.get(TEXT + "style-name")).page if first is not None else ""
    pages = {page.get(STYLE + "name"): page for page in common.iter(STYLE + "master-page")}
    page = pages.get(wanted or "Standard", next(iter(pages.values()), None))
    if page is None:
        return
    headers = [page.find(STYLE + name) for name in ("header-first", "header")]
    header = next((one for one in headers if one is not None and one.get(STYLE + "display") != "false"), None)
    if header is not None:
        yield from read_header(Body(styles), header)


def _notes(body: Body) -> Iterator[Paragraph | Table]:
    """The notes of the text, footnotes first."""
    for kind in ("footnote", "endnote"):
        notes = [note for note in body.notes if note.get(TEXT + "note-class", "footnote") == kind]
        yield from number_notes(body.flow(inner) for note in notes for inner in note.findall(TEXT + "note-body"))
