"""Times of day: tables of strings a linguist can read. Each line: text | value | end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.language.times import find_times

WORDS = """
18 часов 30 минут | 18:30
18 ч. 30 мин. | 18:30
17 час 05 мин | 17:05
15ч30м | 15:30
въ 7 ч. 15 м. вечера | 19:15
5 час. пополудни | 17:00
8 час. 30 мин. вечера | 20:30
2 часа 20 мин. дня | 14:20
5 час. 45 мин. дня | 17:45
закрыто въ 11 часовъ вечера | 23:00
в 10 часов утра | 10:00
12 часов дня | 12:00
12 часов ночи | 00:00
2 часа ночи | 02:00
11 ч. дня | 11:00
в 18 час. | 18:00
в 18 часов | 18:00
в 12.00 часов | 12:00
15-00ч. | 15:00
в 7 часов вечера | 19:00
в 7 вечера | 19:00
в семь часов вечера | 19:00
в двадцать часов тридцать минут | 20:30
в двадцать один час | 21:00
в половине восьмого вечера | 19:30
в половине третьего дня | 14:30
в четверть девятого утра | 08:15
без четверти восемь вечера | 19:45
в 8 1/2 часов вечера | 20:30
в 7 с половиной часов вечера | 19:30
в час дня | 13:00
в полдень | 12:00
15 h | 15:00
начало 18 часов | 18:00
Начало - 10 ч. | 10:00
с 12 часов до 13.00 часов | 12:00 | 13:00
с 16-00 до 17-00 часов | 16:00 | 17:00
с 16-00 до 17-00часов | 16:00 | 17:00
с 22 до 6 часов | 22:00 | 06:00
с 5 до 7 часов вечера | 17:00 | 19:00
с 10 часов утра до 2 часов дня | 10:00 | 14:00
"""

BARE = """
15.00 | 15:00
15:00 | 15:00
18-30 | 18:30
18-15 | 18:15
Начало заседания:     10-00 | 10:00
«16.00» | 16:00
Окончание 19.10 | 19:10
на 15.00 сего дня | 15:00
до 20.00 09.04.2018 | 20:00
22.03.2024 09:12 | 09:12
24 ноября 2005 года, 10-00. | 10:00
1О.3О | 10:30
15⁰⁰ | 15:00
18³⁰ | 18:30
в 18°° | 18:00
начало 18 00 | 18:00
начало в 1800 | 18:00
открыто в 1800. | 18:00
в 18 00. | 18:00
18-30\nМесто: клуб | 18:30
15.00-16.00 | 15:00 | 16:00
15:00 – 16:20 МСК | 15:00 | 16:20
12:00.- 14.00. | 12:00 | 14:00
с 19.00. до 20.30. | 19:00 | 20:30
7.00 – 14.12 | 07:00 | 14:12
"""

NOT_TIMES = """
22.09.2020
2020-09-22
14 .04.2024г.
01.06. 2024 г.
22-09-2020
до 18.03
15-16/II-24
10-12 июня
08.12-10.12.2020
№ 12-30
п. 5.10
§ 5.10
ст. 10.12
10-15 человек
18-20 лет
10-15 мест
6.10 га
5.50 руб.
18.214 р. 36 к.
2 – 3 часа
полтора часа
по четыре часа
в течение 2 часов
в течение 1 часа 30 минут
через 2 часа
36 часов в неделю
24 часа
педчаса
14-3/882
01-14/311
05.02.08
2014-15 учебный год
2009-10 гг.
тел. 22-30
тел. 2-55-30
8-905-22-30
25.00
12.75
131-ФЗ
в 1930 году
родился в 1937.
в 1000 экз.
ч. 3 ст. 5
1.10. Утвердить
сейчас
половину пути
четверть века
"""


def table(text: str) -> list[list[str]]:
    found: list[list[str]] = []
    for line in text.strip("\n").split("\n"):
        if found and len(found[-1]) == 1:
            line = found.pop()[0] + "\n" + line
        found.append([cell.strip(" ") for cell in line.split("|")])
    return found


@pytest.mark.parametrize(("row", "rule"), [(r, "time.words") for r in table(WORDS)] + [(r, "time.bare") for r in table(BARE)])
def test_times(row: list[str], rule: str) -> None:
    (found,) = find_times(row[0])
    assert (found.value, found.end, found.rule) == (row[1], row[2] if len(row) > 2 else None, rule)


@pytest.mark.parametrize("text", NOT_TIMES.strip("\n").split("\n"))
def test_not_times(text: str) -> None:
    assert find_times(text) == []


def test_offsets_and_order() -> None:
    text = "«Контакт» 18 часов 30 минут 19 часов 40 минут. Въ 11 часовъ вечера."
    assert [text[t.start : t.stop] for t in find_times(text)] == \
        ["18 часов 30 минут", "19 часов 40 минут", "11 часовъ вечера"]


PIECES = st.sampled_from(["18", ".", "00", "30", " ", "-", ":", "час", "ов", "ч. ", "мин", "вечера", "дня", "с ", "до ",
                          "в ", "семь ", "двадцать ", "половине ", "восьмого ", "без ", "четверти ", "⁰⁰", "°°", "\n", "1/2",
                          "О", "июня", "2020", "полдень", "начало ", "h", "²", "٣", "5"])


def check(text: str) -> None:
    last = 0
    for found in find_times(text):
        assert last <= found.start < found.stop <= len(text)
        last = found.stop
        for value in (found.value, found.end or "00:00"):
            assert re.fullmatch("(?:[01][0-9]|2[0-3]):[0-5][0-9]", value)


@settings(deadline=None, max_examples=600)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_pieces(text: str) -> None:
    check(text)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize("unit", ["1.", "1 ", "1", "15.00-", "час ", "в 5 ", "двадцать ", "без ", " ", "12:00 - "])
def test_long_litter_is_linear(unit: str) -> None:
    check(unit * 100_000)
