"""A table of tasks or matters («№ | Вопрос | Решение | Ответственный | Срок»): which column holds what, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.fields.people import trim
from extractor.language import normal_re as re
from extractor.model import Block, Source

_HEADS = (
    ("number", re.compile(r"(?:№|n|п/п|#)")),
    ("votes", re.compile(r"(?:голос|результат\w* голос|за ?[/,;|] ?против)")),
    ("who", re.compile(r"(?:ответствен|исполнител|отв\.|кто)")),
    ("when", re.compile(r"(?:срок|дата|когда|дедлайн)")),
    ("item", re.compile(r"(?:вопрос|пункт повестки|№ вопроса|рассмотрен|слушали)")),
    ("speaker", re.compile(r"(?:доклад|выступа|информир)")),
    ("state", re.compile(r"(?:статус|отметка|состояние|исполнено|исполнение|выполнен|ход |результат)")),  # a look back on earlier tasks
    ("task", re.compile(r"(?:поручени|решени|решили|постанов|мероприяти|задач|содержание|что сделать|наименование|формулировка|пункт решения)")),
)
_SIGN = re.compile(r"\t|[ ]*\|[ ]*")
Cell = list[tuple[Block, int, int]]


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by column; a cell broken over lines has several slices. ``loose``: no row of the table."""

    cells: dict[str, Cell]
    loose: tuple[Block, int] | None = None

    def slice(self, column: str) -> tuple[Block, int, int] | None:
        """The first slice of a cell with something in it."""
        return next((part for part in self.cells.get(column, []) if part[1] < part[2]), None)

    def text(self, column: str) -> str:
        """The words of a cell."""
        return " ".join(block.text[left:right] for block, left, right in self.cells.get(column, []))


def read_columns(block: Block) -> dict[str, int] | None:
    """Return the columns that a header row names, or None where the row heads no table of tasks.

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Source
    >>> read_columns(outline(Source("п.txt", "№ | Задача | Ответственный | Срок"))[0])
    {'number': 0, 'task': 1, 'who': 2, 'when': 3}
    """
    if len(block.cells) < 2:
        return None
    columns: dict[str, int] = {}
    for index, (left, right) in enumerate(block.cells):
        cell = block.norm[left:right].strip()
        key = next((key for key, pattern in _HEADS if pattern.match(cell) and key not in columns), None)
        if key:
            columns[key] = index
    return columns if "task" in columns and len(columns) >= 2 else None


def read_rows(source: Source, entries: Sequence[tuple[Block, int]], columns: dict[str, int]) -> Iterator[Row]:
    """Yield the rows below a header: cells that are empty at the left counted, cells broken over lines joined.

    >>> from extractor.layout.outline import outline
    >>> source = Source("п.txt", "№ | Задача | Срок\\n1 | Купить печь.\\nСложить трубу | к маю\\n2 | Нанять сторожа | май")
    >>> head, *below = outline(source)
    >>> [row.text("task") for row in read_rows(source, [(block, 0) for block in below], read_columns(head))]
    ['Купить печь. Сложить трубу', 'Нанять сторожа']
    """
    held: list[Cell] = []
    for index, (block, start) in enumerate(entries):
        if read_columns(block) == columns:  # the header again on a new page
            continue
        edges = block.cells
        if not edges and block.number and index + 1 < len(entries) and len(entries[index + 1][0].cells) > 1 and not entries[index + 1][0].style:
            edges = ((0, block.body), (block.body, len(block.text)))  # its other cells stand on the next line
        cells: list[Cell] = [[(block, *trim(block.text, left, right, " \t"))] for left, right in edges]
        empty = _empty_before(source, block)
        if _completes(held, cells, block, max(columns.values())):
            held = [*held[:-1], held[-1] + (cells or [[(block, start, len(block.text))]])[0], *cells[1:]]
            continue
        if held:
            yield _row(held, columns)
            held = []
        if cells or empty:
            held = [[] for _ in range(empty)] + (cells or [[(block, start, len(block.text))]])
        else:
            yield Row({}, (block, start))
    if held:
        yield _row(held, columns)


def _row(cells: Sequence[Cell], columns: dict[str, int]) -> Row:
    return Row({key: cells[index] for key, index in columns.items() if index < len(cells)})


def _empty_before(source: Source, block: Block) -> int:
    """How many empty cells stand before the first words of a row."""
    if not block.pieces:
        return 0
    start = block.pieces[0].start
    before = source.text[source.text.rfind("\n", 0, start) + 1 : start]
    signs = _SIGN.findall(before) if not before.strip(" |\t") else []
    return len(signs) - (1 if signs and "|" in signs[0] else 0)


def _completes(held: Sequence[Cell], cells: Sequence[Cell], block: Block, last: int) -> bool:
    """Does a line go on with the last cell of the row above, whose cells to the right are still to come?"""
    if not held or len(held) > last or re.match(r"\d{1,3}(?:\.\d+)*[.)]?(?:\t|$)", block.text):
        return False
    return len(cells) > 1 and len(held) + len(cells) - 1 <= last + 1
