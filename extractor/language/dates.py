"""Dates in Russian protocols of any time: both styles side by side and ranges, out of single dates.

Single dates are read first (:mod:`extractor.language.date_reader`), then neighbours are joined.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from extractor.language.date_parts import SINCE, WrittenDate, is_next_day, is_possible, julian_date, write_iso
from extractor.language.date_reader import DateReader
from extractor.language.fold import fold


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: offsets, ISO values, parts, and the rule that read it.

    ``value`` is None where the year is missing or the date cannot be; ``end`` of a range without a year
    is ``--MM-DD``, of a range of months ``YYYY-MM``. ``day``, ``month``, ``year`` are those of ``value``.
    """

    start: int
    stop: int
    value: str | None
    end: str | None
    old_style: str | None
    day: int | None
    month: int | None
    year: int | None
    impossible: bool
    two_digit_year: bool
    rule: str


_DAY_TO_DAY = re.compile(r" {0,3}(?:-|по|включительно по|- по|до|на|и) {0,3}")
_OPEN_STYLE = re.compile(r" {0,2}(?:(?:по )?(?:ст|с|н)\w{0,8}\.? {0,2}(?:ст|с)\w{0,4}\.?)? {0,2}(?P<sign>[/(\[]) {0,2}")
_CLOSE_STYLE = re.compile(r" {0,2}(?:(?:по )?(?:ст|с|н)\w{0,8}\.? {0,2}(?:ст|с)\w{0,4}\.?)? {0,2}[)\]]")


def find_dates(text: str, norm: str | None = None, *, century_hint: int | None = None) -> list[DateMention]:
    """Find the dates of a text, in order and without overlaps; ``norm`` is ``fold(text)``.

    ``century_hint`` is a full year known from the document: years of two digits are read as the year
    nearest to it, else 00-30 as 20xx and 31-99 as 19xx.

    >>> [d.value for d in find_dates("Протокол от «22» сентября 2020 г., изм. 1/ХII-42")]
    ['2020-09-22', '1942-12-01']
    >>> [(d.value, d.end) for d in find_dates("с 22.06.2024 г. по 29.06.2024 г.")]
    [('2024-06-22', '2024-06-29')]
    >>> [(d.value, d.old_style) for d in find_dates("22 августа (4 сентября) 1918 г.")]
    [('1918-09-04', '1918-08-22')]
    >>> [(d.value, d.end, d.old_style) for d in find_dates("26 (13)—28 (15) февраля 1918 г.")]
    [('1918-02-26', '1918-02-28', '1918-02-13')]
    >>> [(d.value, d.impossible) for d in find_dates("31.02.2020")]
    [(None, True)]
    """
    norm = fold(text) if norm is None else norm
    dates = DateReader(text, norm, century_hint).read()
    found: list[DateMention] = []
    skip = 0
    for at, current in enumerate(dates):
        if at < skip:
            continue
        following = dates[at + 1] if at + 1 < len(dates) else None
        mention, skip = None, at + 1
        if following and following.start - current.stop <= 40:
            mention = _both_styles(text, norm, current, following, century_hint) or _range(norm, current, following)
            skip += mention is not None
        mention = mention or (_with_left(current) if current.left else None) or _single(current)
        mention = _since(norm, mention)
        if not found or mention.start >= found[-1].stop:
            found.append(mention)
    return found


def _single(one: WrittenDate) -> DateMention:
    bad = one.day is not None and one.month is not None and not is_possible(one.day, one.month, one.year)
    value = None if one.year is None else write_iso(one.day, one.month, one.year)
    return DateMention(one.start, one.stop, value, None, None, one.day, one.month, one.year, bad, one.two, one.rule)


def _with_left(one: WrittenDate) -> DateMention | None:
    """Read «5-6 июня 2019», «18/31 марта 1919», «январь - март 2025 г.»."""
    left, month, year = one.left, one.month, one.year
    if left is None or month is None:
        return None
    if one.day is None:
        if left.month is None or left.month >= month:
            return None
        return DateMention(left.start, one.stop, write_iso(None, left.month, year), write_iso(None, month, year), None,
                           None, left.month, year, False, one.two, "date.range")
    if left.joint in "/([":
        return _two_styles(left.start, one.stop, (left.day, one.day), month, one)
    first = left.month or month
    if (first, left.day) >= (month, one.day) or left.joint == "и" and one.day - left.day != 1:
        return None
    return _span(left.start, one.stop, (left.day, first, year), (one.day, month, year), one.two)


def _two_styles(start: int, stop: int, days: tuple[int, int], month: int, one: WrittenDate) -> DateMention | None:
    """Read the days «18/31» or «26 (13)» of one month: the new style last or first."""
    for before, day in (days, days[::-1]):
        old = julian_date(before, day, month, one.year) if is_possible(day, month, one.year) else None
        if old is not None and (before == days[0] or old.month == month):
            value = write_iso(day, month, one.year) if one.year else None
            return DateMention(start, stop, value, None, old.isoformat() if one.year else None, day, month, one.year, False, one.two, "date.two_styles")
    return None


_STYLED_BEFORE = re.compile(r"(?<!\d)(\d{1,2}) ?[(/] ?(\d{1,2})\)? {0,2}- {0,2}$")


def _since(norm: str, last: DateMention) -> DateMention:
    """«26 (13)—28 (15) февраля 1918 г.»: both styles of the first day stand before those of the last."""
    found = _STYLED_BEFORE.search(norm, max(0, last.start - 14), last.start) if last.rule == "date.two_styles" else None
    if found is None or last.year is None or last.month is None or last.day is None:
        return last
    one = WrittenDate(found.start(), last.stop, None, last.month, last.year, last.rule, last.two_digit_year, None)
    first = _two_styles(found.start(), last.stop, (int(found[1]), int(found[2])), last.month, one)
    if first is None or first.day is None or first.day >= last.day:
        return last
    return replace(first, end=last.value)


def _span(start: int, stop: int, first: tuple[int, int, int | None], last: tuple[int, int, int | None],
          two: bool) -> DateMention | None:
    begin, end = write_iso(*first), write_iso(*last)
    if begin is None or end is None:
        return None
    value = begin if first[2] is not None else None
    return DateMention(start, stop, value, end, None, *first, False, two, "date.range")


def _range(norm: str, one: WrittenDate, two: WrittenDate) -> DateMention | None:
    """Read two dates as a range: «с 22.06.2024 г. по 29.06.2024 г.», «30 мая - 2 июня»."""
    gap = norm[one.stop : two.start]
    if not _DAY_TO_DAY.fullmatch(gap) or two.left or one.day is None or two.day is None:
        return None
    if one.month is None or two.month is None:
        return None
    word = gap.strip()
    if word in ("до", "на") and not SINCE.search(norm[max(0, one.start - 10) : one.start]):
        return None
    late = (one.month, one.day) >= (two.month, two.day)
    first, last = one.year, two.year
    if first is None and last is not None:
        first = last - late
    elif last is None and first is not None:
        last = first + late
    elif first is None:
        late = False
    start, stop = (first, one.month, one.day), (last, two.month, two.day)
    if first is not None and last is not None and not (first, *start[1:]) < (last, *stop[1:]):
        return None
    if word == "и" and not is_next_day(start, stop):
        return None
    return _span(one.start, two.stop, (one.day, one.month, first), (two.day, two.month, last), one.two or two.two)


def _both_styles(text: str, norm: str, one: WrittenDate, two: WrittenDate, hint: int | None) -> DateMention | None:
    """Read «22 августа (4 сентября) 1918 г.», «22 августа/4 сентября 1918 г.», the new style first or last."""
    if one.day is None or two.day is None or one.month is None or two.month is None or two.left:
        return None
    opening = _OPEN_STYLE.fullmatch(norm[one.stop : two.start])
    if not opening:
        return None
    stop, year = two.stop, two.year or one.year
    if opening["sign"] != "/":
        closing = _CLOSE_STYLE.match(norm, two.stop)
        if not closing:
            return None
        stop = closing.end()
    behind = None if year else DateReader(text, norm, hint)._year_behind(stop)
    years = {one.year or 0, two.year or 0, behind.year or 0 if behind else 0} - {0}
    base = max(years, default=1917)
    for shift_one, shift_two in ((0, 0), (-1, 0), (0, -1), (1, 0), (0, 1)):
        a, b = (one.year or base) + shift_one * (not one.year), (two.year or base) + shift_two * (not two.year)
        if not (is_possible(one.day, one.month, a) and is_possible(two.day, two.month, b)):
            continue
        first, second = date(a, one.month, one.day), date(b, two.month, two.day)
        old, new = (first, second) if first < second else (second, first)
        if 10 <= (new - old).days <= 14:
            known = bool(years)
            return DateMention(one.start, behind.stop if behind else stop, new.isoformat() if known else None, None,
                               old.isoformat() if known else None, new.day, new.month, new.year if known else None,
                               False, one.two or two.two or bool(behind and behind.two), "date.two_styles")
    return None
