"""ALTO 4 as it is written: the structure of the schema, and the way back."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.export.alto import write_alto
from extractor.model import Ocr, Source
from extractor.reading.alto import read_bytes
from extractor.reading.sheets import Sheet, Spot
from extractor.reading.twocolumns import RULE
from extractor.reading.typesetting import compose

#: What the schema of ALTO 4 allows of what we write: the children in their order («+»: one or more, «*»: any number,
#: «?»: at most one), and the attributes that must be there («!») or may.
_PLACE = "HPOS VPOS WIDTH HEIGHT"
SCHEMA: dict[str, tuple[str, str]] = {
    "alto": ("Description? Layout", "SCHEMAVERSION schemaLocation"),
    "Description": ("MeasurementUnit sourceImageInformation? Processing*", ""),
    "MeasurementUnit": ("", ""),
    "sourceImageInformation": ("fileName? fileIdentifier*", ""),
    "fileName": ("", ""),
    "fileIdentifier": ("", "fileIdentifierLocation"),
    "Processing": ("processingCategory? processingStepSettings? processingSoftware?", "ID!"),
    "processingCategory": ("", ""),
    "processingStepSettings": ("", ""),
    "processingSoftware": ("softwareName? softwareVersion?", ""),
    "softwareName": ("", ""),
    "softwareVersion": ("", ""),
    "Layout": ("Page+", ""),
    "Page": ("PrintSpace?", "ID! PHYSICAL_IMG_NR! PC LANG"),
    "PrintSpace": ("TextBlock|ComposedBlock*", _PLACE),
    "ComposedBlock": ("TextBlock|ComposedBlock*", f"ID! TYPE {_PLACE.replace(' ', '! ')}!"),
    "TextBlock": ("TextLine*", f"ID! {_PLACE.replace(' ', '! ')}!"),
    "TextLine": ("String|SP+ HYP?", f"ID {_PLACE.replace(' ', '! ')}!"),
    "String": ("", f"ID CONTENT! WC {_PLACE.replace(' ', '! ')}!"),
    "SP": ("", "HPOS VPOS WIDTH"),
    "HYP": ("", "HPOS VPOS WIDTH CONTENT!"),
}
_NUMBERS = {"HPOS", "VPOS", "WIDTH", "HEIGHT", "WC", "PC", "PHYSICAL_IMG_NR"}
_SPACE = "{http://www.loc.gov/standards/alto/ns-v4#}"


def faults(written: str) -> list[str]:
    """What of a written file the schema would not allow."""
    from lxml import etree

    root = etree.fromstring(written.encode())
    out = []
    for element in root.iter():
        assert str(element.tag).startswith(_SPACE), element.tag
        name = str(element.tag).removeprefix(_SPACE)
        content, attributes = SCHEMA[name]
        there = {str(key).rpartition("}")[2] for key in element.attrib}
        allowed = {item.rstrip("!") for item in attributes.split()}
        needed = {item.rstrip("!") for item in attributes.split() if item.endswith("!")}
        out += [f"{name}: {key}" for key in (needed - there) | (there - allowed)]
        out += [f"{name}/@{key}" for key in there & _NUMBERS if not is_number(element, key)]
        if not fits([str(child.tag).removeprefix(_SPACE) for child in element], content):
            out.append(f"{name}: {[child.tag for child in element]}")
    ids = Counter(element.get("ID") for element in root.iter() if element.get("ID"))
    return out + [f"{name} twice" for name, count in ids.items() if count > 1]


def is_number(element: Any, key: str) -> bool:
    value = float(element.get(key))
    return 0 <= value <= 1 if key in ("WC", "PC") else value == value and abs(value) < 1e9


def fits(names: list[str], content: str) -> bool:
    names = list(names)
    for item in content.split():
        wanted, sign = item.rstrip("?*+"), item[-1]
        count = 0
        while names and names[0] in wanted.split("|"):
            names.pop(0)
            count += 1
            if sign not in "*+":
                break
        if not count and sign not in "?*":
            return False
    return not names


def source_of(sheets: list[Sheet], ocr: Ocr | None = None) -> Source:
    composed = compose(sheets)
    return Source("протокол.pdf", composed.text, "ab" * 32, "application/pdf", None, composed.pages, composed.words, (), ocr)


def line(y: float, *words: tuple[float, str]) -> tuple[Spot, ...]:
    return tuple(Spot(text, (x, y, round(x + 6.1 * len(text), 2), y + 10.5), 91.5) for x, text in words)


PAGE = Sheet(1, 595, 842, (
    (line(40, (60, "ПРОТОКОЛ"), (120, "№"), (130, "3")),),
    (line(80, (60, "Слушали:"), (120, "О"), (135, "«смете»"), (190, "&"), (210, "<дровах>")),),
    (line(92, (60, "заго-")),),
    (line(110, (60, "Рогов")), (), line(110, (200, "по"), (220, "боле-")) + line(121, (200, "зни"), (230, "нет"))),
    ((), line(130, (200, "Савина")), ()),
    (line(150, (60, "2."), (75, "Принять.")),),
))  # fmt: skip


def test_the_structure_is_that_of_the_schema() -> None:
    written = write_alto(source_of([PAGE, Sheet(2, 595, 842), Sheet(3, 1, 1, PAGE.rows)], Ocr("tesseract 5.5.0", ("rus", "eng"), 90.0)))
    assert faults(written) == []
    assert written.count("<Page ") == 3 and written.startswith("<?xml version='1.0' encoding='utf-8'?>")
    assert "ns-v4#" in written and "<MeasurementUnit>inch1200</MeasurementUnit>" in written
    assert '<HYP' in written and 'CONTENT="боле"' in written


@pytest.mark.parametrize(
    "harm",
    [
        ('ID="block_1_1"', 'ID="page_1"'), (' HPOS="1000"', ""), ("<MeasurementUnit>inch1200</MeasurementUnit>", ""), ("<HYP", "<HYP/><HYP"),
        ("PHYSICAL_IMG_NR", "NR"), ('WC="0.915"', 'WC="91.5"'),
    ],
)  # fmt: skip
def test_the_test_of_the_structure_sees_damage(harm: tuple[str, str]) -> None:
    written = write_alto(source_of([PAGE]))
    assert harm[0] in written and faults(written) == []
    assert faults(written.replace(*harm)) != []


def test_round_trip_of_a_page_with_a_table() -> None:
    source = source_of([PAGE, Sheet(2, 1, 1), Sheet(2, 595, 842, PAGE.rows[:2])], Ocr("tesseract 5.5.0", ("rus",), 91.5))
    assert "боле\u00adзни" in source.text and "\t\t" in source.text
    again = read_bytes(write_alto(source).encode(), "1.xml", None)
    assert (again.text, again.words, again.pages, again.ocr) == (source.text, source.words, source.pages, source.ocr)


def test_round_trip_of_a_hyphen_undone_outside_of_tables() -> None:
    source = source_of([Sheet(1, 600, 800, (((Spot("заго-", (30, 10, 60, 20)), Spot("товка", (10, 22, 40, 32))),),))])
    assert "заго\u00adтовка" in source.text
    again = read_bytes(write_alto(source).encode(), "1.xml", None)
    assert (again.text, again.words) == (source.text, source.words)


def test_what_xml_cannot_hold_does_no_harm() -> None:
    source = source_of([Sheet(1, 1, 1, ((line(40, (60, "а\x02б"), (120, "в\x00")),),))])
    written = write_alto(source)
    assert faults(written) == [] and "а\ufffdб" in written


def test_a_source_without_words_is_refused() -> None:
    with pytest.raises(ValueError):
        write_alto(Source("1.txt", "Протокол № 1"))


_LETTERS = st.text(st.sampled_from("абвЗОщі№1234.,:;-—«»\"'&<>_/ѣXV"), min_size=1, max_size=9)
_COORDINATES = st.integers(0, 60_000).map(lambda value: value / 100)
_MARKS = st.none() | st.integers(0, 1000).map(lambda value: value / 10)


@st.composite
def spots(draw: st.DrawFn) -> Spot:
    x, y = draw(_COORDINATES), draw(_COORDINATES)
    box = (x, y, round(x + draw(_COORDINATES) / 10, 2), round(y + draw(_COORDINATES) / 20, 2))
    return Spot(draw(_LETTERS), box, draw(_MARKS))


_CELLS = st.lists(spots(), max_size=4).map(tuple)
_ROWS = st.lists(st.lists(_CELLS, min_size=1, max_size=3).map(tuple), max_size=5).map(tuple)


@st.composite
def documents(draw: st.DrawFn) -> list[Sheet]:
    number, sheets = 0, []
    for rows in draw(st.lists(_ROWS, min_size=1, max_size=3)):
        number += draw(st.integers(0 if number else 1, 2))
        sheets.append(Sheet(number, 600, 800, rows))
    return sheets


@pytest.mark.slow
@given(documents())
def test_round_trip_of_any_page(sheets: list[Sheet]) -> None:
    source = source_of(sheets)
    if not source.words:
        return
    written = write_alto(source)
    assert faults(written) == []
    again = read_bytes(written.encode(), "1.xml", None)
    assert again.text == source.text
    assert again.words == source.words and again.pages == source.pages


def test_heard_and_decided_side_by_side_come_back_as_they_were() -> None:
    def cell(left: float, top: float, *lines: str) -> tuple[Spot, ...]:
        return tuple(
            Spot(word, (left + 40 * index, top + 14 * number, left + 40 * index + 36, top + 14 * number + 10), 90.0)
            for number, line in enumerate(lines)
            for index, word in enumerate(line.split())
        )

    rows = (
        (cell(50, 50, "СЛУШАЛИ:"), cell(300, 50, "ПОСТАНОВИЛИ:")),
        (cell(50, 70, "1. О ремонте", "школ к", "осени."), cell(300, 70, "1. Отчет принять.", "2. Выделить лес.")),
        (cell(50, 120, "2. О дровах."), cell(300, 120, "1. Завезти к", "1 сентября.")),
        (cell(50, 150, "Разошлись поздно."),),
    )
    text, pages, words = compose([Sheet(1, 595, 842, rows, recognised=True)])
    assert "| школ к | 2. Выделить лес. |" in text and text.count(RULE) == 2
    written = write_alto(Source("с.xml", text, pages=pages, words=words, ocr=Ocr("проба", (), 90.0)))
    assert not faults(written)
    back = read_bytes(written.encode(), "с.xml", None)
    assert (back.text, [word.box for word in back.words]) == (text, [word.box for word in words])
