"""When the meeting was: its day or days, and the hours at which it began and ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.fields.heading_lines import LONGEST, Fragment, tabbed
from extractor.fields.passages import Passage
from extractor.fields.title_words import is_place
from extractor.language import normal_re as re
from extractor.language.dates import DateMention
from extractor.language.times import TimeMention
from extractor.markup import Markup
from extractor.model import Block, Finding, Warning_

_EVENT_WORD = r"(?:собрани|заседани|совещани|встреч|обсуждени|сход|конференци|сесси|слушани|част|форм)\w*"
_DATE_LABEL = re.compile(r"(?:^|[\t|;.] ?)(?:дата(?: и время| и место|, время)?(?: (?:начала )?(?:проведени|заседани|собрани|совещани|встречи|очно)[^:\t\d]{0,60})?|когда|число|день(?: проведения)?|проведено|состоялось)[ ]?[:\t–—-]?[ \t]*$")
_END_DATE_LABEL = re.compile(r"(?:дата (?:окончания|завершения)|окончани\w+ (?:приема|голосования|собрания|срока)|(?:бюллетен\w+|решени\w+|листов)[^.]{0,40}до|по)[^.\d]{0,80}$")
_OTHER_PAPER = re.compile(r"(?:приказ\w*|закон\w*|фз|решени\w*|постановлени\w*|распоряжени\w*|приговор\w*|устав\w*|договор\w*|доверенност\w*|письм\w+|рег\. номер.*|реестр\w*|указ\w*|положени\w+|циркуляр\w*|предписани\w*) ?(?:№ ?\S+ )?(?:от )?$")
_OTHER_ACT = re.compile(r"(?:начат|окончен|создан|регистрац|исполнит|распечат|действител|дело |отпечатано|отп\.|срок|утвержден|заверено|уведомлен|сертификат|изменен|опубликован|следующ)")
_DRAWN_UP = re.compile(r"(?:дата (?:составления|подписания|оформления)|протокол (?:составлен|подписан|оформлен|изготовлен)|составлен\w* |подписан\w* )")
_HELD = re.compile(r"(?:состоял\w+|проведен\w*|проводил\w+|прошл[оа]|сбором|назначен\w*|собран\w+)[^.\d]{0,40}$")
_POSTAL = re.compile(r"(?:заочн|опросн\w+ (?:путем|лист|голос)|путем (?:заполнения|опроса)|письменн\w+ опрос)")
_END = re.compile(r"(?:окончани|разошл|окончен|закрыт|закрыва|закончи|конец|завершен|завершил|оконч\.|кончено|кончил|до$)")
_START = re.compile(r"(?:начало|сбор(?!\w)|собрали|начат|начал|начав|открыт|открыва|открыл|время|когда|с \d|проводил|проведен|состоял|собрал|в \d)")
#: «в 4 часа 30 минут пополудни собрание закрыто»: the verb behind the time.
_CLOSED = re.compile(r"[ ,]*(?:заседани|собрани|совещани|сход|съезд|сесси|конференци|слушани)\w* (?:было |был |была |объявлен\w* )?(?:закрыт|окончен|закончен|завершен|закончил|разошл)")
_OPENING = frozenset({"head", "approval", "present", "absent", "chair", "secretary", "invited", "closing"})


def read_dates(markup: Markup, passages: Sequence[Passage], blocks: Sequence[Block], titled: int | None) -> tuple[list[Finding], list[Warning_]]:
    """Rival dates of the meeting, the likelier ranked higher, and doubts about dates that cannot be."""
    found: list[Finding] = []
    doubts: list[Warning_] = []
    postal = any(_POSTAL.search(block.norm) for block in blocks[:24])
    for index, block in enumerate(blocks):
        for date in markup.dates(block):
            if date.impossible:
                doubts.append(Warning_("date.impossible", f"такой даты нет: «{block.text[date.start:date.stop]}»", "/date"))
            if date.value is None or date.rule == "date.year":
                continue
            found += _dated(block, date, index, titled, postal)
    if postal:
        found += _vote_period(markup, passages)
    if not any(f.field == "date" and f.rank > 5 for f in found):
        found += _opening_date(markup, passages)
    return found, doubts


def _dated(block: Block, date: DateMention, index: int, titled: int | None, postal: bool) -> list[Finding]:
    """The findings that one date of the heading gives."""
    if date.start > LONGEST:
        return []
    rank = _rank(block, date, index, titled, postal)
    before = block.norm[max(0, date.start - 90) : date.start]
    if re.search(r"дата (?:окончания|завершения)[^.\d]{0,60}$", before):
        return [Finding(date.value, block.spans(date.start, date.stop), "heading.date_end", 40, "date_end")]
    found = _findings(block, date, rank) if rank is not None else []
    return [f._replace(rule="heading.date_end.vote") if postal and f.field == "date_end" else f for f in found]


def _rank(block: Block, date: DateMention, index: int, titled: int | None, postal: bool) -> int | None:
    norm = tabbed(block)[: 2 * LONGEST]
    before = norm[max(0, date.start - 90) : date.start]
    line = norm[: date.start]
    if _DRAWN_UP.search(before):
        return None
    if _DATE_LABEL.search(line):
        return 50
    held = _HELD.search(before)
    if held and not re.search(r"постановлени|распоряжени|приказ|решени|указом", held.group()):
        return 55 if postal else 45
    if _OTHER_PAPER.search(before) and not (titled is not None and index == titled and re.search(r"протокол", before)):
        return None
    if index != titled and (_OTHER_ACT.search(norm) or re.search(r"протокол\w* (?:№|n)? ?\S* ?от $", before)):
        return None
    distance = abs(index - titled) if titled is not None else index
    if len(block.text) > 260 and titled is not None and index != titled:
        return 5
    whole = len(norm) - (date.stop - date.start) < 40
    above = titled is not None and index < titled
    vague = date.rule in ("date.month_year", "date.month")
    return 30 - min(distance, 12) * 2 + (3 if whole else 0) - (2 if above else 0) - (6 if vague else 0)


def _vote_period(markup: Markup, passages: Sequence[Passage]) -> Iterator[Finding]:
    """First and last day of a vote by post: «в период с … по …», «дата окончания приёма решений …»."""
    for passage in passages[:40]:
        block = passage.block
        if passage.section in ("decided", "heard", "spoke", "vote"):
            continue
        dates = [d for d in markup.dates(block) if d.value]
        for place, date in enumerate(dates):
            before = block.norm[max(0, date.start - 130) : date.start]
            spans = block.spans(date.start, date.stop)
            voting = re.search(r"голосовани|заочн|опрос|собрани", block.norm) and not re.search(r"подсчет", before)
            if date.end and voting:
                yield Finding(date.value, spans, date.rule, 40, "date")
                yield Finding(date.end, spans, "heading.date_end.vote", 40, "date_end")
                continue
            later = dates[place + 1] if place + 1 < len(dates) else None
            if voting and later and re.search(r"(?<!\w)с (?:\d{1,2}[.:-]\d\d ?(?:час\w*\.?)? ?)?$", before[-20:]) and re.match(r"[^.]{0,30}(?<!\w)(?:по|до) ", block.norm[date.stop : later.start + 1]):
                yield Finding(date.value, spans, date.rule, 40, "date")
                yield Finding(later.value, block.spans(later.start, later.stop), "heading.date_end.vote", 40, "date_end")
            elif _END_DATE_LABEL.search(before) and re.search(r"(?:окончани|завершени)", before) and voting:
                yield Finding(date.value, spans, "heading.date_end.vote", 38, "date_end")


def _opening_date(markup: Markup, passages: Sequence[Passage]) -> list[Finding]:
    """The date that only the opening sentence gives: «собрание состоялось 5 мая», «1898 года, марта 5 дня, мы …»."""
    held = re.compile(_EVENT_WORD + r"[^.]{0,40} (?:состоял|проведен|проводил|прошл|открыт)|проводилось|состоялось|(?:состоял|проведен|проводил|прошл|открыт)\w* [^.]{0,60}" + _EVENT_WORD)
    first: list[Finding] = []
    for passage in passages[:20]:
        if passage.section in ("decided", "signed", "attachments"):
            break
        for date in markup.dates(passage.block):
            if not date.value or date.rule == "date.year" or _OTHER_PAPER.search(passage.block.norm[: date.start][-60:]):
                continue
            if held.search(passage.block.norm):
                return _findings(passage.block, date, 4)
            if not first and date.start < 30 and passage.section in _OPENING | {"body"}:
                first = _findings(passage.block, date, 1)
    return first


def _findings(block: Block, date: DateMention, rank: int) -> list[Finding]:
    spans = block.spans(date.start, date.stop)
    out = [Finding(date.value, spans, date.rule, rank, "date")]
    if date.end:
        out.append(Finding(date.end, spans, date.rule, rank, "date_end"))
    if date.old_style:
        out.append(Finding(date.old_style, spans, date.rule, rank, "date_old_style"))
    return out


def read_times(markup: Markup, passages: Sequence[Passage], lines: Sequence[Sequence[Fragment]], titled: int | None) -> Iterator[Finding]:
    """When the meeting began and ended, from labels, sentences of opening and closing, the lines of the heading."""
    opening = True
    for passage in passages:
        block = passage.block
        if passage.section in ("decided", "vote") and not _END.search(block.norm[:80]):
            opening = False
            continue
        if passage.section in ("heard", "spoke", "item") and not re.match(r"(?:заседани|собрани|совещани|начало|окончани|сход|педсовет)", block.norm):
            opening = False
            continue
        yield from _in_block(markup, block, opening and passage.section in _OPENING)
        if passage.section in ("agenda", "body"):
            opening = opening and passage.section == "agenda"
    yield from _in_lines(markup, lines, titled)


def _in_lines(markup: Markup, lines: Sequence[Sequence[Fragment]], titled: int | None) -> Iterator[Finding]:
    """A time that stands alone in a cell of the heading: «16:40», «с 12:00 до 13:10»."""
    for line in lines[titled or 0 : (titled or 0) + 7]:
        for fragment in line:
            alone = re.fullmatch(r"(?:в )?(?P<h>[01]?\d|2[0-3])[.:-](?P<m>[0-5]\d)(?: ?ч(?:ас\w*)?\.?)?", fragment.norm) if fragment.kind == "text" else None
            hour = re.search(r"(?:^|, ?)(?:в )?(?P<h>[01]?\d|2[0-3]) ?ч(?:ас(?:ов|а)?)?\.?$", fragment.norm) if fragment.kind == "text" and not alone and (_is_dated(line) or is_place(fragment)) else None
            if hour:
                yield Finding(f"{int(hour['h']):02}:00", fragment.block.spans(fragment.start + hour.start("h"), fragment.start + hour.end()), "heading.time.cell", 1, "time_start")
            if alone:
                yield Finding(f"{int(alone['h']):02}:{alone['m']}", fragment.block.spans(fragment.start, fragment.stop), "heading.time.cell", 1, "time_start")
            if fragment.kind != "time" or _END.search(fragment.norm):
                continue
            for time in markup.times(fragment.block):
                if fragment.start <= time.start < fragment.stop:
                    yield from _time_findings(fragment.block, time, 1)


def _is_dated(line: Sequence[Fragment]) -> bool:
    """Stands a date on this line of the heading?"""
    return any(f.kind == "date" for f in line)


def _in_block(markup: Markup, block: Block, opening: bool) -> Iterator[Finding]:
    if not re.search(r"\d|час|полдень|половин", block.norm):
        return
    started = False
    times = markup.times(block)
    for place, time in enumerate(times):
        before = _clause(tabbed(block), time.start)
        ends = list(_END.finditer(before))
        starts = list(_START.finditer(before))
        spans = block.spans(time.start, time.stop)
        if "следующ" in before or "следующ" in block.norm[: time.start] and not opening:
            continue
        paired = place == 1 and _row_of_labels(block, times, 0) or place == 1 and started and re.search(r"время окончания|окончание\W{0,3}$|окончани", before) and re.search(r"начал|время", block.norm[: times[0].start]) and not times[0].end
        if not opening:
            starts = [s for s in starts if not s.group().startswith("в ")]  # «почему обед в 3-м отделении в 16 часов?»
        if not ends and not starts and _CLOSED.match(block.norm, time.stop):
            yield Finding(time.value, spans, time.rule, 4, "time_end")
            continue
        if paired or ends and (not starts or ends[-1].start() > starts[-1].start() or "время" in starts[-1].group()) and not _row_of_labels(block, times, place):
            if "регистрац" not in before[-60:]:
                yield Finding(time.value, spans, time.rule, 5, "time_end")
            continue
        if "регистрац" in before[-60:]:
            yield from _time_findings(block, replace(time, end=None), 1)
            continue
        alone = len(block.norm) - (time.stop - time.start) < 12
        dated = any(d.value and 0 <= time.start - d.stop <= 12 for d in markup.dates(block))
        if not starts and not (opening and (alone or dated or time.rule != "time.bare" or _fills_cell(block, time))):
            continue
        yield from _time_findings(block, time, 6 if starts else 2)
        started = True


def _row_of_labels(block: Block, times: Sequence[TimeMention], place: int) -> bool:
    """«Время начала: Время окончания: … 18 часов 19 часов»: labels first, values behind them in the same order."""
    return place == 0 and len(times) > 1 and bool(re.search(r"(?:время )?начала? ?: ?(?:время )?окончани[ея] ?:", block.norm[: times[0].start]))


def _time_findings(block: Block, time: TimeMention, rank: int) -> Iterator[Finding]:
    spans = block.spans(time.start, time.stop)
    yield Finding(time.value, spans, time.rule, rank, "time_start")
    if time.end:
        yield Finding(time.end, spans, time.rule, min(rank, 5), "time_end")


def _clause(norm: str, at: int) -> str:
    """What stands before a time in its own sentence or cell."""
    before = norm[max(0, at - 70) : at]
    return before if re.search(r"час\.? *$", before) else re.split(r"[.;](?= |\t|[а-я])|\t(?=[а-я])", before)[-1]


def _fills_cell(block: Block, time: TimeMention) -> bool:
    return any(left <= time.start and time.stop <= right and right - left - (time.stop - time.start) < 14 for left, right in block.cells)
