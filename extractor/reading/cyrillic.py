"""The five eight-bit Cyrillic encodings: which of them makes Russian of the bytes, and by how much.

Each is judged by the same pairs of neighbouring bytes, counted once: what letters they make, in which case, beside
which signs. The sum of costs (see ``letters``) of one encoding less that of another is what the evidence is worth.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from extractor.reading.letters import cost

#: Our name: Python's. The order settles a tie: encodings that make the same text of these bytes.
EIGHT_BIT = {
    "windows-1251": "cp1251",
    "cp866": "cp866",
    "koi8-r": "koi8-r",
    "x-mac-cyrillic": "mac_cyrillic",
    "iso-8859-5": "iso8859-5",
}
#: Above this mean cost of a letter (in nats) a text is not Russian: right readings of 500 characters
#: cost 2.8 to 3.7, the next best 5.9 in the median, 3.3 where windows-1251 and MacCyrillic share all but a few letters.
PLAUSIBLE = 4.6
#: The same pair again is not new evidence: more often than this it adds nothing to the margin.
_AGAIN = 3
_ALL_BYTES = bytes(range(256))
_SPACED_OUT = re.compile(rb"(?<![\x80-\xff])(?:[\x80-\xff] ){2,}[\x80-\xff](?![\x80-\xff])")


class Guess(NamedTuple):
    """One encoding tried: its name, the mean cost of a letter, how much speaks for it against the next (in nats), and which."""

    name: str
    mean: float
    margin: float
    rival: str


def rank(data: bytes) -> Guess:
    """Tell which encoding makes the likeliest Russian of the bytes, and how sure that is.

    >>> rank("Собрание открыл тов. Савельев".encode("koi8-r")).name
    'koi8-r'
    >>> rank("Собрание открыл тов. Савельев".encode("mac_cyrillic")).name
    'x-mac-cyrillic'
    """
    high = sum(data.count(byte) for byte in _ALL_BYTES[128:])
    if not high:
        return Guess("windows-1251", 0.0, float("inf"), "")
    joined = _SPACED_OUT.sub(lambda found: found[0].replace(b" ", b""), data)
    joined = b" " + joined + b" "
    pairs = [
        (first, second, number)
        for (first, second), number in Counter(pairwise(joined)).items()
        if first > 127 or second > 127
    ]
    totals: dict[str, float] = {}
    damped: dict[str, float] = {}
    texts: dict[str, str] = {}
    for name, codec in EIGHT_BIT.items():
        signs = _ALL_BYTES.decode(codec, "replace")
        made = "".join(signs[byte] for byte in sorted(set(data)))
        if made in texts.values():
            continue
        texts[name] = made
        costs = [(cost(signs[first], signs[second]), number) for first, second, number in pairs]
        totals[name] = sum(price * number for price, number in costs)
        damped[name] = sum(price * min(number, _AGAIN) for price, number in costs)
    best = min(totals, key=lambda name: totals[name])
    rival = min(totals.keys() - {best}, key=lambda name: damped[name], default="")
    margin = damped[rival] - damped[best] if rival else float("inf")
    return Guess(best, totals[best] / high, margin, rival)


def mean_cost(text: str) -> tuple[float, int]:
    """Return the mean cost of a letter of a text that is decoded already, and how many letters it rests on.

    >>> mean_cost("Слушали отчёт")[0] < PLAUSIBLE < mean_cost("яКСЬЮКХ НРВ╦Р")[0]
    True
    """
    pairs = Counter(zip(f" {text}", f"{text} ", strict=True))
    letters = sum(number for (_, second), number in pairs.items() if not second.isascii())
    total = sum(number * cost(*pair) for pair, number in pairs.items() if not "".join(pair).isascii())
    return (total / letters if letters else 0.0), letters
