"""RTF, by Word, LibreOffice or WordPad: header of the first page, body, notes at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from extractor.errors import EmptyFile, TooLarge, WrongEncoding
from extractor.model import Source, Warning_
from extractor.reading.encoding import codec_of
from extractor.reading.flow import Flow, Paragraph, Table, leave_known, number_notes, set_flow
from extractor.reading.rtf_body import Body
from extractor.reading.rtf_signs import tokens
from extractor.reading.text import clean

MEDIA_TYPE = "application/rtf"
#: Bytes of a file, and backslashes and braces in it, above which it is not read.
MOST_BYTES, MOST_SIGNS = 256 << 20, 8_000_000
_CUT = Warning_("file.damaged", "файл RTF обрезан: конец документа, возможно, не прочитан")


def read_bytes(data: bytes, path: str, encoding: str | None) -> Source:
    r"""Read RTF as it is shown; pictures and objects are passed over.

    >>> read_bytes(rb"{\rtf1\ansi\ansicpg1251 {\listtext 1.\tab}\'cf\'f0\'e8\'ed\'ff\'f2\'fc\par}", "1.rtf", None).text
    '1. Принять\n'

    Raises EmptyFile where it shows no word, TooLarge, WrongEncoding where the one named is unknown.
    """
    if len(data) > MOST_BYTES or data.count(b"\\") + data.count(b"{") > MOST_SIGNS:
        raise TooLarge(path, detail=(f"{len(data) >> 20} МБ RTF", f"{len(data) >> 20} MB of RTF"))
    body = Body(_eight_bit(encoding, path) if encoding else None)
    body.read(tokens(data.decode("latin-1")))
    try:
        text = clean(_pair(set_flow([*leave_known(body.header(), body.flow), *body.flow, *_notes(body)], path)))
    except RecursionError as error:
        raise TooLarge(path, detail=("таблицы вложены слишком глубоко", "its tables are nested too deeply")) from error
    if not text.strip():
        raise EmptyFile(path)
    return replace(Source(path, text, sha256(data).hexdigest(), MEDIA_TYPE), warnings=(_CUT,) if body.open else ())


def _eight_bit(encoding: str, path: str) -> str:
    """Return Python's name of an encoding in which single bytes are letters."""
    codec = codec_of(encoding)
    try:
        bytes(range(256)).decode(codec or "", "replace")
    except (LookupError, ValueError):  # ValueError: of names and the like, not of texts
        raise WrongEncoding(path, detail=encoding) from None
    return str(codec)


def _notes(body: Body) -> Iterator[Paragraph | Table]:
    for kind in ("footnote", "endnote"):
        yield from number_notes(_full(flow) for found, flow in body.notes if found == kind)


def _full(flow: Flow) -> Flow:
    return [part for part in flow if isinstance(part, Table) or part.text.strip()]


def _pair(text: str) -> str:
    """Join the halves of signs that RTF writes as two; a half alone becomes the sign of what cannot be read."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
