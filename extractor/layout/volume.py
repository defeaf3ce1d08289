"""One file, several protocols: where each begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.language.dates import find_dates
from extractor.model import Block

_TITLE = re.compile(r"(?:[^а-я]{0,6})(?:выписка из протокола|выписка из журнала|протокол|журнал)(?=[ .:\t№\d(]|$)(?! (?:прилага|приложен|утвержд|подпис|вел|вела|ведет|состав|записал|отчетн|разноглас|испытан|допрос|осмотр|об админ|соревнован|о намер|верен|счетн\w+ комисс|подведен|http))")
_ENDS = re.compile(r"(?:председател|секретар|верно|с подлинн|подлинн|подпис|члены|п\. ?п\.)")
_FORM = re.compile(r"(?:№|n[°o»\"]?|ne)[ ]?[_.]{2,}|_{3,}")
_NOT_MEETING = re.compile(r"протокол (?:об? (?:админ|изъят|обыск|осмотр|задержан|намерен|разноглас|соглас|результат)|допроса|осмотра|обыска|изъятия|испытани|соревновани|измерени|анализ|очной|вскрытия|http|передачи|разногласий|лабораторн|осмотр|следственн|судебн|приемки|проверки знаний|гоночн|итогов|результатов)")


def find_starts(blocks: Sequence[Block]) -> list[int]:
    """Return the indexes of the blocks at which a protocol begins (its heading lines included).

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Source
    >>> text = "Протокол № 1\\nзаседания\\n\\nРешили: 1. Да.\\nСекретарь Скок\\n\\nПротокол № 2\\nзаседания\\n\\nРешили: нет."
    >>> len(find_starts(outline(Source("п.txt", text))))
    2
    """
    titles = [i for i, block in enumerate(blocks) if _is_title(block)]
    starts: list[int] = []
    previous = -1
    for index in titles:
        if previous >= 0 and not _has_body(blocks, previous, index):
            continue
        starts.append(_heading_start(blocks, index, previous + 1 if previous >= 0 else 0))
        previous = index
    return starts


def _is_title(block: Block) -> bool:
    if len(block.text) > 400 and not (block.kind == "paragraph" and "протокол" in block.norm[:60]):
        return False
    cells = block.cells or ((0, len(block.text)),)
    for left, right in cells:
        found = _TITLE.match(block.norm, left)
        if found and found.end() <= right + 1 and not _NOT_MEETING.search(block.norm[left : left + 60]):
            word = re.search(r"[^\W\d_]", block.text[left:right])
            if word and word.group().isupper() and not block.style:
                return True
    dated = re.match(r"[^.]{0,60}?\d{4}(?: ?года?| ?г\.)?[ \t]+п ?р ?о ?т ?о ?к ?о ?л", block.norm)
    return bool(dated) and not block.style and len(block.text) < 200


_BODY = re.compile(r"(?:слушал|постанов|решил|решен|присутств|повестк|порядок дня|председат|секретар)")


def _has_body(blocks: Sequence[Block], start: int, stop: int) -> bool:
    """Does a protocol stand between two titles, with something decided or signed?"""
    inner = blocks[start + 1 : stop]
    if any(b.kind in ("heard", "decided") for b in inner):
        return True
    signed = any(_ENDS.match(b.norm) for b in inner[-8:])
    decided = any(re.search(r"(?:постанов|решил|решен|слушал)", b.norm[:200]) for b in inner)
    return decided and (signed or len(inner) > 3 and bool(_looks_new(blocks, stop)))


def _looks_new(blocks: Sequence[Block], index: int) -> bool:
    ahead = blocks[index : index + 5]
    return any(d.value for b in ahead for d in find_dates(b.text[:300], b.norm[:300])) or bool(re.search(r"№|n ?\d", blocks[index].norm[:80]))


def _heading_start(blocks: Sequence[Block], index: int, floor: int) -> int:
    """Heading lines above the title (body, place, date) belong to it; signatures and notes do not."""
    start = index
    for at in range(index - 1, max(floor, index - 9) - 1, -1):
        block = blocks[at]
        if floor == 0 and at >= 0 and index < 12 and not _has_signature(block):
            start = at
            continue
        if _has_signature(block) or block.style or len(block.text) > 200 or block.kind in ("heard", "decided") or re.search(r"[.;:!?]$", block.text) and not find_dates(block.text, block.norm) and not re.search(r"(?:засѣдан|собран|р\. ?с\. ?ф|г\.$)", block.norm):
            break
        if re.match(r"[\[(<]|\d{1,2}[./]\d|исп|отп|приложен|голосов|единоглас|верно|копия верна", block.norm) and not re.search(r"утвержд", block.norm):
            break
        start = at
        if block.gap > 1 and at - 1 >= floor and blocks[at - 1].gap <= 1 and _has_signature(blocks[at - 1]):
            break
    return start


def _has_signature(block: Block) -> bool:
    return bool(_ENDS.match(block.norm)) or "____" in block.text


def looks_like_form(block: Block) -> bool:
    """Is the title that of a blank form («ПРОТОКОЛ № ____»)?"""
    return bool(_FORM.search(block.norm))
