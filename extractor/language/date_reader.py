"""Single dates, from anchor to anchor: figures, words, Roman months, years in words, litter of scans.

Digits and month names are the anchors; everything else is read in a bounded window around one, so the
time is linear in the text.
"""

from __future__ import annotations

import re

from extractor.language.date_parts import (
    SINCE,
    Left,
    WrittenDate,
    WrittenYear,
    complete_year,
    is_plausible,
    lead_start,
    month_number,
    read_day,
    read_figure,
    read_lead_day,
    roman_month,
)
from extractor.language.numerals import CARDINALS, DIGIT, ORDINALS, read_ordinal

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
    rf"""(?:(?P<q1>")[ ]{{0,2}})?(?<![0-9а-яa-z./,])(?:(?<!-)|(?<=\)-))(?:(?P<day>{DIGIT}{{1,2}})|(?P<word>{_DAY_WORD}))
    (?:(?P<q2>[ ]?")|{_SUF}|\.(?P<mon>[01]?[0-9])\.?)?[ ]{{0,2}}(?P<joint>[-/(\[]|(?<=[ ])(?:по|на|до|и)(?=[ ]))[ ]{{0,2}}$""",
    re.VERBOSE,
)
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
_MONTH_TO_MONTH = re.compile(r"[ ]?-[ ]?|[ ]по[ ]|[ ]и[ ]")


class DateReader:
    """Reads the single dates of one text, from anchor to anchor."""

    def __init__(self, text: str, norm: str, hint: int | None) -> None:
        self.text, self.norm, self.hint = text, norm, hint
        self.dates: list[WrittenDate] = []
        self.stop = 0

    def read(self) -> list[WrittenDate]:
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

    def _figures(self, start: int, stop: int) -> WrittenDate | None:
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

    def _iso(self, start: int, before: str) -> WrittenDate | None:
        match = _ISO.match(self.norm, start)
        if not match or before in "-/." and self.norm[start - 2 : start - 1].isalnum():
            return None
        day, month = int(match["d"]), int(match["m"])
        return WrittenDate(start, match.end(), day, month, int(match["y"]), "date.iso") if is_plausible(day, month) else None

    def _year_alone(self, start: int, before: str) -> WrittenDate | None:
        match = _YEAR_ALONE.match(self.norm, start)
        if not match or before in "-/.,":
            return None
        stop = self._stop(match, match.start("gap"))
        return WrittenDate(start, stop, None, None, int(self.norm[start : start + 4]), "date.year") \
            if stop > match.start("gap") else None

    def _spelled_year(self, start: int) -> WrittenDate | None:
        for word in ("одна ", "две "):
            if self.norm[start - len(word) : start] == word:
                start -= len(word)
        year = self._year_in_words(start)
        return WrittenDate(start, year.stop, None, None, year.year, "date.year") if year and year.worded else None

    def _numeric(self, start: int, left: Left | None) -> WrittenDate | None:
        norm, match = self.norm, _NUMERIC.match(self.norm, start)
        if not match:
            return None
        day, month, year = read_day(self.text, match, "d"), read_figure(match["m"]), read_figure(match["y"])
        one, two = match["s1"], match["s2"]
        if not is_plausible(day, month) or year is None or day is None:
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
        alone = len(match["m"]) == 2 and self._opens_cell(start)
        plain = signs == ".." and (padded or alone) and " " not in one + two
        if not (full or said or plain or _UNTIL.search(window)):
            return None
        if not said and (_DECIMAL if full or signs == ".." else _MORE).match(norm, match.end()):
            return None
        if _NO_DATE.search(window) and not (full and signs == ".."):
            return None
        begin, rule = self._quoted(start, "date.numeric") if match["q"] else (start, "date.numeric")
        year = year if full else complete_year(year, self.hint)
        stop = self._stop(match, match.end("y"))
        return WrittenDate(begin, stop, day, month, year, rule, not full, left or _left(norm, begin, self.stop))

    def _opens_cell(self, start: int) -> bool:
        while start and self.text[start - 1] == " ":
            start -= 1
        return not start or self.text[start - 1] in "\t|"

    def _roman(self, start: int, left: Left | None) -> WrittenDate | None:
        norm, match = self.norm, _ROMAN_DATE.match(self.norm, start)
        if not match:
            return None
        day, month = read_day(self.text, match, "d"), roman_month(self.text[match.start("r") : match.end("r")])
        if day is None or month is None or not is_plausible(day, month):
            return None
        slash = match["s1"].strip() == "/"
        typed = any(c in "ПШУ" for c in self.text[match.start("r") : match.end("r")])
        begin, rule = self._quoted(start, "date.roman_month") if match["q"] else (start, "date.roman_month")
        raw = match["y"]
        year = read_figure(raw) if raw else None
        full = raw is not None and len(raw) == 4
        if raw is not None and year is not None:
            loose = not match["s1"].strip() or not match["s2"].strip()
            if (full and 1500 <= year <= 2199 or not full and (not loose or match["g"] is not None or slash
                                                               and bool(match["s2"].strip()))) and (
                    not typed or match["s1"].strip() in ("/", "-")):
                stop = self._stop(match, match.end("y"))
                year = year if full else complete_year(year, self.hint)
                left = left or _left(norm, begin, self.stop)
                return WrittenDate(begin, stop, day, month, year, rule, not full, left)
        stop = match.end("r")
        if not slash or typed or norm[stop : stop + 1].isalnum() or _NO_DATE.search(norm[max(0, start - 26) : start]):
            return None
        return WrittenDate(begin, stop, day, month, None, rule, False, left or _left(norm, begin, self.stop))

    def _day_month(self, start: int) -> WrittenDate | None:
        match, window = _DAY_MONTH.match(self.norm, start), self.norm[max(0, start - 30) : start]
        until = _UNTIL.search(window) if match else None
        if not match or not until or self._unit(match.end()):
            return None
        day, month = int(match["d"]), int(match["m"])
        if not is_plausible(day, month) or until["prep"] == "от" and len(match["d"]) < 2:
            return None
        if day < 24 and (_FROM_TIME.search(window) or until["prep"] == "с" and _TO_TIME.match(self.norm, match.end())):
            return None
        return WrittenDate(start, match.end(), day, month, None, "date.day_month")

    def _quoted(self, start: int, rule: str) -> tuple[int, str]:
        """Start at the opening quote of «22», if there is one."""
        opening = _OPENING.search(self.norm[max(0, start - 3) : start])
        return (start - len(opening.group()), "date.quoted_day") if opening else (start, rule)

    # Words: 22 сентября 2020 года, июня 14 дня 1922 г., 1921 г. 5 марта, май 2013 г.

    def _month(self, match: re.Match[str], last: re.Match[str] | None) -> WrittenDate | None:
        norm, text, start = self.norm, self.text, match.start()
        month = month_number(match.group())
        floor = max(self.stop, start - 48)
        window = norm[floor:start]
        year = self._year_behind(match.end())
        before = self._year_before()
        lead = _LEAD.search(window)
        day = read_lead_day(text, floor, lead) if lead else None
        begin, rule = lead_start(lead, floor) if lead else (start, "")
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
                return WrittenDate(before.start, match.end(), day, month, before.year, rule)
            stop = year.stop if year else match.end()
            if year and year.worded:
                rule = "date.spelled"
            return WrittenDate(begin, stop, day, month, year.year if year else None, rule, bool(year and year.two), left)
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
            earlier = Left(last.start(), 0, month_number(last.group()), "-")
        return WrittenDate(begin, year.stop, None, month, year.year, rule, year.two, earlier)

    def _day_behind(self, match: re.Match[str], behind: re.Match[str], month: int, before: WrittenDate | None) -> WrittenDate | None:
        """«июня 14 дня 1922 г.», «1921 года марта 5 дня»."""
        day = read_ordinal(behind["word"]) if behind["word"] else read_day(self.text, behind, "d")
        if day is None or not 1 <= day <= 31:
            return None
        year = self._year_behind(behind.end())
        if before and not year and self.norm[before.stop : match.start()].strip(" ,") == "" \
                and match.start() - before.stop <= 3:
            if not (behind["dnya"] or behind["suf"] or behind["word"]) and self._unit(behind.end()):
                return None
            self.dates.pop()
            return WrittenDate(before.start, behind.end(), day, month, before.year, "date.words")
        if behind["dnya"] or year and (behind["suf"] or behind["word"]):
            return WrittenDate(match.start(), year.stop if year else behind.end(), day, month,
                         year.year if year else None, "date.words", bool(year and year.two))
        return None

    def _year_before(self) -> WrittenDate | None:
        last = self.dates[-1] if self.dates else None
        return last if last and last.rule == "date.year" else None

    def _year_behind(self, at: int) -> WrittenYear | None:
        match = _TAIL.match(self.norm, at)
        if not match:
            words = _TAIL_WORDS.match(self.norm, at)
            return self._year_in_words(words.end()) if words else None
        if match["y2"]:
            year = read_figure(match["y2"])
            return WrittenYear(match.end(), complete_year(year, self.hint), True) if year is not None else None
        year = read_figure(match["y"])
        if year is None or not 1500 <= year <= 2199 or sum("0" <= c <= "9" for c in match["y"]) < 2:
            return None
        after = match.end("y")
        if match["g"] is None and (self._unit(after) or self.norm[after : after + 1].isalnum()):
            return None
        return WrittenYear(self._stop(match, after), year, False)

    def _year_in_words(self, at: int) -> WrittenYear | None:
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
        return WrittenYear(following.end() if following else stop, year, False, worded=True)

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


def _left(norm: str, start: int, floor: int) -> Left | None:
    """Read a day that stands before a date and shares its month or year."""
    low = max(floor, start - 40)
    match = _LEFT.search(norm[low:start]) if start > low else None
    if not match:
        return None
    day = read_ordinal(match["word"]) if match["word"] else read_figure(match["day"])
    if day is None or not 1 <= day <= 31 or match["day"] and not any("0" <= c <= "9" for c in match["day"]):
        return None
    month = int(match["mon"]) if match["mon"] else None
    if month is not None and not 1 <= month <= 12:
        return None
    begin = low + match.start("q1" if match["q1"] and match["q2"] else "word" if match["word"] else "day")
    since = norm[max(0, begin - 10) : begin]
    if match["joint"] in ("по", "на", "до") and not SINCE.search(since):
        return None
    if _NO_DATE.search(norm[max(0, begin - 26) : begin]):
        return None
    return Left(begin, day, month, match["joint"])
