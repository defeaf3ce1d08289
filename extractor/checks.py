"""Doubts that a reader should look at: counts that do not agree, gaps in numbering."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractor.layout.markers import ordinal
from extractor.model import Warning_


def find_doubts(fields: Mapping[str, Any]) -> list[Warning_]:
    """Return the doubts about the drafts of a record.

    >>> from extractor.model import Finding
    >>> find_doubts({"absentee_count": Finding(3, (), "r"), "absentees": [{"kind": Finding("person", (), "r")}]})[0].code
    'count.absentees'
    """
    return [
        *_absent(fields),
        *_present(fields),
        *_membership(fields),
        *_both(fields),
        *_gaps(fields.get("decisions") or [], "/decisions"),
        *_gaps(fields.get("agenda") or [], "/agenda"),
        *_missing(fields),
    ]


def _stated(fields: Mapping[str, Any], name: str) -> int | None:
    found = fields.get(name)
    return found.value if found is not None else None


def _counted(people: Sequence[Mapping[str, Any]]) -> int:
    """How many a list names, a group by its number."""
    return sum(p["count"].value or 1 if p["kind"].value == "group" else 1 for p in people)


def _absent(fields: Mapping[str, Any]) -> Iterator[Warning_]:
    stated, people = _stated(fields, "absentee_count"), fields.get("absentees") or []
    if stated is not None and people and stated != _counted(people):
        yield Warning_("count.absentees", f"названо {_counted(people)}, а в документе сказано {stated}", "/absentee_count")


def _present(fields: Mapping[str, Any]) -> Iterator[Warning_]:
    """Guests, the chair and the secretary may or may not be in the total, and a list may name only some of many."""
    stated, people = _stated(fields, "attendee_count"), fields.get("attendees") or []
    if stated is None or not people:
        return
    own = _counted([p for p in people if p["role"].value != "invited"])
    groups = any(p["kind"].value == "group" for p in people)
    if own > stated or not groups and stated > len(people) + 2 and own * 2 > stated:
        yield Warning_("count.attendees", f"названо {own}, а в документе сказано {stated}", "/attendee_count")


def _membership(fields: Mapping[str, Any]) -> Iterator[Warning_]:
    members, present, absent = (_stated(fields, f"{name}_count") for name in ("member", "attendee", "absentee"))
    if members is not None and present is not None and (present > members or absent and present + absent != members):
        away = f" и отсутствует {absent}" if absent else ""
        yield Warning_("count.members", f"всего членов {members}, а присутствует {present}{away}", "/member_count")


def _both(fields: Mapping[str, Any]) -> Iterator[Warning_]:
    """The same name among those present and those absent."""
    here = {p["name"].value for p in fields.get("attendees") or [] if "name" in p}
    for index, person in enumerate(fields.get("absentees") or []):
        if "name" in person and person["name"].value in here:
            yield Warning_("attendance.both", f"{person['name'].value}: и присутствует, и отсутствует", f"/absentees/{index}")


def _gaps(drafts: Sequence[Mapping[str, Any]], pointer: str) -> Iterator[Warning_]:
    """A number left out in a row («1, 2, 4»)."""
    last: int | None = None
    for index, draft in enumerate(drafts):
        place = ordinal(draft["number"].value)
        if place is not None and last is not None and place > last + 1:
            yield Warning_("numbering.gap", f"после пункта {last} стоит пункт {draft['number'].value}", f"{pointer}/{index}/number")
        last = place if place is not None else last
        if draft.get("items"):
            yield from _gaps(draft["items"], f"{pointer}/{index}/items")


def _missing(fields: Mapping[str, Any]) -> Iterator[Warning_]:
    if "date" not in fields:
        yield Warning_("date.missing", "дата заседания не найдена", "/date")
    if not fields.get("decisions"):
        yield Warning_("decisions.missing", "решений не найдено", "/decisions")


#: A value under whose words the recognition is less sure than this (0-100) is to be looked at.
FAINT = 50.0
#: Parts of a name, and what is derived from a value beside it, share its words: one doubt is enough.
_DERIVED = re.compile(r"/(?:surname|given|patronymic|kind|role|reason_category|agenda_item|deadline|date_calendar)$")


def find_faint(evidence: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[Warning_]:
    """Yield a doubt for each value that rests on words which were recognised poorly.

    >>> [doubt.pointer for doubt in find_faint({"/date": [{"ocr_confidence": 31.0}], "/place": [{"ocr_confidence": None}]})]
    ['/date']
    """
    for pointer, slices in evidence.items():
        marks = [piece["ocr_confidence"] for piece in slices if piece["ocr_confidence"] is not None]
        if marks and min(marks) < FAINT and not _DERIVED.search(pointer):
            yield Warning_("ocr.faint", f"распознано ненадёжно: уверенность {round(min(marks))} из 100", pointer)
