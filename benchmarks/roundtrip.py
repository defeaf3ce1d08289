"""Corpus texts written as Word files and turned into other formats by LibreOffice: is the record the same?

    python benchmarks/roundtrip.py [--sample 40] [--seed 3] [--all] [--formats docx,odt,…] [--keep FOLDER] [NAME …]

Each protocol is written as DOCX with automatic numbering and tables (``wordfile``), converted by ``soffice`` to odt, rtf,
xhtml, html, doc and pdf, and every file is extracted. (LibreOffice's html, unlike its xhtml, has no numbers but «1.» and
«I.»: for it the others are typed; into doc it writes no starts that a use of a list sets: see ``wordfile``.)
The records must equal those of the plain text but for ``source``, ``evidence`` and ``generator``. Every difference is
printed: file, format, field, both values; «*» marks a core field, «+» one where the record of the file agrees better with
the gold than that of the text (whose pages cut a row in two). Ends with a table; the exit code is 1 where a core field
differs otherwise.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import wordfile

HERE = Path(__file__).resolve().parent
CORPORA = HERE.parent / "corpora"
#: Suffix of a file → what soffice is asked for.
FORMATS = {"docx": "docx", "odt": "odt", "rtf": "rtf", "xhtml": "xhtml:XHTML Writer File", "html": "html", "doc": "doc", "pdf": "pdf"}
_LEFT_OUT = ("source", "evidence", "generator")
_PERSON = ("kind", "surname", "given", "patronymic", "description", "count")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--keep", type=Path, help="leave the files in this folder")
    options = parser.parse_args(arguments)
    names = options.names or choose(None if options.all else options.sample, options.seed)
    with tempfile.TemporaryDirectory() as folder:
        place = options.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        formats = list(make_files(names, options.formats.split(","), place))
        return report(names, formats, place)


def choose(size: int | None, seed: int) -> list[str]:
    """Return names of corpus texts, as many of each genre as possible."""
    with (CORPORA / "MANIFEST.csv").open(encoding="utf-8") as file:
        genres = {row["name"]: row["genre"].split(":")[0] for row in csv.DictReader(file)}
    rows = sorted(name for name in genres if (CORPORA / f"{name}.txt").exists())
    if size is None:
        return rows
    random.Random(seed).shuffle(rows)
    turn: Counter[str] = Counter()
    ranked = []
    for name in rows:
        ranked.append((turn[genres[name]], name))
        turn[genres[name]] += 1
    return sorted(name for _, name in sorted(ranked)[:size])


def make_files(names: Sequence[str], wanted: Sequence[str], place: Path) -> Iterator[str]:
    """Write the files, and yield the formats that there is a reader for."""
    from extractor.reading.formats import recognise

    numbered = tables = 0
    for name in names:
        counts = wordfile.write((CORPORA / f"{name}.txt").read_text(encoding="utf-8"), place / f"{name}.docx")
        numbered, tables = numbered + counts.numbered, tables + counts.tables
    print(f"{len(names)} protocols written as DOCX: {numbered} paragraphs numbered automatically, {tables} tables")
    sources = [str(place / f"{name}.docx") for name in names]
    for kind in wanted:
        if kind != "docx":
            given = sources
            if kind in ("html", "doc"):
                (place / f"for-{kind}").mkdir(exist_ok=True)
                given = [str(place / f"for-{kind}" / f"{name}.docx") for name in names]
                for name, file in zip(names, given, strict=True):
                    wordfile.write((CORPORA / f"{name}.txt").read_text(encoding="utf-8"), Path(file), for_format=kind)
            profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
            command = ["soffice", profile, "--headless", "--convert-to", FORMATS[kind], "--outdir", str(place), *given]
            subprocess.run(command, check=True, capture_output=True, timeout=1200)
        sample = (place / f"{names[0]}.{kind}").read_bytes()
        if recognise(sample).reader:
            yield kind
        else:
            print(f"{kind}: skipped, no reader yet")


def report(names: Sequence[str], formats: Sequence[str], place: Path) -> int:
    """Compare all records, print each difference and the table."""
    equal: Counter[str] = Counter()
    core: Counter[str] = Counter()
    better: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for name in names:
        truth = records(CORPORA / f"{name}.txt")
        for kind in formats:
            read = records(place / f"{name}.{kind}")
            found = list(differences(truth, read))
            equal[kind] += not found
            is_better = any(is_core(*one) for one in found) and agreement(name, read) > agreement(name, truth)
            for field, left, right in found:
                marked = is_core(field, left, right)
                (other if not marked else better if is_better else core)[kind] += 1
                sign = " " if not marked else "+" if is_better else "*"
                print(f"{sign} {name}.{kind}\t{field}\ttext={show(left)}\tfile={show(right)}")
    print(f"\n{'format':8}{'files':>7}{'equal':>7}{'core differences':>18}{'better':>8}{'other':>7}")
    for kind in formats:
        print(f"{kind:8}{len(names):7}{equal[kind]:7}{core[kind]:18}{better[kind]:8}{other[kind]:7}")
    return int(bool(sum(core.values())))


def records(path: Path) -> list[dict[str, Any]]:
    """Return the records of a file as plain data."""
    from extractor import extract
    from extractor.errors import ExtractorError

    try:
        return [record.model_dump(mode="json", by_alias=True) for record in extract(path)]
    except ExtractorError as error:
        return [{"error": str(error)}]


def agreement(name: str, found: Sequence[dict[str, Any]]) -> float:
    """Return how well records agree with the gold of a corpus text in the core fields (0 to 1)."""
    from extractor.evaluate import evaluate

    return 0.0 if "error" in found[0] else evaluate(CORPORA, found, only=[name]).core


Difference = tuple[str, Any, Any]


def differences(truth: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> Iterator[Difference]:
    """Yield field, value of the text, value of the file."""
    if len(truth) != len(found):
        yield "protocols", len(truth), [len(found), found[0].get("error")]
        return
    for left, right in zip(truth, found, strict=True):
        for field in dict.fromkeys([*left, *right]):
            if field not in _LEFT_OUT and left.get(field) != right.get(field):
                yield from _within(field, left.get(field), right.get(field))


def _within(field: str, left: Any, right: Any) -> Iterator[Difference]:
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for at, (one, other) in enumerate(zip(left, right, strict=True)):
            if one != other:
                yield from _within(f"{field}/{at}", one, other)
    elif isinstance(left, dict) and isinstance(right, dict):
        for key in dict.fromkeys([*left, *right]):
            if left.get(key) != right.get(key):
                yield from _within(f"{field}/{key}", left.get(key), right.get(key))
    else:
        yield field, left, right


def is_core(field: str, left: Any, right: Any) -> bool:
    """Is this one of the fields that the product exists for (``core`` in the score)?"""
    head, *rest = field.split("/")
    last = rest[-1] if rest else ""
    if head in ("protocols", "date", "place") or not rest:
        return head in ("protocols", "date", "place", "attendees", "absentees", "agenda", "decisions", "schema", "error")
    if head in ("attendees", "absentees"):
        return len(rest) == 1 or last in _PERSON[:-1] or last == "reason_category"
    if head == "agenda":
        return last == "title" or last.isdigit()
    return head == "decisions" and (last in ("text", "number", "items") or last.isdigit()) and "votes" not in rest and "responsible" not in rest


def show(value: Any) -> str:
    """Return a value on one line, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 400 else text[:400] + "…"


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    sys.exit(main())
