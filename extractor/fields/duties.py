"""What a verb makes of a dative before it: somebody who is to act («завхозу купить»), or who only receives («ученику выдать»)."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.language import normal_re as re
from extractor.language.morphology import cases, is_infinitive, parses
from extractor.model import Block

#: Nouns that look like infinitives.
_NOUNS = frozenset("печать часть область память сеть мать роль связь смерть кровать очередь пять шесть печь течь мощь речь дочь ночь власти сласти кости гости".split())
_GIVING = re.compile(
    r"(?:отказать|разреш|объявить|объявлять|вынести|присво|выразить|выражать|напомнить|запретить|простить|позволить|доплатить|начислить|подарить|выплатить|"
    r"зачесть|засчитать|верить|помочь|оказать|придать|уделить|выдать|вручить|выделить|отпустить|продать|указать|пожелать|посочувствовать|преподнести|"
    r"быть$|воздать|причинить|возвратить|доверить|прочесть нотац|списать|скостить|припомнить|посвятить|присудить|пожертвовать|уступить|скинуть|прибавить|разнести|раздать|развезти|помогать)"
)
_SENDING = re.compile(r"(?:передать|передавать|направить|послать|отправить|вернуть|выслать|доставить|перечислить|завезти|подвезти|отвезти)")
_SETTING = re.compile(r"(?:положить|установить|определить|назначить|назначать|повысить|увеличить|уменьшить|снизить|сохранить|продлить|прекратить|оставить|восстановить|сократить|выдавать|выплачивать|производить|произвести)")
_PAYING = re.compile(r"(?:уплатить|заплатить|возместить|оплатить|компенсировать)")
_SUPPLYING = re.compile(r"(?:предоставить|предоставлять|дать|давать)")
_CUTTING = re.compile(r"(?:отключить|подключить|отремонтировать|починить|перекрыть|построить|привезти|поставить|провести|заменить|сообщить|ответить|разъяснить|списать)")
_ALLOWANCE = re.compile(
    r"(?<![а-я])(?:оклад|зарплат|заработ|жалован|стипенди|паек|пайк|норм|пенси|ставк|плат[уы](?!\w)|надбавк|преми|пособи|разряд|отпуск|нагрузк|добавк|содержани|вознагражд|"
    r"квартир|комнат|хлеб|молок|дров|денег|деньги|ссуд|помощ|рубл|руб|процент|льгот|аванс|звани|инвалидност|оценк|возраст|сесси|срок обуч|выплат|довольстви)"
)
_REPORT = re.compile(
    r"(?:отчет|информаци|план|сведени|спис[ок]|документ|материал|заявк|график|данные|анализ|сценар|программ|справк|предложени|протокол|копи|смет|расчет|доклад|"
    r"портфолио|работы|фото|ссылк|ответ|отзыв|заключени|задани|указани|распоряжени|объяснени|пояснени|объявлени|консультаци|открыт|концерт|оценк|характеристик|проект|ведомост|разъяснени)"
)
_PEOPLE = re.compile(r"(?<![а-я])(?:людей|рабочих|человек|чел(?!\w)|представител|докладчик|вожат|ответственн|бригад|подвод|лошад|дежурн|комсомол|студент|ученик|печник|плотник|специалист|инженер|кандидатур|шефов|агитатор|лектор)")
_HELPED = re.compile(r"(?:нуждающ|вдов|инвалид|семь[ея]|сирот|пенсионер|ветеран|пострадавш|погорел|беженц|больн|детям|должник|неплательщик|потребител|жильц|нанимател|заявител|просител|жалобщик|автор|абонент|лежач|престарел|бедн[оы]|солдатк|неимущ|малоимущ|многодетн)")
_PERSONAL = re.compile(
    r"(?:исключить|избрать|выбрать|назначить|утвердить|премировать|уволить|перевести|принять|оставить|предупредить|вызвать|благослов|направить|командировать|"
    r"освободить|снять|включить|ввести|вывести|считать|признать|аттестовать|зачислить|отчислить|наградить|поблагодарить|откомандировать|послать|делегировать|"
    r"выдвинуть|рекомендовать|допустить|восстановить|поощрить|отстранить|заслушать|кооптировать|арестовать|привлечь|оштрафовать|отпустить|удовлетворить|прикрепить|"
    r"обязать|просить|поставить|посадить|выселить|вселить|переселить|лишить|представить к|отдать|закрепить|внести|пригласить|судить|крестить|перевыбрать|переизбрать)"
)
#: Work that somebody is told to do even where he is named behind it or between object and verb («подводы нарядить Зюзину»).
_WORK = re.compile(
    r"(?:нарядить|провести|организовать|проверить|подготовить|приготовить|выполнить|сделать|закончить|изготовить|исправить|починить|отремонтировать|составить|"
    r"разработать|вести|дежурить|возглавить|произвести|явиться|оформить|проследить|заготовить|проработать|добиться|обеспечить|устранить|доработать|обследовать|разобрать|разобраться|решить|договориться|выяснить|узнать|нанять|наладить|завершить|доставить|найти|уладить|осмотреть|написать|напечатать|прочитать|съездить|поехать|сходить|выехать|отработать|отчитаться|привести|навести|собрать|закупить|достать)"
)
_LONG = re.compile(r"(?:кажд\w{2,3}|недел\w|раз|день|дня|дней|месяц\w?|год|года|лет|минут\w?|час\w{0,2}|ежедневн\w+|раза)$")
_DESTINATION = re.compile(r"(?<!\w)(?:(?:в|во|на) (?!аренду|собственность|пользование|подарок|награду|качестве|размере|сумме|счет|месяц|год|руки|виде|распоряжение|ведение|течение|срок|\d)|к |для )")
PREPOSITION = re.compile(r"(?:в|во|на|по|с|со|из|от|до|для|к|ко|о|об|при|за|под|над|через|после|перед|без|у|между|среди|против|около|вместо|кроме|ради|про|согласно|благодаря)$")


#: Nothing quoted is longer; so time stays linear.
_LONGEST = 2000


def find_infinitives(block: Block, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Infinitives outside brackets and quotes, as slices of the text."""
    depth = 0
    for found in re.finditer(r"[()]|[а-я][а-я-]*(?:\"[еюяи][а-я]+)?", block.norm[start:stop]):
        word = found.group()
        if word[-1] not in "ьия()":
            continue  # as most words end
        word = word.replace('"', "ъ")
        if word in "()":
            depth = max(0, depth + (1 if word == "(" else -1))
        elif depth == 0 and word not in _NOUNS and is_infinitive(word) and not _quoted(block, start + found.start()):
            yield start + found.start(), start + found.end()


def _quoted(block: Block, at: int) -> bool:
    floor = max(0, at - _LONGEST)
    return block.text.count("«", floor, at) > block.text.count("»", floor, at)


def objects(block: Block, start: int, stop: int) -> str:
    """How the words behind a verb begin: ``"object"`` (its own accusative), ``"none"``; a dative and adverbs are passed over."""
    negated = block.norm[max(0, start - _LONGEST) : start].rstrip().rpartition(" ")[0].endswith(" не")
    if re.match(r"[ ]*(?:, ?(?:чтобы|что|как|кто|где|когда|сколько|все ли|какие|почему|ли|с тем)(?!\w)|: ?\w)", block.norm[start:stop]):
        return "object"
    led = behind = False
    for found in list(re.finditer(r"[\w-]+|[,;:.()\"-]", block.norm[start:stop]))[:8]:
        word = found.group()
        if word in "\"(-":
            continue
        if not word[0].isalnum():
            return "none"
        if PREPOSITION.match(word):
            led = behind = True
            continue
        readings = parses(word)
        tags = cases(word)
        if led:
            led = not (readings and readings[0].pos in ("NOUN", "NPRO") or not tags)
            continue
        if word.isdigit() or _LONG.match(word):
            continue
        if "accs" in tags and any(p.case == "accs" and p.score > 0.01 for p in readings) and not (behind and "gent" in tags) or negated and "gent" in tags:
            return "object"
        if not tags or tags <= {"datv", "loct"} or "gent" in tags and re.search(r"\d $", block.norm[: start + found.start()]):
            if "gent" in tags:
                return "object"
            continue
        if not behind and ("ablt" in tags or "gent" in tags):
            return "none"
    return "none"


def second_dative(block: Block, start: int, stop: int) -> bool:
    """Does a dative without a preposition follow the verb («отпустить общежитиям», «выдать спецодежду мальщикам»)?"""
    led = False
    for found in re.finditer(r"[\w-]+|[,;:.]", block.norm[start:stop]):
        word = found.group()
        if not word[0].isalnum() or found.start() > 70 or word == "как":  # «отказать как бывшему торговцу» is no other's dative
            return False
        if PREPOSITION.match(word):
            led = True
            continue
        known = [p for p in parses(word) if p.case and p.score > 0.03]
        if not led and known and {p.case for p in known} <= {"datv", "loct"} and known[0].pos in ("NOUN", "NPRO", "ADJF", "PRTF"):
            return True
        capital = block.text[start + found.start()].isupper() and word.endswith(("у", "ю", "ой", "ей"))
        if not led and capital and "datv" in cases(word):
            return True
        if known and known[0].pos == "NOUN":
            led = False
    return False


def receives(block: Block, head: str, verb: tuple[int, int], stop: int) -> bool:
    """Does the dative before this verb only get something, or suffer it?"""
    word, after = block.norm[slice(*verb)].replace('"', "ъ"), block.norm[verb[1] : stop]
    near = " ".join(re.findall(r"[\w-]+", after.split(",")[0])[:6])
    if _GIVING.match(word):
        if word.startswith(("выделить", "отпустить")) and _PEOPLE.search(near) and not re.search(r"(?<!\w)из ", after[:90]):
            return False
        return not second_dative(block, verb[1], stop) and not (word.startswith(("выделить", "отпустить", "выдать", "оказать")) and re.search(r"(?<!\w)для ", after[:60]))
    if _SENDING.match(word):
        if word.startswith(("завезти", "подвезти", "отвезти", "доставить")) and not _HELPED.match(head) and any("anim" in p.tags for p in parses(head)[:2]):
            return False  # «завхозу завезти дрова» is his work, «школе завезти дрова» is not
        sends = objects(block, verb[1], stop) == "object" and (second_dative(block, verb[1], stop) or bool(_DESTINATION.search(after[:90])))
        return not sends
    if _SUPPLYING.match(word):
        return not _REPORT.search(near) and not second_dative(block, verb[1], stop)
    if _SETTING.match(word):
        return bool(_ALLOWANCE.search(near)) and not second_dative(block, verb[1], stop)
    if _PAYING.match(word):
        return bool(re.search(r"(?<!\w)(?:из|за счет|за (?:работу|труд|время)) ", after[:60]))
    if _CUTTING.match(word):
        return bool(_HELPED.match(head)) or bool(re.match(r"поставить (?:на вид|прогул|диагноз|двойк|в вину|\d)", word + after))
    return False


def needs_object(word: str) -> bool:
    """Is a verb one that takes a thing as its object, so that a word that may be accusative may be that object?"""
    if word.endswith(("ся", "сь")):
        return False
    return not any(p.pos == "INFN" and "intr" in p.tags for p in parses(word))


def takes_person(word: str) -> bool:
    """Is a verb done to people («исключить», «премировать»)?"""
    return bool(_PERSONAL.match(word))


def is_work(word: str) -> bool:
    """Is a verb a piece of work that somebody is told to do?"""
    return bool(_WORK.match(word))
