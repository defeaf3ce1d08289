"""What meeting it was: the title beside «Протокол № …», its kind and number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.fields.heading_lines import KIND, LABEL, LITTER, MEETING, TITLE, TOWN, Fragment
from extractor.fields.people import trim, unquote
from extractor.fields.title_words import EVENT_FIRST, is_genitive, is_place, names_officer, title_goes_on
from extractor.language import normal_re as re
from extractor.markup import Markup
from extractor.model import Block, Finding, Span

_TAIL = re.compile(
    r"[ ,]+(?:(?:состоявш|проходивш|происходивш|имевш|бывш|проведенн)\w+(?! [^,]{0,30}форм)(?: (?:(?:в|на|во|с|по|место)|\d).*)?|(?:под )?председательств\w+.*|под предс.*|при секретар.*|при участии.*|в присутствии.*|присутств.*|(?:в|на|во) зале .*|п\. ?п\. ?[\d, -]+|за)$"
)


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
        if words and EVENT_FIRST.match(words[0].norm) and len(words[0].text) < 300 and not re.search(r"(?:открыт(?!ого|ом)|закрыт(?!ого|ом)|откры[лв]|нача(?!льн)|состоял|вел[аи]?(?!\w))", words[0].norm):
            out = [words[0]]
            for more in lines[index + 1 : index + 3]:
                if len(more) != 1 or more[0].kind != "text" or not title_goes_on(out, more[0], ""):
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
    if EVENT_FIRST.match(fragment.norm) and not re.match(r"[\w ]*собрание *$", fragment.norm):
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
            elif not names_officer(out, fragment) and (not title_goes_on(out, fragment, hole) or _is_label(markup, fragment)):
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
    event = EVENT_FIRST.match(norm)
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
        return "yes" if same_line or is_genitive(norm) or event else "skip"
    if markup.names(fragment.block):
        return "stop"
    return "yes" if same_line and is_genitive(norm) and fragment.lead != "cell" else "skip"


def _is_label(markup: Markup, fragment: Fragment) -> bool:
    norm = fragment.norm
    if fragment.block.style and fragment.block.style != "I" or LABEL.match(norm) and not re.match(r"(?:член|состав|вопрос|участник)\w+ ", norm):
        return True
    words = fragment.block.norm[fragment.start : fragment.stop + 1]
    return bool(re.search(r"(?<!по адресу)(?<!по адресу ):(?: |$)", words)) or (fragment.lead == "line" and bool(markup.names(fragment.block)))
















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
