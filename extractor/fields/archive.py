"""Keys that archives use: extract, archival marks, approval, calendar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractor.fields.passages import Passage
from extractor.fields.people import Draft, person_draft, trim
from extractor.language import normal_re as re
from extractor.language.fold import fold
from extractor.markup import Markup
from extractor.model import Finding, Span

#: How much of a file may be its cover.
_COVER = 800
_SHELF = {
    "fonds": re.compile(r"(?<!\w)(?:ф\.|фонд)[ ]?№?[ ]?(?P<v>[рпр]?-?\d{1,6}[а-я]?)"),
    "inventory": re.compile(r"(?<!\w)(?:оп\.|опись)[ ]?№?[ ]?(?P<v>\d{1,4}[а-я]?)"),
    "file": re.compile(r"(?<!\w)(?:д\.|ед\. ?хр\.|дело)[ ]?№?[ ]?(?P<v>\d{1,6}[а-я]?)(?!\w)"),
    "sheets": re.compile(r"(?<!\w)(?:лл?\.)[ ]?(?P<v>\d{1,4}(?: ?об\.?)?(?:[ ]?[-–—,][ ]?\d{1,4}(?: ?об\.?)?)*)"),
}


def read_archive(markup: Markup, passages: Sequence[Passage], date: tuple[Finding, list[Finding]] | None) -> dict[str, Any]:
    """Return the drafts of ``extract``, ``archive``, ``approval``, ``date_calendar``."""
    out: dict[str, Any] = {}
    for passage in passages[:12]:
        found = re.search(r"выписка +и ?з +(?:протокола|журнала)", passage.block.norm)
        if found:
            out["extract"] = Finding(True, passage.block.spans(*found.span()), "archive.extract")
            break
    marks = _shelf_marks(markup)
    if marks:
        out["archive"] = marks
    approval = _approval(markup, passages)
    if approval:
        out["approval"] = approval
    if date:
        value = str(date[0].value)
        old = value < "1918-02-14"
        two = date[0].rule == "date.two_styles"
        out["date_calendar"] = Finding("julian" if old and not two else "gregorian", date[0].spans, "date.calendar")
    return out


def _shelf_marks(markup: Markup) -> Draft | None:
    """The shelf mark within the part, else that on the cover of the file, which holds for all its parts."""
    for block in markup.part.blocks:
        found = _read_marks(block.norm)
        if found:
            return {key: Finding(block.text[slice(*span)], block.spans(*span), "archive.shelf_mark") if span else Finding(None, (), "") for key, span in found.items()}
    text = markup.part.source.text[:_COVER]
    found = _read_marks(fold(text))
    if found is None:
        return None
    return {key: Finding(text[slice(*span)], (Span(*span),), "archive.shelf_mark.cover") if span and key != "sheets" else Finding(None, (), "") for key, span in found.items()}


def _read_marks(norm: str) -> dict[str, tuple[int, int] | None] | None:
    """Offsets of fonds, inventory, file and sheets, where at least the first two stand together."""
    fonds = _SHELF["fonds"].search(norm) if "ф." in norm or "фонд" in norm else None
    if not fonds:
        return None
    near = fonds.start(), fonds.start() + 120
    found = {key: pattern.search(norm, *near) for key, pattern in _SHELF.items()}
    if not found["inventory"]:
        return None
    return {key: match.span("v") if match else None for key, match in found.items()}


def _approval(markup: Markup, passages: Sequence[Passage]) -> Draft | None:
    """The name, office and date under «УТВЕРЖДАЮ»."""
    for index, passage in enumerate(passages):
        if passage.section != "approval" or not passage.opens:
            continue
        office: tuple[Any, int, int] | None = None
        for ahead in passages[index : index + 6]:
            block = ahead.block
            start = passage.content if ahead is passage else 0
            names = [n for n in markup.names(block) if n.start >= start]
            if names:
                left, right = trim(block.text, start, names[0].start, " \t,;:.–—-_/|")
                where = (block, left, right) if left < right else office
                draft = person_draft(markup, block, names[0], case="nomn", position=where[1:] if where else None, position_block=where[0] if where else None, rule="approval")
                draft["date"] = _date_after(markup, passages[index : index + 7])
                return draft
            left, right = trim(block.text, start, len(block.text), " \t,;:.–—-_/|")
            if left < right and office is None and re.search(r"[а-я]{4}", block.norm[left:right]):
                office = (block, left, right)
    return None


def _date_after(markup: Markup, passages: Sequence[Passage]) -> Finding:
    for passage in passages:
        for date in markup.dates(passage.block):
            if date.value:
                return Finding(date.value, passage.block.spans(date.start, date.stop), date.rule)
    return Finding(None, (), "")
