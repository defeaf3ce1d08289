"""Why a value is what it is: the slices under it, the rule that decided, the findings that lost."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from extractor.errors import MissingPackage, NoProtocol, UsageError
from extractor.extraction import Reading, read_part
from extractor.layout.outline import outline
from extractor.layout.protocols import divide
from extractor.messages import FIELDS
from extractor.model import Source
from extractor.record import Record
from extractor.rules import Rule, Rules

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
_WHOLE = re.compile(r"/(?:name|surname|given|patronymic)$|(?<=\d)/(?:text|title|description)$|(?<=/votes)/\w+$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A slice of the text with what was read there: ``label`` names the value (and how many others), ``group`` its colour."""

    start: int
    stop: int
    label: str
    group: str
    rule: str


@dataclass(frozen=True, slots=True)
class Slice:
    """Where a value stands: offsets, line, page (or None) and the rule that read it."""

    start: int
    stop: int
    line: int
    page: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value with its slices."""

    pointer: str
    value: Any
    slices: tuple[Slice, ...]


@dataclass(frozen=True, slots=True)
class Loser:
    """A finding that did not become the value."""

    value: Any
    slices: tuple[Slice, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """All about a field: its value, the leaves under it with their slices, who lost, what is doubted."""

    pointer: str
    value: Any
    leaves: tuple[Leaf, ...]
    losers: tuple[Loser, ...]
    doubts: tuple[str, ...]


def read_all(source: Source, rules: Rules) -> list[Reading]:
    """Read every protocol of a file, with what led to it; NoProtocol where it holds none."""
    parts = (read_part(part, rules) for part in divide(outline(source), source))
    readings = [reading for reading in parts if reading is not None]
    if not readings:
        raise NoProtocol(source.path)
    return readings


def explain(reading: Reading, source: Source, name: str) -> Explanation:
    """Explain a field: «date», «decisions/0/deadline», «decisions.0.deadline», a JSON Pointer, «решения/0/срок»."""
    values = reading.record.to_dict()
    pointer, value = find_value(values, name)
    top = pointer.strip("/")
    losers = tuple(Loser(f.value, tuple(_slice(source, *span, f.rule) for span in f.spans), f.rank) for f in reading.losers.get(top, ()))
    doubts = tuple(doubt.message for doubt in reading.record.warnings if _under(doubt.pointer, pointer))
    return Explanation(pointer, value, tuple(_leaves(reading.record, values, source, pointer)), losers, doubts)


def find_value(values: dict[str, Any], name: str) -> tuple[str, Any]:
    """Return the JSON Pointer of a field and its value; UsageError where the record has no such field.

    >>> find_value({"decisions": [{"deadline": None}]}, "решения.0.срок")
    ('/decisions/0/deadline', None)
    """
    value: Any = values
    keys = []
    for key in name[1:].split("/") if name.startswith("/") else re.split(r"[./]", name.strip()):
        if value is None:  # a chair who was not found has no name either
            keys.append(key)
            continue
        key = FIELDS.get(key.lower(), key)
        if isinstance(value, dict) and key in value:
            value = value[key]
        elif isinstance(value, list) and key.isascii() and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            raise UsageError(detail=_unknown(name, key, value))
        keys.append(key)
    return "/" + "/".join(keys), value


def _unknown(name: str, key: str, value: Any) -> tuple[str, str]:
    if isinstance(value, list):
        if not value:
            return f"«{name}»: список пуст", f"“{name}”: the list is empty"
        return f"«{name}»: в списке номера от 0 до {len(value) - 1}", f"“{name}”: the list has numbers 0 to {len(value) - 1}"
    known = list(value) if isinstance(value, dict) else []
    near = get_close_matches(key, known, 3, 0.5) or known
    if not near:
        return f"«{name}»: у этого значения нет частей", f"“{name}”: this value has no parts"
    return f"нет поля «{key}»; есть: {', '.join(near)}", f"no field “{key}”; there are: {', '.join(near)}"


def _leaves(record: Record, values: dict[str, Any], source: Source, pointer: str) -> Iterator[Leaf]:
    for leaf, slices in record.evidence.items():
        if not _under(leaf, pointer):
            continue
        beside = record.evidence.get(leaf.rpartition("/")[0] + "/name")
        if leaf != pointer and re.search(r"/(?:surname|given|patronymic)$", leaf) and beside == slices:
            continue
        found = tuple(_slice(source, e.start, e.stop, e.rule, e.page) for e in slices)
        yield Leaf(leaf, find_value(values, leaf)[1], found)


def _under(leaf: str, pointer: str) -> bool:
    return leaf == pointer or leaf.startswith(pointer + "/")


def _slice(source: Source, start: int, stop: int, rule: str, page: int | None = None) -> Slice:
    return Slice(start, stop, source.text.count("\n", 0, start) + 1, page, rule)


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


def find_rule(rules: Rules, rule_id: str) -> tuple[Rule | None, str]:
    """Return a rule of the rule files (None for a rule of the program) and its place, «file:line» ("" where not found)."""
    for rule in rules.all():
        if rule.id == rule_id:
            return rule, f"{rule.file}:{rule.line}"
    return None, _in_program(rule_id)


@lru_cache(maxsize=256)
def _in_program(rule_id: str) -> str:
    home = Path(__file__).parent
    for path in sorted([*home.glob("fields/*.py"), *home.glob("language/*.py"), *home.glob("*.py")]):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if f'"{rule_id}"' in line:
                return f"{path.relative_to(home.parent).as_posix()}:{number}"
    return ""


def explain_html(reading: Reading, source: Source) -> str:
    """Return a page with the document and what was read in it, drawn by spaCy's displaCy."""
    try:
        from spacy import displacy
    except ImportError as error:
        raise MissingPackage(detail="spacy") from error
    start, stop = bounds(reading, source)
    document = {
        "text": source.text[start:stop], "ents": list(_entities(reading, source, start, stop)),
        "title": escape(f"{source.path} · {reading.part.number}"), "settings": {"lang": "ru", "direction": "ltr"},
    }  # fmt: skip
    return str(displacy.render(document, style="ent", manual=True, page=True, jupyter=False, options={"template": _ENTITY}))


_ENTITY = (
    '<mark class="entity" title="{rule}" style="background:{bg};padding:.1em .3em;border-radius:.3em;line-height:1.8">'
    '{text}<span style="font-size:.65em;opacity:.7;margin-left:.4em">{label}</span></mark>'
)


def _entities(reading: Reading, source: Source, start: int, stop: int) -> Iterator[dict[str, Any]]:
    """The marks laid flat, as displaCy wants them: an inner one cuts the outer."""
    for begin, end, mark in flatten(find_marks(reading.record), start, stop):
        if source.text[begin:end].strip():
            quoted = escape(source.text[begin:end]).replace("\n", "<br>")
            params = {"text": quoted, "bg": COLOURS[mark.group][1], "rule": escape(mark.rule)}
            yield {"start": begin - start, "end": end - start, "label": escape(mark.label), "params": params}


def flatten(marks: list[Mark], start: int, stop: int) -> Iterator[tuple[int, int, Mark]]:
    """Yield runs of ``[start, stop)`` with the innermost mark over each, in order."""
    edges = sorted({start, stop, *(min(max(e, start), stop) for m in marks for e in (m.start, m.stop))})
    over: list[Mark] = []
    waiting = sorted(marks, key=lambda m: (m.start, -m.stop), reverse=True)
    for begin, end in zip(edges, edges[1:]):
        while waiting and waiting[-1].start <= begin:
            over.append(waiting.pop())
        over = [mark for mark in over if mark.stop > begin]
        if over:
            yield begin, end, over[-1]
