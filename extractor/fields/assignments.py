"""Who is to do it and until when: responsible people and deadlines in the words of a decision."""

from __future__ import annotations

from extractor.language import normal_re as re
from collections.abc import Iterator

from extractor.fields.people import trim
from extractor.language.dates import DateMention
from extractor.language.morphology import cases, is_infinitive, is_known, parses
from extractor.markup import Markup
from extractor.model import Block, Finding

Slice = tuple[int, int]

_RESPONSIBLE = re.compile(
    r"(?:ответствен\w+(?: (?:исполнител\w+|лиц\w+|за (?:исполнение|выполнение)[^:–—-]{0,40}))?|отв\.?(?: исполнител\w+)?|отв-\w+|исполнител[ьи]|исп\.|контроль(?: за (?:исполнением|выполнением)[^:–—-]{0,40})?(?= (?:возложить))|исполнение)(?![а-я])[ ]?(?:[:–—-]|\t)?[ ]?(?:[-–—][ ]?)?"
)
_DEADLINE = re.compile(r"(?:срок(?:и)?(?: (?:исполнения|выполнения|до|сдачи|реализации))?|к сроку)(?![а-я])[ ]?(?:[:–—-]|\t)?[ ]?(?:[-–—][ ]?)?")
_META_START = re.compile(r"(?:[(\[/—–-][ ]?)?(?P<meta>(?:ответствен\w+|отв\.|отв |исполнител[ьи]|исп\.)(?=[ ]?(?:исполнител\w+[ ]?)?(?:[:–—-]|[А-ЯЁ]|\s))|срок\w{0,2}(?=[ ]?(?:[:–—-]|исполн|выполн|до \d|\d|к \d)))")
_PERIOD = re.compile(
    r"(?<![\w])(?:(?:в|на) (?:теч\w+|продолжени\w+) [^.;:]{2,40}?(?:дн\w+|недел\w+|месяц\w+|суток|год\w*|час\w*|лет|квартал\w*|рабочих дней|сутки)(?: (?:после|со дня|с момента|до)[^.;:,()]{3,60})?(?: \([^)]{3,40}\))?"
    r"|в (?:\d{1,3}-?(?:х|ти|и|ми|го)?-? ?|двух|трех|четырех|пяти|шести|семи|десяти|одно|полутора)?-?(?:месячн\w+|недельн\w+|дневн\w+|суточн\w+|годичн\w+|кратчайш\w+|декадн\w+|\w*недельн\w+|\w*дневн\w+|\w*месячн\w+|\w*суточн\w+|установленн\w+|указанн\w+|ближайш\w+) (?:срок|время|дни)"
    r"|(?:через|спустя) (?:\d{1,3}|\w{3,10})? ?(?:дн\w+|недел\w+|месяц\w*|год\w*|сут\w+|час\w*)"
    r"|немедленно|безотлагательно|незамедлительно(?= )|постоянно(?=$)"
    r"|до (?:конца|начала|окончания|наступления|завершения|открытия|закрытия|следующ\w+|очередн\w+)(?: [\w./-]+){1,4}"
    r"|(?:к|ко|до) (?:следующ\w+|очередн\w+|ближайш\w+|июльск\w+|январск\w+|февральск\w+|мартовск\w+|апрельск\w+|майск\w+|июньск\w+|августовск\w+|сентябрьск\w+|октябрьск\w+|ноябрьск\w+|декабрьск\w+|осенн\w+|весенн\w+|летн\w+|зимн\w+|начал\w+|концу|окончани\w+|середин\w+|понедельник\w|вторник\w|сред[еы]|четверг\w|пятниц\w|суббот\w|воскресень\w|утр\w|пасх\w|рождеств\w|покров\w|троиц\w|новому году|масленице|лету|зиме|весне|осени)(?: [\w./-]+){0,3}"
    r"|(?:к|до) [ivx1-4]{1,3}-?(?:му|го)? кварталу?|не позднее (?:чем )?(?:через )?[^.;:,]{3,40})"
)
_DATE_LEAD = re.compile(r"(?:(?:в срок )?(?:не позднее|не позже|не далее|до|к|ко|по|в срок до|срок до|срок к|последний срок[^.;:]{0,40}|срок[^.;:]{0,30}?|на срок до|сроком до)(?: (?:конца|начала|утра|вечера|\d{1,2}[.:]\d\d(?: часов| ч\.)?|\d{1,2} час\w*|\d{1,2} ч\.|понедельника|пятницы|вечера))?[ ]{1,2})$")
_RECEIVING = re.compile(
    r"(?:выда|отказа|разреш|объяви|вынести|выделить|оказа|назначи|присво|вырази|переда|дать$|вручи|продли|повыси|выплати|возмести|напомни|указа|запрети|простить|позволи|доплати|увеличить|уменьшить|начисли|подарить|быть$|объявля|отпустить$|купить$|уплатить$|предостави|постави|прекрати|зачесть|установить$|сохрани|вернуть|послать|направить|снизить|верить|помочь)"
)
_ORDER = re.compile(r"(?<!\w)(?P<verb>поруч(?:ить|ает\w*|ено|аем)|обяз(?:ать|ывает\w*|ана|ан)|рекомендова(?:ть|но)|рекомендует|предлож(?:ить|ено)|предлагает\w*|возлож(?:ить|ено)|возлагает\w*|назначить ответственн\w+)(?!\w)")


def read_deadline(markup: Markup, block: Block, start: int, stop: int, *, label: bool = False) -> tuple[Finding, Finding] | None:
    """Return deadline and deadline_text read in ``block.text[start:stop]``: a date with its preposition, or a period.

    ``label`` says that «Срок:» stands before, so that any words are the deadline.
    """
    for date in markup.dates(block):
        if date.rule == "date.year" or not (start <= date.start and date.stop <= stop) or date.impossible:
            continue
        lead = _DATE_LEAD.search(block.norm[start : date.start])
        if not lead and not label:
            continue
        if not label and _is_span_of_years(block, date):
            continue
        left = _lead_start(block, start + lead.start(), date) if lead else date.start
        right = date.stop
        more = re.match(r" включительно", block.norm[right:])
        right += more.end() if more else 0
        value = _iso(date)
        if label:
            return _whole_label(block, start, stop, date, value)
        return Finding(value, block.spans(date.start, date.stop), date.rule), Finding(block.text[left:right], block.spans(left, right), "deadline.date")
    if label:
        left, right = trim(block.text, start, stop)
        if left < right and re.search(r"\w", block.text[left:right]):
            return Finding(None, (), ""), Finding(block.text[left:right], block.spans(left, right), "deadline.label")
        return None
    period = _PERIOD.search(block.norm, start, stop)
    if period:
        left, right = trim(block.text, *period.span())
        return Finding(None, (), ""), Finding(block.text[left:right], block.spans(left, right), "deadline.period")
    return None


def _whole_label(block: Block, start: int, stop: int, date: DateMention, value: str | None) -> tuple[Finding, Finding]:
    left, right = trim(block.text, start, stop)
    if right - left > date.stop - date.start + 25:
        left, right = min(left, date.start), date.stop
    return Finding(value, block.spans(date.start, date.stop), date.rule), Finding(block.text[left:right], block.spans(left, right), "deadline.label")


def _iso(date: DateMention) -> str | None:
    if date.end:
        return date.end
    if date.value and (date.year is not None) and date.month is not None:
        return date.value
    return date.value if date.value and len(date.value) >= 7 else None


def _lead_start(block: Block, start: int, date: DateMention) -> int:
    lead = block.norm[start : date.start]
    inner = re.search(r"(?:последний срок|срок)[^.;:]*? (?=\d|$)", lead)
    if inner and not re.search(r"(?:не позднее|до|к) $", lead):
        return date.start
    short = re.search(r"(?:не позднее|не позже|до|к|ко|по)(?: (?:конца|начала|утра|вечера|\d{1,2}[.:]\d\d(?: часов| ч\.)?|\d{1,2} час\w*))?[ ]{1,2}$", lead)
    return start + short.start() if short else start


def _is_span_of_years(block: Block, date: DateMention) -> bool:
    """«с 1 января по 31 декабря 2025 года» is a period of force, not a deadline."""
    return bool(re.search(r"(?<!\w)с[о]? [^.;]{3,30} по $", block.norm[max(0, date.start - 45) : date.start])) or date.end is not None and block.norm[max(0, date.start - 2) : date.start + 2].lstrip().startswith("с ")


def cut_meta(block: Block, start: int, stop: int) -> list[tuple[str, Slice, Slice]]:
    """Find «Срок: …», «Отв.: …» in a text → [(kind, whole slice, value slice)].

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Source
    >>> line = outline(Source("п.txt", "Купить краску. Отв.: Скок. Срок: немедленно."))[0]
    >>> [(kind, line.text[a:b]) for kind, _, (a, b) in cut_meta(line, 0, len(line.text))]
    [('responsible', 'Скок'), ('deadline', 'немедленно')]
    """
    starts: list[tuple[str, int, int]] = []
    for found in _META_START.finditer(block.norm, start, stop):
        at = found.start("meta")
        before = block.norm[start : found.start()].rstrip()
        opened = found.start() < at
        if before and before[-1] not in ".;:,)\"»\t-–—(" and not opened and not block.text[at].isupper():
            continue
        kind = "deadline" if found.group("meta").startswith("срок") else "responsible"
        pattern = _DEADLINE if kind == "deadline" else _RESPONSIBLE
        label = pattern.match(block.norm, at)
        if not label:
            continue
        if kind == "responsible" and not re.search(r"[:–—\t.-][ ]?$", label.group()) and not (
            block.text[label.end() : label.end() + 1].isupper() or opened and block.text[found.start()] == "(" or at == start or block.text[at].isupper()
        ):
            continue
        starts.append((kind, found.start() if opened else at, label.end()))
    out: list[tuple[str, Slice, Slice]] = []
    for index, (kind, begin, value) in enumerate(starts):
        end = starts[index + 1][1] if index + 1 < len(starts) else stop
        close = block.text.find(")", value, end) if block.text[begin] == "(" or index and block.text[starts[index - 1][1]] == "(" else -1
        if close >= 0 and block.text.count("(", value, close) == 0:
            end_value, end = close, close + 1
        else:
            end_value = end
        if index + 1 == len(starts) and close < 0:
            end_value = end = _sentence_end(block, value, stop, kind)
        if value < end_value:
            out.append((kind, (begin, end), trim(block.text, value, end_value, " \t,;:–—-.")))
    return out


def _sentence_end(block: Block, start: int, stop: int, kind: str) -> int:
    for found in re.finditer(r"\.(?= [А-ЯЁ][а-яё]+ [а-яё])", block.text[:stop]):
        if found.start() >= start and not re.search(r"(?:^|[ .])[а-яё]{1,4}$|[А-ЯЁ]$", block.text[start : found.start()]):
            return found.start() + 1
    return stop


def split_responsible(markup: Markup, block: Block, start: int, stop: int) -> list[Finding]:
    """«Бубнов С.А., Торопчина В.Ю.» are two; a post with its name is one."""
    out: list[Finding] = []
    depth, begin = 0, start
    names = markup.names(block, bare=True)
    for at in range(start, stop + 1):
        sign = block.text[at] if at < stop else ","
        depth += (sign in "(«") - (sign in ")»")
        joined = re.match(r" и (?=[А-ЯЁ]|зам|нач|дир|зав|гл)", block.text[at:stop]) if at < stop else None
        if (sign in ",;" or joined) and depth <= 0:
            left, right = trim(block.text, begin, at, " \t,;:–—-.")
            while right < stop and block.text[right : right + 1] == "." and (block.text[right - 1].isupper() or right + 1 == at or _abbreviated(block.text[left:right])):
                right += 1
                if not block.text[right - 2].isupper() and not _abbreviated(block.text[left : right - 1]):
                    right -= 1
                    break
            if left < right and re.search(r"[^\W\d_]{2}", block.text[left:right]):
                if out and sign in ",;" and not _new_person(block, left, right, names):
                    pass
                out.append(Finding(block.text[left:right], block.spans(left, right), "responsible.label"))
            begin = at + (3 if joined else 1)
    return out


def _abbreviated(text: str) -> bool:
    return bool(re.search(r"(?:^|[ .])(?:[А-ЯЁ]|г|др|гг|т|зав|нач|зам)$", text))


def _new_person(block: Block, left: int, right: int, names: object) -> bool:
    return True


def read_responsible(markup: Markup, block: Block, start: int, stop: int) -> list[Finding]:
    """Who is to act, in the words of a decision: an addressee before a colon, a dative before an infinitive, «поручить X»."""
    out = list(_addressee(markup, block, start, stop))
    if out:
        return out
    for left, right in _clauses(block, start, stop):
        out += _ordered(markup, block, left, right) or _acting(markup, block, left, right)
    return out


def _clauses(block: Block, start: int, stop: int) -> Iterator[Slice]:
    """Sentences and the parts between commas that may begin with an actor."""
    begin = start
    for found in re.finditer(r"(?<=[а-яё\d»)]{2})[.;:][ ]+(?=[^\W\d_«\"])", block.text[:stop]):
        if found.start() < begin or re.search(r"(?:^|[\s(])(?:т|тов|тт|гр|зав|зам|нач|пом|гл|ст|мл|им|г|ул|д|с|п|др|пр|т\. ?д|экз|руб|проф|доц|инж|кв|чел|отв|см|обл|р-н|тыс|млн)$", block.norm[begin : found.start()]):
            continue
        yield begin, found.start()
        begin = found.end()
    if begin < stop:
        yield begin, stop


_WORD = re.compile(r"[^\W\d_][\w/-]*\.?|[«\"(]")


def _addressee(markup: Markup, block: Block, start: int, stop: int) -> Iterator[Finding]:
    """«Руководителям ГМО:» — a dative that ends with a colon (or before a colon in the sentence)."""
    text = block.text[start:stop]
    colon = text.rstrip().endswith(":")
    inner = re.match(r"[^:.;]{4,120}:(?=[ ]?\S)", text)
    if not colon and not inner:
        return
    end = start + (len(text.rstrip()) - 1 if colon else inner.end() - 1 if inner else 0)
    left, right = trim(block.text, start, end)
    order = _ORDER.match(block.norm, left, right)
    if order:
        left = order.end() + 1
    if right - left < 3 or not _is_dative_phrase(markup, block, left, right) or any(is_infinitive(w) for w in re.findall(r"[а-я]{3,}", block.norm[left:right])):
        return
    yield from _split_and(markup, block, left, right, "responsible.addressee")


def _split_and(markup: Markup, block: Block, left: int, right: int, rule: str) -> Iterator[Finding]:
    """Several side by side are as many strings, each beginning with a dative."""
    begin, depth = left, 0
    for found in re.finditer(r",? и |, |[()«»]", block.text[left:right]):
        at = left + found.start()
        if found.group() in "()«»":
            depth += (found.group() in "(«") - (found.group() in ")»")
            continue
        nxt = left + found.end()
        if depth > 0 or not _starts_actor(markup, block, nxt, right):
            continue
        if _starts_actor(markup, block, begin, at):
            yield Finding(block.text[begin:at], block.spans(begin, at), rule)
            begin = nxt
    a, b = trim(block.text, begin, right, " \t,;:–—-")
    if a < b:
        yield Finding(block.text[a:b], block.spans(a, b), rule)


def _starts_actor(markup: Markup, block: Block, start: int, stop: int) -> bool:
    if any(n.start == start or n.start - start <= 6 and block.norm[start:n.start].strip() in ("т.", "тов.", "тт.", "гр.", "т.т.") for n in markup.names(block, bare=True)):
        return True
    word = re.match(r"[а-я-]{3,}", block.norm[start:stop])
    return bool(word) and _dative(word.group())


def _dative(word: str) -> bool:
    if word in ("всем", "нему", "ней", "ему", "им", "тому", "этому", "чему", "которому", "обеим"):
        return word in ("всем", "обеим")
    return "datv" in cases(word) and (is_known(word) or word.endswith(("у", "ю", "ам", "ям", "ому", "ему", "ой", "ей")))


def _is_dative_phrase(markup: Markup, block: Block, left: int, right: int) -> bool:
    text = block.norm[left:right]
    first = re.match(r"(?:т\. ?т\.|тт\.|т\.|тов\.|гр\.|и\. ?о\.|врио)? ?([а-я-]{2,})", text)
    if not first:
        return False
    word = first[1]
    if not _dative(word):
        head = [n for n in markup.names(block, bare=True) if n.start - left <= 7]
        return bool(head) and "datv" in cases(re.split(r"[ .]", block.norm[head[0].start : head[0].stop])[0])
    return not re.match(r"(?:по|к|ко|для|в|на|с|о)\b", text)


def _stop_of_actor(markup: Markup, block: Block, left: int, right: int) -> int | None:
    """Offset of the infinitive (or the deadline before it) that ends the actor's words."""
    cut_at: int | None = None
    for date in markup.dates(block):
        if left < date.start < right and date.rule != "date.year":
            lead = _DATE_LEAD.search(block.norm[left : date.start])
            at = left + lead.start() if lead else date.start
            cut_at = at if cut_at is None else min(cut_at, at)
    period = _PERIOD.search(block.norm, left, right)
    if period:
        cut_at = period.start() if cut_at is None else min(cut_at, period.start())
    depth = 0
    for found in re.finditer(r"[()«»]|[а-я][а-я-]*", block.norm[left:right]):
        if found.group() in "()":
            depth += 1 if found.group() == "(" else -1
            continue
        word = found.group()
        if depth <= 0 and is_infinitive(word) and not (word in ("печать", "часть", "область", "память", "сеть", "мать", "роль", "связь", "смерть", "кровать", "очередь")):
            at = left + found.start()
            negative = re.search(r" не $", block.norm[left:at])
            end = at - 3 if negative else at
            return min(end, cut_at) if cut_at is not None and cut_at > left else end
        if found.start() > 170:
            return None
    return None


def _acting(markup: Markup, block: Block, left: int, right: int) -> list[Finding]:
    """«Горкомхозу закончить …», «Дятел В.С. подготовить …»."""
    left, right = trim(block.text, left, right)
    lead = re.match(r"(?:для [^,.;]{3,60}, |в связи с [^,.;]{3,60}, |(?:а также|также|и|кроме того,?|при этом) |до [^,;]{3,25} (?=[А-ЯЁа-яё]))", block.norm[left:right])
    starts = [left] + ([left + lead.end()] if lead else [])
    for deadline in re.finditer(r"", ""):  # pragma: no cover
        starts.append(deadline.start())
    date_first = _leading_deadline(markup, block, left, right)
    if date_first:
        starts.append(date_first)
    for begin in starts:
        end = _stop_of_actor(markup, block, begin, right)
        if end is None or end <= begin + 2:
            continue
        a, b = trim(block.text, begin, end, " \t,;:–—-")
        if a >= b or b - a > 160 or not _is_actor(markup, block, a, b):
            continue
        verb = re.search(r"[а-я]+", block.norm[_infinitive_at(block, end, right) :])
        if verb and _RECEIVING.match(verb.group()) and not _two_datives(block, a, b, right):
            return []
        return list(_split_and(markup, block, a, b, "responsible.dative"))
    return []


def _infinitive_at(block: Block, start: int, right: int) -> int:
    for found in re.finditer(r"[а-я][а-я-]*", block.norm[start:right]):
        if is_infinitive(found.group()):
            return start + found.start()
    return start


def _two_datives(block: Block, a: int, b: int, right: int) -> bool:
    """«Начальнику ОРСа отпустить общежитиям …»: the giver stands first, the receiver behind the verb."""
    at = _infinitive_at(block, b, right)
    words = re.findall(r"[а-я-]{3,}", block.norm[at:right])[1:4]
    return bool(words) and any(_only_dative(w) for w in words[:2])


def _only_dative(word: str) -> bool:
    found = {p.case for p in parses(word) if p.case}
    return found == {"datv"}


def _leading_deadline(markup: Markup, block: Block, left: int, right: int) -> int | None:
    for date in markup.dates(block):
        if date.rule != "date.year" and left <= date.start <= left + 25 and date.stop < right:
            after = re.match(r"[ ,г.]{0,4}", block.norm[date.stop : right])
            return date.stop + (after.end() if after else 0)
    period = _PERIOD.match(block.norm, left, right)
    return period.end() + 1 if period else None


def _is_actor(markup: Markup, block: Block, a: int, b: int) -> bool:
    names = [n for n in markup.names(block, bare=True) if a <= n.start < b]
    text = block.norm[a:b]
    if names and names[0].start - a <= 6:
        if re.search(r"(?:,)", text) and not re.search(r"[А-ЯЁ]\. ?[А-ЯЁ]?", block.text[a:b]):
            return False
        rest = block.norm[names[-1].stop : b].strip(" ,().")
        return not rest or len(rest) < 40 and "datv" in cases(rest.split()[0])
    first = re.match(r"(?:и\. ?о\. |врио |зам\.? ?|нач\.? |зав\.? ?|гл\.? |ст\.? |пред\w* )?([а-я-]{3,})", text)
    if not first or not _dative(first[1]):
        return False
    abbreviated = re.match(r"(?:зам|нач|зав|гл|пред)\.?", text)
    if first[1] in ("принять", "считать") or re.match(r"(?:по|к|в|на|о|об|с|из|от|до|для|при|не|за) ", text):
        return False
    preferred = parses(first[1])
    likely = preferred[0] if preferred else None
    if likely and likely.case not in ("datv",) and likely.pos in ("NOUN", "ADJF", "PRTF") and not abbreviated:
        more = [w for w in re.findall(r"[а-я-]{3,}", text)[1:2]]
        if first[1].endswith(("и", "ы", "е")) and likely.case in ("gent", "loct", "nomn", "accs") and likely.number == "plur":
            return False
        if likely.case in ("nomn", "accs") and "datv" not in {p.case for p in preferred if p.score >= 0.05}:
            return False
        if more and likely.case == "nomn" and not _dative(more[0]) and not names:
            return False
    return not re.search(r"[а-я](?:л|ла|ли|ло) ", text) and text.count(",") <= 4


def _ordered(markup: Markup, block: Block, left: int, right: int) -> list[Finding]:
    """«Поручить X …», «возложить на X», «ведение поручить X»."""
    order = _ORDER.search(block.norm, left, right)
    if not order:
        return []
    verb = order.group("verb")
    begin = order.end()
    while begin < right and block.text[begin] in " :–—-":
        begin += 1
    if verb.startswith(("возлож", "возлаг")):
        on = re.search(r"(?<!\w)на ", block.norm[begin:right])
        if not on:
            return []
        begin += on.end()
        end = _end_of_order(markup, block, begin, right)
        return list(_split_names(markup, block, begin, end, "responsible.charged"))
    end = _stop_of_actor(markup, block, begin, right)
    end = _end_of_order(markup, block, begin, end if end is not None else right)
    a, b = trim(block.text, begin, end, " \t,;:–—-")
    if a >= b:
        return []
    if verb.startswith("обяз"):
        names = [n for n in markup.names(block, bare=True) if a <= n.start < b]
        first = re.match(r"(?:т\.|тов\.|тт\.)? ?([а-я-]{3,})", block.norm[a:b])
        if not names and not (first and cases(first[1]) & {"accs", "gent"}):
            return []
        return list(_split_names(markup, block, a, b, "responsible.obliged"))
    if not _is_dative_phrase(markup, block, a, b):
        names = [n for n in markup.names(block, bare=True) if a <= n.start <= a + 30 < right]
        if not names or not verb.startswith("поруч") or any(not _dative(w) for w in re.findall(r"[а-я-]{4,}", block.norm[a : names[0].start])[:1]):
            return []
    return list(_split_and(markup, block, a, b, "responsible.charged"))


def _split_names(markup: Markup, block: Block, left: int, right: int, rule: str) -> Iterator[Finding]:
    names = [n for n in markup.names(block, bare=True) if left <= n.start < right]
    begin = left
    for first, second in zip(names, names[1:]):
        gap = block.norm[first.stop : second.start]
        joint = re.search(r",(?: и)? | и ", gap)
        if joint:
            at = first.stop + joint.start()
            a, b = trim(block.text, begin, at, " \t,;:–—-")
            yield Finding(block.text[a:b], block.spans(a, b), rule)
            begin = first.stop + joint.end()
    a, b = trim(block.text, begin, right, " \t,;:–—-")
    if a < b:
        yield Finding(block.text[a:b], block.spans(a, b), rule)


def _end_of_order(markup: Markup, block: Block, start: int, right: int) -> int:
    """The words of an order end at a comma that opens a clause, at a deadline, or at a noun in another case."""
    end = right
    for date in markup.dates(block):
        if start < date.start < end and date.rule != "date.year":
            lead = _DATE_LEAD.search(block.norm[start : date.start])
            end = min(end, start + lead.start() if lead else date.start)
    period = _PERIOD.search(block.norm, start, end)
    if period:
        end = period.start()
    clause = re.search(r", (?:котор|чтобы|что|а |но |для|с тем|где|кто|при)|[;:]| с (?=[а-я]+ть\b)", block.norm[start:end])
    if clause:
        end = start + clause.start()
    names = [n for n in markup.names(block, bare=True) if start <= n.start < end]
    if names:
        rest = block.norm[names[-1].stop : end]
        if re.match(r"[ ]+[а-я]", rest) and not re.match(r"[ ]+(?:и|с привлеч)", rest):
            end = names[-1].stop
    else:
        words = list(re.finditer(r"[а-я-]{2,}", block.norm[start:end]))
        for index, word in enumerate(words[1:], 1):
            tags = cases(word.group())
            if tags and tags <= {"accs", "nomn"} and index >= 1 and not is_infinitive(word.group()):
                end = start + word.start()
                break
            if word.group() in ("организацию", "подготовку", "проведение", "составление", "разработку", "контроль", "работу", "обеспечение", "проверку"):
                end = start + word.start()
                break
    return end
