"""``explain`` on standard output: in colour for people, with brackets where it is no terminal."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator

from extractor.explain import Explanation, Slice, find_rule
from extractor.extraction import Reading
from extractor.marks import COLOURS, bounds, bracket, find_marks, flatten
from extractor.messages import text
from extractor.model import Source
from extractor.rules import Rules

#: A line as pieces of text with their style: "" (none), "bold", "dim" or "mark".
Line = list[tuple[str, str]]
#: Control characters of a document could play tricks on the terminal.
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "\ufffd")


def in_colour() -> bool:
    """Whether a person looks on: standard output is a terminal, and NO_COLOR is not set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def show_document(reading: Reading, source: Source, lang: str) -> None:
    """Print the document with every slice that was read, and the legend."""
    start, stop = bounds(reading, source)
    marks, clean = find_marks(reading.record), source.text.translate(_CONTROLS)
    if not in_colour():
        print(bracket(clean, marks, start, stop))
        return
    from rich.console import Console
    from rich.text import Text

    page = Text(clean[start:stop])
    for begin, end, mark in flatten(marks, start, stop):
        page.stylize(COLOURS[mark.group][0], begin - start, end - start)
    legend = [piece for group, (style, _) in COLOURS.items() for piece in ((f" {text(group, lang)} ", style), " ")]
    console = Console(highlight=False)
    console.print(page, soft_wrap=True)
    console.print(Text.assemble("\n", text("legend", lang), " ", *legend), soft_wrap=True)


def show_explanation(explanation: Explanation, source: Source, rules: Rules, lang: str) -> None:
    """Print a value, where it was read, which rule decided and which findings lost."""
    lines = list(explanation_lines(explanation, source, rules, lang))
    if not in_colour():
        print("\n".join("".join(f"[{piece}]" if style == "mark" else piece for piece, style in line) for line in lines))
        return
    from rich.console import Console
    from rich.text import Text

    styles = {"": "", "bold": "bold", "dim": "dim", "mark": COLOURS["heading"][0]}
    console = Console(highlight=False)
    for line in lines:
        console.print(Text.assemble(*((piece, styles[style]) for piece, style in line)), soft_wrap=True)


def explanation_lines(explanation: Explanation, source: Source, rules: Rules, lang: str) -> Iterator[Line]:
    """Yield the lines of an explanation."""
    empty = explanation.value is None or explanation.value == []
    if empty or not explanation.leaves:
        shown = text("no_value", lang) if empty else _json(explanation.value)
        yield [(explanation.pointer, "bold"), (f" = {shown}", "")]
    if not empty and not explanation.leaves:
        yield [("  " + text("no_evidence", lang), "dim")]
    for leaf in explanation.leaves:
        yield [(leaf.pointer, "bold"), (f" = {_json(leaf.value)}", "")]
        yield from _places(leaf.slices, source, rules, lang)
    for loser in explanation.losers:
        yield [("  " + text("lost", lang, value=_json(loser.value)), "bold"), (f" ({loser.rank})", "dim")]
        yield from _places(loser.slices, source, rules, lang)
    for doubt in explanation.doubts:
        yield [("  " + text("doubt", lang, message=doubt), "")]


def _places(slices: tuple[Slice, ...], source: Source, rules: Rules, lang: str) -> Iterator[Line]:
    for piece in slices:
        page = f", {text('page', lang, page=piece.page)}" if piece.page is not None else ""
        yield [(f"  {text('line', lang, line=piece.line)}{page}", "dim")]
        yield from quote(source, piece.start, piece.stop)
    for rule in dict.fromkeys(piece.rule for piece in slices):
        yield [(f"  {text('rule', lang, rule=rule)} ({_home(rules, rule, lang)})", "dim")]


def _home(rules: Rules, rule_id: str, lang: str) -> str:
    rule, place = find_rule(rules, rule_id)
    if rule is not None:
        return text("rule_file", lang, place=place, pattern=_clip(rule.pattern, 300, 0))
    return text("rule_code", lang, place=place) if place else text("rule_unknown", lang)


def quote(source: Source, start: int, stop: int) -> Iterator[Line]:
    """Yield the lines in which a slice stands, the slice marked; long ones are cut with «…»."""
    begin = source.text.rfind("\n", 0, start) + 1
    end = source.text.find("\n", stop)
    end = len(source.text) if end < 0 else end
    at = begin
    rows = source.text[begin:end].translate(_CONTROLS).split("\n")
    for number, row in enumerate(rows):
        left, right = max(start - at, 0), min(max(stop - at, 0), len(row))
        at += len(row) + 1
        if 3 <= number < len(rows) - 2 and len(rows) > 6:
            if number == 3:
                yield [("      …", "dim")]
            continue
        yield [("      " + _clip(row[:left], 0, 80), ""), (_clip(row[left:right], 200, 80), "mark"), (_clip(row[right:], 80, 0), "")]


def _clip(piece: str, head: int, tail: int) -> str:
    """Keep so many characters at the head and at the tail.

    >>> _clip("абвгдежз", 2, 1), _clip("абв", 2, 1)
    ('аб…з', 'абв')
    """
    if len(piece) <= head + tail + 1:
        return piece
    return piece[:head] + "…" + (piece[-tail:] if tail else "")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
