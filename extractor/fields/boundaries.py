"""Where a new part begins inside a paragraph: «… принять. Постановили: …»."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from extractor.fields.looks import OFFICE
from extractor.fields.passages import OPENING, find_cue
from extractor.language import normal_re as re
from extractor.layout.cutting import cut
from extractor.markup import Markup
from extractor.model import Block

#: Words with which a part may begin.
_STEMS = (
    r"(?:повестк|поряд|слуша|заслуша|постанов|реши|решен|порешил|определ|прис|отс|прибыл|явил|участ|пригла|предс|пред\. |секр|протокол|журнал вел|голос|единогл|"
    r"председ|вел|ведет|запись|собрани|педсовет|совет|комисси|президиум|бюро|правлени|принят|\"?за\"? ?[-–]|против|воздерж|приложен|по |вопрос|оглаш|докла|"
    r"выступ|прени|обсу|провод|начало|заседани|следующ|окончан|подлин|верно|не |нет ?:|бюллетени |опросные |на |в |при|кроме|место|дата|время|при голос|результат|большинств|"
    r"был|пришл|налич|налицо|также|всего|то есть|все |все,|от |для |срок|отв|итог|сход|конферен|дума|управа|исполком|сесси|съезд|суд |слет|коллеги|кафедр|правлен|из |перв|втор|трет|четв|пят|избра|было|зарегистр|тема|из числа|балл|"
    r"проголос|форма|открыт|тайн|договор|рассмотр|состав|члены|под |утвержд|кворум|ход |исп|рассыл|п\. ?п|подпис|к сему|выписк|копия|конец|гости|с прав|с совещ)"
)
#: The first blank comes before what must stand around it: so places are found fast.
_BOUNDARY = re.compile(
    r"[ \t](?:(?<=\t)|(?<=[.!?;:)»\"_] )[ ]*(?=[^\W_]|[\"«§(])|(?<=[^\s,] )(?<!не )[ ]*(?=(?:не )?был[иоа]?(?: также)? ?:|отс\. ?:|не (?:смогл|приш|яв)\w+ ?:)"
    r"|(?<=[а-я,] )[ ]{0,1}(?=присутств\w+ (?:гг\.|г\.|тт\.|члены|гласн|следующ)[^.:]{0,60}:)"
    r"|(?<=, )(?<!того, )(?<!также, )(?=(?:(?:в|на) (?:это |сие |настоящее )?(?:заседани|собрани|сход|съезд|совещани)\w* )?(?:явил|прибыл|присутств)\w+ ?:)"
    r"|(?<=[–—,-] )[ ]*(?=то есть все|все,? кроме|(?:а )?отсутств\w+[ :–-]*\d))"
    f"(?={_STEMS})"
)


class Course(Protocol):
    """How far the reading of a protocol has come: its section, and whether matters are heard yet."""

    section: str
    body: bool


def cut_parts(markup: Markup, block: Block, course: Course) -> Iterator[Block]:
    """Cut a block where a new part begins inside it; each piece given out may move the course on before the next cut.

    >>> from types import SimpleNamespace
    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Part, Source
    >>> from extractor.rules import load_rules
    >>> source = Source("п.txt", "Слушали: отчёт завхоза. Постановили: отчёт принять.")
    >>> [block] = outline(source)
    >>> [piece.text for piece in cut_parts(Markup(Part(1, (block,), source), load_rules()), block, SimpleNamespace(section="body", body=True))]
    ['Слушали: отчёт завхоза.', 'Постановили: отчёт принять.']
    """
    last = 0
    for found in _BOUNDARY.finditer(block.norm, block.body):
        at = found.end()
        if at - last >= 2 and _begins_part(markup, block, at, course, tabbed="\t" in found.group()):
            yield cut(block, last, at) if last or at < len(block.text) else block
            last = at
    yield cut(block, last) if last else block


def _begins_part(markup: Markup, block: Block, at: int, course: Course, *, tabbed: bool) -> bool:
    item = markup.rules.match("section.item", block.norm, at)
    if item and block.text[at].isupper() and not tabbed:
        return True
    if course.body and OFFICE.match(block.norm, at) and "__" in block.text[at : at + 70]:
        return True
    cue = find_cue(markup, block, at, opening=not course.body)
    if cue is None:
        return False
    name, match = cue
    colon = ":" in block.norm[match.start : match.stop + 2]
    capital = block.text[at].isupper() or block.text[at] in "«\""
    if name == "heard" and capital and block.text[at - 2 : at - 1] in ".»)" and markup.names(block):
        return True
    if name in ("heard", "decided"):
        return colon and (capital or block.text[at - 2 : at - 1] in ".;") or block.text[at : at + 6].isupper() or capital and name == "decided"
    if match.rule.id == "section.absent.except" or name == "absent" and block.norm[at - 2 : at - 1] == ",":
        return True
    if name in ("chair", "secretary") and block.text[:at].rstrip().endswith(":"):
        return False
    if not course.body and name in ("present", "absent") and re.match(r"(?:не )?(?:был|отс\.|смогл|приш|яв)[^:]{0,12}:", block.norm[at:]):
        return True
    if name == "absent" and not course.body and block.norm[at - 2 : at - 1] == ";" and re.search(r"(?:явил|прибыл|присут|был)\w* ?:", block.norm[:at]):
        return True
    if name == "present" and (block.norm[at - 2 : at - 1].isalpha() or block.norm[at - 2 : at - 1] == "," and re.match(r"(?:(?:в|на) [^.:,]{4,40} )?(?:присутств|явил|прибыл)\w+[^.:]{0,60}:", block.norm[at:]) is not None):
        return not course.body
    if name in OPENING:
        return capital and (not course.body or match.rule.id == "section.absent.telegrams")
    if name == "vote":
        return capital and block.text[at - 2 : at - 1] != ":"
    if name == "spoke":
        return capital and (colon or course.section not in ("decided",))
    return capital and (colon or name in ("closing", "agenda"))
