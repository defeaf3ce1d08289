"""Files to :class:`~extractor.model.Source`: the reader is picked by content, from one table.

``read`` opens a file or standard input; ``read_bytes`` does the same with bytes at hand and is pure.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from extractor.errors import EmptyFile, UnreadableFile, UnsupportedFormat, say_why
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
    name = str(path)
    if _is_special(name):
        raise UnreadableFile(name, detail=_SPECIAL)
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(path).read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise UnreadableFile(name, detail=say_why(error)) from error
    return read_bytes(data, name, encoding=encoding)


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
