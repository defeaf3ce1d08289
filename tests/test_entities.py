"""Named entities by the model: what it finds, how its persons become names, that it is loaded once and late."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from extractor.language import entities
from extractor.language.entities import Entity, calls, find_entities, names_by_model
from extractor.language.names import NameMention

ROOT = Path(__file__).parents[1]

# text → the names that the model leads to, as «Surname|given|patronymic»
NAMES = r"""
Вопрос о пенсии подняла Олеся Черных, а Ветошкин промолчал. => Черных|Олеся ; Ветошкин
Доложила управделами Гринько Е.В.: участков 23 => Гринько|Е.|В.
Мужики роптали на Кочергу, кончил дело Антипа Жерех. => Кочергу ; Жерех|Антипа
О заявлении работницы Мухаметшиной Фатымы о переводе => Мухаметшиной|Фатымы
Спорили с Юрием Сергеевичем Масленниковым до ночи. => Масленниковым|Юрием|Сергеевичем
Посёлок Новый Быт просит хлеба. =>
Тов. Лукомец: план не выполнен. =>
Слушали об отоплении школы. =>
"""


@pytest.mark.parametrize("case", NAMES.strip().splitlines())
def test_names_by_model(case: str) -> None:
    text, _, wanted = case.partition("=>")
    names = names_by_model(text)
    assert ["|".join(filter(None, (n.surname, n.given, n.patronymic))) for n in names] == [w.strip() for w in wanted.split(";") if w.strip()]
    for name in names:
        assert name.rule == "name.model"
        assert name.surname in text[name.start : name.stop]
        assert not text[name.start : name.stop].startswith(" ")


def test_full_stop_of_an_initial_belongs_to_the_name() -> None:
    text = "Доложила управделами Гринько Е.В.: участков 23."
    assert [text[n.start : n.stop] for n in names_by_model(text)] == ["Гринько Е.В."]


def test_places_and_bodies() -> None:
    text = "Областной суд направил дело в Пермский край, а Анна Котова уехала в Кунгур."
    found = find_entities(text)
    assert {(e.kind, e.text) for e in found} >= {("LOC", "Кунгур"), ("PER", "Анна Котова")}
    assert all(text[e.start : e.stop] == e.text for e in found)


def test_calls_are_counted_and_blank_text_costs_none() -> None:
    before = calls()
    assert find_entities("") == find_entities(" \n\t") == []
    assert calls() == before
    find_entities("Слушали Ветошкина.")
    names_by_model("Слушали Ветошкина.")
    assert calls() == before + 2


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_a_long_text_goes_in_pieces(gap: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entities, "_PIECE", 100)
    text = gap.join(["Вопрос о пенсии подняла Олеся Черных."] * 20)
    found = find_entities(text)
    assert [e.text for e in found] == ["Олеся Черных"] * 20
    assert all(text[e.start : e.stop] == e.text for e in found)


def test_a_long_word_is_cut_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entities, "_PIECE", 10)
    assert [start for start, _ in entities._cut("а" * 25)] == [0, 10, 20]
    assert list(entities._cut("а\n" + " " * 40 + "б")) == [(0, "а\n"), (42, "б")]


def test_values_cannot_be_changed() -> None:
    entity = Entity(0, 4, "PER", "Анна")
    with pytest.raises(AttributeError):
        entity.text = "Инна"  # type: ignore[misc]


def test_names_of_rules_keep_their_shape() -> None:
    assert names_by_model("Слушали Анну Котову.") == [NameMention(8, 19, "Котову", "Анну", None, None, "initials_first", "name.model")]


def test_nothing_heavy_is_loaded_at_import() -> None:
    code = "import sys, extractor.language.entities as e; assert not {'natasha', 'slovnet', 'navec'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
