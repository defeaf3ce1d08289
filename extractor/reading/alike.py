"""Signs that look alike, told by their neighbours on a recognised line: «0 дровах» is «О дровах», «17-ОО» is «17-00», «6)» behind «а)» is «б)».

A word that the dictionary does not know becomes the one that differs from it by letters that look alike («доклал» is
«доклад»), where there is just one such word and the engine itself was not sure. Names are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

_INSIDE = re.compile(r"(?<![0-9])[03](?=[а-яё]{2})|(?<=[а-яё])0(?=[а-яё])|(?<=[А-ЯЁ])0(?=[А-ЯЁ])")
_LETTERS = {"0": "О", "3": "З"}
_DIGITS = re.compile(r"(?<=[0-9])О(?=[0-9.,:\-–]|$)|(?<=[0-9][:.\-–])О(?=[0-9О])|(?<=[0-9][:.\-–][0О])О(?![а-яёА-ЯЁ])")
_NUMBER_SIGN = re.compile(r"(?:Ne|N[°ºo]|Nº|№o|№е)(?=[0-9]|$)")
_NUMBERED = re.compile(r"[МMN](\d{1,3}(?:[/-]\w{1,2})?)")
_MARKER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]|[-–—•]|\d{1,2}[.)-][а-я]?)")
_LETTERED = re.compile(r"([а-е689])([)/])")
#: Initials with figures in them, and what can stand beside them: a surname, an initial.
_INITIALS = re.compile(r"([(/]*)((?:[0346А-ЯЁ]\.){1,2})([,;:)/]*)")
_SURNAME = re.compile(r"[(/«]*[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?")
_INITIAL = re.compile(r"[А-ЯЁ]\.(?:[А-ЯЁ]\.)?[,;:)/]*")
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_YEARS = frozenset(("год", "года", "году", "годом"))
_LONE_CAPITAL = re.compile(r"(?<=[а-яё])[А-ЯЁ](?=[а-яё.,:;]|$)")
_CAPITALS = str.maketrans("0346", "ОЗАБ")
#: The letter of a list that a figure was taken for, and the letter before it.
_FOR_LETTER = {"6": ("а", "б"), "8": ("б", "в")}
#: Letters that engines take for one another.
_PAIRS = ("лд", "нп", "ни", "пи", "ес", "шщ", "цп", "тг", "НЫ", "ЛД", "бо", "вз", "кх", "НИ", "ПН", "СЕ", "цд", "иы")


def mend_line(words: Sequence[str]) -> list[str]:
    """Return the words of a line with the letters that their neighbours show to be digits, and the other way about.

    >>> mend_line(["2.", "0", "подготовке", "депо"]), mend_line(["17-ОО", "часов"]), mend_line(["0тчет", "3авкома", "Ne", "5"])
    (['2.', 'О', 'подготовке', 'депо'], ['17-00', 'часов'], ['Отчет', 'Завкома', '№', '5'])
    >>> mend_line(["ПРОТОКОЛ", "М2"]), mend_line(["$", "2.", "О", "дровахъ"])
    (['ПРОТОКОЛ', '№2'], ['§', '2.', 'О', 'дровахъ'])
    >>> mend_line(["Лисина", "0.Б.,", "Прокопчук", "0.", "В."])
    ['Лисина', 'О.Б.,', 'Прокопчук', 'О.', 'В.']
    """
    out: list[str] = []
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        if _is_initials(word, out[-1] if out else "", following):
            out.append(word.translate(_CAPITALS))
            continue
        begins = not out or _MARKER.fullmatch(out[-1]) is not None or out[-1][-1] in ".:;"
        if word in ("0", "О6", "06", "0б") and re.match("[а-яё]{3}", following) and begins:
            word = "О" if word == "0" else "Об"
        elif out and _YEAR.fullmatch(out[-1]) and word.rstrip(".,;") not in _YEARS:
            word = _as_year(word)
        elif word.strip("(") == "000" and following[:1] in ("«", '"'):  # «ООО «Заря»»
            word = word.replace("000", "ООО")
        elif _NUMBER_SIGN.fullmatch(word) and following[:1].isdigit():
            word = "№"
        elif not out and re.fullmatch(r"\$\d*\.?", word) and (following[:1].isdigit() or word[-1] != "$"):
            word = word.replace("$", "§")
        elif out and out[-1].upper() == "ПРОТОКОЛ" and _NUMBERED.fullmatch(word):
            word = "№" + word[1:]
        else:
            word = _INSIDE.sub(lambda found: _LETTERS[found.group()], word)
            word = _DIGITS.sub("0", word)
        out.append(word)
    return out


def _as_year(word: str) -> str:
    """«гола» behind 1991 is «года», as is whatever else looks like it."""
    bare = word.rstrip(".,;")
    near = {other for other in _near(bare) if other in _YEARS}
    return near.pop() + word[len(bare) :] if near else word


def _is_initials(word: str, before: str, following: str) -> bool:
    """Are the figures of a word initials? «Лисина 0.Б.», «Прокопчук 0. В.», «0.Б. Лисина», but not «Отчет 3. О дровах»."""
    found = _INITIALS.fullmatch(word)
    if not found or not any(sign in "0346" for sign in found[2]):
        return False
    after = _SURNAME.fullmatch(before) is not None
    if len(found[2]) > 2:
        return after or _SURNAME.match(following) is not None and any(sign.isalpha() for sign in found[2])
    if found[2] == "0.":  # no list has such a number
        return after or _SURNAME.match(following) is not None
    return after and (_INITIAL.fullmatch(following) is not None or bool(found[3])) and found[2] != "3."


def mend_markers(words: Sequence[str]) -> list[str]:
    """Return the words of a page with the letters of lists that were taken for figures.

    >>> mend_markers("а) дров; 6) сена; 8) овса".split())
    ['а)', 'дров;', 'б)', 'сена;', 'в)', 'овса']
    """
    out, last = [], ""
    for word in words:
        found = _LETTERED.fullmatch(word)
        if found:
            sign = found[1]
            if sign in _FOR_LETTER and _FOR_LETTER[sign][0] == last:
                word = _FOR_LETTER[sign][1] + found[2]
            last = word[0] if word[0].isalpha() else ""
        elif re.fullmatch(r"\d{1,2}[.)/]", word):
            last = ""
        out.append(word)
    return out


#: What the numbers I to V are taken for at the head of a line («Г.» for I is left out: most lines that begin so name a town).
_ROMAN = ("Т. 1. І. ТГ.", "П. ТТ. ТГ. 11. ПП. ІІ. Il.", "Ш. ТТТ. 111. ІІІ. ПТ. ТП.", "ГУ. ТУ. 1У. ІУ. IУ. РУ.", "У.")
_ROMANS = ("I.", "II.", "III.", "IV.", "V.")


def mend_romans(heads: Sequence[str]) -> list[str]:
    """Return the first words of the lines of a page with Roman numbers put right, where they follow one another.

    At least one of them must have been read well, or three must stand in a row.

    >>> mend_romans(["Г.", "I.", "Слушали:", "П.", "Слушали:", "Ш.", "Слушали:"])
    ['Г.', 'I.', 'Слушали:', 'II.', 'Слушали:', 'III.', 'Слушали:']
    >>> mend_romans(["П.", "Иванов", "1.", "П.", "2.", "3."])
    ['П.', 'Иванов', '1.', 'П.', '2.', '3.']
    """
    chain: list[int] = []
    for index, head in enumerate(heads):
        if head == _ROMANS[0]:
            chain = [index] if len(chain) < 2 else chain  # what seemed to be the first before it was not
        elif len(chain) < len(_ROMANS) and head in (_ROMANS[len(chain)], *_ROMAN[len(chain)].split()):
            chain.append(index)
    certain = any(heads[index] in _ROMANS for index in chain)
    listed = "2." in heads and chain and heads[chain[0]] == "1."
    if len(chain) < 2 or listed or not certain and len(chain) < 3:
        return list(heads)
    numbers = dict(zip(chain, _ROMANS, strict=False))
    return [numbers.get(index, head) for index, head in enumerate(heads)]


def level_case(word: str) -> str:
    """Return a word without the lone capitals that a letter above its line is taken for.

    >>> level_case("рабоТы"), level_case("ОтВ.:"), level_case("Отдел"), level_case("ВКП(б)")
    ('работы', 'Отв.:', 'Отдел', 'ВКП(б)')
    """
    return _LONE_CAPITAL.sub(lambda found: found.group().lower(), word)


@lru_cache(maxsize=16384)
def mend_word(word: str) -> str:
    """Return the word that a doubtful one stands for: the one that the dictionary knows and that differs by letters that look alike.

    >>> mend_word("руковолитель"), mend_word("ВНСТУПИЛИ:"), mend_word("Доклалчик"), mend_word("Злоровец"), mend_word("полевого")
    ('руководитель', 'ВЫСТУПИЛИ:', 'Докладчик', 'Злоровец', 'полевого')
    """
    found = re.search(r"[А-ЯЁ]?[а-яё]{5,}|[А-ЯЁ]{6,}", word)
    if found is None or len(re.findall(r"[^\W\d_]", word)) != len(found.group()) or _is_known(found.group()):
        return word
    may_be_name = found.group()[0].isupper() and found.group()[1:].islower()
    near = {other for other in _near(found.group()) if _is_known(other) and not (may_be_name and (len(other) < 8 or _is_name(other)))}
    return word[: found.start()] + near.pop() + word[found.end() :] if len(near) == 1 else word


def _near(word: str) -> Iterator[str]:
    """Words with one or two letters of a kind changed, or all."""
    for one, other in (pair for kin in _PAIRS for pair in ((kin[0], kin[1]), (kin[1], kin[0]))):
        if one in word:
            places = [found.start() for found in re.finditer(one, word)]
            for chosen in (*combinations(places, 1), *combinations(places, 2), tuple(places)):
                yield "".join(other if at in chosen else letter for at, letter in enumerate(word))


def _is_known(word: str) -> bool:
    from extractor.language.fold import fold
    from extractor.language.morphology import is_known

    return is_known(fold(word, old=False).strip())


def _is_name(word: str) -> bool:
    from extractor.language.morphology import parses

    return any(p.tags & {"Surn", "Name", "Patr", "Geox"} or p.pos != "NOUN" for p in parses(word.lower()))
