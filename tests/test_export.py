"""Records as tables: columns from the contract, types that do not depend on the rows, keys that hold."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import tables
from extractor.errors import BadRecords
from extractor.export.frames import columns, record_id, schema
from extractor.record import Decision, Record

ROOT = Path(__file__).parents[1]
NAMES = ["protocols", "attendees", "absentees", "agenda", "discussion", "decisions", "signatures", "warnings"]
ANNA = {"name": "Котова А. П.", "surname": "Котова", "given": "А.", "patronymic": "П.", "position": "завуч"}
IVAN = {"name": "Шардин И.", "surname": "Шардин", "given": "И.", "patronymic": None, "position": None}


def record(path: str = "школа/педсовет.txt", part: int = 1, **values: Any) -> dict[str, Any]:
    source = {"path": path, "part": part, "sha256": "ab" * 32, "pages": [3, 5]}
    return {"schema": "protocol-record/1", "source": source, "generator": {"program": "extractor 1", "rules": "sha256 0"}, **values}


FULL = record(
    kind="заседание", number="7-а", date="1944-03-12", date_calendar="gregorian", extract=False, quorum=True, chair=ANNA,
    archive={"fonds": "12", "inventory": "3"}, attendee_count=14, attachments=["список на 1 л.", "смета"],
    attendees=[{"kind": "person", **ANNA, "role": "member"}, {"kind": "group", "description": "родителей", "count": 7}],
    absentees=[{"kind": "person", **IVAN, "reason": "б/л", "reason_category": "illness"}],
    agenda=[{"number": "1", "title": "О дровах", "speakers": [ANNA, IVAN]}, {"number": None, "title": "Разное", "speakers": []}],
    discussion=[{"agenda_item": "1", "speaker": ANNA, "role": "heard", "text": "Дров нет"}, {"agenda_item": "2", "role": "spoke"}],
    decisions=[
        {"number": "1", "text": "По дровам", "agenda_item": "1", "items": [
            {"number": "а", "text": "Заготовить 20 м", "responsible": ["Шардину", "завхозу"], "deadline": "1944-04-01", "items": [
                {"text": "Просить лошадь"}]},
            {"number": "б", "text": "Побелить класс"}]},
        {"number": "2", "text": "Принять к сведению", "agenda_item": "2",
         "votes": {"for": 12, "against": 0, "abstained": None, "unanimous": False, "text": "Большинством"}},
    ],
    signatures=[ANNA], warnings=[{"code": "count", "message": "числа расходятся", "pointer": "/attendee_count"}],
)  # fmt: skip


@pytest.fixture(scope="module")
def full() -> dict[str, pd.DataFrame]:
    return tables([FULL, Record.model_validate(record(part=2))])


def test_there_are_eight_tables(full: dict[str, pd.DataFrame]) -> None:
    assert list(full) == list(tables([])) == list(schema()) == NAMES
    assert [len(full[name]) for name in NAMES] == [2, 2, 1, 2, 2, 5, 1, 1]


@pytest.mark.parametrize("name", NAMES)
def test_types_do_not_depend_on_the_rows(name: str, full: dict[str, pd.DataFrame]) -> None:
    empty, bare = tables([])[name], tables([record()])[name]
    assert len(empty) == 0
    for other in (empty, bare):
        pd.testing.assert_series_equal(full[name].dtypes, other.dtypes)
    assert list(full[name].columns) == list(schema()[name])
    wanted = {"string": "string", "Int64": "Int64", "Float64": "Float64", "boolean": "boolean"}
    for column, kind in schema()[name].items():
        assert str(full[name][column].dtype) == (wanted[kind] if isinstance(kind, str) else "category")


def test_a_protocol_is_one_row(full: dict[str, pd.DataFrame]) -> None:
    row = full["protocols"].iloc[0].dropna().to_dict()
    assert row["record_id"] == "школа/педсовет.txt#1"
    assert (row["page_first"], row["page_last"], row["year"], row["number"]) == (3, 5, 1944, "7-а")
    assert (row["chair_name"], row["chair_position"], row["archive_fonds"]) == ("Котова А. П.", "завуч", "12")
    assert row["attachments"] == "список на 1 л.; смета"
    assert row["quorum"] and not row["extract"]
    assert row["program"] == "extractor 1"
    assert {"secretary_name", "approval_date", "ocr_engine"}.isdisjoint(row)


def test_people_keep_their_order(full: dict[str, pd.DataFrame]) -> None:
    people = full["attendees"]
    assert people["order"].tolist() == [1, 2]
    assert people["pointer"].tolist() == ["/attendees/0", "/attendees/1"]
    assert people["role"].isna().tolist() == [False, True]
    assert list(people.loc[1, ["kind", "description", "count"]]) == ["group", "родителей", 7]
    assert list(full["absentees"].loc[0, ["name", "reason", "reason_category"]]) == ["Шардин И.", "б/л", "illness"]


def test_speakers_of_a_matter_are_joined(full: dict[str, pd.DataFrame]) -> None:
    agenda = full["agenda"]
    assert list(agenda.loc[0, ["speakers", "speaker_positions"]]) == ["Котова А. П.; Шардин И.", "завуч; —"]
    assert all(map(pd.isna, agenda.loc[1, ["number", "speakers", "speaker_positions"]]))


def test_the_tree_of_decisions_is_unrolled(full: dict[str, pd.DataFrame]) -> None:
    found = full["decisions"]
    assert found["path"].tolist() == ["1", "1.1", "1.1.1", "1.2", "2"]
    assert found["parent"].fillna("").tolist() == ["", "1", "1.1", "1", ""]
    assert found["depth"].tolist() == [0, 1, 2, 1, 0]
    assert found["order"].tolist() == [1, 2, 3, 4, 5]
    assert found.loc[2, "pointer"] == "/decisions/0/items/0/items/0"
    assert list(found.loc[1, ["responsible", "deadline"]]) == ["Шардину; завхозу", "1944-04-01"]
    assert list(found.loc[4, ["votes_for", "votes_against", "votes_unanimous", "votes_text"]]) == [12, 0, False, "Большинством"]
    assert found["votes_abstained"].isna().all()


def test_pointers_lead_to_the_row(full: dict[str, pd.DataFrame]) -> None:
    for name in NAMES[1:-1]:
        for row in full[name].to_dict("records"):
            place: Any = FULL
            for step in row["pointer"].strip("/").split("/"):
                place = place[int(step) if isinstance(place, list) else step]
            key = next(k for k in ("name", "text", "title") if k in row)
            assert pd.isna(row[key]) if place.get(key) is None else place[key] == row[key]


def test_what_was_decided_joins_its_matter(full: dict[str, pd.DataFrame]) -> None:
    assert full["decisions"]["agenda_order"].fillna(0).tolist() == [1, 0, 0, 0, 2]
    assert full["discussion"]["agenda_order"].tolist() == [1, 2]
    joined = full["decisions"].merge(full["agenda"], left_on=["record_id", "agenda_order"], right_on=["record_id", "order"])
    assert joined["title"].tolist() == ["О дровах", "Разное"]


@pytest.mark.parametrize(("numbers", "item", "order"), [
    (["1", "2"], "2", 2), (["5", "6"], "6", 2), (["5", "6"], "2", None), ([None, None], "2", 2), ([None, None], "3", None),
    (["а", "б"], "б", 2), ([None], "0", None), ([None], "²", None), ([], "1", None), (["1"], None, None), (["2", None], "2", 1),
])  # fmt: skip
def test_an_item_is_named_by_number_or_else_by_place(numbers: list[str | None], item: str | None, order: int | None) -> None:
    agenda = [{"number": number, "title": "О дровах"} for number in numbers]
    found = tables([record(agenda=agenda, decisions=[{"text": "Купить", "agenda_item": item}])])["decisions"]
    assert found["agenda_order"].fillna(-1).tolist() == [-1 if order is None else order]


def test_keys_are_unique_and_readable() -> None:
    several = [record(), record(part=2), record("а/1.txt"), record("б/1.txt"), record("-"), record(""), record(), record()]
    found = tables(several)["protocols"]["record_id"]
    assert found.is_unique
    assert found.tolist() == ["школа/педсовет.txt#1", "школа/педсовет.txt#2", "а/1.txt#1", "б/1.txt#1", "abababababab#1", "abababababab#1~2",
                              "школа/педсовет.txt#1~2", "школа/педсовет.txt#1~3"]  # fmt: skip
    awkward = [record("а"), record("а", 1), {"source": {"path": "а#1~2"}}, record("а")]
    assert tables(awkward)["protocols"]["record_id"].is_unique
    assert record_id({"source": {"path": "а"}}) == "а#1"


def test_every_row_belongs_to_a_protocol(full: dict[str, pd.DataFrame]) -> None:
    for name in NAMES[1:]:
        assert set(full[name]["record_id"]) <= set(full["protocols"]["record_id"])


def test_a_record_and_its_dict_give_the_same() -> None:
    whole = Record.model_validate(FULL)
    for name, frame in tables([whole]).items():
        pd.testing.assert_frame_equal(frame, tables([json.loads(json.dumps(whole.to_dict()))])[name])


@pytest.mark.parametrize(("bad", "told"), [
    ({"kind": "заседание"}, "source.path"),
    ({"source": {"path": None}}, "source.path"),
    ("запись", "source.path"),
    (record(attendee_count="много"), "attendee_count"),
    (record(number=7), "number"),
    (record(attendees=[{"role": "гость"}]), "role"),
    (record(attendees=["Котова"]), "attendees"),
])  # fmt: skip
def test_what_is_no_record_is_refused(bad: Any, told: str) -> None:
    with pytest.raises(BadRecords, match=told) as caught:
        tables([record(), bad, record()])
    if isinstance(bad, dict) and "schema" in bad:
        assert caught.value.path.startswith("школа/педсовет.txt#1")


def test_the_contract_gives_the_columns() -> None:
    assert {c.keys[0] for c in columns(Record)} | set(NAMES[1:]) | {"schema", "evidence"} == {f.alias or n for n, f in Record.model_fields.items()}
    assert {c.keys[0] for c in columns(Decision)} | {"items"} == set(Decision.model_fields)


def test_gold_can_be_laid_out() -> None:
    golds = []
    for path in sorted((ROOT / "corpora").glob("*.json")):
        found = json.loads(path.read_text(encoding="utf-8"))
        golds += [{"source": {"path": path.name, "part": n}, **gold} for n, gold in enumerate(found if isinstance(found, list) else [found], 1)]
    found = tables(golds)
    assert len(found["protocols"]) == len(golds)
    assert found["protocols"]["date"].notna().mean() > 0.5


texts = st.none() | st.text(max_size=8)
trees = st.recursive(
    st.builds(lambda t: {"text": t or ""}, texts),
    lambda inner: st.builds(lambda t, i: {"text": t or "", "items": i}, texts, st.lists(inner, max_size=3)),
    max_leaves=8,
)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(trees, max_size=4), max_size=3))
def test_paths_are_unique_and_parents_exist(forests: list[list[dict[str, Any]]]) -> None:
    found = tables(record(part=n, decisions=trees) for n, trees in enumerate(forests, 1))["decisions"]
    assert not found.duplicated(["record_id", "path"]).any()
    keys = set(zip(found["record_id"], found["path"], strict=True))
    inner = found[found["depth"] > 0]
    assert all((r, p) in keys for r, p in zip(inner["record_id"], inner["parent"], strict=True))
    assert json.dumps(forests).count('"text"') == len(found)


def test_pandas_is_not_loaded_at_import() -> None:
    code = "import sys, extractor; extractor.tables; assert 'pandas' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
