"""List markers as clerks write them: 1. 1) 1.1. а) А. I. – • §."""

from __future__ import annotations

import re
from typing import NamedTuple


class Marker(NamedTuple):
    """A marker at the start of a block: the number as written, the style, where the words begin."""

    number: str | None
    style: str
    body: int


_MARKER = re.compile(
    r"""(?P<skip>["(]?)(?:
      (?P<deep>\d{1,3}(?:\.\d{1,3}){1,4})(?P<deepend>[.)]{0,2})(?=\s|[^\W\d_]|[«"])
    | (?P<paren>[\dЗО]{1,3})\s?\)(?=\s|[^\W_]|[«"„])
    | (?P<dot>[\dЗ]{1,3})\s?\.(?:\s?[-–—]{1,2})?(?=\s|[^\W\d_]|[«"„(])
    | (?P<par>§{1,2}\s?\d{1,3}(?:-?[а-я])?)\s?[.)]?(?=\s|[^\W\d_])
    | (?P<article>(?:Ст|СТ)\.\s?\d{1,3})\s?[.)](?=\s+[^\W\d_])
    | (?P<ruled>[=*~]{3,}\s?\d{1,2})\s?[=*~]{3,}(?=\s|$)
    | (?P<point>[Пп]\.\s?\d{1,3})\s?[.)]?(?=\s)
    | (?P<roman>[IVXLІХ]{1,6})\s?(?P<romanend>[.)])(?=\s|[^\W\d_])
    | (?P<lower>[а-яa-z])\s?(?P<lowerend>\)|/(?=\s))(?=\s|[^\W_]|[«"§])
    | (?P<slash>\d{1,2})/(?=\s+[^\W\d_])
    | (?P<code>[A-ZА-Я]{1,3}-\d{1,3})[.):](?=\s)
    | (?P<lowerdot>[абвежз](?=\.\s[^\W\d_])|[гд](?=\.\s[а-я]))\.
    | (?P<upper>[А-ЯA-Z])\s?(?P<upperend>[)])(?=\s)
    | (?P<upperdot>[А-Е])\.(?=\s[^\W\d_])
    | (?P<dash>[-–—•*·‣▪●])(?=\s|[^\W\d_]|[«"])
    )\s*""",
    re.VERBOSE,
)
_TIME = re.compile(r"\d{1,2}\.\d\d(?!\.)")
_DATE = re.compile(r"\d{1,2}\s?\.\s?\d{1,2}\s?\.\s?\d{2,4}")
_DIGITS = str.maketrans("ЗО", "30")


def read_marker(text: str) -> Marker | None:
    """Read the list marker at the start of a text, or None.

    >>> read_marker("2.1. Утвердить смету")
    Marker(number='2.1', style='1.1', body=5)
    >>> read_marker("22.09.2020 г. состоялось") is None
    True
    >>> read_marker("— принять к сведению").style
    '-'
    """
    if text[:2].isalpha() and text[1:2].islower() and text[:2] != "Ст":
        return None  # a word, as most lines begin: no other marker has a small second letter
    found = _MARKER.match(text)
    if not found or found.group("skip") or _DATE.match(text):
        return None
    name = str(found.lastgroup).removesuffix("end")
    value = found.group(name)
    if name == "deep" and not _is_deep(text, found):
        return None
    if name in ("paren", "dot"):
        value = value.translate(_DIGITS)
        if not value.isdigit() or value.startswith("0"):
            return None
    if name == "dash":
        return Marker(None, "-", found.end())
    return Marker(value.lstrip("§пПСстТ.=*~ ") if name in ("par", "point", "article", "ruled") else value, _STYLES[name], found.end())


_STYLES = {
    "deep": "1.1", "paren": "1)", "dot": "1.", "par": "§", "article": "§", "ruled": "§", "point": "п.", "roman": "I", "lower": "а)", "lowerdot": "а.",
    "slash": "1)", "code": "К.", "upper": "А)", "upperdot": "А.", "dash": "-",
}
_UNIT = re.compile(r"(?:млн|тыс|руб|кв|проц|м\b|кг|г\b|т\b|га\b|час|км|л\b|коп|ч\b|п\b|пуд)")


def _is_deep(text: str, found: re.Match[str]) -> bool:
    """Is «2.1» a number of a point, and no time («16.00») or quantity («2.5 млн»)?"""
    value, rest = found.group("deep"), text[found.end() :]
    if _TIME.match(text) and value.split(".")[1].startswith("0"):
        return False
    if found.group("deepend"):
        return True
    if rest[:1].islower():
        return (value.count(".") > 1 or value[0] != "0") and not _UNIT.match(rest)
    return rest[:1].isupper() or rest[:1] in "«\"" or value.count(".") > 1


_ALPHABET = "абвгдежзиклмнопрстуфхцчшщ"
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX")


def ordinal(number: str | None) -> int | None:
    """Return the place of a number in its row: «3» 3, «в» 3, «III» 3, «2.4» 4.

    >>> ordinal("в"), ordinal("III"), ordinal("2.4"), ordinal(None)
    (3, 3, 4, None)
    """
    if number is None:
        return None
    last = number.rsplit(".", 1)[-1]
    if last.isdigit():
        return int(last)
    roman = number.translate(str.maketrans("ІХ", "IX"))
    if roman in _ROMANS:
        return _ROMANS.index(roman) + 1
    letter = number.lower()
    if letter in _ALPHABET:
        return _ALPHABET.index(letter) + 1
    if len(letter) == 1 and letter in "abcdefghij":
        return "abcdefghij".index(letter) + 1
    return None


_INLINE = re.compile(
    r"(?:(?<=^)|(?<=[\s(:;,.–—-]))(?P<mark>(?:\d{1,2}|[а-к]|[IVXІХ]{1,4})\)|[а-к]/(?= )|\d{1,2}/(?= ?[А-ЯЁІѢѲ])|(?:\d{1,2}|[IVXІХ]{1,4})\.(?!\d))(?=\s?[^\W_]|\s?[«\"§])"
)


_RUN_ON_STYLES = {"I.": "I", "1/": "1)"}


def find_run_on(text: str, start: int = 0, *, loose: bool = False, first: int = 1) -> list[tuple[int, Marker]]:
    """Find the markers of a list that runs on in one paragraph: «1) …; 2) …; 3) …».

    Only rows that begin at 1, а or I and count up by one, with at least two members, are lists. In a ``loose`` list
    (an agenda: «1. О хлебе 2. О бане») no stop need stand before a number. ``first`` is for a list that a line end cut:
    its figures begin there («2) отказать; 3) вызвать»).

    >>> [(at, m.number) for at, m in find_run_on("Решили: 1) принять; 2) отказать")]
    [(8, '1'), (20, '2')]
    """
    if first == 1 and not any(sign in text for sign in ("1", "а)", "а/", "I", "І")):
        return []  # as in most texts
    rows: dict[str, list[tuple[int, Marker]]] = {}
    for found in _INLINE.finditer(text, start):
        mark = found.group("mark")
        number = mark[:-1]
        style = ("1" if number.isdigit() else "I" if number.isupper() else "а") + mark[-1]
        place = ordinal(number)
        row = rows.setdefault(style, [])
        expected = len(row) + (first if style[0] == "1" else 1)
        if place == expected and _parts_items(text, found.start(), bool(row), style, loose):
            body = found.end() + (len(text[found.end():]) - len(text[found.end():].lstrip()))
            row.append((found.start(), Marker(number, _RUN_ON_STYLES.get(style, style), body - found.start())))
    best = [row for row in rows.values() if len(row) >= 2]
    return min(best, key=lambda row: row[0][0]) if best else []


def _parts_items(text: str, at: int, later: bool, style: str, loose: bool = False) -> bool:
    """Items part at the start, behind a colon, semicolon, full stop or comma."""
    before = text[:at].rstrip()
    if not before:
        return True
    if loose and later and before[-1].islower() and re.match(r"\d{1,2}\. ?[А-ЯЁІѢѲ«\"]", text[at:]):
        return True
    if style.endswith("."):
        return before[-1] in ".;:!?»\"" if later else before[-1] in ":.;"
    return before[-1] in ".;:,!?)»\"–—-" or later or before.endswith((" за", " на"))


_INITIAL = re.compile(r"(?![IVXІХ])[А-ЯѲІA-Z]\. ?(?:[А-ЯѲІ]\. ?)?[А-ЯЁѲІ][а-яёіѣѳѵ]{2,}|[А-ЯѲІ]\. ?[А-ЯѲІ]\. ?[А-ЯЁѲІѢ]{3,}")
_LETTERED_ITEM = re.compile(r"[А-Е]\. (?:Об?|В|На|Утв|Отч|Дол|Разное)\b")


def is_initial(text: str) -> bool:
    """Tell the initial of a name from an item's letter.

    >>> is_initial("А. Лапин сообщил"), is_initial("А. О дровах")
    (True, False)
    """
    return bool(_INITIAL.match(text)) and not _LETTERED_ITEM.match(text)
