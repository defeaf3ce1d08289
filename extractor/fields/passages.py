"""What a passage is: a block in its section; and the words by which sections begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.layout.markers import Marker, find_run_on, ordinal
from extractor.markup import Markup
from extractor.model import Block
from extractor.rules import Match

#: In this order a place is asked which part begins there.
CUES = (
    "approval", "agenda", "control", "decided", "heard", "spoke", "absent", "invited", "present",
    "chair", "secretary", "vote", "attachments", "signed", "closing",
)
_CUE_FIELDS = tuple("section." + name for name in CUES)
#: Parts of the opening of a protocol: their words mean something else once matters are heard.
OPENING = frozenset({"absent", "invited", "present", "chair", "secretary", "approval"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A block (or a slice of one) in its section; ``content`` is where the words behind the label begin."""

    section: str
    block: Block
    content: int = 0
    rule: str = ""
    opens: bool = False
    number: str | None = None

    @property
    def text(self) -> str:
        """The words behind the label."""
        return self.block.text[self.content :]


def run_on_items(passage: Passage) -> list[tuple[int, Marker]]:
    """Items of an agenda that run on in one paragraph: «1. О школе. 2. О бане.»."""
    block = passage.block
    if passage.opens or not block.style:
        return find_run_on(block.text, passage.content, loose=passage.section == "agenda")
    rows = find_run_on(block.text) if ordinal(block.number) == 1 else []
    return rows if rows and rows[0][0] == 0 and all(block.text[at + marker.body].isupper() for at, marker in rows) else []


def find_cues(markup: Markup, block: Block, at: int, *, opening: bool) -> Iterator[tuple[str, Match]]:
    """Yield the parts that may begin at an offset of a block, with the rule that says so."""
    found = markup.rules.first(_CUE_FIELDS, block.norm, at)
    place = _CUE_FIELDS.index(found.rule.field) if found else len(CUES)
    for name, field in zip(CUES[place:], _CUE_FIELDS[place:], strict=True):
        found = found or markup.rules.match(field, block.norm, at)
        if found and (name not in OPENING or opening or found.rule.id == "section.absent.telegrams"):
            yield name, found
        found = None


def find_cue(markup: Markup, block: Block, at: int, *, opening: bool) -> tuple[str, Match] | None:
    """Return the first part that may begin at an offset of a block."""
    return next(find_cues(markup, block, at, opening=opening), None)


_WORDS = ("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят")


def read_pointer(block: Block, match: Match) -> str | None:
    """Return the number of the agenda item that a pointer names («по второму вопросу» → "2")."""
    start, stop = match.slots.get("number", (0, 0))
    word = block.norm[start:stop].strip()
    for place, stem in enumerate(_WORDS, 1):
        if word.startswith(stem):
            return str(place)
    return block.text[start:stop].strip().rstrip("-") or None
