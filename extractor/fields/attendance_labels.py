"""Labels of a list of people: the words that say who those under them are, beside them, above them or in the heading."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.fields.entries import Context, Label, Spot
from extractor.fields.passages import Passage
from extractor.fields.people import trim
from extractor.fields.roles import is_event, label_role, role_of
from extractor.language import normal_re as re
from extractor.model import Block


def has_own_post(context: Context, block: Block, start: int) -> bool:
    """«начальник планового отдела тов. Левитин» below a line «члены Коллегии: тт. …»: no member, but one with a post."""
    names = context.markup.names(block, bare=True)
    return bool(names) and names[0].start - start > 8 and bool(re.match(r"[а-я]{4,}", block.norm[start:])) and role_of(block.norm[start : names[0].start], context.body)[0] is None


def find_sender(block: Block, begin: int) -> Spot | None:
    """«от завода   - Рогов С. С.»: whose people these are, in a column of its own; the lines below go on with them."""
    if begin or len(block.cells) != 2 or not re.match(r"от [а-я]{3}", block.norm) or not re.match(r"[-–—] ?[А-ЯЁ]", block.text[block.cells[1][0] :]):
        return None
    return block, trim(block.text, *block.cells[0])


def carry_label(after: Label, before: Label, block: Block, context: Context) -> Label:
    """A label holds for the next lines where it closes its line, or opened it."""
    if context.absent:
        return Label(before.role) if not block.text.rstrip().endswith(":") else after
    if after is before or block.text.rstrip().endswith((":", "–", "—", "-")) or after.role in ("invited", "member"):
        return after
    return before


def lead_label(context: Context, passage: Passage) -> Label | None:
    """Label that the words of the cue give: «Члены Совета директоров, участвующие в заседании:»."""
    if context.absent:
        return None
    block = passage.block
    words = block.norm[block.body : passage.content]
    start, stop = trim(block.text, block.body, passage.content)
    if re.match(r"с (?:правом )?(?:совещательн|решающ)\w+ голос", words):
        return Label(None, (block, (start, stop)), None, (block, (start, stop)))
    if re.search(r"приглаш|^гост", words):
        return Label("invited", None, None, (block, (start, stop)))
    sent = re.match(r"[^\w]*(?P<from>от [^,:]{3,50}?) (?=прису|участв|прибыл|явил)", words)
    if sent:
        return Label(None, (block, trim(block.text, block.body + sent.start("from"), block.body + sent.end("from"))), None, (block, (start, stop)))
    members = re.match(r"[^\w]*(?P<m>члены [\w ]{2,50}?)(?:,? (?:участв|присутств|принимав|принявш|прибывш|явивш)|[ ]?[:-]|$)", words)
    if members and label_role(members["m"], context.body) == "member":
        return Label("member", None, None, (block, (start, stop)))
    return None


def label_above(context: Context, passages: Sequence[Passage], head: Passage) -> Label | None:
    """«Члены комиссии» on the line over the head of a table."""
    index = next(i for i, passage in enumerate(passages) if passage is head)
    above = passages[index - 1].block if index else head.block
    if len(above.text) < 60 and label_role(above.norm.strip(" :."), context.body) == "member":
        return Label("member", None, None, (above, trim(above.text, 0, len(above.text))))
    return None


def heading_label(context: Context, block: Block, start: int, label: Label) -> Label | None:
    """A line of its own that heads the following names: «Члены комиссии:», «Приглашённые»."""
    text = block.text[start:].strip()
    norm = block.norm[start:].strip(" :.-–—•*")
    closes = text.endswith((":", "–", "—", "-"))
    if not closes and not (len(norm) < 40 and re.fullmatch(r"(?:приглашенн\w+|члены [\w ]{2,30}|секретарь|председатель(?:ствующий)?|гости|участники|члены)(?: (?:лица|комиссии|совета|комитета))?", norm)):
        return None
    if context.markup.names(block) or len(text) > 90 or not norm or re.match(r"присутств|\d+ чел", norm) or is_event(norm):
        return None
    left, right = trim(block.text, start, len(block.text))
    where = (block, (left, right))
    if context.absent and context.reason_in(block, left, right) is not None:
        return Label(label.role, None, where, where)
    role = label_role(re.sub(r"^(?:\d+ )?членов(?!\w)", "члены", norm), context.body)
    if role:
        return Label(role, None, None, where)
    if not closes or re.match(r"\d+ ", norm):
        return None
    return Label("invited" if label.role == "invited" else None, where, None, where)
