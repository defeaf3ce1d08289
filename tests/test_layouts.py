"""Whole small protocols in layouts that have gone wrong before: what is read of each."""

from __future__ import annotations

from extractor import extract
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
