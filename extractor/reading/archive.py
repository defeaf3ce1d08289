"""ZIP of documents: what is in it, one after the other and within limits; nothing is ever written to the disk.

A member that is damaged, locked or too large costs only itself. Names are names: «../» and drives are left out of them.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from extractor.errors import BrokenFile, ExtractorError, LockedFile, SeveralDocuments, TooLarge, UnsupportedFormat
from extractor.model import Source
from extractor.reading.formats import is_archive, recognise
from extractor.reading.zipnames import member_name, page_order

#: Of an archive with all that is packed in it: members, bytes unpacked; of one member: bytes, times its packed size.
MOST_MEMBERS = 20_000
MOST_BYTES = 4 << 30
MOST_MEMBER_BYTES = 512 << 20
#: Above so many bytes a member that unpacks to more than so many times its size is a bomb, not a scan of a white page.
_SUSPECT_BYTES, _MOST_TIMES = 64 << 20, 300
#: An archive in an archive in an archive is read, one more is not.
MOST_DEPTH = 2
#: Pictures of pages that are held at once as one document (bytes).
_MOST_PAGE_BYTES = 1 << 30
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
_BROKEN = (zipfile.BadZipFile, struct.error, zlib.error, ValueError, OSError, RuntimeError, LookupError, ArithmeticError, EOFError)
_LITTER = {"__macosx", ".ds_store", "thumbs.db", "desktop.ini"}
_TEXTS = (".txt", ".md", ".text", ".htm", ".html")
_TOO_MANY = (f"в архиве больше {MOST_MEMBERS} файлов", f"more than {MOST_MEMBERS} files in the archive")
_DAMAGED = ("член архива не распаковывается", "the member cannot be unpacked")


class Member(NamedTuple):
    """A file in an archive: its path from that of the archive on, and its bytes."""

    name: str
    data: bytes


class _Budget:
    """What is left of the limits of an archive and all archives in it."""

    def __init__(self) -> None:
        self.members = MOST_MEMBERS
        self.bytes = MOST_BYTES


def members(data: bytes, path: str) -> Iterator[Member | ExtractorError]:
    """Yield the files of a ZIP and of the ZIPs in it, in its order; in the place of what cannot be had, why.

    >>> out = io.BytesIO()
    >>> with zipfile.ZipFile(out, "w") as file:
    ...     file.writestr("../дело/1.txt", "Протокол № 1")
    >>> [member.name for member in members(out.getvalue(), "архив.zip")]
    ['архив.zip/дело/1.txt']
    """
    return _members(data, path, 0, _Budget())


def _members(data: bytes, path: str, depth: int, budget: _Budget) -> Iterator[Member | ExtractorError]:
    try:
        file = _open(data, path)
    except ExtractorError as error:
        yield error
        return
    with file:
        for info, name in _listed(file, path):
            budget.members -= 1
            if budget.members < 0:
                yield TooLarge(path, detail=_TOO_MANY)
                return
            content = _unpack(file, info, name, budget)
            if isinstance(content, ExtractorError):
                yield content
            elif not is_archive(content):
                yield Member(name, content)
            elif depth < MOST_DEPTH:
                yield from _members(content, name, depth + 1, budget)
            else:
                yield TooLarge(name, detail=("архивы вложены слишком глубоко", "archives are nested too deeply"))


def _open(data: bytes, path: str) -> zipfile.ZipFile:
    if data.count(b"PK\x01\x02") > 5 * MOST_MEMBERS:  # entries of the table of contents, before an object is made of each
        raise TooLarge(path, detail=_TOO_MANY)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise BrokenFile(path, detail=("оглавление архива не читается", "its table of contents cannot be read")) from error


def _listed(file: zipfile.ZipFile, path: str) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """The files of an archive with their paths; folders, links, devices and what systems leave behind are passed over."""
    seen: dict[str, int] = {}
    for info in file.infolist():
        parts = [part for part in re.split(r"[/\\]+", member_name(info)) if part not in ("", ".", "..") and not re.fullmatch("[A-Za-z]:", part)]
        kind = stat.S_IFMT(info.external_attr >> 16)
        if not parts or not info.filename or info.is_dir() or kind not in (0, stat.S_IFREG):
            continue
        if any(part.lower() in _LITTER for part in parts) or parts[-1].startswith("._"):
            continue
        name = "/".join([path, *parts])
        seen[name] = seen.get(name, 0) + 1
        yield info, name if seen[name] == 1 else f"{name} ({seen[name]})"


def _unpack(file: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: _Budget) -> bytes | ExtractorError:
    if info.flag_bits & 1:
        return LockedFile(name)
    if info.compress_type not in _PACKED:
        return UnsupportedFormat(name, detail=(f"ZIP со сжатием вида {info.compress_type}", f"ZIP with compression {info.compress_type}"))
    size = info.file_size
    if size > MOST_MEMBER_BYTES or size > budget.bytes or size > max(_SUSPECT_BYTES, _MOST_TIMES * info.compress_size):
        return TooLarge(name, detail=(f"распакованным занимает {size >> 20} МБ", f"it unpacks to {size >> 20} MB"))
    try:
        with file.open(info) as stream:
            content = stream.read(size + 1)  # the size that is written need not be true
    except NotImplementedError:
        return UnsupportedFormat(name, detail=("ZIP такого вида", "this kind of ZIP"))
    except (*_BROKEN, MemoryError):
        return BrokenFile(name, detail=_DAMAGED)
    budget.bytes -= len(content)
    return content


def find_pages(data: bytes, path: str) -> list[Member] | None:
    """Return the pages of the one document that an archive of pictures is, in order; None where it is another archive.

    Where a page cannot be unpacked the archive is not taken for one document, so that the others are read nevertheless.
    """
    try:
        with _open(data, path) as file:
            listed = list(_listed(file, path))
            order = page_order([name for _, name in listed])
            if order is None or len(order) > MOST_MEMBERS or sum(info.file_size for info, _ in listed) > _MOST_PAGE_BYTES:
                return None
            budget = _Budget()
            unpacked = [(listed[index][1], _unpack(file, *listed[index], budget)) for index in order]
    except ExtractorError:
        return None
    pages = [Member(name, content) for name, content in unpacked if not isinstance(content, ExtractorError)]
    return pages if len(pages) == len(unpacked) else None


def documents(data: bytes, path: str) -> Iterator[Member | ExtractorError]:
    """Yield the members that may be documents: by what they hold, or else by a name that says it is text."""
    for member in members(data, path):
        if isinstance(member, ExtractorError):
            yield member
            continue
        suffix = re.search(r"\.[a-z][a-z0-9]{0,9}(?=$| \(\d+\)$)", member.name.lower())  # «Протокол от 12.03.1926» has none
        if recognise(member.data).name != "TXT" or suffix is None or suffix[0] in _TEXTS:
            yield member


def read_each(data: bytes, path: str, encoding: str | None = None) -> Iterator[Source | ExtractorError]:
    """Yield the source of each document in an archive, or why it cannot be read; one error where it holds none."""
    from extractor.reading import read_bytes as read_any
    from extractor.reading.image import read_pages

    pages = find_pages(data, path)
    if pages:
        try:
            yield read_pages([page.data for page in pages], path)
            return
        except (BrokenFile, TooLarge):  # of one page perhaps: the others are read by themselves
            pass
    count = 0
    for member in documents(data, path):
        count += 1
        if isinstance(member, ExtractorError):
            yield member
            continue
        try:
            yield read_any(member.data, member.name, encoding=encoding)
        except ExtractorError as error:
            yield error
        except Exception as error:  # a fault of the program on one member is no reason to lose the others
            yield _fault(member.name, error)
    if not count:
        yield _none(path)


def read_bytes(data: bytes, path: str, encoding: str | None) -> Source:
    """Read the one document of an archive.

    Raises SeveralDocuments where it holds more, ExtractorError where it holds none, and what its reader raises.
    """
    from extractor.reading import read_bytes as read_any
    from extractor.reading.image import read_pages

    pages = find_pages(data, path)
    if pages:
        return read_pages([page.data for page in pages], path)
    only: Member | ExtractorError | None = None
    for member in documents(data, path):
        if only is not None:
            raise SeveralDocuments(path, detail=_name_of(only))
        only = member
    if only is None:
        raise _none(path)
    if isinstance(only, ExtractorError):
        raise only
    return read_any(only.data, only.name, encoding=encoding)


def find_member(path: str) -> bytes | None:
    """Return the bytes of «архив.zip/папка/имя.txt»; None where that is no member of an archive."""
    for parent in Path(path).parents:
        if parent.is_file():
            data, wanted = parent.read_bytes(), Path(path).as_posix()
            found = (one for one in members(data, parent.as_posix()) if isinstance(one, Member) and one.name == wanted)
            member = next(found, None) if is_archive(data) else None
            return member.data if member else None
    return None


def _fault(path: str, error: Exception) -> ExtractorError:
    what = f"{type(error).__name__}: {error}"[:300]
    fault = ExtractorError(path, detail=(f"внутренняя ошибка: {what}", f"internal error: {what}"))
    fault.__cause__ = error
    return fault


def _name_of(member: Member | ExtractorError) -> str:
    return member.name if isinstance(member, Member) else member.path


def _none(path: str) -> ExtractorError:
    return ExtractorError(path, detail=("в архиве нет документов", "the archive holds no documents"))
