"""Who signed, in which office; who certified a copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.fields.passages import Passage
from extractor.fields.people import Draft, person_draft, trim
from extractor.fields.signing import OFFICE_WORD, find_signed, signers
from extractor.language import normal_re as re
from extractor.language.mention import NameMention
from extractor.language.morphology import is_plural_nominative
from extractor.layout.join import join_blocks
from extractor.markup import Markup
from extractor.model import Block

_NOISE = re.compile(r"(?:(?<!\w)п\. ?п\.|п/п|/?\(?\[?подпис\w*(?:[, ]+печать| неразборчива)?\]?\)?/?(?!ал|ы)|\[[^\]]{0,40}\]|\(?печать\)?|\(?м\. ?п\.\)?|_+|\(?роспись\)?|собственноручно|\(?подп\.\)?)")
_CERTIFIED = re.compile(r"(?:с подлинн\w+ (?:сверено|верно)|верно|выписка верна|копия верна|выписка из протокола верна|протокол верен|выписку? (?:сделал|составил)\w*)[ :,.]*")
_SIGNED = re.compile(
    r"(?:подлинн\w+ (?:протокол )?(?:за |с )?(?:надлежащ\w+ )?подпис\w+|подлинный подписали|р[ао]списались|подписали|подписано|подписи(?: сторон)?|к сему (?:протоколу )?подпис\w+|протокол подписали|подпись(?=[ :])|собственноручные подписи)[^:.\t]{0,40}[:.]?[ ]*"
)
_SECRETARY = re.compile(r"протокол (?:вел[аи]?|ведет|записал\w?|составил\w?|писал\w?)(?!\w)[ :–-]*(?=[а-я])")
_SCRIBE = re.compile(r"(?:р[ао]списал|подписал|руку приложил|неграмотн|безграмотн|за себя)")
_GROUP = re.compile(r"(?:члены|выборные|гласные|депутаты|понятые|присутств|президиум|счетн|комисси|участники|представители)")
_SKIP = re.compile(r"(?:отп\.|отпеч|исп\.|исполнител|рассылк|разослано|с протоколом ознаком|сертификат|владелец|действителен|тел\.|лист \d|стр\. ?\d|документ подписан|выполнил|экз\.)")


class _Office(NamedTuple):
    """An office that waits for its name: the block it stands in, its offsets, whether several names may follow."""

    block: Block
    start: int
    stop: int
    group: bool


def read_signatures(markup: Markup, passages: Sequence[Passage]) -> tuple[list[Draft], Draft | None]:
    """Return those who signed, and who certified a copy.

    A line may hold one signature or several; an office without a name takes the name of the next line.
    """
    out: list[Draft] = []
    certified: Draft | None = None
    certifying = out_before_copy = False
    waiting: _Office | None = None
    for block in find_signed(markup, passages):
        if _SKIP.match(block.norm):
            if block.norm.startswith("документ подписан"):
                break
            continue
        start = 0
        lead = _CERTIFIED.match(block.norm)
        if lead:
            certifying, start, waiting = True, lead.end(), None
            out_before_copy = bool(out)
        else:
            lead = _SIGNED.match(block.norm)
            if lead:
                start, waiting, certifying = lead.end(), None, False
        people, waiting = _line(markup, block, start, waiting)
        if certifying and people and certified is None:
            certified = people[0]
        if certifying and people and (out_before_copy or not _officers(people)):
            continue
        out += people
    return out, certified


def _officers(people: Sequence[Draft]) -> bool:
    """Do those who certify hold an office of the meeting, so that they sign too?"""
    position = str(people[0]["position"].value or "").lower()
    return bool(position) and not position.startswith(("техсекр", "делопроизв", "машинист", "архив", "управдел", "секретарь-маш", "зав. общ", "заведующий общ", "зав. канц", "технич"))


def _line(markup: Markup, block: Block, start: int, waiting: _Office | None) -> tuple[list[Draft], _Office | None]:
    """Read one line of signatures; return them and the office that still waits for a name."""
    names = [n for n in signers(markup, block, lone=True) if n.start >= start and not _inside_noise(block, n.start)]
    if not names:
        return [], _wait(block, start, waiting)
    names = [n for n, after in zip(names, [*names[1:], None], strict=True) if after is None or not _signed_for(block, n, after)]
    out: list[Draft] = []
    cursor = start
    for index, name in enumerate(names):
        office = _office(block, cursor, name.start)
        if office is None or _joins(block, cursor, name.start):
            end = names[index + 1].start if index + 1 < len(names) else len(block.text)
            behind = _behind(block, name.stop, end) if office is None else None
            if behind:
                out.append(_draft(markup, block, name, _Office(block, *behind, False), "signature.behind"))
                cursor, waiting = behind[1], None
                continue
            out.append(_draft(markup, block, name, waiting, "signature.below"))
        else:
            waiting = _own_office(block, office, waiting if index == 0 else None)
            out.append(_draft(markup, block, name, waiting, "signature.line"))
        cursor = name.stop
        if waiting and not waiting.group:
            waiting = None
    rest = _office(block, cursor, len(block.text))
    if rest and re.match(OFFICE_WORD, block.norm[rest[0] :]) and len(block.text) - rest[1] < 4:
        waiting = _Office(block, *rest, bool(_GROUP.match(block.norm[rest[0] :])))
    return out, waiting


def _signed_for(block: Block, name: NameMention, after: NameMention) -> bool:
    """«За неграмотного Петра Носова по его просьбе расписался Иван Дроздов»: the first did not sign."""
    asked = re.search(r"(?<!\w)за [^,.;:]{0,40}$", block.norm[: name.start])
    return bool(asked and re.search(r"р[ао]списал|подписал|приложил", block.norm[name.stop : after.start]))


def _draft(markup: Markup, block: Block, name: NameMention, office: _Office | None, rule: str) -> Draft:
    if office is None:
        return person_draft(markup, block, name, case="nomn", position=None, rule=rule)
    return person_draft(markup, block, name, case="nomn", position=(office.start, office.stop), position_block=office.block, rule=rule)


def _own_office(block: Block, office: tuple[int, int], waiting: _Office | None) -> _Office | None:
    """The office on the line of the name, joined to one that was begun on the line before."""
    words = block.norm[slice(*office)]
    if _SCRIBE.search(words):
        own = re.search(r"(?:р[ао]списал\w*|подписал\w*)[ ]+(?!за |по |их |его )(?P<post>[а-я]{4,}[а-я ]*)$", words)
        return _Office(block, office[0] + own.start("post"), office[1], False) if own else None
    if waiting and waiting.block is not block and block.text[office[0]].islower() and (not re.match(OFFICE_WORD, words) or waiting.block.text.rstrip().endswith(",") and block.gap < 2):
        merged = join_blocks([waiting.block, block])
        shift = len(merged.text) - len(block.text)
        return _Office(merged, waiting.start, shift + office[1], False)
    colon = bool(re.match(r"[ ]*:", block.text[office[1] :]))
    if colon and is_plural_nominative(re.split(r"[ ,.]", words)[0]):
        return _Office(block, *office, True)  # «Прихожане: Иван Дроздов, Кузьма Лаптев»
    group = bool(_GROUP.match(words)) and bool(colon or words.startswith(("члены", "выборные", "гласные", "понятые")))
    return _Office(block, *office, group)


def _wait(block: Block, start: int, waiting: _Office | None) -> _Office | None:
    """The office that a line without a name leaves for the next one."""
    found = _office(block, start, len(block.text))
    words = block.norm[slice(*found)] if found else ""
    if found is None or not re.search(r"[а-я]{4}", words) or re.search(r"\d{4}|соглас|прилаг", words) or len(words) > 140:
        return waiting
    if waiting and waiting.block is not block and not re.match(OFFICE_WORD, words) and block.gap < 2:
        merged = join_blocks([waiting.block, block])
        return _Office(merged, waiting.start, len(merged.text) - len(block.text) + found[1], waiting.group)
    return _Office(block, *found, bool(_GROUP.match(words)))


def _joins(block: Block, start: int, stop: int) -> bool:
    """Only «и» or a comma stands between two names."""
    return bool(re.fullmatch(r"[ ,;и.]{0,5}", block.norm[start:stop]))


def _inside_noise(block: Block, at: int) -> bool:
    return any(m.start() <= at < m.end() for m in _noise(block, 0, len(block.norm)))


#: «Секретарь [Угрюмов]»: a name that an editor put in.
_RESTORED = re.compile(r"\[(?!Подпис|Печат)[А-ЯЁ][а-яё-]+(?: [А-ЯЁ]\. ?(?:[А-ЯЁ]\.)?)?\]")


def _noise(block: Block, start: int, stop: int) -> Iterator[re.Match[str]]:
    """Blanks to sign on, «подпись», «п. п.»; but initials are none («П.П. Соколов», «Соколов П. П.»)."""
    for found in _NOISE.finditer(block.norm, start, stop):
        initials = re.fullmatch(r"[ПМ]\. ?П\.", block.text[found.start() : found.end()])
        named = re.match(r"[ ]*[А-ЯЁ][а-яё]", block.text[found.end() :]) or re.search(r"[А-ЯЁ][а-яё-]+ $", block.text[: found.start()])
        if initials and named and not re.match(r"[ ]*" + OFFICE_WORD, block.norm[found.end() :]) or _RESTORED.fullmatch(block.text[found.start() : found.end()]):
            continue
        yield found


def _office(block: Block, start: int, stop: int) -> tuple[int, int] | None:
    """The office before a signature, without blanks to sign on, dates, «п/п»."""
    left, right = start, stop
    for found in _noise(block, start, stop):
        if not re.search(r"[а-я]{3}", block.norm[left : found.start()]):
            left = found.end()
        else:
            right = found.start()
            break
    title = re.search(r"(?:[ \t/](?:т|тов|товарищ)\.?[ ]*)$", block.norm[left:right])
    if title:
        right = left + title.start()
    sentence = [m.end() for m in re.finditer(r"(?<=[а-я»)]{3})\.[ ]+(?=[А-ЯЁІѢѲ])", block.text[left:right])]
    left += sentence[-1] if sentence else 0
    dated = re.match(r"[\s\d.,:/|-]*(?:г\.|года?)?[\s,|]*", block.norm[left:right])
    left += dated.end() if dated and re.search(r"\d", dated.group()) else 0
    keeps = _SECRETARY.match(block.norm[left:right].strip())
    left, right = trim(block.text, left, right, " \t,;:.-–—/|_()[]«»\"*")
    if keeps and re.match(r"протокол", block.norm[left:right]):
        left += len(_SECRETARY.match(block.norm[left:right]).group()) if _SECRETARY.match(block.norm[left:right]) else 0  # type: ignore[union-attr]
    left += 2 if block.norm.startswith("и ", left, right) else 0  # «Иванов и секретарь Скок»
    return (left, right) if left < right and re.search(r"[а-я]{3}", block.norm[left:right]) else None


def _behind(block: Block, start: int, stop: int) -> tuple[int, int] | None:
    """The office after a name: «Э. Стоун, секретарь»."""
    found = re.match(r"[ ]?[,(–—-][ ]?", block.text[start:stop])
    if not found:
        return None
    left, right = trim(block.text, start + found.end(), stop, " \t,;:.-–—/|_()")
    return (left, right) if left < right and re.search(r"[а-я]{4}", block.norm[left:right]) and not re.search(r"\d{4}|^а за |неграмотн", block.norm[left:right]) else None
