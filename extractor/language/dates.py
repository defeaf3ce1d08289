"""Dates in Russian protocols of any time: figures, words, Roman months, both styles, ranges, litter.

Digits and month names are the anchors; everything else is read in a bounded window around one, so the
time is linear in the text. First single dates are read (``_Date``), then neighbours are joined: both
styles side by side, ranges.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from extractor.language.fold import fold
from extractor.language.numerals import CARDINALS, DIGIT, LITTER, ORDINALS, read_ordinal


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


class _Left(NamedTuple):
    """A day (perhaps with its month) before a date that shares its year: «5-» in «5-6 июня»."""

    start: int
    day: int
    month: int | None
    joint: str


class _Date(NamedTuple):
    """One date as written."""

    start: int
    stop: int
    day: int | None
    month: int | None
    year: int | None
    rule: str
    two: bool = False
    left: _Left | None = None


class _Year(NamedTuple):
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

_ANCHOR = re.compile("[0-9]+|янв|фев|мар|апр|ма[йяюе]|[иi]юн|[иi]юл|авг|сен|окт|ноя|дек|тысяч|двухтысячн")
_MONTH = re.compile(
    r"""(?P<full>январ(?:[ьяюеи]|ем)|феврал(?:[ьяюеи]|ем)|март(?:[ауе]|ом)?|апрел(?:[ьяюеи]|ем)|ма(?:[йяюе]|ем)
      |[иi]юн(?:[ьяюеи]|ем)|[иi]юл(?:[ьяюеи]|ем)|август(?:[ауе]|ом)?|сентябр(?:[ьяюеи]|ем)
      |октябр(?:[ьяюеи]|ем)|ноябр(?:[ьяюеи]|ем)|декабр(?:[ьяюеи]|ем))(?![а-яa-z])
      |(?:янв|февр?|мар|апр|[иi]ю[нл]|авг|сент?|окт|нояб?|дек)(?:\.|(?![а-яa-z]))""",
    re.VERBOSE,
)
_YEAR4 = rf"[12il|]{DIGIT}{{3}}"
#: «г.», «года», «-го года»; not «г.р.» (year of birth), not «г.г.».
_G = (r"(?:-(?:го|й|м|му|ом|ого))?(?P<gap> {0,3})"
      r"(?P<g>год(?:а|у|ом|е|ов)?(?![а-яa-z])|г-да|г\.(?! ?р(?:\.|ожд)| ?г\b)|г(?![а-яa-z.]))")
_UNIT = re.compile(
    r" ?(?:%|руб|р\.|коп|к\.|чел|экз|шт|кг|тонн|тн\b|т\b|га\b|гект|к?м\b|кв|куб|места?\b|пуд|дес|фунт|тыс|млн|млрд"
    r"|час|ч\.|мин|лет\b|раз|балл|голос|п\.|ставк|проц|класс|кл\b|[.,:][0-9])"
)
_SUF = r"(?:[ ]?-[ ]?|)(?:го|ro|е|ое|ого|аго|х|му|ому)(?![а-яa-z])"
_DAY_WORD = (r"(?:двадцать[ ]{1,2}|тридцать[ ]{1,2})?(?:перв|втор|трет|четв|пят|шест|седь|вось|девя|деся|один|двен|трин"
             r"|сем|вос|двад|трид)[а-я]{1,10}")
_LEAD = re.compile(
    rf"""(?:(?P<open>[(\[])[ ]?)?(?:(?P<q1>"{{1,2}}|,,|<<)[ ]{{0,2}})?(?<![0-9a-zа-я])
    (?:(?P<day>{DIGIT}{{1,2}})|(?P<word>{_DAY_WORD}))[ ]{{0,2}}(?P<q2>"{{1,2}}|>>)?(?:{_SUF})?
    (?:[ ]числа)?(?P<close>[ ]?[)\]])?[ ]{{0,4}}$""",
    re.VERBOSE,
)
_BLANK = re.compile(r'(?:" {0,2}_{1,12} {0,2}"|_{1,12}|" {0,8}") {0,4}$')
_TAIL = re.compile(rf"(?: месяца)?[,-]? {{0,4}}(?:(?:сего|текущего|нынешнего) )?(?:(?P<y>{_YEAR4})(?![0-9])(?:{_G})?"
                   rf"|(?P<y2>{DIGIT}{{2}})(?![0-9]){_G.replace('<g', '<g2')})")
_TAIL_WORDS = re.compile(r"(?: месяца)?,? {1,3}(?=тысяч|одна тыс|две тыс|двухтыс)")
_DAY_BEHIND = re.compile(rf' {{1,3}}"?(?:(?P<d>{DIGIT}{{1,2}})|(?P<word>{_DAY_WORD}))"?'
                         rf"(?P<suf>{_SUF})?(?P<dnya> {{1,2}}дня)?(?![0-9а-яa-z])")
_LEFT = re.compile(
    rf"""(?:(?P<q1>")[ ]{{0,2}})?(?<![0-9а-яa-z./,-])(?:(?P<day>{DIGIT}{{1,2}})|(?P<word>{_DAY_WORD}))
    (?:(?P<q2>[ ]?")|{_SUF}|\.(?P<mon>[01]?[0-9])\.?)?[ ]{{0,2}}(?P<joint>[-/(\[]|(?<=[ ])(?:по|на|до|и)(?=[ ]))[ ]{{0,2}}$""",
    re.VERBOSE,
)
_SINCE = re.compile(r'(?:^|[^а-я])(?:с|со|от|между)[ "]*$')
_G_OPT = f"(?:{_G})?"
_NUMERIC = re.compile(rf'(?P<d>{DIGIT}{{1,2}})(?P<q> {{0,2}}")?(?P<s1> ?[./,-] ?| {{1,2}})(?P<m>{DIGIT}{{1,2}})'
                      rf"(?P<s2> ?[./,-] ?| )(?P<y>{_YEAR4}|{DIGIT}{{2}})(?![0-9]){_G_OPT}")
_DECIMAL, _MORE = re.compile(r"[.,][0-9]"), re.compile(r"[.,/-]?[0-9]")
_TOWN = re.compile(r" ?[А-ЯЁ][а-яё]")
_OPENING = re.compile(r'" {0,2}$')
_NUMBER_WORD = re.compile(r"[а-я]{2,16}(?: {1,2}|$|(?![а-я]))")
_OF_YEAR = re.compile(r" {1,3}года?(?![а-я])")
_ISO = re.compile(r"(?P<y>(?:1[5-9]|20)[0-9]{2})(?P<s>[-.])(?P<m>[0-9]{2})(?P=s)(?P<d>[0-9]{2})(?![0-9]|[.-][0-9])")
_ROMAN_DATE = re.compile(
    rf'(?P<d>{DIGIT}{{1,2}})(?P<q> {{0,2}}")?(?:-го)?(?P<s1> ?[/.-] ?| )(?P<r>[ivxхиуyпшѵl1|!]{{1,4}})'
    rf"(?:(?P<s2> ?[-./,] ?| {{1,2}})(?P<y>{_YEAR4}|{DIGIT}{{2}})(?![0-9]|/[ivxх]){_G_OPT})?"
)
_YEAR_ALONE = re.compile(rf"(?:1[5-9]|20)[0-9]{{2}}{_G}")
_DAY_MONTH = re.compile(r"(?P<d>[0-9]{1,2})\.(?P<m>[01][0-9])(?![0-9]|[.:/-][0-9]| ?- ?[0-9])")
_UNTIL = re.compile(r"(?<![а-я])(?P<prep>до|к|ко|с|со|по|от|не поздн?ее|не позже) {1,2}$")
_TO_TIME = re.compile(r"\.? {1,2}до {1,2}(?:[01]?[0-9]|2[0-4])[.:][0-5][0-9](?![0-9.])")
_FROM_TIME = re.compile(r"(?<![а-я])с {1,2}(?:[01]?[0-9]|2[0-3])[.:][0-5][0-9]\.? {1,2}до {1,2}$")
_NO_DATE = re.compile(r"(?:№|n°|§|специальност[а-я]{1,3}|шифр[а-я]?|гост|снип|инн|тел\.?:?|п\.|пп\.|пункт[а-я]{0,2}|ст\.) {0,2}$")
_NO_DAY = re.compile(r'(?:№|n[°"]|§) {0,2}$')
_NAMED = re.compile(r"(?<![а-я])(?:ул\.?|улиц[аеыу]|пл\.?|площад[ьи]|имени|им\.?|колхоз[ае]?|совхоз[ае]?|клуб[ае]?"
                    r'|фабрик[аеи]|завод[ае]?|артел[ьи]|пер\.|пр\.) {0,2}"?$')
_DAY_TO_DAY = re.compile(r" {0,3}(?:-|по|включительно по|- по|до|на|и) {0,3}")
_OPEN_STYLE = re.compile(r" {0,2}(?:(?:по )?(?:ст|с|н)\w{0,8}\.? {0,2}(?:ст|с)\w{0,4}\.?)? {0,2}(?P<sign>[/(\[]) {0,2}")
_CLOSE_STYLE = re.compile(r" {0,2}(?:(?:по )?(?:ст|с|н)\w{0,8}\.? {0,2}(?:ст|с)\w{0,4}\.?)? {0,2}[)\]]")
_MONTH_TO_MONTH = re.compile(r"[ ]?-[ ]?|[ ]по[ ]|[ ]и[ ]")


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
    >>> [(d.value, d.impossible) for d in find_dates("31.02.2020")]
    [(None, True)]
    """
    norm = fold(text) if norm is None else norm
    dates = _Reader(text, norm, century_hint).read()
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
        if not found or mention.start >= found[-1].stop:
            found.append(mention)
    return found


class _Reader:
    """Reads the single dates of one text, from anchor to anchor."""

    def __init__(self, text: str, norm: str, hint: int | None) -> None:
        self.text, self.norm, self.hint = text, norm, hint
        self.dates: list[_Date] = []
        self.stop = 0

    def read(self) -> list[_Date]:
        """Return the dates in order."""
        last_month: re.Match[str] | None = None
        for anchor in _ANCHOR.finditer(self.norm):
            start = anchor.start()
            if start < self.stop:
                continue
            char = anchor.group()[0]
            if "0" <= char <= "9":
                dated = self._figures(start, anchor.end())
            elif start and self.norm[start - 1].isalpha():
                continue
            elif char == "т" or anchor.group() == "двухтысячн":
                dated = self._spelled_year(start)
            else:
                month = _MONTH.match(self.norm, start)
                dated = self._month(month, last_month) if month else None
                last_month = month
            if dated:
                self.dates.append(dated)
                self.stop = dated.stop
        return self.dates

    # Figures: 22.09.2020, 22/IX-47, 2020-09-22, 1937 г., до 22.11

    def _figures(self, start: int, stop: int) -> _Date | None:
        norm = self.norm
        if stop - start > 4:
            return None
        if start > self.stop and norm[start - 1] in "оoзil|" and not norm[start - 2 : start - 1].isalnum():
            start -= 1
        before = norm[start - 1] if start else " "
        if before.isalnum() or before == "_":
            return None
        if stop - start == 4:
            return self._iso(start, before) or self._year_alone(start, before)
        if stop - start > 2:
            return None
        left = None
        if before in "./,-" and norm[start - 2 : start - 1].isalnum() and start - 1 != self.stop:
            left = _left(norm, start, self.stop)
            if not left:
                return None
        return self._roman(start, left) or self._numeric(start, left) or self._day_month(start)

    def _iso(self, start: int, before: str) -> _Date | None:
        match = _ISO.match(self.norm, start)
        if not match or before in "-/." and self.norm[start - 2 : start - 1].isalnum():
            return None
        day, month = int(match["d"]), int(match["m"])
        return _Date(start, match.end(), day, month, int(match["y"]), "date.iso") if _plausible(day, month) else None

    def _year_alone(self, start: int, before: str) -> _Date | None:
        match = _YEAR_ALONE.match(self.norm, start)
        if not match or before in "-/.,":
            return None
        stop = self._stop(match, match.start("gap"))
        return _Date(start, stop, None, None, int(self.norm[start : start + 4]), "date.year") \
            if stop > match.start("gap") else None

    def _spelled_year(self, start: int) -> _Date | None:
        for word in ("одна ", "две "):
            if self.norm[start - len(word) : start] == word:
                start -= len(word)
        year = self._year_in_words(start)
        return _Date(start, year.stop, None, None, year.year, "date.year") if year and year.worded else None

    def _numeric(self, start: int, left: _Left | None) -> _Date | None:
        norm, match = self.norm, _NUMERIC.match(self.norm, start)
        if not match:
            return None
        day, month, year = _day(self.text, match, "d"), _figure(match["m"]), _figure(match["y"])
        one, two = match["s1"], match["s2"]
        if not _plausible(day, month) or year is None or day is None:
            return None
        said, full, padded = match["g"] is not None, len(match["y"]) == 4, len(match["d"] + match["m"]) == 4
        signs = one.strip() + two.strip()
        if match["q"] and signs in ("", ".", ".."):
            pass
        elif signs == "/-":
            if not (full or said):
                return None
        elif signs not in ("..", "//", "--", ",.", ".,", ",,", ".") or signs == "." and not (padded and full and said and one.strip()) or "," in signs and not (padded and full) or " " in one + two and not (padded or said or full and _UNTIL.search(norm[max(0, start - 16) : start])):
            return None
        if "-" in signs and (left or " " in one + two) or full and not 1500 <= year <= 2199:
            return None
        window = norm[max(0, start - 26) : start]
        alone = len(match["m"]) == 2 and (self.text[:start].rstrip(" ")[-1:] or "|") in "\t|"  # a cell of a table
        plain = signs == ".." and (padded or alone) and " " not in one + two
        if not (full or said or plain or _UNTIL.search(window)):
            return None
        if not said and (_DECIMAL if full or signs == ".." else _MORE).match(norm, match.end()):
            return None
        if _NO_DATE.search(window) and not (full and signs == ".."):
            return None
        begin, rule = self._quoted(start, "date.numeric") if match["q"] else (start, "date.numeric")
        year = year if full else _century(year, self.hint)
        stop = self._stop(match, match.end("y"))
        return _Date(begin, stop, day, month, year, rule, not full, left or _left(norm, begin, self.stop))

    def _roman(self, start: int, left: _Left | None) -> _Date | None:
        norm, match = self.norm, _ROMAN_DATE.match(self.norm, start)
        if not match:
            return None
        day, month = _day(self.text, match, "d"), _roman(self.text[match.start("r") : match.end("r")])
        if day is None or month is None or not _plausible(day, month):
            return None
        slash = match["s1"].strip() == "/"
        typed = any(c in "ПШУ" for c in self.text[match.start("r") : match.end("r")])
        begin, rule = self._quoted(start, "date.roman_month") if match["q"] else (start, "date.roman_month")
        raw = match["y"]
        year = _figure(raw) if raw else None
        full = raw is not None and len(raw) == 4
        if raw is not None and year is not None:
            loose = not match["s1"].strip() or not match["s2"].strip()
            if (full and 1500 <= year <= 2199 or not full and (not loose or match["g"] is not None or slash
                                                               and bool(match["s2"].strip()))) and (
                    not typed or match["s1"].strip() in ("/", "-")):
                stop = self._stop(match, match.end("y"))
                year = year if full else _century(year, self.hint)
                left = left or _left(norm, begin, self.stop)
                return _Date(begin, stop, day, month, year, rule, not full, left)
        stop = match.end("r")
        if not slash or typed or norm[stop : stop + 1].isalnum() or _NO_DATE.search(norm[max(0, start - 26) : start]):
            return None
        return _Date(begin, stop, day, month, None, rule, False, left or _left(norm, begin, self.stop))

    def _day_month(self, start: int) -> _Date | None:
        match, window = _DAY_MONTH.match(self.norm, start), self.norm[max(0, start - 30) : start]
        until = _UNTIL.search(window) if match else None
        if not match or not until or self._unit(match.end()):
            return None
        day, month = int(match["d"]), int(match["m"])
        if not _plausible(day, month) or until["prep"] == "от" and len(match["d"]) < 2:
            return None
        if day < 24 and (_FROM_TIME.search(window) or until["prep"] == "с" and _TO_TIME.match(self.norm, match.end())):
            return None
        return _Date(start, match.end(), day, month, None, "date.day_month")

    def _quoted(self, start: int, rule: str) -> tuple[int, str]:
        """Start at the opening quote of «22», if there is one."""
        opening = _OPENING.search(self.norm[max(0, start - 3) : start])
        return (start - len(opening.group()), "date.quoted_day") if opening else (start, rule)

    # Words: 22 сентября 2020 года, июня 14 дня 1922 г., 1921 г. 5 марта, май 2013 г.

    def _month(self, match: re.Match[str], last: re.Match[str] | None) -> _Date | None:
        norm, text, start = self.norm, self.text, match.start()
        month = _month_number(match.group())
        floor = max(self.stop, start - 48)
        window = norm[floor:start]
        year = self._year_behind(match.end())
        before = self._year_before()
        lead = _LEAD.search(window)
        day = _lead_day(text, floor, lead) if lead else None
        begin, rule = _lead_start(lead, floor) if lead else (start, "")
        if lead and day is not None and not _NO_DAY.search(norm[max(0, begin - 4) : begin]):
            left = _left(norm, begin, self.stop)
            if lead["open"] and lead["close"]:  # 5 (18) марта
                left = _left(norm, begin + 1 + (norm[begin + 1] == " "), self.stop)
            if lead["word"] is None and not lead["q2"] and match["full"] is None and not year \
                    and not match.group().endswith("."):
                return None
            if not year and not left and _NAMED.search(norm[max(0, begin - 16) : begin]):
                return None
            if before and not year and not left and norm[before.stop : begin].strip() == "":
                self.dates.pop()
                return _Date(before.start, match.end(), day, month, before.year, rule)
            stop = year.stop if year else match.end()
            if year and year.worded:
                rule = "date.spelled"
            return _Date(begin, stop, day, month, year.year if year else None, rule, bool(year and year.two), left)
        behind = _DAY_BEHIND.match(norm, match.end())
        if behind and not (year and not behind["dnya"]):
            dated = self._day_behind(match, behind, month, before)
            if dated:
                return dated
        if not year:
            return None
        blank = _BLANK.search(window)
        begin, rule = (floor + blank.start(), "date.lost_day") if blank else (start, "date.month_year")
        earlier = None
        if last and not blank and last.end() >= self.stop and _MONTH_TO_MONTH.fullmatch(norm[last.end() : start]):
            earlier = _Left(last.start(), 0, _month_number(last.group()), "-")
        return _Date(begin, year.stop, None, month, year.year, rule, year.two, earlier)

    def _day_behind(self, match: re.Match[str], behind: re.Match[str], month: int, before: _Date | None) -> _Date | None:
        """«июня 14 дня 1922 г.», «1921 года марта 5 дня»."""
        day = read_ordinal(behind["word"]) if behind["word"] else _day(self.text, behind, "d")
        if day is None or not 1 <= day <= 31:
            return None
        year = self._year_behind(behind.end())
        if before and not year and self.norm[before.stop : match.start()].strip(" ,") == "" \
                and match.start() - before.stop <= 3:
            if not (behind["dnya"] or behind["suf"] or behind["word"]) and self._unit(behind.end()):
                return None
            self.dates.pop()
            return _Date(before.start, behind.end(), day, month, before.year, "date.words")
        if behind["dnya"] or year and (behind["suf"] or behind["word"]):
            return _Date(match.start(), year.stop if year else behind.end(), day, month,
                         year.year if year else None, "date.words", bool(year and year.two))
        return None

    def _year_before(self) -> _Date | None:
        last = self.dates[-1] if self.dates else None
        return last if last and last.rule == "date.year" else None

    def _year_behind(self, at: int) -> _Year | None:
        match = _TAIL.match(self.norm, at)
        if not match:
            words = _TAIL_WORDS.match(self.norm, at)
            return self._year_in_words(words.end()) if words else None
        if match["y2"]:
            year = _figure(match["y2"])
            return _Year(match.end(), _century(year, self.hint), True) if year is not None else None
        year = _figure(match["y"])
        if year is None or not 1500 <= year <= 2199 or sum("0" <= c <= "9" for c in match["y"]) < 2:
            return None
        after = match.end("y")
        if match["g"] is None and (self._unit(after) or self.norm[after : after + 1].isalnum()):
            return None
        return _Year(self._stop(match, after), year, False)

    def _year_in_words(self, at: int) -> _Year | None:
        words: list[str] = []
        for word in _NUMBER_WORD.finditer(self.norm, at, min(len(self.norm), at + 90)):
            words.append(word.group().strip())
            stop = word.start() + len(words[-1])
            if words[-1] not in CARDINALS or len(words) > 6:
                break
        year = read_ordinal(" ".join(words)) if words and words[-1] in ORDINALS else None
        if year is None or not 1500 <= year <= 2199:
            return None
        following = _OF_YEAR.match(self.norm, stop)
        return _Year(following.end() if following else stop, year, False, worded=True)

    def _unit(self, at: int) -> bool:
        """Whether a unit of measure stands here, on the same line and not as a heading («Место:»)."""
        match = _UNIT.match(self.norm, at)
        return match is not None and self.text[at] != "\n" and not self.text[at : at + 2].strip()[:1].isupper()

    def _stop(self, match: re.Match[str], bare: int) -> int:
        """Where a date with «г.» ends: before it, where «г. Пермь» stands for the town."""
        if match["g"] is None:
            return bare
        stop, gap = match.end(), self.text[match.start("gap") : match.end("gap")]
        if match["g"] == "г." and (len(gap) > 1 or "\n" in gap) and _TOWN.match(self.text, stop):
            return bare
        return stop + (self.text[stop : stop + 1] in ("ъ", "Ъ"))  # «годъ»


# Parts of a date


def _figure(digits: str) -> int | None:
    plain = digits.translate(LITTER)
    return int(plain) if plain.isascii() and plain.isdigit() else None


def _day(text: str, match: re.Match[str], group: str, at: int = 0) -> int | None:
    """Read a day in figures; letters alone («З», «ЗО») only in capitals."""
    digits = match[group]
    if not any("0" <= c <= "9" for c in digits):
        written = text[at + match.start(group) : at + match.end(group)]
        if digits[0] != "з" and len(digits) > 1 or not all(c in "ЗОOIl|" for c in written):
            return None
    return _figure(digits)


def _lead_day(text: str, floor: int, lead: re.Match[str]) -> int | None:
    day = read_ordinal(lead["word"]) if lead["word"] else _day(text, lead, "day", floor)
    return day if day is not None and 1 <= day <= 31 else None


def _lead_start(lead: re.Match[str], floor: int) -> tuple[int, str]:
    rule = "date.spelled" if lead["word"] else "date.words"
    if lead["open"] and lead["close"]:
        return floor + lead.start(), rule
    if lead["q1"] and lead["q2"]:
        return floor + lead.start("q1"), "date.quoted_day"
    return floor + lead.start("word" if lead["word"] else "day"), rule


def _left(norm: str, start: int, floor: int) -> _Left | None:
    """Read a day that stands before a date and shares its month or year."""
    low = max(floor, start - 40)
    match = _LEFT.search(norm[low:start]) if start > low else None
    if not match:
        return None
    day = read_ordinal(match["word"]) if match["word"] else _figure(match["day"])
    if day is None or not 1 <= day <= 31 or match["day"] and not any("0" <= c <= "9" for c in match["day"]):
        return None
    month = int(match["mon"]) if match["mon"] else None
    if month is not None and not 1 <= month <= 12:
        return None
    begin = low + match.start("q1" if match["q1"] and match["q2"] else "word" if match["word"] else "day")
    since = norm[max(0, begin - 10) : begin]
    if match["joint"] in ("по", "на", "до") and not _SINCE.search(since):
        return None
    if _NO_DATE.search(norm[max(0, begin - 26) : begin]):
        return None
    return _Left(begin, day, month, match["joint"])


def _month_number(norm: str) -> int:
    return _MONTHS.get(norm[:3].replace("i", "и"), 5)


def _roman(letters: str) -> int | None:
    if not any(c in "IVXivxІХУѴПШ" for c in letters):
        return None
    if "1" in letters and not any(c in "VXvxХУѴПШ" for c in letters):
        return None  # «I1» is eleven
    number = "".join(_ROMAN_LETTERS.get(c, "?") for c in letters)
    return _ROMAN.index(number) + 1 if number in _ROMAN else None


def _plausible(day: int | None, month: int | None) -> bool:
    return day is not None and month is not None and 1 <= day <= 31 and 1 <= month <= 12


def _century(year: int | None, hint: int | None) -> int | None:
    if year is None:
        return None
    if hint is None:
        return 2000 + year if year <= 30 else 1900 + year
    base = hint - hint % 100 + year
    fitting = [full for full in (base - 100, base, base + 100) if hint < 1918 or full >= 1917] or [base]
    return min(fitting, key=lambda full: (abs(full - hint), full))


def _possible(day: int, month: int, year: int | None) -> bool:
    return day <= monthrange(year or 2000, month)[1]


def _iso(day: int | None, month: int | None, year: int | None) -> str | None:
    if day is not None and month is not None and not _possible(day, month, year):
        return None
    if year is None:
        return f"--{month:02}-{day:02}" if day and month else None
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


# From single dates to mentions


def _single(one: _Date) -> DateMention:
    bad = one.day is not None and one.month is not None and not _possible(one.day, one.month, one.year)
    value = None if one.year is None else _iso(one.day, one.month, one.year)
    return DateMention(one.start, one.stop, value, None, None, one.day, one.month, one.year, bad, one.two, one.rule)


def _with_left(one: _Date) -> DateMention | None:
    """Read «5-6 июня 2019», «18/31 марта 1919», «январь - март 2025 г.»."""
    left, month, year = one.left, one.month, one.year
    if left is None or month is None:
        return None
    if one.day is None:
        if left.month is None or left.month >= month:
            return None
        return DateMention(left.start, one.stop, _iso(None, left.month, year), _iso(None, month, year), None,
                           None, left.month, year, False, one.two, "date.range")
    if left.joint in "/([":
        old = _julian(left.day, one.day, month, year)
        if old is None or not _possible(one.day, month, year):
            return None
        value = _iso(one.day, month, year) if year else None
        return DateMention(left.start, one.stop, value, None, old.isoformat() if year else None, one.day, month,
                           year, False, one.two, "date.two_styles")
    first = left.month or month
    if (first, left.day) >= (month, one.day) or left.joint == "и" and one.day - left.day != 1:
        return None
    return _span(left.start, one.stop, (left.day, first, year), (one.day, month, year), one.two)


def _span(start: int, stop: int, first: tuple[int, int, int | None], last: tuple[int, int, int | None],
          two: bool) -> DateMention | None:
    begin, end = _iso(*first), _iso(*last)
    if begin is None or end is None:
        return None
    value = begin if first[2] is not None else None
    return DateMention(start, stop, value, end, None, *first, False, two, "date.range")


def _julian(old_day: int, day: int, month: int, year: int | None) -> date | None:
    """Return the Julian date with this day that stands for a Gregorian date, if there is one."""
    if not _possible(day, month, year or 1917):
        return None
    new = date(year or 1917, month, day).toordinal()
    for lag in (13, 12, 11, 10, 14):
        old = date.fromordinal(new - lag)
        if old.day == old_day:
            return old
    return None


def _range(norm: str, one: _Date, two: _Date) -> DateMention | None:
    """Read two dates as a range: «с 22.06.2024 г. по 29.06.2024 г.», «30 мая - 2 июня»."""
    gap = norm[one.stop : two.start]
    if not _DAY_TO_DAY.fullmatch(gap) or two.left or one.day is None or two.day is None:
        return None
    if one.month is None or two.month is None:
        return None
    word = gap.strip()
    if word in ("до", "на") and not _SINCE.search(norm[max(0, one.start - 10) : one.start]):
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
    if word == "и" and not _next_day(start, stop):
        return None
    return _span(one.start, two.stop, (one.day, one.month, first), (two.day, two.month, last), one.two or two.two)


def _next_day(one: tuple[int | None, int, int], two: tuple[int | None, int, int]) -> bool:
    if not (_possible(one[2], one[1], one[0]) and _possible(two[2], two[1], two[0])):
        return False
    return date(two[0] or 2001, *two[1:]).toordinal() - date(one[0] or 2001, *one[1:]).toordinal() == 1


def _both_styles(text: str, norm: str, one: _Date, two: _Date, hint: int | None) -> DateMention | None:
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
    behind = None if year else _Reader(text, norm, hint)._year_behind(stop)
    years = {one.year or 0, two.year or 0, behind.year or 0 if behind else 0} - {0}
    base = max(years, default=1917)
    for shift_one, shift_two in ((0, 0), (-1, 0), (0, -1), (1, 0), (0, 1)):
        a, b = (one.year or base) + shift_one * (not one.year), (two.year or base) + shift_two * (not two.year)
        if not (_possible(one.day, one.month, a) and _possible(two.day, two.month, b)):
            continue
        first, second = date(a, one.month, one.day), date(b, two.month, two.day)
        old, new = (first, second) if first < second else (second, first)
        if 10 <= (new - old).days <= 14:
            known = bool(years)
            return DateMention(one.start, behind.stop if behind else stop, new.isoformat() if known else None, None,
                               old.isoformat() if known else None, new.day, new.month, new.year if known else None,
                               False, one.two or two.two or bool(behind and behind.two), "date.two_styles")
    return None
