"""Why a value is what it is: marks in the document, the rule behind a value, the findings that lost."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from commandline import call
from hypothesis import given
from hypothesis import strategies as st

from extractor import show
from extractor.errors import NoProtocol, UsageError
from extractor.explain import explain, explain_html, find_rule, find_value, read_all
from extractor.marks import Mark, bounds, bracket, find_marks, flatten
from extractor.model import Finding, Source, Span
from extractor.reading import read_bytes
from extractor.rules import Rules, load_rules

MINUTES = """Протокол № 3
заседания кружка
5 мая 1926 г.

Председатель: Иванов И. И.

Слушали: О стенгазете.
Постановили: Иванову И. И. выпустить газету до 15 мая 1926 г.

Секретарь Н. Н. Тихих
"""
TWO = MINUTES + "\n" + MINUTES.replace("№ 3", "№ 4").replace("\n5 мая", "\n20 мая")


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


@pytest.fixture(scope="module")
def source() -> Source:
    return read_bytes(MINUTES.encode(), "кружок.txt")


def test_every_slice_is_marked_and_nothing_is_lost(source: Source, rules: Rules) -> None:
    [reading] = read_all(source, rules)
    marks = find_marks(reading.record)
    page = bracket(source.text, marks, *bounds(reading, source))
    assert "[date: 5 мая 1926 г.]" in page and "[number: 3]" in page
    bare = page
    for mark in marks:
        bare = bare.replace(f"[{mark.label}: ", "", 1)
    assert bare.replace("]", "").strip() == source.text.strip()
    evidence = {(e.start, e.stop) for slices in reading.record.evidence.values() for e in slices if e.start < e.stop}
    assert {(mark.start, mark.stop) for mark in marks} == evidence


def test_quiet_leaves_give_way(source: Source, rules: Rules) -> None:
    labels = {mark.label for mark in find_marks(read_all(source, rules)[0].record)}
    assert "chair" in labels and not any(label.endswith(("surname", "agenda_item", "date_calendar")) for label in labels)


spans = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=8)


@given(spans)
def test_marks_of_any_shape_keep_the_text(places: list[tuple[int, int]]) -> None:
    text = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя" + "0123456789"
    marks = sorted((Mark(start, start + width, "м", "other", "r") for start, width in places), key=lambda m: (m.start, -m.stop))
    page = bracket(text, marks, 0, len(text))
    assert page.replace("[м: ", "").replace("]", "") == text and page.count("[") == page.count("]")
    flat = list(flatten(marks, 0, len(text)))
    assert all(a[1] <= b[0] for a, b in zip(flat, flat[1:], strict=False))
    assert {i for a, b, _ in flat for i in range(a, b)} == {i for m in marks for i in range(m.start, m.stop)}
    assert all(mark.start <= begin < end <= mark.stop for begin, end, mark in flat)


@pytest.mark.parametrize("name", ["date", "дата", "/date", " date "])
def test_names_of_a_field(source: Source, rules: Rules, name: str) -> None:
    found = explain(read_all(source, rules)[0], source, name)
    assert (found.pointer, found.value) == ("/date", "1926-05-05")
    [leaf] = found.leaves
    assert leaf.slices[0].line == 3 and source.text[leaf.slices[0].start : leaf.slices[0].stop] == "5 мая 1926 г."


@pytest.mark.parametrize("name", ["decisions/0/deadline", "decisions.0.deadline", "/decisions/0/deadline", "решения/0/срок"])
def test_paths_of_a_value(source: Source, rules: Rules, name: str) -> None:
    assert explain(read_all(source, rules)[0], source, name).value == "1926-05-15"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("dat", "нет поля «dat»; есть: date"),
        ("decisions/7", "«decisions/7»: в списке номера от 0 до 0"),
        ("absentees/0", "«absentees/0»: список пуст"),
        ("date/0", "«date/0»: у этого значения нет частей"),
        ("decisions/²", "в списке номера от 0 до 0"),
    ],
)
def test_names_that_are_no_field(source: Source, rules: Rules, name: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        explain(read_all(source, rules)[0], source, name)
    assert said in caught.value.message() and "«" not in caught.value.message("en")


def test_parts_of_nothing_are_nothing() -> None:
    assert find_value({"chair": None}, "chair.name") == ("/chair/name", None)


def test_the_rule_that_decided(rules: Rules) -> None:
    rule = next(rules.all())
    found, place = find_rule(rules, rule.id)
    assert found is not None and place == f"{found.file}:{found.line}" and found.id == rule.id
    assert find_rule(rules, "date.words")[1].startswith("extractor/language/date_parts.py:")
    assert find_rule(rules, "нет такого") == (None, "")


def test_the_findings_that_lost(source: Source, rules: Rules) -> None:
    [reading] = read_all(source, rules)
    reading.losers["date"] = (Finding("1926-05-15", (Span(122, 136),), "date.words", 2, "date"),)
    found = explain(reading, source, "date")
    lines = ["".join(piece for piece, _ in line) for line in show.explanation_lines(found, source, rules, "ru")]
    assert '  не принято: "1926-05-15" (2)' in lines and any("Постановили" in line for line in lines)


def test_no_protocol(rules: Rules) -> None:
    with pytest.raises(NoProtocol):
        read_all(read_bytes("Письмо о погоде и больше ни о чём.".encode(), "п.txt"), rules)


def test_a_slice_of_many_long_lines_is_cut() -> None:
    text = "\n".join(["начало " * 40, *("строка" for _ in range(12)), "конец " * 40])
    rows = list(show.quote(Source("", text), 100, len(text) - 100))
    assert len(rows) == 6 and rows[3] == [("      …", "dim")]
    assert all(len("".join(piece for piece, _ in row)) < 400 for row in rows)


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.marks: list[dict[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "mark":
            self.marks.append(dict(attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html(rules: Rules) -> None:
    pytest.importorskip("spacy")
    source = read_bytes(MINUTES.replace("кружка", "кружка <b>&amp;</b> {x}").encode(), "<script>.txt")
    html = explain_html(read_all(source, rules)[0], source)
    page = Page()
    page.feed(html)
    assert html.startswith("<!DOCTYPE html>") and "<script>" not in html and "<b>" not in html
    assert any(mark["title"] == "date.words" for mark in page.marks)
    assert "&amp;" in page.text and "{x}" in page.text and "5 мая 1926 г." in page.text


# ---- the command


@pytest.fixture()
def two(tmp_path: Path) -> Path:
    path = tmp_path / "два.txt"
    path.write_text(TWO, encoding="utf-8")
    return path


def test_command_on_a_document(two: Path) -> None:
    first = call("explain", two)
    assert first.code == 0 and "[date: 5 мая 1926 г.]" in first.out and "20 мая" not in first.out
    assert "протоколов в файле: 2; показан № 1, другие — ключом --part" in first.err
    second = call("explain", two, "--part", 2)
    assert "[date: 20 мая 1926 г.]" in second.out and "№ [number: 3]" not in second.out and second.err == ""
    assert call("explain", two, "--part", 3).err == "неверный вызов: --part: нет протокола № 3; есть 1, 2\n"


def test_command_on_a_field(two: Path) -> None:
    result = call("explain", two, "date", "--part", 2)
    assert result.out.startswith('/date = "1926-05-20"\n  строка 14\n      [20 мая 1926 г.]\n  правило date.words (в программе, extractor/')
    assert "  line 14\n" in call("explain", two, "date", "--part", 2, "--lang", "en").out
    assert call("explain", two, "organization", "--part", 1).out.startswith("/organization = значения нет")
    assert "не читается из текста" in call("explain", two, "source/path").out


def test_command_names_the_rule_file(tmp_path: Path) -> None:
    path = tmp_path / "п.txt"
    path.write_text(
        MINUTES.replace("Слушали", "Присутствовали: Петров П. П.\nОтсутствовали: Сидоров С. С. (по болезни)\n\nСлушали"), encoding="utf-8"
    )
    said = call("explain", path, "absentees/0").out
    assert "reasons.toml:" in said and "образец:" in said


def test_command_on_standard_input_and_bad_files(tmp_path: Path) -> None:
    assert "[number: 3]" in call("explain", "-", stdin=MINUTES.encode()).out
    assert call("explain", tmp_path / "нет.txt").code == 12
    assert call("explain", "-", stdin=b"\x1b[31m").code != 0


def test_command_writes_a_page(two: Path, tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    assert call("explain", two, "--html", tmp_path / "п.html").err.endswith(f"записано: {tmp_path / 'п.html'}\n")
    assert "<mark" in (tmp_path / "п.html").read_text(encoding="utf-8")
    assert call("explain", two, "date", "--html", tmp_path / "п.html").code == 11
    assert call("explain", two, "--html", tmp_path / "нет" / "п.html").code == 22


@pytest.mark.parametrize("field", [[], ["date"]])
def test_colours_for_people(two: Path, field: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(show, "in_colour", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    said: Any = call("explain", two, *field).out
    assert "\x1b[30;103m5 мая 1926 г." in said and ("обозначения:" in said) == (not field)


def test_controls_of_a_document_do_not_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "п.txt"
    path.write_text(MINUTES.replace("кружка", "кружка \x1b[31m"), encoding="utf-8")
    assert "\x1b" not in call("explain", path).out
    assert json.loads(call("extract", path).out)["number"] == "3"
