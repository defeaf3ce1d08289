"""A name on the command line → the sources in it: one document, or all that an archive holds."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.errors import ExtractorError, UnreadableFile
from extractor.files import STDIN

if TYPE_CHECKING:
    from extractor.model import Source


def read_sources(path: str, encoding: str | None) -> Iterator[Source | Exception]:
    """Yield the documents of a file, and the cause of what fails in the place of a document."""
    from extractor.reading import read_many

    try:
        if path == STDIN and sys.stdin is None:
            raise UnreadableFile(path)
        for source in read_many(path, encoding=encoding):
            yield source if isinstance(source, ExtractorError) else _with_plain_path(source)
    except Exception as error:
        yield error


def read_source(path: str, encoding: str | None = None) -> Source:
    """Read a file of one document; a name that is no text (bytes of another encoding) is noted with escapes, as JSON cannot hold it."""
    from extractor.reading import read

    if path == STDIN and sys.stdin is None:
        raise UnreadableFile(path)
    return _with_plain_path(read(path, encoding=encoding))


def _with_plain_path(source: Source) -> Source:
    return dataclasses.replace(source, path=source.path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))
