"""ZIP packages of office files opened safely: their parts, and XML in which nothing is fetched, expanded or too large.

A part is found by its name in the table of contents and unpacked into memory: names never become paths, and a link to
something outside the package is never followed.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

from extractor.errors import BrokenFile, LockedFile, TooLarge

#: Of a package: parts named in it; of one part: bytes unpacked, times its packed size (above 1 MB), signs «<» in its XML.
MOST_PARTS = 20_000
MOST_BYTES = 96 << 20
_MOST_TIMES, _SUSPECT_BYTES = 400, 1 << 20
MOST_TAGS = 2_000_000
_BROKEN = (
    zipfile.BadZipFile, struct.error, zlib.error, ValueError, OSError, RuntimeError, LookupError, ArithmeticError, EOFError,
    NotImplementedError,
)  # fmt: skip
#: The strict variant of OOXML says the same under other names.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)


class Package:
    """The parts of an office file by name."""

    def __init__(self, data: bytes, path: str) -> None:
        """Read the table of contents; raise BrokenFile where it is damaged, TooLarge where it names too many parts."""
        self.path = path
        if data.count(b"PK\x01\x02") > 5 * MOST_PARTS:  # before an object is made of each
            raise TooLarge(path, detail=(f"в пакете больше {MOST_PARTS} частей", f"more than {MOST_PARTS} parts in the package"))
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise BrokenFile(path, detail=("оглавление пакета не читается", "its table of contents cannot be read")) from error
        self._parts = {info.filename: info for info in self._file.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def names(self) -> list[str]:
        """Return the names of all parts, in the order of the package."""
        return list(self._parts)

    def bytes(self, name: str) -> bytes:
        """Return a part unpacked; raise BrokenFile, LockedFile or TooLarge where that cannot be had."""
        info = self._parts.get(name)
        if info is None:
            raise BrokenFile(self.path, detail=(f"в пакете нет части {name}", f"the package has no part {name}"))
        if info.flag_bits & 1:
            raise LockedFile(self.path)
        size = info.file_size
        if size > MOST_BYTES or size > max(_SUSPECT_BYTES, _MOST_TIMES * info.compress_size):
            raise self._too_large(name, size)
        try:
            with self._file.open(info) as stream:
                content = stream.read(size + 1)  # the size that is written need not be true
        except (*_BROKEN, MemoryError) as error:
            raise BrokenFile(self.path, detail=(f"часть {name} не распаковывается", f"the part {name} cannot be unpacked")) from error
        return content

    def xml(self, name: str) -> Any:
        """Return the root element of a part; raise BrokenFile where its XML is damaged, TooLarge where it is a bomb."""
        content = self.bytes(name)
        if content.count(b"<") > MOST_TAGS:
            raise self._too_large(name, len(content))
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        return parse_xml(content, self.path, name)

    def _too_large(self, name: str, size: int) -> TooLarge:
        return TooLarge(self.path, detail=(f"часть {name} распакованной занимает {size >> 20} МБ", f"its part {name} unpacks to {size >> 20} MB"))


def parse_xml(content: bytes, path: str, name: str) -> Any:
    """Return the root element of XML in which no entity is expanded, nothing is loaded and depth is bounded.

    Raises BrokenFile where it is not well formed or declares entities.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, dtd_validation=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise BrokenFile(path, detail=(f"разметка части {name} нарушена", f"the mark-up of its part {name} is damaged")) from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise BrokenFile(path, detail=("в нём объявлены сущности XML, это опасно", "it declares XML entities, which is dangerous"))
    return root
