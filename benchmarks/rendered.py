"""What reading scans costs: texts of corpora/ rendered at grades of damage, read, and their records held against the gold.

    python benchmarks/rendered.py [--grades clean,office,bad] [--sample 8 | --names a,b] [--seed 0] [--fonts a,b]
                                  [--bare] [--table FILE.md] [--errors] [--keep DIR]

For each font and grade: characters wrong in reading order (white space, rules and broken words set alike), words found,
and core F1 of the records beside that of the same texts unprinted, strict about letters and as after OCR; the loss in
points. ``--fonts`` sets every text in each of these fonts (one that cannot print a text is left out), otherwise each is
set in one that suits it. ``--bare`` adds what tesseract alone (``--psm 4 -l rus``) makes of the same pages. ``--errors``
shows what the scan lost and the text did not, and the lines that were read worst.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
os.environ["EXTRACTOR_CACHE"] = ""  # each run pays for its pages

from render import Rendered, render, write  # noqa: E402
from rendering.fonts import find_font, missing  # noqa: E402
from rendering.grades import GRADES  # noqa: E402
from rendering.likeness import Likeness, compare, plain  # noqa: E402
from rendering.sample import CORPORA, draw_sample, read_text  # noqa: E402

from extractor.errors import ExtractorError  # noqa: E402
from extractor.evaluate import Error, Evaluation, evaluate  # noqa: E402

Json = dict[str, Any]


class Read(NamedTuple):
    """A rendered text as it was read: how like to what was printed, its records, seconds; ``bare`` by tesseract alone."""

    rendered: Rendered
    got: str
    likeness: Likeness
    records: tuple[Json, ...]
    seconds: float
    bare: Likeness = Likeness()

    @property
    def printed(self) -> str:
        """The words of the pages in reading order."""
        return " ".join(word.text for scan in self.rendered.scans for word in scan.picture.words)


class Row(NamedTuple):
    """A line of the table."""

    font: str
    grade: str
    reads: tuple[Read, ...]

    def cells(self, texts: dict[str, tuple[Json, ...]]) -> list[str]:
        """The figures of the line, as they are printed; ``texts`` has the records of the unprinted texts."""
        likeness = sum((read.likeness for read in self.reads), Likeness())
        bare = sum((read.bare for read in self.reads), Likeness())
        pages, seconds = sum(len(read.rendered.scans) for read in self.reads), sum(read.seconds for read in self.reads)
        names = {read.rendered.name for read in self.reads}
        figures = []
        for ocr in (False, True):
            before = score((record for name in names for record in texts[name]), names, ocr).core
            after = score((record for read in self.reads for record in read.records), names, ocr).core
            figures += [f"{before:.3f}", f"{after:.3f}", f"{100 * (before - after):+.1f}"]
        counted = [f"{len(names)}", f"{pages}", f"{likeness.cer:.1f}", f"{likeness.share:.1f}", f"{bare.cer:.1f}" if bare.chars else ""]
        return [self.font, self.grade, *counted, *figures, f"{seconds / pages:.1f}"]


_F1 = ("F1 text", "F1 scan", "loss")
HEADS = ("font", "grade", "texts", "pages", "CER %", "words %", "CER % bare", *_F1, *(f"{head} (ocr)" for head in _F1), "s/page")


def score(records: Iterable[Json], names: set[str], ocr: bool) -> Evaluation:
    return evaluate(CORPORA, list(records), ocr=ocr, only=names)


def read_records(path: Path) -> tuple[str, tuple[Json, ...]]:
    """Return the text and the records of a file; what holds no protocol any more has none."""
    from extractor import extract, read

    source = read(path)
    try:
        return source.text, tuple(record.to_dict() for record in extract(source))
    except ExtractorError as error:
        print(f"{path.name}: {error.message('en')}", file=sys.stderr)
        return source.text, ()


def read_rendered(name: str, grade: str, seed: int, font: str, folder: Path) -> Read:
    """Render a text, read it and compare."""
    rendered = render(name, read_text(name), grade, seed=seed, font=font)
    path = write(rendered, folder / grade / rendered.font, seed=seed)
    start = time.perf_counter()
    got, records = read_records(path)
    seconds = time.perf_counter() - start
    read = Read(rendered, got, Likeness(), records, seconds)
    return read._replace(likeness=compare(read.printed, got))


def read_bare(rendered: Rendered, folder: Path) -> str:
    """Return what tesseract alone reads on the pages."""
    texts = []
    for scan in rendered.scans:
        path = folder / "page.jpg"
        path.write_bytes(scan.jpeg)
        call = ["tesseract", str(path), "-", "--psm", "4", "-l", "rus", "--dpi", str(rendered.dpi)]
        texts.append(subprocess.run(call, capture_output=True, text=True, check=True).stdout)
    return " ".join(texts)


def rows_of(reads: Sequence[Read]) -> Iterator[Row]:
    """A line for each grade and font, and one for all fonts of a grade."""
    groups: dict[tuple[str, str], list[Read]] = defaultdict(list)
    for read in reads:
        groups[read.rendered.grade, read.rendered.font].append(read)
    for grade in GRADES:
        fonts = sorted(font for kind, font in groups if kind == grade)
        for font in fonts:
            yield Row(font, grade, tuple(groups[grade, font]))
        together = tuple(read for font in fonts for read in groups[grade, font])
        if len(fonts) > 1 and len({read.rendered.name for read in together}) == len(together):  # no text twice
            yield Row("all", grade, together)


def format_rows(rows: Iterable[Row], texts: dict[str, tuple[Json, ...]]) -> str:
    """Return the table in Markdown."""
    lines = [HEADS, tuple("---" if i < 2 else "---:" for i in range(len(HEADS))), *(row.cells(texts) for row in rows)]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def show_errors(read: Read, texts: dict[str, tuple[Json, ...]]) -> None:
    """Print what the records of the scan lost against those of the text, and the lines that were not read."""
    name = read.rendered.name
    before = {_key(error) for error in score(texts[name], {name}, True).errors}
    how = f"{read.rendered.grade}, {read.rendered.font}, {read.rendered.dpi} dpi"
    print(f"\n{name} ({how}): CER {read.likeness.cer:.1f}, words {read.likeness.share:.1f}")
    for error in score(read.records, {name}, True).errors:
        if _key(error) not in before:
            print(f"  {error.part} {error.field}: {error.gold!s:.150} -> {error.got!s:.150}")
    for printed, got in worst_lines(read):
        print(f"    «{printed}»\n    «{got}»")


def _key(error: Error) -> tuple[int, str, str, str]:
    return error.part, error.field, str(error.gold), str(error.got)


def worst_lines(read: Read, most: int = 8) -> list[tuple[str, str]]:
    """Return lines as printed and as read (the likest line of what was read), the worst first."""
    from rapidfuzz import fuzz, process

    got = [line for line in map(plain, read.got.replace("\t", "\n").split("\n")) if line]
    lines: dict[int, list[str]] = defaultdict(list)
    for scan in read.rendered.scans:
        for word in scan.picture.words:
            lines[word.line].append(word.text)
    found = [(line, process.extractOne(line, got, scorer=fuzz.partial_ratio)) for words in lines.values() if (line := plain(" ".join(words)))]
    bad = sorted((hit[1], line, hit[0]) for line, hit in found if hit and hit[1] < 95)
    return [(line, best[:160]) for _, line, best in bad[:most]]


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        yield kept
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--grades", default=",".join(GRADES))
    parser.add_argument("--sample", type=int, default=8)
    parser.add_argument("--names", default="")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fonts", default="")
    parser.add_argument("--table", type=Path, help="write the table to this file")
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--keep", type=Path, help="keep PDFs and truth in this folder")
    options = parser.parse_args(arguments)
    names = options.names.split(",") if options.names else draw_sample(options.sample, options.seed)
    reads: list[Read] = []
    try:
        texts = {name: read_records(CORPORA / f"{name}.txt")[1] for name in names}
        with _folder(options.keep) as folder:
            for grade in options.grades.split(","):
                for name in names:
                    for font in options.fonts.split(","):
                        if font and missing(find_font(font), read_text(name)):
                            continue
                        read = read_rendered(name, grade, options.seed, font, folder)
                        bare = compare(read.printed, read_bare(read.rendered, folder)) if options.bare else Likeness()
                        reads.append(read._replace(bare=bare))
                        if options.errors:
                            show_errors(reads[-1], texts)
    except ExtractorError as error:
        print(error.message("en"), file=sys.stderr)
        return error.exit_code
    table = format_rows(rows_of(reads), texts)
    print("\n" + table)
    if options.table:
        options.table.write_text(table, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
