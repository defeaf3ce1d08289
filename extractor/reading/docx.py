"""DOCX and DOCM, by whatever program they were written: header of the first page, body, notes at the end."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from extractor.errors import TooLarge
from extractor.model import Source
from extractor.reading.docx_body import Body
from extractor.reading.docx_numbering import Numbering
from extractor.reading.docx_styles import Styles, W, is_on
from extractor.reading.flow import Flow, Paragraph, Table, leave_known, number_notes, read_header, set_flow
from extractor.reading.package import Package
from extractor.reading.pasted import read_pasted
from extractor.reading.text import clean

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_EMBEDDED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def read_bytes(data: bytes, path: str, encoding: str | None, media_type: str = MEDIA_TYPE) -> Source:
    """Read a Word file as it is shown: automatic numbers and tables in, deleted and hidden text out.

    One that holds no words but pictures is recognised as a scan. Raises BrokenFile, EmptyFile where it shows no word, LockedFile, TooLarge.
    """
    package, digest = Package(data, path), sha256(data).hexdigest()
    try:
        text = clean(set_flow(_read(package), path))
    except RecursionError as error:
        raise TooLarge(path, detail=("части документа вложены слишком глубоко", "its parts are nested too deeply")) from error
    if not text.strip():
        return read_pasted(package, _pictures(package), digest, media_type)
    return Source(path, text, digest, media_type)


def _main(package: Package) -> str:
    return next((target for kind, target in _related(package, "").values() if kind == "officeDocument"), "word/document.xml")


def _pictures(package: Package) -> Iterator[str]:
    """The names of the pictures in the body, in order."""
    main = _main(package)
    related = _related(package, main)
    for element in package.xml(main).iter("{*}blip", "{*}imagedata"):
        link = element.get(_EMBEDDED) or element.get(_RELATION)
        if link in related:
            yield related[link][1]


def _read(package: Package) -> Flow:
    main = _main(package)
    document = package.xml(main)
    related = _related(package, main)
    parts = {kind: package.xml(target) for kind, target in related.values() if kind in _USED and target in package}
    styles = Styles(parts.get("styles"))
    body = Body(styles, Numbering(parts.get("numbering"), styles))
    inner = document.find(W + "body")
    flow = body.flow(inner) if inner is not None else []
    head = list(_header(document, package, related, styles))
    return [*leave_known(head, flow), *flow, *_notes(body, parts)]


_USED = ("styles", "numbering", "footnotes", "endnotes")


def _related(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """The parts that a part refers to: id → kind and name. What stands outside the package is left out."""
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in package:
        return {}
    found = {}
    for relation in package.xml(listed):
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or "")).lstrip("/")
            found[relation.get("Id") or ""] = ((relation.get("Type") or "").rsplit("/", 1)[-1], target)
    return found


def _header(document: Any, package: Package, related: dict[str, tuple[str, str]], styles: Styles) -> Iterator[Paragraph | Table]:
    """The header of the first page, without the lines that number pages."""
    section = next(document.iter(W + "sectPr"), None)
    if section is None:
        return
    wanted = "first" if is_on(section, "titlePg") else "default"
    for reference in section.findall(W + "headerReference"):
        _, target = related.get(reference.get(_RELATION) or "", ("", ""))
        if reference.get(W + "type", "default") != wanted or target not in package:
            continue
        root = package.xml(target)
        numbering = next((name for kind, name in related.values() if kind == "numbering" and name in package), None)
        yield from read_header(Body(styles, Numbering(package.xml(numbering) if numbering else None, styles)), root)


def _notes(body: Body, parts: dict[str, Any]) -> Iterator[Paragraph | Table]:
    """The notes that the text refers to, footnotes first, each once."""
    for kind in ("footnote", "endnote"):
        root = parts.get(kind + "s")
        notes = {note.get(W + "id"): note for note in root} if root is not None else {}
        wanted = list(dict.fromkeys(note for found, note in body.notes if found == kind and note in notes))
        yield from number_notes(body.flow(notes[note]) for note in wanted)
