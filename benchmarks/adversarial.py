"""Time on texts made to be slow: does it grow linearly?

    python benchmarks/adversarial.py [--kilobytes 1000] [--limit 60] [NAME …]

Each text runs in a process of its own at a quarter of the size and at the full size; one core. Where time grows
linearly, the last column is near 4. Target: 1 MB (of UTF-8) in under 20 s.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import cycle, islice, product
from pathlib import Path

HERE = Path(__file__).resolve().parent
_HEAD = "ПРОТОКОЛ № 3\nзаседания правления\n5 мая 1926 г.\n"
_TAIL = "\nПОСТАНОВИЛИ:\n1. Утвердить смету.\n"


def _fill(unit: str, size: int, head: str = _HEAD, tail: str = _TAIL) -> str:
    """Repeat a unit until the text has some ``size`` bytes of UTF-8."""
    return head + unit * max(1, size // len(unit.encode())) + tail


def _names(size: int) -> str:
    syllables = "Ва Ко Ми Ло Пе Ру Ша", "бак дор лес рам тух шин", "ов ова ин ский ко ых ян"
    surnames = ["".join(parts) for parts in product(*map(str.split, syllables))]
    initials = [f"{a}. {b}." for a, b in product("АБВГДЕ", "АБВГДЕ")]
    names = [f"{surname} {initial}" for initial, surname in product(initials, surnames)]
    return _HEAD + "Присутствовали: " + ", ".join(islice(cycle(names), size // 28)) + ".\n" + _TAIL


def _nested(size: int) -> str:
    lines, depth, length = [], 0, 0
    while length < size:
        depth = depth % 40 + 1
        line = " " * depth + ".".join(["1"] * depth) + ". Поручить:"
        lines.append(line)
        length += len(line.encode()) + 1
    return _HEAD + "ПОСТАНОВИЛИ:\n" + "\n".join(lines)


def _numbers(size: int) -> str:
    return _HEAD + "ПОСТАНОВИЛИ:\n" + "\n".join(f"{n}. Принять." for n in range(1, size // 24))


#: Name → a function from the size in bytes to the text.
TEXTS: dict[str, Callable[[int], str]] = {
    "markers on one line": lambda size: _fill("1.", size),
    "markers on lines": lambda size: _fill("1.\n", size),
    "markers run on": lambda size: _fill("1) да; 2) нет; ", size, _HEAD + "ПОСТАНОВИЛИ: "),
    "numbered decisions": _numbers,
    "one line of words": lambda size: _fill("слово ", size),
    "one line of one letter": lambda size: _fill("а", size),
    "one line of cues": lambda size: _fill("Слушали: ", size),
    "cues on lines": lambda size: _fill("Слушали:\n", size),
    "heard and decided": lambda size: _fill("СЛУШАЛИ: о дровах.\nПОСТАНОВИЛИ: купить дров.\n", size),
    "headings": lambda size: _fill("ПРОТОКОЛ № 1\n", size),
    "protocols": lambda size: _fill("ПРОТОКОЛ № 1\nзаседания правления 5 мая 1926 г.\nСлушали: о дровах.\nПостановили: купить.\n\n", size),
    "names": _names,
    "surnames": lambda size: _fill("Иванов Петров ", size, _HEAD + "Присутствовали: "),
    "initials": lambda size: _fill("А. Б. ", size),
    "capitals": lambda size: _fill("ИВАНОВ ", size),
    "dates": lambda size: _fill("12.03.2020 5-го мая 1926 г. ", size),
    "numerals": lambda size: _fill("двадцать второго ", size),
    "digits": lambda size: _fill("1", size),
    "digits apart": lambda size: _fill("1 ", size),
    "votes": lambda size: _fill("за — 5, против — нет, воздержались — 1. ", size),
    "brackets": lambda size: _fill("((", size),
    "guillemets": lambda size: _fill("«", size),
    "nested lists": _nested,
    "deep indents": lambda size: _fill(" " * 60 + "а\n", size),
    "spaced letters": lambda size: _fill("П Р О Т О К О Л ", size),
    "hyphens at line ends": lambda size: _fill("сло-\n", size),
    "hyphens": lambda size: _fill("-", size),
    "underscores": lambda size: _fill("_", size),
    "blanks": lambda size: _fill(" ", size),
    "line ends": lambda size: _fill("\n", size),
    "tabs": lambda size: _fill("а\t", size),
    "bars": lambda size: _fill("| а ", size),
    "page ends": lambda size: _fill("лист 1\n\f", size),
    "full stops": lambda size: _fill(". ", size),
    "commas": lambda size: _fill("а, ", size),
    "absent": lambda size: _fill("Иванов И. И. (болен), ", size, _HEAD + "Отсутствовали: "),
    "assignments": lambda size: _fill("Поручить Иванову И. И., Петрову П. П. и ", size, _HEAD + "ПОСТАНОВИЛИ: "),
    "look-alikes": lambda size: _fill("Pacкoлoв ", size),
}  # fmt: skip

_RUN = """
import sys
sys.path[:0] = {path!r}
from adversarial import TEXTS, seconds
print(seconds(TEXTS[{name!r}]({size})))
"""


def seconds(text: str) -> float:
    """CPU seconds of one extraction, what is loaded once left out."""
    from extractor import extract
    from extractor.errors import ExtractorError
    from extractor.model import Source

    extract(Source("разогрев.txt", _HEAD + "Слушали: Иванова И. И. о дровах.\nПостановили: Поручить Петрову П. П. купить." + _TAIL))
    start = time.process_time()
    with suppress(ExtractorError):
        extract(Source("text.txt", text))
    return time.process_time() - start


def _measure(name: str, size: int, limit: float) -> str:
    code = _RUN.format(path=[str(HERE), str(HERE.parent)], name=name, size=size)
    try:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=limit + 10, check=False)
    except subprocess.TimeoutExpired:
        return f"> {limit:.0f}"
    return done.stdout.strip() if done.returncode == 0 else done.stderr.strip().splitlines()[-1][:60]


def main() -> int:
    parser = argparse.ArgumentParser(description="Time on texts made to be slow.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="some of them: " + ", ".join(TEXTS))
    parser.add_argument("--kilobytes", type=int, default=1000)
    parser.add_argument("--limit", type=float, default=60, help="give up after so many seconds")
    args = parser.parse_args()
    size = args.kilobytes * 1000
    slow = 0
    print(f"{'text':26}{f'{size // 4000} kB, s':>14}{f'{size // 1000} kB, s':>14}{'growth':>9}", flush=True)
    for name in args.names or TEXTS:
        small, full = _measure(name, size // 4, args.limit), _measure(name, size, args.limit)
        try:
            growth, verdict = f"{float(full) / max(0.001, float(small)):.1f}", "" if float(full) < 20 else "  OVER 20 s"
        except ValueError:
            growth, verdict = "", "  OVER 20 s" if full.startswith(">") else "  FAILED"
        slow += bool(verdict)
        short = [f"{float(x):.2f}" if x.replace(".", "").isdigit() else x for x in (small, full)]
        print(f"{name:26}{short[0]:>14}{short[1]:>14}{growth:>9}{verdict}", flush=True)
    print(f"{slow} of {len(args.names or TEXTS)} over 20 s or failed")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
