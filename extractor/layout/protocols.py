"""Blocks → one part a protocol; what is no protocol of a meeting is turned away."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.layout.volume import find_running_heads, find_starts, is_other_paper, is_title, looks_like_form
from extractor.model import Block, Part, Source

_COVER = re.compile(
    r"(?:фонд|ф\. ?\d|опись|дело|книга протоколов|тетрадь|протоколы |(?:начат|окончен)\w?:? ?[^\w ]?\d{1,2}[^\w:]{0,2} ?(?:\d\d\.|[а-я]{3,})(?<!час)(?<!мин)|на \d+ листах|хранить|в деле)"
)
#: Papers that speak of protocols, or are titled otherwise: each is told by a heading line of its own.
_OTHER_PAPER = re.compile(
    r"(?:\w+ )?(?:приказ\b|приказываю|договор\b|устав\b|доверенност|бюллетен|явочный лист|лист регистрации|инструкци|пояснительная|докладная записка|образец|бланк|памятка|как вести|лекция|методическ\w+ (?:указан|рекоменд|пособ)|аннотация|статья|резюме|удк"
    r"|объявление|пресс-релиз|отчет о|план работы|справка\b|заявление\b|акт\b|положение о|правила|(?:решение|постановление|распоряжение)(?= ?$| от \d| ?№)|.{0,14}как (?:составить|вести|оформ\w+|писать)|опись|список|рецепт|письмо|уважаем)"
)
_TITLE_WORD = re.compile(r"(?<!\w)(?:протокол|журнал|выписка +и ?з +протокола|выписка +и ?з +журнала)[ъ ]?(?!\w)")
_MEETING = re.compile(r"(?<!\w)(?:заседани|собрани|совещани|педсовет|педчас|сход|планерк|сесси|конференц|съезд|слушани|встреч|семинар|совет|правлени|комисси|комитет|бюро|президиум|коллеги|кафедр|дум[ыа]|управ|пленум|актив|круж|ячейк|консилиум)")
_COURSE = frozenset({"heard", "decided", "present", "absent", "agenda", "vote", "chair", "secretary", "spoke", "signed", "item", "invited"})


def divide(blocks: Sequence[Block], source: Source) -> list[Part]:
    """Divide the blocks of a file into its protocols; running heads of pages are left out."""
    if not blocks:
        return []
    running = set(find_running_heads(blocks))
    blocks = [block for index, block in enumerate(blocks) if index not in running]
    starts = find_starts(blocks)
    if len(starts) <= 1:
        begin = _skip_cover(blocks, starts[0]) if starts else 0
        return [Part(1, tuple(blocks[begin:]), source)]
    starts[0] = _skip_cover(blocks, starts[0])
    bounds = [*starts, len(blocks)]
    return [Part(n, tuple(blocks[a:b]), source) for n, (a, b) in enumerate(zip(bounds, bounds[1:], strict=False), 1)]


def _skip_cover(blocks: Sequence[Block], start: int) -> int:
    """Leave the cover of a volume out of its first protocol."""
    title = next((i for i in range(start, min(start + 14, len(blocks))) if is_title(blocks[i])), start)
    covers = [i for i in range(0, min(title, 8)) if _COVER.match(blocks[i].norm) and len(blocks[i].text) < 200]
    return max(start, min(covers[-1] + 1, len(blocks) - 1)) if covers else start


def is_minutes(part: Part, opened: Sequence[str], decisions: int, attendees: int) -> bool:
    """Tell minutes from other papers: a title, and a course of a meeting (heard, decided, present, voted)."""
    blocks = part.blocks[:16]
    course = set(opened) & _COURSE
    titled = next((i for i, b in enumerate(blocks) if is_title(b)), None)
    if titled is None:
        titled = next((i for i, b in enumerate(blocks) if _names_itself(b)), None)
    other = next((i for i, b in enumerate(blocks[:8]) if _OTHER_PAPER.match(b.norm) and len(b.text) < 120), None)
    if other is not None and (titled is None or other < titled):
        return False
    if titled is None:
        return _is_untitled(blocks, course, decisions)
    if is_other_paper(part.blocks, titled) or looks_like_form(part.blocks, titled):
        return False
    meeting = any(_MEETING.search(b.norm[:300]) for b in part.blocks[max(0, titled - 3) : titled + 5])
    if not meeting:
        return len(course) >= 2 and bool(course & {"heard", "decided"}) and decisions > 0
    full = len(course) >= 2 and (decisions > 0 or attendees > 0 or "heard" in course)
    return full or bool(course) and decisions > 0 or 3 < len(part.blocks) < 14


def _names_itself(block: Block) -> bool:
    """A heading that holds the word «протокол» elsewhere than at its start, or in small letters."""
    found = _TITLE_WORD.search(block.norm[:160])
    if not found or block.style:
        return False
    after = block.norm[found.end() : found.end() + 60]
    if re.match(r" ?(?:[-:,.]|это|вел|вела|составля|переписыва|от \d[\d.]* ?(?:№ ?\d+)?\))", after) or re.search(r"[,:(] ?$|[а-я] - ?$", block.norm[: found.start()]) and not block.text[found.start()].isupper():
        return False
    return bool(re.match(r"[ .]*(?:$|№|n ?\d|\d|от |засед|собр|сов|прав|ком|общ|очер|внеоч|педсов|педчас|планер|встреч|съезд|сход|сесси|семинар|летуч|актив|\w+(?:ого|его|ой|ых|их)\b)", after)) and (len(block.text) < 200 or found.start() < 40)


def _is_untitled(blocks: Sequence[Block], course: set[str], decisions: int) -> bool:
    """Minutes without the word «протокол»: the heading names the event, and the course of a meeting is whole."""
    named = any(re.match(r"[^а-я]{0,4}(?:[\w-]+(?:ого|его|ое|ая|ой|ий|ый) ){0,3}(?:заседани|собрани|совещани|педсовет|сход|планерк|сесси|конференц|встреч|слушани)\w{0,3}(?![\w])", b.norm) and len(b.text) < 250 and not re.search(r"[.!?]$|состо(?:ится|ял)", b.text.rstrip()) for b in blocks[:6])
    return named and decisions > 0 and len(course & {"heard", "decided", "present", "agenda", "chair", "secretary", "absent"}) >= 2
