r"""Plain text: bytes decoded, line ends made ``\n``, form feeds kept as page ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from extractor.errors import BinaryFile, EmptyFile
from extractor.model import Page, Source
from extractor.reading.encoding import decode

_LINE_ENDS = re.compile("\r\n|[\r\v\x85\u2028\u2029]")
#: What no reader sees: NUL and the mark of byte order; at the end also the end of file of DOS.
_DROPPED = re.compile("[\x00\ufeff]")
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")


def read_bytes(data: bytes, path: str, encoding: str | None) -> Source:
    """Decode a text file, in the encoding named or in the one that is recognised."""
    text, name, warnings = decode(data, path, encoding)
    text = clean(text)
    if not text.strip():
        raise EmptyFile(path)
    if len(_CONTROLS.findall(text)) * 100 > len(text):
        raise BinaryFile(path)
    return Source(path, text, sha256(data).hexdigest(), "text/plain", name, tuple(_pages(text)), (), warnings)


def clean(text: str) -> str:
    r"""Make every line end a ``\n`` and leave out NUL and byte order marks; form feeds stay.

    >>> clean("\ufeffСЛУШАЛИ:\r\nоб охране\rтруда\fПОСТАНОВИЛИ:\x1a")
    'СЛУШАЛИ:\nоб охране\nтруда\x0cПОСТАНОВИЛИ:'
    """
    text = _LINE_ENDS.sub("\n", _DROPPED.sub("", text))
    body = len(text.rstrip("\x1a \t\n\f"))
    return text[:body] + text[body:].replace("\x1a", "")


def _pages(text: str) -> Iterator[Page]:
    """Divide a text behind its form feeds; one at the very beginning or end starts no page."""
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    stops = [found.end() for found in re.finditer("\f", text) if first < found.end() <= last]
    if stops:
        for number, (start, stop) in enumerate(zip([0, *stops], [*stops, len(text)], strict=True), 1):
            yield Page(number, start, stop)
