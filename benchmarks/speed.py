"""How fast the program is, against natasha's full pipeline and against razdel alone, on the same documents.

    python benchmarks/speed.py [--megabytes 5] [--natasha 2] [--runs 3]
    python benchmarks/speed.py --profile            the 25 functions that take most of our own time

One core, models loaded first; CPU seconds; each program in processes of its own (a heap full of another's caches makes
Python's garbage collector slower) and as its users run it: ours with the collector as `extractor extract` sets it. Of
ours and razdel's runs the fastest counts. The documents: corpora/*.txt (and ../shared/dev/*.txt where it is there), again
and again until the size is reached; in each copy but the first, surnames, years and sums are changed, so that no cache
has seen them. natasha's pipeline is slower than all else and may get every n-th document: its figures are per second, so
they compare. The share of blocks that reach the model is counted by extractor.language.entities.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
_SURNAME = re.compile(r"\b([А-ЯЁ])([а-яё]{2,}(?:ов|ев|ин|ын|ск|ко|ых|их|ян|юк|чук|ец|ик|ак|ер|ан)(?:а|ой|у|ым|ому|ий|ая|ого)?)\b(?=,? [А-ЯЁ]\.)")
_YEAR = re.compile(r"\b(1[89]\d|20[012])\d\b")
_SUM = re.compile(r"\b\d{3,}(?= ?(?:руб|пуд|тыс|кв))")
_ONSETS = "Ба Бре Ву Гла Го Дра Же За Кли Ку Ла Ме Ни Пло Ра Све Ту Фо Хри Че Шу Ще".split()


class Text(NamedTuple):
    """A document of the benchmark."""

    path: str
    text: str


class Row(NamedTuple):
    """A line of the table: seconds of CPU for so many documents and characters."""

    name: str
    seconds: float
    documents: int
    chars: int

    @property
    def rate(self) -> float:
        """Thousands of characters a second."""
        return self.chars / 1000 / self.seconds


def vary(text: str, copy: int) -> str:
    """Change surnames, years and sums; the same surname changes to the same other one.

    >>> vary("Слушали: Иванова И. И. (1926 г.)", 0), vary("Слушали: Иванова И. И. (1926 г.)", 1)
    ('Слушали: Иванова И. И. (1926 г.)', 'Слушали: Фованова И. И. (1927 г.)')
    """
    if not copy:
        return text
    text = _SURNAME.sub(lambda m: _ONSETS[(7 * ord(m[1]) + copy) % len(_ONSETS)] + m[2], text)
    text = _YEAR.sub(lambda m: m[1] + str((int(m[0]) + copy) % 10), text)
    return _SUM.sub(lambda m: str(int(m[0]) + copy), text)


def documents(size: float) -> list[Text]:
    """Return documents of ``size`` megabytes in UTF-8 in all."""
    from extractor.errors import ExtractorError
    from extractor.reading import read

    originals = []
    for path in sorted([*(ROOT / "corpora").glob("*.txt"), *(ROOT.parent / "shared" / "dev").glob("*.txt")]):
        try:
            originals.append(Text(path.name, read(path).text))
        except ExtractorError as error:
            print(error, file=sys.stderr)
    found: list[Text] = []
    total, copy = 0, 0
    while total < size * 1_000_000:
        found += [Text(name, vary(text, copy)) for name, text in originals]
        total = sum(len(text.text.encode()) for text in found)
        copy += 1
    return found


def clock(name: str, work: Callable[[Text], Any], texts: list[Text]) -> Row:
    """Time some work on every document, once it has run on two (what is loaded on first use is loaded)."""
    for text in texts[:2]:
        work(text)
    start = time.process_time()
    for text in texts:
        work(text)
    return Row(name, time.process_time() - start, len(texts), sum(len(text.text) for text in texts))


def ours(text: Text) -> int:
    """Extract; the number of records."""
    from extractor import extract
    from extractor.errors import NoProtocol
    from extractor.model import Source

    try:
        return len(extract(Source(*text)))
    except NoProtocol:
        return 0


def razdel_alone(text: Text) -> None:
    from razdel import sentenize, tokenize

    list(tokenize(text.text))
    list(sentenize(text.text))


def natasha_pipeline() -> Callable[[Text], None]:
    """Natasha as its README has it: sentences and tokens, morphology, names, dates."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from natasha import DatesExtractor, Doc, MorphVocab, NewsEmbedding, NewsMorphTagger, NewsNERTagger, Segmenter

        segmenter, embedding, vocabulary = Segmenter(), NewsEmbedding(), MorphVocab()
        morph, ner, dates = NewsMorphTagger(embedding), NewsNERTagger(embedding), DatesExtractor(vocabulary)

    def run(text: Text) -> None:
        doc = Doc(text.text)
        doc.segment(segmenter)
        doc.tag_morph(morph)
        doc.tag_ner(ner)
        list(dates(text.text))

    return run


def calls() -> int | None:
    """How many texts went to the model so far; None where this program has none."""
    try:
        from extractor.language.entities import calls as counted
    except ImportError:
        return None
    return counted()


#: What is measured beside us, and whether it gets every document or only some.
OTHERS: dict[str, tuple[str, Callable[[], Callable[[Text], None]], bool]] = {
    "razdel": ("razdel: tokens and sentences", lambda: razdel_alone, True),
    "natasha": ("natasha: segment, morph, NER, dates", natasha_pipeline, False),
}


def run_alone(name: str, args: argparse.Namespace) -> Any:
    """Time a program in a process of its own; what it printed."""
    command = [sys.executable, __file__, "--megabytes", str(args.megabytes), "--natasha", str(args.natasha), "--only", name]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def clock_alone(name: str, args: argparse.Namespace, runs: int = 1) -> Row:
    """The fastest of some runs of another program."""
    return min((Row(OTHERS[name][0], *run_alone(name, args)) for _ in range(runs)), key=lambda row: row.seconds)


def run_ours(texts: list[Text]) -> tuple[list[float], list[int]]:
    """Extract every document once: CPU seconds of each, and how often it asked the model."""
    for text in texts[:2]:
        ours(text)
    if calls() is not None:
        from extractor.language.entities import find_entities

        find_entities("Анна Котова")  # loads the model
    seconds, asked = [], []
    for text in texts:
        before, start = calls() or 0, time.process_time()
        ours(text)
        seconds.append(time.process_time() - start)
        asked.append((calls() or 0) - before)
    return seconds, asked


def count_blocks(texts: list[Text]) -> int:
    """Count the blocks of these documents."""
    from extractor.layout.outline import outline
    from extractor.model import Source

    return sum(len(outline(Source(*text))) for text in texts)


_MEMORY = """
import sys
sys.path[:0] = {path!r}
from speed import Text, ours, peak
from pathlib import Path
for file in sorted(Path({folder!r}).iterdir()):
    ours(Text(file.name, file.read_text(encoding="utf-8")))
if {model}:
    from extractor.language.entities import find_entities
    find_entities("Комиссия Пермского горсовета направила Анну Котову в Кунгур. " * 150)
print(peak())
"""


def peak() -> float:
    """Peak memory of this process in MB (of its own: ru_maxrss may hold the parent's)."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def memory(texts: list[Text], *, model: bool) -> float:
    """Peak memory of a process that extracts these documents one after another."""
    with tempfile.TemporaryDirectory() as folder:
        for index, text in enumerate(texts):
            Path(folder, f"{index:05}.txt").write_text(text.text, encoding="utf-8")
        code = _MEMORY.format(path=[str(ROOT / "benchmarks"), str(ROOT)], folder=folder, model=model)
        return float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)


def start_up(*command: str, times: int = 5) -> float:
    """Least CPU seconds of a command over some runs, each in a new process."""
    taken = []
    for _ in range(times):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(taken)


def profile(texts: list[Text]) -> None:
    """Print where our own time goes."""
    import cProfile
    import pstats

    ours(texts[0])
    with cProfile.Profile() as watched:
        for text in texts:
            ours(text)
    for order in ("tottime", "cumulative"):
        print(f"\nby {order}, {len(texts)} documents, {sum(len(t.text) for t in texts) / 1000:.0f} kchar")
        pstats.Stats(watched).strip_dirs().sort_stats(order).print_stats(25)


def report(rows: list[Row]) -> None:
    """Print the table; ratios against our own time on the same text."""
    own = rows[0]
    print(f"\n{'':40}{'documents/s':>12}{'kchar/s':>10}{'CPU, s':>9}{'of kchar':>10}{'time, ours = 1':>16}")
    for row in rows:
        speed = f"{row.documents / row.seconds:>12.1f}{row.rate:>10.0f}{row.seconds:>9.1f}"
        print(f"{row.name:40}{speed}{row.chars / 1000:>10.0f}{own.rate / row.rate:>16.2f}")


def main() -> int:
    parser = argparse.ArgumentParser(description="How fast the program is.")
    parser.add_argument("--megabytes", type=float, default=5, help="of text in UTF-8")
    parser.add_argument("--natasha", type=float, default=2, help="megabytes of it that natasha's pipeline gets")
    parser.add_argument("--profile", action="store_true", help="print where our own time goes, nothing else")
    parser.add_argument("--runs", type=int, default=3, help="runs of ours and of razdel, of which the fastest counts")
    parser.add_argument("--only", choices=["extractor", *OTHERS], help="time this program once and print its figures, nothing else")
    args = parser.parse_args()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"  # before numpy is imported
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = documents(args.megabytes)
    some = texts[:: max(1, round(args.megabytes / args.natasha))]
    if args.profile:
        profile(some)
        return 0
    from extractor.run import collect_seldom

    if args.only == "extractor":
        with collect_seldom():
            print(json.dumps(run_ours(texts)))
        return 0
    if args.only:
        name, make, everything = OTHERS[args.only]
        print(json.dumps(clock(name, make(), texts if everything else some)[1:]))
        return 0

    size = sum(len(text.text.encode()) for text in texts) / 1e6
    print(f"{len(texts)} documents, {size:.1f} MB, {sum(len(t.text) for t in texts) / 1000:.0f} kchar; Python {sys.version.split()[0]}, one core")
    seconds, asked = min((run_alone("extractor", args) for _ in range(args.runs)), key=lambda run: sum(run[0]))
    free = [text for text, times in zip(texts, asked, strict=True) if not times]

    def part(name: str, *kinds: bool) -> Row:
        chosen = [(text, taken) for text, taken, times in zip(texts, seconds, asked, strict=True) if bool(times) in kinds]
        return Row(name, sum(taken for _, taken in chosen), len(chosen), sum(len(text.text) for text, _ in chosen))

    rows = [part("extractor", True, False), clock_alone("razdel", args, args.runs)]
    if 0 < len(free) < len(texts):
        rows += [part("extractor, documents without the model", False), part("extractor, documents with the model", True)]
    rows.append(clock_alone("natasha", args))
    report(rows)
    plain = rows[2] if len(rows) > 4 else rows[0]
    print(f"\nnatasha's time / ours: {rows[0].rate / rows[-1].rate:.1f} (target ≥ 10)")
    print(f"ours / razdel's, where no model is needed: {rows[1].rate / plain.rate:.1f} (target ≤ 4)")

    blocks = count_blocks(texts)
    if calls() is None:
        print("\nnamed entities: this version has no model")
    else:
        print(f"\nnamed entities: asked {sum(asked)} times for {blocks} blocks ({sum(asked) / max(1, blocks):.1%}; target ≤ 25 %),")
        print(f"  in {len(texts) - len(free)} of {len(texts)} documents ({1 - len(free) / len(texts):.1%})")
    few = free[:: max(1, len(free) // 300)]
    print(f"\npeak memory over {len(few)} documents, MB: {memory(few, model=False):.0f} without the model (target ≤ 150)", end="")
    print("" if calls() is None else f", {memory(few, model=True):.0f} with it (target ≤ 350)")

    print("\nCPU seconds from a cold start (least of 5):")
    extractor = [sys.executable, "-m", "extractor"]
    smallest = min((ROOT / "corpora").glob("*.txt"), key=lambda path: path.stat().st_size)
    with tempfile.TemporaryDirectory() as folder:
        for name, command, target in (
            ("extractor --help", [*extractor, "--help"], 0.3),
            ("extractor extract ONE.txt", [*extractor, "extract", str(smallest), "-o", f"{folder}/one.jsonl"], 1.5),
            ("from extractor import extract; extract", [sys.executable, "-c", f"from extractor import extract; extract({str(smallest)!r})"], 1.5),
        ):
            try:
                print(f"  {name:42}{start_up(*command):.2f} (target ≤ {target})")
            except subprocess.CalledProcessError as error:
                print(f"  {name:42}failed, exit code {error.returncode}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
