"""What meeting it was: the title beside «Протокол № …», its kind and number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.fields.heading_lines import EVENT, IN_ROOM, KIND, LABEL, LITTER, MEETING, ROOM, TITLE, TOWN, Fragment
from extractor.fields.people import trim, unquote
from extractor.language import normal_re as re
from extractor.language.morphology import cases
from extractor.markup import Markup
from extractor.model import Block, Finding, Span

#: An event in the nominative at the start of a line: «совещание с руководителями», «Расширенное заседание».
_EVENT_FIRST = re.compile(r"(?:(?:[\w-]+(?:ого|его|аго|ое|ее|ая|яя|ий|ый|ой) ){0,3})" + EVENT)
_FIRM = re.compile(r"[«\"]?(?:ао|ооо|зао|оао|пао|оао|муп|гуп|фгуп|мбоу|моу|мкоу|маоу|гбоу|мдоу|мбдоу|гбуз|снт|тсж|гск|днт|жск|ск|по|нпо|спк|тоо|аозт|акционерное|открытое|общество с|государственное|муниципальн\w+ (?:авт|бюд|каз|общ|уч|дош)|федеральное|министерство|управление|администрация|областн\w+ управл)(?!\w)")
_TAIL = re.compile(
    r"[ ,]+(?:(?:состоявш|проходивш|происходивш|имевш|бывш|проведенн)\w+(?! [^,]{0,30}форм)(?: (?:(?:в|на|во|с|по|место)|\d).*)?|(?:под )?председательств\w+.*|под предс.*|при секретар.*|при участии.*|в присутствии.*|присутств.*|(?:в|на|во) зале .*|п\. ?п\. ?[\d, -]+|за)$"
)

#: «совещания у губернатора области / С. Т. МЕЖЕННИНОВА»: the officer's name on a line of its own.
_AT_OFFICER = re.compile(r"(?<!\w)(?:у|при) (?:[\w-]+ ){0,2}(?:губернатора|главы|министра|директора|начальника|председателя|мэра|ректора|президента|управляющего|прокурора|заместителя)(?!\w)[^,.]*$")
_ONLY_NAME = re.compile(r"(?:[А-ЯЁ]\. ?){1,2}[А-ЯЁ][\w-]+|[А-ЯЁ][\w-]+ [А-ЯЁ]\. ?(?:[А-ЯЁ]\.?)?")

Part = tuple[Block, int, int]


def find_title_line(blocks: Sequence[Block]) -> int | None:
    """Index of the block that holds the word «Протокол»: one that begins with it rather than one that mentions it.

    «Протокол вела», «книга протоколов» are none (see ``TITLE``).
    """
    best: tuple[int, int] | None = None
    for index, block in enumerate(blocks):
        found = TITLE.search(block.norm)
        if not found or block.style or len(block.text) > 600 and found.start() > 40 or found.start() >= 80 or re.search(r"книга протокол|протоколы |тетрадь", block.norm[:80]):
            continue
        letters = block.text[found.start() : found.end()]
        score = 2 if letters.isupper() or letters[:1].isupper() and found.start() == 0 or block.cells and letters[:1].isupper() else 1
        if best is None or score > best[0]:
            best = (score, index)
            if score == 2:
                break
    return best[1] if best else None


def read_title(markup: Markup, lines: Sequence[Sequence[Fragment]], titled: int | None) -> list[Part]:
    """Return the slices that make the title, in reading order."""
    if titled is None:
        return _event_line(lines[:8])
    parts = _after_word(markup, lines, titled)
    if not any(MEETING.search(f.norm) for f in parts):
        above = _before_word(lines, titled)
        if above:
            return [*above, *map(_part, parts)]
    return [part for part in map(_part, parts) if part[1] < part[2]]


def _part(fragment: Fragment) -> Part:
    """The slice of a fragment without «состоявшегося в …», «под председательством …»."""
    start, stop = fragment.start, fragment.stop
    tail = _TAIL.search(fragment.norm)
    if tail:
        stop = start + tail.start()
    return fragment.block, *trim(fragment.block.text, start, stop, " \t,;:.–—/|_-")


def _event_line(lines: Sequence[Sequence[Fragment]]) -> list[Part]:
    """The title of minutes without the word «протокол»: the first line that begins with an event."""
    for index, line in enumerate(lines):
        words = [f for f in line if f.kind == "text"]
        if words and _EVENT_FIRST.match(words[0].norm) and len(words[0].text) < 300 and not re.search(r"(?:открыт(?!ого|ом)|закрыт(?!ого|ом)|откры[лв]|нача(?!льн)|состоял|вел[аи]?(?!\w))", words[0].norm):
            out = [words[0]]
            for more in lines[index + 1 : index + 3]:
                if len(more) != 1 or more[0].kind != "text" or not _goes_on(out, more[0], ""):
                    break
                out.append(more[0])
            return [_part(f) for f in out]
    return []


def _before_word(lines: Sequence[Sequence[Fragment]], titled: int) -> list[Part]:
    """The title above the word or before it on its line."""
    word = next((f for f in lines[titled] if f.kind == "word"), None)  # on a bad scan the word is there and no fragment of its own
    same = [f for f in lines[titled] if f.kind == "text" and word and f.stop <= word.start]
    for index in range(titled, max(-1, titled - 4), -1):
        words = same if index == titled else [f for f in lines[index] if f.kind == "text"]
        for fragment in words:
            start = event_start(fragment)
            if start is not None:
                out = [_part(fragment._replace(start=start))]
                for more in lines[index + 1 : titled + 1]:
                    out += [_part(f) for f in more if f.kind == "text" and (f.line < titled or f in same) and _plain(f)]
                return out
    return []


def event_start(fragment: Fragment) -> int | None:
    """Where the title begins inside a line above the title word: at an event in the nominative, or one that opens the line."""
    if len(fragment.text) > 300 or LABEL.match(fragment.norm) and not KIND.match(fragment.norm):
        return None
    if _EVENT_FIRST.match(fragment.norm) and not re.match(r"[\w ]*собрание *$", fragment.norm):
        return fragment.start
    inner = re.search(r"(?<=[\w»\"] )(?:(?:расширенное|общее|очередное|внеочередное|рабочее|производственное|оперативное|родительское|отчетное|отчетно-выборное|аппаратное|открытое|закрытое) ){0,2}(?:совещание|заседание|собрание|конференция|планерка)(?= (?:с|при|по|членов|у|об|о)(?!\w))", fragment.norm)
    return fragment.start + inner.start() if inner else None


def _plain(fragment: Fragment) -> bool:
    return not (LITTER.match(fragment.norm) or TOWN.match(fragment.text) or LABEL.match(fragment.norm))


def _after_word(markup: Markup, lines: Sequence[Sequence[Fragment]], titled: int) -> list[Fragment]:
    """Collect the title from the word «Протокол» on, over what stands between."""
    out: list[Fragment] = []
    hole = ""
    skipped = 0
    started = False
    for line in lines[titled : titled + 7]:
        for fragment in line:
            if not started:
                started = fragment.kind == "word"
                continue
            if fragment.kind in ("date", "number", "time", "word"):
                hole = fragment.kind if hole != "date" or fragment.kind == "time" else hole
                continue
            if not out:
                verdict = _opens(markup, fragment, fragment.line == titled)
                if verdict == "stop":
                    return out
                if verdict == "skip":
                    skipped += fragment.line != titled
                    if skipped > 2:
                        return out
                    continue
            elif not _names_officer(out, fragment) and (not _goes_on(out, fragment, hole) or _is_label(markup, fragment)):
                return out
            out.append(fragment)
            hole = ""
    return out


def _opens(markup: Markup, fragment: Fragment, same_line: bool) -> str:
    """May the title open with these words: ``yes``, ``skip`` (a town, a body on its own line), ``stop``?"""
    norm = fragment.norm
    meeting = MEETING.search(norm)
    if is_place(fragment) or LITTER.match(norm):
        return "skip"
    event = _EVENT_FIRST.match(norm)
    if event and re.match(r" (?:открыт[оаы]?(?!\w)|открыл|открыва|закры(?:т[оаы]?(?!\w)|л|ва)|нача(?!льн)|состоя|ведет|ведут|вел[аи]?(?!\w)|провод(?:ит|ил|ят)|правомоч|созвано|окончен)", norm[event.end() :]):
        return "stop"
    colon = ":" in norm and not re.search(r"по адресу ?:", norm)
    if event and not colon:
        return "yes"
    if LABEL.match(norm) and not meeting or colon or fragment.block.style:
        return "stop"
    if re.match(r"(?:присут|отсут|председат|секретар|повестк|на (?:засед|собран)|слушали|избран)", norm):
        return "stop"
    if meeting and meeting.start() < 90 and len(fragment.text) < 400:
        return "yes" if same_line or _genitive(norm) or event else "skip"
    if markup.names(fragment.block):
        return "stop"
    return "yes" if same_line and _genitive(norm) and fragment.lead != "cell" else "skip"


def _is_label(markup: Markup, fragment: Fragment) -> bool:
    norm = fragment.norm
    if fragment.block.style and fragment.block.style != "I" or LABEL.match(norm) and not re.match(r"(?:член|состав|вопрос|участник)\w+ ", norm):
        return True
    words = fragment.block.norm[fragment.start : fragment.stop + 1]
    return bool(re.search(r"(?<!по адресу)(?<!по адресу ):(?: |$)", words)) or (fragment.lead == "line" and bool(markup.names(fragment.block)))


def _names_officer(out: Sequence[Fragment], fragment: Fragment) -> bool:
    """Is this the name of the officer with whom the title says that the meeting was?"""
    return fragment.lead == "line" and fragment.block.gap < 2 and bool(out and _AT_OFFICER.search(out[-1].norm) and _ONLY_NAME.fullmatch(fragment.text))


def _goes_on(out: Sequence[Fragment], fragment: Fragment, hole: str) -> bool:
    """Does the title, so far ``out``, go on with these words (``hole``: a date or number stands between)?"""
    last, norm, text = out[-1], fragment.norm, fragment.text
    if LITTER.match(norm) or is_place(fragment) or hole == "time" or len(text) > 400:
        return False
    have = any(MEETING.search(f.norm) for f in out)
    if not have:
        meeting = MEETING.search(norm)
        return meeting is not None and meeting.start() < 90 and (_genitive(norm) or bool(_EVENT_FIRST.match(norm)))
    open_ = _is_open(out)
    if fragment.lead != "line":
        if fragment.lead == "cell" or hole == "date" and fragment.lead in ("comma", "stop"):
            return open_ and _genitive(norm) and fragment.lead == "cell" and bool(MEETING.search(norm))
        return bool(hole) and not _FIRM.match(norm) and (_genitive(norm) or norm.startswith(("по ", "в форме", "с участием", "проведенн")))
    if hole == "date":
        return open_ and _genitive(norm) and not _FIRM.match(norm)
    if last.block.text[last.stop : last.stop + 2].strip()[:1] in (".", ":") and not hole and not _abbreviated(last):
        return False
    if text[:1].islower():
        return fragment.block.gap < 2 or open_ or _genitive(norm)
    if _FIRM.match(norm):
        return False
    if fragment.block.gap > 1 and not hole and not (text.isupper() and last.text.isupper()):
        return open_ and _genitive(norm)
    if text.isupper() and last.text.isupper():
        return True
    return _genitive(norm) or text[:1] in "«\"" and text[-1:] in "»\"" and last.text[-1:] not in "»\""


def _abbreviated(fragment: Fragment) -> bool:
    return bool(re.search(r"(?<!\w)(?:\w|им|гор|обл|адм|\w[\w-]{0,4})$", fragment.norm)) and not re.search(r"(?:ия|ов|ий)$", fragment.norm)


def _is_open(parts: Sequence[Fragment]) -> bool:
    """Is the title unfinished: nothing says yet whose meeting it was («внеочередного заседания»)?"""
    return bool(re.search(EVENT + r"[ .]*$", parts[-1].norm))


def _genitive(norm: str) -> bool:
    """Do the words begin in the genitive («Качканарского городского округа», «членов кооператива»)?"""
    first = re.match(r"[«\"№]?(?:[ivxхi\d]+-?(?:го|й|ой)? )?(?P<w>[\w-]+)", norm)
    if not first:
        return False
    word = first["w"]
    if re.search(r"(?:ого|его|аго|яго|ых|их|ой|ей|ыя|ия)$", word):
        return True
    readings = cases(word)
    if readings and "gent" in readings:
        return not (re.search(r"(?:ие|ье|ое|ий)$", word))
    return not readings and bool(re.search(r"(?:ов|ев|а|я|ы|и)$", word))


def is_place(fragment: Fragment) -> bool:
    """Is this a town or a room rather than words of the title?"""
    text, norm = fragment.text, fragment.norm
    if TOWN.match(text) or IN_ROOM.match(norm) and len(norm) < 160:
        return True
    room = ROOM.match(norm)
    return bool(room) and len(norm) < 120 and not KIND.search(re.sub(r"зал\w* (?:заседаний|собраний|совещаний)", "", norm)) and not _genitive_room(norm)


def _genitive_room(norm: str) -> bool:
    """«школы № 5», «библиотеки имени …» go on with a title; «школа № 5» is where it was."""
    word = re.match(r"[\w-]+", norm)
    return word is not None and bool(re.search(r"(?:ого|ы|и|а|я)$", word.group())) and "nomn" not in cases(word.group())


def join_parts(parts: Sequence[Part]) -> tuple[str, tuple[Span, ...]]:
    """Words of several slices joined by blanks, and where they stand."""
    text = " ".join(block.text[start:stop] for block, start, stop in parts)
    text = re.sub(r"\s+", " ", text)
    return text.strip(), tuple(span for block, start, stop in parts for span in block.spans(start, stop))


def title_finding(parts: Sequence[Part]) -> Iterator[Finding]:
    """The title as a finding."""
    if parts:
        text, spans = join_parts(parts)
        yield Finding(unquote(text), spans, "heading.title", 1, "title")
