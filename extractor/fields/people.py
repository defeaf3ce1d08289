"""Lists of people: «Иванов И. И., директор; члены: Скок, Пахарь (болен); 7 учителей» → entries, each with its places."""

from __future__ import annotations

from extractor.language import normal_re as re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from extractor.language.morphology import cases, is_plural_nominative
from extractor.language.names import NameMention, set_nominative
from extractor.language.numerals import read_number
from extractor.markup import Markup
from extractor.model import Block, Finding

Slice = tuple[int, int]
Draft = dict[str, Any]

_EDGE = " \t,;:.-–—/|_"
_JOINERS = re.compile(r"(?:(?:,|;)?[ ]?(?:а также|а именно|также|в том числе|в т\. ?ч\.|из них|и|или|да|плюс)[ ]+)+|^(?:и|а также|также|а именно|от(?=$))[ ]")
_TITLES = re.compile(r"(?:(?:т\. ?т|тт|т|тов|товарищ\w*|гр|г-н|г-жа|гражд|граждан\w+|господин\w*|г)\.?[ ]*)$")
_TOTAL = re.compile(r"\b(?:всего|итого)\b")
_BRACKETS = {"(": ")", "/": "/", "[": "]"}
_ROLE_LABELS = (
    (re.compile(r"(?:приглаш|гост)"), "invited"),
    (re.compile(r"(?:заместител\w+ председател|зам\.? ?пред|член)"), "member"),
    (re.compile(r"председател"), "chair"),
    (re.compile(r"(?:ответственн\w+ )?секретар"), "secretary"),
)
_BARE_ROLE = re.compile(
    r"(?:председатель(?:ствующ\w+|ствует|ствовал\w*)?|председательница|секретарь|члены?|приглашенн\w+|приглашен\w*|гост[ьи])"
    r"(?: (?:заседания|собрания|совещания|схода|сессии|педсовета|конференции|встречи))?(?: и секретарь(?: собрания| заседания)?)?"
)
_REMARK = re.compile(r"(?:по тел\w*\.?|по телефону|онлайн|очно|заочно|дистанционно|вкс|по вкс|по видеосвязи|без права голоса|с правом голоса|zoom|удаленно|по скайпу|кв\. ?№? ?\d+[а-я]?|подпись|п/п|роспись|\d+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One person or group of a list, as slices of its block."""

    block: Block
    name: NameMention | None
    position: Slice | None = None
    reason: Slice | None = None
    role: str | None = None
    role_span: Slice | None = None
    count: tuple[int, Slice] | None = None
    description: tuple[Slice, ...] = ()
    rule: str = "people.list"
    reason_block: Block | None = None
    position_block: Block | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """What stands over the following people: their role, their common position or reason of absence."""

    role: str | None = None
    position: Slice | None = None
    reason: Slice | None = None
    block: Block | None = None
    span: Slice | None = None
    head: tuple[Slice, ...] = field(default=())


def trim(text: str, start: int, stop: int, edge: str = _EDGE) -> Slice:
    """Narrow a slice to leave off signs at its edges; the stop of an abbreviation stays.

    >>> trim(", ведущий специалист УО;", 0, 24)
    (2, 23)
    """
    while start < stop and text[start] in edge:
        start += 1
    while stop > start and text[stop - 1] in edge:
        if text[stop - 1] == "." and _is_abbreviation(text[start:stop]):
            break
        stop -= 1
    return start, stop


def _is_abbreviation(text: str) -> bool:
    return bool(re.search(r"(?:^|[\s.«\"(-])(?:[А-ЯЁA-ZІѲ]|г|гг|р|руб|коп|им|проф|доц|канд|чел|экз|млн|тыс|проц|ул|стр|т\. ?п|т\. ?д|н|др|пр|ст|св|о|б|в|ч|л|д-р)\.$", text))


def read_people(markup: Markup, block: Block, start: int, stop: int, label: Label, *, absent: bool = False) -> tuple[list[Entry], Label]:
    """Read the people named in ``block.text[start:stop]``; returns them and the label that is now in force."""
    names = [n for n in markup.names(block, bare=True) if start <= n.start and n.stop <= stop and not _in_quotes(block.text, n.start)]
    names = [n for n in names if not _in_brackets(block.text, start, n.start)]
    if not names:
        return list(_groups(block, start, stop, label, alone=True)), label
    entries: list[Entry] = []
    cursor = start
    for index, name in enumerate(names):
        gap = _split_gap(markup, block, cursor, name.start, first=index == 0, absent=absent, style_before=_has_before(markup, block, start, names))
        if entries and (gap.after or gap.bracket):
            entries = _close(markup, entries, gap, block, absent)
        if gap.label is not None:
            label = _read_label(markup, block, gap.label, label, absent)
        entries.extend(_groups(block, *gap.middle, label, alone=False) if gap.middle else ())
        entries.append(_person(markup, block, name, gap.before, label))
        cursor = name.stop
    tail = _split_gap(markup, block, cursor, stop, first=False, absent=absent, style_before=False, last=True)
    if tail.after or tail.bracket:
        entries = _close(markup, entries, tail, block, absent)
    if tail.middle:
        entries.extend(_groups(block, *tail.middle, label, alone=False))
    return entries, label


def _in_quotes(text: str, at: int) -> bool:
    return text.count("«", 0, at) > text.count("»", 0, at)


def _in_brackets(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)


def _has_before(markup: Markup, block: Block, start: int, names: Sequence[NameMention]) -> bool:
    """Do posts stand before the names in this list («комендант Стукалова, зав. столовой Пичугин»)?"""
    head = block.text[start : names[0].start]
    head = head.rsplit(":", 1)[-1]
    first = trim(head, 0, len(head))
    words = _TITLES.sub("", head[slice(*first)] + " ").strip()
    return bool(words) and not re.fullmatch(r"(?:\d+[.)]?|и|а также|тт|т|члены?)\.?", words)


@dataclass(frozen=True, slots=True)
class _Gap:
    after: Slice | None = None
    bracket: Slice | None = None
    label: Slice | None = None
    middle: Slice | None = None
    before: Slice | None = None


def _split_gap(markup: Markup, block: Block, start: int, stop: int, *, first: bool, absent: bool, style_before: bool, last: bool = False) -> _Gap:
    """Divide the words between two names: what belongs to the one before, a label, what belongs to the next."""
    text = block.text
    bracket, after, label = None, None, None
    if not first:
        opened = re.match(r"[ ,]{0,3}([(/\[])", text[start:stop])
        if opened:
            close = _closing(text, start + opened.start(1), stop)
            if close is not None:
                bracket = (start + opened.end(1), close)
                start = close + 1
    colon = _last_colon(text, start, stop)
    if colon is not None and not last:
        begin = max((text.rfind(sign, start, colon) for sign in ";,."), default=-1)
        if absent and begin >= 0 and text[begin] == "," and ";" in text[start:colon]:
            begin = text.rfind(";", start, colon)
        begin = start if begin < start else begin + 1
        label = (begin, colon)
        before = (colon + 1, stop)
        if begin > start:
            after = trim(text, start, begin)
        return _Gap(after if after and after[0] < after[1] else None, bracket, label, None, _clean_before(text, before))
    if absent and not last:
        dash = re.search(r"[-–—][ ]?$", text[start:stop].rstrip() + " ") or re.search(r"[-–—][ ]*(?:тт?\.|тов\.)?[ ]*$", text[start:stop])
        if dash:
            begin = max(text.rfind(";", start, stop), text.rfind(",", start, start + dash.start()))
            begin = start if begin < start else begin + 1
            words = trim(text, begin, start + dash.start())
            if words[0] < words[1] and is_reason(markup, block, *words):
                if begin > start:
                    after = trim(text, start, begin)
                return _Gap(after if after and after[0] < after[1] else None, bracket, words, None, None)
    if first:
        return _first_gap(block, start, stop)
    if last:
        cut = trim(text, start, stop)
        total = _TOTAL.search(block.norm, *cut) if cut[0] < cut[1] else None
        if total:
            cut = trim(text, cut[0], total.start())
        semi = text.find(";", *cut)
        if semi >= 0:
            return _Gap(trim(text, start, semi), bracket, None, (semi + 1, cut[1]))
        joined = re.match(r"[ ,]*(?:и|а также) ", block.norm[start:stop])
        if not absent and (joined or text[start : cut[0]].strip().startswith(",") and _looks_group(block, *cut)):
            return _Gap(None, bracket, None, (start + joined.end(), cut[1]) if joined else cut)
        return _Gap(cut if cut[0] < cut[1] else None, bracket)
    semi = text.rfind(";", start, stop)
    if semi >= 0:
        middle = None
        first_semi = text.find(";", start, stop)
        if first_semi < semi and trim(text, first_semi, semi) != (semi, semi):
            middle = (first_semi + 1, semi)
        after = trim(text, start, first_semi)
        return _Gap(after if after[0] < after[1] else None, bracket, None, middle, _clean_before(text, (semi + 1, stop)))
    return _comma_gap(block, start, stop, bracket, style_before)


def _first_gap(block: Block, start: int, stop: int) -> _Gap:
    """Words before the first name: groups («29 гласных, …»), then the post."""
    comma = block.text.rfind(",", start, stop)
    if comma > start and _looks_group(block, *trim(block.text, start, comma)):
        return _Gap(None, None, None, (start, comma), _clean_before(block.text, (comma + 1, stop)))
    return _Gap(None, None, None, None, _clean_before(block.text, (start, stop)))


def _comma_gap(block: Block, start: int, stop: int, bracket: Slice | None, style_before: bool) -> _Gap:
    text = block.text
    words = trim(text, start, stop)
    if words[0] >= words[1]:
        return _Gap(None, bracket)
    raw = text[start:stop]
    body = _TITLES.sub("", raw)
    if _JOINERS.fullmatch(body.strip() + " ") or not re.search(r"\w", body):
        return _Gap(None, bracket)
    trailing = body.rstrip().endswith((",", ".", "-", "–", "—")) or bool(re.search(r"[,.)»\w][ ](?:и|а также)[ ]*$", body)) and not style_before
    leading = body.lstrip()[:1]
    if leading in "-–—" and not trailing:
        comma = text.rfind(",", start, stop)
        if comma > start:
            return _Gap(trim(text, start, comma), bracket, None, None, _clean_before(text, (comma + 1, stop)))
        return _Gap(None, bracket, None, None, _clean_before(text, (start, stop)))
    if trailing:
        parts = _split_groups(block, *words)
        if parts:
            return _Gap(None, bracket, None, parts)
        return _Gap(_clean_after(text, words), bracket)
    if style_before or not leading.startswith(","):
        comma = text.rfind(",", start, stop)
        if style_before and comma > start and text.find(",", start, comma) >= 0:
            lead = trim(text, start, comma)
            parts = _split_groups(block, *lead)
            if parts:
                return _Gap(None, bracket, None, parts, _clean_before(text, (comma + 1, stop)))
        return _Gap(None, bracket, None, None, _clean_before(text, (start, stop)))
    comma = text.rfind(",", start, stop)
    if text.find(",", start, comma) >= 0:
        lead = trim(text, start, comma)
        return _Gap(lead if lead[0] < lead[1] else None, bracket, None, None, _clean_before(text, (comma + 1, stop)))
    return _Gap(None, bracket, None, None, _clean_before(text, (start, stop)))


def _clean_after(text: str, words: Slice) -> Slice:
    joined = re.search(r"[ ](?:и|а также)[ ]*$", text[slice(*words)])
    return trim(text, words[0], words[0] + joined.start()) if joined else words


def _clean_before(text: str, words: Slice) -> Slice | None:
    start, stop = words
    while start < stop and text[start] in _EDGE:
        start += 1
    joined = _JOINERS.match(text[start:stop])
    if joined:
        start += joined.end()
    title = _TITLES.search(text[start:stop])
    if title and (title.start() == 0 or not text[start + title.start() - 1].isalnum()):
        stop = start + title.start()
    start, stop = trim(text, start, stop, _EDGE.replace(".", ""))
    return (start, stop) if start < stop and re.search(r"[^\W\d_]", text[start:stop]) else None


def _closing(text: str, opened: int, stop: int) -> int | None:
    """Offset of the bracket that closes the one at ``opened``; brackets may nest."""
    want, depth = _BRACKETS[text[opened]], 0
    if want == "/":
        end = text.find("/", opened + 1, stop)
        while end > 0 and end + 1 < stop and text[end + 1].isalnum() and text[end - 1].isalnum():
            end = text.find("/", end + 1, stop)
        return end if end > 0 else None
    for at in range(opened, min(stop, opened + 400)):
        depth += (text[at] == text[opened]) - (text[at] == want)
        if depth == 0:
            return at
    return None


def _last_colon(text: str, start: int, stop: int) -> int | None:
    at = text.rfind(":", start, stop)
    return at if at >= 0 else None


def is_reason(markup: Markup, block: Block, start: int, stop: int) -> bool:
    """Do these words give a reason of absence?"""
    return markup.rules.search("reason", block.norm, start, stop) is not None


def _read_label(markup: Markup, block: Block, span: Slice, old: Label, absent: bool) -> Label:
    start, stop = trim(block.text, *span)
    joined = _JOINERS.match(block.text[start:stop])
    if joined:
        start += joined.end()
    if start >= stop:
        return old
    if absent and is_reason(markup, block, start, stop):
        return replace(old, reason=(start, stop), block=block)
    norm = block.norm[start:stop]
    for pattern, role in _ROLE_LABELS:
        found = pattern.match(norm)
        if found:
            position = None
            if role in ("chair", "secretary") and not _BARE_ROLE.fullmatch(norm.strip()):
                position = (start, stop)
            return Label(role, position, old.reason, block, (start, stop))
    if old.role == "invited":
        return replace(old, position=(start, stop), block=block)
    return Label(None, (start, stop), old.reason, block, (start, stop))


def make_label(markup: Markup, block: Block, start: int, stop: int, role: str | None = None) -> Label:
    """Return the label that stands at ``block.text[start:stop]`` («Члены комиссии», «Приглашённые»)."""
    label = _read_label(markup, block, (start, stop), Label(role), False)
    return label


def role_of(norm: str) -> tuple[str | None, bool]:
    """Role that a position gives, and whether it is nothing but the role.

    >>> role_of("председатель"), role_of("член комиссии"), role_of("главный врач")
    (('chair', True), ('member', False), (None, False))
    """
    norm = norm.strip(" .,:;-")
    bare = bool(_BARE_ROLE.fullmatch(norm))
    if re.match(r"(?:приглашенн\w+|приглашен\w*)$", norm):
        return "invited", True
    if re.match(r"(?:заместител\w+|зам\.?) ?(?:председател\w+|пред\w*\.)(?: (?:комиссии|комитета|совета|правления|коллегии))?\b", norm):
        return ("member", False) if re.match(r"\S+ ?председател\w*(?: (?:комиссии|комитета|совета|правления|коллегии|ппк|консилиума|бюро|президиума))?$", norm) else (None, False)
    if re.match(r"председатель(?:ствующ\w+)?(?: (?:комиссии|комитета|собрания|заседания|совещания|сход\w*))?$", norm):
        return "chair", bare
    if re.match(r"(?:ответственный )?секретарь(?: (?:комиссии|комитета|собрания|заседания|совещания|сход\w*))?$", norm):
        return "secretary", bare
    if re.match(r"член[ы]?(?: [\w./\"«»-]+){0,3}$", norm) and not re.match(r"член\w* (?:вкп|кпсс|ркп|влксм|партии|ркп\(б\)|союза)", norm):
        return "member", bare
    return None, bare


def _person(markup: Markup, block: Block, name: NameMention, before: Slice | None, label: Label) -> Entry:
    entry = Entry(block, name, None, label.reason, label.role, label.span, rule="people.name", reason_block=label.block if label.reason else None)
    if label.position and label.role not in ("member",):
        entry = replace(entry, position=label.position, position_block=label.block)
    if before:
        entry = _with_position(entry, block, before)
    return entry


def _with_position(entry: Entry, block: Block, span: Slice) -> Entry:
    """Add the words beside a name: its post, or its role, or both."""
    start, stop = span
    norm = block.norm[start:stop]
    invited = re.match(r"приглашен\w*[ ]+", norm)
    if invited:
        entry = replace(entry, role="invited", role_span=(start, start + invited.end() - 1))
        start += invited.end()
        norm = block.norm[start:stop]
    if not norm or _REMARK.fullmatch(norm.strip(" .,")):
        return entry
    role, bare = role_of(norm)
    if role and (entry.role is None or entry.role == "member"):
        entry = replace(entry, role=role, role_span=(start, stop))
    if bare and role:
        return entry
    if role and entry.position and not entry.position_block:
        return entry
    if entry.position and not entry.position_block:
        return entry
    return replace(entry, position=(start, stop), position_block=None)


def _close(markup: Markup, entries: list[Entry], gap: _Gap, block: Block, absent: bool) -> list[Entry]:
    """Give the words behind a name to it (a reason also to the names joined to it by «и»)."""
    last = entries[-1]
    for span in (gap.after, gap.bracket):
        if span is None or span[0] >= span[1]:
            continue
        if absent:
            last, shared = _with_reason(markup, last, block, span), True
            if shared and last.reason and span == gap.after:
                entries = _share(entries, last, block)
        else:
            last = _with_bracket(last, block, span)
    return [*entries[:-1], last]


def _share(entries: list[Entry], last: Entry, block: Block) -> list[Entry]:
    """«Тышкевич и Реброва – по болезни»: the reason is that of both."""
    out = list(entries)
    for index in range(len(out) - 2, -1, -1):
        here, after = out[index], out[index + 1]
        if here.reason or here.name is None or after.name is None or here.block is not block:
            break
        joint = block.norm[here.name.stop : after.name.start]
        plain = re.fullmatch(r"[ ]?(?:,|и|, и)[ ](?:тт?\. ?)?", joint)
        if not plain or (joint.strip().startswith(",") and index == 0 and "и" not in "".join(
                block.norm[e.name.stop : f.name.start] for e, f in zip(out[index:], out[index + 1 :]) if e.name and f.name)):
            break
        out[index] = replace(here, reason=last.reason, reason_block=last.reason_block)
    return out


def _with_bracket(entry: Entry, block: Block, span: Slice) -> Entry:
    start, stop = trim(block.text, *span)
    if start >= stop:
        return entry
    return _with_position(entry, block, (start, stop))


def _with_reason(markup: Markup, entry: Entry, block: Block, span: Slice) -> Entry:
    """Words behind an absent name: his post up to where a reason begins, then the reason."""
    start, stop = trim(block.text, *span)
    if start >= stop:
        return entry
    found = markup.rules.search("reason", block.norm, start, stop)
    if found is None:
        if entry.reason is None and block.text[span[0] - 1 : span[0]] in "(/" and not role_of(block.norm[start:stop])[0] and _free_reason(block.norm[start:stop]):
            return replace(entry, reason=(start, stop), reason_block=block)
        return _with_position(entry, block, (start, stop))
    begin = found.start
    comma = max(block.text.rfind(sign, start, begin) for sign in ",(–—-;")
    lead = trim(block.text, start, comma) if comma >= start else (start, start)
    if comma >= start and lead[0] < lead[1] and not is_reason(markup, block, *lead):
        entry = _with_position(entry, block, lead)
        return replace(entry, reason=trim(block.text, comma + 1, stop), reason_block=block)
    return replace(entry, reason=(start, stop), reason_block=block)


def _free_reason(norm: str) -> bool:
    """A bracket behind an absent person that names no post: «(отключение электроэнергии)»."""
    return not re.match(r"(?:директор|зам|нач|зав|гл|инженер|учител|воспитател|член|депутат|мастер|бухгалтер|специалист|представител|кв\b|уч\b|от )", norm)


def _looks_group(block: Block, start: int, stop: int) -> bool:
    norm = block.norm[start:stop].strip(" .,;")
    if re.match(r"(?:и |а также )?\d{1,4} \w{3,}", norm) or re.search(r"\w[ ]?[-–:]?[ ]\d{1,4}(?: чел\w*\.?)?$", norm):
        return True
    if re.search(r"в полном составе|в количестве|\bчел(?:\.|овек)", norm):
        return True
    first = re.match(r"(?:и |а также |все )?([а-я-]+)", norm)
    if not first:
        return False
    return any(is_plural_nominative(w) for w in re.findall(r"[а-я-]{3,}", norm)[:2])


def _split_groups(block: Block, start: int, stop: int) -> Slice | None:
    return (start, stop) if _looks_group(block, start, stop) else None


_COUNT_FIRST = re.compile(r"(?P<n>\d{1,4}) (?P<what>[а-я].*)")
_COUNT_LAST = re.compile(r"(?P<what>.*?[^\W\d_.»\")])[ ]?[-–—:]?[ ]?(?P<n>\d{1,4})(?:[ ]?(?:чел\w*\.?|лиц\w*|голос\w*))?")
_ONLY_COUNT = re.compile(r"(?:всего|итого|в количестве|около|более)?[ ]?\d{1,4}[ ]?(?:чел\w*\.?|лиц\w*|участник\w*)?(?: из \d{1,4}.*)?")


def _groups(block: Block, start: int, stop: int, label: Label, *, alone: bool) -> Iterator[Entry]:
    """Groups without names: «7 заместителей директора по УВР, руководители ГМО»."""
    head: Slice | None = None
    colon = block.text.find(":", start, stop)
    if colon >= 0 and alone:
        lead = trim(block.text, start, colon)
        comma = block.text.rfind(",", lead[0], colon)
        head = trim(block.text, comma + 1, colon) if comma >= 0 else lead
        if comma >= 0:
            yield from _groups(block, start, comma, label, alone=False)
        start = colon + 1
    for left, right in _split_commas(block.text, start, stop):
        begin, end = trim(block.text, left, right)
        joined = _JOINERS.match(block.text[begin:end])
        if joined:
            begin += joined.end()
        norm = block.norm[begin:end]
        if begin >= end or _TOTAL.match(norm) or _ONLY_COUNT.fullmatch(norm) or not re.search(r"[^\W\d_]{3}", norm):
            continue
        if head is None and not _looks_group(block, begin, end) and not label.role == "invited" and not (joined and re.search(r"состав", norm)):
            continue
        if re.search(r"кворум|правомоч|голос(?:ов|а)?\b.*принадлеж|протокол|регистрац", norm):
            continue
        yield from _group(block, begin, end, head, label)


def _split_commas(text: str, start: int, stop: int) -> Iterator[Slice]:
    """Parts between commas and semicolons outside brackets and quotes."""
    depth, begin = 0, start
    for at in range(start, stop):
        sign = text[at]
        depth += (sign in "(«") - (sign in ")»")
        if sign in ",;" and depth <= 0:
            yield begin, at
            begin = at + 1
    yield begin, stop


def _group(block: Block, start: int, stop: int, head: Slice | None, label: Label) -> Iterator[Entry]:
    count: tuple[int, Slice] | None = None
    reason: Slice | None = None
    bracket = re.search(r"[ ]?[(/]([^()]*)[)/][ ]?$", block.text[start:stop])
    if bracket:
        inner = (start + bracket.start(1), start + bracket.end(1))
        number = re.fullmatch(r"(\d{1,4})(?: чел\w*\.?)?", block.norm[slice(*inner)])
        if number:
            count = (int(number[1]), (inner[0], inner[0] + len(number[1])))
        else:
            reason = inner
        stop = start + bracket.start()
    norm = block.norm[start:stop]
    found = _COUNT_FIRST.fullmatch(norm)
    if found is None:
        found = _COUNT_LAST.fullmatch(norm)
    if found:
        number_at = (start + found.start("n"), start + found.end("n"))
        count = (int(found["n"]), number_at)
        start, stop = trim(block.text, start + found.start("what"), start + found.end("what"))
    else:
        worded = re.match(r"(двое|трое|четверо|пятеро|шестеро|один|одна|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять) ", norm)
        value = read_number(worded[1]) if worded else None
        if worded and value:
            count = (value, (start, start + worded.end() - 1))
            start += worded.end()
    role = label.role or ("member" if re.match(r"член(?:ы|ов) ", block.norm[start:stop]) else None)
    yield Entry(block, None, None, reason or label.reason, role, label.span or (start, stop), count,
                ((head, (start, stop)) if head else ((start, stop),)), "people.group",
                block if reason else label.block)


def person_draft(markup: Markup, block: Block, name: NameMention, *, case: str | None, position: Slice | None = None,
                 position_block: Block | None = None, rule: str = "people.name") -> Draft:
    """Return the leaves of a Person: names in the nominative, the position as written."""
    person = set_nominative(name, case=case, known=markup.known_names())
    spans = block.spans(name.start, name.stop)
    where = position_block or block
    post = where.text[slice(*position)].replace("\t", " ") if position else None
    return {
        "name": Finding(person.name, spans, rule),
        "surname": Finding(person.surname, spans, rule),
        "given": Finding(person.given, spans, rule),
        "patronymic": Finding(person.patronymic, spans, rule),
        "position": Finding(post, where.spans(*position) if position else (), rule),
    }


def entry_draft(markup: Markup, entry: Entry, *, case: str | None = "nomn", absent: bool = False) -> Draft:
    """Return the leaves of a Participant (or Absentee) from an entry of a list."""
    block = entry.block
    if entry.name is not None:
        draft = person_draft(markup, block, entry.name, case=case, position=entry.position, position_block=entry.position_block, rule=entry.rule)
        draft["kind"] = Finding("person", block.spans(entry.name.start, entry.name.stop), entry.rule)
    else:
        parts = entry.description
        text = " ".join(block.text[slice(*part)].replace("\t", " ") for part in parts)
        spans = tuple(span for part in parts for span in block.spans(*part))
        draft = {"kind": Finding("group", spans, entry.rule), "description": Finding(text, spans, entry.rule)}
        value, where = entry.count or (None, (0, 0))
        draft["count"] = Finding(value, block.spans(*where) if entry.count else (), entry.rule)
    role_block = entry.block
    draft["role"] = Finding(entry.role, role_block.spans(*entry.role_span) if entry.role and entry.role_span and entry.role_span[1] <= len(role_block.text) else block.spans() if entry.role else (), entry.rule)
    if absent:
        where_block = entry.reason_block or block
        reason = trim(where_block.text, *entry.reason, " ,;:.-–—/()") if entry.reason else None
        spans = where_block.spans(*reason) if reason else ()
        draft["reason"] = Finding(where_block.text[slice(*reason)].replace("\t", " ") if reason else None, spans, entry.rule)
        found = markup.rules.search("reason", where_block.norm, *reason) if reason else None
        category = found.rule.value if found else ("other" if reason else None)
        draft["reason_category"] = Finding(category, spans, found.rule.id if found else "reason.other")
    return draft


def dative(word: str) -> bool:
    """Can this word be a dative?"""
    return "datv" in cases(word)
