"""Whose protocol it is: the institution and body named on heading lines of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.fields.heading_lines import LABEL, LITTER, MEETING, TOWN, Fragment
from extractor.fields.people import unquote
from extractor.fields.title import Part, event_start, join_parts
from extractor.language import normal_re as re
from extractor.markup import Markup
from extractor.model import Finding

_INSTITUTION = re.compile(
    r"(?<!\w)(?:ао|ооо|зао|оао|пао|нпо|по|тсж|снт|гск|жск|днт|муп|гуп|фгуп|мбоу|моу|мкоу|маоу|гбоу|мдоу|мбдоу|гбуз|акционерн\w+|завод\w*|фабрик\w*|школ\w*|учрежден\w*|товариществ\w*|кооператив\w*|колхоз\w*|совхоз\w*|общество|институт\w*|университет\w*"
    r"|больниц\w*|поликлиник\w*|комитет\w*|совет|организаци\w*|трест\w*|управлени\w*|администраци\w*|федераци\w*|академи\w*|гимнази\w*|лице\w*|детский сад|техникум\w*|училищ\w*|комбинат\w*|артель|депо|шахта|рудник|дума|управа|бюро|правление|комиссия|министерств\w*|храм|церковь|собор|монастырь|приход|епархи\w+|музей|театр|клуб|библиотека|аптека|лесничество|лесхоз)(?!\w)"
)


def read_organization(markup: Markup, lines: Sequence[Sequence[Fragment]], titled: int | None, title: Sequence[Part]) -> Iterator[Finding]:
    """The lines above the title, joined; else a line below it that names an institution; else words before «протокол»."""
    used = {id(block): start for block, start, _ in title}
    limit = titled if titled is not None else next((i for i, line in enumerate(lines) if any(id(f.block) in used for f in line)), 0)
    parts = _above(markup, lines[:limit], used)
    if parts and titled is not None:
        parts += [p for p in _same_line(lines[titled], title) if p[1] == 0 and MEETING.search(p[0].norm[p[1] : p[2]]) and not event_start(lines[titled][0])]
    if not parts and titled is not None:
        parts = _same_line(lines[titled], title) or _below(markup, lines[titled + 1 : titled + 5], used)
    if parts:
        text, spans = join_parts(parts)
        yield Finding(unquote(text), spans, "heading.organization", 1, "organization")


def _above(markup: Markup, lines: Sequence[Sequence[Fragment]], used: dict[int, int]) -> list[Part]:
    """The run of naming lines that stands nearest to the title; dates, numbers and marks between do not part it."""
    out: list[Part] = []
    for line in lines:
        for fragment in line:
            if fragment.kind != "text" or re.match(r"(?:[xivхi\d]+-?(?:я|й)? |\w+ая )?(?:очередн|внеочередн|экстренн)\w+ сесси", fragment.norm):
                continue
            part = _naming(markup, fragment, used, follows=bool(out))
            if part:
                out.append(part)
            elif out and LABEL.match(fragment.norm) and not TOWN.match(fragment.text):
                out = []
    return out


def _naming(markup: Markup, fragment: Fragment, used: dict[int, int], *, follows: bool) -> Part | None:
    """The fragment as a slice where it names a body or institution."""
    block, start, stop, norm = fragment.block, fragment.start, fragment.stop, fragment.norm
    if id(block) in used:
        stop = min(stop, used[id(block)])
        while stop > start and block.text[stop - 1] in " \t.,–—-":
            stop -= 1
    elif event_start(fragment) == start:
        return None
    if stop - start < 3 or LITTER.match(norm) or LABEL.match(norm) and not _INSTITUTION.match(norm) or block.style or len(fragment.text) > 300 or "__" in fragment.text:
        return None
    if re.match(r"(?:по|в|во|на|мы|сего|под|при|после|перед) [а-я]", norm) and not follows:
        return None
    if TOWN.match(fragment.text) and not (follows and len(fragment.text) < 40 and re.match(r"с\.|дер|село|деревн|пос", norm)):
        return None
    if re.search(r":(?: |$)", block.text[start : stop + 1]) or not re.search(r"[^\W\d_]{3}", fragment.text) or norm.startswith(("[", "<", "(", "http", "инн", "огрн", "тел", "e-mail", "ул.", "www")):
        return None
    if _is_name_line(markup, fragment) or re.match(r"[А-ЯЁІѢѲ][а-яёіѣѳѵ]+$", fragment.text) and not _INSTITUTION.search(norm) and not MEETING.search(norm):
        return None
    return block, start, stop


def _is_name_line(markup: Markup, fragment: Fragment) -> bool:
    """A line that is nothing but a person («Погребняк»), or an office with a person."""
    if _INSTITUTION.search(fragment.norm) and not re.match(r"(?:председател|директор|глава|начальник|секретар)", fragment.norm):
        return False
    names = [n for n in markup.names(fragment.block) if fragment.start <= n.start < fragment.stop and not re.search(r"(?:имени|им\.) ?$", fragment.block.norm[: n.start])]
    return any(not _in_quotes(fragment.block.text, n.start) for n in names)


def _in_quotes(text: str, at: int) -> bool:
    return text.count("«", 0, at) > text.count("»", 0, at) or text.count('"', 0, at) % 2 == 1


def _same_line(line: Sequence[Fragment], title: Sequence[Part]) -> list[Part]:
    """Words before «протокол» on its own line: «Студсовет политеха. Протокол № 4 …»."""
    first = next((f for f in line if f.kind == "text"), None)
    word = next((f for f in line if f.kind == "word"), None)
    if first is None or word is None or first.start > word.start or first.stop - first.start < 6 or LITTER.match(first.norm) or LABEL.match(first.norm):
        return []
    start, stop = first.start, first.stop
    begins = [a for block, a, _ in title if block is first.block and a < word.start]
    if begins:
        stop = min(begins)
    return [(first.block, start, stop)] if stop - start > 5 and re.search(r"[^\W\d_]{3}", first.text) else []


def _below(markup: Markup, lines: Sequence[Sequence[Fragment]], used: dict[int, int]) -> list[Part]:
    """A line after the title that names an institution in the nominative."""
    for line in lines:
        for fragment in line:
            if fragment.kind == "text" and fragment.lead == "line" and id(fragment.block) not in used and len(line) == 1 and _INSTITUTION.search(fragment.norm) and not LABEL.match(fragment.norm):
                part = _naming(markup, fragment, used, follows=False)
                if part:
                    return [part]
        if any(f.kind == "text" and LABEL.match(f.norm) for f in line):
            break
    return []
