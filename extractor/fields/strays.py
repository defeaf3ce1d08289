"""Absences told in a sentence of their own: «Казначей Рогов на собрание не прибыл за болезнью», «Скок в отгуле»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.fields.entries import Context, Entry, Label, add_reason, add_words, under
from extractor.fields.listed_names import merge_names
from extractor.fields.passages import Passage
from extractor.language import normal_re as re
from extractor.language.names import NameMention
from extractor.model import Block

_SENTENCE = re.compile(r"(?<=[а-яёіѣъь)]{2})[.;] +(?=[А-ЯЁІѢѲ])")
_MISSED = re.compile(
    r"[ ,]*(?:(?:на|в) (?:это |сие |настоящее |данное )?(?:заседани|собрани|совещани|сход|съезд|сесси)\w* )?"
    r"(?:не (?:прибыл|явил|приш[еёл]|приехал|присутств|участв|был(?!\w)|была(?!\w)|были(?!\w))\w*|отсутств(?:овал|у)\w*)(?: (?:на|в) (?:заседани|собрани|совещани|сход)\w*)?(?P<why>.*)"
)
#: A longer paragraph tells more than who came; so time stays linear.
_LONGEST = 3000
_SECTIONS = frozenset({"head", "present", "chair", "secretary", "invited"})


def read_strays(context: Context, passages: Sequence[Passage]) -> list[Entry]:
    """Return those of whom a sentence of the opening says that they did not come."""
    out: list[Entry] = []
    for passage in passages:
        if passage.section in ("heard", "decided", "spoke", "item", "body"):
            break
        if passage.section in _SECTIONS and not passage.block.cells and len(passage.block.text) < _LONGEST:
            for start, stop in _sentences(passage.block):
                out += _told(context, passage, start, stop)
    return out


def _sentences(block: Block) -> Iterator[tuple[int, int]]:
    begin = 0
    for found in _SENTENCE.finditer(block.text):
        yield begin, found.start()
        begin = found.end()
    yield begin, len(block.text.rstrip(" ."))


def _told(context: Context, passage: Passage, start: int, stop: int) -> Iterator[Entry]:
    """The people of one short sentence that begins with them and goes on with why they are away."""
    block = passage.block
    if not 8 < stop - start <= 200 or ":" in block.text[start:stop]:
        return
    names = [n for n in merge_names(block, context.markup.names(block, bare=True)) if start <= n.start and n.stop <= stop]
    if not names or names[0].start - start > 60:
        return
    each = _each_reasoned(context, passage, names, start, stop) if len(names) > 1 else []
    if each or not all(_side_by_side(block, a, b) for a, b in zip(names, names[1:], strict=False)):
        yield from each
        return
    lead = block.norm[start : names[0].start].strip()
    if re.match(r"(?:из|от|на|в|все|кроме|но|а|и|по)(?!\w)", lead) or re.search(r"\d|[,;]$", lead):
        return
    missed = _MISSED.fullmatch(block.norm, names[-1].stop, stop)
    if missed is None and not _only_reason(context, passage, start, names[-1].stop, stop):
        return
    begin = missed.start("why") if missed else names[-1].stop
    for index, name in enumerate(names):
        entry = under(Label(), block, name)
        if index == 0 and lead:
            entry = add_words(entry, context, block, start, name.start)
        yield add_reason(entry, context, block, begin, stop, bracket=True)


def _each_reasoned(context: Context, passage: Passage, names: Sequence[NameMention], start: int, stop: int) -> list[Entry]:
    """«Рогов И. И. в отпуске, Лис О. П. на курсах»: behind the list several people, each with nothing but a reason."""
    block = passage.block
    out: list[Entry] = []
    for name, after in zip(names, [*names[1:], None], strict=True):
        end = after.start if after else stop
        end -= len(block.norm[name.stop : end]) - len(re.sub(r"(?:,| и| а|,? т\.)? *$", "", block.norm[name.stop : end]))
        if not _only_reason(context, passage, start, name.stop, end):
            return []
        out.append(add_reason(under(Label(), block, name), context, block, name.stop, end, bracket=True))
    return out


def _side_by_side(block: Block, one: NameMention, other: NameMention) -> bool:
    return re.fullmatch(r" ?(?:,|и) ?(?:т\. ?|тов\. ?)?", block.norm[one.stop : other.start]) is not None


def _only_reason(context: Context, passage: Passage, start: int, at: int, stop: int) -> bool:
    """«Присутствовали: Рогов, Лис. Скок в отгуле.»: behind the list a name with nothing but a reason."""
    begin = context.reason_in(passage.block, at, stop) if passage.section == "present" and start >= passage.content and start > 0 else None
    return begin is not None and stop - at < 50 and re.fullmatch(r"[ –—-]*(?:(?:в|на|по|за|из-за) (?:[а-я]+ )?)?", passage.block.norm[at:begin]) is not None and passage.block.text[at : at + 1] != ","
