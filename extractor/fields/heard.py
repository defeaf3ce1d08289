"""Who is heard: «Слушали X», «Доложил инженер Скок», «Гюнтер сообщил: …», «Доклад Дубика П. З.»."""

from __future__ import annotations

from extractor.fields.people import Draft, person_draft, trim, without_titles
from extractor.fields.speakers import opens_as_noun, role_like
from extractor.language import normal_re as re
from extractor.language.morphology import is_infinitive, parses
from extractor.language.names import NameMention
from extractor.language.sentences import first_sentence
from extractor.markup import Markup
from extractor.model import Block

TITLE_WORDS = re.compile(
    r"(?:о|об|обо|по|насчет|относительно|касательно|отчет|доклад|заявлени|прошени|просьб|приказ|письмо|отношени|информаци|сообщени|утвержден|выбор|прием|рассмотрени|разное|текущие|предложени|ходатайств|жалоб|проект|акт|протокол|циркуляр|телеграмм|план|итоги|вопрос|постановлени|распоряжени|персональное|материал|результат|смет|бюджет|назначени|уволь|исполнени|справк|докладн|записк|ознакомлени|устав|положени|об\w+|принятие|рапорт|представлени|дело|избрани|отзыв|выступлени|состояни|организаци|подготовк|ход |задач)"
)

_TOLD = r"(?:доложил\w*|докладыва(?:ет|ют|л\w*)|сообщил\w*|сообщает|проинформировал\w*|информиру(?:ет|ют)|отчитал\w*|сделал\w* (?:доклад|сообщение))"
_TELLS = re.compile(rf"[ ]?(?:(?P<verb>{_TOLD}|(?:со)?докладчик\w{{0,2}}|(?:со)?докл\.)|(?P<noun>(?:со)?доклад\w{{0,2}}|сообщени[еяю]|информаци[яию]|отчет\w{{0,2}}))(?!\w)[ :–—-]*")


def sure_names(markup: Markup, block: Block, start: int) -> list[NameMention]:
    """Names from ``start`` on; a lone capital word that only opens a later sentence is none."""
    return [
        n for n in markup.names(block, bare=True)
        if n.start >= start and not (n.rule == "name.bare" and n.start <= start + 2 and opens_as_noun(block, n)) and not (n.rule == "name.bare" and n.start > start + 2 and re.search(r"[.!?;][ ]*$", block.text[start : n.start]))
    ]


def heard_people(markup: Markup, block: Block, start: int) -> list[Draft]:
    """Who is heard in running text: «Доложил инженер Скок», «Гюнтер сообщил: …», «Доклад Дубика П. З.»."""
    sure = sure_names(markup, block, start)
    if not sure:
        return []
    stop = min(first_sentence(block.text, start), start + 260)
    names = [n for n in sure if n.stop <= stop]
    if not names:
        return []
    lead = _TELLS.match(block.norm, start)
    first = names[0]
    if lead and is_only_post(block.norm[lead.end() : first.start]):
        if lead["noun"] and not (first.start - lead.end() < 60):
            return []
        rest = block.norm[first.stop : stop].strip(" .:,")
        if lead["noun"] and ":" not in block.norm[lead.start() : lead.end()] and first.rule == "name.bare" and rest and not re.match(r"(?:о|об|по) ", rest):
            return []
        post = trim(block.text, lead.end(), without_titles(block, lead.end(), first.start), " \t,;:–—-")
        behind = post_behind(block, first, stop)
        case = "gent" if lead["noun"] and ":" not in block.norm[lead.start() : lead.end()] else "nomn"
        return [person_draft(markup, block, first, case=case, position=post if post[0] < post[1] else behind, rule="discussion.heard")]
    if first.start - start <= 60 and is_only_post(block.norm[start : first.start]):
        verb = re.match(rf"[ ,]*(?:\([^)]{{2,60}}\)|[^.:;]{{0,60}}?)?[ ,–—-]*{_TOLD}(?!\w)", block.norm[first.stop :])
        if verb:
            post = trim(block.text, start, without_titles(block, start, first.start), " \t,;:–—-")
            return [person_draft(markup, block, first, case="nomn", position=post if post[0] < post[1] else post_behind(block, first, stop), rule="discussion.heard")]
    for name in names:
        inner = re.search(rf"(?<!\w){_TOLD}[ :]+(?P<post>[^.:;]{{0,60}})$", block.norm[start : name.start])
        if inner and is_only_post(inner["post"]):
            post = trim(block.text, start + inner.start("post"), name.start, " \t,;:–—-")
            return [person_draft(markup, block, name, case="nomn", position=post if post[0] < post[1] else None, rule="discussion.heard")]
    return []


def speaks_up(block: Block, name: NameMention) -> bool:
    """«Штурмин Р. А. поддержал кандидатуру», «Счётная комиссия: Крутень Б. Ф.»: somebody does something else than report."""
    word = re.match(r"[ ]*([а-я]{3,})", block.norm[name.stop :])
    if word is None or block.text[name.stop + word.start(1)].isupper() or re.match(rf"[ ]*(?:{_TOLD}|чита)", block.norm[name.stop :]):
        return False
    return any(p.pos == "VERB" and p.score > 0.3 for p in parses(word[1]))


def heard_case(block: Block, name: NameMention, start: int) -> str:
    """«Слушали Мальцеву» is accusative, «Слушали: Мальцева читает …» nominative."""
    word = re.match(r"[ ]*([а-я]{3,})", block.norm[name.stop :])
    verb = word and block.text[name.stop + word.start(1)].islower() and any(p.pos == "VERB" and p.score > 0.3 for p in parses(word[1]))
    named = block.norm[:start].rstrip().endswith(":") and re.match(r"[ ]*:", block.norm[name.stop :])
    return "nomn" if verb or named else "accs"


def is_only_post(norm: str) -> bool:
    """Are these words before a name nothing but a post or a title?"""
    words = norm.strip(" :–—-.,(")
    words = re.sub(r"(?:т\. ?т|тт|тов|т|гр|г-н|г-жа)\.?$", "", words).strip()
    return not words or role_like(words) and not re.search(r"(?:[а-я]{6,}|\d)[.;:](?= )", words) or bool(re.fullmatch(r"[а-я.-]+(?: [а-я\"«»./№\d-]+){0,3}", words)) and not TITLE_WORDS.match(words) and not re.search(r"(?:^| )(?:о|об|в|на|с|к|из|для|что|как|по|в связи|доклад|информаци\w+|сообщени\w+|отчет|заявлени\w+|прошени\w+|письмо|предложени\w+|просьб\w+|жалоб\w+|материал\w*|вопрос\w*)(?: |$)|(?:ть|л|ла|ли)(?: |$)", words)


def post_behind(block: Block, name: NameMention, stop: int) -> tuple[int, int] | None:
    """The post behind a name that is heard: «Осадчую Л. П. – классного руководителя, она рассказала …»."""
    found = re.match(r"[ ]?([,(–—-])[ ]?", block.text[name.stop : stop])
    if not found:
        return None
    begin = name.stop + found.end()
    if found[1] == "(":
        close = block.text.find(")", begin, len(block.text))
        left, right = trim(block.text, begin, close if close > 0 else stop)
        return (left, right) if role_like(block.norm[left:right]) else None
    ends = re.search(r", (?:котор|он|она|что|о |об |зачит|с |по )|[:.;]|, (?=[а-я]+(?:л|ла)\b)| (?:о|об) | [-–—] ", block.norm[begin : len(block.text)] + ".")
    right = begin + ends.start() if ends else stop
    left, right = trim(block.text, begin, right)
    return (left, right) if left < right and right - left < 120 and role_like(block.norm[left:right]) else None


def norm_surname(surname: str) -> str:
    """A surname folded for comparison."""
    return surname.lower().replace("ё", "е").rstrip("ъ")


def tells(norm: str) -> bool:
    """Does a sentence tell what happened (a finite verb among its first words) rather than name a matter?

    >>> tells("старики говорили, что луга общие"), tells("информирование работников о новом")
    (True, False)
    """
    words = re.findall(r"[а-я]{4,}", norm[:120])[:9]
    return any(found[0].pos == "VERB" for word in words if (found := parses(word)) and found[0].score > 0.4)


def opens_with_infinitive(norm: str) -> bool:
    """Does a sentence begin as a resolution («Признать …», «Вопрос снять»)?

    >>> opens_with_infinitive("признать постройку своевременной"), opens_with_infinitive("иванов сказал")
    (True, False)
    """
    return any(is_infinitive(w) for w in re.findall(r"[а-я]{3,}", norm[:40])[:2])
