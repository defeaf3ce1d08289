"""What was on the agenda: items with their speakers, from the agenda or from the headings of matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.fields.agenda_item import Item
from extractor.fields.agenda_speakers import take_speakers
from extractor.fields.passages import Passage, run_on_items
from extractor.fields.people import trim
from extractor.fields.speakers import LABEL
from extractor.language import normal_re as re
from extractor.language.sentences import first_sentence
from extractor.layout.markers import ordinal
from extractor.markup import Markup
from extractor.model import Block


def read_agenda(markup: Markup, passages: Sequence[Passage]) -> list[Item]:
    """Items that the agenda lists."""
    items: list[Item] = []
    styles: list[str] = []
    for passage in passages:
        if passage.section != "agenda":
            continue
        block, start = passage.block, passage.content
        if block.style and start <= block.body and not passage.opens:
            start = block.body
        rows = run_on_items(passage)
        if rows:
            for index, (at, marker) in enumerate(rows):
                end = rows[index + 1][0] if index + 1 < len(rows) else len(block.text)
                item = Item(marker.number, (block, at, at + len(marker.number or "")), [(block, at + marker.body, end)])
                items.append(item)
                styles.append(marker.style)
            continue
        if passage.opens and ";" in block.text[start:]:
            for left, right in _between_semicolons(block, start):
                items.append(Item(None, None, [(block, left, right)]))
                styles.append("")
            continue
        text = block.text[start:].strip()
        if not text or re.fullmatch(r"[\W\d_]*", text) and not block.style:
            continue
        point = markup.rules.match("section.item", block.norm, 0)
        if point and not passage.opens and not block.style:
            number = block.text[slice(*point.slots["number"])] if "number" in point.slots else None
            items.append(Item(number, (block, *point.slots["number"]) if number else None, [(block, point.stop, len(block.text))]))
            styles.append("point")
            continue
        if items and _continues(markup, block, start, styles[-1] if styles else ""):
            items[-1].title.append((block, start, len(block.text)))
            continue
        if re.match(r"(?:дополнени|замечани|возражени|предложени|изменени)[^.;]{0,60} не (?:поступ|было|имел|вноси)", block.norm[start:]):
            continue
        if block.cells and re.match(r"(?:№|(?:n|вопрос|тема|докладчик|наименование)\b)", block.norm):
            continue
        number = block.number if block.style not in ("", "-") and start >= block.body else None
        cell_stop = first_sentence(block.text, start) if passage.rule == "section.agenda.question" else len(block.text)
        if number is None and block.cells and re.fullmatch(r"\d{1,2}\.?", block.text[slice(*block.cells[0])].strip()):
            number = block.text[slice(*block.cells[0])].strip(" .")
            start = block.cells[1][0]
        at = block.text.find(number) if number else 0
        item = Item(number, (block, at, at + len(number)) if number else None, [(block, start, cell_stop)])
        items.append(item)
        styles.append(block.style)
    for item in items:
        take_speakers(markup, item)
    items = [item for item in items if item.title]
    if any(i.number for i in items):
        items = [i for i in items if i.number or not re.match(r"(?:докладчик|содокладчик)", i.title[0][0].norm)]
    return items


def _between_semicolons(block: Block, start: int) -> Iterator[tuple[int, int]]:
    """«Вопросы: о самообложении; о выборах старосты; разное»."""
    left = start
    for at in [*(m.start() for m in re.finditer(";", block.text) if m.start() >= start), len(block.text)]:
        a, b = trim(block.text, left, at)
        if a < b:
            yield a, b
        left = at + 1


def _continues(markup: Markup, block: Block, start: int, style: str) -> bool:
    """A line under an item that is part of it: its speaker, or the rest of its words."""
    norm = block.norm[start:].strip()
    if LABEL.match(norm) or re.match(r"[(/]", norm):
        return True
    if block.style in ("", "-"):
        names = markup.names(block)
        if style not in ("", "-", "point") and block.style == "" and (block.text[start:start + 1].islower() or style):
            return True
        return bool(style in ("", "-") and block.style == "" and block.text[start:start + 1].islower()) or bool(names and names[0].start <= 3 and len(norm) < 60)
    return block.style in ("а)", "а.", "1)", "1.1") and style not in (block.style, "", "point") and block.style != style and not (block.style == "1)" and style == "1.")
















def item_place(items: Sequence[Item], number: str | None) -> str | None:
    """The reference of an item: its number, else its 1-based position as a string."""
    if number is None:
        return None
    for item in items:
        if item.number is not None and item.number.lower() == number.lower():
            return item.number
    place = ordinal(number)
    for index, item in enumerate(items, 1):
        if place is not None and (ordinal(item.number) == place if item.number else index == place):
            return item.number or str(index)
    return None
