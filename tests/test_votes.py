"""Votes: counts, unanimity, what is a sentence of nothing but the vote, what it covers."""

from __future__ import annotations

import pytest

from extractor.fields.vote_sentences import (
    covers_all,
    covers_group,
    find_vote_sentences,
    is_rejected,
    is_vote_sentence,
    vote_head,
)
from extractor.fields.votes import merge_votes, points_of, read_votes
from extractor.language.fold import fold
from extractor.layout.outline import outline
from extractor.model import Block, Source

#: for, against, abstained, unanimous; and whether the words are nothing but the vote.
VOTES = [
    ("Голосовали: за – 7, против – нет, воздержались – 2.", (7, 0, 2, None), True),
    ("Голосовали: «за» – 12, «против» – 0, «воздержались» – 1", (12, 0, 1, None), True),
    ("7 «за», 1 «против»", (7, 1, None, None), True),
    ("за: 5; против: 0", (5, 0, None, None), True),
    ("За - 5 человек, против - 2 человека, воздержался 1 человек.", (5, 2, 1, None), True),
    ("Единогласно при 2 воздержавшихся", (None, None, 2, True), True),
    ("Принято единогласно при одном воздержавшемся.", (None, None, 1, True), True),
    ("большинством 7 голосов против 2", (7, 2, None, False), True),
    ("Большинством голосов (9 против 4).", (9, 4, None, False), True),
    ("Рѣшено большинствомъ пяти голосовъ противъ двухъ.", (5, 2, None, False), True),
    ("принято 21 голосом против 8", (21, 8, None, None), True),
    ("Принято 15-ю голосами против 3-х.", (15, 3, None, None), True),
    ("голосовали: единогласно", (None, None, None, True), True),
    ("Голосовали единогласно.", (None, None, None, True), True),
    ("за – единогласно", (None, None, None, True), True),
    ("ЕДИНОГЛАСНО", (None, None, None, True), True),
    ("Единодушно принято.", (None, None, None, True), True),
    ("Принято большинством голосов.", (None, None, None, False), True),
    ("Решение по вопросу 2 принято большинством голосов.", (None, None, None, False), True),
    ("Решение принято единогласно.", (None, None, None, True), True),
    ("Постановление принято единогласно.", (None, None, None, True), True),
    ("против нет", (None, 0, None, None), True),
    ("Против и воздержавшихся нет.", (None, 0, 0, None), True),
    ("По всем пунктам решено единогласно.", (None, None, None, True), True),
    ("По всем трем пунктам - единогласно.", (None, None, None, True), True),
    ("По всем пунктам вопроса 1 голосовали: «ЗА» – 4, «ПРОТИВ» – нет, «ВОЗДЕРЖАЛСЯ» – нет.", (4, 0, 0, None), True),
    ("Все пункты приняты единогласно.", (None, None, None, True), True),
    ("Оба пункта приняты большинством голосов.", (None, None, None, False), True),
    ("За список - 88, против - 9.", (88, 9, None, None), True),
    ("За резолюцию в целом: за - 41, воздержался - 1.", (41, None, 1, None), True),
    ("За это предложение голосовало 25 чел., против 3.", (25, 3, None, None), True),
    ("Голосовало за 148, против 9, воздержалось 4.", (148, 9, 4, None), True),
    ("Голосовъ подано за 31, противъ 16.", (31, 16, None, None), True),
    ("За предложение подано 12 голосов, против 5.", (12, 5, None, None), True),
    ("Проголосовали за – 33 870; против – 5 115; воздерж. – 2 365.", (33870, 5115, 2365, None), True),
    ("Результаты тайного голосования: роздано бюллетеней – 31, за – 29, против – 1, недействительных – 1.", (29, 1, None, None), True),
    ("Результаты голосования: «за» - 10 голосов, «против» - 0 голосов, «воздержался» - 0 голосов", (10, 0, 0, None), True),
    ("Итоги голосования: за: 12, против: 1, воздержались: 0", (12, 1, 0, None), True),
    ("Голосование: 6 за, 0 против, 0 воздерж.", (6, 0, 0, None), True),
    ("Голосование открытое: единогласно", (None, None, None, True), True),
    ("Открытым голосованием единогласно:", (None, None, None, True), True),
    ("Изъявили согласіе 71, несогласныхъ 39.", (71, 39, None, None), True),
    ("за – двенадцать, против – двое, воздержался – один", (12, 2, 1, None), True),
    ("За - все, против - нет.", (None, 0, None, None), True),
    ("За — 14, против — 1, при 3 воздержавшихся.", (14, 1, 3, None), True),
    ("Голосовали: за - 41350, единогласно.", (41350, None, None, True), True),
    ("(единогласно)", (None, None, None, True), True),
    ("Голосовали: за – 5, против – никто.", (5, 0, None, None), True),
    ("Голосовали: за – 18; против – не было; воздержавшихся – не было", (18, 0, 0, None), True),
    ("ГОЛОСОВАЛИ: «за» – 97,1 %, «против» – 0 %, «воздержались» – 2,9 %.", (None, None, None, None), True),
    ("ГОЛОСОВАЛИ: «за» – 100 %, единогласно.", (None, None, None, True), True),
    ("Голосовали: «за» – 1520,4 кв. м, «против» – 12 кв. м", (None, None, None, None), True),
    ("Голосовали: «ЗА» – Гейнц В.Р., Дорохих А.В.; «ПРОТИВ» – Мамедли Р.А.", (None, None, None, None), True),
    ("Против — Штейн, остальные за.", (None, None, None, None), True),
    ("ЗА\t12\tПРОТИВ\t1\tВОЗДЕРЖАЛСЯ\t0", (12, 1, 0, None), True),
    ("Голосовали списком: за - 15, воздержался - 1.", (15, None, 1, None), True),
    ("Предложение принято единогласно.", (None, None, None, True), True),
    ("Единогласно утвердить отчёт", (None, None, None, True), False),
    ("Ввиду единогласного мнения врачей закрыть палату", (None, None, None, True), False),
    ("Утвердить состав большинства комиссий", (None, None, None, False), False),
]

NO_VOTE = [
    "Принять к сведению.",
    "Купить за 500 руб. корову",
    "За 5 дней до собрания оповестить всех",
    "Взыскать за 2 месяца",
    "Избрать двух делегатов за завод",
    "Голосование назначить на 5 мая",
    "За отличную работу объявить благодарность",
    "Возразить против сноса",
]

#: The words of the vote before a decision are cut off.
HEADS = [
    ("единогласно утвердить отчёт", "утвердить отчёт"),
    ("единогласно решили построить школу", "построить школу"),
    ("большинством голосов: отложить вопрос", "отложить вопрос"),
    ("постановили единогласно: принять", "принять"),
    ("утвердить отчёт", "утвердить отчёт"),
    ("принять единогласно", "принять единогласно"),
]

#: Sentences and brackets that give the vote are cut out.
CUTS = [
    ("Отчёт утвердить (единогласно).", "Отчёт утвердить."),
    ("Отчёт утвердить. Принято единогласно.", "Отчёт утвердить."),
    ("Смету принять. Голосовали: за – 5, против – 1.", "Смету принять."),
    ("Смету принять (за – 5, против – 1, воздержались – 2).", "Смету принять."),
    ("Принять план. Единогласно. Поручить завхозу купить краску.", "Принять план. Поручить завхозу купить краску."),
    ("Рекомендовать к печати [единогласно].", "Рекомендовать к печати."),
    ("Закрыть лавку. За оба пункта: за – 28, воздержался – 1.", "Закрыть лавку."),
    ("Купить насос за 27 тыс. Единогласно.", "Купить насос за 27 тыс."),
    ("Повесить объявление голосование: 6 за, 0 против", "Повесить объявление"),
    ("Принять Носкову Г. и Тарана И. в члены ВЛКСМ. Единогласно.", "Принять Носкову Г. и Тарана И. в члены ВЛКСМ."),
    ("Взыскать за 3 месяца, против воли не держать.", "Взыскать за 3 месяца, против воли не держать."),
    ("Отпуск дать. Принято большинством, один воздержался.", "Отпуск дать."),
    ("Принять в члены общества (10 голосов за, 2 против).", "Принять в члены общества."),
    ("Штейну объехать участки. (Против — Штейн, остальные за.)", "Штейну объехать участки."),
    ("Сад огородить, принято единогласно.", "Сад огородить."),
]

#: all matters of the meeting, all points of the list, or the point above.
SCOPES = [
    ("по всем вопросам голосовали единогласно", "meeting"),
    ("голосовали по всем вопросам повестки дня: за - 4", "meeting"),
    ("по всем пунктам повестки - единогласно", "meeting"),
    ("по всем трем пунктам - единогласно", "group"),
    ("за оба пункта: за - 28", "group"),
    ("за постановление в целом: за - 7", "group"),
    ("по всем пунктам вопроса 1 голосовали: за - 4", "group"),
    ("голосовали: за - 5", "point"),
    ("все три пункта приняты единогласно", "group"),
    ("за все вместе: за 3, против 1", "group"),
    ("голосовали по вопросу 3 в целом: единогласно", "group"),
    ("голосовали списком: за - 15", "point"),
    ("(по каждому пункту)", "group"),
]

POINTS = [
    ("по пунктам \"а\" и \"в\" - единогласно, по пункту \"б\": за - 71", [["а", "в"], ["б"]]),
    ("по пунктам 2.1-2.3 голосовали: за - 4", [["2.1", "2.2", "2.3"]]),
    ("голосовали за пункты 1.1, 1.2: за - 27", [["1.1", "1.2"]]),
    ("по п. 3 - единогласно; по п. 4: за - 5", [["3"], ["4"]]),
    ("по пунктам 1, 2 и 5 единогласно", [["1", "2", "5"]]),
    ("голосовали: за - 5", []),
    ("по пункту «г» воздержался 1", [["г"]]),
    ("за 1-й пункт", []),
]
REJECTED = ["за - 3, против - 9. предложение отклонено", "не прошло", "предложение не принято", "не принимается"]


def _block(text: str) -> Block:
    return outline(Source("п.txt", text))[0]


def _values(text: str) -> tuple[object, ...]:
    found = read_votes(_block(text))
    return tuple(found[key].value if found else None for key in ("for", "against", "abstained", "unanimous"))


@pytest.mark.parametrize(("text", "wanted", "alone"), VOTES)
def test_votes(text: str, wanted: tuple[object, ...], alone: bool) -> None:
    assert _values(text) == wanted
    assert is_vote_sentence(_block(text).norm) is alone


@pytest.mark.parametrize("text", NO_VOTE)
def test_no_vote(text: str) -> None:
    assert not is_vote_sentence(fold(text))
    assert _values(text) == (None, None, None, None)


def test_shares_names_and_ballots_give_only_words() -> None:
    for text in ("ГОЛОСОВАЛИ: «за» – 97,1 %, «против» – 2,9 %", "Избирательных 14, неизбирательных 2", "«ЗА» – Гейнц В.Р.; «ПРОТИВ» – Мамедли"):
        found = read_votes(_block(text))
        assert found is not None and found["text"].value == text
        assert _values(text) == (None, None, None, None)


@pytest.mark.parametrize(("text", "rest"), HEADS)
def test_words_of_the_vote_before_a_decision(text: str, rest: str) -> None:
    assert text[vote_head(fold(text)) :] == rest


@pytest.mark.parametrize(("text", "rest"), CUTS)
def test_sentences_of_the_vote_are_cut_out(text: str, rest: str) -> None:
    kept = list(text)
    for start, stop in find_vote_sentences(fold(text), 0, len(text)):
        kept[start:stop] = [""] * (stop - start)
    assert "".join(kept).strip(" .") == rest.strip(" .")


@pytest.mark.parametrize(("norm", "scope"), SCOPES)
def test_scope(norm: str, scope: str) -> None:
    assert ("meeting" if covers_all(norm) else "group" if covers_group(norm) else "point") == scope


@pytest.mark.parametrize(("text", "points"), POINTS)
def test_points(text: str, points: list[list[str]]) -> None:
    assert [names for _, _, names in points_of(fold(text))] == points


@pytest.mark.parametrize("norm", REJECTED)
def test_rejected(norm: str) -> None:
    assert is_rejected(norm)


def test_one_vote_in_two_sentences() -> None:
    both = merge_votes(read_votes(_block("Голосовали: за – 5, против – 1.")), read_votes(_block("Решение принято большинством голосов.")))
    assert both is not None
    assert [both[key].value for key in ("for", "against", "abstained", "unanimous")] == [5, 1, None, False]
    assert merge_votes(None, None) is None


def test_values_are_slices_of_the_source() -> None:
    text = "Голосовали: за – 12, против – нет."
    found = read_votes(_block(text)) or {}
    assert [text[slice(*found[key].spans[0])] for key in ("for", "against", "text")] == ["12", "нет", text.rstrip(".")]
