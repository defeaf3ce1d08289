"""Records against gold: how much of what a protocol says was read, and what was not.

:func:`evaluate` compares a folder of gold (``NAME.json``, one record or a list of them) with records and gives an
:class:`Evaluation`; :func:`format_table` and :func:`render_html` show it, :func:`check_floors` guards it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.errors import BadGold
from extractor.evaluate import files
from extractor.evaluate.compare import CORE, Outcome, align, compare, flat
from extractor.evaluate.files import load_floors
from extractor.evaluate.report import format_table, render_html
from extractor.evaluate.same import STRICT, Json, Measure

__all__ = [
    "CORE", "DocumentScore", "Error", "Evaluation", "FieldScore", "GroupScore", "Score",
    "check_floors", "evaluate", "format_table", "load_floors", "render_html",
]  # fmt: skip

#: A fall of less than half a thousandth is a rounding.
_SLACK = 0.0005


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of right, invented and missed values, and the ratios that follow.

    >>> s = Score(right=3, invented=1, missed=2)
    >>> s.gold, s.precision, s.recall, round(s.f1, 3)
    (5, 0.75, 0.6, 0.667)
    """

    right: int = 0
    invented: int = 0
    missed: int = 0

    def __add__(self, other: Score) -> Score:
        """Add counts up: those of several documents, or of several values."""
        return Score(self.right + other.right, self.invented + other.invented, self.missed + other.missed)

    @property
    def gold(self) -> int:
        """How many values the gold has."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        """The share of what was read that is right."""
        return self.right / (self.right + self.invented) if self.right + self.invented else 0.0

    @property
    def recall(self) -> float:
        """The share of what is there that was read."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = 2 * self.right + self.invented + self.missed
        return 2 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True)
class FieldScore:
    """One field in both measures."""

    name: str
    soft: Score
    strict: Score


@dataclass(frozen=True, slots=True)
class Error:
    """A value that is missed (``got`` is None), invented (``gold`` is None) or wrong, by the soft measure.

    ``part`` is the 1-based number of the protocol in the gold, of a surplus protocol that in the records.
    """

    document: str
    part: int
    field: str
    gold: Any
    got: Any


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """One file: the mean F1 of its core fields and everything that went wrong."""

    name: str
    genre: str
    year: int | None
    core: float
    strict_core: float
    fields: tuple[FieldScore, ...]
    errors: tuple[Error, ...]


@dataclass(frozen=True, slots=True)
class GroupScore:
    """The documents of one genre or decade together; ``name`` is "" where it is not known."""

    name: str
    documents: int
    core: float
    strict_core: float
    perfect: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came out: fields by name, documents worst first, groups by name.

    ``core`` is the mean F1 of the core fields, ``overall`` that of the fields with five gold values or none (what is
    read where gold has nothing counts as 0), ``perfect`` the share of documents without an error in a core field.
    ``ignored`` names the records that belong to no gold.
    """

    fields: tuple[FieldScore, ...]
    documents: tuple[DocumentScore, ...]
    genres: tuple[GroupScore, ...]
    decades: tuple[GroupScore, ...]
    core: float
    strict_core: float
    overall: float
    perfect: float
    ignored: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Error, ...]:
        """All errors, those of the worst document first."""
        return tuple(error for document in self.documents for error in document.errors)


def evaluate(
    gold_dir: Path, records: Path | Iterable[Json], *, ocr: bool = False, only: Collection[str] = ()
) -> Evaluation:
    """Compare records (a file of JSON lines, or the records themselves) with the gold of a folder.

    A record belongs to the gold whose name is the stem of its ``source.path``. ``ocr`` forgives what OCR does to
    letters and words; ``only`` names the documents to score.
    """
    found, manifest = files.by_stem(records), files.manifest(gold_dir)
    golds = {path.stem: path for path in sorted(gold_dir.glob("*.json")) if not only or path.stem in only}
    if not golds:
        raise BadGold(str(gold_dir), detail=("в папке нет эталонных записей", "the folder holds no gold records"))
    scores = [_score(name, files.gold(path), found.get(name, []), manifest.get(name, {}), Measure(ocr=ocr))
              for name, path in golds.items()]  # fmt: skip
    documents = tuple(sorted(scores, key=lambda d: (d.core, d.name)))
    fields = _together(documents)
    many = [field.soft.f1 for field in fields if field.soft.gold >= 5 or not field.soft.gold]
    return Evaluation(
        fields=fields,
        documents=documents,
        genres=_groups(documents, {d.name: d.genre for d in documents}),
        decades=_groups(documents, {d.name: str(d.year // 10 * 10) if d.year else "" for d in documents}),
        core=_core(fields),
        strict_core=_core(fields, strict=True),
        overall=sum(many) / len(many) if many else 0.0,
        perfect=_perfect(documents),
        ignored=tuple(sorted(found.keys() - {path.stem for path in gold_dir.glob("*.json")})),
    )


def _score(name: str, golds: list[Json], gots: list[Json], about: Mapping[str, str], soft: Measure) -> DocumentScore:
    """One file: its protocols aligned and compared in both measures."""
    golds, gots = [flat(gold) for gold in golds], [flat(got) for got in gots]
    counts: dict[str, list[Score]] = defaultdict(lambda: [Score(), Score()])
    errors = []
    for i, j in align(golds, gots):
        gold, got = {} if i is None else golds[i], {} if j is None else gots[j]
        part = i + 1 if i is not None else files.part_of(got)
        for at, measure in enumerate((soft, STRICT)):
            for outcome in compare(gold, got, measure):
                counts[outcome.field][at] += _counted(outcome)
                if not outcome.right and measure is soft:
                    errors.append(Error(name, part, outcome.field, outcome.gold, outcome.got))
    fields = tuple(FieldScore(field, *counts[field]) for field in sorted(counts))
    return DocumentScore(name, about.get("genre") or "", files.year(about, golds), _core(fields, empty=1.0),
                         _core(fields, strict=True, empty=1.0), fields, tuple(errors))  # fmt: skip


def _counted(outcome: Outcome) -> Score:
    if outcome.right:
        return Score(right=1)
    return Score(invented=int(outcome.got is not None), missed=int(outcome.gold is not None))


def _together(documents: Iterable[DocumentScore]) -> tuple[FieldScore, ...]:
    """The counts of several documents added up, field by field."""
    counts: dict[str, list[Score]] = defaultdict(lambda: [Score(), Score()])
    for document in documents:
        for field in document.fields:
            both = counts[field.name]
            both[0], both[1] = both[0] + field.soft, both[1] + field.strict
    return tuple(FieldScore(name, *counts[name]) for name in sorted(counts))


def _core(fields: Iterable[FieldScore], *, strict: bool = False, empty: float = 0.0) -> float:
    by_name = {field.name: field.strict if strict else field.soft for field in fields}
    values = [by_name[name].f1 for name in CORE if name in by_name]
    return sum(values) / len(values) if values else empty


def _perfect(documents: Collection[DocumentScore]) -> float:
    return sum(document.core == 1.0 for document in documents) / len(documents)


def _groups(documents: Iterable[DocumentScore], names: Mapping[str, str]) -> tuple[GroupScore, ...]:
    groups: dict[str, list[DocumentScore]] = defaultdict(list)
    for document in documents:
        groups[names[document.name]].append(document)
    return tuple(_group(name, groups[name]) for name in sorted(groups))


def _group(name: str, documents: list[DocumentScore]) -> GroupScore:
    fields = _together(documents)
    return GroupScore(name, len(documents), _core(fields), _core(fields, strict=True), _perfect(documents))


def check_floors(evaluation: Evaluation, floors: Mapping[str, float], lang: str = "ru") -> list[str]:
    """Say which fields fell below their floor (soft F1) and by how much; a field that is gone counts as 0."""
    values = {field.name: field.soft.f1 for field in evaluation.fields}
    values |= {"core": evaluation.core, "overall": evaluation.overall, "perfect": evaluation.perfect}
    floor_, below = ("floor", "{:.3f} below") if lang == "en" else ("порог", "ниже на {:.3f}")
    text = f"{{}}: F1 {{:.3f}}, {floor_} {{:.3f}}, {below}"
    now = {field: values.get(field, 0.0) for field in floors}
    return [text.format(field, now[field], floor, floor - now[field])
            for field, floor in floors.items() if now[field] < floor - _SLACK]  # fmt: skip
