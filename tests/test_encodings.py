"""Encodings recognised: every one read right, warned of or refused; never silently wrong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import UnknownEncoding, WrongEncoding
from extractor.reading import read_bytes
from extractor.reading.cyrillic import EIGHT_BIT
from extractor.reading.letters import ALPHABET, COSTS, cost

PROTOCOL = """ПРОТОКОЛ N 17
общего собрания членов садоводческого товарищества "Ягодка"
19 июня 1993 г.

Присутствовали: Щербакова Я. И., Юдин А. Ф., Эдельман Ё. П., всего 41 человек.
Председатель - Юдин А. Ф., секретарь - Щербакова Я. И.

ПОВЕСТКА ДНЯ:
1. О ремонте водопровода.
2. Об уплате взносов.

1. СЛУШАЛИ: Эдельмана о состоянии труб и насоса; объём работ велик, своими силами до осени не справиться.
ПОСТАНОВИЛИ: нанять бригаду, собрать по две тысячи рублей с участка. Принято единогласно.
"""
OLD = """Журналъ засѣданія Уѣздной Земской Управы. Предсѣдательствовалъ Ѳ. И. Вѣтровъ.
Слушали: прошеніе крестьянъ деревни Лѣсной объ открытіи школы. Постановили: отпустить триста рублей."""
NAMES = {**EIGHT_BIT, "utf-8": "utf-8", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", [PROTOCOL, PROTOCOL[:500], PROTOCOL.lower(), PROTOCOL.replace("\n", "\r\n")])
def test_a_protocol_is_read_right_without_a_warning(text: str, name: str) -> None:
    source = read_bytes(text.encode(NAMES[name]), "1.txt")
    assert (source.text, source.encoding, source.warnings) == (text.replace("\r\n", "\n"), name, ())


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le"), ("utf-16-le", "utf-16-le"),
     ("utf-16-be", "utf-16-be"), ("utf-32", "utf-32-le")],
)  # fmt: skip
def test_old_spelling_is_read_in_unicode(codec: str, name: str) -> None:
    source = read_bytes(OLD.encode(codec), "1.txt")
    assert (source.text, source.encoding, source.warnings) == (OLD, name, ())


@pytest.mark.parametrize("name", ["windows-1251", "x-mac-cyrillic"])
def test_signs_that_part_windows_from_mac(name: str) -> None:
    text = "Решение № 12 «О мерах по подготовке к зиме» — принято… Ёлкин Я. Я. § 3 „Прочее“"
    assert read_bytes(text.encode(NAMES[name], "replace"), "1.txt").encoding == name


@pytest.mark.parametrize("name", EIGHT_BIT)
def test_spaced_capitals_are_letters(name: str) -> None:
    text = "П Р О Т О К О Л\nП Р О И З В О Д С Т В Е Н Н О Г О   С О В Е Щ А Н И Я\nцеха № 3".replace("№", "N")
    assert read_bytes(text.encode(NAMES[name]), "1.txt").text == text


def test_tables_drawn_with_lines_are_dos() -> None:
    text = "┌────────────┬────────┐\n│ Фамилия    │ Голос  │\n├────────────┼────────┤\n│ Рогов И.   │ за     │\n" * 3
    source = read_bytes(text.encode("cp866"), "1.txt")
    assert (source.text, source.encoding) == (text, "cp866")


@pytest.mark.parametrize("text", ["ПРОТОКОЛ", "так", "за", "Я", "Ёлка и её", "19 мая", "№ 1"])
@pytest.mark.parametrize("name", EIGHT_BIT)
def test_a_few_letters_are_warned_of_or_refused(text: str, name: str) -> None:
    try:
        source = read_bytes(text.encode(NAMES[name], "replace"), "1.txt")
    except UnknownEncoding:
        return
    assert [warning.code for warning in source.warnings] == ["encoding.doubtful"] or source.encoding == "utf-8"


@pytest.mark.parametrize(
    "data",
    [
        "Größe, Gemüse, Übermut, Öl und Äpfel für König Jürgen, schön getötet, müßig, ähnlich größer".encode("latin-1"),
        "Ο πρόεδρος άνοιξε τη συνεδρίαση και διάβασε τα πρακτικά της προηγούμενης".encode("iso8859-7"),
        "議長が開会を宣言した。前回の議事録を承認した。次の議題に移った。".encode("shift-jis"),
    ],
)
def test_what_is_not_russian_is_refused(data: bytes) -> None:
    with pytest.raises(UnknownEncoding):
        read_bytes(data, "1.txt")


def test_damaged_utf8_is_read_and_warned_of() -> None:
    source = read_bytes(PROTOCOL.encode()[:-30] + b"\xd0\n" + PROTOCOL.encode(), "1.txt")
    assert source.encoding == "utf-8" and [warning.code for warning in source.warnings] == ["encoding.damaged"]
    assert read_bytes(PROTOCOL.encode("utf-16-le")[:-1], "1.txt").warnings[0].code == "encoding.damaged"


def test_text_garbled_before_is_warned_of() -> None:
    source = read_bytes(PROTOCOL.encode("koi8-r").decode("cp1251").encode(), "1.txt")
    assert source.encoding == "utf-8" and source.warnings[0].code == "encoding.doubtful"


def test_two_encodings_in_one_file_are_warned_of() -> None:
    source = read_bytes((PROTOCOL * 40).encode("cp1251") + (PROTOCOL * 3).encode("cp866"), "1.txt")
    assert source.encoding == "windows-1251" and "encoding.mixed" in [warning.code for warning in source.warnings]
    with pytest.raises(UnknownEncoding, match="в файле и "):
        read_bytes((PROTOCOL * 5).encode("cp1251") + (PROTOCOL * 3).encode("cp866"), "1.txt")


@pytest.mark.parametrize("name", ["cp1251", "windows-1251", "CP1251"])
def test_an_encoding_that_is_named_is_used(name: str) -> None:
    source = read_bytes("так".encode("cp1251"), "1.txt", encoding=name)
    assert (source.text, source.encoding, source.warnings) == ("так", "windows-1251", ())
    mac = read_bytes("так".encode("mac_cyrillic"), "1.txt", encoding="x-mac-cyrillic")
    assert mac.encoding == "x-mac-cyrillic"


def test_a_wrong_encoding_that_is_named_is_an_error_or_a_warning() -> None:
    for name in ("utf-8", "нет такой", "hex", ""):
        with pytest.raises(WrongEncoding):
            read_bytes("Слушали".encode("cp1251"), "1.txt", encoding=name)
    source = read_bytes(PROTOCOL.encode("koi8-r"), "1.txt", encoding="cp1251")
    assert [warning.code for warning in source.warnings] == ["encoding.doubtful"]


def test_the_table_of_costs_is_whole() -> None:
    assert len(COSTS) == len(ALPHABET) == 34 and {len(row) for row in COSTS} == {34}
    assert cost("н", "о") < cost("н", "ъ") and cost("П", "р") < cost("п", "Р") and cost(" ", "═") > cost("═", "═")


_WORDS = """собрание товарищ председатель вопрос решение доклад работа завод колхоз село город школа учитель план отчёт
принять слушали постановили утвердить поручить избрать просить о в на по с и за не что как было есть комиссия средства
рубль год месяц день срок член список ремонт крыша вода дорога хлеб сев уборка лес дрова щебень объём подъезд съезд
июль июнь май Иванов Петрова Сидоренко Юрьев Яковлева Эйхе Щукин Фёдоров Жук Цой ячейка яма ёлка эхо юг"""
WORDS = _WORDS.split()


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(lambda words: (words * 500)[:150]),
    st.sampled_from([str, str.upper, str.lower, str.title]),
    st.sampled_from([" ", "\n", ", ", '" "', " - ", ". 5) "]),
    st.sampled_from(sorted(NAMES)),
)
def test_words_are_never_read_silently_wrong(words: list[str], case: type[str], joint: str, name: str) -> None:
    text = case(joint.join(words)).ljust(500)
    try:
        source = read_bytes(text.encode(NAMES[name]), "1.txt")
    except UnknownEncoding:
        return
    assert source.text == text or source.warnings
