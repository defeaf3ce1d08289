"""What the styles of a Word file say about a paragraph: its list, its indent, whether it is hidden."""

from __future__ import annotations

from typing import Any, NamedTuple

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Styles that are based on one another further than this run in a ring.
_MOST_BASES = 30
_TWIPS_A_COLUMN = 120


class Indent(NamedTuple):
    """Distances from the left margin in twips: of the paragraph, and of its first line from there; None: not said."""

    left: int | None = None
    first: int | None = None

    def over(self, other: Indent) -> Indent:
        """Return this with what it does not say taken from another."""
        return Indent(other.left if self.left is None else self.left, other.first if self.first is None else self.first)

    def columns(self) -> int:
        """Return where the first line begins, in columns of a typewriter."""
        return max(0, round(((self.left or 0) + (self.first or 0)) / _TWIPS_A_COLUMN))


class Look(NamedTuple):
    """What a style says: list and level (None: nothing; list 0: none), indent, whether its text is hidden."""

    list_id: str | None = None
    level: int | None = None
    indent: Indent = Indent()
    hidden: bool | None = None


def number_of(element: Any, name: str = "val") -> int | None:
    """Return a whole number in an attribute, or None."""
    if element is None:
        return None
    try:
        return int(float(element.get(W + name) or ""))
    except (ValueError, OverflowError):
        return None


def is_on(properties: Any, *names: str) -> bool | None:
    """Return whether any of some switches is on in properties; None where none stands there."""
    found = None
    for name in names:
        switch = properties.find(W + name) if properties is not None else None
        if switch is not None:
            found = bool(found) or (switch.get(W + "val") or "1").lower() not in ("0", "false", "off")
    return found


def read_indent(properties: Any) -> Indent:
    """Return the indent that paragraph properties give."""
    ind = properties.find(W + "ind") if properties is not None else None
    if ind is None:
        return Indent()
    hanging, first = number_of(ind, "hanging"), number_of(ind, "firstLine")
    left = number_of(ind, "left")
    return Indent(number_of(ind, "start") if left is None else left, -hanging if hanging is not None else first)


def read_look(properties: Any, run: Any = None) -> Look:
    """Return what paragraph properties, and the run properties of a style, say."""
    numbered = properties.find(W + "numPr") if properties is not None else None
    list_id = numbered.find(W + "numId") if numbered is not None else None
    level = number_of(numbered.find(W + "ilvl")) if numbered is not None else None
    return Look(list_id.get(W + "val") if list_id is not None else None, level, read_indent(properties), is_on(run, "vanish", "specVanish"))


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Any = None) -> None:
        styles = root.findall(W + "style") if root is not None else []
        self._styles = {style.get(W + "styleId"): style for style in styles}
        self._usual = {s.get(W + "type"): s.get(W + "styleId") for s in styles if s.get(W + "default") in ("1", "true", "on")}
        self._known: dict[tuple[str, str | None], Look] = {}

    def look(self, style: str | None, kind: str = "paragraph") -> Look:
        """Return what a style says with all that it is based on; without an id, the usual style of the kind."""
        style = style or self._usual.get(kind)
        if (kind, style) not in self._known:
            self._known[kind, style] = self._resolve(style)
        return self._known[kind, style]

    def _resolve(self, style: str | None) -> Look:
        found = Look()
        seen: set[str | None] = set()
        while style in self._styles and style not in seen and len(seen) < _MOST_BASES:
            seen.add(style)
            element = self._styles[style]
            base = read_look(element.find(W + "pPr"), element.find(W + "rPr"))
            found = Look(
                base.list_id if found.list_id is None else found.list_id,
                base.level if found.level is None else found.level,
                found.indent.over(base.indent),
                base.hidden if found.hidden is None else found.hidden,
            )
            parent = element.find(W + "basedOn")
            style = parent.get(W + "val") if parent is not None else None
        return found

    def list_of(self, style: str | None) -> str | None:
        """Return the list that a numbering style stands for."""
        return self._resolve(style).list_id
