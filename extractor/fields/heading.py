"""The heading: what meeting, which number, when, where, whose."""

from __future__ import annotations

from extractor.language import normal_re as re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.fields.people import trim
from extractor.fields.sections import Passage
from extractor.language.dates import DateMention
from extractor.markup import Markup
from extractor.model import Block, Finding, Span, Warning_

KINDS = {
    "заседани": "заседание", "совещани": "совещание", "собрани": "собрание", "конференци": "конференция", "съезд": "съезд",
    "сход": "сход", "сесси": "сессия", "планерк": "планёрка", "встреч": "встреча", "слушани": "слушания",
    "педсовет": "педсовет", "педчас": "педчас",
}
_KIND = re.compile(r"(?<![\w-])(?:заседани|совещани|собрани|конференци|съезд|сход(?=[ауеъ]?\b)|сесси|планерк|встреч|слушани|педсовет|педчас)\w{0,4}(?![\w-])")
_MEETING = re.compile(r"(?<![\w-])(?:заседани|совещани|собрани|конференци|съезд|сход(?=[ауеъ]?\b)|сесси|планерк|встреч|слушани|педсовет|педчас|совет|правлени|бюро|президиум|комисси|комитет|пленум|опрос|голосовани)\w{0,4}(?![\w-])")
_TITLE = re.compile(r"(?<![\w-])(?:выписка из протокола|выписка из журнала|протоколъ|протокол|журнал(?= засед|[ъ ]*$| экстр| очеред| \w+(?:ого|аго) )|краткая запись|рабочая запись|стенограмма)(?![\w])")
_NUMBER = re.compile(
    r"(?:№|n[°o»\"]{0,2}(?![a-zа-я])|ne\b|n\.)[ ]?[\"«]?[ ]?(?P<number>[\dзо]{1,5}(?:[ ]?[-/.][ ]?[\wа-я]{1,6}){0,3}[а-я]?)[ ]?[»\"]?"
)
_LITTER = re.compile(
    r"(?:для служебного пользования|секретно|экз\.|подлежит возврату|копия|\(?рабочая запись|утверждаю|приложение(?: ?№? ?\d+)?$|к приказу|документ создан|страница|фонд |опись|дело |начат|окончен|"
    r"р\. ?с\. ?ф\. ?с\. ?р|с\. ?с\. ?с\. ?р|рсфср$|ссср$|российск\w+ (?:социалист|федерац)|пролетарии|экземпляр|форма|типография|\d{1,5}$|книга протоколов|для внутреннего|не для печати|гриф|проект$|регистрационн|рег\. ?№|исх\.|вх\.|инв\.)"
)
_NOT_ORGANIZATION = re.compile(
    r"(?:кворум|регламент|присутств|отсутств|повестк|председател|секретар|дата|время|место|тема|начало|окончание|форма|на основании|собрание созвано|по инициативе|количество|избран|всего|списочн|из них|"
    r"докладчик|приглаш|утвержд|согласован|протокол|выписка|слушали|общая площадь|инициатор|явка|присутст|участн|состав|вед(?:ет|ущ)|открыт|очередн\w+ сесси|\w+ очередная сесси|[xivхi]+ (?:очередн|внеочередн|сесси)|\d)"
)
_PLACE_LABEL = re.compile(r"(?:место(?: (?:проведени\w*|заседани\w*|собрани\w*|встречи))?(?: [^:–—-]{0,80}?)?|где|адрес(?: проведения)?(?: [^:]{0,40}?)?)[ ]?(?::|[-–—]| \t|\t)[ ]?")
_TOWN = re.compile(r"(?<![\w.])(?:гор\. ?|г\. ?|с\. ?|пос\. ?|п\. ?|дер\. ?|д\. ?|ст\. ?|станица |село |деревня |поселок |пгт\.? ?|рп\.? ?|р\. ?п\. ?|город )(?=[А-ЯЁ«\"І])", re.IGNORECASE)
_ROOM = re.compile(r"(?:зал|кабинет|каб\.|помещени|клуб|дом |дк|актовый|конференц|здани|контор|барак|школ|правлени|красн\w+ угол|аудитори|ауд\.|канцеляри|библиотек|учительск|управлени|кают|офис|столов|ул\. )")
_IN_ROOM = re.compile(r"(?<![\w])(?:в|во|на) (?P<place>(?:зале|здании|помещении|кабинете|доме|клубе|конторе|актовом|красном|школе|канцелярии|квартире|управлении|аудитории|учительской|столовой|библиотеке|избе|цехе|большом зале|малом зале|конференц-зале)(?!\w)[^.;:]{0,120})")
_TIME_LABEL = re.compile(r"(?:время(?: (?:проведения|работы|начала|заседания|собрания))?|начало|открыт\w*|открыва\w+|когда|начало (?:работы|заседания|собрания|в))")
_END_LABEL = re.compile(r"(?:окончани|окончен|закрыт|закрыва|закончи|конец|завершен|время окончания)")
_START_WORDS = re.compile(r"(?:начало|начат|начал|открыт|открыва|время|когда|с \d|проводил|проведен|состоял|нача)")


@dataclass(frozen=True, slots=True)
class Heading:
    """Rivals of every scalar of the heading (best rank wins), and doubts."""

    findings: tuple[Finding, ...]
    warnings: tuple[Warning_, ...]


def read_heading(markup: Markup, passages: Sequence[Passage]) -> Heading:
    """Read the scalars of the heading from the passages of a part."""
    head = [p for p in passages if p.section in ("head", "approval")]
    blocks = _head_blocks(markup, head)
    titled = _title_block(blocks)
    found: list[Finding] = []
    warnings: list[Warning_] = []
    spans = _title_slices(markup, blocks, titled)
    found += _title(spans)
    found += _kind(blocks, titled, spans)
    found += _number(blocks, titled)
    dates, doubts = _dates(markup, passages, blocks, titled, spans)
    found += dates
    warnings += doubts
    found += _times(markup, passages, blocks)
    found += _places(markup, passages, blocks, titled)
    found += _organization(markup, blocks, titled, spans)
    found += _topic(passages)
    return Heading(tuple(found), tuple(warnings))


def _head_blocks(markup: Markup, head: Sequence[Passage]) -> list[Block]:
    """Blocks of the heading proper, without the approval («УТВЕРЖДАЮ») and what stands under it."""
    out: list[Block] = []
    approving = 0
    for passage in head:
        block = passage.block
        if passage.section == "approval" and passage.opens:
            approving = 6
            continue
        if approving:
            approving -= 1
            ends = bool(markup.dates(block)) and not _TITLE.search(block.norm)
            if _TITLE.search(block.norm) or (block.gap > 1 and approving < 5 and not _looks_approval(markup, block)):
                approving = 0
            else:
                approving = 0 if ends else approving
                continue
        out.append(block)
    return out


def _looks_approval(markup: Markup, block: Block) -> bool:
    return bool(markup.names(block)) or "__" in block.text or block.norm.startswith(("председател", "директор", "начальник", "глава", "\""))


def _title_block(blocks: Sequence[Block]) -> int | None:
    best = None
    for index, block in enumerate(blocks):
        found = _TITLE.search(block.norm)
        if not found or len(block.text) > 600:
            continue
        early = found.start() < 80
        if early and not re.search(r"книга протокол|протоколы ", block.norm):
            letters = block.text[found.start() : found.end()]
            score = (2 if letters.isupper() or letters[:1].isupper() and found.start() == 0 else 1)
            if best is None or score > best[0]:
                best = (score, index)
                if score == 2:
                    break
    return best[1] if best else None


Part_ = tuple[Block, int, int]


def _title_slices(markup: Markup, blocks: Sequence[Block], titled: int | None) -> list[Part_]:
    """Slices that make the title: beside «Протокол», then the lines after it (or before) that go on with it."""
    if titled is None:
        for block in blocks[:8]:
            if _KIND.match(block.norm) or re.match(r"[\w-]+(?:ого|его|ое|ая) (?:[\w-]+ )?" + _KIND.pattern, block.norm):
                return [(block, *trim(block.text, *_without_date(markup, block, 0, len(block.text))))]
        return []
    block = blocks[titled]
    found = _TITLE.search(block.norm)
    assert found
    out: list[Part_] = []
    rest = _rest_slices(markup, block, found.end())
    out += rest
    has_meeting = any(_MEETING.search(b.norm, s, e) for b, s, e in out)
    for index in range(titled + 1, min(titled + 6, len(blocks))):
        nxt = blocks[index]
        if _ends_title(markup, nxt, has_meeting, bool(out), blocks[index - 1]):
            if _is_number_or_date(markup, nxt) and not has_meeting:
                continue
            break
        slices = [s for s in _rest_slices(markup, nxt, 0)]
        out += slices
        has_meeting = has_meeting or any(_MEETING.search(b.norm, s, e) for b, s, e in slices)
    if not out or not has_meeting:
        for index in range(titled - 1, max(-1, titled - 3), -1):
            prior = blocks[index]
            if _KIND.match(prior.norm) or re.match(r"(?:[\w-]+(?:ого|его|ое|ая|ий|ый) ){1,2}" + _KIND.pattern, prior.norm):
                cut_ = _without_date(markup, prior, 0, len(prior.text))
                return [(prior, *trim(prior.text, *cut_)), *out]
        before = (0, found.start())
        cut_ = trim(block.text, *before)
        if cut_[1] - cut_[0] > 3 and not out and _MEETING.search(block.norm, *cut_):
            return [(block, *cut_)]
    return out


def _is_number_or_date(markup: Markup, block: Block) -> bool:
    rest = _rest_slices(markup, block, 0)
    return not rest or bool(re.match(r"(?:г|гор|с|пос|дер|д|ст)\. ?[а-я]", block.norm))


def _ends_title(markup: Markup, block: Block, has_meeting: bool, some: bool, before: Block) -> bool:
    norm = block.norm
    if block.style or len(block.text) > 400 or _NOT_ORGANIZATION.match(norm) and not _MEETING.match(norm):
        return True
    rest = _rest_slices(markup, block, 0)
    if not rest:
        return True
    if _TOWN.match(block.text) or re.match(r"(?:дата|время|место|тема)\b", norm) or _TOWN.match(block.text, rest[0][1]):
        return True
    meeting = _MEETING.search(norm)
    if not has_meeting:
        return not (meeting and meeting.start() < 90)
    if block.gap > 1 and not (norm[:1] and block.text[:1].islower()) and not block.text.isupper():
        return True
    if block.text[:1].islower():
        return bool(re.match(r"от \d", norm)) or bool(_ROOM.match(norm))
    if block.text.isupper() and before.text.isupper():
        return bool(re.match(r"(?:ао|ооо|зао|оао|пао|муп|мбоу|моу|гбоу)\b", norm))
    if block.cells or markup.dates(block):
        return True
    if before.text.rstrip().endswith((".", ":")):
        return True
    if markup.names(block) or ":" in block.text:
        return True
    return block.gap > 1 or bool(re.match(r"(?:ао|ооо|зао|оао|пао)\b", norm)) or not re.match(r"[«\"]?[\w-]+(?:ого|его|ой|ов|ей|а|я|и|ы)\b", norm)


def _rest_slices(markup: Markup, block: Block, start: int) -> list[Part_]:
    """What is left of a heading block without «протокол», numbers, dates, towns in other cells."""
    holes = [(d.start, d.stop) for d in markup.dates(block) if d.stop > start]
    holes = [_widen_date(block, hole) for hole in holes if not _inside_title(block, hole, start)]
    holes += [m.span() for m in _NUMBER.finditer(block.norm, start) if not _is_named_number(block.norm, m.start())][:1]
    title = _TITLE.search(block.norm, start)
    if title:
        holes.append(title.span())
    for left, right in block.cells:
        if left >= start and not any(h[0] >= left and h[1] <= right and _TITLE.search(block.norm, left, right) for h in holes) and _is_other_cell(block, left, right):
            holes.append((left, right))
    out: list[Part_] = []
    cursor = start
    for left, right in sorted(holes):
        _keep(out, block, cursor, left)
        cursor = max(cursor, right)
    _keep(out, block, cursor, len(block.text))
    return out


def _inside_title(block: Block, hole: tuple[int, int], start: int) -> bool:
    """«проведенного 01.06.2024 г. в очной форме» is title, «от 5 мая 1920 г.» is not."""
    before = block.norm[max(start, hole[0] - 28) : hole[0]]
    return bool(re.search(r"проведен\w+ (?:с |в )?$|(?:период )?(?:и )?с $|по $", before)) and hole[0] > start + 8


def _widen_date(block: Block, hole: tuple[int, int]) -> tuple[int, int]:
    lead = re.search(r"(?:от|за|на)[ ]{0,2}$", block.norm[max(0, hole[0] - 5) : hole[0]])
    return (hole[0] - (lead.end() - lead.start()) if lead else hole[0], hole[1])


def _is_named_number(norm: str, at: int) -> bool:
    """A number that belongs to a name: «школа № 33», «7 класса»; not the protocol's."""
    before = norm[max(0, at - 24) : at].rstrip(" \"«")
    return bool(re.search(r"(?:школ\w*|сош|сад\w*|цех\w*|лице\w*|гимнази\w*|больниц\w*|поликлиник\w*|участк\w*|бригад\w*|комбинат\w*|трест\w*|завод\w*|жэк|жэу|училищ\w*|отряд\w*|дом\w*|смен\w*|базы|автоколонн\w*|часть|части|округ\w*|совет\w* №?)$", before))


def _is_other_cell(block: Block, left: int, right: int) -> bool:
    norm = block.norm[left:right]
    if _MEETING.search(norm) and not _ROOM.match(norm):
        return False
    return bool(_TOWN.match(block.text[left:right]) or _ROOM.match(norm) or re.match(r"(?:начало|время|от |экз)", norm))


def _keep(out: list[Part_], block: Block, start: int, stop: int) -> None:
    left, right = trim(block.text, start, stop, " \t,;:.-–—/|_")
    while left < right and block.norm[left:right].startswith(("от ", "г. ")) and not re.search(r"\w{3}", block.norm[left + 2 : right][:1]):
        break
    if right - left < 3 or not re.search(r"[^\W\d_]{3}", block.text[left:right]) or re.fullmatch(r"(?:года?|гор|от|дня|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|п\. ?п\. ?[\d, ]+)\.?", block.norm[left:right]):
        return
    points = re.search(r"[ ]п\. ?п?\.? ?[\d, -]+$", block.norm[left:right])
    if points:
        right = left + points.start()
    out.append((block, left, right))


def _without_date(markup: Markup, block: Block, start: int, stop: int) -> tuple[int, int]:
    for date in markup.dates(block):
        if date.start <= start + 2:
            start = date.stop
        elif date.stop >= stop - 4:
            stop = _widen_date(block, (date.start, date.stop))[0]
    return start, stop


def _joined(parts: Sequence[Part_]) -> tuple[str, tuple[Span, ...]]:
    text = " ".join(block.text[start:stop] for block, start, stop in parts)
    text = re.sub(r"\s+", " ", text)
    return text.strip(), tuple(span for block, start, stop in parts for span in block.spans(start, stop))


def _title(parts: Sequence[Part_]) -> Iterator[Finding]:
    if parts:
        text, spans = _joined(parts)
        yield Finding(_unquote(text), spans, "heading.title", 1, "title")


def _unquote(text: str) -> str:
    if text[:1] in "«\"" and text[-1:] in "»\"" and not re.search(r"[«»\"]", text[1:-1]):
        return text[1:-1]
    return text


def _kind(blocks: Sequence[Block], titled: int | None, parts: Sequence[Part_]) -> Iterator[Finding]:
    for block, start, stop in parts:
        event = _KIND.search(block.norm, start, stop)
        if event:
            stem = next(k for k in KINDS if event.group().startswith(k))
            value = KINDS[stem]
            if stem == "сесси" or stem == "собрани" and re.search(r"земск\w+ собрани|учредительн\w+ собрани.*(?:губерн|уезд)", block.norm[start:stop]):
                continue
            yield Finding(value, block.spans(*event.span()), "heading.kind", 3, "kind")
            return
    for block, start, stop in parts:
        session = re.search(r"(?<!\w)сесси\w{1,3}(?!\w)", block.norm[start:stop])
        if session:
            yield Finding("сессия", block.spans(start + session.start(), start + session.end()), "heading.kind", 2, "kind")
            return
    if titled is not None:
        block = blocks[titled]
        found = _TITLE.search(block.norm)
        assert found
        for other in [block, *blocks[titled + 1 : titled + 3]]:
            event = re.search(r"(?<!\w)заседани\w{1,3}", other.norm)
            if event:
                yield Finding("заседание", other.spans(*event.span()), "heading.kind", 2, "kind")
                return
        yield Finding("заседание", block.spans(*found.span()), "heading.kind.body", 0, "kind")


def _number(blocks: Sequence[Block], titled: int | None) -> Iterator[Finding]:
    if titled is None:
        return
    order = [titled, *range(titled + 1, min(titled + 5, len(blocks))), *range(titled - 1, max(-1, titled - 3), -1)]
    for rank, index in enumerate(order):
        block = blocks[index]
        for found in _NUMBER.finditer(block.norm):
            if _is_named_number(block.norm, found.start()) and index != titled:
                continue
            if index != titled and found.start() > 3 and not block.cells and not re.search(r"(?:\d{4}|г\.|года|\")[ \t]*$", block.norm[: found.start()]):
                continue
            title = _TITLE.search(block.norm) if index == titled else None
            if title and _is_named_number(block.norm, found.start()) and found.start() > title.end() + 2:
                continue
            start, stop = found.span("number")
            raw = re.sub(r"\s*([-/.])\s*", r"\1", block.text[start:stop].strip())
            date = re.match(r"(\d{1,4})\.?$", raw)
            value = date[1] if date else raw.rstrip(".")
            value = value.translate(str.maketrans("ЗО", "30")) if re.fullmatch(r"[\dЗО]+", value) else value
            yield Finding(value, block.spans(start, stop), "heading.number", 20 - rank, "number")
            return
    block = blocks[titled]
    bare = re.search(r"протокол[ъ ]? ?(?P<number>\d{1,4}(?:[-/]\w{1,4})?)(?=[ .]*$|\t| засед| собр| совещ)", block.norm)
    if bare:
        yield Finding(block.text[slice(*bare.span("number"))], block.spans(*bare.span("number")), "heading.number.bare", 1, "number")


def _dates(markup: Markup, passages: Sequence[Passage], blocks: Sequence[Block], titled: int | None, parts: Sequence[Part_]) -> tuple[list[Finding], list[Warning_]]:
    found: list[Finding] = []
    doubts: list[Warning_] = []
    for index, block in enumerate(blocks):
        for date in markup.dates(block):
            if date.rule == "date.year":
                continue
            if date.impossible:
                doubts.append(Warning_("date.impossible", f"такой даты нет: «{block.text[date.start:date.stop]}»", "/date"))
                continue
            if date.value is None:
                continue
            rank = _date_rank(block, date, index, titled, parts)
            if rank is not None:
                found += _date_findings(block, date, rank)
    if not found:
        for passage in passages:
            if passage.section in ("present", "body", "heard", "item", "head", "chair", "agenda") :
                for date in markup.dates(passage.block):
                    if date.value and date.rule != "date.year" and re.search(r"(?:собрани|заседани|совещани|встреч)\w* (?:состоял|проведен|проводил|прошл)|проводилось|состоялось", passage.block.norm):
                        return _date_findings(passage.block, date, 1), doubts
    return found, doubts


def _date_rank(block: Block, date: DateMention, index: int, titled: int | None, parts: Sequence[Part_]) -> int | None:
    norm = block.norm
    before = norm[max(0, date.start - 60) : date.start]
    if re.search(r"(?:протокол\w* (?:№|n)? ?\S* ?от|приказ\w*|закон\w*|решени\w*|постановлени\w*|приговор\w*|устав\w*|рег\. номер.*) ?(?:от )?$", before) and index != titled:
        return None
    if re.search(r"(?:начат|окончен|создан|регистрац|исполнит|распечат|действител|дело |отпечатано|срок|утвержден)", norm) and index != titled:
        return None
    if re.match(r"(?:дата(?: и время)?(?: (?:проведени|заседани|собрани|совещани|встречи)\w*)?|когда|число)\b", norm):
        return 50
    if re.search(r"(?:состоял\w*|проведен\w*|проводил\w*|собран\w+ проведено)[^.]{0,30}$", before) or re.search(r"(?:форма|часть)[^.]{0,60} состоял\w+ $", before):
        return 45
    if re.search(r"(?:дата (?:составления|подписания|оформления)|составлен|подписан)", norm):
        return None
    distance = abs(index - titled) if titled is not None else index
    whole = len(norm) - (date.stop - date.start) < 40
    if len(block.text) > 260 and titled is not None and index != titled:
        return 5
    return 30 - min(distance, 12) * 2 + (3 if whole else 0) - (2 if titled is not None and index < titled else 0) - (6 if date.rule == "date.month_year" else 0)


def _date_findings(block: Block, date: DateMention, rank: int) -> list[Finding]:
    spans = block.spans(date.start, date.stop)
    out = [Finding(date.value, spans, date.rule, rank, "date")]
    if date.end:
        out.append(Finding(date.end, spans, date.rule, rank, "date_end"))
    if date.old_style:
        out.append(Finding(date.old_style, spans, date.rule, rank, "date_old_style"))
    return out


def _times(markup: Markup, passages: Sequence[Passage], blocks: Sequence[Block]) -> Iterator[Finding]:
    opening = True
    for passage in passages:
        block = passage.block
        if passage.section in ("decided", "vote") and passage.section != "closing" and not _END_LABEL.search(block.norm[:80]):
            opening = False
            continue
        if passage.section in ("heard", "spoke", "item") and not re.match(r"(?:заседани|собрани|совещани|начало|окончани)", block.norm):
            opening = False
            continue
        yield from _block_times(markup, block, opening and passage.section in ("head", "present", "absent", "chair", "secretary", "invited"))
        if passage.section in ("agenda", "body"):
            opening = opening and passage.section == "agenda"


def _block_times(markup: Markup, block: Block, opening: bool) -> Iterator[Finding]:
    if not re.search(r"\d|час|полдень|половин", block.norm):
        return
    times = markup.times(block)
    starts_seen = False
    for position, time in enumerate(times):
        before = block.norm[max(0, time.start - 70) : time.start]
        before = re.split(r"[.;\t](?= |\t|[а-я])", before)[-1] if not re.search(r"час\.? *$", before) else before
        label_end = list(_END_LABEL.finditer(before))
        label_start = list(_START_WORDS.finditer(before))
        spans = block.spans(time.start, time.stop)
        ending = label_end and (not label_start or label_end[-1].start() > label_start[-1].start() or "время" in label_start[-1].group())
        if ending and "следующ" not in before:
            yield Finding(time.value, spans, time.rule, 5, "time_end")
            continue
        if "следующ" in block.norm[: time.start] and not opening:
            continue
        labelled = bool(label_start) or bool(re.search(r"(?:открыт\w*|открыва\w+|начало?) ", block.norm[: time.start][-120:]))
        alone = len(block.norm) - (time.stop - time.start) < 12
        if position == 1 and starts_seen and re.search(r"время окончания", block.norm) and not time.end:
            yield Finding(time.value, spans, time.rule, 4, "time_end")
            continue
        dated = any(d.value and 0 <= time.start - d.stop <= 12 for d in markup.dates(block))
        if not (labelled or opening and (alone or dated or time.rule != "time.bare" or _in_cell(block, time.start, time.stop))):
            continue
        if not labelled and not opening:
            continue
        yield Finding(time.value, spans, time.rule, (6 if labelled else 2), "time_start")
        starts_seen = True
        if time.end:
            yield Finding(time.end, spans, time.rule, 5, "time_end")


def _in_cell(block: Block, start: int, stop: int) -> bool:
    return any(left <= start and stop <= right and right - left - (stop - start) < 14 for left, right in block.cells)


def _places(markup: Markup, passages: Sequence[Passage], blocks: Sequence[Block], titled: int | None) -> Iterator[Finding]:
    for passage in passages:
        block = passage.block
        if passage.section in ("decided", "heard", "spoke", "vote"):
            break
        for label in re.finditer(r"место(?= прове| засед| собр| встр| ?:|\t)|(?<![\w])где ?:|адрес(?: проведения)? ?:", block.norm):
            found = _PLACE_LABEL.match(block.norm, label.start())
            if found:
                yield from _place(block, *_place_end(markup, block, found.end()), 10, "heading.place.label")
        if passage.section not in ("head", "present", "approval", "chair", "secretary", "absent"):
            continue
        room = _IN_ROOM.search(block.norm)
        if room and len(block.text) < 900 and not re.match(r"присутств|проживающ", block.norm[: room.start()][-20:]):
            yield from _place(block, *_place_end(markup, block, room.start("place")), 6, "heading.place.room")
    for index, block in enumerate(blocks):
        cells = block.cells or ((0, len(block.text)),)
        for left, right in cells:
            cell = trim(block.text, left, right)
            for date in markup.dates(block):
                if date.start <= cell[0] + 3 < date.stop <= cell[1]:
                    cell = trim(block.text, date.stop, cell[1])
                elif cell[0] < date.start < cell[1]:
                    cell = trim(block.text, cell[0], _widen_date(block, (date.start, date.stop))[0])
            number = _NUMBER.search(block.norm, *cell)
            if number and number.start() <= cell[0] + 1 and not _is_named_number(block.norm, number.start()):
                cell = trim(block.text, number.end(), cell[1])
            if cell[1] - cell[0] < 4 or cell[1] - cell[0] > 120:
                continue
            town = _TOWN.match(block.text, *cell)
            if town:
                yield from _place(block, *cell, 4 - (0 if block.cells else 0), "heading.place.town")
            elif len(block.cells) > 1 and _ROOM.match(block.norm, *cell) and not _MEETING.match(block.norm, *cell):
                yield from _place(block, *cell, 5, "heading.place.cell")


def _place_end(markup: Markup, block: Block, start: int) -> tuple[int, int]:
    """A place ends at a full stop, at the next label or cell, or before a date or time."""
    stop = len(block.text)
    text = block.text
    for found in re.finditer(r"\t|\.(?= [А-ЯЁ]|$)|;|(?<=[ ,])(?:время|дата|начало|присутств|под пред|при секр|председат)", block.norm[start:] if False else block.norm):
        at = found.start()
        if at <= start + 2:
            continue
        if found.group() == "." and re.search(r"(?:^|[\s,])(?:г|ул|д|с|пос|дер|ст|им|каб|обл|р-н|стр|корп|кв|пр|пер|наб|гор|п|тер|пл|оф|эт|ауд|просп|[а-я])$", block.norm[start:at]):
            continue
        stop = at
        break
    for mention in [*markup.dates(block), *markup.times(block)]:
        rule = mention.rule
        if start < mention.start < stop and rule not in ("date.year", "time.bare"):
            stop = mention.start
    left, right = trim(text, start, stop)
    tail = re.search(r"[ ,]+(?:в|с|на|от)$", block.norm[left:right])
    if tail:
        right = left + tail.start()
    return trim(text, left, right)


def _place(block: Block, start: int, stop: int, rank: int, rule: str) -> Iterator[Finding]:
    lead = re.match(r"(?:в|во|на)[ ]", block.norm[start:stop])
    if lead:
        start += lead.end()
    value = block.text[start:stop].replace("\t", " ")
    if re.search(r"[^\W\d_]", value) and "__" not in value:
        yield Finding(_unquote(value), block.spans(start, stop), rule, rank, "place")


def _organization(markup: Markup, blocks: Sequence[Block], titled: int | None, parts: Sequence[Part_]) -> Iterator[Finding]:
    used = {id(block) for block, _, _ in parts}
    limit = titled if titled is not None else min(len(blocks), 6)
    if titled is None and parts:
        limit = next((i for i, b in enumerate(blocks) if b is parts[0][0]), limit)
    lines: list[Part_] = []
    for index, block in enumerate(blocks[:limit]):
        piece = _organization_slice(markup, block, used)
        if piece:
            lines.append(piece)
        elif lines and index < limit and not _is_light(markup, block):
            lines = lines if len(lines) and index > limit - 3 else []
    if not lines and titled is not None:
        for block in blocks[titled + 1 : titled + 4]:
            if id(block) in used:
                continue
            piece = _organization_slice(markup, block, used)
            if piece and re.search(r"(?<!\w)(?:ао|ооо|зао|оао|пао|завод|школ|учрежден|товариществ|кооператив|колхоз|совхоз|общество|институт|университет|больниц|комитет|совет|организаци|фабрик|трест|управлени|администраци|снт|тсж|гск|федераци|академи|гимнази|детский сад)", block.norm):
                lines.append(piece)
    if titled is not None and not lines:
        block = blocks[titled]
        found = _TITLE.search(block.norm)
        assert found
        lead = trim(block.text, 0, found.start())
        if lead[1] - lead[0] > 8 and not _LITTER.match(block.norm[slice(*lead)]) and not _MEETING.match(block.norm, *lead) and id(block) in used and parts[0][1] > lead[1]:
            dated = any(d.start < lead[1] for d in markup.dates(block))
            if not dated:
                lines.append((block, *lead))
    if lines:
        text, spans = _joined(lines)
        yield Finding(_unquote(text), spans, "heading.organization", 1, "organization")


def _is_light(markup: Markup, block: Block) -> bool:
    return bool(_LITTER.match(block.norm)) or bool(markup.dates(block)) or bool(_TOWN.match(block.text)) or len(block.text) < 4


def _organization_slice(markup: Markup, block: Block, used: set[int]) -> Part_ | None:
    norm = block.norm
    if id(block) in used or _LITTER.match(norm) or _NOT_ORGANIZATION.match(norm) or _KIND.match(norm) or block.style:
        return None
    if len(block.text) > 300 or markup.dates(block) or "__" in block.text or _TOWN.match(block.text) or re.search(r":[ ]|:$", block.text):
        return None
    cell = block.cells[0] if block.cells else (0, len(block.text))
    start, stop = trim(block.text, *cell)
    if stop - start < 3 or not re.search(r"[^\W\d_]{3}", block.text[start:stop]) or markup.names(block) or norm.startswith(("[", "<", "(", "http", "инн", "огрн", "тел", "e-mail", "ул.")):
        return None
    return block, start, stop


def _topic(passages: Sequence[Passage]) -> Iterator[Finding]:
    for passage in passages:
        if passage.section in ("decided", "heard", "spoke"):
            return
        block = passage.block
        found = re.match(r"(?:общая )?тема(?: (?:заседания|собрания|совещания|педсовета|встречи|педагогического совета))? ?[:–—-] ?", block.norm)
        if found:
            start, stop = trim(block.text, found.end(), len(block.text))
            yield Finding(_unquote(block.text[start:stop]), block.spans(start, stop), "heading.topic", 1, "topic")
            return
