"""One entry of a list of people: a person or group with its places in the text, and the leaves it becomes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from extractor.fields.people import Draft, Slice, person_draft, trim
from extractor.fields.roles import Body, role_of
from extractor.language import normal_re as re
from extractor.language.morphology import parses
from extractor.language.names import NameMention
from extractor.markup import Markup
from extractor.model import Block, Finding

Spot = tuple[Block, Slice]

_REMARK = re.compile(
    r"(?:(?:присутств\w+ |участв\w+ |участие )?(?:по тел\w*\.?|по телефону|онлайн|очно|заочно|дистанционно|вкс|по вкс|по видеосвязи|по видео\w*|zoom|зум|удаленно|по скайпу|по скайп|скайп|skype)"
    r"|(?:подключ|присоедин|опозд|отключ)[а-я]*(?: [^,;]{1,40})?|(?:прибыл|пришел|пришла|ушел|ушла)[а-я]* (?:в|с|до|после) [^,;]{1,40}|без права голоса|с правом (?:\w+ )?голоса|(?:кв|квартира|бокс|гараж|уч|участок|дом|д|эт)\.? ?№? ?\d+[а-я]?(?:[ ,/-]+\d+[а-я]?)*|подпись|п/п|роспись|[\d.,% -]+|см\. .*|по доверенности.*)"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One person or group of a list; each value with the block and slice it stands in."""

    block: Block
    name: NameMention | None
    position: Spot | None = None
    reason: Spot | None = None
    role: str | None = None
    role_at: Spot | None = None
    count: tuple[int, Slice] | None = None
    description: tuple[Slice, ...] = ()
    rule: str = "people.list"
    lent: bool = False
    genitive: bool = False

    @property
    def own_position(self) -> bool:
        """A post of his own, not one lent by the label above."""
        return self.position is not None and not self.lent


@dataclass(frozen=True, slots=True)
class Label:
    """What stands over the following people: their role, their common position, their reason of absence."""

    role: str | None = None
    position: Spot | None = None
    reason: Spot | None = None
    at: Spot | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a list is read with."""

    markup: Markup
    body: Body
    absent: bool = False

    def reason_in(self, block: Block, start: int, stop: int) -> int | None:
        """Offset at which words begin to give a reason of absence."""
        return min((found.start for found in self.markup.rules.find("reason", block.norm, start, stop)), default=None)


def is_remark(norm: str) -> bool:
    """Words on the way of attending, call signs and flat numbers are no position.

    >>> is_remark("по скайпу"), is_remark("кв. 47"), is_remark("бухгалтер")
    (True, True, False)
    """
    return bool(_REMARK.fullmatch(norm.strip(" .,;()-")))


def under(label: Label, block: Block, name: NameMention | None) -> Entry:
    """Return the entry of a person who stands under a label."""
    return Entry(block, name, label.position, label.reason, label.role, label.at, lent=label.position is not None)


def add_words(entry: Entry, context: Context, block: Block, start: int, stop: int) -> Entry:
    """Add words beside a name: a post, a role, or both; remarks are passed over."""
    start, stop = trim(block.text, start, stop)
    norm = block.norm[start:stop]
    guest = re.match(r"(?:приглашен\w*|гость)[ -]+(?=\S)", norm)
    if guest:
        entry = replace(entry, role="invited", role_at=(block, (start, start + guest.end() - 1)))
        start, norm = start + guest.end(), norm[guest.end() :]
    if re.fullmatch(r"\d\d\.\d\d\.\d\d", norm.strip()):
        return _extend(entry, block, start, stop)
    if not re.search(r"[^\W\d_]", norm) or is_remark(norm):
        return entry
    role, bare = role_of(norm, context.body)
    if role is None and "," in norm:
        role = next((r for part in norm.split(",") if (r := role_of(part, context.body)[0])), None)
    if role == "secretary" and entry.role == "member" and re.fullmatch(r"(?:ответственный|ученый|технический) секретарь", norm.strip()):
        role = "member"
    if role and (entry.role in (None, "member") or entry.role == "secretary" and role == "chair"):
        entry = replace(entry, role=role, role_at=(block, (start, stop)))
    if bare or (entry.own_position and role):
        return entry
    if entry.own_position and not is_role_post(entry, context):
        return _extend(entry, block, start, stop)
    return replace(entry, position=(block, (start, stop)), lent=False)


def is_role_post(entry: Entry, context: Context) -> bool:
    """«председатель ВК Хасбулатова, зам. гл. врача»: the role's words give way to a post of his own."""
    if entry.position is None or entry.name is None:
        return False
    block, (start, stop) = entry.position
    return block is entry.block and stop <= entry.name.start and role_of(block.norm[start:stop], context.body)[0] is not None


def _extend(entry: Entry, block: Block, start: int, stop: int) -> Entry:
    """«директор школы, депутат»: a second post right behind the first."""
    if entry.position is None or entry.position[0] is not block:
        return entry
    first, last = entry.position[1]
    if last <= start and not re.search(r"[^\W_]", block.text[last:start]) and ";" not in block.text[last:start]:
        return replace(entry, position=(block, (first, stop)))
    return entry


def add_reason(entry: Entry, context: Context, block: Block, start: int, stop: int, *, bracket: bool = False) -> Entry:
    """Words behind an absent name: his post up to where a reason begins, then the reason."""
    start, stop = trim(block.text, start, stop)
    if start >= stop:
        return entry
    both = re.match(r"(?:оба|обе|все|трое) (?=\w)", block.norm[start:stop])
    start += both.end() if both else 0
    norm = block.norm[start:stop]
    begin = context.reason_in(block, start, stop)
    if begin is None:
        if entry.reason is None and (bracket and free_reason(norm, context.body) or _tells(norm)):
            return replace(entry, reason=(block, (start, stop)))
        return add_words(entry, context, block, start, stop)
    cut = max(block.text.rfind(sign, start, begin) for sign in ",(–—;")
    lead = trim(block.text, start, cut) if cut > start else (start, start)
    if lead[0] < lead[1] and context.reason_in(block, *lead) is None:
        return replace(add_words(entry, context, block, *lead), reason=(block, trim(block.text, cut + 1, stop)))
    return replace(entry, reason=(block, (start, stop)))


def free_reason(norm: str, body: Body) -> bool:
    """A bracket behind an absent person that names no post: «(отключение электроэнергии)»."""
    if role_of(norm, body)[0] or is_remark(norm):
        return False
    return not re.match(
        r"(?:\w+ый |\w+ий |старш\w+ )?(?:директор|зам|нач|зав|гл\b|главн|инженер|учител|воспитател|член|депутат|мастер|бухгалтер|специалист|представител|кв\b|уч\b|от |врач|доцент|проф|секретар"
        r"|рабоч|слесар|токар|техник|прораб|менеджер|юрист|педагог|методист|библиотекар|студент|староста|бригадир|агроном|архитектор|геодезист|ассистент|преподавател|руковод|рук\b|\d+[- ]?й? класс)",
        norm,
    )


def _tells(norm: str) -> bool:
    """A clause with a verb tells why: «занесло трассу», «не пришел автобус»."""
    return acts(norm) or bool(re.match(r"(?:на|в|во|по|у|из-за|за|с|при) (?!отставке)", norm)) or bool(re.search(r"(?<!\w)(?:не |[а-я]{3,}(?:ла|ло|ли|ет|ит|ют|ят)(?!\w)|[а-я]+ш(?:ий|ая|ие)(?!\w))", norm)) and not re.match(r"(?:учител|воспитател|служител|жител|секрет)", norm)


def acts(norm: str) -> bool:
    """Do the words begin with what somebody did or does?

    >>> acts("ушел на богомолье"), acts("начальник отдела")
    (True, False)
    """
    word = re.match(r"[а-я]{3,}(?:л|ла|лся|лась|ет|ит)(?!\w)", norm)
    return word is not None and any(p.pos == "VERB" and p.score > 0.4 for p in parses(word.group()))


def entry_draft(context: Context, entry: Entry) -> Draft:
    """Return the leaves of a Participant (or Absentee)."""
    block = entry.block
    draft: dict[str, Any]
    if entry.name is not None:
        position = entry.position or (block, None)
        case = "gent" if entry.genitive else "nomn"
        draft = person_draft(context.markup, block, entry.name, case=case, position=position[1], position_block=position[0], rule=entry.rule)
        draft["kind"] = Finding("person", block.spans(entry.name.start, entry.name.stop), entry.rule)
    else:
        text = " ".join(block.text[slice(*part)] for part in entry.description)
        spans = tuple(span for part in entry.description for span in block.spans(*part))
        value, where = entry.count or (None, (0, 0))
        draft = {
            "kind": Finding("group", spans, entry.rule),
            "description": Finding(text, spans, entry.rule),
            "count": Finding(value, block.spans(*where) if entry.count else (), entry.rule),
        }
    where_role = entry.role_at or (block, (0, len(block.text)))
    draft["role"] = Finding(entry.role, where_role[0].spans(*where_role[1]) if entry.role else (), entry.rule)
    if context.absent:
        draft.update(_reason_leaves(context, entry))
    return draft


def _reason_leaves(context: Context, entry: Entry) -> Draft:
    if entry.reason is None:
        nothing = Finding(None, (), entry.rule)
        return {"reason": nothing, "reason_category": nothing}
    block, (start, stop) = entry.reason
    start, stop = trim(block.text, start, stop, " ,;:.-–—/")
    if stop > start and block.text[stop - 1] == ")" and block.text.count("(", start, stop) < block.text.count(")", start, stop):
        stop -= 1
    if block.text[start] == "(" and block.text.count(")", start, stop) < block.text.count("(", start, stop):
        start += 1
    spans = block.spans(start, stop)
    found = context.markup.rules.search("reason", block.norm, start, stop)
    return {
        "reason": Finding(block.text[start:stop], spans, entry.rule),
        "reason_category": Finding(found.rule.value if found else "other", spans, found.rule.id if found else "reason.other"),
    }
