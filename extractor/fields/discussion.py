"""What was said: turns of speech, each with its speaker, whether heard, speaking or asking, and the words to its end."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.fields.heard import is_only_post
from extractor.fields.people import Draft, Slice, person_draft, trim
from extractor.language import normal_re as re
from extractor.markup import Markup
from extractor.model import Block, Finding

_ASKS = re.compile(r"(?:спросил|задал\w* вопрос|спрашива|интересу)")


@dataclass
class Turn:
    """One turn of one speaker: the matter it belongs to, and the slices of its words."""

    matter: str | None
    speaker: Draft
    role: str
    words: list[tuple[Block, int, int]]

    def draft(self) -> Draft:
        """Leaves of the Speech."""
        where = self.speaker["name"].spans
        words = [*self.words]
        if words:
            block, start, stop = words[-1]
            words[-1] = (block, start, max(start, trim(block.text, start, stop, " \t,;:–—-.")[1]))
        text = " ".join(block.text[start:stop] for block, start, stop in words)
        spans = tuple(span for block, start, stop in words for span in block.spans(start, stop))
        return {
            "agenda_item": Finding(self.matter, where, "discussion.link"),
            "speaker": self.speaker,
            "role": Finding(self.role, where, "discussion.role"),
            "text": Finding(text or None, spans, "discussion.turn"),
        }


class Speech:
    """Follows who speaks: a name at the start of a line opens a turn, other lines go on with it."""

    def __init__(self, markup: Markup) -> None:
        self.markup = markup
        self.turns: list[Turn] = []
        self.speaking = False

    def say(self, block: Block, start: int, role: str, matter: str | None) -> None:
        """Add the words of a block from ``start`` on: a new turn, or more of the last one."""
        left, right = self._words(block, start, " \t;:")
        if left >= right or not re.search(r"\w", block.text[left:right]):
            return
        names = [n for n in self.markup.names(block) if n.start >= left]
        first = names[0] if names and names[0].start - left <= 40 and is_only_post(block.norm[left : names[0].start]) else None
        if first is None:
            if self.turns and self.speaking and self.turns[-1].matter == matter:
                self.turns[-1].words.append((block, left, right))
            return
        post = self._post(block, left, first.start)
        self.open_turn(block, first.stop, person_draft(self.markup, block, first, case=None, position=post, rule="discussion.turn"), role, matter)

    def open_turn(self, block: Block, start: int, speaker: Draft, role: str, matter: str | None) -> None:
        """Begin a turn; its words stand from ``start`` on."""
        left, right = self._words(block, start, " \t,;:–—-.")
        asked = _ASKS.match(block.norm, left, right)
        self.turns.append(Turn(matter, speaker, "asked" if asked else role, [(block, left, right)] if left < right else []))
        self.speaking = True

    def close(self) -> None:
        """Nobody speaks any more, until the next name."""
        self.speaking = False

    def drafts(self) -> list[Draft]:
        """The turns in order."""
        return [turn.draft() for turn in self.turns]

    def _words(self, block: Block, start: int, edge: str) -> Slice:
        """Signs before the first word are left off; those behind the last stay until the turn ends."""
        return trim(block.text, start, len(block.text), edge)[0], len(block.text.rstrip())

    def _post(self, block: Block, start: int, stop: int) -> Slice | None:
        """The post before a speaker's name; «т.» alone is none."""
        left, right = trim(block.text, start, stop, " \t,;:–—-")
        return (left, right) if left < right and not re.fullmatch(r"т(?:ов)?\.?", block.norm[left:right]) else None
