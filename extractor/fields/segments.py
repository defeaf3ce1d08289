"""Pieces of a list of people between two signs: a name with the words around it, or words alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.fields.people import Slice
from extractor.fields.pieces import Piece


@dataclass(frozen=True, slots=True)
class Segment:
    """What stands between two signs: the sign before it, its pieces, the sign behind it."""

    sign: str
    pieces: tuple[Piece, ...]
    behind: str

    @property
    def name_at(self) -> int | None:
        """Index of its name."""
        return next((i for i, p in enumerate(self.pieces) if p.name), None)

    @property
    def span(self) -> Slice:
        """From its first word to its last."""
        solid = [p for p in self.pieces if not p.sign]
        return (solid[0].start, solid[-1].stop + solid[-1].bracket) if solid else (0, 0)


def cut_segments(pieces: Sequence[Piece]) -> list[Segment]:
    """Group pieces between signs; a second name in a row opens a segment of its own."""
    out: list[Segment] = []
    sign, held = "", list[Piece]()
    for piece in pieces:
        split = piece.sign and piece.sign != "-"
        if split or piece.name and any(p.name for p in held):
            cut = len(held)
            if not split:
                last = max(i for i, p in enumerate(held) if p.name)
                cut = last + 1 if len(held) - last <= 2 and not (held[-1].sign and len(held) - last > 1) else len(held)
            if held[:cut]:
                out.append(Segment(sign, tuple(held[:cut]), piece.sign if split else ","))
                sign = ""
            sign, held = _stronger(sign, piece.sign if split else ","), held[cut:]
            if split:
                continue
        held.append(piece)
    if held:
        out.append(Segment(sign, tuple(held), ""))
    return out


def _stronger(old: str, new: str) -> str:
    """Of two signs side by side («, и», «; а также») the one that parts more."""
    order = " и&,:.;"
    if {old, new} <= {",", "и", "&"} and old != new and old:
        return "&" if "&" in (old, new) else "и"
    return new if not old or order.index(new) >= order.index(old) else old
