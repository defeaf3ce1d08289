"""Small protocols whose people, heading or signatures have gone wrong before: what is read of each."""

from __future__ import annotations

from extractor import extract
from extractor.model import Source
from extractor.record import Record

HEAD = "ПРОТОКОЛ № 3\nзаседания правления\n5 мая 2020 г.\n\n"
MATTER = "\n\nПовестка дня:\n1. О бане.\n\nСЛУШАЛИ: О бане.\nПОСТАНОВИЛИ: Баню построить.\n"


def read(text: str) -> Record:
    [record] = extract(Source("п.txt", text))
    return record


def names(people: list) -> list[str]:  # type: ignore[type-arg]
    """Names of people, or the words for a group with its number."""
    return [p.name or f"{p.description} ({p.count})" for p in people]


def test_an_old_opening_in_prose() -> None:
    record = read(
        "Протоколъ общаго собранія членовъ Ольховскаго товарищества.\n\n"
        "1888 года Мая 3 дня. Мы, нижеподписавшіеся члены товарищества, бывъ на общемъ собраніи въ домѣ волостнаго "
        "правленія, въ числѣ 40 человѣкъ изъ 90, подъ предсѣдательствомъ избраннаго изъ среды себя крестьянина деревни "
        "Кривые Броды Лукьяна Игнатьева Рыкова, при чемъ протоколъ велъ "
        "письмоводитель товарищества Ѳеклистъ Назаровъ Грачевъ, имѣли сужденіе о нижеслѣдующемъ.\n\n"
        "I. Слушали: отчетъ.\nПостановили: отчетъ утвердить.\n"
    )
    assert (record.attendee_count, record.place) == (40, "домѣ волостнаго правленія")
    assert record.chair and (record.chair.name, record.chair.position) == ("Рыковъ Лукьянъ Игнатьевъ", "крестьянина деревни Кривые Броды")
    assert record.secretary and (record.secretary.name, record.secretary.position) == ("Грачевъ Ѳеклистъ Назаровъ", "письмоводитель товарищества")


def test_an_old_opening_with_those_who_came() -> None:
    record = read(
        "ПРОТОКОЛЪ\n\nобщаго собранія мастеровъ цеха.\n\n1903 года Мая 9 дня.\n\n"
        "По повѣсткамъ старшины въ собраніе, имѣвшее быть въ залѣ Управы, явились: Лука Ивановъ Соминъ, "
        "Егоръ Ѳоминъ Кедровъ и прочіе, а всего 19 мастеровъ. Не явились: Сидоръ Лукинъ Брагинъ по болѣзни, "
        "Андрей Савельевъ Каблуковъ и Яковъ Петровъ Дудинъ за отъѣздомъ на ярмарку, да три мастера по неизвѣстной причинѣ.\n\n"
        "I. О кассѣ.\n\nСобраніе постановило: отчетъ утвердить.\n\nЦеховой старшина Е. Лыковъ\nМастеръ Павелъ Кедровъ\n"
    )
    assert (record.attendee_count, record.place, record.organization) == (19, "залѣ Управы", None)
    assert names(record.attendees) == ["Соминъ Лука Ивановъ", "Кедровъ Егоръ Ѳоминъ"]
    assert [(n, p.reason_category) for n, p in zip(names(record.absentees), record.absentees, strict=True)] == [
        ("Брагинъ Сидоръ Лукинъ", "illness"), ("Каблуковъ Андрей Савельевъ", "other"),
        ("Дудинъ Яковъ Петровъ", "other"), ("мастера (3)", "unexcused")]
    assert [(s.name, s.position) for s in record.signatures] == [("Лыковъ Е.", "Цеховой старшина"), ("Кедровъ Павелъ", "Мастеръ")]


def test_signatures_run_on_and_for_others() -> None:
    record = read(
        "ПРОТОКОЛЪ\nсхода гражданъ деревни Броды\n4 марта 1918 года.\n\n"
        "Сходъ при писарѣ Василіи Андреевѣ Сомовѣ обсудилъ:\n\n1. О лугахъ. Постановили: косить.\n\n"
        "Въ чемъ и составленъ сей протоколъ. Росписались: Иванъ Скобкинъ, Никита Дударевъ, "
        "а за неграмотныхъ, по ихъ просьбѣ, росписался крестьянинъ Петръ Обжоринъ.\n\nПисарь В. Сомовъ\n"
    )
    assert record.secretary and (record.secretary.name, record.secretary.position) == ("Сомовъ Василій Андреевъ", "писарѣ")
    assert [(s.name, s.position) for s in record.signatures] == [
        ("Скобкинъ Иванъ", None), ("Дударевъ Никита", None), ("Обжоринъ Петръ", "крестьянинъ"), ("Сомовъ В.", "Писарь")]


def test_a_body_at_the_end_of_an_office_signs_nothing() -> None:
    record = read(HEAD + MATTER.strip() + "\n\nПредседатель Правления\t__________\tРогов Г. А.\nСекретарь\tГ. Ясенева\n")
    assert [(s.name, s.position) for s in record.signatures] == [("Рогов Г. А.", "Председатель Правления"), ("Ясенева Г.", "Секретарь")]


def test_a_resolution_above_the_title_is_no_organization() -> None:
    record = read(
        "На журналѣ семъ резолюція Его Преосвященства: „Утверждается\".\n\n"
        "ЖУРНАЛЪ № 4\nзасѣданія окружнаго съѣзда.\n24 августа 1910 года.\n\nПостановили: принять.\n"
    )
    assert record.organization is None


def test_absent_in_the_genitive() -> None:
    record = read(
        HEAD.replace("правления", "совета")
        + "Были: зав. отделом Лис, врач Рогов.\nНе было ст. сестры Моховой (больна) и пом. директора Кирсанова (дежурство).\n" + MATTER
    )
    assert names(record.absentees) == ["Мохова", "Кирсанов"]
    absent = "Нет на совещании: врача Телятьевой /дежурит/, завхоза Лутонина - по неизвестной причине.\n"
    record = read(HEAD + "Присутствовало 7 чел., из них сестер 3.\n" + absent + MATTER)
    assert [(p.name, p.reason_category) for p in record.absentees] == [("Телятьева", "work"), ("Лутонин", "unexcused")]
    assert (record.attendee_count, names(record.attendees)) == (7, ["сестер (3)"])


def test_absent_in_a_sentence_of_their_own() -> None:
    record = read(HEAD + "Были: Рогов, Лис, Ильина. Тугаринов в отгуле.\nНачали в 16-30.\n" + MATTER)
    assert (names(record.attendees), [(p.name, p.reason) for p in record.absentees]) == (["Рогов", "Лис", "Ильина"], [("Тугаринов", "в отгуле")])
    record = read(HEAD + "Собрание открыто в 5 часов. Казначей Лис О. О. на собрание не прибыл по болезни.\n" + MATTER)
    assert [(p.name, p.position, p.reason) for p in record.absentees] == [("Лис О. О.", "Казначей", "по болезни")]


def test_a_table_of_presence() -> None:
    rows = "Рогов Г. А.\tда\nСорока В. Д.\tда (скайп)\nКотов М. И.\tнет, престольный праздник\nТен Валерий\tнет, болеет\n"
    record = read(HEAD + "Председатель\tРогов Г. А.\nСекретарь\tСорока В. Д.\n\nЧлены Правления\tПрисутствие\n" + rows + MATTER)
    assert [(p.name, p.role) for p in record.attendees] == [("Рогов Г. А.", "member"), ("Сорока В. Д.", "member")]
    assert [(p.name, p.role, p.reason) for p in record.absentees] == [
        ("Котов М. И.", "member", "престольный праздник"), ("Тен Валерий", "member", "болеет")]


def test_two_numbered_columns_of_names() -> None:
    record = read(HEAD + "Присутствовали члены правления:\n\n1. Рогов Г.А.        3. Нагибин П.Д.\n2. Кушнир Б.Л.       4. Лемке Э.К.\n" + MATTER)
    assert sorted(names(record.attendees)) == ["Кушнир Б. Л.", "Лемке Э. К.", "Нагибин П. Д.", "Рогов Г. А."]


def test_posts_that_wrap_above_their_names() -> None:
    record = read(
        "ПРОТОКОЛ\nсовещания у Губернатора Заречной области\nС.Т. МЕЖЕВИНОВА\n\nг. Заречный\n\n21 октября 2014 г.\n\nПрисутствовали:\n\n"
        "заместители Губернатора\nЗаречной области                       - И.П. Хохрин, Л.Д. Умнова\n\n"
        "министр строительства области          - Р.М. Дзюба\n\n"
        "министр экономического развития\nобласти                                - А.Л. Барсегян\n\n"
        "главы городских округов и\nмуниципальных районов области          - 17 человек\n" + MATTER
    )
    assert (record.title, record.place) == ("совещания у Губернатора Заречной области С.Т. МЕЖЕВИНОВА", "г. Заречный")
    assert [(p.name or p.description, p.position or p.count) for p in record.attendees] == [
        ("Хохрин И. П.", "заместители Губернатора Заречной области"), ("Умнова Л. Д.", "заместители Губернатора Заречной области"),
        ("Дзюба Р. М.", "министр строительства области"), ("Барсегян А. Л.", "министр экономического развития области"),
        ("главы городских округов и муниципальных районов области", 17)]


def test_offices_under_the_present() -> None:
    record = read(
        HEAD.replace("правления", "комиссии") + "Присутствовали:\nПредседатель комиссии: Рогов Н.В., заместитель начальника управления\n"
        "Члены комиссии:\nТрегубова М.И. – начальник отдела\n\nНа заседании присутствуют 2 члена комиссии из 3. Кворум имеется.\n" + MATTER
    )
    assert [(p.name, p.position, p.role) for p in record.attendees] == [
        ("Рогов Н. В.", "заместитель начальника управления", "chair"), ("Трегубова М. И.", "начальник отдела", "member")]


def test_offices_below_a_count_are_no_list() -> None:
    record = read(HEAD + "На учете 19 членов, присутствует 13.\nПредседатель - т. Ожогин П. К. Секретарь - т. Савинская.\n" + MATTER)
    assert (record.attendee_count, record.attendees) == (13, [])


def test_members_behind_a_dash() -> None:
    record = read(HEAD.replace("правления", "товарищеского суда") + "Председатель - Куликова З.П.\nЧлены суда - Лис А.А., Файзуллин Р.Ш.\n" + MATTER)
    assert [(p.name, p.role) for p in record.attendees] == [("Лис А. А.", "member"), ("Файзуллин Р. Ш.", "member")]


def test_a_title_tells_the_name_from_the_post() -> None:
    record = read(HEAD + "Присутствуют: члены т.т. Завьялов, Цируль, зав. Соцвосом т. Нечай, от Рабпроса т. Оводов.\n" + MATTER)
    assert [(p.name, p.position) for p in record.attendees][2:] == [("Нечай", "зав. Соцвосом"), ("Оводов", "от Рабпроса")]


def test_words_that_only_look_like_a_verb() -> None:
    record = read("Протокол производственного совещания начальников отделений\n\n12 мая 1943 года\n" + MATTER)
    assert (record.kind, record.title) == ("совещание", "производственного совещания начальников отделений")
    record = read("Протокол общего собрания закройщиков\n\n12 мая 1943 года\n" + MATTER)
    assert record.title == "общего собрания закройщиков"


def test_a_body_before_the_word_protocol_below_its_institution() -> None:
    record = read("НАРОДНЫЙ ФРОНТ г. ЗАРЕЧНОГО\n\nКоординационный совет. Протокол заседания 14.11.89 г.\n" + MATTER)
    assert record.organization == "НАРОДНЫЙ ФРОНТ г. ЗАРЕЧНОГО Координационный совет"


def test_a_tale_below_the_guests_is_no_group() -> None:
    tale = (
        "\nТема слушаний: Размещение завода.\n\n"
        "Слушания открыл Рогов П. И. Он разъяснил порядок и сообщил, что объявление было напечатано в газете.\n\n"
        "Вопрос один - письмо арендодателя о выселении из второго этажа старого дома. Письмо огласила Сорокина, договор приложила. Оно вызвало шум.\n"
    )
    record = read(HEAD + "Присутствовало 13 человек.\nПриглашен юрист Лис Б. Н.\n" + tale + MATTER)
    assert (names(record.attendees), record.topic) == (["Лис Б. Н."], "Размещение завода")


def test_the_hour_beside_the_place() -> None:
    record = read("Протокол № 3\nзаседания товарищеского суда\n5 сентября 1974 г.        красный уголок ЖЭК, 19 час.\n" + MATTER)
    assert (record.place, record.time_start) == ("красный уголок ЖЭК", "19:00")


def test_the_time_before_the_verb() -> None:
    record = read(HEAD + "Заседание открыто в 2 часа пополудни." + MATTER + "\nЗатем в 4 часа 30 минут пополудни заседание закрыто.\n")
    assert (record.time_start, record.time_end) == ("14:00", "16:30")


def test_a_post_that_wraps_in_its_column() -> None:
    rows = "    Рогов Е.Г.    - главный металлург завода\n    Лис М.М.      - мастер цеха завода \"Красный\n                    кузнец\"\n"
    record = read(HEAD + "Приглашенные:\n\n" + rows + MATTER)
    assert [(p.name, p.position) for p in record.attendees] == [
        ("Рогов Е. Г.", "главный металлург завода"), ("Лис М. М.", 'мастер цеха завода "Красный кузнец"')]


def test_a_surname_tells_the_case_of_its_list() -> None:
    record = read(HEAD + "Были: Рогов, Лис.\nНа собрании нет: Лазаревой (болеет), Бережной (декретный отпуск), Котова.\n" + MATTER)
    assert names(record.absentees) == ["Лазарева", "Бережная", "Котов"]


def test_initials_that_look_like_a_note_of_signing() -> None:
    record = read(HEAD + MATTER.strip() + "\n\nПредседатель правления ________ П.П. Соколов\nП. п. секретарь Яшина Е. Е.\n")
    assert [(s.name, s.position) for s in record.signatures] == [("Соколов П. П.", "Председатель правления"), ("Яшина Е. Е.", "секретарь")]


def test_those_who_signed_as_a_group_and_for_one_who_cannot() -> None:
    record = read(
        "ПРОТОКОЛЪ\nсобранія прихожанъ\n1917 года Мая 7 дня\n\n"
        "На собраніе явилось 87 прихожанъ. Староста Сидоръ Матвѣевъ Ключниковъ не явился по болѣзни.\n\n"
        "1. О колокольнѣ. Постановили: чинить.\n\nПредсѣдатель священникъ Николай Покровскій\nПрихожане: Иванъ Дроздовъ, Кузьма Лаптевъ\n"
        "За неграмотнаго Петра Носова по его просьбѣ росписался Ефимъ Громовъ\n"
    )
    assert (record.attendee_count, record.attendees, names(record.absentees)) == (87, [], ["Ключниковъ Сидоръ Матвѣевъ"])
    assert [(s.name, s.position) for s in record.signatures][1:] == [
        ("Дроздовъ Иванъ", "Прихожане"), ("Лаптевъ Кузьма", "Прихожане"), ("Громовъ Ефимъ", None)]


def test_a_reason_in_the_column_of_presence() -> None:
    rows = "Имя\tРоль\tПрисутствие\nОлег Сычёв\tаналитик\tприсутствовал\nПётр Уваров\tтестировщик\tотпуск\n"
    record = read(HEAD + "Участники:\n" + rows + MATTER)
    assert (names(record.attendees), [(p.name, p.reason_category) for p in record.absentees]) == (["Сычёв Олег"], [("Уваров Пётр", "vacation")])


def test_three_names_side_by_side() -> None:
    record = read(HEAD + "В заседании участвуют члены правления:\n    Балуев К.К.   Гранин А.А.   Дымов П.П.\n" + MATTER)
    assert names(record.attendees) == ["Балуев К. К.", "Гранин А. А.", "Дымов П. П."]


def test_registration_is_not_the_meeting() -> None:
    record = read(
        HEAD + "Время начала регистрации участников: 09 часов 30 минут\nВремя открытия собрания: 10 часов 00 минут\n"
        "Присутствовали 7 членов правления.\n" + MATTER
    )
    assert record.time_start == "10:00"


def test_a_post_ends_the_label_of_members() -> None:
    record = read(HEAD + "ПРИСУТСТВОВАЛИ:\nчлены правления: тт. АБРОСИМОВ И.К., РОГОВ Ф.Т.\n\nначальник отдела тов. ЛЕВИТИН М.Б.\n" + MATTER)
    assert [(p.name, p.role) for p in record.attendees] == [("Абросимов И. К.", "member"), ("Рогов Ф. Т.", "member"), ("Левитин М. Б.", None)]


def test_those_whom_a_body_sent() -> None:
    record = read(HEAD + "Присутствовали: от учителей - Самойлова И.Г., Векшина Т.Л.; от родителей - Галкина О.П.\n" + MATTER)
    assert [(p.name, p.position) for p in record.attendees] == [
        ("Самойлова И. Г.", "от учителей"), ("Векшина Т. Л.", "от учителей"), ("Галкина О. П.", "от родителей")]


def test_members_named_in_the_genitive() -> None:
    record = read(
        "ЖУРНАЛЪ\nзасѣданія Заречной Городской Думы\n17 февраля 1903 года.\n\n"
        "Засѣданіе происходило въ залѣ Управы подъ предсѣдательствомъ Головы Степана Ильича Копылова, при секретарѣ Л. М. Вознесенскомъ, "
        "въ присутствіи гласныхъ: Н. А. Брюханова и К. І. Фрезе, а всего, считая предсѣдателя, 3 лицъ.\n\n"
        "I. О мостѣ.\nПостановили: мостъ чинить.\n"
    )
    assert [(p.name, p.role, p.position) for p in record.attendees] == [("Брюхановъ Н. А.", "member", None), ("Фрезе К. І.", "member", None)]
    assert record.attendee_count == 3 and record.secretary and record.secretary.name == "Вознесенскій Л. М."


def test_words_of_a_post_in_capitals() -> None:
    record = read(HEAD + "Присутствуют: Предволисполкома Гусев, зав. Земотделом Рыжов, Олег Лис – ведущий.\n" + MATTER)
    assert [(p.name, p.position, p.role) for p in record.attendees] == [
        ("Гусев", "Предволисполкома", None), ("Рыжов", "зав. Земотделом", None), ("Лис Олег", None, "chair")]


def test_a_name_that_an_editor_put_in() -> None:
    record = read(HEAD + MATTER.strip() + "\n\nПредседатель ревкома Зырянов\nСекретарь [Угрюмов]\n")
    assert [(s.name, s.position) for s in record.signatures][1:] == [("Угрюмов", "Секретарь")]


def test_offices_above_rows_of_posts() -> None:
    record = read(
        HEAD.replace("правления", "комиссии") + "Председательствовал:\nзаместитель главы города                       - Кравец С.В.\n\n"
        "Секретарь:\nведущий специалист отдела труда                - Юдина Л.П.\n\nПрисутствовали:\nБойцов А.А.                  - директор лицея\n"
        "Дьяков П.П.                  - (отсутствовал)\n" + MATTER
    )
    assert record.chair and (record.chair.name, record.chair.position) == ("Кравец С. В.", "заместитель главы города")
    assert record.secretary and (record.secretary.name, record.secretary.position) == ("Юдина Л. П.", "ведущий специалист отдела труда")
    assert (names(record.attendees), names(record.absentees)) == (["Бойцов А. А."], ["Дьяков П. П."])


def test_a_body_in_brackets_before_the_reason() -> None:
    record = read(HEAD + "Отсутствовали: Рогов И.Д. (центр занятости) - отпуск, Лис О.О. (по уважительной причине), остальные без дела.\n" + MATTER)
    assert [(p.name, p.position, p.reason) for p in record.absentees] == [
        ("Рогов И. Д.", "центр занятости", "отпуск"), ("Лис О. О.", None, "по уважительной причине")]


def test_courts_and_chambers_are_no_names() -> None:
    record = read(HEAD + "Присутствовали: Прокурор Окружного Суда Е. К. Ветров, Управляющий Казенной Палаты Н. Н. Лис.\n" + MATTER)
    assert [(p.name, p.position) for p in record.attendees] == [
        ("Ветров Е. К.", "Прокурор Окружного Суда"), ("Лис Н. Н.", "Управляющий Казенной Палаты")]


def test_who_presides_over_something_else() -> None:
    record = read(
        HEAD.replace("правления", "президиума")
        + "ПРИСУТСТВОВАЛИ:\nЧлены президиума - т.т. Вахрушев, Долгих\nПредседатель ревизионной комиссии т. Зимин\n"
        "Работники аппарата - т.т. Ильин, Кротов\nОт райкома - т. Ломов\n\nПредседатель - т. Вахрушев\nСекретарь - т. Морева\n" + MATTER
    )
    assert record.chair and record.chair.name == "Вахрушев"
    assert [(p.name, p.position) for p in record.attendees] == [
        ("Вахрушев", None), ("Долгих", None), ("Зимин", "Председатель ревизионной комиссии"),
        ("Ильин", "Работники аппарата"), ("Кротов", "Работники аппарата"), ("Ломов", "От райкома")]


def test_the_opening_of_the_meeting_ends_the_list() -> None:
    record = read(HEAD + "Присутствовало: рабочих 61, служащих 9, всего 70 чел.\nСобрание открывает предзавкома т. Уткин.\n" + MATTER)
    assert (names(record.attendees), record.attendee_count) == (["рабочих (61)", "служащих (9)"], 70)
    record = read(HEAD + "Общее количество присутствующих – 48 человек.\n" + MATTER)
    assert (record.attendees, record.attendee_count) == ([], 48)


def test_the_absent_behind_a_semicolon() -> None:
    record = read(
        "ПРОТОКОЛЪ № 6\nзасѣданія Совѣта прогимназіи\n1889 года Сентября 3 дня.\n\nПодъ предсѣдательствомъ купца Ивана Саввича Хлудова, прибыли: "
        "начальница А. П. Бѣлова и учитель К. Ильинъ; не прибылъ врачъ Н. Н. Шульцъ по болѣзни.\n\nСлушали: прошеніе.\nОпредѣлили: принять.\n"
    )
    assert (names(record.attendees), [(p.name, p.position) for p in record.absentees]) == (["Бѣлова А. П.", "Ильинъ К."], [("Шульцъ Н. Н.", "врачъ")])


def test_a_total_of_the_present_below_the_absent() -> None:
    lists = "Приняли участие: Рогов, Лис, Ильина.\nНе участвовал Сагатов (командировка).\n"
    record = read(HEAD + lists + "Всего присутствуют 3 члена правления из 4.\n" + MATTER)
    assert (record.attendee_count, record.absentee_count) == (3, None)


def test_names_that_wrap_beside_their_posts() -> None:
    record = read(
        "ПРОТОКОЛ № 4\nзаседания эвакуационной комиссии\n5 мая 2020 г.\n\nПредседательствовал:\n\n"
        "Рогов                  - глава города, председатель комиссии\nПавел Ильич\n\nПрисутствовали:\n\nЧлены комиссии:\n\n"
        "Лисова                 - начальник отдела обра-\nАнна Олеговна            зования, секретарь\n                         комиссии\n\n"
        "Скок П.В.              - врач больницы\n\nОтсутствовал:\n\n"
        "Дудин                  - мастер завода\nОлег Ильич               (командировка)\n" + MATTER
    )
    assert record.chair and (record.chair.name, record.chair.position) == ("Рогов Павел Ильич", "глава города, председатель комиссии")
    assert [(p.name, p.position, p.role) for p in record.attendees] == [
        ("Лисова Анна Олеговна", "начальник отдела образования, секретарь комиссии", "secretary"), ("Скок П. В.", "врач больницы", "member")]
    assert [(p.name, p.position, p.reason) for p in record.absentees] == [("Дудин Олег Ильич", "мастер завода", "командировка")]


def test_presence_in_small_letters() -> None:
    record = read("Правление ДПК\nпротокол N 2\n5 мая 2020 г.\n\nбыли Рогов, Лисова, Скок П.\nне было Дудина (сидит с внуком)\n" + MATTER)
    assert names(record.attendees) == ["Рогов", "Лисова", "Скок П."]
    assert [(p.name, p.reason_category) for p in record.absentees] == [("Дудин", "family")]


def test_those_who_are_not_there_in_the_genitive() -> None:
    record = read(HEAD + "Были: Рогов, Лисова и Скок.\nНет Дудиной - больна, и Зубова (уехал на этюды).\nВедет Рогов, пишет Скок.\n" + MATTER)
    assert names(record.attendees) == ["Рогов", "Лисова", "Скок"]
    assert [(p.name, p.reason) for p in record.absentees] == [("Дудина", "больна"), ("Зубов", "уехал на этюды")]
    assert record.chair and record.secretary and (record.chair.name, record.secretary.name) == ("Рогов", "Скок")


def test_those_who_voted_by_post() -> None:
    record = read(
        HEAD + "Опросные листы представили:\nПредседатель правления – Рогов Павел Ильич, директор;\nЧлены правления –\n"
        "Лисова Анна Олеговна, бухгалтер.\n\nОпросные листы не поступили от:\nДудина Олега Ильича (командировка).\n" + MATTER)
    assert [(p.name, p.role) for p in record.attendees] == [("Рогов Павел Ильич", "chair"), ("Лисова Анна Олеговна", "member")]
    assert [(p.name, p.reason) for p in record.absentees] == [("Дудин Олег Ильич", "командировка")]


def test_an_office_over_two_lines_with_a_comma() -> None:
    record = read(HEAD + MATTER.strip() + "\n\nГлава города,\nпредседатель комиссии          П.И. Рогов\n\nСекретарь          Скок\n")
    assert [(s.name, s.position) for s in record.signatures] == [("Рогов П. И.", "Глава города, председатель комиссии"), ("Скок", "Секретарь")]


def test_a_year_of_the_twenties() -> None:
    record = read(
        "Протокол N 3\nобщ. собрания членов союза\n\n8/IX—26 года. Присут. 31 чел.\n\n"
        "Слушали: О бане.\nПостановили: постройкому баню починить.\n")
    assert record.date == "1926-09-08"


def test_each_with_a_reason_behind_the_list() -> None:
    record = read(HEAD + "На заседании присутствовали: Рогов, Лисова. Скок О. П. в отпуске, Дудин А. А. на курсах в г. Перми.\n" + MATTER)
    assert names(record.attendees) == ["Рогов", "Лисова"]
    assert [(p.name, p.reason_category) for p in record.absentees] == [("Скок О. П.", "vacation"), ("Дудин А. А.", "study")]


def test_brothers_who_were_away() -> None:
    record = read(HEAD + "Не были на собраніи Семенъ и Илья Роговы, больны тифомъ, и Степанъ Дудинъ, ушелъ на богомолье.\n" + MATTER)
    assert [(p.name, p.reason_category) for p in record.absentees] == [
        ("Роговъ Семенъ", "illness"), ("Роговъ Илья", "illness"), ("Дудинъ Степанъ", "other")]


def test_whose_people_in_a_column_of_its_own() -> None:
    record = read(
        HEAD + "ПРИСУТСТВОВАЛИ:\n\n   от отдела труда         -  Рогов Н.Е. /председатель/\n                           Лисова Э.Г.\n"
        '   от завода "Молот"       -  Скок С.С.\n' + MATTER)
    assert [(p.name, p.position, p.role) for p in record.attendees] == [
        ("Рогов Н. Е.", "от отдела труда", "chair"), ("Лисова Э. Г.", "от отдела труда", None), ("Скок С. С.", 'от завода "Молот"', None)]


def test_counts_with_their_label() -> None:
    record = read(HEAD + "Присутствуют члены правления (3 из 7): Рогов А. А., Лисова Н. Н., Скок О. О.\n" + MATTER)
    assert record.attendee_count == 3
    record = read(HEAD.replace("правления", "акционеров") + "Из 412 акционеров зарегистрировались для участия 287 человек.\n" + MATTER)
    assert (record.attendee_count, record.attendees) == (287, [])


def test_posts_in_capitals_are_no_surnames() -> None:
    record = read(
        "ПРОТОКОЛЪ\nсобранія общества\n12 февраля 1901 года.\n\nВыборные собрались въ домъ Общества подъ предсѣдательствомъ Купеческаго Старосты "
        "Ефима Савельевича Рогова.\n\nПостановили: баню построить.\n\nКупеческій Староста Ефимъ Роговъ.\nДружинникъ К. Лисовъ\n")
    assert record.chair and (record.chair.name, record.chair.position) == ("Роговъ Ефимъ Савельевичъ", "Купеческаго Старосты")
    assert [(s.name, s.position) for s in record.signatures] == [("Роговъ Ефимъ", "Купеческій Староста"), ("Лисовъ К.", "Дружинникъ")]


def test_a_date_of_appointment_is_not_that_of_the_hearing() -> None:
    record = read(
        "ПРОТОКОЛ\nпубличных слушаний по застройке\n\n14 июня 2016 года\n\n"
        "Публичные слушания назначены постановлением главы поселения от 11.05.2016 № 37.\n\n"
        "Всего зарегистрировалось 47 участников, в том числе жителей села – 34, представителей юридических лиц – 13.\n" + MATTER)
    assert (record.date, record.attendee_count) == ("2016-06-14", 47)
    assert names(record.attendees) == ["жителей села (34)", "представителей юридических лиц (13)"]


def test_labels_in_a_column_of_their_own() -> None:
    record = read(
        HEAD + "Председатель             Рогов П.И.\nСекретарь                Лисова А.О.\nЧлены правления          Скок П.В.\n"
        "                         Дудин А.А.\nПриглашены:              Махно П.П. - начальник\n                         отдела труда\n" + MATTER)
    assert record.chair and record.secretary and (record.chair.name, record.secretary.name) == ("Рогов П. И.", "Лисова А. О.")
    assert [(p.name, p.position, p.role) for p in record.attendees] == [
        ("Скок П. В.", None, "member"), ("Дудин А. А.", None, "member"), ("Махно П. П.", "начальник отдела труда", "invited")]


def test_whose_people_before_a_dash() -> None:
    record = read(HEAD + "Присутствовали:\nот завкома - Рогов, Зубов\nот цеха - Лисова\n" + MATTER)
    assert [(p.name, p.position) for p in record.attendees] == [("Рогов", "от завкома"), ("Зубов", "от завкома"), ("Лисова", "от цеха")]


def test_bulletins_that_did_not_come() -> None:
    record = read(HEAD + "Бюллетени представили: Рогов П. И., Лисова А. О.\nБюллетени не поступили от Зубова П. П.\n" + MATTER)
    assert names(record.attendees) == ["Рогов П. И.", "Лисова А. О."]
    assert names(record.absentees) == ["Зубов П. П."]


def test_days_of_both_styles_within_a_month() -> None:
    record = read("ПРОТОКОЛ\nуездного съезда, состоявшегося 26 (13)—28 (15) февраля 1918 г.\n\nСлушали: О бане.\nПостановили: Баню построить.\n")
    assert (record.date, record.date_end, record.date_old_style, record.title) == ("1918-02-26", "1918-02-28", "1918-02-13", "уездного съезда")
    record = read("ПРОТОКОЛ\nуездного съезда 26 (13) февраля 1918 г.\n\nСлушали: О бане.\nПостановили: Баню построить.\n")
    assert (record.date, record.date_old_style) == ("1918-02-26", "1918-02-13")


def test_a_street_of_the_red_army_is_of_no_time() -> None:
    record = read("ПРОТОКОЛ № 2\nсобрания жильцов\n5.06.25 г., Красноармейская ул., 5\n\nСлушали: О бане.\nПостановили: Баню построить.\n")
    assert record.date == "2025-06-05"
