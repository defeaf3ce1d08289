"""Lists of people set as tables: a row cell by cell, or the cells of a row one to a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.fields.entries import Context, Entry, Label, add_reason, add_words, under
from extractor.fields.groups import is_group, read_group
from extractor.fields.listed_names import merge_names
from extractor.fields.people import Slice, trim
from extractor.language import normal_re as re
from extractor.language.names import NameMention
from extractor.layout.join import join_blocks
from extractor.model import Block

#: Heads of columns and lines that name nobody.
_HEADS = re.compile(r"(?:№(?: ?п/п)?|n(?: п/п)?|п/п|ф\. ?и\. ?о\.?|фио|фамилия.*|имя|отчество|должность.*|подпись|организация.*|место работы.*|явка|подключение|примечани\w+|статус|роль|причина.*|квартира|кв\.?)")


def read_row(context: Context, block: Block, start: int, label: Label) -> list[Entry] | None:
    """«1 | Егоров Артём | руководитель проекта»: a cell holds the name, the next ones its post (and reason).

    None where the block is no row of one person.
    """
    cells = [trim(block.text, max(start, a), b) for a, b in block.cells if b > start]
    cells = [c for c in cells if c[0] < c[1]]
    names = [[n for n in merge_names(block, context.markup.names(block, bare=True)) if a <= n.start and n.stop <= b] for a, b in cells]
    if sum(bool(_HEADS.fullmatch(block.norm[a:b].strip(" .:"))) for a, b in cells) > 1:
        return []
    if len(cells) > 1 and all(_numbered(block, cell, found) for cell, found in zip(cells, names, strict=True)):
        return [replace(under(label, block, found[0]), rule="people.row") for found in names]
    if len(cells) > 1 and all(_only_name(cell, found) for cell, found in zip(cells, names, strict=True)):
        return [replace(under(label, block, found[0]), rule="people.row") for found in names]
    holders = [i for i, found in enumerate(names) if found and cells[i][1] - cells[i][0] <= 120]
    if not holders:
        return _nameless(context, block, cells, label)
    at = _best(holders, names, cells, block)
    if len(names[at]) > 1:
        return None
    name = names[at][0]
    entry = replace(under(label, block, name), rule="people.row")
    for index, (left, right) in enumerate(cells):
        if index == at:
            for part in (trim(block.text, left, name.start), trim(block.text, name.stop, right)):
                entry = _fill(context, entry, block, part)
        elif not re.fullmatch(r"[\d.)–—-]*", block.text[left:right]):
            entry = _fill(context, entry, block, (left, right))
    return [entry]


def _numbered(block: Block, cell: Slice, names: Sequence[NameMention]) -> bool:
    """A cell that is a number and a name, as in a list set in two columns; the block's own marker is a number too."""
    if len(names) != 1 or names[0].stop < cell[1] - 1:
        return False
    lead = block.text[cell[0] : names[0].start]
    return bool(re.fullmatch(r"\d{1,3}[.)]? ?", lead)) or not lead.strip() and block.style in ("1.", "1)") and cell[0] <= block.body


def _only_name(cell: Slice, names: Sequence[NameMention]) -> bool:
    """A cell that is a surname with initials or a given name, and nothing else."""
    return len(names) == 1 and names[0].given is not None and names[0].start == cell[0] and names[0].stop >= cell[1] - 1


def by_number(entries: list[Entry]) -> list[Entry]:
    """Entries in the order of their numbers, where a list in columns was read row by row."""
    numbers = [re.search(r"(?<!\d)(\d{1,3})[.)]? ?$", e.block.norm[max(0, e.name.start - 6) : e.name.start]) if e.name else None for e in entries]
    found = [int(n[1]) for n in numbers if n]
    if len(found) != len(entries) or sorted(found) != list(range(1, len(found) + 1)):
        return entries
    return [entry for _, entry in sorted(zip(found, entries, strict=True), key=lambda pair: pair[0])]


def _best(holders: Sequence[int], names: Sequence[Sequence[NameMention]], cells: Sequence[Slice], block: Block) -> int:
    """The cell that is a name and nothing else, else the first with one."""
    for i in holders:
        if names[i][0].stop - names[i][0].start >= cells[i][1] - cells[i][0] - 3:
            return i
    return holders[0]


def _nameless(context: Context, block: Block, cells: Sequence[Slice], label: Label) -> list[Entry] | None:
    """A row of column heads is passed over; «жители ул. Набережной | 5 чел.» is a group."""
    words = [block.norm[a:b].strip(" .:") for a, b in cells]
    if any(_HEADS.fullmatch(w) for w in words):
        return []
    if len(cells) == 2 and re.fullmatch(r"[-–— ]*\d{1,4} ?(?:чел\w*\.?)?", block.norm[slice(*cells[1])].strip()) and is_group(words[0] + " - 1"):
        return list(read_group(context, block, cells[0][0], cells[1][1], label))
    return None


def _fill(context: Context, entry: Entry, block: Block, span: Slice) -> Entry:
    """Add a cell to the person of its row."""
    start, stop = span
    if not re.search(r"[^\W\d_]{2}", block.text[start:stop]):
        return entry
    said = re.match(r"(?:нет|не был\w*|отсут\w*|н/я|да|\+)(?!\w)[-–—:;, ]*(?=[^\W_]|\()", block.norm[start:stop])
    start += said.end() if said else 0
    opened = re.match(r"[-–—, ]*\(?", block.text[start:stop])
    start += opened.end() if opened else 0
    if block.text[stop - 1] == ")" and block.text.count("(", start, stop) < block.text.count(")", start, stop):
        stop -= 1
    if re.fullmatch(r"(?:присутств\w+|есть|был\w*|да|нет|подпись|\(подпись\))", block.norm[start:stop].strip(" ()")):
        return entry
    if context.absent:
        return add_reason(entry, context, block, start, stop, bracket=said is not None)
    return entry if entry.own_position else add_words(entry, context, block, start, stop)


def is_column_head(norm: str) -> bool:
    """A line that is nothing but the head of a column.

    >>> is_column_head("№ п/п"), is_column_head("директор")
    (True, False)
    """
    return bool(_HEADS.fullmatch(norm.strip(" .:")))


def compose_rows(blocks: Sequence[tuple[Block, int]]) -> Iterator[tuple[Block, int]]:
    """Join the cells that a converter set one to a line: «1 / Кошелева Раиса Романовна / – / начальник …»."""
    index = 0
    while index < len(blocks):
        block, start = blocks[index]
        group = [block]
        wrapped = _wrapped_post(blocks[index : index + 4]) if start == 0 else 0
        if wrapped:
            group += [b for b, _ in blocks[index + 1 : index + 1 + wrapped]]
        elif start == 0 or start == block.body:
            while index + len(group) < len(blocks) and len(group) < 6 and blocks[index + len(group)][1] in (0, blocks[index + len(group)][0].body) and _goes_on(group, blocks[index + len(group)][0]):
                group.append(blocks[index + len(group)][0])
        while index + len(group) < len(blocks) and _wrapped_cell(group[0], blocks[index + len(group)][0]):
            group.append(blocks[index + len(group)][0])
        yield (join_blocks(group) if len(group) > 1 else block), start
        index += len(group)


def _wrapped_cell(row: Block, following: Block) -> bool:
    """«Рогов П. И.   - мастер цеха завода "Красный / кузнец"»: a deeply indented line ends the post of the row above."""
    dashed = len(row.cells) == 2 and re.match(r"[-–—] ?[^\W_]", row.text[slice(*row.cells[1])])
    return bool(dashed) and not following.cells and not following.style and following.gap < 2 and following.indent > row.indent + 9 and following.text[:1].islower()


def _wrapped_post(blocks: Sequence[tuple[Block, int]]) -> int:
    """«министр строительства / и дорог области    - Р. М. Рогов»: how many lines end the post that the first begins."""
    for ahead, (block, _) in enumerate(blocks):
        if ahead and (block.gap > 1 or block.style or abs(block.indent - blocks[0][0].indent) > 8):
            return 0
        if block.cells:
            dashed = len(block.cells) == 2 and re.match(r"[-–—] ?[^\W_]", block.text[slice(*block.cells[1])])
            return ahead if dashed else 0
        if re.search(r"[:;.,–—-]$|[А-ЯЁ]\. ?[А-ЯЁ]|\d", block.text.strip()) or not re.search(r"[а-яё]{3}", block.text):
            return 0
    return 0


def _goes_on(group: Sequence[Block], following: Block) -> bool:
    """Does the next line go on with the same person?"""
    last, more = group[-1].text.strip(), following.text.strip()
    if following.cells or not more or len(more) > 160:
        return False
    if re.fullmatch(r"[-–—: ]*\d{1,4} ?чел\w*\.?", more.lower()):
        return len(group) == 1 and bool(re.search(r"[а-я]{4}", last)) and not re.search(r"\d|:$", last)
    if re.fullmatch(r"\d{1,3}[.)]?", last):
        return len(group) == 1 and bool(_FULL_NAME.fullmatch(more) or re.fullmatch(r"[А-ЯЁІѢѲ-]{3,30}", more))
    if len(group) == 1 and last.isupper() and re.fullmatch(r"[А-ЯЁІѢѲ-]{3,30}", last):
        return bool(re.fullmatch(r"[А-ЯЁІѢѲ][а-яёіѣѳѵ]+ [А-ЯЁІѢѲ][а-яёіѣѳѵ]+(?: оглы| кызы)?|[А-ЯЁІѢѲ]\. ?(?:[А-ЯЁІѢѲ]\.)?", more))
    named = any(_FULL_NAME.fullmatch(b.text.strip()) for b in group) or len(group) > 1 and group[0].text.strip().isupper()
    if re.match(r"[-–—](?: |$)", more):
        return named
    if last in ("-", "–", "—"):
        return True
    numbered = bool(re.fullmatch(r"\d{1,3}[.)]?", group[0].text.strip()))
    return numbered and len(group) == 2 and named and not re.fullmatch(r"\d{1,3}[.)]?", more) and not more.endswith(":")


_FULL_NAME = re.compile(r"[А-ЯЁІѢѲ][а-яёіѣѳѵ-]+ (?:[А-ЯЁІѢѲ][а-яёіѣѳѵ]+ [А-ЯЁІѢѲ][а-яёіѣѳѵ]+|[А-ЯЁІѢѲ]\. ?[А-ЯЁІѢѲ]\.|[А-ЯЁІѢѲ][а-яёіѣѳѵ]+)|[А-ЯЁІѢѲ][А-ЯЁІѢѲ-]+ (?:[А-ЯЁІѢѲ][а-яёіѣѳѵ]+ [А-ЯЁІѢѲ][а-яёіѣѳѵ]+|[А-ЯЁІѢѲ]\. ?[А-ЯЁІѢѲ]\.)")
