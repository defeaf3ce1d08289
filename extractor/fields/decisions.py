"""What was decided: a tree of numbered points with responsible, deadline and votes."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.fields.assignments import split_responsible
from extractor.fields.deadlines import read_deadline
from extractor.fields.people import trim
from extractor.fields.task_table import read_columns
from extractor.fields.tree import Decision, DecisionTree
from extractor.language import normal_re as re
from extractor.markup import Markup
from extractor.model import Block, Finding


@dataclass
class Group:
    """The decisions under one «РЕШИЛИ», with the votes taken before and after them."""

    entries: list[tuple[Block, int]] = field(default_factory=list)
    item: str | None = None
    votes_before: dict[str, Finding] | None = None
    label_vote: dict[str, Finding] | None = None
    headed: bool = False
    decisions: list[Decision] = field(default_factory=list)


def read_group(markup: Markup, group: Group) -> list[Decision]:
    """Turn the blocks under one «РЕШИЛИ» into a list of decisions with sub-items."""
    header = _table_header(group)
    if header:
        return _read_table(markup, group, header)
    tree = DecisionTree(markup)
    for block, start in group.entries:
        tree.add(block, start)
    decisions = tree.roots
    for decision in decisions:
        for one in decision.walk():
            one.item = group.item if one is decision else None
    _share_votes(decisions, group, tree.trailing)
    return decisions


def _share_votes(decisions: list[Decision], group: Group, trailing: dict[str, Finding] | None) -> None:
    if trailing:
        for decision in decisions:
            decision.votes = decision.votes or trailing
    if group.label_vote and not any(d.votes for one in decisions for d in one.walk()):
        for decision in decisions:
            decision.votes = group.label_vote
    for decision in decisions if group.votes_before and not group.label_vote else ():
        if any(one.votes for one in decision.walk()):
            break
        decision.votes = group.votes_before


def _table_header(group: Group) -> dict[str, int] | None:
    """Columns of a table of tasks, from its header row."""
    return next((columns for block, _ in group.entries[:3] if (columns := read_columns(block))), None)


def _read_table(markup: Markup, group: Group, columns: dict[str, int]) -> list[Decision]:
    out: list[Decision] = []
    seen = False
    tree = DecisionTree(markup)
    for block, start in group.entries:
        if not seen:
            seen = read_columns(block) is not None
            continue
        if len(block.cells) < 2:
            tree.roots, tree.stack = out, out[-1:]
            tree.add(block, start)
            continue
        cells = [trim(block.text, a, b) for a, b in block.cells]
        if columns["task"] >= len(cells):
            continue
        decision = Decision(rule="decision.table", item=group.item)
        if "number" in columns:
            left, right = cells[columns["number"]]
            value = block.text[left:right].strip(" .)")
            if re.fullmatch(r"[\d.]{1,9}|[а-я]", value):
                decision.number, decision.number_span = value, (block, left, left + len(value))
        decision.text = [(block, *cells[columns["task"]])]
        if "who" in columns and columns["who"] < len(cells):
            decision.responsible = split_responsible(markup, block, *cells[columns["who"]])
        if "when" in columns and columns["when"] < len(cells):
            decision.deadline = read_deadline(markup, block, *cells[columns["when"]], label=True)
        if "item" in columns and columns["item"] < len(cells):
            decision.matter = block.text[slice(*cells[columns["item"]])].strip(" .№") or None
        if decision.last:
            out.append(decision)
    _share_votes(out, group, tree.trailing)
    return out
