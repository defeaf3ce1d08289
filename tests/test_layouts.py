"""Whole small protocols in layouts that have gone wrong before: what is read of each."""

from __future__ import annotations

from extractor import extract
from extractor.fields.kind import read_kind
from extractor.fields.title import _before_word
from extractor.model import Source
from extractor.record import Record

HEAD = "ПРОТОКОЛ № 3\nзаседания правления\n5 мая 2020 г.\n\n"


def read(text: str) -> Record:
    [record] = extract(Source("п.txt", text))
    return record


def test_two_short_protocols_without_signatures() -> None:
    course = "СЛУШАЛИ: О бане.\nПОСТАНОВИЛИ: Баню построить.\n"
    text = HEAD + course + "\n\n\n" + HEAD.replace("№ 3", "№ 4").replace("5 мая", "12 мая") + course.replace("бане", "клубе")
    assert [(r.number, r.date, len(r.decisions)) for r in extract(Source("том.txt", text))] == [("3", "2020-05-05", 1), ("4", "2020-05-12", 1)]


def test_a_running_head_begins_no_protocol() -> None:
    head = "ПРОТОКОЛ\nзаседания комиссии района\n\n28 июня 2018 года          № 2\n\n"
    page = "\n\nПротокол заседания комиссии от 28.06.2018 № 2          Страница 2 из 3\n\n"
    record = read(head + "1. О пожарах.\nРешили:\n1.1. Купить рукава." + page + "1.2. Починить насос.\n\nПредседатель А. Б. Скок")
    assert [d.number for d in record.decisions] == ["1.1", "1.2"]


def test_an_agenda_run_on_behind_its_first_number() -> None:
    record = read(
        HEAD + "Повестка дня:\n1. Об отоплении (Рогов П. И.). 2. О лифте.\n\n1. Об отоплении.\nРешили: Котёл пустить.\n"
        "2. О лифте.\nРешение № 5/2: Лифт починить. Принято единогласно.\n"
    )
    assert [(i.number, i.title) for i in record.agenda] == [("1", "Об отоплении"), ("2", "О лифте")]
    assert [[s.name for s in i.speakers] for i in record.agenda] == [["Рогов П. И."], []]
    assert [(d.text, d.agenda_item) for d in record.decisions] == [("Котёл пустить", "1"), ("Лифт починить", "2")]


def test_a_table_of_tasks_right_behind_the_attendance() -> None:
    table = "| № | Решение | Ответственный | Срок |\n|---|---|---|---|\n| 1 | Починить лифт | Рогов | 15.10.2021 |\n"
    record = read(HEAD + "Участники: Рогов, Лис\nНе было: Котов (отпуск)\n\n" + table)
    assert [a.surname for a in record.absentees] == ["Котов"]
    assert [(d.number, d.text, d.responsible, d.deadline) for d in record.decisions] == [("1", "Починить лифт", ["Рогов"], "2021-10-15")]


def test_a_table_that_looks_back_decides_nothing() -> None:
    table = "№\tПоручение\tОтветственный\tСрок\tСтатус\n7.1\tОткрыть доступ\tБут С.\t11.03.2024\tвыполнено\n"
    record = read(HEAD + "Повестка:\n1. О складе.\n2. О кассе.\n\nКонтроль поручений протокола № 2\n\n" + table + "\nРешили:\n1. Склад закрыть.\n")
    assert [d.text for d in record.decisions] == ["Склад закрыть"]


def test_a_command_behind_otv_is_the_decision() -> None:
    record = read(HEAD + "Постановили:\n1. Отв. Рогову составить смету до 20.04.\n2. Баню построить.\nЗа - 20, против 2, 2 возд.\n")
    assert [d.number for d in record.decisions] == ["1", "2"]
    votes = record.decisions[1].votes
    assert votes is not None and (votes.for_, votes.against, votes.abstained) == (20, 2, 2)


def test_rows_between_rules_stand_side_by_side() -> None:
    rule = "-" * 48 + "\n"
    record = read(
        HEAD + rule + "|      СЛУШАЛИ:        |     ПОСТАНОВИЛИ:       |\n" + rule
        + "| 1. О ходе сбора сель- | 1. Сбор считать сла-   |\n| хозналога.            | бым.                   |\n" + rule
        + "| 2. О мосте.           | 2. Мост починить.      |\n" + rule
    )  # fmt: skip
    assert [i.title for i in record.agenda] == ["О ходе сбора сельхозналога", "О мосте"]
    assert [(d.text, d.agenda_item) for d in record.decisions] == [("Сбор считать слабым", "1"), ("Мост починить", "2")]


def test_old_journal_names_the_present_behind_the_chair() -> None:
    record = read(
        "ЖУРНАЛЪ № 11.\nЗасѣданія Краснолугской Городской Думы\n22 сентября 1894 года.\n\n"
        "Подъ предсѣдательствомъ Городского Головы Ивана Саввича Струнникова, присутствовали гласные: П. А. Мыльниковъ,\n"
        "Е. И. Бѣлоусовъ и А. В. Дерюгинъ.\n\n1) О мостѣ. Постановили: мостъ починить.\n"
    )
    assert record.chair is not None and record.chair.surname == "Струнниковъ"
    assert [a.surname for a in record.attendees] == ["Мыльниковъ", "Бѣлоусовъ", "Дерюгинъ"]


def test_people_gather_and_part() -> None:
    course = "Слушали: О дороге.\nРешили: Щебень не покупать.\n"
    record = read("Протокол собрания жителей\n5 мая 2020 г., сбор у колодца в 11-30, разошлись в 14 ч.\n" + course)
    assert (record.time_start, record.time_end) == ("11:30", "14:00")


def points(record: Record) -> list[tuple[str | None, str, str | None]]:
    return [(d.number, d.text, d.agenda_item) for d in record.decisions]


def test_two_columns_with_a_column_of_numbers() -> None:
    record = read(
        HEAD + "№№ | СЛУШАЛИ | ПОСТАНОВИЛИ\n1 | О дровах. Докладчик т. Рогов. | 1) Купить воз дров. 2) Нанять пильщика.\n"
        "2 | О бане. | Баню топить.\n3 | Разное. | а) Выдать мыло. б) Купить веник.\n\nПредседатель Рогов\n"
    )
    assert [(i.number, i.title) for i in record.agenda] == [("1", "О дровах"), ("2", "О бане"), ("3", "Разное")]
    assert points(record) == [
        ("1", "Купить воз дров", "1"), ("2", "Нанять пильщика", "1"), (None, "Баню топить", "2"),
        ("а", "Выдать мыло", "3"), ("б", "Купить веник", "3"),
    ]  # fmt: skip


def test_a_list_that_runs_on_over_the_end_of_a_line() -> None:
    body = (
        "СЛУШАЛИ: О прибыли за прошлый год и о том, куда её следует обратить.\n\n"
        "ПОСТАНОВИЛИ: отчёт утвердить, а прибыль за год распределить так: а) в запас\nтри рубля;\n"
        "б) на школу пять рублей сорок копеек, считая и долг прошлого года; в) остальное\nна книги и бумагу.\n"
    )
    [decision] = read(HEAD + body).decisions
    assert [item.number for item in decision.items] == ["а", "б", "в"]


def test_numbered_orders_where_nobody_writes_that_it_was_decided() -> None:
    record = read(
        HEAD + "I. О подготовке к зиме\n(Рогов П. И., Лис А. Б.)\n\n1. Принять к сведению сообщение Рогова П. И.\n\n"
        "2. Отделу хозяйства (Лис А. Б.):\n\n"
        "2.1. завезти уголь.\nСрок - 1 октября 2020 г.;\n\n2.2. починить котёл.\n\nII. О школе\n(Лис А. Б.)\n\n1. Починить крышу школы.\n\n"
        "Глава района                     П. И. Рогов\n"
    )
    assert [(i.number, i.title, [s.surname for s in i.speakers]) for i in record.agenda] == [
        ("I", "О подготовке к зиме", ["Рогов", "Лис"]), ("II", "О школе", ["Лис"]),
    ]  # fmt: skip
    found = [(d.number, d.agenda_item, [i.number for i in d.items]) for d in record.decisions]
    assert found == [("1", "I", []), ("2", "I", ["2.1", "2.2"]), ("1", "II", [])]
    assert record.decisions[1].items[0].deadline == "2020-10-01"
    assert record.decisions[1].responsible == ["Отделу хозяйства (Лис А. Б.)"]


def test_rows_that_count_votes_are_no_decisions() -> None:
    table = "За\tПротив\tВоздер.\nВ % от числа принявших участие\t91,0\t5,1\t3,9\n"
    record = read(HEAD + "РЕШИЛИ:\n1. Утвердить смету.\n" + table + "2. Купить насос.\n" + table)
    assert [d.text for d in record.decisions] == ["Утвердить смету", "Купить насос"]


def test_a_bracket_with_who_and_when_needs_no_labels() -> None:
    people = "Присутствовали: Рогов П. И., Лис А. Б.\n\n"
    points = "РЕШИЛИ:\n- починить насос (Рогов, до 19.05)\n- купить краску (Лис)\n- поставить лавку у входа (слева)\n"
    record = read(HEAD + people + points)
    assert [(d.text, d.responsible, d.deadline_text) for d in record.decisions] == [
        ("починить насос", ["Рогов"], "до 19.05"), ("купить краску", ["Лис"], None), ("поставить лавку у входа (слева)", [], None),
    ]  # fmt: skip


def test_one_question_is_the_matter_and_what_follows_is_told() -> None:
    told = "Вопрос: ремонт крыши. Смету огласил Рогов.\nКровельщик просит сорок рублей.\n\n"
    record = read(HEAD + told + "Решение:\n1. Крышу чинить.\nРешение принято единогласно.\n")
    assert [i.title for i in record.agenda] == ["ремонт крыши"]
    assert points(record) == [("1", "Крышу чинить", "1")]
    assert record.decisions[0].votes is not None and record.decisions[0].votes.unanimous


def test_a_table_names_the_matters_beside_the_decisions() -> None:
    record = read(
        HEAD + "№\tВопрос\tДокладывает\tРешение\tИсполнитель\tСрок\tЗа/против/возд.\n"
        "1\tИтоги ярмарки\tЛис\tОтчёт принять\tРогов\t10.12.2020\t4/0/1\n\t\t\tДеньги сдать в кассу\tЛис\tдо 15 декабря\t\n"
        "2\tРазное\t\tКупить ёлку\tРогов\t–\t5/0/0\n\n"
        "По вопросу 1 Лис А. Б. просил записать, что народу было мало.\n"
    )
    assert [(i.number, i.title, [s.surname for s in i.speakers]) for i in record.agenda] == [("1", "Итоги ярмарки", ["Лис"]), ("2", "Разное", [])]
    assert points(record) == [(None, "Отчёт принять", "1"), (None, "Деньги сдать в кассу", "1"), (None, "Купить ёлку", "2")]
    votes = record.decisions[0].votes
    assert votes is not None and (votes.for_, votes.against, votes.abstained) == (4, 0, 1)
    assert record.decisions[1].responsible == ["Лис"] and record.decisions[1].votes is None


def test_the_turn_of_a_speaker_behind_the_next_number_opens_its_matter() -> None:
    record = read(
        HEAD + "ПОВЕСТКА:\n1/ О клубе.\n2/ О выборах (Лис).\n\n1/ Рогов был в исполкоме, ответа нет.\nРЕШЕНИЕ: написать ещё раз.\n\n"
        "2/ Лис: округов много, людей надо искать.\nРЕШЕНИЕ:\n- создать группу;\n- составить список.\n"
    )
    assert [(d.text, d.agenda_item) for d in record.decisions] == [("написать ещё раз", "1"), ("создать группу", "2"), ("составить список", "2")]


def test_a_matter_ends_where_the_telling_begins() -> None:
    old = "ПРОТОКОЛЪ\nсхода крестьянъ деревни Лапотки\n4 марта 1908 года\n\n"
    record = read(
        old + "1. О лугахъ за рѣчкою. Старики говорили, что луга косили ихъ дѣды. Сходъ постановилъ: луга подѣлить.\n\n"
        "2. О мостѣ. Постановили: мостъ чинить до весны, а лѣсъ до 1 мая не рубить.\n\nВъ чемъ и составленъ сей приговоръ.\n"
    )
    assert [i.title for i in record.agenda] == ["О лугахъ за рѣчкою", "О мостѣ"]
    assert [(d.text, d.agenda_item) for d in record.decisions][0] == ("луга подѣлить", "1") and len(record.decisions) == 2


def test_a_rule_of_dashes_in_a_table_of_decisions_is_no_decision() -> None:
    """A damaged separator row was once a decision without a text, and the record could not be written."""
    text = (
        "ПРОТОКОЛ № 7 заседания совета директоров\n19 мая 2023 г.\n\nРЕШИЛИ:\n\n| № | Решение | Ответственный | Срок |\n"
        "протокол|---|---|---|---|\n| 1.1 | Принять к сведению отчёт |  |  |\n| 1.2 | Предъявить иск | Мосин Г.В. | 30.06.2023 |\n"
    )
    (record,) = extract(Source("x.txt", text))
    assert [d.text for d in record.decisions] == ["Принять к сведению отчёт", "Предъявить иск"]


def test_a_title_line_whose_word_is_no_fragment_of_its_own_gives_no_kind_and_no_title() -> None:
    """As on a bad scan, where the word is glued to its neighbours."""
    assert list(read_kind([[]], 0, [])) == []
    assert _before_word([[]], 0) == []
