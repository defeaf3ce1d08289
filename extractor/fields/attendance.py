"""Who was present, who was absent and why, who presided, who kept the minutes."""

from __future__ import annotations

from extractor.language import normal_re as re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.fields.people import Draft, Entry, Label, _groups, entry_draft, make_label, person_draft, read_people, role_of, trim
from extractor.fields.sections import Passage
from extractor.language.numerals import read_number
from extractor.layout.join import join_blocks
from extractor.markup import Markup
from extractor.model import Block, Finding

_COUNT = r"(?P<n>\d{1,2} ?\d{3}(?!\d)|[\dзо]{1,5}|(?:двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто)(?: [а-я]{3,9})?|[а-я]{2,12}надцать|один|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|двое|трое|четверо|пятеро|сто)"
_PEOPLE = r"(?:чел(?:\.|овек\w*)?|член\w*|гласн\w+|делегат\w*|участник\w*|депутат\w*|акционер\w*|собственник\w*|лиц\w*|педагог\w*|родител\w+|сотрудник\w*|работник\w*|домохозя\w+|граждан\w*|колхозник\w*|рабоч\w+|представител\w*|выборн\w*|избирател\w*|учредител\w*)"
_TOTAL = re.compile(rf"(?<!\w){_COUNT}(?!\w)[ ]?{_PEOPLE}?")
_ALL = re.compile(rf"(?:всего|итого)[ :–-]{{0,3}}(?:присутств\w+ )?{_COUNT}")
_MEMBERS = re.compile(rf"(?:избрано|состав\w*(?: [\w.]+)?|спис\w+(?: состав\w*)?|из числа|насчитывает|всего членов|имеющих голос|по списку|состоит|числится)[^.;\d]{{0,50}}?{_COUNT}")
_NONE = re.compile(r"(?:нет|-|–|—|отсутствующих нет|никто|0)[ .]*$")


@dataclass(frozen=True, slots=True)
class Attendance:
    """Drafts of the lists and rivals of the scalars."""

    attendees: list[Draft]
    absentees: list[Draft]
    findings: list[Finding]


def read_attendance(markup: Markup, passages: Sequence[Passage]) -> Attendance:
    """Read the lists of those present, invited and absent, and their counts."""
    present: list[Entry] = []
    absent: list[Entry] = []
    findings: list[Finding] = []
    seen_present = False
    for section, group in _runs(passages):
        if section == "present":
            if seen_present and not any(markup.names(p.block, bare=True) for p in group) and present:
                findings += _counts(markup, group, "attendee_count", 1)
                continue
            findings += _counts(markup, group, "attendee_count", 5)
            present += _entries(markup, group, Label(), absent=False)
            seen_present = True
        elif section == "invited":
            present += _entries(markup, group, Label("invited"), absent=False)
        elif section == "absent":
            findings += _counts(markup, group, "absentee_count", 5)
            absent += _entries(markup, group, Label(), absent=True)
        elif section == "head":
            findings += _arrived(markup, group)
    present += _witnesses(markup, passages)
    findings += _membership(passages)
    return Attendance(
        [entry_draft(markup, e, case=_present_case(e)) for e in present],
        [entry_draft(markup, e, case=_absent_case(e), absent=True) for e in absent],
        findings,
    )


def _witnesses(markup: Markup, passages: Sequence[Passage]) -> list[Entry]:
    """«Собрание открывается в присутствии представителя Губотдела т. Фридлянда»."""
    out: list[Entry] = []
    for passage in passages:
        if passage.section not in ("head", "present", "chair", "secretary"):
            continue
        block = passage.block
        found = re.search(r"(?<!\w)(?:в присутствии|при участии)(?= )", block.norm)
        if found:
            stop = re.search(r"[.;](?= [А-ЯЁ]|$)", block.text[found.end() :])
            entries, _ = read_people(markup, block, found.end(), found.end() + stop.start() if stop else len(block.text), Label())
            out += [e for e in entries if e.name is not None]
    return out


def _present_case(entry: Entry) -> str:
    """«в присутствии X» puts the name in the genitive."""
    head = entry.block.norm[: entry.name.start] if entry.name else ""
    return "gent" if re.search(r"(?:в присутствии|при участии)[^.]*$", head) else "nomn"


def _absent_case(entry: Entry) -> str | None:
    """«все, кроме Саркисяна» and «телеграммы Бестужева» put the names in the genitive."""
    head = entry.block.norm[: entry.name.start] if entry.name else ""
    return "gent" if re.search(r"(?:кроме|за исключением|неприбыти\w+|неявк\w+|отсутстви\w+|не было|невозможност\w+|не оказалось)", head) else "nomn"


def _runs(passages: Sequence[Passage]) -> Iterator[tuple[str, list[Passage]]]:
    group: list[Passage] = []
    for passage in passages:
        if group and (passage.opens or passage.section != group[0].section):
            yield group[0].section, group
            group = []
        group.append(passage)
    if group:
        yield group[0].section, group


def _entries(markup: Markup, group: Sequence[Passage], label: Label, *, absent: bool) -> list[Entry]:
    """Entries of one list: the words behind its label, then its lines."""
    out: list[Entry] = []
    first = group[0]
    start = first.content
    words = first.block.norm[first.block.body : start]
    inner = _label_in_head(markup, first, label)
    if inner:
        label, start = inner
    if re.match(r"[^а-я]*приглашен", words):
        label = Label("invited")
    invited_one = re.match(r"[ ]?(?:член|гост)", first.block.norm[start:])
    blocks = [(first.block, start, label if not invited_one else label)]
    blocks += [(p.block, p.content, None) for p in group[1:]]
    for block, begin, _ in _compose(markup, blocks):
        enclosed = re.match(r"[\t :–—-]*\d{1,4} ?(?:чел\w*\.?|депутат\w*|член\w*)?[ :–—-]*\(", block.norm[begin:])
        if enclosed:
            close = block.text.find(")", begin + enclosed.end())
            if len(markup.names(block, bare=True)) > 0 and close > 0:
                entries, _ = read_people(markup, block, begin + enclosed.end(), block.text.rfind(")"), label, absent=absent)
                out += entries
                continue
        found = _heading_label(markup, block, begin, label)
        if found:
            label = found
            continue
        if _skip(block, begin):
            continue
        body = max(begin, block.body if block.style and begin <= block.body else begin)
        entries, label_after = _read(markup, block, body, label, absent)
        out += entries
        label = _carried(label_after, label, block, absent)
    return out


def _carried(after: Label, before: Label, block: Block, absent: bool) -> Label:
    """A label inside a line holds to its end; one that closes it, for the next lines too."""
    if absent:
        return Label(before.role)
    if after is before or block.text.rstrip().endswith(":"):
        return after
    return before if ";" in block.text or "," in block.text or block.text.count(":") else after


def _label_in_head(markup: Markup, passage: Passage, label: Label) -> tuple[Label, int] | None:
    """«Присутствовали члены завкома: …»: the words between cue and colon are a label."""
    block, start = passage.block, passage.content
    colon = block.text.find(":", start)
    if colon < 0 or colon - start > 90:
        return None
    span = trim(block.text, start, colon)
    names = [n for n in markup.names(block, bare=True) if start <= n.start < colon]
    if names or span[0] >= span[1]:
        return (label, colon + 1) if not names else None
    if re.match(r"(?:человек|чел|\d|на |при |в )", block.norm[slice(*span)]) or passage.section == "absent":
        digits = re.search(r"\d", block.norm[slice(*span)])
        return None if digits else (label, colon + 1)
    made = make_label(markup, block, *span, role=label.role)
    if made.role is None and not re.match(r"(?:от |кандидат|представител|учител|родител|бригадир|делегат|гласн)", block.norm[slice(*span)]):
        made = label
    return (made, colon + 1) if made.role != "chair" else None


def _heading_label(markup: Markup, block: Block, start: int, label: Label) -> Label | None:
    """A line of its own that heads the following names: «Члены комиссии:», «Приглашённые»."""
    text = block.text[start:].strip()
    norm = block.norm[start:].strip(" :.-–—")
    if not text.endswith(":") and not (len(norm) < 40 and re.fullmatch(r"(?:приглашенн\w+|члены [\w ]{3,30}|секретарь|председатель(?:ствующий)?|гости|участники|члены)(?: лица)?", norm)):
        return None
    if markup.names(block) or len(text) > 90 or not norm:
        return None
    end = start + len(block.text[start:].rstrip(" :"))
    made = make_label(markup, block, start, end, role=None)
    if made.role in ("chair", "secretary"):
        return Label(made.role, None, None, block, (start, end))
    return made


_SKIP = re.compile(r"(?:кворум|заседание правомочн|собрание правомочн|регламент|№\t|n\t|ф\. ?и\. ?о\.|фио|фамилия|и другие|всего|итого|список (?:присутств\w+ )?прилага|\(?(?:список|лист|реестр)|правомочн|из \d+ член|форма голосования)")


def _skip(block: Block, start: int) -> bool:
    norm = block.norm[start:].strip(" .:;-–—")
    return not norm or bool(_SKIP.match(norm)) and not re.search(r"[А-ЯЁ]\. ?[А-ЯЁ]\.", block.text)


def _compose(markup: Markup, blocks: Sequence[tuple[Block, int, Label | None]]) -> Iterator[tuple[Block, int, Label | None]]:
    """Join cells that a converter set one a line: «КОШЕЛЕВА / Раиса Романовна / – / начальник …»."""
    index = 0
    while index < len(blocks):
        block, start, label = blocks[index]
        group = [block]
        text = block.text[start:].strip()
        if start == 0 and (re.fullmatch(r"[А-ЯЁ-]{3,30}", text) or re.fullmatch(r"[А-ЯЁ][а-яё-]+ [А-ЯЁ][\w.]*(?: ?[А-ЯЁ][\w.]*)?", text)):
            ahead = index + 1
            while ahead < len(blocks) and len(group) < 4 and blocks[ahead][1] == 0:
                other = blocks[ahead][0]
                more = other.text.strip()
                named = bool(re.fullmatch(r"(?:[А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+(?: оглы| кызы)?|[А-ЯЁ]\. ?(?:[А-ЯЁ]\.)?)", more)) and len(group) == 1 and text.isupper()
                if named or re.match(r"[-–—](?: |$)", more) or group[-1].text.strip() in ("-", "–", "—"):
                    group.append(other)
                    ahead += 1
                    if more not in ("-", "–", "—") and not named:
                        break
                else:
                    break
            index = ahead - 1
        yield (join_blocks(group) if len(group) > 1 else block), start, label
        index += 1


def _read(markup: Markup, block: Block, start: int, label: Label, absent: bool) -> tuple[list[Entry], Label]:
    """Read one line of a list: a table row cell by cell, else running text."""
    if len(block.cells) > 2 or len(block.cells) == 2 and start <= block.cells[0][0] + 3:
        row = _read_row(markup, block, start, label, absent)
        if row is not None:
            return row, label
        if len(block.cells) == 2 and re.search(r"\d{1,4} чел\w*\.?$", block.norm):
            return list(_groups(block, start, len(block.text), label, alone=False)), label
    stop = len(block.text)
    entries: list[Entry] = []
    for left, right in _sentences(block, start, stop):
        if re.match(r"(?:кворум|заседание|собрание|всего|итого|списоч|из них|председатель[^,:]*:|секретарь[^,:]*:)", block.norm[left:right]) and left > start:
            break
        found, label = read_people(markup, block, left, right, label, absent=absent)
        entries += found
    return entries, label


def _sentences(block: Block, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Parts of a list parted by full stops that end a sentence, not an initial or abbreviation."""
    begin = start
    for found in re.finditer(r"(?<=[а-яё)»]{2})\.[ ]+(?=[А-ЯЁІ])", block.text[:stop]):
        if found.start() < begin or re.search(r"(?:^|[\s,(])(?:т|тов|тт|гр|зав|зам|нач|пом|гл|инж|ст|мл|проф|доц|отв|пред|секр|ген|муз|чл|канд|им|д-р|техн|экон|мед|пед|уч|преп|инсп|комм|упр|дир|учит|восп)$", block.norm[begin : found.start()]):
            continue
        yield begin, found.start() + 1
        begin = found.end()
    if begin < stop:
        yield begin, stop


def _read_row(markup: Markup, block: Block, start: int, label: Label, absent: bool) -> list[Entry] | None:
    """«1 | Егоров Артём | руководитель проекта»: the cell with the name, the next ones its post (and reason)."""
    cells = [trim(block.text, max(start, a), b) for a, b in block.cells if b > start]
    if len(cells) == 2 and re.fullmatch(r"[-–— ]*\d{1,4} чел\w*\.?", block.norm[slice(*cells[1])].strip()):
        return None
    names = [[n for n in markup.names(block, bare=True) if a <= n.start and n.stop <= b] for a, b in cells]
    holders = [i for i, found in enumerate(names) if found and not _in_text(block, cells[i], found[0])]
    if not holders:
        if len(cells) == 2 and re.fullmatch(r"[-–— ]*\d{1,4}(?: чел\w*\.?)?", block.norm[slice(*cells[1])].strip()):
            return None
        return [] if any(re.match(r"(?:фио|ф\.и\.о|должность|№)", block.norm[a:b]) for a, b in cells) else None
    at = holders[0]
    if len(names[at]) > 1:
        return None
    name = names[at][0]
    entry = Entry(block, name, label.position, label.reason, label.role, label.span, rule="people.row", position_block=label.block, reason_block=label.block)
    for index, (left, right) in enumerate(cells):
        if left >= right:
            continue
        if index == at:
            lead = trim(block.text, left, name.start)
            rest = trim(block.text, name.stop, right)
            for part in (lead, rest):
                if part[0] < part[1] and re.search(r"[^\W\d_]{3}", block.text[slice(*part)]) and not re.fullmatch(r"\d+[.)]?", block.text[slice(*part)]):
                    entry = _fill(markup, entry, block, part, absent)
            continue
        if re.fullmatch(r"[\d.)–—-]*", block.text[left:right]):
            continue
        entry = _fill(markup, entry, block, (left, right), absent)
    return [entry]


def _in_text(block: Block, cell: tuple[int, int], name: object) -> bool:
    return cell[1] - cell[0] > 120


def _fill(markup: Markup, entry: Entry, block: Block, span: tuple[int, int], absent: bool) -> Entry:
    from extractor.fields.people import _with_position, _with_reason

    opened = re.match(r"[-–—, ]*\(?", block.text[slice(*span)])
    start = span[0] + (opened.end() if opened else 0)
    stop = trim(block.text, start, span[1])[1]
    if stop > start and block.text[stop - 1] == ")" and block.text.count("(", start, stop) < block.text.count(")", start, stop):
        stop -= 1
    if absent:
        return _with_reason(markup, entry, block, (start, stop))
    if entry.position and entry.position_block is None:
        return entry
    return _with_position(entry, block, (start, stop))


def _counts(markup: Markup, group: Sequence[Passage], field: str, rank: int) -> Iterator[Finding]:
    """The total that the document states for a list."""
    for index, passage in enumerate(group[:14]):
        block = passage.block
        norm = block.norm
        start = passage.content if index == 0 else 0
        if field == "absentee_count" and re.search(r"отсутств\w+[ :–-]*(?:нет|никого|не было)|^[ :–-]*нет[ .]*$", norm[max(0, start - 20) :]) and index == 0:
            where = norm.find("нет", max(0, start - 20)) if "нет" in norm[max(0, start - 20):] else start
            yield Finding(0, block.spans(where, where + 3), "attendance.none", rank, field)
            return
        total = _ALL.search(norm, start)
        if total:
            yield from _count(block, total, field, rank + 2)
            continue
        lead = re.match(rf"[ :–—-]{{0,4}}(?:\w+ )?(?:на \w+ |в \w+ )?[ :–—-]{{0,4}}{_COUNT}(?!\w|[.]\d)", norm[start:])
        if lead and index == 0:
            found = re.compile(_COUNT).search(norm, start)
            rest = norm[found.end("n"):] if found else ""
            people = re.match(rf"[ ]?{_PEOPLE}", rest)
            if found and (people or re.match(r"[ ]*(?:$|[.,;(:]|из )", rest)):
                if not _is_group_list(block, start, found):
                    yield from _count(block, found, field, rank)
                    continue
        elif index > 0 and re.fullmatch(rf"[ :–—-]*{_COUNT}[ ]?{_PEOPLE}?[ .;]*", norm) and index == 1:
            found = re.compile(_COUNT).search(norm)
            if found:
                yield from _count(block, found, field, rank)
        if index == 0 and not lead:
            inline = re.search(rf"(?:присутств\w+|отсутств\w+|прибыл\w+|явил\w+|участв\w+|участие|зарегистр\w+)[ :–-]{{0,4}}(?:[\w.-]+ ){{0,3}}?{_COUNT}[ ]?{_PEOPLE}?(?=[ .,;(]|$)", norm[:200])
            if inline and not markup.names(block, bare=True)[:1]:
                yield from _count(block, inline, field, rank - 1)


def _is_group_list(block: Block, start: int, found: re.Match[str]) -> bool:
    """«29 гласных, представитель …»: the first number is a group's, not the total."""
    rest = block.norm[found.end("n") :]
    head = re.match(rf"[ ]?({_PEOPLE})", rest)
    if head and head[1].startswith(("чел", "участник", "член")):
        return head[1].startswith("член") and "всего" in rest
    return bool(head) and ("," in rest[:80] or "всего" in rest)


def _count(block: Block, found: re.Match[str], field: str, rank: int) -> Iterator[Finding]:
    raw = found.group("n").replace(" ", "")
    value = read_number(found.group("n"))
    if value is None and raw.translate(str.maketrans("зо", "30")).isdigit():
        value = int(raw.translate(str.maketrans("зо", "30")))
    if value is not None:
        yield Finding(value, block.spans(*found.span("n")), "attendance.count", rank, field)


def _arrived(markup: Markup, group: Sequence[Passage]) -> Iterator[Finding]:
    """«на собрание прибыло 214 акционеров» inside running text of the opening."""
    for passage in group:
        found = re.search(rf"(?:присутств\w+|прибыл\w+|явил\w+|зарегистр\w+|участие принял\w+|приняли участие)[ :–-]{{0,4}}(?:[\w.-]+ ){{0,3}}?{_COUNT}(?!\w)", passage.block.norm)
        if found and not re.search(r"должн|не менее", passage.block.norm[: found.start()][-80:]):
            yield from _count(passage.block, found, "attendee_count", 2)


def _membership(passages: Sequence[Passage]) -> Iterator[Finding]:
    for passage in passages:
        if passage.section in ("decided", "spoke", "heard"):
            return
        norm, block = passage.block.norm, passage.block
        found = re.search(rf"(?:\d{{1,4}}|чел\w*\.?|член\w* [\w ]{{0,30}}?) из (?:общего числа |состава )?{_COUNT}(?!\w)", norm) or _MEMBERS.search(norm)
        if found and passage.section in ("head", "present", "absent", "chair", "secretary"):
            yield from _count(block, found, "member_count", 1)
        quorum = re.search(r"кворум(?! не | отсутств)[^.]{0,30}?(?:имеется|есть|соблюден|обеспечен)|кворум имеется|правомочн\w+|кворум (?:не имеется|отсутств\w+|нет)|кворума нет|кворум -? ?\d", norm)
        if quorum:
            negative = re.search(r"не имеется|отсутств|нет|неправомочн|не правомочн", quorum.group())
            yield Finding(not negative, block.spans(*quorum.span()), "attendance.quorum", 1, "quorum")


_OFFICER = {
    "chair": re.compile(r"(?:председател(?:ь|ем|я)\w*|председательств\w+|пред(?:с)?\.|вел\w*|ведет|ведущ\w+|проводил\w*|модератор)"),
    "secretary": re.compile(r"(?:секретар(?:ь|ем|я|е)\b\w*|секретар\w+|секр\.|протоколир\w+|протоколист\w*|протокол вел\w*|протокол ведет|протокол составил\w*|запись вел\w*|делопроизводител\w+|писар\w+|техсекретар\w*)"),
}


def read_officers(markup: Markup, passages: Sequence[Passage], attendees: Sequence[Draft], signatures: Sequence[Draft]) -> dict[str, Draft]:
    """Chair and secretary: from the header, else from the list of those present, else from the signatures."""
    found: dict[str, Draft] = {}
    opening = [p for p in passages if p.section in ("head", "present", "absent", "invited", "chair", "secretary", "agenda", "body", "item", "spoke", "heard", "vote", "closing")]
    header = []
    for passage in opening:
        if passage.section in ("heard", "spoke") and header and not re.search(r"избра|председ|секрет", passage.block.norm):
            break
        header.append(passage)
    for role in ("chair", "secretary"):
        draft = _from_header(markup, header, role) or _from_list(attendees, role) or _from_signatures(signatures, role)
        if draft:
            found[role] = draft
    return found


def _from_header(markup: Markup, header: Sequence[Passage], role: str) -> Draft | None:
    for index, passage in enumerate(header):
        block = passage.block
        if len(block.text) > 1500:
            continue
        for cue in _OFFICER[role].finditer(block.norm):
            if not _opens_officer(passage, block, cue, role):
                continue
            draft = _officer(markup, header, index, block, cue.end(), role, cue)
            if draft:
                return draft
    return None


def _opens_officer(passage: Passage, block: Block, cue: re.Match[str], role: str) -> bool:
    before = block.norm[: cue.start()].rstrip()
    tail = block.norm[cue.end() : cue.end() + 60]
    if re.search(r"(?:зам\.?|заместител\w+|замест\.|помощник\w*|бывш\w+|слушали|докладчик\w*|докл\.|от имени|кандидат\w*|поручить|директор|уполномочен\w*)[ ]*$", before):
        return False
    if passage.section in ("heard", "spoke", "vote", "body", "item", "agenda"):
        return bool(re.search(r"избра|избир|при секретар|председательств", before[-60:] + cue.group() + tail[:60])) and not re.search(r"предложе|кандидатур", before[-60:])
    if role == "chair" and cue.group().startswith(("вел", "ведет", "проводил", "ведущ", "модератор")):
        return not before or before.endswith((".", ";", "\t")) or bool(re.search(r"(?:заседание|собрание|совещание|встречу|сход)$", before)) and "протокол" not in before[-30:]
    if passage.section == "present" and not passage.opens and cue.start() > 3 and role == "chair":
        return cue.group().startswith("председательств")
    if passage.section in ("present", "absent", "invited"):
        return bool(re.search(r"(?:избран|избрали|под |при |избираются|[.;])[\w ,]{0,20}$", before)) or cue.start() == 0 and passage.section != "absent"
    if before and not re.search(r"(?:^|[.;,:\t]|под|при|избран\w*|избрали|избираются|единогласно|и|\(|на|п\. ?п\.|технический|ответственный|ученый|вел|-)$", before):
        return False
    return True


def _officer(markup: Markup, header: Sequence[Passage], index: int, block: Block, start: int, role: str, cue: re.Match[str]) -> Draft | None:
    """The person named behind (or under) the words of an office."""
    case = _case_of(block.norm[max(0, cue.start() - 20) : cue.end() + 14], cue.group())
    stop = _officer_stop(block, start, role)
    names = [n for n in markup.names(block, bare=True) if start <= n.start and n.stop <= stop]
    if not names:
        before = [n for n in markup.names(block, bare=True) if n.stop <= cue.start() and not re.search(r"[.;]", block.text[n.stop : cue.start()])]
        if before and re.search(r"^[ ,(–—-]*(?:председ|секрет)", block.norm[before[-1].stop :]) and stop - start < 40:
            return person_draft(markup, block, before[-1], case="nomn", rule=f"officer.{role}.behind")
        text = block.text[start:stop].strip(" :–—-\t")
        if (not text or stop == len(block.text) and block.text.rstrip().endswith((":", "—", "-")) or len(text) < 80 and stop == len(block.text)) and index + 1 < len(header):
            return _officer_below(markup, header, index, block, start, stop, role)
        return None
    name = next((n for n in names if n.given or n.title), names[0])
    if name.start - start > 140:
        name = names[0]
    post = _officer_post(block, start, name.start, role)
    position: tuple[int, int] | None = post
    after = [n.start for n in names if n.start > name.start]
    behind = _officer_behind(block, name.stop, after[0] if after else stop)
    if behind:
        position = behind if not position else position
    draft = person_draft(markup, block, name, case=case, position=position, rule=f"officer.{role}")
    return draft


def _officer_below(markup: Markup, header: Sequence[Passage], index: int, block: Block, start: int, stop: int, role: str) -> Draft | None:
    group = []
    for ahead in header[index + 1 : index + 4]:
        if ahead.opens or ahead.block.gap > 1 and group:
            break
        group.append(ahead.block)
        if markup.names(ahead.block):
            joined = join_blocks([block, *group])
            names = [n for n in markup.names(joined, bare=True) if n.start >= start]
            if not names:
                return None
            name = names[0]
            post = trim(joined.text, start, name.start, " \t,;:.-–—/|_")
            behind = _officer_behind(joined, name.stop, len(joined.text))
            return person_draft(markup, joined, name, case="nomn", position=(post if post[0] < post[1] and not role_of(joined.norm[slice(*post)])[1] else None) or behind, rule=f"officer.{role}.below")
    return None


def _officer_stop(block: Block, start: int, role: str) -> int:
    other = _OFFICER["secretary" if role == "chair" else "chair"]
    found = other.search(block.norm, start)
    stop = found.start() if found else len(block.text)
    for sentence in re.finditer(r"(?<=[а-яё)»]{2})[.;][ ]+(?=[А-ЯЁ])|(?<=[А-ЯЁ]\.)[.;]?[ ]+(?=(?:Присут|Секр|Засед|Собр|Повест|Слуш|Кворум|Отсут|Счетн|Протокол))|;|(?<=\w)\.$|, (?=присутств|в присутств|при участии)", block.text[:stop]):
        if sentence.start() > start + 3 and not re.search(r"(?<![\w])(?:т|тов|зав|зам|нач|гл|ст|канд|проф|доц|д-р|экон|техн|наук|инж|отв|им)$", block.norm[: sentence.start()]):
            return min(stop, sentence.start() + 1)
    return stop


_OFFICE_WORDS = re.compile(
    r"(?:[ъ]?[ ]?(?:[-–—:,]|\t)?[ ]?)(?:(?:заседани\w+|собрани\w+|совещани\w+|сход\w*|сесси\w+|встреч\w+|педсовет\w*|конференци\w+|избран\w*|избирается|единогласно|был\w*|является|на собрании|комисси\w+|комитет\w*|совет\w*|правлени\w+|ппк|стк|консилиум\w*|вел[аи]?|ведет|протокол|протокола)(?![\w-])[ ]?(?:[-–—:]|\t)?[ ]?){0,4}"
)


def _officer_post(block: Block, start: int, stop: int, role: str) -> tuple[int, int] | None:
    """The post between the office and the name: «под председательством уѣзднаго предводителя дворянства»."""
    lead = _OFFICE_WORDS.match(block.norm, start, stop)
    begin = lead.end() if lead else start
    text = block.text
    left, right = begin, stop
    title = re.search(r"(?:(?:т\. ?т|тт|т|тов|товарищ\w*|гр|г-н|г-жа)\.?[ ]*)$", block.norm[left:right])
    if title and (title.start() == 0 or not block.norm[left + title.start() - 1].isalnum()):
        right = left + title.start()
    left, right = trim(text, left, right, " \t,;:–—-/|_(")
    norm = block.norm[left:right]
    if left >= right or not re.search(r"[а-я]{3}", norm) or role_of(norm)[1] or re.match(r"(?:избран|избрали|избрать|вел|и секретарь|на засед|которого|заседани|собрани|единоглас)", norm):
        return None
    return left, right


def _officer_behind(block: Block, start: int, stop: int) -> tuple[int, int] | None:
    found = re.match(r"[ ]?([,(–—-])[ ]?", block.text[start:stop])
    if not found:
        return None
    begin = start + found.end()
    if found[1] == "(":
        close = block.text.find(")", begin)
        stop = close if 0 < close < stop + 1 else stop
    left, right = trim(block.text, begin, stop)
    norm = block.norm[left:right]
    if left >= right or role_of(norm)[1] or re.match(r"(?:секретар|при секр|присутств|избран|\d|и |при |протокол)", norm) or len(norm) > 160:
        return None
    return left, right


def _case_of(context: str, cue: str) -> str | None:
    if re.search(r"под председательством|при секретар|в присутствии", context) or cue.endswith("ством"):
        return "loct" if "при секретар" in context and cue.startswith("секрет") else "gent"
    if re.search(r"избрали[ :]*|избрать ", context):
        return "accs"
    if cue.endswith("ем") and re.search(r"избра(?!н\b|ны\b|на\b)", context):
        return "accs" if "избрали" in context or "избрать" in context else None
    return "nomn"


def _from_list(attendees: Sequence[Draft], role: str) -> Draft | None:
    holders = [d for d in attendees if d["kind"].value == "person" and d["role"].value == role]
    if not holders:
        return None
    return {key: holders[0][key] for key in ("name", "surname", "given", "patronymic", "position")}


def _from_signatures(signatures: Sequence[Draft], role: str) -> Draft | None:
    """Those who signed: «Председатель» gives the chair, with the office as position where it says more than that."""
    stem = "председател" if role == "chair" else "секретар"
    for draft in signatures:
        position = (draft["position"].value or "").lower().replace("ѣ", "е")
        if role == "chair" and not re.match(r"председател", position):
            continue
        if role == "secretary" and not re.search(r"секретар", position) or role == "secretary" and re.match(r"секретар\w+ (?:парт|обком|райком|горком|укома|комитета влксм|комитета комсом|бюро вк)", position):
            continue
        bare = re.fullmatch(rf"(?:ответственный |ученый |технический )?{stem}\w*(?: (?:собрани\w+|заседани\w+|совещани\w+|сход\w*|встречи|общего собрани\w+|педсовета|педагогического совета))?(?: [\w ]*)?", position) if role == "secretary" else re.fullmatch(rf"{stem}\w*(?: (?:общего )?(?:собрани\w+|заседани\w+|совещани\w+|сход\w*|встречи|педсовета|педагогического совета))?", position)
        person = {key: draft[key] for key in ("name", "surname", "given", "patronymic", "position")}
        if bare:
            person["position"] = Finding(None, (), "officer.signature")
        return person
    return None
