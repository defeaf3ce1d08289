"""What is attached: «Приложение: …», one string an attachment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.fields.passages import Passage
from extractor.fields.people import trim
from extractor.language import normal_re as re
from extractor.model import Block, Finding

_NUMBER = re.compile(r"[ ]?№?[ ]?\d{1,2}(?:[.:)]|[ ]+(?=[-–—:]))[ ]*(?:[-–—][ ]?)?")
_COUNTED = re.compile(r"(?:(?<=^)|(?<=[;,.:] ))(?P<n>\d{1,2})[.)][ ]?(?=[^\W\d_«\"])")


def read_attachments(passages: Sequence[Passage]) -> list[Finding]:
    """The attachments in order: numbered behind the label, parted by semicolons, or one a line.

    A bracket behind the label («Приложения (характеристики и другие материалы):») only explains it.
    """
    out: list[Finding] = []
    for passage in passages:
        if passage.section != "attachments":
            continue
        block = passage.block
        start = passage.content if passage.opens else block.body if block.style else 0
        if passage.opens:
            start = _behind_label(block, start)
        for left, right in _pieces(block, start):
            a, b = trim(block.text, left, right)
            if a < b and re.search(r"[^\W\d_]{3}", block.text[a:b]) and "__" not in block.text[a:b]:
                out.append(Finding(re.sub(r"\s+", " ", block.text[a:b]), block.spans(a, b), "attachment"))
    return out


def _behind_label(block: Block, start: int) -> int:
    """Leave off what explains the label, and the number of the attachment."""
    explains = re.match(r"[ ]?\([^)]{0,300}\)[ ]?:", block.text[start:])
    if explains:
        return start + explains.end()
    counted = _COUNTED.findall(block.text[start:].lstrip(" :"))
    number = _NUMBER.match(block.text, start)
    return number.end() if number and len(counted) < 2 else start


def _pieces(block: Block, start: int) -> Iterator[tuple[int, int]]:
    """Cut a line of several attachments."""
    while start < len(block.text) and block.text[start] in " :.–—-":
        start += 1
    text = block.text[start:]
    counted = [m for m in _COUNTED.finditer(text)]
    if len(counted) > 1 and [int(m["n"]) for m in counted] == list(range(int(counted[0]["n"]), int(counted[0]["n"]) + len(counted))):
        for here, following in zip(counted, [*counted[1:], None], strict=True):
            yield start + here.end(), start + (following.start() if following else len(text))
        return
    cursor = start
    for found in re.finditer(r";[ ]", text):
        yield cursor, start + found.start()
        cursor = start + found.end()
    yield cursor, len(block.text)
