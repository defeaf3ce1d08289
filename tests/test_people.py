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
