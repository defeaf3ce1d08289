"""About when a document was written, to read its years of two figures."""

from __future__ import annotations

import re
from collections.abc import Iterable

_YEAR = re.compile(r"(?<![\d№/-])(?:(?<=\d[./])|(?<=[а-яё\"»] )|(?<=[-/] ))(1[89]\d\d|20[0-4]\d)(?![\d])(?= ?г|[ .,;)\n\t]|$)")
_FIGURES = re.compile("1[89][0-9]|20[0-4]")
_SOVIET = re.compile(
    r"р\. ?к\. ?п|в\. ?к\. ?п|ркп ?\(|вкп ?\(|рлксм|влксм|р\. ?л\. ?к\. ?с\. ?м|губком|губисполком|губплан|губотдел|укомпарт|волисполком|(?<!\w)вик\b|ревком(?!исс)|волком|совдеп|продналог|продразв|комячейк|(?<!\w)ячейк\w{1,2} (?:р|в)|батрач|красноарме[ей]ц|постройком(?!п)|фабзавком|рабочком|рабселькор|избач(?!и)|ячейк\w{1,3} (?:союза|комсомол|партии|мопр|осоавиахим)|рабкрин|наробраз|уисполком|женотдел"
)

#: «8/IX—26 г.»: a Roman month between strokes, with two figures behind it, is a hand of the last century.
_ROMAN_MONTH = re.compile(r"(?<![\d/])\d{1,2} ?/ ?[ivx]{1,4} ?(?:/|[-–—])+ ?\d\d(?!\d)")


def guess_year(norms: Iterable[str]) -> int | None:
    """The latest year that the text names in full, else the middle of the 20th century where it speaks as they did after 1917.

    >>> guess_year(["от 27/V-25 г.", "срок 5 июня 1925 г."]), guess_year(["ячейка р.к.п."]), guess_year(["5.06.25"])
    (1925, 1950, None)
    >>> guess_year(["8/IX—26 года".lower()])
    1950
    """
    text = "\n".join(norms)
    years = [int(year[1]) for found in _FIGURES.finditer(text) if (year := _YEAR.match(text, found.start())) and int(year[1]) >= 1870]
    if years:
        return max(years)
    return 1950 if _SOVIET.search(text) or _ROMAN_MONTH.search(text) else None
