"""Numbers in digits and words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.language.fold import fold
from extractor.language.numerals import find_counts, read_number, read_ordinal


@pytest.mark.parametrize(("text", "number"), [
    ("двадцать два", 22), ("сорок", 40), ("22", 22), ("1 207", 1207), ("11.240", 11240), ("З18", 318), ("1О", 10),
    ("1 207 318", 1207318), ("«пять»", 5), ("Двадцать Четыре", 24), ("двадцати двух", 22), ("девяноста", 90),
    ("сто сорок семь", 147), ("двести", 200), ("тысяча двести семь", 1207), ("две тысячи двадцать", 2020),
    ("пятьсот", 500), ("пятьюдесятью", None), ("четверо", 4), ("трёх", 3), ("двѣ", 2), ("восемнадцать.", 18),
    ("двадцать тридцать", None), ("два двадцать", None), ("22 стула", None), ("6,2", None), ("1.2", None), ("О", None),
    ("", None), ("стол", None), ("1 20", None), ("11.24", None), ("семьдесят восемь", 78),
])
def test_read_number(text: str, number: int | None) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(("text", "number"), [
    ("первого", 1), ("третьего", 3), ("двадцать второго", 22), ("тысяча девятьсот сорок второго", 1942),
    ("две тысячи двадцатого", 2020), ("двухтысячного", 2000), ("два", None), ("второго третьего", None), ("", None),
])
def test_read_ordinal(text: str, number: int | None) -> None:
    assert read_ordinal(text) == number


@pytest.mark.parametrize(("text", "counts"), [
    ("двадцать четыре человека", [24]), ("было 47 чел. изъ 82", [47, 82]), ("1 207 и 11.240 пудов", [1207, 11240]),
    ("в составе сорока двух", [42]), ("за - 31, против - 16.", [31, 16]), ("двадцать два пять", [22, 5]),
    ("6,2 млн", []), ("131-ФЗ", []), ("22.09.2020", []), ("12/3", []), ("5-го", []), ("стол и стадо", []),
    ("пятно", []), ("дом25", []), ("тысяча двести семь голосов", [1207]), ("(15)", [15]), ("всего: 27", [27]),
    ("сто", [100]), ("присутствует пять", [5]),
])
def test_find_counts(text: str, counts: list[int]) -> None:
    assert [number for _, _, number in find_counts(fold(text))] == counts


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(["1", "22", " ", ".", "двадцать", "два", "тысяча", "-", "сто", "000", "чел"])).map("".join))
def test_any_text(text: str) -> None:
    last = 0
    for start, stop, number in find_counts(fold(text)):
        assert last <= start < stop <= len(text)
        assert number >= 0
        last = stop
    read_number(text)


@pytest.mark.parametrize("unit", ["1.", "1 ", "1", "двадцать ", "1 000 "])
def test_long_litter_is_linear(unit: str) -> None:
    find_counts(unit * 100_000)
