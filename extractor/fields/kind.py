"""What kind of meeting it was, and the number of its protocol."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.fields.heading_lines import KIND, MEETING, Fragment
from extractor.fields.people import trim
from extractor.fields.title import Part
from extractor.fields.title_words import is_place
from extractor.language import normal_re as re
from extractor.model import Finding

KINDS = {
    "заседани": "заседание", "совещани": "совещание", "собрани": "собрание", "конференци": "конференция", "съезд": "съезд",
    "сход": "сход", "сесси": "сессия", "планерк": "планёрка", "встреч": "встреча", "слушани": "слушания",
    "педсовет": "педсовет", "педчас": "педчас", "семинар": "семинар", "летучк": "летучка", "слет": "слёт",
}


def read_kind(lines: Sequence[Sequence[Fragment]], titled: int | None, parts: Sequence[Part]) -> Iterator[Finding]:
    """The noun of the event in the title; «заседание» where only a body is named."""
    events = [(block, found) for block, start, stop in parts for found in KIND.finditer(block.norm, start, stop)]
    for block, found in events:
        if re.search(r"земск\w+ $", block.norm[max(0, found.start() - 12) : found.start()]) or found.group().startswith("сесси") and len(events) > 1:
            continue
        stem = next(k for k in KINDS if found.group().startswith(k))
        yield Finding(KINDS[stem], block.spans(*found.span()), "heading.kind", 3, "kind")
        return
    if titled is None:
        return
    word = next((f for f in lines[titled] if f.kind == "word"), None)
    for line in lines[titled : titled + 3]:
        for fragment in line:
            event = re.search(r"(?<!\w)заседани\w{1,3}", fragment.norm)
            if event:
                yield Finding("заседание", fragment.block.spans(fragment.start + event.start(), fragment.start + event.end()), "heading.kind", 2, "kind")
                return
    if word:
        yield Finding("заседание", word.block.spans(word.start, word.stop), "heading.kind.body", 0, "kind")


def read_number(lines: Sequence[Sequence[Fragment]], titled: int | None) -> Iterator[Finding]:
    """The number beside the title word, in the lines after it, or just above."""
    if titled is None:
        return
    order = [titled, *range(titled + 1, min(titled + 5, len(lines))), *range(titled - 1, max(-1, titled - 4), -1)]
    for rank, index in enumerate(order):
        line = lines[index]
        for place, fragment in enumerate(line):
            if fragment.kind != "number" or index != titled and not _own_number(line, place):
                continue
            found = re.search(r"(?<![^\W\d_])(?P<v>(?:[а-я]{1,4}-(?=\d))?[\dзоivxх][\w./ -]*)", fragment.norm)
            if not found:
                continue
            start, stop = trim(fragment.block.text, fragment.start + found.start("v"), fragment.start + found.end("v"), " \t\"»«.,")
            value = re.sub(r"\s*([-/.])\s*", r"\1", fragment.block.text[start:stop])
            value = value.translate(str.maketrans("ЗОзо", "3030")) if re.fullmatch(r"[\dЗОзо]+", value) else value
            yield Finding(value, fragment.block.spans(start, stop), "heading.number", 20 - rank, "number")
            return


def _own_number(line: Sequence[Fragment], place: int) -> bool:
    """A number on another line than the title is the protocol's where only dates and towns stand before it."""
    return all(f.kind in ("date", "number", "time", "word") or f.kind == "text" and (is_place(f) or MEETING.search(f.norm)) for f in line[:place])
