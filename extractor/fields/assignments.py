"""«Отв.: …», «Срок: …», «(отв. …, срок …)»: the labels that stand beside a decision, and the values behind them."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.fields.duties import find_infinitives
from extractor.fields.people import trim
from extractor.language import normal_re as re
from extractor.language.morphology import parses
from extractor.markup import Markup
from extractor.model import Block, Finding

Slice = tuple[int, int]

_WHO = (
    r"(?:(?:ответственн?(?:ый|ые|ая|ое|ыми)|отв(?:етств)?(?:\.|-н\w{1,3}\.?|(?= ?[:-])|(?= (?=\w))))(?: ?(?:исполнител\w+|исп\.|лиц\w+))?|исполнител[ьи]|исп\.)"
    r"(?: за (?:исполнение|выполнение|подготовку|реализацию|проведение|организацию)[^:.;-]{0,40}(?= ?[:-]))?"
)
_WHEN = r"(?:срок(?:и)?(?: (?:исполнения|выполнения|реализации|сдачи|представления|проведения|завершения))?|дедлайн|дата (?:исполнения|выполнения)|deadline)"
_LABEL = re.compile(rf"(?P<open>[(\[/-][ ]?)?(?<![а-я])(?P<label>(?P<who>{_WHO})|(?P<when>{_WHEN}))(?P<sign> ?[:-] ?-? ?)?(?![а-я])")
_VALUE_OF_TIME = re.compile(r" ?(?:\d|до |к |ко |не (?:позднее|позже)|в течение|в \w+ срок|немедленно|постоянно|ежедневно|еженедельно|ежемесячно|ежеквартально|январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)")
_TIME_BEHIND = re.compile(r"[,; -]{1,4}(?=(?:(?:до|к|ко|не позднее|не позже) (?:\d|конца|начал)|в течение |в \w+ срок|немедленно|постоянно))")
_LAST_BRACKET = re.compile(r"[(]([^()]{3,90})[)](?=[ .;]*$)")
_CLOSING = {"(": ")", "[": "]", "/": "/"}
_EDGE = " \t,;:–—-."


def cut_meta(block: Block, start: int, stop: int) -> list[tuple[str, Slice, Slice]]:
    """Find «Срок: …», «Отв.: …» in a text → [(kind, whole slice, value slice)].

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Source
    >>> line = outline(Source("п.txt", "Купить краску. Отв.: Скок. Срок: немедленно."))[0]
    >>> [(kind, line.text[a:b]) for kind, _, (a, b) in cut_meta(line, 0, len(line.text))]
    [('responsible', 'Скок'), ('deadline', 'немедленно')]
    """
    labels = [found for found in _LABEL.finditer(block.norm, start, stop) if _is_label(block, start, found)]
    out: list[tuple[str, Slice, Slice]] = []
    closing: str | None = None
    for index, found in enumerate(labels):
        begin, value = found.start() if found["open"] else found.start("label"), found.end()
        end = labels[index + 1].start() if index + 1 < len(labels) else stop
        opened = (found["open"] or "").strip()
        closing = _CLOSING.get(opened, closing)
        close = block.text.find(closing, value, end) if closing else -1
        if closing == ")" and close >= 0 and block.text.count("(", value, close):
            close = block.text.find(closing, close + 1, end)
        if close >= 0:
            value_end, whole_end, closing = close, close + 1, None
        else:
            value_end = whole_end = _sentence_end(block, value, end)
        kind = "responsible" if found["who"] else "deadline"
        commands = not found["sign"] and (kind == "deadline" or begin == start) and any(True for _ in find_infinitives(block, value, value_end))
        if value < value_end and not commands:  # «Отв. Рогову составить смету» is what was decided
            out += _with_time(block, kind, (begin, whole_end), (value, value_end))
    return out


def cut_bracket(markup: Markup, block: Block, start: int, stop: int) -> list[tuple[str, Slice, Slice]]:
    """Find who and when in a bracket without labels that ends a decision: «(Ващук, до 19.05)»; as :func:`cut_meta` does.

    Every part of it is a person of this protocol, or else a person beside a time.
    """
    found = _LAST_BRACKET.search(block.text, start, stop)
    if found is None or not found[1][:1].isalnum():
        return []
    parts = [trim(block.text, *span) for span in _part_slices(block.text, *found.span(1))]
    times = [part for part in parts if _VALUE_OF_TIME.match(block.norm, *part)]
    people = [part for part in parts if part not in times]
    if not people or parts[len(people) :] != times or not all(_is_person(markup, block, part, known=not times) for part in people):
        return []
    out: list[tuple[str, Slice, Slice]] = [("responsible", found.span() if not times else (found.start(), times[0][0]), (people[0][0], people[-1][1]))]
    return out + [("deadline", (times[0][0], found.end()), (times[0][0], times[-1][1]))] if times else out


def _part_slices(text: str, start: int, stop: int) -> Iterator[Slice]:
    for found in re.finditer(r"[^,;]+", text[start:stop]):
        yield start + found.start(), start + found.end()


def _is_person(markup: Markup, block: Block, part: Slice, *, known: bool) -> bool:
    """Is a part of a bracket a name and nothing else, of somebody named elsewhere where ``known`` is asked?"""
    names = [name for name in markup.names(block, bare=True) if part[0] <= name.start and name.stop <= part[1]]
    if len(names) != 1 or names[0].stop - names[0].start < part[1] - part[0]:
        return False
    return not known or any(name.surname[:4].lower() == names[0].surname[:4].lower() for name in markup.known_names())


def _with_time(block: Block, kind: str, whole: Slice, value: Slice) -> Iterator[tuple[str, Slice, Slice]]:
    """«отв. Скок, до 5 мая»: the deadline behind the name is one of its own."""
    found = _TIME_BEHIND.search(block.norm, *value) if kind == "responsible" else None
    if found is None:
        yield kind, whole, trim(block.text, *value, _EDGE)
        return
    yield kind, (whole[0], found.start()), trim(block.text, value[0], found.start(), _EDGE)
    yield "deadline", (found.start(), whole[1]), trim(block.text, found.end(), value[1], _EDGE)


def _is_label(block: Block, start: int, found: re.Match[str]) -> bool:
    """Does a word of a label stand as one: at the beginning of a sentence or a bracket, with a value behind it?"""
    at = found.start("label")
    before = block.norm[start : found.start()].rstrip()
    opened = bool(found["open"])
    capital = block.text[at].isupper()
    short = found["label"].startswith(("отв.", "исп."))
    if before and before[-1] not in ".;:,)\"-(" and not opened and not capital and not short:
        return False
    if found["open"] and found["open"].strip() == "-" and not found["sign"] and not capital and not short and not block.text[found.end() :].lstrip()[:1].isupper():
        return False
    after = found.end()
    if found["sign"]:
        return bool(block.text[after:].strip())
    if found["when"]:
        return bool(_VALUE_OF_TIME.match(block.norm, after))
    rest = block.text[after:].lstrip()
    return rest[:1].isupper() or (short or at == start or opened or capital) and _is_nominative(block.norm[after:])


def _is_nominative(norm: str) -> bool:
    if re.match(r" *(?:[а-я]{1,6}\.|зав|зам|нач|все(?!\w))", norm):
        return True
    word = re.match(r" *([а-я]{2,})", norm)
    return word is not None and any(p.case == "nomn" and p.pos in ("NOUN", "ADJF", "PRTF") and p.score > 0.02 for p in parses(word[1]))


def _sentence_end(block: Block, start: int, stop: int) -> int:
    """Where the value ends: at a stop before a sentence of its own, or a semicolon."""
    for found in re.finditer(r"[.;](?= +(?:\d{1,2}[.)] )?[«\"]?[А-ЯЁІѢѲ][а-яёіѣѳѵ]{2,}(?: [а-яёіѣѳѵ]|[.:,]|$| [«\"\d–—-]))", block.text[start:stop]):
        at = start + found.start()
        before = block.text[start:at]
        if block.text[at] == ";" or re.search(r"\d г$", before) or not re.search(r"(?:^|[ .(])(?:[а-яёіѣѳѵ]{1,4}|[А-ЯЁІѢѲ])$", before):
            return at + 1
    return stop


def split_responsible(markup: Markup, block: Block, start: int, stop: int) -> list[Finding]:
    """«Бубнов С.А., Торопчина В.Ю.» are two; a post with its name is one."""
    out: list[Finding] = []
    depth, begin, at = 0, start, start
    while at <= stop:
        sign = block.text[at] if at < stop else ";"
        depth += (sign in "(«") - (sign in ")»")
        joint = re.match(r",? (?:и|а также) (?=[А-ЯЁІѢѲ«]|зам|нач|дир|зав|гл|пред|учител|воспит|бухг|мастер|инж|отдел|т\.|тов|комисс|администрац|правлен|член|родител|класс)", block.text[at:stop])
        if depth <= 0 and (sign in ",;" or joint) and not (sign == "," and re.match(r", ?\d", block.text[at:stop])):
            left, right = trim(block.text, begin, at, _EDGE)
            if left < right and re.search(r"[^\W\d_]{2}", block.text[left:right]):
                out.append(Finding(block.text[left:right], block.spans(left, right), "responsible.label"))
            begin = at + (joint.end() if joint else 1)
            at = begin - 1 if joint else at
        at += 1
    return out
