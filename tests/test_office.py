"""Office files as a whole: what is built to harm, what is damaged, and the records of documents as clerks set them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from damage import damaged, repacked
from hypothesis import given, settings
from hypothesis import strategies as st
from officefiles import docx, item, numbering, odt, p, table, zipped

from extractor import extract
from extractor.errors import BrokenFile, ExtractorError, LockedFile, TooLarge, UnsupportedFormat
from extractor.model import Source
from extractor.reading import read_bytes
from extractor.record import Record

BODY = p("ПРОТОКОЛ № 4") + item("О дровах") + table(("Рогов П.И.", "мастер"), ("Лис О.", "слесарь"))
LISTS = numbering((("decimal", "%1."), ("russianLower", "%2)")))
WORD = docx(BODY, numbering=LISTS)
OPEN = odt("<text:p>ПРОТОКОЛ № 4</text:p><text:list><text:list-item><text:p>О дровах</text:p></text:list-item></text:list>")
RTF = rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 A;}}\trowd\cellx9\intbl \'d0\cell\row\pard{\listtext 1.\tab}\u1044?\'e0\par{\footnote x}}"
PAGE = "<html><body><ol start=3><li>О дровах<table><tr><td rowspan=2 colspan=3>Рогов<td>за</table></ol></body></html>".encode()


def locked(data: bytes) -> bytes:
    """Set the flag of encryption at every member of a ZIP."""
    out = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = out.find(mark)
        while start >= 0:
            out[start + at] |= 1
            start = out.find(mark, start + 4)
    return bytes(out)


BOMB = b"<w:document>" + b" " * (120 << 20)
ENTITIES = '<!DOCTYPE x [<!ENTITY a "тайна"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><w:document xmlns:w="x">&b;</w:document>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document xmlns:w="x">&a;</w:document>'


def with_body(content: bytes | str) -> bytes:
    return repacked(WORD, {"word/document.xml": content})


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (with_body(BOMB), TooLarge), (with_body(b"<a>" + b"<b/>" * 2_000_001 + b"</a>"), TooLarge), (with_body(ENTITIES), BrokenFile),
        (with_body(OUTSIDE), BrokenFile), (with_body(b"<w:document"), BrokenFile), (with_body("<a>" * 5000 + "</a>" * 5000), BrokenFile),
        (WORD[: len(WORD) // 2], BrokenFile), (WORD[:-30], BrokenFile), (locked(WORD), LockedFile), (locked(OPEN), LockedFile),
        (repacked(OPEN, {"content.xml": ENTITIES}), BrokenFile), (OPEN[: len(OPEN) // 2], BrokenFile),
        (zipped({"[Content_Types].xml": "", "word/x": "", "xl/b": ""}), BrokenFile),
        (zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), UnsupportedFormat),
        (repacked(WORD, {"word/numbering.xml": b"\x00\x01"}), BrokenFile),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else f"{len(value)} bytes",
)  # fmt: skip
def test_files_made_to_harm_end_in_one_sentence(data: bytes, error: type[ExtractorError]) -> None:
    with pytest.raises(error) as caught:
        read_bytes(data, "письмо.docx")
    assert "\n" not in str(caught.value) and str(caught.value).startswith("письмо.docx: ")


def test_a_part_that_lies_about_its_size_is_not_unpacked() -> None:
    data = bytearray(with_body(b"<w:document>" + b" " * 3_000_000))
    start = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[start + 24 : start + 28] = (1000).to_bytes(4, "little")
    with pytest.raises(BrokenFile):
        read_bytes(bytes(data), "1.docx")


def test_names_that_lead_out_of_the_package_and_links_outside_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<w:styles/>")
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="x/styles" Target="../../../../../../..{secret}"/><Relationship Id="b" Type="x/numbering" Target="/etc/passwd"/>'
        '<Relationship Id="c" Type="x/footnotes" TargetMode="External" Target="http://127.0.0.1:9/x"/></Relationships>'
    )
    parts: dict[str, bytes | str] = {"word/_rels/document.xml.rels": links, "../../evil.xml": "x", "word/embeddings/ole.bin": b"\xd0\xcf"}
    source = read_bytes(repacked(WORD, parts), "1.docx")
    assert source.text.startswith("ПРОТОКОЛ № 4") and [file.name for file in tmp_path.iterdir()] == ["secret.xml"]


@pytest.mark.parametrize("name", ["протокол.pdf", "протокол.txt", "без имени", "протокол.doc"])
def test_the_name_of_a_file_plays_no_part(name: str) -> None:
    assert read_bytes(WORD, name).text.split("\n")[1] == "1. О дровах"


@pytest.mark.parametrize("data", [WORD, OPEN, RTF, PAGE], ids=["docx", "odt", "rtf", "html"])
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9), times=st.integers(1, 12))
def test_any_damaged_file_ends_in_a_source_or_in_a_cause(data: bytes, seed: int, times: int) -> None:
    try:
        source = read_bytes(damaged(data, seed, times), "1")
    except ExtractorError:
        return
    assert isinstance(source, Source) and source.text.encode()


def record(body: str, **parts: str) -> Record:
    found = list(extract(read_bytes(docx(body, **parts), "протокол.docx")))
    assert len(found) == 1
    return found[0]


HEAD = p("ПРОТОКОЛ № 7") + p("заседания правления артели «Прогресс»") + p("12 марта 1957 г.\tг. Лихов")
TAIL = table(("Председатель", "И. И. Рогов"), ("Секретарь", "О. П. Лис"))


def shape(found: Record) -> list[tuple[str | None, str | None, str]]:
    return [(decision.number, decision.agenda_item, decision.text) for decision in found.decisions]


def test_heard_and_decided_side_by_side_with_numbered_paragraphs_in_a_cell() -> None:
    two = numbering((("decimal", "%1."),), (("decimal", "%1."),), (("decimal", "%1."),))
    bought = item("Купить двадцать саженей.", 2) + item("Нанять возчиков до 1 апреля.", 2) + p("Принято единогласно.")
    mended = item("Ремонт поручить Дубу А. А.", 3) + item("Печника нанять до 1 мая.", 3)
    first = item("О заготовке дров. Докладчик Рогов И. И.")
    second = item("О ремонте печей.") + p("Выступил Лис О. П.")
    found = record(HEAD + table(("СЛУШАЛИ:", "ПОСТАНОВИЛИ:"), (first, bought), (second, mended)) + TAIL, numbering=two)
    assert [topic.title for topic in found.agenda] == ["О заготовке дров", "О ремонте печей"]
    assert shape(found) == [
        ("1", "1", "Купить двадцать саженей"), ("2", "1", "Нанять возчиков до 1 апреля"), ("1", "2", "Ремонт поручить Дубу А. А."),
        ("2", "2", "Печника нанять до 1 мая"),
    ]  # fmt: skip
    assert [person.surname for person in found.signatures] == ["Рогов", "Лис"]


def test_an_attendance_table() -> None:
    rows = (
        ("№", "Фамилия, имя, отчество", "Должность"),
        ("1", "Рогов Иван Ильич", "председатель правления"),
        ("2", "Лис Ольга Петровна", "бухгалтер"),
    )
    found = record(HEAD + p("Присутствовали:") + table(*rows) + p("Повестка дня:") + item("О дровах.") + p("Решили: купить дрова."), numbering=LISTS)
    assert [(person.surname, person.position) for person in found.attendees] == [("Рогов", "председатель правления"), ("Лис", "бухгалтер")]


def test_a_table_of_tasks() -> None:
    rows = (
        ("№ п/п", "Поручение", "Ответственный", "Срок"), ("1", "Подготовить смету ремонта", "Лис О. П.", "1 апреля 2019 г."),
        ("2", "Заключить договор на вывоз снега", p("Рогов И. И.") + p("Дуб А. А."), "15.04.2019"),
    )  # fmt: skip
    found = record(HEAD.replace("1957", "2019") + p("РЕШИЛИ:") + table(*rows) + TAIL)
    assert [(one.number, one.text, one.deadline) for one in found.decisions] == [
        ("1", "Подготовить смету ремонта", "2019-04-01"), ("2", "Заключить договор на вывоз снега", "2019-04-15"),
    ]  # fmt: skip
    assert found.decisions[0].responsible == ["Лис О. П."]


def test_a_letterhead_table_and_an_approval_beside_it() -> None:
    approval = p("УТВЕРЖДАЮ") + p("Директор завода") + p("________ А. А. Дуб") + p("14 марта 1957 г.")
    head = table((p("Министерство местной промышленности") + p("Лиховский завод «Луч»"), approval))
    found = record(head + HEAD + p("СЛУШАЛИ: О дровах.") + p("ПОСТАНОВИЛИ: Купить дрова.") + TAIL)
    assert found.date == "1957-03-12" and found.number == "7"
    assert found.approval is not None and found.approval.surname == "Дуб"
    assert [one.text for one in found.decisions] == ["Купить дрова"]


def test_short_paragraphs_of_like_width_are_not_joined() -> None:
    talks = "".join(p(f"{name} говорит, что дров на зиму не хватит и надо нанять возчиков.") for name in ("Рогов", "Лис", "Дуб"))
    found = record(
        HEAD
        + p("СЛУШАЛИ: О дровах.")
        + p("ВЫСТУПИЛИ:")
        + talks
        + p("РЕШИЛИ:")
        + p("Купить двадцать саженей дров у соседней артели до весны.")
        + p("Нанять для вывозки дров четырёх возчиков с лошадьми.")
    )
    assert [one.text for one in found.decisions] == [
        "Купить двадцать саженей дров у соседней артели до весны", "Нанять для вывозки дров четырёх возчиков с лошадьми",
    ]  # fmt: skip


def test_a_typescript_whose_every_line_was_ended_with_enter_is_one_still() -> None:
    typed = (
        "ПОСТАНОВИЛИ:", "1. Обязать правление артели заготовить на зиму двадцать са-", "женей берёзовых дров и вывезти их на склад до первого",
        "ноября текущего года. Ответственным за вывозку назначить", "возчика Рогова, выдав ему на время работ двух лошадей с",
        "упряжью и задаток из кассы артели в размере двадцати рублей.", "2. Ремонт печей поручить печнику Дубу, с тем чтобы все печи",
        "были готовы к началу топки.",
    )  # fmt: skip
    found = record(HEAD + "".join(map(p, typed)))
    assert [one.number for one in found.decisions] == ["1", "2"] and found.decisions[1].text.endswith("все печи были готовы к началу топки")
    assert "двадцать саженей берёзовых" in found.decisions[0].text


def test_records_say_what_was_read() -> None:
    found = record(BODY + p("Решили: купить дрова."), numbering=LISTS)
    source = json.loads(found.model_dump_json(by_alias=True))["source"]
    assert source["media_type"].endswith("wordprocessingml.document") and source["encoding"] is None and source["pages"] is None


def test_a_scan_pasted_into_a_document_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    png = b"\x89PNG\r\n\x1a\n"
    seen: list[bytes] = []

    def recognise(pictures: list[bytes], path: str) -> Source:
        seen.extend(pictures)
        return Source(path, "ПРОТОКОЛ № 4\n")

    monkeypatch.setattr("extractor.reading.image.read_pages", recognise)
    targets = {"p1": 'media/2.png"', "p2": 'media/1.png"', "p3": 'http://x/3.png" TargetMode="External"'}
    links = "".join(f'<Relationship Id="{name}" Type="x/image" Target="{target}/>' for name, target in targets.items())
    links = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    picture = '<w:p><w:r><w:drawing><a:blip xmlns:a="a" r:embed="{}"/></w:drawing></w:r></w:p>'
    pasted = docx("".join(picture.format(name) for name in ("p1", "p2", "p3", "p1")))
    parts: dict[str, bytes | str] = {"word/_rels/document.xml.rels": links, "word/media/1.png": png + b"1", "word/media/2.png": png + b"2"}
    source = read_bytes(repacked(pasted, parts), "скан.docx")
    assert seen == [png + b"2", png + b"1"] and source.text == "ПРОТОКОЛ № 4\n" and source.media_type.endswith("wordprocessingml.document")
    image = '<text:p><draw:frame><draw:image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="Pictures/1.png"/></draw:frame></text:p>'
    assert read_bytes(odt(image, others={"Pictures/1.png": png + b"3"}), "скан.odt").text == "ПРОТОКОЛ № 4\n" and seen[-1] == png + b"3"
