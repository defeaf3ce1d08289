"""What is recognised in the blocks of one protocol: persons, dates, times; each block is read once, on demand."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.language.dates import DateMention, find_dates
from extractor.language.era import guess_year
from extractor.language.names import NameMention, read_names
from extractor.language.times import TimeMention, find_times
from extractor.model import Block, Part
from extractor.rules import Rules


class Markup:
    """Mentions of a part, by block; nothing is computed before it is asked for."""

    def __init__(self, part: Part, rules: Rules) -> None:
        self.part = part
        self.rules = rules
        self._names: dict[tuple[int, bool], list[NameMention]] = {}
        self._dates: dict[int, list[DateMention]] = {}
        self._times: dict[int, list[TimeMention]] = {}
        self._model: dict[int, list[NameMention]] = {}
        self._keep: list[Block] = []
        self._known: list[NameMention] | None = None
        self.century: int | None = guess_year(block.norm for block in part.blocks)

    def names(self, block: Block, *, bare: bool = False) -> list[NameMention]:
        """Names in a block; ``bare`` where a list of people is known to stand."""
        key = (id(block), bare)
        if key not in self._names:
            self._keep.append(block)
            self._names[key], same = read_names(block.text, bare=bare)
            if same:
                self._names[id(block), not bare] = self._names[key]
        return self._names[key]

    def model_names(self, block: Block) -> list[NameMention]:
        """Names that the entity model finds in a block: asked only where a label wants a person and no rule found one."""
        from extractor.language.entities import names_by_model

        key = id(block)
        if key not in self._model:
            self._keep.append(block)
            self._model[key] = names_by_model(block.text[:600])
        return self._model[key]

    def dates(self, block: Block) -> list[DateMention]:
        """Dates in a block."""
        if id(block) not in self._dates:
            self._keep.append(block)
            self._dates[id(block)] = find_dates(block.text, block.norm, century_hint=self.century)
        return self._dates[id(block)]

    def times(self, block: Block) -> list[TimeMention]:
        """Times of day in a block."""
        if id(block) not in self._times:
            self._keep.append(block)
            self._times[id(block)] = find_times(block.text, block.norm)
        return self._times[id(block)]

    def known_names(self) -> Sequence[NameMention]:
        """Every name of the part that stands with initials or a given name, as written."""
        if self._known is None:
            self._known = [name for block in self.part.blocks for name in self.names(block)]
        return self._known
