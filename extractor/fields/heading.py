"""The heading: what meeting, which number, when, where, whose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.fields.heading_lines import TITLE, cut_line
from extractor.fields.held import read_dates, read_times
from extractor.fields.kind import read_kind, read_number
from extractor.fields.organization import read_organization
from extractor.fields.passages import Passage
from extractor.fields.people import trim, unquote
from extractor.fields.place import read_places
from extractor.fields.title import find_title_line, read_title, title_finding
from extractor.language import normal_re as re
from extractor.markup import Markup
from extractor.model import Block, Finding, Warning_


@dataclass(frozen=True, slots=True)
class Heading:
    """Rivals of every scalar of the heading (best rank wins), and doubts."""

    findings: tuple[Finding, ...]
    warnings: tuple[Warning_, ...]


def read_heading(markup: Markup, passages: Sequence[Passage]) -> Heading:
    """Read the scalars of the heading from the passages of a part."""
    blocks = _head_blocks(markup, _opening(passages))
    lines = [cut_line(markup, block, index) for index, block in enumerate(blocks)]
    titled = find_title_line(blocks)
    title = read_title(markup, lines, titled)
    dates, doubts = read_dates(markup, passages, blocks, titled)
    found = [
        *title_finding(title),
        *read_kind(lines, titled, title),
        *read_number(lines, titled),
        *dates,
        *read_times(markup, passages, lines, titled),
        *read_places(markup, passages, lines, titled, title),
        *read_organization(markup, lines, titled, title),
        *_topic(passages),
    ]
    return Heading(tuple(found), tuple(doubts))


def _opening(passages: Sequence[Passage]) -> list[Passage]:
    """Passages of the heading: all down to the title, what follows it up to the lists, and what the opening says later."""
    titled = find_title_line([p.block for p in passages[:16]])
    out: list[Passage] = []
    listed = False
    for index, passage in enumerate(passages):
        above = titled is not None and index <= titled
        near = titled is not None and index <= titled + 8
        listed = listed or not above and passage.section not in ("head", "approval", "closing", "signed", "attachments", "control", "body")
        if passage.section in ("head", "approval") or above or near and not listed:
            out.append(passage)
    return out


def _head_blocks(markup: Markup, head: Sequence[Passage]) -> list[Block]:
    """Blocks of the heading proper, without the approval («УТВЕРЖДАЮ») and what stands under it."""
    out: list[Block] = []
    approving = 0
    for passage in head:
        block = passage.block
        if passage.section == "approval" and passage.opens or re.match(r"\"?(?:утвержда|согласован)", block.norm) and len(block.text) < 160 and not out:
            approving = 6
            continue
        if _RESOLVED.match(block.norm):
            continue
        if approving:
            approving -= 1
            titled = TITLE.search(block.norm)
            if not titled and not (block.gap > 1 and approving < 5 and not _looks_approval(markup, block)):
                approving = 0 if markup.dates(block) else approving
                continue
            approving = 0
        out.append(block)
    return out


#: «На журналѣ семъ резолюція Его Преосвященства …»: a note of the one who approved it, above the title.
_RESOLVED = re.compile(r"(?:на [^.:]{0,30}(?:журнал|протокол)\w* [^.:]{0,40})?(?:резолюци\w+|надпись)(?: [^.:]{0,40})?[ :]*(?:его|преосв|архи|еписк|губерн|г\. |начальник|директор|председат)")


def _looks_approval(markup: Markup, block: Block) -> bool:
    return bool(markup.names(block)) or "__" in block.text or block.norm.startswith(("председател", "директор", "начальник", "глава", "\"", "заведующ", "ректор")) or len(block.text) < 40 and bool(markup.dates(block))


def _topic(passages: Sequence[Passage]) -> Iterator[Finding]:
    """The one theme of the meeting: «Тема: …»."""
    for passage in passages:
        if passage.section in ("decided", "heard", "spoke"):
            return
        block = passage.block
        found = re.match(r"(?:общая |основная )?тема(?: (?:недели|месяца|дня|заседания|собрания|совещания|педсовета|встречи|семинара|сессии|съезда|конференции|(?:общественных |публичных )?слушаний|круглого стола|педагогического совета|родительского собрания))? ?(?:[:–—-]|(?=[«\"]))[ ]?", block.norm)
        if found:
            start, stop = trim(block.text, found.end(), len(block.text))
            if start < stop:
                yield Finding(unquote(block.text[start:stop]), block.spans(start, stop), "heading.topic", 1, "topic")
                return
