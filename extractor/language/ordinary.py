"""Which capitalised words are surnames and which are ordinary words: posts, places, months, heading words."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.language.fold import fold
from extractor.language.morphology import is_known, parses

ORDINARY, COMMON, UNKNOWN, SURNAME = 0, 1, 2, 3

_STOP = """
святитель преподобный великомученик храм церковь собор монастырь часовня
пригласить утвердить согласовать решить постановить выступить уполномочить избрать заслушать
председатель председательница председательствующий председательствовать секретарь техсекретарь директор заместитель
зам зав заведующий заведующая начальник начальница руководитель член докладчик докладчица содокладчик содокладчица
доклад содоклад сообщение информация отчет вопрос протокол журнал заседание совещание собрание съезд конференция
пленум сход сессия слушание совет комитет комиссия президиум бюро правление коллегия дума управа губплан
присутствующий присутствовавший отсутствующий приглашенный приглашать участник участница депутат гласный делегат
представитель представительница инженер техник мастер бригадир рабочий работница работник служащий учитель
учительница преподаватель профессор доцент ассистент ректор проректор декан воспитатель воспитательница педагог
психолог логопед дефектолог методист завуч врач фельдшер медсестра сестра санитарка бухгалтер кассир экономист юрист
юрисконсульт юрисконсультант адвокат прокурор следователь судья инспектор инструктор консультант специалист референт
эксперт аналитик архитектор тестировщик программист менеджер администратор управляющий президент вице-президент
министр комиссар нарком наркомат губернатор предводитель староста старшина комендант корреспондент редактор
журналист писатель художник пенсионер пенсионерка ветеран предприниматель предпринимательница гражданин гражданка
товарищ господин госпожа граф князь барон священник протоиерей иеромонах игумен игуменья архимандрит епископ
архиепископ митрополит диакон дьякон псаломщик благочинный отец мать бабушка дедушка сын дочь жена муж брат ученик
ученица студент студентка аспирант соискатель родитель житель жительница капитан майор полковник подполковник
лейтенант сержант генерал адмирал командир политрук военрук комсорг парторг профорг агитатор пропагандист тренер
секундометрист игрок арбитр водитель шофер тракторист комбайнер доярка телятница животновод агроном зоотехник
ветеринар колхозник колхозница фрезеровщик электромонтер электрик сварщик машинист уборщица десятник кладовщик
завхоз прораб диспетчер оператор лаборант лаборантка библиотекарь продавец заказчик подрядчик исполнитель
ответственный владелец собственник учредитель акционер кандидат кандидатура помощник помощница крестьянин крестьянка
землемер автор редакция кворум повестка порядок приложение раздел глава часть пункт параграф статья литера класс
группа корпус форма вариант категория секция решение постановление определение резолюция выписка копия список
ведомость акт справка письмо заявление заключение прение обсуждение голосование голос предложение замечание
поручение срок дата время место адрес тема наименование название должность фамилия имя отчество подпись печать итог
итого всего начало окончание конец страница лист экземпляр фонд опись дело том январь февраль март апрель май июнь
июль август сентябрь октябрь ноябрь декабрь понедельник вторник среда четверг пятница суббота воскресенье россия
российский федерация федеральный ссср рсфср республика область край район округ город село деревня поселок волость
уезд губерния улица проспект площадь переулок набережная бульвар шоссе станция река озеро москва ленинград петроград
петербург санкт-петербург министерство управление отдел отделение ведомство департамент администрация учреждение
организация предприятие общество товарищество союз профсоюз партия институт университет академия училище школа
гимназия лицей колледж техникум кафедра факультет лаборатория детский сад больница поликлиника аптека завод фабрика
цех участок депо шахта рудник колхоз совхоз артель кооператив трест комбинат объединение компания фирма корпорация
банк магазин столовая клуб центр дом дворец музей театр библиотека стадион команда спартакиада чемпионат ячейка
положение устав закон кодекс указ приказ распоряжение инструкция программа план проект договор контракт смета бюджет
отношение советский городской сельский районный областной губернский уездный волостной земский краевой муниципальный
государственный народный общий главный старший младший первый второй третий четвертый пятый шестой седьмой новый
старый верхний нижний средний малый большой великий красный святой бог господь царь император государь государыня
родина отечество правительство конституция интернационал революция победа пасха рождество год день масленица верно
утверждать согласовать слушать решать постановлять выступать присутствовать отсутствовать другой другие разное
разный текущий иной каждый весь некоторый один два три четыре пять кроме однако также затем далее после перед если
когда чтобы уважаемый коллега утверждение рассмотрение выбор избрание назначение принятие исполнение выполнение
проведение подведение внесение перевод прием распределение подготовка состояние мера работа ремонт выделение
награждение предоставление изменение создание статус формат условие документ ответ регламент контроль просьба
протест жалоба заявка подписка переход отличник ударник сертификат коммиссия корридор система введение человек штука
руководство предупреждение ликвидация безопасность обеспечение хозяйство ситуация товар питомник вестник дефицит
согласование ознакомление награда премия благодарность выговор собственность жилье участие прочее предместкома
предзавкома предфабкома предцехкома предволревкома предсельсовета завстоловой завмаг завклубом оптимист беларусь
суд палата двор присутствие казначейство инспекция канцелярия консистория семинария синод сенат контора
украина латвия литва эстония грузия армения крым кавказ урал сибирь поволжье
"""
_STOP_WORDS = frozenset(_STOP.split())
_ABBREVIATIONS = frozenset(
    "ред прим подп утв секр пред предс докл содокл отв зав нач инж проф доц чл канд уполн ст гл зам пом ген адм моск обл гор рай "
    "губ вр врид врио рег зак руб коп тел факс каб комн эт вн исх вх мед муз физ ул пер пл пос дер стр рис табл "
    "см ср напр прот арх свящ св акад асс преп техн экон юр сов респ".split()
)
_SHORT = frozenset("ли ан ким пак цой хан тен тян шин лим мун нам чен ван лю юн хон сон чжао чжан го гао кан хо у ю юй линь".split())
_SURNAME_ENDING = re.compile(
    r"(?:(?:[оеё]в|[иы]н)(?:|а|у|ым|е|ой|ою|ы|ых|ыми)|[сц]к(?:ий|ой|ая|ого|ому|им|ую|ом|аго|ою)|[иы]х|[еи]нко|"
    r"[аеиоуыя]йко|[зшчркльтнд]ько|(?:[уюя]к|ян|янц|швил|ман|берг|штейн|[оеёиа]вич)(?:|а|у|ом|ем|е|и)|дзе|швили|"
    r"[аеиоу]ли[яю]|чук\w{0,2}|[цс]кас|[ао]йтис|евичюс|оглы)$"
)
# «Предместкома», «завмаг», «губотдел», «Хлебопродукт»: posts and bodies that no dictionary has
_NOT_SURNAME = re.compile(
    r"^(?:пред|зав|зам|нач|пом|глав|тех|врид|врио|уполном)(?!.*(?:[ое]в[ау]?|ин[ау]?|ск(?:ий|ая))$)\w*(?:ком[ау]?|"
    r"совет\w?|союз\w?|отдел\w?|цех\w?|маг|клуб\w*|столов\w*|хоз\w?|уч|канц|лаб\w*|базы|базой)$|"
    r"^(?:\w*исполком|завком|местком|фабком|цехком|\w*ревком|парком|партком|профком|губком|уком|волком(?=[ауе])|горком|"
    r"обком|райком|крайком|реввоен\w+|военком|сельсовет|горсовет|райсовет|облсовет|совнархоз|губотдел|губпродком|"
    r"упродком|техчаст\w|заготзерн\w|райзо|облзо|гороно|районо|облоно|роно|партбюро|парторганизац\w+|комсомол|"
    r"хозчаст\w|культпросвет|водоканал|жилкоммун\w+|главк|\w{3,}хоз|\w{3,}продукт|\w{2,}торг|\w{2,}трест|"
    r"\w{2,}строй|\w{2,}банк|\w{2,}снаб|\w{2,}сбыт|\w{2,}пром|\w{2,}энерго|\w{3,}надзор|\w{3,}реестр|\w{3,}имуществ|губплан|госплан|\w{3,}(?:[иоеыв]нск|горск|[оеи]вск|град))(?:|[ауеы]|ом|ов|ам)$"
)
_NOT_FIRST = frozenset(
    "про воз вице экс северо юго восточно западно усть нижне верхне средне обер унтер штаб социал пресс интернет "
    "веб санкт спб онлайн видео культурно научно учебно планово финансово контрольно лечебно психолого "
    "физкультурно редакционно".split()
)
_OLD_FIXED = frozenset("живаго мертваго белаго веселаго сухаго".split())
_VOWEL = re.compile(r"[аеиоуыэюя]")


@lru_cache(maxsize=32768)
def norm_of(word: str) -> str:
    """Return the normal form of one word: lower case, modern letters, no hard sign at the end.

    >>> norm_of("Тимашевъ-Бѣльскій")
    'тимашев-бельский'
    """
    if " " in word:
        return " ".join(norm_of(part) for part in word.split())
    norm = fold(word, False).replace(" ", "")
    if norm.endswith(("аго", "яго")) and len(norm) > 5 and norm not in _OLD_FIXED:
        norm = norm[:-3] + ("ого" if norm[-3] == "а" else "его")
    return norm


@lru_cache(maxsize=32768)
def _is_stop(norm: str) -> bool:
    """Tell whether a word is a form of one that bears no surname: a post, a body, a month, a heading word."""
    return norm in _STOP_WORDS or is_known(norm) and any(p.lemma in _STOP_WORDS for p in parses(norm))


def is_abbreviation(norm: str) -> bool:
    """Tell whether a word before a full stop is a usual abbreviation and no surname («Секр.»)."""
    return norm in _ABBREVIATIONS


@lru_cache(maxsize=32768)
def is_acronym(word: str) -> bool:
    """Tell whether a word is an acronym by its look: «ООТиЗ», «МКУ», «НГООФПС».

    >>> [is_acronym(w) for w in ("ООТиЗ", "МКУ", "БАРМИН", "Бармин", "Мелик-Пашаев")]
    [True, True, False, False, False]
    """
    for part in word.split("-"):
        inner = part[1:]
        if part.isupper() and len(part) > 1:
            vowels = len(_VOWEL.findall(part.lower()))
            if len(part) < 8 and part.endswith(("ОУ", "ОО", "АО", "УО", "СОШ", "ВПО", "ФПС", "ФГОС")):
                return True
            if len(part) < 4 and norm_of(part) not in _SHORT or vowels == 0 or vowels / len(part) > 0.7 or vowels / len(part) < 0.2:
                return True
        elif sum(c.isupper() for c in inner) and not re.fullmatch(r"[А-ЯЁ][ао]?['’]?[А-ЯЁ][а-яё]+|Мак[А-Я][а-я]+", part):
            return True
    return False


@lru_cache(maxsize=32768)
def may_be_surname(norm: str) -> bool:
    """Tell whether a word that is hardly a surname alone is one beside two initials.

    >>> may_be_surname("те"), may_be_surname("слушали"), may_be_surname("вертоградов")
    (True, False, True)
    """
    if _is_stop(norm) or norm in _ABBREVIATIONS:
        return False
    if re.search(r"(?:[ое]в|ин)(?:а|у|ым|ой|е)?$", norm) and len(norm) > 7:
        return True
    kinds = {p.pos for p in parses(norm)}
    if kinds == {"VERB"} and all("impr" in p.tags for p in parses(norm)):
        return len(norm) < 9
    return bool(kinds) and kinds <= {"ADJS", "NPRO", "ADJF", "PRTS"} and (len(norm) <= 3 or "ADJS" in kinds)


@lru_cache(maxsize=32768)
def rank(norm: str) -> int:
    """Say how likely a capitalised word is a surname: ORDINARY, COMMON (a word that may be one), UNKNOWN, SURNAME.

    >>> [rank(w) for w in ("председателя", "голубь", "скарг", "патласова")]
    [0, 1, 2, 3]
    """
    first, _, last = norm.rpartition("-")
    if first:
        if first.split("-")[0] in _NOT_FIRST:
            return ORDINARY
        return max(rank(last), UNKNOWN) if rank(last) or len(last) < 4 and not _is_stop(last) else ORDINARY
    if norm in _SHORT:
        return SURNAME
    if _is_stop(norm) and re.search(r"[ое]в$", norm):
        return COMMON  # «Дьяконов»: deacons or a surname
    if len(norm) < 2 or _is_stop(norm) or norm in _ABBREVIATIONS and len(norm) < 4:
        return ORDINARY
    if _NOT_SURNAME.search(norm):
        return ORDINARY
    if not is_known(norm):
        if not _VOWEL.search(norm):
            return ORDINARY
        return SURNAME if _SURNAME_ENDING.search(norm) and len(norm) > 3 else UNKNOWN
    readings = parses(norm)
    kinds = {p.pos for p in readings}
    if readings[0].pos in ("PREP", "CONJ", "NPRO", "PRCL") or kinds & {"PREP", "NPRO"}:
        return ORDINARY
    if any("Surn" in p.tags for p in readings):
        return SURNAME
    if any("Abbr" in p.tags for p in readings) and not any("anim" in p.tags for p in readings):
        return ORDINARY
    if kinds <= {"ADJS", "GRND", "PRTS"} and len(norm) > 4 and norm not in ("готов", "готова", "таков", "каков", "суров", "здоров") and re.search(r"(?:[ое]в|[иы]н)а?$", norm):
        return COMMON
    if kinds == {"ADJS"} and len(norm) > 5 and not re.search(r"(?:[её]н|ан|ив|им|ат|ит|ок|ек|[оеыа])$", norm):
        return COMMON  # «Остроух», «Косолап»
    if not kinds & {"NOUN", "ADJF"} and not any(p.pos == "PRTF" and {"pssv", "pres"} <= p.tags for p in readings):
        return ORDINARY
    if "NOUN" not in kinds and any(p.pos == "ADJF" and "Apro" in p.tags for p in readings):
        return ORDINARY
    if kinds & {"CONJ", "PRCL"}:
        return ORDINARY
    if len(norm) > 4 and kinds == {"ADJF"} and re.search(r"(?:[иы]х|[сц]к\w+)$", norm):
        return UNKNOWN
    if all(p.number == "plur" for p in readings) and re.search(r"(?<!ник)(?<!чик)(?<!щик)(?<!ст)(?<!тор)(?<!тер)(?<!нер)(?:[ое]в|[иы]н)$", norm):
        return UNKNOWN  # «Лапин» is more than some lapas
    return COMMON


@lru_cache(maxsize=32768)
def is_place(norm: str) -> bool:
    """Tell whether a word is a place name and no surname."""
    tags = [p.tags for p in parses(norm)] if is_known(norm) else []
    return any("Geox" in t for t in tags) and not any("Surn" in t or "anim" in t for t in tags)


@lru_cache(maxsize=32768)
def is_animate(norm: str) -> bool:
    """Tell whether a word may name a person or an animal."""
    return any("anim" in p.tags and p.pos == "NOUN" for p in parses(norm))


#: Given names of old registers that the dictionary does not have.
_OLD_GIVEN = re.compile(
    r"(?:феклист|феодор|зот|гурьян|селиверст|иакинф|сысо)(?:|а|у|ом|е)|(?:моки|пахоми|авди)(?:й|я|ю|ем|и)|филофе(?:й|я|ю|ем|е)|косьм(?:а|ы|е|у|ой|ою)"
)


@lru_cache(maxsize=16384)
def is_given(norm: str) -> bool:
    """Tell whether a word is a given name in some form.

    >>> [is_given(w) for w in ("федор", "марфе", "протокол")]
    [True, True, False]
    """
    if "-" in norm:
        return all(is_given(part) for part in norm.split("-"))
    if len(norm) < 2 or not is_known(norm):
        return _OLD_GIVEN.fullmatch(norm) is not None
    return _OLD_GIVEN.fullmatch(norm) is not None or any("Name" in p.tags and p.number != "plur" for p in parses(norm))


@lru_cache(maxsize=16384)
def is_only_given(norm: str) -> bool:
    """Tell whether a word is a given name and nothing else («Ольга», but not «Роман» or «Слава»)."""
    return is_given(norm) and ("-" in norm or all("Name" in p.tags for p in parses(norm)))


_PATRONYMIC = re.compile(
    r"(?:[оеё]вич|[аеиья]евич|(?:иль|кузьм|лук|фом|никит|савв|ион|иерем|ярем)ич)(?:|а|у|ем|ом|е)$|(?:[оеё]вн|[иь]чн|инишн)(?:а|ы|е|у|ой|ою)$"
)


@lru_cache(maxsize=16384)
def is_patronymic(norm: str) -> bool:
    """Tell whether a word looks like a patronymic in some case.

    >>> [is_patronymic(w) for w in ("сергеевича", "ильинична", "грантовна", "ильич", "основной")]
    [True, True, True, True, False]
    """
    if not _PATRONYMIC.search(norm) or len(norm) < 5:
        return False
    return not is_known(norm) or any("Patr" in p.tags or "Surn" in p.tags for p in parses(norm))


@lru_cache(maxsize=32768)
def is_adjective(norm: str) -> bool:
    """Tell whether a word is an adjective by its form: «Осокинского», «Ремесленной»."""
    if re.search(r"[сц]к(?:ий|ой|ая|ое|ие|ого|ому|им|ую|ом|ою|их|ими)$", norm):
        return True
    return any(p.pos in ("ADJF", "PRTF") for p in parses(norm)) and not any(
        p.pos == "NOUN" and "anim" in p.tags and p.number == "sing" for p in parses(norm)
    )


@lru_cache(maxsize=32768)
def goes_with(norm: str, following: str) -> bool:
    """Tell whether an adjective belongs to the word after it: «Осокинского уезда», «Ильинский сельский»."""
    readings = [p for p in parses(following) if p.pos in ("NOUN", "ADJF")]
    if not readings or parses(following)[0].pos not in ("NOUN", "ADJF", "PRTF") or any("anim" in p.tags and p.pos == "NOUN" for p in readings):
        return False
    mine = {(p.case, p.gender if p.number == "sing" else None, p.number) for p in parses(norm) if p.case}
    return any((p.case, p.gender if p.number == "sing" else None, p.number) in mine for p in readings)


def is_syllable(norm: str) -> bool:
    """Tell whether a word is a Chinese or Korean syllable: «Ван», «Ли», «Сян»."""
    return norm in _SHORT or re.fullmatch(r"(?:[бвгджзйклмнпрстфхцчшщ]{0,2}[аеиоуыэюя]{1,2}[йнмкг]?)(?:ь)?", norm) is not None and len(norm) < 6
