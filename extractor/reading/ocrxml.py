"""What the readers of hOCR, ALTO and PAGE share: mark-up opened safely, boxes in points, the source at the end.

Nothing is fetched and no entity is expanded: a file that declares one is refused. Depth and length of a text are bounded
by libxml2 (no ``huge_tree``), the file and its words here; elements are handed over as they end, so that a volume of a
thousand pages is never in memory as a tree.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from statistics import mean
from typing import Any, Protocol

from extractor.errors import BrokenFile, EmptyFile, TooLarge
from extractor.model import Ocr, Source, Warning_
from extractor.reading.encoding import codec_of, decode
from extractor.reading.sheets import Box, Sheet, Spot
from extractor.reading.typesetting import compose

#: Bytes of a file and words in it, above which it is not read.
MOST_BYTES = 256 << 20
MOST_WORDS = 3_000_000
#: The resolution where a file names none that a scanner could have had.
DPI = 300.0
#: No page is larger (points): what lies beyond is damage.
_FAR = 15_000.0
_HEAD = 2_000
_DECLARATION = re.compile(r"<\?xml\b[^>]*>")
_NAMED = re.compile(rb"""<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']""")
_META = re.compile(rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
#: Signs that XML forbids, and those that no word has.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_LETTER = re.compile("[\x00-\x1f\x7f-\x9f\ufeff\u200b\ufffe\uffff]")


class Markup:
    """A file of mark-up in UTF-8, with the name of the encoding it came in and the doubts about that."""

    def __init__(self, data: bytes, path: str, encoding: str | None) -> None:
        if len(data) > MOST_BYTES:
            raise TooLarge(path, detail=(f"больше {MOST_BYTES >> 20} МБ", f"more than {MOST_BYTES >> 20} MB"))
        text, self.encoding, self.doubts = _decode(data, path, encoding)
        if "<!ENTITY" in text:
            raise BrokenFile(path, detail=("в нём объявлены сущности XML, это опасно", "it declares XML entities, which is dangerous"))
        text = text.removeprefix("\ufeff").lstrip()
        declaration = _DECLARATION.match(text)
        text = text[declaration.end() :].lstrip() if declaration else text
        self.path = path
        self.digest = sha256(data).hexdigest()
        self._utf8 = _FORBIDDEN.sub("", text).encode("utf-8", "replace")

    def elements(self, *tags: str, html: bool = False) -> Iterator[Any]:
        """Yield the elements of such names (in any namespace; all, where none is named) as they end; BrokenFile where it breaks off."""
        from lxml import etree

        only: Any = [f"{{*}}{tag}" for tag in tags] or None
        options: dict[str, Any] = {"html": True, "encoding": "utf-8"} if html else {"resolve_entities": False, "load_dtd": False}
        events = etree.iterparse(
            io.BytesIO(self._utf8), tag=only, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, **options
        )
        try:
            for _, element in events:
                yield element
        except etree.LxmlError as error:
            line = getattr(error, "lineno", None)
            raise BrokenFile(self.path, line=line or None, detail=("разметка нарушена или обрезана", "damaged mark-up, or cut short")) from error


def _decode(data: bytes, path: str, encoding: str | None) -> tuple[str, str, tuple[Warning_, ...]]:
    """Decode as named by the user, else by the file's own word, else by what its letters tell."""
    if encoding is not None:
        return decode(data, path, encoding)
    head = data[:_HEAD]
    named = _NAMED.search(head.replace(b"\x00", b"")) or _META.search(head)
    says = named[1].decode("ascii", "replace") if named else "utf-8"
    marked = next((codec for mark, codec in _MARKS.items() if data.startswith(mark)), "")
    codec = marked or codec_of(says)
    if codec is not None:
        try:
            return data.decode(codec), says.lower() if not marked else codec.removesuffix("-sig"), ()
        except ValueError:
            pass
    return decode(data, path)


def release(element: Any) -> None:
    """Free an element that was read, and what stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def local(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def within(element: Any, *names: str) -> Iterator[Any]:
    """Yield the elements of such names in an element, in the order of the file."""
    return (inner for inner in element.iter(*(f"{{*}}{name}" for name in names)) if inner is not element)


def children(element: Any, *names: str) -> Iterator[Any]:
    """Yield the children of such names."""
    return (child for child in element if local(child) in names)


def number(value: str | None) -> float | None:
    """Return a number of the file; None where there is none or it is beyond reason.

    >>> number("12.5"), number("1e99"), number("nan"), number(None)
    (12.5, None, None, None)
    """
    try:
        found = float(value or "")
    except ValueError:
        return None
    return found if abs(found) < 1e7 else None


def bounds(corners: Sequence[tuple[float, float]], points: float) -> Box:
    """Return the upright box around some corners, in points; ``points`` is the size of the file's unit in them.

    >>> bounds([(300, 600), (0, 300)], 72 / 300)
    (0.0, 72.0, 72.0, 144.0)
    """
    across = [min(max(x * points, -_FAR), _FAR) for x, _ in corners]
    down = [min(max(y * points, -_FAR), _FAR) for _, y in corners]
    return round(min(across), 2), round(min(down), 2), round(max(across), 2), round(max(down), 2)


def sane_dpi(value: float | None) -> float:
    """Return a resolution that a scanner could have had, 300 dpi for any other."""
    return value if value is not None and 90 <= value <= 2400 else DPI


def spread(text: str, box: Box, confidence: float | None = None) -> list[Spot]:
    """Return the words of a text in their box, each as wide as its letters want.

    >>> [spot.box[::2] for spot in spread("О смете", (0, 0, 70, 10))]
    [(0.0, 10.0), (20.0, 70.0)]
    """
    words = _NO_LETTER.sub("", " ".join(text.split())).split()
    if len(words) == 1:
        return [Spot(words[0], box, confidence)]
    letters = sum(map(len, words)) + len(words) - 1
    unit = (box[2] - box[0]) / letters if letters > 0 else 0.0
    spots, at = [], 0
    for word in words:
        left, right = box[0] + at * unit, box[0] + (at + len(word)) * unit
        spots.append(Spot(word, (round(left, 2), box[1], round(right, 2), box[3]), confidence))
        at += len(word) + 1
    return spots


def percent(value: str | None, whole: float = 1.0) -> float | None:
    """Return a confidence as 0–100, where the file writes full confidence as ``whole`` (or as a percentage after all)."""
    found = number(value)
    if found is None or found < 0:
        return None
    return round(min(found * 100 / whole if found <= whole else found, 100.0), 2)


class Reading(Protocol):
    """What a format makes of its mark-up: the pages, and after them which program read them and in which languages."""

    engine: str
    languages: set[str]

    def pages(self, markup: Markup) -> Iterator[Sheet]:
        """Yield the pages in the order of the file."""


def read_markup(data: bytes, path: str, encoding: str | None, media_type: str, reading: Reading) -> Source:
    """Make a source of the pages that a reading finds.

    Raises BrokenFile, EmptyFile where they hold no word, TooLarge where they hold more than any document.
    """
    markup = Markup(data, path, encoding)
    sheets, count = [], 0
    for sheet in reading.pages(markup):
        sheets.append(sheet)
        count += sum(1 for _ in sheet.spots()) + 1
        if count > MOST_WORDS:
            raise TooLarge(path, detail=(f"больше {MOST_WORDS} слов", f"more than {MOST_WORDS} words"))
    composed = compose(sheets)
    if not composed.text.strip():
        raise EmptyFile(path)
    marks = [word.confidence for word in composed.words if word.confidence is not None]
    engine, languages = " ".join(reading.engine.split())[:200], tuple(sorted(reading.languages))
    ocr = Ocr(engine, languages, round(mean(marks), 1) if marks else None)
    return Source(path, composed.text, markup.digest, media_type, markup.encoding, composed.pages, composed.words, markup.doubts, ocr)


class Numbers:
    """Numbers of pages as a file gives them, where they rise; else each is one more than the last."""

    def __init__(self) -> None:
        self.last = 0

    def next(self, wished: float | None, *, again: bool = False) -> int:
        """Return the number of the next page; ``again`` allows two sheets of one number (the halves of a spread)."""
        fits = wished is not None and self.last + (not again) <= wished <= 1_000_000 and wished == int(wished) and wished > 0
        self.last = int(wished) if fits and wished is not None else self.last + 1
        return self.last
