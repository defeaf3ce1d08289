"""Who was present and who was absent, as lists; totals and officers have modules of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.fields.attendance_labels import carry_label, find_sender, has_own_post, heading_label, label_above, lead_label
from extractor.fields.counts import count_absent, count_lines, count_present, read_membership
from extractor.fields.entries import Context, Entry, Label, entry_draft
from extractor.fields.listing import read_list
from extractor.fields.passages import Passage
from extractor.fields.people import Draft
from extractor.fields.presence import TABLE, part_presence
from extractor.fields.roles import Body
from extractor.fields.rows import by_number, compose_rows, is_column_head, read_row
from extractor.fields.strays import read_strays
from extractor.language import normal_re as re
from extractor.language.morphology import cases
from extractor.language.ordinary import is_animate
from extractor.markup import Markup
from extractor.model import Finding

_WITNESS = re.compile(r"(?<!\w)(?:в присутствии|при участии)(?= |:)")
_SECRETARY = re.compile(r"(?:заседани|собрани|сход|совещани|сесси)\w* (?:открыт|начал(?!ьн)|открыл|веде?т|вел|правомоч|состоял|объявл)|(?:председ|предс|секр)\. |(?:секретар\w+|председател\w+) (?:избран|выбран)|секретар\w+ ?[:–-]|председател\w+ ?[:–-]")
_AWAY_FROM = re.compile(r"(?<!\w)(?:кроме|за исключением|неприбыти\w+|неявк\w+|отсутстви\w+|не было|не (?:поступил\w*|получены) от|невозможност\w+|не оказалось)(?!\w)")
_SKIP = re.compile(
    r"(?:кворум|тема [^:]{0,30}:|тема:|списочн|по списку|на учете|(?:засед\w+ |собр\w+ |совещ\w+ )?(?:начали|начало|начат[оа]|закончили|окончили)(?!\w)|заседание правомочн|собрание правомочн|регламент|и другие|список (?:присутств\w+ )?прилага|\(?(?:список|лист|реестр)|правомочн|из \d+ член|форма голосования|\d+ ?(?:чел\w*\.?)?$|(?:всего|итого)\b)"
)


@dataclass(frozen=True, slots=True)
class Attendance:
    """Drafts of the lists and rivals of the scalars."""

    attendees: list[Draft]
    absentees: list[Draft]
    findings: list[Finding]


def read_attendance(markup: Markup, passages: Sequence[Passage]) -> Attendance:
    """Read the lists of those present, invited and absent, and their counts."""
    body = Body.named_in(_heading(passages))
    here, away = Context(markup, body), Context(markup, body, absent=True)
    present: list[Entry] = []
    absent: list[Entry] = []
    findings = [*count_present(passages), *count_absent(passages), *read_membership(markup, passages)]
    strays = read_strays(away, passages)
    for section, group in _runs(_without_roster(_nested(passages))):
        if group[0].rule == TABLE:
            label = lead_label(here, group[0]) or label_above(here, passages, group[0]) or Label()
            came, missed = part_presence(away, group)
            present += _entries(here, came, label) if came else []
            absent += _entries(away, missed, label) if missed else []
        elif section == "absent":
            absent += _entries(away, group, Label())
            findings += count_lines(group, "absentee_count")
        else:
            found = _entries(here, group, Label("invited" if section == "invited" else None))
            found = [e for e in found if not any(e.block is s.block and e.name == s.name for s in strays)]
            gone = [e for e in found if _is_gone(e)]
            absent += [replace(e, position=None) for e in gone]
            found = [e for e in found if e not in gone]
            present += _unless_total(found, present, section)
            findings += count_lines(group, "attendee_count") if section == "present" else ()
    absent += strays
    present += [e for e in _witnesses(here, passages) if not any(e.block is p.block and e.name == p.name for p in present)]
    taken = {e.block.spans(*e.count[1]) for e in present if e.count}
    return Attendance(
        [entry_draft(here, _in_case(e, _WITNESS)) for e in present],
        [entry_draft(away, _in_case(e, _AWAY_FROM)) for e in _all_in_genitive(absent)],
        [f for f in findings if f.field != "attendee_count" or f.spans not in taken],
    )


def _heading(passages: Sequence[Passage]) -> Iterator[str]:
    """The lines that name the body: whatever stands before the lists."""
    for passage in passages:
        if passage.section in ("present", "absent", "invited", "heard", "decided", "agenda", "spoke"):
            return
        yield passage.block.norm[:400]


def _runs(passages: Sequence[Passage]) -> Iterator[tuple[str, list[Passage]]]:
    """Passages of one list each."""
    group: list[Passage] = []
    for passage in passages:
        if group and (passage.opens or passage.section != group[0].section):
            yield group[0].section, group
            group = []
        group = [*group, passage] if passage.section in ("present", "absent", "invited") else []
    if group:
        yield group[0].section, group


def _nested(passages: Sequence[Passage]) -> list[Passage]:
    """«ПРИСУТСТВОВАЛИ / Секретарь: / КУДРЯВЦЕВА …»: offices right under the bare label belong to the list."""
    out: list[Passage] = []
    bare = inside = False
    for passage in passages:
        label = passage.section in ("chair", "secretary") or passage.rule == "section.present.composition"
        if passage.section == "present" and passage.opens and not label:
            bare, inside = not re.search(r"\w{3}|\d", passage.text), False
        elif passage.opens:
            inside, bare = label and (bare or inside), False
        elif passage.section == "present":
            bare = False
        if inside and passage.section in ("chair", "secretary", "head") and not _VERBS.search(passage.block.norm[:60]):
            passage = replace(passage, section="present", content=0, opens=False)
        out.append(passage)
    return out


_VERBS = re.compile(r"(?<!\w)(?:избран|избра|вел|ведет|протокол|открыт|начал(?!ьн))")


def _without_roster(passages: Sequence[Passage]) -> list[Passage]:
    """«Члены правления: …» above «Присутствуют: …» says who belongs to the body, not who came."""
    called = [i for i, p in enumerate(passages) if _calls(p, passages[i + 1 : i + 2])]
    if not called:
        return list(passages)
    keep, roster = [], False
    for index, passage in enumerate(passages):
        if passage.opens:
            roster = passage.section == "present" and index < called[0] and bool(re.match(r"(?:члены|состав)", passage.block.norm[passage.block.body :]))
        if not (roster and passage.section == "present"):
            keep.append(passage)
    return keep


def _calls(passage: Passage, following: Sequence[Passage]) -> bool:
    """Does «Присутствуют: …» name people, here or on the next line, rather than count them («присутствуют 6 членов из 7»)?"""
    if passage.section != "present" or not passage.opens or not re.search(r"присут|прибыл|явил|участв", passage.block.norm[: passage.content]):
        return False
    if re.match(r"[ :–-]*\d+ [^:]*$", passage.text):
        return False
    return bool(re.search(r"[А-ЯЁІѢѲ]\w+", passage.text + " ".join(q.text for q in following if not q.opens)))


def _unless_total(found: list[Entry], before: Sequence[Entry], section: str) -> list[Entry]:
    """A lone number of people is the total and no group («присутствовали 22 родителя»)."""
    if len(found) == 1 and not before and section == "present" and found[0].name is None:
        entry = found[0]
        if entry.count and entry.count[1][0] < entry.description[0][0] or not entry.count and entry.role == "member":
            return []
    return found


def _witnesses(context: Context, passages: Sequence[Passage]) -> list[Entry]:
    """«Собрание открывается в присутствии представителя Губотдела т. Фридлянда»."""
    out: list[Entry] = []
    for passage in passages:
        found = _WITNESS.search(passage.block.norm) if passage.section in ("head", "present", "chair", "secretary") else None
        if found:
            end = re.search(r"(?<=[а-яёіѣѳѵ)]{3})[.;](?= [А-ЯЁІѢѲ]|$)", passage.block.text[found.end() :])
            stop = found.end() + end.start() if end else len(passage.block.text)
            out += [e for e in read_list(context, passage.block, found.end(), stop, Label())[0] if e.name is not None]
    return out


def _in_case(entry: Entry, cues: re.Pattern[str]) -> Entry:
    """«все, кроме Саркисяна», «телеграммы Бестужева», «в присутствии X» put the names in the genitive."""
    head = entry.block.norm[max(0, entry.name.start - 1500) : entry.name.start] if entry.name else ""
    cue = next(iter(reversed(list(cues.finditer(head)))), None)
    if cue is None or "." in _SHORT.sub("", head[cue.end() :]) or re.search(r"не было ?[:–-]", head[cue.start() :]):
        return entry
    return replace(entry, genitive=True)


#: Abbreviations whose stop ends no sentence.
_SHORT = re.compile(r"(?<!\w)(?:\w|ст|пом|зам|зав|нач|гл|мл|инж|тов|тт|гр|мед|тех|отд|проф|доц|свящ|прот|канд|преп|асс|уч)\.")


def _all_in_genitive(entries: Sequence[Entry]) -> list[Entry]:
    """«Нет на совещании: врача Скок, фельдшера Ступака», «Не было: Лис, Ильиной»: one word tells the case of its whole list."""
    told = {id(e.block) for e in entries if _post_in_genitive(e) or e.name and re.search(r"(?:[оеё]в|[иы]н)ой$", e.name.surname)}
    told -= {id(e.block) for e in entries if e.name and re.search(r"(?:[оеё]в|[иы]н)ъ?$", e.name.surname)}
    return [replace(e, genitive=True) if id(e.block) in told else e for e in entries]


def _is_gone(entry: Entry) -> bool:
    """«Дьяков П. П. – (отсутствовал)» in the list of those present."""
    if entry.name is None or entry.position is None or entry.lent:
        return False
    block, (start, stop) = entry.position
    return re.fullmatch(r"\(?(?:отсутств\w+|не (?:явил|прибыл|был)\w*)\)?", block.norm[start:stop].strip()) is not None


def _post_in_genitive(entry: Entry) -> bool:
    """Is the post right before the name in the genitive and nothing else («врача», «заведующего»)?"""
    if entry.name is None or entry.position is None or entry.position[0] is not entry.block or entry.position[1][1] > entry.name.start:
        return False
    word = re.match(r"[а-я]{5,}(?![\w.])", entry.block.norm[entry.position[1][0] :])
    if word is None or not is_animate(word.group()):
        return False
    found = cases(word.group())
    return "gent" in found and "nomn" not in found


def _entries(context: Context, group: Sequence[Passage], label: Label) -> list[Entry]:
    """Entries of one list: the words behind its label, then its lines."""
    first = group[0]
    lead = lead_label(context, first)
    if lead:
        label = lead
    out: list[Entry] = []
    blocks = [(p.block, p.content if i == 0 else max(p.content, p.block.body if p.block.style else 0)) for i, p in enumerate(group)]
    if context.absent and re.match(r"[ :–-]*(?:нет|никого)(?!\w)", first.block.norm[first.content :]):
        return out
    held = label
    inline = lead is not None and lead.role == "member" and any(n.start >= first.content for n in context.markup.names(first.block, bare=True))
    for block, begin in compose_rows(blocks):
        norm = block.norm[begin:].strip(" .:;-–—|")
        if context.absent and _SECRETARY.match(norm):
            break
        if not norm or is_column_head(norm) or _SKIP.match(norm) and not context.markup.names(block):
            continue
        heading = heading_label(context, block, begin, label)
        if heading:
            held = heading
            continue
        sender = find_sender(block, begin)
        if sender:
            held = Label(held.role, sender, None, sender)
            out += read_list(context, block, block.cells[1][0] + 1, len(block.text), held)[0]
            continue
        row = read_row(context, block, begin, held) if len(block.cells) > 2 or len(block.cells) == 2 and begin <= block.cells[0][0] + 6 else None
        if row is not None:
            out += row
            continue
        start = begin + len(block.norm[begin:]) - len(block.norm[begin:].lstrip(" :–—-\t.,"))
        if inline and block is not first.block and has_own_post(context, block, start):
            held = Label() if lead else label
        entries, after = read_list(context, block, start, len(block.text), held)
        inline = inline or bool(entries) and after is not held and after.role == "member"
        out += entries
        held = carry_label(after, held, block, context)
    return by_number(out)












