"""Tables of presence: «Члены правления | Присутствие», a row a person: who came and who did not."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.fields.entries import Context
from extractor.fields.passages import Passage
from extractor.language import normal_re as re
from extractor.model import Block

#: The id of the rule that opens such a table, by which attendance knows it.
TABLE = "section.present.table"
_HEAD = re.compile(r"(?:отметка о )?(?:присутстви\w+|явк[аеи]|участи\w+)(?: (?:на|в) \w+)?")
_AWAY = re.compile(r"(?:нет|не был\w*|не явил\w*|не участв\w*|отсут\w*|н/я|н/п|-)(?!\w)")

_HERE = re.compile(r"(?:да|\+|есть|был|присут|явил|участв|онлайн|очно|заочно|дистанц|удален)")


def heads_presence(block: Block) -> bool:
    """Is this row the head of a table that says of each person whether he came?

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Source
    >>> [heads_presence(b) for b in outline(Source("п.txt", "Члены правления\\tПрисутствие\\nРогов П. И.\\tда"))]
    [True, False]
    """
    return _column(block) is not None


def part_presence(context: Context, group: Sequence[Passage]) -> tuple[list[Passage], list[Passage]]:
    """Rows of those who came and of those who did not: «нет», «отсутствовал», or nothing but a reason («отпуск»)."""
    column = _column(group[0].block) or 0
    came, missed = list[Passage](), list[Passage]()
    for passage in group[1:]:
        (missed if _says_no(context, passage.block, column) else came).append(passage)
    return came, missed


def _column(block: Block) -> int | None:
    cells = [block.norm[a:b].strip(" .:") for a, b in block.cells]
    return next((i for i, words in enumerate(cells) if i and _HEAD.fullmatch(words)), None)


def _says_no(context: Context, block: Block, column: int) -> bool:
    if len(block.cells) < 2:
        return False
    start, stop = block.cells[min(column, len(block.cells) - 1)]
    words = block.norm[start:stop].strip()
    return _AWAY.match(words) is not None or not _HERE.match(words) and context.reason_in(block, start, stop) is not None
