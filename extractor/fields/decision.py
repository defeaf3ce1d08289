"""One decision while it is read, and the leaves of the record that it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractor.fields.people import Draft, trim
from extractor.language import normal_re as re
from extractor.model import Block, Finding

_EMPTY = Finding(None, (), "")


@dataclass(eq=False)
class Decision:
    """A decision while it is read."""

    number: str | None = None
    number_span: tuple[Block, int, int] | None = None
    style: str = ""
    text: list[tuple[Block, int, int]] = field(default_factory=list)
    responsible: list[Finding] = field(default_factory=list)
    deadline: tuple[Finding, Finding] | None = None
    votes: dict[str, Finding] | None = None
    items: list[Decision] = field(default_factory=list)
    item: str | None = None
    rule: str = "decision.point"
    labelled: bool = False
    indent: int = 0
    matter: str | None = None
    topic: tuple[Block, int, int] | None = None  # in a table: the words of the matter, and who speaks on it
    speaker: tuple[Block, int, int] | None = None

    def walk(self) -> Iterator[Decision]:
        """This decision and all below it."""
        yield self
        for item in self.items:
            yield from item.walk()

    @property
    def last(self) -> str:
        """Its words so far."""
        return self.text[-1][0].text[self.text[-1][1] : self.text[-1][2]].rstrip() if self.text else ""

    def draft(self) -> Draft:
        """Leaves of the Decision."""
        parts = [(b, *trim(b.text, s, e, " \t;,:.–—-/|" if i + 1 == len(self.text) else " \t")) for i, (b, s, e) in enumerate(self.text)]
        words = " ".join(" ".join(b.text[s:e] for b, s, e in parts).split())
        spans = tuple(span for b, s, e in parts for span in b.spans(s, e))
        deadline, deadline_text = self.deadline or (_EMPTY, _EMPTY)
        number_spans = self.number_span[0].spans(*self.number_span[1:]) if self.number_span else ()
        return {
            "number": Finding(self.number, number_spans, self.rule),
            "text": Finding(words, spans, self.rule),
            "agenda_item": Finding(self.item, spans, "decision.link"),
            "responsible": self.responsible,
            "deadline": deadline,
            "deadline_text": deadline_text,
            "votes": self.votes,
            "items": draft_all(self.items),
        }


def draft_all(decisions: Iterable[Decision]) -> list[Draft]:
    """Drafts of the decisions; one without a word (a rule of dashes in a cell) gives way to what hangs on it."""
    out: list[Draft] = []
    for decision in decisions:
        worded = any(re.search(r"\w", block.text[start:stop]) for block, start, stop in decision.text)
        out += [decision.draft()] if worded else draft_all(decision.items)
    return out
