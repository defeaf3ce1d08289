"""A story of RTF (the document, a note, a header) while it is read: paragraphs, and the tables that they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extractor.reading.flow import Flow, Paragraph, Table

_COLUMN = 120  # twips
_MOST_NESTED = 12


@dataclass(frozen=True, slots=True)
class State:
    """What a group inherits and gives back: visibility, encoding, place of the paragraph."""

    silent: bool = False
    hidden: bool = False
    deleted: bool = False
    codec: str = ""
    skip: int = 1  # signs that stand behind \u for old programs
    table: int = 0  # depth of the table that the paragraph stands in
    left: int = 0
    first: int = 0
    role: str = ""  # of the group: listtext, fonttbl, fldinst, note, header, headerf


@dataclass(slots=True)
class _Level:
    """A table being read, or (level 0) the document itself."""

    blocks: list[Paragraph | Table] = field(default_factory=list)
    cells: list[Flow] = field(default_factory=list)
    rows: list[tuple[Flow, ...]] = field(default_factory=list)


class Story:
    """Words, number and table of the paragraph that is open, and what stands before it."""

    def __init__(self) -> None:
        self.levels = [_Level()]
        self.words: list[str] = []
        self.label = ""
        self.paged = False

    def end_paragraph(self, state: State, *, empty: bool = True) -> None:
        """Put the open paragraph into the table or text that it stands in."""
        text = "".join(self.words)
        if text.strip() or empty:
            depth = min(state.table, _MOST_NESTED)
            self._fold(depth)
            indent = max(0, round((state.left + state.first) / _COLUMN))
            if not self.paged:
                self._level(depth).blocks.append(Paragraph(text, self.label, indent))
        self.words, self.label, self.paged = [], "", False

    def end_cell(self, state: State, depth: int) -> None:
        """End a cell of the table at a depth."""
        depth = min(depth, _MOST_NESTED)
        self.end_paragraph(replace(state, table=depth), empty=False)
        self._fold(depth)
        level = self._level(depth)
        level.cells.append(level.blocks)
        level.blocks = []

    def end_row(self, depth: int) -> None:
        """End a row of the table at a depth."""
        depth = min(depth, _MOST_NESTED)
        self._fold(depth)
        level = self._level(depth)
        if level.cells:
            level.rows.append(tuple(level.cells))
            level.cells = []

    def flow(self) -> Flow:
        """Return all that was read."""
        self.end_paragraph(State(), empty=False)
        self._fold(0)
        return self.levels[0].blocks

    def _level(self, depth: int) -> _Level:
        while len(self.levels) <= depth:
            self.levels.append(_Level())
        return self.levels[depth]

    def _fold(self, depth: int) -> None:
        """Close the tables deeper than a depth."""
        while len(self.levels) > depth + 1:
            level = self.levels.pop()
            if level.blocks:
                level.cells.append(level.blocks)
            if level.cells:
                level.rows.append(tuple(level.cells))
            if level.rows:
                self.levels[-1].blocks.append(Table(tuple(level.rows)))
