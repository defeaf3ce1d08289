"""Names in a ZIP: in which letters they were written, and whether they are the numbered pages of one document."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Sequence

_CONTROLS = re.compile("[\x00-\x1f\x7f]")
_PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp", ".jp2", ".j2k", ".gif")


def member_name(info: zipfile.ZipInfo) -> str:
    """Return a name in the letters it was given: UTF-8 where the file says so, else in the encodings of DOS and Windows.

    Control signs, which no name has, are shown as «\ufffd».

    >>> member_name(zipfile.ZipInfo("дело/1.txt".encode("cp866").decode("cp437")))
    'дело/1.txt'
    """
    return _CONTROLS.sub("\ufffd", _decoded(info))


def _decoded(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    unicode_name = _unicode_name(info.extra, raw)
    if unicode_name is not None:
        return unicode_name
    try:
        return raw.decode("utf-8")  # macOS writes UTF-8 and does not say so
    except UnicodeDecodeError:
        dos = raw.decode("cp866")
    framed = any("\u2500" <= sign <= "\u259f" for sign in dos)  # letters of windows-1251 are frames in cp866
    return raw.decode("cp1251", "replace") if framed else dos


def _unicode_name(extra: bytes, raw: bytes) -> str | None:
    """The name that 7-Zip and WinRAR keep beside that of DOS."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + size]
        if kind == 0x7075 and len(field) > 5 and field[0] == 1 and int.from_bytes(field[1:5], "little") == zlib.crc32(raw):
            return field[5:].decode("utf-8", "replace")
        at += 4 + size
    return None


def page_order(names: Sequence[str]) -> list[int] | None:
    """Return the order of pictures that are the pages of one document; None where they are not.

    They lie in one folder, are of one kind, and their names differ only in a running number.

    >>> page_order(["скан 10.jpg", "скан 9.jpg", "скан 8.JPG"]), page_order(["смета.jpg", "скан 9.jpg"])
    ([2, 1, 0], None)
    """
    shapes, keys = [], []
    for name in names:
        stem, dot, suffix = name.lower().rpartition(".")
        if dot + suffix not in _PICTURES:
            return None
        pieces = re.split(r"([0-9]{1,18})", stem)
        shapes.append((tuple(pieces[::2]), suffix))
        keys.append(tuple(int(piece) for piece in pieces[1::2]))
    if len(names) < 2 or len(set(shapes)) > 1:
        return None
    running = [values for values in zip(*keys, strict=True) if len(set(values)) > 1]
    if len(running) != 1 or len(set(running[0])) < len(names) or max(running[0]) - min(running[0]) >= 2 * len(names):
        return None
    return sorted(range(len(names)), key=running[0].__getitem__)
