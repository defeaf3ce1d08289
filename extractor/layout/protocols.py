"""Blocks → one part a protocol; what is no protocol of a meeting is turned away."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.layout.volume import _NOT_MEETING, find_starts, looks_like_form
from extractor.model import Block, Part, Source


def divide(blocks: Sequence[Block], source: Source) -> list[Part]:
    """Divide the blocks of a file into its protocols."""
    if not blocks:
        return []
    starts = find_starts(blocks)
    if len(starts) <= 1:
        begin = _skip_cover(blocks, starts[0]) if starts else 0
        return [Part(1, tuple(blocks[begin:]), source)]
    starts[0] = _skip_cover(blocks, starts[0])
    bounds = [*starts, len(blocks)]
    return [Part(n, tuple(blocks[a:b]), source) for n, (a, b) in enumerate(zip(bounds, bounds[1:]), 1)]


_COVER = re.compile(r"(?:фонд|ф\. ?\d|опись|дело|книга протоколов|протоколы |(?:начат|окончен)\w?:? ?[^\w ]?\d{1,2}[^\w:]{0,2} ?(?:\d\d\.|[а-я]{3,})(?<!час)(?<!мин)|на \d+ листах|хранить)")


def _skip_cover(blocks: Sequence[Block], start: int) -> int:
    """Leave the cover of a volume out of its first protocol."""
    covers = [i for i in range(0, start + 8) if i < len(blocks) and _COVER.match(blocks[i].norm) and len(blocks[i].text) < 200]
    first = max((i + 1 for i in covers if i < 8), default=start)
    return max(start, min(first, len(blocks) - 1)) if covers else start


_MINUTES_TITLE = re.compile(r"(?:протокол|журнал|выписка из|запись|заседани|собрани|совещани)")


def is_minutes(part: Part, opened: Sequence[str], decisions: int, attendees: int) -> bool:
    """Tell minutes from other papers: a title, and a course of a meeting (heard, decided, present, voted)."""
    head = " ".join(block.norm[:300] for block in part.blocks[:14])
    title = next((b for b in part.blocks[:14] if re.search(r"(?<!\w)(?:протокол|журнал|выписка из протокола)(?!\w)", b.norm[:200])), None)
    if _NOT_MEETING.search(head):
        return False
    course = set(opened) & {"heard", "decided", "present", "absent", "agenda", "vote", "chair", "secretary", "spoke", "signed", "item", "invited"}
    if title is not None and looks_like_form(title) and sum(b.text.count("__") for b in part.blocks) > 12:
        return False
    if re.search(r"(?<!\w)(?:приказываю|приказ ?№|договор|устав |доверенност|бюллетен|явочный лист|лист регистрации|инструкци\w+ |пояснительная)", head[:400]) and title is None:
        return False
    if title is not None:
        return len(course) >= 2 and (decisions > 0 or attendees > 0 or "heard" in course) or len(course) >= 1 and decisions > 0 or len(part.blocks) < 14 and len(part.blocks) > 3
    meeting = re.search(r"(?<!\w)(?:заседани|собрани|совещани|педсовет|сход|планерк)\w*", head)
    return bool(meeting) and decisions > 0 and len(course & {"heard", "decided", "present", "agenda", "chair", "secretary", "absent"}) >= 3
