"""What stands around a block while sections are parted: the blocks above and below it, and the rest of its own words."""

from __future__ import annotations

from extractor.fields.looks import META, decides, is_titled
from extractor.fields.passages import find_cue, find_cues
from extractor.fields.people import without_titles
from extractor.fields.roles import Body, role_of
from extractor.fields.vote_sentences import is_vote_sentence
from extractor.language import normal_re as re
from extractor.layout.markers import ordinal
from extractor.markup import Markup
from extractor.model import Block

_RESOLVING = re.compile(r"(?:постановил|решил|реш[её]н|приговорил|определил|договорил)\w*(?: [\w-]+){0,3} ?:")
_RESOLVES_NEXT = re.compile(rf"\s*{_RESOLVING.pattern}")
_RESOLVED_LATER = re.compile(r"(?:постанов(?:ил\w*|лено)|реши(?:л[иао]|ено)|решено|решение|приговорили) ?:")


class Outlook:
    """Looks up and down from the block in hand; ``index`` is its place, ``rest`` its words and where the next piece of them begins."""

    def __init__(self, markup: Markup) -> None:
        self.markup = markup
        self.index = 0
        self.rest: tuple[str, int] = ("", 0)
        self.resolves = any(_resolves(markup, block) for block in markup.part.blocks)

    def heads_agenda(self, block: Block, *, body: bool) -> bool:
        """A line that ends with a colon over numbered titles is the heading of an agenda."""
        ahead = self.markup.part.blocks[self.index + 1 : self.index + 3]
        named = re.match(r"(?:обсуждаем\w+ |рассмотренн\w+ |заслушан\w+ )?(?:вопросы|темы|программа|предметы заняти\w+|на обсуждение|обсуждались|рассматривались|рассмотрено)(?:(?: [\w ]{0,30})? ?:|[.]?)[ ]*$", block.norm)
        if named and ahead and (ahead[0].style in ("1.", "1)", "I", "А.") and ordinal(ahead[0].number) == 1 or len(ahead) == 2 and all(b.style == "-" for b in ahead)) and not body:
            return True
        return block.text.rstrip().endswith(":") and len(block.text) < 120 and len(ahead) == 2 and all(
            b.style in ("1.", "1)", "I", "А.") and is_titled(b) for b in ahead)

    def agenda_ahead(self, style: str, number: str | None) -> bool:
        """Does the next number of the agenda stand a few lines below, with no part opening between?"""
        last = ordinal(number)
        for block in self.markup.part.blocks[self.index + 1 : self.index + 6]:
            if block.gap > 1 or find_cue(self.markup, block, 0, opening=False):
                return False
            if block.style == style and last is not None and ordinal(block.number) == last + 1:
                return True
        return False

    def decision_ahead(self) -> bool:
        """Do words of a decision begin, in the rest of this block or later, before the next pointer to an item?"""
        if _RESOLVED_LATER.search(*self.rest):
            return True
        for block in self.markup.part.blocks[self.index + 1 : self.index + 9]:
            if self.markup.rules.match("section.item", block.norm, block.body if block.style not in ("", "-") else 0):
                return False
            cue = find_cue(self.markup, block, block.body if block.style not in ("", "-") else 0, opening=False)
            if cue and cue[0] == "decided" and not is_vote_sentence(block.norm) or _RESOLVING.search(block.norm):
                return True
        return False

    def precedes_decision(self, block: Block) -> bool:
        """A line (or a sentence) over the words of a decision is the matter, not a decision."""
        if _RESOLVES_NEXT.match(*self.rest) and not decides(block):
            return True
        return len(block.text) <= 300 and not META.match(block.norm) and self.decided_below() and not decides(block)

    def decided_below(self) -> bool:
        """Does the next block begin with the words of a decision?"""
        ahead = self.markup.part.blocks[self.index + 1 : self.index + 2]
        if not ahead or ahead[0].kind == "decided" or is_vote_sentence(ahead[0].norm):
            return False
        cue = find_cue(self.markup, ahead[0], ahead[0].body if ahead[0].style not in ("", "-") else 0, opening=False)
        return cue is not None and cue[0] == "decided"

    def holds_another_office(self, block: Block, at: int) -> bool:
        """«Председатель ревизионной комиссии т. Зимин» in a list of those present presides over something else."""
        names = [n for n in self.markup.names(block, bare=True) if n.start > at]
        if not names:
            return False
        office = block.norm[at : without_titles(block, at, names[0].start)].strip()
        if not re.fullmatch(r"(?:председатель|секретарь) [а-я -]{3,60}", office) or re.search(r"избра|выбра|(?<!\w)вел|назнач", office):
            return False
        heading = [b.norm[:400] for b in self.markup.part.blocks[: min(self.index, 8)]]
        return role_of(office, Body.named_in(heading)) == (None, False)


def _resolves(markup: Markup, block: Block) -> bool:
    """Does a block say «РЕШИЛИ», at its beginning or before a colon inside it?"""
    if block.kind == "decided" or _RESOLVING.search(block.norm):
        return True
    return any(cue[0] == "decided" for at in {0, block.body} for cue in find_cues(markup, block, at, opening=False))
