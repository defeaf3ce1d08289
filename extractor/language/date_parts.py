"""A date as it is written, and what its figures and words come to."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from extractor.language.numerals import LITTER, read_ordinal

#: What stands before the first day of a range.
SINCE = re.compile(r'(?:^|[^а-я])(?:с|со|от|между)[ "]*$')


class Left(NamedTuple):
    """A day (perhaps with its month) before a date that shares its year: «5-» in «5-6 июня»."""

    start: int
    day: int
    month: int | None
    joint: str


class WrittenDate(NamedTuple):
    """One date as written."""

    start: int
    stop: int
    day: int | None
    month: int | None
    year: int | None
    rule: str
    two: bool = False
    left: Left | None = None


class WrittenYear(NamedTuple):
    """A year behind a date: where it ends, its number, whether it had two digits or was in words."""

    stop: int
    year: int | None
    two: bool
    worded: bool = False


_MONTHS = {"янв": 1, "фев": 2, "мар": 3, "апр": 4, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10,
           "ноя": 11, "дек": 12}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
#: Letters that stand for Roman figures: Latin look-alikes first, then what typewriters without Latin use.
_ROMAN_LETTERS = {"I": "I", "V": "V", "X": "X", "i": "I", "v": "V", "x": "X", "І": "I", "Х": "X", "1": "I",
                  "l": "I", "|": "I", "!": "I", "У": "V", "Ѵ": "V", "П": "II", "Ш": "III"}


def read_figure(digits: str) -> int | None:
    """Read figures as scans and typewriters write them.

    >>> read_figure("19з1"), read_figure("стол")
    (1931, None)
    """
    plain = digits.translate(LITTER)
    return int(plain) if plain.isascii() and plain.isdigit() else None


def read_day(text: str, match: re.Match[str], group: str, at: int = 0) -> int | None:
    """Read a day in figures; letters alone («З», «ЗО») only in capitals."""
    digits = match[group]
    if not any("0" <= c <= "9" for c in digits):
        written = text[at + match.start(group) : at + match.end(group)]
        if digits[0] != "з" and len(digits) > 1 or not all(c in "ЗОOIl|" for c in written):
            return None
    return read_figure(digits)


def read_lead_day(text: str, floor: int, lead: re.Match[str]) -> int | None:
    """Read the day before a month, in figures or in words; None where there is no such day."""
    day = read_ordinal(lead["word"]) if lead["word"] else read_day(text, lead, "day", floor)
    return day if day is not None and 1 <= day <= 31 else None


def lead_start(lead: re.Match[str], floor: int) -> tuple[int, str]:
    """Return where a day with its quotes and brackets begins, and the rule that reads it."""
    rule = "date.spelled" if lead["word"] else "date.words"
    if lead["open"] and lead["close"]:
        return floor + lead.start(), rule
    if lead["q1"] and lead["q2"]:
        return floor + lead.start("q1"), "date.quoted_day"
    return floor + lead.start("word" if lead["word"] else "day"), rule


def month_number(norm: str) -> int:
    """Return the number of a month by its name in any case.

    >>> month_number("сентября"), month_number("маем")
    (9, 5)
    """
    return _MONTHS.get(norm[:3].replace("i", "и"), 5)


def roman_month(letters: str) -> int | None:
    """Read a month in Roman figures, with the letters that typewriters put for them.

    >>> roman_month("XII"), roman_month("ХП"), roman_month("XIII")
    (12, 12, None)
    """
    if not any(c in "IVXivxІХУѴПШ" for c in letters):
        return None
    if "1" in letters and not any(c in "VXvxХУѴПШ" for c in letters):
        return None  # «I1» is eleven
    number = "".join(_ROMAN_LETTERS.get(c, "?") for c in letters)
    return _ROMAN.index(number) + 1 if number in _ROMAN else None


def is_plausible(day: int | None, month: int | None) -> bool:
    """Are these numbers a day and a month of some year?"""
    return day is not None and month is not None and 1 <= day <= 31 and 1 <= month <= 12


def complete_year(year: int | None, hint: int | None) -> int | None:
    """Complete a year of two digits: the nearest to the hint, else 00–30 are of this century.

    >>> complete_year(92, 1890), complete_year(24, None), complete_year(31, None)
    (1892, 2024, 1931)
    """
    if year is None:
        return None
    if hint is None:
        return 2000 + year if year <= 30 else 1900 + year
    base = hint - hint % 100 + year
    fitting = [full for full in (base - 100, base, base + 100) if hint < 1918 or full >= 1917] or [base]
    return min(fitting, key=lambda full: (abs(full - hint), full))


def is_possible(day: int, month: int, year: int | None) -> bool:
    """Has the month so many days (29 February where no year is known)?

    >>> is_possible(29, 2, 2023), is_possible(29, 2, None)
    (False, True)
    """
    return day <= monthrange(year or 2000, month)[1]


def write_iso(day: int | None, month: int | None, year: int | None) -> str | None:
    """Write a date in ISO form, as much of it as is known; None for a day that cannot be.

    >>> write_iso(5, 3, 1926), write_iso(None, 3, 1926), write_iso(31, 2, 2020)
    ('1926-03-05', '1926-03', None)
    """
    if day is not None and month is not None and not is_possible(day, month, year):
        return None
    if year is None:
        return f"--{month:02}-{day:02}" if day and month else None
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


def julian_date(old_day: int, day: int, month: int, year: int | None) -> date | None:
    """Return the Julian date with this day that stands for a Gregorian date, if there is one."""
    if not is_possible(day, month, year or 1917):
        return None
    new = date(year or 1917, month, day).toordinal()
    for lag in (13, 12, 11, 10, 14):
        old = date.fromordinal(new - lag)
        if old.day == old_day:
            return old
    return None


def is_next_day(one: tuple[int | None, int, int], two: tuple[int | None, int, int]) -> bool:
    """Is the second date (year, month, day) the day after the first?"""
    if not (is_possible(one[2], one[1], one[0]) and is_possible(two[2], two[1], two[0])):
        return False
    return date(two[0] or 2001, *two[1:]).toordinal() - date(one[0] or 2001, *one[1:]).toordinal() == 1
