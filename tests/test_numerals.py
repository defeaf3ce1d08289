"""Numbers in digits and words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.language.numerals import read_number, read_ordinal


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


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(["1", "22", " ", ".", "двадцать", "два", "тысяча", "-", "сто", "000", "чел"])).map("".join))
def test_any_text(text: str) -> None:
    number = read_number(text)
    assert number is None or number >= 0
