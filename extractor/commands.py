"""The work of the other commands: read, explain, schema, evaluate, rules."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import BrokenRule, UnreadableFile, UsageError
from extractor.files import OVERWRITES, fault_of, is_same_file
from extractor.messages import BELOW_FLOORS, OK
from extractor.run import load_rules, write_text
from extractor.sources import read_source
from extractor.voice import Voice

if TYPE_CHECKING:
    from extractor.evaluate import Evaluation, FieldScore, Score
    from extractor.extraction import Reading
    from extractor.model import Source


_NO_WORDS = ("у документа нет страниц с местами слов", "the document has no pages with the places of its words")


def show_reading(path: str, blocks: bool, words: bool, alto: Path | None, encoding: str | None, voice: Voice) -> None:
    """Print the text of a file as it was read, or its blocks and words a line each, or write its pages as ALTO."""
    source = read_source(path, encoding)
    for doubt in source.warnings:
        voice.say("doubt", message=doubt.message)
    if (words or alto) and not source.words:
        raise UsageError(source.path, detail=_NO_WORDS)
    out = sys.stdout
    if blocks:
        from extractor.layout.outline import outline

        for block in outline(source):
            out.write("\t".join([block.kind, block.number or "", str(block.start), str(block.stop), block.text]) + "\n")
    if words:
        for word in source.words:
            sureness = "" if word.confidence is None else f"{word.confidence:g}"
            figures = [f"{word.page}", *(f"{edge:.2f}" for edge in word.box), sureness, f"{word.start}", f"{word.stop}"]
            out.write("\t".join([*figures, source.text[word.start : word.stop]]) + "\n")
    if alto:
        from extractor.export.alto import write_alto

        write_text(alto, write_alto(source), read=[path])
        voice.say("written", path=alto)
    elif not blocks and not words:
        out.write(source.text if source.text.endswith("\n") else source.text + "\n")


def explain_file(
    path: str,
    field: str | None,
    part: int | None,
    pictures: tuple[Path | None, Path | None],
    folders: Sequence[Path],
    encoding: str | None,
    voice: Voice,
) -> None:
    """Show the document of a file, or one field of it, or write its page: as HTML, as pictures of the pages of a scan."""
    from extractor.explain import explain, explain_html, read_all
    from extractor.show import show_document, show_explanation

    html, page_image = pictures
    if field and html:
        raise UsageError(
            detail=("--html показывает весь документ: уберите поле или ключ", "--html shows the whole document: leave out the field or the option")
        )
    rules = load_rules(folders)
    source = read_source(path, encoding)
    readings = read_all(source, rules)
    reading = _choose(readings, part)
    if part is None and len(readings) > 1:
        voice.say("other_parts", path=path, count=len(readings), part=reading.part.number)
    if html:
        write_text(html, explain_html(reading, source), read=[path])
        voice.say("written", path=html)
    elif page_image:
        _write_pages(reading, source, path, page_image, field, voice)
    elif field:
        show_explanation(explain(reading, source, field), source, rules, voice.lang)
    else:
        show_document(reading, source, voice.lang)


def _write_pages(reading: Reading, source: Source, path: str, out: Path, field: str | None, voice: Voice) -> None:
    from extractor.explain import find_value
    from extractor.pageimage import write_page_images
    from extractor.reading import load_bytes

    if is_same_file(path, out):
        raise UsageError(str(out), detail=OVERWRITES)
    pointer = find_value(reading.record.to_dict(), field)[0] if field else None
    written = write_page_images(reading, source, load_bytes(path), out, pointer)
    for place in written:
        voice.say("written", path=place)
    if not written:
        voice.say("no_value")


def _choose(readings: Sequence[Reading], part: int | None) -> Reading:
    found = [reading for reading in readings if part in (None, reading.part.number)]
    if not found:
        there = ", ".join(str(reading.part.number) for reading in readings)
        raise UsageError(detail=(f"--part: нет протокола № {part}; есть {there}", f"--part: there is no protocol {part}; there are {there}"))
    return found[0]


def show_schema(out: Path | None, voice: Voice) -> None:
    """Print the schema of a record, or write it to a file."""
    from extractor.record import json_schema

    content = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    if out is None:
        sys.stdout.write(content)
    else:
        write_text(out, content)
        voice.say("written", path=out)


def check_rule_files(folders: list[Path], voice: Voice) -> bool:
    """Say what is wrong with the rules, a sentence a problem; return whether anything is."""
    from extractor.rulecheck import check_rules

    for folder in folders:
        if not folder.is_dir():
            raise UnreadableFile(str(folder), detail=("такой папки с правилами нет", "there is no such folder of rules"))
    problems = check_rules(folders, voice.lang)
    for problem in problems:
        voice.line(_sentence(problem))
    try:
        rules = list(load_rules(folders, use=False).all())
        voice.say("checked", rules=len(rules), examples=sum(len(rule.yes) + len(rule.no) for rule in rules))
    except BrokenRule as error:  # what cannot be loaded cannot be counted
        if not problems:
            voice.fault(error)
            return True
    if problems:
        voice.say("problems", count=len(problems))
    return bool(problems)


def _sentence(problem: Any) -> str:
    place = f"{problem.file}:{problem.line}" if problem.line else str(problem.file)
    return ": ".join(str(piece) for piece in (place, problem.rule, problem.message) if piece)


def list_rules(folders: Sequence[Path]) -> None:
    """Print every rule on a line: a table for people, tabs for programs."""
    rules = sorted(load_rules(folders, use=False).all(), key=lambda rule: rule.id)
    rows = [(r.id, r.field, f"{r.file}:{r.line}", str(len(r.yes) + len(r.no))) for r in rules]
    if not sys.stdout.isatty():
        print("\n".join("\t".join(row) for row in rows))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, show_header=False)
    for row in rows:
        table.add_row(*row)
    Console(highlight=False).print(table)


def evaluate_records(
    gold_dir: Path, records: Path, voice: Voice, *, html: Path | None, errors: bool, ocr: bool, floors: Path | None, as_json: bool
) -> int:
    """Print how records and gold agree; return the exit code."""
    from extractor.evaluate import check_floors, evaluate, format_table, load_floors, render_html
    from extractor.evaluate.report import show

    if not gold_dir.is_dir():
        raise UnreadableFile(str(gold_dir), detail=("такой папки с эталоном нет", "there is no such folder of gold"))
    fault = fault_of(str(records)) or fault_of(str(floors or records))
    if fault:
        raise fault
    limits = load_floors(floors) if floors else {}
    evaluation = evaluate(gold_dir, records, ocr=ocr)
    print(json.dumps(_plain(evaluation, errors), ensure_ascii=False, indent=2) if as_json else format_table(evaluation, voice.lang))
    if errors and not as_json:
        for error in evaluation.errors:
            print(f"{error.document} {error.part} {error.field}: {show(error.gold, voice.lang)} → {show(error.got, voice.lang)}")
    if html:
        write_text(html, render_html(evaluation, voice.lang), read=[records, *gold_dir.iterdir()])
        voice.say("written", path=html)
    if evaluation.ignored:
        voice.say("ignored", names=", ".join(evaluation.ignored))
    below = check_floors(evaluation, limits, voice.lang)
    for sentence in below:
        voice.line(sentence)
    return BELOW_FLOORS if below else OK


def _plain(evaluation: Evaluation, errors: bool) -> dict[str, Any]:
    """An evaluation as plain data; errors only where they are asked for."""
    documents = [
        {"name": d.name, "genre": d.genre, "year": d.year, "core": d.core, "strict_core": d.strict_core, "fields": _scores(d.fields)}
        | ({"errors": [asdict(error) for error in d.errors]} if errors else {})
        for d in evaluation.documents
    ]
    whole = {name: getattr(evaluation, name) for name in ("core", "strict_core", "overall", "perfect")}
    groups = {name: [asdict(group) for group in getattr(evaluation, name)] for name in ("genres", "decades")}
    return {**whole, "fields": _scores(evaluation.fields), "documents": documents, **groups, "ignored": list(evaluation.ignored)}


def _scores(fields: Sequence[FieldScore]) -> dict[str, Any]:
    return {field.name: {"soft": _score(field.soft), "strict": _score(field.strict)} for field in fields}


def _score(score: Score) -> dict[str, float]:
    return {**asdict(score), "precision": score.precision, "recall": score.recall, "f1": score.f1}
