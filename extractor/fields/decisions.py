"""What was decided: a tree of numbered points with responsible, deadline and votes."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.fields.assignments import split_responsible
from extractor.fields.deadlines import read_deadline
from extractor.fields.decision import Decision
from extractor.fields.passages import read_pointer
from extractor.fields.task_table import Row, read_columns, read_rows
from extractor.fields.tree import DecisionTree
from extractor.fields.votes import read_score, read_votes
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

    def has_topics(self) -> bool:
        """Is this a table that names the matters beside what was decided on them?"""
        columns = self.columns()
        return columns is not None and "item" in columns

    def columns(self) -> dict[str, int] | None:
        """Columns of a table of tasks, from its header row."""
        return next((columns for block, _ in self.entries[:3] if (columns := read_columns(block))), None)


def read_group(markup: Markup, group: Group, columns: dict[str, int] | None = None) -> list[Decision]:
    """Turn the blocks under one «РЕШИЛИ» into a list of decisions with sub-items.

    ``columns`` are those of the last table before, which a later one may have without naming them.
    """
    header = group.columns()
    if header:
        return _read_table(markup, group, header)
    if columns and len(group.entries) > 1 and all(_is_row(block, columns) for block, _ in group.entries[:2]):
        return _read_table(markup, group, columns)
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


def _is_row(block: Block, columns: dict[str, int]) -> bool:
    """Has a block as many cells as a row of these columns, its number first?"""
    return max(columns.values()) <= len(block.cells) <= max(columns.values()) + 1 and re.match(r"\d{1,2}[.)]?(?: |$)", block.norm) is not None


def _read_table(markup: Markup, group: Group, columns: dict[str, int]) -> list[Decision]:
    out: list[Decision] = []
    tree = DecisionTree(markup)
    head = next((index for index, (block, _) in enumerate(group.entries) if read_columns(block)), -1)
    matter: str | None = None
    for row in read_rows(markup.part.source, group.entries[head + 1 :], columns):
        pointed = _pointed_at(markup, row)
        if pointed:
            matter = pointed
            continue
        if row.loose:
            tree.roots, tree.stack = out, out[-1:]
            tree.add(*row.loose)
            continue
        decision = _read_row(markup, row, group)
        matter = decision.matter = decision.matter or matter
        if decision.last:
            out.append(decision)
    _share_votes(out, group, tree.trailing)
    return out


def _pointed_at(markup: Markup, row: Row) -> str | None:
    """The matter that a row of nothing but «По вопросу 2» names for the rows below it."""
    parts = [part for cell in row.cells.values() for part in cell if part[1] < part[2]] or ([(*row.loose, len(row.loose[0].text))] if row.loose else [])
    if len(parts) != 1:
        return None
    block, start, stop = parts[0]
    pointer = markup.rules.match("section.item", block.norm, start)
    return read_pointer(block, pointer) if pointer and not block.text[pointer.stop : stop].strip(" :.\t") else None


def _read_row(markup: Markup, row: Row, group: Group) -> Decision:
    decision = Decision(rule="decision.table", item=group.item, text=[part for part in row.cells.get("task", []) if part[1] < part[2]])
    number = row.slice("number")
    value = row.text("number").strip(" .)")
    topic = row.slice("item")
    if topic and re.search(r"[^\W\d_]{3}", row.text("item")):  # the matter itself, not its number
        decision.topic, decision.speaker, decision.matter = topic, row.slice("speaker"), value or None
    elif number and re.fullmatch(r"[\d.]{1,9}|[а-я]", value):
        decision.number, decision.number_span = value, (number[0], number[1], number[1] + len(value))
    if topic and not decision.topic:
        decision.matter = row.text("item").strip(" .№") or None
    if who := row.slice("who"):
        decision.responsible = split_responsible(markup, *who)
    if when := row.slice("when"):
        decision.deadline = read_deadline(markup, *when, label=True)
    if votes := row.slice("votes"):
        decision.votes = read_score(*votes) or read_votes(*votes)
    return decision
