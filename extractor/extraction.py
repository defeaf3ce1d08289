"""A file → its records: the whole program in one sentence of code."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

from extractor import __version__
from extractor.build import build, decide
from extractor.checks import find_doubts
from extractor.errors import ExtractorError, NoProtocol
from extractor.fields.archive import read_archive
from extractor.fields.attachments import read_attachments
from extractor.fields.attendance import read_attendance
from extractor.fields.heading import read_heading
from extractor.fields.matters import read_matters
from extractor.fields.officers import read_officers
from extractor.fields.passages import Passage
from extractor.fields.sections import divide_sections
from extractor.fields.signatures import read_signatures
from extractor.layout.outline import outline
from extractor.layout.protocols import divide, is_minutes
from extractor.markup import Markup
from extractor.model import Finding, Part, Source
from extractor.reading import read_many
from extractor.record import Record
from extractor.rules import Rules, load_rules


@dataclass(frozen=True, slots=True)
class Reading:
    """A record with what led to it: its passages, and for each scalar the findings that lost."""

    record: Record
    part: Part
    passages: tuple[Passage, ...]
    losers: dict[str, tuple[Finding, ...]]


def extract(path: str | Path | Source, *, rules: Rules | None = None, with_text: bool = False) -> list[Record]:
    """Read the protocols of a file, or of all the documents in a ZIP; one record each, in order.

    >>> from extractor.reading import read_bytes
    >>> text = "Протокол № 3\\nзаседания кружка\\n5 мая 1926 г.\\n\\nСлушали: О стенгазете.\\nПостановили: Выпускать раз в месяц."
    >>> [record] = extract(read_bytes(text.encode(), "кружок.txt"))
    >>> record.number, record.date, record.decisions[0].text
    ('3', '1926-05-05', 'Выпускать раз в месяц')

    Raises NoProtocol where the file holds none, and the errors of ``read``; a document of a ZIP that fails where others
    are read is told as a Python warning.
    """
    rules = rules or load_rules()
    records: list[Record] = []
    faults: list[ExtractorError] = []
    for source in [path] if isinstance(path, Source) else read_many(path):
        try:
            if isinstance(source, ExtractorError):
                raise source
            records += _read_source(source, rules, with_text)
        except ExtractorError as error:
            faults.append(error)
    if faults and not records:
        raise faults[0]
    for fault in faults:
        warnings.warn(str(fault), stacklevel=2)
    return records


def _read_source(source: Source, rules: Rules, with_text: bool) -> list[Record]:
    readings = [read_part(part, rules, with_text=with_text) for part in divide(outline(source), source)]
    records = [reading.record for reading in readings if reading is not None]
    if not records:
        raise NoProtocol(source.path)
    return records


def read_part(part: Part, rules: Rules, *, with_text: bool = False) -> Reading | None:
    """Read one protocol; None where the part turns out to be none."""
    markup = Markup(part, rules)
    passages = divide_sections(markup)
    matters = read_matters(markup, passages)
    signatures, certified = read_signatures(markup, passages)
    attendance = read_attendance(markup, passages)
    heading = read_heading(markup, passages)
    settled = decide([*heading.findings, *attendance.findings])
    if not is_minutes(part, [p.section for p in passages if p.opens], len(matters.decisions), len(attendance.attendees)):
        return None
    fields = {
        **{name: best for name, (best, _) in settled.items()},
        **read_officers(markup, passages, attendance.attendees, signatures),
        **read_archive(markup, passages, settled.get("date")),
        "attendees": attendance.attendees,
        "absentees": attendance.absentees,
        "agenda": matters.agenda,
        "discussion": matters.discussion,
        "decisions": matters.decisions,
        "signatures": signatures,
        "attachments": read_attachments(passages),
    }
    if certified:
        fields["certified_by"] = certified
    if "date_end" in settled and settled["date_end"][0].spans != settled["date"][0].spans and not settled["date_end"][0].rule.startswith("heading"):
        fields.pop("date_end", None)
    doubts = [*part.notes, *part.source.warnings, *heading.warnings, *find_doubts(fields)]
    generator = {"program": f"extractor {__version__}", "rules": f"sha256 {rules.version}"}
    record = build(part, fields, doubts, generator=generator, with_text=with_text)
    return Reading(record, part, tuple(passages), {name: tuple(lost) for name, (_, lost) in settled.items() if lost})
