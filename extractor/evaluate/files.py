"""What an evaluation reads: gold, records, the manifest of the corpus, floors. A broken file is told with its line."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor.errors import BadGold, BadRecords, ExtractorError, UnreadableFile, say_why
from extractor.evaluate.same import Json

_OBJECTS = {"chair", "secretary", "source", "votes"}
_LISTS = {"attendees", "absentees", "agenda", "speakers", "decisions", "items", "signatures"}
_TEXTS = {"responsible", "attachments", "_scored"}
_NO_OBJECT = ("не объект JSON", "not a JSON object")


def misshapen(record: Json, at: str = "") -> str:
    """The JSON Pointer of the first value of a wrong kind, "" if there is none.

    >>> misshapen({"date": "1924-05-12", "agenda": [{"title": "О ремонте", "speakers": ["Иванов"]}]})
    '/agenda/0/speakers/0'
    """
    for key, value in record.items():
        here = f"{at}/{key}"
        if not value or key not in _OBJECTS | _LISTS | _TEXTS:
            continue
        if not isinstance(value, Mapping if key in _OBJECTS else list):
            return here
        for i, item in enumerate(() if key in _OBJECTS else value):
            if not isinstance(item, Mapping if key in _LISTS else str | None):
                return f"{here}/{i}"
            if isinstance(item, Mapping) and (inner := misshapen(item, f"{here}/{i}")):
                return inner
    return ""


def part_of(record: Json) -> int:
    """Which protocol of its file a record is: 1 where it does not say."""
    return int((record.get("source") or {}).get("part") or 1)


def gold(path: Path) -> list[Json]:
    """The protocols of one gold file."""
    value = _json(_text(path), BadGold(str(path)))
    records = value if isinstance(value, list) else [value]
    for record in records:
        _check(record, BadGold(str(path)))
    return records


def by_stem(records: Path | Iterable[Json]) -> dict[str, list[Json]]:
    """Records by the stem of their file, in the order of their parts; two files with one stem are an error."""
    found: dict[str, list[Json]] = defaultdict(list)
    paths: dict[str, Path] = {}
    for record, fault in _rows(records):
        path = Path(str((record.get("source") or {}).get("path") or ""))
        if not path.stem:
            raise _told(fault, ("нет /source/path: не сказано, из какого файла запись", "no /source/path: which file is this record of?"))
        other = paths.setdefault(path.stem, path)
        if other != path:
            raise _told(fault, (f"два файла с одним именем: {other} и {path}; оценивайте один из них",
                                f"two files with one name: {other} and {path}; score one of them"))  # fmt: skip
        found[path.stem].append(record)
    return {stem: sorted(rows, key=part_of) for stem, rows in found.items()}


def manifest(folder: Path) -> dict[str, dict[str, str]]:
    """The rows of MANIFEST.csv by name; none where there is no such file."""
    path = folder / "MANIFEST.csv"
    if not path.exists():
        return {}
    rows = csv.DictReader(io.StringIO(_text(path)))
    return {row["name"]: row for row in rows if row.get("name")}


def year(about: Mapping[str, str], records: Iterable[Json]) -> int | None:
    """The year of a document: of its row in the manifest, else of the first protocol that has a date.

    >>> year({"year": "1918-1930"}, []), year({}, [{"date": None}, {"date": "1924-05"}]), year({}, [])
    (1918, 1924, None)
    """
    for told in (about.get("year"), *(record.get("date") for record in records)):
        if match := re.search(r"\d{4}", str(told or "")):
            return int(match[0])
    return None


def load_floors(path: Path) -> dict[str, float]:
    """The floors of a JSON file: field → F1, also for ``core``, ``overall`` and ``perfect``."""
    fault = BadGold(str(path))
    value = _json(_text(path), fault)
    if not isinstance(value, dict):
        raise _told(fault, _NO_OBJECT)
    for field, floor in value.items():
        if isinstance(floor, bool) or not isinstance(floor, int | float) or not 0 <= floor <= 1:
            raise _told(fault, (f"порог «{field}» — не число от 0 до 1",
                                f"the floor of “{field}” is no number from 0 to 1"))  # fmt: skip
    return {field: float(floor) for field, floor in value.items()}


def _rows(records: Path | Iterable[Json]) -> Iterator[tuple[Json, BadRecords]]:
    """The records, each beside the exception that is raised where something is wrong with it."""
    if isinstance(records, Path):
        for number, line in enumerate(_text(records).split("\n"), 1):  # not splitlines: JSON may hold U+2028 as it is
            if line.strip():
                fault = BadRecords(str(records), line=number)
                yield _check_record(_json(line, fault), fault), fault
    else:
        for number, record in enumerate(records, 1):
            fault = BadRecords(f"records[{number}]")
            yield _check_record(record, fault), fault


def _check_record(record: Any, fault: BadRecords) -> Json:
    checked = _check(record, fault)
    try:
        part_of(checked)
    except (TypeError, ValueError):
        raise _told(fault, ("/source/part — не число", "/source/part is no number")) from None
    return checked


def _check(record: Any, fault: ExtractorError) -> Json:
    if not isinstance(record, Mapping):
        raise _told(fault, _NO_OBJECT)
    if pointer := misshapen(record):
        raise _told(fault, (f"{pointer}: значение не того рода", f"{pointer}: a value of the wrong kind"))
    return record


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(str(path), detail=("не UTF-8", "no UTF-8")) from error
    except OSError as error:
        raise UnreadableFile(str(path), detail=say_why(error)) from error


def _json(text: str, fault: ExtractorError) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = error.lineno if fault.line is None else fault.line
        detail = (f"не JSON, знак {error.colno}: {error.msg}", f"no JSON, column {error.colno}: {error.msg}")
        raise type(fault)(fault.path, line=line, detail=detail) from error


def _told(fault: ExtractorError, detail: tuple[str, str]) -> ExtractorError:
    return type(fault)(fault.path, line=fault.line, detail=detail)
