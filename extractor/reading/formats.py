"""The one table that picks a reader by content: what a file is, told by its first bytes.

A row without a reader is a format that is known but not read: it ends in ``UnsupportedFormat`` with its name.
To add a reader, write ``extractor/reading/<family>.py`` with ``read_bytes(data, path, encoding)`` and name the
module in the rows of its formats. Names of files play no part.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple

#: What zipfile raises on damaged archives.
_BROKEN = (zipfile.BadZipFile, struct.error, ValueError, OSError, RuntimeError, LookupError, ArithmeticError, EOFError)


class Format(NamedTuple):
    """A format: name for a reader of messages, media type, how it is recognised, the module that reads it."""

    name: str
    media_type: str
    fits: Callable[[bytes], bool]
    reader: str = ""


def _starts(*magic: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(magic)


def _holds(member: str, *types: bytes, listed: str = "") -> Callable[[bytes], bool]:
    """Tell a ZIP with such a member (and one ``listed``), or with a member ``mimetype`` that holds one of the types."""

    def fits(data: bytes) -> bool:
        if not data.startswith(b"PK\x03\x04"):
            return False
        if any(b"mimetype" + kind in data[:200] for kind in types):
            return True
        if not member:
            return False
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                names = file.namelist()
                return any(name.startswith(member) for name in names) and (not listed or listed in names)
        except _BROKEN:  # a damaged archive: its local headers still name the members
            return member.encode() in data and listed.encode() in data

    return fits


def _is_open_text(data: bytes) -> bool:
    """Tell an ODT by its member ``mimetype``, which some programs pack though it should lie open."""
    kind = b"application/vnd.oasis.opendocument.text"
    if not data.startswith(b"PK\x03\x04") or b"mimetype" not in data[:200]:
        return False
    if b"mimetype" + kind in data[:200]:
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file, file.open("mimetype") as member:
            return member.read(len(kind)) == kind
    except (*_BROKEN, zlib.error, NotImplementedError):
        return False


def _is_pdf(data: bytes) -> bool:
    return re.match(rb"[\s\x00]*(?:\xef\xbb\xbf)?\s*%PDF-\d", data[:1024]) is not None


def _is_bitmap(data: bytes) -> bool:
    return data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data)


def _is_riff(kind: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(b"RIFF") and data[8:12] == kind


def _is_heic(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"avif"}


def _is_jpeg2000(data: bytes) -> bool:
    return data.startswith((b"\x00\x00\x00\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51"))


def _marked_up(tags: bytes) -> Callable[[bytes], bool]:
    opening = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:" + tags + rb")", re.IGNORECASE)
    return lambda data: opening.match(data[:1024].replace(b"\x00", b"").lstrip(b"\xff\xfe")) is not None


#: What may stand before the root element: declaration, comments, document type.
_PROLOG = rb"(?:\xef\xbb\xbf)?(?:\s|<\?(?:(?!\?>).)*\?>|<!--(?:(?!-->).)*-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)*"
_OCR_CLASS = re.compile(rb"""\bclass\s*=\s*["']?(?:ocr_page|ocr_line|ocrx_word)\b|\bname\s*=\s*["']ocr-system""")


def _rooted(*names: bytes) -> Callable[[bytes], bool]:
    """Tell XML by the name of its root element, in whatever namespace."""
    opening = re.compile(_PROLOG + rb"<(?:[\w.-]{1,40}:)?(?:" + b"|".join(names) + rb")[\s>/]", re.DOTALL)
    return lambda data: opening.match(data[:16384].replace(b"\x00", b"").lstrip(b"\xff\xfe")) is not None


def _is_hocr(data: bytes) -> bool:
    """HTML that carries recognised text: told by its classes, or by the program that it names."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data[2:].replace(b"\x00", b"")
    return b"ocr" in data and _rooted(rb"(?i:html)", rb"(?i:head)", rb"(?i:div)")(data) and _OCR_CLASS.search(data) is not None


_OPENS_HTML = _marked_up(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s")
_HTML_ROOT = _rooted(rb"(?i:html)")  # behind an XML declaration or comments


def _is_html(data: bytes) -> bool:
    return _OPENS_HTML(data) or _HTML_ROOT(data)


#: What tells a package of Office from a ZIP with a folder of that name.
_PARTS = "[Content_Types].xml"
_TEXT = "text/plain"
_OPEN = "application/vnd.oasis.opendocument"
_OFFICE = "application/vnd.openxmlformats-officedocument"

#: Every format that is told by its content, the special before the general.
FORMATS: tuple[Format, ...] = (
    Format("PDF", "application/pdf", _is_pdf, reader="pdf"),
    Format("DOCX", f"{_OFFICE}.wordprocessingml.document", _holds("word/", listed=_PARTS), reader="docx"),
    Format("XLSX", f"{_OFFICE}.spreadsheetml.sheet", _holds("xl/", listed=_PARTS)),
    Format("PPTX", f"{_OFFICE}.presentationml.presentation", _holds("ppt/", listed=_PARTS)),
    Format("ODT", f"{_OPEN}.text", _is_open_text, reader="odt"),
    Format("ODS", f"{_OPEN}.spreadsheet", _holds("", b"application/vnd.oasis.opendocument.spreadsheet")),
    Format("EPUB", "application/epub+zip", _holds("META-INF/container.xml", b"application/epub+zip")),
    Format("ZIP", "application/zip", _starts(b"PK\x03\x04", b"PK\x05\x06"), reader="archive"),
    Format("DOC (Word 97–2003)", "application/msword", _starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), reader="doc"),
    Format("RTF", "application/rtf", _starts(b"{\\rtf"), reader="rtf"),
    Format("DjVu", "image/vnd.djvu", _starts(b"AT&TFORM"), reader="djvu"),
    Format("JPEG", "image/jpeg", _starts(b"\xff\xd8\xff"), reader="image"),
    Format("PNG", "image/png", _starts(b"\x89PNG\r\n\x1a\n"), reader="image"),
    Format("TIFF", "image/tiff", _starts(b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"), reader="image"),
    Format("GIF", "image/gif", _starts(b"GIF87a", b"GIF89a"), reader="image"),
    Format("BMP", "image/bmp", _is_bitmap, reader="image"),
    Format("WebP", "image/webp", _is_riff(b"WEBP"), reader="image"),
    Format("HEIC", "image/heic", _is_heic),
    Format("JPEG 2000", "image/jp2", _is_jpeg2000, reader="image"),
    Format("PostScript", "application/postscript", _starts(b"%!PS")),
    Format("GZIP", "application/gzip", _starts(b"\x1f\x8b\x08")),
    Format("7z", "application/x-7z-compressed", _starts(b"7z\xbc\xaf\x27\x1c")),
    Format("RAR", "application/vnd.rar", _starts(b"Rar!\x1a\x07")),
    Format("BZIP2", "application/x-bzip2", _starts(b"BZh91AY&SY")),
    Format("XZ", "application/x-xz", _starts(b"\xfd7zXZ\x00")),
    Format("hOCR", "text/vnd.hocr+html", _is_hocr, reader="hocr"),
    Format("ALTO", "application/alto+xml", _rooted(b"alto"), reader="alto"),
    Format("PAGE", "application/vnd.prima.page+xml", _rooted(b"PcGts"), reader="pagexml"),
    Format("HTML", "text/html", _is_html, reader="html"),
    Format("XML", "application/xml", _marked_up(rb"<\?xml\s")),
    Format("TXT", _TEXT, lambda data: True, reader="text"),
)


#: The names that files of a format usually have. They only say which files of a folder are looked at.
SUFFIXES: dict[str, tuple[str, ...]] = {
    "TXT": ("", ".txt", ".md", ".text"), "HTML": (".html", ".htm"), "RTF": (".rtf",), "ODT": (".odt",), "DOCX": (".docx", ".docm"),
    "DOC (Word 97–2003)": (".doc",), "PDF": (".pdf",), "DjVu": (".djvu", ".djv"), "JPEG": (".jpg", ".jpeg"), "PNG": (".png",),
    "TIFF": (".tif", ".tiff"), "GIF": (".gif",), "BMP": (".bmp",), "WebP": (".webp",), "JPEG 2000": (".jp2", ".j2k"),
    "hOCR": (".hocr",), "ALTO": (".xml",), "PAGE": (".xml",), "ZIP": (".zip",),
}  # fmt: skip


def readable_suffixes() -> frozenset[str]:
    """Return the suffixes of all formats that have a reader.

    >>> sorted(readable_suffixes() & {"", ".txt", ".pdf", ".exe"})
    ['', '.pdf', '.txt']
    """
    return frozenset(suffix for row in FORMATS if row.reader for suffix in SUFFIXES.get(row.name, ()))


def recognise(data: bytes) -> Format:
    r"""Tell the format of a file by its bytes; what is nothing else is taken for text.

    >>> recognise("Протокол № 1".encode()).name, recognise(b"{\\rtf1 ...").name
    ('TXT', 'RTF')
    """
    return next(row for row in FORMATS if row.fits(data))


def is_archive(data: bytes) -> bool:
    """Tell whether a file is an archive of documents, and no document that is packed as one (DOCX, ODT).

    >>> is_archive("Протокол № 1".encode())
    False
    """
    return data.startswith(b"PK") and recognise(data).reader == "archive"
