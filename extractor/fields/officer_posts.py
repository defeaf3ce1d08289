"""The post beside the name of a chair or a secretary: where it begins and ends, in which case the name stands."""

from __future__ import annotations

from extractor.fields.entries import is_remark
from extractor.fields.people import Slice, trim, without_titles
from extractor.fields.pieces import closing
from extractor.fields.roles import role_of
from extractor.language import normal_re as re
from extractor.model import Block

OFFICE = {
    "chair": re.compile(
        r"(?<!\w)(?:председател(?:ь|ем|я)(?!\w)|председательниц\w+|председательств\w+|(?:председ|предс?)\.(?= ?[а-я-])|(?:вел[аи]?|ведет)(?!\w| (?:протокол|запись))|ведущ(?:ий|ая)(?= ?[:–\t-]| (?:заседани|собрани|совещани|встреч|сход))|проводил\w*|проводит(?!\w)|модератор\w*|открыл\w* и вел\w*)"
    ),
    "secretary": re.compile(
        r"(?<!\w)(?:секретар(?:ь|ем|я|е|ствовал\w*|ствует)(?!\w)|секр\.|протоколир\w+|протокол(?= ?:)|протоколист\w*|(?:протокол|журнал) (?:вел|вела|ведет|составил\w*|записал\w*|писал\w*|пишет)|запись (?:вел\w*|ведет)|(?:вел[аи]?|ведет) (?:протокол|запись)(?!\w)|(?<=[,.;] )пишет(?!\w)|записа?[лыв]\w{1,4}(?!\w)|делопроизводител\w+|писар[ьяем]+(?!\w)|техсекретар\w*)"
    ),
}
#: Words between the office and the name that are no post.
_LEAD = re.compile(
    r"(?:[ъ]?[ ]?(?:[-–—:,]|\t)?[ ]?)(?:(?:заседани\w+|собрани\w+|совещани\w+|сход\w*|сесси\w+|встреч\w+|педсовет\w*|конференци\w+|семинар\w*|избран\w*(?: из (?:среды (?:себя|собрания|собравшихся|присутств\w+)|своей среды|числа (?:присутств\w+|собравшихся)))?|избирается|избрали|выбрали|выбран\w*|назначен\w*|единогласно|был\w*|является"
    r"|на собрании|комисси\w+|комитет\w*|совет\w*|правлени\w+|бюро|ппк|стк|вк|консилиум\w*|вел[аи]?|ведет|исполнял\w*|протокол|протокола)(?![\w-])[ ]?(?:[-–—:]|\t)?[ ]?){0,4}"
)
_NO_POST = re.compile(r"(?:избран|избрали|избрать|выбра|вел(?!\w)|и секретарь|на засед|которого|заседани|собрани|единоглас|в президиум|по предложени|предложен|кандидатур|открыт|открыл|слушали|начало|повестк)")
_STOP = re.compile(
    r"(?<=[а-яёіѣѳѵ)»]{2})[.;][ ]+(?=[А-ЯЁІѢѲ])|(?<=[А-ЯЁІѢѲ]\.)[.;]?[ ]+(?=(?:Присут|Секр|Засед|Собр|Повест|Слуш|Кворум|Отсут|Счетн|Протокол|В ))|;|(?<=\w)\.$|, (?=присутств|в присутств|при участии|в счетн|счетн)"
)


def find_stop(block: Block, start: int, role: str) -> int:
    """Where the words on this officer end: at the other office, or at the end of the sentence."""
    other = OFFICE["secretary" if role == "chair" else "chair"]
    found = next((f for f in other.finditer(block.norm, start) if not re.match(r"(?:вел|ведет)", f.group()) and not re.search(r"(?:ученый|ответственный) $", block.norm[: f.start()])), None)
    stop = found.start() if found else len(block.text)
    for sentence in _STOP.finditer(block.text[:stop]):
        if sentence.start() > start + 3 and not re.search(r"(?<![\w])(?:т|тов|зав|зам|нач|гл|ст|канд|проф|доц|свящ|прот|диак|д-р|экон|техн|наук|инж|отв|им|хим|ист|юрид|мед|с-х|филол|физ|мат)$", block.norm[: sentence.start()]):
            return min(stop, sentence.start() + 1)
    return stop


def post_before(block: Block, start: int, stop: int) -> Slice | None:
    """The post between the office and the name: «под председательством уѣзднаго предводителя дворянства»."""
    lead = _LEAD.match(block.norm, start, stop)
    left, right = lead.end() if lead else start, stop
    right = without_titles(block, left, right)
    left, right = trim(block.text, left, right, " \t,;:–—-/|_(")
    norm = block.norm[left:right]
    if re.fullmatch(r"[А-ЯЁ]{2,6}", block.text[left:right]):
        return None  # «Председатель КТС – Лунин»: the body by its letters
    if left >= right or not re.search(r"[а-я]{3}|к\.|д\.", norm) or role_of(norm)[1] or _NO_POST.match(norm):
        return None
    return left, right


def post_behind(block: Block, start: int, stop: int) -> Slice | None:
    """Return the post that stands behind a name: «Рогов П. И. – директор», «(директор)»."""
    found = re.match(r"[ ]?([,(–—-])[ ]?", block.text[start:stop])
    if not found:
        return None
    begin = start + found.end()
    if found[1] == "(":
        stop = closing(block.text, begin - len(found[0].split("(")[1]) - 1, len(block.text)) or stop
    left, right = trim(block.text, begin, stop)
    norm = block.norm[left:right]
    if left >= right or role_of(norm)[1] or is_remark(norm) or len(norm) > 160:
        return None
    if re.match(r"(?:секретар|при секр|присутств|имел|слушал|обсужд|рассм|явил|прибыл|избран|\d|и |при |протокол|за \d|единоглас|в счетн|\w+ голос)", norm):
        return None
    return left, right


def case_of(context: str, cue: str) -> str | None:
    """Return the case in which the words around it put a name: «под председательством Рогова»."""
    if re.search(r"под председательством|при секретар|в присутствии|при писар", context) or cue.endswith("ством"):
        return "loct" if re.search(r"при (?:секретар|писар)", context) and cue.startswith(("секрет", "писар")) else "gent"
    if re.search(r"(?:избрали|избрать|выбрали|выбрать|назначить)(?!\w)", context):
        return "accs"
    return "nomn"
