"""Why a value is what it is: the slices under it, the rule that decided, the findings that lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from extractor.errors import MissingPackage, NoProtocol, UsageError
from extractor.extraction import Reading, read_part
from extractor.files import printable
from extractor.layout.outline import outline
from extractor.layout.protocols import divide
from extractor.marks import COLOURS, bounds, find_marks, flatten
from extractor.messages import FIELDS, text
from extractor.model import Source
from extractor.record import Record
from extractor.rules import Rule, Rules


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
    name = escape(f"{printable(source.path)} · {reading.part.number}")
    document = {
        "text": source.text[start:stop], "ents": list(_entities(reading, source, start, stop)),
        "title": name + _legend(), "settings": {"lang": "ru", "direction": "ltr"},
    }  # fmt: skip
    page = str(displacy.render(document, style="ent", manual=True, page=True, jupyter=False, options={"template": _ENTITY}))
    return page.replace("<title>displaCy</title>", f"<title>{name}</title>")


def _legend() -> str:
    """The colours of the groups, in Russian."""
    return "".join(
        f' <small style="background:{colour};font-size:.6em;padding:.2em .4em">{text(group)}</small>' for group, (_, colour) in COLOURS.items()
    )


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
