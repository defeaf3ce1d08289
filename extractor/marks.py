"""The slices of a text where values of a record were read, by group of fields, to be shown in the document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.extraction import Reading
from extractor.model import Source
from extractor.record import Record

#: Groups of fields and their colours: in the terminal, on a page.
COLOURS = {
    "heading": ("black on bright_yellow", "#ffe08a"),
    "people": ("black on bright_green", "#b7e4a8"),
    "agenda": ("black on bright_cyan", "#a5e3ea"),
    "discussion": ("black on bright_magenta", "#e6c1ee"),
    "decisions": ("white on blue", "#a9c9ff"),
    "other": ("black on white", "#d9d9d9"),
}
_PEOPLE = "chair secretary attendees attendee_count member_count quorum absentees absentee_count signatures approval certified_by"
_HEADING = "kind number title extract organization topic date date_calendar date_end date_old_style time_start time_end place"
_GROUPS = {
    **dict.fromkeys(_PEOPLE.split(), "people"),
    **dict.fromkeys(_HEADING.split(), "heading"),
    **{name: name for name in ("agenda", "discussion", "decisions")},
}
#: Leaves that share the slice of the value beside them.
_QUIET = re.compile(r"/(?:agenda_item|role|reason_category|date_calendar|(?<=\d/)kind)$")
_WHOLE = re.compile(r"/(?:name|surname|given|patronymic)$|(?<=\d)/(?:text|title|description)$|(?<=/votes)/text$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A slice of the text with what was read there: ``label`` names the value (and how many others), ``group`` its colour."""

    start: int
    stop: int
    label: str
    group: str
    rule: str


def find_marks(record: Record) -> list[Mark]:
    """Return the slices of a record, outer ones first; values read from one slice are one mark."""
    found: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    for pointer, slices in record.evidence.items():
        for piece in slices:
            if piece.start < piece.stop:
                found[piece.start, piece.stop].append((pointer, piece.rule))
    return [_mark(place, read) for place, read in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1]))]


def _mark(place: tuple[int, int], read: list[tuple[str, str]]) -> Mark:
    read = [pair for pair in read if not _QUIET.search(pair[0])] or read
    names = list(dict.fromkeys(_WHOLE.sub("", pointer).strip("/") for pointer, _ in read))
    label = names[0] if len(names) == 1 else f"{names[0]} +{len(names) - 1}"
    return Mark(*place, label, _GROUPS.get(names[0].split("/")[0], "other"), read[0][1])


def bounds(reading: Reading, source: Source) -> tuple[int, int]:
    """Return the slice of the text that holds a protocol, whole lines; what stands before the first one belongs to it."""
    evidence = [piece for slices in reading.record.evidence.values() for piece in slices]
    blocks = reading.part.blocks
    start = min([block.start for block in blocks] + [e.start for e in evidence], default=0)
    stop = max([block.stop for block in blocks] + [e.stop for e in evidence], default=len(source.text))
    end = source.text.find("\n", stop)
    return (0 if reading.part.number == 1 else source.text.rfind("\n", 0, start) + 1), (len(source.text) if end < 0 else end)


def flatten(marks: list[Mark], start: int, stop: int) -> Iterator[tuple[int, int, Mark]]:
    """Yield runs of ``[start, stop)`` with the innermost mark over each, in order."""
    edges = sorted({start, stop, *(min(max(e, start), stop) for m in marks for e in (m.start, m.stop))})
    over: list[Mark] = []
    waiting = sorted(marks, key=lambda m: (m.start, -m.stop), reverse=True)
    for begin, end in zip(edges, edges[1:], strict=False):
        while waiting and waiting[-1].start <= begin:
            over.append(waiting.pop())
        over = [mark for mark in over if mark.stop > begin]
        if over:
            yield begin, end, over[-1]


def bracket(text: str, marks: Sequence[Mark], start: int, stop: int) -> str:
    """Return a slice of the text with its marks as brackets; one that crosses the end of an outer mark is cut there.

    >>> bracket("до 5 мая", [Mark(0, 8, "decisions/0/deadline_text", "decisions", "r"), Mark(3, 8, "decisions/0/deadline", "decisions", "r")], 0, 8)
    '[decisions/0/deadline_text: до [decisions/0/deadline: 5 мая]]'
    """
    out, ends, at = [], [stop], start
    for mark in marks:
        while mark.start >= ends[-1] and len(ends) > 1:
            out += [text[at : ends[-1]], "]"]
            at = ends.pop()
        begin, end = max(mark.start, at), min(mark.stop, ends[-1])
        if begin < end:
            out += [text[at:begin], f"[{mark.label}: "]
            at = begin
            ends.append(end)
    while len(ends) > 1:
        out += [text[at : ends[-1]], "]"]
        at = ends.pop()
    return "".join([*out, text[at:stop]])
