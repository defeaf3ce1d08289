"""Dates: tables of strings a linguist can read. Each line: text | value | end or old style | rule."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.language.dates import DateMention, find_dates
from extractor.language.fold import fold


def one(text: str, hint: int | None = None) -> DateMention:
    """The only date of a text, years alone left out."""
    found = [d for d in find_dates(text, century_hint=hint) if d.rule != "date.year"]
    assert len(found) == 1, found
    return found[0]


SINGLE = """
22.09.2020 | 2020-09-22 | date.numeric
от 22.09.20г. | 2020-09-22 | date.numeric
22.09.20 | 2020-09-22 | date.numeric
22.09.2020 г. | 2020-09-22 | date.numeric
14 .04.2024г. | 2024-04-14 | date.numeric
01.06. 2024 г. | 2024-06-01 | date.numeric
22. 09. 2020 | 2020-09-22 | date.numeric
22.09 2020 г. | 2020-09-22 | date.numeric
22,09.2020 | 2020-09-22 | date.numeric
с 1.10.2003. | 2003-10-01 | date.numeric
с 1.10.03 | 2003-10-01 | date.numeric
4.09.2003 г. | 2003-09-04 | date.numeric
22/09/2020 | 2020-09-22 | date.numeric
22-09-2020 | 2020-09-22 | date.numeric
22-09-2020г. | 2020-09-22 | date.numeric
22/9-1947 г. | 1947-09-22 | date.numeric
05.02.2019 года | 2019-02-05 | date.numeric
(на 01.09.2020) | 2020-09-01 | date.numeric
28.10.2004 № 19 | 2004-10-28 | date.numeric
до 20.00 09.04.2018 обеспечить | 2018-04-09 | date.numeric
22.03.2024 09:12 | 2024-03-22 | date.numeric
22.09.2020 г.Пермь | 2020-09-22 | date.numeric
род. 12.05.1985 г.р. | 1985-05-12 | date.numeric
О5.О9.2О2О | 2020-09-05 | date.numeric
З1.12.2020 | 2020-12-31 | date.numeric
l2.03.1924 | 1924-03-12 | date.numeric
29.02.2024 | 2024-02-29 | date.numeric
2020-09-22 | 2020-09-22 | date.iso
2020-09-22T15:00 | 2020-09-22 | date.iso
2020.09.22 | 2020-09-22 | date.iso
«22» сентября 2020 г. | 2020-09-22 | date.quoted_day
"26" апреля 1996 г. | 1996-04-26 | date.quoted_day
« 05 »  июля  2024 года | 2024-07-05 | date.quoted_day
"3О" ноября 1942 г. | 1942-11-30 | date.quoted_day
,,26" апреля 1996 г. | 1996-04-26 | date.quoted_day
„26“ апреля 1996 г. | 1996-04-26 | date.quoted_day
«14» апреля 2024г. | 2024-04-14 | date.quoted_day
«22».09.2020 г. | 2020-09-22 | date.quoted_day
«22» 09. 2020 г. | 2020-09-22 | date.quoted_day
22 сентября 2020 года | 2020-09-22 | date.words
09 апреля 2018 года | 2018-04-09 | date.words
03 марта 2022 | 2022-03-03 | date.words
21 марта 2024, 14:00 | 2024-03-21 | date.words
проведения:14 ноября 2009г | 2009-11-14 | date.words
4-го октября 1898 года | 1898-10-04 | date.words
25-го января 1930 | 1930-01-25 | date.words
Дня 5-го марта 1921 года, с. Ильинское | 1921-03-05 | date.words
28 апр. 1947 г. | 1947-04-28 | date.words
28 апр 1947 г. | 1947-04-28 | date.words
3 сент. 1947 г. | 1947-09-03 | date.words
3 сент. 47 г. | 1947-09-03 | date.words
5 янв. 1925 | 1925-01-05 | date.words
Засѣданіе 21 Марта 1915 года | 1915-03-21 | date.words
отъ 14 іюня 1897 года | 1897-06-14 | date.words
къ 5 Апрѣля 1915 года | 1915-04-05 | date.words
3 АВГУСТА 1944 ГОДА | 1944-08-03 | date.words
9 мая 1945-го года | 1945-05-09 | date.words
5 числа марта месяца 1921 г. | 1921-03-05 | date.words
1 мая, 1922 года | 1922-05-01 | date.words
5 марта 194О года | 1940-03-05 | date.words
З марта 1927 года | 1927-03-03 | date.words
ЗО марта 1927 года | 1927-03-30 | date.words
5 марта 1921 годъ | 1921-03-05 | date.words
июня 14 дня 1922 г. | 1922-06-14 | date.words
Марта 5-го дня 1921 года | 1921-03-05 | date.words
Марта 5-го 1921 года | 1921-03-05 | date.words
1921 года марта 5 дня | 1921-03-05 | date.words
1898 года, октября 4 дня | 1898-10-04 | date.words
1921 года марта 5-го дня | 1921-03-05 | date.words
1921 г. 5 марта | 1921-03-05 | date.words
тысяча девятьсот двадцать первого года марта пятого дня | 1921-03-05 | date.words
двадцать второго сентября две тысячи двадцатого года | 2020-09-22 | date.spelled
22 сентября тысяча девятьсот сорок второго года | 1942-09-22 | date.spelled
третьего марта две тысячи пятого года | 2005-03-03 | date.spelled
тридцать первого декабря двухтысячного года | 2000-12-31 | date.spelled
от семнадцатого ноября 2005 г. | 2005-11-17 | date.spelled
двадцатаго марта 1915 года | 1915-03-20 | date.spelled
22/IX-1947 г. | 1947-09-22 | date.roman_month
19/II 1922 года | 1922-02-19 | date.roman_month
16/II-1930 г. | 1930-02-16 | date.roman_month
12/III-1924 | 1924-03-12 | date.roman_month
17/V-49 г. | 1949-05-17 | date.roman_month
1/ХII-42 | 1942-12-01 | date.roman_month
1/XІІ-42 | 1942-12-01 | date.roman_month
14/ІІ-24 г. | 2024-02-14 | date.roman_month
5/ІУ-31 г. | 1931-04-05 | date.roman_month
7/П-1931 г. | 1931-02-07 | date.roman_month
7/Ш-1931 г. | 1931-03-07 | date.roman_month
22.IX.47 | 1947-09-22 | date.roman_month
22.IX.1947 | 1947-09-22 | date.roman_month
22-IX-1947 г. | 1947-09-22 | date.roman_month
22 IX 1947 | 1947-09-22 | date.roman_month
2О/VIII-1934 | 1934-08-20 | date.roman_month
октябрь 2013 г. | 2013-10 | date.month_year
№ 2 май 2013 г. | 2013-05 | date.month_year
марта 1937 года | 1937-03 | date.month_year
въ Іюлѣ 1914 года | 1914-07 | date.month_year
в декабре 2019 | 2019-12 | date.month_year
«__» сентября 2020 г. | 2020-09 | date.lost_day
"___" сентября 2020 г. | 2020-09 | date.lost_day
___ сентября 2020 г. | 2020-09 | date.lost_day
«  » мая 2020 г. | 2020-05 | date.lost_day
«» мая 2020 г. | 2020-05 | date.lost_day
22 Сентября-1920 г. | 1920-09-22 | date.words
"""

NO_YEAR = """
до 1 декабря | 1 | 12 | date.words
къ 5 апрѣля | 5 | 4 | date.words
«5» апреля собрать | 5 | 4 | date.quoted_day
10-е июня | 10 | 6 | date.words
1 мая с. г. | 1 | 5 | date.words
к пятому декабря | 5 | 12 | date.spelled
14\nноября | 14 | 11 | date.words
5 мая 2000 человек | 5 | 5 | date.words
июня 14 дня | 14 | 6 | date.words
по акту от 22/XI; | 22 | 11 | date.roman_month
проверены 1О/Х. | 10 | 10 | date.roman_month
отпуск до 18.03) | 18 | 3 | date.day_month
к 15.12 | 15 | 12 | date.day_month
не позднее 01.11 | 1 | 11 | date.day_month
от 05.09 | 5 | 9 | date.day_month
"""

RANGES = """
5-6 июня 2019 | 2019-06-05 | 2019-06-06
11–12 апреля 2018 года | 2018-04-11 | 2018-04-12
с 22.06.2024 г. по 29.06.2024 г. | 2024-06-22 | 2024-06-29
с 22.06.2024г. по 29.06.2024 г. | 2024-06-22 | 2024-06-29
22.06.2024 - 29.06.2024 | 2024-06-22 | 2024-06-29
22.06.2024-29.06.2024 | 2024-06-22 | 2024-06-29
с 22.06 по 29.06.2024 | 2024-06-22 | 2024-06-29
08.12-10.12.2020 | 2020-12-08 | 2020-12-10
25-26.03.2021 | 2021-03-25 | 2021-03-26
с 15 на 16 марта 1921 | 1921-03-15 | 1921-03-16
съ 14 на 20 сентября 1898 года | 1898-09-14 | 1898-09-20
с 20 по 31 октября 2003 г. | 2003-10-20 | 2003-10-31
с 5-го по 7-е мая 1949 г. | 1949-05-05 | 1949-05-07
«5» - «6» июня 2019 г. | 2019-06-05 | 2019-06-06
23 и 24 октября 2003 г. | 2003-10-23 | 2003-10-24
30 сентября и 1 октября 2020 г. | 2020-09-30 | 2020-10-01
съ 3 ноября по 20 декабря 1897 года | 1897-11-03 | 1897-12-20
с 30 декабря 1920 по 2 января 1921 | 1920-12-30 | 1921-01-02
30 декабря - 2 января 1921 г. | 1920-12-30 | 1921-01-02
с 30 декабря 1920 г. по 2 января | 1920-12-30 | 1921-01-02
с 1 июля 2022 года по 31 декабря 2027 года | 2022-07-01 | 2027-12-31
с 01 февраля 2019 года по 05 февраля 2019\nгода | 2019-02-01 | 2019-02-05
15-16/II-24 | 2024-02-15 | 2024-02-16
15/II-16/II-1924 г. | 1924-02-15 | 1924-02-16
5–6 июня | None | --06-06
январь - март 2025 г. | 2025-01 | 2025-03
За сентябрь-октябрь 2009 г. | 2009-09 | 2009-10
"""

STYLES = """
22 августа (4 сентября) 1918 г. | 1918-09-04 | 1918-08-22
22 августа/4 сентября 1918 г. | 1918-09-04 | 1918-08-22
4 сентября (22 августа) 1918 г. | 1918-09-04 | 1918-08-22
22 августа ст. ст. (4 сентября н. ст.) 1918 г. | 1918-09-04 | 1918-08-22
22.08.1918 (04.09.1918) | 1918-09-04 | 1918-08-22
22 августа 1918 г. (4 сентября 1918 г.) | 1918-09-04 | 1918-08-22
18/31 марта 1919 | 1919-03-31 | 1919-03-18
18 (31) марта 1919 г. | 1919-03-31 | 1919-03-18
18/31/III-1919 | 1919-03-31 | 1919-03-18
25 марта (7 апреля) 1919 | 1919-04-07 | 1919-03-25
25 марта [7 апреля] 1919 | 1919-04-07 | 1919-03-25
20 декабря (2 января) 1918 г. | 1918-01-02 | 1917-12-20
20 декабря 1917 г. (2 января 1918 г.) | 1918-01-02 | 1917-12-20
5/17 марта 1898 года | 1898-03-17 | 1898-03-05
"""

NOT_DATES = """
131-ФЗ
№ 12/3
№ 12/3-20
15.00-16.00
с 19.00. до 20.30.
с 10.10 до 12.12 часов
п. 3.4
п. 3.4.20
6,2 млн
2 – 3 часа
14-3/882
01-14/311
2014/15 учебного года
8-905-22-09-20
8 (905) 22-09-20
тел. 22-09-20
18.214 р. 36 к.
45.13.2020
32.01.2020
12.13.2020
00.05.2020
22.09.202
22.09.20201
по специальности 05.02.08.
1.3.2. до 20.00
версия 1.2.3
192.168.10.12
22.11
выполнено 12.03
за 22.11 руб.
до 3.12 млн руб.
до 12.03 часов
к 12.30
по 10-15 человек
марта
в марте
Марта Ивановна
маяк 5
5 майоров
45 марта
ул. 8 Марта, д. 5
колхоз «1 Мая»
№ 22/XI
XI съезд
22/XIV
5/и
т. 5 и 2020
1985 г.р.
1922 - 1925 гг.
двадцать второго вопроса
1 207 чел.
3/4
май-июнь
5 рублей и 2000 штук
________ 2020
"""

YEARS = ["1937 год", "1937 года", "1937 г.", "2022год", "1897 годъ"]


def table(text: str) -> list[list[str]]:
    """Rows of a table; a line without bars goes with the next one (the date is broken over two lines)."""
    joined: list[str] = []
    for line in text.strip("\n").split("\n"):
        if joined and joined[-1].count("|") == 0:
            joined[-1] += "\n" + line
        else:
            joined.append(line)
    return [[cell.strip(" ") for cell in line.split("|")] for line in joined]


@pytest.mark.parametrize(("text", "value", "rule"), table(SINGLE))
def test_single(text: str, value: str, rule: str) -> None:
    found = one(text)
    assert (found.value, found.rule, found.end, found.old_style) == (value, rule, None, None)
    assert not found.impossible


@pytest.mark.parametrize(("text", "day", "month", "rule"), table(NO_YEAR))
def test_no_year(text: str, day: str, month: str, rule: str) -> None:
    found = one(text)
    assert (found.value, found.year, found.day, found.month, found.rule) == (None, None, int(day), int(month), rule)


@pytest.mark.parametrize(("text", "value", "end"), table(RANGES))
def test_ranges(text: str, value: str, end: str) -> None:
    found = one(text)
    assert (str(found.value), found.end, found.rule) == (value, end, "date.range")


@pytest.mark.parametrize(("text", "value", "old"), table(STYLES))
def test_both_styles(text: str, value: str, old: str) -> None:
    found = one(text)
    assert (found.value, found.old_style, found.rule) == (value, old, "date.two_styles")
    assert date.fromisoformat(value) == date(found.year or 0, found.month or 0, found.day or 0)


@pytest.mark.parametrize("text", NOT_DATES.strip("\n").split("\n"))
def test_not_dates(text: str) -> None:
    assert [d for d in find_dates(text) if d.rule != "date.year"] == []


@pytest.mark.parametrize("text", YEARS)
def test_year_alone(text: str) -> None:
    (found,) = find_dates("за " + text)
    assert (found.value, found.rule, found.start, found.stop) == (text[:4], "date.year", 3, 3 + len(text))


@pytest.mark.parametrize(("text", "day", "month", "year"), [
    ("31.02.2020", 31, 2, 2020), ("31 апреля 2019", 31, 4, 2019), ("29.02.2023 г.", 29, 2, 2023),
    ("31/IV-47", 31, 4, 1947), ("«30» февраля 2020 г.", 30, 2, 2020), ("до 31 июня", 31, 6, None),
])
def test_impossible(text: str, day: int, month: int, year: int | None) -> None:
    found = one(text)
    assert (found.impossible, found.value, found.day, found.month, found.year) == (True, None, day, month, year)


@pytest.mark.parametrize(("text", "hint", "value"), [
    ("17/V-24 г.", None, "2024-05-17"), ("17/V-24 г.", 1924, "1924-05-17"), ("17/V-31", None, "1931-05-17"),
    ("17/V-98", 1902, "1898-05-17"), ("01.02.03", 1903, "1903-02-01"), ("01.02.49", 2003, "2049-02-01"),
    ("5 марта 21 г.", 1925, "1921-03-05"), ("15-16/II-24", 1924, "1924-02-15"),
])
def test_two_digit_years(text: str, hint: int | None, value: str) -> None:
    found = one(text, hint)
    assert (found.value, found.two_digit_year) == (value, True)


@pytest.mark.parametrize(("text", "quoted"), [
    ("от «22» сентября 2020 г., город", "«22» сентября 2020 г."),
    ("с 22.06.2024 г. по 29.06.2024 г.;", "22.06.2024 г. по 29.06.2024 г."),
    ("отъ 5 марта 1897 годъ,", "5 марта 1897 годъ"),
    ("Дня 5-го марта 1921 года, с.", "5-го марта 1921 года"),
    ("(«14» апреля 2024г.)", "«14» апреля 2024г."),
    ("22.09.2020\nг. Пермь", "22.09.2020"),
    ("22.09.2020   г. Пермь", "22.09.2020"),
    ("22.09.2020 г. Пермь", "22.09.2020 г."),
    ("5 марта.", "5 марта"),
    ("22 августа (4 сентября) 1918 г.\n", "22 августа (4 сентября) 1918 г."),
])
def test_offsets(text: str, quoted: str) -> None:
    (found,) = find_dates(text)
    assert text[found.start : found.stop] == quoted


def test_several_in_order() -> None:
    text = "протокол от 2 декабря 1948 г./. 21 апреля утерян; 06.04.2018 и 08.04.2018, на 2025 год с 1 января"
    assert [d.value for d in find_dates(text)] == ["1948-12-02", None, "2018-04-06", "2018-04-08", "2025", None]


def test_pieces_of_text() -> None:
    text = "съ 3 ноября по 20 декабря 1897 года"
    assert find_dates(text, fold(text)) == find_dates(text)


PIECES = st.sampled_from([
    "22", ".", "09", "2020", " г.", "«", "»", " ", "-", "/", "IX", "марта", " мая ", "(", ")", "по ", "с ", "\n", "З",
    "О", "1", "года", "тысяча ", "девятьсот ", "сорок ", "второго ", "31", "февраля", "_", "5", ",", "дня", "до ", "¼",
    "20.30", "ъ", "І", "İ", "٣", "²", "12:00",
])


def check(text: str) -> None:
    last = 0
    for found in find_dates(text, century_hint=1921):
        assert last <= found.start < found.stop <= len(text)
        last = found.stop
        for value in (found.value, found.old_style):
            if value is not None:
                date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
        if found.impossible:
            assert found.value is None


@settings(deadline=None, max_examples=600)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_pieces(text: str) -> None:
    check(text)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize("unit", ["1.", "1 ", "1", "1/", "1-", "5 мая ", "5 мая (", "марта ", "тысяча ", "«", "_", " ",
                                  "01.01.2020-", "1 мая 1920 - ", "1937 г. ", "с 1 по "])
def test_long_litter_is_linear(unit: str) -> None:
    check(unit * 100_000)
