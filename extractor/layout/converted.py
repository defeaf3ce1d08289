"""Traces of a converter: every paragraph a bullet, every cell of a form a line of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.layout.cutting import cut
from extractor.layout.join import join_blocks
from extractor.layout.markers import read_marker
from extractor.model import Block

_LABEL_WORDS = re.compile(
    r"(?:№|n|номер|дата(?: \w+)?|место(?: \w+)?|время(?: \w+)?|начало|окончание|срок(?: исполнения| выполнения)?|ответственн\w+(?: исполнитель)?|исполнител\w+|отв\.?|тема|"
    r"председател\w+|секретар\w+|голосовали|голосование|кворум|докладчик\w*|результат\w* голосования|форма(?: проведения)?)[ ]?:?"
)


def drop_outer_bullets(blocks: Sequence[Block]) -> Sequence[Block]:
    """Where nearly every paragraph is a bullet, take away those that only set off a heading or a label.

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Source
    >>> lines = ["Протокол", "• Дата: 5 мая", "• Решили:", "  • Купить дрова"] + ["  • Нанять печника"] * 6
    >>> [b.text for b in outline(Source("п.txt", "\\n".join(lines)))][1:4]
    ['Дата: 5 мая', 'Решили:', '• Купить дрова']
    """
    bulleted = [block for block in blocks if block.style == "-"]
    if len(bulleted) < 8 or len(bulleted) < 0.6 * len(blocks):
        return blocks
    outer = min(block.indent for block in bulleted)
    nested = any(block.indent > outer for block in bulleted)
    return [
        cut(block, block.body, keep_marker=False) if block.style == "-" and (nested and block.indent == outer or block.text.rstrip().endswith(":")) else block
        for block in blocks
    ]


def join_lone_labels(blocks: Sequence[Block]) -> Sequence[Block]:
    """Where numbers and labels stand alone on their lines, the line below is theirs.

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Source
    >>> text = "Протокол\\n№\\n7\\nДата\\n9 мая\\nСрок\\n30 июня\\n1.1\\nОтчёт утвердить."
    >>> [b.text for b in outline(Source("п.txt", text))]
    ['Протокол', '№ 7', 'Дата 9 мая', 'Срок 30 июня', '1.1 Отчёт утвердить.']
    """
    lone = [index for index, block in enumerate(blocks[:-1]) if _is_lone(block) and blocks[index + 1].gap < 2 and not _is_lone(blocks[index + 1], strict=True)]
    if len(lone) < 4:
        return blocks
    out: list[Block] = []
    index, starts = 0, set(lone)
    while index < len(blocks):
        if index in starts:
            joined = join_blocks(blocks[index : index + 2])
            out.append(_numbered(cut(joined, 0)))
            index += 2
        else:
            out.append(blocks[index])
            index += 1
    return out


def join_vote_tables(blocks: Sequence[Block]) -> Sequence[Block]:
    """«За | Против | Воздержался» over «4 | 0 | 2» is one line: the vote.

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Source
    >>> [b.norm for b in outline(Source("п.txt", "Голосование\\n| За | Против | Воздержался |\\n|---|---|---|\\n| 4 | 0 | 2 |"))]
    ['голосование', 'за против воздержался 4 0 2']
    """
    out: list[Block] = []
    for block in blocks:
        head = out[-1] if out else None
        if head is not None and _VOTE_HEAD.fullmatch(head.norm.strip()) and _VOTE_ROW.fullmatch(block.norm.strip()) and len(head.cells) == len(block.cells):
            joined = join_blocks([head, block])
            out[-1] = replace(cut(joined, 0), cells=(), kind="paragraph", gap=head.gap)
        else:
            out.append(block)
    return out


_VOTE_HEAD = re.compile(r"за[ |]+против[ |]+воздерж\w*\.?")
_VOTE_ROW = re.compile(r"(?:\d{1,5}|нет|-)(?:[ |]+(?:\d{1,5}|нет|-)){2}")


def _numbered(block: Block) -> Block:
    """«1 Отчёт директора» out of two lines is an item, though no sign stands behind the number."""
    bare = re.match(r"\d{1,2} (?=[^\W\d_])", block.text)
    return replace(block, kind="item", number=block.text[: bare.end() - 1], style="1.", body=bare.end()) if bare and not block.style else block


def _is_lone(block: Block, *, strict: bool = False) -> bool:
    """A number («1», «2.1») or a label and nothing more."""
    text = block.text.strip()
    if re.fullmatch(r"\d{1,2}(?:\.\d{1,2}){0,3}[.)]?", text):
        return not strict and read_marker(text + " а") is not None or bool(re.fullmatch(r"\d{1,2}", text)) and not strict
    return bool(_LABEL_WORDS.fullmatch(block.norm.strip()))
