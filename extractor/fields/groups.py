"""Groups without names in a list of people: «7 заместителей директора по УВР, руководители ГМО»."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.fields.entries import Context, Entry, Label
from extractor.fields.people import Slice, trim
from extractor.fields.roles import label_role
from extractor.language import normal_re as re
from extractor.language.morphology import is_plural_nominative, parses
from extractor.language.numerals import read_number
from extractor.language.ordinary import is_animate
from extractor.model import Block

_WORDED = r"двое|трое|четверо|пятеро|шестеро|семеро|один|одна|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать|двенадцать|пятнадцать|двадцать"
_COUNT_FIRST = re.compile(rf"(?P<n>\d{{1,4}}|{_WORDED}) (?:чел(?:\.|овека?)? )?(?P<what>[а-я\"].*)")
_COUNT_LAST = re.compile(r"(?P<what>.*?[^\W\d_].*?)[ ]?(?:[-–—:=(] ?)?(?P<n>(?<![№\w./-])(?<!№ ) ?\d{1,4})[ ]?(?:чел\w*\.?|лиц\w*)?\)?")
_TOTAL = re.compile(r"(?:а )?(?:всего|итого)\b|(?:общ\w+ )?(?:количеств|числ)\w+ (?:присутств|участ|собравш)|(?:около |более |в количестве |численностью )?\d{1,4}[ ]?(?:чел\w*\.?|лиц\w*|участник\w*|голос\w*)?(?:\s*(?:из|от) .*)?$|\d+ из \d+")
_NOISE = re.compile(r"кворум|правомоч|голос(?:ов|а|ами)?(?!\w)|протокол|регистрац|прилагает|список|собственност|кв\. ?м|общая площадь|%|проц|(?<!\w)другие|(?<!\w)др\.|присутствуют|доверенност|созван|^(?:для|ради) |инициатив\w+ групп")
_PLACE = re.compile(r"(?:на|в|во|при|по|из|к|с|для|за) (?:\w+ ){0,3}?(?:заседани|собрани|совещани|сход|сесси|деревн|сел[еау]|голос|конференц|общ|спис|учет|дом|реестр|встреч|зал|клуб|школ|помещени|здани|контор)")


def is_noise(norm: str) -> bool:
    """Words on votes, areas, lists and the quorum, which name nobody."""
    return bool(_NOISE.search(norm))


def is_group(norm: str) -> bool:
    """Do these words name several people without their names?

    >>> is_group("7 заместителей директора"), is_group("воспитатели"), is_group("зам. директора"), is_group("жильцов дома 34 чел.")
    (True, True, False, True)
    """
    norm = norm.strip(" .,;")
    if _TOTAL.match(norm) or _NOISE.search(norm) or _PLACE.match(norm) or not re.search(r"[а-я]{3}", norm):
        return False
    if _COUNT_FIRST.fullmatch(norm) or re.search(r"в полном составе|в количестве \d|\d+ ?чел", norm):
        return True
    if _COUNT_LAST.fullmatch(norm) and not re.search(r"(?:№|n|кл|класс\w*|цех\w*|школ\w+|уч\.|участ\w+|квалификац\w+|категори\w+|разряд\w*) ?-? ?\d+$", norm):
        return _counted_in_genitive(norm) or bool(re.search(r"[-–—:=] ?\d+$|^[а-я]+(?:ов|ей|ин|ц|ок|ых|их|ы|и|ли|ля)(?: .*)? \d+$", norm))
    words = re.findall(r"[а-я-]{3,}(?![\w.])", norm)[:2]
    if not words or not norm.startswith(words[0]):
        return False
    if is_plural_nominative(words[0]):
        return True
    return len(words) > 1 and _plural_adjective(words[0]) and is_plural_nominative(words[1])


def _counted_in_genitive(norm: str) -> bool:
    """«сестер 9», «доярок 5»: people in the genitive plural before their number."""
    if re.match(r"(?:[а-я-]+ой )?(?:молодежи|бедноты|интеллигенции|публики) \d+$", norm):
        return True
    word = re.match(r"([а-я]{4,}) \d+$", norm)
    return word is not None and is_animate(word[1]) and any(p.case == "gent" and p.number == "plur" for p in parses(word[1]))


def is_counted(norm: str) -> bool:
    """Do the words begin with how many they are: «да четыре мастера», «и 5 рабочих»?

    >>> is_counted("да четыре мастера "), is_counted("четыре"), is_counted("мастера ")
    (True, False, False)
    """
    return re.match(rf"(?:(?:и|да|да еще|еще|а также) )?(?:\d{{1,4}}|{_WORDED}) (?!чел)[а-я]{{3,}}", norm.strip()) is not None


def _plural_adjective(word: str) -> bool:
    return word.endswith(("ые", "ие")) and any(p.number == "plur" and p.case == "nomn" for p in parses(word))


def read_group(context: Context, block: Block, start: int, stop: int, label: Label, head: Slice | None = None) -> Iterator[Entry]:
    """Yield the group named in a slice, with its count or, of those absent, its reason."""
    start, stop = trim(block.text, start, stop)
    joined = re.match(r"(?:и|да|да еще|а также|также|все|в том числе|из них) (?=\S)", block.norm[start:stop])
    start += joined.end() if joined else 0
    count: tuple[int, Slice] | None = None
    reason = label.reason
    bracket = re.search(r"[ ]?[(/]([^()]*)[)/][ ]?$", block.text[start:stop])
    if bracket:
        inner = (start + bracket.start(1), start + bracket.end(1))
        number = re.fullmatch(r"(\d{1,4})(?: чел\w*\.?)?", block.norm[slice(*inner)])
        if number:
            count = (int(number[1]), (inner[0], inner[0] + len(number[1])))
        elif context.absent:
            reason = (block, inner)
        if number or context.absent:
            stop = start + bracket.start()
    found = _COUNT_FIRST.fullmatch(block.norm, start, stop) or (None if count else _COUNT_LAST.fullmatch(block.norm, start, stop))
    if found and (value := read_number(found["n"])) is not None:
        left, right = trim(block.text, *found.span("n"))
        count = (value, (left, right))
        start, stop = trim(block.text, *found.span("what"))
    if start < stop and re.search(r"[^\W\d_]{3}", block.text[start:stop]):
        role = label.role or ("member" if label_role(re.sub(r"^членов", "члены", block.norm[start:stop]), context.body) == "member" and block.norm.startswith("член", start) else None)
        position = label.position if not head else None
        yield Entry(block, None, position if context.absent else None, reason, role, label.at or (block, (start, stop)), count, ((head, (start, stop)) if head else ((start, stop),)), "people.group")
