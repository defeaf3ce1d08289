"""Decisions → agenda items: which list of decisions belongs to which matter."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.fields.agenda import item_place
from extractor.fields.agenda_item import Item
from extractor.fields.decision import Decision
from extractor.fields.decisions import Group
from extractor.layout.markers import find_run_on, ordinal


def link_decisions(items: Sequence[Item], groups: Sequence[Group], heard: Sequence[str]) -> None:
    """Give every decision the reference of its item; ``heard`` are the numbers under one «СЛУШАЛИ»."""
    if len(items) == 1:
        _link_all(groups, items[0].number or "1")
        return
    if not items:
        _link_all(groups, None)
        return
    if len(groups) == 1:
        _link_all(groups, None)
        if _numbers_meet(items, groups[0], heard):
            for decision in groups[0].decisions:
                decision.item = item_place(items, decision.matter or decision.number)
    _link_by_number(items, [decision for group in groups for decision in group.decisions])
    _link_in_turn(items, groups)


def _link_all(groups: Sequence[Group], reference: str | None) -> None:
    for group in groups:
        for decision in group.decisions:
            decision.item = reference


def _link_by_number(items: Sequence[Item], decisions: Sequence[Decision]) -> None:
    """«2.1» and «п. 2» belong to item 2."""
    for decision in decisions:
        if decision.matter and decision.rule == "decision.table":
            decision.item = item_place(items, decision.matter) or decision.item
        elif decision.number and (decision.style in ("1.1", "п.") or decision.rule == "decision.table" and "." in decision.number.strip(".")):
            decision.item = item_place(items, decision.number.split(".")[0]) or decision.item


def _link_in_turn(items: Sequence[Item], groups: Sequence[Group]) -> None:
    """As many lists of decisions as items, each behind its own course, and no pointer against it: each has its item."""
    if len(groups) != len(items) or len(groups) < 2 or not all(group.headed for group in groups):
        return
    turns = [item.number or str(index) for index, item in enumerate(items, 1)]
    pairs = list(zip(groups, turns, strict=True))
    if any(decision.item not in (None, turn) for group, turn in pairs for decision in group.decisions):
        return
    for group, turn in pairs:
        _link_all([group], turn)


def _numbers_meet(items: Sequence[Item], group: Group, heard: Sequence[str]) -> bool:
    """«СЛУШАЛИ 1–4 / ПОСТАНОВИЛИ 1–4»: the same numbers on either side."""
    numbers = {block.number for block, _ in group.entries if block.style in ("1.", "1)", "I") and ordinal(block.number)}
    for block, start in group.entries:
        if not block.style:
            numbers |= {marker.number for _, marker in find_run_on(block.text, max(start, block.body))}
    return len(heard) >= 2 and len(numbers) >= 2 and numbers <= {item.number for item in items} and len(set(heard) & numbers) >= 2
