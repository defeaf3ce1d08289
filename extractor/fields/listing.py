"""Lists of people: «Иванов И. И., директор; члены: Скок, Пахарь (болен); 7 учителей» → entries.

A list is cut into pieces (``pieces``), the pieces into segments between commas; a segment holds a name with
the words around it, or words alone: a post of the one before, a label of those behind, a reason, a group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.fields.entries import Context, Entry, Label, acts, add_reason, add_words, is_remark, is_role_post, under
from extractor.fields.groups import is_counted, is_group, is_noise, read_group
from extractor.fields.people import Slice, trim
from extractor.fields.pieces import Piece, cut_pieces
from extractor.fields.roles import is_event, label_role, role_of
from extractor.fields.segments import Segment, cut_segments
from extractor.language import normal_re as re
from extractor.language.morphology import is_plural_nominative
from extractor.model import Block

_ENDS = re.compile(
    r"(?:кворум|заседание|собрание|сход |совещание|всего|итого|списоч|председател\w+[ :–-]*$|председательств|секретар\w+[ :–-]*$|(?:предс?|председ|секр)\. |повестк|порядок дня|слушали|счетн\w+ комисси|регламент|избран|протокол|обязанност)"
)
_OPENS = re.compile(r"(?:заседани|собрани|совещани|сход|сесси|конференци|съезд)\w* (?:открыл|открыва|ведет|вел[аи]?(?!\w)|начал(?!ьн)|объяв)")
_VERB = re.compile(r"(?<!\w)(?:вел|вела|ведет|веде?т|избран\w*|открыл\w*|открывает|председательств\w+|сообщ\w+|доложил\w*|предложил\w*|выступил\w*|слушали|созван\w*|проводил\w*|исполнял\w*|начало|состоял\w+)(?!\w)")
#: «Рогов и Лис, больны»: a reason in the plural.
_MANY = re.compile(r"(?:больны|болеют|заняты|уехали|выехали|ушли|командированы|вызваны|призваны|находятся)(?!\w)")


#: «въ присутствіи гласныхъ: …»: labels of members in the genitive.
_NOMINATIVE = {"членов": "члены", "гласных": "гласные", "депутатов": "депутаты"}


def read_list(context: Context, block: Block, start: int, stop: int, label: Label) -> tuple[list[Entry], Label]:
    """Read the people named in ``block.text[start:stop]``; returns them and the label in force at the end."""
    pieces = _part_groups(block, cut_pieces(context.markup, block, start, stop))
    reader = _Reader(context, block, cut_segments(_part_reasons(context, block, pieces) if context.absent else pieces), label)
    return reader.run(), reader.label


def _part_reasons(context: Context, block: Block, pieces: Sequence[Piece]) -> list[Piece]:
    """«Илья Сухих по болезни и староста Горшок»: the last «и» parts a reason from the next one's post."""
    out: list[Piece] = []
    for index, piece in enumerate(pieces):
        between = piece.words and 0 < index < len(pieces) - 1 and pieces[index - 1].name and pieces[index + 1].name
        joined = block.norm.rfind(" и ", piece.start, piece.stop) if between else -1
        if joined > 0 and context.reason_in(block, piece.start, joined) is not None:
            out += [replace(piece, stop=joined), Piece(joined, joined + 3, sign="и"), replace(piece, start=joined + 3)]
        else:
            out.append(piece)
    return out


def _part_groups(block: Block, pieces: Sequence[Piece]) -> list[Piece]:
    """«Родионов К. Д. помощник прокурора законные представители – 4 чел.»: lines run together part before a group."""
    out: list[Piece] = []
    for index, piece in enumerate(pieces):
        counted = index + 2 < len(pieces) and pieces[index + 1].sign == "-" and re.match(r"\d+ ?чел", block.norm[pieces[index + 2].start : pieces[index + 2].stop])
        behind = index > 0 and (pieces[index - 1].name or pieces[index - 1].sign == "-")
        begin = _group_start(block, piece) if piece.words and counted and behind else None
        if begin is None:
            out.append(piece)
            continue
        out += [replace(piece, stop=begin)] if begin > piece.start else []
        out += [Piece(begin, begin, sign=";"), replace(piece, start=begin)]
    return out


def _group_start(block: Block, piece: Piece) -> int | None:
    for word in re.finditer(r"[а-я-]{3,}", block.norm[piece.start : piece.stop]):
        if block.norm.count('"', piece.start, piece.start + word.start()) % 2 == 0 and is_group(block.norm[piece.start + word.start() : piece.stop].strip()):
            return piece.start + word.start()
    return None


class _Reader:
    """Goes through the segments of one block; remembers the label above and whether posts stand before names."""

    def __init__(self, context: Context, block: Block, segments: Sequence[Segment], label: Label) -> None:
        self.context, self.block, self.segments = context, block, segments
        self.label = self.base = label
        self.local: Label | None = None
        self.head: Slice | None = None
        self.out: list[Entry] = []
        self.pending: int | None = None
        self.by_reason = False
        self.named = self.section_at = 0
        self.before = self._posts_before()

    def run(self) -> list[Entry]:
        for index, segment in enumerate(self.segments):
            if segment.sign in (";", "."):
                self._new_section(segment)
            if index and segment.sign in (".", ";") and self._ends(segment) or self._opens_meeting(segment):
                break
            if segment.behind == ":":
                self._take_label(index, segment)
            elif segment.name_at is None:
                self._words(index, segment)
            else:
                self._person(index, segment)
        return self.out

    def _posts_before(self) -> bool:
        """Do posts stand before the names here («комендант Стукалова, зав. столовой Пичугин»)?"""
        named = [s for s in self.segments if s.name_at is not None]
        leading = [s for s in named if s.name_at and s.pieces[s.name_at - 1].words and not role_of(self._norm(s.pieces[0]), self.context.body)[0]]
        return bool(leading) and 2 * len(leading) >= len(named)

    def _norm(self, piece: Piece) -> str:
        return self.block.norm[piece.start : piece.stop].strip()

    def _ends(self, segment: Segment) -> bool:
        """A sentence that is no list any more."""
        start, stop = segment.span
        name_at = segment.name_at
        lead = self.block.norm[start : segment.pieces[name_at].start if name_at is not None else stop]
        if name_at is None and segment.behind in (":", "") or segment.sign == ";":
            return bool(re.match(r"(?:кворум|заседание|собрание|сход |совещание|регламент|повестк|слушали|список|(?:[а-я-]+ая )?комиссия|президиум|секретариат)", lead))
        return bool(_ENDS.match(lead) or segment.sign == "." and _VERB.search(lead))

    def _opens_meeting(self, segment: Segment) -> bool:
        """«Собрание открывает предзавкома т. Уткин» ends the list, whatever stood before it."""
        lead = self._lead(segment, segment.name_at) if segment.name_at else None
        return _OPENS.match(self.block.norm, (lead or segment.span)[0]) is not None

    def _new_section(self, segment: Segment) -> None:
        """A semicolon ends a reason, and a label whose people have been listed."""
        self.local = self.pending = None
        self.section_at = len(self.out)
        own_words = segment.name_at is None or segment.name_at > 0
        if self.label.reason:
            self.label = replace(self.label, reason=None)
        if self.label is not self.base and own_words and self.named > 1 and self.label.role != "invited":
            self.label, self.head = Label(), None
        elif own_words and self.named > 1 and self.label.role == "member" and segment.sign == ";":
            self.label = Label()

    # labels

    def _take_label(self, index: int, segment: Segment) -> None:
        """«Члены комиссии:», «от завкома:», «по болезни:», «Директор Иванов: …»."""
        if segment.name_at is not None:
            last = segment.pieces[-1]
            if not last.words or len(segment.pieces) - segment.name_at != 2:
                self._person(index, segment)
                return
            self._person(index, Segment(segment.sign, segment.pieces[:-1], ","))
            segment = Segment(";", (last,), ":")
        piece = segment.pieces[0]
        start, stop = trim(self.block.text, piece.start, piece.stop)
        norm = self.block.norm[start:stop]
        self.named = 0
        self.local = None
        if re.fullmatch(r"(?:и |а )?(?:в том числе|в т\. ?ч\.?|из них|из коих|именно|следующие лица)", norm):
            return
        if is_event(norm) or not re.search(r"[а-я]{2}", norm) or re.match(r"(?:\d+ ?(?:чел|из)|на |присутств|в количестве|двое|трое|(?:четв|пят|шест|сем)еро)", norm):
            return
        counted = re.match(r"\d+ ", norm)
        self.label = self._made(start + (counted.end() if counted else 0), stop)
        plural = is_plural_nominative(re.split(r"[ ,.]", norm)[0])
        self.head = (start, stop) if self.label.role is None and plural and not any(s.name_at is not None for s in self.segments) else None

    def _made(self, start: int, stop: int) -> Label:
        block = self.block
        where = (block, (start, stop))
        if self.context.absent and self.context.reason_in(block, start, stop) is not None:
            return replace(self.label, reason=where)
        norm = block.norm[start:stop].strip()
        genitive = re.match(r"(?:членов|гласных|депутатов)(?!\w)", norm)
        norm = _NOMINATIVE[genitive.group()] + norm[genitive.end() :] if genitive else norm
        role = label_role(norm, self.context.body)
        if role in ("chair", "secretary"):
            return Label(role, None if role_of(norm, self.context.body)[1] else where, None, where)
        if role:
            return Label(role, None, None, where)
        if self.context.absent and re.match(r"(?:\d+|человек|чел|члены)", norm):
            return self.label
        return Label("invited" if self.label.role == "invited" else None, where, None, where)

    # words alone

    def _words(self, index: int, segment: Segment) -> None:
        start, stop = segment.span
        norm = self.block.norm[start:stop]
        if re.match(r"(?:и )?(?:др\.|другие|проч(?:ие|\.))|(?:а )?(?:всего|итого|кворум|\d+ ?(?:чел|лиц)\w*\.?[ ]*$)|считая |остальн\w+ ", norm):
            return
        following = self.segments[index + 1] if index + 1 < len(self.segments) else None
        if segment.pieces[0].bracket:
            if self.out:
                self._after(segment.pieces[0])
            return
        tail = segment.pieces[-1]
        if tail.bracket and self.out and not is_group(norm):
            self._words(index, Segment(segment.sign, segment.pieces[:-1], segment.behind))
            self._after(tail)
        elif self.context.absent and self._absent_words(segment, start, stop, following):
            return
        elif self._is_guests(norm):
            self.label = self._made(start, stop)
        elif self._is_total(segment, norm, following):
            return
        elif self.head or is_group(norm) and not self._participle(following) and not re.match(r"(?:избран|присутств)", norm):
            self.out.extend(read_group(self.context, self.block, start, stop, self.local or self.label, self.head))
        elif self._belongs_to_next(segment, self._next_named(index)):
            self.pending = start if self.pending is None else self.pending
        elif self.out and self.out[-1].name is not None and segment.sign in (",", "", "и", "&"):
            add = add_reason if self.context.absent and acts(norm) else add_words
            self.out[-1] = add(self.out[-1], self.context, self.block, start, stop)
        elif self.label.role == "invited" and len(norm) > 3 and re.match(r"[а-я]{3,}", norm) and not is_remark(norm) and not is_noise(norm) and segment.sign != ".":
            self.out.extend(read_group(self.context, self.block, start, stop, self.label))

    def _is_guests(self, norm: str) -> bool:
        return bool(re.fullmatch(r"приглашенн\w+|гости", norm.strip(" .")))

    def _participle(self, following: Segment | None) -> bool:
        """«члены товарищества, обладающие 50 % голосов»: no group, but a word on votes."""
        return following is not None and bool(re.match(r"(?:обладающ|имеющ|что составля|составляющ|владеющ)", self.block.norm[following.span[0] :]))

    def _is_total(self, segment: Segment, norm: str, following: Segment | None) -> bool:
        """«19 членов из 24», «граждан 74 чел., в том числе …»: no group, but the total."""
        if not self.out and following is not None and following.sign == "&" and re.search(r"\d ?чел", norm):
            return True
        return self._counts_members(segment, norm)

    def _counts_members(self, segment: Segment, norm: str) -> bool:
        """«19 членов совета из 24, в том числе: …», «члены профкома - 8 из 11: …»: a total, and a label."""
        found = re.match(r"(?:\d{1,4} )?(член(?:ов|ы|а)? [^\d]*?)(?:[-–—: ]+(?:в количестве )?\d{1,4})?(?: чел\w*\.?)?(?: ?(?:из|от) .*)", norm)
        if not found:
            return not self.out and bool(re.match(r"\d{1,4} (?:[а-я-]+ ){1,3}из (?:общего числа )?\d", norm))
        start = segment.span[0]
        self.label = self._made(start + found.start(1), start + found.end(1))
        if self.label.role != "member":
            self.label = self.base
        return True

    def _next_named(self, index: int) -> Segment | None:
        """The next person before the section ends."""
        for ahead in self.segments[index + 1 : index + 5]:
            if ahead.sign in (";", ".") or ahead.name_at is not None:
                return ahead if ahead.sign not in (";", ".") else None
        return None

    def _belongs_to_next(self, segment: Segment, following: Segment | None) -> bool:
        """«заведующий кафедрой, профессор Иванов»: words before the first name, or where posts come first."""
        if following is None or following.name_at is None:
            return False
        leads = following.name_at > 0 and following.pieces[following.name_at - 1].words
        if segment.sign == "и":
            return False
        if not self.out or segment.sign in (";", "."):
            return leads
        last = self.out[-1]
        return leads and self.before and last.own_position and not is_role_post(last, self.context)

    def _absent_words(self, segment: Segment, start: int, stop: int, following: Segment | None) -> bool:
        """A reason (or a post) of one or several people named before it, or of those behind it."""
        block, context = self.block, self.context
        begin = context.reason_in(block, start, stop)
        if begin is not None and is_counted(block.norm[start:begin]):
            self.out.extend(read_group(context, block, start, begin, replace(self.label, reason=(block, trim(block.text, begin, stop)))))
            return True
        if begin is not None:
            if self.out and segment.sign in (",", "и", "&", ""):
                self.out[-1] = self._reasoned(self.out[-1], start, stop, segment.sign)
                if _MANY.match(block.norm, start, stop):
                    self._share(bracket=False)
            elif following is not None and following.name_at == 0:
                self.label = replace(self.label, reason=(block, trim(block.text, start, stop)))
            return True
        return bool(re.fullmatch(r"(?:а )?(?:всего |итого )?\d* ?(?:чел\w*\.?)?", block.norm[start:stop].strip()))

    def _reasoned(self, entry: Entry, start: int, stop: int, sign: str) -> Entry:
        both = re.match(r"(?:оба|обе|все|трое) ", self.block.norm[start:stop])
        if entry.reason is None and both:
            start += both.end()
            for index in range(self.section_at, len(self.out) - 1):
                self.out[index] = self.out[index] if self.out[index].reason else replace(self.out[index], reason=(self.block, trim(self.block.text, start, stop)))
        if entry.reason is None:
            return add_reason(entry, self.context, self.block, start, stop)
        where, (first, last) = entry.reason
        if where is self.block and last <= start and sign == ",":
            return replace(entry, reason=(where, (first, stop)))
        return entry

    # a person

    def _person(self, index: int, segment: Segment) -> None:
        at = segment.name_at or 0
        piece = segment.pieces[at]
        lead = self._lead(segment, at)
        if self.pending is not None and lead:
            lead = (self.pending, lead[1])
        self.pending = None
        label = self._label_for(index, segment, lead)
        entry = under(label, self.block, piece.name)
        if lead and label is not self.local:
            entry = self._with_lead(entry, lead, segment.sign)
        self.out.append(entry)
        self.named += 1
        for after in segment.pieces[at + 1 :]:
            if not after.sign:
                self._after(after, segment, at)

    def _lead(self, segment: Segment, at: int) -> Slice | None:
        """Words before the name, from the first to the last."""
        solid = [p for p in segment.pieces[:at] if not p.sign]
        if not solid:
            return None
        start, stop = trim(self.block.text, solid[0].start, solid[-1].stop + solid[-1].bracket)
        counted = re.match(r"(?:всего )?\d+ ?(?:чел\w*\.?)[ :.–-]*", self.block.norm[start:stop])
        start += counted.end() if counted else 0
        came = re.match(r"(?:на \w+ )?(?:был[иао]?|прису[дт]+\w+)(?: также)? (?=\S)", self.block.norm[start:stop])
        start += came.end() if came else 0
        if re.fullmatch(r"(?:\d+[.)]?|n|№|тт|т)?[ .]*", self.block.norm[start:stop]) or not re.search(r"[^\W\d_]", self.block.text[start:stop]):
            return None
        return start, stop

    def _label_for(self, index: int, segment: Segment, lead: Slice | None) -> Label:
        """The label over this name; words before it may be one themselves («члены суда Агаджанян и Кривых»)."""
        if not lead:
            return self.local or self.label
        self.local = None
        if self.context.absent and (self.by_reason or self.context.reason_in(self.block, *lead) is not None):
            reason, post = self._split_reason(lead, segment)
            if reason:
                self.label = replace(self.label, reason=(self.block, reason))
                return self.label if post is None else self._posted(post)
        if segment.sign != "&" and not self.context.absent and self._sends(segment, lead) and self._bare_follows(index):
            self.local = Label(self.label.role, (self.block, lead), self.label.reason, (self.block, lead))
            return self.local
        if self._is_plural(lead) and (self._bare_follows(index) or label_role(self.block.norm[slice(*lead)], self.context.body) == "member"):
            self.local = self._made(*lead)
            return self.local
        if segment.sign == "&" and self.label.role != "invited":
            self.label = Label(reason=self.label.reason)
        return self.label

    def _sends(self, segment: Segment, lead: Slice) -> bool:
        """«от завкома – Рогов, Лис»: all up to the next words are theirs."""
        at = segment.name_at or 0
        return at > 0 and segment.pieces[at - 1].sign == "-" and re.match(r"от [а-я]", self.block.norm[slice(*lead)]) is not None

    def _split_reason(self, lead: Slice, segment: Segment) -> tuple[Slice | None, Slice | None]:
        """«по болезни», «больны», but not «начальник службы»: the words must begin with the reason."""
        begin = self.context.reason_in(self.block, *lead)
        if (segment.name_at or 0) > 1 and segment.pieces[(segment.name_at or 0) - 1].sign == "-" and (begin is not None or self.by_reason):
            self.by_reason = True
            return lead, None
        if begin is None or begin > lead[0] + 4 and not re.match(r"(?:по|в|на|из-за|за|ввиду|вследствие|находи\w+) ", self.block.norm[lead[0] :]):
            return None, None
        return lead, None

    def _posted(self, post: Slice) -> Label:
        return replace(self.label, position=(self.block, post))

    def _is_plural(self, lead: Slice) -> bool:
        norm = self.block.norm[slice(*lead)]
        first = re.match(r"(?:гг\.? )?([а-я-]+)(?![\w.])", norm)
        return first is not None and (is_plural_nominative(first[1]) or first[1].endswith(("ые", "ие")) and is_group(norm))

    def _bare_follows(self, index: int) -> bool:
        ahead = self.segments[index + 1] if index + 1 < len(self.segments) else None
        return ahead is not None and ahead.name_at == 0 and ahead.sign in (",", "и", "&")

    def _with_lead(self, entry: Entry, lead: Slice, sign: str) -> Entry:
        if self.context.absent and entry.reason is not None and entry.reason[1] == lead and entry.reason[0] is self.block:
            return entry
        return add_words(entry, self.context, self.block, *lead)

    def _after(self, piece: Piece, segment: Segment | None = None, at: int = 0) -> None:
        """Words behind a name, after a dash, in brackets or with nothing between."""
        block, context = self.block, self.context
        for start, stop in _parts(block, piece):
            norm = block.norm[start:stop]
            if re.match(r"(?:кворум|заседани|всего|итого)", norm):
                continue
            if not context.absent and not piece.bracket and len(self.out) > 1 and self._is_plural((start, stop)):
                self._lend(start, stop)
                continue
            if not context.absent:
                self.out[-1] = add_words(self.out[-1], context, block, start, stop)
                continue
            if piece.bracket and segment is not None and self._told_later(segment, piece) and context.reason_in(block, start, stop) is None:
                self.out[-1] = add_words(self.out[-1], context, block, start, stop)  # «Пашков И. Д. (центр занятости) – отпуск»
                continue
            before = self.out[-1].reason
            self.out[-1] = add_reason(self.out[-1], context, block, start, stop, bracket=piece.bracket)
            if self.out[-1].reason and self.out[-1].reason is not before:
                self._share(bracket=piece.bracket)

    def _told_later(self, segment: Segment, piece: Piece) -> bool:
        """Does a reason stand behind a bracket, in words of the same person?"""
        return any(p.words and p.start > piece.start and self.context.reason_in(self.block, p.start, p.stop) is not None for p in segment.pieces)

    def _lend(self, start: int, stop: int) -> None:
        """«Иванов, Петров – члены комиссии»: plural words behind the last name are those of all before it."""
        label = self._made(start, stop)
        for index in range(self.section_at, len(self.out)):
            entry = self.out[index]
            if entry.name is not None and not entry.own_position and entry.role in (None, self.label.role):
                self.out[index] = replace(entry, role=label.role or entry.role, role_at=label.at if label.role else entry.role_at, position=label.position or entry.position, lent=True)

    def _share(self, *, bracket: bool) -> None:
        """«Тышкевич и Реброва – по болезни», «Гарбуз, Сухих - больны»: the reason is that of all of them."""
        last = self.out[-1]
        if last.reason is None:
            return
        words = last.reason[0].norm[slice(*last.reason[1])]
        single = re.match(r"(?:болен|больна|болеет|командирован(?:а)?(?!\w)|занята?(?!\w)|уехала?(?!\w)|находится|[а-я]+(?:ший|шая|щийся|щаяся)(?!\w)|дежурит|работает|вызвана?(?!\w)|призван(?!\w))", words)
        joined = False
        for index in range(len(self.out) - 2, self.section_at - 1, -1):
            here, after = self.out[index], self.out[index + 1]
            if here.reason or here.name is None or after.name is None or here.block is not last.block or here.own_position:
                break
            between = self.block.norm[here.name.stop : after.name.start]
            joined = joined or bool(re.search(r"(?<!\w)и(?!\w)", between))
            if bracket and not re.fullmatch(r" и (?:тт?\. ?|тов\. ?)?", between):
                break
            if ";" in between or ". " in between.replace("т. ", "") or single and not joined or re.search(r"[а-я]{4}", between):
                break
            if not joined and any(e.reason for e in self.out[self.section_at : index]):
                break
            self.out[index] = replace(here, reason=last.reason)


def _parts(block: Block, piece: Piece) -> list[Slice]:
    """A bracket's parts at commas where one is a remark («консультант, онлайн»); else the piece as one."""
    if not piece.bracket or "," not in block.text[piece.start : piece.stop]:
        return [(piece.start, piece.stop)]
    cuts, begin = [], piece.start
    for at in range(piece.start, piece.stop):
        if block.text[at] == ",":
            cuts.append((begin, at))
            begin = at + 1
    cuts.append((begin, piece.stop))
    return [c for c in cuts if not is_remark(block.norm[slice(*c)])] if any(is_remark(block.norm[slice(*c)]) for c in cuts) else [(piece.start, piece.stop)]
