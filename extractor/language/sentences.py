"""Sentences, by razdel, where a stop may be an abbreviation's or an initial's."""

from __future__ import annotations

import re
from functools import lru_cache

_STOP = re.compile(r"[.!?;](?=\s|$)")
_NOT_END = re.compile(r"(?:^|[\s(«\"])(?:[А-ЯЁІѲ]|т|тт|тов|гр|г|гг|с|д|дер|пос|ст|ул|им|руб|коп|р|чел|тыс|млн|экз|зав|зам|нач|гл|пом|отв|секр|пред|проф|доц|канд|инж|см|п|пп|ср|напр|др|пр|куб|кв|обл|кг|шт|мл|проц|мин|час|ч|докл|тел|стр|рис|табл|оз|об|т\. ?[едпк]|и\. ?о|к|д-р|св|кн|о|слоб|хут|вол|губ|свящ|прот|диак|псал|еп|архим|иером|пред|предс|ред|изд|уч|воен|вр|фельд|агр|мех|техн|нотар|прис|пов|кол|асс|надв|ст|полк|кап|пор|арх|худ|реж)\.$")


@lru_cache(maxsize=1024)  # several questions are asked of the same sentence
def first_sentence(text: str, start: int = 0) -> int:
    """Return the offset behind the first sentence of ``text[start:]`` (its stop included).

    >>> text = "О докладе т. Скока. Тов. Пахарь возражает."
    >>> text[:first_sentence(text)]
    'О докладе т. Скока.'
    """
    from razdel import sentenize

    window = text[start : start + 900]
    joined = 0
    for sentence in sentenize(window):
        joined = int(sentence.stop)
        piece = window[: sentence.stop].rstrip()
        if (not _NOT_END.search(piece) or piece.endswith(("г.р.", "г. р."))) and not piece.endswith((",", ":", "-", "–")):
            return start + joined
        if piece.endswith(":"):
            return start + joined
    return start + joined if joined else len(text)
