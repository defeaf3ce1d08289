"""HTML, also as Word and LibreOffice save it: the words that a browser shows, lists numbered, tables by rows."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from extractor.errors import EmptyFile, TooLarge, WrongEncoding
from extractor.model import Source, Warning_
from extractor.reading.encoding import codec_of, decode
from extractor.reading.flow import set_flow
from extractor.reading.html_body import Body
from extractor.reading.text import clean

MEDIA_TYPE = "text/html"
#: Bytes of a page, and signs «<» in it, above which it is not read.
MOST_BYTES, MOST_TAGS = 96 << 20, 2_000_000
_META = re.compile(
    rb"""<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?([\w.:-]{1,40})|<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']""", re.IGNORECASE
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BARE_LISTS = re.compile(r"(?:^|[},])\s*(?:li|ol)\s*\{[^}]{0,400}?list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*>")


def read_bytes(data: bytes, path: str, encoding: str | None) -> Source:
    r"""Read a page; nothing that it refers to is loaded, no script is run.

    >>> read_bytes("<html><title>1</title><body>Решили:<ol type=I><li>Принять.<li>Купить".encode(), "1.html", None).text
    'Решили:\nI. Принять.\nII. Купить\n'

    Raises EmptyFile where it shows no word, TooLarge, and what decoding raises.
    """
    from lxml import etree

    if len(data) > MOST_BYTES or data.count(b"<") > MOST_TAGS:
        raise TooLarge(path, detail=(f"{len(data) >> 20} МБ разметки", f"{len(data) >> 20} MB of mark-up"))
    text, name, warnings = _decode(data, path, encoding)
    markup = _DECLARATION.sub("", text.replace("\x00", ""), count=1)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
        shown = "" if root is None else clean(set_flow(Body(_has_bare_lists(root), _is_by_libreoffice(root)).flow(root), path))
    except etree.LxmlError:
        shown = ""
    except RecursionError as error:
        raise TooLarge(path, detail=("части страницы вложены слишком глубоко", "its parts are nested too deeply")) from error
    if not shown.strip():
        raise EmptyFile(path)
    return Source(path, shown, sha256(data).hexdigest(), MEDIA_TYPE, name, (), (), warnings)


def _has_bare_lists(root: Any) -> bool:
    return any(_BARE_LISTS.search(style.text or "") for style in root.iter("style"))


def _is_by_libreoffice(root: Any) -> bool:
    named = {(meta.get("name") or "").lower(): meta.get("content") or "" for meta in root.iter("meta")}
    by_name = re.match("LibreOffice|OpenOffice|StarOffice|NeoOffice", named.get("generator", ""))
    return by_name is not None or named.get("dcterms.source", "").endswith("odf2xhtml")


def _decode(data: bytes, path: str, encoding: str | None) -> tuple[str, str | None, tuple[Warning_, ...]]:
    """Decode as the user, the mark of byte order or the page itself says, else by what the letters tell."""
    named = None if encoding or data.startswith(_MARKS) else _META.search(data[:4096])
    if named is None:
        return decode(data, path, encoding)
    codec = codec_of((named[1] or named[2]).decode("ascii"))
    if codec is not None and not codec.startswith("utf-16"):  # a page in UTF-16 cannot say so in ASCII
        try:
            found = decode(data, path, codec)
        except WrongEncoding:
            return decode(data, path, None)
        if not any(warning.code.startswith("encoding") for warning in found[2]):
            return found
    return decode(data, path, None)
