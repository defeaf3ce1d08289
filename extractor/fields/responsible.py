"""Who is to act, in the words of a decision: «Завхозу купить …», «Поручить X …», «возложить на X», «Руководителям ГМО:»."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractor.fields import duties
from extractor.fields.deadlines import find_deadlines
from extractor.fields.people import trim
from extractor.language import normal_re as re
from extractor.language.mention import NameMention
from extractor.language.morphology import cases, has_tag, is_infinitive, is_known, parses
from extractor.markup import Markup
from extractor.model import Block, Finding

Slice = tuple[int, int]

_EDGE = " \t,;:–—-."
_ORDER = re.compile(
    r"(?<!\w)(?P<verb>поруч(?:ить|ает\w*|ено|аем|ил[иао]?|ать|аются)|обяз(?:ать|ывает\w*|ываем|ана|ан|аны|али)|рекоменд(?:овать|овано|ует\w*|уем|уют)|"
    r"предлож(?:ить|ено)|предлага(?:ет\w*|ем)|возлож(?:ить|ено|ена)|возлага(?:ет\w*|ть)|вменить в обязанность|дать (?:поручение|задание)|"
    r"(?:назначить|утвердить|избрать) ответственн\w+(?: лиц\w+)?(?: за [\w ,-]{3,60}?)?(?= [а-я-]*[А-ЯЁа-яё]))(?!\w)"
)
_TITLE = r"(?:(?:т\. ?т|тт|т|тов|тов-щ|гр|гр-ну|гр-ке|г|г-ну|г-же|господину|госпоже|товарищу|товарищам|гражданину|гражданке)\.? )"
_POST = re.compile(r"(?:и\. ?о\. |врио |вр\. ?и\. ?о\. |зам\.? ?|пом\.? ?|нач\.? ?|зав\.? ?|гл\.? ?|ст\.? ?|мл\.? ?|пред\.? ?|предс\.? ?|секр\.? ?|инж\.? ?|дир\.? ?|упр\.? ?|уполн\.? ?|воспит\.? ?|уч\.? ?)+(?=[а-яё])")
_NUMBER = re.compile(r"\d{1,3}(?:-?[а-я]{1,2})? (?=[а-я])")
_LEAD = re.compile(
    r"(?:(?:и|а|а также|также|но|да|кроме того,?|при этом|далее,?|затем|поэтому,?|одновременно|вновь|впредь|в свою очередь,?|в дальнейшем|"
    r"считать (?:необходимым|нужным|целесообразным)|признать (?:необходимым|нужным)|необходимо|нужно|надо|следует|надлежит|срочно|обязательно|немедленно|просьба) )+"
)
_LED = re.compile(r"(?:для|в|во|на|с|со|по|при|после|перед|через|за|до|к|ко|из|от|об?|ввиду|вследствие|совместно|вместе|согласно|в целях|во избежание|учитывая|принимая|исходя|чтобы|ежедневно|ежемесячно|еженедельно) ")
_MODAL = re.compile(r"(?:необходимо|нужно|следует|надлежит|надо|предстоит|вменяется в обязанность|обязательно|срочно|также|впредь|лично|вновь|снова|еще раз|немедленно|неукоснительно|строго|самим|самому|самой|вместе|совместно|не|и|же|всемерно|по возможности|в обязательном порядке|в срочном порядке|под расписку|в срок)$")
_CIRCUMSTANCE = re.compile(
    r"[ ,]+(?:в (?:течение|ближайш|связи|целях|летн|зимн|осенн|весенн|период|каждом|классах|группах|срок|дни|обязательном|срочном|установленном|полном|случае|соответствии|свое|этом|текущ|дальнейшем|недельн|месячн)|"
    r"на (?:родительск|собрани|уроках|занятиях|заседани|совещани|местах|следующ|летн|местном|основани|весь|время|каникул|период)|при (?!школе|доме|клубе|заводе|станции|исполкоме)|для |во время|во избежание|с целью|с \d|с (?:нового|начала|завтрашнего|сегодняшнего)|после |перед |через |"
    r"под (?:руководством|ответственность|личную|наблюдением|расписку)|совместно |вместе |путем |силами |за счет|из (?:средств|фонда|числа|имеющ)|до |к \d|не (?:позднее|позже|допуская|дожидаясь)|согласно|учитывая|ввиду|о (?:ходе|результатах|выполнении|работе)|об )"
)
_BREAK = re.compile(r", (?:котор|чтобы|что|а (?!также)|но |для|с тем|где|кто|при|как |не |если|когда|в )|[;:]| с (?=[а-я]+ть(?!\w))| [-–—] ")
_SEPARATOR = re.compile(r",? а также |, и |, а | и |, | - |: ")
_BODIES = re.compile(r"(?:администраци|дирекци|бухгалтери|редакци|милици|полици|прокуратур|управ[еы]|комисси|бригад|секци|коллеги|кафедр|школ|больниц|библиотек|лаборатори|парти|артел|част[ьи]|хозчаст|канцеляри|поликлиник|инспекци|федераци|ассоциаци|парторганизаци|организаци|фирм|компани|служб|групп|ячейк|фракци|команд|редколлеги|амбулатори|контор|охран|думе|управлени|правлени)")
_ALWAYS = re.compile(r"(?:администраци|дирекци|бухгалтери|редакци|милици|полици|прокуратур|канцеляри|хозчаст|парторганизаци)")
_SUBSTANTIVE = re.compile(r"(?:заведующ|управляющ|служащ|рабоч|учащ|командующ|исполняющ|ответственн|дежурн|уполномоченн|участков|старш|присутствующ|проживающ|желающ|военнообязанн|трудящ|отстающ|верующ|избирател)")
_NEEDED = re.compile(r"(?:считать|признать) (?:необходимым|нужным|целесообразным|желательным|обязательным)(?!\w)")
_NEVER = frozenset("принять считать вопросу вопросам решению поводу предложению этому тому чему ему ей им нему ней которому которым себе мне нам вам итогам сему случаю делу".split())
_STOP_AT = re.compile(r"(?<=[а-яё\d»)]{2})[.;][ ]+(?=[^\W\d_«\"]|\d)|(?<=[а-яё\d»)]{2})!")
_ABBREVIATED = re.compile(r"(?:^|[\s(/])(?:т|тов|тт|гр|зав|зам|нач|пом|гл|ст|мл|им|г|ул|д|с|п|др|пр|т\. ?д|экз|руб|коп|проф|доц|инж|кв|чел|отв|см|обл|р-н|тыс|млн|пред|секр|куб|шт|т\. ?е|т\. ?п|каб|стр|ж|ред)$")


def read_responsible(markup: Markup, block: Block, start: int, stop: int) -> list[Finding]:
    """Who is to act: an addressee before a colon, a dative before an infinitive, «поручить X».

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Part, Source
    >>> from extractor.rules import load_rules
    >>> source = Source("п.txt", "Завхозу и т. Скоку купить краску, контроль возложить на местком.")
    >>> line = outline(source)[0]
    >>> marks = Markup(Part(1, (line,), source), load_rules())
    >>> [found.value for found in read_responsible(marks, line, 0, len(line.text))]
    ['Завхозу', 'т. Скоку', 'местком']
    """
    reader = _Reader(markup, block, start, stop)
    found = reader.addressee()
    if not found:
        for left, right in _sentences(block, start, stop):
            found += reader.sentence(left, right)
    seen: set[str] = set()
    return [f for f in found if not (f.value in seen or seen.add(f.value))]  # type: ignore[func-returns-value]


def _sentences(block: Block, start: int, stop: int) -> Iterator[Slice]:
    begin = start
    for found in _STOP_AT.finditer(block.text, start, stop):
        if _ABBREVIATED.search(block.norm[begin : found.start()]):
            continue
        yield begin, found.start()
        begin = found.end()
    if begin < stop:
        yield begin, stop


class _Name(NamedTuple):
    """Where a person's name stands."""

    start: int
    stop: int


_INITIALS = re.compile(r"(?<!\w)[А-ЯЁ]\. ?(?:[А-ЯЁ]\. ?)?[А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁ][а-яё]+)?(?!\w)")


class _Reader:
    """The words of one decision, with its names and deadlines."""

    def __init__(self, markup: Markup, block: Block, start: int, stop: int) -> None:
        self.block, self.start, self.stop = block, start, stop
        self.names = [_Name(n.start, n.stop) for n in markup.names(block, bare=True) if start <= n.start and n.stop <= stop and not self._common(n)]
        more = [_Name(*m.span()) for m in _INITIALS.finditer(block.text, start, stop)]
        self.names = sorted([*self.names, *(m for m in more if not any(n.start < m.stop and m.start < n.stop for n in self.names))])
        self.deadlines = [(a, b) for a, b, _ in find_deadlines(markup, block, start, stop)]
        self.deadlines += [(d.start, d.stop) for d in markup.dates(block) if d.rule != "date.year" and start <= d.start < stop]

    def _common(self, name: NameMention) -> bool:
        """A known word that is no name and only stands at the beginning («Кубок Вятки», «Семью Бондаренко»)."""
        word = re.match(r"[а-я-]+", self.block.norm[name.start : name.stop])
        alone = not re.search(r"(?<!\w)[А-ЯЁ]\.", self.block.text[name.start : name.stop])
        return bool(alone and word and is_known(word[0]) and not has_tag(word[0], "Surn") and not has_tag(word[0], "Name") and name.start <= self._head_of(name.start))

    def _head_of(self, at: int) -> int:
        """``at`` where a sentence begins there, else -1."""
        before = self.block.text[self.start : at].rstrip(" «\"(")
        return at if not before or before[-1] in ".:;!" else -1

    # -- orders ---------------------------------------------------------------------------------------------

    def addressee(self) -> list[Finding]:
        """«Руководителям ГМО:» — a dative that ends with a colon, or stands before a colon and an infinitive."""
        text = self.block.text[self.start : self.stop]
        found = re.match(r"(?P<who>[^:;]{3,160}?):(?=[ ]*(?P<rest>\S?.*)$)", text)
        if not found or _ORDER.search(self.block.norm, self.start, self.start + found.end("who")):
            return []
        left, right = trim(self.block.text, self.start, self.start + found.end("who"), " \t,;:–—-")
        if any(True for _ in duties.find_infinitives(self.block, left, right)):
            return []
        right = self._cut(left, right)
        rest = self.block.norm[self.start + found.end() : self.stop]
        words = re.findall(r"[а-я-]+", rest)[:3]
        strength = self._strength(left, right)
        if strength == "no" or strength == "maybe" and not any(is_infinitive(w) for w in words[:2]) and not self._plainly_dative(left):
            return []
        if words and strength == "sure" and not any(is_infinitive(w) for w in re.findall(r"[а-я-]+", rest)[:12]) and not self._name_at(left):
            return []
        return list(self._split(left, right, "responsible.addressee"))

    def _plainly_dative(self, left: int) -> bool:
        word = re.match(r"[а-я-]{3,}", self.block.norm[left:])
        return bool(word) and bool(_ALWAYS.match(word[0]) or "datv" in cases(word[0]) and is_known(word[0]))

    def sentence(self, left: int, right: int) -> list[Finding]:
        """Read a sentence from verb to verb: an order says whom it is for, another infinitive who stands before it."""
        out: list[Finding] = []
        verbs = list(duties.find_infinitives(self.block, left, right))
        orders = {m.start(): m for m in _ORDER.finditer(self.block.norm, left, right)}
        events = sorted({*(at for at, _ in verbs), *orders})
        ends = dict(verbs)
        begin, first, served = left, True, -1
        for at in events:
            if at < begin:
                continue
            needed = _NEEDED.match(self.block.norm, at, right)
            if needed:
                begin = needed.end()
                continue
            if at in orders:
                people, end = self._ordered(orders[at], begin, right)
                out += people
                begin = max(end, orders[at].end())
                served = next((a for a, _ in verbs if a >= begin), -1) if people else -1
            else:
                if at != served:
                    out += self._acting(begin, (at, ends[at]), right, first)
                begin = ends[at]
            first = False
        return out

    def _ordered(self, order: re.Match[str], left: int, right: int) -> tuple[list[Finding], int]:
        """Whom «поручить», «обязать», «возложить на», «рекомендовать» names, and where those words end."""
        verb, begin = order["verb"], order.end()
        while begin < right and self.block.text[begin] in " :–—-":
            begin += 1
        if verb.startswith(("возлож", "возлаг")):
            return self._charged(begin, left, order.start(), right)
        end = self._end_of_order(begin, right)
        if verb.startswith(("обяз", "назначить", "утвердить", "избрать")):
            return self._obliged(verb, begin, end)
        name = self._name_at(begin)
        told = self._declined(name) or self._undeclined(begin) if name else self._strength(begin, end) != "no"
        if not told:
            behind = self._dative_behind(begin, right)
            if behind is None:
                return self._before_order(left, order.start()), order.end()
            begin, end = behind, self._end_of_order(behind, right)
        return list(self._split(begin, end, "responsible.charged")), end

    def _undeclined(self, at: int) -> bool:
        """A name that has no dative of its own («поручить Хомутских», «поручить М. Кац»)."""
        name = self._name_at(at)
        if name is None:
            return False
        word = re.search(r"[а-я-]{2,}", self.block.norm[name.start : name.stop])
        return word is not None and not (cases(word[0]) and cases(word[0]) <= {"gent", "accs", "nomn"} and word[0].endswith(("ова", "ева", "ина", "ого", "его")))

    def _obliged(self, verb: str, begin: int, end: int) -> tuple[list[Finding], int]:
        word = re.match(_TITLE + r"?([а-я-]{2,})", self.block.norm[begin:end])
        if verb.startswith(("назнач", "утверд", "избр")) and not self._name_at(begin) and not (word and "anim" in {t for p in parses(word[1]) for t in p.tags}):
            return [], begin
        if not self._name_at(begin) and not (word and cases(word[1]) & {"accs", "gent"}) and not self._abbreviation(begin):
            return [], begin
        return list(self._split(begin, end, "responsible.obliged", dative=False)), end

    def _charged(self, begin: int, left: int, verb: int, right: int) -> tuple[list[Finding], int]:
        """«возложить (контроль) на X», «на X возложить»."""
        chances = [begin + m.end() for m in re.finditer(r"(?<!\w)на ", self.block.norm[begin:right])]
        if chances:
            at = next((c for c in chances if self._name_at(c)), chances[0])
            end = self._end_of_order(at, right)
            return list(self._split(at, end, "responsible.charged", dative=False)), end
        back = [left + m.end() for m in re.finditer(r"(?<!\w)на ", self.block.norm[left:verb])]
        if back:
            return list(self._split(back[-1], verb, "responsible.charged", dative=False)), right
        return [], begin

    def _before_order(self, left: int, verb: int) -> list[Finding]:
        """«Подготовку вечера Иванову поручить», «Иванову поручается …»."""
        stop = trim(self.block.text, left, verb, _EDGE)[1]
        for at in [left, *(m.end() + left for m in re.finditer(r"[ ,]+", self.block.norm[left:stop]))]:
            if (at == left or self._name_at(at)) and self._strength(at, stop) != "no" and not self._governed(left, at):
                return list(self._split(at, stop, "responsible.charged"))
        return []

    def _dative_behind(self, begin: int, right: int) -> int | None:
        """«поручить подготовку вечера Ивановой», «поручить это завхозу»: the dative behind the object."""
        stop = next((a for a, _ in duties.find_infinitives(self.block, begin, right)), right)
        for found in re.finditer(r"(?<=[ ,])(?=[\w(])", self.block.norm[begin:stop]):
            at = begin + found.start()
            if self._governed(begin, at):
                continue
            name = self._name_at(at)
            if name and not self._inside_name(at) and self._declined(name):
                return at
            if not name and self._certain(at):
                return at
        return None

    def _declined(self, name: _Name) -> bool:
        word = re.search(r"[а-я-]{3,}", self.block.norm[name.start : name.stop])
        return word is not None and "datv" in cases(word[0])

    def _inside_name(self, at: int) -> bool:
        return any(n.start < at < n.stop for n in self.names)

    def _certain(self, at: int) -> bool:
        """A word that can be nothing but a dative, and does not stand inside a name."""
        word = re.match(r"[а-я-]{3,}", self.block.norm[at:])
        if not word or self._inside_name(at) or word[0] in _NEVER or not is_known(word[0]):
            return False
        readings = [p for p in parses(word[0]) if p.score > 0.02]
        return bool(readings) and {p.case for p in readings} == {"datv"} and readings[0].pos in ("NOUN", "ADJF")

    def _governed(self, left: int, at: int) -> bool:
        """Does a preposition that takes this word stand before it, perhaps with an adjective between?"""
        before = self.block.norm[left:at]
        found = re.search(r"(?:^|[^\w])(?P<prep>к|ко|по|согласно|благодаря|вопреки|навстречу|в|во|на|о|об|при|с|со|у|от|из|для|до|за|под|над|перед|между|через|без)(?: (?P<adjective>[\w-]+))? ?$", before)
        if not found:
            return False
        return not found["adjective"] or parses(found["adjective"])[0:1] and parses(found["adjective"])[0].pos in ("ADJF", "PRTF") or found["adjective"].isdigit()  # type: ignore[return-value]

    # -- actors ---------------------------------------------------------------------------------------------

    def _acting(self, left: int, verb: tuple[int, int], right: int, first: bool) -> list[Finding]:
        """«Горкомхозу закончить …», «Дятел В.С. подготовить …», «…, завхозу купить …»."""
        word = self.block.norm[slice(*verb)].replace('"', "ъ")
        for begin in self._chances(left, verb[0], first):
            end = self._cut(begin, verb[0])
            strength = self._strength(begin, end)
            if strength == "no" or end <= begin:
                continue
            if self._acts(begin, end, strength, verb, right):
                return list(self._split(begin, end, "responsible.dative"))
            if begin == left:
                break
        if duties.is_work(word):
            return self._working(left, verb, right)
        return []

    def _chances(self, left: int, verb: int, first: bool) -> Iterator[int]:
        """Where the words of an actor may begin before a verb."""
        begin = left
        while begin < verb and self.block.text[begin] in _EDGE + "\"":
            begin += 1
        if not first and re.search(r"[,;:-]", self.block.norm[left:begin]):
            yield begin
        if first:
            yield begin
            lead = _LEAD.match(self.block.norm, begin)
            if lead:
                begin = lead.end()
                yield begin
            for a, b in sorted(self.deadlines):
                if begin - 1 <= a <= begin + 3 and b < verb:
                    yield b + len(re.match(r"[ ,г.]{0,4}", self.block.norm[b:verb])[0])  # type: ignore[index]
            if _LED.match(self.block.norm, begin):
                yield from self._led(begin, verb)
        for found in _SEPARATOR.finditer(self.block.norm, begin, verb):
            if not self._bracketed(begin, found.start()):
                yield found.end()

    def _led(self, begin: int, verb: int) -> Iterator[int]:
        """«В библиотеке Ивановой навести порядок»: a name or a plain dative behind the words of place or purpose."""
        for found in re.finditer(r"(?<=[ ,])(?=[а-я])", self.block.norm[begin:verb]):
            at = begin + found.start()
            if not self._governed(begin, at) and not self._inside_name(at) and (self._name_at(at) or self._certain(at)) and not self._bracketed(begin, at):
                yield at

    def _bracketed(self, left: int, at: int) -> bool:
        text = self.block.text[left:at]
        return text.count("(") > text.count(")") or text.count("«") > text.count("»") or text.count("/") % 2 == 1

    def _working(self, left: int, verb: tuple[int, int], right: int) -> list[Finding]:
        """«подводы под хлеб нарядить Зюзину», «вопрос Мухину проработать»: a name beside a piece of work."""
        for name in self.names:
            word = re.search(r"[а-я-]{3,}", self.block.norm[name.start : name.stop])
            if word is None or "datv" not in cases(word[0]) or self._governed(left, name.start):
                continue
            rest = self.block.norm[name.stop : right]
            if verb[1] < name.start and re.match(r"[ ]*(?:$|[,;])", rest) and not re.search(r"[,;]|(?<!\w)(?:у|с|к|от|для|для|и) ", self.block.norm[verb[1] : name.start]) and (name.start <= verb[1] + 1 or "accs" not in cases(word[0])):
                return list(self._split(name.start, name.stop, "responsible.dative"))
            if left < name.start and name.stop <= verb[0] and not self.block.norm[name.stop : verb[0]].strip() and not re.search(r"[,;]", self.block.norm[left : name.start]):
                return list(self._split(name.start, name.stop, "responsible.dative"))
        return []

    def _acts(self, begin: int, end: int, strength: str, verb: tuple[int, int], right: int) -> bool:
        word = self.block.norm[slice(*verb)].replace('"', "ъ")
        head = re.search(r"[а-я-]{3,}", self.block.norm[begin:end])
        if duties.receives(self.block, head[0] if head else "", verb, right):
            return False
        if strength == "sure":
            return True
        own = duties.objects(self.block, verb[1], right) == "object"
        if self._name_at(begin):
            declined = head is not None and "datv" in cases(head[0])
            return own and not (not declined and re.match(r"(?:избра|выбра|назнач|утверд|счита|призна|обяза)", word)) or not duties.takes_person(word) and (declined or not duties.needs_object(word))
        return own or not duties.needs_object(word)

    # -- words ----------------------------------------------------------------------------------------------

    def _name_at(self, at: int) -> _Name | None:
        title = re.match(_TITLE, self.block.norm[at:])
        begin = at + (title.end() if title else 0)
        return next((n for n in self.names if n.start in (at, begin, begin - 1) or n.start <= begin < n.stop and n.start >= at), None)

    def _abbreviation(self, at: int) -> bool:
        """«ОМВД», «ООО «Сибвентиляция»», «ДРСУ»: letters that do not decline."""
        return bool(re.match(r"(?:[А-ЯЁ]{2,}(?:[а-я]?[А-ЯЁ]+)?(?!\w)|[А-ЯЁ]{2,}[ -][«\"№\d])", self.block.text[at:])) or self.block.text[at : at + 1] == "«"

    def _strength(self, begin: int, end: int) -> str:
        """How surely a dative that acts begins here: ``"sure"``, ``"maybe"`` (it may be an object too), ``"no"``."""
        norm = self.block.norm
        if end - begin < 2 or end - begin > 200:
            return "no"
        name = self._name_at(begin)
        if name:
            return self._name_strength(name)
        title = re.match(_TITLE, norm[begin:end])
        at = begin + (title.end() if title else 0)
        number = _NUMBER.match(norm, at, end)
        at = number.end() if number else at
        post = _POST.match(norm, at, end)
        acting = re.match(r"(?:и\. ?о\. |врио )", norm[at:end])
        word = re.match(r"[а-я][а-я-]+", norm[acting.end() + at if acting else at : end])
        if word and acting:
            return "maybe" if word[0] not in _NEVER else "no"
        if not word or word[0] in _NEVER or duties._PREPOSITION.match(word[0]):
            return "no"
        if self._abbreviation(at):
            bracket = re.search(r"[(/]", self.block.text[at:end])
            return "sure" if bracket and any(n.start > at + bracket.start() for n in self.names if n.stop <= end) else "maybe"
        found = self._word_strength(word[0], at, end)
        if found == "no" and post and post.end() < end and re.match(r"(?:зам|пом|нач|зав|гл|ст|пред|секр|инж|дир|упр|и\. ?о|врио)(?:[. ]|$)", norm[at:end]) and norm[at : post.end()].rstrip(" ")[-1:] == ".":
            return "maybe"
        return found

    def _name_strength(self, name: _Name) -> str:
        word = re.search(r"[а-я-]{2,}", self.block.norm[name.start : name.stop])
        if word is None:
            return "no"
        tags = cases(word[0])
        if "datv" in tags and "accs" not in tags:
            return "sure"
        if word[0].endswith(("ого", "его", "ом", "ем", "ым", "ом")) and is_known(word[0]) and "datv" not in tags:
            return "no"
        return "maybe"

    def _word_strength(self, word: str, at: int, end: int) -> str:
        readings = [p for p in parses(word) if p.score > 0.01 or not p.known]
        if not any(p.case == "datv" and p.pos in ("NOUN", "ADJF", "PRTF", "NUMR", "NPRO") for p in readings):
            return self._surname_strength(word, at, end)
        known = is_known(word) or word.endswith(("у", "ю", "ам", "ям", "ому", "ему", "ой", "ей", "ии"))
        if not known:
            return "maybe" if word[-1] in "еи" and self.block.text[at].isupper() else "no"
        if readings[0].pos in ("ADJF", "PRTF") and not _SUBSTANTIVE.match(word) and not any(p.pos == "NOUN" and p.case == "datv" for p in readings) and not self._noun_follows(at + len(word), end):
            return "no"
        if any(p.case in ("accs", "nomn") for p in readings):
            return "sure" if _ALWAYS.match(word) else "maybe"
        return "sure"

    def _surname_strength(self, word: str, at: int, end: int) -> str:
        """«Вершину проверить …»: a capital word in -у that stands alone may be a surname in the dative."""
        alone = not self.block.norm[at + len(word) : end].strip(_EDGE)
        return "maybe" if alone and self.block.text[at].isupper() and word.endswith(("ину", "ову", "еву")) else "no"

    def _noun_follows(self, at: int, end: int) -> bool:
        for word in re.findall(r"[а-я-]{2,}", self.block.norm[at:end])[:3]:
            readings = parses(word)
            if any(p.pos == "NOUN" and p.case == "datv" for p in readings):
                return True
        return not self.block.norm[at:end].strip(_EDGE) or bool(re.match(r" *[\d№\"(]", self.block.norm[at:end])) or any(n.start >= at and n.stop <= end for n in self.names)

    def _cut(self, begin: int, end: int) -> int:
        """Leave off what follows the actor's own words: a deadline, circumstances, adverbs, «необходимо»."""
        for a, _ in self.deadlines:
            if begin < a < end:
                end = a
        found = _CIRCUMSTANCE.search(self.block.norm, begin + 2, end)
        if found and not self._bracketed(begin, found.start()):
            end = found.start()
        end = self._cut_comma(begin, end)
        while True:
            end = trim(self.block.text, begin, end, " \t,;:–—-")[1]
            last = re.search(r"[а-я-]+$", self.block.norm[begin:end])
            if last and last.start() > 0 and (_MODAL.search(self.block.norm[begin:end]) and _MODAL.match(last[0]) or _is_adverb(last[0])):
                end = begin + last.start()
                continue
            return end

    def _cut_comma(self, begin: int, end: int) -> int:
        """«завхозу, не дожидаясь весны, …» ends at the comma; «завхозу, завучу и учителям» goes on."""
        for found in re.finditer(r", ", self.block.norm[begin:end]):
            at = begin + found.start()
            if self._bracketed(begin, at):
                continue
            rest = self.block.norm[begin + found.end() : end]
            if not self._part_begins(begin + found.end(), end) and re.match(r"(?:не|как|под|в|во|на|с|со|по|для|чтобы|если|при|котор\w+|учитывая|ввиду|имеющ\w+|прожива\w+|работающ\w+|допусти\w+|занима\w+|\w+вш\w+|\w+щ(?:ему|им|ей)|\w+нн(?:ому|ым|ой)) ", rest):
                return at
        return end

    def _end_of_order(self, start: int, right: int) -> int:
        """The words of an order end at an infinitive, a deadline, a clause, or a noun that is the task."""
        end = next((a for a, _ in duties.find_infinitives(self.block, start, right)), right)
        for a, _ in self.deadlines:
            if start < a < end:
                end = a
        for pattern in (_BREAK, _CIRCUMSTANCE):
            found = pattern.search(self.block.norm, start, end)
            if found and not self._bracketed(start, found.start()):
                end = found.start()
        end = self._task(start, end)
        return self._cut(start, end)

    def _task(self, start: int, end: int) -> int:
        """Where the task begins that is given as a noun: «поручить Иванову | подготовку вечера», «возложить на завуча | учёт»."""
        names = [n for n in self.names if start <= n.start < end]
        if names:
            last = names[0]
            for name in names[1:]:
                if re.fullmatch(r"[ ]*(?:,|,? и|,? а также)[ ]*(?:[а-я. -]{0,60})", self.block.norm[last.stop : name.start]):
                    last = name
            rest = re.match(r"[ ]+(?P<word>[а-я-]+)", self.block.norm[last.stop : end])
            if rest and rest["word"] not in ("и", "а") and not self._bracketed(start, last.stop) and not _is_post(rest["word"]):
                return last.stop
            return end
        head = False
        for word in re.finditer(r"[а-я-]{2,}", self.block.norm[start:end]):
            readings = [p for p in parses(word[0]) if p.score > 0.02]
            at = start + word.start()
            if head and readings and {p.case for p in readings} <= {"accs", "nomn"} and not self._bracketed(start, at) and not self._governed(start, at):
                return at
            head = head or any(p.pos == "NOUN" for p in readings[:1])
        return end

    def _split(self, left: int, right: int, rule: str, *, dative: bool = True) -> Iterator[Finding]:
        """Several side by side are as many strings."""
        begin = left
        for found in re.finditer(r",? а также |, и |,? и |, ", self.block.norm[left:right]):
            at, after = left + found.start(), left + found.end()
            if at < begin or self._bracketed(left, at) or not self._part_begins(after, right, dative=dative) or _ends_open(self.block.norm[begin:at]):
                continue
            yield from self._one(begin, at, rule)
            begin = after
        yield from self._one(begin, right, rule)

    def _one(self, left: int, right: int, rule: str) -> Iterator[Finding]:
        left, right = trim(self.block.text, left, right, _EDGE)
        if left < right and re.search(r"[^\W\d_]", self.block.text[left:right]):
            yield Finding(self.block.text[left:right], self.block.spans(left, right), rule)

    def _part_begins(self, at: int, right: int, *, dative: bool = True) -> bool:
        """Does another one who is to act begin here?"""
        if self._name_at(at) or self._abbreviation(at):
            return True
        if _POST.match(self.block.norm, at, right):
            return True
        word = re.match(r"[а-я-]{3,}", self.block.norm[at:right])
        if not word or not is_known(word[0]):
            return bool(word) and dative and word[0].endswith(("ам", "ям", "у", "ю")) and any(p.pos in ("NOUN", "ADJF") and p.case == "datv" for p in parses(word[0]))
        readings = [p for p in parses(word[0]) if p.score > 0.02]
        tags = {p.case for p in readings}
        if not dative:
            return any("anim" in p.tags and p.case in ("accs", "gent") for p in readings) or bool(_BODIES.match(word[0])) and "accs" in tags
        if "datv" not in tags:
            return False
        if "gent" in tags and readings[0].pos == "NOUN":
            return bool(_BODIES.match(word[0])) or any("anim" in p.tags for p in readings)
        return True


def _ends_open(norm: str) -> bool:
    """«учебной | и воспитательной работе»: an adjective without its noun is not the end of a part."""
    word = re.search(r"([а-я-]+)[ ]*$", norm)
    return bool(word) and bool(parses(word[1])) and parses(word[1])[0].pos in ("ADJF", "PRTF") and not has_tag(word[1], "Surn") and parses(word[1])[0].known


def _is_adverb(word: str) -> bool:
    readings = parses(word)
    return bool(readings) and readings[0].pos in ("ADVB", "PRED", "GRND", "PRCL") and readings[0].known


def _is_post(word: str) -> bool:
    return bool(re.match(r"(?:директор|завуч|учител|начальник|мастер|инженер|секретар|председател|заведующ|член|бухгалтер|врач|бригадир)", word))
