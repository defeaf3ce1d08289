"""A point of the agenda while it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.fields.people import Draft, trim, unquote
from extractor.fields.speakers import unique
from extractor.language import normal_re as re
from extractor.model import Block, Finding


@dataclass
class Item:
    """An agenda item while it is read: number, slices of its title, speakers."""

    number: str | None
    number_span: tuple[Block, int, int] | None
    title: list[tuple[Block, int, int]] = field(default_factory=list)
    speakers: list[Draft] = field(default_factory=list)
    named: bool = False
    heard: list[Draft] = field(default_factory=list)
    rule: str = "agenda.item"

    def draft(self) -> Draft:
        """Leaves of the AgendaItem."""
        parts = []
        for index, (block, start, stop) in enumerate(self.title):
            left, right = trim(block.text, start, stop, " \t,;:.-–—/|" if index + 1 == len(self.title) else " \t/|")
            parts.append((block, left, right))
        text = re.sub(r"\s+", " ", " ".join(block.text[a:b] for block, a, b in parts)).strip()
        spans = tuple(span for block, a, b in parts for span in block.spans(a, b))
        number_spans = self.number_span[0].spans(*self.number_span[1:]) if self.number_span else ()
        speakers = self.speakers or ([] if self.named else self.heard)
        return {
            "number": Finding(self.number, number_spans, self.rule),
            "title": Finding(unquote(text), spans, self.rule),
            "speakers": unique(speakers),
        }
