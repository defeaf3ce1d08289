"""Until when a decision is to be carried out: a date with its preposition, a period, an event, or what stands under «Срок:»."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.fields.people import trim
from extractor.language import normal_re as re
from extractor.language.dates import DateMention
from extractor.language.morphology import is_infinitive, parses
from extractor.markup import Markup
from extractor.model import Block, Finding

Slice = tuple[int, int]
Deadline = tuple[Finding, Finding]

_NOTHING = Finding(None, (), "")
_UNIT = r"(?:дн\w{1,3}|сут\w{2,3}|недел\w{1,3}|декад\w|месяц\w{0,3}|квартал\w?|полугоди\w|год\w?|лет|час\w{0,3}|минут\w?)(?!\w)"
_COUNT = r"(?:\d{1,3}(?:-?(?:х|ти|и|ми|го))?|одн\w{1,3}|дв\w{1,4}|тре\w{1,2}|три|четыре\w?|четырех|пят\w|шест\w|сем\w|восьм\w|девят\w|десят\w|полутор\w|пол)"
_OF_TIME = (
    r"(?:\d{1,3}-?(?:х|ти|и|ми|го)?-? ?)?(?!неуст|неука|неназн|нераб)[а-я]{0,14}-?(?:дневн|суточн|недельн|декадн|месячн|годичн|часов|кратчайш|скорейш|"
    r"установленн|указанн|ближайш|назначенн|намеченн|законн)\w{2,3}"
)
#: Until a moment: its own words, to which the words that go with it are added.
_PERIOD = re.compile(
    r"(?<![\w-])(?:"
    rf"(?P<during>(?:в|на) (?:теч\w{{2,5}}|продолжени\w) (?:[\w-]{{1,20}} ){{0,4}}?{_UNIT})"
    rf"|(?P<term>(?:в|во) {_OF_TIME} (?:срок\w?|время|дни|день))"
    rf"|(?P<after>(?:через|спустя) (?:{_COUNT} )?{_UNIT})"
    rf"|(?P<before>за (?:{_COUNT} )?(?:[а-я-]{{4,12}} )?{_UNIT} до(?= [а-я]))"
    rf"|(?P<latest>не (?:позднее|позже|далее)(?: чем| как)?(?: (?:через|за|в))? ?(?:{_COUNT}|[а-я]+го|[а-я]+и)?-?[ ]?(?:[а-я-]{{4,14}} )?{_UNIT}(?: до(?= [а-я]))?)"
    rf"|(?P<within>в {_COUNT} (?:рабочих |календарных )?(?:дн\w{{1,3}}|сут\w{{2,3}}|часа|часов|недел\w|месяца))"
    r"|(?P<number>(?:не (?:позднее|позже) |(?:в срок )?(?:до|к|ко) )\d{1,2}(?:-?(?:му|го|ому))? числ[ауо](?: (?:каждого|сего|этого|текущего|следующего|того же) месяца| с\. ?м\.)?)"
    r"|(?P<quarter>(?:к|до) (?:[ivx]{1,3}|[1-4])-?(?:му|го)? (?:квартал[ау]|полугоди[юя]|четверти))"
    r"|(?P<now>немедленно|безотлагательно|незамедлительно|завтра же|сегодня же|постоянно(?=[ .]*$))"
    r")(?![\w-])"
)
_EVENT = re.compile(
    r"(?<![\w-])(?P<prep>(?:в срок |не позднее |не позже )?(?:до|к|ко)|не позднее|не позже) (?P<event>"
    r"(?:начал|кон(?:ец|ц)|оконч|наступ|заверш|открыти|закрыти|следующ|очередн|ближайш|будущ|середин|перв\w{2,3} (?:снег|мороз|замороз)|"
    r"январск|февральск|мартовск|апрельск|майск|июньск|июльск|августовск|сентябрьск|октябрьск|ноябрьск|декабрьск|осен|весен|весн|летн|лет[ау](?!\w)|зим|"
    r"понедельник|вторник|сред[еы](?!\w)|четверг|пятниц|суббот|воскресень|недел[еи](?!\w)|утр[ау](?!\w)|вечер|обед|завтра|сегодня|полугоди|"
    r"пасх|рождеств|покров|троиц|маслен|спас[ау](?!\w)|введени|крещени|успени|благовещ|никол\w{1,3} д|петров\w д|ильин\w д|михайлов\w д|семик(?!\w)|велик\w{2,3} пост|праздник|"
    r"нов\w{2,3} (?:год|учебн|сезон|урож)|годовщин|юбиле|выбор|получени|поступлени|прибыти|приезд|отъезд|выезд|приход[ау] |сдачи |подписани|"
    r"пуск[ау]|ввод[ау] |релиз|ревизи|переучет|экзамен|зачет|снегопад|замороз|мороз|распутиц|ледостав|половод|паводк|навигаци|спектакл|"
    r"собрани|заседани|съезд|конференци|сесси|каникул|сев[ау](?!\w)|посевн|уборк|уборочн|жатв|покос|сенокос|пахот|молотьб|отопительн|учебн\w{2,3} год|аттестаци|"
    r"возвращени|отправк|субботник|воскресник|педсовет|совещани|планерк|пленум|слет|смотр[ау]|день|дню|дня)\w*)"
)
_DATE_LEAD = re.compile(
    r"(?<!\w)(?:(?:в срок )?(?:не позднее|не позже|не далее|до|к|ко|по|в срок до|срок до|срок к|последний срок[^.;:]{0,40}|срок[^.;:]{0,30}?)"
    r"(?: (?:конца|начала|утра|вечера|полудня|\d{1,2}[.:]\d\d(?: ?час\w*| ?ч\.)?|\d{1,2} час\w*|\d{1,2} ч\.|понедельника|вторника|среды|четверга|пятницы|субботы|воскресенья),?)?[ ]{1,2})$"
)
_IN_MONTH = re.compile(
    r"(?<!\w)в (?:(?:январ|феврал|март|апрел|ма|июн|июл|август|сентябр|октябр|ноябр|декабр)е|(?:[ivx]{1,3}|[1-4])-?(?:м)? квартале|\d{4} году)(?!\w)(?: \d{4} ?(?:г\.|года|году))?"
)
#: What is no work with an end, or leads to another kind of time («с 5 мая», «от 5 мая»).
_NOT_WORK = re.compile(
    r"(?:призна|счита|отмети|объяви|утверд|одобри|соглас|назнач|перенес|освобод|продл|откры|ввести)|(?:от|с|со|до|на|по|за|к|ко|и|не|позднее|позже|протокол\w*|приказ\w*)$"
)
_OF_DATE = re.compile(r" (?:включительно|с\. ?г\.|т\. ?г\.|(?:сего|этого|текущего|будущего|следующего|того же|нынешнего) (?:года|месяца))")
_SHORT_LEAD = re.compile(r"(?<!\w)(?:не позднее|не позже|не далее|до|к|ко|по)(?: (?:конца|начала|утра|вечера|полудня|\d{1,2}[.:]\d\d(?: ?час\w*| ?ч\.)?|\d{1,2} час\w*|\d{1,2} ч\.))?[ ]{1,2}$")
_TAIL = re.compile(r"[, ]{1,2}(?:после|со дня|с момента|со времени|от даты|с даты|по (?=[а-я]+(?:ии|ании|ении)(?!\w))|считая (?:со|с|от)|до) ?")
#: What stands before a date or an event and makes it no deadline: preparation for it, a period of force.
_PREPARING = re.compile(r"(?:готовност\w|подготовк\w|подготовлен\w*|готов\w{0,2}|отношени\w|допус\w+|приложени\w|интерес\w*|премиров\w+|наград\w+|поздрав\w+|подар\w+)(?: [\w-]+){0,3} $")
_STEPPING = re.compile(r"(?:приступ\w+|перей\w+|переход\w*|приуроч\w+|приобщ\w+|отнест\w+|относ\w+|присоедин\w+|готов\w+ся|близк\w+|ближе|привлеч\w+|прикреп\w+) $")
#: «заказы, принятые до 1 января»: a word on what is past; «до весны не возить»: when something is not to be done.
_DONE = re.compile(r"[а-я]{3,}(?:анн|енн|ят|ут|ыт)(?:ые|ый|ая|ое|ых|ого|ую|ым|ыми),? $")
_NOT_BEFORE = re.compile(r"\w* не [а-я]{3,}(?:ть|ти|чь)(?!\w)")
_IN_FORCE = re.compile(r"(?:продл|отлож|отсроч|рассроч|приостан|действительн|действует|действ[оу]в|в силе|сроком|воздерж|арендн?\w* срок|отпуск с )[^.;]{0,60}$")
_SPOKEN = re.compile(r"(?:увелич\w+|довест\w+|сократ\w+|раз\w?) (?:[\w-]+ ){0,3}$")


def read_deadline(markup: Markup, block: Block, start: int, stop: int, *, label: bool = False) -> Deadline | None:
    """Return deadline and deadline_text read in ``block.text[start:stop]``: a date with its preposition, or a period.

    ``label`` says that «Срок:» stands before, so that any words are the deadline.
    """
    if label:
        return _labelled(markup, block, start, stop)
    for left, right, date in find_deadlines(markup, block, start, stop):
        words = Finding(block.text[left:right], block.spans(left, right), "deadline.date" if date else "deadline.period")
        value = Finding(_iso(date), block.spans(date.start, date.stop), date.rule) if date else _NOTHING
        return value, words
    return None


def find_deadlines(markup: Markup, block: Block, start: int, stop: int) -> list[tuple[int, int, DateMention | None]]:
    """Every deadline in ``block.text[start:stop]``: those with a date first, then periods and events, each from left to right.

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Part, Source
    >>> from extractor.rules import load_rules
    >>> source = Source("п.txt", "План выполнить к 28 числу, отчёт сдать до начала учебного года.")
    >>> line = outline(source)[0]
    >>> marks = Markup(Part(1, (line,), source), load_rules())
    >>> [line.text[a:b] for a, b, _ in find_deadlines(marks, line, 0, len(line.text))]
    ['к 28 числу', 'до начала учебного года']
    """
    found = [*_dates(markup, block, start, stop)]
    taken = [(left, right) for left, right, _ in found]
    for pattern in (_PERIOD, _EVENT):
        for match in pattern.finditer(block.norm, start, stop):
            left, right = _period(block, match, start, stop)
            if left < right and not any(left < b and a < right for a, b in taken):
                found.append((left, right, None))
                taken.append((left, right))
    if not found:
        found = [*_plain_times(markup, block, start, stop)]
    return [*(f for f in found if f[2]), *sorted((f for f in found if not f[2]), key=lambda f: f[0])]


def _plain_times(markup: Markup, block: Block, start: int, stop: int) -> Iterator[tuple[int, int, DateMention | None]]:
    """«… провести 10 января 1943 г.», «… проверить склад в мае», «провести в сентябре …»: when, beside or at the end of what is to be done."""
    for date in markup.dates(block):
        if date.day is not None and start < date.start and not re.search(r"\w", block.text[date.stop : stop]) and _is_done_then(block, start, date.start, end=True):
            yield date.start, date.stop, date
            return
    for match in _IN_MONTH.finditer(block.norm, start, stop):
        end = not re.search(r"\w", block.text[match.end() : stop])
        if _is_done_then(block, start, match.start(), end=end):
            left, right = trim(block.text, *match.span(), " \t,;")
            yield left, right, next((d for d in markup.dates(block) if d.rule != "date.year" and left < d.start and d.stop <= right), None)
            return


def _is_done_then(block: Block, start: int, at: int, *, end: bool) -> bool:
    """Does an infinitive of work stand before a time: right before, or where the time ends the sentence with no participle between?"""
    words = re.findall(r"[а-я-]+", block.norm[max(start, at - 160) : at])
    if not words or _NOT_WORK.match(words[-1]):
        return False
    if not end:
        return is_infinitive(words[-1])
    last = next((n for n in range(len(words) - 1, -1, -1) if is_infinitive(words[n])), None)
    if last is None or _NOT_WORK.match(words[last]) or "не" in words[max(0, last - 1) : last]:
        return False
    return not any(p.pos in ("PRTF", "PRTS") for word in words[last + 1 :] for p in parses(word)[:1])


def _dates(markup: Markup, block: Block, start: int, stop: int) -> list[tuple[int, int, DateMention | None]]:
    out: list[tuple[int, int, DateMention | None]] = []
    for date in markup.dates(block):
        if date.rule == "date.year" or not (start <= date.start and date.stop <= stop) or date.impossible:
            continue
        lead = _DATE_LEAD.search(block.norm, max(start, date.start - 90), date.start)
        if not lead or _is_span(block, date):
            continue
        left = _lead_start(block, max(start, date.start - 90), lead.start(), date)
        before = block.norm[max(start, left - 90) : left]
        if _DONE.search(before) and block.norm.startswith("до ", left) or _NOT_BEFORE.match(block.norm, date.stop):
            continue
        if block.norm[left : date.start].startswith(("к ", "ко ")) and (_PREPARING.search(before) or _STEPPING.search(before)) or _IN_FORCE.search(before):
            continue
        more = _OF_DATE.match(block.norm, date.stop, stop)
        out.append((left, more.end() if more else date.stop, date))
    return out


def _period(block: Block, match: re.Match[str], start: int, stop: int) -> Slice:
    """The whole of a period or an event; (0, 0) where it is none."""
    left, right = match.span()
    before = block.norm[max(start, left - 90) : left]
    if match.re is _EVENT:
        if _PREPARING.search(before) or _STEPPING.search(before) or _IN_FORCE.search(before) or _NOT_BEFORE.match(block.norm, right):
            return 0, 0
        if match["event"].startswith(("день", "дню", "дня")) and not re.match(r"(?:рожд|побед|учит|защит|медик|строит|знани|металл|шахт|железн|конститу|город|пожил)", block.norm[right + 1 :]):
            return 0, 0
        right = _phrase_end(block, right, stop, 4)
    elif match.lastgroup == "within" and _SPOKEN.search(before) or match.lastgroup != "now" and _IN_FORCE.search(before):
        return 0, 0
    elif block.norm[left:right].endswith(" до") or match.lastgroup == "before":
        right = _phrase_end(block, right, stop, 4)
    else:
        tail = _TAIL.match(block.norm, right, stop)
        right = _phrase_end(block, tail.end(), stop, 4) if tail and match.lastgroup in ("during", "term", "latest", "after") else right
        bracket = re.match(r" \([^)]{3,40}\)", block.norm[right:stop]) if match.lastgroup == "during" else None
        right += bracket.end() if bracket else 0
    left, right = trim(block.text, left, right)
    return left, right + (block.text[right : right + 1] in ("ъ", "Ъ"))


def _phrase_end(block: Block, start: int, stop: int, limit: int) -> int:
    """Offset behind the nouns that go with a deadline: «до начала | учебного года», «до выезда | в поле»."""
    end, at, joined = start, start, False
    for word in re.finditer(r"[ ]*(?:\d{4}(?:[/-]\d{2,4})?(?: года| г\.)?|№ ?\d+|\"[^\"]{1,40}\"|[\w-]+)", block.norm[start:stop]):
        text = word.group().strip()
        if start + word.start() != at or limit == 0:
            break
        at = start + word.end()
        if text in ("в", "на", "по", "с", "из", "и") and not joined:
            after = re.match(r" (поле|школу|школе|лагерь|эксплуатацию|действие|строй|реку|рек\w|отпуск|итогам|воды|снега|отпуска|командировки|армии|лагеря)(?!\w)", block.norm[at:])
            if not after:
                break
            joined = True
            continue
        if re.match(r"[а-я]", text) and not _goes_on(text):
            break
        end = at
        joined = False
        limit -= 1
    return end


def _goes_on(word: str) -> bool:
    """Is a word a noun, an adjective or a pronoun in an oblique case, that may go on a phrase?"""
    if is_infinitive(word) and not word.endswith("сти"):
        return False
    return any(p.pos in ("NOUN", "ADJF", "PRTF", "NUMR") and p.case in ("gent", "datv", "loct", "ablt") and p.score > 0.04 for p in parses(word))


def _labelled(markup: Markup, block: Block, start: int, stop: int) -> Deadline | None:
    """What stands under «Срок:»: its date where it has one, else its words."""
    for date in markup.dates(block):
        if date.rule != "date.year" and start <= date.start and date.stop <= stop and not date.impossible:
            left, right = trim(block.text, start, stop)
            if right - left > date.stop - date.start + 25:
                lead = _DATE_LEAD.search(block.norm, max(start, date.start - 90), date.start)
                left, right = _lead_start(block, start, lead.start(), date) if lead else date.start, date.stop
            right = max(right, date.stop)
            return Finding(_iso(date), block.spans(date.start, date.stop), date.rule), Finding(block.text[left:right], block.spans(left, right), "deadline.date")
    left, right = trim(block.text, start, stop)
    if left < right and re.search(r"\w", block.text[left:right]):
        return _NOTHING, Finding(block.text[left:right], block.spans(left, right), "deadline.label")
    return None


def _iso(date: DateMention) -> str | None:
    """The last day, where year and month at least can be read."""
    value = date.end or date.value
    return value if value and value[0] != "-" and len(value) >= 7 else None


def _lead_start(block: Block, start: int, at: int, date: DateMention) -> int:
    """Where the words of a date begin: at its preposition, or at the date itself behind «последний срок сдачи»."""
    lead = block.norm[start : date.start]
    if re.search(r"(?:последний срок|срок)[^.;:]*? (?=\d|$)", lead) and not re.search(r"(?:не позднее|не позже|до|к|ко) $", lead):
        return date.start
    short = _SHORT_LEAD.search(lead)
    return start + short.start() if short else at


def _is_span(block: Block, date: DateMention) -> bool:
    """«с 1 января по 31 декабря 2025 года» is a period of force, not a deadline."""
    before = block.norm[max(0, date.start - 45) : date.start]
    return bool(re.search(r"(?<!\w)со? (?:\d|янв|фев|мар|апр|ма[яй]|июн|июл|авг|сен|окт|ноя|дек|нов|начал)[^.;]{0,30} (?:по|до) $", before)) or bool(date.end) and bool(re.search(r"(?<!\w)со? $", before))
