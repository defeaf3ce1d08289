"""Signs that look alike, told by their neighbours on a recognised line: «0 дровах» is «О дровах», «1О» is «10»."""

from __future__ import annotations

import re
from collections.abc import Sequence

_INSIDE = re.compile(r"(?<![0-9])[03](?=[а-яё]{2})|(?<=[а-яё])0(?=[а-яё])|(?<=[А-ЯЁ])0(?=[А-ЯЁ])")
_LETTERS = {"0": "О", "3": "З"}
_DIGITS = re.compile(r"(?<=[0-9])[ОО](?=[0-9.,:\-–]|$)|(?<=[0-9][:.\-–])[О](?=[0-9О])|(?<=[0-9][:.\-–][0О])О(?![а-яёА-ЯЁ])")
_LATIN_NUMBER = re.compile(r"(?:Ne|N[°ºo]|Nº|№o|Мо|Мe|Ме|№е)(?=[0-9]|$)")
_MARKER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]|[-–—•]|\d{1,2}[.)-][а-я]?)")


def mend(words: Sequence[str]) -> list[str]:
    """Return the words of a line with the letters that their neighbours show to be digits, and the other way about.

    >>> mend(["2.", "0", "подготовке", "депо"]), mend(["17-ОО", "часов"]), mend(["0тчет", "3авкома", "Ne", "5"])
    (['2.', 'О', 'подготовке', 'депо'], ['17-00', 'часов'], ['Отчет', 'Завкома', '№', '5'])
    """
    out = []
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        if word in ("0", "О6", "06") and re.match("[а-яё]{3}", following) and (not out or _MARKER.fullmatch(out[-1]) or out[-1][-1] in ".:;"):
            word = "О" if word == "0" else "Об"
        elif word.strip("(") == "000" and following[:1] in ("«", '"'):  # «ООО «Заря»»
            word = word.replace("000", "ООО")
        elif _LATIN_NUMBER.fullmatch(word) and following[:1].isdigit():
            word = "№"
        else:
            word = _INSIDE.sub(lambda found: _LETTERS[found.group()], word)
            word = _DIGITS.sub("0", word)
        out.append(word)
    return out
