"""Where the meeting was: behind a label, in the opening sentence, in a cell or on a line of its own, a town."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.fields.heading_lines import IN_ROOM, KIND, LABEL, LITTER, ROOM, TOWN, Fragment, tabbed
from extractor.fields.passages import Passage
from extractor.fields.people import trim, unquote
from extractor.fields.title import Part
from extractor.fields.title_words import is_place
from extractor.language import normal_re as re
from extractor.language.morphology import has_tag
from extractor.markup import Markup
from extractor.model import Block, Finding

_LABEL = re.compile(
    r"(?<![\w])(?:место(?: и время| и дата|, время)?(?: (?:проведени\w*|заседани\w*|собрани\w*|встречи|сбора)(?: [^:–—\t-]{0,90}?)?)?|где|адрес(?: проведения| места)(?: [^:]{0,60}?)?)[ ]?(?::|[-–—](?= )| \t|\t)[ \t]?"
)
#: «собрались въ домъ Общества»: where to, not where.
_GATHERED = re.compile(r"(?<!\w)собра(?:лись|лось|лся|вшись) (?:[^.;:]{0,60} )?в (?P<place>(?:дом|зал|здание|помещение|контору|школу|избу|канцелярию|квартиру|клуб|правление)(?!\w))")
_MORE_LABELS = re.compile(r"(?:(?:место|время|дата|начало|окончание)[^:\t]{0,25}:[ \t]*)+")
_NO_PLACE = re.compile(r"(?:место (?:работы|жительства|службы|хранения|нахождения|рождения))")
_ABBREVIATION = re.compile(r"(?:^|[\s,(])(?:г|ул|д|с|пос|дер|ст|им|каб|обл|р-н|стр|корп|кв|пр|пер|наб|гор|п|тер|пл|оф|эт|ауд|просп|комн|ком|пгт|р|рп|мкр|б-р|ш|стр-?е|вл|комб|[а-я])$")
_STOP = re.compile(r"\t|\.(?= ?[А-ЯЁ«]|$)|;|(?<=[ ,])(?:[Вв]рем[яе]|[Дд]ат[аы] |[Нн]ачало|[Пп]рисутств|под пред|при секр|при писар|в числе|в количестве|\d{1,4} (?:чел|лиц)|члены (?=[а-я])|выборные(?!\w)|явил|прибыл|имел|[Пп]редседат|[Пп]роводил|[Сс]остоял|[Зз]аочн\w+ голос|[Зз]аседание отк|[Сс]обрание отк)")


def read_places(markup: Markup, passages: Sequence[Passage], lines: Sequence[Sequence[Fragment]], titled: int | None, title: Sequence[Part]) -> Iterator[Finding]:
    """Rival places of the meeting: the nearer named ranks higher."""
    yield from _labelled(markup, passages)
    yield from _in_sentences(markup, passages)
    yield from _in_lines(markup, lines, titled, title)
    yield from _in_tail(title)


def _labelled(markup: Markup, passages: Sequence[Passage]) -> Iterator[Finding]:
    for passage in passages:
        block = passage.block
        if passage.section in ("decided", "heard", "spoke", "vote"):
            return
        for label in _LABEL.finditer(tabbed(block)):
            if _NO_PLACE.match(block.norm, label.start()):
                continue
            start = label.end()
            more = _MORE_LABELS.match(block.norm, start)
            yield from _finding(block, *_place_end(markup, block, more.end() if more else start), 10, "heading.place.label")


def _in_sentences(markup: Markup, passages: Sequence[Passage]) -> Iterator[Finding]:
    """«Собрание открыто в 2 часа, в зале Дворянского собрания, под председательством …»."""
    for passage in passages:
        block = passage.block
        if passage.section in ("decided", "heard", "spoke", "vote", "agenda"):
            return
        told = passage.section in ("absent", "invited") and re.match(r"(?:заседани|собрани|совещани|съезд|сход)\w* (?:было |был )?(?:открыт|состоял|происход|проход|проведен)", block.norm)
        if not told and passage.section not in ("head", "present", "approval", "chair", "secretary", "closing", "body"):
            continue
        room = IN_ROOM.search(block.norm) or _GATHERED.search(block.norm)
        if not room or len(block.text) > 900 or re.search(r"(?:дежур\w+|болеет|лежит|отсутств\w+|не приш\w+|не яв\w+|проживающ\w+|присутств\w+|размещен\w+|вывешен\w+|экспозици\w+|работ\w+)[^.]{0,60}$", block.norm[: room.start()]):
            continue
        if re.match(r"\w+ \d+ (?:чел|лиц)", block.norm[room.start("place") :]):
            continue  # «в зале 46 человек» counts heads
        if passage.section == "body" and not re.search(r"(?:состоял|собрал|проведен|проводил|открыт|собрани|заседани|сход)", block.norm):
            continue
        yield from _finding(block, *_place_end(markup, block, room.start("place")), 6 if passage.section != "body" else 2, "heading.place.room")


def _in_lines(markup: Markup, lines: Sequence[Sequence[Fragment]], titled: int | None, title: Sequence[Part]) -> Iterator[Finding]:
    """Towns and rooms on the lines of the heading, next to the date or by themselves."""
    used = {(id(block), start) for block, start, _ in title}
    anchor = titled if titled is not None else 0
    for index, line in enumerate(lines):
        dated = any(f.kind in ("date", "number", "word") for f in line)
        for fragment in line:
            if fragment.kind != "text" or (id(fragment.block), fragment.start) in used or len(fragment.text) > 130 or LITTER.match(fragment.norm):
                continue
            rank = _line_rank(fragment, index - anchor, dated, len(line))
            if rank:
                yield from _finding(fragment.block, *_place_end(markup, fragment.block, fragment.start, fragment.stop), rank, "heading.place.line")


def _line_rank(fragment: Fragment, distance: int, dated: bool, size: int) -> int:
    """How likely a fragment of a heading line is the place (0: not at all)."""
    norm, text = fragment.norm, fragment.text
    near = -1 <= distance <= 6
    if TOWN.match(text):
        room = bool(re.search(r",", text))
        return (5 if room else 4) if near or dated else 1 if size == 1 and distance < 0 else 0
    if not near and not dated and fragment.lead != "cell" or LABEL.match(norm) and not ROOM.match(norm):
        return 0
    if is_place(fragment) and (distance > 0 or dated or fragment.lead == "cell"):
        return 5
    if dated and distance >= 0 and fragment.lead in ("cell", "comma") and not KIND.search(norm) and _is_town_name(text):
        return 3
    if dated and size <= 3 and fragment.lead == "line" and text[:1].isupper() and _is_town_name(text.rstrip(",. ")):
        return 3
    return 0


def _is_town_name(text: str) -> bool:
    """«Пермь», «Нижний Тагил»: a name of a town with nothing before it."""
    words = re.findall(r"[\w-]+", text)
    return 0 < len(words) <= 3 and text[:1].isupper() and has_tag(words[-1].lower(), "Geox") and not re.search(r"[«\"№\d]", text)


def _in_tail(title: Sequence[Part]) -> Iterator[Finding]:
    """The place that ended the title: «…, состоявшегося в столовой фабрики»."""
    for block, _, stop in title:
        tail = re.match(r"[ ,]+(?:состоявш|проходивш|происходивш|бывш|проведенн)\w+ (?:в|во|на) (?P<p>[а-я][^,;:\d]{3,90})", block.norm[stop:])
        if tail and (ROOM.match(tail["p"]) and not re.match(r"(?:очн|заочн|форм)", tail["p"]) or IN_ROOM.search(tail.group())):
            yield from _finding(block, *trim(block.text, stop + tail.start("p"), stop + tail.end("p")), 6, "heading.place.tail")


def _place_end(markup: Markup, block: Block, start: int, limit: int | None = None) -> tuple[int, int]:
    """A place ends at a full stop, at the next label or cell, or before a date or time."""
    stop = len(block.text) if limit is None else limit
    for found in _STOP.finditer(_cased(block), start + 2, stop):
        at = found.start()
        if found.group().startswith(".") and _ABBREVIATION.search(block.norm[start:at]) and (found.end() < len(block.text)):
            continue
        stop = at
        break
    starts = [d.start for d in markup.dates(block) if d.rule != "date.year"] + [t.start for t in markup.times(block) if t.rule != "time.bare"]
    stop = min([at for at in starts if start < at < stop], default=stop)
    left, right = trim(block.text, start, stop)
    hour = re.search(r", ?(?:в )?\d{1,2} ?ч(?:ас(?:ов|а)?)?$", block.norm[left:right].rstrip("."))
    if hour:
        left, right = trim(block.text, left, left + hour.start())
    tail = re.search(r"[ ,]+(?:в|с|на|от|под|при|состоял\w+|собрал\w+|открыт\w*|проводил\w+|проведен\w*|было)$", block.norm[left:right])
    while tail:
        left, right = trim(block.text, left, left + tail.start())
        tail = re.search(r"[ ,]+(?:в|с|на|от|состоял\w+|собрал\w+)$", block.norm[left:right])
    return left, right


def _cased(block: Block) -> str:
    """The normal form with tabs and capitals put back, so that the start of a sentence can be told."""
    return "".join(n.upper() if t.isupper() else t if t in "\t«" else n for t, n in zip(block.text, block.norm, strict=True))


def _finding(block: Block, start: int, stop: int, rank: int, rule: str) -> Iterator[Finding]:
    lead = re.match(r"(?:в|во|на)[ ]", block.norm[start:stop])
    if lead:
        start += lead.end()
    value = block.text[start:stop]
    if re.search(r"[^\W\d_]", value) and "__" not in value and stop - start < 220:
        yield Finding(unquote(re.sub(r"\s+", " ", value)), block.spans(start, stop), rule, rank, "place")
