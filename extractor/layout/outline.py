"""Source → blocks: paragraphs, items, headings and rows, page furniture set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.language.fold import fold, is_old_spelling
from extractor.layout.clean import Builder, closed, split_cells
from extractor.layout.columns import split_columns
from extractor.layout.converted import drop_outer_bullets, join_lone_labels, join_vote_tables
from extractor.layout.counting import mark_letters, mark_numbers, mark_romans, part_matters
from extractor.layout.lines import Line, Setting, measure_setting, split_lines
from extractor.layout.markers import Marker, is_initial, ordinal, read_marker
from extractor.layout.stacked import StackedRow, read_stacked
from extractor.model import Block, Source

#: Words that begin a section wherever they stand at the start of a line.
_OPENERS = re.compile(
    r"(?:\d{1,2}[.)] ?|[ivx]{1,4}[.)] ?)?(?:слушали|слушано|заслушал|выступил|постанов(?:ил|лен|лял)|решил|решено|решени[ея]\b(?! дум| суд)|повестка|порядок дня|"
    r"присутств|отсутств|приглашен|председател|секретар|голосовал|голосование|приложени|протокол\b|выписка из протокола|"
    r"докладчик|содокладчик|не явил|не прибыл|участник|срок\b|отв\.|ответственн|начало|окончание|место|дата|время|тема\b|"
    r"по (?:\w{1,12} ?-?(?:му|ому|ему)|\d{1,2} ?-?(?:му)?) вопросу|вопрос \w|кворум|принято|единогласно|за ?-? ?\d|за (?:оба|все|кажд)|верно\b|п\. ?п\.|обсуждали|обсудили|в прениях)"
)
_TERMINAL = re.compile(r"[.!?;:…][\"»)”]{0,2}$")
_ENDED = re.compile(r"[.!?…][\"»)”]{0,2}$")
_LABEL = re.compile(r"(?:голосование|голосовали|решили|решение|постановили|отв\.|ответственн\w+|срок|слушали|выступили)[^.:]{0,25}:")
#: A label inside a paragraph whose value stands on the next line.
#: Looked for in the last characters of a line alone.
_OPEN_LABEL = re.compile(r"(?<=.)[.;,)(] ?(?:[Оо]тветственн\w+|[Оо]тв\.|[Сс]рок|[Ии]сполнител\w+) ?[:–-]$")
#: A line that counts those present begins a paragraph even in small letters.
_COUNTED = re.compile(r"(?:прису|отсу)[стд]\w+ ?[:–-]? ?\d")
#: «не было Рогова», «отсутствовали: …» in small letters on a line of its own.
_CAME = re.compile(r"(?:не был[аио]?|были|отсу[тдс]\w+|прису[тдс]\w+|приглашен\w*|не яви\w+)(?: [А-ЯЁ]| ?:)")
_INITIAL_LAST = re.compile(r"(?<![^\W\d_])[А-ЯЁІѢѲ]\.$")
#: A post with its person at the end of a line: «министр строительства области - Р. М. Рогов».
_POSTED = re.compile(r"[-–—] ?(?:(?:[А-ЯЁ]\. ?){1,2}[А-ЯЁ][а-яё-]+|[А-ЯЁ][а-яё-]+ [А-ЯЁ]\. ?(?:[А-ЯЁ]\.)?)$")
#: A row of a list of offices: «Работники аппарата - т.т. Ильин, Кротов».
_OFFICE_ROW = re.compile(r"[А-ЯЁ][^.;:–—]{3,60} [-–—] ?(?:т\. ?т\.|тт?\.|тов\.) ?[А-ЯЁ]")
_INNER_MARK = re.compile(r"(?<=[\s:;,])(\d{1,2}|[а-к])\)(?= )")
_ANY_MARK = re.compile(r"(?:^|(?<=[\s:;,]))(\d{1,2}|[а-к])\)(?= )")
_INITIALS_ALONE = re.compile(r"[А-ЯЁІѢѲ]\. ?[А-ЯЁІѢѲ]\.(?![ ]?[А-ЯЁІѢѲ][а-яёіѣѳѵ])")
_SURNAME_AT_END = re.compile(r"(?:^|[ (/«])[А-ЯЁІѢѲ][\w-]+$")
#: «Сычева (кв. 24): …»: somebody's turn to speak.
_TURN = re.compile(r"[А-ЯЁІѢѲ][\w-]+(?: [А-ЯЁІѢѲ]\. ?(?:[А-ЯЁІѢѲ]\.)?)?(?: ?\([^)]{1,20}\))?: \S")
_NAME_START = re.compile(r"[А-ЯЁІѢѲ][\w-]+ [А-ЯЁІѢѲ]\.|[А-ЯЁІѢѲ]\. ?(?:[А-ЯЁІѢѲ]\. ?)?[А-ЯЁІѢѲ]|[А-ЯЁІѢѲ][а-яёіѣѳѵ]+ [А-ЯЁІѢѲ][а-яёіѣѳѵ]+ [А-ЯЁІѢѲ][а-яёіѣѳѵ]+(?:вич|вна|ична)\b|[_/\\]")


def outline(source: Source) -> list[Block]:
    """Return the blocks of a source in reading order.

    >>> [b.text for b in outline(Source("п.txt", "Решили:\\n1. Принять отчет к све-\\nдению.\\n2. Закрыть"))]
    ['Решили:', '1. Принять отчет к сведению.', '2. Закрыть']
    """
    lines = split_lines(source.text)
    setting = measure_setting(lines, source.media_type)
    old = is_old_spelling(source.text)
    blocks: list[Block] = []
    for chunk in split_columns(lines):
        if chunk.kind:
            made = list(_make_block(chunk.kind, chunk.lines, old, chunk.gap, chunk.cells))
            blocks.extend([_take_number(made[0]), *made[1:]] if chunk.numbered else made)
            continue
        blocks.extend(_paragraphs(chunk.lines, setting, old))
    blocks = [piece for block in blocks for piece in part_matters(block)]
    return mark_romans(list(mark_numbers(list(mark_letters(join_lone_labels(join_vote_tables(drop_outer_bullets(blocks))))))))


def _take_number(block: Block) -> Block:
    """The first word of a row that a column of numbers began is its number, with or without a sign behind it."""
    number, _, rest = block.text.partition(" ")
    return replace(block, number=number.strip("№.)"), style="1.", body=len(block.text) - len(rest)) if rest else block


def _paragraphs(lines: Sequence[Line], setting: Setting, old: bool) -> Iterator[Block]:
    group: list[Line] = []
    gap = 0
    broken = False
    passed = 0
    for index, line in enumerate(lines):
        if index < passed:
            continue
        row = read_stacked(lines, index)
        if row:
            if group:
                yield from _make_block("", group, old, gap)
            yield _row_block(row, old)
            group, passed, broken = [], index + row.count, False
            continue
        if line.furniture:
            broken = True
            continue
        if group and not _goes_on(group, line, setting, broken):
            yield from _make_block("", group, old, gap)
            gap, group = (2 if line.blank_before else 1), []
        elif not group:
            gap = 2 if line.blank_before else 1
        group.append(line)
        broken = False
    if group:
        yield from _make_block("", group, old, gap)


def _row_block(row: StackedRow, old: bool) -> Block:
    """A row of two cells: the name, put together from its lines, and what stands beside it."""
    builder = Builder()
    first = row.name[0][0]
    for line, start, stop in row.name:
        builder.add(line.text[start:stop], line.start + start)
    edge = builder.length
    for index, (line, start, stop) in enumerate(row.beside):
        builder.add(line.text[start:stop], line.start + start, separator=" " if index else "\t")
    text = builder.text()
    cells = ((0, edge), (edge + 1, len(text)))
    return Block("row", text, fold(text, old), tuple(builder.pieces), first.indent, cells=cells, gap=2 if first.blank_before else 1)


def _goes_on(group: Sequence[Line], line: Line, setting: Setting, broken: bool) -> bool:
    """Tell whether ``line`` goes on with the paragraph that ends with ``group``."""
    last = group[-1]
    head, tail = closed(last.text), closed(line.text)
    hyphen = head.endswith(("-", "¬", "\u00ad")) and len(head) > 1 and head[-2].isalpha() and tail[:1].isalpha()
    if line.blank_before and not broken:
        return hyphen and tail[:1].islower() or _breaks_cold(head, tail, setting, last)
    if broken:
        return hyphen or tail[:1].islower() and not _TERMINAL.search(head) and not read_marker(tail)
    if hyphen or head[-1:] in (":", "–", "-") and _OPEN_LABEL.search(head, max(0, len(head) - 60)):
        return True
    rows = len(split_cells(last.text)) > 1, len(split_cells(line.text)) > 1
    if rows == (True, False) and _under_cell(last, line):
        return True
    if rows[1] or (rows[0] and not (tail[:1].islower() and line.indent == 0)):
        return rows == (False, True) and tail[:1].islower() and setting.wrapped and last.width >= 0.7 * setting.width and last.indent <= line.indent + 8 and "\t" not in line.text and "|" not in line.text
    if rows[0] and _POSTED.search(head):
        return False
    open_bracket = head.count("(") > head.count(")") and ")" in tail[:40]
    marker = read_marker(tail) if not open_bracket else None
    if open_bracket:
        return True
    if marker and not is_initial(tail):
        if setting.wrapped and head.endswith((";", ",")) and _goes_on_list(group, marker):
            return True
        dashed = marker.style == "-" and setting.wrapped and last.width >= 0.72 * setting.width and not re.search(r"[.;:!?»)]$", head)
        return dashed and not tail[marker.body : marker.body + 1].isupper()
    norm = fold(tail, old=False)
    full = last.width >= 0.72 * setting.width if setting.wrapped else False
    if _COUNTED.match(norm) or (not full or _TERMINAL.search(head)) and _CAME.match(tail):
        return False
    if _LABEL.match(norm):
        return False
    if _OPENERS.match(norm) and not (tail[:1].islower() and head[-1:] in ",") and not (tail[:1].islower() and not _TERMINAL.search(head)):
        return False
    hanging = setting.wrapped and line.indent > group[0].indent and last.width >= 0.75 * setting.width
    if hanging and (len(group) == 1 or line.indent == last.indent) and read_marker(closed(group[0].text)):
        return True
    if tail[:1].islower():
        return not (setting.parted and _ENDED.search(head) and not _INITIAL_LAST.search(head)) and not (head.endswith((".", ";")) and line.indent > last.indent + 1)
    if full and tail.startswith("(") and _INITIAL_LAST.search(head):
        return True  # «зав. лаб. Рогова Т. Е. / (секретарь), асп. Лис»
    if _TERMINAL.search(head) and _TURN.match(tail):
        return False
    if _TERMINAL.search(head):
        return full and line.indent <= last.indent + 1 and setting.wrapped and not (head.endswith((";", ":")) and _NAME_START.match(tail)) and not (
            line.indent > group[0].indent and len(group) > 1) and last.width >= 0.82 * setting.width
    if line.indent > last.indent + 3 or last.indent > line.indent + 8 and len(group) == 1:
        return False
    if _OFFICE_ROW.match(tail) and not head.endswith((",", "-", "–", "—")):
        return False
    if _INITIALS_ALONE.match(tail) and _SURNAME_AT_END.search(head):
        return True
    if _NAME_START.match(tail) and (_NAME_START.match(head) and not head.endswith(",") or not full):
        return head.endswith((",", " и")) and full
    if head.endswith((",", "-", "–", "—", "(", "«")):
        return setting.wrapped or head.endswith(("(", "«"))
    if head.isupper() != tail.isupper() and len(tail) > 3:
        return False
    if head.isupper() and tail.isupper():
        return not line.blank_before and len(group) < 6 and not _OPENERS.match(norm)
    if head.count("«") > head.count("»"):
        return True
    return full


_LABELLED = re.compile(r"(?:председател|секретар|приглаш|присутств|отсутств|члены)")


def _under_cell(row: Line, line: Line) -> bool:
    """«Приглашены:      Рогов П. И. - начальник / отдела»: small letters right under the second cell of a labelled row."""
    cells = split_cells(row.text)
    if len(cells) != 2 or not _LABELLED.match(fold(row.text, old=False)) or not closed(line.text)[:1].islower() or _TERMINAL.search(row.text):
        return False
    opened = re.match(r"[-–—] *", row.text[cells[1][0] :])
    return abs(line.indent - row.indent - cells[1][0]) <= 2 + (opened.end() if opened else 0)


def _goes_on_list(group: Sequence[Line], marker: Marker) -> bool:
    """Is «б) …» at the start of a line the next member of a list that runs on in the lines above («… так: а) …;»)?"""
    if marker.style not in ("а)", "1)") or marker.number is None:
        return False
    before, digits = (ordinal(marker.number) or 0) - 1, marker.number.isdigit()
    marks = [found[1] for place, line in enumerate(group) for found in (_ANY_MARK if place else _INNER_MARK).finditer(line.text)]
    return any(mark.isdigit() == digits and ordinal(mark) == before > 0 for mark in marks)


def _breaks_cold(head: str, tail: str, setting: Setting, last: Line) -> bool:
    """A sentence that a blank line cuts in two: no stop before, small letter after."""
    if len(split_cells(last.text)) > 1 or _POSTED.search(head):
        return False  # a row of a table: «министр образования    - В. Н. Рогов»
    if not tail[:1].islower() or _TERMINAL.search(head) or head.endswith(("»", ")", "_")) or read_marker(tail):
        return False
    return len(head) > 40 and last.width >= 0.6 * setting.width and not _OPENERS.match(fold(tail, old=False))


def _is_bare_marker(text: str) -> bool:
    marker = read_marker(text + " а")
    return marker is not None and marker.body >= len(text)


def _make_block(kind: str, lines: Sequence[Line], old: bool, gap: int, cells: tuple[tuple[int, int], ...] = ()) -> Iterator[Block]:
    builder = Builder()
    edges: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        slices = split_cells(line.text) if not kind else [(0, len(line.text))]
        if len(slices) == 2 and number == 0 and _is_bare_marker(line.text[slice(*slices[0])]):
            slices = [(slices[0][0], slices[1][1])]
        for index, (start, stop) in enumerate(slices):
            separator = " " if index == 0 else "\t"
            before = builder.length
            builder.add(line.text[start:stop], line.start + start, separator=separator)
            if len(slices) > 1 and len(lines) == 1:
                begin = before + (1 if before and builder.length > before else 0)
                edges.append((min(begin, builder.length), builder.length))
    text = builder.text()
    if not text.strip():
        return
    marker = read_marker(text)
    if marker and (not kind and is_initial(text) or not marker.number and marker.style != "-"):
        marker = None
    yield Block(
        kind or ("row" if len(edges) > 1 else "item" if marker else "paragraph"),
        text, fold(text, old), tuple(builder.pieces), lines[0].indent,
        marker.number if marker else None, marker.style if marker else "", marker.body if marker else 0,
        tuple(edges) if len(edges) > 1 else (), gap,
    )
