"""Doubts that a reader should look at: counts that do not agree, gaps in numbering."""

from __future__ import annotations

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
    return [*_counts(fields, "absentee"), *_gaps(fields.get("decisions") or [], "/decisions"), *_gaps(fields.get("agenda") or [], "/agenda"), *_missing(fields)]


def _counts(fields: Mapping[str, Any], name: str) -> Iterator[Warning_]:
    stated = fields.get(f"{name}_count")
    people = fields.get(f"{name}s") or []
    if stated is None or not people:
        return
    groups = [p for p in people if p["kind"].value == "group"]
    counted = len(people) - len(groups) + sum(g["count"].value or 1 for g in groups)
    if stated.value != counted:
        yield Warning_(f"count.{name}s", f"названо {counted}, а в документе сказано {stated.value}", f"/{name}_count")


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
