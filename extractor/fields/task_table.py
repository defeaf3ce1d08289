"""A table of tasks («№ | Поручение | Ответственный | Срок»): which column holds what."""

from __future__ import annotations

from extractor.language import normal_re as re
from extractor.model import Block

_HEADS = (
    ("number", re.compile(r"(?:№|n|п/п|#)")),
    ("who", re.compile(r"(?:ответствен|исполнител|отв\.|кто)")),
    ("when", re.compile(r"(?:срок|дата|когда|дедлайн)")),
    ("item", re.compile(r"(?:вопрос|пункт повестки|№ вопроса)")),
    ("state", re.compile(r"(?:статус|отметка|состояние|исполнено|выполнен|ход |результат)")),  # a look back on earlier tasks
    ("task", re.compile(r"(?:поручени|решени|мероприяти|задач|содержание|что сделать|наименование|формулировка|пункт решения)")),
)


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
