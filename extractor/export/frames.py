"""Records → typed DataFrames that belong together: one of protocols, one for each of their lists.

``record_id`` ties the tables to each other. Columns and their types come from the contract
(:mod:`extractor.record`): what stands there as one object inside another is spread over columns with a prefix
(``chair_name``, ``votes_for``), persons and texts in a list inside a row are joined by «; » (who has no post is a «—»
among posts). The evidence stays in the records; a row's ``pointer`` says where to look it up. Dates stay texts, for many
are partial («1937-05»).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from extractor.errors import BadRecords
from extractor.record import Absentee, AgendaItem, Decision, Doubt, Participant, Person, Record, Speech

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]
#: A name of a pandas type, or the categories of a categorical one.
Type = str | tuple[str, ...]

#: Lists of the record that are a table each, and what they hold.
_LISTS: dict[str, type[BaseModel]] = {
    "attendees": Participant, "absentees": Absentee, "agenda": AgendaItem, "discussion": Speech,
    "decisions": Decision, "signatures": Person, "warnings": Doubt,
}  # fmt: skip
#: What is in no column: the tree of decisions is unrolled, the text of the file is no value of a table.
_LEFT_OUT = {("schema",), ("evidence",), ("source", "text"), ("items",)}
_SCALARS = {str: "string", int: "Int64", float: "Float64", bool: "boolean"}
_KEY: dict[str, Type] = {"record_id": "string"}
_PLACE: dict[str, Type] = {"order": "Int64", "pointer": "string"}
_TREE: dict[str, Type] = {"path": "string", "parent": "string", "depth": "Int64"}
_LINK: dict[str, Type] = {"agenda_order": "Int64"}


class Column(NamedTuple):
    """A column of a table: its name, its type, the keys that lead to its value; ``part`` picks from a list there."""

    name: str
    type: Type
    keys: tuple[str, ...]
    part: int | str | None = None


def tables(records: Iterable[Record | Row]) -> dict[str, pd.DataFrame]:
    """Lay records out as eight tables, in the order of the records; no records give empty tables of the same types.

    >>> решили = [{"number": "1", "text": "По школе", "items": [{"text": "Побелить класс", "deadline": "1926-06-01"}]}]
    >>> found = tables([{"source": {"path": "фабком.txt", "part": 2}, "date": "1926-05-12", "decisions": решили}])
    >>> list(found)
    ['protocols', 'attendees', 'absentees', 'agenda', 'discussion', 'decisions', 'signatures', 'warnings']
    >>> print(found["decisions"][["record_id", "path", "parent", "text", "deadline"]].to_string(index=False))
       record_id path parent           text   deadline
    фабком.txt#2    1   <NA>       По школе       <NA>
    фабком.txt#2  1.1      1 Побелить класс 1926-06-01

    Raises BadRecords where something is no record or a value does not fit its column.
    """
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ("protocols", *_LISTS)}
    seen: Counter[str] = Counter()
    for number, record in enumerate(records, 1):
        plain = _plain(record, number)
        key = {"record_id": _unique(record_id(plain), seen)}
        rows["protocols"].append({**key, **_cells(plain, columns(Record)), "year": _year(plain.get("date"))})
        for name, model in _LISTS.items():
            for row, extra in _unroll(plain, name):
                rows[name].append({**key, **extra, **_cells(row, columns(model))})
    return {name: _frame(types, rows[name]) for name, types in schema().items()}


def schema() -> dict[str, dict[str, Type]]:
    """Return the columns of every table with their types.

    >>> schema()["warnings"]
    {'record_id': 'string', 'order': 'Int64', 'code': 'string', 'message': 'string', 'pointer': 'string'}
    """
    out: dict[str, dict[str, Type]] = {"protocols": {**_KEY, **_types(Record), "year": "Int64"}}
    for name, model in _LISTS.items():
        place = {"order": _PLACE["order"]} if name == "warnings" else _PLACE
        tree = _TREE if name == "decisions" else {}
        link = _LINK if name in ("decisions", "discussion") else {}
        out[name] = {**_KEY, **place, **tree, **_types(model), **link}
    return out


def record_id(record: Row) -> str:
    """Name a record by its file and part, one that came from no file by the beginning of its sha256.

    >>> record_id({"source": {"path": "дума/1894.txt", "part": 3}})
    'дума/1894.txt#3'
    >>> record_id({"source": {"path": "-", "part": 1, "sha256": "60524c50c15d984d858f"}})
    '60524c50c15d#1'
    """
    source = record["source"]
    path = str(source["path"])
    if path in ("", "-"):
        path = str(source.get("sha256") or "")[:12] or path
    return f"{path}#{source.get('part') or 1}"


def _unique(name: str, seen: Counter[str]) -> str:
    """Mark a record that comes again: «файл.txt#1~2»."""
    seen[name] += 1
    if seen[name] == 1:
        return name
    return _unique(f"{name}~{seen[name]}", seen)


def _plain(record: Record | Row, number: int) -> Row:
    if isinstance(record, Record):
        return record.model_dump(by_alias=True, exclude={"evidence"})
    source = record.get("source") if isinstance(record, Mapping) else None
    if not isinstance(source, Mapping) or not isinstance(source.get("path"), str):
        raise BadRecords(detail=(f"в записи {number} нет source.path", f"record {number} has no source.path"))
    return record


@cache
def columns(model: type[BaseModel]) -> tuple[Column, ...]:
    """Return the columns that the values of a model take, in the order of the contract.

    >>> [column.name for column in columns(Speech)][:3]
    ['agenda_item', 'speaker_name', 'speaker_surname']
    """
    return tuple(_spread(model, (), ""))


def _spread(model: type[BaseModel], above: tuple[str, ...], prefix: str) -> Iterator[Column]:
    for field, info in model.model_fields.items():
        key = info.alias or field
        keys, name = (*above, key), prefix + key
        if keys in _LEFT_OUT or model is Record and key in _LISTS:
            continue
        kind: Any = next((t for t in get_args(info.annotation) if NoneType in get_args(info.annotation)), info.annotation)
        holder = get_origin(kind)
        if holder is Literal:
            yield Column(name, get_args(kind), keys)
        elif holder is tuple:
            yield from (Column(f"{name.removesuffix('s')}_{end}", "Int64", keys, at) for at, end in enumerate(("first", "last")))
        elif holder is list and get_args(kind) == (Person,):
            yield from (Column(name, "string", keys, "name"), Column(f"{name.removesuffix('s')}_positions", "string", keys, "position"))
        elif holder is list:
            yield Column(name, "string", keys)
        elif issubclass(kind, BaseModel):
            yield from _spread(kind, keys, "" if key in ("source", "generator") else f"{name}_")
        else:
            yield Column(name, _SCALARS[kind], keys)


def _types(model: type[BaseModel]) -> dict[str, Type]:
    return {column.name: column.type for column in columns(model)}


def _cells(row: Row, spread: Sequence[Column]) -> dict[str, Any]:
    return {column.name: _cell(row, column) for column in spread}


def _cell(row: Any, column: Column) -> Any:
    for key in column.keys:
        row = row.get(key) if isinstance(row, Mapping) else None
    if isinstance(column.part, int):
        return row[column.part] if row else None
    if isinstance(row, (list, tuple)):
        items = [item.get(column.part) if isinstance(item, Mapping) else item for item in row]
        return "; ".join("—" if item is None else str(item) for item in items) if any(items) else None
    return row


def _unroll(record: Row, name: str) -> Iterator[tuple[Row, dict[str, Any]]]:
    """Go through a list of the record: each row, and what its place says."""
    for order, (path, row) in enumerate(_branches(record.get(name) or (), name == "decisions"), 1):
        if not isinstance(row, Mapping):
            raise BadRecords(record_id(record), detail=(f"в {name} не объект: {row!r}", f"{name} holds what is no object: {row!r}"))
        extra: dict[str, Any] = {"order": order, "pointer": f"/{name}/" + "/items/".join(str(n) for n in path)}
        if name == "decisions":
            steps = [str(n + 1) for n in path]
            extra |= {"path": ".".join(steps), "parent": ".".join(steps[:-1]) or None, "depth": len(path) - 1}
        if name in ("decisions", "discussion"):
            extra["agenda_order"] = _agenda_order(record, row.get("agenda_item"))
        yield row, extra


def _branches(rows: Iterable[Row], tree: bool, above: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Row]]:
    for n, row in enumerate(rows):
        yield (*above, n), row
        if tree:
            yield from _branches(row.get("items") or (), tree, (*above, n))


def _agenda_order(record: Row, item: str | None) -> int | None:
    """Find the matter that ``agenda_item`` names, by its number, else by its place among those without one."""
    agenda = record.get("agenda") or []
    if item is None:
        return None
    for order, matter in enumerate(agenda, 1):
        if matter.get("number") == item:
            return order
    place = int(item) if item.isascii() and item.isdigit() else 0
    return place if 0 < place <= len(agenda) and agenda[place - 1].get("number") is None else None


def _year(date: str | None) -> int | None:
    return int(date[:4]) if date and date[:4].isdigit() else None


def _frame(types: Mapping[str, Type], rows: Sequence[Row]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({name: _series(name, kind, rows) for name, kind in types.items()})


def _series(name: str, kind: Type, rows: Sequence[Row]) -> pd.Series[Any]:
    try:
        return _typed([row[name] for row in rows], kind)
    except (TypeError, ValueError) as error:
        if len(rows) > 1:  # which of them was it?
            for row in rows:
                _series(name, kind, [row])
        where = str(rows[0]["record_id"])
        raise BadRecords(where, detail=(f"значение {name} не того вида: {error}", f"{name} is not of its type: {error}")) from error


def _typed(values: list[Any], kind: Type) -> pd.Series[Any]:
    import pandas as pd

    if isinstance(kind, tuple):
        _refuse(value for value in values if value is not None and value not in kind)
        return pd.Series(pd.Categorical(values, categories=list(kind)))
    if kind == "string":
        _refuse(value for value in values if value is not None and not isinstance(value, str))
    return pd.Series(values, dtype=kind)


def _refuse(strange: Iterator[Any]) -> None:
    for value in strange:
        raise ValueError(repr(value))
