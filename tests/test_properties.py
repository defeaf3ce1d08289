"""What holds for any text: a valid record, none, or a clear error; evidence inside the text; time linear."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from adversarial import TEXTS
from hypothesis import example, given
from hypothesis import strategies as st
from quoted import complaints, is_quoted, leaves

from extractor import Record, extract
from extractor.errors import ExtractorError
from extractor.model import Source
from extractor.reading import read, read_bytes

WORDS = """протокол № заседания собрания правления совета слушали выступили постановили решили решение повестка дня вопрос
присутствовали отсутствовали приглашённые председатель секретарь члены комиссии утвердить поручить директору принять
к сведению доложил единогласно против воздержались голосовали за нет срок отв ответственный до мая кворум тема место
время начало окончание приложение утверждаю верно выписка копия больничный отпуск командировка и в о на по г т тов гр
""".split()
MARKERS = [
    "1.", "2.", "1)", "2)", "1.1.", "1.2.3.", "а)", "б)", "§ 1", "§ 2.", "п. 3", "IV.", "–", "—", "-", "•", "*", "1.–", "100500.", "№",
    "№ 1", "#",
]  # fmt: skip
CUES = [
    "ПРОТОКОЛ № 1", "ПРОТОКОЛ", "Протокол № 12/3-а", "П Р О Т О К О Л", "ВЫПИСКА ИЗ ПРОТОКОЛА № 7", "заседания правления",
    "общего собрания жильцов", "СЛУШАЛИ:", "Слушали", "ВЫСТУПИЛИ:", "ПОСТАНОВИЛИ:", "РЕШИЛИ:", "РЕШЕНИЕ", "Постановлено:", "Повестка дня:",
    "ПОВЕСТКА ДНЯ", "Порядок дня", "Присутствовали:", "Присутствовало 36 человек", "Отсутствовали:", "по болезни:", "отсутствующих нет",
    "Приглашённые:", "Члены правления:", "Председатель:", "Секретарь", "Председатель собрания ____________",
    "Голосовали: за — 5, против — нет, воздержались — 1.", "Единогласно.", "Срок: 1 мая", "Отв.: ", "(отв. Иванова И. И., срок 12.03.2020)",
    "Приложение: 1. Смета на 3 л.", "УТВЕРЖДАЮ", "Верно:", "Ф. 12. Оп. 3. Д. 45. Л. 16 об.", "Начало в 18.30", "Место: г. Пермь",
    "Тема: о дровах", "[подпись]", "«»", "(тт. Бабкин, Юровских)", "Кворум есть.", "Разное", "О ремонте крыши",
]  # fmt: skip
NAMES = [
    "Иванов И. И.", "И.И. Иванов", "ПЕТРОВА А.С.", "Сердюк-Белую Н.А.", "Быкова Эльвира Яковлевна", "тов. Ширинкин", "т. Верещаг", "Черных",
    "Шевченко", "гр-на Оглы", "Гасан Али-оглы", "Ким", "Дзюба О", "И.", "Ё. Ъ. Ы", "Iванов I. I.", "Иванова-", "тт. Бабкин, Юровских",
    "Кuзнецов A. B.",
]  # fmt: skip
DATES = [
    "22.09.2020", "22.09.20г.", "«22» сентября 2020 г.", "22/IX-1947 г.", "25-го января 1930", "31.02.2020", "«__» ____ 20__ г.",
    "5-6 июня 2019", "двадцать второго сентября две тысячи двадцатого года", "22 августа (4 сентября) 1918 г.", "1937 г.", "00.00.0000",
    "99/XX-99", "29 февраля 1900 г.", "с 5 по 6", "12.12.12", "18:30", "25 ч. 61 м.", "18.30 – 20.15", "30 февраля", "1 мая",
    "9999999999999999",
]  # fmt: skip
BREAKS = [
    "\n", "\n\n", "\n    ", "\t", " ", "  ", "   ", "-\n", " | ", "\f", "\r\n", ": ", ", ", "; ", ". ", " – ", "(", ")", "«", "»", "\u00ad",
    "\xa0",
]  # fmt: skip

pieces = st.one_of(*map(st.sampled_from, (WORDS, MARKERS, CUES, NAMES, DATES)), st.text(max_size=8))
glued = st.lists(st.tuples(pieces, st.sampled_from(BREAKS)), max_size=40).map(lambda pairs: "".join(piece + end for piece, end in pairs))
protocols = glued.map(lambda text: f"ПРОТОКОЛ № 3\nзаседания правления\n5 мая 1926 г.\n{text}\nПОСТАНОВИЛИ:\n1. Утвердить смету.")


def check(source: Source) -> None:
    """Extract: valid records whose evidence lies in the text and supports what is quoted, or a clear error."""
    try:
        records = extract(source)
    except ExtractorError as error:
        assert error.message("ru") and error.message("en")
        return
    assert records
    for record in records:
        data = record.to_dict()
        assert Record.model_validate(data).to_dict() == data
        json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")
        outside, unlike, _ = complaints(data, source.text)
        assert not outside
        assert not unlike


@given(st.text())
@example("")
@example("\x00")
@example("\ud800")
def test_any_text(text: str) -> None:
    check(Source("любой.txt", text))


@given(glued)
def test_text_glued_from_what_protocols_hold(text: str) -> None:
    check(Source("склеенный.txt", text))


@given(protocols)
def test_protocol_with_anything_inside(text: str) -> None:
    check(Source("протокол.txt", text))


@given(st.one_of(st.binary(), glued.map(lambda text: text.encode("cp1251", "replace")), protocols.map(str.encode)))
def test_any_bytes(data: bytes) -> None:
    try:
        source = read_bytes(data, "байты.txt")
    except ExtractorError:
        return
    check(source)


@given(st.data())
def test_protocol_cut_and_shuffled(texts: list[Path], data: st.DataObject) -> None:
    lines = read(data.draw(st.sampled_from(texts))).text.split("\n")
    start = data.draw(st.integers(0, len(lines)))
    part = lines[start : start + data.draw(st.integers(1, 60))]
    check(Source("разрезанный.txt", "\n".join(data.draw(st.permutations(part)))))


def spoil(data: st.DataObject, lines: list[str], at: int) -> list[str]:
    """What stands in the place of one line: nothing, the line with something before it, or with something inside."""
    line, place = lines[at], data.draw(st.integers(0, len(lines[at])))
    kind = data.draw(st.sampled_from(["nothing", "before", "inside"]))
    if kind == "nothing":
        return [""]
    if kind == "before":
        return [data.draw(glued), line]
    return [line[:place] + data.draw(pieces) + line[place:]]


@given(st.data())
def test_protocol_spoilt(texts: list[Path], data: st.DataObject) -> None:
    """A whole protocol, some of its lines dropped, or with something put before or into them."""
    lines = read(data.draw(st.sampled_from(texts))).text.split("\n")
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(lines) - 1))
        lines[at : at + 1] = spoil(data, lines, at)
    check(Source("испорченный.txt", "\n".join(lines)))


def test_evidence_of_all_texts_at_hand(texts: list[Path]) -> None:
    """≥ 99 % of the leaves that need evidence have it, and what is quoted equals its slices."""
    count, wrong, bare = 0, [], []
    for path in texts:
        source = read(path)
        try:
            records = extract(source)
        except ExtractorError:
            continue  # that no protocol is turned away is another test's subject
        for record in records:
            data = record.to_dict()
            outside, unlike, missing = complaints(data, source.text)
            count += sum(1 for _ in leaves(data))
            wrong += [f"{path.name}: {line}" for line in outside + unlike]
            bare += [f"{path.name}: {line}" for line in missing]
    print(f"{count} leaves, {len(bare)} without evidence, {len(wrong)} that their evidence does not support")
    assert not wrong, "\n".join(wrong[:20])
    assert count and len(bare) <= 0.01 * count, "\n".join(bare[:20])


def test_the_check_of_quotes_sees_a_changed_value(texts: list[Path]) -> None:
    text = "1. Утвер-\n   дить смету на 184 тыс. руб., качели не  покупать."
    slices = [(3, len(text))]
    value = "Утвердить смету на 184 тыс. руб., качели не покупать"
    assert is_quoted(value, text, slices)
    for wrong in (value[:-3], value[2:], value.replace("184", "134"), value + " год", value.replace("смету", "сметы"), ""):
        assert not is_quoted(wrong, text, slices)


@pytest.mark.parametrize("name", TEXTS)
def test_texts_made_to_be_slow(name: str) -> None:
    """30 kB of each; how the time grows is measured by benchmarks/adversarial.py."""
    check(Source(f"{name}.txt", TEXTS[name](30_000)))
