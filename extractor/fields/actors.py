"""Whose words they are: the noun phrase in the dative that names one who is to act, and where it ends."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from extractor.fields import duties
from extractor.fields.deadlines import find_deadlines
from extractor.fields.people import trim
from extractor.language import normal_re as re
from extractor.language.mention import NameMention
from extractor.language.morphology import cases, has_tag, is_known, parses
from extractor.markup import Markup
from extractor.model import Block, Finding

EDGE = " \t,;:–—-."
TITLE = r"(?:(?:о\. ?о|оо|т\. ?т|тт|т|тов|тов-щ|гр|гр-ну|гр-ке|г|г-ну|г-же|господину|госпоже|товарищу|товарищам|гражданину|гражданке)(?:\. ?| ))"
_TITLE = re.compile(TITLE)
_POST = re.compile(r"(?:(?:и\. ?о|врио|вр\. ?и\. ?о|зам|пом|нач|зав|гл|ст|мл|пред|предс|секр|инж|дир|упр|уполн|воспит|уч|кл|рук|проф|доц|отв)(?:\. ?| ))+(?=[а-яёіѣѳѵ])")
_NUMBER = re.compile(r"\d{1,3}(?:-?[а-я]{1,2})? (?=[а-я])")
_MODAL = re.compile(r"(?:необходимо|нужно|следует|надлежит|надо|предстоит|вменяется в обязанность|обязательно|срочно|также|впредь|лично|вновь|снова|еще раз|немедленно|неукоснительно|строго|самим|самому|самой|вместе|совместно|не|и|же|всемерно|по возможности|в обязательном порядке|в срочном порядке|под расписку|в срок)$")
CIRCUMSTANCE = re.compile(
    r"[ ,]+(?:в (?:течение|ближайш|связи|целях|летн|зимн|осенн|весенн|период|каждом|классах|группах|срок|дни|обязательном|срочном|установленном|полном|случае|соответствии|свое|этом|текущ|дальнейшем|недельн|месячн)|"
    r"на (?:родительск|собрани|уроках|занятиях|заседани|совещани|местах|следующ|летн|местном|основани|весь|время|каникул|период)|при (?!школе|доме|клубе|заводе|станции|исполкоме)|для |во время|во избежание|с целью|с \d|с (?:нового|начала|завтрашнего|сегодняшнего)|после |перед |через |"
    r"под (?:руководством|ответственность|личную|наблюдением|расписку)|совместно |вместе |путем |силами |за счет|из (?:средств|фонда|числа|имеющ)|до |к \d|не (?:позднее|позже|допуская|дожидаясь)|согласно|учитывая|ввиду|о (?:ходе|результатах|выполнении|работе)|об |по (?:получении|окончании|завершении|возвращении|мере|согласованию|итогам|результатам) )"
)
_BODIES = re.compile(r"(?:администраци|дирекци|бухгалтери|редакци|милици|полици|прокуратур|управ[еы]|комисси|бригад|секци|коллеги|кафедр|школ|больниц|библиотек|лаборатори|парти|артел|част[ьи]|хозчаст|канцеляри|поликлиник|инспекци|федераци|ассоциаци|парторганизаци|организаци|фирм|компани|служб|групп|ячейк|фракци|команд|редколлеги|амбулатори|контор|охран|думе|управлени|правлени)")
ALWAYS = re.compile(r"(?:администраци|дирекци|бухгалтери|редакци|милици|полици|прокуратур|канцеляри|хозчаст|парторганизаци)")
_SUBSTANTIVE = re.compile(r"(?:заведующ|управляющ|служащ|рабоч|учащ|командующ|исполняющ|ответственн|дежурн|уполномоченн|участков|старш|присутствующ|проживающ|желающ|военнообязанн|трудящ|отстающ|верующ|избирател)")
_NEVER = frozenset("принять считать вопросу вопросам решению поводу предложению этому тому чему ему ей им нему ней которому которым себе мне нам вам итогам сему случаю делу".split())
_SIGN = re.compile(r"[()«»/]")
_INITIALS = re.compile(r"(?<!\w)[А-ЯЁІѢѲ]\. ?(?:[А-ЯЁІѢѲ]\. ?)?[А-ЯЁІѢѲ][а-яёіѣѳѵ]{2,}(?:-[А-ЯЁІѢѲ][а-яёіѣѳѵ]+)?(?!\w)")


class _Name(NamedTuple):
    """Where a person's name stands."""

    start: int
    stop: int


class Actors:
    """The words of one decision, with its names and deadlines: who may be the one to act, and how surely."""

    def __init__(self, markup: Markup, block: Block, start: int, stop: int) -> None:
        self.block, self.start, self.stop = block, start, stop
        self._starts: list[int] = []
        self._signs: dict[str, list[int]] = {sign: [] for sign in "()«»/"}
        for sign in _SIGN.finditer(block.text, start, stop):
            self._signs[sign.group()].append(sign.start())
        self.names = [_Name(n.start, n.stop) for n in markup.names(block, bare=True) if start <= n.start and n.stop <= stop and not self._common(n)]
        self._starts = [n.start for n in self.names]
        more = [_Name(*m.span()) for m in _INITIALS.finditer(block.text, start, stop)]
        self.names = sorted([*self.names, *(m for m in more if not self._names_in(m.start, m.stop))])
        self._starts = [n.start for n in self.names]
        self.deadlines = [(a, b) for a, b, _ in find_deadlines(markup, block, start, stop)]
        self.deadlines += [(d.start, d.stop) for d in markup.dates(block) if d.rule != "date.year" and start <= d.start < stop]

    def _common(self, name: NameMention) -> bool:
        """A known word that is no name and only stands at the beginning («Кубок Вятки», «Семью Бондаренко»)."""
        word = re.match(r"[а-я-]+", self.block.norm[name.start : name.stop])
        alone = not re.search(r"(?<!\w)[А-ЯЁІѢѲ]\.", self.block.text[name.start : name.stop])
        return bool(alone and word and is_known(word[0]) and not has_tag(word[0], "Surn") and not has_tag(word[0], "Name") and name.start <= self._head_of(name.start))

    def _head_of(self, at: int) -> int:
        """``at`` where a sentence begins there, else -1."""
        before = self.block.text[self.start : at].rstrip(" «\"(")
        titled = re.search(rf"(?:^|[\s(]){TITLE}$", self.block.norm[max(self.start, at - 12) : at])
        return at if not before or before[-1] in ".:;!" and not titled else -1

    def _undeclined(self, at: int) -> bool:
        """A name that has no dative of its own («поручить Хомутских», «поручить М. Кац»)."""
        name = self._name_at(at)
        if name is None:
            return False
        word = re.search(r"[а-я-]{2,}", self.block.norm[name.start : name.stop])
        return word is not None and not (cases(word[0]) and cases(word[0]) <= {"gent", "accs", "nomn"} and word[0].endswith(("ова", "ева", "ина", "ого", "его")))

    def _declined(self, name: _Name) -> bool:
        word = re.search(r"[а-я-]{3,}", self.block.norm[name.start : name.stop])
        return word is not None and "datv" in cases(word[0])

    def _inside_name(self, at: int) -> bool:
        return any(n.start < at < n.stop for n in self._names_in(at, at + 1))

    def _certain(self, at: int, allowed: set[str] | None = None) -> bool:
        """A word that can be nothing but a dative, and does not stand inside a name."""
        word = re.match(r"[а-я-]{3,}", self.block.norm[at:])
        if not word or self._inside_name(at) or word[0] in _NEVER or not is_known(word[0]):
            return False
        readings = [p for p in parses(word[0]) if p.score > 0.02]
        tags = {p.case for p in readings}
        return "datv" in tags and tags <= (allowed or {"datv"}) and readings[0].pos in ("NOUN", "ADJF")

    def _governed(self, left: int, at: int) -> bool:
        """Does a preposition that takes this word stand before it, perhaps with an adjective between?"""
        before = self.block.norm[left:at]
        found = re.search(r"(?:^|[^\w])(?P<prep>к|ко|по|согласно|благодаря|вопреки|навстречу|в|во|на|о|об|при|с|со|у|от|из|для|до|за|под|над|перед|между|через|без)(?: (?P<adjective>[\w-]+))? ?$", before)
        if not found:
            return False
        between = found["adjective"]
        return not between or between.isdigit() or any(p.pos in ("ADJF", "PRTF") for p in parses(between)[:1])

    def _bracketed(self, left: int, at: int) -> bool:
        """Do brackets, quotes or strokes that open behind ``left`` stand open?"""
        count = {sign: bisect_left(places, at) - bisect_left(places, left) for sign, places in self._signs.items()}
        return count["("] > count[")"] or count["«"] > count["»"] or count["/"] % 2 == 1

    def _names_in(self, start: int, stop: int) -> list[_Name]:
        """The names that reach into a slice (they do not overlap, so they end in the order in which they begin)."""
        first = bisect_right(self._starts, start)
        first -= first > 0 and self.names[first - 1].stop > start
        return self.names[first : bisect_left(self._starts, stop)]

    def _name_at(self, at: int) -> _Name | None:
        title = _TITLE.match(self.block.norm, at)
        begin = title.end() if title else at
        near = self._names_in(at - 1, begin + 1)
        return next((n for n in near if n.start in (at, begin, begin - 1) or at <= n.start <= begin < n.stop), None)

    def _abbreviation(self, at: int) -> bool:
        """«ОМВД», «ООО «Сибвентиляция»», «ДРСУ»: letters that do not decline."""
        return bool(re.match(r"(?:[А-ЯЁІѢѲ]{2,}(?:[а-я]?[А-ЯЁІѢѲ]+)?(?!\w)|[А-ЯЁІѢѲ]{2,}[ -][«\"№\d])", self.block.text[at:])) or self.block.text[at : at + 1] == "«"

    def _strength(self, begin: int, end: int) -> str:
        """How surely a dative that acts begins here: ``"sure"``, ``"maybe"`` (it may be an object too), ``"no"``."""
        norm = self.block.norm
        if end - begin < 2 or end - begin > 200:
            return "no"
        name = self._name_at(begin)
        if name:
            return self._name_strength(name)
        title = re.match(TITLE, norm[begin:end])
        at = begin + (title.end() if title else 0)
        number = _NUMBER.match(norm, at, end)
        at = number.end() if number else at
        post = _POST.match(norm, at, end)
        acting = re.match(r"(?:и\. ?о\. |врио )", norm[at:end])
        word = re.match(r"[а-я][а-я-]+", norm[acting.end() + at if acting else at : end])
        if word and acting:
            return "maybe" if word[0] not in _NEVER else "no"
        if not word or word[0] in _NEVER or duties.PREPOSITION.match(word[0]):
            return "no"
        if self._abbreviation(at):
            bracket = re.search(r"[(/]", self.block.text[at:end])
            return "sure" if bracket and any(n.start > at + bracket.start() and n.stop <= end for n in self._names_in(at, end)) else "maybe"
        found = self._word_strength(word[0], at, end)
        if found == "no" and post and post.end() < end:
            behind = re.match(r"[а-я-]{3,}", norm[post.end() : end])
            return "sure" if behind and self._word_strength(behind[0], post.end(), end) == "sure" else "maybe"
        return found

    def _name_strength(self, name: _Name) -> str:
        word = re.search(r"[а-я-]{2,}", self.block.norm[name.start : name.stop])
        if word is None:
            return "no"
        tags = cases(word[0])
        if "datv" in tags and "accs" not in tags:
            return "sure"
        if word[0].endswith(("ого", "его", "ом", "ем", "ым")) and is_known(word[0]) and "datv" not in tags:
            return "no"
        return "maybe"

    def _word_strength(self, word: str, at: int, end: int) -> str:
        if "-" in word and not is_known(word):
            word, at = word.rpartition("-")[2], at + word.rindex("-") + 1
        readings = [p for p in parses(word) if p.score > 0.01 or not p.known]
        if not any(p.case == "datv" and p.pos in ("NOUN", "ADJF", "PRTF", "NUMR", "NPRO") for p in readings):
            return self._surname_strength(word, at, end)
        known = is_known(word) or word.endswith(("у", "ю", "ам", "ям", "ому", "ему", "ой", "ей", "ии"))
        if not known:
            return "maybe" if word[-1] in "еи" and self.block.text[at].isupper() else "no"
        if readings[0].pos in ("ADJF", "PRTF") and not _SUBSTANTIVE.match(word) and not any(p.pos == "NOUN" and p.case == "datv" for p in readings) and not self._noun_follows(at + len(word), end):
            return "no"
        if any(p.case in ("accs", "nomn") for p in readings):
            return "sure" if ALWAYS.match(word) else "maybe"
        return "sure"

    def _surname_strength(self, word: str, at: int, end: int) -> str:
        """«Вершину проверить …»: a capital word in -у that stands alone may be a surname in the dative."""
        alone = not self.block.norm[at + len(word) : end].strip(EDGE)
        return "maybe" if alone and self.block.text[at].isupper() and word.endswith(("ину", "ову", "еву")) else "no"

    def _noun_follows(self, at: int, end: int) -> bool:
        for word in re.findall(r"[а-я-]{2,}", self.block.norm[at:end])[:3]:
            readings = parses(word)
            if any(p.pos == "NOUN" and p.case == "datv" for p in readings):
                return True
        return not self.block.norm[at:end].strip(EDGE) or bool(re.match(r" *[\d№\"(]", self.block.norm[at:end])) or any(n.start >= at and n.stop <= end for n in self._names_in(at, end))

    def _cut(self, begin: int, end: int) -> int:
        """Leave off what follows the actor's own words: a deadline, circumstances, adverbs, «необходимо»."""
        for a, _ in self.deadlines:
            if begin < a < end:
                end = a
        name = self._name_at(begin)
        if name and name.stop < end and re.match(r"[ ]+(?!(?:и|а|совместно|вместе|с|со)(?!\w))[а-я]{3}", self.block.norm[name.stop : end]) and self.block.text[name.stop : end].lstrip()[:1].islower():
            end = name.stop  # «Пряхину бочки починить»: what follows a bare name is the task
        found = CIRCUMSTANCE.search(self.block.norm, begin + 2, end)
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
            if not self._part_begins(begin + found.end(), end) and re.match(r"(?:не|как|под|в|во|на|с|со|по|для|чтобы|если|при|котор\w+|учитывая|ввиду|имеющ\w+|прожива\w+|работающ\w+|допусти\w+|занима\w+|\w+вш\w+|\w+(?:анн|енн|янн|ящ|ющ|ущ|ащ)(?:ых|их|ого|его|ой|ей|ому|ему|ым|им)|\w+щ(?:ему|им|ей)|\w+нн(?:ому|ым|ой)) ", rest):
                return at
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
        left, right = trim(self.block.text, left, right, EDGE)
        right += self.block.text[right : right + 1] in ("ъ", "Ъ")
        if self.block.text.count('"', left, right) % 2:  # «совхоз "Луч"»: the name in quotes belongs to it whole
            right = self.block.text.find('"', right) + 1 or right
        if left < right and re.search(r"[^\W\d_]", self.block.text[left:right]):
            yield Finding(self.block.text[left:right], self.block.spans(left, right), rule)

    def _part_begins(self, at: int, right: int, *, dative: bool = True) -> bool:
        """Does another one who is to act begin here?"""
        if self._name_at(at) or self._abbreviation(at) or re.match(rf"{TITLE}[а-я]", self.block.norm[at:right]):
            return True
        if _POST.match(self.block.norm, at, right):
            return True
        word = re.match(r"[а-я-]{3,}", self.block.norm[at:right])
        if not word or not is_known(word[0]):
            return word is not None and dative and word[0].endswith(("ам", "ям", "у", "ю")) and any(p.pos in ("NOUN", "ADJF") and p.case == "datv" for p in parses(word[0]))
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
    if word is None or has_tag(word[1], "Surn"):
        return False
    readings = parses(word[1])
    if word[1].endswith(("ского", "цкого", "ских", "цких")):
        return True  # «Главам Еланского | и Красногорского сельсоветов»
    return bool(readings) and readings[0].known and readings[0].pos in ("ADJF", "PRTF")


def _is_adverb(word: str) -> bool:
    readings = parses(word)
    return bool(readings) and readings[0].pos in ("ADVB", "PRED", "GRND", "PRCL", "COMP") and readings[0].known
