"""Morphology: readings, forms, cases, and that nothing is loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from extractor.language import morphology


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("слушали", "слушать"),
        ("протоколом", "протокол"),
        ("завкома", "завком"),
        ("учителей", "учитель"),
        ("черных", "черный"),
    ],
)
def test_lemma(word: str, lemma: str) -> None:
    assert morphology.lemma(word) == lemma


@pytest.mark.parametrize(("word", "known"), [("заседание", True), ("отчет", True), ("гелашвили", False), ("", False)])
def test_is_known(word: str, known: bool) -> None:
    assert morphology.is_known(word) is known


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("закончить", True),
        ("найти", True),
        ("беречь", True),
        ("готовиться", True),
        ("окончание", False),
        ("мать", False),
        ("сеть", False),
    ],
)
def test_is_infinitive(word: str, answer: bool) -> None:
    assert morphology.is_infinitive(word) is answer


@pytest.mark.parametrize(
    ("word", "cases"),
    [
        ("директору", {"datv"}),
        ("управляющему", {"datv"}),
        ("слушали", set()),
        ("комитетом", {"ablt"}),
        ("школе", {"datv", "loct"}),
    ],
)
def test_cases(word: str, cases: set[str]) -> None:
    assert morphology.cases(word) == cases


def test_forms_of_a_word() -> None:
    forms = morphology.lexeme_forms("председатель")
    assert {"председатель", "председателя", "председателями"} <= forms
    assert "отчета" in morphology.lexeme_forms("отчёт")
    assert all("ё" not in form for form in morphology.lexeme_forms("отчёт"))


def test_reading() -> None:
    first, *_ = morphology.parses("протоколом")
    assert (first.lemma, first.pos, first.case, first.number, first.gender, first.known) == (
        "протокол",
        "NOUN",
        "ablt",
        "sing",
        "masc",
        True,
    )
    assert morphology.parses("") == ()


def test_nominatives() -> None:
    assert [form for form, _ in morphology.nominatives("дарью", "Name")] == ["дарья"]
    assert "федор" in [form for form, _ in morphology.nominatives("федора", "Name", "masc")]


def test_tags() -> None:
    assert morphology.has_tag("анфису", "Name", "femn")
    assert not morphology.has_tag("протокол", "Name")


def test_nothing_is_loaded_at_import() -> None:
    code = (
        "import sys, extractor.language.names, extractor.language.morphology as m;"
        "print('pymorphy2' in sys.modules); m.lemma('слушали'); print('pymorphy2' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
