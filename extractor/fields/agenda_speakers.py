"""Speakers of a point of the agenda: taken out of its title, wherever they stand in it."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.fields.agenda_item import Item
from extractor.fields.people import trim
from extractor.fields.speakers import LABEL, names_people, read_speakers, role_like, split_report
from extractor.language import normal_re as re
from extractor.markup import Markup
from extractor.model import Block


def take_speakers(markup: Markup, item: Item) -> None:
    """Cut the speakers out of the words of an item."""
    kept: list[tuple[Block, int, int]] = []
    speaking = False
    for block, start, stop in item.title:
        start, stop = trim(block.text, start, stop, " \t")
        report = split_report(markup, block, start, stop) if not kept else None
        if report and len(report[0]) > 1:
            item.speakers.append(report[1])
            item.named = True
            kept += report[0]
            continue
        label = LABEL.match(block.norm, start, stop)
        if label or speaking and not kept:
            speaking = True
        if kept and not label and re.match(r"[а-я -]{3,25}:(?= )", block.norm[start:stop]):
            continue
        if kept and not label and _names_alone(markup, block, start, stop):
            item.speakers += read_speakers(markup, block, start, stop)
            item.named = True
            continue
        if label:
            item.speakers += read_speakers(markup, block, label.end(), stop)
            item.named = True
            continue
        kept += _cut_speakers(markup, item, block, start, stop)
    item.title = [(b, s, e) for b, s, e in kept if e > s and re.search(r"\w", b.text[s:e])]


def _names_alone(markup: Markup, block: Block, start: int, stop: int) -> bool:
    """Is a line under a title nothing but a person (and a post)?"""
    names = [n for n in markup.names(block) if start <= n.start and n.stop <= stop]
    if not names or names[0].start > start + 1 or stop - start > 120:
        return False
    return not re.search(r"\w", block.norm[names[-1].stop : stop]) or _is_post_behind(block, names[-1].stop, stop)


def _cut_speakers(markup: Markup, item: Item, block: Block, start: int, stop: int) -> Iterator[tuple[Block, int, int]]:
    """What is left of a title line when brackets with names, «Докл. X» and dashed names are cut out."""
    report = split_report(markup, block, start, stop)
    if report:
        slices, speaker = report
        item.speakers.append(speaker)
        item.named = True
        yield from slices
        return
    bracket = re.search(r"[ ]?([(/])([^()/]{2,160})[)/][ .;,]*$", block.text[start:stop])
    if bracket and names_people(markup, block, start + bracket.start(2), start + bracket.end(2)):
        item.speakers += read_speakers(markup, block, start + bracket.start(2), start + bracket.end(2))
        item.named = True
        yield block, start, start + bracket.start()
        return
    nested = re.search(r"[ ]?\((.{2,200})\)[ .;,]*$", block.text[start:stop])
    if nested and names_people(markup, block, start + nested.start(1), start + nested.end(1)) and nested.group(1).count("(") == nested.group(1).count(")"):
        item.speakers += read_speakers(markup, block, start + nested.start(1), start + nested.end(1))
        item.named = True
        yield block, start, start + nested.start()
        return
    for label in re.finditer(r"(?<=[.;,\t»–—-])[ ]?(?:(?:со)?докладчик\w*|(?:со)?докл\.|(?:со)?доклад(?=[: ]+(?:т\.|тов\.|[А-ЯЁ]))|докладыва\w+|отв\.|доклад (?=т\.|тов\.)|информаци[яю](?= )|сообщени[ея](?= )|вносит|выступает)[ ]?[:–—-]?[ ]?", block.norm[:stop]):
        if label.start() > start and (not re.match(r"[ ]?(?:информаци|сообщени)", label.group()) or block.text[label.end() : label.end() + 1].isupper() or re.match(r"т\.|тов\.", block.norm[label.end() :])):
            found = read_speakers(markup, block, label.end(), stop)
            if found:
                item.speakers += found
                item.named = True
                yield block, start, label.start()
                return
    told = _told_at_end(markup, block, start, stop)
    if told is not None:
        item.speakers += read_speakers(markup, block, told[1], stop)
        item.named = True
        yield block, start, told[0]
        return
    names = [n for n in markup.names(block) if start <= n.start and n.stop <= stop]
    if names and re.search(r"[-–—\t]|[.,] *$|\.[ ]", block.text[max(start, names[0].start - 60) : names[0].start]):
        tail = re.match(r"[ .;,)]*$", block.text[names[-1].stop : stop]) or _is_post_behind(block, names[-1].stop, stop)
        dash = max(_last_sign(block, start, names[0].start, sign) for sign in ("–", "—", " - ", "\t", "..", ". "))
        words = block.norm[dash:names[0].start].strip(" \t–—-.")
        if tail and dash > start + 4 and (not words or role_like(words)) and not (block.text[dash] == "." and re.search(r"(?:т|тов|им|г|гр|кв|уч|ст|д|с|тт)$", block.norm[start:dash].rstrip("."))):
            item.speakers += read_speakers(markup, block, dash, stop)
            item.named = True
            yield block, start, dash
            return
    bare = re.search(r"[ ](?:[-–—])[ ](?:[^-–—.;]{0,50}[ ])?(?P<who>[А-ЯЁ][\w-]+(?:[ ][А-ЯЁ]\.[ ]?(?:[А-ЯЁ]\.)?)?)[ .;]*$", block.text[start:stop])
    if bare and not names:
        at = start + bare.start()
        people = read_speakers(markup, block, at + 2, stop)
        words = block.norm[at + 2 : start + bare.start("who")].strip(" –—-")
        if people and (not words or role_like(words)):
            item.speakers += people
            item.named = True
            yield block, start, at
            return
    yield block, start, stop
_TOLD = re.compile(r"(?<=[.;,\t»\"–—-])[ ]?(?:инф(?:орм)?\.|информаци[яю]|сообщени[ея]|сообщ\.|(?:со)?доклад|(?:со)?докл\.|отчет|(?P<verb>(?:доложен|доклад|(?:про|за)?читан|сообщен|изложен|представлен)н\w{2}|докладыва(?:л\w?|ет)|доложил\w?|докладч\w+))[ ]?[:–—-]?[ ](?!о |об )")


def _told_at_end(markup: Markup, block: Block, start: int, stop: int) -> tuple[int, int] | None:
    """Where «. Инф. гл. бухгалтера т. Хомутовой», «, доложенный членом управы …» begins, and where the person does."""
    for label in _TOLD.finditer(block.norm, start, stop):
        at = label.end()
        names = [n for n in markup.names(block, bare=True) if at <= n.start and n.stop <= stop]
        if not names:
            continue
        post = re.sub(r"(?:т|тов|гр|тт)\. ?$", "", block.norm[at : names[0].start]).strip(" ,")
        if (not post or role_like(post)) and re.match(r"[ .;,)]*$", block.text[names[-1].stop : stop]):
            begin = label.start() + (1 if label.group().startswith(" ") else 0)
            return begin, at if label["verb"] else begin
    return None


def _is_post_behind(block: Block, start: int, stop: int) -> bool:
    """«…, воспитатель подготовительной группы»: only a post stands after the name."""
    behind = re.match(r"[ ]?[,(–—-][ ]?", block.text[start:stop])
    return behind is not None and role_like(block.norm[start + behind.end() : stop]) and not re.search(r"[.;:][ ]", block.text[start + behind.end() : stop])


def _last_sign(block: Block, start: int, stop: int, sign: str) -> int:
    """Where a sign last parts a title from its speaker; the stop of an abbreviation («т.», «зам.») does not."""
    at = block.text.rfind(sign, start, stop)
    while at >= 0 and sign == ". " and re.search(r"(?:^|[ (/])(?:[а-я]{1,3}|[бвгджзйклмнпрстфхцчшщ]{2,4}|проф|преп|канд|пред|инсп)$", block.norm[start:at]):
        at = block.text.rfind(sign, start, at)
    return at
