"""How well encodings are recognised: a confusion table; ``--table`` makes the letter statistics anew.

    python benchmarks/encodings.py [FILE.txt …]     texts × encodings × {whole, first 500 characters}
    python benchmarks/encodings.py --libraries      the same for charset-normalizer and chardet alone
    python benchmarks/encodings.py --table          print COSTS of extractor/reading/letters.py

A letter or sign that an encoding does not hold is written as a typist would: ѣ as е, і as и, ѳ as ф, guillemets as
straight quotes, № as N, dashes as a hyphen; what is left becomes «?». UTF-8 and UTF-16 hold everything.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

from extractor.errors import UnknownEncoding
from extractor.reading.encoding import decode
from extractor.reading.letters import ALPHABET, DIGITS, STEP

ROOT = Path(__file__).resolve().parents[1]
ENCODINGS = {  # our name: Python's
    "utf-8": "utf-8", "utf-8 BOM": "utf-8-sig", "utf-16 BOM": "utf-16", "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be", "windows-1251": "cp1251", "koi8-r": "koi8-r", "cp866": "cp866",
    "x-mac-cyrillic": "mac_cyrillic", "iso-8859-5": "iso8859-5",
}  # fmt: skip
LENGTHS = {"whole": None, "500": 500, "100": 100, "50": 50, "20": 20}
VERDICTS = ("right", "right, warned", "refused", "wrong, warned", "WRONG, NO WARNING")
_TYPIST = str.maketrans({
    "ѣ": "е", "Ѣ": "Е", "і": "и", "І": "И", "ѳ": "ф", "Ѳ": "Ф", "ѵ": "и", "Ѵ": "И", "«": '"', "»": '"', "„": '"',
    "“": '"', "”": '"', "’": "'", "‘": "'", "№": "N", "—": "-", "–": "-", "−": "-", "…": "...", "\xa0": " ", "•": "*",
})  # fmt: skip

#: Written for this table: the run of ordinary sentences that a list of words lacks.
SAMPLE = """
В комнате было тихо, и только часы на стене отмеряли время. Он не знал, что ответить, и потому молчал. За окном шёл
снег, а по дороге из города в деревню медленно ехали сани. Мы решили, что завтра с утра пойдём на станцию и узнаем,
когда придёт поезд. Все, кто был в зале, встали и долго не хотели расходиться. Если погода не изменится, то к вечеру
работы будут окончены. На общем собрании жильцов дома говорили о ремонте крыши, о воде и о том, кто будет платить за
свет. Инженер доложил, что машины исправны, но для них нет масла и запасных частей. Учителя просили купить новые
книги для школы и выделить средства на дрова. Председатель объявил перерыв на десять минут. После перерыва слово взял
товарищ Смирнов; он сказал, что с планом согласен, но сроки считает слишком короткими. Предложение приняли всеми
голосами против одного. Письмо от 5 мая за № 318 получено, ответ послан 12 июня 1931 г. Утвердить смету расходов,
поручить А. П. Кузнецову и В. И. Орлову представить отчёт к 1 июля. Заявление гр. Фёдоровой Е. М. оставить без
последствий. Село стоит на берегу реки, около моста; в нём сто двадцать дворов, церковь, лавка и мельница. У нас ещё
есть время, чтобы всё это обсудить и подписать до конца недели. Я сам видел, как они вышли из дома и пошли через поле к
лесу. Ни один из них не обернулся. Это дело нужно довести до конца, иначе его придётся начинать сначала. При заводе
открыта столовая на 200 мест, в ней обедают рабочие обеих смен. Сестра писала, что живёт хорошо, служит в больнице и
по вечерам учится. Об этом уже не раз говорили, однако ничего не сделано. Ученики третьего класса собрали для музея
старые монеты и фотографии. Во дворе играли дети. ПРИКАЗ ПО УЧРЕЖДЕНИЮ. СПИСОК РАБОТНИКОВ. ВЫПИСКА ИЗ КНИГИ. Сей домъ
построенъ въ томъ году, когда былъ открытъ мостъ; съ тѣхъ поръ онъ не разъ горѣлъ и вновь былъ возведенъ.
Подъ общимъ надзоромъ инженеровъ возведенъ и вокзалъ. Одинъ изъ членовъ комитета указалъ, что сборъ окончится въ срокъ.
"""


def make_costs() -> list[str]:
    """Cost of each letter after each, from the sample and pymorphy2's list of words, half and half."""
    import yargy.morph  # type: ignore[import-untyped,unused-ignore]  # noqa: F401  (lets pymorphy2 run on Python 3.11 and later)
    from pymorphy2 import MorphAnalyzer  # type: ignore[import-untyped,unused-ignore]

    words = MorphAnalyzer().dictionary.words.iterkeys()
    dictionary = Counter(pair for word in words for pair in _pairs(f" {word} "))
    folded = SAMPLE.lower().translate(_TYPIST)
    sample = Counter(_pairs("".join(sign if sign in ALPHABET else " " for sign in folded)))
    rows = []
    for first in ALPHABET:
        totals = [sum(table[first, second] for second in ALPHABET) for table in (dictionary, sample)]
        chances = [
            0.96 * sum(table[first, second] / (2 * max(1, total)) for table, total in zip((dictionary, sample), totals, strict=True))
            + 0.04 / len(ALPHABET)
            for second in ALPHABET
        ]
        rows.append("".join(DIGITS[min(len(DIGITS) - 1, round(-math.log(chance) / STEP))] for chance in chances))
    return rows


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    return pairwise(text)


Guess = Callable[[bytes], tuple[str, bool]]


def guess_ours(data: bytes) -> tuple[str, bool]:
    """The text as the program reads it, and whether it warns; a refusal raises UnknownEncoding."""
    text, _, warnings = decode(data, "-", None)
    return text, bool(warnings)


def guess_charset_normalizer(data: bytes) -> tuple[str, bool]:
    """The best guess of charset-normalizer, which gives no doubts."""
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise UnknownEncoding("-")
    return data.decode(best.encoding), False


def guess_chardet(data: bytes) -> tuple[str, bool]:
    """The best guess of chardet, its doubts left aside."""
    from chardet import detect

    name = detect(data)["encoding"]
    if name is None:
        raise UnknownEncoding("-")
    return data.decode(name, "replace"), False


def judge(guess: Guess, text: str, encoding: str) -> str:
    """One cell: write the text in an encoding, read it back, compare."""
    codec = ENCODINGS[encoding]
    if not codec.startswith("utf"):
        text = text.translate(_TYPIST) if _lost(text, codec) else text
    data = text.encode(codec, "replace")
    expected = data.decode(codec)
    try:
        found, warned = guess(data)
    except (UnknownEncoding, LookupError, UnicodeError):
        return "refused"
    right = found.lstrip("\ufeff") == expected
    return ("right, warned" if warned else "right") if right else "wrong, warned" if warned else "WRONG, NO WARNING"


def _lost(text: str, codec: str) -> bool:
    return "?" in text.replace("?", "").encode(codec, "replace").decode(codec)


def confusion(guess: Guess, texts: list[str]) -> dict[tuple[str, str], Counter[str]]:
    """Count the verdicts for each length and encoding."""
    return {
        (length, encoding): Counter(judge(guess, text[:limit], encoding) for text in texts)
        for length, limit in LENGTHS.items()
        for encoding in ENCODINGS
    }


def report(guess: Guess, texts: list[str]) -> int:
    """Print the confusion table; return how often the guess was wrong without a warning on whole and on 500."""
    start = time.perf_counter()
    table = confusion(guess, texts)
    seconds = time.perf_counter() - start
    print(f"{'length':7}{'encoding':16}" + "".join(f"{verdict:>19}" for verdict in VERDICTS))
    for (length, encoding), counts in table.items():
        print(f"{length:7}{encoding:16}" + "".join(f"{counts[verdict] or '·':>19}" for verdict in VERDICTS))
    reads = sum(counts.total() for counts in table.values())
    print(f"{len(texts)} texts, {reads} reads, {1000 * seconds / reads:.2f} ms each")
    return sum(counts[VERDICTS[-1]] for (length, _), counts in table.items() if length in {"whole", "500"})


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--table", action="store_true", help="make the letter statistics anew")
    parser.add_argument("--libraries", action="store_true", help="measure the libraries alone")
    options = parser.parse_args()
    if options.table:
        for first, row in zip(ALPHABET, make_costs(), strict=True):
            print(f'    "{row}",  # {first if first != " " else "the edge of a word"}')
        return 0
    files = options.files or sorted([*(ROOT.parent / "shared/dev").glob("*.txt"), *ROOT.glob("corpora/**/*.txt")])
    texts = [file.read_text("utf-8") for file in files]
    if options.libraries:
        for guess in (guess_charset_normalizer, guess_chardet):
            print(f"\n{guess.__name__}")
            report(guess, texts)
        return 0
    return 1 if report(guess_ours, texts) else 0


if __name__ == "__main__":
    sys.exit(main())
