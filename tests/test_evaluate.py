"""Records against gold: the figures of the public scorer, the strict measure, the page, the floors."""

from __future__ import annotations

import importlib.util
import json
import random
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stdout
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import BadGold, BadRecords, UnreadableFile
from extractor.evaluate import Evaluation, check_floors, evaluate, format_table, load_floors, render_html
from extractor.evaluate.compare import align, flat
from extractor.evaluate.same import STRICT, Measure, _one_letter, likeness, same_person, same_text

Record = dict[str, Any]
SHARED = Path(__file__).parents[2] / "shared"
needs_scorer = pytest.mark.skipif(not (SHARED / "score" / "score.py").exists(), reason="the public scorer is not here")


def person(surname: str, given: str = "И.", patronymic: str = "П.", **more: Any) -> Record:
    return {"name": f"{surname} {given} {patronymic}", "surname": surname, "given": given, "patronymic": patronymic,
            "position": None, "kind": "person", "role": None, **more}  # fmt: skip


ZAVKOM: list[Record] = [
    {
        "kind": "заседание", "number": "7", "date": "1942-11-30", "place": "красный уголок цеха № 3",
        "title": "заседания заводского комитета", "chair": person("Ёлкина", "Анна", "Петровна"),
        "attendees": [person("Ёлкина", "Анна", "Петровна"), person("Бабкин", position="мастер"),
                      {"kind": "group", "description": "мастера смен", "count": 5, "role": "invited"}],
        "absentees": [person("Юровских", reason="по болезни", reason_category="illness"),
                      person("Чащин", reason="в командировке", reason_category="business_trip")],
        "attendee_count": 8,
        "agenda": [{"number": "1", "title": "О подготовке цехов к зиме", "speakers": [person("Бабкин")]},
                   {"number": "2", "title": "О рабочих огородах", "speakers": []}],
        "decisions": [
            {"number": "1", "text": "Обязать начальников цехов закончить ремонт крыш", "agenda_item": "1",
             "deadline": "1942-12-15", "responsible": ["начальников цехов"], "votes": {"unanimous": True},
             "items": [{"number": "а", "text": "остеклить окна литейного цеха", "items": []}]},
            {"number": "2", "text": "Просить исполком отвести землю под огороды", "agenda_item": "2", "items": []}],
        "signatures": [person("Ёлкина", "А.", "П.", position="председатель завкома")],
        "attachments": ["Список нуждающихся в топливе"],
    },
    {
        "kind": "заседание", "number": "8", "date": "1942-12-14", "place": "красный уголок цеха № 3",
        "attendees": [person("Бабкин")], "absentees": [],
        "agenda": [{"number": "1", "title": "Разбор заявлений о пособиях", "speakers": []}],
        "decisions": [{"number": None, "text": "Выдать единовременное пособие Суховой", "agenda_item": "1"}],
    },
]  # fmt: skip
SOVET: Record = {
    "kind": "заседание", "number": "1", "date": "2009-11-14", "place": "кабинет 12",
    "agenda": [{"number": "1", "title": "О летнем отдыхе", "speakers": []}],
    "decisions": [{"number": "1", "text": "Принять к сведению", "agenda_item": "1", "items": []}],
}  # fmt: skip


def write_gold(folder: Path) -> Path:
    (folder / "завком.json").write_text(json.dumps(ZAVKOM, ensure_ascii=False), encoding="utf-8")
    (folder / "совет.json").write_text(json.dumps(SOVET, ensure_ascii=False), encoding="utf-8")
    rows = "name,genre,year,layout\nзавком,заводской комитет,1942,машинопись\n"
    (folder / "MANIFEST.csv").write_text(rows, encoding="utf-8")
    return folder


def copied(value: Any) -> Any:
    return json.loads(json.dumps(value))


def as_records(golds: dict[str, list[Record]]) -> list[Record]:
    """Gold as the program would emit it."""
    return [{**copied(gold), "source": {"path": f"in/{name}.txt", "part": part}}
            for name, protocols in golds.items() for part, gold in enumerate(protocols, 1)]  # fmt: skip


@pytest.fixture
def gold_dir(tmp_path: Path) -> Path:
    return write_gold(tmp_path)


@pytest.fixture
def records() -> list[Record]:
    return as_records({"завком": ZAVKOM, "совет": [SOVET]})


def figures(evaluation: Evaluation) -> Record:
    """An evaluation in the shape of ``score.py --json``."""
    fields = {f.name: {"precision": f.soft.precision, "recall": f.soft.recall, "f1": f.soft.f1, "gold": f.soft.gold}
              for f in evaluation.fields}  # fmt: skip
    return {"documents": len(evaluation.documents), "overall": evaluation.overall, "core": evaluation.core,
            "perfect": evaluation.perfect, "fields": fields}  # fmt: skip


def f1(evaluation: Evaluation, field: str) -> tuple[float, float]:
    """Soft and strict, to four places."""
    found = next(f for f in evaluation.fields if f.name == field)
    return round(found.soft.f1, 4), round(found.strict.f1, 4)


# -- what is perturbed ------------------------------------------------------------------------------------------------

PEOPLE = ("attendees", "absentees", "signatures")
Change = Callable[[random.Random, list[Record]], None]


def drop_people(rng: random.Random, records: list[Record]) -> None:
    for record in records:
        for key in PEOPLE:
            record[key] = [who for who in record.get(key) or [] if rng.random() < 0.8]


def disguise_people(rng: random.Random, records: list[Record]) -> None:
    for record in records:
        for who in (who for key in PEOPLE for who in record.get(key) or []):
            for key in ("given", "patronymic"):
                if who.get(key) and rng.random() < 0.4:
                    who[key] = rng.choice([who[key][0] + ".", who[key][:-1] + "ъ", None])
            if who.get("surname") and rng.random() < 0.3:
                at = rng.randrange(len(who["surname"]))
                who["surname"] = who["surname"][:at] + rng.choice(["", "о", "хх"]) + who["surname"][at + 1 :]


def change_dates(rng: random.Random, records: list[Record]) -> None:
    for record in records:
        for key in ("date", "date_end", "time_start", "attendee_count"):
            if rng.random() < 0.3:
                record[key] = rng.choice([None, "1924-05-12", 12, record.get(key)])


def shift_numbers(rng: random.Random, records: list[Record]) -> None:
    for record in records:
        for item in [*(record.get("agenda") or []), *(record.get("decisions") or [])]:
            if rng.random() < 0.4:
                item["number"] = rng.choice([None, "1.", "2", 3, "7-а"])
            if "text" in item and rng.random() < 0.4:
                item["agenda_item"] = rng.choice([None, "1", "2"])


def change_words(rng: random.Random, records: list[Record]) -> None:
    for record in records:
        items = [*(record.get("agenda") or []), *(record.get("decisions") or []), record]
        for item, key in ((item, key) for item in items for key in ("title", "text", "place", "deadline_text")):
            parts = (item.get(key) or "").split()
            if parts and rng.random() < 0.5:
                at = rng.randrange(len(parts))
                instead = rng.choice([[], ["слово"], [parts[at].upper(), ","]])
                item[key] = " ".join([*parts[:at], *instead, *parts[at + 1 :]])


def reorder(rng: random.Random, records: list[Record]) -> None:
    for record in records:
        for key in ("attendees", "agenda", "decisions"):
            if record.get(key):
                rng.shuffle(record[key])
                record[key] += copied(record[key][: rng.randrange(2)])


def nest_decisions(rng: random.Random, records: list[Record]) -> None:
    for record in records:
        decisions = record.get("decisions") or []
        if len(decisions) > 1 and rng.random() < 0.6:
            decisions[0]["items"] = [*(decisions[0].get("items") or []), decisions.pop()]
        for decision in decisions:
            if rng.random() < 0.3:
                decision["votes"] = rng.choice([None, {"text": "подняли руки"}, {"for": 5, "against": 0}])
                decision["responsible"] = rng.choice([[], ["завком"], ["Иванов И. И.", "завком"]])


def merge_protocols(rng: random.Random, records: list[Record]) -> None:
    """Two neighbours become one, one is lost, one is found twice."""
    at = rng.randrange(len(records))
    if at + 1 < len(records) and records[at]["source"]["path"] == records[at + 1]["source"]["path"]:
        other = records.pop(at + 1)
        for key in ("attendees", "agenda", "decisions"):
            records[at][key] = [*(records[at].get(key) or []), *(other.get(key) or [])]
    if rng.random() < 0.5:
        del records[rng.randrange(len(records))]
    if rng.random() < 0.5 and records:
        records.append(copied(rng.choice(records)))


def blank(rng: random.Random, records: list[Record]) -> None:
    for record in records:
        for key in [*record]:
            if key != "source" and rng.random() < 0.1:
                record[key] = [] if isinstance(record[key], list) else None


CHANGES: tuple[Change, ...] = (
    drop_people, disguise_people, change_dates, shift_numbers, change_words,
    reorder, nest_decisions, merge_protocols, blank,
)  # fmt: skip


# -- the same figures as the public scorer ----------------------------------------------------------------------------


def load_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("public_scorer", SHARED / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    return load_scorer()


def run_scorer(scorer: ModuleType, gold: Path, records: Path, *options: str) -> str:
    argv, out = sys.argv, StringIO()
    sys.argv = ["score.py", str(gold), str(records), *options]
    try:
        with redirect_stdout(out):
            scorer.main()
    finally:
        sys.argv = argv
    return out.getvalue()


def told_errors(text: str) -> Counter[tuple[str, str, bool, bool]]:
    lines = (line.split("\t") for line in text.splitlines() if line.count("\t") == 3)
    return Counter((name, field, gold != "gold=null", got != "got=null") for name, field, gold, got in lines)


def found_errors(evaluation: Evaluation) -> Counter[tuple[str, str, bool, bool]]:
    return Counter((e.document, e.field, e.gold is not None, e.got is not None) for e in evaluation.errors)


def agree(scorer: ModuleType, gold: Path, records: Path, *, ocr: bool = False, only: tuple[str, ...] = ()) -> None:
    options = ["--ocr"] * ocr + (["--only", ",".join(only)] if only else [])
    told = run_scorer(scorer, gold, records, *options, "--errors", "--per-document", "--json")
    errors, rest = told_errors(told), told[told.index("{\n") :]
    ours = evaluate(gold, records, ocr=ocr, only=only)
    assert figures(ours) == json.loads(rest)
    assert found_errors(ours) == errors
    lines = [f"{d.core:6.3f}  {d.name}" for d in ours.documents]
    assert [line for line in told.splitlines() if line in set(lines)] == lines


def dev_gold() -> dict[str, list[Record]]:
    paths = sorted((SHARED / "dev").glob("*.json"))
    golds = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}
    return {name: gold if isinstance(gold, list) else [gold] for name, gold in golds.items()}


def write_records(path: Path, records: list[Record]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


@needs_scorer
@pytest.mark.parametrize("ocr", [False, True])
def test_gold_against_gold_is_perfect(scorer: ModuleType, tmp_path: Path, ocr: bool) -> None:
    path = write_records(tmp_path / "records.jsonl", as_records(dev_gold()))
    agree(scorer, SHARED / "dev", path, ocr=ocr)
    ours = evaluate(SHARED / "dev", path)
    assert (ours.core, ours.strict_core, ours.perfect, ours.errors, ours.ignored) == (1.0, 1.0, 1.0, (), ())


@needs_scorer
@pytest.mark.parametrize("seed", range(24))
def test_perturbed_gold_has_the_figures_of_the_scorer(scorer: ModuleType, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    records = as_records(dev_gold())
    for change in CHANGES if seed % 3 == 0 else rng.sample(CHANGES, 3):
        change(rng, records)
    only = tuple(rng.sample(sorted(dev_gold()), 5)) if seed % 4 == 1 else ()
    agree(scorer, SHARED / "dev", write_records(tmp_path / "r.jsonl", records), ocr=bool(seed % 2), only=only)


@needs_scorer
@pytest.mark.parametrize("seed", range(60))
def test_perturbed_small_cases_have_the_figures_of_the_scorer(scorer: ModuleType, gold_dir: Path, seed: int) -> None:
    rng = random.Random(1000 + seed)
    records = as_records({"завком": ZAVKOM, "совет": [SOVET], "без эталона": [SOVET]})
    for change in rng.sample(CHANGES, 1 + seed % 4):
        change(rng, records)
    agree(scorer, gold_dir, write_records(gold_dir / "r.jsonl", records), ocr=bool(seed % 2))


_TEXT = st.text(alphabet="абё Ё.,№5\u00ad", max_size=40)


@needs_scorer
@settings(max_examples=400, deadline=None)
@given(gold=_TEXT, got=_TEXT, ocr=st.booleans())
def test_texts_agree_as_in_the_scorer(scorer: Any, gold: str, got: str, ocr: bool) -> None:
    scorer.OCR = ocr
    assert same_text(gold, got, ocr) == scorer.same_text(gold, got)
    assert likeness(gold, got) == scorer.likeness(gold, got)


_WORD = st.text(alphabet="абв", max_size=7)
_PERSON = st.fixed_dictionaries(
    {}, optional={"surname": _WORD, "name": _WORD, "given": _WORD, "patronymic": st.none() | _WORD,
                  "kind": st.sampled_from(["person", "group"]), "description": _TEXT})  # fmt: skip


@needs_scorer
@settings(max_examples=400, deadline=None)
@given(gold=_PERSON, got=_PERSON, ocr=st.booleans())
def test_persons_agree_as_in_the_scorer(scorer: Any, gold: Record, got: Record, ocr: bool) -> None:
    scorer.OCR = ocr
    assert same_person(gold, got, ocr) == scorer.same_person(gold, got)
    a, b = gold.get("surname", ""), got.get("surname", "")
    assert _one_letter(a, b) == scorer.one_edit(a, b)


# -- figures that need no scorer --------------------------------------------------------------------------------------


def test_all_right(gold_dir: Path, records: list[Record]) -> None:
    ours = evaluate(gold_dir, records)
    assert (ours.overall, ours.core, ours.strict_core, ours.perfect, ours.errors) == (1.0, 1.0, 1.0, 1.0, ())


def test_nothing_read(gold_dir: Path) -> None:
    ours = evaluate(gold_dir, [])
    assert (ours.overall, ours.core, ours.perfect) == (0.0, 0.0, 0.0)
    assert {e.got for e in ours.errors} == {None}
    assert {e.part for e in ours.errors if e.document == "завком"} == {1, 2}


def test_what_hangs_on_a_missed_person_is_missed_too(gold_dir: Path, records: list[Record]) -> None:
    del records[0]["absentees"][1]
    ours = evaluate(gold_dir, records)
    assert f1(ours, "absentees") == f1(ours, "absentees.reason") == (0.6667, 0.6667)
    assert ours.core == pytest.approx((7 + 4 / 3) / 9)
    assert ours.perfect == 0.5
    assert [(e.document, e.part, e.field, e.gold if isinstance(e.gold, str) else e.gold["surname"], e.got)
            for e in ours.errors] == [
        ("завком", 1, "absentees", "Чащин", None),
        ("завком", 1, "absentees.reason", "business_trip", None),
        ("завком", 1, "absentees.reason_text", "в командировке", None),
    ]  # fmt: skip


def test_the_strict_measure_minds_the_letter(gold_dir: Path, records: list[Record]) -> None:
    records[0]["place"] = "Красный уголок цеха № 3"
    records[0]["title"] = "заседания  заводского\nкомитета"
    records[0]["chair"]["given"], records[0]["chair"]["patronymic"] = "А.", "П."
    records[2]["number"] = "1."
    ours = evaluate(gold_dir, records)
    assert f1(ours, "place") == (1.0, 0.6667)
    assert f1(ours, "title") == (1.0, 1.0)
    assert f1(ours, "chair") == (1.0, 0.0)
    assert f1(ours, "number") == (1.0, 0.6667)
    assert (ours.core, ours.errors) == (1.0, ())
    assert ours.strict_core == pytest.approx(1 - 1 / 27)


KNOWN = (0.7937, 0.6111, 0.5)
KNOWN_FIELDS = {
    "agenda": 1.0, "agenda.number": 0.8571, "attendees": 0.5714, "attendees.count": 0.0, "attendees.role": 0.0,
    "date": 0.6667, "decisions": 0.6667, "decisions.agenda_item": 0.5, "decisions.depth": 0.6667,
    "decisions.number": 0.5714, "decisions.votes": 0.0, "number": 1.0, "place": 0.6667, "protocols": 1.0,
}  # fmt: skip


def test_known_figures(gold_dir: Path, records: list[Record]) -> None:
    """What the public scorer says of these changes, for the day when it is not at hand."""
    first, second, third = records
    first["date"], first["number"], first["place"] = "1942-11-03", "7.", "цех № 3"
    first["attendees"] = [first["attendees"][1], person("Сухова")]
    first["decisions"][0]["items"], first["decisions"][0]["votes"] = [], {"unanimous": False}
    first["decisions"][1]["text"] = "Просить исполком отвести землю"
    second["decisions"][0]["agenda_item"] = third["agenda"][0]["number"] = None
    ours = evaluate(gold_dir, records)
    assert (round(ours.core, 4), round(ours.overall, 4), ours.perfect) == KNOWN
    assert {name: f1(ours, name)[0] for name in KNOWN_FIELDS} == KNOWN_FIELDS
    if (SHARED / "score" / "score.py").exists():
        agree(load_scorer(), gold_dir, write_records(gold_dir / "r.jsonl", records))


def test_invented_fields_count_as_nothing(gold_dir: Path, records: list[Record]) -> None:
    records[2]["topic"] = "Лето"
    ours = evaluate(gold_dir, records)
    assert (f1(ours, "topic"), ours.core) == ((0.0, 0.0), 1.0)
    assert ours.overall < 1.0


def test_only_what_the_gold_names_is_scored(tmp_path: Path) -> None:
    (tmp_path / "а.json").write_text(json.dumps({"_scored": ["date"], "date": "1924-05-12"}), encoding="utf-8")
    ours = evaluate(tmp_path, [{"date": "1924-05-12", "number": "5", "source": {"path": "а.txt"}}])
    assert [field.name for field in ours.fields] == ["date", "protocols"]


@given(words=st.lists(st.sampled_from(["завком", "просит", "дрова", "цеху"]), max_size=12), ocr=st.booleans())
def test_a_text_is_itself(words: list[str], ocr: bool) -> None:
    text = " ".join(words)
    assert same_text(text, text.upper(), ocr)
    assert STRICT.same("text", text, f"  {text}\n")


@given(gold=_TEXT, got=_TEXT)
def test_what_is_strictly_the_same_is_softly_the_same(gold: str, got: str) -> None:
    assert not STRICT.same("text", gold, got) or Measure().same("text", gold, got)


def test_ocr_forgives_a_letter_in_a_long_surname() -> None:
    a, b = person("Хрущева"), person("Хрушева")
    assert (same_person(a, b), same_person(a, b, ocr=True)) == (False, True)
    assert not same_person(person("Крюк"), person("Крук"), ocr=True)


# -- several protocols of one file ------------------------------------------------------------------------------------


def test_a_missed_protocol_costs_itself_alone(gold_dir: Path, records: list[Record]) -> None:
    del records[0]
    ours = evaluate(gold_dir, records)
    assert f1(ours, "protocols")[0] == 0.8
    assert {e.part for e in ours.errors} == {1}
    assert {e.got for e in ours.errors} == {None}


def test_a_surplus_protocol_costs_itself_alone(gold_dir: Path, records: list[Record]) -> None:
    surplus = {"date": "1942-12-01", "number": "12", "source": {"path": "in/завком.txt", "part": 2}}
    records[1]["source"]["part"] = 3
    ours = evaluate(gold_dir, [*records, surplus])
    found = [(e.part, e.field, e.gold, e.got) for e in ours.errors]
    assert sorted(found) == [(2, "date", None, "1942-12-01"), (2, "number", None, "12"), (2, "protocols", None, True)]


def test_parts_count_and_not_the_order_of_lines(gold_dir: Path, records: list[Record]) -> None:
    assert evaluate(gold_dir, records[::-1]).core == 1.0


def test_alignment_keeps_the_order() -> None:
    dates = [{"date": f"1924-05-{day}"} for day in (12, 19, 26)]
    assert align([flat(d) for d in dates], [flat(d) for d in dates[1:]]) == [(0, None), (1, 0), (2, 1)]
    assert align(dates[:2], dates[:2][::-1]) == [(0, None), (1, 0), (None, 1)]
    assert align([], dates[:1]) == [(None, 0)]
    assert align(dates[:1], dates[2:]) == [(0, 0)]  # the only ones: they belong together whatever they say


# -- groups, files, faults --------------------------------------------------------------------------------------------


def test_groups_by_genre_and_decade(gold_dir: Path, records: list[Record]) -> None:
    records[2]["date"] = None
    ours = evaluate(gold_dir, records)
    assert [(g.name, g.documents, g.perfect) for g in ours.genres] == [("", 1, 0.0), ("заводской комитет", 1, 1.0)]
    assert [(g.name, g.core == 1.0) for g in ours.decades] == [("1940", True), ("2000", False)]


def test_records_of_no_gold_are_told(gold_dir: Path, records: list[Record]) -> None:
    ours = evaluate(gold_dir, [*records, {"source": {"path": "чужой.txt"}}], only=["совет"])
    assert (ours.ignored, [d.name for d in ours.documents]) == (("чужой",), ["совет"])


def test_a_line_may_hold_a_line_separator(gold_dir: Path, records: list[Record]) -> None:
    records[0]["place"] += "\u2028"
    path = write_records(gold_dir / "r.jsonl", records)
    assert evaluate(gold_dir, path).core == 1.0


def test_two_files_with_one_stem(gold_dir: Path, records: list[Record]) -> None:
    records[1]["source"]["path"] = "in/завком.pdf"
    with pytest.raises(BadRecords, match=r"r\.jsonl:2: .*завком\.txt и in.завком\.pdf"):
        evaluate(gold_dir, write_records(gold_dir / "r.jsonl", records))
    with pytest.raises(BadRecords, match=r"records\[2\]"):
        evaluate(gold_dir, records)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{}\n", r"r\.jsonl:1: .*нет /source/path"),
        ('{"source": {"path": "a.txt"}}\n{oops\n', r"r\.jsonl:2: .*не JSON"),
        ('{"source": {"path": "a.txt"}}\n\n[1]\n', r"r\.jsonl:3: .*не объект"),
        ('{"agenda": ["О ремонте"]}', r"r\.jsonl:1: .*/agenda/0"),
        ('{"decisions": [{"responsible": "завком"}]}', r"r\.jsonl:1: .*/decisions/0/responsible"),
        ('{"source": {"part": "второй"}}', r"r\.jsonl:1: .*/source/part"),
    ],
)
def test_broken_records(gold_dir: Path, text: str, told: str) -> None:
    (gold_dir / "r.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(BadRecords, match=told):
        evaluate(gold_dir, gold_dir / "r.jsonl")


def test_broken_gold(gold_dir: Path) -> None:
    (gold_dir / "совет.json").write_text('{\n "date": 5,,\n}', encoding="utf-8")
    with pytest.raises(BadGold, match=r"совет\.json:2: .*знак 12"):
        evaluate(gold_dir, [])
    (gold_dir / "совет.json").write_text('{"attendees": [5]}', encoding="utf-8")
    with pytest.raises(BadGold, match="/attendees/0") as told:
        evaluate(gold_dir, [])
    assert "wrong kind" in told.value.message("en")


def test_no_gold_and_no_records(tmp_path: Path, gold_dir: Path) -> None:
    with pytest.raises(BadGold, match="нет эталонных"):
        evaluate(tmp_path / "нет", [])
    with pytest.raises(BadGold):
        evaluate(gold_dir, [], only=["нет такого"])
    with pytest.raises(UnreadableFile):
        evaluate(gold_dir, gold_dir / "нет.jsonl")


# -- the table and the page -------------------------------------------------------------------------------------------


def test_table(gold_dir: Path, records: list[Record]) -> None:
    del records[0]["attendees"][0]
    lines = format_table(evaluate(gold_dir, records)).splitlines()
    assert lines[0].split() == ["поле", "точность", "полнота", "F1", "F1", "строго", "в", "эталоне"]
    assert "*attendees 1.000 0.750 0.857 0.857 4" in [" ".join(line.split()) for line in lines]
    assert lines[-1] == "документов 2  все поля 1.000  ядро 0.984  ядро строго 0.984  без ошибок 0.500"
    assert format_table(evaluate(gold_dir, records), "en").splitlines()[-1].startswith("documents 2  overall")


class Page(HTMLParser):
    """Checks that tags are closed in order and keeps what a reader sees and what a browser would load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.seen = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.links += [value or "" for key, value in attrs if key in ("href", "src")]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.seen += data


def test_page_escapes_what_it_shows(tmp_path: Path) -> None:
    evil = '<script>alert("&")</script>'
    gold = {"date": "1924-05-12", "place": evil, "agenda": [{"title": "О <b>ремонте</b>"}]}
    (tmp_path / "a&b<i>.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "MANIFEST.csv").write_text(f'name,genre,year,layout\na&b<i>,"<u>жанр</u>",1924,{evil[:8]}\n', "utf-8")
    got = {"source": {"path": "a&b<i>.txt"}, "place": f"иное {evil} место", "topic": "'\"><img src=x>"}
    text = render_html(evaluate(tmp_path, [got, {"source": {"path": "<s>.txt"}}]))
    page = Page(text)
    assert page.open == []
    assert not {"script", "b", "u", "img", "s"} & page.tags.keys()
    assert page.links == ["#d1"]
    for shown in (evil, "О <b>ремонте</b>", "'\"><img src=x>", "a&b<i>", "<u>жанр</u>", "<s>"):
        assert shown in page.seen


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_page_tells_everything(gold_dir: Path, records: list[Record], lang: str) -> None:
    records[0]["decisions"][0]["votes"] = {"for": 5, "against": 0, "unanimous": False}
    records[0]["agenda"][1]["title"] = "О рабочих огородах и о покосах"
    records[1]["date"] = "1942-12-15"
    ours = evaluate(gold_dir, records)
    text = render_html(ours, lang)
    page = Page(text)
    assert page.open == []
    assert "http" not in text
    assert text.index(">завком</a>") < text.index("<td>совет</td>")  # worst first, and only errors are linked
    wanted = {
        "ru": ["за 5, против 0, большинством", "единогласно", "1940-е", "не указано", "решения: голоса"],
        "en": ["for 5, against 0, by majority", "unanimous", "1940s", "not known", "decisions.votes"],
    }
    for shown in [*wanted[lang], "1942-12-14", "1942-12-15", "заводской комитет"]:
        assert shown in page.seen
    row = '<td class="gold">2. О рабочих огородах</td><td class="got">2. О рабочих огородах и о покосах</td>'
    assert row in text


def test_page_without_errors(gold_dir: Path, records: list[Record]) -> None:
    assert "Ошибок нет." in Page(render_html(evaluate(gold_dir, records))).seen


# -- floors -----------------------------------------------------------------------------------------------------------


def test_floors(gold_dir: Path, records: list[Record]) -> None:
    path = gold_dir.parent / "floors.json"
    path.write_text('{"date": 1, "attendees": 0.8575, "agenda": 1.0, "core": 0.5, "topic": 0.25}', encoding="utf-8")
    del records[0]["attendees"][0]
    records[1]["date"] = None
    ours = evaluate(gold_dir, records)
    assert check_floors(ours, load_floors(path)) == [
        "date: F1 0.800, порог 1.000, ниже на 0.200",
        "topic: F1 0.000, порог 0.250, ниже на 0.250",
    ]
    assert check_floors(ours, {"core": 1.0}, "en")[0].startswith("core: F1 0.9")


@pytest.mark.parametrize(
    ("text", "told"),
    [('{\n"date": 1,\n}', "f.json:3"), ("[]", "не объект"), ('{"date": "1"}', "date"), ('{"date": 98}', "от 0 до 1")],
)
def test_broken_floors(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "f.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadGold, match=told):
        load_floors(tmp_path / "f.json")
