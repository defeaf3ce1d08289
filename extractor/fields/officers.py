"""Who presided and who kept the minutes: from the header, else the list of those present, else the signatures."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.fields.entries import is_remark
from extractor.fields.listed_names import merge_names
from extractor.fields.officer_posts import OFFICE, case_of, find_stop, post_before, post_behind
from extractor.fields.passages import Passage
from extractor.fields.people import Draft, person_draft, trim
from extractor.fields.roles import role_of
from extractor.fields.rows import compose_rows
from extractor.language import normal_re as re
from extractor.language.names import NameMention
from extractor.language.ordinary import is_animate, is_given
from extractor.layout.join import join_blocks
from extractor.markup import Markup
from extractor.model import Block, Finding

_ELECTED = re.compile(r"избра|избир|выбра|при секретар|председательств|назначен")
_HEADER = frozenset({"head", "present", "absent", "invited", "chair", "secretary", "approval"})
_LATER = frozenset({"agenda", "body", "item", "spoke", "heard", "vote", "decided"})
#: A line at the end on who kept the minutes.
_KEPT = re.compile(r"[ ]?(?:протокол|запись) (?:вел|писал|состав|запис)|протоколировал")
_KEYS = ("name", "surname", "given", "patronymic", "position")


def read_officers(markup: Markup, passages: Sequence[Passage], attendees: Sequence[Draft], signatures: Sequence[Draft]) -> dict[str, Draft]:
    """Return the chair and the secretary, as far as the document names them."""
    header = [p for i, p in enumerate(passages) if p.section in _HEADER and not _approves(passages, i)]
    first = next((i for i, p in enumerate(passages) if p.section in ("heard", "decided", "spoke")), len(passages))
    later = [p for p in passages[: first + 8] if p.section in _LATER]
    out: dict[str, Draft] = {}
    for role in ("chair", "secretary"):
        draft = _named(markup, header, role) or _named(markup, later, role) or _listed(attendees, role) or _signed(signatures, role)
        if draft is None and role == "secretary":
            draft = _named(markup, [p for p in passages[-12:] if _KEPT.match(p.block.norm)], role)
        if draft:
            out[role] = draft
    return out


def _approves(passages: Sequence[Passage], index: int) -> bool:
    """The office of the one who approves: «УТВЕРЖДАЮ / Председатель профкома / ____ В. Н. Сайфуллин»."""
    passage = passages[index]
    if passage.section == "approval":
        return True
    opened = next((i for i in range(index, -1, -1) if passages[i].opens), 0)
    return passage.section in ("chair", "secretary") and opened > 0 and passages[opened - 1].section == "approval" and passages[opened].block.gap < 2


def _named(markup: Markup, passages: Sequence[Passage], role: str) -> Draft | None:
    inner = [p.section in ("present", "invited") and not p.opens for p in passages]
    for index in sorted(range(len(passages)), key=lambda i: inner[i]):  # a row of a list last: he may preside over something else
        passage = passages[index]
        block = passage.block
        if len(block.text) > 1500:
            continue
        for cue in OFFICE[role].finditer(block.norm):
            if _opens(passage, cue, role):
                draft = _officer(markup, passages, index, cue, role)
                if draft:
                    return draft
    return None


def _opens(passage: Passage, cue: re.Match[str], role: str) -> bool:
    """Is this word an office of the meeting here, and not somebody's post?"""
    norm = passage.block.norm
    if _KEPT.match(norm) and cue.start() < 3:
        return True
    before, tail, word = norm[: cue.start()].rstrip(), norm[cue.end() : cue.end() + 60], cue.group()
    if re.search(r"(?:зам\.?|заместител\w+|замест\.|помощник\w*|бывш\w+|слушали|докладчик\w*|докл\.|от имени|кандидат\w*|поручить|директор|уполномочен\w*|обязанности)[ ]*$", before):
        return "исполня" in tail[:20] and "обязанности" in before[-20:]
    if passage.section in _LATER:
        return _is_election(passage, before, word, tail) and not re.search(r"предложе|кандидатур|выборы", before[-60:]) and not word.startswith("проводи") and not re.match(r" (?:тсж|снт|правлени|кооператив|товарищ|профком)", tail)
    if role == "chair" and word.startswith(("вел", "ведет", "проводил", "проводит", "ведущ", "модератор")):
        return _leads(before) or not before.endswith(("протокол", "запись")) and bool(re.match(r" ?(?:заседание|собрание)? ?:", tail))
    if passage.section == "present" and not passage.opens and cue.start() > 3 and role == "chair":
        return word.startswith("председательств")
    if passage.section in ("present", "absent", "invited"):
        if cue.start() == 0 and re.match(r"[ъ ]{0,2}(?:избран|выбран)", tail):
            return True
        return bool(re.search(r"(?:(?<!\w)(?:избран\w*|избрали|под|при|избираются)(?!\w)(?:[\w :,-]{0,20})|[а-я)]{3}\.)$", before)) and ":" not in before[-2:] or cue.start() == 0 and passage.section != "absent"
    if word.startswith(("протокол ", "журнал ")) and re.search(r"(?:при чем|причем|(?<!\w)а)$", before):
        return True
    return not before or bool(re.search(r"(?:[.;,:\t(|]|(?<!\w)(?:под|при|избран\w*|избрали|выбран\w*|избираются|единогласно|и|п\. ?п\.|технический|ответственный|ученый|вел|обязанности)|-)$", before))


def _is_election(passage: Passage, before: str, word: str, tail: str) -> bool:
    """«избрать председателем собрания X», «секретарём избран X», and among votes «председатель собрания – X: за – 79»."""
    if passage.section in ("vote", "body") and not before and re.match(r" (?:собрани|заседани|сход|конференц|сесси)\w+ ?[:–-]", tail):
        return True
    if word.startswith("председательств"):
        return True
    if re.match(r"(?: (?:собрани|заседани|сход|конференц|сесси|совещани)\w+)?(?: единогласно)?(?: был[аи]?)? (?:избра|избир|выбра|назначен)", tail):
        return True
    return bool(re.search(r"(?:избра\w*|избир\w*|выбра\w*|назнач\w+)(?!\w)(?:[^.;]|(?<=[ .]\w)\.){0,70}$", before[-90:])) and word.endswith(("ем", "ь", "я")) or bool(re.search(r"при$", before))


def _leads(before: str) -> bool:
    if not before or before.endswith((".", ";", "\t", "|", ",")):
        return True
    return bool(re.search(r"(?:заседание|собрание|совещание|встречу|сход|сессию|семинар)$", before)) and "протокол" not in before[-30:]


def _officer(markup: Markup, passages: Sequence[Passage], index: int, cue: re.Match[str], role: str) -> Draft | None:
    """The person named behind the words of an office, before them, or on the next lines."""
    block, start = passages[index].block, cue.end()
    stop = find_stop(block, start, role)
    names = [n for n in merge_names(block, markup.names(block, bare=True)) if start <= n.start and n.stop <= stop and not _heads_post(block, n)]
    names = names or _missed(block, start, stop)
    if names:
        return _behind(markup, block, names, cue, stop, role)
    before = [n for n in markup.names(block, bare=True) if n.stop <= cue.start() and not re.search(r"[.;]", block.text[n.stop : cue.start()])]
    if before and re.search(r"^[ ,(–—-]*(?:председ|секрет)", block.norm[before[-1].stop :]) and stop - start < 40:
        return person_draft(markup, block, before[-1], case="nomn", rule=f"officer.{role}.behind")
    rest = block.text[start:stop].strip(" :–—-\t")
    if len(rest) < 80 and stop == len(block.text):
        return _below(markup, passages, index, start, stop, role)
    return None


_ALONE = re.compile(r"[ \t:–—-]{0,4}(?:тт?\. ?|[Тт]ов\. ?)?(?P<surname>[А-ЯЁІѢѲ][а-яёіѣѳѵъ-]{2,})(?: (?P<g>[А-ЯЁІѢѲ]\.)(?: ?(?P<p>[А-ЯЁІѢѲ]\.))?)?(?= ?[,;.(]| ?$)")


def _missed(block: Block, start: int, stop: int) -> list[NameMention]:
    """«Председатель Рыжих»: right behind an office a capitalised word is a name, whatever else it may be."""
    found = _ALONE.match(block.text, start, stop)
    if not found or re.match(r"(?:собран|заседан|совет|комисс|комитет|правлен|совещ|сход|обществ|дум)", block.norm[found.start("surname") :]):
        return []
    order = "sgp" if found["g"] else "s"
    return [NameMention(found.start("surname"), found.end(), found["surname"], found["g"], found["p"], None, order, "office")]


def _heads_post(block: Block, name: NameMention) -> bool:
    """«Купеческаго Старосты», «Волостной Старшина»: a capitalised adjective of the post behind it."""
    post = re.match(r" (?P<word>[а-я]{4,})", block.norm[name.stop :])
    adjective = re.search(r"(?:ого|аго|его|ой|ий|ый|ая)[ ъ]?$", block.norm[name.start : name.stop])
    return name.given is None and not name.title and bool(adjective and post and is_animate(post["word"]) and not is_given(post["word"]))


def _behind(markup: Markup, block: Block, names: Sequence[NameMention], cue: re.Match[str], stop: int, role: str) -> Draft | None:
    start = cue.end()
    name = next((n for n in names if n.given or n.title), names[0])
    if name.start - start > 140 or names[0].start - start < 4:
        name = names[0]
    if re.search(r"(?<!\w)(?:отсутств|присутств|приглаш|слушали|счетн)", block.norm[start : name.start]):
        return None
    position = post_before(block, start, name.start)
    following = next((n.start for n in names if n.start > name.start), None)
    behind = post_behind(block, name.stop, stop if following is None else following)
    if behind and following is not None and not re.search(r"[,;.)]", block.text[behind[1] : following]) and block.text[name.stop : behind[0]].strip() == ",":
        behind = None
    if position is None and behind is None and cue.group().startswith(("писар", "делопроизв")):
        position = cue.span()  # «при писаре Грошеве»: his post, by which he keeps the minutes
    case = case_of(re.split(r"(?<=[а-я]{3})(?<!свящ)(?<!прот)(?<!проф)(?<!инж)\. ", block.norm[max(0, cue.start() - 140) : name.start])[-1], cue.group())
    return person_draft(markup, block, name, case=case, position=position or behind, rule=f"officer.{role}")










def _below(markup: Markup, passages: Sequence[Passage], index: int, start: int, stop: int, role: str) -> Draft | None:
    """The name stands on the line (or in the cell) below the office."""
    block = passages[index].block
    group: list[Block] = []
    for ahead in passages[index + 1 : index + 5]:
        if ahead.opens or ahead.block.gap > 1 and group or len(ahead.block.text) > 160:
            break
        group.append(ahead.block)
    rows = [row for row, _ in compose_rows([(b, 0) for b in group])]
    named = next((i for i, row in enumerate(rows) if markup.names(row, bare=True)), None)
    if named is None or named > 2:
        return None
    joined = join_blocks(rows[: named + 1])
    names = merge_names(joined, markup.names(joined, bare=True))
    if not names or names[0].start > 100:
        return None
    left, right = trim(joined.text, names[0].stop, len(joined.text))
    behind = (left, right) if left < right and not role_of(joined.norm[left:right])[1] and not is_remark(joined.norm[left:right]) else None
    own = post_before(joined, 0, names[0].start) if re.search(r"\t|[-–—] ?$", joined.text[: names[0].start]) else None
    if behind is None and own:  # «Председательствовал: / заместитель главы    - Кравец С. В.»
        behind = own
    post = post_before(block, start, stop)
    if behind is None and post:
        return person_draft(markup, joined, names[0], case="nomn", position=post, position_block=block, rule=f"officer.{role}.below")
    return person_draft(markup, joined, names[0], case="nomn", position=behind, rule=f"officer.{role}.below")


def _listed(attendees: Sequence[Draft], role: str) -> Draft | None:
    """The one whom the list of those present calls so."""
    for draft in attendees:
        if draft["kind"].value == "person" and draft["role"].value == role:
            return {key: draft[key] for key in _KEYS}
    return None


_EVENTS = r"(?: (?:общего )?(?:собрани\w+|заседани\w+|совещани\w+|сход\w*|встречи|педсовета|педагогического совета|семинара|сессии|конференции))"
_SIGNED = {
    "chair": (re.compile(r"(?:председател|пред(?:с(?:ед)?)?(?:\.|$))"), re.compile(rf"(?:председател\w*|пред(?:с(?:ед)?)?\.?){_EVENTS}?")),
    "secretary": (re.compile(r"(?:за |и\. ?о\. ?)?(?:ответственный |ученый |технический )?(?:секретар|секр(?:ет)?(?:\.|$))|протокол (?:вел|вела|ведет)"), re.compile(r"(?:(?:за |и\. ?о\. ?)?(?:ответственный |ученый |технический )?(?:секретар\w*|секр(?:ет)?\.?)|протокол вел\w*)(?: [\w ]*)?")),
}
_PARTY = re.compile(r"секретар\w+ (?:бюро (?:ячейки|вк|парт|перв)|ячейки|парт|обком|райком|горком|укома|комитета влксм|комитета комсом|бюро вк)")


def _signed(signatures: Sequence[Draft], role: str) -> Draft | None:
    """«Председатель» among those who signed; the office is his position where it says more than that."""
    opens, bare = _SIGNED[role]
    for draft in signatures:
        position = (draft["position"].value or "").lower().replace("ѣ", "е")
        if not opens.match(position) or _PARTY.match(position):
            continue
        person = {key: draft[key] for key in _KEYS}
        if bare.fullmatch(position):
            person["position"] = Finding(None, (), "officer.signature")
        return person
    return None
