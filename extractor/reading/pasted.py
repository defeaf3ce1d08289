"""Office files that hold no words but pictures of pages: somebody pasted a scan into Word. The pictures are recognised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractor.errors import EmptyFile
from extractor.model import Source
from extractor.reading.package import Package

#: Pictures of one document, and bytes of all of them, above which they are not looked at.
_MOST_PICTURES, _MOST_BYTES = 1000, 512 << 20


def read_pasted(package: Package, names: Iterable[str], digest: str, media_type: str) -> Source:
    """Recognise the pictures of a package that have these names, in their order, each once.

    Raises EmptyFile where there are none or nothing is written on them, and what recognition raises.
    """
    from extractor.reading.formats import recognise
    from extractor.reading.image import read_pages

    pictures: list[bytes] = []
    for name in list(dict.fromkeys(names))[:_MOST_PICTURES]:
        if name in package and sum(map(len, pictures)) < _MOST_BYTES:
            data = package.bytes(name)
            pictures += [data] if data and recognise(data).reader == "image" else []
    if not pictures:
        raise EmptyFile(package.path)
    return replace(read_pages(pictures, package.path), sha256=digest, media_type=media_type)
