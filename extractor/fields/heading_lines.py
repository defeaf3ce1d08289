"""The lines of a heading cut into fragments: title word, number, dates, times, and the words between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.fields.people import trim
from extractor.language import normal_re as re
from extractor.markup import Markup
from extractor.model import Block

EVENT = (
    r"(?:заседани|совещани|собрани(?!ем)|конференци|съезд|сход(?=[ауеъ]?\b)|сесси|планерк|встреч|слушани|педсовет|педчас|семинар|летучк|слет(?=[ауъ]?\b))"
    r"\w{0,3}(?![\w-])"
)
KIND = re.compile(r"(?<![\w-])" + EVENT)
MEETING = re.compile(
    r"(?<![\w-])(?:(?:заседани|совещани|собрани|конференци|съезд|сход(?=[ауеъ]?\b)|сесси|планерк|встреч|слушани|педсовет|педчас|семинар|летучк"
    r"|\w{0,8}совет(?=[аъу]?\b)|правлени|бюро\b|президиум|комисси|комитет|\w{0,5}ком(?=[аъ]\b)|коллеги|пленум|опрос|голосовани|дума|думы|управы|земств|консилиум|кружк|кафедр|ревком)"
    r"\w{0,4})(?![\w-])"
)
TITLE = re.compile(
    r"(?<![\w-])(?:выписка[ \t]+и ?з[ \t]+(?:протокола|журнала)|протокол[ъ]?(?! (?:вел\b|вела|вели|ведет|писал|составил|записал|подписал|счетн|подготов|прилага|вел[аи]?\b))|журналъ?(?= (?:№|n)| засед| собра| экстр| очеред| \w+(?:ого|аго|ой)\b|[ъ ]*$)"
    r"|краткая запись|рабочая запись|стенограмма)(?![\w])"
)
NUMBER = re.compile(
    r"(?:№|n[°o»\"]{0,2}(?![a-zа-я])|ne\b|n\.|номер(?=[ ]?[:\t]))[.:]?[ \t]?[\"«]?[ ]?(?P<number>(?:(?:[а-я]{1,4}-(?=\d))?(?=[зо]{0,4}\d)[\dзо]{1,5}(?:[ ]?[-/.][ ]?[\wа-я]{1,6}(?![^\W\d_])){0,3}[а-я]?|[ivxх]{1,5}(?![\w.])))[ ]?[»\"]?"
)
BARE_NUMBER = re.compile(r"протокол[ъ ]? ?(?P<number>\d{1,4}(?:[-/](?!(?:го|й|ого|е|му)\b)\w{1,4})?)(?![\w.,/-])")
LITTER = re.compile(
    r"(?:для служебного пользования|секретно|сов\. секретно|экз\.|подлежит возврату|копия|\(?рабочая запись|утверждаю|приложение(?: ?№? ?\d+)?$|к приказу|(?:документ|файл) (?:создан|сформирован|выгружен)|страница|фонд |ф\. ?[рпр]?-?\d|[\w .,]{0,30}(?<!\w)ф\. ?[рп]?-? ?\d|опись|дело "
    r"|начат|окончен|р\. ?с\. ?ф\. ?с\. ?р|с\. ?с\. ?с\. ?р|рсфср$|ссср$|российск\w+ (?:социалист|совет|федерац|федерат)|союз советск|пролетарии|экземпляр|форма|типография|\d{1,5}$|книга протокол|тетрадь|для протокол"
    r"|\d{4}[/–-]\d{2,4} уч|для внутреннего|не для печати|гриф|проект$|регистрационн|рег\. ?№|исх\.|вх\.|инв\.|протоколы |в деле|заверил|лл?\. ?\d|стр\. ?\d|лист \d|республика \w+$|\w+ая область$|\w+ий край$)"
)
LABEL = re.compile(
    r"(?:кворум|регламент|присут|отсутств|повестк|порядок дня|председател|секретар|дата|время|место|тема(?!т)|начал|окончани|оконч\.|конец|форма|на основании|собрание созвано|по инициативе|по решению|количество|избран|всего|списочн|из них"
    r"|докладчик|приглаш|утвержд|согласован|слушали|слушано|общая площадь|инициатор|явка|присуд|участ|состав|вед(?:ет|ущ)|вел|открыт(?!ое|ого|ая)|зарегистр|было|были|прибы|явил|на (?:заседани|собрани|сесси|учет)|в (?:заседани|собрани|работе)"
    r"|под пред|при секр|вопрос|рассматрив|голосован|основание|собрание|заседание (?:нач|откр|закр|вед)|не (?:яв|прис|приб)|члены|тт?\.|тов\.|в совет)"
)
TOWN = re.compile(
    r"(?<![\w.])(?:гор\. ?|г\. ?|с\. ?|сл\. ?|ст-ца |х\. ?|пос\. ?|п\. ?|дер\. ?|д\. ?|ст\. ?|станица |станция |село |деревня |слобода |поселок |посёлок |местечко |хутор |аул |пгт\.? ?|рп\.? ?|р\. ?п\. ?|п\. ?г\. ?т\. ?|город |гор\. )(?=[А-ЯЁ«\"ІѲ])(?![А-ЯЁІѲ]\.)",
    re.IGNORECASE,
)
ROOM = re.compile(
    r"(?:(?:большой |малый |актовый |конференц-|читальный )?зал(?!о)|кабинет|каб\.|комнат|комн\.|помещени|клуб|дом\b(?! №? ?\d+ по)|дома культуры|дворец|дк\b|актовый|конференц|здани|контор|барак|квартир|кв\. ?\d|школ\w{1,2} № ?\d+$|красн\w+ уголо?к|аудитори|ауд\.|канцеляри"
    r"|библиотек|учительск|кают|офис|столов|ул\. |улица |площадк|переговорк|переговорн|платформ|лаборатори\w ?№?|церковн|храм|изба|читальн|мастерск(?:ая|ой)(?!\w)|дача(?!\w)|веранда|кухня(?!\w)|фойе(?!\w)|вестибюл|гараж|домик|сторожк|беседк|цех\w? ?№? ?\d+$|спорт|стадион|театр|кинотеатр|бытовк|вагон|строительная площадка|zoom|зум|телемост|вебинар|видеоконференц|вкс(?!\w)|teams|тимс(?!\w)|google meet|trueconf|jitsi|яндекс[. ]телемост|контур[. ]толк|скайп|skype|онлайн|видео|беседка|правление$|управлени\w$|волостн\w+ правлени|музей|больниц\w$|общежити|центр |дет\w+ сад$|дистанционно)"
)
IN_ROOM = re.compile(
    r"(?<![\w])(?:в|во|на) (?P<place>(?:конференц-|(?:[а-я-]{3,}(?:ом|ем|ой|ей) ){0,2})"
    r"(?:зале|залах|здании|помещении|помещениях|кабинете|доме|домике|клубе|конторе|школе|канцелярии|квартире|управлении|аудитории|учительской|столовой|библиотеке|избе|избе-читальне|цехе|комнате|уголке|офисе|дворце|бараке|сторожке|правлении|театре|площадке|гараже|беседке|музее|общежитии|лаборатории|вагоне|вагончике|конференц-зале|спортзале|читальне|волости|церкви|храме|трапезной|бытовке)(?!\w))"
)
WEEKDAY = re.compile(r"[(]?(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс)\.?[)]?$")
_TIME_LEAD = re.compile(r"(?:(?:время |часы |начало |окончание |конец |начат\w* |начал\w* |оконч\w* |открыт\w* |закрыт\w* |работы |заседания |собрания |в |с |со |до |к |от |[-–—:] ?|начало: |окончание: )){1,5}$")
_DATE_LEAD = re.compile(r"(?:состоявш\w+ )?(?:от|за|дня|числа) ?$")
_NAMED = re.compile(
    r"(?:школ\w*|сош|сад\w*|цех\w*|лице\w*|гимнази\w*|больниц\w*|поликлиник\w*|участк\w*|участок|кооператив\w*|товариществ\w*|общежити\w*|артел\w*|бригад\w*|комбинат\w*|трест\w*|завод\w*|фабрик\w*|жэк\w*|жэу|ук|училищ\w*|аптек\w*|станци\w*|почт\w*|музе\w*|лагер\w*|рот[аы]|полк\w*|судн\w*|парк\w*|ясли|яслей|клуб\w*|дружин\w*|ферм\w*|артел\w*|тюрьм\w*|госпитал\w*|бан[яи]|сбербанк\w*|мельниц\w*|избирательн\w+ участ\w+|батальон\w*|экипаж\w*|групп\w*|парковк\w*|подъезд\w*|строени\w*|лот\w*|пту|отряд\w*|дом\w*|д\.|кв\.|каб\.|смен\w*|базы?|колонн\w*|автоколонн\w*|част[ьи]|округ\w*"
    r"|совет\w* №?|шахт\w*|рудник\w*|магазин\w*|отделени\w*|барак\w*|райпо|мтс|ателье|интернат\w*|сту|вагон|экз\.?|приказ\w*|постановлени\w*|дело|фонд|корпус\w*|специальност\w*|форма|класс\w*|типографи\w*|мкд)$"
)


class Fragment(NamedTuple):
    """A stretch of a heading line: ``word``, ``number``, ``date``, ``time`` or ``text``; ``lead`` is what parts it from the one before."""

    kind: str
    block: Block
    start: int
    stop: int
    line: int
    lead: str

    @property
    def text(self) -> str:
        """The words as they stand."""
        return self.block.text[self.start : self.stop]

    @property
    def norm(self) -> str:
        """The words in the normal form."""
        return self.block.norm[self.start : self.stop]


def cut_line(markup: Markup, block: Block, line: int) -> list[Fragment]:
    """Cut one heading block at numbers, dates, times, the title word and its cells."""
    holes = sorted(_holes(markup, block))
    out: list[Fragment] = []
    cursor = 0
    cell = False
    for start, stop, kind in [*holes, (len(block.text), len(block.text), "")]:
        if start < cursor:
            continue
        before = len(out)
        lead = _cut_words(out, block, cursor, start, line)
        if kind not in ("", "cell"):
            out.append(Fragment(kind, block, start, stop, line, lead))
        if cell and len(out) > before > 0:
            out[before] = out[before]._replace(lead="cell")
        cell = kind == "cell" or cell and len(out) == before
        cursor = stop
    return out


def tabbed(block: Block) -> str:
    """The normal form with the tabs between cells put back."""
    if "\t" not in block.text:
        return block.norm
    return "".join("\t" if letter == "\t" else folded for letter, folded in zip(block.text, block.norm, strict=True))


def is_named_number(norm: str, at: int) -> bool:
    """Tell whether the number belongs to a name («школа № 33»), not to the protocol."""
    return bool(_NAMED.search(norm[max(0, at - 24) : at].rstrip(" \"«")))


#: No line of a heading is longer; what lies beyond is not looked at, so that time stays linear.
LONGEST = 2000


def _holes(markup: Markup, block: Block) -> list[tuple[int, int, str]]:
    norm = tabbed(block)[:LONGEST]
    out: list[tuple[int, int, str]] = []
    title = TITLE.search(norm)
    if title:
        out.append((title.start(), title.end() + (block.text[title.end() : title.end() + 1] in ("ъ", "Ъ")), "word"))
    dates = [d for d in markup.dates(block) if d.rule != "date.year" and d.stop <= len(norm)]
    for date in dates:
        if _in_form(norm, date.start, date.stop):
            continue
        lead = _DATE_LEAD.search(norm, 0, date.start)
        out.append((lead.start() if lead else date.start, _date_end(block, date.start, date.stop), "date"))
    numbers = [m.span() for m in NUMBER.finditer(norm) if not is_named_number(norm, m.start()) and not _crosses(out, m.start(), m.end())]
    out += [(*span, "number") for span in sorted(numbers, key=lambda s: not _stands_free(norm, s[0], out))[:1]]
    bare = BARE_NUMBER.search(norm)
    if bare and not any(d.start <= bare.start("number") < d.stop for d in dates) and not any(k == "number" for _, _, k in out):
        out.append((*bare.span("number"), "number"))
    for time in (t for t in markup.times(block) if t.stop <= len(norm)):
        lead = _TIME_LEAD.search(norm, max(0, time.start - 40), time.start)
        start = lead.start() if lead else time.start
        alone = len(re.split(r"[\t,]|//", norm[: time.start])[-1].strip(" -–—")) == 0
        if (lead or time.rule != "time.bare" or alone) and not _crosses(out, time.start, time.stop):
            out.append((start, time.stop, "time"))
    town = re.search(r", ?(?=(?:г|с|пос|дер|гор)\. ?[а-я][\w-]+\.?$)", norm)
    if town and not re.search(r"адрес|област|(?<!\w)ул\.|район", norm) and not _crosses(out, *town.span()):
        out.append((*town.span(), "cell"))
    breaks = [0, *_line_breaks(block)]
    out += [(at, at, "cell") for before, at in zip(breaks, breaks[1:], strict=False) if (TOWN.match(block.text, at) or TOWN.match(block.text, before) and at - before < 40) and not _crosses(out, at, at)]
    out += [(*m.span(), "cell") for m in re.finditer(r"\t| ?(?://|\|) ?", norm) if not _crosses(out, *m.span())]
    return out


def _date_end(block: Block, start: int, stop: int) -> int:
    """A date without the «г.» of a town that follows it («12.03.2011 г. Тула»)."""
    found = re.search(r"[ \t]+г\.$", block.text[start:stop])
    if found and ("\t" in found.group() or re.match(r" ?[А-ЯЁ][\w-]+(?:$|\t|,)", block.text[stop:])):
        return start + found.start()
    return stop


def _stands_free(norm: str, at: int, holes: Sequence[tuple[int, int, str]]) -> bool:
    """Does a number stand at the start of its cell, or right behind the title word or a date?"""
    before = norm[:at].rstrip(" \"")
    return not before or before[-1] in "\t|/" or any(0 <= at - stop <= 3 for _, stop, _ in holes)


def _line_breaks(block: Block) -> list[int]:
    """Offsets in the block's text at which a new line of the source begins."""
    return [later.at for earlier, later in zip(block.pieces, block.pieces[1:], strict=False) if later.start - earlier.stop > 1 or later.at - earlier.at > earlier.stop - earlier.start]


def _crosses(holes: Sequence[tuple[int, int, str]], start: int, stop: int) -> bool:
    return any(a < stop and start < b for a, b, _ in holes)


def _in_form(norm: str, start: int, stop: int) -> bool:
    """«проведенного 01.06.2024 г. в очной форме и с 22.06.2024 г. по …» belongs to the title."""
    ahead = norm[stop : stop + 70]
    before = norm[max(0, start - 40) : start]
    return bool(re.search(r"в (?:очной|заочной|очно-заочной|форме)|форм[ае]\b", ahead)) and bool(re.search(r"(?:проведен\w+|проходивш\w+|состоявш\w+|(?<!\w)с|(?<!\w)по|период) (?:с |в )?$", before))


def _cut_words(out: list[Fragment], block: Block, start: int, stop: int, line: int) -> str:
    """Append the words of ``block.text[start:stop]``; return how what follows them is parted from them."""
    raw = block.text[start:stop]
    left, right = trim(block.text, start, stop, " \t,;:.-–—/|_*#()" if not re.search(r"\w", raw) else " \t,;:.–—/|_*#-")
    norm = block.norm[left:right]
    if right <= left or not re.search(r"[^\W\d_]{2}|\d", norm) or WEEKDAY.match(norm) or re.fullmatch(r"(?:года?|гор|г|от|дня|в|с|п\. ?п\. ?[\d, -]+|[,.\"«» ]+)\.?", norm):
        return _lead(out, block, start, stop, line)
    points = re.search(r"[ ]п\. ?п?\.? ?[\d, -]+$", norm)
    if points:
        right = left + points.start()
    out.append(Fragment("text", block, left, right, line, _lead(out, block, start, left, line)))
    return _lead(out, block, right, stop, line)


def _lead(out: Sequence[Fragment], block: Block, start: int, stop: int, line: int) -> str:
    raw = block.text[max(0, start - 1) : stop]
    if not out:
        return "line"
    if "\t" in raw or "//" in raw or "|" in raw:
        return "cell"
    return "comma" if "," in raw else "stop" if re.search(r"\.(?:\s|$)", raw) else ""
