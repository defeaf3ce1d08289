"""Files to :class:`~extractor.model.Source`: the reader is picked by content, from one table.

``read`` opens a file or standard input, ``read_many`` also all that a ZIP holds; ``read_bytes`` takes bytes at hand and is pure.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from extractor.errors import EmptyFile, ExtractorError, UnreadableFile, UnsupportedFormat, say_why
from extractor.model import Source

_SPECIAL = ("это не обычный файл, а канал или устройство", "it is no ordinary file but a pipe or a device")


def _is_special(name: str) -> bool:
    """A named pipe would be waited for without end; what the shell hands over (/dev/stdin, /dev/fd/63) is meant."""
    if name == "-" or name.startswith("/dev/"):
        return False
    try:
        return Path(name).exists() and not Path(name).is_file() and not Path(name).is_dir()
    except (OSError, ValueError):  # what is wrong with the path is told when it is opened
        return False


def read(path: str | Path, *, encoding: str | None = None) -> Source:
    """Read a file, or standard input where the path is "-".

    The encoding is recognised unless one is named. Whatever a user can act on is an ``ExtractorError``.
    """
    return read_bytes(load_bytes(path), str(path), encoding=encoding)


def read_many(path: str | Path, *, encoding: str | None = None) -> Iterator[Source | ExtractorError]:
    """Read a file that may hold many documents: a ZIP gives one source for each, and an error in the place of one that fails.

    Any other file gives its one source. Raises what ``read`` raises where the file itself cannot be read.
    """
    from extractor.reading.formats import is_archive

    data = load_bytes(path)
    if is_archive(data):
        from extractor.reading.archive import read_each

        return read_each(data, str(path), encoding)
    return iter([read_bytes(data, str(path), encoding=encoding)])


def load_bytes(path: str | Path) -> bytes:
    """Return the bytes of a file, of standard input ("-"), or of a member of an archive («архив.zip/имя.txt»)."""
    name = str(path)
    if _is_special(name):
        raise UnreadableFile(name, detail=_SPECIAL)
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(path).read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        inside = _load_member(name) if isinstance(error, (NotADirectoryError, FileNotFoundError)) else None
        if inside is not None:
            return inside
        raise UnreadableFile(name, detail=say_why(error)) from error


def _load_member(name: str) -> bytes | None:
    from extractor.reading.archive import find_member

    try:
        return find_member(name)
    except OSError:  # then the path is wrong in any case
        return None


def read_bytes(data: bytes, path: str, *, encoding: str | None = None) -> Source:
    r"""Read a file's bytes; the path is only noted.

    >>> source = read_bytes("Протокол № 1\r\nзаседания правления товарищества".encode("cp1251"), "1.txt")
    >>> source.encoding, source.text
    ('windows-1251', 'Протокол № 1\nзаседания правления товарищества')
    """
    from extractor.reading.formats import recognise

    if not data.strip():
        raise EmptyFile(path)
    found = recognise(data)
    if not found.reader:
        raise UnsupportedFormat(path, detail=found.name)
    reader = import_module(f"extractor.reading.{found.reader}")
    source: Source = reader.read_bytes(data, path, encoding)
    return source
