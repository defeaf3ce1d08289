"""A list of people cut into pieces: names, words, brackets and the signs between them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.language import normal_re as re
from extractor.language.names import NameMention
from extractor.language.ordinary import UNKNOWN, is_animate, is_given, is_place, rank
from extractor.markup import Markup
from extractor.model import Block

Slice = tuple[int, int]

_ABBREVIATED = re.compile(
    r"(?:^|[\s,(/;:.-])(?:[а-я]|тт|тов|гр|гг|зав|зам|нач|пом|гл|инж|ст|мл|проф|доц|отв|пред|предс|секр|ген|муз|чл|канд|им|техн|экон|мед|пед|уч|преп|инсп|комм|упр|дир|учит|восп"
    r"|дер|пос|обл|ул|корп|кв|стр|руб|чел|свящ|прот|архит|землем|сел|волост|губ|воен|полит|спец|адм|хоз|рук|уполн|бух|бухг|тех|юр|науч|д-р|б/п|нпо|шт|лаб|каф|фак|ин-та|акад|асп|студ|мин|деп|сотр)$"
)
_TITLE = re.compile(r"(?:(?:т\. ?т|тт|т|тов|товарищ\w*|гр|г-н|г-жа|г-ка|гр-ка|гр-н|гражд|граждан\w+|господин\w*|гг|г)\.?[ ]*)+$")
_JOINER = re.compile(r"(?:,? ?(?:а также|а именно|и именно|также|в том числе|в т\. ?ч\.|из них|из коих|и|да|плюс))+ (?=\S)")
_DASH = re.compile(r"(?<=\s)-+(?=\s|[а-я\"(]|$)|-(?= )|-$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A name, words or a bracket's content, or (``sign``) what parts them: «;» «,» «.» «:» «и» «-»."""

    start: int
    stop: int
    name: NameMention | None = None
    bracket: bool = False
    sign: str = ""

    @property
    def words(self) -> bool:
        """Plain words."""
        return not self.name and not self.bracket and not self.sign


def cut_pieces(markup: Markup, block: Block, start: int, stop: int) -> list[Piece]:
    """Return the pieces of ``block.text[start:stop]``, in order.

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Part, Source
    >>> from extractor.rules import load_rules
    >>> source = Source("п.txt", "директор Иванов И. И. (болен), т. Скок и Пахарь")
    >>> [block] = outline(source)
    >>> markup = Markup(Part(1, (block,), source), load_rules())
    >>> ["|" + p.sign if p.sign else block.text[p.start : p.stop] for p in cut_pieces(markup, block, 0, len(block.text))]
    ['директор', 'Иванов И. И.', 'болен', '|,', 'Скок', '|и', 'Пахарь']
    """
    names = merge_names(block, [n for n in markup.names(block, bare=True) if n.start >= start], start)
    names = [n for n in _with_missed(block, names, start, stop) if start <= n.start and n.stop <= stop]
    quoted = _quotations(block.text)
    names = [n for n in names if not any(a < n.start < b for a, b in quoted)]
    return list(_Cutter(block, names, start, stop, label_lines(markup, block)).run())


_LABEL_LINE = re.compile(r"(?:от|члены|приглаш\w*|секретар\w*|председател\w*|заместител\w*|кандидат\w*|гости|представител\w*|эксперт\w*|наблюдател\w*|с (?:правом|совещ\w+))(?!\w)[^,;:.()\d]{0,50}:")


def label_lines(markup: Markup, block: Block) -> frozenset[int]:
    """Where a line inside the block begins with a label («… – юрист / От подрядчика: …»)."""
    text = markup.part.source.text
    return frozenset(
        piece.at for piece in block.pieces[1:]
        if text[max(0, piece.start - 200) : piece.start].rstrip(" \t").endswith("\n") and _LABEL_LINE.match(block.norm, piece.at)
    )


def merge_names(block: Block, names: Sequence[NameMention], floor: int = 0) -> list[NameMention]:
    """Join a bare surname with the given name beside it («Кравчун Лев», «Антипа Жерех»).

    A list parts its people by signs, so two lone names with a blank between them are one person's.
    """
    out: list[NameMention] = []
    for name in filter(None, (_without_acronym(block, n) for n in names)):
        last = out[-1] if out else None
        if last and _lone(last) and _lone(name) and not re.search(r"(?<!\w)[А-ЯЁ]{2,4}(?!\w)", block.text[last.start : name.stop]) and 1 <= name.start - last.stop <= 2 and not block.text[last.stop : name.start].strip():
            first, second = block.text[last.start : last.stop], block.text[name.start : name.stop]
            given_first = is_given(block.norm[last.start : last.stop].strip()) and not is_given(block.norm[name.start : name.stop].strip())
            surname, given = (second, first) if given_first else (first, second)
            out[-1] = replace(last, stop=name.stop, surname=surname, given=given, order="gs" if given_first else "sg", rule="given_surname")
            continue
        out.append(_take_given(block, name, floor) if _lone(name) else name)
    return out


def _without_acronym(block: Block, name: NameMention) -> NameMention | None:
    """«уполн. РИК Кац», «отдел ГО и ЧС»: capitals in a text that is not all capitals are an acronym."""
    words = block.text[name.start : name.stop]
    short = re.match(r"[А-ЯЁ]{2,4}(?=$| [А-ЯЁ][а-яё])", words)
    if not short or block.text.isupper() or name.given and "." in name.given:
        return name
    if short.end() == len(words):
        return None
    start = name.start + short.end() + 1
    return replace(name, start=start, surname=block.text[start : name.stop], given=None, patronymic=None, order="s") if " " not in words[short.end() + 1 :] else name


_INITIALS = re.compile(
    r"(?<![\w.«-])(?P<surname>[А-ЯЁІѲ][а-яёіѣѳъ]+(?:-[А-ЯЁ][а-яё]+)?) (?P<g>[А-ЯЁІѲ]\.)(?: ?(?P<p>[А-ЯЁІѲ]\.))?(?!\w)(?! [А-ЯЁ][а-яё]+[,;.])"
    r"|(?<![\w.«-])(?P<g2>[А-ЯЁІѲ]\.) ?(?:(?P<p2>[А-ЯЁІѲ]\.) ?)?(?P<surname2>[А-ЯЁІѲ][а-яёіѣѳъ]+(?:-[А-ЯЁ][а-яё]+)?)(?![\w-])"
)
_ALONE = re.compile(r"(?:(?<=[,;(:])|(?<= и)|^) ?(?:тт?\. ?|тов\. ?)?(?P<surname>[А-ЯЁІѲ][а-яёіѣѳъ]{2,}(?:-[А-ЯЁ][а-яё]+)?)(?= ?(?:[,;(/]|$|\.$| и [А-ЯЁ]|\. ))")


def _with_missed(block: Block, names: list[NameMention], start: int, stop: int) -> list[NameMention]:
    """Add what only a list makes a name: «Сунь Е. В.», and «Рыжих» alone between commas among other surnames."""
    found = [(m.start(), m.end(), m["surname"] or m["surname2"], m["g"] or m["g2"], m["p"] or m["p2"], "sgp" if m["surname"] else "gps")
             for m in _INITIALS.finditer(block.text, start, stop)]
    found += _pairs(block, start, stop)
    ahead = _ALONE.match(block.text[start:stop]) if not any(start <= n.start < start + 4 for n in names) else None
    if sum(start <= n.start < stop for n in names) + len(found) > 1:
        found += [(m.start("surname"), m.end("surname"), m["surname"], None, None, "s") for m in _ALONE.finditer(block.text, start, stop) if not _POSTS.match(block.norm, m.start("surname"))]
        found += _behind_posts(block, start, stop)
    if ahead and not _POSTS.match(block.norm, start + ahead.start("surname")):
        found.append((start + ahead.start("surname"), start + ahead.end("surname"), ahead["surname"], None, None, "s"))
    out = list(names)
    taken = [(n.start, n.stop) for n in names]
    for left, right, surname, given, patronymic, order in found:
        near = bisect_left(taken, (right, 0))
        if near == 0 or taken[near - 1][1] <= left:
            insort(taken, (left, right))
            out.append(NameMention(left, right, surname, given, patronymic, None, order, "list"))
    return sorted((n for n in out if not _adjective(block, n)), key=lambda n: n.start)


_POSTED = re.compile(r"(?<=[,;:]) ?(?P<post>[а-яіѣ](?:[а-яіѣѳъё./-]|(?<=[\w.]) )*) (?P<surname>[А-ЯЁІѲ][а-яёіѣѳъ]{3,}(?:-[А-ЯЁ][а-яё]+)?)(?=,|;| и [а-яё]|\.? ?$)")
_PLACES = re.compile(r"(?<![\w/])(?:г|гор|с|дер|д|пос|ст|ул|в|по|на|из|им|имени|завода|совхоза|колхоза|фабрики|области|района|села|деревни|города|поселка|станции|артели|фирмы|газеты)\.?$")


def _behind_posts(block: Block, start: int, stop: int) -> list[tuple[int, int, str, None, None, str]]:
    """«гл. м/с Дурова, завхоз Пыжик»: a capitalised word that ends a post between commas is a surname."""
    return [
        (m.start("surname"), m.end("surname"), m["surname"], None, None, "s")
        for m in _POSTED.finditer(block.text, start, stop)
        if not _PLACES.search(block.norm, m.start("post"), m.end("post")) and _like_surname(block.norm[m.start("surname") : m.end("surname")].strip())
    ]


def _like_surname(norm: str) -> bool:
    return not is_place(norm) and (rank(norm) >= UNKNOWN or is_animate(norm))


_PAIR = re.compile(r"(?<![\w.«\"-])(?P<one>[А-ЯЁІѲ][а-яёіѣѳъ]+) (?P<two>[А-ЯЁІѲ][а-яёіѣѳъ]+(?:-[А-ЯЁ][а-яё]+)?)(?![\w-]| [А-ЯЁІѲ])")


def _pairs(block: Block, start: int, stop: int) -> Iterator[tuple[int, int, str, str, None, str]]:
    """«староста Ефим Горшок», «Жук Катя»: a given name with a capitalised word beside it is a person."""
    for m in _PAIR.finditer(block.text, start, stop):
        one, two = (block.norm[m.start(k) : m.end(k)].strip() for k in ("one", "two"))
        if is_given(one) != is_given(two) and not _PLACES.search(block.norm[max(0, m.start() - 12) : m.start()].rstrip()) and not _POSTS.match(one) and not _POSTS.match(two) and not is_place(one) and not is_place(two):
            yield (m.start(), m.end(), *((m["two"], m["one"]) if is_given(one) else (m["one"], m["two"])), None, "gs" if is_given(one) else "sg")


_POSTS = re.compile(r"(?:председ|секрет|член|директор|заведующ|зам|нач|глав|кворум|присут|отсут|приглаш|всего|итого|болен|больна|отпуск|командир|учител|воспит|студент|специал|инжен|бухгалт|врач|депутат|представит|родител|нет(?!\w)|да(?!\w)|сессия|болезнь|смена)")


def _adjective(block: Block, name: NameMention) -> bool:
    """«19 членов Ученого совета»: a capitalised adjective of the word behind it."""
    return _lone(name) and not name.title and bool(re.compile(r"\w+[оаея]го [а-я]").match(block.norm, name.start)) and block.text[name.stop : name.stop + 2].strip().islower()


def _lone(name: NameMention) -> bool:
    return not name.given and not name.patronymic


def _take_given(block: Block, name: NameMention, floor: int) -> NameMention:
    """«казначей Антипа Жерех»: a capitalised given name right before a lone surname, or right behind it, belongs to it."""
    near = max(floor, name.start - 32)
    before = re.compile(r"(?<![\w.])([А-ЯЁІѲ][а-яёіѣѳъ]+) $").search(block.text, near, name.start)
    if before and is_given(block.norm[name.start : name.stop].strip()) and not is_given(block.norm[before.start(1) : before.end(1)].strip()) and not name.title and not _POSTS.match(block.norm, before.start(1)):
        return replace(name, start=before.start(1), surname=before[1], given=block.text[name.start : name.stop], order="sg", rule="given_surname")
    if before and is_given(block.norm[before.start(1) : before.end(1)].strip()) and not name.title:
        return replace(name, start=before.start(1), given=before[1], order="gs", rule="given_surname")
    if before and not name.title and re.search(r"(?:^|[,;:•–-]|\d[.)]|(?<!\w)и) ?$", block.text[near : before.start(1)][-4:]) and not re.search(r"(?:[иыо]й|ая|ое|ые|ого)$", before[1]) and not _POSTS.match(block.norm, before.start(1)):
        return replace(name, start=before.start(1), surname=before[1], given=block.text[name.start : name.stop], order="sg", rule="given_surname")
    tail = block.text[name.stop : name.stop + 60]
    behind = re.match(r" ([А-ЯЁІѲ][а-яёіѣѳъ]+)(?![\w-])", tail)
    if behind and is_given(block.norm[name.stop + 1 : name.stop + behind.end()].strip()) and not re.match(r" [А-ЯЁ][\w-]+ [А-ЯЁ]", tail):
        return replace(name, stop=name.stop + behind.end(), given=behind[1], order="sg", rule="given_surname")
    return name


def _quotations(text: str) -> list[Slice]:
    """Where «…» open and close; an open end closes at the next sign of a list or not at all."""
    out: list[Slice] = []
    depth, opened = 0, 0
    for found in re.finditer("[«»]", text):
        if found.group() == "«":
            opened = found.start() if depth == 0 else opened
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                out.append((opened, found.end()))
    return out


class _Cutter:
    """Walks over a slice once; words gather until a sign, a name or a bracket ends them."""

    def __init__(self, block: Block, names: Sequence[NameMention], start: int, stop: int, labels: frozenset[int]) -> None:
        self.labels = labels
        self.text, self.norm = block.text, block.norm
        self.names = {n.start: n for n in names}
        self.starts = sorted(self.names)
        self.start, self.stop = start, stop
        self.begin = start
        self.after: Piece | None = None

    def run(self) -> Iterator[Piece]:
        at = self.start
        while at < self.stop:
            name = self.names.get(at)
            if at in self.labels and at > self.start:
                yield from self._flush(at, title=False)
                self.begin = at
                self.labels -= {at}
                yield self._keep(Piece(at, at, sign=";"))
            if name:
                yield from self._flush(at, title=True)
                if self.after and self.after.name:
                    yield Piece(at, at, sign=",")
                yield self._keep(Piece(name.start, name.stop, name))
                at = self.begin = name.stop
                if self.text[at : at + 1] == "." and self.text[at - 1 : at] != ".":
                    yield self._keep(Piece(at, at + 1, sign="."))
                    at = self.begin = at + 1
                continue
            step = self._sign(at) or self._bracket(at) or self._joiner(at)
            if step is None:
                at += self._skip(at)
                continue
            piece, after = step
            yield from self._flush(at, title=False)
            yield self._keep(piece)
            at = self.begin = after
        yield from self._flush(self.stop, title=False)

    def _keep(self, piece: Piece) -> Piece:
        self.after = piece
        return piece

    def _flush(self, stop: int, *, title: bool) -> Iterator[Piece]:
        """Give out the words gathered so far, without a title («т.») before a name."""
        start = self.begin
        found = _TITLE.search(self.norm, start, stop) if title else None
        if found and (found.start() == start or not self.norm[found.start() - 1].isalnum()):
            stop = found.start()
        while start < stop and self.text[start] in " \t,;:.–—-|_•*>":
            start += 1
        while stop > start and (self.text[stop - 1] in " \t,;:–—-|_" or self.text[stop - 1] == ")" and "(" not in self.text[start:stop]):
            stop -= 1
        if start < stop and re.search(r"\w", self.text[start:stop]):
            yield self._keep(Piece(start, stop))

    def _skip(self, at: int) -> int:
        """Step over a quotation as one."""
        if self.text[at] == "«":
            close, depth = at, 0
            while close < min(self.stop, at + 400):
                depth += (self.text[close] == "«") - (self.text[close] == "»")
                if depth == 0:
                    return close - at + 1
                close += 1
        return 1

    def _sign(self, at: int) -> tuple[Piece, int] | None:
        sign = self.text[at]
        if sign == ";" or sign == "," and not (self.text[at - 1 : at].isdigit() and self.text[at + 1 : at + 2].isdigit()):
            return Piece(at, at + 1, sign=sign), at + 1
        if sign == ":" and not (self.text[at - 1 : at].isdigit() and self.text[at + 1 : at + 2].isdigit()):
            return Piece(at, at + 1, sign=":"), at + 1
        if sign in "–—" or sign == "-" and _DASH.match(self.norm, at):
            return Piece(at, at + 1, sign="-"), at + 1
        if sign == "." and self._ends_sentence(at):
            return Piece(at, at + 1, sign="."), at + 1
        return None

    def _ends_sentence(self, at: int) -> bool:
        if not _FULL_STOP.match(self.text, at, self.stop):
            return False
        before = self.norm[max(self.begin, at - 24) : at]
        ahead = self.text[at + 1 : at + 5]
        blanks = len(ahead) - len(ahead.lstrip())
        if at + 1 + blanks in self.names and re.search(r"(?<!\w)[а-я]{2,7}[бвгджзклмнпрстфхцчшщ]$", before) and self.begin < at:
            return False
        return not _ABBREVIATED.search(before) and not re.search(r"(?:^|[\s.«(])[А-ЯЁІѲ]$", self.text[max(0, at - 3) : at])

    def _bracket(self, at: int) -> tuple[Piece, int] | None:
        sign = self.text[at]
        if sign not in "(/[" or at > self.begin and self.text[at - 1].isalnum() and self.begin != at:
            return None
        close = closing(self.text, at, self.stop)
        if close is None:
            return None
        if bisect_left(self.starts, close) - bisect_left(self.starts, at) > 1:
            return (Piece(at, at + 1, sign=":"), at + 1) if sign == "(" else None
        return Piece(at + 1, close, bracket=True), close + 1

    def _joiner(self, at: int) -> tuple[Piece, int] | None:
        """«и» parts people where it stands behind one, before one or before a number; elsewhere it joins words."""
        if at > self.start and self.text[at - 1] not in " ,;)/":
            return None
        found = _JOINER.match(self.norm, at, self.stop)
        if not found:
            return None
        word = found.group().strip(" ,")
        ahead = _TITLED.match(self.norm, found.end())
        behind_name = not self.norm[self.begin : at].strip() and self.after is not None and (self.after.name or self.after.bracket or self.after.sign in ",;:")
        if word in ("и", "да") and not behind_name and (ahead.end() if ahead else found.end()) not in self.names and not self.norm[found.end()].isdigit():
            return None
        return Piece(at, found.end(), sign="и" if word in ("и", "да") else "&"), found.end()


_FULL_STOP = re.compile(r"\.[ \t]{1,4}[\"«]?[А-ЯЁІ]|\.[ ]{0,4}$")
_TITLED = re.compile(r"(?:(?:тт?|тов|гр|гг?)\. ?)?")


def closing(text: str, opened: int, stop: int) -> int | None:
    """Offset of the bracket that closes the one at ``opened``; brackets may nest."""
    want = {"(": ")", "/": "/", "[": "]"}[text[opened]]
    if want == "/":
        stop = min(stop, opened + 200)
        end = text.find("/", opened + 1, stop)
        while end > 0 and end + 1 < stop and text[end + 1].isalnum() and text[end - 1].isalnum():
            end = text.find("/", end + 1, stop)
        return end if end > 0 else None
    depth = 0
    for at in range(opened, min(stop, opened + 600)):
        depth += (text[at] == text[opened]) - (text[at] == want)
        if depth == 0:
            return at
    return None
