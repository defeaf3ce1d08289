"""The contract: one record a protocol, as pydantic models; the JSON Schema and the tables come from here."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA = "protocol-record/1"
Role = Literal["member", "invited", "chair", "secretary"]
Reason = Literal["illness", "business_trip", "vacation", "family", "study", "work", "excused", "unexcused", "other"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", validate_assignment=False)


class Ocr(_Model):
    """How a scan was read: engine, languages, mean confidence 0-100."""

    engine: str
    languages: list[str] = []
    confidence: float | None = None


class SourceInfo(_Model):
    """Where the record was read."""

    path: str
    part: int = Field(1, ge=1, description="which protocol of the file, 1-based")
    sha256: str = ""
    media_type: str = "text/plain"
    encoding: str | None = None
    pages: tuple[int, int] | None = None
    ocr: Ocr | None = None
    text: str | None = None


class Generator(_Model):
    """Program and rules that made the record."""

    program: str
    rules: str


class Person(_Model):
    """A person, in the nominative; ``position`` as written."""

    name: str
    surname: str
    given: str | None = None
    patronymic: str | None = None
    position: str | None = None


class Approval(Person):
    """The «УТВЕРЖДАЮ» block."""

    date: str | None = None


class Participant(_Model):
    """One who was present: a person, or a group with its count."""

    kind: Literal["person", "group"] = "person"
    name: str | None = None
    surname: str | None = None
    given: str | None = None
    patronymic: str | None = None
    position: str | None = None
    description: str | None = None
    count: int | None = None
    role: Role | None = None


class Absentee(Participant):
    """One who was absent, and why."""

    reason: str | None = None
    reason_category: Reason | None = None


class AgendaItem(_Model):
    """A matter on the agenda."""

    number: str | None = None
    title: str
    speakers: list[Person] = []


class Speech(_Model):
    """One turn of one speaker."""

    agenda_item: str | None = None
    speaker: Person | None = None
    role: Literal["heard", "spoke", "asked"]
    text: str | None = None


class Votes(_Model):
    """Votes on a decision."""

    for_: int | None = Field(None, alias="for")
    against: int | None = None
    abstained: int | None = None
    unanimous: bool | None = None
    text: str | None = None
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Decision(_Model):
    """A point that was decided, with its sub-items."""

    number: str | None = None
    text: str
    agenda_item: str | None = None
    responsible: list[str] = []
    deadline: str | None = None
    deadline_text: str | None = None
    votes: Votes | None = None
    items: list[Decision] = []


class Archive(_Model):
    """Archival marks of the document."""

    fonds: str | None = None
    inventory: str | None = None
    file: str | None = None
    sheets: str | None = None


class Doubt(_Model):
    """Something a reader should look at."""

    code: str
    message: str
    pointer: str = ""


class Evidence(_Model):
    """A slice of the text under a value."""

    start: int = Field(ge=0)
    stop: int = Field(ge=0, alias="end")
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    rule: str
    ocr_confidence: float | None = None
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Record(_Model):
    """One protocol."""

    schema_: Literal["protocol-record/1"] = Field("protocol-record/1", alias="schema")
    source: SourceInfo
    generator: Generator
    kind: str | None = None
    number: str | None = None
    title: str | None = None
    extract: bool = False
    archive: Archive | None = None
    approval: Approval | None = None
    certified_by: Person | None = None
    organization: str | None = None
    topic: str | None = None
    date: str | None = None
    date_calendar: Literal["julian", "gregorian"] | None = None
    date_end: str | None = None
    date_old_style: str | None = None
    time_start: str | None = Field(None, pattern=r"^\d\d:\d\d$")
    time_end: str | None = Field(None, pattern=r"^\d\d:\d\d$")
    place: str | None = None
    chair: Person | None = None
    secretary: Person | None = None
    attendees: list[Participant] = []
    attendee_count: int | None = Field(None, ge=0)
    member_count: int | None = Field(None, ge=0)
    quorum: bool | None = None
    absentees: list[Absentee] = []
    absentee_count: int | None = Field(None, ge=0)
    agenda: list[AgendaItem] = []
    discussion: list[Speech] = []
    decisions: list[Decision] = []
    signatures: list[Person] = []
    attachments: list[str] = []
    warnings: list[Doubt] = []
    evidence: dict[str, list[Evidence]] = {}
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain data, keys in the order of the contract."""
        return self.model_dump(mode="json", by_alias=True)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the record.

    >>> json_schema()["$schema"]
    'https://json-schema.org/draft/2020-12/schema'
    """
    schema = Record.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
