"""Findings → record: rivals settled, leaves written out, evidence copied."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Any

from extractor.checks import find_faint
from extractor.model import Finding, Part, Source, Span, Warning_
from extractor.record import SCHEMA, Record

#: Leaves that carry no evidence.
_CLEANABLE = re.compile(r"[-¬‐\u00ad]?[\s\u00ad\u200b\ufeff*■□▪●]*")
_HEAD = re.compile(r"[^\W_]{1,3}|(?s:.?)")
_HYPHENS = "-¬\u00ad‐"
_BARE = frozenset({"schema", "source", "generator", "warnings"})


def decide(findings: Iterable[Finding]) -> dict[str, tuple[Finding, list[Finding]]]:
    """Settle rivals: for each field the finding of highest rank (the first of equals), and those that lost.

    >>> rivals = [Finding("1", (), "a", 1, "number"), Finding("2", (), "b", 5, "number")]
    >>> decide(rivals)["number"][0].value
    '2'
    """
    by_field: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.value is not None:
            by_field.setdefault(finding.field, []).append(finding)
    out = {}
    for name, rivals in by_field.items():
        best = max(rivals, key=lambda f: f.rank)
        out[name] = (best, [f for f in rivals if f is not best])
    return out


def _without_tabs(value: Any) -> Any:
    """A gap between cells is one blank in a value."""
    return re.sub(r" *\t[\t ]*", " ", value) if isinstance(value, str) and "\t" in value else value


class _Writer:
    """Walks drafts and writes plain values and their evidence."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.evidence: dict[str, list[dict[str, Any]]] = {}
        self._starts = [w.start for w in source.words]

    def write(self, draft: Any, pointer: str) -> Any:
        if isinstance(draft, Finding):
            if draft.value is None or draft.value == "":
                return None
            spans = self._joined(draft.spans, draft.value) if len(draft.spans) > 1 else draft.spans
            self.evidence[pointer] = [self._slice(span, draft.rule) for span in spans]
            return _without_tabs(draft.value)
        if isinstance(draft, dict):
            return {key: self.write(value, f"{pointer}/{key}") for key, value in draft.items()}
        if isinstance(draft, (list, tuple)):
            return [self.write(value, f"{pointer}/{index}") for index, value in enumerate(draft)]
        return draft

    def _joined(self, spans: Iterable[Span | tuple[int, int]], value: Any) -> list[tuple[int, int]]:
        """Spans with nothing but white space, a hyphen or litter between them are one slice."""
        out: list[tuple[int, int]] = []
        for start, stop in spans:
            near = out and 0 <= start - out[-1][1] <= 200 and _CLEANABLE.fullmatch(self.source.text, out[-1][1], start)
            if near and not self._parts_words(out[-1][1], start, value):
                out[-1] = (out[-1][0], stop)
            else:
                out.append((start, stop))
        return out

    def _parts_words(self, last: int, start: int, value: Any) -> bool:
        """Stands a hyphen here that the value does not undo: «…-» ended one part of it, and another follows?"""
        text = self.source.text
        if not isinstance(value, str) or not any(sign in _HYPHENS for sign in text[last - 1 : last + 1]):
            return False
        tail, head = text[max(0, last - 4) : last].rstrip(_HYPHENS), _HEAD.match(text, start)[0]  # type: ignore[index]  # matches anything
        return tail in value and tail + head not in value and tail + "-" + head not in value

    def _slice(self, span: Span | tuple[int, int], rule: str) -> dict[str, Any]:
        start, stop = span
        if not self._starts and not self.source.pages:
            return {"start": start, "end": stop, "page": None, "box": None, "rule": rule, "ocr_confidence": None}
        page, box, confidence = self._place(start, stop)
        return {"start": start, "end": stop, "page": page, "box": box, "rule": rule, "ocr_confidence": confidence}

    def _place(self, start: int, stop: int) -> tuple[int | None, Any, float | None]:
        page = next((p.number for p in self.source.pages if p.start <= start < p.stop), None)
        if not self._starts:
            return page, None, None
        first = max(0, bisect_right(self._starts, start) - 1)
        words = []
        for word in self.source.words[first:]:
            if word.start >= stop:
                break
            if word.stop > start and (page is None or word.page == page):
                words.append(word)
        if not words:
            return page, None, None
        box = (min(w.box[0] for w in words), min(w.box[1] for w in words), max(w.box[2] for w in words), max(w.box[3] for w in words))
        marks = [w.confidence for w in words if w.confidence is not None]
        return words[0].page, box, min(marks) if marks else None


_SCALARS = (
    "kind", "number", "title", "extract", "archive", "approval", "certified_by", "organization", "topic", "date", "date_calendar", "date_end",
    "date_old_style", "time_start", "time_end", "place", "chair", "secretary", "attendees", "attendee_count", "member_count", "quorum",
    "absentees", "absentee_count", "agenda", "discussion", "decisions", "signatures", "attachments",
)


def build(part: Part, fields: Mapping[str, Any], warnings: Iterable[Warning_], *, generator: Mapping[str, str], with_text: bool) -> Record:
    """Write the drafts of a part out as a record; ``fields`` maps keys of the record to drafts."""
    source = part.source
    writer = _Writer(source)
    values: dict[str, Any] = {}
    for key in _SCALARS:
        if key in fields:
            value = writer.write(fields[key], f"/{key}")
            if value is not None:
                values[key] = value
    pages = None
    if source.pages and part.blocks:
        numbers = [p.number for p in source.pages if p.start < part.blocks[-1].stop and p.stop > part.blocks[0].start]
        pages = (numbers[0], numbers[-1]) if numbers else None
    faint = find_faint(writer.evidence) if source.words else ()
    record = {
        "schema": SCHEMA,
        "source": {
            "path": source.path, "part": part.number, "sha256": source.sha256, "media_type": source.media_type,
            "encoding": source.encoding, "pages": pages, "ocr": source.ocr._asdict() if source.ocr else None,
            "text": source.text if with_text else None,
        },
        "generator": dict(generator),
        **values,
        "warnings": [{"code": w.code, "message": w.message, "pointer": w.pointer} for w in (*warnings, *faint)],
        "evidence": writer.evidence,
    }
    return Record.model_validate(record)
