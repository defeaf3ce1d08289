"""Who is to act, in the words of a decision: «Завхозу купить …», «Поручить X …», «возложить на X», «Руководителям ГМО:»."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from extractor.fields import duties
from extractor.fields.actors import ALWAYS, CIRCUMSTANCE, EDGE, TITLE, Actors
from extractor.fields.people import trim
from extractor.language import normal_re as re
from extractor.language.morphology import cases, is_infinitive, is_known, parses
from extractor.markup import Markup
from extractor.model import Block, Finding

Slice = tuple[int, int]

_ORDER = re.compile(
    r"(?<!\w)(?P<verb>поруч(?:ить|ает\w*|ено|аем|ил[иао]?|ать|аются)|обяз(?:ать|ывает\w*|ываем|ана|ан|аны|али)|рекоменд(?:овать|овано|ует\w*|уем|уют)|"
    r"предлож(?:ить|ено)|предлага(?:ет\w*|ем)|возлож(?:ить|ено|ена)|возлага(?:ет\w*|ть)|вменить в обязанность|дать (?:поручение|задание)|"
    r"(?:назначить|утвердить|избрать) ответственн\w+(?: лиц\w+)?(?: за [\w ,-]{3,60}?)?(?= [а-я-]*[А-ЯЁІѢѲа-яёіѣѳѵ])|"
    r"ответственн(?:ым|ыми|ой)(?: лиц\w+)?(?: за [\w ,-]{3,60}?)? (?:назначить|утвердить|избрать|считать))(?!\w)"
)
_LEAD = re.compile(
    r"(?:(?:и|а|а также|также|но|да|кроме того,?|при этом|далее,?|затем|поэтому,?|одновременно|вновь|впредь|в свою очередь,?|в дальнейшем|"
    r"считать (?:необходимым|нужным|целесообразным)|признать (?:необходимым|нужным)|необходимо|нужно|надо|следует|надлежит|срочно|обязательно|немедленно|просьба) )+"
)
_LED = re.compile(r"(?:для|в|во|на|с|со|по|при|после|перед|через|за|до|к|ко|из|от|об?|ввиду|вследствие|совместно|вместе|согласно|в целях|во избежание|учитывая|принимая|исходя|чтобы|ежедневно|ежемесячно|еженедельно) ")
_BREAK = re.compile(r", (?:котор|чтобы|что|а (?!также)|но |для|с тем|где|кто|при|как |не |если|когда|в )|[;:]| с (?=[а-я]+ть(?!\w))| [-–—] ")
#: «конюху за пьянку выговор и снять …»: what he gets, not what he does.
_SENTENCE = re.compile(r"(?<!\w)(?:выговор|порицани|благодарност|замечани|штраф)")
_SEPARATOR = re.compile(r",? а также |, и |, а | и |, | - |: ")
_NEEDED = re.compile(r"(?:считать|признать) (?:необходимым|нужным|целесообразным|желательным|обязательным)(?!\w)")
_STOP_AT = re.compile(r"[.;!](?:(?:(?<=[а-яёіѣѳѵ\d»)]{2}[.;])|(?<=\)[.;]))[ ]+(?=[^\W\d_«\"]|\d)|(?<=[а-яёіѣѳѵ\d»)]{2}!))")
_ABBREVIATED = re.compile(r"(?:^|[\s(/])(?:т|тов|тт|гр|зав|зам|нач|пом|гл|ст|мл|им|г|ул|д|с|п|др|пр|т\. ?д|экз|руб|коп|проф|доц|инж|кв|чел|отв|см|обл|р-н|тыс|млн|пред|секр|куб|шт|т\. ?е|т\. ?п|каб|стр|ж|ред|преп|кл|рук|асс|лаб|бух|бриг|упр|инсп|уч|восп)$")


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
    marker = re.match(r"(?:[а-я]\)|\d{1,2}[.)]) (?=\w)", block.norm[start:stop])
    start += marker.end() if marker else 0
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
        if _ABBREVIATED.search(block.norm[max(begin, found.start() - 12) : found.start()]):
            continue
        yield begin, found.start()
        begin = found.end()
    if begin < stop:
        yield begin, stop


class _Reader(Actors):
    """Reads a decision from verb to verb."""

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
        return word is not None and bool(ALWAYS.match(word[0]) or "datv" in cases(word[0]) and is_known(word[0]))

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
                after = bisect_left(verbs, (begin, 0))
                served = verbs[after][0] if people and after < len(verbs) else -1
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
        if verb.startswith(("обяз", "назнач", "утверд", "избр", "ответ")):
            return self._obliged(verb, begin, end)
        name = self._name_at(begin)
        told = self._declined(name) or self._undeclined(begin) if name else self._strength(begin, end) != "no"
        if not told:
            behind = self._dative_behind(begin, right) if verb.startswith(("поруч", "дать", "вменить")) else None
            if behind is None:
                return self._before_order(left, order.start()), order.end()
            begin, end = behind, self._end_of_order(behind, right)
        return list(self._split(begin, end, "responsible.charged")), end

    def _obliged(self, verb: str, begin: int, end: int) -> tuple[list[Finding], int]:
        word = re.match(TITLE + r"?([а-я-]{2,})", self.block.norm[begin:end])
        if verb.startswith(("назнач", "утверд", "избр", "ответ")) and not self._name_at(begin) and not (word and "anim" in {t for p in parses(word[1]) for t in p.tags}):
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
        stop = trim(self.block.text, left, verb, EDGE)[1]
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
        while begin < verb and self.block.text[begin] in EDGE + "\"":
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
            if not self._governed(begin, at) and not self._inside_name(at) and not self._bracketed(begin, at):
                name = self._name_at(at)
                if name and self._declined(name) or not name and self._certain(at, {"datv", "loct"}):
                    yield at

    def _working(self, left: int, verb: tuple[int, int], right: int) -> list[Finding]:
        """«подводы под хлеб нарядить Зюзину», «вопрос Мухину проработать»: a name beside a piece of work."""
        for name in self._names_in(left, right):
            word = re.search(r"[а-я-]{3,}", self.block.norm[name.start : name.stop])
            if word is None or "datv" not in cases(word[0]) or self._governed(left, name.start):
                continue
            rest = self.block.norm[name.stop : right]
            if verb[1] < name.start and re.match(r"[ ]*(?:$|[,;])", rest) and not re.search(r"[,;]|(?<!\w)(?:у|с|к|от|для|и) ", self.block.norm[verb[1] : name.start]) and (name.start <= verb[1] + 1 or "accs" not in cases(word[0])):
                return list(self._split(name.start, name.stop, "responsible.dative"))
            if left < name.start and name.stop <= verb[0] and not self.block.norm[name.stop : verb[0]].strip() and not re.search(r"[,;]", self.block.norm[left : name.start]):
                return list(self._split(name.start, name.stop, "responsible.dative"))
        return []

    def _acts(self, begin: int, end: int, strength: str, verb: tuple[int, int], right: int) -> bool:
        word = self.block.norm[slice(*verb)].replace('"', "ъ")
        head = re.search(r"[а-я-]{3,}", self.block.norm[begin:end])
        if duties.receives(self.block, head[0] if head else "", verb, right) or _SENTENCE.search(self.block.norm, begin, end):
            return False
        if re.match(r"(?:избра|выбра|назнач|утверд|счита|призна)", word) and head and "ablt" in cases(head[0]) and not self._name_at(begin):
            return False
        if strength == "sure":
            return True
        own = duties.objects(self.block, verb[1], right) == "object"
        if self._name_at(begin):
            declined = head is not None and "datv" in cases(head[0])
            return own and not (not declined and re.match(r"(?:избра|выбра|назнач|утверд|счита|призна|обяза)", word)) or not duties.takes_person(word) and (declined or not duties.needs_object(word))
        return own or not duties.needs_object(word)

    def _end_of_order(self, start: int, right: int) -> int:
        """The words of an order end at an infinitive, a deadline, a clause, or a noun that is the task."""
        end = next((a for a, _ in duties.find_infinitives(self.block, start, right)), right)
        for a, _ in self.deadlines:
            if start < a < end:
                end = a
        for pattern in (_BREAK, CIRCUMSTANCE):
            found = pattern.search(self.block.norm, start, end)
            if found and not self._bracketed(start, found.start()):
                end = found.start()
        end = self._task(start, end)
        return self._cut(start, end)

    def _task(self, start: int, end: int) -> int:
        """Where the task begins that is given as a noun: «поручить Иванову | подготовку вечера», «возложить на завуча | учёт»."""
        names = [n for n in self._names_in(start, end) if start <= n.start]
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


def _is_post(word: str) -> bool:
    return bool(re.match(r"(?:директор|завуч|учител|начальник|мастер|инженер|секретар|председател|заведующ|член|бухгалтер|врач|бригадир)", word))
