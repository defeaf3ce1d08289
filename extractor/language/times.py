"""Times of day: «15.00-16.00», «7 ч. 15 м. вечера», «в половине восьмого», «15⁰⁰».

Bare figures have the rule ``time.bare``: «9.30» may be anything, callers decide by what stands around.
Times with a word for the hour, or half and quarter, have ``time.words``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from extractor.language.dates import find_dates
from extractor.language.fold import fold
from extractor.language.numerals import CARDINALS, LITTER, ORDINALS, compose


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time of day or a range of two: offsets, ``HH:MM``, and the rule that read it."""

    start: int
    stop: int
    value: str
    end: str | None
    rule: str


class _Time(NamedTuple):
    start: int
    stop: int
    hour: int
    minute: int
    part: str
    words: bool


_PART = r"утра|утром|дня|днем|вечера|вечером|ночи|пополудни|по полудни|пополуночи|по полуночи"
_HOURS = r"(?:час(?:ов|а|у|ам)(?![а-я])|час(?:\.|(?![а-я]))|ч(?:\.|(?![а-яa-z])))"
_MINUTES = r"(?:минут[аыу]?(?![а-я])|(?:мин|м)(?![а-я])\.?)"
_SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_ANCHOR = re.compile("[0-9]+|час|полдень|полноч|полов|пол-|пол[а-я]{2,7}ого|четверт|без ")
_BEHIND_HOUR = re.compile(
    rf"""{_HOURS}[ ]{{0,3}}(?:(?P<m>[0-5]?[0-9])[ ]{{0,2}}{_MINUTES}
      |(?P<m2>[0-5][0-9])(?![0-9а-яa-z]|[.,:/-][0-9]|[ ][а-я])
      |(?P<mw>[а-я]{{4,14}}(?:[ ][а-я]{{3,8}})?)[ ]{_MINUTES})?
    [ ]{{0,2}}(?P<part>(?:{_PART})(?![а-я]))?""",
    re.VERBOSE,
)
_FIGURES = re.compile(
    rf"""(?P<h>[0-9оo]{{1,2}})(?:
      (?P<sign>[ ]?[.:-][ ]?)(?P<m>[0-5оo][0-9оo])(?P<s>:[0-5][0-9])?(?![0-9])
      |[ ]?(?P<up>[{_SUPER}]{{2}}|°°|ºº|[ ]?(?<=[ ])оо(?![а-я])|оо(?![а-я]))
      |[ ]?(?P<half>½|1/2|с[ ]половин(?:ой|ою)|¼|1/4|3/4|¾)
      |(?P<glued>[ ]?[0-5][0-9](?![0-9]))
      |)""",
    re.VERBOSE,
)
_H_LATIN = re.compile(r"(?P<h>[01]?[0-9]|2[0-3]) ?h(?:rs?)?(?P<m>[0-5][0-9])?(?![a-zа-я0-9])")
_QUARTERS = {"½": 30, "1/2": 30, "¼": 15, "1/4": 15, "¾": 45, "3/4": 45}
_SPACE = re.compile(" {0,2}")
_DAYPART = re.compile(rf" {{0,2}}(?P<part>{_PART})(?![а-я])")
_UNIT = re.compile(
    r" {0,2}(?:%|°|руб|р\.|коп|к\.|чел|экз|шт|кг|тонн|тн\b|т\b|га\b|гект|к?м\b|кв|куб|места?\b|пуд|дес|фунт|тыс|млн|млрд|мин"
    r"|лет\b|год|раз|балл|голос|ставк|проц|класс|кл\b|дн[яей]|сут|недел|месяц|градус|литр|л\b|см\b|мм\b|грамм|ученик"
    r"|янв|фев|мар[та]|апр|ма[йя]\b|июн|июл|авг|сен|окт|ноя|дек|г\b|номер|штук|участ|домов|семей|фз\b|групп)"
)
_NO_TIME = re.compile(
    r"(?:№|n°|§|п\.|пп\.|пункт[а-я]{0,2}|ст\.|стать[а-я]{1,2}|разд[а-я.]{0,5}|табл[а-я.]{0,5}|рис[а-я.]{0,5}|тел[а-я.]{0,5}"
    r"|кв\.|д\.|дом|счет[а-я]{0,2}|гл\.|прил[а-я.]{0,8}|верси[а-я]|гост|снип|дело|цен[а-я]{1,2}|сумм[а-я]{1,2}) {0,2}:? ?$"
)
_LASTS = re.compile(r"(?:течени[еи]|через|за|длил[а-я]{2,3}|продолж[а-я]{3,15}|по|на|кажды[ехй]|всего|более|менее|около"
                    r"|[0-9] ?-) {0,2}[-:]? {0,2}$")
_AT = re.compile(r"(?<![а-я])(?:в|во|с|со|до|к|от|около) {1,2}\"?$")
_STARTS = re.compile(r"(?:начал|оконч|врем|открыт|закрыт|начат)[а-я]{0,8}[^0-9а-я]{0,12}(?:(?:в|с|работы|заседания"
                     r"|собрания|совещания)[^0-9а-я]{1,3}){0,2}$")
_CUE = re.compile(r"начал|открыт|закрыт|оконч|заседани|собрани|час")
_FROM_HOUR = re.compile(r"(?:(?<![а-я])(?P<since>с|от) {1,2})?(?<![0-9а-яa-z.,:/-])(?P<h>[0-9]{1,2}) ?"
                        r"(?P<to>до|по|-) {0,2}$")
_HALF = re.compile(r"(?:половин[аеыу]|пол)(?: |-)?(?P<o>[а-я]{5,14}ого|третьего)(?![а-я])")
_QUARTER = re.compile(r"четверть (?P<o>[а-я]{5,14}ого|третьего)(?![а-я])")
_WITHOUT = re.compile(r"без (?P<m>четверти|[а-я]{4,10}(?= мин)|[0-9]{1,2}(?= мин))(?: мин(?:ут[аы]?|\.)?)? "
                      r"(?P<h>[0-9]{1,2}|[а-я]{3,14})(?![а-я0-9])")
#: Figures right behind a dash follow a time: «15.00-16.00», «12:00.-14.00».
_AFTER_TIME = re.compile(r"(?<![0-9.,/-])[0-9]{1,2}[.:][0-5][0-9]\.?-$")
_HEADING = re.compile(r"\.? ?[А-ЯЁа-яё]")
_CLAUSE = re.compile(r"ч\. ?[0-9]{1,2} ?ст")
_HOUR_WORD = re.compile(_HOURS)
_NOT_BEFORE = re.compile(r"[/_]|[,:][0-9]|\.[0-9]|\. ?(?:19|20)[0-9]{2}|\.[ivx]|-[а-яa-z]")
_TIME_AFTER_DASH = re.compile(r"-[0-9]{1,2}[.:][0-5][0-9](?![0-9])")
_IN = re.compile(r"(?<![а-я])(?:в|во|с) {1,2}$")
_MORE_FIGURES = re.compile(r"[.,:/-] ?[0-9]| [0-9]")
_WORD = re.compile("[а-я]+")
_WORD_BEHIND = re.compile(" ?[а-яa-z]")
_CLOCK_PART = re.compile(rf"(?: {_HOURS})?(?: {{1,2}}(?P<part>{_PART})(?![а-я]))?")
_NOON = re.compile(r"(?:полдень|полночь)(?![а-я])")
_JOINT = re.compile(r"\.? {0,2}(?:(?:час(?:ов|а)?|ч)\.? {0,2})?(?:-|до|по) {0,2}")


def find_times(text: str, norm: str | None = None) -> list[TimeMention]:
    """Find the times of day of a text, in order and without overlaps; ``norm`` is ``fold(text)``.

    >>> [t.value for t in find_times("Засѣданіе открыто въ 7 ч. 15 м. вечера, закрыто въ 11 часовъ вечера")]
    ['19:15', '23:00']
    >>> [(t.value, t.end, t.rule) for t in find_times("Время работы: 15.00-16.00")]
    [('15:00', '16:00', 'time.bare')]
    >>> find_times("22.09.2020 по п. 3.15 решили за 2 – 3 часа")
    []
    """
    norm = fold(text) if norm is None else norm
    times = _single(text, norm)
    if times:
        times = _outside_dates(times, text, norm)
    found: list[TimeMention] = []
    skip = 0
    for at, one in enumerate(times):
        if at < skip:
            continue
        two = times[at + 1] if at + 1 < len(times) else None
        if two and two.start - one.stop <= 14 and _JOINT.fullmatch(norm, one.stop, two.start):
            skip = at + 2
            part = one.part or (two.part if one.hour < 12 and two.hour < 12 else "")
            found.append(TimeMention(one.start, two.stop, _clock(one.hour, one.minute, part),
                                     _clock(two.hour, two.minute, two.part), _rule(one.words or two.words)))
            continue
        mention = _from_hour(norm, one, found[-1].stop if found else 0)
        found.append(mention or TimeMention(one.start, one.stop, _clock(one.hour, one.minute, one.part), None,
                                            _rule(one.words)))
    return found


def _rule(words: bool) -> str:
    return "time.words" if words else "time.bare"


def _clock(hour: int, minute: int, part: str) -> str:
    """Put a time on the clock of 24 hours.

    >>> _clock(7, 15, "вечера"), _clock(2, 20, "дня"), _clock(12, 0, "дня"), _clock(12, 0, "ночи")
    ('19:15', '14:20', '12:00', '00:00')
    """
    if hour <= 12:
        evening = part.startswith("веч") or part in ("пополудни", "по полудни")
        if evening and hour < 12 or part in ("дня", "днем") and hour < 8 or part == "ночи" and 8 <= hour < 12:
            hour += 12
        elif hour == 12 and part and part not in ("дня", "днем", "пополудни", "по полудни"):
            hour = 0
    return f"{hour:02}:{minute:02}"


def _outside_dates(times: list[_Time], text: str, norm: str) -> list[_Time]:
    dates = [d for d in find_dates(text, norm) if d.rule != "date.year"]
    starts = [d.start for d in dates]

    def free(one: _Time) -> bool:
        at = bisect_right(starts, one.stop - 1) - 1
        return at < 0 or dates[at].stop <= one.start

    return [one for one in times if free(one)]


def _from_hour(norm: str, one: _Time, floor: int) -> TimeMention | None:
    """Read «с 22 до 6 часов», «2-3 часа дня»: the first hour has no word of its own."""
    low = max(floor, one.start - 20)
    match = _FROM_HOUR.search(norm[low : one.start])
    if not match or int(match["h"]) > 23 or not (match["since"] or match["to"] == "-" and one.words):
        return None
    hour = int(match["h"])
    part = one.part if hour < 12 and one.hour <= 12 else ""
    return TimeMention(low + match.start("h"), one.stop, _clock(hour, 0, part),
                       _clock(one.hour, one.minute, one.part), _rule(one.words))


def _single(text: str, norm: str) -> list[_Time]:
    times: list[_Time] = []
    stop = 0
    for anchor in _ANCHOR.finditer(norm):
        start = anchor.start()
        if start < stop or start and (norm[start - 1].isalnum() or norm[start - 1] == "_"):
            continue
        if "0" <= anchor.group()[0] <= "9":
            one = _in_figures(text, norm, start, anchor.end())
        elif anchor.group() == "час":
            one = _hour_in_words(norm, start, stop)
        else:
            one = _by_the_clock(norm, start)
        if one and one.hour < 24 and one.minute < 60:
            times.append(one)
            stop = one.stop
    return times


def _in_figures(text: str, norm: str, start: int, stop: int) -> _Time | None:
    before = norm[start - 2 : start] if start > 1 else ""
    if stop - start > 4 or before[:1].isalnum() and (
            before[1] in ",/:+" or before[1] in "-." and not _AFTER_TIME.search(norm[max(0, start - 8) : start])):
        return None
    match = _FIGURES.match(norm, start)
    if not match:
        return None
    hour, window = int(match["h"].translate(LITTER)), norm[max(0, start - 26) : start]
    if hour > 23 or _NO_TIME.search(window):
        return None
    latin = _H_LATIN.match(norm, start)
    if latin:
        return _Time(start, latin.end(), int(latin["h"]), int(latin["m"] or 0), "", True)
    minute = _minute(match)
    behind = _BEHIND_HOUR.match(norm, _gap(norm, match.end()))
    if behind and match["glued"] is None and not _adverb(norm, behind):
        return _with_word(norm, match, behind, hour, minute, window)
    if match["sign"]:
        return _bare(text, norm, match, hour, minute, window)
    if match["up"]:
        odd = match["up"].strip()[0] in "о°º" and not (_AT.search(window) or _STARTS.search(window))
        return None if odd else _Time(start, match.end(), hour, minute, "", False)
    if match["glued"]:
        return _glued(text, norm, match, hour, window)
    part = _DAYPART.match(norm, match.end())
    if part and part["part"] != "дня" and 1 <= hour <= 12 and _AT.search(window):
        return _Time(start, part.end(), hour, minute, part["part"], True)  # в 7 вечера
    return None


def _gap(norm: str, at: int) -> int:
    match = _SPACE.match(norm, at)
    return match.end() if match else at


def _minute(match: re.Match[str]) -> int:
    if match["m"]:
        return int(match["m"].translate(LITTER))
    if match["up"] and match["up"][0] in _SUPER:
        return _SUPER.index(match["up"][0]) * 10 + _SUPER.index(match["up"][1])
    return _QUARTERS.get(match["half"], 30) if match["half"] else 0


def _adverb(norm: str, behind: re.Match[str]) -> bool:
    """Whether «ч.» is not an hour: «ч. 3 ст. 5» (part of an article)."""
    return _CLAUSE.match(norm, behind.start()) is not None


def _with_word(norm: str, match: re.Match[str], behind: re.Match[str], hour: int, minute: int,
               window: str) -> _Time | None:
    """«18 часов 30 минут», «в 18 час.», «15.00 час.», «5 час. пополудни»; not «2 часа», «за 3 часа»."""
    part, more = behind["part"] or "", behind["m"] or behind["m2"]
    minutes = int(more) if more else _minutes_in_words(behind["mw"]) if behind["mw"] else None
    stop = _old_end(norm, behind)
    if behind["mw"] and minutes is None:
        stop, part = behind.start() + len(_hour_word(norm, behind.start())), ""
    if minutes is not None and minute:
        return None
    since = _FROM_HOUR.search(window)
    since = since if since and since["since"] else None
    said = part or match["sign"] or since or _AT.search(window) or _STARTS.search(window)
    if not said and (minutes is None or _LASTS.search(window)):
        return None
    if not (part or since or match["sign"]) and _LASTS.search(window):
        return None
    return _Time(match.start(), stop, hour, minute if minutes is None else minutes, part, True)


def _hour_word(norm: str, at: int) -> str:
    match = _HOUR_WORD.match(norm, at)
    return match.group() if match else ""


def _old_end(norm: str, match: re.Match[str]) -> int:
    """End of a match without the white space that its optional parts have left."""
    return match.start() + len(match.group().rstrip())


def _minutes_in_words(words: str) -> int | None:
    values = [CARDINALS.get(word, -1) for word in words.split()]
    used, number = compose(values) if -1 not in values else (0, 0)
    return number if used == len(values) and number < 60 else None


def _bare(text: str, norm: str, match: re.Match[str], hour: int, minute: int, window: str) -> _Time | None:
    sign, stop, start = match["sign"], match.end(), match.start()
    part = _DAYPART.match(norm, stop)
    if part:
        return _Time(start, part.end(), hour, minute, part["part"], True)
    if " " in sign or norm[stop : stop + 1].isalnum() or _unit(text, norm, stop):
        return None
    if _NOT_BEFORE.match(norm, stop):
        return None
    if norm[stop : stop + 1] == "-" and norm[stop + 1 : stop + 2].isdigit() \
            and not _TIME_AFTER_DASH.match(norm, stop):
        return None
    if sign == "-" and (minute % 5 or len(match["h"]) < 2 and minute % 30):
        return None
    if sign == "." and len(match["h"]) == 1 and text[max(0, start - 20) : start].rstrip(" \t")[-1:] in ("", "\n") \
            and _HEADING.match(text, stop):
        return None  # a numbered heading, «1.10. Утвердить»
    return _Time(start, stop, hour, minute, "", False)


def _unit(text: str, norm: str, at: int) -> bool:
    """Whether a unit of measure stands here, on the same line and not as a heading («Место:»)."""
    match = _UNIT.match(norm, at)
    return match is not None and "\n" not in text[at : at + 2] and not text[at : at + 2].strip()[:1].isupper()


def _glued(text: str, norm: str, match: re.Match[str], hour: int, window: str) -> _Time | None:
    """«начало 18 00», «начало в 1800»: figures without a sign between hour and minutes."""
    minute, stop = int(match["glued"]), match.end()
    behind = _BEHIND_HOUR.match(norm, _gap(norm, stop))
    starts = _STARTS.search(window)
    at = _IN.search(window)
    if len(match["h"]) < 2 or norm[stop : stop + 1].isalnum() or minute % 5:
        return None
    if behind and (at or starts):
        return _Time(match.start(), _old_end(norm, behind), hour, minute, behind["part"] or "", True)
    if _unit(text, norm, stop) or _MORE_FIGURES.match(norm, stop):
        return None
    if starts:
        return _Time(match.start(), stop, hour, minute, "", False)
    if not at or _WORD_BEHIND.match(norm, stop):
        return None
    year = " " not in match["glued"] and 16 <= hour <= 20
    if year and not _CUE.search(window):
        return None
    return _Time(match.start(), stop, hour, minute, "", False)


def _hour_in_words(norm: str, start: int, floor: int) -> _Time | None:
    """«в семь часов вечера», «двадцать часов тридцать минут», «в час дня»."""
    behind = _BEHIND_HOUR.match(norm, start)
    if not behind:
        return None
    part = behind["part"] or ""
    low = max(floor, start - 36)
    words = list(_WORD.finditer(norm[low:start]))[-2:] if norm[start - 1 : start] == " " else []
    if words and words[-1].end() < len(norm[low:start].rstrip()):
        words = []
    while words and any(w.group() not in CARDINALS for w in words):
        words = words[1:]
    minutes = int(behind["m"] or behind["m2"] or 0)
    if behind["mw"]:
        spelled = _minutes_in_words(behind["mw"])
        if spelled is None:
            return None
        minutes = spelled
    if not words:
        alone = _hour_word(norm, start) == "час" and part in ("дня", "ночи", "пополудни", "по полудни", "утра")
        return _Time(start, _old_end(norm, behind), 1, minutes, part, True) if alone else None
    used, hour = compose([CARDINALS[w.group()] for w in words])
    begin = low + words[0].start()
    if used != len(words) or hour > 23:
        return None
    window = norm[max(0, begin - 26) : begin]
    said = part or _AT.search(window) or _STARTS.search(window) or (behind["m"] or behind["mw"])
    if not said or not part and _LASTS.search(window):
        return None
    return _Time(begin, _old_end(norm, behind), hour, minutes, part, True)


def _by_the_clock(norm: str, start: int) -> _Time | None:
    """«в половине восьмого вечера», «четверть девятого», «без четверти восемь», «в полдень»."""
    window = norm[max(0, start - 14) : start]
    noon = _NOON.match(norm, start)
    if noon:
        return _Time(start, noon.end(), 12 if noon.group() == "полдень" else 0, 0, "", True) \
            if _AT.search(window) else None
    match = _HALF.match(norm, start) or _QUARTER.match(norm, start)
    if match:
        hour = 3 if match["o"] == "третьего" else ORDINALS.get(match["o"], 99)
        hour, minute = hour - 1, 15 if match.group().startswith("чет") else 30
    else:
        match = _WITHOUT.match(norm, start)
        if not match:
            return None
        said, name = match["m"], match["h"]
        less = 15 if said == "четверти" else int(said) if said.isdigit() else CARDINALS.get(said, 99)
        hour = (int(name) if name.isdigit() else 1 if name == "час" else CARDINALS.get(name, 99)) - 1
        minute = 60 - less
    if not 0 <= hour <= 12 or not 0 < minute < 60:
        return None
    behind = _CLOCK_PART.match(norm, match.end())
    part = behind["part"] or "" if behind else ""
    stop = behind.end() if behind and part else match.end()
    if not part and not (_AT.search(window) or match.re is _WITHOUT):
        return None
    return _Time(start, stop, hour or 12, minute, part, True)
