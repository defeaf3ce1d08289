"""Who signed, in which office; attachments; copies certified."""

from __future__ import annotations

from extractor.language import normal_re as re
from collections.abc import Sequence

from extractor.fields.people import Draft, person_draft, trim
from extractor.fields.sections import Passage
from extractor.layout.join import join_blocks
from extractor.layout.markers import find_run_on
from extractor.markup import Markup
from extractor.model import Block, Finding

_NOISE = re.compile(r"(?:п\. ?п\.|п/п|/?\(?подпис\w*(?:, печать)?\)?|\[[^\]]{0,40}\]|\(печать\)|м\. ?п\.|_+|\(роспись\)|роспись|собственноручно)")
_CERTIFIED = re.compile(r"(?:с подлинн\w+ верно|верно|выписка верна|копия верна|выписка из протокола верна|протокол верен)[ :,.]*")
_SIGNED = re.compile(r"(?:подлинн\w+ (?:за |с )?(?:надлежащ\w+ )?подпис\w+|подлинный подписали|подписали|подписи|к сему подпис\w+|протокол подписали|подпись)[^:.]{0,40}[:.]?[ ]*")


def read_signatures(markup: Markup, passages: Sequence[Passage]) -> tuple[list[Draft], Draft | None]:
    """Return those who signed, and who certified a copy.

    A line may hold one signature or several; an office without a name takes the name of the next line.
    """
    out: list[Draft] = []
    certified: Draft | None = None
    certifying = False
    waiting: tuple[Block, int, int] | None = None
    for passage in passages:
        if passage.section != "signed":
            continue
        block = passage.block
        start = 0
        lead = _CERTIFIED.match(block.norm)
        if lead:
            certifying, start, waiting = True, lead.end(), None
        else:
            lead = _SIGNED.match(block.norm)
            if lead:
                start, waiting, certifying = lead.end(), None, False
        if re.match(r"(?:п\. ?п\.|п/п)[ ]", block.norm[start:]):
            start += re.match(r"(?:п\. ?п\.|п/п)[ ]+", block.norm[start:]).end()  # type: ignore[union-attr]
        people, waiting = _line(markup, block, start, waiting)
        if certifying and people and certified is None:
            certified = people[0]
        if certifying and people and not _officers(people):
            continue
        out += people
    return out, certified


def _officers(people: Sequence[Draft]) -> bool:
    position = (people[0]["position"].value or "").lower()
    return bool(position) and not position.startswith(("техсекр", "делопроизв", "машинист", "архив", "управдел", "секретарь-маш"))


def _line(markup: Markup, block: Block, start: int, waiting: tuple[Block, int, int] | None) -> tuple[list[Draft], tuple[Block, int, int] | None]:
    names = [n for n in markup.names(block, bare=True) if n.start >= start and not _inside_noise(block, n.start)]
    if names and not waiting and not block.cells and "__" not in block.text and all(n.rule == "name.bare" for n in names) and not re.match(r"[^а-я]*[а-я]{4}", block.norm[start : names[0].start]) and names[0].start - start > 1:
        names = []
    if not names:
        left, right = _office(block, start, len(block.text))
        if left < right and re.search(r"[а-я]{4}", block.norm[left:right]) and not re.search(r"\d{4}", block.norm[left:right]):
            if waiting and waiting[0] is not block and not re.match(r"(?:председател|секретар|член)", block.norm[left:right]) and block.gap < 2:
                merged = join_blocks([waiting[0], block])
                return [], (merged, waiting[1], len(merged.text))
            return [], (block, left, right)
        return [], waiting
    out: list[Draft] = []
    cursor = start
    for index, name in enumerate(names):
        left, right = _office(block, cursor, name.start)
        office = (left, right) if left < right and re.search(r"[а-я]{3}", block.norm[left:right]) else None
        if office is None:
            end = names[index + 1].start if index + 1 < len(names) else len(block.text)
            behind = _behind(block, name.stop, end)
            if behind:
                out.append(person_draft(markup, block, name, case="nomn", position=behind, rule="signature.behind"))
                cursor = behind[1]
                continue
        if office is None and waiting:
            source, a, b = waiting
            out.append(person_draft(markup, block, name, case="nomn", position=(a, b), position_block=source, rule="signature.below"))
        else:
            out.append(person_draft(markup, block, name, case="nomn", position=office, rule="signature.line"))
        cursor = name.stop
        if office and re.match(r"член", block.norm[slice(*office)]):
            waiting = (block, *office)
        elif office:
            waiting = None
    return out, waiting if waiting and re.match(r"члены|комисси|присутств|президиум|счетн", waiting[0].norm[waiting[1] : waiting[2]]) else None


def _inside_noise(block: Block, at: int) -> bool:
    return any(m.start() <= at < m.end() for m in _NOISE.finditer(block.norm))


def _office(block: Block, start: int, stop: int) -> tuple[int, int]:
    """The office before a signature, without blanks to sign on, dates, «п/п»."""
    left, right = start, stop
    noise = [m for m in _NOISE.finditer(block.norm, start, stop)]
    for found in noise:
        if found.start() <= left + 2:
            left = found.end()
        else:
            right = found.start()
            break
    title = re.search(r"(?:[ \t/](?:т|тов|товарищ)\.?[ ]*)$", block.norm[left:right])
    if title:
        right = left + title.start()
    return trim(block.text, left, right, " \t,;:.-–—/|_()«»\"")


def _behind(block: Block, start: int, stop: int) -> tuple[int, int] | None:
    found = re.match(r"[ ]?[,(–—-][ ]?", block.text[start:stop])
    if not found:
        return None
    left, right = trim(block.text, start + found.end(), stop, " \t,;:.-–—/|_()")
    return (left, right) if left < right and re.search(r"[а-я]{4}", block.norm[left:right]) and not re.search(r"\d{4}", block.norm[left:right]) else None


def read_attachments(passages: Sequence[Passage]) -> list[Finding]:
    """«Приложение: …», one string an attachment."""
    out: list[Finding] = []
    for passage in passages:
        if passage.section != "attachments":
            continue
        block = passage.block
        start = passage.content if passage.opens else block.body if block.style else 0
        number = re.match(r"[ ]?№?[ ]?\d{1,2}[.:)]?[ ]+(?:[-–—][ ]?)?", block.text[start:])
        if passage.opens and number:
            start += number.end()
        rows = find_run_on(block.text, start)
        spans = [(at + m.body, rows[i + 1][0] if i + 1 < len(rows) else len(block.text)) for i, (at, m) in enumerate(rows)] or [(start, len(block.text))]
        for left, right in spans:
            a, b = trim(block.text, left, right)
            if a < b and re.search(r"[^\W\d_]{3}", block.text[a:b]) and "__" not in block.text[a:b]:
                out.append(Finding(block.text[a:b].replace("\t", " "), block.spans(a, b), "attachment"))
    return out
