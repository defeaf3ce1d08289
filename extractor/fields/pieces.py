"""A list of people cut into pieces: names, words, brackets and the signs between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.fields.listed_names import names_in_list
from extractor.fields.people import Slice, without_titles
from extractor.language import normal_re as re
from extractor.language.names import NameMention
from extractor.markup import Markup
from extractor.model import Block

_ABBREVIATED = re.compile(
    r"(?:^|[\s,(/;:.-])(?:[а-я]|тт|тов|гр|гг|зав|зам|нач|пом|гл|инж|ст|мл|проф|доц|отв|пред|предс|секр|ген|муз|чл|канд|им|техн|экон|мед|пед|уч|преп|инсп|комм|упр|дир|учит|восп"
    r"|дер|пос|обл|ул|корп|кв|стр|руб|чел|свящ|прот|архит|землем|сел|волост|губ|воен|полит|спец|адм|хоз|рук|уполн|бух|бухг|тех|юр|науч|д-р|б/п|нпо|шт|лаб|каф|фак|ин-та|акад|асп|студ|мин|деп|сотр)$"
)
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
    names = names_in_list(markup, block, start, stop)
    quoted = _quotations(block.text)
    names = [n for n in names if not any(a < n.start < b for a, b in quoted)]
    return list(_Cutter(block, names, start, stop, label_lines(markup, block)).run())


_LABEL_LINE = re.compile(r"(?:от|члены|приглаш\w*|секретар\w*|председател\w*|заместител\w*|кандидат\w*|гости|представител\w*|эксперт\w*|наблюдател\w*|с (?:правом|совещ\w+))(?!\w)[^,;:.()\d]{0,50}:|от [а-я][^,;:.()\d]{2,50} - ")


def label_lines(markup: Markup, block: Block) -> frozenset[int]:
    """Where a line inside the block begins with a label («… – юрист / От подрядчика: …»)."""
    text = markup.part.source.text
    return frozenset(
        piece.at for piece in block.pieces[1:]
        if text[max(0, piece.start - 200) : piece.start].rstrip(" \t").endswith("\n") and _LABEL_LINE.match(block.norm, piece.at)
    )


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
        self.block, self.text, self.norm = block, block.text, block.norm
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
        stop = without_titles(self.block, start, stop) if title else stop
        while start < stop and self.text[start] in " \t,;:.–—-|_•*>":
            start += 1
        while stop > start and (self.text[stop - 1] in " \t,;:–—-|_" or self.text[stop - 1] == ")" and "(" not in self.text[start:stop]):
            stop -= 1
        if start < stop and re.search(r"\w", self.text[start:stop]):
            yield self._keep(Piece(start, stop))

    def _skip(self, at: int) -> int:
        """Step over a quotation or a word as one."""
        if self.text[at] == "«":
            close, depth = at, 0
            while close < min(self.stop, at + 400):
                depth += (self.text[close] == "«") - (self.text[close] == "»")
                if depth == 0:
                    return close - at + 1
                close += 1
        after = at + 1
        if self.text[at].isalnum():
            while after < self.stop and self.text[after].isalnum() and after not in self.names and after not in self.labels:
                after += 1
        return after - at

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
        if at + 1 + blanks in self.names and re.search(r"(?<!\w)[а-я]{1,7}[бвгджзклмнпрстфхцчшщ]$", before) and self.begin < at:
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
