"""One file, several protocols: where each begins, and which lines are only the running head of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.language.dates import find_dates
from extractor.language.names import find_names
from extractor.model import Block

#: What a protocol may be of, that is no meeting.
NOT_MEETING = re.compile(
    r"(?:об? (?:админ\w+|изъят\w+|обыск\w*|осмотр\w*|задержан\w+|намерен\w+|разноглас\w+|соглас\w+|результат\w+|доставлени\w+)|(?:личного )?(?:допрос|осмотр|обыск|изъяти|испытани|соревновани|измерени|анализ|вскрыти|передач|разногласи|"
    r"приемк|обследовани|выемк|дознани|опознани|замер|поверк|калибровк|исследовани|освидетельствовани|химическ\w+ анализ)\w*|очной ставки|http|ftp|tcp|лабораторн\w+|следственн\w+|проверки знаний|гоночн\w+|итогов\w+ результат\w+|"
    r"результатов|турнир\w*|первенства|матча|игры|подведен\w+|лечени\w+|передачи данных|операции)(?!\w)"
)
_TITLE = re.compile(
    r"[^а-я]{0,6}(?:выписка +и ?з +протокола|выписка +и ?з +журнала|протокол|журнал)(?=[ .:№\d(]|$)"
    r"(?! {0,2}(?:-|прилага|приложен|утвержд|подпис|вел\b|вела\b|вели\b|ведет|состав|записал|писал|отчетн|разноглас|соревнован|намерен|верен|счетн\w+ комисс|подведен|http|оглаш|читал|прочит|оформл|это|хран|направ|переда|считать|принят|наблюдени|\w+(?:ал|ала|ается|или|ила) ))"
)
_DATED_TITLE = re.compile(r"[^.]{0,60}?\d{4}(?: ?года?| ?г\.)? +п ?р ?о ?т ?о ?к ?о ?л")
_LETTER = re.compile(r"[^\W\d_]")
_ENDS = re.compile(r"(?:председател|секретар|верно|с подлинн|подлинн|подпис|члены|п\. ?п\.|п/п|гласн|протокол (?:вел|состав))")
_FORM = re.compile(r"(?:№|n[°o»\"]?|ne) ?[_.]{2,}|_{3,}")
_PAGE_MARK = re.compile(r"(?:(?<!\w)(?:лист|стр\.?|страница|с\.) ?\d{1,3}(?: из \d+)?|[-–—] ?\d{1,3} ?[-–—]|продолжение)[ .)]*$")
_EVENT = re.compile(r"(?<!\w)(?:заседани|собрани|совещани|педсовет|сход|сесси|конференц|съезд|совета|правлени|комисси|комитет|бюро|президиум|планерк)")
_BODY_WORDS = re.compile(r"(?:постанов|решил|решен|слушал|приговорил|обсуд)")


def find_starts(blocks: Sequence[Block]) -> list[int]:
    """Return the indexes of the blocks at which a protocol begins (its heading lines included).

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Source
    >>> text = "Протокол № 1\\nзаседания\\n\\nРешили: 1. Да.\\nСекретарь Скок\\n\\nПротокол № 2\\nзаседания\\n\\nРешили: нет."
    >>> len(find_starts(outline(Source("п.txt", text))))
    2
    """
    titles = [i for i, block in enumerate(blocks) if is_title(block)]
    running = set(_running_heads(blocks, titles))
    titles = [i for i in titles if i not in running]
    starts: list[int] = []
    previous = -1
    for index in titles:
        if previous >= 0 and (not _has_body(blocks, previous, index) or _is_appendix(blocks, index)):
            continue
        starts.append(_heading_start(blocks, index, previous + 1 if previous >= 0 else 0))
        previous = index
    return starts


def find_running_heads(blocks: Sequence[Block]) -> list[int]:
    """Indexes of the lines at the head or foot of a page that repeat the protocol's title («Протокол № 8 … лист 2»)."""
    return _running_heads(blocks, [i for i, block in enumerate(blocks) if is_title(block)])


def _running_heads(blocks: Sequence[Block], titles: Sequence[int]) -> list[int]:
    out: list[int] = []
    seen: set[str] = set()
    for index in titles:
        block = blocks[index]
        number = _number_of(blocks, index)
        again = number is not None and number in seen
        untold = number is None or seen == {""}
        if seen and (_PAGE_MARK.search(block.norm.rstrip()) and (again or untold) or again and not _heads_meeting(blocks, index)):
            out.append(index)
        if number is not None:
            seen.add(number)
        elif not seen:
            seen.add("")
    return out


def _number_of(blocks: Sequence[Block], index: int) -> str | None:
    for block in blocks[max(0, index - 1) : index + 3] if "№" not in blocks[index].text else blocks[index : index + 1]:
        found = re.search(r"(?:№|n[°o]?|ne) ?\"? ?(\d{1,5}(?:[-/]\w+)?)", block.norm[:200])
        if found and len(block.text) < 300:
            return found[1]
    return None


def _heads_meeting(blocks: Sequence[Block], index: int) -> bool:
    """Do the words of a heading stand at or right after a title?"""
    return any(_EVENT.search(b.norm[:200]) for b in blocks[index : index + 2]) or any(re.match(r"(?:присутств|слушали|повестк)", b.norm) for b in blocks[index + 1 : index + 5])


def is_title(block: Block) -> bool:
    """Is this the line that names the paper: «Протокол № 5 …», «ВЫПИСКА ИЗ ПРОТОКОЛА»?"""
    if len(block.text) > 400 and "протокол" not in block.norm[:60]:
        return False
    if block.style:
        return False
    cells = (block.cells or ((0, len(block.text)),)) if "протокол" in block.norm or "журнал" in block.norm else ()
    for left, right in cells:
        found = _TITLE.match(block.norm, left)
        if found and found.end() <= right + 1:
            word = _LETTER.search(block.text, left, right)
            if word and word.group().isupper():
                return True
    return len(block.text) < 200 and bool(_DATED_TITLE.match(block.norm))


def is_other_paper(blocks: Sequence[Block], index: int) -> bool:
    """Is the paper titled here a protocol of something else than a meeting?"""
    words = " ".join(block.norm[:160] for block in blocks[index : index + 3])
    return bool(re.match(r"[^а-я]{0,6}(?:протокол|журнал)[ъ ]{0,3}[^а-я]{0,24}" + NOT_MEETING.pattern, words))


def _is_appendix(blocks: Sequence[Block], index: int) -> bool:
    """A protocol of the tellers inside another protocol is part of that one."""
    words = " ".join(block.norm[:120] for block in blocks[index : index + 3])
    return bool(re.match(r"[^а-я]{0,6}протокол[^а-я]{0,30}(?:заседания )?(?:счетн|мандатн|избирательн\w+ участк)", words)) or is_other_paper(blocks, index)


def _has_body(blocks: Sequence[Block], start: int, stop: int) -> bool:
    """Does a protocol stand between two titles, with something decided or signed?"""
    inner = blocks[start + 1 : stop]
    if any(b.kind in ("heard", "decided") for b in inner):
        return True
    signed = any(_ENDS.match(b.norm) for b in inner[-8:])
    decided = any(_BODY_WORDS.search(b.norm[:200]) or _BODY_WORDS.search(b.norm) for b in inner)
    return decided and (signed or _looks_new(blocks, stop) and (len(inner) > 3 or _heads_meeting(blocks, stop)))


def _looks_new(blocks: Sequence[Block], index: int) -> bool:
    ahead = blocks[index : index + 5]
    return any(d.value for b in ahead for d in find_dates(b.text[:300], b.norm[:300])) or bool(re.search(r"№|n ?\d", blocks[index].norm[:80]))


def _heading_start(blocks: Sequence[Block], index: int, floor: int) -> int:
    """Heading lines above the title (body, place, date) belong to it; signatures and notes do not."""
    if floor == 0 and index < 12:
        signed = [at for at in range(index) if _has_signature(blocks[at]) and "____" not in blocks[at].text and not _approves(blocks, at)]
        return max(signed) + 1 if signed else 0
    start = index
    for at in range(index - 1, max(floor, index - 9) - 1, -1):
        if not _is_heading_line(blocks[at]):
            break
        start = at
    while start < index and blocks[start].gap < 2 and (_is_dated(blocks[start]) or _is_mere_name(blocks[start])) and start > floor:
        start += 1
    return start


def _approves(blocks: Sequence[Block], at: int) -> bool:
    return any("утвержд" in b.norm or "согласован" in b.norm for b in blocks[max(0, at - 4) : at])


def _is_heading_line(block: Block) -> bool:
    norm = block.norm
    if _has_signature(block) or block.style or len(block.text) > 200 or block.kind in ("heard", "decided") or _is_mere_name(block):
        return False
    if re.match(r"(?:[\[(<]|исп|отп|приложен|голосов|единоглас|верно|копия верна|принят|за ?-|м\. ?п)", norm) and "утвержд" not in norm:
        return False
    closed = re.search(r"[.;:!?]$", block.text) and not re.search(r"(?:заседан|собран|р\. ?с\. ?ф|г\.$|года\.$|управа|дума|общество|комитет|(?<!\w)\w\.$)", norm)
    return not closed or _is_dated(block)


def _is_dated(block: Block) -> bool:
    dates = find_dates(block.text, block.norm)
    return bool(dates) and len(block.text) < 40 + sum(d.stop - d.start for d in dates)


def _is_mere_name(block: Block) -> bool:
    """A line that holds only a person: a signature without an office («Погребняк», «/Иванов/»)."""
    if len(block.text) > 60 or re.search(r"[«\"№\d]", block.text):
        return False
    if re.match(r"[А-ЯЁІѢѲ][а-яёіѣѳѵ]+(?:-[А-ЯЁІѢѲ][а-яёіѣѳѵ]+)?$", block.text) and not _EVENT.search(block.norm):
        return True
    names = find_names(block.text, block.norm, bare=True)
    if not names:
        return False
    rest = block.text[: names[0].start] + block.text[names[-1].stop :]
    between = "".join(block.text[a.stop : b.start] for a, b in zip(names, names[1:], strict=False))
    return not re.search(r"[^\W\d_]", rest + between)


def _has_signature(block: Block) -> bool:
    return bool(_ENDS.match(block.norm)) or "____" in block.text


def looks_like_form(blocks: Sequence[Block], index: int) -> bool:
    """Is the paper a blank form to fill in («ПРОТОКОЛ № ____ … «___» ______ 20__ г.»)?"""
    title = blocks[index].norm
    at = title.find("протокол")
    head = title[at : at + 50] if at >= 0 else title[:50]
    blanks = sum(len(re.findall(r"_{3,}", b.text)) for b in blocks[: index + 12])
    return bool(_FORM.search(head)) and blanks > 2 or blanks > 8
