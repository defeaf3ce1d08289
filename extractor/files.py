"""Which files to read: names, folders, lists of names and standard input, each once and in order."""

from __future__ import annotations

import errno
import os
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import Any

from extractor.errors import ExtractorError, NoProtocol, UnreadableFile, UsageError, say_why

STDIN = "-"
OVERWRITES = ("результат затёр бы прочитанный файл; назовите другой", "the result would overwrite a file that is read; name another")


class NothingToRead(NoProtocol):
    """The folders and lists that were named hold no file to read."""

    ru = "здесь нет файлов, которые можно прочитать (тексты, документы, сканы, архивы; другие расширения назовите ключом --include)"
    en = "there are no files to read here (texts, documents, scans, archives; name other suffixes with --include)"


@dataclass(slots=True)
class Found:
    """The files to read, those left out with the reason (a key of ``messages``), and what cannot be opened."""

    paths: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    faults: list[ExtractorError] = field(default_factory=list)


def find_files(names: Sequence[str], *, include: Sequence[str] = (), exclude: Sequence[str] = (), output: Path | None = None) -> Found:
    """Find the files to read; ``include`` is for what folders hold, ``exclude`` for everything.

    >>> find_files(["1.txt", "черновик.txt", "1.txt", "-"], exclude=["черновик*"])
    Found(paths=['1.txt', '-'], skipped=[('черновик.txt', 'skip_excluded'), ('1.txt', 'skip_twice')], faults=[])
    """
    found, seen = Found(), set()
    for path, reason in (pair for name in names for pair in _expand(name, include, exclude, found.faults)):
        place = path if path == STDIN else os.path.abspath(path)
        if not reason and place in seen:
            reason = "skip_twice"
        elif not reason and output is not None and is_same_file(path, output):
            reason = _spare(path)
        if reason:
            found.skipped.append((path, reason))
        else:
            seen.add(place)
            found.paths.append(path)
    return found


def _expand(name: str, include: Sequence[str], exclude: Sequence[str], faults: list[ExtractorError]) -> Iterator[tuple[str, str]]:
    """A name as (file, reason to leave it out or "")."""
    if name == STDIN:
        yield name, ""
    elif os.path.isdir(name):
        yield from _walk(name, include, exclude, faults)
    else:
        yield name, "skip_excluded" if _matches(PurePath(name), exclude) else ""


def _walk(top: str, include: Sequence[str], exclude: Sequence[str], faults: list[ExtractorError]) -> Iterator[tuple[str, str]]:
    def tell(error: OSError) -> None:
        faults.append(UnreadableFile(str(error.filename), detail=say_why(error)))

    for folder, folders, files in os.walk(top, onerror=tell):
        for name in sorted(files):
            path = os.path.join(folder, name)
            yield path, _reason(path, os.path.relpath(path, top), include, exclude)
        inner = []
        for name in sorted(folders):
            path = os.path.join(folder, name)
            reason = _folder_reason(path, os.path.relpath(path, top), exclude)
            if reason:
                yield path, reason
            else:
                inner.append(name)
        folders[:] = inner


def _folder_reason(path: str, inside: str, exclude: Sequence[str]) -> str:
    if os.path.islink(path):
        return "skip_link"
    if _matches(PurePath(inside), exclude):
        return "skip_excluded"
    return "skip_hidden" if os.path.basename(path).startswith(".") else ""


def _reason(path: str, inside: str, include: Sequence[str], exclude: Sequence[str]) -> str:
    pure = PurePath(inside)
    if _matches(pure, exclude):
        return "skip_excluded"
    if include:
        chosen = _matches(pure, include)
    elif pure.name.startswith("."):
        return "skip_hidden"
    else:
        from extractor.reading.formats import readable_suffixes

        chosen = pure.suffix.lower() in readable_suffixes()
    if not chosen:
        return "skip_not_included" if include else "skip_suffix"
    return "skip_special" if os.path.exists(path) and not os.path.isfile(path) else ""


def _matches(path: PurePath, globs: Sequence[str]) -> bool:
    """Whether the name or the path inside its folder fits one of the globs; case does not count."""
    names = (_fold(path.name), _fold(path.as_posix()))
    return any(fnmatchcase(name, _fold(glob)) for glob in globs for name in names)


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _spare(path: str) -> str:
    """Leave the records of an earlier run out; any other file that the output would overwrite is a document."""
    if PurePath(path).suffix.lower() not in (".jsonl", ".json"):
        raise UsageError(path, detail=OVERWRITES)
    return "skip_output"


def is_same_file(path: str, output: Path) -> bool:
    """Tell whether a file that is read and one that is to be written are the same."""
    try:
        return path != STDIN and os.path.samefile(path, output)
    except OSError:
        return False


def read_list(name: str) -> list[str]:
    """Read a list of names, one a line (or parted by NUL, as ``find -print0`` writes it); "-" is standard input."""
    try:
        data = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise UnreadableFile(name, detail=say_why(error)) from error
    sign = b"\0" if b"\0" in data else b"\n"
    lines = (line.strip(b"\r\n") for line in data.removeprefix(b"\xef\xbb\xbf").split(sign))
    return [os.fsdecode(line) for line in lines if line.strip()]


def fault_of(path: str) -> UnreadableFile | None:
    """Return what would hinder the reading of a file, without reading it."""
    if path == STDIN:
        return None
    if not os.path.exists(path):
        return UnreadableFile(path, detail=say_why(OSError(errno.ENOENT, "")))
    if not os.access(path, os.R_OK):
        return UnreadableFile(path, detail=say_why(OSError(errno.EACCES, "")))
    return None


def printable(value: Any) -> str:
    r"""Return a text as one line that any terminal can show: control signs and bytes that are no text as escapes.

    >>> printable("a\nb\udcd1")
    'a\\nb\\xd1'
    """
    whole = str(value).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(sign if sign >= " " and not "\x7f" <= sign < "\xa0" else sign.encode("unicode_escape").decode() for sign in whole)
